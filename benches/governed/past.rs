//! What happens to the governed site: a plan of commits, and what must be in force after them.

use std::collections::VecDeque;

use crate::corpus::Numbers;
use crate::site::{Kind, file, moves, signatories};

/// How large the site is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub pages: usize,
    pub records: usize,
    pub commits: usize,
}

/// What a commit does.
#[derive(Debug)]
pub enum Deed {
    /// Pages are changed: their numbers, and how often each was by now.
    Edit(Vec<(usize, usize)>),
    /// Somebody puts something on record.
    Record(Record),
    /// A page is moved.
    Move { nth: usize, from: String, to: String, revision: usize },
}

/// A record.
#[derive(Debug)]
pub struct Record {
    pub page: usize,
    pub revision: usize,
    pub file: String,
    pub role: String,
    pub kind: RecordKind,
}

/// Kinds of records.
#[derive(Debug)]
pub enum RecordKind {
    /// An approval, held against this revision in force.
    Approval(Option<usize>),
    Review,
    Decline,
    Attestation,
}

/// The whole plan.
#[derive(Debug)]
pub struct Plan {
    pub deeds: Vec<Deed>,
    pub pages: Vec<Page>,
    pub records: usize,
}

/// A page as it stands.
#[derive(Clone, Default, Debug)]
pub struct Page {
    /// How often it was changed.
    pub revision: usize,
    /// How often it was moved.
    moved: Option<usize>,
    /// The revision that is approved.
    pub approved: Option<usize>,
    /// How often it is still to be approved.
    open: usize,
    /// Somebody has signed, and others are still to sign.
    is_half_signed: bool,
}

impl Page {
    /// Where it is.
    pub fn file(&self, nth: usize) -> String {
        file(nth, self.moved)
    }

    /// Whether its last text is not the one that is approved.
    pub fn has_draft(&self) -> bool {
        self.approved.is_some_and(|approved| approved != self.revision)
    }
}

/// Of so many pages that are approved one is changed once more.
const DRAFTS: usize = 10;
/// Of so many commits one moves a page.
const MOVES: usize = 500;

struct Planner {
    numbers: Numbers,
    pages: Vec<Page>,
    /// Who is to sign what, in order.
    queue: VecDeque<(usize, Vec<String>)>,
    /// The pages that may be moved.
    movable: Vec<usize>,
}

/// What commits are for.
#[derive(Clone, Copy)]
enum Slot {
    Edit,
    Approve,
    Tell,
    Move,
}

/// Plans what comes after the adoption of the model.
pub fn plan(size: Size) -> Plan {
    let mut planner = Planner::new(size);
    let mut deeds = Vec::new();
    let mut records = 0;
    for slot in planner.slots(size) {
        let deed = match slot {
            Slot::Edit => planner.edit(),
            Slot::Approve => planner.approve(),
            Slot::Tell => planner.tell(),
            Slot::Move => planner.move_one(),
        };
        records += usize::from(matches!(deed, Deed::Record(_)));
        deeds.push(deed);
    }
    Plan { deeds, pages: planner.pages, records }
}

