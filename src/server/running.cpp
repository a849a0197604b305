#include "server/running.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/text.h"
#include "office/screening.h"
#include "server/api/metrics.h"
#include "server/http/router.h"
#include "server/mail/notifier.h"
#include "server/pages/templates.h"

namespace standstill::server {

namespace {

// Calls something again and again until it is told to end.
class Ticker {
public:
    Ticker(std::chrono::milliseconds every, std::function<void()> what)
        : thread_([this, every, what = std::move(what)] {
              std::unique_lock lock(mutex_);
              while (!ends_) {
                  lock.unlock();
                  what();
                  lock.lock();
                  wake_.wait_for(lock, every, [this] { return ends_; });
              }
          }) {}
    ~Ticker() {
        {
            std::lock_guard lock(mutex_);
            ends_ = true;
        }
        wake_.notify_all();
        thread_.join();
    }
    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

private:
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ends_ = false;
    std::thread thread_;
};

class Whole final : public Running {
public:
    Whole(RunningSettings settings, std::unique_ptr<office::Office> office,
          std::unique_ptr<identity::People> people)
        : settings_(std::move(settings)),
          office_(std::move(office)),
          people_(std::move(people)),
          site_{*office_,
                *people_,
                templates_,
                settings_.site,
                settings_.office.clock,
                settings_.office.random} {}

    base::Status open() {
        auto duties = office::Duties::open(*office_, settings_.duties);
        if (!duties) return duties.error();
        duties_ = std::move(*duties);
        site_.metrics = std::make_shared<api::Metrics>();
        site_.screening =
            std::make_shared<office::Screening>(settings_.folder, settings_.shipped_lists);
        site_.owners = settings_.owners;
        Doors doors(router_, site_);
        for (auto add :
             {add_static_files, add_sign_in_pages, add_admin_pages, add_case_pages, add_act_pages,
              add_law_pages, add_register_pages, add_document_pages, add_screening_pages, add_api,
              add_log_resources, add_feeds, add_missing_page})
            add(doors);
        if (!doors.mistakes().empty())
            return base::fail(base::ErrorKind::Invalid, "the office has routes that clash: " +
                                                            base::join(doors.mistakes(), "; "));
        settings_.listening.clock = settings_.office.clock;
        auto listener =
            http::Listener::open(settings_.listening, router_,
                                 api::counted(router_, site_.metrics, settings_.office.clock));
        if (!listener) return listener.error();
        listener_ = std::move(*listener);
        if (site_.settings.base_url.empty())
            site_.settings.base_url =
                fmt::format("{}://{}:{}", settings_.listening.tls ? "https" : "http",
                            settings_.listening.address, listener_->port());
        return begin_mail();
    }

    office::Office& office() override { return *office_; }
    identity::People& people() override { return *people_; }
    const Site& site() const override { return site_; }
    std::uint16_t port() const override { return listener_->port(); }

    void run() override {
        Ticker ticker(settings_.tick, [this] { tick(); });
        listener_->run();
    }
    void stop() override { listener_->stop(); }

private:
    // Who holds an office is told of its duties, where there is a relay to tell them by.
    base::Status begin_mail() {
        if (settings_.mail.host.empty()) return base::Done{};
        auto addresses = [this](const std::string& office) {
            std::vector<std::string> out;
            for (identity::Person& person : people_->all()) {
                identity::Caller as_holder;
                as_holder.person = person;
                if (!person.is_disabled && as_holder.holds(office) && !person.email.empty())
                    out.push_back(std::move(person.email));
            }
            return out;
        };
        mail_ = std::make_unique<mail::Notifier>(*office_, settings_.mail, site_.settings.base_url,
                                                 addresses);
        return mail_->start([metrics = site_.metrics](bool good) { metrics->delivered(good); });
    }
    void complain(const base::Error& error) {
        if (settings_.complain) settings_.complain(error.message);
    }
    void tick() {
        auto head = office_->sign_head();
        if (!head) complain(head.error());
        const base::Instant now = settings_.office.clock();
        auto told = duties_->tick(now);
        if (!told) complain(told.error());
        if (told && settings_.notify && !told->empty()) settings_.notify(*told);
        for (const auto& chore : site_.chores)
            if (auto done = chore(now); !done) complain(done.error());
        if (settings_.ticked) settings_.ticked(now);
    }

    RunningSettings settings_;
    std::unique_ptr<office::Office> office_;
    std::unique_ptr<office::Duties> duties_;
    std::unique_ptr<identity::People> people_;
    pages::Templates templates_;
    Site site_;
    http::Router router_;
    std::unique_ptr<http::Listener> listener_;
    std::unique_ptr<mail::Notifier> mail_;
};

}  // namespace

base::Result<std::unique_ptr<Running>> Running::start(RunningSettings settings,
                                                      review::Library& library) {
    auto folder =
        office::Folder::open(settings.folder, office::Folder::For::Writing, settings.witness_file);
    if (!folder) return folder.error();
    auto office = office::Office::open(std::move(*folder), library, settings.office);
    if (!office) return office.error();
    identity::PeopleSettings people_settings;
    people_settings.random = settings.office.random;
    people_settings.cost = settings.password_cost;
    people_settings.is_demonstration = settings.site.is_demonstration;
    auto people = identity::People::open(settings.folder / "people.db", people_settings);
    if (!people) return people.error();
    auto whole =
        std::make_unique<Whole>(std::move(settings), std::move(*office), std::move(*people));
    auto opened = whole->open();
    if (!opened) return opened.error();
    return std::unique_ptr<Running>(std::move(whole));
}

}  // namespace standstill::server
