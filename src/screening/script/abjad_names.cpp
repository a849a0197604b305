#include "screening/script/abjad_names.h"

#include <string>
#include <unordered_map>

namespace standstill::screening {
namespace {

struct Known {
    std::u32string_view word;  // as plain() leaves it
    std::string_view reading;
};

// clang-format off
constexpr Known kKnown[] = {
    // Arabic, Persian, Urdu, Pashto
    {U"محمد", "muhammad"}, {U"احمد", "ahmad"}, {U"محمود", "mahmud"}, {U"حامد", "hamid"},
    {U"حميد", "hamid"}, {U"حمد", "hamad"}, {U"علي", "ali"}, {U"حسن", "hasan"}, {U"حسين", "husayn"},
    {U"عمر", "umar"}, {U"عثمان", "uthman"}, {U"بكر", "bakr"}, {U"ابوبكر", "abubakr"},
    {U"عبد", "abd"}, {U"عبدالله", "abdallah"}, {U"الله", "allah"}, {U"عبدالرحمن", "abdalrahman"},
    {U"رحمن", "rahman"}, {U"رحيم", "rahim"}, {U"كريم", "karim"}, {U"قادر", "qadir"},
    {U"قدير", "qadir"}, {U"عزيز", "aziz"}, {U"جبار", "jabbar"}, {U"سلام", "salam"},
    {U"سالم", "salim"}, {U"سليم", "salim"}, {U"سليمان", "sulayman"}, {U"سلمان", "salman"},
    {U"مالك", "malik"}, {U"ملك", "malik"}, {U"مجيد", "majid"}, {U"ماجد", "majid"},
    {U"واحد", "wahid"}, {U"وحيد", "wahid"}, {U"خالق", "khaliq"}, {U"خالد", "khalid"},
    {U"خليل", "khalil"}, {U"خليفه", "khalifa"}, {U"ابراهيم", "ibrahim"}, {U"اسماعيل", "ismail"},
    {U"اسحاق", "ishaq"}, {U"يعقوب", "yaqub"}, {U"يوسف", "yusuf"}, {U"موسي", "musa"},
    {U"عيسي", "isa"}, {U"يحيي", "yahya"}, {U"زكريا", "zakariya"}, {U"داود", "dawud"},
    {U"ايوب", "ayyub"}, {U"يونس", "yunus"}, {U"ادريس", "idris"}, {U"ادم", "adam"},
    {U"نوح", "nuh"}, {U"هارون", "harun"}, {U"صالح", "salih"}, {U"صلاح", "salah"},
    {U"دين", "din"}, {U"نور", "nur"}, {U"سيف", "sayf"}, {U"شمس", "shams"}, {U"بدر", "badr"},
    {U"فخر", "fakhr"}, {U"نصر", "nasr"}, {U"ناصر", "nasir"}, {U"نصير", "nasir"},
    {U"منصور", "mansur"}, {U"مصطفي", "mustafa"}, {U"مرتضي", "murtada"}, {U"رضا", "rida"},
    {U"مهدي", "mahdi"}, {U"هادي", "hadi"}, {U"باقر", "baqir"}, {U"جعفر", "jafar"},
    {U"صادق", "sadiq"}, {U"كاظم", "kazim"}, {U"تقي", "taqi"}, {U"نقي", "naqi"},
    {U"عباس", "abbas"}, {U"قاسم", "qasim"}, {U"طاهر", "tahir"}, {U"طارق", "tariq"},
    {U"طه", "taha"}, {U"ياسر", "yasir"}, {U"ياسين", "yasin"}, {U"عمار", "ammar"},
    {U"عامر", "amir"}, {U"امير", "amir"}, {U"امين", "amin"}, {U"امان", "aman"},
    {U"انور", "anwar"}, {U"انس", "anas"}, {U"اسامه", "usama"}, {U"اسد", "asad"},
    {U"اسعد", "asad"}, {U"سعد", "sad"}, {U"سعيد", "said"}, {U"سعود", "saud"},
    {U"مسعود", "masud"}, {U"مسلم", "muslim"}, {U"محسن", "muhsin"}, {U"احسان", "ihsan"},
    {U"جمال", "jamal"}, {U"جميل", "jamil"}, {U"جلال", "jalal"}, {U"جواد", "jawad"},
    {U"كمال", "kamal"}, {U"كامل", "kamil"}, {U"جابر", "jabir"}, {U"زيد", "zayd"},
    {U"زياد", "ziyad"}, {U"يزيد", "yazid"}, {U"زين", "zayn"}, {U"زينب", "zaynab"},
    {U"وليد", "walid"}, {U"والي", "wali"}, {U"ولي", "wali"}, {U"هاشم", "hashim"},
    {U"هشام", "hisham"}, {U"همام", "hammam"}, {U"هاني", "hani"}, {U"حمزه", "hamza"},
    {U"حارث", "harith"}, {U"حافظ", "hafiz"}, {U"حكيم", "hakim"}, {U"حبيب", "habib"},
    {U"حاجي", "haji"}, {U"حاج", "hajj"}, {U"شيخ", "shaykh"}, {U"سيد", "sayyid"},
    {U"ملا", "mulla"}, {U"مولوي", "mawlawi"}, {U"مولي", "mawla"}, {U"مفتي", "mufti"},
    {U"قاري", "qari"}, {U"قاضي", "qadi"}, {U"خان", "khan"}, {U"جان", "jan"},
    {U"شاه", "shah"}, {U"گل", "gul"}, {U"اغا", "agha"}, {U"بيگ", "beg"}, {U"بي", "bi"},
    {U"بن", "bin"}, {U"ابن", "ibn"}, {U"بنت", "bint"}, {U"ابو", "abu"}, {U"ابي", "abi"},
    {U"ابا", "aba"}, {U"ام", "umm"}, {U"ال", "al"}, {U"ذو", "dhu"}, {U"ولد", "ould"},
    {U"فهد", "fahd"}, {U"فيصل", "faysal"}, {U"فاروق", "faruq"}, {U"فاضل", "fadil"},
    {U"فضل", "fadl"}, {U"فريد", "farid"}, {U"فارس", "faris"}, {U"فؤاد", "fuad"},
    {U"فواد", "fuad"}, {U"فتح", "fath"}, {U"فاطمه", "fatima"}, {U"عايشه", "aisha"},
    {U"عائشه", "aisha"}, {U"خديجه", "khadija"}, {U"مريم", "maryam"}, {U"ليلي", "layla"},
    {U"سميره", "samira"}, {U"سمير", "samir"}, {U"سامي", "sami"}, {U"رامي", "rami"},
    {U"رمزي", "ramzi"}, {U"رمضان", "ramadan"}, {U"رشيد", "rashid"}, {U"راشد", "rashid"},
    {U"رفيق", "rafiq"}, {U"رسول", "rasul"}, {U"نبيل", "nabil"}, {U"نبي", "nabi"},
    {U"نعيم", "naim"}, {U"نجيب", "najib"}, {U"نسيم", "nasim"}, {U"نظر", "nazar"},
    {U"نايف", "nayif"}, {U"مبارك", "mubarak"}, {U"مختار", "mukhtar"}, {U"معين", "muin"},
    {U"مكي", "makki"}, {U"مراد", "murad"}, {U"منير", "munir"}, {U"لطيف", "latif"},
    {U"غلام", "ghulam"}, {U"غفور", "ghafur"}, {U"غالب", "ghalib"}, {U"عادل", "adil"},
    {U"عارف", "arif"}, {U"عاصم", "asim"}, {U"عصام", "isam"}, {U"عماد", "imad"},
    {U"عدنان", "adnan"}, {U"عزت", "izzat"}, {U"عز", "izz"}, {U"علاء", "ala"},
    {U"ضياء", "diya"}, {U"بهاء", "baha"}, {U"بشير", "bashir"}, {U"بشار", "bashar"},
    {U"بلال", "bilal"}, {U"ايمن", "ayman"}, {U"اشرف", "ashraf"}, {U"اكرم", "akram"},
    {U"اكبر", "akbar"}, {U"اصغر", "asghar"}, {U"انصاري", "ansari"}, {U"حق", "haq"},
    {U"حسيني", "husayni"}, {U"موسوي", "musawi"}, {U"هاشمي", "hashimi"}, {U"محمدي", "muhammadi"},
    {U"احمدي", "ahmadi"}, {U"كريمي", "karimi"}, {U"رضايي", "rezaei"}, {U"زهرا", "zahra"},
    {U"مصري", "masri"}, {U"عراقي", "iraqi"}, {U"تكريتي", "tikriti"}, {U"يمني", "yamani"},
    {U"محي", "muhyi"}, {U"محيي", "muhyi"}, {U"پور", "pur"}, {U"زاده", "zada"}, {U"نژاد", "nejad"},
    {U"بوش", "bush"}, {U"فلاديمير", "vladimir"}, {U"بوتين", "putin"}, {U"پوتين", "putin"},
    // Hebrew
    {U"משה", "moshe"}, {U"דוד", "david"}, {U"יוסף", "yosef"}, {U"אברהם", "avraham"},
    {U"יצחק", "yitzhak"}, {U"יעקב", "yaakov"}, {U"יהודה", "yehuda"}, {U"שלמה", "shlomo"},
    {U"שמואל", "shmuel"}, {U"שרה", "sara"}, {U"רחל", "rachel"}, {U"לאה", "lea"},
    {U"מרים", "miriam"}, {U"כהן", "cohen"}, {U"לוי", "levi"}, {U"מזרחי", "mizrahi"},
    {U"פרץ", "peretz"}, {U"ביטון", "biton"}, {U"אליהו", "eliyahu"}, {U"אהרון", "aharon"},
    {U"דניאל", "daniel"}, {U"מיכאל", "michael"}, {U"גבריאל", "gavriel"}, {U"רפאל", "rafael"},
    {U"יונתן", "yonatan"}, {U"יהונתן", "yehonatan"}, {U"נתן", "natan"}, {U"אורי", "uri"},
    {U"חיים", "chaim"}, {U"בנימין", "binyamin"}, {U"ישראל", "yisrael"}, {U"שמעון", "shimon"},
    {U"נועם", "noam"}, {U"איתי", "itay"}, {U"טל", "tal"}, {U"עמית", "amit"}, {U"גיא", "guy"},
    {U"בן", "ben"}, {U"בת", "bat"}, {U"בר", "bar"},
};
// clang-format on

// One letter for those that are one in hasty spelling, and no marks.
char32_t plain(char32_t c) {
    switch (c) {
        case U'أ':
        case U'إ':
        case U'آ':
        case U'ٱ':
            return U'ا';
        case U'ى':
        case U'ی':
            return U'ي';
        case U'ک':
            return U'ك';
        case U'ة':
        case U'ۃ':
        case U'ہ':
            return U'ه';
        default:
            return (c >= 0x064b && c <= 0x065f) || c == 0x0640 || c == 0x200c || c == 0x0670 ||
                           (c >= 0x0591 && c <= 0x05c7)
                       ? 0
                       : c;
    }
}

const std::unordered_map<std::u32string_view, std::string_view>& known() {
    static const auto kByWord = [] {
        std::unordered_map<std::u32string_view, std::string_view> map;
        for (const Known& name : kKnown) map.emplace(name.word, name.reading);
        return map;
    }();
    return kByWord;
}

}  // namespace

std::string_view voiced_name(std::u32string_view word) {
    std::u32string text;
    for (const char32_t c : word)
        if (const char32_t letter = plain(c); letter != 0) text += letter;
    if (const auto found = known().find(text); found != known().end()) return found->second;
    if (text.size() < 4 || !text.starts_with(U"ال")) return {};
    const auto found = known().find(std::u32string_view(text).substr(2));
    return found == known().end() ? std::string_view() : found->second;
}

}  // namespace standstill::screening
