//! Data blocks of pages, as their templates take them.
//!
//! Each built-in block is one file that makes what its template takes as `view`. A block that a site declares is drawn by its
//! own template from its fields (`fields.rs`), and by `blocks/data.html` where the theme has none of its name.

mod assessment;
mod chart;
mod decision;
mod fields;
mod named;
mod posting;
mod quiz;
mod readings;
mod roadmap;
mod scenarios;
mod tables;
mod to_ask;
mod video;
mod view;

pub(super) use quiz::pass_of;
pub use to_ask::{AnswerToTake, DecisionToAsk, OutcomeToTell, QuestionToAsk, RuleToRead};

use super::drawing::{BlockDrawing, PlacedBlock};
use super::site::Site;
use crate::model::{BlockSaid, DataBlock, PageId};
use crate::theme::Value;
use named::NamedPages;

/// The template of a block whose theme has none of its name.
const ANY: &str = "blocks/data.html";
/// That of charts, as which readings are drawn.
const CHART: &str = "blocks/chart.html";

/// A block with what its drawing may look at.
struct BlockOfPage<'a> {
    site: &'a Site,
    page: PageId,
    block: &'a DataBlock,
    /// Its number on the page, from 1: ids in it begin with it.
    number: usize,
    pages: NamedPages<'a>,
}

/// The data blocks of a page.
pub(super) fn of_page(site: &Site, page: PageId) -> Vec<PlacedBlock> {
    let blocks = &site.content.page(page).blocks;
    let mut named_before = 0;
    let placed = blocks.iter().zip(1..).map(|(block, number)| {
        let pages = NamedPages::new(site, page, block, named_before);
        named_before += block.references.len();
        BlockOfPage { site, page, block, number, pages }.placed()
    });
    placed.collect()
}

impl BlockOfPage<'_> {
    fn placed(&self) -> PlacedBlock {
        let mut findings = Vec::new();
        let own = self.block.kind.template();
        let drawing = match self.block.kind.name.as_str() {
            "view" => self.view(&mut findings),
            "decision" => self.drawn(&own, Value::from_serializable(&self.decision())),
            "assessment" => self.drawn(&own, Value::from_serializable(&self.assessment())),
            "posting" => self.drawn(&own, Value::from_serializable(&self.posting(&mut findings))),
            "chart" => self.drawn(&own, Value::from_serializable(&self.chart(&mut findings))),
            "quiz" => self.drawn(&own, Value::from_serializable(&self.quiz())),
            "readings" => self.drawn(CHART, Value::from_serializable(&self.readings(&mut findings))),
            "video" => self.drawn(&own, Value::from_serializable(&self.video(&mut findings))),
            name @ ("roadmap" | "scenarios") if self.block.said == BlockSaid::ByPage => {
                self.view_of_page(name)
            }
            "roadmap" => self.drawn(&own, Value::from_serializable(&self.roadmap())),
            "scenarios" => self.scenarios(),
            _ => self.drawn(&own, Value::from_serializable(&self.fields())),
        };
        let behind = (self.block.kind.name == "quiz")
            .then(|| BlockDrawing::new("blocks/quiz-answers.html", drawing.view.clone()));
        let drawing = BlockDrawing { ids: self.ids(&drawing), ..drawing };
        PlacedBlock { start: self.block.start, drawing, behind, findings }
    }

    fn drawn(&self, template: &str, view: Value) -> BlockDrawing {
        let template = if self.site.theme.has_template(template) { template } else { ANY };
        BlockDrawing::new(template, view)
    }

    /// What ids of a view begin with that stands on the page a second time.
    fn ids(&self, drawing: &BlockDrawing) -> String {
        let is_view = drawing.template.starts_with("views/");
        let before = self.site.content.page(self.page).blocks.iter().take(self.number - 1);
        let draws_views = |block: &DataBlock| matches!(&*block.kind.name, "view" | "scenarios" | "roadmap");
        if is_view && before.filter(|block| draws_views(block)).count() > 0 {
            format!("{}-", self.anchor())
        } else {
            String::new()
        }
    }

    /// What the ids in it begin with.
    fn anchor(&self) -> String {
        format!("block-{}", self.number)
    }
}
