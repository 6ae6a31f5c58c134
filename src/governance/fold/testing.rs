//! A main line in memory, for the tests of the fold and of what stands on it.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use super::{
    Bringer, EvidenceSource, FileChange, FoldState, Life, LineCommit, PageText, Refusal, TextStood, TwoTexts,
};
use crate::config::{self, Config, SITE_FILE};
use crate::governance::testing::{day, id_of, moment, page, path, person};
use crate::model::{CommitId, ObjectId, PageFacts, Person, Seal, SealKind, TextId};
use crate::path::FilePath;

/// What a line in the words of a page begins with that shows a file.
const SHOWS: &str = "shows ";

/// A site that grows commit by commit. Its folder of pages is its root; `model.md` is the model.
#[derive(Debug, Default)]
pub(in crate::governance) struct Story {
    commits: Vec<StoryCommit>,
    texts: HashMap<TextId, Arc<[u8]>>,
    files: BTreeMap<FilePath, TextId>,
    is_signed: bool,
    /// What stood after so many commits when that was asked last.
    folded: Mutex<(usize, FoldState)>,
}

/// A commit of the story.
#[derive(Clone, Debug)]
struct StoryCommit {
    commit: LineCommit,
    author: Person,
    committer: Person,
    is_signed: bool,
}

impl Story {
    pub(in crate::governance) fn new() -> Story {
        Story::default()
    }

    /// Signs what is committed from now on.
    pub(in crate::governance) fn sign(&mut self) {
        self.is_signed = true;
    }

    /// Commits files, each by its path with its text; `None` deletes it. Who is `AUTHOR` or `AUTHOR, brought by COMMITTER`.
    pub(in crate::governance) fn commit(&mut self, when: &str, who: &str, files: &[(&str, Option<&str>)]) {
        let (author, committer) = who.split_once(", brought by ").unwrap_or((who, who));
        let changes: Vec<FileChange> =
            files.iter().filter_map(|(file, text)| self.put(file, *text)).collect();
        let number = u32::try_from(self.commits.len()).expect("few");
        let mut id = [0xc0; 20];
        id[..4].copy_from_slice(&number.to_be_bytes());
        let commit = LineCommit {
            id: CommitId(ObjectId::Sha1(id)),
            committed: moment(when),
            changes,
            moved_from: None,
        };
        let (author, committer) = (person(author), person(committer));
        self.commits.push(StoryCommit { commit, author, committer, is_signed: self.is_signed });
    }

    fn put(&mut self, file: &str, text: Option<&str>) -> Option<FileChange> {
        let file = path(file);
        let now = text.map(|text| self.keep(text));
        let before = match now {
            Some(now) => self.files.insert(file.clone(), now),
            None => self.files.remove(&file),
        };
        (before != now).then_some(FileChange { file, now })
    }

    fn keep(&mut self, text: &str) -> TextId {
        let id = text_id(text);
        self.texts.insert(id, text.as_bytes().into());
        id
    }

    /// Adds a record, committed by the person whom it names.
    pub(in crate::governance) fn record(&mut self, when: &str, text: &str) {
        let who = text.lines().find_map(|line| line.strip_prefix("person: ")).expect("a person");
        self.record_by(when, who, text);
    }

    /// Adds a record; see [`Story::commit`] for who commits it.
    pub(in crate::governance) fn record_by(&mut self, when: &str, who: &str, text: &str) {
        let file = format!("governance/records/{}.yaml", self.commits.len());
        self.commit(when, who, &[(&file, Some(text))]);
    }

    /// Adopts the model as it stands, with every page of a role.
    pub(in crate::governance) fn adopt(&mut self, when: &str, (person, role): (&str, &str)) {
        let text = self.adoption(when, (person, role));
        self.record(when, &text);
    }

    /// The record that adopts the model as it stands, or approves it anew.
    pub(in crate::governance) fn adoption(&self, when: &str, (person, role): (&str, &str)) -> String {
        let mut text = self.approval_of_model(when, (person, role));
        for (file, id) in &self.files {
            if self.text(*id).contains("kind: role\n") {
                let _ = writeln!(text, "  - {{reference: role, file: {file}, id: {id}}}");
            }
        }
        text
    }

    /// The record that approves the model as it stands.
    pub(in crate::governance) fn approval_of_model(
        &self,
        when: &str,
        (person, role): (&str, &str),
    ) -> String {
        let model = self.files[&path("model.md")];
        let keys = text_id(&config::controlled_keys(&self.text(self.files[&config::site_file()])));
        format!(
            "record: approval\npage: GM-1\npath: model.md\ntext: {model}\nrole: {role}\nperson: {person}\ndate: {}\nfiles:\n  - {{reference: {SITE_FILE}, file: {SITE_FILE}, id: {keys}}}\n",
            &when[..10]
        )
    }

    /// Approves a file as it stands, against what is in force of it. Who is `PERSON as ROLE`; `more` is further lines.
    pub(in crate::governance) fn approve(&mut self, when: &str, who: &str, (file, more): (&str, &str)) {
        let text = self.approval(when, who, (file, more));
        self.record(when, &text);
    }

