//! The roadmap: plays by horizon and by date, which of them are past their end or not begun in time, and which have no date.

use serde::Serialize;

use super::time_axis::{TimeAxis, TimeAxisView, WIDTH};
use super::{PlacedView, Scope, StrategyView};
use crate::date::Day;
use crate::model::PageId;
use crate::route::words::choice_words;
use crate::theme::Value;
use crate::theme::view::DayView;

/// The roadmap.
pub(super) struct Roadmap;

const HORIZONS: [&str; 3] = ["short", "medium", "long"];
/// More bars than this are read in the table.
const MOST_BARS: usize = 60;
/// What one bar takes of the height of the drawing, with its title.
const ROW: i64 = 46;
/// What the name of a horizon takes.
const GROUP: i64 = 26;
/// What stands above the bars.
const HEAD: i64 = 44;
/// What stands below the bars: the day.
const FOOT: i64 = 28;
/// More letters of a title than this may not fit beside it; the table has all.
const LONGEST_TITLE: usize = 44;

/// The roadmap, as `view` on `views/roadmap.html`.
#[derive(Serialize)]
struct RoadmapView {
    /// The day that it is made for.
    today: DayView,
    /// The plays with a date as bars; `None` where none has one.
    drawing: Option<RoadmapDrawingView>,
    /// The plays with a date, by horizon, and those of none.
    horizons: Vec<HorizonView>,
    /// What should be over and is not.
    past_end: Vec<LatePlayView>,
    /// What should have begun and has not.
    not_begun: Vec<LatePlayView>,
    /// Plays without any date.
    undated: Vec<RoadmapPlayView>,
}

/// The plays of one horizon.
#[derive(Serialize)]
struct HorizonView {
    /// "Short"; empty for plays that name none.
    title: String,
    plays: Vec<RoadmapPlayView>,
}

/// A play in the table.
#[derive(Clone, Serialize)]
struct RoadmapPlayView {
    play: PlacedView,
    /// "Running"; empty where it is not said.
    state: String,
    /// "Pilot"; empty where it is not said.
    stage: String,
    starts: Option<DayView>,
    ends: Option<DayView>,
    owners: Vec<PlacedView>,
    serves: Vec<PlacedView>,
    late: LatenessView,
}

/// From when on a play is late, as far as it is.
#[derive(Clone, Default, Serialize)]
struct LatenessView {
    /// After this day it is past its end; empty where it has none, or is over.
    ends: String,
    is_past_end: bool,
    /// After this day it should have begun; empty where it has.
    starts: String,
    is_not_begun: bool,
}

/// A play that is late, and since when.
#[derive(Serialize)]
struct LatePlayView {
    play: PlacedView,
    day: DayView,
    owners: Vec<PlacedView>,
}

/// The plays as bars.
#[derive(Serialize)]
struct RoadmapDrawingView {
    axis: TimeAxisView,
    height: i64,
    /// Where the bars end.
    foot: i64,
    /// Where today is.
    today: i64,
    bars: Vec<BarView>,
    /// The horizons above their bars.
    horizons: Vec<BarGroupView>,
    /// How many plays with a date are in the table alone.
    left_out: usize,
    /// The states that bars have, in the order in which plays go through them.
    states: Vec<BarStateView>,
    /// Whether any bar has no end.
    is_any_open: bool,
}

/// A horizon above its bars.
#[derive(Serialize)]
struct BarGroupView {
    /// "Short"; empty for plays that name none.
    title: String,
    y: i64,
}

/// A state as bars show it, with a word beside it.
#[derive(Serialize)]
struct BarStateView {
    name: &'static str,
    title: String,
}

/// A play as a bar.
#[derive(Serialize)]
struct BarView {
    play: PlacedView,
    /// Its title, cut where it is very long.
    title: String,
    /// Its state and stage: "Running, Pilot".
    note: String,
    /// How its bar is drawn: `planned`, `running`, `done`, `stopped`.
    state: &'static str,
    late: LatenessView,
    /// Whether no end is set.
    is_open: bool,
    /// Where its title stands, and whether that is where it ends.
    text_x: i64,
    is_end: bool,
    text_y: i64,
    /// Its outline.
    path: String,
    /// From where to where it is struck through, if it was stopped.
    cut_from: i64,
    cut_to: i64,
}

