//! Panics are defects of the program. Work on one thing is contained, so that all others are there all the same.
//!
//! [`contained`] hands back what was made, or the [`Defect`] in its place. [`marked`] lets a panic go on, and says what was
//! worked on; [`all`] lets those of many things go on together. [`caught`] is where they end. Whoever calls [`listen`]
//! hears nothing of panics that are contained but through these.
//!
//! Tests make the work on one thing panic by `testing::panicking`, which is compiled for the unit tests of this crate and
//! for nothing else.

use std::any::Any;
use std::cell::Cell;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind, set_hook, take_hook};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::{Code, Finding, Place};
use crate::path::FilePath;

/// What is done with one thing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Stage {
    /// Its text is read.
    Reading,
    /// A page is made of what its file says.
    Assembling,
    /// Its past is looked at.
    Past,
    /// What its front matter names is looked for.
    Relating,
    /// Its links are followed.
    Linking,
    /// A file that pages show is measured.
    Measuring,
    /// The theme is read.
    Theme,
    /// The main line is gone over for what is in force.
    Line,
    /// A page is drawn.
    Drawing,
    /// The history of a page is drawn.
    History,
    /// The texts of a page are gathered for those who compare them.
    Texts,
    /// An approved text of a page is drawn.
    Issue,
    /// A list, feed or map of the whole site is made.
    Generating,
    /// A page that leads on from an old address is drawn.
    Redirect,
    /// A file is taken over.
    Copying,
    /// Something is written to the terminal.
    Printing,
}

impl Stage {
    /// What the program did, as a message has it.
    fn words(self) -> &'static str {
        match self {
            Stage::Reading => "read the file",
            Stage::Assembling => "made a page of the file",
            Stage::Past => "looked at the past of the page",
            Stage::Relating => "looked for what the front matter of the page names",
            Stage::Linking => "followed the links of the page",
            Stage::Measuring => "measured the file",
            Stage::Theme => "read the theme",
            Stage::Line => "worked out what is in force",
            Stage::Drawing => "drew the page",
            Stage::History => "drew the history of the page",
            Stage::Texts => "gathered the texts of the page",
            Stage::Issue => "drew an approved text of the page",
            Stage::Generating => "made a page or file of the whole site",
            Stage::Redirect => "led on from an old address",
            Stage::Copying => "took the file over",
            Stage::Printing => "wrote about the page",
        }
    }
}

/// Something that is worked on.
#[derive(Clone, Copy, Debug)]
pub struct Work<'a> {
    /// What is done with it.
    pub stage: Stage,
    /// The file of the site that it is about, where it is about one.
    pub file: Option<&'a FilePath>,
    /// The file of the output that is made.
    pub output: Option<&'a str>,
}

impl<'a> Work<'a> {
    /// What is done with a file of the site.
    pub fn on(stage: Stage, file: &'a FilePath) -> Work<'a> {
        Work { stage, file: Some(file), output: None }
    }

    /// What is done with the site as a whole.
    pub fn on_site(stage: Stage) -> Work<'static> {
        Work { stage, file: None, output: None }
    }
}

/// A panic: a defect of the program, which met something that it cannot work on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Defect {
    /// What was done; `None` where nobody said so.
    pub stage: Option<Stage>,
    /// With which file of the site.
    pub file: Option<FilePath>,
    output: Option<String>,
    /// What the panic said, and where.
    said: String,
}

/// Panics of which one or more go on together.
#[derive(Debug)]
pub struct Defects(Vec<Defect>);

/// Hints are no place for a whole page.
const LONGEST_MESSAGE: usize = 200;

/// What to do about every one.
pub const PLEASE_REPORT: &str = "this is a defect of guidepost and no mistake of yours: please report it with these lines and \
                                 `guidepost --version`, and with the file where you may";

const IT_SAYS: &str = "it says: ";

/// What a finding of a defect says, in one sentence with what the panic said.
pub fn sentence_of(finding: &Finding) -> String {
    let file = finding.place.as_ref().map_or(String::new(), |place| format!(" (`{}`)", place.file));
    let said = finding.hints.iter().find_map(|hint| hint.strip_prefix(IT_SAYS));
    let said = said.map_or(String::new(), |said| format!(": {said}"));
    format!("{}{file}{said}", finding.message)
}

