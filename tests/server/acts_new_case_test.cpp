// A new case asked for in steps, and files of evidence.
#include <sys/stat.h>

#include "base/digest.h"
#include "office/evidence_files.h"
#include "server/acts_desk.h"
#include "server/pages/new_case.h"

namespace standstill::server::pages {
namespace {

class NewCase : public AtTheDesk {
protected:
    NewCase() { sign_in("olga.officer"); }

    Fields agency() {
        return {{"step", "agency"},
                {"title", "ICE contract with Paragon Solutions (US)"},
                {"agency.name", "Department of Homeland Security"},
                {"agency.head", "secretary-of-homeland-security"},
                {"by", "contracting-officer"}};
    }
    // The next page's hidden answers and some more.
    Fields go_on(const Response& page, const Fields& more) {
        Fields out = hidden_in(page.body, "/cases/new");
        std::erase_if(out, [](const auto& one) { return one.first == "form_token"; });
        out.insert(out.end(), more.begin(), more.end());
        return out;
    }
    Response to_review() {
        Response page = post("/cases/new", agency());
        page = post("/cases/new", go_on(page, {{"contract.id", "70CTD024P00000012"},
                                               {"contract.vendor", "Paragon Solutions (US) Inc"},
                                               {"contract.awarded.month", "9"},
                                               {"contract.awarded.day", "27"},
                                               {"contract.awarded.year", "2024"}}));
        page = post("/cases/new", go_on(page, {{"tool.tool", "Graphite"},
                                               {"tool.furnishers.0.entity", "Paragon"},
                                               {"tool.furnishers.0.roles", "develop"}}));
        page = post("/cases/new", go_on(page, {{"source.0.id", "e1"},
                                               {"source.0.kind", "report"},
                                               {"source.0.publisher", "WIRED"},
                                               {"source.0.grade.letter", "B"},
                                               {"source.0.grade.digit", "2"}}));
        return post("/cases/new", go_on(page, {{"scope.remote-access.value", "yes"},
                                               {"scope.remote-access.evidence", "e1"},
                                               {"scope.location.value", "unknown"},
                                               {"purpose.purpose", "operational"}}));
    }
};

TEST_F(NewCase, StepsLeadToAnOpenCase) {
    Response first = get("/cases/new");
    EXPECT_EQ(first.status, 200);
    EXPECT_NE(first.body.find("usa-step-indicator__segment--current"), std::string::npos);
    Response review = to_review();
    ASSERT_EQ(review.status, 200) << problems_of(review);
    EXPECT_NE(review.body.find("Open the case"), std::string::npos);
    Response done = record("/cases/new", review);
    ASSERT_EQ(done.status, 303) << problems_of(done);
    EXPECT_EQ(location_of(done), "/cases/ice-contract-with-paragon-solutions-us");
    auto view = look("ice-contract-with-paragon-solutions-us");
    ASSERT_NE(view, nullptr);
    const review::Case& of = view->of();
    EXPECT_EQ(of.title, "ICE contract with Paragon Solutions (US)");
    EXPECT_EQ(of.header_text("agency", "name"), "Department of Homeland Security");
    std::vector<std::string> kinds;
    for (const base::Node& event : of.events) {
        kinds.push_back(event.find("event")->scalar);
        EXPECT_EQ(event.find("by")->scalar, "contracting-officer");
    }
    EXPECT_EQ(kinds, (std::vector<std::string>{"tool.named", "evidence.added", "contract.awarded",
                                               "scope.found", "scope.found", "purpose.set"}));
    EXPECT_EQ(view->version(), 7U) << "header and events in one act";
    EXPECT_EQ(location_of(record("/cases/new", review)),
              "/cases/ice-contract-with-paragon-solutions-us/act?recorded=again");
}

TEST_F(NewCase, WhatIsMissingIsAskedForAtItsStep) {
    Fields fields = agency();
    fields.erase(fields.begin() + 1);
    Response page = post("/cases/new", fields);
    EXPECT_EQ(page.status, 422);
    EXPECT_NE(page.body.find("href=\"#title\""), std::string::npos);
    EXPECT_NE(page.body.find("Department of Homeland Security"), std::string::npos);
    page = post("/cases/new", agency());
    EXPECT_EQ(page.status, 200);
    page = post("/cases/new", go_on(page, {{"contract.awarded.month", "2"},
                                           {"contract.awarded.day", "30"},
                                           {"contract.awarded.year", "2024"}}));
    EXPECT_EQ(page.status, 422);
    EXPECT_NE(page.body.find("href=\"#contract-awarded\""), std::string::npos);
}

TEST_F(NewCase, AnIdThatIsTakenIsSaidAtOnce) {
    ASSERT_EQ(opens("ice-contract-with-paragon-solutions-us"), "done");
    Response page = post("/cases/new", agency());
    EXPECT_EQ(page.status, 422);
    EXPECT_NE(problems_of(page).find("is called"), std::string::npos);
}

TEST_F(NewCase, BackAndDraftKeepTheAnswers) {
    Response page = post("/cases/new", agency());
    Fields fields = go_on(page, {{"contract.vendor", "Paragon Solutions (US) Inc"}});
    Response back = post("/cases/new", fields, "back");
    EXPECT_NE(back.body.find("value=\"ICE contract with Paragon Solutions (US)\""),
              std::string::npos);
    EXPECT_NE(back.body.find("value=\"Paragon Solutions (US) Inc\""), std::string::npos);
    EXPECT_EQ(post("/cases/new", fields, "save").status, 303);
    Response again = get("/cases/new");
    EXPECT_NE(again.body.find("Your draft is kept"), std::string::npos);
    EXPECT_NE(again.body.find("name=\"contract.vendor\" type=\"text\" value=\"Paragon"),
              std::string::npos);
}

TEST_F(NewCase, WhatWasNotShownOpensNothing) {
    Response review = to_review();
    Fields sent = hidden_in(review.body, "/cases/new/record");
    std::erase_if(sent, [](const auto& one) { return one.first == "form_token"; });
    for (auto& [name, value] : sent)
        if (name == "title") value = "Another";
    Response refused = post("/cases/new/record", sent, "record");
    EXPECT_EQ(refused.status, 422);
    EXPECT_FALSE(office->look("ice-contract-with-paragon-solutions-us", now()));
}

TEST_F(NewCase, HostileTextStaysText) {
    Fields fields = agency();
    fields[1].second = "<script>alert(1)</script>";
    for (const char* button : {"review", "save", "change"}) {
        Response page = post("/cases/new", fields, button);
        EXPECT_EQ(page.body.find("<script>alert"), std::string::npos);
    }
    EXPECT_EQ(get("/cases/new").body.find("<script>alert"), std::string::npos);
}

TEST_F(NewCase, OnlyWhoOpensCases) {
    sign_in("anna.apnsa");
    EXPECT_EQ(get("/cases/new").status, 403);
    EXPECT_EQ(post("/cases/new", agency()).status, 403);
}

TEST(CaseId, IsMadeOfTheTitle) {
    EXPECT_EQ(case_id_of("ICE contract with Paragon Solutions (US)"),
              "ice-contract-with-paragon-solutions-us");
    EXPECT_EQ(case_id_of("  --  "), "");
    EXPECT_EQ(case_id_of("Ünï"), "n");
    EXPECT_LE(case_id_of(std::string(500, 'x')).size(), 60U);
}

// ---- files of evidence --------------------------------------------------------------------------

class EvidenceFile : public AtTheDesk {
protected:
    EvidenceFile() {
        EXPECT_EQ(opens("heron"), "done");
        sign_in("olga.officer");
    }
    static constexpr const char* kPath = "/cases/heron/act/evidence";

