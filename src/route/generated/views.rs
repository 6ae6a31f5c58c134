//! The views of the strategy on pages of their own, and the page that lists them.

use serde::Serialize;

use super::addresses::Precedence;
use super::generator::{At, Generator};
use crate::path::Address;
use crate::route::drawing::{BlockDrawing, GeneratedOutput, PageDrawing};
use crate::route::links::{link_to, path};
use crate::route::site::Site;
use crate::route::strategy::{Scope, StrategyView, VIEWS, view_address as address};
use crate::theme::Value;

/// The list of views, where there are any.
pub(super) struct ViewList;

/// Each view on a page of its own.
pub(super) struct ViewPages;

/// A view in the list, as one of `views` on `views.html`.
#[derive(Serialize)]
struct ListedView {
    title: String,
    path: String,
    summary: String,
}

impl Generator for ViewList {
    fn name(&self) -> &'static str {
        "the list of views of the strategy"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::List
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        (available(site).next().is_some()).then(list_address).into_iter().collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let listed = |view: &dyn StrategyView| ListedView {
            title: site.say(view.title()),
            path: path(&address(view)),
            summary: site.say(view.summary()),
        };
        let views: Vec<ListedView> = available(site).map(listed).collect();
        let page = site.generated_view(&site.say("views"), at.address);
        let drawing = PageDrawing::new("views.html", page).with("views", Value::from_serializable(&views));
        GeneratedOutput::Page(Box::new(drawing))
    }

    fn is_in_sitemap(&self) -> bool {
        true
    }

    fn footer(&self) -> Option<&'static str> {
        Some("views")
    }
}

impl Generator for ViewPages {
    fn name(&self) -> &'static str {
        "a view of the strategy"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::List
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        available(site).map(address).collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let Some(view) = available(site).nth(at.nth) else { return GeneratedOutput::Text(String::new()) };
        let mut page = site.generated_view(&site.say(view.title()), at.address);
        page.summary = site.say(view.summary());
        page.trail.push(link_to(&site.say("views"), &list_address()));
        let block = BlockDrawing::new(view.template(), view.draw(&Scope::whole(site)));
        GeneratedOutput::Page(Box::new(PageDrawing::new("view.html", page).with_block(block)))
    }

    fn is_in_sitemap(&self) -> bool {
        true
    }
}

/// The views for which the site has what they need.
fn available(site: &Site) -> impl Iterator<Item = &'static dyn StrategyView> {
    VIEWS.iter().copied().filter(move |view| view.has_any(&Scope::whole(site)))
}

fn list_address() -> Address {
    Address::folder("views")
}
