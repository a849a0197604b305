//! Cedar as its authors build it, in process, on the benchmark gate.
//!
//!     policy-peers-cedar POLICIES CASES.jsonl
//!
//! Four variants: guarded, guards forgotten, turned round, and Cedar's experimental partial
//! evaluation, where the host names the factors that are unknown.

mod harness;

use std::path::Path;
use std::str::FromStr;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request, RestrictedExpression,
};
use harness::{Answer, Case, Failure, Subject};
use serde_json::Value;

const VERSION: &str = "4.14.1";

const FACTORS: [&str; 7] = [
    "government_access", "data_misuse", "disclosure", "foreign_control",
    "repression", "us_person", "repressive_customer",
];

fn request(context: Context) -> Result<Request, Failure> {
    let agency = EntityUid::from_str(r#"Agency::"dhs""#)?;
    let use_of = EntityUid::from_str(r#"Action::"use""#)?;
    let tool = EntityUid::from_str(r#"Tool::"tool""#)?;
    Ok(Request::new(agency, use_of, tool, context, None)?)
}

fn load(policies: &Path, name: &str) -> Result<PolicySet, Failure> {
    let path = policies.join(name);
    let text = std::fs::read_to_string(&path)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    PolicySet::from_str(&text).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn two_valued(label: &str, policies: PolicySet, cases: &[Case]) -> Result<(), Failure> {
    let (authorizer, entities) = (Authorizer::new(), Entities::empty());
    harness::benchmark(cases, &Subject {
        engine: label,
        version: VERSION,
        input: "Cedar request",
        prepare: |text: &str| request(Context::from_json_str(text, None)?),
        evaluate: |request: &Request| {
            let response = authorizer.is_authorized(request, &policies, &entities);
            match response.decision() {
                Decision::Allow => Answer::Allowed {
                    with_errors: response.diagnostics().errors().next().is_some(),
                },
                Decision::Deny => Answer::Refused,
            }
        },
    })
}

fn expression(value: &Value) -> Result<RestrictedExpression, Failure> {
    Ok(match value {
        Value::Bool(flag) => RestrictedExpression::new_bool(*flag),
        Value::Number(number) => {
            RestrictedExpression::new_long(number.as_i64().ok_or("expected a whole number")?)
        }
        Value::String(text) => RestrictedExpression::new_string(text.clone()),
        Value::Object(members) => {
            let fields: Result<Vec<_>, Failure> = members.iter()
                .map(|(key, member)| Ok((key.clone(), expression(member)?)))
                .collect();
            RestrictedExpression::new_record(fields?)?
        }
        other => return Err(format!("no such value in a case: {other}").into()),
    })
}

/// The facts, with an unknown in the place of every factor that has no credible finding.
fn with_unknowns(text: &str) -> Result<Context, Failure> {
    let facts: Value = serde_json::from_str(text)?;
    let found = &facts["factors"];
    let factors: Result<Vec<_>, Failure> = FACTORS.iter()
        .map(|name| {
            let known = found[name]["credible"] == Value::Bool(true);
            let value = if known {
                expression(&found[name])?
            } else {
                RestrictedExpression::new_unknown(*name)
            };
            Ok((name.to_string(), value))
        })
        .collect();
    let mut pairs = vec![("factors".to_string(), RestrictedExpression::new_record(factors?)?)];
    for (key, value) in facts.as_object().ok_or("facts: expected an object")? {
        if key != "factors" {
            pairs.push((key.clone(), expression(value)?));
        }
    }
    Ok(Context::from_pairs(pairs)?)
}

fn three_valued(label: &str, policies: PolicySet, cases: &[Case]) -> Result<(), Failure> {
    let (authorizer, entities) = (Authorizer::new(), Entities::empty());
    harness::benchmark(cases, &Subject {
        engine: label,
        version: VERSION,
        input: "Cedar request with unknowns in it",
        prepare: |text: &str| request(with_unknowns(text)?),
        evaluate: |request: &Request| {
            match authorizer.is_authorized_partial(request, &policies, &entities).decision() {
                Some(Decision::Allow) => Answer::Allowed { with_errors: false },
                Some(Decision::Deny) => Answer::Refused,
                None => Answer::Unknown,
            }
        },
    })
}

fn run(policies: &Path, cases: &str) -> Result<(), Failure> {
    let cases = harness::read_cases(cases)?;
    for (label, name) in [
        ("Cedar (native), guarded", "guarded.cedar"),
        ("Cedar (native), guards forgotten", "unguarded.cedar"),
        ("Cedar (native), turned round", "required.cedar"),
    ] {
        two_valued(label, load(policies, name)?, &cases)?;
    }
    let unguarded = load(policies, "unguarded.cedar")?;
    three_valued("Cedar (native), unknowns declared by the host", unguarded, &cases)
}

fn main() {
    let words: Vec<String> = std::env::args().collect();
    if words.len() != 3 {
        eprintln!("usage: policy-peers-cedar POLICIES CASES.jsonl");
        std::process::exit(2);
    }
    if let Err(error) = run(Path::new(&words[1]), &words[2]) {
        eprintln!("policy-peers-cedar: {error}");
        std::process::exit(1);
    }
}
