//! `guidepost ask`: the questions of a decision, put on the terminal.

use std::io::{self, BufRead, Write};
use std::path::Path;

use super::load::{Compiling, RequestedSite};
use super::outcome::{Failure, Outcome};
use crate::blocks::decision::LeadsTo;
use crate::diagnostic::near_miss;
use crate::export::plain;
use crate::route::{DecisionToAsk, OutcomeToTell, QuestionToAsk, Site};
use crate::shell;

/// Put the questions of a decision, such as "May I post this?", and say what comes of the answers.
///
/// The questions are those of the `decision` and `posting` blocks of the site's pages, in the edition that it publishes. An
/// answer is its number, or the first letters of it; an empty line goes one question back. Answers may come from a pipe.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost ask
  guidepost ask GL-000
  printf '2\\n1\\n' | guidepost ask \"May I post this?\"

Exit status: 0 an outcome was reached, 2 none was.")]
pub(super) struct Ask {
    /// The page that holds the decision, by number, path or address; or its title. May be left out where there is one.
    decision: Option<String>,
    #[command(flatten)]
    compiling: Compiling,
}

impl Ask {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let asked = RequestedSite::open(root, &self.compiling, None)?;
        let site = asked.compile().value;
        let decision = self.chosen(&site)?;
        let (stdin, stdout) = (io::stdin(), io::stdout());
        let outcome = put(&decision, &mut stdin.lock(), &mut stdout.lock())?;
        tell(outcome, &site, &mut stdout.lock()).map_err(|error| Failure::new(error.to_string()))?;
        Ok(Outcome::Clean)
    }

    fn chosen(&self, site: &Site) -> Result<DecisionToAsk, Failure> {
        let mut decisions = site.decisions();
        if decisions.is_empty() {
            let hint = "a page states one by a fenced block: ```decision, or ```posting";
            return Err(Failure::new("no page of this site holds a decision").hint(hint));
        }
        let titles: Vec<String> = decisions.iter().map(|decision| decision.title.clone()).collect();
        if let Some(name) = &self.decision {
            let is_meant = |decision: &DecisionToAsk| {
                decision.title.eq_ignore_ascii_case(name) || site.content.page(decision.page).is_called(name)
            };
            decisions.retain(is_meant);
            if decisions.is_empty() {
                let near = near_miss(name, titles.iter().map(String::as_str));
                let hint = near.map_or_else(|| commands(&titles), |near| format!("did you mean `{near}`?"));
                return Err(Failure::new(format!("no decision is called `{name}`")).hint(hint));
            }
        }
        match <[DecisionToAsk; 1]>::try_from(decisions) {
            Ok([decision]) => Ok(decision),
            Err(several) => {
                let titles: Vec<String> = several.into_iter().map(|decision| decision.title).collect();
                Err(Failure::new("there are several decisions: which one?").hint(commands(&titles)))
            }
        }
    }
}

/// The command for each of several decisions.
fn commands(titles: &[String]) -> String {
    let commands: Vec<String> =
        titles.iter().map(|title| format!("guidepost ask {}", shell::word(title))).collect();
    commands.join("\n        ")
}

/// Puts the questions until an answer leads to an outcome.
fn put<'d>(
    decision: &'d DecisionToAsk,
    answers: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<&'d OutcomeToTell, Failure> {
    let said = |error: io::Error| Failure::new(format!("the question cannot be put: {error}"));
    writeln!(out, "{}", plain(&decision.title)).map_err(said)?;
    let mut way = vec![0];
    while let Some(question) = way.last().and_then(|number| decision.questions.get(*number)) {
        write_question(question, out).map_err(said)?;
        let mut line = String::new();
        if answers.read_line(&mut line).map_err(said)? == 0 {
            let hint = "answer by number, a line for each question";
            return Err(Failure::new("the answers ended before there was an outcome").hint(hint));
        }
        if line.trim().is_empty() {
            if way.len() > 1 {
                way.pop();
            }
            continue;
        }
        match question.taken(line.trim()) {
            Some(LeadsTo::Question(next)) => way.push(next),
            Some(LeadsTo::Outcome(outcome)) => {
                return decision.outcomes.get(outcome).ok_or_else(leads_nowhere);
            }
            None => {
                writeln!(out, "Please answer by number, 1 to {}.", question.answers.len()).map_err(said)?;
            }
        }
    }
    Err(leads_nowhere())
}

