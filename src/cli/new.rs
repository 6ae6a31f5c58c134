//! `guidepost new`: a page to begin with, of a kind, at a path.

use std::fmt;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::load::no_root;
use super::numbers;
use super::outcome::{Failure, Outcome};
use crate::compile::{Memos, Request, compile};
use crate::config::skeleton::{TEXT_BEGINS, TEXT_ENDS, THEIR_ADDRESS, THEIR_NAME};
use crate::config::{Field, FieldType, PageKind, unknown_kind_hint};
use crate::date::Day;
use crate::disk::DiskWorld;
use crate::model::{Content, Drafts, Selection};
use crate::path::{FilePath, INDEX_NAMES, is_markdown, strip_markdown_ending};
use crate::route::Site;
use crate::yaml::scalar;

/// Start a page of a kind, with the front matter that the kind needs.
///
/// Nothing is ever written over.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost new guideline guidelines/gifts.md
  guidepost new lesson training/start/first-day.md --title 'Your first day'")]
pub(super) struct New {
    /// The kind of page: page, guideline, play, lesson, ... (see `guidepost schema`).
    kind: String,
    /// The page's path in the folder of pages.
    path: String,
    /// Its title, instead of one made of the file's name.
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// The day that counts as today, instead of the clock's: 2026-11-16.
    #[arg(long, value_name = "DATE")]
    date: Option<Day>,
}

impl New {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let world = DiskWorld::new(root, self.date).map_err(|error| no_root(root, &error))?;
        let request = Request { selection: Selection { drafts: Drafts::Shown }, ..Request::default() };
        let site = compile(&world, &request, &Memos::new()).value;
        let kinds = &site.config.kinds;
        let kind = kinds.named(&self.kind).ok_or_else(|| {
            Failure::new(format!("there is no kind of page `{}`", self.kind))
                .hint(unknown_kind_hint(kinds, &self.kind))
        })?;
        let skeleton = skeleton(kind, &site);
        let page = new_page(
            world.root(),
            &site.content_folder,
            &skeleton,
            &self.path,
            self.title.as_deref(),
            site.today,
        );
        for step in page.map_err(Failure::new)?.next {
            writeln!(anstream::stderr(), "{step}")?;
        }
        Ok(Outcome::Clean)
    }
}

/// What pages begin with beside what their kind must have: on a governed site, what records and controls name them by.
const ASKED: [&str; 3] = ["id", "owner", "holders"];

/// A control that holds a site together.
const CONTROLS: &str = "\n  - id: C-1\n    statement: Guidelines are approved by their owners.\n    why: Nobody is bound by a sentence that nobody approved.\n    for: {kind: guideline}\n    require: {approved_by: {roles: [owner]}}\n    accountable: {role}\n    severity: error";

/// What a page of a kind begins with: what it must have, with examples that hold on this site, and a summary.
fn skeleton(kind: &PageKind, site: &Site) -> KindSkeleton {
    let is_governed = site.config.governing.is_some();
    let is_asked = |field: &&Arc<Field>| {
        let name = field.name.as_str();
        // Whoever brings a page under control later must not have to give it a name first.
        let is_of_kind = name == "holders" || !kind.is_plain() && (is_governed || name == "id");
        kind.required.contains(&field.name) || is_of_kind && ASKED.contains(&name)
    };
    let fields = kind.fields.iter().filter(is_asked);
    let mut fields: Vec<(String, String)> =
        fields.map(|field| (field.name.clone(), example(field, kind, &site.content))).collect();
    fields.push(("summary".to_owned(), String::new()));
    KindSkeleton { name: kind.name.clone(), label: kind.label.clone(), fields }
}

fn example(field: &Field, kind: &PageKind, content: &Content) -> String {
    let first = |fits: &dyn Fn(&str) -> bool| {
        let page = content.pages.iter().find(|page| page.document.is_some() && fits(&page.kind.name));
        page.and_then(|page| page.document.as_deref())
    };
    let list = |document: Option<&str>| {
        document.map_or_else(|| "[]".to_owned(), |document| format!("[{}]", scalar(document)))
    };
    let role = || first(&|kind| kind == "role");
    let of_kind = || content.pages.iter().filter(|page| page.kind.name == kind.name);
    match &field.shape {
        FieldType::Text if field.name == "id" && kind.name == "role" => "{name}".to_owned(),
        FieldType::Text if field.name == "id" => {
            let next = numbers::next(of_kind().filter_map(|page| page.document.as_deref()));
            next.map_or_else(|| "{name}".to_owned(), |next| scalar(&next))
        }
        FieldType::Items(_) if field.name == "holders" => {
            format!("\n  - name: {THEIR_NAME}\n    from: {{day}}\n    identities: [{THEIR_ADDRESS}]")
        }
        FieldType::Data if field.name == "controls" => {
            CONTROLS.replace("{role}", role().unwrap_or("the-role-that-answers-for-it"))
        }
        FieldType::Roles if field.name == "owner" => role().unwrap_or_default().to_owned(),
        FieldType::Text | FieldType::File => String::new(),
        FieldType::Texts | FieldType::Items(_) | FieldType::Data => "[]".to_owned(),
        FieldType::Number | FieldType::Decimal => "1".to_owned(),
        FieldType::Flag => "false".to_owned(),
        FieldType::Day => "{day}".to_owned(),
        FieldType::Period => "12 months".to_owned(),
        FieldType::Minutes => "15 min".to_owned(),
        FieldType::Choice(words) => words.first().cloned().unwrap_or_default(),
        FieldType::Pages { to, .. } => list(first(&|kind| to.is_empty() || to.iter().any(|to| to == kind))),
        FieldType::Roles => list(role()),
    }
}

