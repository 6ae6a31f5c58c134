//! What a template sees: a closed, typed view of a page. Nothing else reaches the theme.
//!
//! Every `path` is an address of the site, encoded, without a leading slash; templates write
//! `{{ root }}{{ link.path }}`, so that the output works under any prefix. What all pages share
//! ([`SiteView`], [`NavigationView`]) is handed over once, not serialised for every page.
//!
//! A template's context: `site` ([`SiteView`]), `navigation` ([`NavigationView`], absent on pages
//! outside every area), `root` (what leads to the site's root: `../../`, `./` on the home page),
//! `page` ([`PageView`]), `body` (the page's HTML, safe), `side` (the navigation as drawn, safe), and on
//! some templates one or two more, named at their types.
//!
//! `parts/navigation.html` is drawn once for all pages of a folder: it sees `site`, `navigation` and
//! `root` alone. In what it draws, links to the page are marked with `aria-current="page"`.

mod governed;
mod history;
mod stretch;

pub use governed::{
    AwaitedView, ChecklistView, ComparisonRowView, ComparisonView, ControlView, CountView, DueView,
    IssueView, ItemGroupView, ItemView, LinkedFactView, MarkView, MatrixRowView, ModelView, PartsView,
    ProgressTableView, ProgressView, RecordView, RegisterRowView, SignatureView, TabView, WaitsView,
};
pub use history::{
    ChangeView, ChangedPageView, ChangesView, DayView, EventView, HistoryView, RevisedView,
    RevisionGroupView, RevisionView, SizeView, WeekView,
};

pub use stretch::{StepGroupView, StepView, StretchView};

use serde::Serialize;

/// Facts that every page shares, as `site`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct SiteView {
    /// The site's name.
    pub name: String,
    /// One sentence about it; may be empty.
    pub tagline: String,
    /// The language of its pages, as in `<html lang>`.
    pub language: String,
    /// Where it is published, without a slash at the end; empty where the site does not say.
    pub base_url: String,
    /// The top-level sections, in reading order.
    pub areas: Vec<LinkView>,
    /// Path of the stylesheet, with its content hash.
    pub stylesheet: String,
    /// Path of the small script that sets the colour scheme before anything is drawn.
    pub scheme_script: String,
    /// Path of the deferred script.
    pub script: String,
    /// Path of the icon.
    pub icon: String,
    /// Why nobody knows which texts are in force, where the site asks for that; empty where it is known.
    pub approval_unknown: String,
    /// Where the site is shown as it once stood: when that was.
    pub as_it_stood: Option<AsItStoodView>,
    /// Path of what changed on the whole site; empty where nothing is known of it.
    pub changes: String,
    /// Path of the checklist; empty where the site is not governed.
    pub checklist: String,
    /// Whether any page carries a tag, so that a link to the tags makes sense.
    pub has_tags: bool,
    /// Links to what is made from the whole site, for the foot of every page: what changed, the checklist, lists.
    pub footer: Vec<LinkView>,
    /// Other hosts that pages may load pictures, media and frames from, as sources of the
    /// Content-Security-Policy: `https://media.example.org`.
    pub hosts: Vec<String>,
}

/// When a site stood as it is shown.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct AsItStoodView {
    /// The day.
    pub day: DayView,
    /// The first digits of the commit that has it so.
    pub commit: String,
}

/// A link to a page of the site.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct LinkView {
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub path: String,
}

/// The page before or after another, as `page.previous` and `page.next`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct NeighbourView {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub path: String,
    /// That nobody approves what it says, beside a text that somebody does.
    pub mark: Option<MarkView>,
}

/// A way to answer back: an address outside the site, with the page filled in.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct FeedbackView {
    /// Its words: "Suggest a change".
    pub label: String,
    /// Where it leads: `mailto:…?subject=Tone`.
    pub href: String,
}

