//! A long day at the desk: many changes, many who ask meanwhile, and in the end no stale page and no more memory.
//!
//! Usually a short one; `SOAK_EDITS=2000 SOAK_ASKING=500` is the long one. Prints its figures with `--nocapture`.

use std::env;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use guidepost::route::Answer;

use crate::changing::Changing;
use crate::running::{Running, serve};
use crate::support::today;

/// No state of a small site takes longer to appear, however much else the machine has to do.
const IN_VAIN: Duration = Duration::from_mins(1);

fn number(variable: &str, usual: usize) -> usize {
    env::var(variable).map_or(usual, |value| value.parse().expect("a number"))
}

#[test]
fn a_long_day_leaves_no_stale_page_and_no_more_memory() {
    let (edits, asking) = (number("SOAK_EDITS", 60), number("SOAK_ASKING", 40));
    let mut changing = Changing::new(number("SOAK_SEED", 1) as u64);
    let program = Program::serving(changing.path());
    let asked = Asked::default();
    let mut memory = Vec::new();
    for nth in 0..edits {
        // All at once, in the midst of the changes.
        std::thread::scope(|scope| {
            for which in 0..asking * usize::from(nth % 20 == 10) {
                let (asked, address) = (&asked, program.address);
                scope.spawn(move || asked.one(address, which));
            }
            changing.change();
        });
        if nth % 10 == 9 {
            memory.extend(program.resident());
        }
        if nth % 100 == 49 {
            compared(&program, &changing);
        }
    }
    let addresses = compared(&program, &changing);
    let of = |count: &AtomicUsize| count.load(Ordering::Relaxed);
    println!(
        "{edits} changes, {} answers, {} refusals, {} failures, {addresses} addresses compared in the end; resident kB: {memory:?}",
        of(&asked.answers),
        of(&asked.refusals),
        of(&asked.failed)
    );
    let told = asked.told.lock().expect("told");
    assert!(of(&asked.answers) > 0 && told.is_empty(), "{} requests failed: {told:?}", of(&asked.failed));
    levels(&memory);
}

/// The command itself, as people run it.
struct Program {
    running: Running,
    address: SocketAddr,
}

impl Program {
    fn serving(root: &std::path::Path) -> Program {
        let mut command = serve(root, &["--port", "0", "--date", &today().to_string()]);
        command.stdout(Stdio::null());
        let mut running = Running::start(command);
        let address = running.host().parse().expect("an address");
        // What it says further is for people, and must not keep it waiting.
        running.say_nothing_further();
        Program { running, address }
    }

    /// How much memory it holds, in kB, where the system tells.
    fn resident(&self) -> Option<usize> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.running.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse().ok()
    }
}

/// Those who ask meanwhile.
#[derive(Default)]
struct Asked {
    answers: AtomicUsize,
    refusals: AtomicUsize,
    failed: AtomicUsize,
    /// What became of the first that failed.
    told: Mutex<Vec<String>>,
}

impl Asked {
    /// Asks for one of what a browser asks for.
    fn one(&self, address: SocketAddr, which: usize) {
        let path =
            ["/", "/rules/tone/", "/nowhere/", "/_guidepost/findings?path=/", "/history/", "/robots.txt"]
                [which % 6];
        let count = match ask(address, path) {
            Ok(answer) if answer.starts_with(b"HTTP/1.1 503") => &self.refusals,
            Ok(answer) if is_whole(&answer) => &self.answers,
            other => {
                let mut told = self.told.lock().expect("told");
                if told.len() < 5 {
                    told.push(other.map_or_else(|error| error.to_string(), |answer| in_short(&answer)));
                }
                &self.failed
            }
        };
        count.fetch_add(1, Ordering::Relaxed);
    }
}

fn in_short(answer: &[u8]) -> String {
    String::from_utf8_lossy(&answer[..answer.len().min(200)]).into_owned()
}

fn ask(address: SocketAddr, path: &str) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(IN_VAIN))?;
    stream.write_all(
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes(),
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

/// Whether as many bytes came as the head says.
fn is_whole(answer: &[u8]) -> bool {
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n");
    let Some(end) = end else { return false };
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    let status = head.split(' ').nth(1).unwrap_or_default().to_owned();
    length.is_none_or(|length| answer.len() == end + 4 + length) && matches!(&*status, "200" | "307" | "404")
}

/// Waits until every address has what is compiled anew, which says how many there are.
fn compared(program: &Program, changing: &Changing) -> usize {
    let clean = changing.clean();
    let started = Instant::now();
    let mut compared = 0;
    for (path, answer) in clean.bytes() {
        let Answer::Bytes(bytes) = answer else { continue };
        let address = path.strip_suffix("index.html").unwrap_or(path);
        let address: String = address.bytes().map(encode).collect();
        // Of a page that cannot be read the preview shows the last good one, and says so.
        let may_be_older = clean.has_errors_in_page(path);
        loop {
            let page = Page::at(program.address, &format!("/{address}"));
            if page.bytes == *bytes || may_be_older && page.is_last_good {
                break;
            }
            assert!(started.elapsed() < IN_VAIN, "{path} is stale");
        }
        compared += 1;
    }
    compared
}

/// A page as it is published: without the script of the preview.
struct Page {
    bytes: Vec<u8>,
    /// Whether the preview says that it is an earlier one.
    is_last_good: bool,
}

impl Page {
    fn at(address: SocketAddr, path: &str) -> Page {
        let answer = ask(address, path).expect("answered");
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head") + 4;
        let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
        let bytes = without_script(answer[end..].to_vec());
        Page { bytes, is_last_good: head.contains("\r\nguidepost-page: last-good\r\n") }
    }
}

fn without_script(body: Vec<u8>) -> Vec<u8> {
    let Ok(mut text) = String::from_utf8(body.clone()) else { return body };
    if let Some(start) = text.find("<script src=\"/_guidepost/") {
        let end = start + text[start..].find("</script>").expect("an end") + "</script>".len();
        text.replace_range(start..end, "");
    }
    text.into_bytes()
}

fn encode(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

/// That the last quarter holds not much more than the second: the first warms up. Only a long day tells.
fn levels(memory: &[usize]) {
    let quarter = memory.len() / 4;
    if quarter < 10 {
        return;
    }
    let mean = |part: &[usize]| part.iter().sum::<usize>() / part.len();
    let (early, late) = (mean(&memory[quarter..2 * quarter]), mean(&memory[3 * quarter..]));
    println!("resident kB, second quarter {early}, last quarter {late}");
    assert!(late < early + early / 4 + 20_000, "memory grows: {early} kB, then {late} kB");
}
