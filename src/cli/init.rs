//! `guidepost init`: a small site that builds clean, to start from.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::governed::refuse_kept;
use super::outcome::{Failure, Outcome};
use crate::shell;

/// Start a site: a folder with site.toml and a handful of cross-linked pages that build clean.
///
/// Nothing is ever written over.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  guidepost init handbook && guidepost serve --root handbook --open")]
pub(super) struct Init {
    /// The folder, which need not exist.
    dir: PathBuf,
}

impl Init {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        refuse_kept(&self.dir)?;
        let made = init(&self.dir).map_err(Failure::new)?;
        let mut stderr = anstream::stderr().lock();
        for file in made {
            writeln!(stderr, "made {}", file.display())?;
        }
        for step in next_steps(&self.dir) {
            writeln!(stderr, "next: {step}")?;
        }
        Ok(Outcome::Clean)
    }
}

/// The files of the site, from its root, each with its text.
const FILES: &[(&str, &str)] = &[
    ("site.toml", include_str!("init/site.toml")),
    ("content/index.md", include_str!("init/content/index.md")),
    (
        "content/strategy/fewer-questions-asked-twice.md",
        include_str!("init/content/strategy/fewer-questions-asked-twice.md"),
    ),
    (
        "content/strategy/answers-others-can-find.md",
        include_str!("init/content/strategy/answers-others-can-find.md"),
    ),
    (
        "content/guidelines/saying-who-you-speak-for.md",
        include_str!("init/content/guidelines/saying-who-you-speak-for.md"),
    ),
    ("content/playbooks/answer-in-the-open.md", include_str!("init/content/playbooks/answer-in-the-open.md")),
    (
        "content/governance/communications-lead.md",
        include_str!("init/content/governance/communications-lead.md"),
    ),
    ("content/training/first-steps/index.md", include_str!("init/content/training/first-steps/index.md")),
    (
        "content/training/first-steps/who-are-you-here.md",
        include_str!("init/content/training/first-steps/who-are-you-here.md"),
    ),
];

/// What git is to leave alone, and which file says so: the built site.
const GITIGNORE: &str = ".gitignore";
const IGNORED: &str = "/public/\n";

