//! What became of the data at the head of a text: a small table of fields.

use super::Writer;
use crate::markdown::escape_text;
use crate::markdown::tree::{Block, BlockContent};
use crate::redline::view::RunView;
use crate::redline::{BlockChange, FieldChange, Inline, Inside};

impl Writer<'_, '_> {
    pub(super) fn fields(&mut self, fields: &[FieldChange<'_>]) {
        if fields.is_empty() {
            return;
        }
        self.out.push_str("<table class=\"fields\">\n<caption>");
        escape_text(self.out, self.page.words.say("fields_caption"));
        self.out.push_str("</caption>\n<thead><tr>");
        for column in ["fields_name", "fields_before", "fields_after"] {
            self.out.push_str("<th scope=\"col\">");
            escape_text(self.out, self.page.words.say(column));
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for field in fields {
            self.out.push_str("<tr class=\"changed\"><th scope=\"row\">");
            escape_text(self.out, &field.name);
            self.out.push_str("</th><td>");
            self.values(field.values.iter().filter_map(before).collect());
            self.out.push_str("</td><td>");
            self.values(field.values.iter().filter_map(after).collect());
            self.out.push_str("</td></tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n");
    }

    fn values(&mut self, values: Vec<Vec<RunView<'_, '_>>>) {
        if let [value] = &values[..] {
            return self.line(value);
        }
        if values.is_empty() {
            self.out.push_str("<span class=\"remark\">");
            escape_text(self.out, self.page.words.say("nothing"));
            return self.out.push_str("</span>");
        }
        self.out.push_str("<ul>");
        for value in values {
            self.out.push_str("<li>");
            self.line(&value);
            self.out.push_str("</li>");
        }
        self.out.push_str("</ul>");
    }
}

/// A value as it was.
fn before<'c, 'a>(change: &'c BlockChange<'a>) -> Option<Vec<RunView<'c, 'a>>> {
    match change {
        BlockChange::Kept(block) => Some(views(block, RunView::kept)),
        BlockChange::Deleted(block) | BlockChange::Left(block, _) => Some(views(block, RunView::deleted)),
        BlockChange::Inserted(_) => None,
        BlockChange::Arrived(change, _) => before(change),
        BlockChange::Changed(changed) => {
            let inlines = inlines(&changed.inside).iter();
            Some(inlines.filter(|inline| !matches!(inline, Inline::Inserted(_))).map(RunView::of).collect())
        }
    }
}

/// A value as it is.
fn after<'c, 'a>(change: &'c BlockChange<'a>) -> Option<Vec<RunView<'c, 'a>>> {
    match change {
        BlockChange::Kept(block) => Some(views(block, RunView::kept)),
        BlockChange::Inserted(block) => Some(views(block, RunView::inserted)),
        BlockChange::Deleted(_) | BlockChange::Left(..) => None,
        BlockChange::Arrived(change, _) => after(change),
        BlockChange::Changed(changed) => {
            let inlines = inlines(&changed.inside).iter();
            Some(inlines.filter(|inline| !matches!(inline, Inline::Deleted(_))).map(RunView::of).collect())
        }
    }
}

fn inlines<'c, 'a>(inside: &'c Inside<'a>) -> &'c [Inline<'a>] {
    match inside {
        Inside::Line(inlines) => inlines,
        _ => &[],
    }
}

fn views<'c, 'a>(
    block: &'c Block<'a>,
    view: fn(&'c crate::markdown::tree::Run<'a>) -> RunView<'c, 'a>,
) -> Vec<RunView<'c, 'a>> {
    match &block.content {
        BlockContent::Runs(runs) => runs.iter().map(view).collect(),
        _ => Vec::new(),
    }
}
