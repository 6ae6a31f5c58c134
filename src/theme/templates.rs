//! The templates in use: the built-in ones, each replaced by the site's own where that can be used.

use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::assets::ThemeAssets;
use super::file::ThemeFile;
use super::shared::{PageFrame, PartInput, RenderInput};
use super::{blocks, embedded, failure, navigation};
use crate::diagnostic::{Checked, Code, Finding};
use crate::path::FilePath;
use crate::source::SourceText;
use crate::words::{WordValue, WordValues, Words};

/// Templates by name, and the texts they were read from.
pub(super) struct Templates {
    in_use: Set,
    /// The built-in ones alone, where the site has some of its own.
    built_in: Option<Set>,
    sources: BTreeMap<String, SourceText>,
}

/// Templates that draw pages together.
struct Set {
    tera: Tera,
    /// Differs where the templates differ, or the addresses of the files that they name.
    stamp: u64,
}

/// Which templates draw.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum With {
    /// The site's own, and the built-in ones where it has none.
    Own,
    /// The built-in ones alone.
    BuiltIn,
}

impl Templates {
    /// Reads the built-in templates and those of the site's own that can be used.
    pub(super) fn load(
        overrides: &[&ThemeFile],
        assets: &ThemeAssets,
        words: &Arc<Words>,
    ) -> Checked<Templates> {
        let mut findings = Vec::new();
        let built_in = embedded::templates();
        let mut tera = empty(assets, words);
        if let Err(error) = add(&mut tera, &built_in.iter().collect::<Vec<_>>()) {
            findings.extend(failure::findings(&error, None, |name| find(&built_in, name)));
        }
        let mut sources = by_name(built_in.iter());
        let plain =
            (!overrides.is_empty()).then(|| Set { tera: tera.clone(), stamp: stamp(&sources, assets) });
        let admitted = admit(&mut tera, overrides, &sources, &mut findings);
        sources.extend(by_name(admitted.into_iter()));
        let in_use = Set { tera, stamp: stamp(&sources, assets) };
        Checked::new(Templates { in_use, built_in: plain, sources }, findings)
    }

    /// Draws a page.
    pub(super) fn render(
        &self,
        with: With,
        frame: &PageFrame,
        sheet: &RenderInput,
    ) -> Result<String, Finding> {
        let set = self.set(with);
        let draw = || self.draw(&set.tera, embedded::NAVIGATION, &frame.context());
        let drawing = frame.shown_navigation().drawing(set.stamp, frame.root, draw)?;
        let side = navigation::marked(&drawing, frame.root, &sheet.page.path);
        let mut context = frame.context_of(sheet);
        context.insert_value("side", Value::safe_string(&side));
        self.draw(&set.tera, sheet.template, &context)
    }

    /// Draws a part of a page.
    pub(super) fn render_block(
        &self,
        with: With,
        frame: &PageFrame,
        template: &str,
        part: &PartInput<'_>,
    ) -> Result<String, Finding> {
        let mut context = frame.context();
        context.insert_value("view", part.view.clone());
        context.insert("ids", part.ids);
        self.draw(&self.set(with).tera, template, &context)
    }

    fn set(&self, with: With) -> &Set {
        match with {
            With::Own => &self.in_use,
            With::BuiltIn => self.built_in.as_ref().unwrap_or(&self.in_use),
        }
    }

    /// Differs where the templates in use differ, or the addresses of the files that they name.
    pub(super) fn stamp(&self) -> u64 {
        self.in_use.stamp
    }

    /// Whether a template is in use.
    pub(super) fn has(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }

    /// The text of a template in use.
    pub(super) fn source(&self, file: &FilePath) -> Option<&SourceText> {
        self.sources.values().find(|source| source.file == *file)
    }

    fn draw(&self, tera: &Tera, template: &str, context: &Context) -> Result<String, Finding> {
        tera.render(template, context).map_err(|error| {
            let found = failure::findings(&error, Some(template), |name| self.sources.get(name));
            found.into_iter().next().unwrap_or_else(|| unnamed(template))
        })
    }
}

/// Tera with everything that templates call, which it must know before it reads the first.
fn empty(assets: &ThemeAssets, words: &Arc<Words>) -> Tera {
    let mut tera = Tera::default();
    tera.register_filter("query", |text: &str, _: Kwargs, _: &State| {
        utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
    });
    let paths = assets.paths();
    tera.register_function("asset", move |given: Kwargs, _: &State| -> TeraResult<String> {
        let name: &str = given.must_get("name")?;
        paths
            .get(name)
            .cloned()
            .ok_or_else(|| tera::Error::message(format!("the theme has no file `{name}`")))
    });
    let words = words.clone();
    tera.register_function("say", move |given: Kwargs, _: &State| said(&words, &given));
    tera
}

