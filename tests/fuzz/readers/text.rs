//! Readers of one text, which need no site.

use std::collections::HashSet;
use std::sync::Arc;

use guidepost::markdown::{
    Opening, Options, Outline, RawHtml, ReferenceKind, ReferenceMarkup, Resolve, parse, sections,
};
use guidepost::parse::{as_read, document, front_matter_of};
use guidepost::path::FilePath;
use guidepost::redline::{Links, RedlinePage, RedlineStyles, RedlineText, TextSide, Unchanged, between};
use guidepost::words::Words;
use guidepost::world::as_text;

use super::faults_of_html::faults_of_html;

/// Shows references by turns as everything that they can be shown as.
struct ByTurns;

impl Resolve for ByTurns {
    fn words(&self) -> &Words {
        Words::english()
    }

    fn resolve(&self, nth: usize) -> ReferenceMarkup<'_> {
        match nth % 5 {
            0 => ReferenceMarkup::AsWritten,
            1 => ReferenceMarkup::Link { href: "../a/\"&<".into(), words: Some("A & B".into()) },
            2 => ReferenceMarkup::Dead,
            3 => ReferenceMarkup::Picture { src: "../p.png".into(), size: Some((3, 4)) },
            _ => ReferenceMarkup::Video { src: "v.mp4".into(), captions: Some("v.vtt".into()), poster: None },
        }
    }
}

impl Links for ByTurns {
    fn shown<'l>(&'l self, _: TextSide, _: ReferenceKind, written: &'l str) -> ReferenceMarkup<'l> {
        if written.len().is_multiple_of(2) { ReferenceMarkup::AsWritten } else { ReferenceMarkup::Dead }
    }
}

pub(super) fn file(path: &str) -> FilePath {
    FilePath::new(path).expect("a path")
}

/// The front matter of a page, by all who cut it off.
pub fn front_matter(bytes: &[u8]) {
    let text: Arc<str> = as_text(bytes).into();
    let path = file("content/a.md");
    guidepost::parse::file(&path, &text, &Options::default());
    let _ = (document(&path, &text), front_matter_of(&path, &text));
    let read = as_read(&text);
    assert!(text.ends_with(read.body), "the body is the end of the text");
}

/// A text as its outline and as HTML, which closes what it opens and runs no script, whatever becomes of raw HTML.
pub fn markdown(bytes: &[u8]) {
    let text = as_text(bytes);
    for raw_html in [RawHtml::Pass, RawHtml::Sanitize, RawHtml::Deny] {
        let document = parse(&text, &Options { raw_html, ..Options::default() });
        let mut html = String::new();
        document.html(Opening::LeftOut, &ByTurns, &mut html);
        let mut faults = faults_of_html(&html);
        // Cleaning reads the page as a browser does, which opens a badly nested element anew, id and all.
        faults.retain(|fault| raw_html != RawHtml::Sanitize || !fault.ends_with("twice"));
        assert!(faults.is_empty(), "{raw_html:?}: {faults:#?}\n{html}");
    }
    let outline = parse(&text, &Options::default()).outline(&file("a.md"), 7).value;
    holds(&text, &outline);
    assert_eq!(sections(&text).concat(), text, "sections lose nothing");
}

/// What an outline says can be found in its text, and each id once.
fn holds(text: &str, outline: &Outline) {
    let mut ids = HashSet::new();
    for heading in &outline.headings {
        assert!(ids.insert(&heading.id), "the id {:?} is there twice", heading.id);
        assert!(text.get(heading.span.range()).is_some(), "{heading:?}");
    }
    for reference in &outline.references {
        assert!(text.get(reference.span.range()).is_some(), "{reference:?}");
    }
}

/// How many characters a sentence may have, with a mark at each end.
const LONGEST: usize = 240 + 2;

/// The sentence around a link that stands in the middle of a text.
pub fn sentences(bytes: &[u8]) {
    let text = as_text(bytes);
    let (before, after) = text.split_at(text.floor_char_boundary(text.len() / 2));
    let whole = format!("{before}[here](b.md){after}");
    let outline = parse(&whole, &Options::default()).outline(&file("a.md"), 0).value;
    holds(&whole, &outline);
    for reference in &outline.references {
        let length = reference.sentence.chars().count();
        assert!(length <= LONGEST.max(reference.words.chars().count() + 2), "{length} signs: {reference:?}");
        assert_eq!(reference.sentence.trim(), &*reference.sentence);
    }
}

/// A text with another, of which it is the half.
pub fn redlines(bytes: &[u8]) {
    let text = as_text(bytes);
    let (first, second) = text.split_at(text.floor_char_boundary(text.len() / 2));
    let whole = &*text;
    for (old, new) in [(first, second), (whole, second), (second, whole)] {
        redline(old, new);
    }
}

fn redline(old: &str, new: &str) {
    let words = Words::english();
    let side = |body| RedlineText { fields: &[], body };
    let redline = between(side(old), side(new), &Options::default());
    for unchanged in [Unchanged::Folded, Unchanged::Shown] {
        let mut html = String::new();
        redline.html(&RedlinePage { links: &ByTurns, deeper: 1, unchanged, words }, &mut html);
        let faults = faults_of_html(&html);
        assert!(faults.is_empty(), "{faults:#?}\n{html}");
    }
    let _ = (redline.terminal(&RedlineStyles::default(), words), redline.summary(words));
    assert!(old != new || redline.is_empty(), "equal texts do not differ");
}

/// The settings of a site.
pub fn site_toml(bytes: &[u8]) {
    let text = as_text(bytes);
    let read = guidepost::config::read(&file("site.toml"), &text);
    for finding in &read.findings {
        let span = finding.place.as_ref().and_then(|place| place.span);
        assert!(span.is_none_or(|span| text.get(span.range()).is_some()), "{finding:?}");
    }
}
