//! What a commit's message says: subject, body, trailers.

use std::borrow::Cow;

use crate::model::Importance;
use crate::source::slice;

/// A message, taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct CommitMessage {
    /// The first paragraph in one line.
    pub(super) subject: String,
    /// What follows it, without the trailers.
    pub(super) body: String,
    /// `Change: minor` or not.
    pub(super) change: Importance,
    /// Name and address of each `Co-authored-by:`.
    pub(super) co_authors: Vec<(String, String)>,
}

/// Takes a message apart.
pub(super) fn read(message: &str) -> CommitMessage {
    let lines =
        if message.contains('\r') { message.replace("\r\n", "\n").into() } else { Cow::from(message) };
    let (first, rest) = cut_at_blank_line(lines.trim());
    let (body, trailers) = without_trailers(rest);
    let values = |key: &'static str| {
        let named = trailers.iter().filter(move |(name, _)| name.eq_ignore_ascii_case(key));
        named.map(|(_, value)| value.as_str())
    };
    let minor = values("Change").next_back().is_some_and(|value| value.eq_ignore_ascii_case("minor"));
    CommitMessage {
        subject: first.lines().map(str::trim).collect::<Vec<_>>().join(" "),
        body: body.trim().to_owned(),
        change: if minor { Importance::Minor } else { Importance::Major },
        co_authors: values("Co-authored-by").filter_map(name_and_address).collect(),
    }
}

/// What lines of a message begin with that name somebody who wrote: trailers, and what `git merge --squash` tells of the
/// commits that it makes one of.
const WRITERS: [&str; 3] = ["Co-authored-by", "Signed-off-by", "Author"];

/// Name and address of everybody of whom a line of a message says that they wrote, wherever it stands.
pub(super) fn writers(message: &str) -> Vec<(String, String)> {
    let writer = |line: &str| {
        let (key, value) = line.trim().split_once(':')?;
        let is_one = WRITERS.iter().any(|writer| writer.eq_ignore_ascii_case(key.trim()));
        name_and_address(value.trim()).filter(|_| is_one)
    };
    let joined = message.replace("\n ", " ");
    message.lines().chain(joined.lines()).filter_map(writer).collect()
}

/// The first paragraph and the rest.
fn cut_at_blank_line(text: &str) -> (&str, &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            return (slice(text, ..at), slice(text, at..).trim_start());
        }
        at += line.len();
    }
    (text, "")
}

/// Trailers that people write beside other lines: a paragraph with one of them need not be made of trailers alone.
const KNOWN: [&str; 10] = [
    "Signed-off-by",
    "Co-authored-by",
    "Change",
    "Reviewed-by",
    "Acked-by",
    "Tested-by",
    "Reported-by",
    "Suggested-by",
    "Helped-by",
    "Cc",
];
/// What `git cherry-pick -x` adds.
const PICKED: &str = "(cherry picked from commit ";
/// A paragraph with a known trailer holds at most so many other lines for each trailer, as git has it.
const OTHERS_PER_TRAILER: usize = 3;

/// Takes the trailers of the last paragraph off, `Key: value` with further lines indented: where there is nothing
/// else in it, or one that is known and as many others as git allows. What is no trailer in it stays.
fn without_trailers(text: &str) -> (String, Vec<(String, String)>) {
    let text = text.trim_end();
    let (before, last) = text.split_at(last_paragraph(text));
    let mut trailers: Vec<(String, String)> = Vec::new();
    let (mut others, mut picked) = (Vec::new(), 0);
    let mut follows_trailer = false;
    for line in last.lines() {
        match (line.starts_with([' ', '\t']), trailers.last_mut(), trailer(line)) {
            (true, Some(last), _) if follows_trailer => last.1 = format!("{} {}", last.1, line.trim()),
            (false, _, Some(trailer)) => {
                trailers.push(trailer);
                follows_trailer = true;
            }
            _ => {
                follows_trailer = false;
                if line.starts_with(PICKED) { picked += 1 } else { others.push(line) }
            }
        }
    }
    let is_known = |(name, _): &(String, String)| KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name));
    let known = picked > 0 || trailers.iter().any(is_known);
    let count = trailers.len() + picked;
    if others.is_empty() || (known && count * OTHERS_PER_TRAILER >= others.len()) {
        (format!("{before}{}", others.join("\n")), trailers)
    } else {
        (text.to_owned(), Vec::new())
    }
}

/// Where the last paragraph begins.
fn last_paragraph(text: &str) -> usize {
    let lines = text.split_inclusive('\n').rev().take_while(|line| !line.trim().is_empty());
    text.len() - lines.map(str::len).sum::<usize>()
}

fn trailer(line: &str) -> Option<(String, String)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-');
    (is_key && !value.starts_with("//")).then(|| (key.to_owned(), value.trim().to_owned()))
}

fn name_and_address(text: &str) -> Option<(String, String)> {
    let (name, rest) = text.split_once('<')?;
    Some((name.trim().to_owned(), rest.split('>').next()?.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_taken_apart() {
        let read = read(
            "Say why\nin two lines\n\nBecause.\n\nNote: this stays, as more follows.\nSee?\n\nChange: Minor\nCo-authored-by: HR <hr@example.org>\nSigned-off-by: Hub\n <hub@example.org>\n",
        );
        assert_eq!(read.subject, "Say why in two lines");
        assert_eq!(read.body, "Because.\n\nNote: this stays, as more follows.\nSee?");
        assert_eq!(read.change, Importance::Minor);
        assert_eq!(read.co_authors, [("HR".to_owned(), "hr@example.org".to_owned())]);
    }

    #[test]
    fn trailers_may_have_other_lines_beside_them() {
        let hr = "Co-authored-by: HR <hr@example.org>";
        let picked = "(cherry picked from commit abcd)";
        for (paragraph, body, co_authors) in [
            (format!("{hr}\n{picked}"), "", 1),
            (format!("[comma mended]\nChange: minor\n{hr}"), "[comma mended]", 1),
            (format!("one\ntwo\nthree\n{hr}"), "one\ntwo\nthree", 1),
            (format!("one\ntwo\nthree\nfour\n{hr}"), &*format!("one\ntwo\nthree\nfour\n{hr}"), 0),
            ("one\nNote: two".to_owned(), "one\nNote: two", 0),
            (picked.to_owned(), "", 0),
        ] {
            let read = read(&format!("Subject\n\n{paragraph}\n"));
            assert_eq!((read.body.as_str(), read.co_authors.len()), (body, co_authors), "{paragraph}");
        }
    }

    #[test]
    fn a_subject_is_no_trailer() {
        for (message, subject, body) in [
            ("Change: minor", "Change: minor", ""),
            ("", "", ""),
            ("One\n\nhttps://example.org", "One", "https://example.org"),
            ("One\n\n\n\nTwo\r\n", "One", "Two"),
        ] {
            let read = read(message);
            assert_eq!((read.subject.as_str(), read.body.as_str()), (subject, body), "{message:?}");
            assert_eq!(read.change, Importance::Major, "{message:?}");
        }
    }
}