impl StrategyView for Roadmap {
    fn name(&self) -> &'static str {
        "roadmap"
    }

    fn title(&self) -> &'static str {
        "roadmap_title"
    }

    fn summary(&self) -> &'static str {
        "roadmap_summary"
    }

    fn template(&self) -> &'static str {
        "views/roadmap.html"
    }

    fn has_any(&self, scope: &Scope<'_>) -> bool {
        let is_dated = |id: PageId| {
            scope.page(id).kind.name == "play"
                && ["starts", "ends"].iter().any(|field| scope.day(id, field).is_some())
                && scope.holds(id)
        };
        scope.site.content.ids().any(is_dated)
    }

    fn draw(&self, scope: &Scope<'_>) -> Value {
        let today = scope.site.today;
        let mut plays: Vec<Play> = scope.of_kind("play").into_iter().map(|id| Play::new(scope, id)).collect();
        // By their beginning; what has none has begun.
        plays.sort_by_key(|play| (play.starts, play.ends.unwrap_or(Day::LAST)));
        let (dated, undated): (Vec<Play>, Vec<Play>) = plays.into_iter().partition(Play::is_dated);
        let groups = HORIZONS.into_iter().chain([""]).map(|horizon| {
            let is_in = |play: &&Play| match horizon {
                "" => !HORIZONS.contains(&scope.text(play.id, "horizon")),
                horizon => scope.text(play.id, "horizon") == horizon,
            };
            (horizon, dated.iter().filter(is_in).collect::<Vec<&Play>>())
        });
        let groups: Vec<(&str, Vec<&Play>)> = groups.filter(|(_, plays)| !plays.is_empty()).collect();
        let in_order: Vec<&Play> = groups.iter().flat_map(|(_, plays)| plays.iter().copied()).collect();
        let late = |since: fn(&Play, Day) -> Option<Day>| -> Vec<LatePlayView> {
            let late = in_order.iter().filter_map(|play| Some((play, since(play, today)?)));
            let mut late: Vec<_> = late.collect();
            late.sort_by_key(|(_, day)| *day);
            late.into_iter().map(|(play, day)| play.late_view(scope, day)).collect()
        };
        let horizon = |(name, plays): &(&str, Vec<&Play>)| HorizonView {
            title: choice_words(&scope.site.config.words, name),
            plays: plays.iter().map(|play| play.row(scope)).collect(),
        };
        Value::from_serializable(&RoadmapView {
            today: scope.site.day_view(today),
            drawing: drawing(scope, &groups),
            horizons: groups.iter().map(horizon).collect(),
            past_end: late(Play::past_end),
            not_begun: late(Play::not_begun),
            undated: undated.iter().map(|play| play.row(scope)).collect(),
        })
    }
}

/// A play with what the roadmap goes by.
struct Play {
    id: PageId,
    state: PlayState,
    starts: Option<Day>,
    ends: Option<Day>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PlayState {
    ToCome,
    Running,
    Done,
    Stopped,
}

impl PlayState {
    const ALL: [PlayState; 4] = [PlayState::Done, PlayState::Running, PlayState::ToCome, PlayState::Stopped];

    fn name(self) -> &'static str {
        match self {
            PlayState::ToCome => "planned",
            PlayState::Running => "running",
            PlayState::Done => "done",
            PlayState::Stopped => "stopped",
        }
    }

    fn word(self) -> &'static str {
        match self {
            PlayState::ToCome => "bar_to_come",
            PlayState::Running => "bar_running",
            PlayState::Done => "bar_done",
            PlayState::Stopped => "bar_stopped",
        }
    }
}

impl Play {
    fn new(scope: &Scope<'_>, id: PageId) -> Play {
        let state = match scope.text(id, "state") {
            "idea" | "planned" => PlayState::ToCome,
            "done" => PlayState::Done,
            "stopped" => PlayState::Stopped,
            _ => PlayState::Running,
        };
        Play { id, state, starts: scope.day(id, "starts"), ends: scope.day(id, "ends") }
    }

    fn is_dated(&self) -> bool {
        self.starts.is_some() || self.ends.is_some()
    }

    /// The day after which it is past its end.
    fn end_due(&self) -> Option<Day> {
        self.ends.filter(|_| matches!(self.state, PlayState::ToCome | PlayState::Running))
    }

    /// The day after which it should have begun.
    fn start_due(&self) -> Option<Day> {
        self.starts.filter(|_| self.state == PlayState::ToCome)
    }

    fn past_end(&self, today: Day) -> Option<Day> {
        self.end_due().filter(|day| *day < today)
    }

    /// Not where it is past its end already.
    fn not_begun(&self, today: Day) -> Option<Day> {
        self.start_due().filter(|day| *day < today && self.past_end(today).is_none())
    }

    fn lateness(&self, today: Day) -> LatenessView {
        let iso = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        LatenessView {
            ends: iso(self.end_due()),
            is_past_end: self.past_end(today).is_some(),
            starts: iso(self.start_due()),
            is_not_begun: self.start_due().is_some_and(|day| day < today),
        }
    }

