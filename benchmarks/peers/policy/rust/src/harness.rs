//! Runs one engine over the cases, counts what it answers against the truth, and times it: the
//! same work in the same order as node/harness.mjs.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

pub type Failure = Box<dyn std::error::Error>;

const WARM_UP_PASSES: usize = 3;
const LEAST_PASSES: usize = 3;
const MOST_SAMPLES: usize = 1_000_000;

pub struct Case {
    truth: String,
    text: String,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Answer {
    Allowed { with_errors: bool },
    Refused,
    Unknown,
}

/// An engine answers from facts in its own form (`Input`) and makes that form from JSON text.
pub struct Subject<'a, Prepare, Evaluate> {
    pub engine: &'a str,
    pub version: &'a str,
    pub input: &'a str,
    pub prepare: Prepare,
    pub evaluate: Evaluate,
}

pub fn read_cases(path: &str) -> Result<Vec<Case>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    text.lines()
        .map(|line| {
            let one: Value = serde_json::from_str(line)?;
            let truth = one["truth"].as_str().ok_or("truth: expected text")?.to_string();
            Ok(Case { truth, text: one["facts"].to_string() })
        })
        .collect()
}

fn measured_time() -> Duration {
    let seconds = std::env::var("STANDSTILL_SECONDS").ok().and_then(|text| text.parse().ok());
    Duration::from_secs_f64(seconds.unwrap_or(2.0))
}

/// Whole passes over the inputs, so that every case weighs the same. The mean is of the loop,
/// clock reads included; the percentiles are of single evaluations.
fn measure<Input>(inputs: &[Input], mut run: impl FnMut(&Input)) -> Value {
    for _ in 0..WARM_UP_PASSES {
        inputs.iter().for_each(&mut run);
    }
    let mut samples: Vec<u64> = Vec::with_capacity(MOST_SAMPLES);
    let start = Instant::now();
    let deadline = start + measured_time();
    let mut pass = 0;
    while samples.len() + inputs.len() <= MOST_SAMPLES {
        if pass >= LEAST_PASSES && Instant::now() >= deadline {
            break;
        }
        for input in inputs {
            let before = Instant::now();
            run(input);
            samples.push(before.elapsed().as_nanos() as u64);
        }
        pass += 1;
    }
    let total = start.elapsed().as_nanos() as u64;
    samples.sort_unstable();
    let last = samples.len() - 1;
    json!({
        "p50_ns": samples[last / 2],
        "p99_ns": samples[last * 99 / 100],
        "mean_ns": total / samples.len() as u64,
    })
}

pub fn benchmark<Input>(
    cases: &[Case],
    subject: &Subject<'_, impl Fn(&str) -> Result<Input, Failure>, impl Fn(&Input) -> Answer>,
) -> Result<(), Failure> {
    let prepared: Result<Vec<Input>, Failure> =
        cases.iter().map(|one| (subject.prepare)(&one.text)).collect();
    let prepared = prepared.map_err(|error| format!("{}: {error}", subject.engine))?;

    let (mut allowed, mut on_unknown, mut with_skipped, mut unknown, mut wrong) = (0, 0, 0, 0, 0);
    for (one, input) in cases.iter().zip(&prepared) {
        let answer = (subject.evaluate)(input);
        if let Answer::Allowed { with_errors } = answer {
            allowed += 1;
            on_unknown += usize::from(one.truth == "unknown");
            wrong += usize::from(one.truth == "false");
            with_skipped += usize::from(with_errors);
        } else {
            wrong += usize::from(one.truth == "true");
        }
        unknown += usize::from(answer == Answer::Unknown);
    }

    let clock = measure(cases, |_| {});
    let mut line = json!({
        "engine": subject.engine, "version": subject.version, "cases": cases.len(),
        "allowed": allowed, "allowed_on_unknown": on_unknown,
        "allowed_with_errors": with_skipped, "unknown": unknown, "wrong": wrong,
        "clock_ns": clock["p50_ns"], "input": subject.input,
    });
    let timing = measure(&prepared, |input| {
        black_box((subject.evaluate)(black_box(input)));
    });
    for (key, value) in timing.as_object().into_iter().flatten() {
        line[key] = value.clone();
    }
    line["from_json"] = measure(cases, |one| {
        let input = (subject.prepare)(black_box(&one.text)).expect("prepared before");
        black_box((subject.evaluate)(&input));
    });
    println!("{line}");
    Ok(())
}
