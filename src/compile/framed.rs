//! Tells of files that all pages share and that nobody approves: the theme, and what is published as it is.

use super::layout::Layout;
use crate::config::{Config, Edition};
use crate::diagnostic::{Code, Finding};
use crate::governance::Governance;
use crate::path::FilePath;
use crate::world::World;

/// That the approved edition has such files as the last commit has them, since no frame in force speaks for them; and that
/// two frames speak for one.
pub(super) fn findings(
    world: &dyn World,
    (layout, config): (&Layout, &Config),
    governance: Option<&Governance>,
) -> Vec<Finding> {
    let Some(governance) = governance.filter(|_| config.edition == Edition::Approved) else {
        return Vec::new();
    };
    let frame = governance.fold.frame();
    let mut findings: Vec<Finding> = Vec::new();
    if let [first, ..] = frame.contested.as_slice() {
        let more = match frame.contested.len() - 1 {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message = format!("two pages of kind `frame` in force speak for {first}{more}");
        findings.push(Finding::of_site(Code::FrameOverlap, message).hint(
            "the one that was in force first has it; leave it out of the `covers` or `keys` of the other",
        ));
    }
    let of_theme = config.theme_folder().map(|folder| world.list(&folder).files).unwrap_or_default();
    let files = layout.as_is.iter().map(|file| &file.file).chain(of_theme.iter());
    let free: Vec<&FilePath> = files.filter(|file| !frame.speaks_for(file)).collect();
    let Some(first) = free.first() else { return findings };
    let message = match free.len() {
        1 => format!("`{first}` is published as the last commit has it: nobody is asked to approve it"),
        many => format!(
            "{many} files, `{first}` among them, are published as the last commit has them: nobody is asked to approve them"
        ),
    };
    let hint = format!(
        "a page of kind `frame` that says `covers: [{}/**, {}/**]` speaks for them, and a control `for: frame` asks for its approval",
        config.theme, config.files
    );
    findings.push(Finding::of_site(Code::UnframedFiles, message).hint(hint));
    findings
}
