//! Files that are published as they are: those of one folder, but for what the approved edition must not publish so.

use std::sync::Arc;

use crate::config::{Config, Edition};
use crate::diagnostic::{Code, Finding, Place};
use crate::path::{Address, FilePath, is_kept};
use crate::route::{AsIs, tells_servers};
use crate::world::{OF_VERSION_CONTROL, World};

/// The files that are published as they are. Names that begin with a dot may be meant for the web server.
pub(super) fn published_as_is(
    world: &dyn World,
    config: &Config,
    (content, pages): (&FilePath, &Arc<[FilePath]>),
    findings: &mut Vec<Finding>,
) -> Vec<AsIs> {
    let Some(folder) = config.as_is_folder() else { return Vec::new() };
    let listing = world.list(&folder);
    findings.extend(listing.findings);
    let mut published = Vec::new();
    for file in listing.files.iter().filter(|file| !OF_VERSION_CONTROL.contains(&file.name())) {
        let Some(path) = file.within(&folder) else { continue };
        let refused = kept(file, &path)
            .or_else(|| withheld(file, &path, config, (content, pages)))
            .or_else(|| secret(file, &path));
        match refused {
            Some(finding) => findings.push(finding),
            None => published.push(AsIs { file: file.clone(), address: Address::file(path.as_str()) }),
        }
    }
    published
}

/// That a file has a name which the program needs in the output.
fn kept(file: &FilePath, path: &FilePath) -> Option<Finding> {
    let finding = || {
        let message = format!("`{path}` is a name that the output keeps for the program");
        Finding::new(Code::AddressCollision, Place::file(file), message)
            .label("left out")
            .hint("rename the file")
    };
    is_kept(path.as_str()).then(finding)
}

/// That a file has a name under which programs keep passwords and keys. Nobody means to publish these, and what was published
/// once cannot be taken back.
fn secret(file: &FilePath, path: &FilePath) -> Option<Finding> {
    // Programs of other systems write the same names in capitals.
    let lower = path.as_str().to_lowercase();
    let name = lower.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit('.').next().unwrap_or_default();
    let is_key = SECRET_KEYS.iter().any(|key| name.starts_with(key)) && ending != "pub";
    let is_named = SECRETS.contains(&name)
        || is_key
        || [".htpasswd", ".env."].iter().any(|beginning| name.starts_with(beginning))
        || ["p12", "pfx", "jks", "kdbx", "ppk"].contains(&ending) && ending != name;
    (is_named || lower.split('/').any(|folder| FOLDERS_OF_SECRETS.contains(&folder))).then(|| {
        let message = format!("`{path}` is where passwords or keys are kept, by its name");
        Finding::new(Code::SecretFile, Place::file(file), message)
            .label("left out")
            .hint("take it out of the folder; if it holds none, give it another name")
            .hint("if it was published before, change what it holds")
    })
}

const SECRETS: [&str; 9] = [
    ".env",
    ".netrc",
    "_netrc",
    ".npmrc",
    ".pypirc",
    ".pgpass",
    ".my.cnf",
    ".git-credentials",
    ".bash_history",
];
/// How the names of private keys begin: copies of them have endings.
const SECRET_KEYS: [&str; 4] = ["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"];
const FOLDERS_OF_SECRETS: [&str; 3] = [".ssh", ".gnupg", ".aws"];

/// That the approved edition does not publish a file as it is.
fn withheld(
    file: &FilePath,
    path: &FilePath,
    config: &Config,
    (content, pages): (&FilePath, &Arc<[FilePath]>),
) -> Option<Finding> {
    if config.edition != Edition::Approved {
        return None;
    }
    let finding = |message: String, hint: &str| {
        let finding = Finding::new(Code::WithheldFile, Place::file(file), message);
        Some(finding.label("left out").hint(hint))
    };
    if tells_servers(path.as_str()) {
        return finding(
            format!(
                "`{path}` tells web servers what to answer, and could lead from what is in force to other words"
            ),
            "keep such settings where the server is set up, and not in the site",
        );
    }
    let is_of_pages = !content.as_str().is_empty() && file.within(content).is_some();
    if config.withholds(file, content) || is_of_pages || pages.contains(file) {
        return finding(
            format!(
                "`{file}` would be published as it is, past what is in force: it is a page, lies among them, or is a record"
            ),
            "name another folder under `files` in site.toml, one that has nothing of the folder of pages in it",
        );
    }
    None
}
