//! Reads a workbook back: the archive by its directory, the sheet by its tags.

use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::{Crc, read::DeflateDecoder};
use html5gum::{Token, Tokenizer};

/// The files of an archive, each held against its checksum.
fn files(bytes: &[u8]) -> BTreeMap<String, String> {
    let number = |at: usize, size: usize| {
        (0..size).rev().fold(0_usize, |number, byte| number << 8 | usize::from(bytes[at + byte]))
    };
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
    let (count, mut at) = (number(end + 10, 2), number(end + 16, 4));
    assert_eq!(at + number(end + 12, 4), end, "the directory ends where its end begins");
    let mut files = BTreeMap::new();
    for _ in 0..count {
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        let (crc, packed, size) = (number(at + 16, 4), number(at + 20, 4), number(at + 24, 4));
        let (name, start) = (number(at + 28, 2), number(at + 42, 4));
        let title = String::from_utf8(bytes[at + 46..at + 46 + name].to_vec()).expect("a name");
        assert_eq!(bytes[start + 4..start + 30], bytes[at + 6..at + 32], "{title}: both heads agree");
        let data = start + 30 + name;
        let mut text = String::new();
        DeflateDecoder::new(&bytes[data..data + packed]).read_to_string(&mut text).expect("text");
        let mut sum = Crc::new();
        sum.update(text.as_bytes());
        assert_eq!((sum.sum() as usize, text.len()), (crc, size), "{title}");
        files.insert(title, text);
        at += 46 + name;
    }
    assert_eq!(at, end);
    files
}

/// The rows of its sheet, 15 cells each.
pub(crate) fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let files = files(bytes);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert!(names.contains(&"[Content_Types].xml") && names.contains(&"xl/workbook.xml"), "{names:?}");
    let sheet = &files["xl/worksheets/sheet1.xml"];
    assert!(!sheet.contains("<f>"), "no formula");
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut column = None;
    for token in Tokenizer::new(sheet).flatten() {
        match token {
            Token::StartTag(tag) if &**tag.name == b"row" => rows.push(vec![String::new(); 15]),
            Token::StartTag(tag) if &**tag.name == b"c" => {
                let place = &tag.attributes[&b"r"[..]];
                column = Some(usize::from(place[0] - b'A'));
            }
            Token::EndTag(tag) if &**tag.name == b"c" => column = None,
            Token::String(text) => {
                if let (Some(column), Some(row)) = (column, rows.last_mut()) {
                    row[column].push_str(&String::from_utf8_lossy(&text));
                }
            }
            _ => {}
        }
    }
    rows
}
