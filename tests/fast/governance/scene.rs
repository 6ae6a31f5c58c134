//! A site that somebody commits bit by bit, compiled as the program compiles it.

use guidepost::compile::{Memos, Request, compile};
use guidepost::config::{Edition, controlled_keys};
use guidepost::date::{Day, Moment, Zone};
use guidepost::diagnostic::Finding;
use guidepost::governance::Governance;
use guidepost::model::{Checklist, InForce, ReferencedFile, SubjectName, TextId};
use guidepost::world::{MemoryCommit, MemoryVersions, Versions};

use crate::support::{MemorySite, named_file};

/// A committed text of a page.
#[derive(Clone, Debug)]
pub(crate) struct Committed {
    pub(crate) at: Moment,
    pub(crate) authors: Vec<String>,
    /// Where it is in the folder of pages.
    pub(crate) path: String,
    pub(crate) text: String,
    /// The files that it shows, each by its path in the folder of pages, with its text.
    pub(crate) shown: Vec<(String, String)>,
}

/// A record file of one version.
#[derive(Clone, Debug)]
pub(crate) struct Filed {
    pub(crate) id: String,
    /// Its text, in which `<against ID>` stands for a line that names the text of that page which is in force, and
    /// `<id of RECORD>` for the object id of another record's file. Where there is no text, the file is deleted.
    pub(crate) text: String,
    pub(crate) arrives: Option<Moment>,
    pub(crate) committer: String,
    pub(crate) signed: bool,
}

/// What is judged.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) page: Vec<Committed>,
    pub(crate) uncommitted: Option<String>,
    /// The texts of the model, and whatever else is committed beside the page.
    pub(crate) models: Vec<Committed>,
    pub(crate) records: Vec<Filed>,
    pub(crate) today: Day,
    /// The zone of the site, by its name.
    pub(crate) zone: String,
    pub(crate) edition: Edition,
}

/// How it was judged.
pub(crate) struct Judged {
    pub(crate) in_force: InForce,
    /// The texts that issues name by number, each with the file that it was in and the ids of what it shows.
    pub(crate) texts: Vec<(TextId, String, Vec<TextId>)>,
    pub(crate) checklist: Checklist,
    /// The page as the checklist names it.
    pub(crate) subject: SubjectName,
    pub(crate) findings: Vec<Finding>,
    /// The first day of each model.
    pub(crate) models: Vec<Day>,
    /// How many records count.
    pub(crate) count: usize,
}

/// Who holds what: `lead`: ops, until the end of June 2026, then web; aid stands in during the first quarter of 2026.
/// `legal` and `safety`: law, and lab for safety alone. `sponsor`: ceo. Each commits by a mail address.
const ROLES: [(&str, &str); 4] = [
    (
        "lead",
        "holders: [{name: ops, from: 2025-01-01, to: 2026-06-30, identities: [ops@example.org]}, {name: web, from: 2026-07-01, identities: [web@example.org]}]\ndeputies: [{name: aid, from: 2026-01-01, to: 2026-03-31, identities: [aid@example.org]}]",
    ),
    ("legal", "holders: [{name: law, from: 2024-01-01, identities: [law@example.org]}]"),
    (
        "safety",
        "holders: [{name: law, identities: [law@example.org]}, {name: lab, identities: [lab@example.org]}]",
    ),
    ("sponsor", "holders: [{name: ceo, identities: [ceo@example.org]}]"),
];
/// The file of the model, in the folder of pages.
pub(crate) const MODEL: &str = "model.md";
/// Who may sign with a key: everybody who holds a role.
const SIGNERS: &str = "ops@example.org ssh-ed25519 A\nweb@example.org ssh-ed25519 B\naid@example.org ssh-ed25519 C\nlaw@example.org ssh-ed25519 D\nlab@example.org ssh-ed25519 E\nceo@example.org ssh-ed25519 F\n";

/// Something that somebody commits.
enum Event<'a> {
    Page(&'a Committed),
    Record(&'a Filed),
}

/// The scene as it is played: the site grows.
struct Played<'a> {
    scene: &'a Scene,
    site: MemorySite,
}

