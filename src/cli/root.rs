//! Which folder is the site's, and how its files are called from where the command is run.

use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use super::outcome::Failure;
use crate::compile::{has_pages, site_file};
use crate::config;
use crate::disk::DiskWorld;
use crate::world::World as _;

/// What stands at the top of a repository.
const TOP: [&str; 4] = [".git", ".hg", ".jj", ".svn"];

/// The folder that is named, else the nearest one upwards with a `site.toml`, else the current one. Says which one it
/// is where nobody named it and it is not the current one.
pub(super) fn root(named: Option<PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(named) = named {
        return Ok(named);
    }
    let here = std::env::current_dir().map_err(|error| Failure::of_path(Path::new("."), &error))?;
    let Some(found) = upwards(&here, std::env::home_dir().as_deref()).filter(|found| *found != here) else {
        return Ok(PathBuf::from("."));
    };
    let way = relative(&here, found);
    writeln!(anstream::stderr(), "The site is the one in {} (it has site.toml)", way.display())?;
    Ok(way)
}

/// The nearest folder from here upwards that has a `site.toml`; not beyond the top of the repository or the home folder.
fn upwards<'p>(here: &'p Path, home: Option<&Path>) -> Option<&'p Path> {
    for folder in here.ancestors() {
        if folder.join(site_file().as_str()).is_file() {
            return Some(folder);
        }
        if Some(folder) == home || TOP.iter().any(|name| folder.join(name).exists()) {
            return None;
        }
    }
    None
}

/// The governed site among whose pages a folder lies that is no site by itself.
pub(super) fn governed_around(folder: &Path) -> Option<PathBuf> {
    let settings = |folder: &Path| fs::read_to_string(folder.join(site_file().as_str())).ok();
    if folder.join(site_file().as_str()).exists() {
        return None;
    }
    let site = folder.ancestors().skip(1).find(|above| above.join(site_file().as_str()).is_file())?;
    let config = config::read(&site_file(), &settings(site)?).value;
    config.governing.as_ref()?;
    let world = DiskWorld::new(site, None).ok()?;
    let pages = config.content_folder(&mut |folder| has_pages(&world.list(folder)));
    folder.starts_with(site.join(pages.as_str())).then(|| site.to_owned())
}

/// What leads from the current folder to the files of a site, for those who read their names: empty where it is the
/// site's own, else with a slash at its end.
pub(super) fn way_to(root: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let Ok(here) = here else { return String::new() };
    let way = relative(&here, root);
    let words: Vec<String> =
        way.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    match &words[..] {
        [] => String::new(),
        _ if way.is_absolute() => format!("{}/", way.display()),
        _ => format!("{}/", words.join("/")),
    }
}

/// A path as it is written from a folder. Both are absolute; on another drive it stays so.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let (here, there): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (from.components().collect(), to.components().collect());
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return to.to_owned();
    }
    let up = here.iter().skip(shared).map(|_| Component::ParentDir);
    up.chain(there.iter().skip(shared).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_site_upwards_is_found_and_no_stranger() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |path: &str| dir.path().join(path);
        fs::create_dir_all(at("home/repo/handbook/content/deep")).expect("folders");
        fs::create_dir_all(at("home/other")).expect("folders");
        let found = |path: &str| upwards(&at(path), Some(&at("home"))).map(Path::to_owned);
        fs::write(at("site.toml"), "").expect("a file above the home folder");
        assert_eq!(found("home/repo/handbook/content/deep"), None);
        fs::write(at("home/site.toml"), "").expect("a file");
        assert_eq!(found("home/other"), Some(at("home")));
        fs::create_dir(at("home/repo/.git")).expect("a folder");
        assert_eq!(found("home/repo/handbook/content/deep"), None, "beyond the repository");
        fs::write(at("home/repo/handbook/site.toml"), "").expect("a file");
        assert_eq!(found("home/repo/handbook/content/deep"), Some(at("home/repo/handbook")));
        assert_eq!(found("home/repo/handbook"), Some(at("home/repo/handbook")));
    }

    #[test]
    fn a_folder_of_a_governed_site_is_known_wherever_its_pages_lie() {
        let governed = "[governance]\nmodel = \"GM-1\"\nadopted_by = \"sponsor\"\n";
        let named = format!("content = \"text\"\n{governed}");
        for (settings, page, folder, is_among) in [
            (governed, "content/a/b.md", "content/a", true),
            (governed, "guidelines/b.md", "guidelines", true),
            (governed, "docs/b.md", "docs", true),
            (governed, "content/b.md", "docs", false),
            (&*named, "text/b.md", "text", true),
            (&*named, "content/b.md", "content", false),
            ("name = \"Plain\"\n", "content/b.md", "content", false),
        ] {
            let dir = tempfile::tempdir().expect("a folder");
            for folder in [folder, Path::new(page).parent().and_then(Path::to_str).expect("a folder")] {
                fs::create_dir_all(dir.path().join(folder)).expect("a folder");
            }
            fs::write(dir.path().join("site.toml"), settings).expect("settings");
            fs::write(dir.path().join(page), "# A page\n").expect("a page");
            let found = governed_around(&dir.path().join(folder));
            assert_eq!(found.is_some(), is_among, "{settings}{page} {folder}");
        }
    }

    #[test]
    fn ways_between_folders() {
        for (from, to, way) in [
            ("/a/b", "/a/b", ""),
            ("/a/b", "/a/b/c/d", "c/d"),
            ("/a/b/c", "/a", "../.."),
            ("/a/b", "/a/x/y", "../x/y"),
        ] {
            assert_eq!(relative(Path::new(from), Path::new(to)), Path::new(way), "{from} {to}");
        }
    }
}
