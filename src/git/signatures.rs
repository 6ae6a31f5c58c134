//! What the signatures of commits are worth, as the git program says. Which keys belong to whom is said by the site's
//! own list; no setting of a user or a machine has a say in it.
//!
//! `Versions::seals` says what signatures of commits are worth, by a list of signers; `git/signatures.rs` asks the git
//! program, since checking is its trade and an auditor's. For each address of a committer it is given a list of the
//! lines about that address alone (`git/signers.rs`), so that a good signature means: by a key of whoever committed.
//! The list is among what an approval of the model covers, as are the controlled keys of `site.toml`
//! (`config/controlled.rs`); a record is judged by the list in force when it arrives.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use gix_object::Kind;

use super::programs::{GPG, Program, SSH_KEYGEN};
use super::repository::Repository;
use super::temporary::TemporaryFile;
use super::{commits, signers};
use crate::model::{CommitId, Seal, SealKind};

/// A commit that carries a signature.
struct Sealed {
    /// Its place in what was asked.
    nth: usize,
    id: CommitId,
    kind: SealKind,
    /// The address of whoever committed it.
    address: String,
    /// Whether it says when it was made.
    is_dated: bool,
}

/// What git says of one commit: how the signature is, who made it, with which key.
struct Said {
    mark: char,
    signer: String,
    key: Arc<str>,
}

/// What the signatures of some commits are worth, in their order.
pub(super) fn seals(repository: &Repository, asked: &[CommitId], signers: Option<&[u8]>) -> Vec<Seal> {
    let mut seals = vec![Seal::Unsigned; asked.len()];
    let sealed = asked.iter().enumerate().filter_map(|(nth, id)| sealed(repository, nth, *id));
    let mut groups: BTreeMap<(SealKind, String), Vec<Sealed>> = BTreeMap::new();
    for commit in sealed {
        // Without a date, nobody can say whether a key of the list was good when the commit was made.
        if commit.kind == SealKind::Ssh && !commit.is_dated {
            if let Some(there) = seals.get_mut(commit.nth) {
                *there = Seal::Broken { kind: commit.kind };
            }
            continue;
        }
        // A list is made for each address; what the key ring says of a key, it says of all.
        let group = if commit.kind == SealKind::Ssh { commit.address.clone() } else { String::new() };
        groups.entry((commit.kind, group)).or_default().push(commit);
    }
    let list = signers.map(String::from_utf8_lossy).unwrap_or_default();
    for ((kind, address), group) in groups {
        let said = match kind {
            SealKind::Ssh => by_list(repository, &group, &signers::lines_for(&list, &address)),
            SealKind::OpenPgp => by_key_ring(repository, &group),
            SealKind::X509 | SealKind::Unknown => Err("signatures of this kind are not checked".to_owned()),
        };
        for (at, commit) in group.into_iter().enumerate() {
            let Some(there) = seals.get_mut(commit.nth) else { continue };
            *there = match &said {
                Ok(said) => seal(commit, said.get(at)),
                Err(why) => Seal::Unchecked { kind, why: why.as_str().into() },
            };
        }
    }
    seals
}

/// The key of the header under which commits carry the signatures of what has ids by an algorithm; what is signed by others is
/// not what is here.
pub(super) fn header(algorithm: gix_hash::Kind) -> &'static str {
    if algorithm == gix_hash::Kind::Sha1 { "gpgsig" } else { "gpgsig-sha256" }
}

fn sealed(repository: &Repository, nth: usize, id: CommitId) -> Option<Sealed> {
    let header = header(repository.objects.algorithm());
    repository.objects.with(|reader| {
        let bytes = reader.read(&id.0, Kind::Commit).ok()?;
        let kind = commits::seal(bytes, header)?;
        let record = commits::record(&id.0, bytes).ok()?;
        let is_dated = commits::is_dated(bytes);
        Some(Sealed { nth, id, kind, address: record.committer.address, is_dated })
    })
}

fn seal(commit: Sealed, said: Option<&Said>) -> Seal {
    let kind = commit.kind;
    let Some(said) = said else {
        return Seal::Unchecked { kind, why: "git says nothing of it".into() };
    };
    let key = said.key.clone();
    match said.mark {
        'G' if said.signer.eq_ignore_ascii_case(&commit.address) => {
            Seal::Good { kind, address: commit.address.into(), key }
        }
        'G' | 'U' => Seal::Stranger { kind, key },
        // The key ring lacks the key.
        'E' if kind == SealKind::OpenPgp => Seal::Stranger { kind, key },
        'B' | 'X' | 'Y' | 'R' => Seal::Broken { kind },
        _ => Seal::Unchecked { kind, why: "git cannot tell".into() },
    }
}

fn by_list(repository: &Repository, group: &[Sealed], list: &str) -> Result<Vec<Said>, String> {
    SSH_KEYGEN.is_there()?;
    let file = TemporaryFile::new(list.as_bytes())
        .map_err(|error| format!("no list can be written for it: {error}"))?;
    let setting = format!("gpg.ssh.allowedSignersFile={}", file.path().display());
    let settings = ["-c", "gpg.ssh.program=ssh-keygen", "-c", &setting];
    ask_in_parts(repository, group, &Asked { program: &SSH_KEYGEN, settings: &settings })
}