impl Defect {
    /// It as a finding: that what was worked on is left out.
    pub fn finding(&self) -> Finding {
        let finding = Finding::of_site(Code::InternalError, self.what()).label("left out");
        let finding = Finding { place: self.file.as_ref().map(Place::file), ..finding };
        finding.hint(format!("{IT_SAYS}{}", self.said)).hint(PLEASE_REPORT)
    }

    /// What went wrong, in one sentence with what the panic said.
    pub fn sentence(&self) -> String {
        sentence_of(&self.finding())
    }

    fn what(&self) -> String {
        let did = self.stage.map_or(String::new(), |stage| format!(" while it {}", stage.words()));
        let output = self.output.as_ref().map_or(String::new(), |output| format!(" (`{output}`)"));
        format!("guidepost failed{did}{output}")
    }

    fn with(self, work: Work<'_>) -> Defect {
        if self.stage.is_some() {
            return self;
        }
        let (file, output) = (work.file.cloned(), work.output.map(str::to_owned));
        Defect { stage: Some(work.stage), file, output, ..self }
    }

    /// What is known of a panic by what it threw.
    fn of_payload(payload: &(dyn Any + Send)) -> Defect {
        let message = message(payload);
        let line = message.lines().next().unwrap_or_default();
        let mut said: String = line.chars().take(LONGEST_MESSAGE).collect();
        if said.len() < message.len() {
            said.push('…');
        }
        if let Some(place) = PLACES.lock().unwrap_or_else(PoisonError::into_inner).take(message) {
            said = format!("{said} ({place})");
        }
        Defect { stage: None, file: None, output: None, said }
    }
}

impl Defects {
    /// One of them: the first.
    pub fn into_first(self) -> Option<Defect> {
        self.0.into_iter().next()
    }

    /// All of them.
    pub fn list(&self) -> &[Defect] {
        &self.0
    }

    /// Panics again: there is nobody here who can go on.
    pub fn go_on(self) -> ! {
        resume_unwind(Box::new(self))
    }

    fn of_payload(payload: Box<dyn Any + Send>) -> Defects {
        match payload.downcast::<Defects>() {
            Ok(defects) => *defects,
            Err(payload) => Defects(vec![Defect::of_payload(&*payload)]),
        }
    }

    fn with(self, work: Work<'_>) -> Defects {
        Defects(self.0.into_iter().map(|defect| defect.with(work)).collect())
    }
}

/// Works on one thing: what is made of it, or the defect that kept it from being made.
///
/// # Errors
/// Where the work panics.
pub fn contained<T>(work: Work<'_>, act: impl FnOnce() -> T) -> Result<T, Defect> {
    worked_on(work, act).map_err(|defects| defects.into_first().unwrap_or_else(|| Defect::of_payload(&())))
}

/// Works on one thing; where that panics, it is said with which.
pub fn marked<T>(work: Work<'_>, act: impl FnOnce() -> T) -> T {
    worked_on(work, act).unwrap_or_else(|defects| defects.go_on())
}

fn worked_on<T>(work: Work<'_>, act: impl FnOnce() -> T) -> Result<T, Defects> {
    let tried = caught(|| {
        #[cfg(test)]
        testing::panic_where_wanted(work);
        act()
    });
    tried.map_err(|defects| defects.with(work))
}

/// What was made of many things. Where some of them panicked, that goes on once all were tried: with those of which nobody
/// knows what they are about alone, where there are such.
pub fn all<T>(tried: Vec<Result<T, Defects>>) -> Vec<T> {
    if tried.iter().all(Result::is_ok) {
        return tried.into_iter().filter_map(Result::ok).collect();
    }
    let defects: Vec<Defect> =
        tried.into_iter().filter_map(Result::err).flat_map(|defects| defects.0).collect();
    let (marked, unmarked): (Vec<Defect>, Vec<Defect>) =
        defects.into_iter().partition(|defect| defect.stage.is_some());
    Defects(if unmarked.is_empty() { marked } else { unmarked }).go_on()
}

