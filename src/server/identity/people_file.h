// The file behind the people of the office: entries by kind and key, each a JSON object.
//
// SQLite, one table, each change flushed before it is told to be kept. One process has the file at
// a time. For one thread; whoever shares it guards it.
#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/sqlite/database.h"
#include "store/sqlite/file.h"

namespace standstill::server::identity {

class PeopleFile {
public:
    // Makes it, readable by its owner only, where it is missing. Fails with Unavailable where
    // another process has it, with Invalid where it is of a newer version or no file of ours.
    static base::Result<PeopleFile> open(const std::filesystem::path& file);

    struct Entry {
        std::string key;
        boost::json::object body;
    };
    // All of a kind, by key. Corrupt: an entry is no JSON object.
    base::Result<std::vector<Entry>> all(std::string_view kind);
    base::Result<std::optional<boost::json::object>> get(std::string_view kind,
                                                         const std::string& key);
    // The keys that begin so.
    base::Result<std::vector<std::string>> keys(std::string_view kind, const std::string& prefix);
    base::Status put(std::string_view kind, const std::string& key,
                     const boost::json::object& body);
    base::Status remove(std::string_view kind, const std::string& key);

private:
    PeopleFile(store::sqlite::Ownership ownership, store::sqlite::Database database)
        : ownership_(std::move(ownership)), database_(std::move(database)) {}

    store::sqlite::Ownership ownership_;
    store::sqlite::Database database_;
};

}  // namespace standstill::server::identity
