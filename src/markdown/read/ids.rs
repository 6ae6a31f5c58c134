//! Ids, each once on a page.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::shared::steps::count_steps;
use crate::source::Span;

/// The ids of one page that are taken.
#[derive(Default)]
pub(in crate::markdown) struct Ids<'a> {
    taken: HashMap<Cow<'a, str>, Taken>,
}

struct Taken {
    /// Where it was written; `None` for ids that we made.
    span: Option<Span>,
    /// The suffix that the next one of the same name tries first.
    next: u32,
}

/// An id that was written a second time.
pub(in crate::markdown) struct Clash {
    /// The id it gets instead.
    pub(in crate::markdown) id: Box<str>,
    /// Where the first was written.
    pub(in crate::markdown) first: Option<Span>,
}

impl<'a> Ids<'a> {
    /// Takes an id as somebody wrote it.
    pub(super) fn take_written(&mut self, id: Cow<'a, str>, span: Span) -> Result<(), Clash> {
        if let Some(taken) = self.taken.get(&id) {
            let first = taken.span;
            return Err(Clash { id: self.make(id.into_owned()), first });
        }
        self.taken.insert(id, Taken { span: Some(span), next: 1 });
        Ok(())
    }

    /// Makes an id from a wish, with a number behind it where the wish is taken.
    pub(super) fn make(&mut self, wish: String) -> Box<str> {
        let Some(taken) = self.taken.get(wish.as_str()) else {
            let id = wish.clone().into_boxed_str();
            self.taken.insert(Cow::Owned(wish), Taken { span: None, next: 1 });
            return id;
        };
        let mut suffix = taken.next;
        let mut id = format!("{wish}-{suffix}");
        while self.taken.contains_key(id.as_str()) {
            count_steps(1);
            suffix += 1;
            id = format!("{wish}-{suffix}");
        }
        if let Some(taken) = self.taken.get_mut(wish.as_str()) {
            taken.next = suffix + 1;
        }
        self.taken.insert(Cow::Owned(id.clone()), Taken { span: None, next: 1 });
        id.into_boxed_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_given_once() {
        let mut ids = Ids::default();
        let made: Vec<_> = ["a", "a", "a-1", "a"].map(|wish| ids.make(wish.to_owned())).to_vec();
        assert_eq!(made.iter().map(|id| &**id).collect::<Vec<_>>(), ["a", "a-1", "a-1-1", "a-2"]);
    }

    #[test]
    fn a_second_written_id_is_a_clash() {
        let mut ids = Ids::default();
        assert!(ids.take_written("x".into(), Span::new(0..1)).is_ok());
        let Err(clash) = ids.take_written("x".into(), Span::new(5..6)) else { panic!("no clash") };
        assert_eq!((&*clash.id, clash.first), ("x-1", Some(Span::new(0..1))));
    }
}
