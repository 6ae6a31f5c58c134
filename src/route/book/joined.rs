//! The HTML of parts as it stands in a book: ids that are unique there, headings a level deeper and numbered, links to other
//! parts within the book.

use std::collections::BTreeSet;

use super::drawn::DrawnPart;
use super::links::{LinkDestination, LinkTargets};
use super::sections::{is_anchor, level};
use super::sheets::SheetNumbers;
use crate::markdown::{HtmlAttribute, HtmlTag, addresses_in_srcset, escape_attribute, escape_text};
use crate::path::{Address, encode};
use crate::route::site::Site;
use crate::source::slice;
use crate::words::count;

/// Attributes that name elements of the same page by their ids, one or several.
const NAMES_IDS: [&str; 14] = [
    "for",
    "form",
    "list",
    "headers",
    "itemref",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-details",
    "aria-flowto",
    "aria-activedescendant",
    "aria-errormessage",
    "popovertarget",
];
/// Attributes that name a file or a page.
const NAMES_FILES: [&str; 6] = ["src", "href", "xlink:href", "poster", "data", "cite"];
/// Attributes that are styles, or one rule of one: what `url(…)` names in them is a mark of the page, or a file.
const ARE_STYLES: [&str; 10] = [
    "style",
    "fill",
    "stroke",
    "filter",
    "clip-path",
    "mask",
    "marker-start",
    "marker-mid",
    "marker-end",
    "cursor",
];
/// Elements that act upon the whole page on which they stand: in a book one part would reword, hide or leave the others.
const OF_WHOLE_PAGES: [&str; 5] = ["link", "meta", "base", "script", "style"];
/// Those of them that have text, up to their end.
const WITH_TEXT: [&str; 2] = ["script", "style"];
/// Links that say themselves what they lead to.
const TELLS_ITSELF: [&str; 2] = ["anchor", "back"];

/// The text of every part, and the files that they show.
pub(super) struct Joined {
    pub(super) bodies: Vec<String>,
    pub(super) files: BTreeSet<String>,
}

/// How parts are put together.
pub(super) struct JoinRequest<'a> {
    /// Where the whole is found.
    pub(super) at: &'a Address,
    pub(super) sheets: &'a SheetNumbers,
    pub(super) outside: OutsideLinks<'a>,
}

/// Where links to other pages of the site lead.
#[derive(Clone, Copy)]
pub(super) enum OutsideLinks<'a> {
    /// To these pages: they stand beside it.
    Beside,
    /// To where the site is published, at this address without a slash behind it.
    Published(&'a str),
}

/// Puts parts together.
pub(super) fn join(site: &Site, parts: &[DrawnPart<'_>], request: &JoinRequest<'_>) -> Joined {
    let targets = LinkTargets::new(parts, request.at);
    let mut files = BTreeSet::new();
    let body = |part| {
        let mut joiner = Joiner {
            site,
            targets: &targets,
            request,
            part,
            files: &mut files,
            out: String::new(),
            drawings: 0,
            headings: 0,
            see: None,
        };
        joiner.write();
        joiner.out
    };
    Joined { bodies: parts.iter().map(body).collect(), files }
}

struct Joiner<'a> {
    site: &'a Site,
    targets: &'a LinkTargets<'a>,
    request: &'a JoinRequest<'a>,
    part: &'a DrawnPart<'a>,
    files: &'a mut BTreeSet<String>,
    out: String,
    /// How many drawings are open: a note within them would be none.
    drawings: usize,
    /// How many headings are open.
    headings: usize,
    /// What is said behind the link that is open.
    see: Option<String>,
}

