//! The versions of a site's files in a git repository, read without the git program, which is asked about signatures
//! alone. Nothing is ever written there.
//!
//! The only room that names the libraries which read repositories.
//!
//! `git` answers the few questions of `world::Versions`: a commit, what differs between two, a blob. It reads object
//! files through gitoxide's plumbing and everything else of a repository itself, so that the parts that compile slowly
//! stay out. `history` asks them, and is pure: `graph` reads the commits and what each changed (kept by commit id
//! through `world::Cache`), `renames` pairs files as git does, `walk` carries the pages still looked for along every
//! line of history, children before parents, so that one pass serves all pages. `git::CommitWorld` is a world over a
//! commit, for a site as it stood. Each object is hashed against its name when it is read (`git/objects.rs`); what
//! would overlay objects or pass for our own cache is left out of account and named (`world::Overlay`,
//! `git/overlays.rs`). `world::Line` is the main line as a value, through the anchors that it must hold; it stands in
//! `world` since wings do not know one another.

#![expect(clippy::disallowed_methods, reason = "the door to repositories")]

mod at;
mod commits;
mod index;
mod kept_texts;
mod lfs;
mod name;
mod objects;
mod overlays;
mod packs;
mod place;
mod programs;
mod recent;
mod refs;
mod repository;
mod settings;
mod signatures;
mod signers;
mod temporary;
mod trees;
mod versions;

pub use at::CommitWorld;
pub use repository::Repository;
