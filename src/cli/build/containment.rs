//! Whatever the program fails on, everything else is built byte for byte, and of what is approved nothing is published.

use std::collections::BTreeMap;

use super::*;
use crate::cli::ahead::MadeAhead;
use crate::cli::check::in_waiting_texts;
use crate::compile::WantedBy;
use crate::config::{Edition, controlled_keys};
use crate::date::Day;
use crate::diagnostic::Code;
use crate::diagnostic::defect::testing::{WantedPanic, panicking};
use crate::diagnostic::defect::{PLEASE_REPORT, Stage};
use crate::world::{MemoryVersions, MemoryWorld, Versions};

type Texts = BTreeMap<&'static str, String>;
type Written = BTreeMap<String, Vec<u8>>;

const TONE: &str = "content/tone.md";
const ALL: usize = usize::MAX;
const TEXT: &str =
    "---\nid: GL-1\naliases: [/voice/]\n---\n# Tone\n\nSee [home](index.md).\n\n## Part\n\n![A](a.png)\n";

/// A site with the pages, and with the committed texts, of an earlier day.
fn site() -> Texts {
    let home = "# Home\n\n[One](tone.md), [[Tone]], [[GL-1]], [part](tone.md#part) and [two](other.md).\n\n![B](b.png)\n";
    Texts::from([
        ("site.toml", "name = \"Handbook\"\nbase_url = \"https://intranet.example/\"\n".to_owned()),
        ("content/index.md", home.to_owned()),
        (TONE, TEXT.to_owned()),
        ("content/other.md", "# Other\n\nSee [the tone](tone.md).\n".to_owned()),
        ("content/a.png", "A".to_owned()),
        ("content/b.png", "B".to_owned()),
        ("static/robots.txt", "User-agent: *\n".to_owned()),
        ("theme/style.css", "p { color: black }\n".to_owned()),
    ])
}

fn with(files: &Texts, file: &'static str, text: &str) -> Texts {
    let mut files = files.clone();
    files.insert(file, text.to_owned());
    files
}

/// Commits files, one state after the other.
fn committed(states: &[&Texts]) -> MemoryVersions {
    let mut versions = MemoryVersions::new();
    for (nth, files) in states.iter().enumerate() {
        let listed: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        MemoryVersions::commit(
            &mut versions,
            &nth.checked_sub(1).into_iter().collect::<Vec<_>>(),
            "Write",
            &listed,
        );
    }
    versions
}

/// States of it in which pages have a past.
fn past() -> MemoryVersions {
    let now = site();
    let saying =
        |word: &str| -> Texts { now.iter().map(|(path, text)| (*path, text.replace("See", word))).collect() };
    committed(&[&saying("Read"), &saying("Know"), &now])
}

/// A folder that a site is built into, again and again.
struct Bench {
    root: tempfile::TempDir,
    out: tempfile::TempDir,
}

struct Published {
    findings: Vec<Finding>,
    files: Written,
}

impl Published {
    /// The first file of which the path begins so.
    #[track_caller]
    fn named(&self, start: &str) -> &str {
        let path = self.files.keys().find(|path| path.starts_with(start));
        path.unwrap_or_else(|| panic!("{start}: {:?}", self.files.keys()))
    }
}

impl std::fmt::Debug for Published {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.files.keys(), self.findings)
    }
}

impl Bench {
    fn new() -> Bench {
        Bench { root: tempfile::tempdir().expect("a folder"), out: tempfile::tempdir().expect("a folder") }
    }

