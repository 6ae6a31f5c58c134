//! Where something is found on the site, and which file of the output that is.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use percent_encoding::utf8_percent_encode;

use super::encode::IN_PATH;
use super::{FilePath, decode, encode, is_index, nfc, strip_markdown_ending};

/// Where a page or file is found on the site: decoded, in Unicode form C, without a leading slash.
/// Addresses of pages end in `/`; the home page's is empty. Cheap to clone.
#[derive(Clone, Eq, PartialOrd, Ord, Debug)]
pub struct Address(Arc<str>);

impl Hash for Address {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl PartialEq for Address {
    fn eq(&self, other: &Address) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

/// The longest name, in bytes, that all file systems take.
pub const LONGEST_NAME: usize = 255;
/// How the names of files begin that the program keeps for itself.
const OWN_FILES: &str = ".guidepost";
impl Address {
    /// The address of the page with this path in the content folder:
    /// without `.md`, index files standing for their folder, spaces as hyphens.
    pub fn of_page(path: &FilePath) -> Address {
        let folder_page = is_index(path.name());
        let stem = if folder_page { path.parent() } else { path.clone() };
        let text = stem.as_str();
        let text = if folder_page { text } else { strip_markdown_ending(text) };
        Address::folder(text)
    }

    /// The address of a folder of the content.
    pub fn folder(path: &str) -> Address {
        let mut address: String =
            nfc(path).split('/').filter(|p| !p.is_empty()).map(segment).collect::<Vec<_>>().join("/");
        if !address.is_empty() {
            address.push('/');
        }
        Address(address.into())
    }

    /// The address of a file that is published beside the pages, as given.
    pub fn file(path: &str) -> Address {
        Address(nfc(path).trim_start_matches('/').into())
    }

    /// An address as a person writes it (`/social/tone/`, `social/tone`), decoded.
    /// `None` where it climbs out of the site, holds a NUL, names another host or is no path that
    /// file systems take: a part is too long, or begins like the files that the program keeps for itself.
    pub fn written(text: &str) -> Option<Address> {
        if text.starts_with("//") || text.contains("://") || text.contains('\0') {
            return None;
        }
        let decoded = decode(text);
        let path = FilePath::new(&decoded)?;
        if path.as_str().split('/').any(|part| part.len() > LONGEST_NAME || is_kept(part)) {
            return None;
        }
        let name = path.name();
        if name == "index.html" {
            return Some(Address::folder(path.parent().as_str()));
        }
        if name.contains('.') && !decoded.ends_with('/') {
            return Some(Address::file(path.as_str()));
        }
        Some(Address::folder(path.as_str()))
    }

    /// The address as text: `guidelines/tone/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address from the site's root, encoded: `/guidelines/tone/`.
    pub fn from_root(&self) -> String {
        format!("/{}", encode(&self.0))
    }

    /// How a page at `from` links here, encoded: `../tone/`; `./` for itself.
    pub fn relative_to(&self, from: &Address) -> String {
        let mut link = String::new();
        self.write_relative(from, &mut link);
        link
    }

    /// [`Address::relative_to`] onto the end of a text.
    pub fn write_relative(&self, from: &Address, out: &mut String) {
        let (here, there) = beyond_shared_folders(&from.0, &self.0);
        let start = out.len();
        for _ in here.matches('/') {
            out.push_str("../");
        }
        out.extend(utf8_percent_encode(there, IN_PATH));
        if out.len() == start {
            out.push_str("./");
        }
        // Without this `a:b/` would read as a scheme.
        let before_colon = out.get(start..).and_then(|link| link.split_once(':')).map(|(before, _)| before);
        if before_colon.is_some_and(|before| !before.contains('/')) {
            out.insert_str(start, "./");
        }
    }

    /// `../` once for every folder the address is deep: what leads from it to the site's root.
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// The file of the output that a web server answers this address with.
    pub fn output(&self) -> OutputPath {
        if self.0.is_empty() || self.0.ends_with('/') {
            OutputPath(format!("{}index.html", self.0).into())
        } else {
            OutputPath(self.0.clone())
        }
    }

    /// Whether a part of it has the name of the file that every page is written to: whatever lies there makes a folder of the
    /// file that servers answer another page's address with.
    pub fn lies_in_a_file(&self) -> bool {
        self.0.ends_with('/') && self.0.split('/').any(|part| part.eq_ignore_ascii_case("index.html"))
    }

    /// What two addresses share when they differ by case alone; such pairs collide on some file systems.
    pub fn folded(&self) -> String {
        folded(&self.0)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

/// A file of the output: its path from the output folder, `/` between the parts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// A path from the output folder, which the caller has checked to stay within it.
    pub fn new(path: &str) -> OutputPath {
        OutputPath(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as file systems see it that take case and Unicode forms lightly.
    pub fn folded(&self) -> String {
        folded(&self.0)
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn folded(path: &str) -> String {
    let lower = path.to_lowercase();
    match nfc(&lower) {
        Cow::Borrowed(_) => lower,
        Cow::Owned(composed) => composed,
    }
}

/// Whether an alias of a page is an address that it had, and no other name of it: it holds a slash, and no blank unless it begins
/// with one.
pub fn is_old_address(alias: &str) -> bool {
    let alias = alias.trim();
    alias.contains('/') && (alias.starts_with('/') || !alias.contains(char::is_whitespace))
}

/// Whether a path of the output is one that the program keeps for itself.
pub fn is_kept(path: &str) -> bool {
    path.to_lowercase().starts_with(OWN_FILES)
}

fn segment(part: &str) -> String {
    part.chars().map(|c| if c.is_whitespace() { '-' } else { c }).filter(|c| !c.is_control()).collect()
}

/// Two addresses without the folders that both of them begin with.
fn beyond_shared_folders<'a>(here: &'a str, there: &'a str) -> (&'a str, &'a str) {
    let (mut here, mut there) = (here, there);
    while let (Some((folder, rest)), Some((other, others))) = (here.split_once('/'), there.split_once('/'))
        && folder == other
    {
        (here, there) = (rest, others);
    }
    (here, there)
}
