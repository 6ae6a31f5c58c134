//! How the preview opens a file in an editor: by an address that the editor has registered with the system.

use super::table::ConfigTable;
use crate::diagnostic::near_miss;
use crate::path::encode_all;

/// Editors that are known by name, with their addresses.
const KNOWN: [(&str, &str); 7] = [
    ("cursor", "cursor://file/{file}:{line}:{column}"),
    ("idea", "idea://open?file={file}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file:///{file}&line={line}&column={column}"),
    ("vscode", "vscode://file/{file}:{line}:{column}"),
    ("vscode-insiders", "vscode-insiders://file/{file}:{line}:{column}"),
    ("vscodium", "vscodium://file/{file}:{line}:{column}"),
    ("zed", "zed://file/{file}:{line}:{column}"),
];

/// Schemes that a browser follows within the page instead of handing them on.
const WITHIN: [&str; 6] = ["javascript", "data", "blob", "vbscript", "file", "about"];

/// An editor, as the address that opens a file in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Editor {
    template: String,
}

/// Why a text is no editor: what is wrong, and what to write instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoEditor {
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What to do about it, one suggestion each.
    pub hints: Vec<String>,
}

impl Editor {
    /// The editor that is known by a name, or that answers an address with `{file}` in it.
    pub fn named(text: &str) -> Result<Editor, NoEditor> {
        if let Some((_, template)) = KNOWN.iter().find(|(name, _)| *name == text) {
            return Ok(Editor { template: (*template).to_owned() });
        }
        match text.split_once(':') {
            None => Err(unknown(text)),
            Some((scheme, _)) if !is_handed_on(scheme) => Err(NoEditor {
                message: format!("an address that begins with `{scheme}:` opens no editor"),
                hints: vec![write_address()],
            }),
            Some(_) if !text.contains("{file}") || text.contains(char::is_control) => Err(NoEditor {
                message: format!("`{text}` does not say where the name of the file goes"),
                hints: vec![write_address()],
            }),
            Some(_) => Ok(Editor { template: text.to_owned() }),
        }
    }

    /// The address that opens a file at a line and column, both counted from 1. `file` is absolute; where a slash
    /// stands before it already, its own is not repeated.
    pub fn address(&self, file: &str, line: usize, column: usize) -> String {
        let file = file.replace('\\', "/");
        let whole = file.split('/').map(encoded).collect::<Vec<_>>().join("/");
        let rest = whole.trim_start_matches('/');
        self.template
            .replace("/{file}", &format!("/{rest}"))
            .replace("{file}", &whole)
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string())
    }
}

/// The editor that the site names.
pub(super) fn read(root: &ConfigTable<'_, '_>) -> Option<Editor> {
    let written = root.text("editor")?;
    match Editor::named(&written.value) {
        Ok(editor) => Some(editor),
        Err(NoEditor { message, hints }) => {
            let finding = root.finding(written.span, message);
            root.report(hints.into_iter().fold(finding, crate::diagnostic::Finding::hint));
            None
        }
    }
}

/// A name within a path; what need not be encoded anywhere stays readable.
fn encoded(name: &str) -> String {
    let encoded = encode_all(name);
    [("%2E", "."), ("%2D", "-"), ("%5F", "_"), ("%7E", "~")]
        .iter()
        .fold(encoded, |text, (code, letter)| text.replace(code, letter))
}

fn unknown(text: &str) -> NoEditor {
    let names = || KNOWN.iter().map(|(name, _)| *name);
    let near = near_miss(text, names()).map(|near| format!("did you mean `{near}`?"));
    let known = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let hints = near.into_iter().chain([format!("known here: {known}"), write_address()]).collect();
    NoEditor { message: format!("no editor is known as `{text}`"), hints }
}

fn write_address() -> String {
    "any other is named by its address: `myeditor://open?file={file}&line={line}&column={column}`".to_owned()
}

fn is_handed_on(scheme: &str) -> bool {
    let mut letters = scheme.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        && !WITHIN.iter().any(|within| within.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_editor_that_is_known_is_told_of() {
        let key = crate::config::KEYS.iter().find(|key| key.name == "editor").expect("a key");
        for (name, _) in KNOWN {
            assert!(key.means.contains(&format!("`{name}`")), "{name}");
        }
    }

    #[test]
    fn an_address_names_file_line_and_column() {
        let address =
            |editor: &str, file: &str| Editor::named(editor).expect("an editor").address(file, 3, 7);
        assert_eq!(address("vscode", "/home/a b/x.md"), "vscode://file/home/a%20b/x.md:3:7");
        assert_eq!(address("vscode", "C:\\a\\x.md"), "vscode://file/C%3A/a/x.md:3:7");
        assert_eq!(address("idea", "/a&b/x.md"), "idea://open?file=/a%26b/x.md&line=3&column=7");
        assert_eq!(address("sublime", "/a/x.md"), "subl://open?url=file:///a/x.md&line=3&column=7");
        assert_eq!(address("mine:{file}#{line}", "/a/ü?.md"), "mine:/a/%C3%BC%3F.md#3");
    }

    #[test]
    fn what_is_no_editor_says_why() {
        let wrong = |text: &str| Editor::named(text).expect_err("no editor");
        let near = wrong("vscod");
        assert_eq!(
            (&*near.message, &*near.hints[0]),
            ("no editor is known as `vscod`", "did you mean `vscode`?")
        );
        for text in
            ["javascript:alert('{file}')", "JavaScript:{file}", "data:text/html,{file}", " javascript:{file}"]
        {
            assert!(wrong(text).message.contains("opens no editor"), "{text}");
        }
        assert!(wrong("mine://open").message.contains("does not say where"), "no file");
    }
}
