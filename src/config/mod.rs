//! `site.toml`: as written, then resolved. Knows nothing of pages.

mod addresses;
mod controlled;
mod editor;
mod elsewhere;
mod exclude;
mod governance;
mod history;
mod keys;
mod kind_checks;
mod kinds;
mod syntax;
mod table;

pub use editor::{Editor, NoEditor};
pub use elsewhere::Elsewhere;
pub use exclude::Exclude;
pub use governance::{Edition, Governing};

/// The file in which a site says what it is, at its root.
pub const SITE_FILE: &str = "site.toml";

pub use controlled::{DISPLAYED, controlled_keys, displayed_keys};
pub use keys::{KEYS, Key, Takes};
pub use kinds::{Field, FieldType, Kinds, PageKind, unknown_kind, unknown_kind_hint};
pub use table::ConfigValue;

use std::cell::RefCell;
use std::sync::Arc;

use toml::de::DeTable;

use crate::date::Zone;
use crate::diagnostic::{Checked, Finding, Severity};
use crate::markdown::{self, Punctuation, RawHtml};
use crate::path::FilePath;
use crate::words::Words;
use table::ConfigTable;

impl Config {
    /// Whether the edition withholds a file since the site is governed by it: a record, the list of signers, the settings.
    /// These say what is in force, and are shown as far as they count.
    pub fn withholds(&self, file: &FilePath, content: &FilePath) -> bool {
        let Some(governing) = self.governing.as_ref().filter(|_| self.edition == Edition::Approved) else {
            return false;
        };
        file.within(&governing.records_of(content)).is_some()
            || governing.signers.as_ref().is_some_and(|signers| signers.value == *file)
            || file.name() == SITE_FILE
    }

    /// The folder of pages: the one that `content` names; where it names none within the site, `content`, else `docs`, else
    /// the root. `has_pages` says of a folder whether there are any.
    pub fn content_folder(&self, has_pages: &mut dyn FnMut(&FilePath) -> bool) -> FilePath {
        let named = self.content.as_ref().and_then(|named| FilePath::new(&named.value));
        let usual = ["content", "docs"].into_iter().filter_map(FilePath::new);
        let mut usual = self.content_in_force.iter().cloned().chain(usual);
        named.or_else(|| usual.find(|folder| has_pages(folder))).unwrap_or_else(FilePath::root)
    }

    /// The folder of the site's own templates and styles, from the site's root.
    pub fn theme_folder(&self) -> Option<FilePath> {
        FilePath::new(&self.theme).filter(|folder| !folder.as_str().is_empty())
    }

    /// The folder of files that are published as they are, from the site's root.
    pub fn as_is_folder(&self) -> Option<FilePath> {
        FilePath::new(&self.files).filter(|folder| !folder.as_str().is_empty())
    }
}

/// The file in which a site says what it is.
pub fn site_file() -> FilePath {
    FilePath::root().join(SITE_FILE).unwrap_or_else(FilePath::root)
}

