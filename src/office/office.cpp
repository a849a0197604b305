#include "office/office.h"

#include <fmt/format.h>

#include <future>
#include <mutex>
#include <utility>

#include "office/gate_desk.h"
#include "office/index_file.h"
#include "office/index_keeper.h"
#include "office/recorder.h"
#include "office/stamp.h"
#include "office/warm_cases.h"

namespace standstill::office {

using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// How much memory cases may take, for each that may be kept: a long case takes the place of many.
WarmCases::Bounds bounds_of(std::size_t cases) {
    constexpr std::size_t kBytes = 65'536;
    constexpr std::size_t kMoreWritten = 8;
    return {cases, cases * kBytes, cases * kBytes * kMoreWritten, cases};
}

// No index was asked for: whoever reads it is told.
class NoIndex final : public Index {
public:
    Result<CasePage> cases(const CaseFilter&) const override { return none(); }
    Result<std::optional<CaseRow>> row(const std::string&) const override { return none(); }
    Result<std::vector<DutyRow>> duties(const std::vector<std::string>&,
                                        std::size_t) const override {
        return none();
    }
    Result<Counts> counts() const override { return none(); }
    Result<std::vector<DutyRow>> duties_of(const std::string&, std::size_t) const override {
        return none();
    }
    Result<std::vector<DutyRow>> due_between(base::Instant, base::Instant, std::size_t,
                                             std::size_t) const override {
        return none();
    }
    Result<std::vector<TurnRow>> turns(std::size_t) const override { return none(); }
    base::Status forget_turns(std::uint64_t) override { return none(); }

private:
    static base::Error none() {
        return fail(ErrorKind::Unavailable, "the office was opened without its index");
    }
};

// Several threads read cases at once, and a source may keep what it has read.
review::ZoneSource one_at_a_time(review::ZoneSource zones) {
    auto mutex = std::make_shared<std::mutex>();
    return [mutex, zones = std::move(zones)](const std::string& name) {
        const std::lock_guard lock{*mutex};
        return zones(name);
    };
}

Settings shared(Settings settings) {
    settings.zones = one_at_a_time(std::move(settings.zones));
    return settings;
}

class OpenOffice final : public Office {
public:
    OpenOffice(Folder folder, review::Library& library, Settings settings)
        : folder_(std::move(folder)),
          library_(library),
          settings_(shared(std::move(settings))),
          cases_(
              [this](const std::string& id) {
                  return warm_case(folder_.log(), id, library_, settings_.zones);
              },
              bounds_of(settings_.warm_cases)),
          recorder_(std::make_unique<Recorder>(recorder_world())),
          gate_(gate_world()) {}

    // The writing thread first, for it speaks to all the others.
    ~OpenOffice() override { recorder_.reset(); }

    base::Status open_access_log() {
        if (!settings_.keeps_access_log) {
            access_log_ = AccessLog::over(nullptr);
            return base::Done{};
        }
        auto log = AccessLog::open(folder_.folder() / "access.db");
        if (!log) return log.error();
        access_log_ = std::move(*log);
        return base::Done{};
    }

    base::Status open_index() {
        if (!settings_.keeps_index) return base::Done{};
        auto file = IndexFile::open(folder_.folder() / "index.db");
        if (!file) return file.error();
        auto keeper =
            IndexKeeper::open(std::move(*file), folder_.log(), cases_, library_, settings_);
        if (!keeper) return keeper.error();
        const std::lock_guard lock{index_mutex_};
        index_ = std::move(*keeper);
        return base::Done{};
    }

    Result<std::unique_ptr<View>> look(const std::string& case_id, base::Instant at) override {
        auto warm = cases_.find(case_id);
        if (!warm) return warm.error();
        auto snapshot = (*warm)->look();
        if (!snapshot)
            return fail(ErrorKind::NotFound, fmt::format("no case is called `{}`", case_id));
        return std::make_unique<View>(std::move(snapshot->of), snapshot->state.version, at);
    }

    Index& index() override { return index_ ? static_cast<Index&>(*index_) : no_index_; }

    void open_case(base::Node header, std::vector<base::Node> events, Act act, Done done) override {
        Job job;
        job.kind = Job::Kind::Open;
        job.header = std::move(header);
        job.events = std::move(events);
        take(std::move(job), std::move(act), std::move(done));
    }

    void record(const std::string& case_id, std::vector<base::Node> events, Act act,
                Done done) override {
        Job job;
        job.stream = case_id;
        job.events = std::move(events);
        take(std::move(job), std::move(act), std::move(done));
    }

    void note(const std::string& stream, ledger::NewEvent event, Act act, Done done) override {
        Job job;
        job.kind = Job::Kind::Note;
        job.stream = stream;
        job.made = std::move(event);
        take(std::move(job), std::move(act), std::move(done));
    }

    Result<std::shared_ptr<const Verdict>> ask_shared(const Question& question) override {
        return gate_.ask(question);
    }

    const ledger::EventLog& log() const override { return folder_.log(); }
    const ledger::VerifierKey& key() const override { return folder_.key().verifier(); }
    const std::filesystem::path& folder() const override { return folder_.folder(); }
    review::Library& library() override { return library_; }
    const Settings& settings() const override { return settings_; }

