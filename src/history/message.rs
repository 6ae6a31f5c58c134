//! What a commit's message says: subject, body, trailers.

use std::borrow::Cow;

use crate::model::Change;

/// A message, taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Message {
    /// The first paragraph in one line.
    pub(super) subject: String,
    /// What follows it, without the trailers.
    pub(super) body: String,
    /// `Change: minor` or not.
    pub(super) change: Change,
    /// Name and address of each `Co-authored-by:`.
    pub(super) co_authors: Vec<(String, String)>,
}

/// Takes a message apart.
pub(super) fn read(message: &str) -> Message {
    let lines =
        if message.contains('\r') { message.replace("\r\n", "\n").into() } else { Cow::from(message) };
    let (first, rest) = cut_at_blank_line(lines.trim());
    let (body, trailers) = without_trailers(rest);
    let values = |key: &'static str| {
        let named = trailers.iter().filter(move |(name, _)| name.eq_ignore_ascii_case(key));
        named.map(|(_, value)| value.as_str())
    };
    let minor = values("Change").next_back().is_some_and(|value| value.eq_ignore_ascii_case("minor"));
    Message {
        subject: first.lines().map(str::trim).collect::<Vec<_>>().join(" "),
        body: body.trim().to_owned(),
        change: if minor { Change::Minor } else { Change::Major },
        co_authors: values("Co-authored-by").filter_map(name_and_address).collect(),
    }
}

/// The first paragraph and the rest.
fn cut_at_blank_line(text: &str) -> (&str, &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            return (&text[..at], text[at..].trim_start());
        }
        at += line.len();
    }
    (text, "")
}

/// Takes the last paragraph off where it is made of trailers: `Key: value`, further lines indented.
fn without_trailers(text: &str) -> (&str, Vec<(String, String)>) {
    let text = text.trim_end();
    let mut start = text.len();
    for line in text.split_inclusive('\n').rev() {
        if line.trim().is_empty() {
            break;
        }
        start -= line.len();
    }
    let mut trailers: Vec<(String, String)> = Vec::new();
    for line in text[start..].lines() {
        match (line.starts_with([' ', '\t']), trailers.last_mut(), trailer(line)) {
            (true, Some(last), _) => last.1 = format!("{} {}", last.1, line.trim()),
            (false, _, Some(trailer)) => trailers.push(trailer),
            _ => return (text, Vec::new()),
        }
    }
    (&text[..start], trailers)
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
            "Say why\nin two lines\n\nBecause.\n\nNote: this stays, as more follows.\nSee?\n\nChange: Minor\nCo-authored-by: Bo <bo@example.org>\nSigned-off-by: Ada\n <ada@example.org>\n",
        );
        assert_eq!(read.subject, "Say why in two lines");
        assert_eq!(read.body, "Because.\n\nNote: this stays, as more follows.\nSee?");
        assert_eq!(read.change, Change::Minor);
        assert_eq!(read.co_authors, [("Bo".to_owned(), "bo@example.org".to_owned())]);
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
            assert_eq!(read.change, Change::Major, "{message:?}");
        }
    }
}
