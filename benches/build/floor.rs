//! The least a generator can do: read, turn Markdown into HTML, put it in a fixed frame, write.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

/// Builds every page below a folder.
pub fn build(docs: &Path, out: &Path) {
    let files: Vec<_> = walkdir::WalkDir::new(docs)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .collect();
    files.par_iter().for_each(|entry| {
        let text = fs::read_to_string(entry.path()).expect("a page");
        let body = text.splitn(3, "---\n").nth(2).unwrap_or(&text);
        let mut html =
            String::from("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>x</title><body>");
        pulldown_cmark::html::push_html(
            &mut html,
            pulldown_cmark::Parser::new_ext(body, pulldown_cmark::Options::ENABLE_TABLES),
        );
        let folder = out.join(entry.path().strip_prefix(docs).expect("within").with_extension(""));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("index.html"), html).expect("a file");
    });
}
