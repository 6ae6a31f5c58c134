//! `site.toml`: what a site says of itself. Knows nothing of pages.

mod addresses;
mod blocks;
mod books;
mod controlled;
mod editor;
mod elsewhere;
mod exclude;
mod governance;
mod history;
mod keys;
mod kind_checks;
mod kinds;
mod publishing;
mod reading;
pub mod skeleton;
mod syntax;
mod table;

pub use editor::{Editor, NoEditor};
pub use elsewhere::Elsewhere;
pub use exclude::Exclude;
pub use governance::{Edition, Governing};

/// The file in which a site says what it is, at its root.
pub const SITE_FILE: &str = "site.toml";

pub use addresses::clean_base_url;
pub use blocks::{DataBlockKind, DataBlockKinds};
pub use books::{BookConfig, BookPart};
pub use controlled::{DISPLAYED, controlled_keys, displayed_keys};
pub use keys::{KEYS, Key, Takes};
pub use kinds::{Field, FieldType, Kinds, PageKind, unknown_kind, unknown_kind_hint};
pub use publishing::{Destination, Packing, PublishTarget, SiteServer};
pub use reading::read;
pub use table::ConfigValue;

use std::sync::Arc;

use crate::date::Zone;
use crate::diagnostic::Severity;
use crate::markdown;
use crate::path::FilePath;
use crate::words::Words;

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

    /// The folders whose files are published: that of pages, and that of files that are published as they are.
    pub fn published_folders(&self, content: &FilePath) -> Vec<FilePath> {
        self.as_is_folder().into_iter().chain([content.clone()]).collect()
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
    /// The same as `site.toml` says it, whatever keys are in force: what nobody approves is out by either.
    pub exclude_as_written: Exclude,
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
    /// Where it is published.
    pub publish: Vec<PublishTarget>,
    /// The editor that the preview opens files in.
    pub editor: Option<Editor>,
    /// The kinds of page.
    pub kinds: Kinds,
    /// The data blocks that pages may hold.
    pub blocks: DataBlockKinds,
    /// What is read as one document.
    pub books: Vec<BookConfig>,
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
        let words = Words::english().clone();
        Config {
            name: String::new(),
            tagline: String::new(),
            language: "en".to_owned(),
            base_url: None,
            content: None,
            content_in_force: None,
            exclude: Exclude::default(),
            exclude_as_written: Exclude::default(),
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
            publish: Vec::new(),
            editor: None,
            kinds: Kinds::built_in(&words),
            blocks: DataBlockKinds::built_in(),
            books: Vec::new(),
            words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let named = Config {
            content_in_force: Some(folder("docs")),
            ..read(&site_file(), "content = \"handbook\"\n").value
        };
        assert_eq!(of(&named), folder("handbook"), "the site says so");
    }
}
