//! What to write instead of what leads to nothing, or only by chance.

use super::elsewhere::looks_like_mail;
use super::index::LeftOut;
use super::known::PathTarget;
use super::resolve::{Lead, Resolver};
use crate::diagnostic::{Code, Finding};
use crate::markdown::Reference;
use crate::model::PageId;
use crate::path::{Address, FilePath, WrittenTarget, decode, nfc};
use crate::source::slice;

/// The first folder of an address that is written from the root of the host: another site may be found there.
fn other_site(written: &str) -> Option<String> {
    let (folder, _) = written.strip_prefix('/')?.split_once('/')?;
    (!folder.is_empty()).then(|| format!("/{folder}/"))
}

/// How the names of hosts end that people forget to write `https://` before.
const TOP_LEVEL: [&str; 16] = [
    "com", "org", "net", "io", "dev", "edu", "gov", "eu", "uk", "de", "fr", "ch", "at", "app", "info", "int",
];

/// What addresses have in common that other programs find, which show the pages of one language at the root.
const WITHOUT_LANGUAGE: &str = "the address lacks the folder of a language";

impl Resolver<'_> {
    pub(super) fn note_case(&self, reference: &Reference, right: &str, findings: &mut Vec<Finding>) {
        let fix = self.to_write(reference, right);
        let finding = self.finding(reference, Code::LinkCase, "the link spells its target in another case");
        findings.push(finding.label("breaks on most web servers").hint(format!("write `{fix}`")));
    }

    /// What a page says of the computer of whoever reads it is meant so where it tells how to run something. It is a slip where
    /// something is to be shown from there, and where it is a page of this site, as its author saw it.
    pub(super) fn on_own_computer(&self, reference: &Reference, target: &str) -> Option<Finding> {
        let path = target.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map(|(_, path)| path);
        let path = path.and_then(|path| path.split(['?', '#']).next()).filter(|path| !path.is_empty());
        let page = path.and_then(Address::written).and_then(|address| self.index.known.at_address(&address));
        if page.is_none() && !reference.kind.loads() {
            return None;
        }
        let finding = self.finding(reference, Code::LinkForm, "the link leads to something on one computer");
        Some(finding.hint("link to the page's file, or to where it is published"))
    }

    /// Whether a link without words is followed by attributes in braces.
    pub(super) fn is_before_attributes(&self, reference: &Reference) -> bool {
        let behind = slice(self.text, reference.span.range().end..);
        reference.words.is_empty() && behind.starts_with('{')
    }

    pub(super) fn note_moved(&self, reference: &Reference, page: PageId, findings: &mut Vec<Finding>) {
        let page = &self.index.pages[page.index()];
        let message = format!("the link names a former address of “{}”", page.title);
        let finding = self.finding(reference, Code::LinkToOutput, message);
        let finding = finding.cause("the link names a former address");
        findings.push(
            finding.hint(format!("link to the file: `{}`", self.to_write(reference, page.path.as_str()))),
        );
    }

    pub(super) fn dead(
        &self,
        reference: &Reference,
        (written, fragment): (&str, Option<&str>),
        path: &FilePath,
        findings: &mut Vec<Finding>,
    ) -> Lead {
        let picture = reference.kind.loads();
        let (code, what) =
            if picture { (Code::BrokenImage, "file") } else { (Code::BrokenLink, "page or file") };
        let web = self.is_host(written).then(|| format!("write `https://{written}` for another site"));
        let mail = looks_like_mail(written).then(|| format!("write `mailto:{written}` for a mail address"));
        let draft = match self.index.left_out(path.as_str()) {
            Some(LeftOut::Reported) => return Lead::Nothing,
            Some(LeftOut::Unapproved(draft)) => return self.unapproved(&draft, fragment),
            Some(LeftOut::Draft(hint)) => Some(hint),
            None => None,
        };
        let moved =
            || self.index.moved(path).map(|now| format!("it moved to `{}`", self.to_write(reference, now)));
        let near = web.or(mail).or(draft).or_else(moved).or_else(|| {
            let near = self.meant(|| {
                if picture {
                    self.index.near_file(path.as_str())
                } else {
                    self.index.near_path(path.as_str())
                }
            })?;
            Some(self.near(reference, near))
        });
        let prefixed = || Some(self.near(reference, self.prefixed(path)?));
        let near = if picture { near } else { near.or_else(prefixed) };
        let place = if written == path.as_str() { String::new() } else { format!(" (looked for `{path}`)") };
        let finding = self.finding(reference, code, format!("there is no {what} `{written}`{place}"));
        let finding = finding.label("leads nowhere");
        findings.push(match near {
            // Each is mended in its own way.
            Some(near) => finding.hint(near),
            None => self.with_cause(finding, reference, (written, path)),
        });
        Lead::Nothing
    }

    /// A finding of a dead link of which nobody knows what was meant, with what it has in common with others.
    fn with_cause(
        &self,
        finding: Finding,
        reference: &Reference,
        (written, path): (&str, &FilePath),
    ) -> Finding {
        let picture = reference.kind.loads();
        if !picture && self.index.is_folder(&nfc(path.as_str())) {
            return finding.cause("there is a folder, and no page for it").hint(format!(
                "`{path}` is a folder without a page: name a file in it, or write `{path}/index.md`"
            ));
        }
        if let Some(there) = self.in_language(path).filter(|_| !picture) {
            return finding.cause(WITHOUT_LANGUAGE).hint(self.near(reference, there));
        }
        if let Some(there) = self.beside(path).filter(|_| !picture) {
            return finding.hint(self.near(reference, there));
        }
        if let Some(others) = other_site(written).filter(|others| !self.is_of_this_site(others)) {
            let hint = format!(
                "if another site is found there, say so in site.toml: `elsewhere = [\"{others}**\"]`"
            );
            let where_files_are = "files are looked for in the folder of pages, and among those that are published as they are: move them there";
            let where_files_are = picture.then(|| where_files_are.to_owned());
            return finding
                .cause(format!("there is nothing below `{others}`"))
                .hint_if(where_files_are)
                .hint(hint);
        }
        let folder = if written.starts_with(['/', '.']) { None } else { other_site(&format!("/{written}")) };
        if let Some(folder) = folder.filter(|folder| !self.is_of_this_site(folder)) {
            return finding.cause(format!("there is no folder `{}`", folder.trim_matches('/')));
        }
        if picture {
            return finding.cause(format!("there is no such file in `{}`", path.parent()));
        }
        finding
    }

    /// Whether an address lacks nothing but `https://`: it begins as hosts are called, and there is no such folder.
    fn is_host(&self, written: &str) -> bool {
        let (host, _) = written.split_once(['/', '?']).unwrap_or((written, ""));
        let (name, ending) = host.rsplit_once('.').unwrap_or_default();
        let is_plain = host.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-'));
        let is_known =
            host.len() < written.len() && TOP_LEVEL.contains(&ending) && !self.index.has_folder(host);
        written.starts_with("www.") || is_plain && !name.is_empty() && is_known
    }

    /// Whether the first folder of an address is one of this site: another site is hardly found there.
    fn is_of_this_site(&self, folder: &str) -> bool {
        let folder = folder.trim_matches('/');
        self.index.files.content.name() == folder || self.index.has_folder(folder)
    }

    /// What was probably meant, with the place in it that the reference names, as far as that is there.
    fn near(&self, reference: &Reference, path: &str) -> String {
        let written = self.written_from_here(path);
        let fragment = WrittenTarget::new(reference.target.trim()).fragment.filter(|id| !id.is_empty());
        let (Some(fragment), Some(PathTarget::Page(page))) = (fragment, self.index.known.at_path(path))
        else {
            return format!("did you mean `{}`?", self.to_write(reference, path));
        };
        let id = decode(fragment);
        if self.index.has_anchor(page, &id) {
            return format!("did you mean `{written}#{fragment}`?");
        }
        match self.index.near_anchor(page, &id) {
            Some(near) => format!("did you mean `{written}#{near}`?"),
            None => format!("did you mean `{written}`? It has no heading or id `{id}`"),
        }
    }

    /// The file of a page that a path means but for folders before it: sites are moved from below an address to its root, and
    /// back.
    fn prefixed(&self, path: &FilePath) -> Option<&str> {
        let mut rest = path.as_str();
        while let Some((_, below)) = rest.split_once('/') {
            rest = below;
            // Every site has an `index.html`.
            let says_which = !below.is_empty() && (below.contains('/') || !below.starts_with("index."));
            let found = FilePath::new(below).filter(|_| says_which);
            if let Some(PathTarget::Page(page)) = found.and_then(|below| self.index.known.exact(&below)) {
                let page = &self.index.pages[page.index()];
                return page.is_written().then_some(page.path.as_str());
            }
        }
        None
    }

    /// The file of a page that an address means which lacks the folder of a language: that of the page that names it, or the one
    /// that other programs show at the root.
    fn in_language(&self, path: &FilePath) -> Option<&str> {
        let own = self.here.folder.as_str().split('/').next().filter(|own| !own.is_empty());
        own.into_iter().chain(["en"]).find_map(|language| {
            let below = FilePath::new(language)?.join(path.as_str())?;
            let Some(PathTarget::Page(page)) = self.index.known.exact(&below) else { return None };
            let page = &self.index.pages[page.index()];
            page.is_written().then_some(page.path.as_str())
        })
    }

    /// The page of the name that an address ends with, in the folder of the page that names it: it may be one of an older order.
    fn beside(&self, path: &FilePath) -> Option<&str> {
        let path = path.as_str();
        let path = path.strip_suffix("/index.html").or_else(|| path.strip_suffix(".html")).unwrap_or(path);
        let name = path.rsplit('/').next().filter(|name| !name.is_empty())?;
        let Some(PathTarget::Page(page)) = self.index.known.exact(&self.here.folder.join(name)?) else {
            return None;
        };
        let page = &self.index.pages[page.index()];
        page.is_written().then_some(page.path.as_str())
    }

    /// A path of the content folder as a reference of this page would have it, which may name a place in the file.
    fn to_write(&self, reference: &Reference, path: &str) -> String {
        let written = self.written_from_here(path);
        match WrittenTarget::new(reference.target.trim()).fragment.filter(|fragment| !fragment.is_empty()) {
            Some(fragment) => format!("{written}#{fragment}"),
            None => written,
        }
    }

    /// A path of the content folder as this page would write it.
    pub(super) fn written_from_here(&self, path: &str) -> String {
        let here = &self.here.folder;
        let here = if here.as_str().is_empty() { String::new() } else { format!("{here}/") };
        let shared = here.char_indices().zip(path.chars()).take_while(|((_, a), b)| a == b);
        let shared = shared.filter(|((_, c), _)| *c == '/').last().map_or(0, |((at, _), _)| at + 1);
        let up = "../".repeat(slice(&here, shared..).matches('/').count());
        format!("{up}{}", slice(path, shared..))
    }
}
