//! A small site with one control, for the tests of rules.

use std::sync::Arc;

use crate::config::{Field, Governing, Kinds, Shape, Written};
use crate::date::{Day, Moment, Zone};
use crate::governance::{
    Approval, Basis, ByPage, Gone, Governance, Judges, Known, KnownFacts, Presence, RecordFile, Rulebook,
    Subject, Timeline, Version, in_force, records,
};
use crate::markdown::{self, ReferenceKind};
use crate::model::{
    Arrival, Asset, AssetId, Change, Commit, CommitId, Content, End, ExactText, Facts, FieldValue, Fields,
    Item, Media, Named, ObjectId, Page, PageId, PageState, Person, Related, Role, Roles, Seals, Source,
    Status, SubjectName, Target, Tenure, TextId,
};
use crate::path::{Address, FilePath};
use crate::source::Span;
use crate::world::Store;
use crate::yaml::{self, Node, Value};

/// Pages, records, one control `C-1`, and a day.
#[derive(Clone)]
pub(super) struct Scene {
    rule: String,
    about: String,
    pages: Vec<(String, String, String)>,
    files: Vec<String>,
    records: Vec<String>,
    gone: Vec<String>,
    today: Day,
}

impl Scene {
    /// A control on all pages with this rule.
    pub(super) fn new(rule: &str) -> Scene {
        let (rule, about) = (rule.to_owned(), "pages".to_owned());
        let (pages, files, records, gone) = Default::default();
        Scene { rule, about, pages, files, records, gone, today: day("2026-06-15") }
    }

    pub(super) fn about(self, about: &str) -> Scene {
        Scene { about: about.to_owned(), ..self }
    }

    pub(super) fn page(self, id: &str, front: &str) -> Scene {
        self.page_with(id, front, "Words.")
    }

    pub(super) fn page_with(mut self, id: &str, front: &str, body: &str) -> Scene {
        self.pages.push((id.to_owned(), front.to_owned(), body.to_owned()));
        self
    }

    pub(super) fn file(mut self, name: &str) -> Scene {
        self.files.push(name.to_owned());
        self
    }

    pub(super) fn record(mut self, text: &str) -> Scene {
        self.records.push(text.to_owned());
        self
    }

    pub(super) fn gone(mut self, id: &str) -> Scene {
        self.gone.push(id.to_owned());
        self
    }

    pub(super) fn on(self, today: &str) -> Scene {
        Scene { today: day(today), ..self }
    }

    pub(super) fn status(&self, of: &str) -> Status {
        self.item(of).status
    }

    /// The item of a page by its id, of `site`, or of `gone ID`.
    pub(super) fn item(&self, of: &str) -> Item {
        let zone = Zone::utc();
        let content = self.content();
        let subjects: Vec<Arc<Subject>> = content.ids().map(|id| Arc::new(subject(&content, id))).collect();
        let gone: Vec<Gone> = self.gone.iter().map(|id| gone_page(id)).collect();
        let roles = roles();
        let known = KnownFacts::new(&subjects, &gone, &roles, None, self.today);
        let records = records(&self.record_files(), &known);
        assert!(records.findings.is_empty(), "{:?}", records.findings);
        let timeline = self.timeline(&roles);
        let by_page = ByPage::new(&records.value);
        let judges = Judges::in_force(&timeline);
        let in_force: Vec<_> = subjects
            .iter()
            .map(|subject| Arc::new(in_force(&by_page.case(subject, &zone), &judges, self.today)))
            .collect();
        let basis = Basis {
            governing: governing(),
            model: None,
            models: Vec::new(),
            gone,
            roles,
            records: records.value,
            timeline,
            adoption: Approval::by(&"sponsor".into()),
            zone,
            today: self.today,
        };
        let governance =
            Governance::new(Arc::new(basis), subjects.into_iter().collect(), in_force.into_iter().collect());
        let name = match of.strip_prefix("gone ") {
            Some(id) => SubjectName::Gone(id.into()),
            None if of == "site" => SubjectName::Site,
            None => SubjectName::Page(self.pages.iter().position(|page| page.0 == of).expect("a page")),
        };
        let checklist = governance.check(&content, &Store::new()).value;
        checklist.items().into_iter().find(|item| item.subject == name).expect("an item").clone()
    }

