//! A page, a model and records, put together through the doors that the program uses.

use std::sync::{Arc, LazyLock};

use guidepost::config::{Config, Governing, Written};
use guidepost::date::{Day, Moment, Zone};
use guidepost::diagnostic::Finding;
use guidepost::governance::{
    Approval, Basis, ByPage, Governance, Judges, Known, KnownFacts, Presence, RecordFile, Rulebook, Subject,
    Timeline, Version, in_force, records, roles, unheard, unproven,
};
use guidepost::list::List;
use guidepost::model::{
    Arrival, Change, Checklist, Commit, CommitId, Content, Embedded, ExactText, Facts, InForce, Page,
    PageState, Person, Record, Roles, Seal, Seals, Selection, TextId,
};
use guidepost::parse::{self, ParsedFile, Room};
use guidepost::path::FilePath;
use guidepost::source::Span;
use guidepost::world::{MemoryVersions, Store, Versions};

/// A committed text of a page.
#[derive(Clone, Debug)]
pub(crate) struct Committed {
    pub(crate) at: Moment,
    pub(crate) authors: Vec<String>,
    pub(crate) path: String,
    pub(crate) text: String,
    /// Names of pictures, which stand for their bytes as well.
    pub(crate) pictures: Vec<String>,
}

/// A record file of one version.
#[derive(Clone, Debug)]
pub(crate) struct Filed {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) arrives: Option<Moment>,
    pub(crate) committer: String,
    pub(crate) signed: bool,
}

/// What is judged.
pub(crate) struct Scene {
    pub(crate) page: Vec<Committed>,
    pub(crate) uncommitted: Option<String>,
    pub(crate) models: Vec<Committed>,
    pub(crate) records: Vec<Filed>,
    pub(crate) today: Day,
    pub(crate) zone: Zone,
    pub(crate) profiles: Vec<Arc<str>>,
    /// The state that the selected edition shows; the working text where it is none.
    pub(crate) edition: Option<usize>,
}

/// How it was judged.
pub(crate) struct Judged {
    pub(crate) in_force: InForce,
    pub(crate) checklist: Checklist,
    pub(crate) findings: Vec<Finding>,
    /// The first day of each model.
    pub(crate) models: Vec<Day>,
}

/// Who holds what: `lead`: ops, until the end of June 2026, then web; aid stands in during the first quarter of 2026.
/// `legal` and `safety`: law, and lab for safety alone. `sponsor`: ceo.
const ROLES: [(&str, &str); 4] = [
    (
        "lead",
        "holders: [{name: ops, from: 2025-01-01, to: 2026-06-30}, {name: web, from: 2026-07-01}]\ndeputies: [{name: aid, from: 2026-01-01, to: 2026-03-31}]",
    ),
    ("legal", "holders: [{name: law, from: 2024-01-01}]"),
    ("safety", "holders: [{name: law}, {name: lab}]"),
    ("sponsor", "holders: [{name: ceo}]"),
];

impl Scene {
    pub(crate) fn judge(&self) -> Judged {
        let mut findings = Vec::new();
        let pages: List<Page> = ROLES
            .iter()
            .map(|(id, front)| {
                page(&format!("{id}.md"), &format!("---\nkind: role\nid: {id}\n{front}\n---\nWords.\n"))
            })
            .collect();
        let roles = roles(&pages).into_value(&mut findings);
        let mut judged = subject(&self.page, self.uncommitted.as_deref());
        if let Some(state) = self.edition {
            judged.shown = judged.states[state].facts.clone();
        }
        let model = subject(&self.models, None);
        let both = [Arc::new(judged.clone()), Arc::new(model.clone())];
        let known = KnownFacts::new(&both, &[], &roles, None, self.today);
        let files: Vec<RecordFile> = self.records.iter().map(|filed| filed.file(&self.zone)).collect();
        let records = records(&files, &known).into_value(&mut findings);
        let timeline = self.timeline(&model, &records, &roles, &mut findings);
        findings.extend(unproven(&records, &timeline, |record| record.page.as_deref() == Some("GM-1")));
        self.judged(&judged, &records, &roles, &timeline, findings)
    }

    fn timeline(
        &self,
        model: &Subject,
        records: &[Arc<Record>],
        roles: &Roles,
        findings: &mut Vec<Finding>,
    ) -> Timeline {
        let read = |committed: &Committed| {
            Arc::new(
                Rulebook::read(&page(&committed.path, &committed.text), roles, &self.profiles)
                    .into_value(findings),
            )
        };
        let rulebooks: Vec<Arc<Rulebook>> = self.models.iter().map(read).collect();
        let by_page = ByPage::new(records);
        let case = by_page.case(model, &self.zone);
        Timeline::of(&case, &rulebooks, (&[], &"sponsor".into()), self.today)
    }

