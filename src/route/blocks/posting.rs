//! Rules for posting: the table of who sees what first, and the questions that come to the same.

use serde::Serialize;

use super::BlockOfPage;
use super::decision::DecisionView;
use super::named::NamedPageView;
use crate::blocks::Faults;
use crate::blocks::posting::{PostKind, PostingRules, review_words, strictness};
use crate::diagnostic::{Code, Finding, Place};
use crate::model::PageId;

/// Rules for posting, as `view` on `blocks/posting.html`: the questions as those of a decision, and the table.
#[derive(Serialize)]
pub(super) struct PostingView {
    #[serde(flatten)]
    decision: DecisionView,
    /// How many questions, and outcomes, stop a post before its kind is asked. On paper the table says the others.
    stops: usize,
    /// What the columns of the table are called: how proven writers are.
    standings: Vec<String>,
    kinds: Vec<PostKindView>,
}

/// A row of the table.
#[derive(Serialize)]
struct PostKindView {
    kind: String,
    reviews: Vec<ReviewView>,
    signs: Vec<NamedPageView>,
    rule: Vec<NamedPageView>,
}

/// What a post needs first.
#[derive(Serialize)]
struct ReviewView {
    /// Its name: `second-pair-of-eyes`.
    name: String,
    words: String,
}

impl BlockOfPage<'_> {
    pub(super) fn posting(&self, findings: &mut Vec<Finding>) -> PostingView {
        let words = &self.site.config.words;
        let file = &self.site.content.page(self.page).file;
        let rules = PostingRules::read(&self.block.fields, &mut Faults::reported_before(file));
        findings.extend(self.site.content.ids().filter_map(|channel| self.looser(channel, &rules)));
        let kind = |kind: &PostKind<'_>| PostKindView {
            kind: kind.kind.to_owned(),
            reviews: kind
                .reviews
                .iter()
                // Without standings the what is missing was reported.
                .take(rules.standings.len())
                .map(|review| ReviewView {
                    name: review.name.to_string(),
                    words: review_words(&review.name, words).to_owned(),
                })
                .collect(),
            signs: self.pages.roles(kind.signs),
            rule: self.pages.pages(kind.rule),
        };
        PostingView {
            decision: self.drawn_decision(&rules.decision(words)),
            stops: rules.before.len(),
            standings: rules.standings.iter().map(|standing| standing.say.to_owned()).collect(),
            kinds: rules.kinds.iter().map(kind).collect(),
        }
    }

    /// That a channel asks less of every post than the rules ask of any: it may only be stricter.
    fn looser(&self, channel: PageId, rules: &PostingRules<'_>) -> Option<Finding> {
        let page = self.site.content.page(channel);
        let before = page.fields.text("before_posting")?;
        let (own, loosest) = (strictness(before)?, rules.loosest()?);
        let file = &self.site.content.page(self.page).file;
        let place = Place::span(&page.file, page.fields.place("before_posting")?);
        (own < loosest).then(|| {
            let message =
                format!("`{before}` is looser than any rule for posting, and a channel may only be stricter");
            Finding::new(Code::BadBlock, place, message)
                .related(Place::span(file, self.block.span), "the rules")
                .hint("take the line out, or relax the rules first")
        })
    }
}
