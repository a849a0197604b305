// An office in a folder of its own, with a clock that the test moves.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/zone_source.h"
#include "office/files.h"
#include "office/office.h"
#include "store/log_fixture.h"

namespace standstill::office {

inline base::Instant instant(const std::string& text) { return *base::parse_instant(text); }

inline review::ZoneSource zones() {
    return [](const std::string& name) { return cli::load_zone(name); };
}

inline base::Node node(const std::string& text) {
    auto read = base::parse_document(text, "test");
    EXPECT_TRUE(read) << (read ? "" : read.error().message);
    return read ? *read : base::Node{};
}

inline base::Node header(const std::string& id) {
    return node("{standstill: 1, case: " + id + ", title: The case " + id +
                ", law: [eo-14093], agency: {name: Department of Homeland Security, head: "
                "secretary-of-homeland-security}}");
}

inline Act by(const std::string& actor, const std::string& command = "") {
    Act act;
    act.actor = actor;
    act.command = command;
    return act;
}

inline Act registrar(std::optional<std::uint64_t> expected = std::nullopt) {
    Act act = by("registrar");
    act.expected_version = expected;
    act.may_state_time = true;
    return act;
}

inline std::string kind_of(const base::Error& error) {
    static constexpr const char* kKinds[] = {"NotFound", "Invalid", "Conflict", "Corrupt",
                                             "Unavailable"};
    return std::string(kKinds[static_cast<int>(error.kind)]) + ": " + error.message;
}

class InAnOffice : public ::testing::Test {
protected:
    InAnOffice() : library(*read_rules("rules")) { open(); }

    void open(std::size_t warm_cases = 512) {
        office.reset();
        auto opened = Folder::open(folder.path(), Folder::For::Writing);
        ASSERT_TRUE(opened) << opened.error().message;
        Settings settings;
        settings.clock = [this] { return base::Instant{std::chrono::milliseconds{now_.load()}}; };
        settings.random = [](std::size_t bytes) { return std::string(bytes, 'r'); };
        settings.zones = zones();
        settings.warm_cases = warm_cases;
        auto made = Office::open(std::move(*opened), library, std::move(settings));
        ASSERT_TRUE(made) << made.error().message;
        office = std::move(*made);
    }

    void set(const std::string& at) { now_ = instant(at).time_since_epoch().count(); }
    void pass(std::chrono::milliseconds time) { now_ += time.count(); }
    base::Instant now() const { return base::Instant{std::chrono::milliseconds{now_.load()}}; }

    std::string opens(const std::string& id) {
        auto done = office->open_case_now(header(id), {}, by("officer"));
        return done ? "done" : kind_of(done.error());
    }
    std::string records(const std::string& id, const std::string& event, Act act = by("officer")) {
        auto done = office->record_now(id, {node(event)}, std::move(act));
        if (!done) return kind_of(done.error());
        return std::to_string(done->version) + (done->receipt.repeated ? " again" : "");
    }
    // Takes a case file on record as it is, as somebody who may state when things happened.
    void import(const std::string& path) {
        auto bytes = read_file(path, std::size_t{16} << 20);
        ASSERT_TRUE(bytes) << bytes.error().message;
        auto of = review::read_case(*base::parse_document(*bytes, path), path, library, zones());
        ASSERT_TRUE(of) << of.error().message;
        auto done = office->open_case_now(of->header, of->events.all(), registrar());
        ASSERT_TRUE(done) << done.error().message;
    }
    std::unique_ptr<View> look(const std::string& id) {
        auto view = office->look(id, now());
        EXPECT_TRUE(view) << (view ? "" : view.error().message);
        return view ? std::move(*view) : nullptr;
    }

    store::Folder folder;
    review::Library library;
    std::atomic<std::int64_t> now_{instant("2026-11-20T12:00:00Z").time_since_epoch().count()};
    std::unique_ptr<Office> office;
};

}  // namespace standstill::office
