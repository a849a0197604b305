#include "evidence/text/rarity.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "evidence/text/rarity_table.h"

namespace standstill::evidence {

namespace {

// Frequent words that are short in meaning, folded: articles, pronouns, prepositions, auxiliaries.
constexpr std::string_view kFunctionWords[kLanguages] = {
    "",
    "a an and are as at be been but by can did do for from had has have he her him his how i if in "
    "into is it its may me my no nor not of on or our out she so than that the their them then "
    "there these they this those to up us was we were what when where which who whom will with "
    "would you your",
    "aber alle als also am an auch auf aus bei bis da dann das dass dem den denn der des die dies "
    "diese dieser dieses doch durch ein eine einem einen einer eines er es fuer fur gegen habe "
    "haben hat hatte hatten hier ich ihm ihn ihr ihre im in ist ja jetzt kann kein keine konnen "
    "mehr mit muss nach nicht noch nun nur ob oder ohne sein seine seit sich sie sind so soll uber "
    "um und uns unter vom von vor war waren was wegen weil wenn werden wie wieder wird wurde "
    "wurden zu zum zur zwischen",
    "a ai ainsi alors apres au aucun aussi autre aux avait avant avec avoir c ce cela ces cet "
    "cette ceux chez comme contre d dans de depuis des deux donc dont du elle elles en encore "
    "entre est et ete etre eu fait il ils j je jusqu l la le les leur leurs lors lui m ma mais "
    "meme moins n ne ni non nos notre nous on ont ou par pas plus pour qu quand que qui s sa sans "
    "se selon ses si son sont sous sur t tous tout toute toutes tres un une vers vous",
    "a ademas al algo ante antes asi aun aunque cada como con contra cual cuando de del desde "
    "donde dos durante e el ella ellos en entre era es esa ese eso esta estaba estan este esto "
    "estos fue fueron ha habia han hasta hay la las le les lo los mas me mi mientras muy ni no nos "
    "o otra otro para pero por porque que quien se sea segun ser si sin sobre son su sus tambien "
    "tan tiene tras un una uno unos y ya",
    "a ad ai al alla alle allo anche ancora avere aveva c che chi ci come con contro cosi cui da "
    "dagli dai dal dalla dalle degli dei del della delle dello di dopo dove e ed era essere fa "
    "fino fra gia gli ha hanno i il in io l la le lei li lo loro lui ma mentre ne negli nei nel "
    "nella nelle nello noi non o ogni per perche piu prima quale quando quanto quella quello "
    "questa questo s se secondo sempre senza si sia sono stata stato su sua sue sugli sui sul "
    "sulla sulle suo tra tutti tutto un una uno",
    "a ainda ao aos apos as ate com como contra da das de dela dele depois desde do dos e ela ele "
    "eles em entre era essa esse esta estao este foi foram ha isso ja la lhe mais mas mesmo muito "
    "na nao nas nem no nos o onde os ou para pela pelas pelo pelos per por porque quando que quem "
    "se segundo sem ser seu seus so sobre sua suas tambem te tem tinha um uma",
    "aan al alle als bij daar dan dat de der deze die dit doch doen door een en er ge geen had "
    "heb hebben heeft het hij hoe hun ik in is ja je kan kon kunnen maar me meer men met mijn na "
    "naar niet nog nu of om omdat onder ons ook op over te tegen toch toen tot tussen uit van veel "
    "volgens voor waar waren was wat we wel werd werden wie wij worden wordt ze zei zich zij zijn "
    "zo zonder zou",
    "а без более бы был была были было быть в вам вас во вот все всего всех вы где да даже для до "
    "его ее если есть еще же за и из или им их к как когда кто ли между меня мы на над не него нее "
    "нет ни них но о об однако он она они оно от по под после при с со так также такие такой там "
    "то того тоже только том ты у уже чем что чтобы эти это этого этой этом этот я"};

struct Tables {
    std::unordered_map<std::string_view, std::uint16_t> languages;
    std::unordered_map<std::string_view, int> rarity;

    Tables() {
        for (int language = 1; language < kLanguages; ++language)
            each(kFunctionWords[language], [&](std::string_view word) {
                languages[word] = static_cast<std::uint16_t>(languages[word] | 1U << language);
            });
        for (std::size_t bits = 0; bits < std::size(kStemsByRarity); ++bits)
            each(kStemsByRarity[bits],
                 [&](std::string_view stem) { rarity[stem] = static_cast<int>(bits); });
    }

    template <typename Visit>
    static void each(std::string_view list, Visit visit) {
        while (!list.empty()) {
            std::size_t space = std::min(list.find(' '), list.size());
            if (space > 0) visit(list.substr(0, space));
            list.remove_prefix(std::min(space + 1, list.size()));
        }
    }
};

// Made once from constants, and never changed.
const Tables& tables() {
    static const Tables kTables;
    return kTables;
}

}  // namespace

std::string_view name_of(Language language) {
    constexpr std::string_view kNames[kLanguages] = {"unknown",    "English", "German",
                                                     "French",     "Spanish", "Italian",
                                                     "Portuguese", "Dutch",   "Russian"};
    return kNames[static_cast<std::size_t>(language)];
}

std::string_view stem_of(std::string_view folded) {
    if (!std::ranges::all_of(folded, [](char c) { return 'a' <= c && c <= 'z'; })) return folded;
    constexpr std::string_view kEndings[] = {"ations", "ation", "ingly", "ments", "ment", "ing",
                                             "edly",   "ed",    "ies",   "ers",   "er",   "es",
                                             "ly",     "s",     "e",     "y"};
    for (std::string_view ending : kEndings)
        if (folded.size() >= ending.size() + 3 && folded.ends_with(ending)) {
            folded.remove_suffix(ending.size());
            break;
        }
    return folded.substr(0, 7);
}

int rarity_of(std::string_view folded) {
    if (folded.empty()) return 0;
    if (tables().languages.contains(folded)) return 0;
    auto found = tables().rarity.find(stem_of(folded));
    if (found != tables().rarity.end()) return found->second;
    if (folded.size() == 1) return 2;
    // Of an ideograph there are few thousand, and of a kana there are few.
    if (folded.size() <= 3 && static_cast<unsigned char>(folded.front()) >= 0xE3) return 1;
    return kRare;
}

std::uint16_t languages_of(std::string_view folded) {
    auto found = tables().languages.find(folded);
    return found == tables().languages.end() ? std::uint16_t{0} : found->second;
}

}  // namespace standstill::evidence