/// The pages of one area, as `navigation`. The current page is the item whose `path` is `page.path`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct NavigationView {
    /// The area.
    pub area: LinkView,
    /// What is in it, in reading order. Only the folders on the way to the current page are open.
    pub items: Vec<NavigationItem>,
}

/// One line of the navigation.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct NavigationItem {
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub path: String,
    /// Whether it is a folder of further pages.
    pub folder: bool,
    /// Whether nobody approves what it says, in an edition of approved texts.
    pub uncontrolled: bool,
    /// The pages in it, where it is a folder on the way to the current page.
    pub items: Vec<NavigationItem>,
    /// Of a folder with very many pages only those around the current one are listed. A line for those
    /// before or after them has the folder's title and address, and here their number; else 0.
    pub more: usize,
}

/// How the text of a page is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextLayout {
    /// Beside the rail, where there is room for one.
    #[default]
    BesideRail,
    /// Below the rail, since a view of the strategy stands in it and takes the whole width.
    Wide,
}

/// The page itself, as `page`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct PageView {
    /// Its address.
    pub path: String,
    /// Its title.
    pub title: String,
    /// An id for the title's heading, so that links to the text's own first heading hold; may be empty.
    pub title_id: String,
    /// What the title says, in a list of browser tabs: "Tone · Guidelines".
    pub window_title: String,
    /// Machine name of its kind, `guideline`.
    pub kind: String,
    /// Its kind as people say it: "Guideline"; empty for plain pages.
    pub kind_label: String,
    /// Its document number; may be empty.
    pub id: String,
    /// One sentence; may be empty. Shown under the title.
    pub summary: String,
    /// One sentence for link previews and search engines: the summary, else the beginning of the text.
    pub description: String,
    /// Whether it is a draft, which only the preview and `--drafts` show.
    pub draft: bool,
    /// Whether nobody approves what it says, in an edition of approved texts.
    pub uncontrolled: bool,
    /// Minutes it takes to read; 0 for hardly any text.
    pub minutes: u32,
    /// Headings of the second and third level; empty when there are fewer than three.
    pub contents: Vec<ContentsView>,
    /// The way here from the home page, the page itself not included.
    pub trail: Vec<LinkView>,
    /// The page before in reading order.
    pub previous: Option<NeighbourView>,
    /// The page after in reading order.
    pub next: Option<NeighbourView>,
    /// What its front matter says, for the plate beside the text: owner, review, stage ...
    pub facts: Vec<FactView>,
    /// The names of those facts that its kind has in a strip under the title, in their order.
    pub strip: Vec<String>,
    /// Its own stretch of the map of the strategy, for objectives, goals, plays, channels and measures that have one.
    pub stretch: Option<StretchView>,
    /// Typed relations, both ways: "Serves", "Used by".
    pub relations: Vec<RelationView>,
    /// Pages that refer to this one in their text, with the sentence.
    pub referrers: Vec<ReferrerView>,
    /// Its tags.
    pub tags: Vec<LinkView>,
    /// Ways for readers to answer back, from `feedback` of `site.toml`.
    pub feedback: Vec<FeedbackView>,
    /// Address of its source for editing, from `edit_url` of `site.toml`; may be empty.
    pub edit_href: String,
    /// When and by whom it was last revised, where that is known.
    pub revised: Option<RevisedView>,
    /// Feeds in which its changes are shown: the site's, its section's.
    pub feeds: Vec<LinkView>,
    /// Whether its text holds data blocks.
    pub has_blocks: bool,
    /// How many of them are quizzes.
    pub quizzes: usize,
    /// How its text is laid out.
    pub layout: TextLayout,
    /// How it stands under governance, where that asks anything of it.
    pub control: Option<ControlView>,
}

/// A heading in the contents of a page.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ContentsView {
    /// Its words.
    pub title: String,
    /// Its id.
    pub id: String,
    /// Headings one level deeper.
    pub items: Vec<ContentsView>,
}

