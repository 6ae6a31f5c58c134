//! Memos of tables: what is made from each row of some columns, at the price of the rows that changed.
//!
//! A row is compared by where its values lie, without a look at them: ten thousand rows are distinguished within
//! microseconds, where making a key of each, or only counting who shares it, would take milliseconds.

use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::columns::Columns;
use super::value::lock;
use crate::diagnostic::defect::{self, caught};
use crate::diagnostic::{Checked, Finding};
use crate::shared::SharedList;

/// The memo of a table: what every row was made with, the rows, and what was made from them.
struct Table<C, R, T: ?Sized> {
    common: C,
    rows: R,
    made: Made<T>,
}

/// What is made from each row.
struct Made<T: ?Sized> {
    values: SharedList<T>,
    /// What was found with some rows, by their numbers, in order.
    found: Vec<(usize, Arc<[Finding]>)>,
}

/// What a row was before.
#[derive(Clone, Copy)]
enum EarlierRow {
    /// The same, in the row of this number.
    Same(usize),
    /// Something else, about the same file.
    Other(usize),
    /// Not there.
    Nothing,
}

/// What was made from each row of some columns, kept with them and with what is common to all rows.
pub(in crate::compile) struct RowsMemo<C, R, T: ?Sized>(Mutex<Option<Arc<Table<C, R, T>>>>);

impl<C, R, T: ?Sized> Default for RowsMemo<C, R, T> {
    fn default() -> Self {
        RowsMemo(Mutex::new(None))
    }
}

impl<C: PartialEq + Sync, R: Columns, T: Send + Sync + ?Sized> RowsMemo<C, R, T> {
    /// What is made from each row, with what is common to all: as it was made last time, where that was the same. If
    /// what is common differs, everything is made anew.
    pub(in crate::compile) fn map(
        &self,
        common: C,
        rows: R,
        make: impl Fn(&C, &R, usize) -> Checked<Arc<T>> + Sync,
    ) -> Checked<SharedList<T>> {
        self.table(common, rows, make, |_, _| false)
    }

    /// The same, where it is often something equal that is made from something else: then it is the very value of
    /// before, and what was made from that stays as well.
    pub(in crate::compile) fn map_interned(
        &self,
        common: C,
        rows: R,
        make: impl Fn(&C, &R, usize) -> Arc<T> + Sync,
    ) -> SharedList<T>
    where
        T: PartialEq,
    {
        let make = |common: &C, rows: &R, row| Checked::clean(make(common, rows, row));
        self.table(common, rows, make, |now, before| now == before).value
    }

    fn table(
        &self,
        common: C,
        rows: R,
        make: impl Fn(&C, &R, usize) -> Checked<Arc<T>> + Sync,
        is_alike: impl Fn(&T, &T) -> bool,
    ) -> Checked<SharedList<T>> {
        let last = lock(&self.0).clone();
        let make = |row| make(&common, &rows, row);
        let now = match last.as_deref() {
            Some(last) => {
                let few = last.made_of_few(&common, &rows, &make, &is_alike);
                few.unwrap_or_else(|| last.made.become_of(&last.earlier(&common, &rows), &make, &is_alike))
            }
            None => Made::default().become_of(&vec![EarlierRow::Nothing; rows.count()], &make, &is_alike),
        };
        let findings = now.found.iter().flat_map(|(_, findings)| findings.iter().cloned()).collect();
        let values = now.values.clone();
        let before = lock(&self.0).replace(Arc::new(Table { common, rows, made: now }));
        drop(before);
        Checked::new(values, findings)
    }
}

/// A list, kept so that the next one shares with it what they have in common.
pub(in crate::compile) struct ListMemo<T: ?Sized>(Mutex<SharedList<T>>);

impl<T: ?Sized> Default for ListMemo<T> {
    fn default() -> Self {
        ListMemo(Mutex::default())
    }
}

