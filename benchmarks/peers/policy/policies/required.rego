# The gate turned round, by an author who thought of the unknown: use needs every factor found
# absent on credible information. It never opens on an unknown, and cannot tell one from a no.

package required

default allow := false

relevant_officials := {
	"secretary-of-defense", "attorney-general", "secretary-of-homeland-security",
	"director-of-national-intelligence", "director-of-the-cia", "director-of-the-nsa",
}

factor_names := {
	"government_access", "data_misuse", "disclosure", "foreign_control",
	"repression", "us_person", "repressive_customer",
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
	every name in factor_names { absent(name) }
	input.determination == "not-prohibited"
	input.submitted_to_dni
	input.certified_by in relevant_officials
}

route if input.waiver_in_force

absent(name) if {
	input.factors[name].credible
	not input.factors[name].present
}

waited if input.days_since_notice >= 7

waited if input.apnsa_release
