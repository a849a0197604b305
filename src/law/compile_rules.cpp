// Rules: how facts combine, what people read about it, and which of them make up an answer.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "law/compiler.h"

namespace standstill::law {

namespace {

constexpr std::size_t kMaxConditions = 1'000;  // of one rule
constexpr std::string_view kForms[] = {"is",  "exists",   "complete", "reached", "all",
                                       "any", "at_least", "not",      "surely",  "known"};

}  // namespace

NodeIndex Compiler::rule_named(const std::string& id, const Doc& doc) {
    auto found = rule_index_.find(id);
    if (found == rule_index_.end()) {
        std::vector<std::string> known;
        for (const Entry& entry : rule_entries_) known.push_back(entry.id);
        fail(doc, fmt::format("no rule is called `{}`{}", id, base::did_you_mean(id, known)));
        return kNone;
    }
    Entry& entry = rule_entries_[found->second];
    if (entry.done != kNone) return entry.done;
    if (entry.open) {
        fail(doc, fmt::format("`{}` rests on itself", id));
        return kNone;
    }
    entry.open = true;
    std::string outer_file = file_, outer_pack = pack_;
    file_ = entry.file;
    pack_ = entry.pack;
    NodeIndex index = compile_node(entry.doc, id);
    file_ = outer_file;
    pack_ = outer_pack;
    entry.open = false;
    entry.done = index;
    return index;
}

NodeIndex Compiler::add_node(Node node, NodeText text) {
    text.file = file_;
    text.pack = pack_;
    out_.nodes.push_back(node);
    out_.texts.push_back(std::move(text));
    return static_cast<NodeIndex>(out_.nodes.size() - 1);
}

NodeIndex Compiler::child(const Doc& doc) {
    return doc.is_scalar() ? rule_named(doc.scalar, doc) : compile_node(doc, "");
}

NodeIndex Compiler::group(NodeOp op, const Doc& list, NodeText text, std::uint16_t least) {
    std::vector<NodeIndex> below;
    if (list.is_list()) {
        for (const Doc& item : list.items) below.push_back(child(item));
    } else {
        below.push_back(child(list));
    }
    if (below.empty()) fail(list, "expected at least one condition");
    // Far below what a node can count; a count that wrapped round would make all of nothing, which
    // is true.
    if (below.size() > kMaxConditions)
        fail(list, fmt::format("more than {} conditions", kMaxConditions));
    bool single = op == NodeOp::Not || op == NodeOp::Surely || op == NodeOp::Known;
    if (single && below.size() > 1)
        fail(list, "expected one condition; say `all` or `any` of several");
    if (op == NodeOp::AtLeast && below.size() < least)
        fail(list, fmt::format("{} of {} conditions can never hold", least, below.size()));
    Node node;
    node.op = op;
    node.first_child = static_cast<std::uint32_t>(out_.children.size());
    node.children = static_cast<std::uint16_t>(below.size());
    node.least = least;
    for (NodeIndex index : below) out_.children.push_back(std::max(index, 0));
    return add_node(node, std::move(text));
}

NodeIndex Compiler::compile_node(const Doc& doc, const std::string& id) {
    if (!doc.is_map()) {
        fail(doc, "expected a rule");
        return kNone;
    }
    only(doc, {"cite", "quote", "plain", "says", "is", "exists", "complete", "reached", "all",
               "any", "at_least", "not", "surely", "known"});
    NodeText text;
    text.id = id;
    text.place = doc.place;
    text.cite = word_at(doc, "cite");
    text.quote = word_at(doc, "quote");
    text.plain = word_at(doc, "plain");
    if (const Doc* says = doc.find("says"); says != nullptr) {
        only(*says, {"met", "unmet", "unknown"});
        text.met = word_at(*says, "met");
        text.unmet = word_at(*says, "unmet");
        text.unknown = word_at(*says, "unknown");
    }
    std::vector<std::string> forms;
    const Doc* form = nullptr;
    for (std::string_view name : kForms)
        if (const Doc* found = doc.find(name); found != nullptr) {
            forms.emplace_back(name);
            form = found;
        }
    if (forms.size() != 1) {
        fail(doc,
             fmt::format(
                 "a rule needs exactly one of is, exists, complete, reached, all, any, at_least, "
                 "not, surely, known; found {}",
                 forms.empty() ? "none" : base::join(forms, ", ")));
        return kNone;
    }
    const std::string& how = forms[0];
    if (how == "all") return group(NodeOp::All, *form, std::move(text), 0);
    if (how == "any") return group(NodeOp::Any, *form, std::move(text), 0);
    if (how == "not") return group(NodeOp::Not, *form, std::move(text), 0);
    if (how == "surely") return group(NodeOp::Surely, *form, std::move(text), 0);
    if (how == "known") return group(NodeOp::Known, *form, std::move(text), 0);
    if (how == "at_least") {
        only(*form, {"n", "of"});
        const Doc* n = form->find("n");
        const Doc* of = form->find("of");
        if (n == nullptr || of == nullptr) {
            fail(*form, "`at_least` needs `n` and `of`");
            return kNone;
        }
        auto least = static_cast<std::uint16_t>(number(*n, 1, 1000));
        return group(NodeOp::AtLeast, *of, std::move(text), least);
    }
    Node node;
    node.op = how == "reached" ? NodeOp::Reached : NodeOp::Fact;
    node.fact = fact_named(word(*form), *form);
    if (node.fact < 0) return kNone;
    const Fact& fact = out_.facts[static_cast<std::size_t>(node.fact)];
    bool fits = how == "reached"    ? fact.op == FactOp::Time
                : how == "complete" ? fact.op == FactOp::Collect
                : how == "exists"   ? fact.op == FactOp::Event || fact.op == FactOp::Narrow
                                    : fact.op == FactOp::Finding || fact.op == FactOp::Covers;
    if (!fits) fail(*form, fmt::format("`{}` cannot be asked of `{}`", how, fact.id));
    if (how == "reached" && fact.op == FactOp::Time && fact.time >= 0 &&
        out_.times[static_cast<std::size_t>(fact.time)].is_day)
        fail(*form, fmt::format("`{}` is a day; say `once_past`", fact.id));
    return add_node(node, std::move(text));
}

void Compiler::compile_answers(const Doc& doc) {
    for (std::size_t i = 0; i < doc.keys.size(); ++i) {
        only(doc.items[i], {"outside", "conditions"});
        int index = out_.answer(doc.keys[i].first);
        if (index < 0) {
            out_.answers.push_back({doc.keys[i].first, {}, {}});
            index = static_cast<int>(out_.answers.size() - 1);
        }
        for (std::string_view part : {"outside", "conditions"}) {
            const Doc* list = doc.items[i].find(part);
            if (list == nullptr) continue;
            for (const Doc& item : list->items) {
                NodeIndex node = child(item);
                if (node < 0) continue;
                if (out_.texts[static_cast<std::size_t>(node)].cite.empty())
                    fail(item, "a condition of an answer needs a `cite`");
                AnswerRule& answer = out_.answers[static_cast<std::size_t>(index)];
                (part == "outside" ? answer.outside : answer.conditions).push_back(node);
            }
        }
    }
}

void Compiler::count_dependents() {
    out_.use = out_.answer("use");
    out_.procurement = out_.answer("procurement");
    out_.dependents.assign(out_.facts.size(), 0);
    for (const AnswerRule& answer : out_.answers)
        for (const auto* list : {&answer.outside, &answer.conditions})
            for (NodeIndex condition : *list) {
                // Children stand before their parents, so one walk down the list sees all of them.
                std::vector<bool> below(static_cast<std::size_t>(condition) + 1, false);
                std::vector<bool> asked(out_.facts.size(), false);
                below.back() = true;
                for (std::size_t n = below.size(); n-- > 0;) {
                    if (!below[n]) continue;
                    const Node& node = out_.nodes[n];
                    if (node.fact != kNone) asked[static_cast<std::size_t>(node.fact)] = true;
                    for (unsigned i = 0; i < node.children; ++i)
                        below[static_cast<std::size_t>(out_.children[node.first_child + i])] = true;
                }
                for (std::size_t fact = 0; fact < asked.size(); ++fact)
                    if (asked[fact]) ++out_.dependents[fact];
            }
    // A finding that is read twice, now and as it stood before an event, is one question: what
    // depends on either reading depends on the answer.
    const std::vector<int> counted = out_.dependents;
    auto same = [this](const Fact& a, const Fact& b) {
        if (a.op != FactOp::Finding || b.op != FactOp::Finding) return false;
        const Selector& x = out_.selectors[static_cast<std::size_t>(a.selector)];
        const Selector& y = out_.selectors[static_cast<std::size_t>(b.selector)];
        return x.kinds == y.kinds && std::equal(x.tests.begin(), x.tests.end(), y.tests.begin(),
                                                y.tests.end(), [](const Test& p, const Test& q) {
                                                    return p.op == q.op && p.slot == q.slot &&
                                                           p.words == q.words;
                                                });
    };
    for (std::size_t f = 0; f < out_.facts.size(); ++f)
        for (std::size_t g = 0; g < out_.facts.size(); ++g)
            if (f != g && same(out_.facts[f], out_.facts[g])) out_.dependents[f] += counted[g];
}

void Compiler::compile_factors(const Doc& doc) {
    for (std::size_t i = 0; i < doc.keys.size(); ++i) {
        only(doc.items[i], {"of", "plain"});
        const Doc* of = doc.items[i].find("of");
        if (of == nullptr) {
            fail(doc.items[i], "a factor needs `of`");
            continue;
        }
        out_.factors.push_back({doc.keys[i].first, child(*of), word_at(doc.items[i], "plain"),
                                pack_, doc.keys[i].second, file_});
    }
}

void Compiler::compile_questions(const Doc& doc) {
    for (const Doc& item : doc.items) {
        only(item, {"cite", "about", "ask"});
        const Doc* about = item.find("about");
        if (about == nullptr) {
            fail(item, "a question needs `about`");
            continue;
        }
        Question question;
        question.cite = word_at(item, "cite");
        question.ask = word_at(item, "ask");
        question.pack = pack_;
        question.place = item.place;
        question.file = file_;
        question.node = child(*about);
        if (question.node >= 0) {
            const Node& node = out_.nodes[static_cast<std::size_t>(question.node)];
            question.of_finding =
                node.op == NodeOp::Fact &&
                out_.facts[static_cast<std::size_t>(node.fact)].op == FactOp::Finding;
        }
        out_.questions.push_back(std::move(question));
    }
}

}  // namespace standstill::law
