//! The languages that code is highlighted in. Each grammar here is run over nasty inputs by
//! `tests/fast/grammars.rs`, since one that loops cannot be stopped from inside. What is not here is plain text.

/// What people write behind the fence, in lower case, and the grammar it stands for.
const LANGUAGES: &[(&[&str], &str)] = &[
    (&["awk"], "AWK"),
    (&["bash", "sh", "shell", "zsh", "ksh", "shell-script"], "Bourne Again Shell (bash)"),
    (&["bat", "batch", "cmd"], "Batch File"),
    (&["c", "h"], "C"),
    (&["clojure", "clj", "edn"], "Clojure"),
    (&["cmake"], "CMake"),
    (&["cpp", "c++", "cc", "cxx", "hpp"], "C++"),
    (&["csharp", "c#", "cs"], "C#"),
    (&["css"], "CSS"),
    (&["csv"], "Comma Separated Values"),
    (&["dart"], "Dart"),
    (&["diff", "patch"], "Diff"),
    (&["dockerfile", "docker", "containerfile"], "Dockerfile"),
    (&["dot", "graphviz"], "Graphviz (DOT)"),
    (&["dotenv", "env"], "DotENV"),
    (&["elixir", "ex", "exs"], "Elixir"),
    (&["elm"], "Elm"),
    (&["erlang", "erl"], "Erlang"),
    (&["fish"], "Fish"),
    (&["fsharp", "f#", "fs"], "F#"),
    (&["go", "golang"], "Go"),
    (&["graphql", "gql"], "GraphQL"),
    (&["groovy", "gradle", "jenkinsfile"], "Groovy"),
    (&["haskell", "hs"], "Haskell"),
    (&["html", "htm", "xhtml"], "HTML"),
    (&["http"], "HTTP Request and Response"),
    (&["ini", "cfg", "desktop", "editorconfig"], "INI"),
    (&["java"], "Java"),
    (&["javascript", "js", "mjs", "cjs", "jsx", "node"], "JavaScript (Babel)"),
    (&["jinja", "jinja2", "j2", "tera"], "Jinja2"),
    (&["jq"], "JQ"),
    (&["json", "jsonc", "json5", "jsonl", "ndjson"], "JSON"),
    (&["julia", "jl"], "Julia"),
    (&["kotlin", "kt", "kts"], "Kotlin"),
    (&["latex", "tex"], "LaTeX"),
    (&["less"], "Less"),
    (&["lisp", "scheme", "elisp"], "Lisp"),
    (&["lua"], "Lua"),
    (&["makefile", "make", "mk"], "Makefile"),
    (&["markdown", "md"], "Markdown"),
    (&["matlab", "octave"], "MATLAB"),
    (&["nginx"], "nginx"),
    (&["nix"], "Nix"),
    (&["objective-c", "objectivec", "objc"], "Objective-C"),
    (&["ocaml", "ml"], "OCaml"),
    (&["pascal", "delphi"], "Pascal"),
    (&["perl", "pl"], "Perl"),
    (&["php"], "PHP"),
    (&["powershell", "ps1", "pwsh", "ps"], "PowerShell"),
    (&["properties"], "Java Properties"),
    (&["protobuf", "proto"], "Protocol Buffer"),
    (&["python", "py", "python3", "py3", "starlark", "bazel"], "Python"),
    (&["r"], "R"),
    (&["rest", "rst", "restructuredtext"], "reStructuredText"),
    (&["ruby", "rb"], "Ruby"),
    (&["rust", "rs"], "Rust"),
    (&["sass"], "Sass"),
    (&["scala"], "Scala"),
    (&["scss"], "SCSS"),
    (&["sql", "mysql", "postgresql", "sqlite", "psql", "plsql"], "SQL"),
    (&["svelte"], "Svelte"),
    (&["swift"], "Swift"),
    (&["terraform", "tf", "hcl"], "Terraform"),
    (&["toml"], "TOML"),
    (&["tsx"], "TypeScriptReact"),
    (&["typescript", "ts", "mts", "cts"], "TypeScript"),
    (&["viml", "vim"], "VimL"),
    (&["vue"], "Vue Component"),
    (&["xml", "svg", "xsd", "xslt", "rss", "plist"], "XML"),
    (&["yaml", "yml"], "YAML"),
    (&["zig"], "Zig"),
];

/// The grammar for what stands behind a fence.
pub(in crate::markdown) fn grammar(word: &str) -> Option<&'static str> {
    let mut lower = [0_u8; 20];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let known = |(words, _): &&(&[&str], &str)| words.iter().any(|word| word.as_bytes() == &*lower);
    LANGUAGES.iter().find(known).map(|(_, grammar)| *grammar)
}

/// The languages that code is highlighted in, each by one of its names.
pub fn all() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().filter_map(|(words, _)| words.first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_grammar_exists_and_every_word_stands_once() {
        let mut words: Vec<&str> = LANGUAGES.iter().flat_map(|(words, _)| words.iter().copied()).collect();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
        for (_, grammar) in LANGUAGES {
            assert!(super::super::grammars::named(grammar).is_some(), "{grammar}");
        }
    }

    #[test]
    fn words_are_read_in_any_case() {
        assert_eq!(grammar("Rust"), Some("Rust"));
        assert_eq!(grammar("JS"), Some("JavaScript (Babel)"));
        assert_eq!(grammar("no such language, and long"), None);
        assert_eq!(grammar(""), None);
    }
}