    /// The record by which somebody approves a file: see [`Story::approve`].
    pub(in crate::governance) fn approval(
        &self,
        when: &str,
        who: &str,
        (file, more): (&str, &str),
    ) -> String {
        let id = self.files[&path(file)];
        let text = self.text(id);
        let (front, body) = cut(&text).expect("front matter");
        let page = id_of(front).expect("an id");
        let against = self.state().lives.get(&page).and_then(Life::text_in_force);
        let against = against.map_or_else(String::new, |id| format!("against: {id}\n"));
        let shown = body.lines().filter_map(|line| line.strip_prefix(SHOWS));
        let one =
            |name: &str| format!("{{reference: {name}, file: {name}, id: {}}}", self.files[&path(name)]);
        let shown: Vec<String> = shown.map(one).collect();
        let files = if shown.is_empty() { String::new() } else { format!("files: [{}]\n", shown.join(", ")) };
        format!(
            "record: approval\npage: {page}\npath: {file}\ntext: {id}\n{files}{against}{}{more}",
            signed(when, who)
        )
    }

    /// What stands after the last commit.
    pub(in crate::governance) fn state(&self) -> FoldState {
        let (count, mut state) = self.folded.lock().expect("no panic").clone();
        for made in &self.commits[count..] {
            state.step(&made.commit, self).expect("whole");
        }
        *self.folded.lock().expect("no panic") = (self.commits.len(), state.clone());
        state
    }

    /// What stands on a day after the last commit.
    pub(in crate::governance) fn state_on(&self, date: &str) -> FoldState {
        let mut state = self.state();
        state.days_until(day(date), self).expect("whole");
        state
    }

    /// Whether there is a file now.
    pub(in crate::governance) fn has(&self, file: &str) -> bool {
        self.files.contains_key(&path(file))
    }

    /// The id of what a file says now.
    pub(in crate::governance) fn id(&self, file: &str) -> TextId {
        self.files[&path(file)]
    }

    /// The files of records that there are now.
    pub(in crate::governance) fn records(&self) -> Vec<String> {
        let all = self.files.keys().map(|file| file.as_str().to_owned());
        all.filter(|file| file.starts_with("governance/records/")).collect()
    }

    pub(in crate::governance) fn text(&self, id: TextId) -> String {
        String::from_utf8_lossy(&self.texts[&id]).into_owned()
    }

    fn commit_of(&self, commit: CommitId) -> &StoryCommit {
        self.commits.iter().find(|made| made.commit.id == commit).expect("a commit")
    }
}

/// The lines of a record that say who made it when. Who is `PERSON as ROLE`.
pub(in crate::governance) fn signed(when: &str, who: &str) -> String {
    let (person, role) = who.split_once(" as ").expect("a person and a role");
    format!("role: {role}\nperson: {person}\ndate: {}\n", &when[..10])
}

/// The id of a text.
pub(in crate::governance) fn text_id(text: &str) -> TextId {
    id_of_bytes(text.as_bytes())
}

fn id_of_bytes(bytes: &[u8]) -> TextId {
    TextId(ObjectId::from_bytes(&blake3::hash(bytes).as_bytes()[..20]).expect("20 bytes"))
}

/// The front matter of a page, and its words.
fn cut(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("---\n")?.split_once("---\n")
}

impl EvidenceSource for Story {
    fn document(&self, _: &FilePath, text: TextId) -> Result<Option<Arc<str>>, Refusal> {
        Ok(cut(&self.text(text)).and_then(|(front, _)| id_of(front)))
    }

    fn page(&self, stood: &TextStood<'_>, _: &Arc<Config>) -> Result<Option<Arc<PageText>>, Refusal> {
        let text = self.text(stood.text);
        let (front, body) = cut(&text).unwrap_or(("", &text));
        let page = page(stood.file, front, body);
        let shown = body.lines().filter_map(|line| line.strip_prefix(SHOWS));
        let files = shown.map(|name| (Arc::from(name), path(name))).collect();
        Ok(Some(Arc::new(PageText { facts: Arc::new(PageFacts::of(&page)), page: Arc::new(page), files })))
    }

    fn bytes(&self, text: TextId) -> Result<Arc<[u8]>, Refusal> {
        Ok(self.texts[&text].clone())
    }

    fn text_id(&self, bytes: &[u8]) -> TextId {
        id_of_bytes(bytes)
    }

    fn bringer(&self, line: CommitId, _: &FilePath, _: TextId) -> Result<Bringer, Refusal> {
        let StoryCommit { commit, committer, .. } = self.commit_of(line);
        Ok(Bringer {
            commit: line,
            committed: commit.committed,
            committer: committer.clone(),
            again: Vec::new(),
        })
    }

    fn authors(&self, line: CommitId, files: &[FilePath]) -> Result<Vec<Person>, Refusal> {
        let made = self.commit_of(line);
        let wrote = made.commit.changes.iter().any(|change| files.contains(&change.file));
        Ok(if wrote { vec![made.author.clone(), made.committer.clone()] } else { Vec::new() })
    }

    fn say_the_same(&self, TwoTexts { then, now, .. }: &TwoTexts<'_>) -> Result<bool, Refusal> {
        Ok(self.text(then.text).split_whitespace().eq(self.text(now.text).split_whitespace()))
    }

    fn has_anything_at(&self, _line: CommitId, _file: &FilePath) -> Result<bool, Refusal> {
        Ok(false)
    }

    fn seal(&self, commit: CommitId, signers: Option<TextId>) -> Result<Seal, Refusal> {
        let made = self.commit_of(commit);
        let address = made.committer.address.clone();
        let is_good = made.is_signed && signers.is_some_and(|list| self.text(list).contains(&*address));
        Ok(if is_good {
            Seal::Good { kind: SealKind::Ssh, address, key: "SHA256:a".into() }
        } else {
            Seal::Unsigned
        })
    }
}
