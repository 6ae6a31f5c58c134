//! The governed site as it is first committed: pages of several kinds, roles with holders, a model of thirty controls.

use std::fmt::Write as _;

use crate::corpus::{self, Numbers, SECTION};

/// Leads, who own pages.
const LEADS: usize = 5;
/// Roles beside theirs.
const ROLES: [&str; 7] = ["sponsor", "legal", "insight", "officer", "trainer", "keeper", "chair"];
/// Where records are.
pub const RECORDS: &str = "content/governance/records";
/// Whoever looks for it finds the settings of the twin that is not governed.
const SETTINGS: &str = "name = \"Handbook\"\nbase_url = \"https://intranet.example/handbook\"\n";
const GOVERNANCE: &str =
    "edition = \"approved\"\n\n[governance]\nmodel = \"GM-1\"\nadopted_by = \"sponsor\"\n";

/// Kinds of pages, and how many of ten are of each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Guideline,
    Channel,
    Measure,
    Page,
}

impl Kind {
    /// Of the page of a number.
    pub fn of(nth: usize) -> Kind {
        match nth % 10 {
            0 | 1 => Kind::Guideline,
            2 => Kind::Channel,
            3 => Kind::Measure,
            _ => Kind::Page,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Kind::Guideline => "guideline",
            Kind::Channel => "channel",
            Kind::Measure => "measure",
            Kind::Page => "page",
        }
    }
}

/// The area of a page, which is that of its owner.
fn area(nth: usize) -> usize {
    nth / 10 % LEADS
}

/// The roles that sign a page; none for pages that no control asks for approval.
pub fn signatories(nth: usize) -> Vec<String> {
    let (lead, section) = (format!("lead-{}", area(nth)), nth / SECTION % 10);
    let mut roles = match Kind::of(nth) {
        Kind::Guideline | Kind::Channel => vec![lead],
        Kind::Measure => vec!["insight".to_owned()],
        Kind::Page => Vec::new(),
    };
    let is_legal = matches!((Kind::of(nth), section), (Kind::Guideline, 5) | (Kind::Measure, 7));
    roles.extend(is_legal.then(|| "legal".to_owned()));
    roles
}

/// The text of a page as it was changed so many times.
pub fn page(nth: usize, revision: usize, pages: usize) -> String {
    let (kind, area) = (Kind::of(nth).word(), area(nth));
    let front =
        format!("id: P-{nth}\nkind: {kind}\nowner: lead-{area}\nblock: technology\naudience: area-{area}\n");
    let other = |numbers: &mut Numbers| {
        let other = numbers.below(pages);
        // Nobody links to pages that move.
        if moves(other) { (other + 1) % pages } else { other }
    };
    let mut text = corpus::page(nth, &front, &other);
    let mut numbers = Numbers((nth * 1_000 + revision) as u64 * 2 + 1);
    // Writing into a string cannot fail.
    let _ = writeln!(text, "\n{} {}.", mark(nth, revision), numbers.words(30));
    text
}

/// A word that stands in one text alone.
pub fn mark(nth: usize, revision: usize) -> String {
    format!("canary{nth}x{revision}y")
}

/// Whether a page may be moved.
pub fn moves(nth: usize) -> bool {
    nth % 97 == 96
}

/// Where a page is at first, or after it has moved.
pub fn file(nth: usize, moved: Option<usize>) -> String {
    let section = nth / SECTION;
    match moved {
        None => format!("content/section-{section}/page-{nth}.md"),
        Some(times) => format!("content/section-{section}/moved-{nth}-{times}.md"),
    }
}

/// The settings; the twin that is not governed has others.
pub fn settings(twin: Twin) -> String {
    match twin {
        Twin::Governed => SETTINGS.to_owned() + GOVERNANCE,
        Twin::Ungoverned => SETTINGS.to_owned(),
    }
}

/// Which of two sites, equal but for that.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Twin {
    Governed,
    Ungoverned,
}