impl<T: ?Sized> ListMemo<T> {
    /// These values as a list.
    pub(in crate::compile) fn list<'v>(&self, values: impl IntoIterator<Item = &'v Arc<T>>) -> SharedList<T>
    where
        T: 'v,
    {
        let before = lock(&self.0).clone();
        let list = before.changed_to(values);
        *lock(&self.0) = list.clone();
        list
    }

    /// The same, where a value that equals the one at its place is that very one.
    pub(in crate::compile) fn list_interned(&self, values: &[Arc<T>]) -> SharedList<T>
    where
        T: PartialEq,
    {
        let before = lock(&self.0).clone();
        let is_alike = |one: &Arc<T>, other: &Arc<T>| Arc::ptr_eq(one, other) || one == other;
        let known = values.iter().enumerate();
        let known =
            known.map(|(at, value)| before.get(at).filter(|known| is_alike(known, value)).unwrap_or(value));
        self.list(known)
    }
}

impl<T: ?Sized> Default for Made<T> {
    fn default() -> Self {
        Made { values: SharedList::default(), found: Vec::new() }
    }
}

impl<T: Send + Sync + ?Sized> Made<T> {
    /// What is made from rows that were this before.
    fn become_of(
        &self,
        earlier: &[EarlierRow],
        make: &(impl Fn(usize) -> Checked<Arc<T>> + Sync),
        is_alike: &impl Fn(&T, &T) -> bool,
    ) -> Made<T> {
        let anew = made_anew(earlier, make);
        let found = found_of(earlier, &self.found, &anew);
        let before = &self.values;
        let mut anew = anew.iter();
        let values = earlier.iter().filter_map(|earlier| match earlier {
            EarlierRow::Same(there) => Some(&before[*there]),
            EarlierRow::Other(there) => {
                let value = &anew.next()?.value;
                Some(if is_alike(value, &before[*there]) { &before[*there] } else { value })
            }
            EarlierRow::Nothing => Some(&anew.next()?.value),
        });
        Made { values: before.changed_to(values), found }
    }

    /// The same with what was made from some rows, in order.
    fn with(&self, made: Vec<(usize, Checked<Arc<T>>)>, is_alike: &impl Fn(&T, &T) -> bool) -> Made<T> {
        let is_kept = |(row, _): &&(usize, Arc<[Finding]>)| made.iter().all(|(made, _)| made != row);
        let mut found: Vec<(usize, Arc<[Finding]>)> = self.found.iter().filter(is_kept).cloned().collect();
        let findings = made.iter().filter(|(_, made)| !made.findings.is_empty());
        found.extend(findings.map(|(row, made)| (*row, made.findings.as_slice().into())));
        found.sort_by_key(|(row, _)| *row);
        let others = made.into_iter().map(|(row, made)| (row, made.value));
        let others: Vec<(usize, Arc<T>)> =
            others.filter(|(row, value)| !is_alike(value, &self.values[*row])).collect();
        Made { values: self.values.with(&others), found }
    }
}

/// So few are made before other threads have woken up.
const FEW: usize = 8;

/// What was not the same before, in the order of the rows.
fn made_anew<T: Send + Sync + ?Sized>(
    earlier: &[EarlierRow],
    make: &(impl Fn(usize) -> Checked<Arc<T>> + Sync),
) -> Vec<Checked<Arc<T>>> {
    let is_new = |row: &usize| !matches!(earlier[*row], EarlierRow::Same(_));
    let rows: Vec<usize> = (0..earlier.len()).filter(is_new).collect();
    if rows.len() <= FEW {
        return defect::all(rows.into_iter().map(|row| caught(|| make(row))).collect());
    }
    // Of many pages that it cannot be made of, all are known at once.
    defect::all(rows.into_par_iter().with_min_len(FEW).map(|row| caught(|| make(row))).collect())
}

/// What was found with the rows as they are now: both they and those of before are in order.
fn found_of<T: ?Sized>(
    earlier: &[EarlierRow],
    before: &[(usize, Arc<[Finding]>)],
    made: &[Checked<Arc<T>>],
) -> Vec<(usize, Arc<[Finding]>)> {
    let mut before = before.iter().peekable();
    let mut made = made.iter();
    let mut found = Vec::new();
    for (row, earlier) in earlier.iter().enumerate() {
        if let EarlierRow::Same(there) = earlier {
            while before.next_if(|(known, _)| known < there).is_some() {}
            found.extend(
                before.next_if(|(known, _)| known == there).map(|(_, findings)| (row, findings.clone())),
            );
        } else {
            let findings = made.next().map(|made| &made.findings).filter(|findings| !findings.is_empty());
            found.extend(findings.map(|findings| (row, findings.as_slice().into())));
        }
    }
    found
}

