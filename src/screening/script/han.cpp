// Han: pinyin from a table of 26,689 characters, Wade-Giles by rule from pinyin, and for family
// names the spellings of Hong Kong, Korea, Vietnam and overseas that their bearers use.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "screening/script/reading.h"
#include "screening/script/systems.h"

namespace standstill::screening {

std::map<std::string, std::string> embedded_script_tables();

namespace {

struct Character {
    char32_t letter = 0;
    std::uint32_t syllable = 0;
};

struct Pinyin {
    std::vector<std::string> syllables;
    std::vector<Character> characters;  // in rising order
};

// Lines of "syllable TAB characters"; `#` begins a remark.
Pinyin read_pinyin(std::string_view text) {
    Pinyin pinyin;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t tab = line.find('\t');
        if (line.starts_with('#') || tab == std::string_view::npos) continue;
        const auto syllable = static_cast<std::uint32_t>(pinyin.syllables.size());
        pinyin.syllables.emplace_back(line.substr(0, tab));
        for (const char32_t c : code_points(line.substr(tab + 1)))
            pinyin.characters.push_back({c, syllable});
    }
    std::sort(pinyin.characters.begin(), pinyin.characters.end(),
              [](const Character& a, const Character& b) { return a.letter < b.letter; });
    return pinyin;
}

std::string_view pinyin_of(char32_t letter) {
    static const Pinyin kPinyin = read_pinyin(embedded_script_tables()["pinyin"]);
    const auto found = std::lower_bound(
        kPinyin.characters.begin(), kPinyin.characters.end(), letter,
        [](const Character& candidate, char32_t c) { return candidate.letter < c; });
    if (found == kPinyin.characters.end() || found->letter != letter) return {};
    return kPinyin.syllables[found->syllable];
}

// The initial consonant of a syllable of pinyin in Wade-Giles, without the marks of breath.
constexpr std::pair<std::string_view, std::string_view> kInitials[] = {
    {"zh", "ch"}, {"ch", "ch"}, {"sh", "sh"}, {"b", "p"},  {"p", "p"},
    {"d", "t"},   {"t", "t"},   {"g", "k"},   {"k", "k"},  {"j", "ch"},
    {"q", "ch"},  {"x", "hs"},  {"r", "j"},   {"z", "ts"}, {"c", "ts"},
};

// Whole syllables that no rule gives.
constexpr std::pair<std::string_view, std::string_view> kWhole[] = {
    {"zi", "tzu"},   {"ci", "tzu"},   {"si", "ssu"},    {"zhi", "chih"},  {"chi", "chih"},
    {"shi", "shih"}, {"ri", "jih"},   {"yi", "i"},      {"you", "yu"},    {"yan", "yen"},
    {"ye", "yeh"},   {"er", "erh"},   {"ge", "ko"},     {"ke", "ko"},     {"he", "ho"},
    {"gui", "kuei"}, {"kui", "kuei"}, {"yong", "yung"}, {"e", "o"},       {"wen", "wen"},
    {"guo", "kuo"},  {"kuo", "kuo"},  {"huo", "huo"},   {"shuo", "shuo"},
};

constexpr std::pair<std::string_view, std::string_view> kFinals[] = {
    {"iong", "iung"}, {"ong", "ung"}, {"ian", "ien"}, {"ie", "ieh"}, {"ue", "ueh"}, {"uo", "o"},
};

std::string wade_giles(std::string_view pinyin) {
    for (const auto& [from, to] : kWhole)
        if (pinyin == from) return std::string(to);
    std::string text;
    for (const auto& [from, to] : kInitials)
        if (pinyin.starts_with(from)) {
            text = to;
            pinyin.remove_prefix(from.size());
            break;
        }
    for (const auto& [from, to] : kFinals)
        if (pinyin.ends_with(from)) {
            pinyin.remove_suffix(from.size());
            return text + std::string(pinyin) + std::string(to);
        }
    return text + std::string(pinyin);
}

// Family names: how the character is read as one if that differs, then other spellings.
struct Surname {
    std::u32string_view names;  // simplified and traditional forms
    std::array<std::string_view, 6> spellings;
};

constexpr Surname kSurnames[] = {
    {U"李", {"li", "lee", "lei", "yi", "ri", "ly"}},
    {U"王", {"wang", "wong", "ong", "vuong"}},
    {U"张張", {"zhang", "chang", "cheung", "jang", "teo", "truong"}},
    {U"刘劉", {"liu", "lau", "low", "yoo", "luu"}},
    {U"陈陳", {"chen", "chan", "tan", "chin", "tran", "jin"}},
    {U"杨楊", {"yang", "yeung", "young", "yeo", "duong"}},
    {U"黄黃", {"huang", "wong", "ng", "hwang", "hoang"}},
    {U"赵趙", {"zhao", "chao", "chiu", "cho", "jo", "trieu"}},
    {U"吴吳", {"wu", "ng", "goh", "oh", "ngo"}},
    {U"周", {"zhou", "chou", "chow", "chau", "joo", "chu"}},
    {U"徐", {"xu", "hsu", "chui", "tsui", "seo"}},
    {U"孙孫", {"sun", "suen", "son", "ton"}},
    {U"马馬", {"ma", "mah"}},
    {U"朱", {"zhu", "chu", "joo"}},
    {U"胡", {"hu", "wu", "woo", "ho"}},
    {U"郭", {"guo", "kuo", "kwok", "quek", "kwak"}},
    {U"何", {"he", "ho", "ha"}},
    {U"林", {"lin", "lam", "lim", "im"}},
    {U"高", {"gao", "kao", "ko", "go"}},
    {U"罗羅", {"luo", "lo", "law", "na"}},
    {U"郑鄭", {"zheng", "cheng", "tay", "jung", "chung"}},
    {U"梁", {"liang", "leung", "leong", "yang", "luong"}},
    {U"谢謝", {"xie", "hsieh", "tse", "che", "chia"}},
    {U"宋", {"song", "sung"}},
    {U"唐", {"tang", "tong"}},
    {U"许許", {"xu", "hsu", "hui", "koh", "heo", "hur"}},
    {U"邓鄧", {"deng", "teng", "tang", "dang"}},
    {U"韩韓", {"han", "hon"}},
    {U"冯馮", {"feng", "fung", "phung"}},
    {U"曹", {"cao", "tsao", "cho", "jo"}},
    {U"彭", {"peng", "pang"}},
    {U"曾", {"zeng", "tseng", "tsang", "chan"}},
    {U"肖萧蕭", {"xiao", "hsiao", "siu", "so"}},
    {U"田", {"tian", "tien", "tin", "jeon"}},
    {U"董", {"dong", "tung"}},
    {U"潘", {"pan", "poon", "phan", "ban"}},
    {U"袁", {"yuan", "yuen", "won"}},
    {U"蔡", {"cai", "tsai", "choi", "choy", "chua", "chae"}},
    {U"蒋蔣", {"jiang", "chiang", "cheung", "jang"}},
    {U"余", {"yu", "yue", "yee", "yeo"}},
    {U"于", {"yu", "yue", "woo"}},
    {U"杜", {"du", "tu", "to", "do"}},
    {U"叶葉", {"ye", "yeh", "yip", "ip", "yap", "yeop"}},
    {U"程", {"cheng", "ching", "jung"}},
    {U"魏", {"wei", "ngai", "wi"}},
    {U"苏蘇", {"su", "so", "soo"}},
    {U"吕呂", {"lu", "lv", "lui", "lyu", "yeo"}},
    {U"丁", {"ding", "ting", "jung", "dinh"}},
    {U"任", {"ren", "jen", "yam", "im", "yim"}},
    {U"卢盧", {"lu", "lo", "noh", "roh"}},
    {U"姚", {"yao", "yiu", "yo"}},
    {U"沈", {"shen", "sum", "sim", "shim"}},
    {U"钟鍾", {"zhong", "chung"}},
    {U"姜", {"jiang", "chiang", "keung", "kang"}},
    {U"崔", {"cui", "tsui", "chui", "choi", "choe"}},
    {U"谭譚", {"tan", "tam", "tham"}},
    {U"陆陸", {"lu", "luk", "look", "yuk"}},
    {U"范", {"fan", "faan", "pham"}},
    {U"汪", {"wang", "wong"}},
    {U"廖", {"liao", "liu", "liew"}},
    {U"石", {"shi", "shih", "shek", "seok"}},
    {U"金", {"jin", "kim", "chin", "kam", "gim"}},
    {U"韦韋", {"wei", "wai"}},
    {U"贾賈", {"jia", "chia", "ka"}},
    {U"夏", {"xia", "hsia", "ha"}},
    {U"付傅", {"fu", "foo"}},
    {U"方", {"fang", "fong", "bang", "phuong"}},
    {U"邹鄒", {"zou", "tsou", "chow"}},
    {U"熊", {"xiong", "hsiung", "hung"}},
    {U"白", {"bai", "pai", "pak", "paek", "baek"}},
    {U"孟", {"meng", "mang", "maeng"}},
    {U"秦", {"qin", "chin", "chun"}},
    {U"邱丘", {"qiu", "chiu", "yau", "khoo", "hew"}},
    {U"侯", {"hou", "hau", "how"}},
    {U"江", {"jiang", "chiang", "kong"}},
    {U"尹", {"yin", "wan", "yoon", "yun"}},
    {U"薛", {"xue", "hsueh", "sit"}},
    {U"闫阎閻", {"yan", "yen", "yim"}},
    {U"段", {"duan", "tuan", "dun"}},
    {U"雷", {"lei", "lui", "loui"}},
    {U"龙龍", {"long", "lung"}},
    {U"史", {"shi", "shih", "sze"}},
    {U"陶", {"tao", "to", "tou", "dao"}},
    {U"黎", {"li", "lai", "le"}},
    {U"贺賀", {"he", "ho"}},
    {U"顾顧", {"gu", "ku", "koo"}},
    {U"毛", {"mao", "mo"}},
    {U"郝", {"hao", "kok"}},
    {U"龚龔", {"gong", "kung"}},
    {U"邵", {"shao", "siu", "shaw"}},
    {U"万萬", {"wan", "man"}},
    {U"钱錢", {"qian", "chien", "chin"}},
    {U"严嚴", {"yan", "yen", "yim"}},
    {U"武", {"wu", "mo", "vu"}},
    {U"戴", {"dai", "tai"}},
    {U"莫", {"mo", "mok"}},
    {U"孔", {"kong", "kung", "hung"}},
    {U"向", {"xiang", "hsiang", "heung"}},
    {U"汤湯", {"tang", "tong"}},
    {U"洪", {"hong", "hung", "ang"}},
    {U"阮", {"ruan", "yuen", "nguyen"}},
    {U"朴", {"piao", "park", "pak", "bak"}},
    {U"安", {"an", "ahn", "on"}},
    {U"全", {"quan", "chuan", "jeon", "chun"}},
    {U"文", {"wen", "man", "moon", "mun", "van"}},
    {U"申", {"shen", "san", "shin", "sin"}},
    {U"权權", {"quan", "kuen", "kwon"}},
    {U"裴", {"pei", "pui", "bae", "bui"}},
    {U"南", {"nan", "nam"}},
    {U"车車", {"che", "cha"}},
    {U"具", {"ju", "koo"}},
    {U"禹", {"yu", "woo"}},
    {U"闵閔", {"min", "man"}},
    {U"玄", {"xuan", "hyun"}},
    {U"关關", {"guan", "kuan", "kwan"}},
    {U"霍", {"huo", "fok"}},
    {U"温溫", {"wen", "wan"}},
    {U"单單", {"shan", "sin"}},
    {U"仇", {"qiu", "chou", "kau"}},
    {U"解", {"xie", "hsieh", "kai"}},
    {U"查", {"zha", "cha"}},
    {U"盖蓋", {"ge", "ko"}},
    {U"区區", {"ou", "au"}},
    {U"翟", {"zhai", "chak"}},
    {U"冼", {"xian", "sin"}},
    {U"乐樂", {"yue", "yueh", "lok"}},
    {U"缪繆", {"miao", "mau"}},
    {U"覃", {"qin", "tan", "tam"}},
    {U"宁寧", {"ning"}},
    {U"朝", {"chao"}},
    {U"麦麥", {"mai", "mak"}},
    {U"伍", {"wu", "ng"}},
    {U"甄", {"zhen", "yan"}},
};

// Family names of two characters.
constexpr std::u32string_view kDouble[] = {
    U"欧阳", U"歐陽", U"司马", U"司馬", U"诸葛", U"諸葛", U"上官", U"司徒", U"东方", U"東方",
    U"独孤", U"獨孤", U"南宫", U"南宮", U"夏侯", U"尉迟", U"尉遲", U"皇甫", U"慕容", U"长孙",
    U"長孫", U"宇文", U"公孙", U"公孫", U"令狐", U"端木", U"轩辕", U"軒轅", U"万俟", U"鲜于",
    U"鮮于", U"闾丘", U"南宮", U"西门", U"西門", U"司空", U"呼延",
};

constexpr std::pair<std::u32string_view, std::string_view> kDoubleReadings[] = {
    {U"尉迟", "yuchi"},    {U"尉遲", "yuchi"}, {U"长孙", "zhangsun"},
    {U"長孫", "zhangsun"}, {U"万俟", "moqi"},
};

const Surname* find_surname(char32_t letter) {
    for (const Surname& surname : kSurnames)
        if (surname.names.find(letter) != std::u32string_view::npos) return &surname;
    return nullptr;
}

}  // namespace

std::size_t han_surname_size(std::u32string_view name) {
    if (name.size() < 2 || name.size() > 4) return 0;
    for (const std::u32string_view two : kDouble)
        if (name.size() > 2 && name.starts_with(two)) return 2;
    return name.size() <= 3 ? 1 : 0;
}

std::vector<std::string> read_han(std::u32string_view word) {
    std::vector<std::string> readings;
    if (const Surname* surname = word.size() == 1 ? find_surname(word[0]) : nullptr)
        for (const std::string_view spelling : surname->spellings)
            if (!spelling.empty()) readings.emplace_back(spelling);
    for (const auto& [name, reading] : kDoubleReadings)
        if (word == name) readings.emplace_back(reading);
    std::string pinyin, wade;
    for (const char32_t c : word) {
        const std::string_view syllable = pinyin_of(c);
        pinyin += syllable;
        wade += wade_giles(syllable);
    }
    const std::string with_v = pinyin;
    for (std::string* text : {&pinyin, &wade}) std::replace(text->begin(), text->end(), 'v', 'u');
    readings.push_back(pinyin);
    readings.push_back(wade);
    readings.push_back(with_v);
    return readings;
}

}  // namespace standstill::screening
