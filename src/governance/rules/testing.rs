//! A small site with one control, for the tests of rules: the fold goes over a small line of it in memory.

use std::sync::Arc;

use crate::config::{ConfigValue, Governing};
use crate::date::{Day, Moment, Zone};
use crate::governance::fold::FoldState;
use crate::governance::fold::testing::{Story, text_id};
use crate::governance::testing::{day, moment, page, path, person};
use crate::governance::{Governance, GovernanceContext, Subject, Timeline, standing};
use crate::markdown::{self, ReferenceKind};
use crate::model::{
    Asset, AssetId, Commit, CommitId, CommitShown, Content, End, ExactText, FieldValue, Importance, Item,
    Media, Page, PageFacts, PageId, PageState, Related, Status, SubjectName, Target,
};
use crate::path::Address;
use crate::source::Span;
use crate::words::Words;

/// Who holds which role.
const ROLES: [(&str, &str); 5] = [
    ("lead", "{name: ops}"),
    ("legal", "{name: law}"),
    ("safety", "{name: lab}"),
    ("sponsor", "{name: ceo}"),
    ("vacant", "{name: dan, to: 2025-12-31}"),
];
/// When the model is adopted, and what stood before it is committed.
const ADOPTED: &str = "2025-01-01";
/// When every page is committed.
const WRITTEN: &str = "2026-01-01";
/// In a record: the text of the page whose id follows.
const TEXT_OF: &str = "text of ";

/// Pages, records, one control `C-1`, and a day.
#[derive(Clone)]
pub(super) struct Scene {
    rule: String,
    about: String,
    pages: Vec<(String, String, String)>,
    files: Vec<String>,
    records: Vec<String>,
    today: Day,
}

