//! However much a page says of itself, what is worked out of it is work in line with its size.

use super::{Memos, Request, compile};
use crate::date::Day;
use crate::shared::steps::{grown, is_in_line};
use crate::world::MemoryWorld;

/// Makes front matter of about a given size.
type Way = fn(usize) -> String;

/// Front matter of which some reader of it once made more work than it looks.
const WAYS: [(&str, Way); 7] = [
    ("unknown keys", |n| numbered(n / 8, "k#: 1\n")),
    ("one key", |n| "key: 1\n".repeat(n / 7)),
    ("unknown keys in braces", |n| format!("{{{}}}\n", numbered(n / 8, "k#: 1, "))),
    ("maps in a list", |n| format!("holders:\n{}", numbered(n / 16, "- {a: b#, c: d}\n"))),
    ("tags", |n| format!("tags: [{}]\n", numbered(n / 4, "t#, "))),
    ("tags with one slug", |n| format!("tags:\n{}", (1..n / 8).map(same_slug).collect::<String>())),
    ("old addresses", |n| format!("aliases: [{}]\n", numbered(n / 4, "/a#/, "))),
];

fn numbered(count: usize, words: &str) -> String {
    (0..count).map(|nth| words.replace('#', &nth.to_string())).collect()
}

fn same_slug(nth: usize) -> String {
    let signs = [("0", '+'), ("1", '!')]
        .iter()
        .fold(format!("{nth:b}"), |bits, (bit, sign)| bits.replace(bit, &sign.to_string()));
    format!("- C{signs}\n")
}

fn page(front: &str) -> String {
    format!("---\n{front}---\n# Home\n")
}

/// Compiles a site of one page and begins to make each of its files, on one thread, so that all steps are counted.
fn work(text: &String) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    let _pool = pool.expect("a pool");
    let today = Day::new(2026, 11, 16).expect("a day");
    let world = MemoryWorld::new(today, [("content/index.md", text.as_bytes())]);
    let site = compile(&world, &Request::default(), &Memos::new()).value;
    for route in site.routes() {
        site.contained(route, || ()).expect("no panic");
    }
}

#[test]
fn work_is_in_line_with_size() {
    for (name, way) in WAYS {
        is_in_line(name, grown(|size| page(&way(size)), work));
    }
}