/// What a site says of itself, with the defaults filled in.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's name; empty where the site does not say, until the title of its home page serves.
    pub name: String,
    /// One sentence about it.
    pub tagline: String,
    /// The language of its pages.
    pub language: String,
    /// Where it is published: `https://intranet.example/playbook`, without a slash at the end.
    pub base_url: Option<String>,
    /// The folder of pages, from the site's root; `None` where the site does not say.
    pub content: Option<ConfigValue<String>>,
    /// The folder of pages by the settings in force, which goes before the usual ones where the site does not say: who adds a
    /// folder `content` does not empty one of another name.
    pub content_in_force: Option<FilePath>,
    /// Files below the folder of pages that are no part of the site.
    pub exclude: Exclude,
    /// The folder of the site's own templates and styles.
    pub theme: String,
    /// The folder of files that are published as they are.
    pub files: String,
    /// Those of these two folders that the site names, and where.
    pub named_folders: Vec<ConfigValue<String>>,
    /// Where its days begin and end.
    pub zone: Zone,
    /// The accent colour as written.
    pub accent: Option<ConfigValue<String>>,
    /// How much an unknown key of front matter weighs; `None` for not at all.
    pub unknown_keys: Option<Severity>,
    /// How Markdown is read.
    pub markdown: markdown::Options,
    /// Hosts that pages may load pictures, frames and scripts from.
    pub allowed_hosts: Vec<String>,
    /// Addresses of the same host at which other sites are found.
    pub elsewhere: Elsewhere,
    /// Address at which a page's source is edited, with `{path}` in it.
    pub edit_url: Option<String>,
    /// Ways for readers to answer back.
    pub feedback: Vec<Feedback>,
    /// What people come for, on the home page.
    pub errands: Vec<QuickLinkConfig>,
    /// The list of commits that the history folds away; `None` where the site names none.
    pub history_ignore: Option<ConfigValue<FilePath>>,
    /// The domain under which feeds name revisions; `None` where the site does not say, and its host serves.
    pub authority: Option<String>,
    /// Which texts are published.
    pub edition: Edition,
    /// Whether the approved edition shows the words of a newer draft.
    pub draft_redline: bool,
    /// By what the site is governed; `None` where the site does not say.
    pub governing: Option<Governing>,
    /// The editor that the preview opens files in.
    pub editor: Option<Editor>,
    /// The kinds of page.
    pub kinds: Kinds,
    /// The words of the interface, in the language of the site as far as there are any.
    pub words: Arc<Words>,
}

/// A way for readers to answer back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feedback {
    /// Its words: "Suggest a change".
    pub label: String,
    /// Where it leads; `{title}` and `{path}` stand for the page's.
    pub href: String,
}

/// Something people come for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuickLinkConfig {
    /// In the reader's words.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// The page that serves it: its path in the content folder, or its id.
    pub page: ConfigValue<String>,
}

impl Default for Config {
    fn default() -> Config {
        let words = Arc::new(Words::english());
        Config {
            name: String::new(),
            tagline: String::new(),
            language: "en".to_owned(),
            base_url: None,
            content: None,
            content_in_force: None,
            exclude: Exclude::default(),
            theme: "theme".to_owned(),
            files: "static".to_owned(),
            named_folders: Vec::new(),
            zone: Zone::utc(),
            accent: None,
            unknown_keys: Some(Severity::Warning),
            markdown: markdown::Options::default(),
            allowed_hosts: Vec::new(),
            elsewhere: Elsewhere::default(),
            edit_url: None,
            feedback: Vec::new(),
            errands: Vec::new(),
            history_ignore: None,
            authority: None,
            edition: Edition::default(),
            draft_redline: false,
            governing: None,
            editor: None,
            kinds: Kinds::built_in(&words),
            words,
        }
    }
}

/// Reads `site.toml`. Whatever is wrong is a finding, and the default stands in its place.
pub fn read(file: &FilePath, text: &str) -> Checked<Config> {
    let findings: RefCell<Vec<Finding>> = RefCell::default();
    let (root, errors) = DeTable::parse_recoverable(text);
    let syntax = syntax::findings(file, text, &errors);
    let root = ConfigTable::new(file, root.get_ref(), &findings);
    let config = resolve(&root);
    root.finish();
    Checked::new(config, syntax::settle(text, syntax, findings.into_inner()))
}

fn resolve(root: &ConfigTable<'_, '_>) -> Config {
    let default = Config::default();
    let text = |key| root.text(key).map(|written: ConfigValue<String>| written.value);
    let history = history::HistoryConfig::read(root);
    let mut kinds = default.kinds;
    if let Some(declared) = root.table("kinds") {
        kinds.extend(&declared);
        kind_checks::check(&declared, &kinds);
    }
    let (theme, files) = (folder(root, "theme"), folder(root, "files"));
    let folder_or = |named: &Option<ConfigValue<String>>, default| match named {
        Some(named) => named.value.clone(),
        None => default,
    };
    Config {
        name: name(root).unwrap_or(default.name),
        tagline: text("tagline").unwrap_or_default(),
        language: addresses::language(root).unwrap_or(default.language),
        base_url: base_url(root),
        content: root.text("content"),
        content_in_force: None,
        exclude: exclude::exclude(root),
        theme: folder_or(&theme, default.theme),
        files: folder_or(&files, default.files),
        named_folders: theme.into_iter().chain(files).collect(),
        zone: zone(root),
        accent: root.text("accent"),
        unknown_keys: unknown_keys(root),
        markdown: markdown_options(root),
        allowed_hosts: addresses::hosts(root),
        elsewhere: elsewhere::elsewhere(root),
        edit_url: addresses::href(root, "edit_url"),
        feedback: feedback(root),
        errands: errands(root),
        history_ignore: history.ignore,
        authority: history.authority,
        edition: governance::edition(root),
        draft_redline: root.flag("draft_redline"),
        governing: governance::read(root),
        editor: editor::read(root),
        kinds,
        words: default.words,
    }
}

