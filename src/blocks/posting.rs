//! Rules for posting: who must see which kind of post first, by how proven its writer is. Made into the questions of
//! “May I post this?”, so that table and questions say the same.

use super::decision::{Decision, DecisionAnswer, DecisionOutcome, DecisionQuestion, LeadsTo};
use super::faults::Faults;
use crate::diagnostic::near_miss;
use crate::model::{Fields, NamedValue};
use crate::words::Words;

/// What a post needs before it goes out, the loosest first. Each has its words: `review_post`.
pub const REVIEWS: [&str; 6] =
    ["post", "sampled-afterwards", "second-pair-of-eyes", "editor", "prior-approval", "nobody"];

/// How strict a review is: its place in [`REVIEWS`].
pub fn strictness(review: &str) -> Option<usize> {
    REVIEWS.iter().position(|known| *known == review)
}

/// Rules for posting, as a `posting` block states them.
#[derive(Debug)]
pub struct PostingRules<'f> {
    /// Its title; may be empty.
    pub title: &'f str,
    /// What is asked of every post before its kind.
    pub before: Vec<StopQuestion<'f>>,
    /// How proven writers are.
    pub standings: Vec<WriterStanding<'f>>,
    /// The kinds of post.
    pub kinds: Vec<PostKind<'f>>,
}

/// A question that stops a post.
#[derive(Debug)]
pub struct StopQuestion<'f> {
    ask: &'f str,
    help: &'f str,
    /// The answer that stops it.
    stop: &'f str,
    /// The answer after which it goes on.
    go: &'f str,
    /// What to do where it stops.
    then: &'f str,
    first: &'f [NamedValue],
    rule: &'f [NamedValue],
}

/// How proven a writer is.
#[derive(Debug)]
pub struct WriterStanding<'f> {
    /// In a word or two: "New voice".
    pub say: &'f str,
    /// Whom it means; may be empty.
    pub help: &'f str,
}

/// A kind of post.
#[derive(Debug)]
pub struct PostKind<'f> {
    /// What it is.
    pub kind: &'f str,
    /// What it needs, for each standing in their order.
    pub reviews: &'f [NamedValue],
    /// The roles that sign it in any case.
    pub signs: &'f [NamedValue],
    /// The pages that say so.
    pub rule: &'f [NamedValue],
}

impl<'f> PostingRules<'f> {
    /// Reads the fields of a block.
    pub fn read(fields: &'f Fields, faults: &mut Faults) -> PostingRules<'f> {
        let standings = fields.items("standings").iter().map(|standing| read_standing(standing, faults));
        let standings: Vec<WriterStanding<'_>> = standings.collect();
        let kinds =
            fields.items("kinds").iter().map(|kind| read_kind(kind, standings.len(), faults)).collect();
        PostingRules {
            title: fields.text("title").unwrap_or_default(),
            before: fields.items("before").iter().map(|question| read_question(question, faults)).collect(),
            kinds,
            standings,
        }
    }

    /// The loosest review that any kind of post needs of anybody.
    pub fn loosest(&self) -> Option<usize> {
        self.kinds.iter().flat_map(|kind| kind.reviews).filter_map(|review| strictness(&review.name)).min()
    }

    /// The rules as questions: first those that stop a post, then of which kind it is, then who writes it, where that makes a
    /// difference.
    pub fn decision(&self, words: &Words) -> Decision<'f> {
        let (of_kind, mut outcomes) = (self.before.len(), Vec::new());
        let mut questions: Vec<DecisionQuestion<'f>> = self
            .before
            .iter()
            .enumerate()
            .map(|(nth, question)| question.asked(nth, &mut outcomes))
            .collect();
        let mut of_writers = Vec::new();
        let mut answers = Vec::new();
        for kind in &self.kinds {
            let first = kind.reviews.first().map(|review| &*review.name);
            let is_one = kind.reviews.iter().all(|review| Some(&*review.name) == first);
            let leads_to = match first {
                Some(review) if is_one => LeadsTo::Outcome(kind.outcome(review, words, &mut outcomes)),
                _ => {
                    let number = of_kind + 1 + of_writers.len();
                    of_writers.push(self.asked_of_writer(kind, words, &mut outcomes));
                    LeadsTo::Question(number)
                }
            };
            answers.push(DecisionAnswer { say: kind.kind.into(), leads_to: Some(leads_to) });
        }
        questions.push(DecisionQuestion {
            id: "kind".into(),
            ask: words.say("which_kind_of_post").to_owned().into(),
            help: words.say("stricter_kind_counts").to_owned().into(),
            answers,
        });
        questions.extend(of_writers);
        Decision { title: self.title, questions, outcomes }
    }

