//! Files and folders as people find, make, move and remove them.

use std::fs;
use std::path::Path;

use super::Changing;

impl Changing {
    /// Every file below a folder of the root, sorted, by its path from the root.
    pub(super) fn below(&self, folder: &str) -> Vec<String> {
        let mut files = Vec::new();
        collect(self.path(), Path::new(folder), &mut files);
        files.sort();
        files
    }

    pub(super) fn pages(&self) -> Vec<String> {
        self.below("content").into_iter().filter(|path| is_page(path)).collect()
    }

    /// Pages of which nothing depends that the test itself needs.
    pub(super) fn any_page(&mut self) -> Option<String> {
        let pages = self.pages();
        self.random.any(&pages)
    }

    pub(super) fn read(&self, path: &str) -> String {
        let bytes = fs::read(self.path().join(path)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Writes a file in one of the ways of editors.
    pub(super) fn save(&mut self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.path().join(path);
        // Where a file is in the way of a folder, or the other way round, it goes.
        for above in Path::new(path).ancestors().skip(1) {
            let above = self.path().join(above);
            if above.symlink_metadata().is_ok_and(|entry| !entry.is_dir()) {
                fs::remove_file(above).expect("removed");
            }
        }
        if file.is_dir() {
            return;
        }
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        match self.random.below(4) {
            0 => {
                let beside = file.with_extension("md~");
                fs::write(&beside, text).expect("written");
                fs::rename(&beside, &file).expect("renamed");
            }
            1 => {
                let _ = fs::remove_file(&file);
                fs::write(&file, text).expect("written");
            }
            2 => {
                let old = file.with_extension("old~");
                let _ = fs::rename(&file, &old);
                fs::write(&file, text).expect("written");
                let _ = fs::remove_file(old);
            }
            _ => {
                // A link that leads nowhere cannot be written through.
                if !file.exists() {
                    let _ = fs::remove_file(&file);
                }
                fs::write(&file, text).expect("written");
            }
        }
    }

    pub(super) fn remove(&self, path: &str) {
        let _ = fs::remove_file(self.path().join(path));
    }

    pub(super) fn delete_page(&mut self) -> String {
        let Some(page) = self.any_page().filter(|_| self.pages().len() > 8) else { return String::new() };
        self.remove(&page);
        format!("delete {page}")
    }

    pub(super) fn rename_page(&mut self) -> String {
        let Some(page) = self.any_page() else { return String::new() };
        let to = self.new_name();
        let path = self.path().join(&to);
        if path.exists() {
            return String::new();
        }
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::rename(self.path().join(&page), path).expect("renamed");
        format!("rename {page} to {to}")
    }

    pub(super) fn move_folder(&mut self) -> String {
        let from = self.random.of(FOLDERS);
        let to = self.random.of(FOLDERS);
        let (old, new) = (self.path().join("content").join(from), self.path().join("content").join(to));
        let is_within = new.starts_with(&old) || old.starts_with(&new);
        if from.is_empty() || to.is_empty() || is_within || !old.is_dir() || new.exists() {
            return String::new();
        }
        fs::create_dir_all(new.parent().expect("a folder")).expect("a folder");
        fs::rename(old, new).expect("renamed");
        format!("move folder {from} to {to}")
    }

    /// A place where a page could be.
    pub(super) fn new_name(&mut self) -> String {
        let folder = self.random.of(FOLDERS);
        let name = self.random.of(NAMES);
        let slash = if folder.is_empty() { "" } else { "/" };
        format!("content/{folder}{slash}{name}.md")
    }

    pub(super) fn picture(&mut self) -> String {
        let name =
            format!("content/images/{}", self.random.of(&["a.svg", "b.svg", "c d.svg", "e.png", ".f.svg"]));
        if self.random.chance(20) {
            self.remove(&name);
            return format!("remove {name}");
        }
        let size = 1 + self.random.below(9);
        let drawing =
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"{size}\"/>");
        self.save(&name, drawing);
        format!("draw {name} {size}")
    }

    pub(super) fn static_file(&mut self) -> String {
        let name =
            format!("static/{}", self.random.of(&["robots.txt", "form.pdf", "tone/index.html", "b/c.txt"]));
        if self.random.chance(40) {
            self.remove(&name);
            return format!("remove {name}");
        }
        let text = format!("{}\n", self.random.below(5));
        self.save(&name, text);
        format!("write {name}")
    }

    /// A page whose bytes are no text.
    pub(super) fn not_text(&mut self) -> String {
        let Some(page) = self.any_page() else { return String::new() };
        let mut bytes = self.read(&page).into_bytes();
        bytes.extend([0xff, 0xfe, b'x', b'\n']);
        self.save(&page, bytes);
        format!("{page} is not UTF-8")
    }

    /// A page left empty, as between two halves of a save.
    pub(super) fn emptied(&mut self) -> String {
        let Some(page) = self.any_page() else { return String::new() };
        let half = self.random.of(&["", "---\ntitle: Ha", "---\n"]);
        self.save(&page, half);
        format!("{page} is half written")
    }

    /// A page or a picture that is a link to another.
    #[cfg(unix)]
    pub(super) fn link_to_file(&mut self) -> String {
        let (files, name) = (self.below("content"), self.new_name());
        let Some(file) = self.random.any(&files).filter(|file| *file != name) else { return String::new() };
        let path = self.path().join(&name);
        if path.is_dir() {
            return String::new();
        }
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let _ = fs::remove_file(&path);
        std::os::unix::fs::symlink(self.path().join(&file), &path).expect("a link");
        format!("{name} is a link to {file}")
    }

    #[cfg(not(unix))]
    pub(super) fn link_to_file(&mut self) -> String {
        String::new()
    }
}

pub(super) const FOLDERS: &[&str] = &[
    "",
    "rules",
    "rules/deep",
    "rules/deep/er",
    "plays",
    "roles",
    "Ordner ä",
    "rules.d",
    "node_modules",
    ".kept",
];
pub(super) const NAMES: &[&str] =
    &["index", "README", "tone", "gifts", "Tone", "travel", "two words", "über", "a.b", "plan"];

fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "md")
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return };
    for entry in entries.flatten() {
        let path = folder.join(entry.file_name());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(root, &path, files);
        } else if let Some(path) = path.to_str() {
            files.push(path.to_owned());
        }
    }
}
