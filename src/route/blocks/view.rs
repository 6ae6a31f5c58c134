//! A view of the strategy in a page: ` ```view ladder `.

use super::BlockOfPage;
use crate::diagnostic::{Code, Finding, Place};
use crate::governance::selector_of;
use crate::model::FieldValue;
use crate::route::drawing::BlockDrawing;
use crate::route::strategy::{Scope, VIEWS, unmeant, view_named};
use crate::theme::Value;
use crate::yaml::YamlReader;

/// What stands in place of a view of no page.
const NOTHING: &str = "views/nothing.html";

impl BlockOfPage<'_> {
    /// The view that the block names, drawn of the pages that it chooses; nothing where there is no such view.
    pub(super) fn view(&self, findings: &mut Vec<Finding>) -> BlockDrawing {
        let nothing = BlockDrawing::new(super::ANY, Value::none());
        // Without a name it was reported as lacking one.
        let Some(name) = self.block.fields.text("name") else { return nothing };
        let file = &self.site.content.page(self.page).file;
        let named = self.block.fields.place("name").unwrap_or(self.block.span);
        let view = match view_named(name, Code::BadBlock, Place::span(file, named)) {
            Ok(view) => view,
            Err(unknown) => {
                findings.push(*unknown);
                return nothing;
            }
        };
        let reader = YamlReader::new(file, Code::BadBlock);
        let selector = match self.block.fields.get("pages") {
            Some(FieldValue::Data(node)) => selector_of(node, &reader),
            _ => None,
        };
        let wrong = reader.into_findings();
        // Half a choice would choose too much.
        if !wrong.is_empty() {
            findings.extend(wrong);
            return nothing;
        }
        let scope = Scope::within(self.site, self.page, selector.as_ref());
        if let Some(selector) = &selector {
            let chosen = Place::span(file, self.block.fields.place("pages").unwrap_or(self.block.span));
            findings.extend(unmeant(self.site, selector, Code::BadBlock, &chosen));
            // A view of nothing would say that nothing is missing, and that all is in time.
            if scope.pages().is_empty() {
                return BlockDrawing::new(NOTHING, Value::none());
            }
        }
        BlockDrawing::new(view.template(), view.draw(&scope))
    }

    /// A view of what the page says of itself.
    pub(super) fn view_of_page(&self, name: &str) -> BlockDrawing {
        let view = VIEWS.iter().find(|view| view.name() == name);
        let scope = Scope::of_page(self.site, self.page);
        view.map_or_else(
            || BlockDrawing::new(super::ANY, Value::none()),
            |view| BlockDrawing::new(view.template(), view.draw(&scope)),
        )
    }
}
