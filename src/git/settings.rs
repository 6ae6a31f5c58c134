//! The settings of a repository, as far as they decide how it is read.

use std::path::Path;

/// The settings as they stand in the repository's own file: section, key, value, in order. Includes are not followed,
/// since none of what we ask for may stand in one.
#[derive(Clone, Debug, Default)]
pub(super) struct GitConfig(Vec<(String, String, String)>);

impl GitConfig {
    /// The settings of a file; none where there is no such file.
    pub(super) fn read(file: &Path) -> GitConfig {
        let bytes = std::fs::read(file).unwrap_or_default();
        GitConfig::parse(&String::from_utf8_lossy(&bytes))
    }

    fn parse(text: &str) -> GitConfig {
        let mut settings = Vec::new();
        let mut section = String::new();
        for line in text.lines().map(str::trim) {
            if let Some(rest) = line.strip_prefix('[') {
                let name = rest.split(']').next().unwrap_or_default();
                section = name.trim().to_ascii_lowercase();
            } else if !line.starts_with(['#', ';']) && !line.is_empty() {
                let (key, value) = line.split_once('=').unwrap_or((line, "true"));
                settings.push((section.clone(), key.trim().to_ascii_lowercase(), unquoted(value)));
            }
        }
        GitConfig(settings)
    }

    /// The last value of a key.
    pub(super) fn get(&self, section: &str, key: &str) -> Option<&str> {
        let is_it = |(of, name, _): &&(String, String, String)| of == section && name == key;
        self.0.iter().rev().find(is_it).map(|(_, _, value)| value.as_str())
    }
}

/// A value without its quotes and the comment behind it.
fn unquoted(value: &str) -> String {
    let mut text = String::new();
    let mut quoted = false;
    let mut signs = value.trim().chars();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => quoted = !quoted,
            '\\' => text.extend(signs.next()),
            '#' | ';' if !quoted => break,
            _ => text.push(sign),
        }
    }
    if quoted { text } else { text.trim_end().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_as_git_writes_them() {
        let text = "[core]\n\tbare = false # no\n\tworktree = \"../a b\"\n[Extensions]\n\tobjectFormat = sha256\n[remote \"x\"]\n\tpromisor\n";
        let settings = GitConfig::parse(text);
        assert_eq!(settings.get("core", "bare"), Some("false"));
        assert_eq!(settings.get("core", "worktree"), Some("../a b"));
        assert_eq!(settings.get("extensions", "objectformat"), Some("sha256"));
        assert_eq!(settings.get("remote \"x\"", "promisor"), Some("true"));
        assert_eq!(settings.get("core", "nothing"), None);
    }
}
