//! The comparison of channels: what each is good and bad at, who listens there, who reads a post first, and which plays use it.

use serde::Serialize;

use super::gap::GapView;
use super::{PlacedView, Scope, StrategyView};
use crate::model::PageId;
use crate::theme::Value;

/// The comparison of channels.
pub(super) struct Channels;

/// The comparison, as `view` on `views/channels.html`.
#[derive(Serialize)]
struct ChannelsView {
    channels: Vec<ChannelView>,
    /// What channels do not say, and which those are.
    gaps: Vec<GapView>,
}

/// A channel. What it does not say is empty.
#[derive(Serialize)]
struct ChannelView {
    channel: PlacedView,
    /// "In use".
    state: String,
    /// "Participate".
    level: String,
    strengths: Vec<String>,
    risks: Vec<String>,
    fit: Vec<String>,
    response_time: String,
    listening: String,
    /// Who answers for it.
    owners: Vec<PlacedView>,
    /// "Second pair of eyes".
    before_posting: String,
    /// The roles that may publish there.
    publishers: Vec<PlacedView>,
    /// The plays that use it.
    plays: Vec<PlacedView>,
}

impl StrategyView for Channels {
    fn name(&self) -> &'static str {
        "channels"
    }

    fn title(&self) -> &'static str {
        "channels_compared"
    }

    fn summary(&self) -> &'static str {
        "channels_summary"
    }

    fn template(&self) -> &'static str {
        "views/channels.html"
    }

    fn has_any(&self, scope: &Scope<'_>) -> bool {
        scope.has_kind(&["channel"])
    }

    fn draw(&self, scope: &Scope<'_>) -> Value {
        let ids = scope.of_kind("channel");
        let plays = |id: PageId| scope.stating(id, "uses", &["play"]);
        let channel = |id: &PageId| ChannelView {
            channel: scope.placed(*id),
            state: scope.choice(*id, "state"),
            level: scope.choice(*id, "level"),
            strengths: scope.texts(*id, "strengths"),
            risks: scope.texts(*id, "risks"),
            fit: scope.texts(*id, "fit"),
            response_time: scope.words(*id, "response_time"),
            listening: scope.words(*id, "listening"),
            owners: scope.roles(*id, "owner"),
            before_posting: scope.choice(*id, "before_posting"),
            publishers: scope.placed_all(scope.stating(*id, "may_publish_on", &["role"])),
            plays: scope.placed_all(plays(*id)),
        };
        // A channel that was left needs nothing.
        let open: Vec<PageId> = ids.iter().copied().filter(|id| scope.text(*id, "state") != "left").collect();
        let gap = |word: &'static str, is_gap: &dyn Fn(PageId) -> bool| {
            GapView::new(scope, word, open.iter().copied().filter(|id| is_gap(*id)))
        };
        let lacks = |field: &'static str| move |id: PageId| scope.page(id).fields.get(field).is_none();
        let gaps = [
            gap("channels_unheard", &lacks("listening")),
            gap("channels_without_answer", &lacks("response_time")),
            gap("channels_without_reader", &lacks("before_posting")),
            gap("channels_without_level", &lacks("level")),
            gap("channels_unused", &|id| plays(id).is_empty()),
        ];
        Value::from_serializable(&ChannelsView {
            channels: ids.iter().map(channel).collect(),
            gaps: gaps.into_iter().flatten().collect(),
        })
    }
}