    fn asked_of_writer(
        &self,
        kind: &PostKind<'f>,
        words: &Words,
        outcomes: &mut Vec<DecisionOutcome<'f>>,
    ) -> DecisionQuestion<'f> {
        let answers = self.standings.iter().zip(kind.reviews).map(|(standing, review)| {
            let outcome = kind.outcome(&review.name, words, outcomes);
            DecisionAnswer { say: standing.say.into(), leads_to: Some(LeadsTo::Outcome(outcome)) }
        });
        let answers = answers.collect();
        let helps = self.standings.iter().filter(|standing| !standing.help.is_empty());
        let helps: Vec<String> =
            helps.map(|standing| format!("{}: {}", standing.say, standing.help)).collect();
        DecisionQuestion {
            id: kind.kind.into(),
            ask: words.say("who_writes_it").to_owned().into(),
            help: helps.join(" ").into(),
            answers,
        }
    }
}

impl<'f> StopQuestion<'f> {
    /// It, with an outcome for the answer that stops. The question after it has the next number.
    fn asked(&self, nth: usize, outcomes: &mut Vec<DecisionOutcome<'f>>) -> DecisionQuestion<'f> {
        outcomes.push(DecisionOutcome {
            id: format!("stop-{}", nth + 1).into(),
            say: self.then.into(),
            then: "".into(),
            first: self.first,
            rule: self.rule,
        });
        let stop = LeadsTo::Outcome(outcomes.len() - 1);
        let answers = vec![
            DecisionAnswer { say: self.stop.into(), leads_to: Some(stop) },
            DecisionAnswer { say: self.go.into(), leads_to: Some(LeadsTo::Question(nth + 1)) },
        ];
        DecisionQuestion {
            id: format!("before-{}", nth + 1).into(),
            ask: self.ask.into(),
            help: self.help.into(),
            answers,
        }
    }
}

impl<'f> PostKind<'f> {
    /// The number of what comes of a post of this kind that needs a review.
    fn outcome(&self, review: &str, words: &Words, outcomes: &mut Vec<DecisionOutcome<'f>>) -> usize {
        outcomes.push(DecisionOutcome {
            id: format!("{}-{review}", self.kind).into(),
            say: review_words(review, words).to_owned().into(),
            then: self.kind.into(),
            first: self.signs,
            rule: self.rule,
        });
        outcomes.len() - 1
    }
}

/// A review as people say it: "A second pair of eyes first".
pub fn review_words<'w>(review: &'w str, words: &'w Words) -> &'w str {
    words.find(&format!("review_{}", review.replace('-', "_"))).unwrap_or(review)
}

fn read_question<'f>(fields: &'f Fields, faults: &mut Faults) -> StopQuestion<'f> {
    let text = |name| fields.text(name).unwrap_or_default();
    for name in ["ask", "stop", "go", "then"] {
        if text(name).is_empty() {
            let at = fields.place("ask").or_else(|| fields.place("then"));
            let hint = "a question that stops a post has `ask`, the answers `stop` and `go`, and `then`: what to do where it stops";
            faults.report(at, format!("a question before posting has no `{name}`"), hint);
        }
    }
    StopQuestion {
        ask: text("ask"),
        help: text("help"),
        stop: text("stop"),
        go: text("go"),
        then: text("then"),
        first: fields.named("first"),
        rule: fields.named("rule"),
    }
}

fn read_standing<'f>(fields: &'f Fields, faults: &mut Faults) -> WriterStanding<'f> {
    let say = fields.text("say").unwrap_or_default();
    if say.is_empty() {
        faults.report(
            fields.place("help"),
            "a standing of writers says nothing",
            "call it in a word or two: `say: New voice`",
        );
    }
    WriterStanding { say, help: fields.text("help").unwrap_or_default() }
}

fn read_kind<'f>(fields: &'f Fields, standings: usize, faults: &mut Faults) -> PostKind<'f> {
    let (kind, reviews) = (fields.text("kind").unwrap_or_default(), fields.named("review"));
    if kind.is_empty() {
        faults.report(
            fields.place("review"),
            "a kind of post has no name",
            "say which posts it is: `kind: Repair video`",
        );
    }
    if reviews.len() != standings {
        let message =
            format!("“{kind}” has {} reviews, and there are {standings} standings of writers", reviews.len());
        let at = fields.place("review").or_else(|| fields.place("kind"));
        faults.report(
            at,
            message,
            "write one for each of `standings`, in their order: `review: [editor, post]`",
        );
    }
    for review in reviews.iter().filter(|review| strictness(&review.name).is_none()) {
        let hint = match near_miss(&review.name, REVIEWS) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("from the loosest: {}", REVIEWS.join(", ")),
        };
        faults.report(Some(review.span), format!("there is no review `{}`", review.name), hint);
    }
    PostKind { kind, reviews, signs: fields.named("signs"), rule: fields.named("rule") }
}