fn unknown_keys(root: &ConfigTable<'_, '_>) -> Option<Severity> {
    let choices = [("allow", None), ("warn", Some(Severity::Warning)), ("error", Some(Severity::Error))];
    root.choice("unknown_keys", &choices).unwrap_or(Some(Severity::Warning))
}

fn markdown_options(root: &ConfigTable<'_, '_>) -> markdown::Options {
    let html = [("pass", RawHtml::Pass), ("sanitize", RawHtml::Sanitize), ("deny", RawHtml::Deny)];
    let punctuation = [("smart", Punctuation::Smart), ("plain", Punctuation::Plain)];
    markdown::Options {
        // Whoever wrote a word here did not mean to let everything pass.
        raw_html: root.choice("raw_html", &html).unwrap_or(if root.has("raw_html") {
            RawHtml::Deny
        } else {
            RawHtml::default()
        }),
        punctuation: root.choice("punctuation", &punctuation).unwrap_or_default(),
        ..markdown::Options::default()
    }
}

/// A folder below the root, as its path from there.
fn folder(root: &ConfigTable<'_, '_>, key: &'static str) -> Option<ConfigValue<String>> {
    let written = root.text(key)?;
    let path = FilePath::new(&written.value).filter(|path| !path.as_str().is_empty());
    if path.is_none() {
        let message = format!("`{key}` takes a folder below site.toml; this is `{}`", written.value);
        root.report(
            root.finding(written.span, message)
                .hint(format!("move the folder there, and name it like `{key} = \"{key}\"`")),
        );
    }
    path.map(|path| ConfigValue { value: path.as_str().to_owned(), span: written.span })
}

fn base_url(root: &ConfigTable<'_, '_>) -> Option<String> {
    let written = root.text("base_url")?;
    match clean_base_url(&written.value) {
        Ok(url) => Some(url),
        Err(message) => {
            root.report(
                root.finding(written.span, message).hint("write it like `https://intranet.example/playbook`"),
            );
            None
        }
    }
}

/// Checks the address a site is published at and takes the slash off its end.
pub fn clean_base_url(url: &str) -> Result<String, String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match rest {
        Some(rest)
            if !rest.starts_with('/')
                && !rest.is_empty()
                && !rest.contains(['?', '#', ' ', '"', '<', '>']) =>
        {
            Ok(url.trim_end_matches('/').to_owned())
        }
        _ => Err(format!("`{url}` is not a web address that pages can be under")),
    }
}

fn zone(root: &ConfigTable<'_, '_>) -> Zone {
    let Some(written) = root.text("timezone") else { return Zone::utc() };
    Zone::named(&written.value).unwrap_or_else(|| {
        let message = format!("there is no time zone `{}`", written.value);
        root.report(
            root.finding(written.span, message)
                .hint("zones are named by region and city: `Europe/Vienna`, `America/New_York`, `UTC`"),
        );
        Zone::utc()
    })
}

fn name(root: &ConfigTable<'_, '_>) -> Option<String> {
    let written = root.text("name")?;
    if written.value.trim().is_empty() {
        root.report(
            root.finding(written.span, "the site's name is empty".to_owned())
                .hint("give it one, or leave it out: the title of the home page serves"),
        );
    }
    Some(written.value.trim().to_owned())
}

fn feedback(root: &ConfigTable<'_, '_>) -> Vec<Feedback> {
    let read = |table: ConfigTable<'_, '_>| {
        table.needs(&["label", "href"]);
        let feedback = table.text("label").zip(addresses::href(&table, "href"));
        table.finish();
        feedback.map(|(label, href)| Feedback { label: label.value, href })
    };
    root.tables("feedback").into_iter().filter_map(read).collect()
}

