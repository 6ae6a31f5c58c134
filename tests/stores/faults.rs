//! A store, or the way to it, that does not do as it should: a clear word, and the site as it was.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::bucket::{Bucket, without_secrets};
use crate::proxy::{Fate, Proxy, Request};
use crate::server;
use crate::support::{CommandRun, finish};

/// Publishes a second version past something that goes wrong, and returns what was said.
struct Faulty {
    bucket: Bucket,
    first: Option<String>,
    environment: Vec<(&'static str, String)>,
}

impl Faulty {
    fn new(fate: impl Fn(&Request) -> Fate + Send + Sync + 'static) -> Faulty {
        let mut bucket = Bucket::new();
        bucket.publish(&[]);
        let first = bucket.served();
        bucket.write_version(1);
        bucket.endpoint = Proxy::new(server::s3().address, fate).address;
        Faulty { bucket, first, environment: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: &str) -> Faulty {
        self.environment.push((name, value.to_owned()));
        self
    }

    fn publish(&self) -> CommandRun {
        let mut command = self.bucket.command(&["publish", "intranet", "--yes", "--by", "Editor"]);
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        without_secrets(finish(&mut command))
    }

    /// It is refused with these words; the same release is served, and the next publish goes well.
    #[track_caller]
    fn refuses(mut self, status: i32, words: &[&str]) {
        let run = self.publish();
        assert_eq!(run.status, status, "{}", run.all());
        for word in words {
            assert!(run.stderr.contains(word), "no `{word}` in {}", run.stderr);
        }
        for leak in ["Authorization", "Credential=", "Signature", "<Error>", "<?xml"] {
            assert!(!run.all().contains(leak), "{leak} in {}", run.all());
        }
        self.bucket.endpoint = server::s3().address;
        assert_eq!(self.bucket.served(), self.first, "{}", run.all());
        assert_eq!(self.bucket.reader.read_as_browsers_do(), Ok(()));
        self.bucket.publish(&["--break-lock", "--repair"]);
        assert_ne!(self.bucket.served(), self.first);
        self.bucket.run(&["verify", "intranet"]).well();
    }
}

/// That of the first so many requests of a sort.
fn first(
    count: usize,
    is_meant: fn(&Request) -> bool,
    fate: fn(&Request) -> Fate,
) -> impl Fn(&Request) -> Fate {
    let seen = AtomicUsize::new(0);
    move |request| {
        if is_meant(request) && seen.fetch_add(1, Ordering::SeqCst) < count {
            fate(request)
        } else {
            Fate::Passed
        }
    }
}

fn is_page(request: &Request) -> bool {
    request.puts("/play/book/plays/")
}

fn is_log(request: &Request) -> bool {
    request.puts("/.guidepost/log.jsonl")
}

fn is_lock(request: &Request) -> bool {
    request.puts("/.guidepost/lock") && !request.path().contains("lock-probe")
}

fn is_conditional(request: &Request) -> bool {
    request.header("if-match").is_some() || request.header("if-none-match").is_some()
}

/// 409 means: try again. Nothing has landed, whatever it sounds like.
#[test]
fn a_conflict_is_tried_again() {
    let asked = AtomicUsize::new(0);
    let said = "<Error><Code>ConditionalRequestConflict</Code></Error>";
    let faulty = Faulty::new(move |request| {
        let is_first = is_conditional(request) && asked.fetch_add(1, Ordering::SeqCst).is_multiple_of(2);
        if is_first { Fate::Answered(409, said) } else { Fate::Passed }
    });
    faulty.publish().well();
    faulty.bucket.run(&["verify", "intranet"]).well();
}

/// What landed and was not heard of is not taken for somebody else's.
#[test]
fn an_answer_that_was_lost_is_asked_for() {
    for meant in [is_lock as fn(&Request) -> bool, is_log, is_page] {
        let faulty = Faulty::new(first(1, meant, |_| Fate::DoneAndAnswered(500)));
        faulty.publish().well();
        faulty.bucket.run(&["verify", "intranet"]).well();
    }
}

#[test]
fn a_store_that_is_busy_or_fails_for_a_while_is_asked_again() {
    for status in [429, 500, 503] {
        let faulty = Faulty::new(move |request| match request.number % 5 {
            0 => Fate::Answered(status, ""),
            _ => Fate::Passed,
        });
        faulty.publish().well();
        faulty.bucket.run(&["verify", "intranet"]).well();
    }
}

#[test]
fn a_store_that_stays_busy_is_named_and_nothing_is_switched() {
    Faulty::new(|request| if is_page(request) { Fate::Answered(429, "") } else { Fate::Passed })
        .refuses(2, &["asks to be left alone", "write `plays/"]);
}

#[test]
fn a_store_that_keeps_failing_is_named_and_nothing_is_switched() {
    Faulty::new(|request| if is_log(request) { Fate::Answered(500, "") } else { Fate::Passed })
        .refuses(2, &["has trouble of its own", "log.jsonl"]);
}

/// Somebody else has switched meanwhile, without asking for the lock.
#[test]
fn a_log_that_somebody_else_wrote_is_not_written_over() {
    let said = "<Error><Code>PreconditionFailed</Code></Error>";
    Faulty::new(move |request| if is_log(request) { Fate::Answered(412, said) } else { Fate::Passed })
        .refuses(1, &["somebody else publishes there"]);
}

#[test]
fn a_store_that_does_not_answer_is_not_waited_for() {
    let faulty = Faulty::new(|request| if is_page(request) { Fate::Unanswered } else { Fate::Passed });
    faulty.with("AWS_TIMEOUT", "300ms").refuses(2, &["did not answer in time", "plays/"]);
}

#[test]
fn a_store_that_is_not_there_is_named() {
    let mut faulty = Faulty::new(|_| Fate::Passed);
    // A port of the system's that nobody listens at any more.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    faulty.bucket.endpoint = closed.local_addr().expect("an address");
    drop(closed);
    faulty.refuses(2, &["could not be reached"]);
}

#[test]
fn a_file_that_does_not_arrive_whole_is_sent_again_or_named() {
    let cut = |request: &Request| {
        let half = request.body.len() / 2;
        Fate::Replaced(request.with_body(request.body[..half].to_vec()))
    };
    let faulty = Faulty::new(first(1, is_page, cut));
    faulty.publish().well();
    faulty.bucket.run(&["verify", "intranet"]).well();
    Faulty::new(move |request| if is_page(request) { cut(request) } else { Fate::Passed })
        .refuses(2, &["did not arrive", "plays/", "--repair"]);
}

/// Of the same length, with one letter that is another.
#[test]
fn a_file_that_arrives_changed_is_named() {
    Faulty::new(|request| {
        if !is_page(request) {
            return Fate::Passed;
        }
        let mut body = request.body.clone();
        if let Some(last) = body.last_mut() {
            *last ^= 1;
        }
        Fate::Replaced(request.with_body(body))
    })
    .refuses(2, &["did not arrive", "plays/", "--repair"]);
}

#[test]
fn a_store_that_ignores_conditions_is_refused_and_nothing_is_sent() {
    for names in [&["if-match", "if-none-match"][..], &["if-match"][..], &["if-none-match"][..]] {
        Faulty::new(move |request| Fate::Replaced(request.without(names)))
            .refuses(1, &["overwrites what it was asked to leave", "If-None-Match"]);
    }
}

#[test]
fn access_that_is_denied_is_named() {
    let said = "<Error><Code>AccessDenied</Code><Message>User editor is not authorized</Message></Error>";
    Faulty::new(move |request| if is_page(request) { Fate::Answered(403, said) } else { Fate::Passed })
        .refuses(2, &["access denied", "the right to list, read, write and remove"]);
}

#[test]
fn credentials_that_are_wrong_are_named_and_never_shown() {
    let said = "<Error><Code>InvalidAccessKeyId</Code><AWSAccessKeyId>editor</AWSAccessKeyId></Error>";
    Faulty::new(move |_| Fate::Answered(403, said))
        .refuses(2, &["does not accept the credentials", "AWS_ACCESS_KEY_ID"]);
}

#[test]
fn credentials_that_are_missing_are_named() {
    let faulty = Faulty::new(|_| Fate::Passed);
    let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let nowhere = format!("http://{}", closed.local_addr().expect("an address"));
    drop(closed);
    let mut command = faulty.bucket.command(&["publish", "intranet", "--yes"]);
    command.env_remove("AWS_ACCESS_KEY_ID").env_remove("AWS_SECRET_ACCESS_KEY");
    let run = without_secrets(finish(command.env("AWS_METADATA_ENDPOINT", nowhere)));
    assert!(run.status == 2 && run.stderr.contains("no credentials were found"), "{}", run.all());
    assert!(run.stderr.contains("AWS_ACCESS_KEY_ID"), "{}", run.stderr);
}

#[test]
fn a_clock_that_is_off_is_named() {
    let said = "<Error><Code>RequestTimeTooSkewed</Code></Error>";
    Faulty::new(move |_| Fate::Answered(403, said)).refuses(2, &["the clock of this machine"]);
}

#[test]
fn a_bucket_that_is_not_there_is_named() {
    let bucket = Bucket::new();
    let settings = bucket.repo.read("site.toml").replace(&bucket.name, "no-such-bucket");
    bucket.repo.write("site.toml", settings);
    bucket.commit("Misspell");
    let run = bucket.run(&["publish", "intranet", "--yes"]);
    assert!(run.status == 2 && run.stderr.contains("there is no such bucket"), "{}", run.all());
}

/// The settings take no secret, and say none.
#[test]
fn a_secret_in_the_settings_is_a_finding_that_does_not_show_it() {
    let bucket = Bucket::new();
    let settings = bucket.repo.read("site.toml");
    let secret = crate::bucket::SECRET;
    bucket.repo.write("site.toml", format!("{settings}secret_key = \"{secret}\"\n"));
    bucket.commit("Tell");
    let run = bucket.run(&["publish", "intranet", "--yes"]);
    assert!(run.status != 0 && run.stderr.contains("secret_key"), "{}", run.all());
    bucket.repo.write("site.toml", settings.replace("s3://", &format!("s3://editor:{secret}@")));
    bucket.commit("Tell elsewhere");
    let run = bucket.run(&["publish", "intranet", "--yes"]);
    assert!(run.status == 2 && run.stderr.contains("more than a bucket and a folder"), "{}", run.all());
}
