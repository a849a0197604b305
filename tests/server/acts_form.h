// An event typed into its form: the fields that a browser would send for it.
#pragma once

#include <fmt/format.h>

#include <string>

#include "base/document.h"
#include "base/instant.h"
#include "base/zone.h"
#include "law/program.h"
#include "server/http/message.h"

namespace standstill::server::pages {

class Typist {
public:
    Typist(const law::Program& program, const base::ZoneTable& zone)
        : program_(program), zone_(zone) {}

    // With `at`, as a registrar states it.
    http::Fields type(const base::Node& event) {
        out_.clear();
        const base::Node* kind = event.find("event");
        const law::EventKind& schema =
            program_.kinds[static_cast<std::size_t>(program_.kind(kind->scalar))];
        for (std::size_t i = 0; i < event.keys.size(); ++i) {
            const std::string& key = event.keys[i].first;
            const base::Node& value = event.items[i];
            if (key == "event") continue;
            if (key == "at") {
                instant("at", value.scalar);
            } else if (key == "by") {
                actor(value);
            } else if (int slot = schema.slot(key); slot >= 0) {
                field(schema.fields[static_cast<std::size_t>(slot)], key, value);
            } else if (value.is_list()) {
                for (const base::Node& one : value.items) put(key, one.scalar);
            } else {
                put(key, value.scalar);
            }
        }
        return out_;
    }

private:
    void put(const std::string& name, const std::string& value) { out_.emplace_back(name, value); }

    void day(const std::string& name, base::Day day) {
        std::chrono::year_month_day date{day};
        put(name + ".month", std::to_string(static_cast<unsigned>(date.month())));
        put(name + ".day", std::to_string(static_cast<unsigned>(date.day())));
        put(name + ".year", std::to_string(static_cast<int>(date.year())));
    }

    void instant(const std::string& name, const std::string& text) {
        std::string local = zone_.print(*base::parse_instant(text));
        day(name, *base::parse_day(local.substr(0, 10)));
        put(name + ".time", local.substr(11, 8));
    }

    void actor(const base::Node& by) {
        if (!by.is_map()) return put("by", by.scalar);
        for (std::size_t i = 0; i < by.keys.size(); ++i)
            put(by.keys[i].first == "office" ? "by" : "by." + by.keys[i].first, by.items[i].scalar);
    }

    void field(const law::FieldSchema& schema, const std::string& name, const base::Node& value) {
        using law::FieldType;
        if (schema.type == FieldType::Date) return day(name, *base::parse_day(value.scalar));
        if (schema.type == FieldType::Timestamp) return instant(name, value.scalar);
        if (schema.type == FieldType::Grade) {
            put(name + ".letter", value.scalar.substr(0, 1));
            return put(name + ".digit", value.scalar.substr(1));
        }
        if (schema.type == FieldType::Group) return group(schema, name, value);
        if (schema.type == FieldType::Groups) {
            put(name + ".rows", std::to_string(value.items.size()));
            for (std::size_t i = 0; i < value.items.size(); ++i)
                group(schema, fmt::format("{}.{}", name, i), value.items[i]);
            return;
        }
        if (value.is_list()) {
            for (const base::Node& one : value.items) put(name, one.scalar);
            return;
        }
        put(name, value.scalar);
    }

    void group(const law::FieldSchema& schema, const std::string& name, const base::Node& value) {
        for (const law::FieldSchema& sub : schema.fields)
            if (const base::Node* part = value.find(sub.name))
                field(sub, name + "." + sub.name, *part);
    }

    const law::Program& program_;
    const base::ZoneTable& zone_;
    http::Fields out_;
};

}  // namespace standstill::server::pages