fn leads_nowhere() -> Failure {
    Failure::new("this answer leads nowhere").hint("`guidepost check` says what is wrong with the decision")
}

fn write_question(question: &QuestionToAsk, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}", plain(&question.ask))?;
    if !question.help.is_empty() {
        writeln!(out, "  {}", plain(&question.help))?;
    }
    for (answer, number) in question.answers.iter().zip(1..) {
        writeln!(out, "  {number}  {}", plain(&answer.say))?;
    }
    write!(out, "> ")?;
    out.flush()
}

impl QuestionToAsk {
    /// Where what somebody wrote leads: the number of an answer, or letters that one answer alone begins with.
    fn taken(&self, written: &str) -> Option<LeadsTo> {
        if let Ok(number) = written.parse::<usize>() {
            return self.answers.get(number.checked_sub(1)?)?.leads_to;
        }
        let written = written.to_lowercase();
        let mut meant = self.answers.iter().filter(|answer| answer.say.to_lowercase().starts_with(&written));
        let answer = meant.next()?;
        meant.next().is_none().then_some(answer.leads_to)?
    }
}

fn tell(outcome: &OutcomeToTell, site: &Site, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}", plain(&outcome.say))?;
    if !outcome.then.is_empty() {
        writeln!(out, "  {}", plain(&outcome.then))?;
    }
    if !outcome.first.is_empty() {
        writeln!(out, "  must see it first: {}", plain(&outcome.first.join(", ")))?;
    }
    for rule in &outcome.rules {
        let base = site.config.base_url.as_deref().unwrap_or_default();
        writeln!(out, "  the rule: {}, {base}/{}", plain(&rule.title), rule.path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PageId;
    use crate::route::{AnswerToTake, RuleToRead};

    fn decision() -> DecisionToAsk {
        let answer = |say: &str, leads_to| AnswerToTake { say: say.to_owned(), leads_to: Some(leads_to) };
        let question =
            |ask: &str, answers| QuestionToAsk { ask: ask.to_owned(), help: String::new(), answers };
        let outcome = |say: &str| OutcomeToTell {
            say: say.to_owned(),
            then: String::new(),
            first: Vec::new(),
            rules: vec![RuleToRead { title: "Rule".to_owned(), path: "rule/".to_owned() }],
        };
        DecisionToAsk {
            title: "May I?".to_owned(),
            page: PageId(0),
            questions: vec![
                question("A?", vec![answer("Yes", LeadsTo::Question(1)), answer("No", LeadsTo::Outcome(0))]),
                question("B?", vec![answer("Yes", LeadsTo::Outcome(1)), answer("No", LeadsTo::Outcome(0))]),
            ],
            outcomes: vec![outcome("Leave it"), outcome("Post it")],
        }
    }

    #[test]
    fn answers_lead_to_outcomes() {
        let decision = decision();
        let put = |answers: &str| {
            let mut out = Vec::new();
            let outcome = super::put(&decision, &mut answers.as_bytes(), &mut out);
            outcome.map(|outcome| outcome.say.as_str()).map_err(|failure| failure.message)
        };
        assert_eq!(put("2\n").as_deref(), Ok("Leave it"));
        assert_eq!(put("1\n1\n").as_deref(), Ok("Post it"));
        assert_eq!(put("y\nYES\n").as_deref(), Ok("Post it"));
        assert_eq!(put("1\n\n2\n").as_deref(), Ok("Leave it"), "an empty line goes back");
        assert_eq!(
            put("\n\n7\n0\nmaybe\n1\nn\n").as_deref(),
            Ok("Leave it"),
            "what is no answer is asked again"
        );
        for short in ["", "1\n", "9\n"] {
            assert!(
                put(short).is_err_and(|message| message.contains("before there was an outcome")),
                "{short:?}"
            );
        }
    }
}