    fn row(&self, scope: &Scope<'_>) -> RoadmapPlayView {
        RoadmapPlayView {
            play: scope.placed(self.id),
            state: scope.choice(self.id, "state"),
            stage: scope.choice(self.id, "stage"),
            starts: scope.day_view(self.id, "starts"),
            ends: scope.day_view(self.id, "ends"),
            owners: scope.roles(self.id, "owner"),
            serves: scope.placed_all(scope.stated(self.id, "serves")),
            late: self.lateness(scope.site.today),
        }
    }

    fn late_view(&self, scope: &Scope<'_>, day: Day) -> LatePlayView {
        LatePlayView {
            play: scope.placed(self.id),
            day: scope.site.day_view(day),
            owners: scope.roles(self.id, "owner"),
        }
    }

    fn bar(&self, scope: &Scope<'_>, axis: &TimeAxis, top: i64) -> BarView {
        let from = self.starts.map_or(0, |day| axis.place(day));
        let to = self.ends.map_or(WIDTH, |day| axis.end_of(day)).max(from + 6);
        let play = scope.placed(self.id);
        let mut title: String = play.title.chars().take(LONGEST_TITLE).collect();
        if title.len() < play.title.len() {
            title = format!("{}…", title.trim_end());
        }
        // What begins on the right ends its title there.
        let is_end = from > WIDTH / 2;
        let said = [scope.choice(self.id, "state"), scope.choice(self.id, "stage")];
        let said: Vec<String> = said.into_iter().filter(|said| !said.is_empty()).collect();
        BarView {
            title,
            note: said.join(" · "),
            state: self.state.name(),
            late: self.lateness(scope.site.today),
            is_open: self.ends.is_none(),
            text_x: if is_end { to.min(WIDTH) } else { from },
            is_end,
            text_y: top + 16,
            path: outline((from, to.min(WIDTH)), top + 23, (self.starts.is_none(), self.ends.is_none())),
            cut_from: from,
            cut_to: to.min(WIDTH),
            play,
        }
    }
}

/// The outline of a bar from one place to another; an end that is open is a point.
fn outline((from, to): (i64, i64), top: i64, (is_begun, is_open): (bool, bool)) -> String {
    let (middle, foot) = (top + 6, top + 12);
    let tip = |is_point: bool| if is_point { 8 } else { 0 };
    let (left, right) = (from + tip(is_begun), (to - tip(is_open)).max(from));
    format!("M{left} {top}H{right}L{to} {middle}L{right} {foot}H{left}L{from} {middle}Z")
}

fn drawing(scope: &Scope<'_>, groups: &[(&str, Vec<&Play>)]) -> Option<RoadmapDrawingView> {
    let plays = || groups.iter().flat_map(|(_, plays)| plays.iter().copied());
    let today = scope.site.today;
    let days = plays().flat_map(|play| play.starts.into_iter().chain(play.ends));
    let axis = TimeAxis::around(days.chain([today])).filter(|_| !groups.is_empty())?;
    // What is over makes room first.
    let is_over = |play: &Play| matches!(play.state, PlayState::Done | PlayState::Stopped);
    let is_crowded = plays().count() > MOST_BARS;
    let (mut bars, mut horizons, mut top): (Vec<BarView>, Vec<BarGroupView>, i64) =
        (Vec::new(), Vec::new(), HEAD);
    for (name, plays) in groups {
        let room = MOST_BARS.saturating_sub(bars.len());
        let drawn = plays.iter().filter(|play| !is_crowded || !is_over(play)).take(room);
        let drawn: Vec<&Play> = drawn.copied().collect();
        let is_named = !name.is_empty() || !horizons.is_empty();
        if is_named && !drawn.is_empty() {
            horizons.push(BarGroupView { title: choice_words(&scope.site.config.words, name), y: top + 15 });
            top += GROUP;
        }
        for play in drawn {
            bars.push(play.bar(scope, &axis, top));
            top += ROW;
        }
    }
    let is_drawn = |state: &PlayState| bars.iter().any(|bar| bar.state == state.name());
    let state = |state: PlayState| BarStateView { name: state.name(), title: scope.site.say(state.word()) };
    Some(RoadmapDrawingView {
        axis: axis.view(scope),
        height: top + FOOT,
        foot: top,
        today: axis.place(today),
        left_out: plays().count() - bars.len(),
        states: PlayState::ALL.into_iter().filter(is_drawn).map(state).collect(),
        is_any_open: bars.iter().any(|bar| bar.is_open),
        horizons,
        bars,
    })
}
