//! What is chosen for a view or a book by a name that nothing has: probably a slip, by which the choice is another.

use crate::diagnostic::{Code, Finding, Place, near_miss};
use crate::model::Selector;
use crate::route::site::Site;

/// What in a choice nothing answers to. Numbers of pages are not asked for in an edition of approved texts: a page may be left
/// out of it.
pub(in crate::route) fn unmeant(site: &Site, selector: &Selector, code: Code, place: &Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    walk(selector, &mut |named| findings.extend(slip(site, named, code, place)));
    findings
}

fn walk(selector: &Selector, ask: &mut dyn FnMut(&Selector)) {
    match selector {
        Selector::All(inner) | Selector::Any(inner) => inner.iter().for_each(|inner| walk(inner, ask)),
        Selector::Not(inner) => walk(inner, ask),
        named => ask(named),
    }
}

fn slip(site: &Site, named: &Selector, code: Code, place: &Place) -> Option<Finding> {
    let kinds = site.config.kinds.all();
    let finding = |message: String, near: Option<&str>| {
        let hint = near.map(|near| format!("did you mean `{near}`?"));
        Some(Finding::new(code, place.clone(), message).hint_if(hint))
    };
    match named {
        Selector::Kind(name) if site.config.kinds.named(name).is_none() => {
            let near = near_miss(name, kinds.iter().map(|kind| kind.name.as_str()));
            let message = format!("there is no kind of page `{name}`, so this chooses none");
            finding(message, near)
        }
        Selector::Field { name, .. } => {
            let fields = || kinds.iter().flat_map(|kind| &kind.fields).map(|field| field.name.as_str());
            if fields().any(|known| known == &**name) {
                return None;
            }
            let message = format!("no page has a field `{name}`, so this chooses none");
            finding(message, near_miss(name, fields()))
        }
        Selector::Id(id) if !site.is_approved() && site.content.documents.get(id).is_none() => {
            let ids: Vec<&str> =
                site.content.pages.iter().filter_map(|page| page.document.as_deref()).collect();
            let message = format!("no page has the id `{id}`");
            finding(message, near_miss(id, ids))
        }
        _ => None,
    }
}
