//! A site as servers have to know it.

use std::collections::BTreeMap;
use std::path::Path;

use super::served_at::ServedAt;
use crate::path::encode;
use crate::publish::{PublishError, Release};

/// A site as servers have to know it.
#[derive(Clone, Debug)]
pub struct ServedSite {
    /// The name of the target.
    pub(super) name: String,
    /// The link that leads to what is served. It holds no sign that a server takes for its own.
    pub(super) root: String,
    /// The folder of the files for servers, likewise.
    pub(super) files: String,
    /// Where readers find it.
    pub(super) at: ServedAt,
    /// Other hosts that its pages may load from.
    pub(super) hosts: Vec<String>,
    /// Old addresses and where each leads to, both decoded and from the root of the host.
    redirects: BTreeMap<String, String>,
}

/// A file for a server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServerFile {
    /// Its path: `nginx/site.conf`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl ServedSite {
    /// A release at a target, of which `root` is the link and `files` the folder that these files are put into.
    ///
    /// # Errors
    /// An address or a path has signs that servers take for their own.
    pub fn new(
        name: &str,
        release: &Release,
        folders: ServerFolders<'_>,
    ) -> Result<ServedSite, PublishError> {
        let at = ServedAt::of(release.base_url.as_deref())?;
        let from_root = |address: &String| format!("{}{address}", at.root());
        let redirects = release.redirects.iter().map(|(from, to)| (from_root(from), from_root(to)));
        Ok(ServedSite {
            name: name.to_owned(),
            root: plain_path(folders.root)?,
            files: plain_path(folders.files)?,
            hosts: plain_hosts(&release.media_hosts)?,
            redirects: redirects.collect(),
            at,
        })
    }

    /// The name of a file that is there for as long as these old addresses are those of what is served. A server that has read
    /// its list before looks for it, and leaves the list alone where it is gone.
    pub(super) fn marker(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for text in self.redirects.iter().flat_map(|(from, to)| [from, to]) {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        format!("redirects-{}", hasher.finalize().to_hex().chars().take(16).collect::<String>())
    }

    /// A name for what a whole server knows by its name, and several sites on it must not share.
    pub(super) fn own_name(&self, what: &str) -> String {
        format!(
            "guidepost_{what}_{}",
            blake3::hash(self.name.as_bytes()).to_hex().chars().take(8).collect::<String>()
        )
    }

    /// The path of a file for servers, as servers are given it.
    pub(super) fn path_of(&self, file: &str) -> String {
        format!("{}/{file}", self.files)
    }

    /// Old addresses, decoded, each with the encoded address that it leads to. What has control characters in it is left to its
    /// page.
    pub(super) fn redirects(&self) -> impl Iterator<Item = (&str, String)> {
        let plain = self
            .redirects
            .iter()
            .filter(|(from, to)| !from.contains(char::is_control) && !to.contains(char::is_control));
        plain.map(|(from, to)| (from.as_str(), encode(to).replace('$', "%24")))
    }
}

/// Where a site and the files for its servers are.
#[derive(Clone, Copy, Debug)]
pub struct ServerFolders<'a> {
    /// The link that leads to what is served.
    pub root: &'a Path,
    /// The folder of the files for servers.
    pub files: &'a Path,
}

/// Hosts that can stand in a policy. Those of a manifest may have been written by anybody who may write there.
fn plain_hosts(hosts: &[String]) -> Result<Vec<String>, PublishError> {
    let is_plain =
        |host: &&String| host.chars().all(|sign| sign.is_ascii_alphanumeric() || "-.*:".contains(sign));
    match hosts.iter().find(|host| !is_plain(host)) {
        None => Ok(hosts.to_vec()),
        Some(host) => Err(PublishError::not_whole(
            format!("the manifest names `{}` as a host, and that is none", host.escape_debug()),
            "publish anew",
        )),
    }
}

/// A path that servers can be given between quotes.
fn plain_path(path: &Path) -> Result<String, PublishError> {
    let is_plain = |sign: char| sign.is_alphanumeric() || "/._-+,@=~ ".contains(sign);
    let plain = path.to_str().filter(|text| text.chars().all(is_plain));
    plain.map(str::to_owned).ok_or_else(|| {
        PublishError::refused(
            format!(
                "`{}` has signs that the files of a web server would take for something else",
                path.display()
            ),
            "name a folder of letters, digits, `-`, `.`, `_` and `/` in `to`, or leave out `server_files`",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SiteServer;

    fn release(extra: &str) -> Release {
        let text = format!(
            "{{\"id\": \"20261130T080000Z\", \"made\": \"\", \"by\": \"\", \"program\": \"0\", \"source\": {{}}, \"edition\": \"latest\", \"today\": \"\", \"pages\": {{}}, \"linked_places\": [], \"files\": {{}}, {extra}}}"
        );
        serde_json::from_str(&text).expect("a manifest")
    }

    fn site(release: &Release) -> Result<ServedSite, PublishError> {
        let folders =
            ServerFolders { root: Path::new("/srv/www/a"), files: Path::new("/srv/www/.a.releases/servers") };
        ServedSite::new("intranet", release, folders)
    }

    #[test]
    fn a_manifest_that_somebody_wrote_says_nothing_else_in_the_files() {
        for extra in [
            "\"redirects\": {}, \"media_hosts\": [\"x; } server {\"]",
            "\"redirects\": {}, \"base_url\": \"https://a/b;c\"",
        ] {
            assert!(site(&release(extra)).is_err(), "{extra}");
        }
        let release = release(
            "\"redirects\": {\"a\\n} evil {/\": \"b/\", \"c/\": \"d\\n} evil {\", \"e\\\"; evil\": \"f\\\"; evil $host\"}",
        );
        let files =
            site(&release).expect("a site").server_files(&SiteServer::WORDS.map(|(_, server)| server));
        for file in files.iter().filter(|file| file.path.contains("redirects.")) {
            for line in file.text.lines().filter(|line| line.contains("evil")) {
                // Within quotes, or encoded: never a word of its own.
                let is_held = line.contains("\"/e\\\"; evil\"")
                    || line.contains("/e%22;%20evil")
                    || line.contains("/e%22%3b%20evil");
                assert!(is_held && line.contains("/f%22;%20evil%20%24host"), "{}: {line}", file.path);
            }
            assert!(!file.text.contains("} evil {"), "{}", file.path);
        }
    }

    #[test]
    fn the_marker_is_that_of_the_old_addresses() {
        let marker = |redirects: &str| {
            site(&release(&format!("\"redirects\": {redirects}"))).expect("a site").marker()
        };
        assert_eq!(marker("{\"a/\": \"b/\"}"), marker("{\"a/\": \"b/\"}"));
        assert_ne!(marker("{\"a/\": \"b/\"}"), marker("{\"a/\": \"c/\"}"));
        assert_ne!(marker("{\"a/\": \"b/\"}"), marker("{}"));
    }
}
