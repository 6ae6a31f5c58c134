//! The list of tags, and the pages of each.

use super::addresses::Precedence;
use super::generator::{At, Generator};
use crate::link::tags_address;
use crate::path::{Address, FilePath};
use crate::route::drawing::{GeneratedOutput, PageDrawing};
use crate::route::links::{link_to, path};
use crate::route::lists;
use crate::route::site::Site;
use crate::shared::steps::count_steps;
use crate::source::Span;
use crate::theme::Value;
use crate::theme::view::{PageView, TagView};
use crate::words::count;

/// The list of tags, where any page carries one.
pub(super) struct Tags;

impl Generator for Tags {
    fn name(&self) -> &'static str {
        "the list of tags"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::List
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        (!site.content.tags.is_empty()).then(tags_address).into_iter().collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let page = site.generated_view(&site.say("tags"), at.address);
        let tags = site.content.tags.iter().map(|tag| TagView {
            title: tag.name.to_string(),
            path: path(&tag.address),
            count: tag.pages.len(),
        });
        let tags: Vec<TagView> = tags.collect();
        let drawing = PageDrawing::new("tags.html", page);
        GeneratedOutput::Page(Box::new(drawing.with("tags", Value::from_serializable(&tags))))
    }

    fn footer(&self) -> Option<&'static str> {
        Some("all_tags")
    }
}

/// The pages of one tag.
pub(super) struct OfTag;

impl Generator for OfTag {
    fn name(&self) -> &'static str {
        "the pages of a tag"
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::List
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        site.content.tags.iter().map(|tag| tag.address.clone()).collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let tag = &site.content.tags[at.nth];
        let summary = site.fill("pages_with_tag", [("count", count(tag.pages.len()))]);
        let page = site.generated_view(&tag.name, at.address);
        let mut trail = page.trail;
        trail.push(link_to(&site.say("tags"), &tags_address()));
        let page =
            PageView { kind_label: site.say("tag"), description: summary.clone(), summary, trail, ..page };
        let groups = lists::by_area(site, &tag.pages);
        let drawing = PageDrawing::new("tag.html", page);
        GeneratedOutput::Page(Box::new(drawing.with("groups", Value::from_serializable(&groups))))
    }

    fn file<'s>(&self, site: &'s Site, nth: usize) -> Option<&'s FilePath> {
        let first = site.content.tags[nth].pages.first()?;
        Some(&site.content.page(*first).file)
    }

    fn span(&self, site: &Site, nth: usize) -> Option<Span> {
        let tag = &site.content.tags[nth];
        let tags = site.content.page(*tag.pages.first()?).fields.named("tags");
        count_steps(tags.len());
        let named = tags.iter().find(|named| named.name.to_lowercase() == tag.name.to_lowercase())?;
        Some(named.span)
    }
}