/// Everything beside the pages of the corpus, by path.
pub fn frame(pages: usize) -> Vec<(String, String)> {
    let mut files = vec![
        ("content/index.md".to_owned(), "---\ntitle: Handbook\n---\nEverything.\n".to_owned()),
        (
            "content/governance/index.md".to_owned(),
            "---\ntitle: Governance\n---\nWho decides what.\n".to_owned(),
        ),
        ("content/governance/model.md".to_owned(), model()),
    ];
    for section in 0..pages.div_ceil(SECTION) {
        let index = format!("---\ntitle: Section {section}\n---\nWhat belongs together.\n");
        files.push((format!("content/section-{section}/index.md"), index));
    }
    let leads = (0..LEADS).map(|lead| format!("lead-{lead}"));
    for role in ROLES.iter().map(|role| (*role).to_owned()).chain(leads) {
        let person = holder(&role);
        let text = format!(
            "---\ntitle: The {role}\nkind: role\nid: {role}\nholders: [{{name: {person}, from: 2020-01-01, identities: [{person}@example.org]}}]\n---\nA role.\n"
        );
        files.push((format!("content/governance/roles/{role}.md"), text));
    }
    files
}

/// Who holds a role.
pub fn holder(role: &str) -> String {
    format!("{role}-one")
}

/// The model: twelve controls that ask for approval, eighteen that ask other things.
fn model() -> String {
    let mut controls: Vec<(String, String, &str)> = vec![
        ("{kind: governance-model}".into(), approved("[sponsor]"), "sponsor"),
        ("{kind: role}".into(), approved("[sponsor]"), "sponsor"),
        ("{kind: guideline, path: \"section-*5/**\"}".into(), approved("[legal]"), "legal"),
        (
            "{kind: channel}".into(),
            "{approved_by: {roles: [owner], not_by_author_alone: true}}".into(),
            "officer",
        ),
        ("{kind: measure}".into(), approved("[insight]"), "insight"),
        ("{kind: measure, path: \"section-*7/**\"}".into(), approved("[legal]"), "legal"),
        // Nobody writes such a page: a control that never chooses any is asked all the same.
        ("{id: GV-1}".into(), approved("[chair]"), "chair"),
    ];
    for lead in 0..LEADS {
        let chosen = format!("{{kind: guideline, field: {{audience: area-{lead}}}}}");
        controls.push((chosen, approved(&format!("[lead-{lead}]")), "officer"));
    }
    for (kind, period) in [("guideline", "12 months"), ("channel", "12 months"), ("measure", "24 months")] {
        let asked = format!("{{reviewed_every: {{period: {period}}}}}");
        controls.push((format!("{{kind: {kind}}}"), asked, "keeper"));
    }
    for tag in ["safety", "legal", "training"] {
        let chosen = format!("{{tag: {tag}, not: {{kind: role}}}}");
        controls.push((chosen, "{field: {name: block}}".into(), "keeper"));
    }
    for section in 0..5 {
        let chosen = format!("{{path: \"section-*{section}/**\"}}");
        controls.push((chosen, "{field: {name: summary}}".into(), "trainer"));
    }
    for asked in ["has_owner", "media_described", "links_nothing_obsolete"] {
        controls.push(("pages".into(), asked.into(), "keeper"));
    }
    controls.push(("{kind: [guideline, channel, measure]}".into(), "superseded_properly".into(), "officer"));
    controls.push(("site".into(), "{attested_every: {period: 6 months}}".into(), "officer"));
    controls.push(("site".into(), "{attested_every: {period: 90d}}".into(), "officer"));
    controls.push(("site".into(), "{covers: {pages: {kind: measure}, at_least: 8}}".into(), "insight"));
    assert_eq!(controls.len(), 30);
    let mut text =
        "---\ntitle: How we decide\nkind: governance-model\nid: GM-1\nproof: committer\ncontrols:\n"
            .to_owned();
    for (nth, (chosen, asked, accountable)) in controls.into_iter().enumerate() {
        let _ = writeln!(
            text,
            "  - id: C-{nth:02}\n    statement: What control {nth} asks.\n    for: {chosen}\n    require: {asked}\n    accountable: {accountable}"
        );
    }
    text + "---\nWho decides what.\n"
}

/// The control that is attested.
pub const ATTESTED: &str = "C-27";

fn approved(roles: &str) -> String {
    format!("{{approved_by: {{roles: {roles}}}}}")
}
