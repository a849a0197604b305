#include "office/recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ledger/event.h"
#include "office/stamp.h"
#include "review/answer_json.h"
#include "review/case_log.h"

namespace standstill::office {

using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t kMostWaiting = 65'536;
constexpr std::size_t kMostInRound = 4'096;

}  // namespace

struct Recorder::Round {
    std::vector<Job> jobs;
    std::vector<std::optional<Result<Kept>>> outcomes;  // by job
    std::vector<ledger::Command> commands;
    std::vector<std::size_t> by_command;  // the job of each
    std::map<std::string, Touched> touched;
    std::set<std::string> ids;       // of this round's commands
    std::vector<std::size_t> later;  // jobs for the next round, in order
    std::vector<News> news;
    base::Instant now;
    bool wants_head = false;
};

Recorder::Recorder(World world) : world_(std::move(world)), thread_([this] { run(); }) {}

Recorder::~Recorder() {
    {
        const std::lock_guard lock{mutex_};
        ends_ = true;
    }
    comes_.notify_one();
    thread_.join();
}

void Recorder::take(Job job) {
    std::optional<base::Error> refused;
    {
        const std::lock_guard lock{mutex_};
        if (failure_)
            refused = *failure_;
        else if (ends_)
            refused = fail(ErrorKind::Unavailable, "the office is closing");
        else if (waiting_.size() >= kMostWaiting)
            refused = fail(ErrorKind::Unavailable, "too much is waiting to be recorded");
        else
            waiting_.push_back(std::move(job));
    }
    if (refused) return job.done(*refused);
    comes_.notify_one();
}

std::optional<base::Error> Recorder::failure() const {
    const std::lock_guard lock{mutex_};
    return failure_;
}

