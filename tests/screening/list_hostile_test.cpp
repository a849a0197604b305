// Bytes that want to be refused: bombs, stumps, and files that are something else.
#include <archive.h>
#include <archive_entry.h>

#include "screening/list/archive.h"
#include "screening/list/xml.h"
#include "screening/list_support.h"

namespace standstill::screening {
namespace {

// A ZIP of one file, made by the library that the product reads with.
std::string zip_of(const std::string& name, const std::string& bytes) {
    std::string out(bytes.size() + (1U << 20), '\0');
    std::size_t used = 0;
    archive* to = archive_write_new();
    archive_write_set_format_zip(to);
    archive_write_open_memory(to, out.data(), out.size(), &used);
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(to, entry);
    archive_write_data(to, bytes.data(), bytes.size());
    archive_entry_free(entry);
    archive_write_close(to);
    archive_write_free(to);
    out.resize(used);
    return out;
}

TEST(Archives, AreUnpackedAndRead) {
    const std::string packed = zip_of("list/names.csv", "name\nACME\n");
    auto list = import_list(Source{"a.zip", packed});
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_EQ(list->entities[0].names[0].text, "ACME");
    EXPECT_EQ(list->digest, base::sha256(packed)) << "of the bytes as they came";
}

TEST(Archives, AreRefusedWhenTheyEndTooEarly) {
    const std::string whole = bytes_of("ofac_cons_enhanced_2025-02.zip");
    for (std::size_t kept : {std::size_t{30}, whole.size() / 2, whole.size() - 1}) {
        const std::string says = refused("a.zip", whole.substr(0, kept));
        EXPECT_TRUE(says.starts_with("a.zip: the archive is damaged or truncated"))
            << kept << ": " << says;
    }
    std::string bent = whole;
    bent[whole.size() / 2] = static_cast<char>(bent[whole.size() / 2] ^ 0x55);
    EXPECT_FALSE(import_list(Source{"a.zip", bent}));
}

TEST(Archives, AreRefusedWhenTheyHoldArchivesOrOnlyBeginLikeOne) {
    const std::string inner = zip_of("a.csv", "name\nACME\n");
    EXPECT_EQ(refused("a.zip", zip_of("inner.zip", inner)),
              "a.zip/inner.zip: an archive in an archive; unpack the outer one first");
    EXPECT_TRUE(refused("a.gz", "\x1F\x8B and no more")
                    .starts_with("a.gz: the archive is damaged or truncated"));
}

TEST(Archives, AreRefusedWhenTheyUnpackTooFar) {
    const std::string bomb = zip_of("bomb.csv", "name\n" + std::string(64U << 20, 'x'));
    ASSERT_LT(bomb.size(), 200'000U);
    EXPECT_EQ(refused("bomb.zip", bomb).substr(0, 49),
              "bomb.zip/bomb.csv: unpacks to more than 16 MiB, w");
}

TEST(Xml, RefusesDocumentTypesAndWithThemEveryBomb) {
    const std::string bomb =
        "<?xml version=\"1.0\"?>\n<!DOCTYPE CONSOLIDATED_LIST [\n<!ENTITY a \"aaaaaaaaaa\">\n"
        "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\n]>\n<CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>";
    EXPECT_EQ(
        refused("un.xml", bomb),
        "un.xml:2: a document type declaration; lists have none, and what it can declare is not read");
    EXPECT_EQ(
        refused(
            "un.xml",
            "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">\n<CONSOLIDATED_LIST></CONSOLIDATED_LIST>"),
        "un.xml:1: a document type declaration; lists have none, and what it can declare is not read");
}

TEST(Xml, RefusesDepthAndStumps) {
    std::string deep = "<CONSOLIDATED_LIST>";
    for (int i = 0; i < 100; ++i) deep += "<a>";
    EXPECT_EQ(refused("un.xml", deep), "un.xml:1: elements lie deeper than 64 in each other");
    const std::string whole = bytes_of("un_sc_consolidated_2026-02-27.xml");
    const std::string says = refused("un.xml", whole.substr(0, whole.size() / 2));
    EXPECT_TRUE(says.find("not well-formed XML") != std::string::npos) << says;
    EXPECT_TRUE(refused("un.xml", "<CONSOLIDATED_LIST>&nbsp;</CONSOLIDATED_LIST>").find("nbsp") !=
                std::string::npos);
    EXPECT_EQ(refused("un.xml", "<CONSOLIDATED_LIST></CONSOLIDATED_LIST>"),
              "un.xml: no entry in it; an empty list is none");
}

TEST(Xml, RefusesARecordThatIsTooLarge) {
    std::string large = "<CONSOLIDATED_LIST><INDIVIDUAL><COMMENTS1>";
    for (int i = 0; i < 9; ++i) large += std::string(2U << 20, 'x') + "<b/>";
    EXPECT_EQ(refused("un.xml", large + "</COMMENTS1></INDIVIDUAL></CONSOLIDATED_LIST>"),
              "un.xml:1: a record is larger than 16 MiB or 200,000 elements");
}

TEST(Xml, KeepsWhatIsWritten) {
    std::vector<std::string> seen;
    XmlRead read;
    read.records = {"r"};
    read.on_record = [&](XmlElement record, int line) -> base::Status {
        seen.push_back(std::string(record.attribute("a")) + "|" + std::string(record.text()) + "|" +
                       std::string(record.text_of("c")) + "|" + std::to_string(line));
        EXPECT_FALSE(record.child("none").child("none"));
        EXPECT_EQ(record.child("none").text_of("none"), "");
        return base::Done{};
    };
    auto done = read_xml(
        "<x><r a='S&amp;A &#38;&lt;'>one <c>in&#x20;side</c> two<![CDATA[ <3]]></r>\n<r/></x>", "t",
        read);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(seen, (std::vector<std::string>{"S&A &<|one  two <3|in side|1", "|||2"}));
}

TEST(Sniffing, SaysWhatWasSeenAndWhatIsKnown) {
    auto says = [](std::string_view text) {
        std::string message = refused("x", text);
        EXPECT_NE(message.find("which is no list that can be read; known are OFAC"),
                  std::string::npos)
            << message;
        return message.substr(0, message.find(", which"));
    };
    EXPECT_EQ(says(""), "x: an empty file");
    EXPECT_EQ(says("<!DOCTYPE html><html><body>403</body></html>"),
              "x: a web page, perhaps the answer of a server that refused");
    EXPECT_EQ(says("<feed><entry/></feed>"), "x: XML with the root element `feed`");
    EXPECT_EQ(says("<export><rows/></export>"), "x: XML with the root element `export`");
    EXPECT_EQ(says("{\"error\": \"no\"}"),
              "x: a JSON object that begins with `{\"error\": \"no\"}`");
    EXPECT_EQ(says("[1, 2]"), "x: a JSON array whose elements have no `schema` and `properties`");
    EXPECT_EQ(says("a,b\n1,2\n"),
              "x: CSV with the columns `a, b` and no column of names that is known as one");
    EXPECT_EQ(says(std::string_view("\x7F"
                                    "ELF\0\0",
                                    6)),
              "x: bytes that are no text");
    EXPECT_EQ(says("\xFF\xFE<\0"), "x: text in UTF-16; convert it with `iconv -f UTF-16 -t UTF-8`");
}

TEST(Sniffing, PutsTheFilesOfAListTogether) {
    const std::string names = "36,\"A\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
    const std::string aliases = "36,12,\"aka\",\"B\",-0- \r\n";
    const std::string full = R"({"id":"a","schema":"Person","properties":{"name":["A"]}})";
    const std::string delta = R"({"op":"DEL","entity":{"id":"a"}})";
    const Source files[] = {{"alt.csv", aliases},
                            {"entities.delta.json", delta},
                            {"entities.ftm.json", full},
                            {"own.csv", "name\nX\n"},
                            {"sdn.csv", names}};
    auto groups = group(files);
    ASSERT_TRUE(groups) << groups.error().message;
    ASSERT_EQ(groups->size(), 3U);
    EXPECT_EQ((*groups)[0][0].name, "alt.csv");
    EXPECT_EQ((*groups)[0][1].name, "sdn.csv");
    EXPECT_EQ((*groups)[1][0].name, "entities.ftm.json") << "a full file stands before its deltas";
    EXPECT_EQ((*groups)[2][0].name, "own.csv");

    const Source twice[] = {{"sdn.csv", names}, {"old/sdn.csv", names}};
    auto refused_twice = group(twice);
    ASSERT_FALSE(refused_twice);
    EXPECT_EQ(
        refused_twice.error().message,
        "sdn.csv and old/sdn.csv are both the part `sdn` of the list us-ofac-sdn; import versions of a "
        "list one after the other");
    const Source apart[] = {{"own.csv", "name\nX\n"}, {"sdn.csv", names}};
    EXPECT_FALSE(import_list(apart));
}

TEST(Digest, DoesNotDependOnTheOrderOfFiles) {
    const Source a{"a", "1"}, b{"b", "2"};
    const Source ab[] = {a, b}, ba[] = {b, a};
    EXPECT_EQ(digest_of(ab), digest_of(ba));
    EXPECT_EQ(digest_of(std::span(&a, 1)), base::sha256("1"));
}

}  // namespace
}  // namespace standstill::screening
