// A score computed again from its explanation.
#include <charconv>

#include "screening/name/explain.h"
#include "screening/name/ofac.h"

namespace standstill::screening {
namespace {

namespace json = boost::json;

// Thrown and caught in this file alone.
struct Malformed {
    std::string message;
};

const json::value& at(const json::object& object, std::string_view key) {
    const json::value* const value = object.if_contains(key);
    if (value == nullptr) throw Malformed{"`" + std::string(key) + "` is missing"};
    return *value;
}

std::string text(const json::object& object, std::string_view key) {
    const json::value& value = at(object, key);
    if (!value.is_string()) throw Malformed{"`" + std::string(key) + "` is not text"};
    return std::string(value.get_string());
}

std::int64_t number(const json::object& object, std::string_view key, std::int64_t least,
                    std::int64_t most) {
    const json::value& value = at(object, key);
    boost::system::error_code error;
    const auto number = value.to_number<std::int64_t>(error);
    if (error || value.is_double() || number < least || number > most) {
        throw Malformed{"`" + std::string(key) + "` is not a whole number from " +
                        std::to_string(least) + " to " + std::to_string(most)};
    }
    return number;
}

const json::object& object(const json::value& value, std::string_view what) {
    if (!value.is_object()) throw Malformed{"`" + std::string(what) + "` is not an object"};
    return value.get_object();
}

const json::array& array(const json::object& from, std::string_view key) {
    const json::value& value = at(from, key);
    if (!value.is_array()) throw Malformed{"`" + std::string(key) + "` is not an array"};
    return value.get_array();
}

template <typename Enum>
Enum named(const json::object& from, std::string_view key, int last) {
    const std::string word = text(from, key);
    for (int i = 0; i <= last; ++i) {
        const auto one = static_cast<Enum>(i);
        if (name_of(one) == word) return one;
    }
    throw Malformed{"`" + word + "` is no " + std::string(key)};
}

std::uint64_t key_of(const json::object& from) {
    const std::string digits = text(from, "key");
    std::uint64_t key = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), key, 16);
    if (error != std::errc() || end != digits.data() + digits.size()) {
        throw Malformed{"`" + digits + "` is no key"};
    }
    return key;
}

ExplainedName read_name(const json::object& from) {
    ExplainedName out;
    out.text = text(from, "text");
    out.kind = named<EntityKind>(from, "kind", static_cast<int>(EntityKind::Product));
    for (const json::value& note : array(from, "notes")) {
        out.notes.malformed = out.notes.malformed || note == "malformed";
        out.notes.cut = out.notes.cut || note == "cut";
        out.notes.invisible = out.notes.invisible || note == "invisible";
        out.notes.mixed = out.notes.mixed || note == "mixed";
        out.notes.marks = out.notes.marks || note == "marks";
    }
    const json::array& parts = array(from, "parts");
    if (parts.size() > kMostParts) throw Malformed{"there are more than 32 parts"};
    for (const json::value& value : parts) {
        const json::object& part = object(value, "parts");
        out.parts.push_back({text(part, "written"), text(part, "letters"),
                             named<Role>(part, "role", static_cast<int>(Role::Number)),
                             static_cast<std::uint16_t>(number(part, "weight", 0, 60000)),
                             static_cast<std::uint16_t>(number(part, "rarity", 0, 60000))});
    }
    return out;
}

ExplainedUnit read_unit(const json::object& from, std::size_t parts, std::uint32_t& used) {
    ExplainedUnit out;
    out.kind = named<UnitKind>(from, "kind", static_cast<int>(kUnitKinds) - 1);
    out.first = static_cast<std::uint8_t>(number(from, "first", 0, 31));
    out.count = static_cast<std::uint8_t>(number(from, "count", 1, 32));
    out.cost = static_cast<std::uint16_t>(number(from, "cost", 0, 1000));
    out.key = key_of(from);
    if (from.contains("text")) out.text = text(from, "text");
    if (from.contains("sound")) out.sound = text(from, "sound");
    if (from.contains("symbol")) out.symbol = text(from, "symbol");
    for (std::size_t i = out.first; i < std::size_t{out.first} + out.count; ++i) {
        if (i >= parts) throw Malformed{"a unit covers parts that are not there"};
        if ((used >> i & 1U) != 0) throw Malformed{"a part is paired twice"};
        used |= 1U << i;
    }
    return out;
}