    fn judged(
        &self,
        subject: &Subject,
        records: &[Arc<Record>],
        roles: &Roles,
        timeline: &Timeline,
        mut findings: Vec<Finding>,
    ) -> Judged {
        let judges = Judges::in_force(timeline);
        let case = ByPage::new(records).case(subject, &self.zone);
        let state = in_force(&case, &judges, self.today);
        findings.extend(unheard(&case, &judges, self.today));
        let written = |value: &str| Written { value: value.to_owned(), span: Span::default() };
        let (model, adopted_by) = (written("GM-1"), written("sponsor"));
        let basis = Basis {
            governing: Governing { model, adopted_by, profiles: Vec::new(), records: None, signers: None },
            model: None,
            models: Vec::new(),
            gone: Vec::new(),
            roles: roles.clone(),
            records: records.to_vec(),
            timeline: timeline.clone(),
            adoption: Approval::by(&"sponsor".into()),
            zone: self.zone.clone(),
            today: self.today,
        };
        let subjects = List::from_iter([Arc::new(subject.clone())]);
        let standings = List::from_iter([Arc::new(state.clone())]);
        let governance = Governance::new(Arc::new(basis), subjects, standings);
        let checklist = governance.check(&Content::default(), &Store::new()).into_value(&mut findings);
        let models = timeline.terms().iter().map(|term| term.from).collect();
        Judged { in_force: state, checklist, findings, models }
    }
}

impl Filed {
    fn seals(&self) -> Seals {
        let address = person(&self.committer).address;
        let good = || Seal::Good { kind: "SSH", address, key: "SHA256:a".into() };
        Seals::same(if self.signed { good() } else { Seal::Unsigned })
    }

    fn file(&self, zone: &Zone) -> RecordFile {
        let arrival = self.arrives.map(|at| Arrival {
            is_at_the_latest: false,
            commit: CommitId(text_id(&self.id).0),
            place: place(at),
            at,
            day: at.day(zone).expect("a day"),
            by: person(&self.committer),
            seals: self.seals(),
        });
        RecordFile {
            file: FilePath::new(&format!("content/governance/records/{}.yaml", self.id)).expect("a path"),
            versions: vec![Version { text: self.text.as_str().into(), arrival }],
            presence: Presence::There,
        }
    }
}

pub(crate) fn text_id(text: &str) -> TextId {
    MemoryVersions::new().text_id(text.as_bytes())
}

/// What is later stands nearer to the head.
fn place(at: Moment) -> u32 {
    u32::MAX - u32::try_from(at.seconds).expect("a second of this century")
}

fn person(name: &str) -> Person {
    Person { name: format!("Somebody called {name}").into(), address: format!("{name}@example.org").into() }
}

/// Reading the kinds of page takes longer than judging a situation.
static CONFIG: LazyLock<Arc<Config>> = LazyLock::new(Arc::default);

/// A page as the program reads it; what is wrong with it is not told, as with old texts.
pub(crate) fn page(path: &str, text: &str) -> Arc<Page> {
    let config = &*CONFIG;
    let file = FilePath::new(path).expect("a path");
    let parsed = Arc::new(parse::file(&file, &text.into(), &config.markdown));
    let read = List::from_iter([Arc::new(ParsedFile { file: file.clone(), path: file.clone(), parsed })]);
    let memos = (&Store::new(), &Room::WORKING);
    let pages = parse::pages(&read, config, Selection::default(), memos).value.shown;
    pages.iter().find(|page| page.file == file).expect("the page").clone()
}

pub(crate) fn subject(states: &[Committed], uncommitted: Option<&str>) -> Subject {
    let last = states.last().expect("a text");
    let working = uncommitted.unwrap_or(&last.text);
    let facts = Arc::new(Facts::of(&page(&last.path, working)));
    Subject {
        page: None,
        file: FilePath::new(&last.path).expect("a path"),
        shown: Some(facts.clone()),
        working: facts,
        uncommitted: uncommitted.map(|text| ExactText::new(text_id(text), Vec::new())),
        states: states.iter().map(state).collect(),
        known: Known::Whole,
        deleted: None,
    }
}

fn state(committed: &Committed) -> PageState {
    let commit = Commit {
        id: CommitId(text_id(&format!("{committed:?}")).0),
        parents: Vec::new(),
        author: person(&committed.authors[0]),
        co_authors: committed.authors[1..].iter().map(|name| person(name)).collect(),
        authored: committed.at,
        committed: committed.at,
        subject: "Change".into(),
        body: "".into(),
        change: Change::Major,
        is_cut: false,
        place: place(committed.at),
    };
    let facts = Facts::of(&page(&committed.path, &committed.text));
    let exact = ExactText::new(text_id(&committed.text), pictures(&committed.pictures));
    PageState { exact, commit: Arc::new(commit), facts: Some(Arc::new(facts)) }
}

fn pictures(names: &[String]) -> Vec<Embedded> {
    let embedded =
        |name: &String| Embedded { id: text_id(name), file: FilePath::new("images/p.png").expect("a path") };
    names.iter().map(embedded).collect()
}
