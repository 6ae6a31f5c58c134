//! What is in force, worked out twice: by the fold, and by a short program in another language that was written from the
//! specification alone (`tests/oracle/README.md`). On random histories both must say the same of every page and every day,
//! whoever looks, from then or from later (step 7).
//!
//! `ORACLE_HISTORIES` says how many histories, `ORACLE_FIRST` which is the first.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use guidepost::compile::{Held, in_force};
use guidepost::date::{Day, Period};
use guidepost::git::{CommitWorld, Repository};
use guidepost::governance::fold::{FoldState, Life};
use guidepost::model::{InForceReason, Standing};
use serde_json::Value;

/// How many histories are compared where nobody says.
const HISTORIES: u64 = 40;

#[test]
fn the_fold_and_the_oracle_say_the_same_of_every_day() {
    let number = |name: &str, or: u64| std::env::var(name).map_or(or, |text| text.parse().expect("a number"));
    let first = number("ORACLE_FIRST", 1);
    let mut wrong = Vec::new();
    let mut compared = 0;
    for seed in first..first + number("ORACLE_HISTORIES", HISTORIES) {
        let folder = tempfile::tempdir().expect("a folder");
        python("histories.py", &[&seed.to_string(), path(folder.path())]);
        let said = python("oracle.py", &[path(folder.path())]);
        let said: Value = serde_json::from_str(&said).expect("JSON");
        let differences = differences(folder.path(), &said);
        compared += said["days"].as_array().map_or(0, Vec::len);
        wrong.extend(differences.into_iter().map(|difference| format!("{seed}: {difference}")));
    }
    assert!(compared > 0, "nothing was compared");
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path")
}

fn python(program: &str, arguments: &[&str]) -> String {
    let program = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/oracle").join(program);
    let output = Command::new("python3").arg(program).args(arguments).output().expect("python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// In what the fold differs from what the oracle said.
fn differences(folder: &Path, said: &Value) -> Vec<String> {
    let repository = Arc::new(Repository::open(folder).expect("a repository"));
    let today = said["day"].as_str().and_then(|day| day.parse().ok());
    let world = CommitWorld::new(repository, today).expect("a commit");
    let state = match (in_force(&world, &Held::default()), said["refused"].as_str()) {
        (Ok(state), None) => state,
        // Signatures are checked here, and refused there.
        (_, Some("signature")) | (Err(_), Some(_)) => return Vec::new(),
        (Ok(_), Some(refused)) => return vec![format!("the oracle refuses: {refused}")],
        (Err(refusal), None) => return vec![format!("the fold refuses: {refusal}")],
    };
    let days = said["days"].as_array().expect("days");
    let mut wrong: Vec<String> = days.iter().flat_map(|day| of_day(&state, day)).collect();
    wrong.extend(otherwise(folder, &state, days));
    wrong
}

/// What is said otherwise of days that are over, by those who look from an earlier commit of the line or a year later.
fn otherwise(folder: &Path, state: &FoldState, days: &[Value]) -> Vec<String> {
    let (head, last) = *state.commits.last().expect("a commit");
    let early = [state.commits.len() / 3, 2 * state.commits.len() / 3].map(|nth| state.commits[nth].0);
    let seen = [(early[0], None), (early[1], None), (head, Some(last.plus(Period::Months(12))))];
    let mut wrong = Vec::new();
    for (commit, today) in seen {
        let repository = Repository::open(folder).expect("a repository").seen_from(commit);
        let world = CommitWorld::new(Arc::new(repository), today).expect("a commit");
        // Before the first model nothing is said.
        let Ok(then) = in_force(&world, &Held::default()) else { continue };
        let over = then.commits.last().expect("a commit").1.min(last);
        let days = days.iter().map(day_of).filter(|day| *day < over);
        wrong.extend(days.filter_map(|day| differs(&then, state, day)));
    }
    wrong
}

fn differs(then: &FoldState, state: &FoldState, day: Day) -> Option<String> {
    let ids = then.lives.keys().chain(state.lives.keys());
    let of = |state: &FoldState, id: &Arc<str>| {
        state.lives.get(id).map_or_else(|| "none".to_owned(), |life| ours(life, day))
    };
    let mut pairs = ids.map(|id| (id, of(then, id), of(state, id)));
    let (id, then, now) = pairs.find(|(_, then, now)| then != now)?;
    Some(format!("{day} {id}: it was `{then}`, and is said to have been `{now}`"))
}

fn day_of(said: &Value) -> Day {
    said["day"].as_str().expect("a day").parse().expect("a day")
}

fn of_day(state: &FoldState, said: &Value) -> Vec<String> {
    let day = day_of(said);
    let pages = said["pages"].as_object().expect("pages");
    let difference = |(id, page): (&String, &Value)| {
        let life = state.lives.get(id.as_str());
        let (ours, theirs) = (life.map_or_else(|| "none".to_owned(), |life| ours(life, day)), theirs(page));
        (ours != theirs).then(|| format!("{day} {id}: the fold says `{ours}`, the oracle `{theirs}`"))
    };
    pages.iter().filter_map(difference).collect()
}

fn ours(life: &Life, day: Day) -> String {
    let then = life.on(day);
    let Standing::InForce(number) = then.standing else {
        let is_withdrawn = matches!(then.standing, Standing::Withdrawn { .. });
        return if is_withdrawn { "withdrawn" } else { "none" }.to_owned();
    };
    let issue = &then.issues[number];
    let text = life.texts[issue.state].exact.text;
    match &issue.basis {
        InForceReason::Approved(_) => {
            format!("issue {} {text} since {}", issue.number.unwrap_or(0), issue.since)
        }
        InForceReason::Provisional { until, .. } => format!("provisional {text} until {until}"),
        InForceReason::StoodBefore => format!("stood {text}"),
    }
}

fn theirs(page: &Value) -> String {
    let text = page["blob"].as_str().unwrap_or_default();
    match page["standing"].as_str().expect("a standing") {
        "in force" => {
            format!("issue {} {text} since {}", page["number"], page["since"].as_str().unwrap_or_default())
        }
        "provisional" => format!("provisional {text} until {}", page["last"].as_str().unwrap_or_default()),
        "stood before" => format!("stood {text}"),
        "withdrawn" => "withdrawn".to_owned(),
        _ => "none".to_owned(),
    }
}