void Recorder::run() {
    while (true) {
        std::vector<Job> jobs;
        {
            std::unique_lock lock{mutex_};
            comes_.wait(lock, [&] { return ends_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            std::size_t count = std::min(waiting_.size(), kMostInRound);
            jobs.reserve(count);
            for (std::size_t i = 0; i < count; ++i) {
                jobs.push_back(std::move(waiting_.front()));
                waiting_.pop_front();
            }
        }
        serve(std::move(jobs));
    }
}

void Recorder::serve(std::vector<Job> jobs) {
    Round round;
    round.jobs = std::move(jobs);
    round.outcomes.resize(round.jobs.size());
    round.now = world_.settings.clock();
    for (std::size_t i = 0; i < round.jobs.size(); ++i) prepare(round, i);
    settle(round);
    publish(round);
    tell(round);
}

// ---- taking in
// ----

void Recorder::prepare(Round& round, std::size_t index) {
    Job& job = round.jobs[index];
    auto reject = [&](base::Error error) { round.outcomes[index] = std::move(error); };
    if (job.kind != Job::Kind::Note)
        if (auto refused = world_.refuses()) return reject(*refused);
    if (!ledger::is_actor(job.act.actor))
        return reject(base::invalid(fmt::format("`{}` cannot name an actor", job.act.actor)));
    if (!job.act.command.empty() && !ledger::is_command_id(job.act.command))
        return reject(base::invalid(fmt::format(
            "`{}` is not the id of a command: 1 to 64 of A-Z a-z 0-9 . _ : -", job.act.command)));
    switch (job.kind) {
        case Job::Kind::Open:
            return prepare_opening(round, index);
        case Job::Kind::Record:
            return prepare_record(round, index);
        case Job::Kind::Note:
        case Job::Kind::Answer:
            return prepare_made(round, index);
    }
}

base::Result<Recorder::Touched*> Recorder::touch(Round& round, const std::string& stream) {
    auto known = round.touched.find(stream);
    if (known != round.touched.end()) return &known->second;
    if (!ledger::is_stream_id(stream) || !may_be_case(stream))
        return fail(ErrorKind::NotFound, fmt::format("no case is called `{}`", stream));
    auto warm = world_.cases.find(stream);
    if (!warm) return warm.error();
    auto snapshot = (*warm)->look();
    if (!snapshot) return fail(ErrorKind::NotFound, fmt::format("no case is called `{}`", stream));
    Touched touched;
    touched.warm = std::move(*warm);
    touched.state = snapshot->state;
    return &round.touched.emplace(stream, std::move(touched)).first->second;
}

// The same id a second time: what is kept under it decides. An event that was dated by the clock
// was dated at the first attempt.
bool Recorder::is_repeated(Round& round, std::size_t index, const std::string& id) {
    Job& job = round.jobs[index];
    if (round.ids.contains(id)) {
        round.later.push_back(index);
        return true;
    }
    auto receipt = world_.log.receipt(id);
    if (!receipt) {
        round.outcomes[index] = receipt.error();
        return true;
    }
    if (!*receipt) return false;
    auto kept = world_.log.read((*receipt)->first_index, (*receipt)->count);
    if (!kept) {
        round.outcomes[index] = kept.error();
        return true;
    }
    ledger::Command command{id, job.stream, job.act.actor, std::nullopt, {}};
    if (job.kind == Job::Kind::Open)
        command.events.push_back(review::opening_event(job.header, round.now));
    std::vector<std::string> bytes;
    for (const ledger::StoredEvent& event : *kept) bytes.push_back(event.bytes);
    for (const base::Node& given : job.events) {
        base::Node event = given;
        std::size_t place = command.events.size();
        bool has_at = event.find("at") != nullptr;
        if (!event.is_map() || event.find("event") == nullptr || place >= bytes.size()) break;
        ledger::NewEvent made = review::record_event(event, round.now);
        if (!has_at)
            if (auto before = ledger::parse_event(bytes[place]); before)
                if (const auto* at = before->facts.if_contains("at")) made.facts["at"] = *at;
        command.events.push_back(std::move(made));
    }
    if (job.made) command.events.push_back(*job.made);
    // The packs may have changed between two attempts; a command says the same under both.
    for (std::size_t i = 0; i < command.events.size() && i < bytes.size() && !job.made; ++i)
        if (auto before = ledger::scan_event(bytes[i])) command.events[i].policy = before->policy;
    if (!ledger::same_content(command, bytes)) {
        round.outcomes[index] =
            fail(ErrorKind::Conflict,
                 fmt::format("the command `{}` is on record with other content", id));
        return true;
    }
    Kept again{{**receipt, (*receipt)->first_version + (*receipt)->count}, nullptr};
    again.recorded.receipt.repeated = true;
    round.outcomes[index] = std::move(again);
    return true;
}

void Recorder::prepare_opening(Round& round, std::size_t index) {
    Job& job = round.jobs[index];
    auto reject = [&](base::Error error) { round.outcomes[index] = std::move(error); };
    auto opened = review::open_case(job.header, "case", world_.library, world_.settings.zones);
    if (!opened) return reject(opened.error());
    job.stream = opened->id;
    std::string id =
        job.act.command.empty()
            ? command_id(world_.salt, "open",
                         job.stream + '\n' + job.act.actor + '\n' + content_of(job.header))
            : job.act.command;
    if (is_repeated(round, index, id)) return;
    auto there = touch(round, job.stream);
    if (there || there.error().kind != ErrorKind::NotFound)
        return reject(there ? fail(ErrorKind::Conflict,
                                   fmt::format("a case is called `{}` already", job.stream))
                            : there.error());
    Touched touched;
    touched.warm = std::make_shared<WarmCase>(std::move(*opened));
    touched.is_new = touched.has_draft = true;
    std::vector<ledger::NewEvent> events{
        review::opening_event(job.header, round.now, touched.warm->draft().program->digest)};
    auto added = add_all(touched, job, round.now, events);
    if (!added) return reject(added.error());
    auto place = round.touched.emplace(job.stream, std::move(touched)).first;
    accept(round, index, &place->second, std::move(id), std::move(events));
}

void Recorder::prepare_record(Round& round, std::size_t index) {
    Job& job = round.jobs[index];
    auto reject = [&](base::Error error) { round.outcomes[index] = std::move(error); };
    if (job.events.empty()) return reject(base::invalid("there is no event to record"));
    auto touched = touch(round, job.stream);
    if (!touched) return reject(touched.error());
    const StreamState& state = (*touched)->state;
    std::string id = job.act.command;
    if (id.empty()) {
        std::string content = fmt::format("{}\n{}\n{}", job.stream, job.act.actor,
                                          job.act.expected_version.value_or(state.version));
        for (const base::Node& event : job.events) content += '\n' + content_of(event);
        id = command_id(world_.salt, "record", content);
    }
    if (is_repeated(round, index, id)) return;
    // What is none of the record (answers, notes) may have come in between.
    if (job.act.expected_version && (*job.act.expected_version < state.record_version ||
                                     *job.act.expected_version > state.version))
        return reject(
            fail(ErrorKind::Conflict,
                 fmt::format("the case `{}` has grown: its stream has {} events, {} were expected",
                             job.stream, state.version, *job.act.expected_version)));
    std::vector<ledger::NewEvent> events;
    auto added = add_all(**touched, job, round.now, events);
    if (!added) return reject(added.error());
    accept(round, index, *touched, std::move(id), std::move(events));
}

void Recorder::prepare_made(Round& round, std::size_t index) {
    Job& job = round.jobs[index];
    auto reject = [&](base::Error error) { round.outcomes[index] = std::move(error); };
    if (job.kind == Job::Kind::Note && !review::is_of_office(job.made->type))
        return reject(base::invalid(fmt::format(
            "`{}` is no note of the office, whose types begin with `office.`", job.made->type)));
    auto touched = touch(round, job.stream);
    if (!touched && (job.kind == Job::Kind::Answer || touched.error().kind != ErrorKind::NotFound))
        return reject(touched.error());
    std::string id = job.act.command;
    if (id.empty())
        id = command_id(world_.salt, job.kind == Job::Kind::Answer ? "gate" : "note",
                        fmt::format("{}\n{}\n{}\n{}\n{}", job.stream, job.act.actor, job.made->type,
                                    base::to_string(job.made->at),
                                    content_of(review::to_node(job.made->facts))));
    if (is_repeated(round, index, id)) return;
    if (job.kind == Job::Kind::Answer) {
        const review::Case* stands = nullptr;
        std::optional<WarmCase::Snapshot> snapshot;
        if ((*touched)->has_draft) {
            stands = &(*touched)->warm->draft();
        } else {
            snapshot = (*touched)->warm->look();
            stands = snapshot->of.get();
        }
        if (stands->events.size() != job.rests_on)
            job.made = job.again(*stands, (*touched)->state, round.now);
    }
    std::vector<ledger::NewEvent> events{*job.made};
    accept(round, index, touched ? *touched : nullptr, std::move(id), std::move(events));
}

// Adds the events of a job to the draft of its case: all, or none.
base::Status Recorder::add_all(Touched& touched, Job& job, base::Instant now,
                               std::vector<ledger::NewEvent>& out) {
    if (job.events.size() + out.size() > ledger::kMaxCommandEvents)
        return base::invalid(fmt::format("{} events at once, at most {} are allowed",
                                         job.events.size(), ledger::kMaxCommandEvents - 1));
    review::Case& draft = touched.warm->draft();
    touched.has_draft = true;
    std::size_t before = touched.added.size();
    for (std::size_t i = 0; i < job.events.size(); ++i) {
        base::Node event = job.events[i];
        std::string name = !job.act.source.empty()  ? job.act.source
                           : job.events.size() == 1 ? "event"
                                                    : fmt::format("event {}", i);
        base::Status added = stamp(event, now, draft.record.zone, job.act.may_state_time, name);
        if (added) added = review::add_event(draft, event, name);
        if (!added) {
            bool clean = touched.added.size() == before;
            touched.added.resize(before);
            if (!clean && !touched.is_new) undo(touched);
            return added;
        }
        out.push_back(review::record_event(event, now, draft.program->digest));
        touched.added.push_back(std::move(event));
    }
    return base::Done{};
}

// The draft anew, with what was accepted in this round.
void Recorder::undo(Touched& touched) {
    touched.warm->discard();
    review::Case& draft = touched.warm->draft();
    for (const base::Node& event : touched.added)
        if (!review::add_event(draft, event, "event")) touched.is_troubled = true;
}

void Recorder::accept(Round& round, std::size_t index, Touched* touched, std::string command,
                      std::vector<ledger::NewEvent> events) {
    Job& job = round.jobs[index];
    ledger::Command one{command, job.stream, job.act.actor,
                        touched == nullptr ? std::nullopt : std::optional(touched->state.version),
                        std::move(events)};
    if (touched != nullptr)
        for (const ledger::NewEvent& event : one.events)
            touched->state.take(event.type, event.at, !event.seals.empty());
    round.ids.insert(std::move(command));
    round.wants_head = round.wants_head || job.wants_head;
    round.by_command.push_back(index);
    round.commands.push_back(std::move(one));
}

// ---- keeping
// ----

void Recorder::settle(Round& round) {
    if (round.commands.empty()) return;
    auto receipts = world_.log.append(round.commands);
    std::set<std::string> troubled;
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        const ledger::Command& command = round.commands[i];
        std::size_t index = round.by_command[i];
        auto& receipt = receipts[i];
        if (receipt) {
            Recorded recorded{*receipt, receipt->first_version + receipt->count};
            for (std::size_t n = 0; n < command.events.size(); ++n)
                round.news.push_back({ledger::LeafIndex{ledger::number(receipt->first_index) + n},
                                      command.stream, command.events[n].type, command.actor,
                                      command.events[n].at});
            round.outcomes[index] = Kept{recorded, nullptr};
            continue;
        }
        // One that came behind a command that failed was read against what did not happen.
        if (receipt.error().kind == ErrorKind::Conflict && troubled.contains(command.stream)) {
            round.later.push_back(index);
            continue;
        }
        troubled.insert(command.stream);
        if (receipt.error().kind == ErrorKind::Corrupt) {
            const std::lock_guard lock{mutex_};
            failure_ = receipt.error();
        }
        round.outcomes[index] = receipt.error();
    }
    for (const std::string& stream : troubled) {
        auto touched = round.touched.find(stream);
        if (touched != round.touched.end()) touched->second.is_troubled = true;
    }
}

void Recorder::publish(Round& round) {
    std::vector<std::string> grown;
    for (auto& [stream, touched] : round.touched) {
        if (touched.is_troubled) {
            touched.warm->discard();
            world_.cases.forget(stream);
            grown.push_back(stream);
            continue;
        }
        const bool has_grown = touched.has_draft && (touched.is_new || !touched.added.empty());
        if (has_grown) {
            touched.warm->publish(touched.state);
            grown.push_back(stream);
        } else {
            touched.warm->set_aside();
            touched.warm->note(touched.state);
        }
        world_.cases.put(stream, touched.warm,
                         has_grown ? WarmCases::Grown::Yes : WarmCases::Grown::No);
    }
    if (round.commands.empty()) return;
    std::uint64_t size = 0;
    if (auto now = world_.log.size()) size = ledger::number(*now);
    world_.grown(grown, size);
    if (!round.wants_head) return;
    auto signed_head = world_.sign_head();
    std::shared_ptr<const ledger::StoredCheckpoint> head;
    if (signed_head) head = std::make_shared<ledger::StoredCheckpoint>(std::move(*signed_head));
    for (std::size_t i = 0; i < round.jobs.size(); ++i) {
        auto& outcome = round.outcomes[i];
        if (!round.jobs[i].wants_head || !outcome || !*outcome) continue;
        if (head)
            (**outcome).head = head;
        else
            outcome = signed_head.error();
    }
}

void Recorder::tell(Round& round) {
    for (const News& news : round.news) world_.told(news);
    std::vector<bool> is_later(round.jobs.size(), false);
    for (std::size_t index : round.later) is_later[index] = true;
    for (std::size_t i = 0; i < round.jobs.size(); ++i)
        if (!is_later[i] && round.jobs[i].done) {
            auto& outcome = round.outcomes[i];
            round.jobs[i].done(
                outcome ? std::move(*outcome)
                        : Result<Kept>(fail(ErrorKind::Unavailable, "nothing was recorded")));
        }
    if (round.later.empty()) return;
    std::sort(round.later.begin(), round.later.end());
    const std::lock_guard lock{mutex_};
    for (auto it = round.later.rbegin(); it != round.later.rend(); ++it)
        waiting_.push_front(std::move(round.jobs[*it]));
}

}  // namespace standstill::office
