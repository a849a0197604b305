// A folder, a clock and randomness that tests of the people of the office share.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "server/identity/people.h"

namespace standstill::server::identity {

// The same bytes for the same seed, never twice the same.
inline office::Random counted_random(std::uint64_t seed) {
    auto state = std::make_shared<std::uint64_t>(seed);
    return [state](std::size_t bytes) {
        std::string out;
        while (out.size() < bytes) {
            // splitmix64
            std::uint64_t z = *state += 0x9e3779b97f4a7c15;
            z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
            z = (z ^ z >> 27) * 0x94d049bb133111eb;
            out += static_cast<char>(z ^ z >> 31);
        }
        return out;
    };
}

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "identity.XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    std::filesystem::path operator/(const char* name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// The least that libsodium takes: what is tested is not how long it takes.
inline PeopleSettings cheap_settings() {
    PeopleSettings out;
    out.random = counted_random(1);
    out.cost = {8'192, 1};
    return out;
}

inline base::Instant instant(const char* text) {
    auto out = base::parse_instant(text);
    EXPECT_TRUE(out) << text;
    return *out;
}

inline Person person(std::string id, std::vector<std::string> offices = {}) {
    Person out;
    out.id = id;
    out.name = "Name of " + id;
    for (std::string& office : offices) {
        Holding holding;
        holding.office = std::move(office);
        out.holdings.push_back(std::move(holding));
    }
    return out;
}

inline Caller signed_in(Person who) {
    Caller out;
    out.means = Means::Password;
    out.person = std::move(who);
    return out;
}

}  // namespace standstill::server::identity