impl Joiner<'_> {
    fn write(&mut self) {
        let (part, mut from) = (self.part, 0);
        // The element with text that is left out, while it is open.
        let mut left_out: Option<&str> = None;
        for tag in &part.sections.tags {
            if left_out.is_none() {
                self.out.push_str(slice(&part.html, from..tag.span.start as usize));
            }
            from = tag.span.end as usize;
            let name = tag.name.as_str();
            if let Some(open) = left_out {
                left_out = (!tag.is_end || name != open).then_some(open);
            } else if OF_WHOLE_PAGES.contains(&name) {
                left_out = (!tag.is_end && WITH_TEXT.contains(&name)).then_some(name);
            } else if tag.is_end {
                self.end(tag);
            } else {
                self.start(tag);
            }
        }
        // What nobody ends goes on to the end.
        if left_out.is_none() {
            self.out.push_str(slice(&part.html, from..));
        }
    }

    fn end(&mut self, tag: &HtmlTag) {
        if level(tag).is_some() {
            self.headings = self.headings.saturating_sub(1);
            self.out.push_str("</h");
            self.out.push(deeper(tag));
            return self.out.push('>');
        }
        self.out.push_str(slice(&self.part.html, tag.span.range()));
        match tag.name.as_str() {
            "svg" => self.drawings = self.drawings.saturating_sub(1),
            "a" => {
                if let Some(see) = self.see.take() {
                    self.out.push_str(&see);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &HtmlTag) {
        let is_heading = level(tag).is_some();
        self.headings += usize::from(is_heading);
        self.drawings += usize::from(tag.name == "svg");
        let mut from = tag.span.start as usize;
        if is_heading {
            self.out.push_str("<h");
            self.out.push(deeper(tag));
            from += "<h1".len();
        }
        for attribute in &tag.attributes {
            if let Some(value) = self.value(tag, attribute) {
                let (start, end) = self.with_quotes(attribute);
                self.out.push_str(slice(&self.part.html, from..start));
                self.out.push('"');
                escape_attribute(&mut self.out, &value);
                self.out.push('"');
                from = end;
            }
        }
        self.out.push_str(slice(&self.part.html, from..tag.span.end as usize));
        if let Some(heading) = self.part.sections.heading(tag).filter(|heading| !heading.number.is_empty()) {
            self.out.push_str("<span class=\"book-number\">");
            escape_text(&mut self.out, &heading.number);
            self.out.push_str("</span> ");
        }
    }

    /// Where the value of an attribute stands, with quotes around it.
    fn with_quotes(&self, attribute: &HtmlAttribute) -> (usize, usize) {
        let (start, end) = (attribute.span.start as usize, attribute.span.end as usize);
        let is_quoted = slice(&self.part.html, end..).starts_with(['"', '\''])
            && slice(&self.part.html, ..start).ends_with(['"', '\'']);
        if is_quoted { (start - 1, end + 1) } else { (start, end) }
    }

    /// What the value of an attribute is in the book; `None` where it stays.
    fn value(&mut self, tag: &HtmlTag, attribute: &HtmlAttribute) -> Option<String> {
        let (name, value) = (attribute.name.as_str(), attribute.value.as_str());
        let is_link = matches!(tag.name.as_str(), "a" | "area");
        match name {
            "id" => Some(self.part.id(value)),
            _ if is_anchor(tag, name) || name == "name" && matches!(tag.name.as_str(), "input" | "map") => {
                Some(self.part.id(value))
            }
            "usemap" => Some(format!("#{}", self.part.id(value.trim_start_matches('#')))),
            _ if NAMES_IDS.contains(&name) => {
                Some(value.split_whitespace().map(|id| self.part.id(id)).collect::<Vec<_>>().join(" "))
            }
            "href" | "xlink:href" if is_link => self.link(tag, value),
            _ if NAMES_FILES.contains(&name) => self.file(value),
            "srcset" | "imagesrcset" => Some(self.listed(value)),
            _ if ARE_STYLES.contains(&name) && value.contains("url(") => Some(self.within_style(value)),
            _ => None,
        }
    }

    fn link(&mut self, tag: &HtmlTag, value: &str) -> Option<String> {
        match self.targets.leads(self.part, value) {
            LinkDestination::Book { id, section } => {
                let class = tag.attribute("class").unwrap_or_default();
                let tells_itself = class.split_whitespace().any(|class| TELLS_ITSELF.contains(&class))
                    || tag.attribute("role").is_some_and(|role| role.starts_with("doc-"));
                if self.part.is_text() && self.drawings == 0 && self.headings == 0 && !tells_itself {
                    self.see = Some(self.see(&id, &section));
                }
                Some(format!("#{}", encode(&id)))
            }
            LinkDestination::Site { address, href } => Some(match self.request.outside {
                OutsideLinks::Beside => href,
                OutsideLinks::Published(base) => {
                    let fragment = value.find('#').map_or("", |at| slice(value, at..));
                    format!("{base}/{address}{fragment}")
                }
            }),
            LinkDestination::Elsewhere => None,
        }
    }

    /// "(section 3.2, page 14)".
    fn see(&self, id: &str, section: &str) -> String {
        let words = match self.request.sheets.0.get(id) {
            Some(sheet) => {
                self.site.fill("book_see_on", [("section", section.into()), ("page", count(*sheet))])
            }
            None => self.site.fill("book_see", [("section", section.into())]),
        };
        // The blank goes where the note is not shown.
        let mut see = "<span class=\"book-see\"> ".to_owned();
        escape_text(&mut see, &words);
        see.push_str("</span>");
        see
    }

    fn file(&mut self, value: &str) -> Option<String> {
        match self.targets.leads(self.part, value) {
            // A mark of the same drawing.
            LinkDestination::Book { id, .. } => Some(format!("#{}", encode(&id))),
            LinkDestination::Site { address, href } => {
                self.files.insert(address);
                Some(href)
            }
            LinkDestination::Elsewhere => None,
        }
    }

    fn listed(&mut self, value: &str) -> String {
        let (mut listed, mut from) = (String::new(), 0);
        for at in addresses_in_srcset(value) {
            listed.push_str(slice(value, from..at.start));
            let written = slice(value, at.clone());
            listed.push_str(&self.file(written).unwrap_or_else(|| written.to_owned()));
            from = at.end;
        }
        listed.push_str(slice(value, from..));
        listed
    }

    /// A value in which `url(…)` names marks of the same page, or files.
    fn within_style(&mut self, value: &str) -> String {
        let mut parts = value.split("url(");
        let mut style = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (written, rest) = part.split_once(')').unwrap_or((part, ""));
            let plain = written.trim().trim_matches(['"', '\'']);
            let named = match plain.strip_prefix('#') {
                Some(id) => Some(format!("#{}", encode(&self.part.id(id)))),
                None => self.file(plain),
            };
            style.push_str("url(");
            style.push_str(named.as_deref().unwrap_or(written));
            style.push(')');
            style.push_str(rest);
        }
        style
    }
}

/// The level of a heading in the book: a part is of the second.
fn deeper(tag: &HtmlTag) -> char {
    match level(tag) {
        Some(2) => '3',
        Some(3) => '4',
        Some(4) => '5',
        _ => '6',
    }
}
