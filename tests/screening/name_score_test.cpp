// Scores: what is a hit and what is none, the bound, the explanation and its replay.
#include <gtest/gtest.h>

#include <random>

#include "screening/name/explain.h"
#include "screening/name_examples.h"

namespace standstill::screening {
namespace {

constexpr auto kPerson = EntityKind::Person;
constexpr auto kCompany = EntityKind::Organization;

std::uint32_t scored(std::string_view a, std::string_view b, EntityKind kind,
                     const Mode& mode = standard_mode()) {
    return similarity(analyse({a, kind, {}, {}}, mode), analyse({b, kind, {}, {}}, mode), mode);
}

TEST(Score, KnowsOneNameWrittenInTwoWays) {
    const struct {
        const char* a;
        const char* b;
        EntityKind kind;
        const char* why;
    } rows[] = {
        {"SMITH, John", "John Smith", kPerson, "order"},
        {"Yevgeniy Petrov", "Evgeny Petroff", kPerson, "transliteration"},
        {"Bob Hansen", "Robert Hansen", kPerson, "a short form"},
        {"J. R. Hansen", "John Robert Hansen", kPerson, "initials"},
        {"Abd al-Rahman Yasin", "Abdurrahman Yassin", kPerson, "an Arabic compound"},
        {"Saif al-Din Karim", "Saifuddin Kareem", kPerson, "another"},
        {"Dr. Karim Saleh", "Karim Saleh", kPerson, "a title"},
        {"Jürgen Müller", "Juergen Mueller", kPerson, "German vowels"},
        {"Karim bin Saleh", "Karim Ibn Salih", kPerson, "a particle"},
        {"KarimSaleh", "Karim Saleh", kPerson, "no space"},
        {"Joaquin \"El Largo\" Prieto", "Joaquin Prieto Mora", kPerson, "a by-name in quotes"},
        {"Карим Салех", "Karim Saleh", kPerson, "another script"},
        {"Рaul Hansen", "Paul Hansen", kPerson, "a look-alike letter"},
        {"Nordwind GmbH", "Nordwind Ltd.", kCompany, "legal forms of one class"},
        {"OOO Severny Veter", "Severny Veter LLC", kCompany, "and of two languages"},
        {"GUANGZHOU HAIGE COMM GRP", "Guangzhou Haige Communications Group", kCompany,
         "abbreviations"},
        {"Acme Energy Tech & Srvces", "Acme Energy Technology and Services", kCompany,
         "more of them"},
        {"JSCNORDWIND", "JSC NORDWIND", kCompany, "a legal form run into the name"},
        {"N.O.W. Group", "Northern Optical Works Group", kCompany, "an acronym"},
        {"First Eastern Bank", "1st Eastern Bank", kCompany, "an ordinal"},
    };
    for (const auto& row : rows) {
        EXPECT_GE(scored(row.a, row.b, row.kind), standard_mode().threshold)
            << row.why << ": " << row.a << " / " << row.b;
    }
}

TEST(Score, KnowsTwoNamesThatAreNearEachOther) {
    const struct {
        const char* a;
        const char* b;
        EntityKind kind;
        const char* why;
    } rows[] = {
        {"John Smith", "John Jones", kPerson, "another family name"},
        {"Maria Keller", "Mario Keller", kPerson, "two given names, one letter apart"},
        {"Karim Saleh Aziz", "Karim Saleh Nasser", kPerson, "one word against another"},
        {"Paragon Systems", "Paragon Solutions", kCompany, "look-alikes of a vendor"},
        {"Bank of Armenia", "Bank of America", kCompany, "two countries"},
        {"11420 Corp.", "Corp", kCompany, "a legal form is no name"},
        {"Adrian Star 1", "Adrian Star 2", EntityKind::Vessel, "numbers tell ships apart"},
        {"Snow", "Snoe", EntityKind::Vessel, "a short word has no room for an edit"},
    };
    for (const auto& row : rows) {
        EXPECT_LT(scored(row.a, row.b, row.kind), standard_mode().threshold)
            << row.why << ": " << row.a << " / " << row.b;
    }
}

TEST(Score, IsStricterInStrictMode) {
    EXPECT_GE(scored("John Smith", "John Smith", kPerson, strict_mode()), strict_mode().threshold);
    EXPECT_LT(scored("J. Smith", "John Smith", kPerson, strict_mode()), strict_mode().threshold);
}

TEST(Score, OfNothingIsNothing) {
    EXPECT_EQ(scored("", "", kPerson), 0U);
    EXPECT_EQ(scored("...", "John", kPerson), 0U);
    EXPECT_EQ(scored("", "John", kPerson, ofac_parity_mode()), 0U);
}

struct Pair {
    Name query;
    Name listed;
};

Pair random_pair(std::mt19937& random, const Mode& mode) {
    const std::string text = examples::text(random);
    const std::string other =
        random() % 2 == 0 ? examples::damaged(random, text) : examples::text(random);
    return {analyse({text, examples::kind(random), {}, {}}, mode),
            analyse({other, examples::kind(random), {}, {}}, mode)};
}

TEST(Score, NeverExceedsItsBounds) {
    std::mt19937 random(4);
    for (const Mode& mode : {standard_mode(), strict_mode(), ofac_parity_mode()}) {
        for (int i = 0; i < 4000; ++i) {
            const Pair pair = random_pair(random, mode);
            const Score one = score(pair.query, pair.listed, mode);
            EXPECT_EQ(one.similarity, similarity(pair.query, pair.listed, mode));
            EXPECT_EQ(one, score(pair.query, pair.listed, mode));
            EXPECT_LE(one.similarity, upper_bound(one.gain, pair.query, mode));
            std::uint64_t listed_gain = 0;
            for (const Pairing& pairing : one.pairings) {
                listed_gain +=
                    std::uint64_t{pair.listed.weight_of(pair.listed.units[pairing.listed_unit])} *
                    pairing.likeness.similarity;
            }
            EXPECT_LE(one.similarity, upper_bound(one.gain, listed_gain, pair.query,
                                                  pair.listed.weight, pair.listed.kind, mode));
            if (one.similarity > 0) {
                EXPECT_GE(one.gain, least_gain(one.similarity, pair.query, mode));
            }
        }
    }
}

TEST(Score, BoundGrowsWithTheGain) {
    const Name query = analyse({"Karim Saleh Aziz", kPerson, {}, {}}, standard_mode());
    std::uint32_t before = 0;
    for (std::uint64_t gain = 0; gain <= std::uint64_t{query.weight} * kWhole; gain += 997) {
        const std::uint32_t bound = upper_bound(gain, query, standard_mode());
        EXPECT_GE(bound, before);
        before = bound;
    }
    EXPECT_EQ(before, kWhole);
}

TEST(Explanation, NamesEveryPartOnceAndReplays) {
    std::mt19937 random(5);
    for (const Mode& mode : {standard_mode(), strict_mode(), ofac_parity_mode()}) {
        for (int i = 0; i < 1500; ++i) {
            const Pair pair = random_pair(random, mode);
            const Score one = score(pair.query, pair.listed, mode);
            const Explanation why = explain(pair.query, pair.listed, one, mode);
            std::uint32_t query_used = 0;
            std::uint32_t listed_used = 0;
            for (const ExplainedPairing& pairing : why.pairings) {
                for (unsigned p = 0; p < pairing.query.count; ++p) {
                    const std::uint32_t bit = 1U << (pairing.query.first + p);
                    EXPECT_EQ(query_used & bit, 0U);
                    query_used |= bit;
                }
                for (unsigned p = 0; p < pairing.listed.count; ++p) {
                    const std::uint32_t bit = 1U << (pairing.listed.first + p);
                    EXPECT_EQ(listed_used & bit, 0U);
                    listed_used |= bit;
                }
            }
            EXPECT_EQ(why.query.parts.size(), pair.query.parts.size());
            EXPECT_EQ(why.listed.parts.size(), pair.listed.parts.size());
            const auto json = boost::json::parse(boost::json::serialize(to_json(why)));
            const auto again = replay(json);
            ASSERT_TRUE(again) << again.error().message << "\n" << to_text(why);
            EXPECT_EQ(again->similarity, one.similarity);
            EXPECT_EQ(again->surprise, one.surprise);
            EXPECT_EQ(again->losses, why.losses);
            EXPECT_FALSE(to_text(why).empty());
        }
    }
}

TEST(Explanation, ThatWasChangedDoesNotReplay) {
    auto json = to_json(explain(NameText{"Karim Saleh", kPerson, {}, {}},
                                NameText{"Kareem Salih Aziz", kPerson, {}, {}}, standard_mode()));
    auto similarity = json;
    similarity["similarity"] = 1000;
    EXPECT_EQ(replay(similarity).error().kind, base::ErrorKind::Conflict);
    auto weight = json;
    weight["query"].as_object()["parts"].as_array()[0].as_object()["weight"] = 1;
    EXPECT_FALSE(replay(weight));
    auto twice = json;
    twice["pairings"].as_array().push_back(json["pairings"].as_array()[0]);
    EXPECT_EQ(replay(twice).error().message,
              "not an explanation of a score: a part is paired twice");
    EXPECT_FALSE(replay(boost::json::parse("{\"mode\": \"standard/1\"}")));
    EXPECT_FALSE(replay(boost::json::parse("[]")));
}

TEST(Mode, IsFoundByItsNameAndNumber) {
    EXPECT_EQ(label_of(*find_mode("standard")), "standard/1");
    EXPECT_EQ(find_mode("strict/1")->id, ModeId::Strict);
    EXPECT_NE(find_mode("standrd").error().message.find("did you mean"), std::string::npos);
}

// Parity with scores that were seen on the tool's page; public facts, not tuned to.
TEST(OfacParity, ShowsWhatTheToolShows) {
    EXPECT_EQ(scored("VLADIMIR PUTIN", "PUTIN, Vladimir Vladimirovich", EntityKind::Unknown,
                     ofac_parity_mode()),
              1000U);
}

}  // namespace
}  // namespace standstill::screening
