//! Pictures of a page of each kind, for people to look at: `scripts/screenshots DIR`.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::example::Example;
use crate::tab::{Media, Scheme, Tab};

const WIDTHS: [u32; 3] = [390, 1024, 1600];

#[test]
#[ignore = "writes pictures and judges nothing"]
fn of_every_page_kind() {
    let folder = std::env::var_os("GUIDEPOST_SCREENSHOTS")
        .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots"), PathBuf::from);
    std::fs::create_dir_all(&folder).expect("the folder for pictures");
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
