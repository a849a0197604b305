// Foreign names in Han characters as sounds: 弗拉基米尔·普京 is Vladimir Putin.
//
// Chinese writes foreign names with a few hundred characters that are fixed by sound (the tables of
// "Names of the World's Peoples", Xinhua). A word is read so only if all its characters are such;
// what a character may stand for is wider than its pinyin, because Chinese has neither r nor v and
// no groups of consonants.
#include <string>

#include "screening/script/sound.h"

namespace standstill::screening {
namespace {

struct Group {
    std::string_view sounds;  // letters of the table in sound.cpp
    std::u32string_view characters;
};

constexpr Group kGroups[] = {
    {"a", U"阿"},        {"e", U"埃艾"},      {"aN", U"安昂"},     {"o", U"奥欧"},
    {"ba", U"巴"},       {"be", U"贝别"},     {"beN", U"本"},      {"bi", U"比"},
    {"biN", U"宾"},      {"bo", U"波博伯鲍"}, {"bU", U"布"},       {"baN", U"班邦"},
    {"Ca", U"查恰"},     {"Ce", U"切"},       {"CY", U"奇齐"},     {"Cu", U"楚丘"},
    {"da", U"达戴"},     {"daN", U"丹当"},    {"dU", U"德"},       {"deN", U"登"},
    {"di", U"迪"},       {"ti", U"蒂提"},     {"diN", U"丁"},      {"doN", U"东"},
    {"du", U"杜"},       {"do", U"多道"},     {"toN", U"顿通"},    {"eN", U"恩"},
    {"r", U"尔厄"},      {"fa", U"法"},       {"faN", U"凡范"},    {"fi", U"菲"},
    {"fe", U"费"},       {"feN", U"芬"},      {"fo", U"佛福"},     {"fU", U"弗夫"},
    {"fu", U"富"},       {"ge", U"盖"},       {"gaN", U"甘"},      {"go", U"高戈"},
    {"gU", U"格"},       {"geN", U"根"},      {"guN", U"贡"},      {"gu", U"古"},
    {"gi", U"圭"},       {"ha", U"哈"},       {"haN", U"汉"},      {"he", U"海黑"},
    {"hU", U"赫"},       {"heN", U"亨"},      {"ho", U"霍"},       {"hu", U"胡"},
    {"wa", U"华怀瓦"},   {"wi", U"惠维威"},   {"ji", U"基吉季日"}, {"ga", U"加"},
    {"ja", U"贾"},       {"je", U"杰捷热"},   {"jiN", U"金京津"},  {"ju", U"久朱茹"},
    {"jo", U"焦乔若"},   {"ka", U"卡"},       {"ke", U"凯"},       {"kaN", U"坎"},
    {"koN", U"康孔"},    {"ko", U"考科"},     {"kU", U"克"},       {"keN", U"肯"},
    {"ku", U"库"},       {"ki", U"奎"},       {"kuN", U"昆"},      {"la", U"拉"},
    {"le", U"莱赖雷列"}, {"laN", U"兰朗"},    {"lo", U"劳罗洛"},   {"lU", U"勒"},
    {"li", U"利里理丽"}, {"leN", U"连伦"},    {"liN", U"林"},      {"lu", U"留柳卢鲁"},
    {"loN", U"隆"},      {"ma", U"马玛迈"},   {"maN", U"曼芒"},    {"mo", U"毛莫"},
    {"me", U"梅"},       {"meN", U"门缅"},    {"moN", U"蒙"},      {"mi", U"米密"},
    {"miN", U"明"},      {"mu", U"穆"},       {"mU", U"姆"},       {"na", U"纳娜"},
    {"naN", U"南"},      {"no", U"瑙诺"},     {"ne", U"内涅"},     {"ni", U"尼妮"},
    {"niN", U"宁"},      {"nu", U"纽努"},     {"pa", U"帕"},       {"pe", U"派佩珀"},
    {"paN", U"潘"},      {"poN", U"庞"},      {"peN", U"彭"},      {"pi", U"皮"},
    {"piN", U"平"},      {"pu", U"普"},       {"joN", U"琼"},      {"jaN", U"让詹"},
    {"jeN", U"珍"},      {"sa", U"萨"},       {"se", U"塞赛瑟"},   {"saN", U"桑圣"},
    {"seN", U"森"},      {"Sa", U"沙莎夏"},   {"SaN", U"尚"},      {"Se", U"舍谢"},
    {"SU", U"什施"},     {"sU", U"斯丝思史"}, {"su", U"苏"},       {"so", U"索"},
    {"soN", U"松"},      {"So", U"绍肖"},     {"SeN", U"申"},      {"Su", U"舒许"},
    {"ta", U"塔"},       {"te", U"泰"},       {"taN", U"坦唐"},    {"tU", U"特"},
    {"teN", U"滕"},      {"tiN", U"廷"},      {"tu", U"图土"},     {"to", U"托陶"},
    {"we", U"韦"},       {"weN", U"文温"},    {"wo", U"沃"},       {"u", U"乌伍吴"},
    {"si", U"西锡"},     {"Si", U"希"},       {"siN", U"辛"},      {"hyu", U"休"},
    {"ya", U"亚雅"},     {"yaN", U"扬杨"},    {"ye", U"耶叶"},     {"i", U"伊以易"},
    {"iN", U"因英"},     {"yu", U"尤于"},     {"yo", U"约"},       {"za", U"扎"},
    {"ze", U"泽"},       {"zaN", U"赞"},      {"zeN", U"曾"},      {"zU", U"兹"},
    {"cU", U"茨"},       {"zo", U"佐"},       {"zu", U"祖"},       {"ca", U"察"},
    {"ce", U"采策"},
};

std::string_view sounds_of(char32_t character) {
    for (const Group& group : kGroups)
        if (group.characters.find(character) != std::u32string_view::npos) return group.sounds;
    return {};
}

}  // namespace

std::string han_sounds(std::u32string_view part) {
    if (part.size() < 2) return {};
    std::string sounds;
    for (const char32_t c : part) {
        const std::string_view next = sounds_of(c);
        if (next.empty()) return {};
        sounds += next;
    }
    return sounds;
}

}  // namespace standstill::screening
