//! What a reference leads to, and what is wrong with it.

use std::cell::Cell;

use super::anchors::{AnchorPlace, IN_OTHER_LETTERS, is_in_other_letters};
use super::elsewhere::{self, allows, is_badge, is_own_computer, own_address};
use super::here::{Here, content_path};
use super::index::{LeftOut, LinkIndex};
use super::known::{AtAddress, How, PathTarget};
use crate::config::Elsewhere;
use crate::diagnostic::{Code, Finding, Place};
use crate::markdown::{
    MADE_BY_TEMPLATE, NAME_THE_FILE, Reference, ReferenceKind, is_contents, is_made_by_template,
};
use crate::model::{Page, PageId};
use crate::path::{
    Address, FilePath, WrittenTarget, decode, heading_slug, host, leads_elsewhere, strip_markdown_ending,
};
use crate::source::slice;

/// For so many broken links of a page it is looked for what was probably meant. Each is compared with all names of the site, and
/// nobody mends more of them one by one.
const MOST_SEARCHES: usize = 100;

/// Attributes of C++, which stand in brackets as wikilinks do.
const OF_CODE: [&str; 8] = [
    "noreturn",
    "nodiscard",
    "deprecated",
    "maybe_unused",
    "fallthrough",
    "likely",
    "unlikely",
    "no_unique_address",
];

/// What a reference leads to, before files are numbered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Lead {
    Page(PageId, Option<Box<str>>),
    File(FilePath, Option<Box<str>>),
    Static(Address, Box<str>),
    Elsewhere,
    Unapproved,
    Nothing,
}

/// Resolves the references of one page.
pub(super) struct Resolver<'a> {
    pub(super) index: &'a LinkIndex,
    pub(super) allowed_hosts: &'a [String],
    pub(super) elsewhere: &'a Elsewhere,
    pub(super) base_url: Option<&'a str>,
    pub(super) page: PageId,
    /// Its words. The index may have older ones.
    pub(super) text: &'a str,
    /// Where the page stands.
    pub(super) here: Here,
    /// How often it was looked for what was probably meant.
    pub(super) searches: Cell<usize>,
}

impl<'a> Resolver<'a> {
    /// What was probably meant, by a search; nothing where there were many before.
    pub(super) fn meant<T>(&self, search: impl FnOnce() -> Option<T>) -> Option<T> {
        self.searches.set(self.searches.get() + 1);
        if self.searches.get() > MOST_SEARCHES { None } else { search() }
    }

    pub(super) fn resolve(&self, reference: &Reference, findings: &mut Vec<Finding>) -> Lead {
        let target = reference.target.trim();
        if reference.kind == ReferenceKind::Wiki {
            return self.wiki(reference, target, findings);
        }
        if is_made_by_template(target) {
            findings.push(self.finding(reference, Code::ForeignForm, MADE_BY_TEMPLATE).hint(NAME_THE_FILE));
            return Lead::Nothing;
        }
        if let Some(own) = self.base_url.and_then(|base| own_address(base, target)) {
            return self.local(reference, own, findings);
        }
        if elsewhere::is_on_drive(target) {
            return self.on_drive(reference, target, findings);
        }
        if leads_elsewhere(target) {
            match host(target) {
                Some(host) if is_own_computer(host) => {
                    findings.extend(self.on_own_computer(reference, target));
                }
                Some(host) => self.check_host(reference, host, findings),
                None => {}
            }
            let wrong = elsewhere::wrong(target);
            findings.extend(
                wrong.map(|wrong| self.finding(reference, wrong.code, wrong.message).hint(wrong.hint)),
            );
            return Lead::Elsewhere;
        }
        if reference.kind == ReferenceKind::Picture {
            return self.picture(reference, target, findings);
        }
        self.local(reference, target, findings)
    }

