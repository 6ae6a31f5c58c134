//! A view of the strategy in a page: ` ```view ladder `.

use super::BlockOfPage;
use crate::diagnostic::{Code, Finding, Place, near_miss};
use crate::governance::selector_of;
use crate::model::FieldValue;
use crate::route::drawing::BlockDrawing;
use crate::route::strategy::{Scope, VIEWS};
use crate::theme::Value;
use crate::yaml::YamlReader;

impl BlockOfPage<'_> {
    /// The view that the block names, drawn of the pages that it chooses; nothing where there is no such view.
    pub(super) fn view(&self, findings: &mut Vec<Finding>) -> BlockDrawing {
        let nothing = BlockDrawing { template: super::ANY.to_owned(), view: Value::none() };
        // Without a name it was reported as lacking one.
        let Some(name) = self.block.fields.text("name") else { return nothing };
        let Some(view) = VIEWS.iter().find(|view| view.name() == name) else {
            findings.push(self.unknown(name));
            return nothing;
        };
        let file = &self.site.content.page(self.page).file;
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
        BlockDrawing { template: view.template().to_owned(), view: view.draw(&scope) }
    }

    fn unknown(&self, name: &str) -> Finding {
        let place = Place::span(
            &self.site.content.page(self.page).file,
            self.block.fields.place("name").unwrap_or(self.block.span),
        );
        let names = || VIEWS.iter().map(|view| view.name());
        let hint = match near_miss(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("views: {}", names().collect::<Vec<_>>().join(", ")),
        };
        Finding::new(Code::BadBlock, place, format!("there is no view `{name}`")).hint(hint)
    }
}