/// One line of the plate.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct FactView {
    /// Machine name of the field, `review_every`.
    pub name: String,
    /// What it is: "Review every".
    pub label: String,
    /// Its values; one for most fields.
    pub values: Vec<ValueView>,
}

/// One value on the plate.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ValueView {
    /// As people read it.
    pub text: String,
    /// The page it stands for; empty for plain values.
    pub path: String,
}

/// One relation of a page.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct RelationView {
    /// "Serves", or from the other end "Served by".
    pub label: String,
    /// Whether `page.stretch` shows it.
    pub on_stretch: bool,
    /// The pages at the other end.
    pub pages: Vec<EntryView>,
}

/// A page that refers to this one.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ReferrerView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub path: String,
    /// Its kind as people say it; may be empty.
    pub kind_label: String,
    /// The sentence in which it refers here; empty where that is no more than a word or two.
    pub sentence: String,
    /// That nobody approves what it says, beside a text that somebody does: then only its number stands here.
    pub mark: Option<MarkView>,
}

/// A page in a list.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct EntryView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub path: String,
    /// Its document number; may be empty.
    pub id: String,
    /// Its kind as people say it; may be empty.
    pub kind_label: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// Who owns it; may be empty.
    pub owner: String,
    /// Minutes: a lesson's duration, or what reading takes.
    pub minutes: u32,
    /// Whether it is a draft.
    pub draft: bool,
    /// How it stands; absent where it is plainly in force, and, but for editions of approved texts, where it is not controlled.
    pub mark: Option<MarkView>,
}

/// The pages of a section, as `groups` on `section.html`: those directly in the folder first (with an
/// empty title), then one group for every folder in it. On `home.html` one group for every area; on
/// `tag.html` the pages that carry the tag, one group for every area.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct GroupView {
    /// The folder's title; empty for the pages of the section itself.
    pub title: String,
    /// The folder's address.
    pub path: String,
    /// One sentence about it; may be empty.
    pub summary: String,
    /// Its pages in reading order.
    pub entries: Vec<EntryView>,
    /// How many further pages it has that are not listed.
    pub more: usize,
}

/// Errands of the home page, as `errands` on `home.html`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ErrandView {
    /// In the reader's words: "May I post this?".
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// Where it leads.
    pub path: String,
}

/// The lessons of a course, as `course` on `course.html` and `lesson.html`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct CourseView {
    /// By what a browser keeps it: its number, else its address.
    pub key: String,
    /// The course.
    pub title: String,
    /// Its address.
    pub path: String,
    /// Embrace, educate or empower; may be empty.
    pub stage: String,
    /// Minutes that all its lessons take.
    pub minutes: u32,
    /// Its lessons in order.
    pub lessons: Vec<LessonView>,
    /// On a lesson: which of them it is, from 1; 0 on the course itself.
    pub number: usize,
}

/// A lesson in its course.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct LessonView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub path: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// Minutes it takes.
    pub minutes: u32,
    /// That nobody approves what it says, in an edition of approved texts.
    pub mark: Option<MarkView>,
    /// The guidelines, plays and channels it covers.
    pub teaches: Vec<LinkView>,
    /// By what a browser keeps that it was taken: its number, else its address.
    pub key: String,
    /// The texts that it is about, its own first.
    pub texts: Vec<TaughtView>,
}

/// A text that a lesson is about.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct TaughtView {
    /// The number of its page, else the address.
    pub key: String,
    /// Its page.
    pub page: LinkView,
    /// Where its history is; empty where it has none.
    pub history: String,
    /// Names the text up to minor changes.
    pub text: String,
}

/// All tags, as `tags` on `tags.html`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct TagView {
    /// The tag.
    pub title: String,
    /// Its address.
    pub path: String,
    /// How many pages carry it.
    pub count: usize,
}

/// Where an old address leads, as `target` on `redirect.html`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct RedirectView {
    /// The title of the page that is meant.
    pub title: String,
    /// Its address.
    pub path: String,
}
