//! Patterns of `exclude` that fit no file: what was probably meant is left out as well, since it would be published otherwise.

use crate::config::{ConfigValue, Exclude, site_file};
use crate::diagnostic::{Checked, Code, Finding, Place, near_miss};
use crate::path::{FilePath, PathPattern};

/// What patterns that fit no file below the folder of pages were probably meant to take out.
pub(super) fn meant_exclusions(
    files: &[FilePath],
    content: &FilePath,
    exclude: &Exclude,
) -> Checked<Vec<PathPattern>> {
    let paths: Vec<FilePath> = files.iter().filter_map(|file| file.within(content)).collect();
    let mut meant = Vec::new();
    let mut findings = Vec::new();
    for written in exclude.idle(&paths) {
        let probably = meant_by(&written.value, &paths, content);
        findings.push(finding(written, content, probably.as_deref()));
        meant.extend(probably.map(|path| PathPattern::new(&format!("{path}/**"))));
    }
    Checked::new(meant, findings)
}

/// The pattern, from the folder of pages, that was probably meant by one that fits nothing.
fn meant_by(written: &str, paths: &[FilePath], content: &FilePath) -> Option<String> {
    let written = written.trim_start_matches("./").trim_matches('/');
    let from_root = FilePath::new(written).and_then(|path| path.within(content));
    let from_root = from_root.filter(|_| !content.as_str().is_empty()).map(|path| path.as_str().to_owned());
    let fits = |path: &String| {
        let pattern = PathPattern::new(&format!("{path}/**"));
        paths.iter().any(|file| pattern.fits(file.as_str()))
    };
    from_root.filter(fits).or_else(|| near(written, paths))
}

/// The folder or file whose path is nearly what stands before the first sign for any letters.
fn near(written: &str, paths: &[FilePath]) -> Option<String> {
    let is_letters = |part: &&str| !part.contains(['*', '?']);
    let named = written.split('/').take_while(is_letters).collect::<Vec<_>>().join("/");
    let folders = paths.iter().flat_map(FilePath::folders);
    let known: Vec<FilePath> = folders.chain(paths.iter().cloned()).collect();
    near_miss(&named, known.iter().map(FilePath::as_str)).map(str::to_owned)
}

fn finding(written: &ConfigValue<String>, content: &FilePath, meant: Option<&str>) -> Finding {
    let ConfigValue { value, span } = written;
    let below =
        if content.as_str().is_empty() { "the root of the site".to_owned() } else { format!("`{content}`") };
    let message = format!("`{value}` fits no file below {below}, from which patterns are counted");
    let finding = Finding::new(Code::BadConfig, Place::span(&site_file(), *span), message);
    match meant {
        Some(path) => finding
            .label("takes out nothing")
            .hint(format!("did you mean `{path}`? until that is mended it is left out as well")),
        None => finding.label("takes out nothing").hint("take it out, or write it like `archive/**`"),
    }
}
