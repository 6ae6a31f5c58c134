//! A plan -> a repository, by `git fast-import`: the same plan is the same commits on every machine.

use std::collections::HashMap;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Stdio;

use crate::past::{Deed, Plan, Record, RecordKind, Size};
use crate::site::{ATTESTED, RECORDS, Twin, file, frame, holder, page, settings};
use crate::support::Git;

/// The moment of the first commit: 3 January 2022.
const FIRST: u64 = 1_641_200_000;
/// Seconds over which all commits are spread: four years.
const SPAN: u64 = 4 * 365 * 24 * 3_600;
/// Of so many commits one is made beside the line and merged.
const MERGES: usize = 200;
/// People who write.
const EDITORS: usize = 12;

/// Makes a repository, and what is checked out of it.
pub struct Import<'a> {
    pub root: &'a Path,
    pub size: Size,
    pub plan: &'a Plan,
}

/// The texts of pages, by page and revision.
type Ids = HashMap<(usize, usize), String>;

impl Import<'_> {
    /// The site with its first commit, and the names of all texts that are to come.
    pub fn begin(&self, twin: Twin) -> Ids {
        fs::create_dir_all(self.root).expect("a folder");
        Git::at(self.root).init(&[]);
        let marks = self.root.join(".git/marks");
        let mut stream = Stream::open(self.root, &[&format!("--export-marks={}", marks.display())]);
        let edited = self.plan.deeds.iter().filter_map(|deed| match deed {
            Deed::Edit(edited) => Some(edited.iter().copied()),
            _ => None,
        });
        let first = (0..self.size.pages).map(|nth| (nth, 0));
        let all: Vec<(usize, usize)> = first.chain(edited.flatten()).collect();
        for (at, (nth, revision)) in all.iter().enumerate() {
            stream.say(&format!("blob\nmark :{}\n", at + 1));
            stream.data(&page(*nth, *revision, self.size.pages));
        }
        stream.commit("refs/heads/main", "editor-0", FIRST, "Write the handbook");
        stream.inline("site.toml", &settings(twin));
        for (path, text) in frame(self.size.pages) {
            stream.inline(&path, &text);
        }
        for nth in 0..self.size.pages {
            stream.say(&format!("M 644 :{} {}\n", nth + 1, file(nth, None)));
        }
        stream.close();
        let marks = fs::read_to_string(marks).expect("marks");
        let named = marks.lines().filter_map(|line| line.strip_prefix(':')?.split_once(' '));
        let by_mark: HashMap<usize, &str> =
            named.filter_map(|(mark, id)| Some((mark.parse().ok()?, id))).collect();
        let ids = all.iter().enumerate().map(|(at, text)| (*text, by_mark[&(at + 1)].to_owned())).collect();
        Git::at(self.root).run(&["reset", "--quiet", "--hard"]);
        ids
    }

    /// Adopts the model by a record, and does all that is planned.
    pub fn go_on(&self, ids: &Ids, adoption: &(String, String)) {
        let mut stream = Stream::open(self.root, &[]);
        let main = "refs/heads/main";
        stream.commit(main, &holder("sponsor"), self.at(1), "Adopt the model");
        stream.say("from refs/heads/main^0\n");
        stream.inline(&adoption.0, &adoption.1);
        // What was made beside the line, and is to be merged by the commit after the next.
        let mut beside: Option<usize> = None;
        for (at, deed) in self.plan.deeds.iter().enumerate() {
            let is_beside = at % MERGES == MERGES / 2 && matches!(deed, Deed::Edit(_) | Deed::Record(_));
            let by = match deed {
                Deed::Record(record) => holder(&record.role),
                _ => format!("editor-{}", at % EDITORS),
            };
            let (branch, message) = if is_beside { ("refs/heads/side", "Beside") } else { (main, "Go on") };
            stream.commit(branch, &by, self.at(at + 2), &format!("{message} {at}"));
            if is_beside {
                stream.say("from refs/heads/main\n");
                beside = Some(at);
            } else if let Some(before) = beside.filter(|before| before + 1 == at) {
                stream.say("merge refs/heads/side\n");
                self.tell(&mut stream, before, ids);
                beside = None;
            }
            self.tell(&mut stream, at, ids);
        }
        if let Some(before) = beside {
            stream.commit(main, "editor-0", self.at(self.size.commits), "Merge");
            stream.say("merge refs/heads/side\n");
            self.tell(&mut stream, before, ids);
        }
        stream.close();
        Git::at(self.root).run(&["reset", "--quiet", "--hard"]);
        Git::at(self.root).run(&["gc", "--quiet"]);
    }

    fn at(&self, commit: usize) -> u64 {
        FIRST + SPAN * commit as u64 / self.size.commits as u64
    }

    /// Says what a commit changed.
    fn tell(&self, stream: &mut Stream, at: usize, ids: &Ids) {
        match &self.plan.deeds[at] {
            Deed::Edit(edited) => {
                for (nth, revision) in edited {
                    let path = self.path(*nth, at);
                    stream.say(&format!("M 644 {} {path}\n", ids[&(*nth, *revision)]));
                }
            }
            Deed::Move { nth, from, to, revision } => {
                stream.say(&format!("D {from}\nM 644 {} {to}\n", ids[&(*nth, *revision)]));
            }
            Deed::Record(record) => {
                let day = day(self.at(at + 2));
                let text = format!("{}note: Commit {at}.\n", Self::record(record, ids, &day));
                stream.inline(&format!("{RECORDS}/{day}-{at}.yaml"), &text);
            }
        }
    }

    /// Where a page is after so many deeds.
    fn path(&self, nth: usize, at: usize) -> String {
        if !crate::site::moves(nth) {
            return file(nth, None);
        }
        let moved = self.plan.deeds[..at].iter().rev().find_map(|deed| match deed {
            Deed::Move { nth: moved, to, .. } if *moved == nth => Some(to.clone()),
            _ => None,
        });
        moved.unwrap_or_else(|| file(nth, None))
    }

    fn record(record: &Record, ids: &Ids, day: &str) -> String {
        let text = &ids[&(record.page, record.revision)];
        let about = format!("page: P-{}\npath: {}\ntext: \"{text}\"\n", record.page, record.file);
        let says = match &record.kind {
            RecordKind::Approval(against) => {
                let against = against.map(|revision| &ids[&(record.page, revision)]);
                let against = against.map(|text| format!("against: \"{text}\"\n")).unwrap_or_default();
                format!("record: approval\n{about}{against}")
            }
            RecordKind::Review => format!("record: review\n{about}"),
            RecordKind::Decline => format!("record: decline\n{about}reason: Not yet.\n"),
            RecordKind::Attestation => format!("record: attestation\ncontrol: {ATTESTED}\n"),
        };
        format!(
            "{says}role: {role}\nperson: {person}\ndate: {day}\n",
            role = record.role,
            person = holder(&record.role)
        )
    }
}

