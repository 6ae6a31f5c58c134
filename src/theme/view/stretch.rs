//! What templates see of a page's own stretch of the map.

use serde::Serialize;

use super::MarkView;

/// A page's own stretch of the map of the strategy, as `page.stretch`: what it leads up to, and what leads to it.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct StretchView {
    /// From the objectives down to what the page is tied to: each step has in it what serves it.
    pub above: Vec<StepView>,
    /// What ties the page to those: "Serves", for a channel "Used by"; empty where nothing is above.
    pub label: String,
    /// What stands below the page.
    pub below: Vec<StepGroupView>,
    /// What is missing, a sentence each: "No play serves it."
    pub gaps: Vec<String>,
    /// Where the whole map is.
    pub map: String,
}

/// Pages of the map that are tied to another in the same way.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct StepGroupView {
    /// "Served by", "Uses", "Measured by".
    pub label: String,
    /// The pages.
    pub steps: Vec<StepView>,
}

/// A page on a stretch of the map.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct StepView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub path: String,
    /// Its document number; may be empty.
    pub id: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// That nobody approves what it says, beside a text that somebody does.
    pub mark: Option<MarkView>,
    /// Whether the page itself is tied to it, and not only to what stands in it.
    pub direct: bool,
    /// On the way to the page: what serves it there.
    pub steps: Vec<StepView>,
    /// Below the page: what is tied to it.
    pub groups: Vec<StepGroupView>,
}
