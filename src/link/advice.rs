//! What to write instead of what leads to nothing, or only by chance.

use super::elsewhere::looks_like_mail;
use super::index::LeftOut;
use super::known::PathTarget;
use super::resolve::{Lead, Resolver};
use crate::diagnostic::{Code, Finding, Severity};
use crate::markdown::Reference;
use crate::model::PageId;
use crate::path::{FilePath, WrittenTarget};
use crate::source::slice;

/// The first folder of an address that is written from the root of the host: another site may be found there.
fn other_site(written: &str) -> Option<String> {
    let (folder, _) = written.strip_prefix('/')?.split_once('/')?;
    (!folder.is_empty()).then(|| format!("/{folder}/"))
}

impl Resolver<'_> {
    pub(super) fn note_case(&self, reference: &Reference, right: &str, findings: &mut Vec<Finding>) {
        let fix = self.to_write(reference, right);
        let finding = self.finding(reference, Code::LinkCase, "the link spells its target in another case");
        findings.push(finding.label("breaks on most web servers").hint(format!("write `{fix}`")));
    }

    /// Whether what was found stands for the very folder that the path names.
    pub(super) fn is_folder(&self, page: PageId, path: &FilePath) -> bool {
        self.index.pages[page.index()].path.parent() == *path
    }

    pub(super) fn note_output(&self, reference: &Reference, page: PageId, findings: &mut Vec<Finding>) {
        let page = &self.index.pages[page.index()];
        let message = "the link names an address of the finished site";
        let finding = self.finding(reference, Code::LinkToOutput, message).cause(message);
        let fix = page
            .is_written()
            .then(|| format!("link to the file: `{}`", self.to_write(reference, page.path.as_str())));
        findings.push(finding.hint_if(fix));
    }

    pub(super) fn note_moved(&self, reference: &Reference, page: PageId, findings: &mut Vec<Finding>) {
        let page = &self.index.pages[page.index()];
        let message = format!("the link names a former address of “{}”", page.title);
        let finding = self.finding(reference, Code::LinkToOutput, message).with_severity(Severity::Warning);
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
        let web = written.starts_with("www.").then(|| format!("write `https://{written}` for another site"));
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
            Some(format!("did you mean `{}`?", self.to_write(reference, near)))
        });
        let prefixed = || Some(format!("did you mean `{}`?", self.to_write(reference, self.prefixed(path)?)));
        let near = if picture { near } else { near.or_else(prefixed) };
        let place = if written == path.as_str() { String::new() } else { format!(" (looked for `{path}`)") };
        let finding = self.finding(reference, code, format!("there is no {what} `{written}`{place}"));
        findings.push(match (near, other_site(written)) {
            // Each is mended in its own way.
            (Some(near), _) => finding.label("leads nowhere").hint(near),
            (None, Some(others)) => finding
                .label("leads nowhere")
                .cause(format!("there is nothing below `{others}`"))
                .hint(format!(
                    "if another site is found there, say so in site.toml: `elsewhere = [\"{others}**\"]`"
                )),
            (None, None) if picture => {
                finding.label("leads nowhere").cause(format!("there is no such file in `{}`", path.parent()))
            }
            (None, None) => finding.label("leads nowhere"),
        });
        Lead::Nothing
    }

    /// The file of a page that a path means but for folders before it: sites are moved from below an address to its root, and
    /// back.
    fn prefixed(&self, path: &FilePath) -> Option<&str> {
        let mut rest = path.as_str();
        while let Some((_, below)) = rest.split_once('/') {
            rest = below;
            let found = FilePath::new(below).filter(|below| !below.as_str().is_empty());
            if let Some(PathTarget::Page(page)) = found.and_then(|below| self.index.known.exact(&below)) {
                let page = &self.index.pages[page.index()];
                return page.is_written().then_some(page.path.as_str());
            }
        }
        None
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
