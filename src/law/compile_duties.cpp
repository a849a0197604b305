// Duties and defects: what is owed, and what the record shows to have gone wrong.
#include <fmt/format.h>

#include "base/text.h"
#include "law/compiler.h"

namespace standstill::law {

void Compiler::compile_duty(const Doc& doc, const std::string& pack) {
    only(doc, {"cite", "says", "each", "by", "where", "once", "given", "stands_while", "due",
               "owed_by", "owed_to", "met_by", "met_by_nth"});
    DutyRule duty;
    duty.pack = pack;
    duty.place = doc.place;
    duty.file = file_;
    duty.cite = word_at(doc, "cite");
    duty.says = word_at(doc, "says");
    duty.owed_by = word_at(doc, "owed_by");
    duty.owed_to = word_at(doc, "owed_to");
    if (duty.cite.empty() || duty.owed_by.empty()) fail(doc, "a duty needs `cite` and `owed_by`");
    if (duty.owed_by.find('.') != std::string::npos && duty.owed_by != "this.by")
        symbol(duty.owed_by);
    duty.first_local = static_cast<FactIndex>(out_.facts.size());
    const Doc* each = doc.find("each");
    const Doc* once = doc.find("once");
    if ((each == nullptr) == (once == nullptr))
        return fail(doc, "a duty needs one of `each` and `once`");
    if (each != nullptr) {
        duty.each = compile_kinds(*each);
        this_kinds_ = duty.each;
    } else {
        duty.once = event_fact(*once);
        this_kinds_ = kinds_of(duty.once);
    }
    if (const Doc* by = doc.find("by"); by != nullptr)
        duty.tests.push_back(compile_test("by", *by, this_kinds_));
    if (const Doc* where = doc.find("where"); where != nullptr)
        for (Test& test : compile_tests(*where, this_kinds_)) duty.tests.push_back(std::move(test));
    if (const Doc* given = doc.find("given"); given != nullptr)
        for (const Doc& item : given->items) duty.given.push_back(event_fact(item));
    if (const Doc* while_ = doc.find("stands_while"); while_ != nullptr)
        duty.stands_while = child(*while_);
    if (const Doc* due = doc.find("due"); due != nullptr && !due->is_null()) {
        const Doc* yearly = due->is_map() ? due->find("yearly") : nullptr;
        if (yearly == nullptr) {
            duty.due = compile_time(*due);
            if (duty.due >= 0 && out_.times[static_cast<std::size_t>(duty.due)].is_day)
                fail(*due, "a duty falls due at an instant; say `end_of`");
        } else {
            only(*due, {"yearly", "from"});
            const Doc* from = due->find("from");
            std::vector<std::string> parts = base::split(word(*yearly), '-');
            if (parts.size() != 2 || from == nullptr)
                return fail(*due, "expected `yearly: MM-DD` and `from`");
            Doc month = *yearly, day = *yearly;
            month.scalar = parts[0];
            day.scalar = parts[1];
            duty.month = static_cast<unsigned>(number(month, 1, 12));
            duty.day = static_cast<unsigned>(number(day, 1, 28));
            duty.yearly_from = compile_time(*from);
        }
    }
    if (const Doc* met = doc.find("met_by"); met != nullptr) duty.met_by = event_fact(*met);
    if (const Doc* met = doc.find("met_by_nth"); met != nullptr)
        duty.nth_selector = compile_selector(*met, Honours::Span);
    if (duty.met_by == kNone && duty.nth_selector == kNone) fail(doc, "a duty needs `met_by`");
    duty.end_local = static_cast<FactIndex>(out_.facts.size());
    this_kinds_.clear();
    out_.duties.push_back(std::move(duty));
}

void Compiler::compile_defect(const Doc& doc, const std::string& pack) {
    only(doc, {"cite", "says", "each", "when", "unless", "as_of", "day", "answer", "must_be_this",
               "also"});
    DefectRule defect;
    defect.pack = pack;
    defect.place = doc.place;
    defect.file = file_;
    defect.cite = word_at(doc, "cite");
    defect.says = word_at(doc, "says");
    const Doc* each = doc.find("each");
    if (each == nullptr) return fail(doc, "a defect needs `each`");
    defect.each = compile_kinds(*each);
    this_kinds_ = defect.each;
    if (const Doc* when = doc.find("when"); when != nullptr)
        defect.when = compile_tests(*when, defect.each);
    if (const Doc* unless = doc.find("unless"); unless != nullptr)
        defect.unless = compile_tests(*unless, defect.each);
    std::string as_of = word_at(doc, "as_of");
    if (as_of == "before")
        defect.as_of = DefectRule::AsOf::Before;
    else if (as_of == "after")
        defect.as_of = DefectRule::AsOf::After;
    else if (!as_of.empty())
        fail(doc, fmt::format("`as_of: {}` is neither before nor after", as_of));
    defect.day_of_event = word_at(doc, "day") == "event";
    if (const Doc* answer = doc.find("answer"); answer != nullptr) {
        defect.answer = out_.answer(word(*answer));
        if (defect.answer < 0)
            fail(*answer, fmt::format("no answer is called `{}`", answer->scalar));
    }
    if (const Doc* fact = doc.find("must_be_this"); fact != nullptr)
        defect.must_be_this = fact_named(word(*fact), *fact);
    bool needs_moment = defect.answer >= 0 || defect.must_be_this >= 0;
    if (needs_moment != (defect.as_of != DefectRule::AsOf::Never))
        fail(doc, "`answer` and `must_be_this` go together with `as_of`");
    if (defect.cite.empty() && defect.answer < 0) fail(doc, "a defect needs a `cite`");
    if (const Doc* also = doc.find("also"); also != nullptr)
        for (const Doc& item : also->items) {
            only(item, {"when", "cite"});
            const Doc* when = item.find("when");
            if (when == nullptr) {
                fail(item, "expected `when` and `cite`");
                continue;
            }
            defect.also.emplace_back(compile_tests(*when, defect.each), word_at(item, "cite"));
        }
    this_kinds_.clear();
    out_.defects.push_back(std::move(defect));
}

}  // namespace standstill::law