    fn timeline(&self, roles: &Roles) -> Timeline {
        let front = format!(
            "kind: governance-model\ncontrols: [{{id: C-1, statement: So., for: {}, require: {}, accountable: lead}}]\n",
            self.about, self.rule
        );
        let read = Rulebook::read(&page("GM-1", &front, "Model."), roles, &[]);
        assert!(read.findings.is_empty(), "{:?}", read.findings);
        Timeline::always(day("2025-01-01"), exact("model"), Arc::new(read.value))
    }

    fn record_files(&self) -> Vec<RecordFile> {
        let file = |(nth, text): (usize, &String)| {
            let date = text.lines().find_map(|line| line.strip_prefix("date: ")).expect("a date");
            RecordFile {
                file: FilePath::new(&format!("records/r{nth}.yaml")).expect("a path"),
                versions: vec![Version { text: text.as_str().into(), arrival: Some(arrival(date)) }],
                presence: Presence::There,
            }
        };
        self.records.iter().enumerate().map(file).collect()
    }

    fn content(&self) -> Content {
        let pages: Vec<Arc<Page>> =
            self.pages.iter().map(|(id, front, body)| Arc::new(page(id, front, body))).collect();
        let asset = |name: &String| Asset {
            file: FilePath::new(name).expect("a path"),
            address: Address::file(name),
            media: if name.rsplit_once('.').is_some_and(|(_, ending)| ending == "webm") {
                let captions = name.replace(".webm", ".vtt");
                let captions = self.files.iter().position(|file| *file == captions);
                Media::Video {
                    captions: captions.map(|at| AssetId(u32::try_from(at).expect("few"))),
                    poster: None,
                }
            } else {
                Media::Other
            },
        };
        let assets: Vec<Asset> = self.files.iter().map(asset).collect();
        let targets = pages.iter().map(|page| targets(page, &pages, &assets).into()).collect();
        let relations = Arc::new((0..pages.len()).map(|at| relations(at, &pages)).collect());
        let pages = pages.into_iter().collect();
        Content { pages, targets, relations, assets: Arc::new(assets), ..Content::default() }
    }
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// Noon of a day, in seconds since 1970.
fn noon(day: &str) -> i64 {
    let mut at = 43_200;
    while Day::at(at, &Zone::utc()).expect("a day").to_string() != day {
        at += 86_400;
    }
    at
}

/// The name of the one text that a page of the scene has, by the page's id.
pub(super) fn text_of(page: &str) -> String {
    exact(&format!("{page}.md")).text.to_string()
}

fn exact(text: &str) -> ExactText {
    let hash = blake3::hash(text.as_bytes());
    ExactText::new(TextId(ObjectId::from_bytes(&hash.as_bytes()[..20]).expect("20 bytes")), Vec::new())
}

fn person(name: &str) -> Person {
    Person { name: name.into(), address: format!("{name}@example.org").into() }
}

/// What is later stands nearer to the head.
fn place(at: Moment) -> u32 {
    u32::MAX - u32::try_from(at.seconds).expect("a second of this century")
}

fn arrival(date: &str) -> Arrival {
    let at = Moment { seconds: noon(date), offset: 0 };
    Arrival {
        is_at_the_latest: false,
        commit: CommitId(exact(date).text.0),
        place: place(at),
        at,
        day: day(date),
        by: person("ops"),
        seals: Seals::default(),
    }
}

fn roles() -> Roles {
    let role = |id: &str, who: &str, to: Option<Day>| Role {
        id: id.into(),
        title: id.into(),
        file: FilePath::new(&format!("{id}.md")).expect("a path"),
        holders: vec![Tenure { person: who.into(), from: None, to }],
        deputies: Vec::new(),
        others: Vec::new(),
    };
    let left = Some(day("2025-12-31"));
    Roles::new([
        role("lead", "ops", None),
        role("legal", "law", None),
        role("safety", "lab", None),
        role("vacant", "dan", left),
    ])
}

fn page(id: &str, front: &str, body: &str) -> Page {
    let front = yaml::tree(front).expect("YAML");
    let entries = match front.value {
        Value::Map(entries) => entries,
        _ => Vec::new(),
    };
    let kinds = Kinds::built_in();
    let named = entries.iter().find(|entry| entry.key == "kind").map_or("page", |entry| &entry.node.written);
    let kind = kinds.named(named).expect("a kind").clone();
    let value = |key: &str, node: &Node| {
        let field = kind.fields.iter().find(|field| field.name == key).expect("a field");
        (field.clone(), value(field, node))
    };
    let fields = entries.iter().map(|entry| value(&entry.key, &entry.node)).collect();
    let path = FilePath::new(&format!("{id}.md")).expect("a path");
    let options = markdown::Options::default();
    let outline = markdown::parse(body, &options).outline(&path, 0).value;
    Page {
        file: path.clone(),
        address: Address::of_page(&path),
        path,
        title: id.into(),
        document: Some(id.into()),
        order: None,
        draft: false,
        fields: Fields::new(fields),
        source: Some(Arc::new(Source::new(body.into(), 0, outline))),
        stood: None,
        kind,
    }
}

fn value(field: &Arc<Field>, node: &Node) -> FieldValue {
    let one = |node: &Node| Named { name: node.written.as_str().into(), span: Span::default() };
    let named = match &node.value {
        Value::List(items) => items.iter().map(one).collect(),
        _ => vec![one(node)],
    };
    match field.shape {
        Shape::Pages { .. } => FieldValue::Pages(named),
        Shape::Roles => FieldValue::Roles(named),
        Shape::Texts => FieldValue::Texts(named),
        Shape::Period => FieldValue::Period(node.written.parse().expect("a period")),
        Shape::Data => FieldValue::Data(Arc::new(node.clone())),
        _ => FieldValue::Text(node.written.as_str().into()),
    }
}

fn governing() -> Governing {
    let written = |value: &str| Written { value: value.to_owned(), span: Span::default() };
    let (model, adopted_by) = (written("GM-1"), written("sponsor"));
    Governing { model, adopted_by, profiles: Vec::new(), records: None, signers: None }
}

fn number(pages: &[Arc<Page>], id: &str) -> Option<PageId> {
    let at = pages.iter().position(|page| page.document.as_deref() == Some(id))?;
    Some(PageId(u32::try_from(at).expect("few")))
}

fn targets(page: &Page, pages: &[Arc<Page>], assets: &[Asset]) -> Vec<Target> {
    let references = &page.outline().expect("an outline").references;
    let target = |reference: &markdown::Reference| {
        if reference.kind == ReferenceKind::Wiki {
            return number(pages, &reference.target).map_or(Target::Nothing, |id| Target::Page(id, None));
        }
        let asset = assets.iter().position(|asset| asset.file.as_str() == &*reference.target);
        asset.map_or(Target::Nothing, |at| Target::Asset(AssetId(u32::try_from(at).expect("few")), None))
    };
    references.iter().map(target).collect()
}

fn relations(of: usize, pages: &[Arc<Page>]) -> Vec<Related> {
    let mut relations = Vec::new();
    for (from, page) in pages.iter().enumerate() {
        for (field, value) in page.fields.iter() {
            let FieldValue::Pages(named) = value else { continue };
            for to in named.iter().filter_map(|named| number(pages, &named.name)) {
                let from = PageId(u32::try_from(from).expect("few"));
                let (end, other) = if from.index() == of { (End::States, to) } else { (End::IsNamed, from) };
                if from.index() == of || to.index() == of {
                    let name: Arc<str> = field.name.as_str().into();
                    relations.push(Related { label: name.clone(), field: name, end, pages: vec![other] });
                }
            }
        }
    }
    relations
}

fn subject(content: &Content, id: PageId) -> Subject {
    let page = content.page(id);
    let facts = Arc::new(Facts::of(page));
    Subject {
        page: Some(id),
        file: page.file.clone(),
        shown: Some(facts.clone()),
        working: facts.clone(),
        uncommitted: None,
        states: vec![state(page.path.as_str(), facts)],
        known: Known::Whole,
        deleted: None,
    }
}

fn gone_page(id: &str) -> Gone {
    let facts = Arc::new(Facts::of(&page(id, "", "Gone.")));
    let state = state(id, facts.clone());
    let (file, deleted) = (facts.path.clone(), state.commit.clone());
    Gone { document: id.into(), file, states: vec![state], facts, deleted }
}

/// Committed at noon of 1 January 2026.
fn state(text: &str, facts: Arc<Facts>) -> PageState {
    let exact = exact(text);
    let at = Moment { seconds: noon("2026-01-01"), offset: 0 };
    let commit = Commit {
        id: CommitId(exact.text.0),
        parents: Vec::new(),
        author: person("writer"),
        co_authors: Vec::new(),
        authored: at,
        committed: at,
        subject: "Write".into(),
        body: "".into(),
        change: Change::Major,
        is_cut: false,
        place: place(at),
    };
    PageState { exact, commit: Arc::new(commit), facts: Some(facts) }
}