impl Planner {
    fn new(size: Size) -> Planner {
        let mut planner = Planner {
            numbers: Numbers(7),
            pages: vec![Page::default(); size.pages],
            queue: VecDeque::new(),
            movable: (0..size.pages).filter(|nth| moves(*nth)).collect(),
        };
        let mut left = size.records - size.records / 12;
        let mut order: Vec<usize> = (0..size.pages).filter(|nth| Kind::of(*nth) != Kind::Page).collect();
        planner.shuffle(&mut order);
        // Once round, and again as far as that goes.
        for nth in order.iter().chain(&order).copied() {
            let roles = signatories(nth);
            if roles.len() > left {
                break;
            }
            left -= roles.len();
            planner.pages[nth].open += 1;
            planner.queue.push_back((nth, roles));
        }
        planner
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let other = self.numbers.below(at + 1);
            items.swap(at, other);
        }
    }

    /// What each commit is for. The first is made, and the model adopted, before all of these.
    fn slots(&mut self, size: Size) -> Vec<Slot> {
        let approvals: usize = self.queue.iter().map(|(_, roles)| roles.len()).sum();
        let (told, moved) = (size.records - 1 - approvals, size.commits / MOVES);
        let mut slots = vec![Slot::Approve; approvals];
        slots.extend(std::iter::repeat_n(Slot::Tell, told));
        slots.extend(std::iter::repeat_n(Slot::Move, moved));
        slots.resize(size.commits - 2, Slot::Edit);
        self.shuffle(&mut slots);
        slots
    }

    fn edit(&mut self) -> Deed {
        let mut edited = Vec::new();
        for _ in 0..=self.numbers.below(5) {
            // A few pages are changed more often than others.
            let (a, b) = (self.numbers.below(self.pages.len()), self.numbers.below(self.pages.len()));
            let nth = a.min(b);
            if self.may_change(nth) && !edited.iter().any(|(known, _)| *known == nth) {
                self.pages[nth].revision += 1;
                edited.push((nth, self.pages[nth].revision));
            }
        }
        if edited.is_empty() {
            let nth = self.plain();
            self.pages[nth].revision += 1;
            edited.push((nth, self.pages[nth].revision));
        }
        Deed::Edit(edited)
    }

    /// A page that no control asks for approval.
    fn plain(&mut self) -> usize {
        loop {
            let nth = self.numbers.below(self.pages.len());
            if Kind::of(nth) == Kind::Page {
                return nth;
            }
        }
    }

    /// Whether a page may be changed: what was approved for the last time stays as it is, but for a few.
    fn may_change(&self, nth: usize) -> bool {
        let page = &self.pages[nth];
        let is_plain = Kind::of(nth) == Kind::Page;
        !page.is_half_signed && (is_plain || page.open > 0 || (nth / 10).is_multiple_of(DRAFTS))
    }

    fn approve(&mut self) -> Deed {
        let Some((nth, mut roles)) = self.queue.pop_front() else { return self.edit() };
        let page = &mut self.pages[nth];
        if page.approved == Some(page.revision) {
            page.revision += 1;
            let edited = vec![(nth, page.revision)];
            self.queue.push_back((nth, roles));
            return Deed::Edit(edited);
        }
        let role = roles.remove(0);
        let kind = RecordKind::Approval(page.approved);
        let record = Record { page: nth, revision: page.revision, file: page.file(nth), role, kind };
        page.is_half_signed = !roles.is_empty();
        if roles.is_empty() {
            page.open -= 1;
            page.approved = Some(page.revision);
        } else {
            self.queue.push_front((nth, roles));
        }
        Deed::Record(record)
    }

    /// A review, an attestation, or a decline of a text by somebody who is not asked.
    fn tell(&mut self) -> Deed {
        let mut nth = self.numbers.below(self.pages.len());
        while Kind::of(nth) == Kind::Page {
            nth = (nth + 1) % self.pages.len();
        }
        let (kind, role) = match self.numbers.below(10) {
            0 => (RecordKind::Attestation, "officer".to_owned()),
            1 => (RecordKind::Decline, "trainer".to_owned()),
            _ => (RecordKind::Review, "keeper".to_owned()),
        };
        let page = &self.pages[nth];
        Deed::Record(Record { page: nth, revision: page.revision, file: page.file(nth), role, kind })
    }

    fn move_one(&mut self) -> Deed {
        if self.movable.is_empty() {
            return self.edit();
        }
        let nth = self.movable[self.numbers.below(self.movable.len())];
        let page = &mut self.pages[nth];
        let from = page.file(nth);
        page.moved = Some(page.moved.map_or(1, |times| times + 1));
        Deed::Move { nth, from, to: page.file(nth), revision: page.revision }
    }
}
