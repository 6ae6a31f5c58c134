//! Files for web servers beside the releases: whole, and changed by one switch, like what is served.

use std::fs;
use std::path::PathBuf;

use super::held::{HeldFolder, make_link};
use super::removing::{remove_dir, remove_file};
use super::stage::for_all;
use super::{LINK, PublishFolder, SERVERS, SERVERS_OF};
use crate::publish::PublishError;
use crate::publish::kill_point::point;
use crate::publish::servers::ServerFile;
use crate::write::file::{self, ExistingFile};

impl PublishFolder {
    /// The folder of the files for servers: a link to the one that they are in.
    pub fn server_files_path(&self) -> PathBuf {
        self.releases.join(SERVERS)
    }
}

impl HeldFolder {
    /// Has these be the files for servers. They stand in a folder that is named by what is in them, and one rename of a link
    /// puts it in the place of the one before. Without files, what is there is left alone.
    ///
    /// # Errors
    /// They cannot be written: those that were there are there.
    pub fn write_server_files(&self, files: &[ServerFile]) -> Result<(), PublishError> {
        if files.is_empty() {
            return Ok(());
        }
        let name = folder_of(files);
        let dir = self.folder.releases.join(&name);
        for ServerFile { path, text } in files {
            let to = dir.join(path);
            if file::compare(&to, text.as_bytes()).is_ok_and(|there| matches!(there, ExistingFile::Same(_))) {
                continue;
            }
            let folder = to.parent().unwrap_or(&dir);
            let failed = |error| PublishError::io("write", &to, error);
            fs::create_dir_all(folder).and_then(|()| for_all(folder, 0o755)).map_err(failed)?;
            file::write(&to, text.as_bytes(), file::create)?;
            for_all(&to, 0o644).map_err(failed)?;
            point();
        }
        for_all(&dir, 0o755).map_err(|error| PublishError::io("write", &dir, error))?;
        self.switch_server_files(&name)?;
        self.remove_other_server_files(&name)
    }

    fn switch_server_files(&self, name: &str) -> Result<(), PublishError> {
        let link = self.folder.server_files_path();
        if fs::read_link(&link).is_ok_and(|to| to.as_os_str() == name) {
            return Ok(());
        }
        let failed = |error| PublishError::io("lead to the files for servers", &link, error);
        let beside = self.folder.releases.join(LINK);
        remove_file(&beside)?;
        make_link(name.as_ref(), &beside).map_err(failed)?;
        point();
        fs::rename(&beside, &link).map_err(failed)
    }

    fn remove_other_server_files(&self, name: &str) -> Result<(), PublishError> {
        let is_other = |there: &&String| there.starts_with(SERVERS_OF) && *there != name;
        let names = self.folder.names()?;
        names.iter().filter(is_other).try_for_each(|other| remove_dir(&self.folder.releases.join(other)))
    }
}

/// The name of the folder that files for servers are in.
fn folder_of(files: &[ServerFile]) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in files.iter().flat_map(|file| [&file.path, &file.text]) {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    format!("{SERVERS_OF}{}", hasher.finalize().to_hex().chars().take(16).collect::<String>())
}
