//! A roadmap that somebody writes: what will be different, and by when.

use serde::Serialize;

use super::BlockOfPage;
use super::named::NamedPageView;
use crate::model::{FieldValue, Fields};
use crate::route::words::choice_words;
use crate::theme::view::DayView;

/// A roadmap, as `view` on `blocks/roadmap.html`.
#[derive(Serialize)]
pub(super) struct RoadmapView {
    title: String,
    /// Its items by horizon, those without one first; each horizon that has any.
    horizons: Vec<HorizonView>,
}

/// The items of a horizon.
#[derive(Serialize)]
struct HorizonView {
    /// Its name; empty for items that name none.
    title: String,
    items: Vec<RoadmapItemView>,
}

/// An item.
#[derive(Serialize)]
struct RoadmapItemView {
    what: String,
    by: Option<DayView>,
    owner: Vec<NamedPageView>,
    serves: Vec<NamedPageView>,
    state: String,
}

impl BlockOfPage<'_> {
    pub(super) fn roadmap(&self) -> RoadmapView {
        let words = &self.site.config.words;
        let items = self.block.fields.items("items");
        let of_horizon = |horizon: &str| {
            let is_of = |item: &&Fields| item.text("horizon").unwrap_or_default() == horizon;
            let items: Vec<RoadmapItemView> =
                items.iter().filter(is_of).map(|item| self.item(item)).collect();
            let title = if horizon.is_empty() { String::new() } else { choice_words(words, horizon) };
            (!items.is_empty()).then_some(HorizonView { title, items })
        };
        RoadmapView {
            title: self.block.fields.text("title").unwrap_or_default().to_owned(),
            horizons: ["", "short", "medium", "long"].into_iter().filter_map(of_horizon).collect(),
        }
    }

    fn item(&self, item: &Fields) -> RoadmapItemView {
        let by = match item.get("by") {
            Some(FieldValue::Day(day)) => Some(self.site.day_view(*day)),
            _ => None,
        };
        RoadmapItemView {
            what: item.text("what").unwrap_or_default().to_owned(),
            by,
            owner: self.pages.roles(item.named("owner")),
            serves: self.pages.pages(item.named("serves")),
            state: item.text("state").unwrap_or_default().to_owned(),
        }
    }
}
