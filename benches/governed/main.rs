//! What governance costs: a site with a model of thirty controls, records and a long history, beside the same site without.
//!
//!     cargo bench --bench governed                          1,000 pages x 500 records x 2,000 commits
//!     cargo bench --bench governed -- 10000 5000 20000      as many as one says
//!     cargo bench --bench governed -- 1000 500 2000 --keep DIR      in a folder that stays, and is used again
//!
//! The twin that is not governed has the same pages, records and commits; its settings name no model. Cold is a build
//! without output and without `.guidepost/cache`, warm one with both. Both take turns; what counts is the median of the
//! ratios of a round. Before anything is measured the register is held against what was planned, so that no refusal is.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a benchmark that cannot go on stops"
)]

#[path = "../build/corpus.rs"]
#[allow(dead_code, reason = "that benchmark writes pages without a past")]
mod corpus;
mod import;
#[path = "../common/measure.rs"]
mod measure;
mod past;
mod site;
#[path = "../../tests/support/mod.rs"]
mod support;
mod within;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use measure::{children_seconds, median};

use guidepost::config::Edition;
use guidepost::date::Day;
use import::{Import, adoption_day};
use past::{Plan, Size, plan};
use site::{Twin, file, mark};
use support::{finish, guidepost_at};

const ROUNDS: usize = 5;
const SAVES: usize = 20;
/// The day of all questions, after the last commit.
const TODAY: &str = "2026-02-01";
/// What this program is asked to do in a process of its own.
const FOLD: &str = "--fold";
const SAVE: &str = "--saves";
/// The edition that editors look at, and the one that is published.
const LATEST: &str = "latest";
const APPROVED: &str = "approved";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let today: Day = TODAY.parse().expect("a day");
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [FOLD, root] => {
            let (took, pages) = within::fold(Path::new(root), today);
            return println!("{took:.1} {pages}");
        }
        [SAVE, edition, root, nth] => {
            let page = nth.parse().expect("a number");
            let edition = if edition == LATEST { Edition::Latest } else { Edition::Approved };
            let saved = within::Saves { page, edition, count: SAVES };
            let times = within::saves(Path::new(root), today, saved);
            return println!("{:.2}", median(times));
        }
        _ => {}
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let (pages, records, commits) = match sizes[..] {
        [pages, records, commits] => (pages, records, commits),
        _ => (1_000, 500, 2_000),
    };
    let size = Size { pages, records, commits };
    let keep = arguments.iter().position(|argument| argument == "--keep");
    let keep = keep.and_then(|at| arguments.get(at + 1)).map(PathBuf::from);
    let temporary = tempfile::tempdir().expect("a folder");
    let folder = keep.unwrap_or_else(|| temporary.path().to_owned());
    let plan = plan(size);
    let (governed, twin) = (folder.join("governed"), folder.join("ungoverned"));
    if !twin.join("made").exists() {
        make(&governed, &twin, (size, &plan));
    }
    check(&governed, &plan);
    if !arguments.iter().any(|argument| argument == "--make") {
        measure(&governed, &twin, (size, &plan));
    }
}

/// Makes both sites.
fn make(governed: &Path, twin: &Path, (size, plan): (Size, &Plan)) {
    let import = Import { root: governed, size, plan };
    let ids = import.begin(Twin::Governed);
    let adoption = adopt(governed, size);
    import.go_on(&ids, &adoption);
    let import = Import { root: twin, size, plan };
    let ids = import.begin(Twin::Ungoverned);
    import.go_on(&ids, &adoption);
    fs::write(twin.join("made"), "").expect("a file");
}

/// The record by which the model is adopted, as the command writes it: its path, and its text.
fn adopt(root: &Path, size: Size) -> (String, String) {
    let day = adoption_day(size);
    let arguments = ["approve", "GM-1", "--role", "sponsor", "--by", "sponsor-one", "--yes", "--date", &day];
    finish(&mut guidepost_at(root, &arguments)).well();
    let folder = fs::read_dir(root.join(site::RECORDS)).expect("records");
    let path = folder.flatten().next().expect("a record").path();
    let text = fs::read_to_string(&path).expect("a record");
    fs::remove_dir_all(root.join(".guidepost")).unwrap_or_default();
    (path.strip_prefix(root).expect("within").display().to_string(), text)
}

/// Holds what the program says is in force against the plan.
fn check(governed: &Path, plan: &Plan) {
    let words = ["register", "--format", "json", "--date", TODAY];
    let said = finish(&mut guidepost_at(governed, &words));
    let told = said.stderr;
    let register: serde_json::Value =
        serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("no register: {error}\n{told}"));
    let rows = register["pages"].as_array().expect("rows");
    let issues = |is_it: &dyn Fn(&serde_json::Value) -> bool| {
        let pages = rows.iter().filter(|row| row["id"].as_str().is_some_and(|id| id.starts_with("P-")));
        pages.filter(|row| is_it(row)).count()
    };
    let planned = |is_it: &dyn Fn(&past::Page) -> bool| plan.pages.iter().filter(|page| is_it(page)).count();
    let approved = planned(&|page| page.approved.is_some());
    let drafts = planned(&past::Page::has_draft);
    println!(
        "{} pages, {} records and the adoption, {} commits; {approved} pages approved, {drafts} of them with a draft",
        plan.pages.len(),
        plan.records,
        plan.deeds.len() + 2
    );
    assert_eq!(issues(&|row| !row["issue"].is_null()), approved, "approved\n{told}");
    assert_eq!(
        issues(&|row| !row["issue"].is_null() && !row["waits_for"].is_null()),
        drafts,
        "drafts\n{told}"
    );
    let controlled = (0..plan.pages.len()).filter(|nth| !site::signatories(*nth).is_empty()).count();
    assert_eq!(issues(&|_| true), controlled, "controlled\n{told}");
}