    pub(super) fn me(&self) -> &'a Page {
        &self.index.pages[self.page.index()]
    }

    pub(super) fn local(&self, reference: &Reference, target: &str, findings: &mut Vec<Finding>) -> Lead {
        let written = WrittenTarget::new(target);
        if written.path.is_empty() {
            return match written.fragment {
                Some(fragment) => self.anchored(reference, self.page, Some(fragment), findings),
                // `[](){: #id}` is an id in other programs, and reported as theirs.
                None if written.query.is_empty() && self.is_before_attributes(reference) => Lead::Nothing,
                None if written.query.is_empty() => {
                    findings.push(
                        self.finding(reference, Code::BrokenLink, "the link is empty").label("leads nowhere"),
                    );
                    Lead::Nothing
                }
                None => Lead::Page(self.page, None),
            };
        }
        let slashes = written.path.replace('\\', "/");
        if slashes != written.path {
            let message = "the link is written with backslashes";
            findings
                .push(self.finding(reference, Code::LinkForm, message).hint(format!("write `{slashes}`")));
        }
        let decoded = decode(&slashes);
        if let Some(readings) = self.index.known.two_readings(self.page, &self.here, &decoded) {
            let page = self.meant_of(readings, written.fragment);
            return self.anchored(reference, page, written.fragment, findings);
        }
        let path = content_path(&self.here, &decoded);
        let found = match &path {
            Some(path) => self.find(reference, &decoded, path, findings),
            None => self.index.known.output_address(&self.here, &decoded, None).map(PathTarget::Page),
        };
        match found {
            Some(PathTarget::Page(page)) => {
                return self.anchored(reference, page, written.fragment, findings);
            }
            Some(PathTarget::File(file)) => {
                return Lead::File(file.clone(), written.fragment.map(Into::into));
            }
            None => {}
        }
        let rest = || slice(target, written.path.len()..).into();
        if let Some(path) = path.as_ref().filter(|path| self.index.known.is_static(path.as_str())) {
            return Lead::Static(Address::file(path.as_str()), rest());
        }
        match self.index.known.file_at_address(&self.here, &decoded) {
            Some(AtAddress::File(file)) => Lead::File(file.clone(), written.fragment.map(Into::into)),
            Some(AtAddress::Static(address)) => Lead::Static(address, rest()),
            None if self.elsewhere.has(&decoded) => Lead::Elsewhere,
            None => match &path {
                Some(path) => self.not_there(reference, (&decoded, written.fragment), path, findings),
                None => self.outside(reference, (&decoded, written.fragment), findings),
            },
        }
    }

    /// Where a reference leads to a draft: from a page that nobody approves to where the text in force stands whose page the draft
    /// has moved. What approved words mean no draft decides.
    pub(super) fn unapproved(&self, draft: &FilePath, fragment: Option<&str>) -> Lead {
        let is_free = !self.index.files.in_force.contains(&self.me().file);
        match self.index.stands(draft).filter(|_| is_free) {
            Some(page) => Lead::Page(page, fragment.map(|fragment| decode(fragment).into())),
            None => Lead::Unapproved,
        }
    }

    fn find(
        &self,
        reference: &Reference,
        written: &str,
        path: &FilePath,
        findings: &mut Vec<Finding>,
    ) -> Option<PathTarget<'a>> {
        let (found, how) = self.index.known.find(&self.here, written, path)?;
        match (found, how) {
            (PathTarget::Page(page), How::Moved) => self.note_moved(reference, page, findings),
            (_, How::OtherCase(right)) => self.note_case(reference, &right, findings),
            (_, How::AsWritten | How::OnTheSite) | (PathTarget::File(_), _) => {}
        }
        Some(found)
    }

    fn on_drive(&self, reference: &Reference, target: &str, findings: &mut Vec<Finding>) -> Lead {
        let path = slice(target, 2..).replace('\\', "/");
        let near = self.meant(|| self.index.near_path(path.trim_start_matches('/')));
        let near = near.map(|near| format!("did you mean `{}`?", self.written_from_here(near)));
        let finding = self.finding(reference, Code::BrokenLink, "the link leads to a file of one computer");
        findings.push(finding.label("nobody else has it").hint_if(near));
        Lead::Nothing
    }

    pub(super) fn anchored(
        &self,
        reference: &Reference,
        page: PageId,
        fragment: Option<&str>,
        findings: &mut Vec<Finding>,
    ) -> Lead {
        let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
            return Lead::Page(page, None);
        };
        let id = decode(fragment);
        // The browser's own: the top of the page, and a passage by its words. `#_` is an example's way to lead nowhere.
        if matches!(&*id, "top" | "_top" | "_") || id.starts_with(":~:") {
            return Lead::Page(page, Some(id.into()));
        }
        match self.index.place(page, &id) {
            Some(AnchorPlace::Id(id)) => Lead::Page(page, Some(id)),
            Some(AnchorPlace::Top) => Lead::Page(page, None),
            None => {
                findings.push(self.broken_anchor(reference, page, &id));
                Lead::Page(page, Some(id.into()))
            }
        }
    }

    fn broken_anchor(&self, reference: &Reference, page: PageId, id: &str) -> Finding {
        let target = &self.index.pages[page.index()];
        let whose = match target {
            _ if page == self.page => "this page".to_owned(),
            _ if !target.is_written() => {
                format!("the folder `{}` has no page of its own, and its list", target.path.parent())
            }
            _ => format!("`{}`", target.path),
        };
        let near =
            self.meant(|| self.index.near_anchor(page, id)).map(|near| format!("did you mean `#{near}`?"));
        let finding = self
            .finding(reference, Code::BrokenAnchor, format!("{whose} has no heading or id `{id}`"))
            .label("no such place")
            .hint_if(near.or_else(|| self.headings_like(page, id)));
        let headings = target.outline().map_or(&[][..], |outline| &outline.headings);
        if is_in_other_letters(headings, id) { finding.cause(IN_OTHER_LETTERS) } else { finding }
    }

    fn headings_like(&self, page: PageId, id: &str) -> Option<String> {
        let headings = self.index.pages[page.index()].outline()?.headings.len();
        let alike: Vec<String> =
            self.index.headings_like(page, id).iter().map(|heading| format!("`#{heading}`")).collect();
        let more = if headings > alike.len() {
            format!(" and {} more", headings - alike.len())
        } else {
            String::new()
        };
        if headings == 0 {
            Some("the page has no headings".to_owned())
        } else if alike.is_empty() {
            Some(format!("it has {headings} headings, and none of nearly that name"))
        } else {
            Some(format!("it has {}{more}", alike.join(", ")))
        }
    }

    fn wiki(&self, reference: &Reference, target: &str, findings: &mut Vec<Finding>) -> Lead {
        let (name, fragment) =
            target.split_once('#').map_or((target, None), |(name, fragment)| (name, Some(fragment)));
        // As people write it: the heading's words rather than its id.
        let fragment = fragment.map(|fragment| match self.page_of_wiki(name) {
            Some(page) if self.index.place(page, &decode(fragment)).is_none() => heading_slug(fragment),
            _ => fragment.to_owned(),
        });
        if name.trim().is_empty() {
            return self.anchored(reference, self.page, fragment.as_deref(), findings);
        }
        let named = self.index.known.candidates(self.page, &self.here, name);
        match named.pages {
            [page] => {
                findings.extend(self.index.passed_over(name, *page, named.all));
                self.anchored(reference, *page, fragment.as_deref(), findings)
            }
            [] => self.wiki_file(reference, (name, fragment.as_deref()), findings),
            several => {
                let finding = self.finding(
                    reference,
                    Code::AmbiguousLink,
                    format!("`{}` names {} pages", name.trim(), several.len()),
                );
                findings.push(several.iter().take(6).fold(finding.label("which one?"), |finding, page| {
                    let page = &self.index.pages[page.index()];
                    finding.hint(format!(
                        "write `[[{}]]` for “{}”",
                        strip_markdown_ending(page.path.as_str()),
                        page.title
                    ))
                }));
                Lead::Nothing
            }
        }
    }

    pub(super) fn page_of_wiki(&self, name: &str) -> Option<PageId> {
        if name.trim().is_empty() {
            Some(self.page)
        } else {
            self.index.known.candidates(self.page, &self.here, name).pages.first().copied()
        }
    }

    /// A wikilink that names no page may name a file: `[[handout.pdf]]`.
    fn wiki_file(
        &self,
        reference: &Reference,
        (name, fragment): (&str, Option<&str>),
        findings: &mut Vec<Finding>,
    ) -> Lead {
        let name = name.trim();
        let path = content_path(&self.here, name);
        let beside = path.as_ref().and_then(|path| self.index.known.at_path(path.as_str()));
        if let Some(PathTarget::File(file)) = beside {
            return Lead::File(file.clone(), None);
        }
        if let Some(file) = self.index.known.file_of_name(name) {
            return Lead::File(file.clone(), None);
        }
        if is_contents(name) && self.is_alone(reference) {
            // It is reported as a form of another program.
            return Lead::Nothing;
        }
        let near = match self.index.left_out(name) {
            Some(LeftOut::Reported) => return Lead::Nothing,
            Some(LeftOut::Unapproved(draft)) => return self.unapproved(&draft, fragment),
            Some(LeftOut::Draft(hint)) => Some(hint),
            None => {
                let moved = path.and_then(|path| self.index.moved(&path));
                let moved = moved.map(|now| format!("it moved to `[[{}]]`", strip_markdown_ending(now)));
                moved.or_else(|| {
                    let near = self.meant(|| self.index.near_name(name))?;
                    Some(format!("did you mean `[[{near}]]`?"))
                })
            }
        };
        let finding = self.finding(
            reference,
            Code::BrokenLink,
            format!("no page has the title, id, path or alias `{name}`"),
        );
        let code = || "write it between backticks if it is no link but code".to_owned();
        let is_code = name.starts_with('-') || name.contains(['$', '=']) || OF_CODE.contains(&name);
        findings.push(finding.label("names nothing").hint_if(near.or_else(|| is_code.then(code))));
        Lead::Nothing
    }

    fn outside(
        &self,
        reference: &Reference,
        (written, fragment): (&str, Option<&str>),
        findings: &mut Vec<Finding>,
    ) -> Lead {
        if let Some(found) = self.in_view_of_repository(written) {
            return match found {
                PathTarget::Page(page) => self.anchored(reference, page, fragment, findings),
                PathTarget::File(file) => Lead::File(file.clone(), fragment.map(Into::into)),
            };
        }
        let folder = &self.index.files.content;
        let message = format!("the link leads out of the folder of pages (`{folder}`)");
        let finding = self.finding(reference, Code::OutsideLink, message).label("not part of the site");
        let below = written.trim_start_matches(['.', '/']);
        let there = self.index.known.at_path(below).map(|_| below);
        let there = there.or_else(|| self.meant(|| self.index.near_path(below)));
        findings.push(match there {
            Some(there) => finding.hint(format!("did you mean `{}`?", self.written_from_here(there))),
            None => {
                finding.hint("move the target into the folder of pages, or link to where it is published")
            }
        });
        Lead::Nothing
    }

    fn check_host(&self, reference: &Reference, host: &str, findings: &mut Vec<Finding>) {
        let loads = reference.kind.loads();
        let is_badge = reference.kind != ReferenceKind::HtmlEmbed && is_badge(host, &reference.target);
        if !loads || is_badge || self.allowed_hosts.iter().any(|allowed| allows(allowed, host)) {
            return;
        }
        let what =
            if reference.kind == ReferenceKind::HtmlEmbed { "a frame, script or style" } else { "a picture" };
        let finding = self.finding(
            reference,
            Code::ForeignContent,
            format!("the page loads {what} from another host, `{host}`"),
        );
        findings.push(
            finding
                .label("every reader's browser asks that host")
                .hint("put the file beside the page, where it stays as it is")
                .hint(format!(
                    "or, where the host is meant, allow it in site.toml: `allowed_hosts = [\"{host}\"]`"
                )),
        );
    }

    pub(super) fn finding(&self, reference: &Reference, code: Code, message: impl Into<String>) -> Finding {
        let page = self.me();
        let offset = page.source.as_deref().map_or(0, |source| source.body);
        Finding::new(code, Place::span(&page.file, reference.span.shifted(offset)), message)
    }
}