    /// Builds as the command does.
    fn build(
        &self,
        files: &Texts,
        versions: &MemoryVersions,
        edition: Edition,
    ) -> Result<Published, Failure> {
        for (path, text) in files {
            let path = self.root.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("written");
        }
        let disk = DiskWorld::new(self.root.path(), None).expect("a world");
        let listed = files.iter().map(|(path, text)| (*path, text.as_bytes()));
        let today = Day::new(2026, 11, 16).expect("a day");
        let world = MemoryWorld::new(today, listed).with_versions(Ok(versions.clone()));
        let program = Some(blake3::hash(b"this test"));
        let sources = BuildSources { program, ..BuildSources::of_test(&disk, &world) };
        let request = Request { edition: Some(edition), wanted_by: WantedBy::Readers, ..Request::default() };
        let mut findings = Vec::new();
        let site = compile(&world, &request, &Memos::new()).into_value(&mut findings);
        refuse_unknown(&site)?;
        refuse_defects(&site, &findings)?;
        let folder = OutputFolder::open(self.out.path(), &[], &NoCache).expect("a folder");
        let (found, _) = write_all(&site, &sources, folder)?;
        findings.extend(found);
        diagnostic::sort(&mut findings);
        Ok(Published { findings, files: self.written() })
    }

    fn written(&self) -> Written {
        let entries = walkdir::WalkDir::new(self.out.path()).sort_by_file_name().into_iter();
        let files = entries.map(|entry| entry.expect("an entry")).filter(|entry| entry.file_type().is_file());
        let named = files.map(|entry| {
            let path = entry.path().strip_prefix(self.out.path()).expect("within").to_string_lossy();
            (path.replace('\\', "/"), std::fs::read(entry.path()).expect("read"))
        });
        named.filter(|(path, _)| !path.starts_with('.')).collect()
    }
}

fn latest(files: &Texts) -> Published {
    Bench::new().build(files, &past(), Edition::Latest).expect("built")
}

/// What is said of the work that panicked, which must be one finding and say what it has to.
#[track_caller]
fn defect(findings: &[Finding]) -> &Finding {
    let defects: Vec<&Finding> =
        findings.iter().filter(|finding| finding.code == Code::InternalError).collect();
    let [defect] = defects[..] else { panic!("one finding: {defects:?}") };
    assert_eq!(defect.severity, crate::diagnostic::Severity::Error);
    assert!(defect.hints[0].contains("as the test wants it"), "{defect:?}");
    assert_eq!(defect.hints[1], PLEASE_REPORT);
    defect
}

fn differing(one: &Written, other: &Written) -> Vec<String> {
    let paths = one.keys().chain(other.keys()).filter(|path| one.get(*path) != other.get(*path));
    let mut paths: Vec<String> = paths.cloned().collect();
    paths.sort();
    paths.dedup();
    paths
}

