//! The theme of a site, from its files.

use std::sync::Arc;

use super::memo::Memo;
use super::unreadable::unreadable;
use crate::config::{self, Config, site_file};
use crate::diagnostic::defect::{self, Stage, Work};
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::path::FilePath;
use crate::source::SourceText;
use crate::theme::{OwnTheme, Theme, ThemeBinary, ThemeFile};
use crate::words::Words;
use crate::world::{LfsPointer, ReadError, SecretBy, World, not_pulled, secret_by};

/// The files of a site's own theme, each with its name in the theme.
#[derive(PartialEq)]
pub(super) struct ThemeFiles {
    texts: Vec<(String, FilePath, Arc<str>)>,
    binaries: Vec<(String, Arc<[u8]>)>,
    accent: Option<config::ConfigValue<String>>,
    words: Arc<Words>,
}

/// What is remembered of the theme.
#[derive(Default)]
pub(super) struct ThemeMemos {
    theme: Memo<ThemeFiles, Checked<Arc<Theme>>>,
}

impl ThemeMemos {
    /// The theme: the built-in one with what the site has of its own.
    pub(super) fn load(&self, world: &dyn World, config: &Config) -> Checked<Arc<Theme>> {
        let mut findings = Vec::new();
        let files = theme_files(world, config, &mut findings);
        let loaded = self.theme.get(files, |ThemeFiles { texts, binaries, accent, words }| {
            let source =
                |file: &FilePath, text: &Arc<str>| SourceText { file: file.clone(), text: text.clone() };
            let texts: Vec<ThemeFile> = texts
                .iter()
                .map(|(name, file, text)| ThemeFile { name: name.clone(), source: source(file, text) })
                .collect();
            let binary = |(name, bytes): &(String, Arc<[u8]>)| ThemeBinary {
                name: name.clone(),
                bytes: bytes.clone(),
            };
            let binaries: Vec<ThemeBinary> = binaries.iter().map(binary).collect();
            let own = OwnTheme {
                texts: &texts,
                binaries: &binaries,
                accent: accent.as_ref().map(|accent| &*accent.value),
            };
            let work = Work::on_site(Stage::Theme);
            let loaded = defect::contained(work, || Theme::load(own, words));
            let mut loaded = loaded.unwrap_or_else(|defect| {
                let built_in = OwnTheme { texts: &[], binaries: &[], accent: None };
                Checked::new(Theme::load(built_in, words).value, vec![defect.finding()])
            });
            for finding in loaded.findings.iter_mut().filter(|finding| finding.code == Code::BadAccent) {
                finding.place = accent.as_ref().map(|accent| Place::span(&site_file(), accent.span));
            }
            Checked::new(Arc::new(loaded.value), loaded.findings)
        });
        let theme = loaded.into_value(&mut findings);
        findings.extend(missing_templates(config, &theme));
        Checked::new(theme, findings)
    }
}

fn theme_files(world: &dyn World, config: &Config, findings: &mut Vec<Finding>) -> ThemeFiles {
    let mut found = ThemeFiles {
        texts: Vec::new(),
        binaries: Vec::new(),
        accent: config.accent.clone(),
        words: config.words.clone(),
    };
    let Some(folder) = config.theme_folder() else {
        return found;
    };
    let listing = world.list(&folder);
    findings.extend(listing.findings.iter().cloned());
    for file in listing.files.iter().filter(|file| !file.is_hidden()) {
        let by = listing.names(file).find_map(|name| secret_by(name, || world.bytes(file).ok()));
        if let Some(by) = by {
            findings.push(secret(file, by));
            continue;
        }
        let name = file.within(&folder).map_or(String::new(), |path| path.as_str().to_owned());
        if matches!(&*file.extension(), "html" | "css" | "js" | "svg" | "txt" | "json") {
            match world.text(file).and_then(not_a_pointer) {
                Ok(text) => found.texts.push((name, file.clone(), text)),
                Err(error) => findings.push(unreadable(file, &error)),
            }
        } else {
            match world.bytes(file).and_then(not_a_pointer) {
                Ok(bytes) => found.binaries.push((name, bytes)),
                Err(error) => findings.push(unreadable(file, &error)),
            }
        }
    }
    found
}

fn secret(file: &FilePath, by: SecretBy) -> Finding {
    let message = format!("`{file}` {}", by.words());
    Finding::new(Code::SecretFile, Place::file(file), message)
        .label("left out")
        .hint("take it out of the theme; if it holds none, give it another name")
}

/// A file of the theme, unless it is what git LFS has in the place of one.
fn not_a_pointer<T: AsRef<[u8]> + ?Sized>(file: Arc<T>) -> Result<Arc<T>, ReadError> {
    if LfsPointer::of((*file).as_ref()).is_some() { Err(not_pulled()) } else { Ok(file) }
}

/// Kinds that name a template which the theme does not have.
fn missing_templates(config: &Config, theme: &Theme) -> Vec<Finding> {
    let missing = config.kinds.all().iter().filter(|kind| !theme.has_template(&kind.template.value));
    let finding = |kind: &Arc<config::PageKind>| {
        let name = &kind.template.value;
        let message = format!("there is no template `{name}` for pages of kind `{}`", kind.name);
        Finding::new(Code::TemplateError, Place::span(&site_file(), kind.template.span), message)
            .label("`page.html` serves")
            .hint(format!("write `{}/{name}`", config.theme))
    };
    missing.map(finding).collect()
}
