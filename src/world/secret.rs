//! Files that hold passwords or keys, by their names, and by what they say where a name alone does not tell.

use std::sync::Arc;

use super::plain_words::is_words;
use super::{der, tokens};
use crate::path::{FilePath, is_markdown};

/// Names under which programs keep them.
const NAMES: [&str; 24] = [
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
    "htpasswd",
    "kubeconfig",
];
/// How the names of private keys begin: copies of them have endings.
const KEYS: [&str; 5] = ["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "ssh_host_"];
/// How other such names begin.
const BEGINNINGS: [&str; 2] = [".htpasswd", ".credentials"];
/// How a name begins behind which no letter stands.
const ENVIRONMENT: &str = ".env";
/// How the names of such a file end that has no values yet.
const EXAMPLES: [&str; 5] = ["example", "sample", "template", "dist", "tpl"];
const ENDINGS: [&str; 14] = [
    "p12",
    "pfx",
    "pkcs12",
    "jks",
    "keystore",
    "kdbx",
    "kdb",
    "ppk",
    "p8",
    "env",
    "htpasswd",
    "ovpn",
    "tfvars",
    "kubeconfig",
];
/// The same, of two.
const LONG_ENDING: &str = ".tfvars.json";
/// Settings of a program that may hold a token.
const MAY_HOLD_TOKEN: &str = ".yarnrc.yml";
const FOLDERS: [&str; 6] = [".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker"];
/// What programs call a list of them, with the endings of data: a page, a document or a picture of the same name is about them.
const LISTS: [&str; 9] = [
    "credentials",
    "credential",
    "secrets",
    "client_secret",
    "passwords",
    "password",
    "passwd",
    "htpasswd",
    "kubeconfig",
];
const DATA: [&str; 17] = [
    "",
    "json",
    "csv",
    "tsv",
    "yml",
    "yaml",
    "ini",
    "toml",
    "cfg",
    "conf",
    "properties",
    "txt",
    "text",
    "xml",
    "xls",
    "xlsx",
    "ods",
];
/// What stands at the end of the names of copies.
const COPIES: [&str; 6] = ["bak", "backup", "old", "orig", "save", "copy"];
/// Endings of pages, documents and pictures: their names say what they are about.
const ABOUT: [&str; 14] =
    ["pub", "html", "htm", "pdf", "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "mp4", "vtt", "docx"];

/// What a name tells of a file. The more it tells, the later it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Secrecy {
    Open,
    /// It may hold a key.
    OpenUnlessPrivate,
    /// It holds a key unless it says that it is something else.
    SecretUnlessPublic,
    /// It holds passwords or keys.
    Secret,
}

/// By what a file is known to hold passwords or keys, or why nobody knows that it holds none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SecretBy {
    /// Its name says so.
    Name,
    /// It says so itself.
    Content,
    /// It holds a token by which a program signs in.
    Token,
    /// It is called as keys are, and does not say that it is something else.
    NotPublic,
    /// Its name leaves it open, and it cannot be read, or is too long for that.
    Unread,
}

impl SecretBy {
    /// What is said of such a file, behind its name.
    pub fn words(self) -> &'static str {
        match self {
            SecretBy::Name => "is where passwords or keys are kept, by its name",
            SecretBy::Content => "holds a private key",
            SecretBy::Token => "holds a token by which a program signs in",
            SecretBy::NotPublic => "has the name of a key, and does not say that it is a public one",
            SecretBy::Unread => "may hold a key by its name, and cannot be read",
        }
    }
}

/// So many bytes of a file are looked at. What is longer is neither a key nor a certificate, and nobody knows what it holds.
const LONGEST: usize = 1024 * 1024;

/// By what a file is held to hold passwords or keys; `None` where it does not. `bytes` is asked where the name does not tell.
pub fn secret_by(file: &FilePath, bytes: impl FnOnce() -> Option<Arc<[u8]>>) -> Option<SecretBy> {
    let secrecy = secrecy(file);
    match secrecy {
        Secrecy::Open => return None,
        Secrecy::Secret => return Some(SecretBy::Name),
        Secrecy::OpenUnlessPrivate | Secrecy::SecretUnlessPublic => {}
    }
    let Some(bytes) = bytes() else { return Some(SecretBy::Unread) };
    if secrecy == Secrecy::SecretUnlessPublic && bytes.starts_with(ARCHIVE) {
        return None;
    }
    if bytes.len() > LONGEST {
        return Some(SecretBy::Unread);
    }
    if holds(&bytes, PRIVATE) || der::is_private(&bytes) {
        return Some(SecretBy::Content);
    }
    if tokens::holds_token(&bytes) {
        return Some(SecretBy::Token);
    }
    let is_text = || file.extension() == KEY && is_words(&bytes);
    let is_public = || PUBLIC.iter().any(|mark| holds(&bytes, mark)) || der::is_public(&bytes) || is_text();
    (secrecy == Secrecy::SecretUnlessPublic && !is_public()).then_some(SecretBy::NotPublic)
}

/// Whether a file is held to hold passwords or keys.
pub fn is_secret(file: &FilePath, bytes: impl FnOnce() -> Option<Arc<[u8]>>) -> bool {
    secret_by(file, bytes).is_some()
}

/// Whether the name of a file leaves no doubt that it holds neither.
pub fn is_openly_named(file: &FilePath) -> bool {
    secrecy(file) == Secrecy::Open
}

fn secrecy(file: &FilePath) -> Secrecy {
    // Programs of other systems write the same names in capitals.
    let lower = file.as_str().to_lowercase();
    let (folders, name) = lower.rsplit_once('/').unwrap_or(("", &lower));
    if folders.split('/').any(|folder| FOLDERS.contains(&folder)) {
        return Secrecy::Secret;
    }
    secrecy_of(name).max(secrecy_of(original(name)))
}

