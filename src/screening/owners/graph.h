// Who owns and controls whom, as sources say it: parties, and dated links between them.
//
// A graph is what was read, of all times; what follows from it on a day is network.h. Ownership and
// control are different kinds of link and are never turned into one another here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "screening/list/entity.h"
#include "screening/owners/period.h"
#include "screening/owners/share.h"

namespace standstill::screening::owners {

// More parties, links or holders of one asset than these are refused. So many times the whole still
// fits into a Share, also when nothing is known of any of the stakes.
inline constexpr std::size_t kMostParties = 50'000'000;
inline constexpr std::size_t kMostLinks = 200'000'000;
inline constexpr std::size_t kMostLinksOfOneAsset = 80'000;
static_assert(kMostLinksOfOneAsset < INT64_MAX / kWhole);

// How one party holds another. Stake is ownership; all others are control. The names of control are
// those of FollowTheMoney's `controlType`; a directorship is an office, and control only perhaps.
enum class LinkKind : std::uint8_t {
    Stake,
    Voting,
    Appointment,
    Management,
    Contractual,
    Trust,
    Nominee,
    State,
    Indirect,
    Directorship,
    Other,
};

std::string_view name_of(LinkKind kind);
// Fails with Invalid and names what it could have been.
base::Result<LinkKind> parse_link_kind(std::string_view text);

struct Link {
    std::uint32_t owner = 0;  // whoever holds: index into parties
    std::uint32_t asset = 0;  // what is held
    LinkKind kind = LinkKind::Stake;
    Range share;               // of ownership, or of votes
    bool is_verified = true;   // false: nobody has looked at the source; proves nothing
    bool is_indirect = false;  // through others, whose stakes may stand in the graph too
    Period period;
    std::string id;      // in the source, or empty
    std::string source;  // title, address or key
    std::string role;    // as written: "shareholder", "director"

    friend bool operator==(const Link&, const Link&) = default;
};

// That a list names a party.
struct OnList {
    std::string list;  // "us-ofac-sdn"; "given" when the question names it
    Period period;
    bool is_certain = true;  // false: a hit that waits for a person, or a source nobody looked at
    std::string source;

    friend bool operator==(const OnList&, const OnList&) = default;
};

struct Party {
    std::string id;
    std::string name;
    EntityKind kind = EntityKind::Unknown;
    std::vector<std::string> countries;  // ISO 3166-1 alpha-2, lower case
    std::vector<OnList> lists;
    // All holders are in the graph: nobody unknown holds a share. Said by a source, never guessed.
    bool has_all_holders = false;
    std::string holders_source;
    // Said to be a foreign government, or a foreign person engaged in intelligence activities
    // directed against the United States (EO 14093, section 2(a)(i)(B)(3)). A finding of people,
    // never computed.
    bool is_adverse = false;
    std::string adverse_source;

    friend bool operator==(const Party&, const Party&) = default;
};

class Graph {
public:
    // The party of that id, made when there is none.
    std::uint32_t party(std::string_view id);
    // Fails with NotFound and a near miss. Takes an id, or a name that one party alone has.
    base::Result<std::uint32_t> find(std::string_view id_or_name) const;
    bool has(std::string_view id) const { return index_.contains(std::string(id)); }

    // Fails with Invalid when a party would hold itself, the share is no range, or there are too
    // many.
    base::Status add(Link link);
    // Joins another graph: parties of one id are one; what both say is kept of both.
    base::Status merge(const Graph& other);

    const std::vector<Party>& parties() const { return parties_; }
    std::vector<Party>& parties() { return parties_; }
    const std::vector<Link>& links() const { return links_; }

    // What was not read and why, in the order found: "3 links of schema Family".
    std::vector<std::string> remarks;

private:
    std::vector<Party> parties_;
    std::vector<Link> links_;
    std::vector<std::uint32_t> held_;  // links of each asset, counted
    std::unordered_map<std::string, std::uint32_t> index_;
};

}  // namespace standstill::screening::owners