UnitView view(const ExplainedUnit& unit) {
    return {unit.kind, unit.cost, unit.key, unit.text, unit.sound};
}

std::vector<Part> parts_of(const ExplainedName& name) {
    std::vector<Part> out;
    for (const ExplainedPart& one : name.parts) {
        Part part;
        part.role = one.role;
        part.letters_size =
            static_cast<std::uint16_t>(std::min<std::size_t>(one.letters.size(), kLongestPart));
        part.weight = one.weight;
        part.rarity = one.rarity;
        out.push_back(part);
    }
    return out;
}

// Just enough of a name for the score that looks at letters alone.
Name name_of_letters(const ExplainedName& from) {
    Name out;
    for (const ExplainedPart& one : from.parts) {
        Part part;
        part.letters_at = static_cast<std::uint32_t>(out.letters.size());
        part.letters_size =
            static_cast<std::uint16_t>(std::min<std::size_t>(one.letters.size(), 0xffff));
        out.letters += one.letters;
        out.parts.push_back(part);
    }
    return out;
}

struct Disagreement {
    std::string what;
};

void agree(std::int64_t found, std::int64_t said, std::string_view what) {
    if (found != said) {
        throw Disagreement{std::string(what) + " comes out as " + std::to_string(found) +
                           ", the explanation says " + std::to_string(said)};
    }
}

void pairings(const json::object& root, Explanation& out, Tally& tally) {
    std::uint32_t query_used = 0;
    std::uint32_t listed_used = 0;
    for (const json::value& value : array(root, "pairings")) {
        const json::object& row = object(value, "pairings");
        ExplainedPairing pairing;
        pairing.query =
            read_unit(object(at(row, "query"), "query"), out.query.parts.size(), query_used);
        pairing.listed =
            read_unit(object(at(row, "listed"), "listed"), out.listed.parts.size(), listed_used);
        pairing.likeness = likeness(view(pairing.query), view(pairing.listed), out.mode);
        agree(pairing.likeness.similarity, number(row, "similarity", 0, kWhole),
              "the similarity of a pairing");
        tally.add({pairing.query.first, pairing.query.count},
                  {pairing.listed.first, pairing.listed.count}, pairing.likeness);
        out.pairings.push_back(std::move(pairing));
    }
}

Explanation read(const json::value& value) {
    const json::object& root = object(value, "the explanation");
    Explanation out;
    auto mode = find_mode(text(root, "mode"));
    if (!mode) throw Malformed{mode.error().message};
    out.mode = *mode;
    out.query = read_name(object(at(root, "query"), "query"));
    out.listed = read_name(object(at(root, "listed"), "listed"));
    const std::vector<Part> query = parts_of(out.query);
    const std::vector<Part> listed = parts_of(out.listed);
    Tally tally(query, listed, compares_people(out.query.kind, out.listed.kind));
    pairings(root, out, tally);
    if (out.mode.id == ModeId::OfacParity) {
        const Score score = ofac_score(name_of_letters(out.query), name_of_letters(out.listed));
        out.similarity = score.similarity;
    } else {
        out.losses = tally.losses(out.mode);
        if (!query.empty() && !listed.empty()) {
            out.similarity = tally.similarity(out.mode);
            out.surprise = tally.surprise();
        }
    }
    agree(out.similarity, number(root, "similarity", 0, kWhole), "the similarity");
    agree(out.surprise, number(root, "surprise", -1'000'000, 1'000'000), "the surprise");
    return out;
}

}  // namespace

base::Result<Explanation> replay(const boost::json::value& json) {
    try {
        return read(json);
    } catch (const Malformed& bad) {
        return base::invalid("not an explanation of a score: " + bad.message);
    } catch (const Disagreement& bad) {
        return base::fail(base::ErrorKind::Conflict, bad.what);
    }
}

}  // namespace standstill::screening
