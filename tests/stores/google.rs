//! Google's store, in its own words: `x-goog-if-generation-match` and its like. No emulator of a registry speaks them whole (that
//! of `PyPI` lists by another interface), so the server that speaks as S3 does stands behind a translator.

use std::process::Command;

use percent_encoding::percent_decode_str;

use crate::bucket::{Bucket, BucketReader, SECRET, SIGNED, without_secrets};
use crate::proxy::{Fate, Proxy, Request};
use crate::server;
use crate::support::{CommandRun, finish};

/// The number that Google's store has for a state of an object.
fn generation(etag: &str) -> u64 {
    let digits = etag.trim_matches('"');
    u64::from_str_radix(&digits[..12], 16).expect("digits") + 1
}

/// What is asked in Google's words, in those of S3.
fn translated(request: &Request, reader: &BucketReader) -> Fate {
    assert_eq!(request.header("authorization"), Some(&*format!("Bearer {SECRET}")));
    // It writes every sign of a name but letters and digits as a number.
    let (path, query) = request.path().split_once('?').unwrap_or((request.path(), ""));
    let path = percent_decode_str(path).decode_utf8().expect("text").into_owned();
    let (_, key) = path.split_once(reader.name()).expect("the bucket");
    let key = key.trim_start_matches('/');
    let mut headers = vec![SIGNED.to_owned()];
    if let Some(source) = request.header("x-goog-copy-source") {
        headers.push(format!("x-amz-copy-source: {source}"));
    }
    match request.header("x-goog-if-generation-match") {
        None => {}
        Some("0") => headers.push("If-None-Match: *".to_owned()),
        Some(number) => {
            let there = reader.ask("HEAD", key, b"");
            let etag = there.header("etag").filter(|etag| generation(etag).to_string() == number);
            let Some(etag) = etag else {
                return Fate::Answered(412, "<Error><Code>PreconditionFailed</Code></Error>");
            };
            headers.push(format!("If-Match: {etag}"));
        }
    }
    let names = ["authorization", "x-goog-copy-source", "x-goog-if-generation-match"];
    let without = request.without(&names);
    let (_, rest) = without.head.split_once("\r\n").expect("a line");
    let first = format!("{} {path}?{query} HTTP/1.1", request.method());
    let head = format!("{}\r\n{}\r\n{rest}", first.replace("? ", " "), headers.join("\r\n"));
    Fate::Dressed(Request { head, ..without }, |head| {
        let etag = head.lines().find_map(|line| line.strip_prefix("ETag: "));
        let number = etag.map(|etag| format!("x-goog-generation: {}\r\n", generation(etag)));
        format!("{head}{}", number.unwrap_or_default())
    })
}

#[test]
fn google_serves_what_was_published_and_what_was_served_before() {
    let bucket = Bucket::new();
    let settings = bucket.repo.read("site.toml").replace("s3://", "gs://");
    bucket.repo.write("site.toml", settings);
    bucket.commit("Go to Google");
    let reader = bucket.reader.clone();
    let proxy = Proxy::new(server::s3().address, move |request| translated(request, &reader));
    let run = |arguments: &[&str]| -> CommandRun {
        let mut command: Command = bucket.command(arguments);
        command.env("GOOGLE_BASE_URL", format!("http://{}", proxy.address));
        command.env("GOOGLE_BEARER_TOKEN", SECRET).env("GOOGLE_ALLOW_HTTP", "true");
        without_secrets(finish(&mut command))
    };
    let publish = ["publish", "intranet", "--yes", "--by", "Editor"];
    run(&publish).well();
    run(&["verify", "intranet"]).well();
    bucket.write_version(1);
    run(&publish).well();
    assert!(bucket.read("plays/play-1/index.html").contains("version 1"));
    run(&["rollback", "intranet", "--yes"]).well();
    assert!(bucket.read("plays/play-1/index.html").contains("version 0"));
    run(&["verify", "intranet"]).well();
    run(&publish).well();
    run(&["verify", "intranet"]).well();
    assert!(run(&publish).well().stderr.contains("Nothing to publish"));
}
