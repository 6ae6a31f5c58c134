//! What the main line says of a site, or why nothing is known of it.

use std::sync::Arc;

use super::evidence::GitEvidence;
use crate::compile::memo::Memo;
use crate::config::{Config, ConfigValue, Edition};
use crate::date::{Day, Moment};
use crate::governance::Account;
use crate::governance::fold::{FoldState, FramedKey, Refusal};
use crate::model::RepoPath;
use crate::path::FilePath;
use crate::shared::ByPtr;
use crate::source::Span;
use crate::world::{Versions, World};

/// What the main line says, or why nothing is known of it.
#[derive(Clone, Debug)]
pub(in crate::compile) enum LineOutcome {
    /// The site never said by what it is governed.
    Never,
    /// The history is still being read.
    BeingRead,
    /// Nothing is known of what is in force.
    Refused(Refusal),
    /// What is in force.
    InForce(FoldResult),
}

/// What the fold has left, and what it asked.
#[derive(Clone, Debug)]
pub(in crate::compile) struct FoldResult {
    pub(in crate::compile) state: Arc<FoldState>,
    pub(in crate::compile) history: Arc<GitEvidence>,
    /// Where no model was adopted: the settings at another place that said how a site is governed.
    pub(super) elsewhere: Option<RepoPath>,
    /// That the site moved, where that is not approved.
    pub(super) moved: Option<Refusal>,
    /// By whose word it is known where the main line begins.
    pub(super) account: Option<Account>,
    /// The keys that frames in force speak for, each with the settings as they were approved.
    pub(super) framed: Arc<Vec<FramedKey>>,
}

impl FoldResult {
    /// Whether it is known what is in force.
    pub(in crate::compile) fn is_known(&self) -> bool {
        self.state.law().is_some() && self.moved.is_none()
    }
}

/// The fold up to today, with the keys that frames in force speak for.
pub(super) type UntilToday =
    Memo<(ByPtr<FoldState>, Day), Result<(Arc<FoldState>, Arc<Vec<FramedKey>>), Refusal>>;

/// The settings with the keys that are in force.
pub(super) type SettledMemo = Memo<SettledInputs, Arc<Config>>;

/// What they are made from: what is written and what is in force; whether anything is; where the pages in force are;
/// the keys that frames speak for.
type SettledInputs = (
    (ByPtr<Config>, Option<ByPtr<Config>>, Option<Edition>),
    bool,
    Option<FilePath>,
    Option<ByPtr<Vec<FramedKey>>>,
);

/// How far a commit's clock may be ahead of the machine's, in seconds.
const AHEAD: i64 = 24 * 60 * 60;

impl LineOutcome {
    /// Why it is not known what is in force, where a site asks for that.
    pub(in crate::compile) fn unknown(&self, config: &Config) -> Option<Refusal> {
        let is_asked = config.governing.is_some() || config.edition == Edition::Approved;
        self.refusal().filter(|_| is_asked)
    }

    /// Whether the site has moved, and that is not approved.
    pub(in crate::compile) fn has_open_move(&self) -> bool {
        matches!(self, LineOutcome::InForce(in_force) if in_force.moved.is_some())
    }

    /// The versions of the site's files, which know where it stood in each commit as far as that is known.
    pub(in crate::compile) fn versions(&self, world: &dyn World) -> Option<Arc<dyn Versions>> {
        self.moved_versions().cloned().or_else(|| world.versions().ok())
    }

    /// The same, of a site of which it is known where it stood.
    pub(in crate::compile) fn moved_versions(&self) -> Option<&Arc<dyn Versions>> {
        match self {
            LineOutcome::InForce(in_force) => Some(in_force.history.texts.shared_versions()),
            _ => None,
        }
    }

    /// What stands.
    pub(in crate::compile) fn into_state(self) -> Result<Arc<FoldState>, Refusal> {
        match self {
            LineOutcome::InForce(in_force) if in_force.is_known() => Ok(in_force.state),
            other => Err(other.refusal().unwrap_or(Refusal::NoModel)),
        }
    }

