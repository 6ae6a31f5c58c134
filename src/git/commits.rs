//! Commits as a repository keeps them.

use std::borrow::Cow;

use super::objects::damaged;
use crate::date::Moment;
use crate::model::{CommitId, ObjectId, SealKind};
use crate::world::{CommitRecord, GitSignature, VersionsError};

/// The folder that a commit records.
pub(super) fn tree(id: &ObjectId, bytes: &[u8]) -> Result<ObjectId, VersionsError> {
    let text = header(bytes, "tree").next().and_then(|value| std::str::from_utf8(value).ok());
    text.and_then(|text| text.parse().ok()).ok_or_else(|| damaged(id, "it is a commit without files"))
}

/// What a commit records beside its files.
pub(super) fn record(id: &ObjectId, bytes: &[u8]) -> Result<CommitRecord, VersionsError> {
    let encoding = header(bytes, "encoding").next().map(|name| String::from_utf8_lossy(name).to_lowercase());
    let decode = |bytes| text(bytes, encoding.as_deref());
    let parents: Option<Vec<CommitId>> = header(bytes, "parent").map(commit_id).collect();
    let parents = parents.ok_or_else(|| damaged(id, "it is a commit whose parents have no names"))?;
    let signature = |key| header(bytes, key).next().map(|line| signature(&decode(line)));
    let (Some(author), Some(committer)) = (signature("author"), signature("committer")) else {
        return Err(damaged(id, "it is a commit without author or committer"));
    };
    let message = bytes.windows(2).position(|pair| pair == b"\n\n").and_then(|at| bytes.get(at + 2..));
    let message = message.unwrap_or_default();
    Ok(CommitRecord { parents, author, committer, message: decode(message).into_owned() })
}

/// What kind of signature a commit carries under a key of its header, by how it begins: the words that git knows, no others.
pub(super) fn seal(bytes: &[u8], key: &str) -> Option<SealKind> {
    let armour = header(bytes, key).next()?;
    let begins = |with: &str| armour.starts_with(with.as_bytes());
    Some(match () {
        () if begins("-----BEGIN SSH SIGNATURE-----") => SealKind::Ssh,
        () if begins("-----BEGIN PGP SIGNATURE-----") => SealKind::OpenPgp,
        () if begins("-----BEGIN PGP MESSAGE-----") => SealKind::OpenPgp,
        () if begins("-----BEGIN SIGNED MESSAGE-----") => SealKind::X509,
        () => SealKind::Unknown,
    })
}

/// The last second that is written with four digits of a year.
const END_OF_YEARS: u64 = 253_402_300_799;

/// Whether a commit says at what time it was made, so that git reads it and ssh-keygen takes it. Of one that does not, git asks
/// whether the key is good now, or ssh-keygen is ended.
pub(super) fn is_dated(bytes: &[u8]) -> bool {
    let Some(line) = header(bytes, "committer").next() else { return false };
    let Some(after) = line.iter().rposition(|byte| *byte == b'>') else { return false };
    let when = std::str::from_utf8(line.get(after + 1..).unwrap_or_default()).unwrap_or_default();
    let Some((seconds, zone)) = when.trim_start().split_once(' ') else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = |text: &str| text.parse().is_ok_and(|seconds| (1..=END_OF_YEARS).contains(&seconds));
    let is_zone = zone.trim_start().strip_prefix(['+', '-']).is_some_and(is_number);
    is_number(seconds) && is_time(seconds) && is_zone
}

/// The object that a tag names.
pub(super) fn tagged(id: &ObjectId, bytes: &[u8]) -> Result<ObjectId, VersionsError> {
    let named = header(bytes, "object").next().and_then(commit_id);
    named.map(|named| named.0).ok_or_else(|| damaged(id, "it is a tag of nothing"))
}

fn commit_id(digits: &[u8]) -> Option<CommitId> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The values of a key of the header, which ends at the first empty line.
fn header<'a>(bytes: &'a [u8], key: &'a str) -> impl Iterator<Item = &'a [u8]> {
    let lines = bytes.split(|byte| *byte == b'\n').take_while(|line| !line.is_empty());
    lines.filter_map(move |line| line.strip_prefix(key.as_bytes())?.strip_prefix(b" "))
}

/// Text in the encoding that the commit names. Those that are rare in version control are read as UTF-8 with
/// replacements, rather than with tables for all of them.
fn text<'a>(bytes: &'a [u8], encoding: Option<&str>) -> Cow<'a, str> {
    match encoding {
        Some("iso-8859-1" | "iso8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252") => {
            bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into()
        }
        _ => String::from_utf8_lossy(bytes),
    }
}

