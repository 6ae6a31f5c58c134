//! What makes no sense in a data block, as findings at its places.

use crate::diagnostic::{Code, Finding, Place};
use crate::path::FilePath;
use crate::source::Span;

/// What makes no sense in one block.
#[derive(Debug)]
pub struct Faults {
    /// The line of its fence.
    fence: Place,
    findings: Vec<Finding>,
}

impl Faults {
    /// None yet, of a block with this line of its fence.
    pub fn at(fence: Place) -> Faults {
        Faults { fence, findings: Vec::new() }
    }

    /// All of them.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// For a block of a file whose faults were reported before.
    pub fn reported_before(file: &FilePath) -> Faults {
        Faults { fence: Place::file(file), findings: Vec::new() }
    }

    /// Reports something at a place; at the fence where it has none.
    pub(super) fn report(&mut self, at: Option<Span>, message: impl Into<String>, hint: impl Into<String>) {
        let place = match at {
            Some(span) => Place { span: Some(span), ..self.fence.clone() },
            None => self.fence.clone(),
        };
        self.findings.push(Finding::new(Code::BadBlock, place, message.into()).hint(hint.into()));
    }
}