/// A draft must not be in the approved edition, and the text in force must be.
fn check_output(out: &Path, plan: &Plan) {
    let drafted = plan.pages.iter().enumerate().filter(|(_, page)| page.has_draft());
    for (nth, page) in drafted.take(50) {
        let path = file(nth, None).trim_start_matches("content/").trim_end_matches(".md").to_owned();
        let Ok(html) = fs::read_to_string(out.join(path).join("index.html")) else { continue };
        let approved = page.approved.expect("approved");
        assert!(html.contains(&mark(nth, approved)), "P-{nth} is not as approved");
        assert!(!html.contains(&mark(nth, page.revision)), "P-{nth} shows its draft");
    }
}

/// A site that is built, and what it took.
struct Case<'a> {
    root: &'a Path,
    out: PathBuf,
    cold: Vec<Took>,
    warm: Vec<Took>,
}

#[derive(Clone, Copy)]
struct Took {
    cpu: f64,
    wall: f64,
}

impl Case<'_> {
    fn new(root: &Path) -> Case<'_> {
        Case { root, out: root.with_extension("out"), cold: Vec::new(), warm: Vec::new() }
    }

    fn cold(&mut self) {
        // There is none before the first run.
        let _ = fs::remove_dir_all(&self.out);
        let _ = fs::remove_dir_all(self.root.join(".guidepost"));
        let took = self.build();
        self.cold.push(took);
    }

    fn warm(&mut self) {
        let took = self.build();
        self.warm.push(took);
    }

    fn build(&self) -> Took {
        let out = self.out.display().to_string();
        let (before, started) = (children_seconds(), Instant::now());
        let mut command = guidepost_at(self.root, &["build", "--out", &out, "--date", TODAY]);
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("it runs");
        assert_eq!(status.code(), Some(0), "{} is not built", self.root.display());
        Took { cpu: children_seconds() - before, wall: started.elapsed().as_secs_f64() }
    }
}

fn measure(governed: &Path, twin: &Path, (size, plan): (Size, &Plan)) {
    let (mut ours, mut twins) = (Case::new(governed), Case::new(twin));
    let mut folds = Vec::new();
    let (mut latest, mut approved, mut saves_of_twin) = (Vec::new(), Vec::new(), Vec::new());
    // A page that is approved as it stands, or as near to that as there is one.
    let is_plain = |page: &past::Page| page.approved == Some(page.revision);
    let nth = (0..size.pages).find(|nth| !site::moves(*nth) && is_plain(&plan.pages[*nth])).unwrap_or(0);
    for _ in 0..ROUNDS {
        ours.cold();
        twins.cold();
        check_output(&ours.out, plan);
        ours.warm();
        twins.warm();
        folds.push(within_process(&[FOLD, &governed.display().to_string()]));
        let of = |root: &Path, edition| {
            within_process(&[SAVE, edition, &root.display().to_string(), &nth.to_string()])
        };
        latest.push(of(governed, LATEST));
        approved.push(of(governed, APPROVED));
        saves_of_twin.push(of(twin, LATEST));
    }
    println!("{:<22} {:>9} {:>11} {:>7} {:>7}", "", "governed", "ungoverned", "ratio", "of wall");
    tell("cold build, CPU s", &ours.cold, &twins.cold);
    tell("warm build, CPU s", &ours.warm, &twins.warm);
    println!("{:<22} {:>9.0}", "the fold, warm, ms", median(folds));
    tell_saves("a save, latest, ms", &latest, &saves_of_twin);
    tell_saves("a save, approved, ms", &approved, &saves_of_twin);
}

fn tell_saves(name: &str, ours: &[f64], twins: &[f64]) {
    let more = median(ours.iter().zip(twins).map(|(ours, twin)| ours - twin).collect());
    let (ours, twin) = (median(ours.to_vec()), median(twins.to_vec()));
    println!("{name:<22} {ours:>9.2} {twin:>11.2}   {more:+.2} ms");
}

fn tell(name: &str, ours: &[Took], twins: &[Took]) {
    let of = |which: fn(&Took) -> f64| {
        let both = ours.iter().zip(twins).map(|(ours, twin)| which(ours) / which(twin).max(0.01)).collect();
        (median(ours.iter().map(which).collect()), median(twins.iter().map(which).collect()), median(both))
    };
    let (cpu, twin, ratio) = of(|took| took.cpu);
    let (_, _, wall) = of(|took| took.wall);
    println!("{name:<22} {cpu:>9.2} {twin:>11.2} {ratio:>7.2} {wall:>7.2}");
}

/// The first number that this program prints in a process of its own.
fn within_process(arguments: &[&str]) -> f64 {
    let this = std::env::current_exe().expect("this program");
    let output = Command::new(this).args(arguments).output().expect("it runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let first = printed.split_whitespace().next().and_then(|first| first.parse().ok());
    first.unwrap_or_else(|| panic!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)))
}
