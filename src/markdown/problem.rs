//! What is wrong in a text, before it is known which file the text is from.

use std::borrow::Cow;

use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::path::FilePath;
use crate::source::Span;

/// A finding in waiting.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    code: Code,
    severity: Severity,
    span: Span,
    message: String,
    related: Option<(Span, &'static str)>,
    hint: Option<Cow<'static, str>>,
}

impl Problem {
    pub(super) fn new(code: Code, span: Span, message: impl Into<String>) -> Problem {
        Problem { code, severity: code.severity(), span, message: message.into(), related: None, hint: None }
    }

    pub(super) fn severity(mut self, severity: Severity) -> Problem {
        self.severity = severity;
        self
    }

    pub(super) fn related(mut self, span: Span, label: &'static str) -> Problem {
        self.related = Some((span, label));
        self
    }

    pub(super) fn hint(mut self, hint: impl Into<Cow<'static, str>>) -> Problem {
        self.hint = Some(hint.into());
        self
    }

    pub(super) fn kind(&self) -> (Code, Severity) {
        (self.code, self.severity)
    }

    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// The finding, in a file whose text begins `offset` bytes before ours.
    pub(super) fn finding(&self, file: &FilePath, offset: usize) -> Finding {
        let place = |span: Span| Place::span(file, span.shifted(offset));
        let finding = Finding::new(self.code, place(self.span), self.message.clone())
            .with_severity(self.severity)
            .hint_if(self.hint.as_deref().map(str::to_owned));
        match self.related {
            Some((span, label)) => finding.related(place(span), label),
            None => finding,
        }
    }
}
