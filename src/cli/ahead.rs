//! What of the approved edition is made before anything is written: where the program fails on what proves something, nothing
//! is published at all.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};

use super::outcome::Failure;
use super::rendering::{Rendered, Rendering};
use crate::config::Edition;
use crate::diagnostic::defect::{PLEASE_REPORT, sentence_of};
use crate::diagnostic::{Code, Finding};
use crate::output::{MadeOutput, Plan};
use crate::path::OutputPath;
use crate::route::{Answer, Site};

/// So many bytes of files are kept until they are written; what is more is made once more then.
const MOST_BYTES: usize = 64 << 20;

/// Files that were made ahead, by their paths.
pub(super) type MadeAhead = HashMap<OutputPath, MadeOutput>;

/// Makes the evidence that a target lacks.
///
/// # Errors
/// Where the program fails on it.
pub(super) fn made_ahead(rendering: &Rendering<'_>, plan: &Plan) -> Result<MadeAhead, Failure> {
    let room = Mutex::new(Room::default());
    let rendered = rendering.each(
        |output| output.is_evidence() && !plan.keeps(&output.path()),
        |output, made| {
            room.lock().unwrap_or_else(PoisonError::into_inner).keep(output.path(), made);
            Ok::<_, Infallible>(Vec::new())
        },
    );
    let Ok(rendered) = rendered;
    refuse_unproven(&rendered)?;
    Ok(room.into_inner().unwrap_or_else(PoisonError::into_inner).made)
}

/// Refuses to publish where the program failed on evidence while it made files.
pub(super) fn refuse_unproven(rendered: &Rendered) -> Result<(), Failure> {
    rendered.unproven.first().map_or(Ok(()), |defect| Err(refused(&defect.sentence())))
}

#[derive(Default)]
struct Room {
    made: MadeAhead,
    bytes: usize,
}

impl Room {
    fn keep(&mut self, path: OutputPath, made: MadeOutput) {
        let bytes = match &made.answer.value {
            Answer::Bytes(bytes) => bytes.len(),
            Answer::File(_) | Answer::PrintedBook(_) => 0,
        };
        if self.bytes + bytes <= MOST_BYTES {
            self.bytes += bytes;
            self.made.insert(path, made);
        }
    }
}

/// Refuses to publish approved texts where the program failed on something while it compiled them.
pub(super) fn refuse_defects(site: &Site, findings: &[Finding]) -> Result<(), Failure> {
    let is_approved = site.config.edition == Edition::Approved;
    let failed = findings.iter().find(|finding| finding.code == Code::InternalError);
    failed.filter(|_| is_approved).map_or(Ok(()), |finding| Err(refused(&sentence_of(finding))))
}

fn refused(why: &str) -> Failure {
    Failure::new(format!("what is approved cannot be published: {why}")).hint(PLEASE_REPORT)
}