/// What is said to `git fast-import`.
struct Stream {
    child: std::process::Child,
    out: BufWriter<std::process::ChildStdin>,
}

impl Stream {
    fn open(root: &Path, arguments: &[&str]) -> Stream {
        let words = [&["fast-import", "--quiet", "--date-format=raw"], arguments].concat();
        let mut command = Git::at(root).command(&words);
        let mut child = command.stdin(Stdio::piped()).spawn().expect("git");
        let out = BufWriter::new(child.stdin.take().expect("its input"));
        Stream { child, out }
    }

    fn say(&mut self, text: &str) {
        self.out.write_all(text.as_bytes()).expect("git reads");
    }

    fn data(&mut self, text: &str) {
        self.say(&format!("data {}\n{text}\n", text.len()));
    }

    fn commit(&mut self, branch: &str, by: &str, at: u64, message: &str) {
        self.say(&format!("commit {branch}\ncommitter {by} <{by}@example.org> {at} +0000\n"));
        self.data(message);
    }

    fn inline(&mut self, path: &str, text: &str) {
        self.say(&format!("M 644 inline {path}\n"));
        self.data(text);
    }

    fn close(self) {
        let Stream { mut child, out } = self;
        drop(out);
        assert!(child.wait().expect("it ends").success(), "git fast-import");
    }
}

/// The day of a moment, as records write it.
pub fn day(seconds: u64) -> String {
    let at = guidepost::date::Moment { seconds: i64::try_from(seconds).expect("this age"), offset: 0 };
    at.day(&guidepost::date::Zone::utc()).expect("a day").to_string()
}

/// The day of the second commit, which adopts the model.
pub fn adoption_day(size: Size) -> String {
    day(FIRST + SPAN / size.commits as u64)
}
