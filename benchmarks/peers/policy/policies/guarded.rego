# The gate as a policy author would write it. A factor that has no finding is not in the input,
# the reference is undefined, and the rule that would count it does not hold.

package guarded

default allow := false

relevant_officials := {
	"secretary-of-defense", "attorney-general", "secretary-of-homeland-security",
	"director-of-national-intelligence", "director-of-the-cia", "director-of-the-nsa",
}

allow if {
	route
	input.use_decided
	input.notice_complete
	waited
	not input.stop_work
	not input.new_information
}

route if {
	not factor_present
	input.determination == "not-prohibited"
	input.submitted_to_dni
	input.certified_by in relevant_officials
}

route if input.waiver_in_force

factor_present if {
	some finding in input.factors
	finding.credible
	finding.present
}

waited if input.days_since_notice >= 7

waited if input.apnsa_release
