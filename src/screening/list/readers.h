// The importers behind import_list, one a published layout. Only import.cpp calls them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "screening/list/fields.h"
#include "screening/list/import.h"

namespace standstill::screening {

// What a reader works on: the list id and format are set, the rest is for it to fill.
class Reading {
public:
    Reading(const Hints& given, ListVersion& to) : hints(given), out(to) {}

    const Hints& hints;
    ListVersion& out;
    std::vector<std::string> parts = {};  // of the sources, one each, as sniff() said
    std::size_t read_before = 0;          // bytes of the sources before this one
    std::size_t total = 0;

    void progress(std::size_t done) const {
        if (hints.progress) hints.progress(read_before + done, total);
    }
    // The day as the content says it; a hint wins, and what is no day is left.
    void publish(std::string_view text, Slashes slashes = Slashes::DayFirst);
    void note(std::string text) { out.notes.push_back(std::move(text)); }
    // A new entity with one listing: id "list:entry", topic of the list.
    Entity& add(std::string_view entry);
    Entity& add(std::string_view list, std::string_view entry);

private:
    std::string topic_of_;  // the list that add() saw last, and its topic
    std::string_view topic_;
};

base::Status read_ofac_csv(std::span<const Source> sources, Reading& reading);
base::Status read_ofac_sdn_xml(const Source& source, Reading& reading);
base::Status read_ofac_enhanced_xml(const Source& source, Reading& reading);
base::Status read_ofac_advanced_xml(const Source& source, Reading& reading);
base::Status read_un_xml(const Source& source, Reading& reading);
base::Status read_eu_xml(const Source& source, Reading& reading);
base::Status read_eu_csv(const Source& source, Reading& reading);
base::Status read_ofsi_csv(const Source& source, Reading& reading);
base::Status read_ofsi_xml(const Source& source, Reading& reading);
base::Status read_uk_csv(const Source& source, Reading& reading);
base::Status read_uk_xml(const Source& source, Reading& reading);
base::Status read_csl_csv(const Source& source, Reading& reading);
base::Status read_csl_json(const Source& source, Reading& reading);
base::Status read_bis_dpl(const Source& source, Reading& reading);
base::Status read_ftm(std::span<const Source> sources, Reading& reading);
base::Status read_misp(const Source& source, Reading& reading);
base::Status read_sam_csv(const Source& source, Reading& reading);
base::Status read_plain_csv(const Source& source, Reading& reading);

// Whether a header has a column of names, by its usual name or by a hint.
bool is_plain_csv(const std::vector<std::string_view>& header, const Hints& hints);

}  // namespace standstill::screening
