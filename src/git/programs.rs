//! What the programs that check signatures say themselves of the signature of a commit. Git is asked first; but git ends by a
//! broken pipe, now and then, where a program gives a signature up that makes no sense before it has read what was signed, and
//! it tells nothing of a signature that is none.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::temporary::TemporaryFile;

/// A program that checks signatures.
pub(super) struct Program {
    name: &'static str,
    /// Its arguments before the file of the signature, and after it.
    check: (&'static [&'static str], &'static [&'static str]),
    /// What it does only where it can check anything here; nothing where every call says that.
    works: Option<&'static [&'static str]>,
}

/// Checks signatures by a list of who signs with which key.
pub(super) const SSH_KEYGEN: Program =
    Program { name: "ssh-keygen", check: (&["-Y", "check-novalidate", "-n", "git", "-s"], &[]), works: None };

/// Checks signatures by the key ring of whoever runs it.
pub(super) const GPG: Program = Program {
    name: "gpg",
    check: (&["--batch", "--verify"], &["-"]),
    works: Some(&["--batch", "--no-auto-check-trustdb", "--list-keys"]),
};

impl Program {
    /// Whether it can be run, else why not. Git takes one that is missing for a signature that is wrong.
    pub(super) fn is_there(&self) -> Result<(), String> {
        self.succeeds(&["--version"]).map(|_| ())
    }

    /// Whether it finds that a commit is not what was signed, by whatever key.
    ///
    /// # Errors
    /// Why it could not tell.
    pub(super) fn finds_broken(&self, commit: &[u8], header: &str) -> Result<bool, String> {
        let (signature, signed) = parts(commit, header);
        let file = TemporaryFile::new(&signature).map_err(|error| self.cannot(&error))?;
        let (before, after) = self.check;
        let mut command = Command::new(self.name);
        command.args(before).arg(file.path()).args(after);
        let succeeded = self.run(command, &signed)?;
        let works = self.works.map_or(Ok(true), |works| self.succeeds(works))?;
        if !works {
            return Err(format!("`{}` does not work here", self.name));
        }
        Ok(!succeeded)
    }

    fn succeeds(&self, arguments: &[&str]) -> Result<bool, String> {
        let mut command = Command::new(self.name);
        command.args(arguments);
        self.run(command, &[])
    }

    /// Whether a call of it succeeds, given some bytes to read.
    fn run(&self, mut command: Command, input: &[u8]) -> Result<bool, String> {
        let command =
            command.env("TZ", "UTC").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut program = command.spawn().map_err(|error| self.cannot(&error))?;
        if let Some(mut stdin) = program.stdin.take() {
            // That it does not read all of it is what it is asked for.
            let _ = stdin.write_all(input);
        }
        match program.wait().map_err(|error| self.cannot(&error))?.code() {
            Some(code) => Ok(code == 0),
            None => Err(format!("`{}` was ended before it could tell", self.name)),
        }
    }

    fn cannot(&self, error: &std::io::Error) -> String {
        format!("`{}` cannot be run: {error}", self.name)
    }
}

/// The lines of the header of a commit that hold a signature, for whatever algorithm of ids.
const HEADERS: [&str; 2] = ["gpgsig", "gpgsig-sha256"];

/// The signature of a commit that stands under a key, and what was signed: all the rest of it, without signatures under others.
fn parts(commit: &[u8], header: &str) -> (Vec<u8>, Vec<u8>) {
    let (mut signature, mut signed) = (Vec::new(), Vec::new());
    let (mut is_header, mut within) = (true, None);
    for line in commit.split_inclusive(|byte| *byte == b'\n') {
        is_header &= line != b"\n";
        let value = |key: &str| line.strip_prefix(key.as_bytes())?.strip_prefix(b" ");
        let first = HEADERS.into_iter().find_map(|key| Some((key, value(key)?)));
        let next = within.and_then(|key| Some((key, line.strip_prefix(b" ")?)));
        let part = first.or(next).filter(|_| is_header);
        within = part.map(|(key, _)| key);
        match part {
            Some((key, rest)) if key == header => signature.extend_from_slice(rest),
            Some(_) => {}
            None => signed.extend_from_slice(line),
        }
    }
    (signature, signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_the_commit_without_its_signatures() {
        let commit =
            b"tree 1\ngpgsig -----BEGIN\n AAAA\n \n -----END\ngpgsig-sha256 B\n C\nencoding x\n\nWords\n gpgsig x\ngpgsig y\n";
        let (signature, signed) = parts(commit, "gpgsig");
        assert_eq!(signature, b"-----BEGIN\nAAAA\n\n-----END\n");
        assert_eq!(signed, b"tree 1\nencoding x\n\nWords\n gpgsig x\ngpgsig y\n");
        assert_eq!(parts(commit, "gpgsig-sha256"), (b"B\nC\n".to_vec(), signed));
    }

    #[test]
    fn a_signature_of_no_sense_is_broken_however_long_the_commit() {
        let words = "x".repeat(1 << 20);
        for (program, kind) in [(SSH_KEYGEN, "SSH"), (GPG, "PGP")] {
            let commit = format!(
                "tree 1\ngpgsig -----BEGIN {kind} SIGNATURE-----\n \n AAAA\n -----END {kind} SIGNATURE-----\n\n{words}\n"
            );
            assert_eq!(program.finds_broken(commit.as_bytes(), "gpgsig"), Ok(true), "{kind}");
        }
    }
}