impl Scene {
    pub(crate) fn judge(&self) -> Judged {
        let mut story = Played::begin(self);
        for (at, event) in self.events() {
            match event {
                Event::Page(committed) => story.write(at, committed),
                Event::Record(filed) => story.file(at, filed),
            }
        }
        for filed in self.records.iter().filter(|filed| filed.arrives.is_none()) {
            story.site.put(&file_of(filed), &story.filled(filed, self.today));
        }
        let page = self.page.iter().rfind(|page| story.site.files.contains_key(&in_content(&page.path)));
        let page = page.expect("a page is committed by today");
        if let Some(text) = &self.uncommitted {
            story.site.put(&in_content(&page.path), text);
        }
        story.judged(&in_content(&page.path))
    }

    /// What was committed by the end of today, in the order of its moments.
    fn events(&self) -> Vec<(Moment, Event<'_>)> {
        let pages = self.models.iter().chain(&self.page).map(|page| (page.at, Event::Page(page)));
        let records = self.records.iter().filter_map(|filed| Some((filed.arrives?, Event::Record(filed))));
        let zone = Zone::named(&self.zone).expect("a zone");
        let mut events: Vec<_> = pages.chain(records).collect();
        events.retain(|(at, _)| at.day(&zone).expect("a day") <= self.today);
        events.sort_by_key(|(at, _)| *at);
        events
    }

    fn site(&self) -> String {
        let edition = if self.edition == Edition::Approved { "approved" } else { "latest" };
        format!(
            "name = \"Handbook\"\ncontent = \"content\"\ntimezone = \"{}\"\nedition = \"{edition}\"\n\n[governance]\nmodel = \"GM-1\"\nadopted_by = \"sponsor\"\nsigners = \"signers\"\n",
            self.zone
        )
    }
}

impl<'a> Played<'a> {
    /// The site with its roles, before the first day of any situation.
    fn begin(scene: &'a Scene) -> Played<'a> {
        let mut story = Played { scene, site: MemorySite::default() };
        story.site.put("site.toml", &scene.site());
        story.site.put("signers", SIGNERS);
        story.site.put("content/index.md", "# Handbook\n\nAll of it.\n");
        for (id, front) in ROLES {
            story.site.put(&role_file(id), &role_text(id, front));
        }
        // 1 January 2024, at midnight.
        story.commit(Moment { seconds: 1_704_067_200, offset: 0 }, &["ceo"], ("ceo", false));
        story
    }

    /// Commits everything as it stands. Those who wrote it beside the first are named in the message.
    fn commit(&mut self, at: Moment, authors: &[&str], (committer, is_signed): (&str, bool)) {
        let co_authors: Vec<String> = authors[1..].iter().map(|name| co_author(name)).collect();
        let (author, committer) = (person(authors[0]), person(committer));
        let commit = MemoryCommit {
            at,
            author: (&author.0, &author.1),
            committer: (&committer.0, &committer.1),
            message: &format!("Change\n\n{}", co_authors.concat()),
            is_signed,
        };
        self.site.commit_as(&commit);
    }

    /// Commits a text of the page, or of the model; where it stood before, it stands no more.
    fn write(&mut self, at: Moment, committed: &Committed) {
        let paths = self.scene.page.iter().map(|page| &page.path);
        if paths.clone().any(|path| *path == committed.path) {
            paths.for_each(|path| _ = self.site.files.remove(&in_content(path)));
        }
        self.site.put(&in_content(&committed.path), &committed.text);
        for (path, text) in &committed.shown {
            self.site.put(&in_content(path), text);
        }
        let authors: Vec<&str> = committed.authors.iter().map(String::as_str).collect();
        self.commit(at, &authors, (authors[0], false));
    }

    fn file(&mut self, at: Moment, filed: &Filed) {
        let zone = Zone::named(&self.scene.zone).expect("a zone");
        let text = self.filled(filed, at.day(&zone).expect("a day"));
        self.site.put(&file_of(filed), &text);
        if text.is_empty() {
            self.site.files.remove(&file_of(filed));
        }
        self.commit(at, &[&filed.committer], (&filed.committer, filed.signed));
    }

    /// The text of a record with what only the history up to a day tells.
    fn filled(&self, filed: &Filed, day: Day) -> String {
        let mut parts = filed.text.split('<');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (asked, after) = part.split_once('>').expect("a closing mark");
            text += &self.told(asked, day);
            text += after;
        }
        text
    }

