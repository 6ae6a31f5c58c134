//! The measures: where each aims, what was read last and how long ago, where it goes, and what it measures.

use serde::Serialize;

use super::gap::GapView;
use super::sparkline::SparklineView;
use super::{PlacedView, Scope, StrategyView};
use crate::blocks::Faults;
use crate::blocks::chart::Figure;
use crate::blocks::readings::{MeasureReading, of_items, readings};
use crate::date::Day;
use crate::model::{BlockSaid, Decimal, PageId};
use crate::route::block_files::block_file;
use crate::route::governed;
use crate::route::site::Site;
use crate::theme::Value;
use crate::theme::view::{DayView, DueView};

/// The measures.
pub(super) struct Measures;

/// The measures, as `view` on `views/measures.html`.
#[derive(Serialize)]
struct MeasuresView {
    /// The day that the view is made for.
    today: DayView,
    measures: Vec<MeasureView>,
    /// What is missing or late, and of which measures.
    gaps: Vec<GapView>,
}

/// A measure. What it does not say is empty.
#[derive(Serialize)]
struct MeasureView {
    measure: PlacedView,
    target: String,
    unit: String,
    source: String,
    /// "3 months".
    every: String,
    owners: Vec<PlacedView>,
    /// The goals and objectives that it measures, and the objectives that those goals serve.
    measured: Vec<MeasuredView>,
    /// What stands in the place of its readings; empty where they are shown.
    withheld: String,
    last: Option<ReadingView>,
    /// Where it went since the reading before.
    change: Option<ChangeSinceView>,
    /// How the last reading stands to the target; `None` where the target begins with no number, or the measure does not say
    /// which way is better.
    towards: Option<TowardsTargetView>,
    /// By when the next reading is due.
    due: Option<DueView>,
    sparkline: Option<SparklineView>,
}

/// A goal or an objective that is measured.
#[derive(Serialize)]
struct MeasuredView {
    page: PlacedView,
    serves: Vec<PlacedView>,
}

/// A reading.
#[derive(Serialize)]
struct ReadingView {
    /// "71,000".
    value: String,
    day: DayView,
    note: String,
}

/// How the last reading of a measure stands to its target.
#[derive(Serialize)]
struct TowardsTargetView {
    is_reached: bool,
    /// "6 short of the target"; "target reached".
    words: String,
}

/// What became of a measure from one reading to the next.
#[derive(Serialize)]
struct ChangeSinceView {
    /// `up`, `down` or `level`.
    way: &'static str,
    /// "up by 6 since 30 Sep 2026".
    words: String,
    /// Whether that is better; `None` where the measure does not say which way is.
    is_better: Option<bool>,
}

impl StrategyView for Measures {
    fn name(&self) -> &'static str {
        "measures"
    }

    fn title(&self) -> &'static str {
        "measures_title"
    }

    fn summary(&self) -> &'static str {
        "measures_summary"
    }

    fn template(&self) -> &'static str {
        "views/measures.html"
    }

    fn has_any(&self, scope: &Scope<'_>) -> bool {
        scope.has_kind(&["measure"])
    }

    fn draw(&self, scope: &Scope<'_>) -> Value {
        let measures: Vec<Measure> =
            scope.of_kind("measure").into_iter().map(|id| Measure::new(scope, id)).collect();
        let today = scope.site.today;
        let gap = |word: &'static str, is_gap: &dyn Fn(&&Measure) -> bool| {
            GapView::new(scope, word, measures.iter().filter(is_gap).map(|measure| measure.id))
        };
        let lacks = |id: PageId, field: &str| scope.page(id).fields.get(field).is_none();
        let gaps = [
            gap("measures_overdue", &|measure| measure.due(scope).is_some_and(|due| due < today)),
            gap("measures_unread", &|measure| measure.readings.is_empty()),
            gap("measures_without_target", &|measure| lacks(measure.id, "target")),
            gap("measures_without_rhythm", &|measure| lacks(measure.id, "every")),
            gap("measures_of_nothing", &|measure| measure.measured(scope).is_empty()),
        ];
        Value::from_serializable(&MeasuresView {
            today: scope.site.day_view(today),
            measures: measures.iter().map(|measure| measure.view(scope)).collect(),
            gaps: gaps.into_iter().flatten().collect(),
        })
    }
}

/// A measure with its readings, in the order of their days.
struct Measure {
    id: PageId,
    readings: Vec<MeasureReading>,
}

impl Measure {
    fn new(scope: &Scope<'_>, id: PageId) -> Measure {
        let of_front_matter = of_items(scope.items(id, "readings"));
        let readings = if of_front_matter.is_empty() { in_block(scope.site, id) } else { of_front_matter };
        Measure { id, readings }
    }

