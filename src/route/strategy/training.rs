//! Training by role: which courses a role must have, how long they take, and when again.

use serde::Serialize;

use super::gap::GapView;
use super::{PlacedView, Scope, StrategyView};
use crate::model::{FieldValue, Fields, PageId};
use crate::theme::Value;

/// Training by role.
pub(super) struct TrainingByRole;

/// Training by role, as `view` on `views/training.html`.
#[derive(Serialize)]
struct TrainingView {
    roles: Vec<TrainedRoleView>,
    gaps: Vec<GapView>,
}

/// A role with the courses that it must have.
#[derive(Serialize)]
struct TrainedRoleView {
    role: PlacedView,
    courses: Vec<DemandedCourseView>,
}

/// A course that a role must have.
#[derive(Serialize)]
struct DemandedCourseView {
    course: PlacedView,
    /// How many lessons it has.
    lessons: usize,
    /// Minutes that they take.
    minutes: u32,
    /// "12 months"; empty where once is enough.
    every: String,
}

impl StrategyView for TrainingByRole {
    fn name(&self) -> &'static str {
        "training"
    }

    fn title(&self) -> &'static str {
        "training_by_role"
    }

    fn summary(&self) -> &'static str {
        "training_by_role_summary"
    }

    fn template(&self) -> &'static str {
        "views/training.html"
    }

    fn has_any(&self, scope: &Scope<'_>) -> bool {
        scope.of_kind("role").into_iter().any(|role| !scope.items(role, "training").is_empty())
    }

    fn draw(&self, scope: &Scope<'_>) -> Value {
        let roles: Vec<PageId> = scope.of_kind("role");
        let demanding = roles.iter().filter(|role| !scope.items(**role, "training").is_empty());
        let role = |role: &PageId| TrainedRoleView {
            role: scope.placed(*role),
            courses: scope
                .items(*role, "training")
                .iter()
                .flat_map(|item| demanded(scope, *role, item))
                .collect(),
        };
        let is_free = |role: &&PageId| scope.items(**role, "training").is_empty();
        let is_asked_of_nobody = |course: &PageId| scope.stating(*course, "course", &["role"]).is_empty();
        let gaps = [
            GapView::new(
                scope,
                "courses_asked_of_nobody",
                scope.unselected().of_kind("course").into_iter().filter(is_asked_of_nobody),
            ),
            GapView::new(scope, "roles_without_training", roles.iter().filter(is_free).copied()),
        ];
        Value::from_serializable(&TrainingView {
            roles: demanding.map(role).collect(),
            gaps: gaps.into_iter().flatten().collect(),
        })
    }
}

/// The courses of one item of a role's `training`.
fn demanded(scope: &Scope<'_>, role: PageId, item: &Fields) -> Vec<DemandedCourseView> {
    let every = match item.get("every") {
        Some(FieldValue::Period(every)) => scope.site.config.words.period(*every),
        _ => String::new(),
    };
    let all = scope.stated(role, "course");
    let named = item.named("course").iter().filter_map(|name| scope.named_among(role, &all, name));
    let view = |course: PageId| {
        let lessons = scope.stated(course, "lessons");
        let minutes = |lesson: &PageId| scope.page(*lesson).fields.minutes("duration").unwrap_or_default();
        DemandedCourseView {
            course: scope.placed(course),
            lessons: lessons.len(),
            minutes: lessons.iter().map(minutes).fold(0, u32::saturating_add),
            every: every.clone(),
        }
    };
    named.map(view).collect()
}
