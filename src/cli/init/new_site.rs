//! The sites that `guidepost init` makes: their files, and the days that stand in them.

use crate::date::{Day, Period};

/// Which site is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum NewSite {
    /// A handful of pages, one of most kinds.
    #[default]
    Playbook,
    /// A strategy: three pages of each kind that its views are drawn from, and every view in a page.
    Strategy,
}

/// The files of a folder beside this one, each with its text.
macro_rules! files {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!($folder, $name)))),*]
    };
}

const PLAYBOOK: &[(&str, &str)] = files!(
    "":
    "site.toml",
    "content/index.md",
    "content/strategy/fewer-questions-asked-twice.md",
    "content/strategy/answers-others-can-find.md",
    "content/guidelines/saying-who-you-speak-for.md",
    "content/playbooks/answer-in-the-open.md",
    "content/governance/communications-lead.md",
    "content/training/first-steps/index.md",
    "content/training/first-steps/who-are-you-here.md",
);

const STRATEGY: &[(&str, &str)] = files!(
    "strategy/":
    "site.toml",
    "content/index.md",
    "content/strategy/index.md",
    "content/strategy/roadmap.md",
    "content/strategy/ready.md",
    "content/strategy/audience.md",
    "content/strategy/messages.md",
    "content/strategy/tools.md",
    "content/guidelines/policy.md",
    "content/strategy/objectives/fewer-questions.md",
    "content/strategy/objectives/good-colleagues.md",
    "content/strategy/objectives/believed.md",
    "content/strategy/goals/answers.md",
    "content/strategy/goals/voices.md",
    "content/strategy/goals/warnings.md",
    "content/plays/listen-first.md",
    "content/plays/answer-in-the-open.md",
    "content/plays/show-the-work.md",
    "content/channels/index.md",
    "content/channels/in-house-network.md",
    "content/channels/questions.md",
    "content/channels/video.md",
    "content/measures/index.md",
    "content/measures/repeated-questions.md",
    "content/measures/applicants.md",
    "content/measures/first-word.md",
    "content/scenarios/index.md",
    "content/scenarios/trust.md",
    "content/scenarios/hands.md",
    "content/scenarios/programs.md",
    "content/lessons/index.md",
    "content/lessons/their-words.md",
    "content/lessons/one-person.md",
    "content/lessons/before-the-film.md",
    "content/people/index.md",
    "content/people/executive-sponsor.md",
    "content/people/communications-lead.md",
    "content/people/legal-counsel.md",
);

impl NewSite {
    /// Its files, from its root, each with its text, in the order of reading.
    pub(super) fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            NewSite::Playbook => PLAYBOOK,
            NewSite::Strategy => STRATEGY,
        }
    }
}

/// What stands in a text for the day on which the site is made, with a period before or after it: `TODAY+90d`.
const TODAY: &str = "TODAY";

/// A text with its days, so that no new site begins with plays that are late.
pub(super) fn dated(text: &str, today: Day) -> String {
    let mut parts = text.split(TODAY);
    let mut dated = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (day, rest) = moved(part, today).unwrap_or((today, part));
        dated.push_str(&day.to_string());
        dated.push_str(rest);
    }
    dated
}

/// The day that a text begins with, counted from today, and the rest of it: `+90d, then`.
fn moved(text: &str, today: Day) -> Option<(Day, &str)> {
    let (days, rest) = text.split_once('d')?;
    let period = |days: &str| days.parse().ok().map(Period::Days);
    let day = match (days.strip_prefix('+'), days.strip_prefix('-')) {
        (Some(days), _) => today.plus(period(days)?),
        (_, Some(days)) => today.minus(period(days)?),
        _ => return None,
    };
    Some((day, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_day_on_which_the_site_is_made() {
        let today: Day = "2026-12-01".parse().expect("a day");
        let text = "starts: TODAY-30d\nends: TODAY+31d\non: TODAY\n- {on: TODAY-1d, note: a day}\n";
        let dated = dated(text, today);
        assert_eq!(
            dated,
            "starts: 2026-11-01\nends: 2027-01-01\non: 2026-12-01\n- {on: 2026-11-30, note: a day}\n"
        );
    }
}