impl<C: PartialEq, R: Columns, T: Send + Sync + ?Sized> Table<C, R, T> {
    /// What is made from these rows where they are those of before, but for a few in the places of others about the
    /// same files: after most saves nothing else has to be distinguished.
    fn made_of_few(
        &self,
        common: &C,
        rows: &R,
        make: &impl Fn(usize) -> Checked<Arc<T>>,
        is_alike: &impl Fn(&T, &T) -> bool,
    ) -> Option<Made<T>> {
        if self.rows.count() != rows.count() || self.common != *common {
            return None;
        }
        let is_other = |row: &usize| !rows.is_same(*row, &self.rows, *row);
        let others: Vec<usize> = (0..rows.count()).filter(is_other).take(FEW + 1).collect();
        let is_in_place = |row: &usize| rows.key(*row) == self.rows.key(*row);
        if others.len() > FEW || !others.iter().all(is_in_place) {
            return None;
        }
        let tried = others.into_iter().map(|row| caught(|| (row, make(row)))).collect();
        Some(self.made.with(defect::all(tried), is_alike))
    }

    /// What each of these rows was before.
    fn earlier(&self, common: &C, rows: &R) -> Vec<EarlierRow> {
        let is_common = self.common == *common;
        let count = self.rows.count();
        let mut there = 0;
        let mut earlier = |row: usize| {
            let is_same = |there: usize| there < count && rows.is_same(row, &self.rows, there);
            if is_common && is_same(there) {
                there += 1;
                return EarlierRow::Same(there - 1);
            }
            there += (there..count).take_while(|there| self.rows.key(*there) < rows.key(row)).count();
            if there >= count || self.rows.key(there) != rows.key(row) {
                return EarlierRow::Nothing;
            }
            there += 1;
            // What was made from something else of this file is passed by.
            if is_common && is_same(there - 1) {
                EarlierRow::Same(there - 1)
            } else {
                EarlierRow::Other(there - 1)
            }
        };
        (0..rows.count()).map(&mut earlier).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::compile::memo::columns::Keyed;
    use crate::diagnostic::Code;
    use crate::diagnostic::defect::{Stage, Work};
    use crate::path::FilePath;

    struct Text(FilePath, &'static str);

    impl Keyed for Text {
        fn key(&self) -> &FilePath {
            &self.0
        }
    }

    fn texts(texts: &[(&str, &'static str)]) -> Vec<Arc<Text>> {
        let text = |(file, text): &(&str, &'static str)| Text(FilePath::new(file).expect("a path"), text);
        texts.iter().map(|named| Arc::new(text(named))).collect()
    }

    type Lengths = RowsMemo<usize, (SharedList<Text>,), usize>;

    /// What is made from these rows, how many had to be made, and what was found.
    fn lengths(memo: &Lengths, factor: usize, rows: SharedList<Text>) -> (Vec<usize>, usize, Vec<String>) {
        let made = AtomicUsize::new(0);
        let lengths = memo.map(factor, (rows,), |factor, (rows,), row| {
            made.fetch_add(1, Ordering::Relaxed);
            let text = rows[row].1;
            let finding = || Finding::of_site(Code::NoPages, text);
            let findings = if text.starts_with('!') { vec![finding()] } else { Vec::new() };
            Checked::new(Arc::new(text.len() * factor), findings)
        });
        let findings = lengths.findings.into_iter().map(|finding| finding.message).collect();
        (lengths.value.iter().map(|length| **length).collect(), made.into_inner(), findings)
    }

    #[test]
    fn only_what_changed_is_made_again() {
        let memo = Lengths::default();
        let all = texts(&[("a", "1"), ("b", "!2"), ("d", "333"), ("b", "!"), ("c", "!!!!")]);
        let [a, b, d, other_b, c] = [0, 1, 2, 3, 4];
        for (factor, rows, expected, made, found) in [
            (1, &[a, b, d][..], &[1, 2, 3][..], 3, &["!2"][..]),
            (1, &[a, b, d], &[1, 2, 3], 0, &["!2"]),
            (1, &[a, other_b, d], &[1, 1, 3], 1, &["!"]),
            (1, &[a, other_b, c, d], &[1, 1, 4, 3], 1, &["!", "!!!!"]),
            (1, &[other_b, d], &[1, 3], 0, &["!"]),
            (2, &[other_b, d], &[2, 6], 2, &["!"]),
            (2, &[a, b, c, d], &[2, 4, 8, 6], 3, &["!2", "!!!!"]),
            (2, &[b, d], &[4, 6], 0, &["!2"]),
            (2, &[], &[], 0, &[]),
        ] {
            let rows = rows.iter().map(|nth: &usize| all[*nth].clone()).collect();
            let found: Vec<String> = found.iter().map(|text| (*text).to_owned()).collect();
            assert_eq!(lengths(&memo, factor, rows), (expected.to_vec(), made, found));
        }
    }

    #[test]
    fn a_row_that_panics_leaves_the_memo_as_it_was_and_is_named_with_all_others_that_do() {
        let memo = Lengths::default();
        let all = |third: &'static str| texts(&[("a", "1"), ("b", "22"), ("c", third), ("d", "!")]);
        let rows = |third| -> SharedList<Text> { all(third).into_iter().collect() };
        lengths(&memo, 1, rows("333"));
        let failing = |factor| {
            let tried = caught(|| {
                memo.map(factor, (rows("4444"),), |_, (rows,), row| {
                    let file = &rows[row].0;
                    defect::marked(Work::on(Stage::Reading, file), || {
                        assert!(["a", "b"].contains(&file.as_str()), "no {file}");
                        Checked::clean(Arc::new(0))
                    })
                })
            });
            let defects = tried.expect_err("it panics");
            let files = defects.list().iter().map(|defect| defect.file.as_ref().expect("a file").to_string());
            files.collect::<Vec<_>>()
        };
        assert_eq!(failing(1), ["c", "d"]);
        assert_eq!(failing(2), ["c", "d"]);
        let (values, made, found) = lengths(&memo, 1, rows("4444"));
        assert_eq!((values, made, found), (vec![1, 2, 4, 1], 4, vec!["!".to_owned()]));
    }

    #[test]
    fn rows_out_of_order_are_made_again_rather_than_mistaken() {
        let memo = Lengths::default();
        let all = texts(&[("a", "1"), ("b", "22")]);
        lengths(&memo, 1, all.iter().cloned().collect());
        assert_eq!(lengths(&memo, 1, all.iter().rev().cloned().collect()).0, [2, 1]);
    }

    #[test]
    fn what_equals_the_value_of_before_is_that_very_value() {
        let memo = Lengths::default();
        let mut known: Option<SharedList<usize>> = None;
        for (factor, rows, is_same) in [
            (1, [("a", "1"), ("b", "2")], true),
            (1, [("a", "3"), ("b", "4")], true),
            (2, [("a", "1"), ("b", "2")], false),
        ] {
            let rows: SharedList<Text> = texts(&rows).into_iter().collect();
            let lengths = memo
                .map_interned(factor, (rows,), |factor, (rows,), row| Arc::new(rows[row].1.len() * factor));
            assert_eq!(*known.get_or_insert_with(|| lengths.clone()) == lengths, is_same);
        }
    }

    #[test]
    fn a_row_of_two_columns_is_the_same_where_both_are() {
        let memo: RowsMemo<(), (SharedList<Text>, SharedList<usize>), usize> = RowsMemo::default();
        let all: SharedList<Text> = texts(&[("a", "1"), ("b", "2")]).into_iter().collect();
        let numbers: Vec<Arc<usize>> = (0..3).map(Arc::new).collect();
        let sums = |second: usize| {
            let made = AtomicUsize::new(0);
            let column: SharedList<usize> = [&numbers[0], &numbers[second]].into_iter().cloned().collect();
            let sums = memo.map((), (all.clone(), column), |(), (texts, numbers), row| {
                made.fetch_add(1, Ordering::Relaxed);
                Checked::clean(Arc::new(texts[row].1.len() + *numbers[row]))
            });
            (sums.value.iter().map(|sum| **sum).collect::<Vec<_>>(), made.into_inner())
        };
        assert_eq!(sums(1), (vec![1, 2], 2));
        assert_eq!(sums(2), (vec![1, 3], 1));
        assert_eq!(sums(2), (vec![1, 3], 0));
    }
}