    Response upload(const std::string& file, Fields fields,
                    const std::string& file_name = "report.pdf") {
        fields.emplace_back("do", "review");
        std::string body;
        auto part = [&](const std::string& head, const std::string& bytes) {
            body += "--boundary\r\nContent-Disposition: form-data; name=" + head + "\r\n\r\n" +
                    bytes + "\r\n";
        };
        std::string token = hidden_in(get(kPath).body, kPath).front().second;
        part("\"form_token\"", token);
        for (const auto& [name, value] : fields) part("\"" + name + "\"", value);
        part("\"file\"; filename=\"" + file_name + "\"\r\nContent-Type: text/html", file);
        body += "--boundary--\r\n";
        return send(http::Method::Post, kPath, body, "multipart/form-data; boundary=boundary");
    }
    Fields source() { return {{"by", "reviewer"}, {"id", "e1"}, {"kind", "report"}}; }
    std::size_t files_kept() {
        std::size_t out = 0;
        std::error_code error;
        for ([[maybe_unused]] const auto& one :
             std::filesystem::directory_iterator(office->folder() / "evidence", error))
            ++out;
        return out;
    }
};

TEST_F(EvidenceFile, IsKeptUnderItsDigestAndGivenOutAsAnAttachment) {
    const std::string bytes = "<html><script>alert(1)</script>\r\n--boundar\0y";
    std::string digest = base::to_hex(base::sha256(bytes));
    Response review = upload(bytes, source());
    ASSERT_EQ(review.status, 200) << problems_of(review) << review.body;
    EXPECT_NE(review.body.find(digest), std::string::npos);
    EXPECT_EQ(record(kPath, review).status, 303);
    EXPECT_NE(last_event("heron").find("\"sha256\":\"" + digest + "\""), std::string::npos);

    Response file = get("/cases/heron/evidence/" + digest);
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.body, bytes);
    EXPECT_EQ(header_of(file, "Content-Type"), "application/octet-stream");
    EXPECT_EQ(header_of(file, "Content-Disposition").substr(0, 11), "attachment;");
    EXPECT_EQ(header_of(file, "Content-Security-Policy"), "sandbox");
    EXPECT_EQ(header_of(file, "X-Content-Type-Options"), "nosniff");