impl Scene {
    /// A control on all pages with this rule.
    pub(super) fn new(rule: &str) -> Scene {
        let (rule, about) = (rule.to_owned(), "pages".to_owned());
        let (pages, files, records) = Default::default();
        Scene { rule, about, pages, files, records, today: day("2026-06-15") }
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

    pub(super) fn on(self, today: &str) -> Scene {
        Scene { today: day(today), ..self }
    }

    pub(super) fn status(&self, of: &str) -> Status {
        self.item(of).status
    }

    /// The item of a page by its id, or of `site`.
    pub(super) fn item(&self, of: &str) -> Item {
        let story = self.story();
        let state = story.state_on(&self.today.to_string());
        assert!(state.findings.is_empty(), "{:?}", state.findings);
        let state = Arc::new(state);
        let content = self.content();
        let subjects: Vec<Arc<Subject>> = content
            .ids()
            .zip(&self.pages)
            .map(|(id, page)| Arc::new(subject(&content, id, &page_text(page), &state)))
            .collect();
        let in_force: Vec<_> = subjects.iter().map(|subject| Arc::new(standing(&state, subject))).collect();
        let basis = GovernanceContext {
            edition: crate::config::Edition::Latest,
            governing: governing(),
            model: None,
            models: Vec::new(),
            roles: state.roles.clone(),
            records: state.records.clone(),
            timeline: Timeline::of(&state),
            account: None,
            fold: state.clone(),
            evidence: Arc::new(story),
            words: Words::english().clone(),
            zone: Zone::utc(),
            today: self.today,
        };
        let governance =
            Governance::new(Arc::new(basis), subjects.into_iter().collect(), in_force.into_iter().collect());
        let name = match of {
            "site" => SubjectName::Site,
            _ => SubjectName::Page(self.pages.iter().position(|page| page.0 == of).expect("a page")),
        };
        let checklist = governance.check(&content).value;
        let is_it = |item: &&&Item| &*item.control.id == "C-1" && item.subject == name;
        (*checklist.items().iter().find(is_it).expect("an item")).clone()
    }

    /// Adopts the model, writes the pages, and brings the records on their days.
    fn story(&self) -> Story {
        let mut story = Story::new();
        let site = "[governance]\nmodel = \"GM-1\"\nadopted_by = \"sponsor\"\n".to_owned();
        let mut first = vec![("site.toml".to_owned(), site), ("model.md".to_owned(), self.model())];
        first.extend(ROLES.map(|(id, who)| {
            let front = format!("kind: role\nid: {id}\nholders: [{who}]");
            (format!("{id}.md"), format!("---\n{front}\n---\nA role.\n"))
        }));
        commit(&mut story, ADOPTED, &first);
        story.adopt(ADOPTED, ("ceo", "sponsor"));
        let pages: Vec<_> = self.pages.iter().map(|(id, front, body)| file(id, front, body)).collect();
        // Of a record that is older, only the arrival is later: days never go backwards.
        commit(&mut story, WRITTEN, &pages);
        for record in &self.records {
            let date = record.lines().find_map(|line| line.strip_prefix("date: ")).expect("a date");
            story.record(date, &self.with_texts(record));
        }
        story
    }

    /// One control is about what the scene says.
    fn model(&self) -> String {
        format!(
            "---\nkind: governance-model\nid: GM-1\nproof: none\ncontrols: [{{id: C-1, statement: So., for: {}, require: {}, accountable: lead}}]\n---\nModel.\n",
            self.about, self.rule
        )
    }

    fn with_texts(&self, record: &str) -> String {
        self.pages.iter().fold(record.to_owned(), |record, (id, front, body)| {
            record.replace(&text_of(id), &text_id(&file(id, front, body).1).to_string())
        })
    }

    fn content(&self) -> Content {
        let pages: Vec<Arc<Page>> =
            self.pages.iter().map(|(id, front, body)| Arc::new(page_of(id, front, body))).collect();
        let asset = |name: &String| Asset {
            file: path(name),
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

/// In a record: the text of a page of the scene, by the page's id.
pub(super) fn text_of(page: &str) -> String {
    format!("{TEXT_OF}{page}")
}

/// A file of the page with an id.
fn file(id: &str, front: &str, body: &str) -> (String, String) {
    (format!("{id}.md"), format!("---\n{}\n---\n{body}\n", front_of(id, front)))
}

fn page_text((id, front, body): &(String, String, String)) -> String {
    file(id, front, body).1
}

fn front_of(id: &str, front: &str) -> String {
    format!("id: {id}\n{front}").trim_end().to_owned()
}

fn commit(story: &mut Story, when: &str, files: &[(String, String)]) {
    let files: Vec<(&str, Option<&str>)> =
        files.iter().map(|(file, text)| (file.as_str(), Some(text.as_str()))).collect();
    story.commit(when, "writer", &files);
}

/// A page of the scene.
fn page_of(id: &str, front: &str, body: &str) -> Page {
    page(&path(&format!("{id}.md")), &front_of(id, front), body)
}

fn governing() -> Governing {
    let written = |value: &str| ConfigValue { value: value.to_owned(), span: Span::default() };
    let (model, adopted_by) = (written("GM-1"), written("sponsor"));
    let profiles = Vec::new();
    Governing { model, adopted_by, profiles, records: None, main: None, signers: None, moved_from: None }
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
    let mut relations: Vec<Related> = Vec::new();
    for (from, page) in pages.iter().enumerate() {
        for (field, value) in page.fields.iter() {
            let FieldValue::Pages(named) = value else { continue };
            for to in named.iter().filter_map(|named| number(pages, &named.name)) {
                let from = PageId(u32::try_from(from).expect("few"));
                let (end, other) = if from.index() == of { (End::States, to) } else { (End::IsNamed, from) };
                if from.index() == of || to.index() == of {
                    let is_it = |known: &&mut Related| *known.field == *field.name && known.end == end;
                    match relations.iter_mut().find(is_it) {
                        Some(known) => known.pages.push(other),
                        None => relations.push(related(&field.name, end, other)),
                    }
                }
            }
        }
    }
    relations
}

fn related(field: &str, end: End, page: PageId) -> Related {
    Related { label: field.into(), field: field.into(), end, pages: vec![page] }
}

fn subject(content: &Content, id: PageId, written: &str, state: &FoldState) -> Subject {
    let page = content.page(id);
    let facts = Arc::new(PageFacts::of(page));
    let life = page.document.as_ref().and_then(|id| state.lives.get(id));
    let texts = life.map(|life| life.texts.as_slice()).unwrap_or_default();
    let mut states: Vec<PageState> =
        texts.iter().map(|text| page_state(text.exact.clone(), &text.facts)).collect();
    if states.is_empty() {
        states.push(page_state(ExactText::new(text_id(written), Vec::new()), &facts));
    }
    Subject {
        page: Some(id),
        file: page.file.clone(),
        id: page.document.clone(),
        shown: Some(facts.clone()),
        working: facts,
        uncommitted: None,
        states,
        deleted: None,
    }
}

fn page_state(exact: ExactText, facts: &Arc<PageFacts>) -> PageState {
    let at = moment(WRITTEN);
    let commit = Commit {
        id: CommitId(exact.text.0),
        parents: Vec::new(),
        author: person("writer"),
        co_authors: Vec::new(),
        authored: at,
        committed: at,
        subject: "Write".into(),
        body: "".into(),
        change: Importance::Major,
        shown: CommitShown::Whole,
        place: place(at),
    };
    PageState { exact, file: facts.path.clone(), commit: Arc::new(commit), facts: Some(facts.clone()) }
}

/// What is later stands nearer to the head.
fn place(at: Moment) -> u32 {
    u32::MAX - u32::try_from(at.seconds).expect("a second of this century")
}