fn by_key_ring(repository: &Repository, group: &[Sealed]) -> Result<Vec<Said>, String> {
    GPG.is_there()?;
    let settings = ["-c", "gpg.program=gpg", "-c", "gpg.openpgp.program=gpg"];
    let asked = Asked { program: &GPG, settings: &settings };
    let mut said = ask_in_parts(repository, group, &asked)?;
    for (said, commit) in said.iter_mut().zip(group) {
        // The key ring was asked and said nothing that git knows, as of what is no signature.
        if said.mark == 'N' && is_broken(repository, commit, &GPG)? {
            said.mark = 'B';
        }
    }
    for said in &mut said {
        let address = said.signer.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>'));
        said.signer = address.map_or(String::new(), |(address, _)| address.to_owned());
    }
    Ok(said)
}

/// How git is asked.
struct Asked<'a> {
    /// The program that git asks in its turn.
    program: &'a Program,
    /// The settings that git is given.
    settings: &'a [&'a str],
}

/// Asks git about commits. One whose signature is of no sense may end git, which then says nothing of the others either: they
/// are asked about without it, and the program about that one.
fn ask_in_parts(repository: &Repository, group: &[Sealed], how: &Asked<'_>) -> Result<Vec<Said>, String> {
    match ask(repository, group, how.settings) {
        Ok(said) => Ok(said),
        Err(NoAnswer::Why(why)) => Err(why),
        Err(NoAnswer::Ended) => match group {
            [] => Ok(Vec::new()),
            [one] if is_broken(repository, one, how.program)? => {
                Ok(vec![Said { mark: 'B', signer: String::new(), key: "".into() }])
            }
            [_] => Err("git was ended before it could tell".to_owned()),
            many => {
                let (some, others) = many.split_at(many.len() / 2);
                let mut said = ask_in_parts(repository, some, how)?;
                said.extend(ask_in_parts(repository, others, how)?);
                Ok(said)
            }
        },
    }
}

/// Whether a program itself finds that a commit is not what was signed.
fn is_broken(repository: &Repository, commit: &Sealed, program: &Program) -> Result<bool, String> {
    let id = &commit.id.0;
    let bytes = repository.objects.with(|reader| reader.read(id, Kind::Commit).ok().map(<[u8]>::to_vec));
    let bytes = bytes.ok_or_else(|| "the commit cannot be read".to_owned())?;
    program.finds_broken(&bytes, header(repository.objects.algorithm()))
}

/// Why git said nothing.
enum NoAnswer {
    /// It was ended by a signal.
    Ended,
    /// In words.
    Why(String),
}

/// Asks git about commits, in their order.
fn ask(repository: &Repository, group: &[Sealed], settings: &[&str]) -> Result<Vec<Said>, NoAnswer> {
    let ids: Vec<String> = group.iter().map(|commit| commit.id.to_string()).collect();
    let run = |error| NoAnswer::Why(format!("`git` cannot be run: {error}"));
    let output = run_git(repository, settings, &ids.join("\n")).map_err(run)?;
    if output.status.code().is_none() {
        return Err(NoAnswer::Ended);
    }
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        let first = words.lines().find(|line| line.starts_with("fatal")).unwrap_or("git says no more");
        return Err(NoAnswer::Why(format!("git failed: {first}")));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let mut by_id: BTreeMap<CommitId, Said> = text.split('\0').filter_map(said).collect();
    let unknown = || Said { mark: '?', signer: String::new(), key: "".into() };
    Ok(group.iter().map(|commit| by_id.remove(&commit.id).unwrap_or_else(unknown)).collect())
}

fn said(line: &str) -> Option<(CommitId, Said)> {
    let mut parts = line.trim_start_matches('\n').split('\u{1f}');
    let id = parts.next()?.parse().ok()?;
    let mark = parts.next()?.chars().next()?;
    let (signer, key) = (parts.next()?.to_owned(), parts.next()?.into());
    Some((id, Said { mark, signer, key }))
}

fn run_git(repository: &Repository, settings: &[&str], ids: &str) -> std::io::Result<Output> {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            command.env_remove(name);
        }
    }
    let mut git = command
        .env("GIT_DIR", &repository.place.own)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("LC_ALL", "C")
        // Days in a list of signers are those of no zone in particular, and ssh-keygen takes those of the machine.
        .env("TZ", "UTC")
        // It is to see the commits that we see, and to ask nobody else for what is not here.
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_GRAFT_FILE", "/dev/null")
        .env("GIT_NO_LAZY_FETCH", "1")
        .args(["-c", "protocol.allow=never"])
        // Settings of the repository that would decide otherwise.
        .args(["-c", "gpg.ssh.revocationFile=", "-c", "log.showSignature=false"])
        .args(settings)
        .args(["log", "--no-walk=unsorted", "--stdin", "-z", "--encoding=UTF-8"])
        .arg("--format=%H%x1f%G?%x1f%GS%x1f%GF")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = git.stdin.take() {
        // All of it is read before anything is written.
        stdin.write_all(ids.as_bytes())?;
    }
    git.wait_with_output()
}