/// `Name <address> seconds zone`, read as leniently as git reads it.
fn signature(line: &str) -> GitSignature {
    let (name, rest) = line.split_once('<').unwrap_or((line, ""));
    let (address, when) = rest.rsplit_once('>').unwrap_or((rest, ""));
    let mut when = when.split_ascii_whitespace();
    let seconds = when.next().and_then(|seconds| seconds.parse().ok()).unwrap_or(0);
    let offset = when.next().map_or(0, zone);
    GitSignature {
        name: name.trim().to_owned(),
        address: address.trim().to_owned(),
        at: Moment { seconds, offset },
    }
}

/// `+0130` in minutes.
fn zone(text: &str) -> i16 {
    let number: i16 = text.trim_start_matches('+').parse().unwrap_or(0);
    let minutes = number / 100 * 60 + number % 100;
    if minutes.abs() < 24 * 60 { minutes } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMIT: &str = "tree 1111111111111111111111111111111111111111\nparent 2222222222222222222222222222222222222222\nauthor Zo\u{eb} M. <zoe@example.org> 1700000000 -0330\ncommitter B <b@example.org> -5 +0100\ngpgsig x\n author nobody\n\nSubject\n\nBody\n";

    #[test]
    fn commits_are_read() {
        let id = "3".repeat(40).parse().expect("an id");
        let record = record(&id, COMMIT.as_bytes()).expect("a commit");
        assert_eq!(record.parents, ["2".repeat(40).parse().expect("an id")]);
        assert_eq!(record.author.name, "Zo\u{eb} M.");
        assert_eq!(record.author.at, Moment { seconds: 1_700_000_000, offset: -210 });
        assert_eq!(record.committer.at, Moment { seconds: -5, offset: 60 });
        assert_eq!(record.message, "Subject\n\nBody\n");
        assert_eq!(tree(&id, COMMIT.as_bytes()), Ok("1".repeat(40).parse().expect("an id")));
    }

    #[test]
    fn a_signature_is_known_by_its_first_line() {
        let with = |line: &str| format!("tree 1\ngpgsig {line}\n abc\n\nSubject\n\ngpgsig in the message\n");
        for (line, kind) in [
            ("-----BEGIN SSH SIGNATURE-----", SealKind::Ssh),
            ("-----BEGIN PGP SIGNATURE-----", SealKind::OpenPgp),
            ("-----BEGIN PGP MESSAGE-----", SealKind::OpenPgp),
            ("-----BEGIN SIGNED MESSAGE-----", SealKind::X509),
            ("-----BEGIN SSH FOO-----", SealKind::Unknown),
            ("-----BEGIN PGP FOO-----", SealKind::Unknown),
            (" -----BEGIN SSH SIGNATURE-----", SealKind::Unknown),
        ] {
            assert_eq!(seal(with(line).as_bytes(), "gpgsig"), Some(kind), "{line}");
            assert_eq!(seal(with(line).as_bytes(), "gpgsig-sha256"), None, "{line}");
        }
        assert_eq!(seal(b"tree 1\n\nSubject\n\ngpgsig -----BEGIN SSH SIGNATURE-----\n", "gpgsig"), None);
    }

    #[test]
    fn a_time_is_known_by_its_digits() {
        for (line, expected) in [
            ("B <b> 1700000000 +0100", true),
            ("B > <b>  1700000000  -0330", true),
            ("B <b> 253402300799 +0000", true),
            ("B <b> 253402300800 +0000", false),
            ("B <b> 99999999999999999999999 +0000", false),
            ("B <b> 0 +0000", false),
            ("B <b> -5 +0000", false),
            ("B <b> +1700000000 +0000", false),
            ("B <b> 1700000000", false),
            ("B <b> 1700000000 0000", false),
            ("B <b>", false),
            ("B", false),
        ] {
            assert_eq!(is_dated(format!("tree 1\ncommitter {line}\n\nX\n").as_bytes()), expected, "{line}");
        }
        assert!(!is_dated(b"tree 1\n\ncommitter B <b> 1 +0000\n"));
    }

    #[test]
    fn other_encodings_are_read() {
        let id = "3".repeat(40).parse().expect("an id");
        let mut bytes =
            b"author Zo\xeb <z> 1 +0000\ncommitter Z <z> 1 +0000\nencoding ISO-8859-1\n\nGr\xfc\xdfe\n"
                .to_vec();
        assert_eq!(record(&id, &bytes).expect("a commit").message, "Gr\u{fc}\u{df}e\n");
        bytes.truncate(20);
        assert!(record(&id, &bytes).is_err());
    }
}
