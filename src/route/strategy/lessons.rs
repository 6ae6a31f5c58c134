//! Lessons learned: by what came of them, and by the play that they were learned from.

use serde::Serialize;

use super::gap::GapView;
use super::{PlacedView, Scope, StrategyView};
use crate::model::{End, PageId};
use crate::theme::Value;

/// Lessons learned.
pub(super) struct Lessons;

/// What may come of a lesson, with the word for it: what is kept first.
const OUTCOMES: [(&str, &str); 5] = [
    ("adopted", "lessons_adopted"),
    ("tried", "lessons_tried"),
    ("open", "lessons_open"),
    ("dropped", "lessons_dropped"),
    ("", "lessons_unsaid"),
];

/// The lessons, as `view` on `views/lessons.html`.
#[derive(Serialize)]
struct LessonsView {
    outcomes: Vec<OutcomeView>,
    plays: Vec<PlayLessonsView>,
    gaps: Vec<GapView>,
}

/// The lessons of which the same came.
#[derive(Serialize)]
struct OutcomeView {
    title: String,
    /// Whether nothing is said of what came of them.
    is_unsaid: bool,
    lessons: Vec<LearnedView>,
}

/// A lesson.
#[derive(Serialize)]
struct LearnedView {
    lesson: PlacedView,
    /// What it was learned from.
    from: Vec<PlacedView>,
    owners: Vec<PlacedView>,
}

/// A play with what was learned from it.
#[derive(Serialize)]
struct PlayLessonsView {
    play: PlacedView,
    /// "Running"; empty where it is not said.
    state: String,
    lessons: Vec<LessonOfPlayView>,
}

/// A lesson of a play, with what came of it.
#[derive(Serialize)]
struct LessonOfPlayView {
    lesson: PlacedView,
    /// "Adopted"; empty where it is not said.
    outcome: String,
}

impl StrategyView for Lessons {
    fn name(&self) -> &'static str {
        "lessons"
    }

    fn title(&self) -> &'static str {
        "lessons_title"
    }

    fn summary(&self) -> &'static str {
        "lessons_summary"
    }

    fn template(&self) -> &'static str {
        "views/lessons.html"
    }

    fn has_any(&self, scope: &Scope<'_>) -> bool {
        scope.site.content.ids().any(|id| is_lesson(scope, id))
    }

    fn draw(&self, scope: &Scope<'_>) -> Value {
        let order = scope.site.content.reading_order(crate::model::FolderId::ROOT);
        let lessons: Vec<PageId> = order.into_iter().filter(|id| is_lesson(scope, *id)).collect();
        let known = |name: &str| OUTCOMES.iter().any(|(known, _)| *known == name);
        let lesson = |id: &PageId| LearnedView {
            lesson: scope.placed(*id),
            from: scope.placed_all(scope.stated(*id, "learned_from")),
            owners: scope.roles(*id, "owner"),
        };
        let outcome = |(name, word): &(&str, &str)| {
            let is_of = |id: &&PageId| {
                let said = scope.text(**id, "outcome");
                said == *name || name.is_empty() && !known(said)
            };
            let lessons: Vec<LearnedView> = lessons.iter().filter(is_of).map(lesson).collect();
            let is_unsaid = name.is_empty();
            (!lessons.is_empty()).then(|| OutcomeView { title: scope.site.say(word), is_unsaid, lessons })
        };
        let plays = scope.of_kind("play");
        let unlearned = |states: &'static [&'static str]| {
            let is_meant = move |id: &PageId| {
                states.contains(&scope.text(*id, "state")) && learned(scope, *id).is_empty()
            };
            plays.iter().copied().filter(is_meant)
        };
        let gaps = [GapView::new(scope, "plays_over_unlearned", unlearned(&["done", "stopped"]))];
        Value::from_serializable(&LessonsView {
            outcomes: OUTCOMES.iter().filter_map(outcome).collect(),
            plays: plays.iter().filter_map(|id| play(scope, *id)).collect(),
            gaps: gaps.into_iter().flatten().collect(),
        })
    }
}

/// Whether a page says what it was learned from.
fn is_lesson(scope: &Scope<'_>, id: PageId) -> bool {
    !scope.site.content.related(id, "learned_from", End::States).is_empty() && scope.holds(id)
}

/// The lessons that were learned from a play.
fn learned(scope: &Scope<'_>, play: PageId) -> Vec<PageId> {
    let stating = scope.site.content.stating(play, "learned_from");
    stating.iter().copied().filter(|id| is_lesson(scope, *id)).collect()
}

/// A play with its lessons; `None` where there are none.
fn play(scope: &Scope<'_>, id: PageId) -> Option<PlayLessonsView> {
    let lesson =
        |id: PageId| LessonOfPlayView { lesson: scope.placed(id), outcome: scope.choice(id, "outcome") };
    let lessons: Vec<LessonOfPlayView> = learned(scope, id).into_iter().map(lesson).collect();
    let state = scope.choice(id, "state");
    (!lessons.is_empty()).then(|| PlayLessonsView { play: scope.placed(id), state, lessons })
}
