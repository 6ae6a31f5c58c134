//! What became of the data at the head of a text: a small table of fields.

use super::Writer;
use crate::markdown::escape_text;
use crate::markdown::tree::{Block, Content};
use crate::redline::view::View;
use crate::redline::{Change, FieldChange, Inline, Inside};

impl Writer<'_, '_> {
    pub(super) fn fields(&mut self, fields: &[FieldChange<'_>]) {
        if fields.is_empty() {
            return;
        }
        self.out.push_str(
            "<table class=\"fields\">\n<caption>Data of the page</caption>\n<thead><tr><th scope=\"col\">Field</th>\
             <th scope=\"col\">Before</th><th scope=\"col\">After</th></tr></thead>\n<tbody>\n",
        );
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

    fn values(&mut self, values: Vec<Vec<View<'_, '_>>>) {
        if let [value] = &values[..] {
            return self.line(value);
        }
        if values.is_empty() {
            return self.out.push_str("<span class=\"remark\">nothing</span>");
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
fn before<'c, 'a>(change: &'c Change<'a>) -> Option<Vec<View<'c, 'a>>> {
    match change {
        Change::Kept(block) => Some(views(block, View::kept)),
        Change::Deleted(block) | Change::Left(block, _) => Some(views(block, View::deleted)),
        Change::Inserted(_) => None,
        Change::Arrived(change, _) => before(change),
        Change::Changed(changed) => {
            let inlines = inlines(&changed.inside).iter();
            Some(inlines.filter(|inline| !matches!(inline, Inline::Inserted(_))).map(View::of).collect())
        }
    }
}

/// A value as it is.
fn after<'c, 'a>(change: &'c Change<'a>) -> Option<Vec<View<'c, 'a>>> {
    match change {
        Change::Kept(block) => Some(views(block, View::kept)),
        Change::Inserted(block) => Some(views(block, View::inserted)),
        Change::Deleted(_) | Change::Left(..) => None,
        Change::Arrived(change, _) => after(change),
        Change::Changed(changed) => {
            let inlines = inlines(&changed.inside).iter();
            Some(inlines.filter(|inline| !matches!(inline, Inline::Deleted(_))).map(View::of).collect())
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
    view: fn(&'c crate::markdown::tree::Run<'a>) -> View<'c, 'a>,
) -> Vec<View<'c, 'a>> {
    match &block.content {
        Content::Runs(runs) => runs.iter().map(view).collect(),
        _ => Vec::new(),
    }
}