fn errands(root: &ConfigTable<'_, '_>) -> Vec<QuickLinkConfig> {
    let read = |table: ConfigTable<'_, '_>| {
        let summary = table.text("summary").map_or(String::new(), |written| written.value);
        table.needs(&["title", "page"]);
        let errand = table.text("title").zip(table.text("page"));
        table.finish();
        errand.map(|(title, page)| QuickLinkConfig { title: title.value, summary, page })
    };
    root.tables("errands").into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Checked<Config> {
        read(&FilePath::new("site.toml").expect("a path"), text)
    }

    #[test]
    fn a_folder_that_is_added_does_not_take_the_place_of_the_one_in_force() {
        let folder = |path: &str| FilePath::new(path).expect("a path");
        let with_pages = ["content", "docs", "handbook"].map(folder);
        let of = |config: &Config| config.content_folder(&mut |folder| with_pages.contains(folder));
        let plain = Config::default();
        assert_eq!(of(&plain), folder("content"));
        let governed = Config { content_in_force: Some(folder("docs")), ..plain.clone() };
        assert_eq!(of(&governed), folder("docs"));
        let moved = Config { content_in_force: Some(folder("gone")), ..plain };
        assert_eq!(of(&moved), folder("content"), "nothing is there any more");
        let named =
            Config { content_in_force: Some(folder("docs")), ..read_text("content = \"handbook\"\n").value };
        assert_eq!(of(&named), folder("handbook"), "the site says so");
    }

    #[test]
    fn every_key_of_the_list_is_read_and_no_other() {
        let findings = RefCell::default();
        let empty = DeTable::parse("a_key_that_is_not_known = 1").expect("TOML");
        let file = FilePath::root();
        let root = ConfigTable::new(&file, empty.get_ref(), &findings);
        let mut listed: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
        resolve(&root);
        let mut asked = root.asked_keys();
        asked.sort_unstable();
        listed.sort_unstable();
        assert_eq!(asked, listed);
    }

    #[test]
    fn each_wrong_value_is_a_finding_and_the_rest_is_read() {
        let text = "name = 3\nlanguage = \"de\"\nraw_html = \"sanitise\"\nacent = \"#fff\"\nbase_url = \"intranet\"\n";
        let read = read_text(text);
        let codes: Vec<_> = read.findings.iter().map(|finding| finding.code.name()).collect();
        assert_eq!(codes, ["bad-config", "bad-config", "bad-config", "unknown-config-key"]);
        assert_eq!(read.value.language, "de");
        assert!(
            read.findings[2].hints.iter().any(|hint| hint.contains("`sanitize`")),
            "{:?}",
            read.findings[2]
        );
        assert!(read.findings[3].hints[0].contains("`accent`"));
    }

    #[test]
    fn an_unknown_editor_is_a_finding() {
        let read = read_text("editor = \"vscod\"\n");
        assert_eq!((read.findings.len(), read.findings[0].code), (1, crate::diagnostic::Code::BadConfig));
        assert!(read.findings[0].hints[0].contains("`vscode`"), "{:?}", read.findings[0]);
        assert_eq!(read.value.editor, None);
        assert!(read_text("editor = \"zed\"\n").value.editor.is_some());
    }

    #[test]
    fn folders_are_below_the_root() {
        let read = read_text("theme = \"../theme\"\nfiles = \"a/../..\"");
        let codes: Vec<_> = read.findings.iter().map(|finding| finding.code.name()).collect();
        assert_eq!(codes, ["bad-config", "bad-config"]);
        assert_eq!((read.value.theme.as_str(), read.value.files.as_str()), ("theme", "static"));
        let read = read_text("theme = \"./looks/own/\"\nfiles = \".\"");
        assert_eq!((read.value.theme.as_str(), read.findings.len()), ("looks/own", 1));
    }

    #[test]
    fn broken_toml_is_a_finding() {
        let read = read_text("name = \"x\nlanguage = \"de\"");
        assert!(!read.findings.is_empty());
    }
}
