//! What the signature of a commit is worth.

use std::fmt;
use std::sync::Arc;

use super::object_id::TextId;

/// Of which kind a signature is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SealKind {
    /// By a key of SSH.
    Ssh,
    /// By an `OpenPGP` key.
    OpenPgp,
    /// By a certificate.
    X509,
    /// By something that is not known.
    Unknown,
}

impl SealKind {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            SealKind::Ssh => "SSH",
            SealKind::OpenPgp => "OpenPGP",
            SealKind::X509 => "X.509",
            SealKind::Unknown => "unknown",
        }
    }

    /// Whether there is something that checks it. Of one that nothing can check, the answer is no wherever it is asked.
    pub fn can_be_checked(self) -> bool {
        matches!(self, SealKind::Ssh | SealKind::OpenPgp)
    }
}

impl fmt::Display for SealKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What the signature of a commit is worth.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Seal {
    /// The commit carries none.
    Unsigned,
    /// It holds, and the key is one of whoever committed.
    Good {
        /// Of which kind.
        kind: SealKind,
        /// The address of whoever committed, to which the key belongs.
        address: Arc<str>,
        /// The fingerprint of the key.
        key: Arc<str>,
    },
    /// It holds, and nobody says that the key belongs to whoever committed.
    Stranger {
        /// Of which kind.
        kind: SealKind,
        /// The fingerprint of the key; empty where it is not known.
        key: Arc<str>,
    },
    /// It does not hold, or does no longer.
    Broken {
        /// Of which kind.
        kind: SealKind,
    },
    /// It could not be checked.
    Unchecked {
        /// Of which kind.
        kind: SealKind,
        /// Why not, in a few words.
        why: Arc<str>,
    },
}

impl Seal {
    /// What findings and the terminal say of the commit: "it is signed with …", "it carries no signature".
    pub fn in_english(&self) -> String {
        match self {
            Seal::Unsigned => "it carries no signature".to_owned(),
            Seal::Good { kind, key, .. } => {
                format!("it is signed by whoever committed it, with their {kind} key {key}")
            }
            Seal::Stranger { kind, key } if key.is_empty() => {
                format!("it is signed with an {kind} key that is not known as the committer's")
            }
            Seal::Stranger { kind, key } => {
                format!("it is signed with the {kind} key {key}, which is not known as the committer's")
            }
            Seal::Broken { kind } => format!("its {kind} signature does not hold"),
            Seal::Unchecked { kind, why } => {
                format!("it carries an {kind} signature, which was not checked: {why}")
            }
        }
    }

    /// Whether it proves who committed.
    pub fn is_good(&self) -> bool {
        matches!(self, Seal::Good { .. })
    }
}

/// What the signature of one commit is worth, by each list of signers that the site had.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Seals {
    /// By every list that is not named.
    otherwise: Option<Seal>,
    by_list: Vec<(TextId, Seal)>,
}

impl Seals {
    /// Worth the same by whatever list.
    pub fn same(seal: Seal) -> Seals {
        Seals { otherwise: Some(seal), by_list: Vec::new() }
    }

    /// By a list of signers, or where there is none.
    pub fn add(&mut self, signers: Option<TextId>, seal: Seal) {
        match signers {
            Some(signers) => self.by_list.push((signers, seal)),
            None => self.otherwise = Some(seal),
        }
    }

    /// What it is worth by a list of signers, or where there is none; `None` where nobody asked.
    pub fn by(&self, signers: Option<TextId>) -> Option<&Seal> {
        let listed = self.by_list.iter().find(|(list, _)| Some(*list) == signers);
        listed.map(|(_, seal)| seal).or(self.otherwise.as_ref())
    }
}
