// Words for the tests of the store: commands, folders that clean up after themselves, outcomes as
// text.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/event_log.h"

namespace standstill::store {

// A folder of its own, gone at the end.
class Folder {
public:
    Folder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "standstill-store-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) ADD_FAILURE() << "no temporary folder";
        path_ = name;
    }
    explicit Folder(std::filesystem::path path) : path_(std::move(path)) {}
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// A command of some events that say `note`.
inline ledger::Command command(std::string cmd, std::string stream, std::string note = "a report",
                               std::size_t events = 1) {
    ledger::NewEvent event;
    event.type = "evidence.added";
    event.at = base::Instant{std::chrono::milliseconds{1732100000000}};
    event.facts = {{"note", std::move(note)}};
    return {.cmd = std::move(cmd),
            .stream = std::move(stream),
            .actor = "office:reviewer",
            .expected_version = std::nullopt,
            .events = std::vector<ledger::NewEvent>(events, event)};
}

inline ledger::Command expecting(std::uint64_t version, ledger::Command command) {
    command.expected_version = version;
    return command;
}

// "0@0+1" is one event at index 0 with version 0; "0@0+1 again" a repeated one; else the kind and
// the sentence.
inline std::string said(const base::Result<ledger::Receipt>& outcome) {
    if (outcome)
        return std::to_string(number(outcome->first_index)) + "@" +
               std::to_string(outcome->first_version) + "+" + std::to_string(outcome->count) +
               (outcome->repeated ? " again" : "");
    static constexpr const char* kKinds[] = {"NotFound", "Invalid", "Conflict", "Corrupt",
                                             "Unavailable"};
    return std::string{kKinds[static_cast<int>(outcome.error().kind)]} + ": " +
           outcome.error().message;
}

inline std::string append_one(ledger::EventLog& log, const ledger::Command& command) {
    return said(log.append({&command, 1}).front());
}

inline std::vector<std::string> append_all(ledger::EventLog& log,
                                           const std::vector<ledger::Command>& commands) {
    std::vector<std::string> outcomes;
    for (const auto& outcome : log.append(commands)) outcomes.push_back(said(outcome));
    return outcomes;
}

// The versions of a stream's events, as they stand in the bytes.
inline std::vector<std::uint64_t> versions(const ledger::EventLog& log, std::string_view stream,
                                           std::uint64_t from = 0) {
    std::vector<std::uint64_t> found;
    const auto events = log.stream(stream, from);
    if (!events) {
        ADD_FAILURE() << events.error().message;
        return found;
    }
    for (const auto& event : *events) found.push_back(ledger::scan_event(event.bytes)->ver);
    return found;
}

inline bool starts_with(const std::string& text, std::string_view beginning) {
    return std::string_view{text}.starts_with(beginning);
}

}  // namespace standstill::store