#[test]
fn a_page_that_cannot_be_compiled_is_left_out_and_all_others_are_there() {
    let draft = with(&site(), TONE, &TEXT.replace("---\nid", "---\ndraft: true\nid"));
    let without = latest(&draft).files;
    let within = [Stage::Past, Stage::Relating, Stage::Linking];
    for stage in [Stage::Reading, Stage::Assembling].into_iter().chain(within) {
        // Once, and where less of it is read too.
        for times in [1, 2] {
            let wanted = WantedPanic { stage, of: TONE.into(), times };
            let built = panicking(&wanted, || latest(&site()));
            assert_eq!(differing(&built.files, &without), [""; 0], "{wanted:?}");
            let said = defect(&built.findings);
            assert_eq!(
                said.place,
                Some(crate::diagnostic::Place::file(&FilePath::new(TONE).expect("a path")))
            );
            let codes: Vec<&str> = built.findings.iter().map(|finding| finding.code.name()).collect();
            let is_blamed = codes.iter().any(|code| code.starts_with("broken-"));
            // Without its headings nobody knows how it is called.
            assert_eq!(is_blamed, times == 2 && !within.contains(&stage), "{codes:?}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_drawn_is_not_there_and_all_others_are() {
    let whole = latest(&site());
    for (stage, of, lost) in [
        (Stage::Drawing, TONE, "tone/index.html"),
        (Stage::History, TONE, "tone/history/index.html"),
        (Stage::Texts, TONE, "tone/history/texts.json"),
        (Stage::Redirect, TONE, "voice/index.html"),
        (Stage::Generating, "404.html", "404.html"),
        (Stage::Generating, "changes/index.html", "changes/index.html"),
        (Stage::Generating, "feed.xml", "feed.xml"),
        (Stage::Generating, "redirects.map", "redirects.map"),
        (Stage::Copying, whole.named("_theme/site."), whole.named("_theme/site.")),
        (Stage::Copying, "content/a.png", whole.named("a.")),
        (Stage::Copying, "static/robots.txt", "robots.txt"),
    ] {
        let built = panicking(&WantedPanic { stage, of: of.into(), times: ALL }, || latest(&site()));
        assert_eq!(differing(&built.files, &whole.files), [lost]);
        assert!(!built.files.contains_key(lost));
        assert!(defect(&built.findings).message.contains(lost), "{:?}", built.findings);
    }
}

#[test]
fn the_old_text_of_a_page_does_not_stay_where_the_new_one_cannot_be_drawn() {
    let bench = Bench::new();
    let first = bench.build(&site(), &past(), Edition::Latest).expect("built");
    assert!(first.files.contains_key("tone/index.html"));
    let newer = with(&site(), TONE, &TEXT.replace("See", "Do see"));
    let wanted = WantedPanic { stage: Stage::Drawing, of: TONE.into(), times: ALL };
    let second = panicking(&wanted, || bench.build(&newer, &past(), Edition::Latest)).expect("built");
    assert!(!second.files.contains_key("tone/index.html"));
    // What it was left out for is tried again.
    let third = bench.build(&newer, &past(), Edition::Latest).expect("built");
    assert!(third.files.contains_key("tone/index.html"));
    assert_eq!(differing(&third.files, &latest(&newer).files), [""; 0]);
}

#[test]
fn a_theme_that_cannot_be_read_gives_way_to_the_built_in_one() {
    let without: Texts = site().into_iter().filter(|(path, _)| !path.starts_with("theme/")).collect();
    let expected = latest(&without);
    let built =
        panicking(&WantedPanic { stage: Stage::Theme, of: String::new(), times: 1 }, || latest(&site()));
    assert_eq!(differing(&built.files, &expected.files), [""; 0]);
    assert_eq!(defect(&built.findings).place, None);
}

#[test]
fn a_picture_that_cannot_be_measured_is_shown_all_the_same() {
    let whole = latest(&site());
    let wanted = WantedPanic { stage: Stage::Measuring, of: "content/a.png".into(), times: ALL };
    let built = panicking(&wanted, || latest(&site()));
    let others = |files: &Written| -> Written {
        files
            .iter()
            .filter(|(path, _)| !path.starts_with("tone/"))
            .map(|(a, b)| (a.clone(), b.clone()))
            .collect()
    };
    let with_hashed_name = differing(&others(&built.files), &others(&whole.files));
    assert!(
        with_hashed_name.iter().all(|path| path.contains("a.") || path.contains("a-")),
        "{with_hashed_name:?}"
    );
    defect(&built.findings);
}

const MODEL: &str = "---\ntitle: How we decide\nkind: governance-model\nid: GM-1\nproof: none\nroles: [sponsor, legal]\ncontrols:\n  - id: C-1\n    statement: Guidelines are approved by legal counsel.\n    for: {kind: guideline}\n    require: {approved_by: {roles: [legal]}}\n    accountable: legal\n    severity: warning\n---\nWho decides what.\n";
const GUIDELINE: &str =
    "---\ntitle: Tone of voice\nkind: guideline\nid: GL-1\nsummary: How we sound.\n---\nWe write.\n";

/// A site of which a guideline is in force.
fn governed() -> (Texts, MemoryVersions) {
    let role = |role: &str, person: &str| {
        format!(
            "---\ntitle: The {role}\nkind: role\nid: {role}\nholders:\n  - name: \"{person}\"\n    from: 2025-01-01\n---\nA role.\n"
        )
    };
    let id = |text: &str| Versions::text_id(&MemoryVersions::new(), text.as_bytes());
    let settings = "name = \"Handbook\"\nbase_url = \"https://intranet.example/\"\n\n[governance]\nmodel = \"GM-1\"\nadopted_by = \"sponsor\"\n";
    let first = Texts::from([
        ("site.toml", settings.to_owned()),
        ("content/index.md", "# Handbook\n\nSee [the tone](tone.md).\n".to_owned()),
        ("content/model.md", MODEL.to_owned()),
        (TONE, GUIDELINE.to_owned()),
        ("content/roles/legal.md", role("legal", "law")),
        ("content/roles/sponsor.md", role("sponsor", "ceo")),
    ]);
    let named = |reference: &str, file: &str, text: &str| {
        format!("  - {{reference: {reference}, file: {file}, id: \"{}\"}}\n", id(text))
    };
    let roles = ["content/roles/legal.md", "content/roles/sponsor.md"];
    let roles: String = roles.iter().map(|file| named("role", file, &first[file])).collect();
    let adoption = format!(
        "record: approval\npage: GM-1\npath: content/model.md\ntext: {}\nfiles:\n{}{roles}role: sponsor\nperson: ceo\ndate: 2026-01-01\n",
        id(MODEL),
        named("site.toml", "site.toml", &controlled_keys(settings)),
    );
    let second = with(&first, "content/governance/records/adopt.yaml", &adoption);
    let approval = format!(
        "record: approval\npage: GL-1\npath: {TONE}\ntext: {}\nrole: legal\nperson: law\ndate: 2026-01-03\n",
        id(GUIDELINE)
    );
    let third = with(&second, "content/governance/records/first.yaml", &approval);
    let versions = committed(&[&first, &second, &third]);
    (third, versions)
}

#[test]
fn of_the_approved_edition_nothing_is_written_where_evidence_fails() {
    let (files, versions) = governed();
    let bench = Bench::new();
    let whole = bench.build(&files, &versions, Edition::Approved).expect("built");
    assert!(whole.files.contains_key("tone/index.html"), "{:?}", whole.files.keys());
    for (stage, of, times) in [
        (Stage::Line, "", ALL),
        (Stage::Reading, "content/index.md", 1),
        (Stage::Assembling, TONE, 1),
        (Stage::Past, TONE, 1),
        (Stage::Relating, TONE, 1),
        (Stage::Linking, TONE, 1),
        (Stage::Theme, "", 1),
        (Stage::Drawing, TONE, ALL),
        (Stage::History, TONE, ALL),
        (Stage::Issue, whole.named("tone/issue/"), ALL),
        (Stage::Generating, "checklist/index.html", ALL),
        (Stage::Generating, whole.named("checklist/register"), ALL),
    ] {
        let bench_of_nothing = Bench::new();
        let wanted = WantedPanic { stage, of: of.into(), times };
        let refused = panicking(&wanted, || bench_of_nothing.build(&files, &versions, Edition::Approved));
        let failure = refused.expect_err("it is refused");
        assert!(failure.message.contains("as the test wants it"), "{failure:?}");
        assert_eq!(failure.hint.as_deref(), Some(PLEASE_REPORT));
        assert_eq!(bench_of_nothing.written(), Written::new(), "{wanted:?}");
    }
    let wanted = WantedPanic { stage: Stage::Line, of: String::new(), times: ALL };
    panicking(&wanted, || bench.build(&files, &versions, Edition::Approved)).expect_err("it is refused");
    assert_eq!(differing(&bench.written(), &whole.files), [""; 0], "what is published is left alone");
}

#[test]
fn evidence_that_is_made_a_second_time_is_refused_where_it_fails_then() {
    let (files, versions) = governed();
    let bench = Bench::new();
    let disk = DiskWorld::new(bench.root.path(), None).expect("a world");
    let listed = files.iter().map(|(path, text)| (*path, text.as_bytes()));
    let today = Day::new(2026, 11, 16).expect("a day");
    let world = MemoryWorld::new(today, listed).with_versions(Ok(versions));
    let request = Request { edition: Some(Edition::Approved), ..Request::default() };
    let site = compile(&world, &request, &Memos::new()).value;
    let sources = BuildSources::of_test(&disk, &world);
    let folder = OutputFolder::open(bench.out.path(), &[], &NoCache).expect("a folder");
    let outputs = Outputs::for_site(&site, None);
    let plan = Plan::new(&outputs, &folder);
    let putting = Putting { plan: &plan, target: &folder, sources: &sources, site: &site };
    for (of, is_evidence) in [(TONE, true), ("content/index.md", false)] {
        let wanted = WantedPanic { stage: Stage::Drawing, of: of.into(), times: ALL };
        // As where nothing that was made ahead found room.
        let put = panicking(&wanted, || putting.put_all(&outputs, MadeAhead::new()));
        let refused = put.err().map(|failure| failure.message).unwrap_or_default();
        assert_eq!(
            refused.starts_with("what is approved cannot be published: guidepost failed"),
            is_evidence
        );
    }
}

#[test]
fn a_check_of_the_approved_edition_says_what_the_latest_one_fails_on() {
    let (files, versions) = governed();
    let listed = files.iter().map(|(path, text)| (*path, text.as_bytes()));
    let today = Day::new(2026, 11, 16).expect("a day");
    let world = MemoryWorld::new(today, listed).with_versions(Ok(versions));
    for of in ["content/index.md", TONE] {
        let wanted = WantedPanic { stage: Stage::Reading, of: of.into(), times: 1 };
        let found =
            panicking(&wanted, || in_waiting_texts(&world, (&Request::default(), &Memos::new()), &[]));
        let defects = found.iter().filter(|finding| finding.code == Code::InternalError);
        let said = defects.filter(|finding| finding.severity == crate::diagnostic::Severity::Error);
        assert!(said.count() > 0, "{found:?}");
    }
}

#[test]
fn of_the_approved_edition_a_page_that_nobody_controls_fails_by_itself() {
    let (files, versions) = governed();
    let whole = Bench::new().build(&files, &versions, Edition::Approved).expect("built");
    let wanted = WantedPanic { stage: Stage::Drawing, of: "content/index.md".into(), times: ALL };
    let built =
        panicking(&wanted, || Bench::new().build(&files, &versions, Edition::Approved)).expect("built");
    assert_eq!(differing(&built.files, &whole.files), ["index.html"]);
    defect(&built.findings);
}

#[test]
fn the_latest_edition_says_that_nothing_is_known_where_evidence_fails() {
    let (files, versions) = governed();
    let wanted = WantedPanic { stage: Stage::Line, of: String::new(), times: ALL };
    let built = panicking(&wanted, || Bench::new().build(&files, &versions, Edition::Latest)).expect("built");
    let said = built.findings.iter().find(|finding| finding.code == Code::InternalError).expect("a finding");
    assert!(said.message.starts_with("what is in force is not known: guidepost failed"), "{said:?}");
    assert!(built.files.contains_key("tone/index.html") && !built.files.contains_key("register/index.html"));
}

#[test]
fn what_fails_again_without_it_is_no_site() {
    let wanted = WantedPanic { stage: Stage::Reading, of: TONE.into(), times: ALL };
    let built = crate::diagnostic::defect::caught(|| panicking(&wanted, || latest(&site())));
    let defects = built.expect_err("nothing is made of it");
    assert_eq!(defects.list()[0].stage, Some(Stage::Reading));
    assert_eq!(defects.list()[0].file, FilePath::new(TONE));
}