fn secrecy_of(name: &str) -> Secrecy {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_about = is_markdown(name) || ABOUT.contains(&ending);
    let is_of_environment =
        name.strip_prefix(ENVIRONMENT).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    let is_example = EXAMPLES.contains(&ending);
    let is_named = NAMES.contains(&name)
        || is_of_environment && !is_example
        || name.ends_with(LONG_ENDING)
        || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
        || ENDINGS.contains(&ending) && !stem.is_empty()
        || KEYS.iter().any(|key| name.starts_with(key))
        || LISTS.contains(&original(stem)) && DATA.contains(&ending);
    match ending {
        _ if is_named && !is_about => Secrecy::Secret,
        "pem" | KEY | "gpg" | "pgp" | "der" => Secrecy::SecretUnlessPublic,
        "crt" | "cer" | "cert" | "asc" => Secrecy::OpenUnlessPrivate,
        _ if name == MAY_HOLD_TOKEN || is_of_environment => Secrecy::OpenUnlessPrivate,
        _ => Secrecy::Open,
    }
}

/// A name without what is put behind it where files are copied: `server.key.bak`, `server.key.old.2`, `secrets (1)`.
fn original(name: &str) -> &str {
    let is_between =
        |sign: char| sign.is_ascii_digit() || matches!(sign, '~' | '(' | ')' | '-' | '_' | ' ' | '.');
    let mut left = name;
    loop {
        let shorter = left.trim_end_matches(is_between);
        let copied = COPIES.iter().find_map(|copy| shorter.strip_suffix(copy));
        match copied.filter(|before| before.ends_with(is_between)) {
            Some(before) => left = before,
            None => return shorter,
        }
    }
}

/// The ending of the names of keys.
const KEY: &str = "key";
const PRIVATE: &[u8] = b"PRIVATE KEY";
/// How presentations of Keynote begin, whose names end as those of keys do.
const ARCHIVE: &[u8] = b"PK\x03\x04";
/// What is said of what anybody may read.
const PUBLIC: [&[u8]; 5] =
    [b"BEGIN CERTIFICATE", b"PUBLIC KEY", b"BEGIN X509 CRL", b"BEGIN DH PARAMETERS", b"BEGIN PGP SIGNATURE"];

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
            "passwords.txt",
            "secrets.txt",
            "Secrets.XLSX",
            "secrets.xml",
            "vault.kdbx.old",
            "vault.kdbx.old.2",
            "vault.kdbx1",
            "credentials.json.bak",
            "credentials.json~",
            "credentials-old.json",
            "secrets (1).yaml",
            ".env-prod",
            ".env_prod",
            ".env2",
            ".env.example.local",
            "htpasswd",
            ".htpasswd",
            "site.htpasswd",
            "terraform.tfvars",
            "prod.auto.tfvars",
            "prod.auto.tfvars.json",
            "kubeconfig",
            "kubeconfig.yaml",
            "prod.kubeconfig",
            "ca.der",
            "server.key.bak",
            "ca.pem.orig",
        ] {
            assert!(is_secret_with(path, b""), "{path}");
        }
    }

    #[test]
    fn names_that_are_about_passwords_and_keys_are_open() {
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
            ".env.example",
            ".env.sample",
            ".env.template",
            ".env.local.example",
            ".yarnrc.yml",
            "htpasswd.md",
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
            ("answer.key", b"1. B\n2. C\n3. A\n", false),
            ("master.key", b"5f4dcc3b5aa765d61d8327deb882cf99", true),
            ("answer.pem", b"1. B\n2. C\n3. A\n", true),
            ("a.der", b"\x30\x06\x30\x00\x30\x00\x03\x00", false),
            ("a.der", b"\x30\x05\x02\x01\x00\x30\x00", true),
            ("a.cer", b"\x30\x05\x02\x01\x00\x30\x00", true),
            (".yarnrc.yml", b"nodeLinker: node-modules\nnpmAuthToken: \"${TOKEN}\"\n", false),
            (".yarnrc.yml", b"npmScopes:\n  a:\n    npmAuthToken: abc\n", true),
            (".env.example", b"-----BEGIN PRIVATE KEY-----", true),
            ("Talk.key", b"PK\x03\x04rest", false),
            ("a.crt", b"-----BEGIN CERTIFICATE-----", false),
            ("a.asc", b"-----BEGIN PGP PRIVATE KEY BLOCK-----", true),
            ("a.asc", b"-----BEGIN PGP PUBLIC KEY BLOCK-----", false),
            ("a.asc", b"-----BEGIN PGP SIGNATURE-----", false),
            ("a.pem.old", b"-----BEGIN CERTIFICATE-----", false),
            ("backup.gpg", b"\x95\x01\xd8", true),
            ("backup.pgp", b"\xc5\x01\xd8", true),
            ("a.crt", b"\x30\x82", false),
            ("a.crt", b"-----BEGIN PRIVATE KEY-----", true),
        ] {
            assert_eq!(is_secret_with(path, bytes), expected, "{path}");
        }
        for path in ["a.key", "a.crt", "a.asc"] {
            assert!(is_secret(&FilePath::new(path).expect("a path"), || None), "{path}");
        }
        let mut long = vec![b' '; LONGEST + 1];
        assert!(is_secret_with("a.pem", &long) && is_secret_with("a.crt", &long));
        long[..4].copy_from_slice(ARCHIVE);
        assert!(!is_secret_with("Talk.key", &long));
    }
}