/// A sentence of the interface, with what a template puts into it. What is put in is escaped unless it is HTML already;
/// the sentence itself holds no markup.
fn said(words: &Words, given: &Kwargs) -> TeraResult<Value> {
    let name: &str = given.must_get("word")?;
    let Some(takes) = words.takes(name) else {
        return Err(tera::Error::message(format!("there is no word `{name}` of the interface")));
    };
    let mut values = WordValues::new();
    for (key, value) in given.iter() {
        let (Some(key), false) = (key.as_str(), key.as_str() == Some("word")) else { continue };
        values.set(key.to_owned(), put_in(value)?);
    }
    if let Some(missing) = takes.iter().find(|taken| values.get(taken.as_str()).is_none()) {
        return Err(tera::Error::message(format!("the word `{name}` takes `{missing}`, which is not given")));
    }
    Ok(Value::safe_string(&words.filled(name, &values)))
}

/// A value of a template as what is put into a sentence.
fn put_in(value: &Value) -> TeraResult<WordValue<'static>> {
    if let Some(number) = value.as_i64() {
        return Ok(WordValue::from(number));
    }
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if value.is_safe() {
        return Ok(WordValue::from(text));
    }
    let mut escaped = Vec::with_capacity(text.len());
    tera::escape_html(&text, &mut escaped).map_err(tera::Error::message)?;
    Ok(WordValue::from(String::from_utf8_lossy(&escaped).into_owned()))
}

/// Takes in what can be used of the site's own templates, and says what cannot and why.
fn admit<'a>(
    tera: &mut Tera,
    overrides: &[&'a ThemeFile],
    sources: &BTreeMap<String, SourceText>,
    findings: &mut Vec<Finding>,
) -> Vec<&'a ThemeFile> {
    let (readable, broken): (Vec<_>, Vec<_>) = overrides.iter().partition(|file| syntax(file).is_none());
    for file in broken {
        findings.extend(syntax(file).iter().flat_map(|error| rejection(error, file, sources)));
    }
    let readable = blocks::without_cycles(readable, sources, findings);
    if add(tera, &readable).is_ok() {
        return readable;
    }
    one_by_one(tera, readable, sources, findings)
}

/// Some of these do not fit: each is taken in where it fits what is there already, in as many rounds as
/// still bring something, since one may rest on another.
fn one_by_one<'a>(
    tera: &mut Tera,
    files: Vec<&'a ThemeFile>,
    sources: &BTreeMap<String, SourceText>,
    findings: &mut Vec<Finding>,
) -> Vec<&'a ThemeFile> {
    let mut admitted = Vec::new();
    let mut waiting = files;
    loop {
        let before = waiting.len();
        waiting.retain(|file| {
            let fits = add(tera, &[file]).is_ok();
            admitted.extend(fits.then_some(*file));
            !fits
        });
        if waiting.is_empty() || waiting.len() == before {
            break;
        }
    }
    for file in waiting {
        findings.extend(add(tera, &[file]).err().iter().flat_map(|error| rejection(error, file, sources)));
    }
    admitted
}

fn add(tera: &mut Tera, files: &[&ThemeFile]) -> TeraResult<()> {
    tera.add_raw_templates(files.iter().map(|file| (file.name.as_str(), &*file.source.text)))
}

/// What keeps a template from being read at all, whatever else there is.
fn syntax(file: &ThemeFile) -> Option<tera::Error> {
    let error = Tera::default().add_raw_template(&file.name, &file.source.text).err()?;
    matches!(error.kind(), ErrorKind::SyntaxError(_)).then_some(error)
}

/// Findings on a template of the site's own that is left out.
fn rejection(error: &tera::Error, file: &ThemeFile, sources: &BTreeMap<String, SourceText>) -> Vec<Finding> {
    let known = |name: &str| if name == file.name { Some(&file.source) } else { sources.get(name) };
    let serves = if sources.contains_key(&file.name) {
        format!("until this is mended, the built-in `{}` serves instead", file.name)
    } else {
        format!("until this is mended, the theme does without `{}`", file.name)
    };
    failure::findings(error, Some(&file.name), known)
        .into_iter()
        .map(|finding| finding.hint(serves.clone()))
        .collect()
}

/// A number that differs where the templates differ, or the addresses of the files that they name.
fn stamp(sources: &BTreeMap<String, SourceText>, assets: &ThemeAssets) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for (name, source) in sources {
        hasher.update(blake3::hash(name.as_bytes()).as_bytes());
        hasher.update(blake3::hash(source.text.as_bytes()).as_bytes());
    }
    for (name, path) in assets.paths() {
        hasher.update(blake3::hash(name.as_bytes()).as_bytes());
        hasher.update(blake3::hash(path.as_bytes()).as_bytes());
    }
    hasher.finalize().as_bytes()[..8].iter().fold(0, |stamp, byte| stamp << 8 | u64::from(*byte))
}

fn unnamed(template: &str) -> Finding {
    Finding::of_site(Code::TemplateError, format!("the template `{template}` fails"))
}

fn find<'a>(files: &'a [ThemeFile], name: &str) -> Option<&'a SourceText> {
    files.iter().find(|file| file.name == name).map(|file| &file.source)
}

fn by_name<'a>(files: impl Iterator<Item = &'a ThemeFile>) -> BTreeMap<String, SourceText> {
    files.map(|file| (file.name.clone(), file.source.clone())).collect()
}
