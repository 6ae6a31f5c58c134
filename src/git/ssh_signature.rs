//! What ssh-keygen itself says of the signature of a commit. Git is asked first; but git ends by a broken pipe, now and
//! then, where ssh-keygen gives a signature up that makes no sense before it has read what was signed.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::temporary::TemporaryFile;

/// The lines of the header of a commit that hold its signature.
const HEADERS: [&[u8]; 2] = [b"gpgsig ", b"gpgsig-sha256 "];

/// Whether ssh-keygen finds that a commit is not what was signed, by whatever key.
///
/// # Errors
/// Why it could not tell.
pub(super) fn is_broken(commit: &[u8]) -> Result<bool, String> {
    let cannot = |error: std::io::Error| format!("`ssh-keygen` cannot be run: {error}");
    let (signature, signed) = parts(commit);
    let file = TemporaryFile::new(&signature).map_err(cannot)?;
    let mut program = Command::new("ssh-keygen")
        .args(["-Y", "check-novalidate", "-n", "git", "-s"])
        .arg(file.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(cannot)?;
    if let Some(mut stdin) = program.stdin.take() {
        // That it does not read all of it is what it is asked for.
        let _ = stdin.write_all(&signed);
    }
    match program.wait().map_err(cannot)?.code() {
        Some(code) => Ok(code != 0),
        None => Err("`ssh-keygen` was ended before it could tell".to_owned()),
    }
}

/// The signature of a commit, and what was signed: all the rest of it.
fn parts(commit: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let (mut signature, mut signed) = (Vec::new(), Vec::new());
    let (mut is_header, mut is_signature) = (true, false);
    for line in commit.split_inclusive(|byte| *byte == b'\n') {
        is_header &= line != b"\n";
        let first = HEADERS.iter().find_map(|header| line.strip_prefix(*header));
        let next = line.strip_prefix(b" ").filter(|_| is_signature);
        let of_signature = first.or(next).filter(|_| is_header);
        is_signature = of_signature.is_some();
        match of_signature {
            Some(rest) => signature.extend_from_slice(rest),
            None => signed.extend_from_slice(line),
        }
    }
    (signature, signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_the_commit_without_its_signature() {
        let commit =
            b"tree 1\ngpgsig -----BEGIN\n AAAA\n \n -----END\nencoding x\n\nWords\n gpgsig x\ngpgsig y\n";
        let (signature, signed) = parts(commit);
        assert_eq!(signature, b"-----BEGIN\nAAAA\n\n-----END\n");
        assert_eq!(signed, b"tree 1\nencoding x\n\nWords\n gpgsig x\ngpgsig y\n");
    }

    #[test]
    fn a_signature_of_no_sense_is_broken_however_long_the_commit() {
        let words = "x".repeat(1 << 20);
        let commit = format!(
            "tree 1\ngpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----\n\n{words}\n"
        );
        assert_eq!(is_broken(commit.as_bytes()), Ok(true));
    }
}
