//! Scenarios that stand in a page, drawn as the view draws those of pages.

use super::BlockOfPage;
use crate::route::drawing::BlockDrawing;
use crate::route::strategy::StatedScenario;

impl BlockOfPage<'_> {
    pub(super) fn scenarios(&self) -> BlockDrawing {
        let fields = &self.block.fields;
        let stated = StatedScenario {
            page: self.page,
            title: fields.text("title").unwrap_or_default(),
            axes: fields.items("axes"),
            worlds: fields.items("worlds"),
            page_named: &|name| self.pages.page_named(name),
        };
        BlockDrawing::new("views/scenarios.html", stated.draw(self.site))
    }
}
