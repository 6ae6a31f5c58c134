//! Pictures of a page of each kind, for people to look at: `scripts/screenshots DIR`.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::example::Example;
use crate::preview::STRIP;
use crate::source;
use crate::support::{Preview, copy, write_file};
use crate::tab::{Media, Scheme, Tab};

const WIDTHS: [u32; 3] = [390, 1024, 1600];

#[test]
#[ignore = "writes pictures and judges nothing"]
fn of_every_page_kind() {
    let folder = folder();
    let example = Example::serve();
    let mut tab = Tab::open();
    for (name, path) in &example.samples {
        for width in WIDTHS {
            tab.size(width, 1000);
            for scheme in Scheme::BOTH {
                tab.look(Media::Screen, scheme);
                tab.goto(&example.server.url(path));
                tab.settle();
                let params = json!({ "format": "png", "captureBeyondViewport": true });
                let picture = tab.call("Page.captureScreenshot", &params);
                write(&folder.join(format!("{name}-{width}-{}.png", scheme.name())), &picture);
            }
        }
        tab.look(Media::Paper, Scheme::Light);
        let params = json!({ "preferCSSPageSize": true, "printBackground": true });
        let sheets = tab.call("Page.printToPDF", &params);
        write(&folder.join(format!("{name}-print.pdf")), &sheets);
    }
}

/// What a strip may have to say at most: 30 findings, and paths of 140 letters.
fn hard_to_show() -> Preview {
    let root = tempfile::tempdir().expect("a folder");
    copy(source::root(), root.path());
    let long = |nth: usize| {
        format!(
            "content/guidelines/{nth}-{}.md",
            "what-we-say-when-somebody-asks-".repeat(4).trim_end_matches('-')
        )
    };
    let links = (0..30).map(|nth| {
        format!("Paragraph {nth} with [a link](gone-{nth}-{}.md).\n\n", "somewhere-far-away-".repeat(6))
    });
    let text = format!(
        "---\ntitle: Asked\nid: GL-900\nowner: communications-lead\nsummary: Short\norder: 90\n---\n\n{}",
        links.collect::<String>()
    );
    write_file(root.path(), &long(1), &text);
    let preview = Preview::opened_on(root, crate::example::TODAY, "vscode");
    for nth in 2..6 {
        preview.write(&long(nth), &text.replace("GL-900", &format!("GL-90{nth}")));
    }
    preview
}

#[test]
#[ignore = "writes pictures and judges nothing"]
fn of_the_preview() {
    let folder = folder();
    let preview = hard_to_show();
    let long = "1-what-we-say-when-somebody-asks-what-we-say-when-somebody-asks-what-we-say-when-somebody-asks-what-we-say-when-somebody-asks";
    let pages = [("hard", format!("/guidelines/{long}/")), ("draft", "/guidelines/corrections/".to_owned())];
    for (name, path) in pages {
        let mut tab = preview.tab(&path);
        for width in [390, 1280] {
            tab.size(width, 900);
            for colours in ["light", "dark", "forced"] {
                let media = json!([
                    { "name": "prefers-color-scheme", "value": if colours == "dark" { "dark" } else { "light" } },
                    { "name": "forced-colors", "value": if colours == "forced" { "active" } else { "none" } },
                ]);
                tab.call("Emulation.setEmulatedMedia", &json!({ "media": "screen", "features": media }));
                for part in ["findings", "standing", "none"] {
                    let open = format!(
                        "(() => {{
                            const strip = {STRIP};
                            for (const toggle of strip.querySelectorAll('[aria-expanded=true]')) toggle.click();
                            strip.querySelector('[data-key={part}]')?.click();
                        }})()"
                    );
                    tab.evaluate(&open);
                    tab.settle();
                    let picture = tab.call("Page.captureScreenshot", &json!({ "format": "png" }));
                    write(&folder.join(format!("preview-{name}-{part}-{width}-{colours}.png")), &picture);
                }
            }
        }
        tab.look(Media::Paper, Scheme::Light);
        let sheets =
            tab.call("Page.printToPDF", &json!({ "preferCSSPageSize": true, "printBackground": true }));
        write(&folder.join(format!("preview-{name}-print.pdf")), &sheets);
    }
}

fn folder() -> PathBuf {
    let folder = std::env::var_os("GUIDEPOST_SCREENSHOTS")
        .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots"), PathBuf::from);
    std::fs::create_dir_all(&folder).expect("the folder for pictures");
    folder
}

fn write(file: &Path, answer: &Value) {
    let data = answer["data"].as_str().expect("encoded bytes");
    std::fs::write(file, from_base64(data)).expect("a picture is written");
}

fn from_base64(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let letters: Vec<u32> = text.bytes().filter_map(value).map(u32::from).collect();
    let group = |letters: &[u32]| {
        let bits = letters.iter().enumerate().fold(0, |bits, (nth, letter)| bits | letter << (18 - 6 * nth));
        bits.to_be_bytes()[1..letters.len()].to_vec()
    };
    letters.chunks(4).flat_map(group).collect()
}

#[test]
fn base64_is_read() {
    assert_eq!(from_base64("R3VpZGVwb3N0"), b"Guidepost");
    assert_eq!(from_base64("R3VpZGU="), b"Guide");
    assert_eq!(from_base64("R3VpZA=="), b"Guid");
}