    fn told(&self, asked: &str, day: Day) -> String {
        if let Some(page) = asked.strip_prefix("against ") {
            return self.in_force(page, day).map_or_else(String::new, |id| format!("against: {id}\n"));
        }
        let record = asked.strip_prefix("id of ").expect("a question");
        text_id(self.site.files.get(&record_file(record)).map_or(record, String::as_str)).to_string()
    }

    /// The text of a page that is in force on a day by what is committed so far.
    fn in_force(&self, page: &str, day: Day) -> Option<TextId> {
        let is_about_it = |filed: &Filed| filed.text.contains(&format!("page: {page}\n"));
        // Nothing comes into force without a record: there is no need to compile.
        self.scene
            .records
            .iter()
            .find(|filed| self.site.files.contains_key(&file_of(filed)) && is_about_it(filed))?;
        let (governance, _, _) = self.compiled(day);
        if page == "GM-1" {
            return governance.text_of_model();
        }
        governance.text_that_applies(governance.subject_named(page)?)
    }

    fn compiled(&self, day: Day) -> (Governance, Checklist, Vec<Finding>) {
        let world = self.site.world(day, &self.site.files);
        let mut findings = Vec::new();
        let request = Request { edition: Some(self.scene.edition), ..Request::default() };
        let site = compile(&world, &request, &Memos::new()).into_value(&mut findings);
        let (governance, checklist) = site.governed.expect("a governed site");
        (governance, checklist, findings)
    }

    fn judged(self, page: &str) -> Judged {
        let (governance, checklist, findings) = self.compiled(self.scene.today);
        let number = governance.subjects.iter().position(|subject| subject.file.as_str() == page);
        let number = number.expect("the page");
        let shown = |files: &[ReferencedFile]| files.iter().map(|file| file.id).collect();
        let states = governance.subjects[number].states.iter();
        let texts =
            states.map(|state| (state.exact.text, state.file.to_string(), shown(state.exact.files())));
        Judged {
            in_force: governance.in_force[number].as_ref().clone(),
            texts: texts.collect(),
            checklist,
            subject: SubjectName::Page(number),
            findings,
            models: governance.timeline.terms().iter().map(|term| term.from).collect(),
            count: governance.fold.records.len(),
        }
    }
}

/// The entries under `files` of the first adoption, or of a later approval of the model.
pub(crate) fn files_of_model(scene: &Scene, is_first: bool) -> String {
    let entry =
        |reference: &str, file: &str, text: &str| named_file(reference, file, &text_id(text).to_string());
    let mut lines = "files:\n".to_owned();
    lines += &entry("site.toml", "site.toml", &controlled_keys(&scene.site()));
    lines += &entry("signers", "signers", SIGNERS);
    for (id, front) in ROLES.iter().filter(|_| is_first) {
        lines += &entry("role", &role_file(id), &role_text(id, front));
    }
    lines
}

fn role_file(id: &str) -> String {
    format!("content/roles/{id}.md")
}

/// The page of a role, which is called as its id is, with a capital.
fn role_text(id: &str, front: &str) -> String {
    let title = format!("{}{}", id[..1].to_uppercase(), &id[1..]);
    format!("---\ntitle: {title}\nkind: role\nid: {id}\n{front}\n---\nA role.\n")
}

pub(crate) fn text_id(text: &str) -> TextId {
    MemoryVersions::new().text_id(text.as_bytes())
}

pub(crate) fn in_content(path: &str) -> String {
    format!("content/{path}")
}

/// The file of a record, by the record's name.
pub(crate) fn record_file(id: &str) -> String {
    format!("content/governance/records/{id}.yaml")
}

fn file_of(filed: &Filed) -> String {
    record_file(&filed.id)
}

fn person(name: &str) -> (String, String) {
    (format!("Somebody called {name}"), format!("{name}@example.org"))
}

fn co_author(name: &str) -> String {
    let (name, address) = person(name);
    format!("Co-authored-by: {name} <{address}>\n")
}
