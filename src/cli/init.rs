//! `guidepost init`: a small site that builds clean, to start from.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::governed::refuse_kept;
use super::outcome::{Failure, Outcome};
use crate::date::{Day, Zone};
use crate::shell;
use new_site::{NewSite, dated};

mod new_site;

/// Start a site: a folder with site.toml and a handful of cross-linked pages that build clean.
///
/// Nothing is ever written over.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost init handbook && guidepost serve --root handbook --open
  guidepost init strategy --kind strategy")]
pub(super) struct Init {
    /// The folder, which need not exist.
    dir: PathBuf,
    /// Which site it is.
    #[arg(long, value_name = "KIND", default_value = "playbook")]
    kind: NewSite,
}

impl Init {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        refuse_kept(&self.dir)?;
        let made = init(&self.dir, self.kind, Day::now(&Zone::utc())).map_err(Failure::new)?;
        let mut stderr = anstream::stderr().lock();
        for file in made {
            writeln!(stderr, "made {}", file.display())?;
        }
        for step in next_steps(&self.dir, self.kind) {
            writeln!(stderr, "next: {step}")?;
        }
        Ok(Outcome::Clean)
    }
}

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
/// where one of the files is there already, none is made. Days in it are counted from `today`. Yields the files in the order
/// of reading.
pub fn init(dir: &Path, site: NewSite, today: Day) -> Result<Vec<PathBuf>, InitError> {
    let files = site.files();
    let targets: Vec<PathBuf> = files.iter().map(|(name, _)| dir.join(name)).collect();
    let there: Vec<PathBuf> =
        targets.iter().filter(|target| fs::symlink_metadata(target).is_ok()).cloned().collect();
    if !there.is_empty() {
        return Err(InitError::Exists(there));
    }
    let mut made = Vec::new();
    for (target, (_, text)) in targets.into_iter().zip(files) {
        if let Err(error) = make(&target, &dated(text, today), &mut made) {
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
pub fn next_steps(dir: &Path, site: NewSite) -> Vec<String> {
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
    let page = match site {
        NewSite::Playbook => "guideline guidelines/gifts.md",
        NewSite::Strategy => "play plays/thank-people.md",
    };
    vec![
        format!("guidepost serve{root} --open    # look at it, and see every change as you save it"),
        "give it your name in site.toml, then rewrite content/index.md".to_owned(),
        format!("guidepost new {page}{root}    # add a page"),
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

    const SITES: [NewSite; 2] = [NewSite::Playbook, NewSite::Strategy];

    fn made(dir: &Path, site: NewSite) -> Result<Vec<PathBuf>, InitError> {
        init(dir, site, "2026-12-01".parse().expect("a day"))
    }

    #[test]
    fn a_site_is_made_and_never_over_another() {
        let dir = tempfile::tempdir().expect("a folder");
        let site = dir.path().join("new/site");
        let files = made(&site, NewSite::Playbook).expect("made");
        assert_eq!(files.len(), NewSite::Playbook.files().len() + 1);
        assert!(files.iter().all(|file| file.is_file()));

        fs::write(site.join("site.toml"), "name = \"Mine\"").expect("written");
        for file in &files[2..] {
            fs::remove_file(file).expect("removed");
        }
        let error = made(&site, NewSite::Playbook).expect_err("there is one").to_string();
        assert!(error.ends_with("new/site` is a site already, and was left as it is"), "{error}");
        assert_eq!(fs::read_to_string(site.join("site.toml")).expect("there"), "name = \"Mine\"");
        assert!(!files[2].exists(), "none is made where one is there");
    }

    #[test]
    fn a_site_that_cannot_be_made_leaves_no_half() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir(dir.path().join("content")).expect("made");
        fs::write(dir.path().join("content/training"), "a file where a folder goes").expect("written");
        let error = made(dir.path(), NewSite::Playbook).expect_err("in the way").to_string();
        assert!(error.starts_with("cannot make"), "{error}");
        assert!(!dir.path().join("site.toml").exists());
    }

    #[test]
    fn the_steps_name_the_folder() {
        let first = |dir: &str| next_steps(Path::new(dir), NewSite::Playbook).swap_remove(0);
        assert!(first("handbook").starts_with("guidepost serve --root handbook --open"));
        assert!(first("my site").contains("--root 'my site'"));
        assert!(first(".").starts_with("guidepost serve --open"));
    }

    /// The pages of a site: of each its file, its front matter and the rest.
    fn pages(site: NewSite) -> Vec<(FilePath, &'static str, &'static str)> {
        let page = |(name, text): &(&str, &'static str)| {
            let (front, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
            Some((FilePath::new(name)?, front, body))
        };
        site.files().iter().filter_map(page).collect()
    }

    fn headings(body: &str) -> Vec<String> {
        body.lines().filter_map(|line| line.strip_prefix("## ")).map(heading_slug).collect()
    }

    #[test]
    fn every_link_between_the_pages_leads_somewhere() {
        for site in SITES {
            let pages = pages(site);
            assert_eq!(pages.len(), site.files().len() - 1, "all but site.toml are pages");
            for (file, _, body) in &pages {
                for link in body.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
                    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
                    let target = file.parent().join(path).expect("within the site");
                    let found = pages.iter().find(|(there, ..)| *there == target);
                    let (.., body) = found.unwrap_or_else(|| panic!("{file}: {link}"));
                    assert!(
                        anchor.is_empty() || headings(body).contains(&anchor.to_owned()),
                        "{file}: {link}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_id_that_a_page_names_is_carried_by_one() {
        const NAMING: [&str; 9] = [
            "owner",
            "serves",
            "uses",
            "measured_by",
            "learned_from",
            "experts_in",
            "may_publish_on",
            "lessons",
            "teaches",
        ];
        let value = |front: &'static str, key: &str| {
            front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).unwrap_or_default()
        };
        for site in SITES {
            let pages = pages(site);
            let ids: Vec<_> = pages.iter().map(|(_, front, _)| value(front, "id")).collect();
            for (file, front, body) in &pages {
                let fields = NAMING.map(|key| value(front, key).trim_matches(['[', ']']));
                let fields = fields.iter().flat_map(|field| field.split(", "));
                let wikilinks = body.split("[[").skip(1).filter_map(|rest| rest.split([']', '|']).next());
                for id in fields.chain(wikilinks).filter(|id| !id.is_empty()) {
                    assert!(ids.contains(&id), "{file}: {id}");
                }
            }
            let settings = site.files()[0].1;
            for name in settings.lines().filter_map(|line| line.strip_prefix("page = \"")?.strip_suffix('"'))
            {
                assert!(pages.iter().any(|(file, ..)| file.as_str() == format!("content/{name}")), "{name}");
            }
        }
    }
}
