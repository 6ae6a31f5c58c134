//! The items, and the rule of each.

use super::rules::{self, Met};
use crate::route::strategy::Scope;

/// Items that belong together; the fields name words.
pub(super) struct StarterGroup {
    pub(super) anchor: &'static str,
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    pub(super) items: &'static [StarterItem],
}

/// An item; `title` and `rule` name words.
pub(super) struct StarterItem {
    pub(super) title: &'static str,
    /// The word that says by what pages meet it.
    pub(super) rule: &'static str,
    pub(super) check: fn(&Scope<'_>) -> Met,
}

/// Whether a strategy makes sense at all, and then what is to be in place before it starts.
pub(super) const GROUPS: &[StarterGroup] = &[
    StarterGroup {
        anchor: "starter-readiness",
        title: "readiness",
        about: "readiness_about",
        items: &[
            StarterItem {
                title: "readiness_objectives",
                rule: "readiness_objectives_rule",
                check: rules::objectives,
            },
            StarterItem {
                title: "readiness_organisation",
                rule: "readiness_organisation_rule",
                check: rules::time,
            },
            StarterItem { title: "readiness_habits", rule: "readiness_habits_rule", check: rules::listening },
            StarterItem { title: "readiness_it", rule: "readiness_it_rule", check: rules::technology },
            StarterItem {
                title: "readiness_messages",
                rule: "starter_messages_rule",
                check: rules::messages,
            },
        ],
    },
    StarterGroup {
        anchor: "starter-before",
        title: "starter_before",
        about: "starter_before_about",
        items: &[
            StarterItem { title: "starter_audience", rule: "starter_audience_rule", check: rules::audience },
            StarterItem { title: "starter_messages", rule: "starter_messages_rule", check: rules::messages },
            StarterItem { title: "starter_tools", rule: "starter_tools_rule", check: rules::tools },
            StarterItem { title: "starter_terms", rule: "starter_terms_rule", check: rules::terms },
            StarterItem { title: "starter_legal", rule: "starter_legal_rule", check: rules::legal },
            StarterItem {
                title: "starter_compliance",
                rule: "starter_compliance_rule",
                check: rules::compliance,
            },
            StarterItem {
                title: "starter_communications",
                rule: "starter_communications_rule",
                check: rules::communications,
            },
            StarterItem {
                title: "starter_management",
                rule: "starter_management_rule",
                check: rules::management,
            },
            StarterItem { title: "starter_policy", rule: "starter_policy_rule", check: rules::policy },
            StarterItem {
                title: "starter_kept_for_ever",
                rule: "starter_kept_for_ever_rule",
                check: rules::kept_for_ever,
            },
            StarterItem { title: "starter_trust", rule: "starter_trust_rule", check: rules::trust },
            StarterItem {
                title: "starter_technology",
                rule: "starter_technology_rule",
                check: rules::technology,
            },
            StarterItem { title: "starter_care", rule: "starter_care_rule", check: rules::care },
            StarterItem { title: "starter_video", rule: "starter_video_rule", check: rules::video },
        ],
    },
];