/// Why no site was made.
#[derive(Debug)]
pub enum InitError {
    /// These files are there already, and none was touched.
    Exists(Vec<PathBuf>),
    /// The file system refused; what had been made by then is gone again.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl fmt::Display for InitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InitError::Exists(paths) if paths.iter().any(|path| path.ends_with("site.toml")) => {
                let folder = paths.first().and_then(|path| path.parent()).unwrap_or(Path::new("."));
                write!(f, "`{}` is a site already, and was left as it is", folder.display())
            }
            InitError::Exists(paths) => {
                let paths: Vec<_> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
                write!(
                    f,
                    "nothing was made, since it would write over {}; choose another folder",
                    paths.join(", ")
                )
            }
            InitError::Io { path, error } => write!(f, "cannot make `{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for InitError {}

/// Makes a site in a folder, which need not exist and need not be empty. Nothing is written over:
/// where one of the files is there already, none is made. Yields the files in the order of reading.
pub fn init(dir: &Path) -> Result<Vec<PathBuf>, InitError> {
    let targets: Vec<PathBuf> = FILES.iter().map(|(name, _)| dir.join(name)).collect();
    let there: Vec<PathBuf> =
        targets.iter().filter(|target| fs::symlink_metadata(target).is_ok()).cloned().collect();
    if !there.is_empty() {
        return Err(InitError::Exists(there));
    }
    let mut made = Vec::new();
    for (target, (_, text)) in targets.into_iter().zip(FILES) {
        if let Err(error) = make(&target, text, &mut made) {
            for file in made {
                let _ = fs::remove_file(file);
            }
            return Err(InitError::Io { path: target, error });
        }
    }
    // What is there already says what its owner wants.
    let ignore = dir.join(GITIGNORE);
    if fs::symlink_metadata(&ignore).is_err() {
        let ended = make(&ignore, IGNORED, &mut made);
        ended.map_err(|error| InitError::Io { path: ignore, error })?;
    }
    Ok(made)
}

/// What to do with a new site, one step a line.
pub fn next_steps(dir: &Path) -> Vec<String> {
    let root = if dir == Path::new(".") {
        String::new()
    } else {
        format!(" --root {}", shell::word(&dir.to_string_lossy()))
    };
    let git = if dir == Path::new(".") {
        "git".to_owned()
    } else {
        format!("git -C {}", shell::word(&dir.to_string_lossy()))
    };
    vec![
        format!("guidepost serve{root} --open    # look at it, and see every change as you save it"),
        "give it your name in site.toml, then rewrite content/index.md".to_owned(),
        format!("guidepost new guideline guidelines/gifts.md{root}    # add a page"),
        format!("{git} init && {git} add . && {git} commit -m Begin    # from then on it has a past"),
    ]
}

fn make(target: &Path, text: &str, made: &mut Vec<PathBuf>) -> io::Result<()> {
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create_new(target)?;
    made.push(target.to_owned());
    file.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::{FilePath, heading_slug};

    #[test]
    fn a_site_is_made_and_never_over_another() {
        let dir = tempfile::tempdir().expect("a folder");
        let site = dir.path().join("new/site");
        let made = init(&site).expect("made");
        assert_eq!(made.len(), FILES.len() + 1);
        assert!(made.iter().all(|file| file.is_file()));

        fs::write(site.join("site.toml"), "name = \"Mine\"").expect("written");
        for file in &made[2..] {
            fs::remove_file(file).expect("removed");
        }
        let error = init(&site).expect_err("there is one").to_string();
        assert!(error.ends_with("new/site` is a site already, and was left as it is"), "{error}");
        assert_eq!(fs::read_to_string(site.join("site.toml")).expect("there"), "name = \"Mine\"");
        assert!(!made[2].exists(), "none is made where one is there");
    }

    #[test]
    fn a_site_that_cannot_be_made_leaves_no_half() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir(dir.path().join("content")).expect("made");
        fs::write(dir.path().join("content/training"), "a file where a folder goes").expect("written");
        let error = init(dir.path()).expect_err("in the way").to_string();
        assert!(error.starts_with("cannot make"), "{error}");
        assert!(!dir.path().join("site.toml").exists());
    }

    #[test]
    fn the_steps_name_the_folder() {
        assert!(next_steps(Path::new("handbook"))[0].starts_with("guidepost serve --root handbook --open"));
        assert!(next_steps(Path::new("my site"))[0].contains("--root 'my site'"));
        assert!(next_steps(Path::new("."))[0].starts_with("guidepost serve --open"));
    }

    /// A page of the site: its file, its front matter and the rest.
    fn pages() -> Vec<(FilePath, &'static str, &'static str)> {
        let page = |(name, text): &(&str, &'static str)| {
            let (front, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
            Some((FilePath::new(name)?, front, body))
        };
        FILES.iter().filter_map(page).collect()
    }

    fn headings(body: &str) -> Vec<String> {
        body.lines().filter_map(|line| line.strip_prefix("## ")).map(heading_slug).collect()
    }

    #[test]
    fn every_link_between_the_pages_leads_somewhere() {
        let pages = pages();
        assert_eq!(pages.len(), FILES.len() - 1, "all but site.toml are pages");
        for (file, _, body) in &pages {
            for link in body.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
                let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
                let target = file.parent().join(path).expect("within the site");
                let found = pages.iter().find(|(there, ..)| *there == target);
                let (.., body) = found.unwrap_or_else(|| panic!("{file}: {link}"));
                assert!(anchor.is_empty() || headings(body).contains(&anchor.to_owned()), "{file}: {link}");
            }
        }
    }

    #[test]
    fn every_id_that_a_page_names_is_carried_by_one() {
        let pages = pages();
        let value = |front: &'static str, key: &str| {
            front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).unwrap_or_default()
        };
        let ids: Vec<_> = pages.iter().map(|(_, front, _)| value(front, "id")).collect();
        for (file, front, body) in &pages {
            let fields = ["owner", "serves", "lessons", "teaches"]
                .map(|key| value(front, key).trim_matches(['[', ']']));
            let wikilinks = body.split("[[").skip(1).filter_map(|rest| rest.split([']', '|']).next());
            for id in fields.into_iter().chain(wikilinks).filter(|id| !id.is_empty()) {
                assert!(ids.contains(&id), "{file}: {id}");
            }
        }
        for name in FILES[0].1.lines().filter_map(|line| line.strip_prefix("page = \"")?.strip_suffix('"')) {
            assert!(pages.iter().any(|(file, ..)| file.as_str() == format!("content/{name}")), "{name}");
        }
    }
}
