//! Which files of an output folder are ours, and what was in them when we wrote them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use blake3::Hash;
use serde::{Deserialize, Serialize};

use super::error::WriteError;
use super::file::{self, Create, ExistingFile};
use super::noted::NotedManifests;
use crate::path::OutputPath;

/// The name of the manifest in the output folder.
pub(super) const MANIFEST: &str = ".guidepost-output.json";

/// The files that builds of ours have written, with the hash of each.
#[derive(Default, Clone, Debug)]
pub(super) struct Manifest {
    files: BTreeMap<OutputPath, Hash>,
    /// For files that were made from something: the hash of all that.
    input_hashes: BTreeMap<OutputPath, Hash>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    /// Says to somebody who opens the file what it is.
    #[serde(default)]
    about: Cow<'static, str>,
    /// Hashes as hexadecimal BLAKE3.
    files: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    input_hashes: BTreeMap<String, String>,
}

const ABOUT: &str = "Files that guidepost wrote here, with their BLAKE3 hashes: the next build removes those it no longer needs.";

impl Manifest {
    /// The manifest in a folder; `None` where there is none. One that this machine did not note as its own says nothing of what
    /// files were made from: whoever wrote it may have written the files as well.
    pub(super) fn read(dir: &Path, noted: &NotedManifests<'_>) -> Result<Option<Manifest>, WriteError> {
        let path = dir.join(MANIFEST);
        if fs::metadata(&path).is_ok_and(|there| !there.is_file()) {
            let is_none = std::io::Error::other("it is no file");
            return Err(WriteError::io("read", &path, is_none));
        }
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(WriteError::io("read", &path, error)),
        };
        // One that is damaged still says whose folder it is; what it no longer tells is left alone.
        let manifest = Manifest::parse(&text).unwrap_or_default();
        if noted.vouch_for(blake3::hash(&text)) {
            return Ok(Some(manifest));
        }
        Ok(Some(Manifest { input_hashes: BTreeMap::new(), ..manifest }))
    }

    /// What the text says; paths that lead elsewhere and hashes that are none are left out, since
    /// files are removed by it and anybody may have written it.
    fn parse(text: &[u8]) -> serde_json::Result<Manifest> {
        let stored: Stored = serde_json::from_slice(text)?;
        let entry = |(path, hash): (String, String)| {
            let hash = Hash::from_hex(hash).ok()?;
            is_within(&path).then(|| (OutputPath::new(&path), hash))
        };
        Ok(Manifest {
            files: stored.files.into_iter().filter_map(entry).collect(),
            input_hashes: stored.input_hashes.into_iter().filter_map(entry).collect(),
        })
    }

    /// Writes the manifest, at once and only where it differs. The hash is that of its bytes.
    pub(super) fn write(&self, dir: &Path, create: Create) -> Result<Hash, WriteError> {
        let hex = |(path, hash): (&OutputPath, &Hash)| (path.to_string(), hash.to_hex().to_string());
        let stored = Stored {
            about: ABOUT.into(),
            files: self.files.iter().map(hex).collect(),
            input_hashes: self.input_hashes.iter().map(hex).collect(),
        };
        let path = dir.join(MANIFEST);
        let mut text = serde_json::to_vec_pretty(&stored)
            .map_err(|error| WriteError::io("write", &path, error.into()))?;
        text.push(b'\n');
        match file::compare(&path, &text)? {
            ExistingFile::Same(hash) => Ok(hash),
            ExistingFile::Folder => Err(WriteError::InTheWay { path, what: "a folder" }),
            ExistingFile::Nothing | ExistingFile::Other => file::write(&path, &text, create),
        }
    }

    /// This and a later one: the later knows better.
    pub(super) fn joined(&self, later: &Manifest) -> Manifest {
        let mut joined = self.clone();
        joined.files.extend(later.files.iter().map(|(path, hash)| (path.clone(), *hash)));
        joined.input_hashes.retain(|path, _| !later.files.contains_key(path));
        joined.input_hashes.extend(later.input_hashes.iter().map(|(path, hash)| (path.clone(), *hash)));
        joined
    }

    /// The hash a file had when we wrote it; `None` for files that are not ours.
    pub(super) fn hash(&self, path: &str) -> Option<Hash> {
        self.files.get(&OutputPath::new(path)).copied()
    }

    /// The hash of a file that was made from this when we wrote it.
    pub(super) fn hash_if_made_from(&self, path: &OutputPath, input_hash: Hash) -> Option<Hash> {
        let same = self.input_hashes.get(path).is_some_and(|known| *known == input_hash);
        if same { self.files.get(path).copied() } else { None }
    }

    /// With a file, and the hash of what it was made from where that is known.
    pub(super) fn add(&mut self, path: &OutputPath, hash: Hash, input_hash: Option<Hash>) {
        self.files.insert(path.clone(), hash);
        if let Some(input_hash) = input_hash {
            self.input_hashes.insert(path.clone(), input_hash);
        }
    }

    /// The paths and hashes, in order.
    pub(super) fn files(&self) -> impl Iterator<Item = (&OutputPath, Hash)> {
        self.files.iter().map(|(path, hash)| (path, *hash))
    }

    /// The paths, in order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &OutputPath> {
        self.files.keys()
    }

    /// The files of ours in a folder, in order.
    pub(super) fn within(&self, folder: &str) -> impl Iterator<Item = (&OutputPath, Hash)> {
        let start = OutputPath::new(&format!("{folder}/"));
        let inside = move |path: &OutputPath| {
            path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        let from = self.files.range(start..);
        from.take_while(move |(path, _)| inside(path)).map(|(path, hash)| (path, *hash))
    }
}

/// Whether a path stays within the folder it is relative to.
pub(crate) fn is_within(path: &str) -> bool {
    let foreign = |c| c == '\0' || std::path::is_separator(c);
    let whole = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(foreign);
    path.split('/').all(whole)
}

/// Whether a name in the output is one that this module needs for itself.
pub(super) fn is_reserved(path: &str) -> bool {
    path.eq_ignore_ascii_case(MANIFEST)
}
