#include "screening/find/name_units.h"

#include <algorithm>
#include <thread>

namespace standstill::screening::find {

namespace {

constexpr std::uint32_t kNamesForThreads = 2'000;

class Collector {
public:
    Collector(const Flat& flat, const Mode& mode, const Meetings& meetings)
        : flat_(flat), mode_(mode), meetings_(meetings) {}

    NameUnits run(std::uint32_t first, std::uint32_t last) {
        Name name;
        for (std::uint32_t n = first; n < last; ++n) {
            analyse(flat_.name(n), mode_, name);
            const std::size_t before = out_.units.size();
            std::uint32_t openings = 0;
            for (const Unit& unit : name.units) keep(name, unit, openings);
            out_.weight.push_back(
                static_cast<std::uint16_t>(std::min<std::uint32_t>(name.weight, kHeavy)));
            out_.openings.push_back(openings);
            const auto begin = out_.units.begin() + static_cast<std::ptrdiff_t>(before);
            std::sort(begin, out_.units.end());
            out_.units.erase(std::unique(begin, out_.units.end()), out_.units.end());
            out_.at.push_back(out_.units.size());
        }
        return std::move(out_);
    }

private:
    void keep(const Name& name, const Unit& unit, std::uint32_t& openings) {
        const auto kind = static_cast<std::size_t>(unit.kind);
        if (!meetings_.by_sound[kind] && !meetings_.by_key[kind]) return;
        UnitView view = name.view(unit);
        if (is_opening(view)) {
            openings |= 1U << (view.key - 'a');
            return;
        }
        if (is_kept_by_sound(unit.kind)) view = {unit.kind, 0, 0, view.sound, {}};
        const std::uint32_t content = out_.contents.number(view);
        out_.contents.weigh(content, name.weight_of(unit));
        out_.units.push_back(content);
    }

    const Flat& flat_;
    const Mode& mode_;
    const Meetings& meetings_;
    NameUnits out_;
};

// Behind the names of `to`, as if they had been met after them.
void append(NameUnits& to, const NameUnits& from) {
    std::vector<std::uint32_t> number(from.contents.size());
    for (std::uint32_t i = 0; i < number.size(); ++i) {
        number[i] =
            to.contents.number({from.contents.kind(i), from.contents.cost(i), from.contents.key(i),
                                from.contents.text(i), from.contents.sound(i)});
        to.contents.weigh(number[i], from.contents.weight(i));
    }
    const std::uint64_t before = to.units.size();
    for (std::uint32_t unit : from.units) to.units.push_back(number[unit]);
    for (std::size_t i = 1; i < from.at.size(); ++i) to.at.push_back(before + from.at[i]);
    to.weight.insert(to.weight.end(), from.weight.begin(), from.weight.end());
    to.openings.insert(to.openings.end(), from.openings.begin(), from.openings.end());
}

}  // namespace

NameUnits units_of_names(const Flat& flat, const Mode& mode) {
    const Meetings meetings(mode);
    const auto names = static_cast<std::uint32_t>(flat.names());
    if (names < kNamesForThreads) return Collector(flat, mode, meetings).run(0, names);
    const std::uint32_t half = names / 2;
    NameUnits first, second;
    std::thread other([&] { second = Collector(flat, mode, meetings).run(half, names); });
    first = Collector(flat, mode, meetings).run(0, half);
    other.join();
    append(first, second);
    return first;
}

}  // namespace standstill::screening::find