    struct stat kept {};
    ASSERT_EQ(::stat((office->folder() / "evidence" / digest).c_str(), &kept), 0);
    EXPECT_EQ(kept.st_mode & 0777U, 0600U);
    EXPECT_EQ(files_kept(), 1U);
    EXPECT_EQ(upload(bytes, source()).status, 422) << "the id is on record already";
    EXPECT_EQ(files_kept(), 1U) << "equal bytes are one file";
}

TEST_F(EvidenceFile, OfNoCaseIsNotGivenOut) {
    auto digest = office::keep_evidence(office->folder(), "kept by hand", "x");
    ASSERT_TRUE(digest);
    EXPECT_EQ(get("/cases/heron/evidence/" + base::to_hex(*digest)).status, 404);
    EXPECT_EQ(get("/cases/heron/evidence/" + std::string(64, 'z')).status, 404);
    EXPECT_EQ(get("/cases/heron/evidence/log.key").status, 404);
}

TEST_F(EvidenceFile, ThatWasDamagedIsNotGivenOut) {
    Response review = upload("bytes", source());
    EXPECT_EQ(record(kPath, review).status, 303);
    std::string digest = base::to_hex(base::sha256("bytes"));
    ASSERT_TRUE(office::write_file((office->folder() / "evidence" / digest).string(), "other"));
    EXPECT_EQ(get("/cases/heron/evidence/" + digest).status, 500);
}

TEST_F(EvidenceFile, ThatIsTooLongIsRefusedInWords) {
    Response page = upload(std::string(100'001, 'x'), source());
    EXPECT_EQ(page.status, 413);
    EXPECT_NE(problems_of(page).find("at most 100000 are taken"), std::string::npos);
    EXPECT_NE(page.body.find("href=\"#file\""), std::string::npos);
    EXPECT_NE(page.body.find("value=\"e1\""), std::string::npos) << "the rest is kept";
    EXPECT_EQ(files_kept(), 0U);
    EXPECT_EQ(upload(std::string(100'000, 'x'), source()).status, 200);
}

TEST_F(EvidenceFile, ThatIsMarkedAboveTheDeploymentDoesNotTouchItsDisk) {
    Fields fields = source();
    fields.emplace_back("marking", "SECRET");
    Response page = upload("bytes", fields);
    EXPECT_EQ(page.status, 422);
    EXPECT_NE(problems_of(page).find("keeps nothing of that marking"), std::string::npos);
    EXPECT_EQ(files_kept(), 0U);
}

TEST_F(EvidenceFile, WithoutAFileTheFormIsLikeAnyOther) {
    Response review = upload("", source());
    EXPECT_EQ(review.status, 200) << problems_of(review);
    EXPECT_EQ(review.body.find("sha256\":"), std::string::npos);
}

TEST_F(EvidenceFile, InABrokenFormIsRefused) {
    EXPECT_EQ(upload("bytes", source(), "../../log.key").status, 400);
    std::string token = hidden_in(get(kPath).body, kPath).front().second;
    std::string body = "--boundary\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n" +
                       token + "\r\n--bound";
    EXPECT_EQ(
        send(http::Method::Post, kPath, body, "multipart/form-data; boundary=boundary").status,
        400);
    EXPECT_EQ(files_kept(), 0U);
}

}  // namespace
}  // namespace standstill::server::pages