    /// Lets the days pass up to today, since what comes into force by itself needs no commit.
    pub(super) fn until_today(self, world: &dyn World, config: &Config, memo: &UntilToday) -> LineOutcome {
        let LineOutcome::InForce(in_force) = self else { return self };
        let zone = in_force.state.law().map_or(&config.zone, |law| &law.config.zone);
        let of = (ByPtr::of(&in_force.state), world.today(zone));
        let state = memo.get(of, |(ByPtr(state), today)| {
            let mut state = state.as_ref().clone();
            state.days_until(*today, &*in_force.history)?;
            let keys = state.framed_keys(&*in_force.history)?;
            Ok::<_, Refusal>((Arc::new(state), Arc::new(keys)))
        });
        match state {
            Ok((state, framed)) => LineOutcome::InForce(FoldResult { state, framed, ..in_force }),
            Err(refusal) => LineOutcome::Refused(refusal),
        }
    }

    /// Refuses a line that goes on into the future.
    pub(super) fn up_to(self, now: Option<Moment>) -> LineOutcome {
        let limit = now.map(|now| Moment { seconds: now.seconds + AHEAD, offset: 0 });
        let late = match (&self, limit) {
            (LineOutcome::InForce(in_force), Some(limit)) => in_force.state.first_after(limit),
            _ => None,
        };
        late.map_or(self, |commit| LineOutcome::Refused(Refusal::FromTheFuture(commit)))
    }

    /// Why there is no approved edition.
    pub(in crate::compile) fn refusal(&self) -> Option<Refusal> {
        match self {
            LineOutcome::BeingRead => None,
            LineOutcome::Never => Some(Refusal::NoModel),
            LineOutcome::Refused(refusal) | LineOutcome::InForce(FoldResult { moved: Some(refusal), .. }) => {
                Some(refusal.clone())
            }
            LineOutcome::InForce(in_force) if in_force.is_known() => None,
            LineOutcome::InForce(in_force) => {
                Some(in_force.elsewhere.clone().map_or(Refusal::NoModel, Refusal::NoModelHere))
            }
        }
    }

    /// The settings of the site with the keys that are in force: they are controlled text.
    pub(in crate::compile) fn settle(
        &self,
        config: Arc<Config>,
        edition: Option<Edition>,
        memo: &SettledMemo,
    ) -> Arc<Config> {
        let of = (ByPtr(config), self.law_config().map(|config| ByPtr::of(&config)), edition);
        let framed = match self {
            LineOutcome::InForce(in_force) => Some(ByPtr::of(&in_force.framed)),
            _ => None,
        };
        let is_known = !matches!(self, LineOutcome::BeingRead | LineOutcome::Never);
        let content = self.law_content();
        let of = (of, is_known, content, framed);
        memo.get(of, |((ByPtr(config), law, edition), is_known, content, framed)| {
            let mut settled = config.as_ref().clone();
            if !is_known {
                settled.governing = None;
                settled.edition = if edition.is_some() { settled.edition } else { Edition::Latest };
            }
            if let (Some(ByPtr(law)), Some(content)) = (law, content) {
                settled.edition = edition.unwrap_or(law.edition);
                if settled.edition == Edition::Approved {
                    settled.take_controlled(law);
                    let framed = framed.iter().flat_map(|ByPtr(framed)| framed.iter());
                    framed.for_each(|of| settled.take_displayed(&of.key, &of.then));
                    let value = content.as_str().to_owned();
                    settled.content = Some(ConfigValue { value, span: Span::default() });
                } else {
                    // What is said of records and days goes by what is in force, whatever a draft of the settings says.
                    settled.content_in_force = Some(content.clone());
                    settled.governing = law.governing.clone().or(settled.governing);
                    settled.zone.clone_from(&law.zone);
                }
            }
            Arc::new(settled)
        })
    }

    fn law_content(&self) -> Option<FilePath> {
        match self {
            LineOutcome::InForce(in_force) => in_force.state.law().map(|law| law.content.clone()),
            _ => None,
        }
    }

    fn law_config(&self) -> Option<Arc<Config>> {
        match self {
            LineOutcome::InForce(in_force) => in_force.state.law().map(|law| law.config.clone()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_stay_are_the_very_same_each_time() {
        // Everything that is made from them would be made anew with each save.
        let config = Arc::new(Config::default());
        for folded in [LineOutcome::Never, LineOutcome::BeingRead, LineOutcome::Refused(Refusal::NoModel)] {
            let memo = SettledMemo::default();
            let settled = || folded.settle(config.clone(), None, &memo);
            assert!(Arc::ptr_eq(&settled(), &settled()), "{folded:?}");
        }
    }
}