/// Does something.
///
/// # Errors
/// What it panicked with.
pub fn caught<T>(act: impl FnOnce() -> T) -> Result<T, Defects> {
    DEPTH.set(DEPTH.get() + 1);
    CONTAINED.fetch_add(1, Ordering::Relaxed);
    // What a panic leaves half done is thrown away: memos keep whole values alone, and what is made is handed back or is not.
    let result = catch_unwind(AssertUnwindSafe(act));
    CONTAINED.fetch_sub(1, Ordering::Relaxed);
    DEPTH.set(DEPTH.get() - 1);
    result.map_err(Defects::of_payload)
}

thread_local! {
    /// In how many contained works the thread is.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// How many works are contained on all threads. The threads of parallel loops work for whichever waits for them, and hand
/// their panics on to it.
static CONTAINED: AtomicUsize = AtomicUsize::new(0);

/// Where the last panics were that are contained. What catches a panic, perhaps on another thread, is handed its message alone.
static PLACES: Mutex<LastPlaces> = Mutex::new(LastPlaces(VecDeque::new()));

/// Messages of panics, each with its place.
struct LastPlaces(VecDeque<(String, String)>);

/// Of several panics of a parallel loop one alone is handed on: the places of the others are not kept for ever.
const MOST_PLACES: usize = 64;

impl LastPlaces {
    fn put(&mut self, message: &str, place: String) {
        if self.0.len() == MOST_PLACES {
            self.0.pop_front();
        }
        self.0.push_back((message.to_owned(), place));
    }

    fn take(&mut self, message: &str) -> Option<String> {
        let last = self.0.iter().rposition(|(of, _)| of == message)?;
        self.0.remove(last).map(|(_, place)| place)
    }
}

/// Notes where contained panics are, and says nothing of them: whoever contains them does. What is not contained is reported
/// as it was.
pub fn listen() {
    let before = take_hook();
    set_hook(Box::new(move |panic| {
        if !is_contained() {
            return before(panic);
        }
        if let Some(place) = place(panic) {
            PLACES.lock().unwrap_or_else(PoisonError::into_inner).put(message(panic.payload()), place);
        }
    }));
}

/// Whether whoever is handed the panic of this thread contains it.
fn is_contained() -> bool {
    let is_of_loop = rayon::current_thread_index().is_some() && CONTAINED.load(Ordering::Relaxed) > 0;
    is_of_loop || DEPTH.try_with(Cell::get).unwrap_or_default() > 0
}

/// What a panic says.
fn message(payload: &(dyn Any + Send)) -> &str {
    let message = payload.downcast_ref::<String>().map(String::as_str);
    message.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("nothing")
}

/// Where a panic is: `src/parse/cut.rs:12:5`, `tera-2.0.0/src/vm.rs:7:1`.
fn place(panic: &PanicHookInfo<'_>) -> Option<String> {
    let location = panic.location()?;
    let file = location.file().replace('\\', "/");
    // Where the sources of libraries lay when the program was compiled is nobody's business.
    let of_library = file.split_once("/registry/src/").and_then(|(_, rest)| rest.split_once('/'));
    let file = of_library.map_or(&*file, |(_, file)| file);
    Some(format!("{file}:{}:{}", location.line(), location.column()))
}

#[cfg(test)]
pub(crate) mod testing {
    //! Makes the work on one thing panic. The threads of one test alone know of it.

    use std::cell::RefCell;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Once};

    use super::{FilePath, Stage, Work};

    /// A work that is to panic, so often.
    #[derive(Clone, Debug)]
    pub(crate) struct WantedPanic {
        pub(crate) stage: Stage,
        /// The file of the site, or that of the output; empty for any.
        pub(crate) of: String,
        pub(crate) times: usize,
    }

    thread_local! {
        static WANTED: RefCell<Option<(WantedPanic, Arc<AtomicUsize>)>> = const { RefCell::new(None) };
    }

    /// Does something on threads of its own, on which a work panics.
    pub(crate) fn panicking<T: Send>(wanted: &WantedPanic, act: impl FnOnce() -> T + Send) -> T {
        static LISTENING: Once = Once::new();
        LISTENING.call_once(super::listen);
        let left = Arc::new(AtomicUsize::new(wanted.times));
        let wanted = wanted.clone();
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(2)
            .start_handler(move |_| WANTED.set(Some((wanted.clone(), left.clone()))))
            .build();
        pool.expect("threads").install(act)
    }

    pub(super) fn panic_where_wanted(work: Work<'_>) {
        let is_meant = |wanted: &WantedPanic| {
            let file = work.file.map(FilePath::as_str);
            wanted.stage == work.stage && [file, work.output, Some("")].contains(&Some(&wanted.of))
        };
        let take = |left: usize| left.checked_sub(1);
        let is_now = WANTED.with_borrow(|wanted| {
            wanted.as_ref().is_some_and(|(wanted, left)| {
                is_meant(wanted) && left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
            })
        });
        assert!(!is_now, "as the test wants it");
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{WantedPanic, panicking};
    use super::*;

    fn file(path: &str) -> FilePath {
        FilePath::new(path).expect("a path")
    }

    #[test]
    fn a_panic_becomes_a_finding_that_says_what_to_do() {
        let page = file("content/a.md");
        let wanted = WantedPanic { stage: Stage::Reading, of: page.to_string(), times: 1 };
        let (first, second) = panicking(&wanted, || {
            let read = || contained(Work::on(Stage::Reading, &page), || 1);
            (read(), read())
        });
        assert_eq!(second, Ok(1));
        let finding = first.expect_err("it panics").finding();
        assert_eq!(finding.place, Some(Place::file(&page)));
        assert_eq!(finding.message, "guidepost failed while it read the file");
        let [says, report] = &finding.hints[..] else { panic!("two hints: {finding:?}") };
        assert!(says.starts_with("it says: as the test wants it (src/diagnostic/defect.rs:"), "{says}");
        assert_eq!(report, PLEASE_REPORT);
    }

    #[test]
    fn a_panic_on_another_thread_of_parallel_work_has_its_place() {
        let wanted = WantedPanic { stage: Stage::Line, of: String::new(), times: 0 };
        let both = std::sync::Barrier::new(2);
        let one_panics = || {
            // They wait for each other: they are on two threads.
            rayon::join(|| _ = both.wait(), || panic!("on thread {}", both.wait().is_leader()));
        };
        let tried = panicking(&wanted, || contained(Work::on_site(Stage::Line), one_panics));
        let sentence = tried.expect_err("it panics").sentence();
        assert!(
            sentence.contains("on thread ") && sentence.contains(" (src/diagnostic/defect.rs:"),
            "{sentence}"
        );
    }

    #[test]
    fn the_innermost_work_is_named() {
        let (page, other) = (file("a.md"), file("b.md"));
        let inner = || marked(Work::on(Stage::Linking, &page), || panic!("{}\nmore", "x".repeat(300)));
        let defect = contained(Work::on(Stage::Reading, &other), inner).expect_err("it panics");
        assert_eq!((defect.stage, defect.file.as_ref()), (Some(Stage::Linking), Some(&page)));
        let sentence = defect.sentence();
        assert!(
            sentence.starts_with("guidepost failed while it followed the links of the page (`a.md`): xxx")
        );
        assert!(sentence.contains("xxx…") && sentence.len() < 350, "{sentence}");
    }

    #[test]
    fn of_many_panics_those_of_which_nobody_knows_what_they_are_about_go_on() {
        let page = file("a.md");
        let known = || caught(|| marked(Work::on(Stage::Past, &page), || panic!("known")));
        let unknown = || caught(|| panic!("unknown"));
        let stages = |tried: Vec<Result<(), Defects>>| {
            let defects = caught(|| all(tried)).expect_err("it panics");
            defects.list().iter().map(|defect| defect.stage).collect::<Vec<_>>()
        };
        assert_eq!(stages(vec![known(), Ok(()), known()]), [Some(Stage::Past); 2]);
        assert_eq!(stages(vec![known(), unknown()]), [None]);
        assert_eq!(all(vec![Ok(1), Ok(2)]), [1, 2]);
    }
}