/// What a new page of a kind begins with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KindSkeleton {
    /// The kind's name in front matter: `guideline`.
    pub name: String,
    /// What people call one: "Guideline".
    pub label: String,
    /// The fields to fill in, the required ones first: each its name and an example of its value
    /// as YAML, empty where there is none. `{day}` in an example stands for the day on which the page is
    /// made, `{name}` for the name of its file.
    pub fields: Vec<(String, String)>,
}

/// A page that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPage {
    /// Its file, from the site's root.
    pub file: FilePath,
    /// What was made, and what to do next, one step a line.
    pub next: Vec<String>,
}

/// Why no page was made.
#[derive(Debug)]
pub enum NewPageError {
    /// The path leads out of the folder of pages, or names none.
    BadPath(String),
    /// There is a file at this path already; it was not touched.
    Exists(PathBuf),
    /// The file system refused.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl fmt::Display for NewPageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NewPageError::BadPath(path) => write!(
                f,
                "`{path}` is no path of a page; write it from the folder of pages, like `guidelines/gifts.md`"
            ),
            NewPageError::Exists(path) => {
                write!(f, "`{}` is there already, and was left as it is", path.display())
            }
            NewPageError::Io { path, error } => write!(f, "cannot make `{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for NewPageError {}

/// Makes a page of a kind in the folder of pages of the site at `root`. The path is as a person
/// writes it: from the folder of pages or from the root, with or without `.md`; one that ends in
/// `/` is the page of that folder. Without a title, the file's name serves. Never writes over a file.
pub fn new_page(
    root: &Path,
    content_dir: &FilePath,
    kind: &KindSkeleton,
    path: &str,
    title: Option<&str>,
    day: Day,
) -> Result<NewPage, NewPageError> {
    let file = file_of(root, content_dir, path).ok_or_else(|| NewPageError::BadPath(path.to_owned()))?;
    let title = title.map_or_else(|| title_of(&file), str::to_owned);
    create(&root.join(file.as_str()), &text(kind, &title, &name_of(&file), day))?;
    Ok(NewPage { next: next_steps(kind, &file), file })
}

/// The file of a page, from the root; `None` for a path that cannot be one.
fn file_of(root: &Path, content_dir: &FilePath, written: &str) -> Option<FilePath> {
    let written = written.replace('\\', "/");
    let name = written.rsplit('/').next().unwrap_or_default();
    let whole = match name {
        "" | "." | ".." => format!("{written}/index.md"),
        _ if is_markdown(name) => written.clone(),
        _ => format!("{written}.md"),
    };
    if written.is_empty() || written.starts_with('/') {
        return None;
    }
    let page = FilePath::new(&whole)?;
    // A path copied from elsewhere begins with the folder of pages; it means that one, and not one within.
    let from_root = page.within(content_dir).filter(|_| !content_dir.as_str().is_empty());
    let nested =
        content_dir.join(content_dir.as_str()).is_some_and(|inner| root.join(inner.as_str()).is_dir());
    match from_root {
        Some(_) if !nested => Some(page),
        _ => content_dir.join(page.as_str()),
    }
}

/// A title made from the file's name, or of its folder's where the file stands for that:
/// `gifts-and-favours.md` -> "Gifts and favours".
fn title_of(file: &FilePath) -> String {
    let words = name_of(file).replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(|| "Home".to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

/// The file's name without its ending, or its folder's where the file stands for that.
fn name_of(file: &FilePath) -> String {
    let folder_page = INDEX_NAMES.iter().any(|name| name.eq_ignore_ascii_case(file.name()));
    let named = if folder_page { file.parent() } else { file.clone() };
    strip_markdown_ending(named.name()).to_owned()
}

/// A page that is not ready is a draft: nothing of it goes out by accident, and what is missing is no error yet.
fn text(kind: &KindSkeleton, title: &str, name: &str, day: Day) -> String {
    let mut lines =
        vec!["---".to_owned(), format!("title: {}", scalar(title)), format!("kind: {}", scalar(&kind.name))];
    for (field, example) in &kind.fields {
        if !matches!(field.as_str(), "title" | "kind" | "draft") {
            let value = example.replace("{day}", &day.to_string()).replace("{name}", &scalar(name));
            let blank = if value.starts_with('\n') { "" } else { " " };
            lines.push(format!("{field}:{blank}{value}").trim_end().to_owned());
        }
    }
    let label = kind.label.to_lowercase();
    lines.push("draft: true".to_owned());
    lines.push("---\n".to_owned());
    lines.push(format!("{TEXT_BEGINS}{label}{TEXT_ENDS}\n"));
    lines.join("\n")
}

fn create(target: &Path, text: &str) -> Result<(), NewPageError> {
    let failed = |error: io::Error| NewPageError::Io { path: target.to_owned(), error };
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = fs::File::create_new(target).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => NewPageError::Exists(target.to_owned()),
        _ => failed(error),
    })?;
    file.write_all(text.as_bytes()).map_err(failed)
}

fn next_steps(kind: &KindSkeleton, file: &FilePath) -> Vec<String> {
    let mut steps = vec![format!("made {file}")];
    let fields: Vec<_> = kind.fields.iter().map(|(name, _)| format!("`{name}`")).collect();
    if !fields.is_empty() {
        steps.push(format!("put your own values in its front matter: {}", fields.join(", ")));
    }
    steps.push("it is a draft: take `draft: true` out when it is ready to be published".to_owned());
    steps.push(
        "see it with `guidepost serve`, and what is wrong with it with `guidepost check --drafts`".to_owned(),
    );
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn play() -> KindSkeleton {
        let field = |name: &str, example: &str| (name.to_owned(), example.to_owned());
        KindSkeleton {
            name: "play".to_owned(),
            label: "Play".to_owned(),
            fields: vec![field("serves", "[GO-01]"), field("starts", "{day}"), field("title", "not twice")],
        }
    }

    fn day() -> Day {
        Day::new(2026, 11, 16).expect("a day")
    }

    fn made(root: &Path, path: &str, title: Option<&str>) -> Result<NewPage, NewPageError> {
        let content = FilePath::new("content").expect("a path");
        new_page(root, &content, &play(), path, title, day())
    }

    #[test]
    fn a_page_begins_with_the_fields_of_its_kind() {
        let root = tempfile::tempdir().expect("a folder");
        let page = made(root.path(), "playbooks/repair-evenings.md", None).expect("made");
        assert_eq!(page.file.as_str(), "content/playbooks/repair-evenings.md");
        assert_eq!(
            fs::read_to_string(root.path().join(page.file.as_str())).expect("there"),
            "---\ntitle: Repair evenings\nkind: play\nserves: [GO-01]\nstarts: 2026-11-16\ndraft: true\n---\n\n\
             Say here in one or two sentences what this play is about and whom it concerns.\n"
        );
        assert_eq!(page.next[0], "made content/playbooks/repair-evenings.md");
        assert!(page.next[1].contains("`serves`, `starts`"), "{:?}", page.next);
    }

    #[test]
    fn paths_are_taken_as_people_write_them() {
        let content = FilePath::new("content").expect("a path");
        let root = tempfile::tempdir().expect("a folder");
        let file = |path: &str| file_of(root.path(), &content, path).map(|file| file.to_string());
        for (path, expected) in [
            ("a/b.md", "content/a/b.md"),
            ("a/b", "content/a/b.md"),
            ("a/b.markdown", "content/a/b.markdown"),
            ("a/v1.2", "content/a/v1.2.md"),
            ("a/", "content/a/index.md"),
            (".", "content/index.md"),
            ("content/a/b.md", "content/a/b.md"),
            ("./content/a", "content/a.md"),
            ("a\\b", "content/a/b.md"),
            ("contents/a", "content/contents/a.md"),
        ] {
            assert_eq!(file(path).as_deref(), Some(expected), "{path}");
        }
        for bad in ["", "/etc/passwd", "../a", "a/../../b", "a\0"] {
            assert_eq!(file(bad), None, "{bad}");
        }
        let in_root = file_of(root.path(), &FilePath::root(), "a/b");
        assert_eq!(in_root.map(|file| file.to_string()).as_deref(), Some("a/b.md"));
        fs::create_dir_all(root.path().join("content/content")).expect("made");
        assert_eq!(file("content/a").as_deref(), Some("content/content/a.md"));
    }

    #[test]
    fn titles_are_made_of_names() {
        let title = |path: &str| title_of(&FilePath::new(path).expect("a path"));
        assert_eq!(title("content/gifts-and_favours.md"), "Gifts and favours");
        assert_eq!(title("content/über-uns/index.md"), "Über uns");
        assert_eq!(title("index.md"), "Home");
    }

    #[test]
    fn a_page_is_never_written_over() {
        let root = tempfile::tempdir().expect("a folder");
        made(root.path(), "a.md", Some("First")).expect("made");
        let error = made(root.path(), "a", Some("Second")).expect_err("there").to_string();
        assert!(error.ends_with("content/a.md` is there already, and was left as it is"), "{error}");
        let text = fs::read_to_string(root.path().join("content/a.md")).expect("there");
        assert!(text.contains("title: First"));
        fs::write(root.path().join("content/file"), "").expect("written");
        let error = made(root.path(), "file/b", None).expect_err("no folder").to_string();
        assert!(error.starts_with("cannot make"), "{error}");
        let error = made(root.path(), "../b", None).expect_err("outside").to_string();
        assert!(error.contains("write it from the folder of pages"), "{error}");
    }
}
