// The gate of README.md in strong Kleene logic, written out as naively as it can be: the truth
// against which every engine is counted.
//
// A factor that nobody looked into, or whose finding rests on nothing credible, is unknown. What
// is an event (a certificate, a notice) is never unknown here: it is on record or it is not.

export const kFactors = [
    'government_access', 'data_misuse', 'disclosure', 'foreign_control',
    'repression', 'us_person', 'repressive_customer',
];

export const kRelevantOfficials = [
    'secretary-of-defense', 'attorney-general', 'secretary-of-homeland-security',
    'director-of-national-intelligence', 'director-of-the-cia', 'director-of-the-nsa',
];

const kFalse = 0, kUnknown = 1, kTrue = 2;

const known = (condition) => (condition ? kTrue : kFalse);
const not = (value) => kTrue - value;
const all = (...values) => Math.min(...values);
const any = (...values) => Math.max(...values);

function present(finding) {
    if (finding === undefined || !finding.credible) return kUnknown;
    return known(finding.present);
}

export function truthOf(facts) {
    const ordinary = all(
        not(any(...kFactors.map((name) => present(facts.factors[name])))),
        known(facts.determination === 'not-prohibited'),
        known(facts.submitted_to_dni),
        known(kRelevantOfficials.includes(facts.certified_by)));
    const use = all(
        any(ordinary, known(facts.waiver_in_force)),
        known(facts.use_decided),
        known(facts.notice_complete),
        any(known(facts.days_since_notice >= 7), known(facts.apnsa_release)),
        not(known(facts.stop_work)),
        not(known(facts.new_information)));
    return ['false', 'unknown', 'true'][use];
}
