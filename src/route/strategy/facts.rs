//! What pages say of themselves under their fields, as views take it.

use super::{PlacedView, Scope};
use crate::date::{Day, Period};
use crate::model::{FieldValue, Fields, NamedValue, PageId, fold_name};
use crate::theme::view::DayView;

impl<'a> Scope<'a> {
    /// A field that is a day.
    pub(super) fn day(&self, id: PageId, field: &str) -> Option<Day> {
        match self.page(id).fields.get(field)? {
            FieldValue::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// A day for people and machines.
    pub(super) fn day_view(&self, id: PageId, field: &str) -> Option<DayView> {
        self.day(id, field).map(|day| self.site.day_view(day))
    }

    /// A field that is a period.
    pub(super) fn period(&self, id: PageId, field: &str) -> Option<Period> {
        match self.page(id).fields.get(field)? {
            FieldValue::Period(period) => Some(*period),
            _ => None,
        }
    }

    /// A field that is a text, in its author's words. See [`Scope::said`].
    pub(super) fn words(&self, id: PageId, field: &str) -> String {
        self.said(id, self.text(id, field))
    }

    /// A field that is a list of texts, in its author's words. See [`Scope::said`].
    pub(super) fn texts(&self, id: PageId, field: &str) -> Vec<String> {
        let mut texts = self.page(id).fields.named(field).iter().map(|text| self.said(id, &text.name));
        if self.withholds(id) { texts.next().into_iter().collect() } else { texts.collect() }
    }

    /// Words of a page. A text that is approved says in their place that they are no part of what was approved, where
    /// nobody approves them.
    pub(super) fn said(&self, id: PageId, words: &str) -> String {
        if !words.is_empty() && self.withholds(id) {
            self.site.say("words_withheld")
        } else {
            words.to_owned()
        }
    }

    /// What stands in the place of numbers of a page; empty where they are shown. See [`Scope::said`].
    pub(super) fn in_place_of_numbers(&self, id: PageId) -> String {
        if self.withholds(id) { self.site.say("words_withheld") } else { String::new() }
    }

    fn withholds(&self, id: PageId) -> bool {
        self.within.is_some_and(|within| self.site.title_for(within, id).is_none())
    }

    /// A field that is a list of maps.
    pub(super) fn items(&self, id: PageId, field: &str) -> &'a [Fields] {
        match self.page(id).fields.get(field) {
            Some(FieldValue::Items(items)) => items,
            _ => &[],
        }
    }

    /// The pages that a page names under a field, in the order written.
    pub(super) fn stated(&self, id: PageId, field: &str) -> Vec<PageId> {
        self.shown(self.site.content.stated(id, field))
    }

    /// The pages of these kinds that name a page under a field, in reading order.
    pub(super) fn stating(&self, id: PageId, field: &str, kinds: &[&str]) -> Vec<PageId> {
        let mut pages = self.shown(self.site.content.stating(id, field));
        pages.retain(|page| kinds.contains(&&*self.page(*page).kind.name));
        pages
    }

    /// The page among these that a name in a page means, as relations go by names.
    pub(super) fn named_among(&self, page: PageId, among: &[PageId], name: &NamedValue) -> Option<PageId> {
        let number = self.site.content.documents.get(&name.name);
        let path = self.page(page).path.parent().join(&name.name);
        let folded = fold_name(&name.name);
        let is_called = |id: &PageId| self.page(*id).names().any(|known| fold_name(known) == folded);
        let one = |is_it: &dyn Fn(&PageId) -> bool| among.iter().copied().find(|id| is_it(id));
        one(&|id| Some(id) == number)
            .or_else(|| one(&|id| path.as_ref() == Some(&self.page(*id).path)))
            .or_else(|| one(&is_called))
    }

    /// The roles that a page names under a field. One without a page stands there by its id, and leads nowhere.
    pub(super) fn roles(&self, id: PageId, field: &str) -> Vec<PlacedView> {
        let role = |named: &NamedValue| match self.role(&named.name) {
            Some(page) => self.placed(page),
            None => PlacedView { title: named.name.to_string(), ..PlacedView::default() },
        };
        self.page(id).fields.named(field).iter().map(role).collect()
    }

    /// The page of a role.
    pub(super) fn role(&self, name: &str) -> Option<PageId> {
        self.site.content.documents.get(name).copied().filter(|page| self.shows(*page))
    }

    fn shown(&self, pages: &[PageId]) -> Vec<PageId> {
        pages.iter().copied().filter(|page| self.shows(*page)).collect()
    }
}
