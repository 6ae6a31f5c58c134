//! Files for web servers: how a published site is served, complete enough to start with.
//!
//! They say nothing of single pages but where old addresses lead to, so that a publish needs no reload: where a server has read
//! its list of these at its last start, an old address that is newer is a page that leads on, and a list that is older than
//! what is served does not count (`ServedSite::marker`).

mod apache;
mod caddy;
mod headers;
mod host;
mod nginx;
mod quoting;
mod served_at;
mod served_site;

use crate::config::SiteServer;
pub use headers::{AnswerHeader, POLICY, caching_of, policy_of, security_headers};
pub use host::{HOST_FILES, host_file};
pub use served_at::ServedAt;
pub use served_site::{ServedSite, ServerFile, ServerFolders};

impl ServedSite {
    /// The files for some servers, by path. Those for hosts are none of them: they stand in the release.
    pub fn server_files(&self, servers: &[SiteServer]) -> Vec<ServerFile> {
        let mut files: Vec<ServerFile> = servers
            .iter()
            .flat_map(|server| match server {
                SiteServer::Nginx => nginx::files(self),
                SiteServer::Caddy => caddy::files(self),
                SiteServer::Apache => apache::files(self),
                SiteServer::Host => Vec::new(),
            })
            .collect();
        if !files.is_empty() {
            let text =
                "# While this file is there, the lists of old addresses with this number count.\n".to_owned();
            files.push(ServerFile { path: self.marker(), text });
        }
        files
    }
}