    /// The day by which the next reading is due.
    fn due(&self, scope: &Scope<'_>) -> Option<Day> {
        Some(self.readings.last()?.day.plus(scope.period(self.id, "every")?))
    }

    /// The goals and objectives that it measures.
    fn measured(&self, scope: &Scope<'_>) -> Vec<PageId> {
        scope.stating(self.id, "measured_by", &["objective", "goal"])
    }

    fn view(&self, scope: &Scope<'_>) -> MeasureView {
        let Measure { id, readings } = self;
        let text = |field: &str| scope.words(*id, field);
        let number = |value: Decimal| scope.site.config.words.number(&value.to_string());
        let measured = |id: PageId| MeasuredView {
            page: scope.placed(id),
            serves: scope.placed_all(scope.stated(id, "serves")),
        };
        let points: Vec<(Day, Decimal)> =
            readings.iter().map(|reading| (reading.day, reading.value)).collect();
        let said = |reading: &MeasureReading| {
            let day = scope.site.day(reading.day);
            scope.site.fill("reading_on", [("value", number(reading.value).into()), ("day", day.into())])
        };
        let said: Vec<String> = readings.iter().map(said).collect();
        let withheld = scope.in_place_of_numbers(*id);
        let is_shown = withheld.is_empty();
        MeasureView {
            measure: scope.placed(*id),
            target: text("target"),
            unit: text("unit"),
            source: text("source"),
            every: scope
                .period(*id, "every")
                .map_or(String::new(), |every| scope.site.config.words.period(every)),
            owners: scope.roles(*id, "owner"),
            measured: self.measured(scope).into_iter().map(measured).collect(),
            last: readings.last().filter(|_| is_shown).map(|reading| ReadingView {
                value: number(reading.value),
                day: scope.site.day_view(reading.day),
                note: scope.said(*id, &reading.note),
            }),
            change: self.change(scope).filter(|_| is_shown),
            towards: self.towards(scope).filter(|_| is_shown),
            due: self.due(scope).filter(|_| is_shown).map(|day| governed::items::due(scope.site, day)),
            sparkline: SparklineView::new(&points, said.join(", ")).filter(|_| is_shown),
            withheld,
        }
    }

    fn towards(&self, scope: &Scope<'_>) -> Option<TowardsTargetView> {
        let last = self.readings.last()?.value;
        let target = Figure::read(scope.text(self.id, "target"))?;
        let target: Decimal = target.number.to_string().parse().ok()?;
        let is_reached = match scope.text(self.id, "better") {
            "higher" => last >= target,
            "lower" => last <= target,
            _ => return None,
        };
        let by = scope.site.config.words.number(&(last - target).abs().to_string());
        let words = if is_reached {
            scope.site.say("target_reached")
        } else {
            scope.site.fill("short_of_target", [("by", by.into())])
        };
        Some(TowardsTargetView { is_reached, words })
    }

    fn change(&self, scope: &Scope<'_>) -> Option<ChangeSinceView> {
        let [.., before, last] = &*self.readings else { return None };
        let (way, word, is_higher) = match last.value.cmp(&before.value) {
            std::cmp::Ordering::Greater => ("up", "went_up", Some(true)),
            std::cmp::Ordering::Less => ("down", "went_down", Some(false)),
            std::cmp::Ordering::Equal => ("level", "stayed", None),
        };
        let by = scope.site.config.words.number(&(last.value - before.value).abs().to_string());
        let day = scope.site.day(before.day);
        let words = match is_higher {
            None => scope.site.fill("stayed", [("day", day.into())]),
            Some(_) => scope.site.fill(word, [("by", by.into()), ("day", day.into())]),
        };
        let better = match scope.text(self.id, "better") {
            "higher" => Some(true),
            "lower" => Some(false),
            _ => None,
        };
        Some(ChangeSinceView {
            way,
            words,
            is_better: better.zip(is_higher).map(|(better, is)| better == is),
        })
    }
}

/// The readings that a page has in a block, in the order of their days.
fn in_block(site: &Site, page: PageId) -> Vec<MeasureReading> {
    let content = site.content.page(page);
    let block = content.blocks.iter().find(|block| block.kind.name == "readings");
    let Some(block) = block.filter(|block| block.said == BlockSaid::Below) else { return Vec::new() };
    let table = block_file(site, page, block, "file").and_then(|file| file.table);
    readings(&block.fields, table.as_deref(), &mut Faults::reported_before(&content.file))
}