    Result<ledger::StoredCheckpoint> sign_head() override {
        const std::lock_guard lock{head_mutex_};
        return folder_.sign_head();
    }

    Result<Bundle> bundle(std::uint64_t most) override {
        auto head = sign_head();
        if (!head) return head.error();
        return bundle_of(folder_, library_, settings_.zones, *head, most);
    }

    std::optional<base::Error> trouble() const override {
        if (folder_.head_trouble()) return folder_.head_trouble();
        if (auto failure = access_log_->failure())
            return fail(ErrorKind::Unavailable,
                        fmt::format("nothing is recorded while the access log cannot be written: "
                                    "{}",
                                    *failure));
        return std::nullopt;
    }

    AccessLog& access_log() override { return *access_log_; }

    void subscribe(std::function<void(const News&)> listener) override {
        const std::lock_guard lock{listeners_mutex_};
        listeners_.push_back(std::move(listener));
    }

private:
    Recorder::World recorder_world() {
        return {.log = folder_.log(),
                .cases = cases_,
                .library = library_,
                .settings = settings_,
                .salt = salt_of(folder_.key()),
                .sign_head = [this] { return sign_head(); },
                .refuses = [this] { return trouble(); },
                .grown =
                    [this](const std::vector<std::string>& cases, std::uint64_t size) {
                        const std::lock_guard lock{index_mutex_};
                        if (index_) index_->grown(cases, size);
                    },
                .told =
                    [this](const News& news) {
                        const std::lock_guard lock{listeners_mutex_};
                        for (const auto& listener : listeners_) listener(news);
                    }};
    }

    GateDesk::World gate_world() {
        return {.cases = cases_,
                .recorder = *recorder_,
                .settings = settings_,
                .key = folder_.key(),
                .sign_head = [this] { return sign_head(); },
                .keep_rules =
                    [this](const law::Program& program) {
                        return folder_.keep_rules(library_.files(), program);
                    }};
    }

    void take(Job job, Act act, Done done) {
        job.act = std::move(act);
        job.done = [done = std::move(done)](Result<Kept> kept) {
            if (!done) return;
            if (kept)
                done(kept->recorded);
            else
                done(kept.error());
        };
        recorder_->take(std::move(job));
    }

    Folder folder_;
    review::Library& library_;
    const Settings settings_;
    std::unique_ptr<AccessLog> access_log_;
    std::mutex head_mutex_;
    std::mutex listeners_mutex_;
    std::vector<std::function<void(const News&)>> listeners_;
    WarmCases cases_;
    std::mutex index_mutex_;
    NoIndex no_index_;
    std::unique_ptr<IndexKeeper> index_;
    std::unique_ptr<Recorder> recorder_;
    GateDesk gate_;
};

// Waits for what is told once.
Result<Recorded> wait_for(const std::function<void(Done)>& begin) {
    auto told = std::make_shared<std::promise<Result<Recorded>>>();
    auto outcome = told->get_future();
    begin([told](Result<Recorded> recorded) { told->set_value(std::move(recorded)); });
    return outcome.get();
}

}  // namespace

View::View(std::shared_ptr<const review::Case> of, std::uint64_t version, base::Instant at)
    : of_(std::move(of)),
      version_(version),
      reviewer_(*of_->program, of_->record),
      answer_(reviewer_.answer(at)) {}

Result<std::unique_ptr<Office>> Office::open(Folder folder, review::Library& library,
                                             Settings settings) {
    auto office = std::make_unique<OpenOffice>(std::move(folder), library, std::move(settings));
    for (auto open : {&OpenOffice::open_access_log, &OpenOffice::open_index})
        if (auto done = (office.get()->*open)(); !done) return done.error();
    return std::unique_ptr<Office>(std::move(office));
}

Result<Recorded> Office::record_now(const std::string& case_id, std::vector<base::Node> events,
                                    Act act) {
    return wait_for(
        [&](Done done) { record(case_id, std::move(events), std::move(act), std::move(done)); });
}

Result<Recorded> Office::open_case_now(base::Node header, std::vector<base::Node> events, Act act) {
    return wait_for([&](Done done) {
        open_case(std::move(header), std::move(events), std::move(act), std::move(done));
    });
}

Result<Verdict> Office::ask(const Question& question) {
    auto verdict = ask_shared(question);
    if (!verdict) return verdict.error();
    return **verdict;
}

void Office::note(const std::string& stream, ledger::NewEvent event, const std::string& actor,
                  Done done) {
    Act act;
    act.actor = actor;
    note(stream, std::move(event), std::move(act), std::move(done));
}

Result<Recorded> Office::note_now(const std::string& stream, ledger::NewEvent event, Act act) {
    return wait_for(
        [&](Done done) { note(stream, std::move(event), std::move(act), std::move(done)); });
}

Result<BackedUp> Office::backup(const std::filesystem::path& target, WithKey with_key) const {
    return back_up(folder(), target, with_key);
}

}  // namespace standstill::office
