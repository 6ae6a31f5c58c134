//! Files that hold passwords or keys, by their names, and by what they say where a name alone does not tell.

use std::sync::Arc;

use crate::path::{FilePath, is_markdown};

/// Names under which programs keep them.
const NAMES: [&str; 22] = [
    ".env",
    ".envrc",
    ".netrc",
    "_netrc",
    ".npmrc",
    ".pypirc",
    ".pgpass",
    ".my.cnf",
    ".git-credentials",
    ".dockercfg",
    ".s3cfg",
    ".boto",
    ".vault-token",
    ".vault_pass",
    ".bash_history",
    ".zsh_history",
    ".python_history",
    ".mysql_history",
    ".psql_history",
    "shadow",
    "terraform.tfstate",
    "secring.gpg",
];
/// How the names of private keys begin: copies of them have endings.
const KEYS: [&str; 5] = ["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "ssh_host_"];
/// How other such names begin.
const BEGINNINGS: [&str; 3] = [".htpasswd", ".env.", ".credentials"];
const ENDINGS: [&str; 12] =
    ["p12", "pfx", "pkcs12", "jks", "keystore", "kdbx", "kdb", "ppk", "p8", "env", "htpasswd", "ovpn"];
const FOLDERS: [&str; 6] = [".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker"];
/// What programs call a list of them, with the endings of data: a page, a document or a picture of the same name is about them.
const LISTS: [&str; 5] = ["credentials", "credential", "secrets", "client_secret", "passwords"];
const DATA: [&str; 12] =
    ["", "json", "csv", "yml", "yaml", "ini", "toml", "cfg", "conf", "properties", "bak", "old"];
/// Endings of pages, documents and pictures: their names say what they are about.
const ABOUT: [&str; 14] =
    ["pub", "html", "htm", "pdf", "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "mp4", "vtt", "docx"];

/// What a name tells of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Secrecy {
    Open,
    /// It holds passwords or keys.
    Secret,
    /// It holds a key unless it says that it is something else.
    UnlessOpen,
    /// It may hold a key.
    IfPrivate,
}

/// Whether a file holds passwords or keys. `bytes` is asked where the name does not tell; what cannot be read holds them.
pub fn is_secret(file: &FilePath, bytes: impl FnOnce() -> Option<Arc<[u8]>>) -> bool {
    match secrecy(file) {
        Secrecy::Open => false,
        Secrecy::Secret => true,
        Secrecy::UnlessOpen => bytes().is_none_or(|bytes| !is_public(&bytes)),
        Secrecy::IfPrivate => bytes().is_some_and(|bytes| holds(&bytes, PRIVATE)),
    }
}

/// Whether the name of a file leaves no doubt that it holds neither.
pub fn is_openly_named(file: &FilePath) -> bool {
    secrecy(file) == Secrecy::Open
}

fn secrecy(file: &FilePath) -> Secrecy {
    // Programs of other systems write the same names in capitals.
    let lower = file.as_str().to_lowercase();
    let (folders, name) = lower.rsplit_once('/').unwrap_or(("", &lower));
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_about = is_markdown(name) || ABOUT.contains(&ending);
    let is_of_folder = folders.split('/').any(|folder| FOLDERS.contains(&folder));
    let is_named = NAMES.contains(&name)
        || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
        || ENDINGS.contains(&ending) && !stem.is_empty()
        || KEYS.iter().any(|key| name.starts_with(key))
        || LISTS.contains(&stem) && DATA.contains(&ending);
    match ending {
        _ if is_of_folder || is_named && !is_about => Secrecy::Secret,
        "pem" | "key" => Secrecy::UnlessOpen,
        "crt" | "cer" | "cert" | "asc" | "gpg" | "pgp" => Secrecy::IfPrivate,
        _ => Secrecy::Open,
    }
}

const PRIVATE: &[u8] = b"PRIVATE KEY";
/// How presentations of Keynote begin, whose names end as those of keys do.
const ARCHIVE: &[u8] = b"PK\x03\x04";
/// What is said of what anybody may read.
const PUBLIC: [&[u8]; 4] = [b"BEGIN CERTIFICATE", b"PUBLIC KEY", b"BEGIN X509 CRL", b"BEGIN DH PARAMETERS"];

/// Whether a file says that it is something else than a key that nobody is to see.
fn is_public(bytes: &[u8]) -> bool {
    let is_named = PUBLIC.iter().any(|mark| holds(bytes, mark));
    bytes.starts_with(ARCHIVE) || is_named && !holds(bytes, PRIVATE)
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_secret_with(path: &str, bytes: &[u8]) -> bool {
        is_secret(&FilePath::new(path).expect("a path"), || Some(bytes.into()))
    }

    #[test]
    fn passwords_and_keys_are_known_by_name() {
        for path in [
            ".env",
            ".env.local",
            "prod.env",
            ".envrc",
            "a/.NPMRC",
            ".pypirc",
            ".netrc",
            "_netrc",
            ".git-credentials",
            "credentials",
            "Credentials.json",
            "secrets.yaml",
            "id_rsa",
            "deploy/id_ed25519.old",
            "ssh_host_rsa_key",
            "safe.kdbx",
            "vpn.P12",
            "a.pfx",
            ".aws/config",
            ".htpasswd.bak",
        ] {
            assert!(is_secret_with(path, b""), "{path}");
        }
        for path in [
            "credentials.md",
            "credentials.pdf",
            "secrets.html",
            "id_rsa.pub",
            "id_rsa.png",
            "ssh_host_rsa_key.pub",
            "environment.txt",
            "env",
            "key.txt",
            "keys/index.html",
            "p12",
            "monkey",
            ".htaccess",
            "tokens.css",
        ] {
            assert!(!is_secret_with(path, b""), "{path}");
        }
    }

    #[test]
    fn what_a_name_does_not_tell_the_file_does() {
        for (path, bytes, expected) in [
            ("a.pem", &b"-----BEGIN PRIVATE KEY-----"[..], true),
            ("a.pem", b"-----BEGIN CERTIFICATE-----", false),
            ("a.pem", b"-----BEGIN CERTIFICATE-----\n-----BEGIN RSA PRIVATE KEY-----", true),
            ("a.pem", b"-----BEGIN PUBLIC KEY-----", false),
            ("a.key", b"\x00\x01", true),
            ("Talk.key", b"PK\x03\x04rest", false),
            ("a.crt", b"-----BEGIN CERTIFICATE-----", false),
            ("a.asc", b"-----BEGIN PGP PRIVATE KEY BLOCK-----", true),
            ("a.asc", b"-----BEGIN PGP PUBLIC KEY BLOCK-----", false),
        ] {
            assert_eq!(is_secret_with(path, bytes), expected, "{path}");
        }
        assert!(is_secret(&FilePath::new("a.key").expect("a path"), || None));
    }
}
