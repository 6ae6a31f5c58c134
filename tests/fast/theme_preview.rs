//! Draws every template of the theme, to be looked at in a browser:
//! `PREVIEW_DIR=/tmp/preview cargo test --test fast theme_preview -- --ignored`.

#![allow(clippy::expect_used, reason = "a test that meets the unexpected fails")]

use super::theme;

use std::path::PathBuf;

use guidepost::theme::view::ContentsView;
use guidepost::theme::{Navigation, OwnTheme, PageFrame, Shared, Theme, With};
use guidepost::words::Words;

fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[test]
#[ignore = "writes files to look at"]
fn draw_everything() {
    let folder = PathBuf::from(setting("PREVIEW_DIR").unwrap_or_else(|| "/tmp/preview".into()));
    let words = Words::english();
    let accent = setting("PREVIEW_ACCENT");
    let own = OwnTheme { accent: accent.as_deref(), ..OwnTheme::default() };
    let drawn = Theme::load(own, words).value;
    let mut site = theme::site(&drawn);
    site.language = setting("PREVIEW_LANGUAGE").unwrap_or(site.language);
    let (shared, navigation) = (Shared::new(&site, words), Navigation::new(&theme::navigation()));
    for asset in drawn.assets() {
        let file = folder.join(asset.address.as_str());
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("created");
        std::fs::write(file, &asset.bytes).expect("written");
    }
    for mut sheet in theme::sheets::all() {
        if setting("PREVIEW_MANY").is_some() && !sheet.page.contents.is_empty() {
            sheet.page.contents.extend((0..35).map(many));
        }
        let navigation = sheet.framed.then_some(&navigation);
        let frame = PageFrame { shared: &shared, navigation, root: "./" };
        let html = drawn.render(With::Own, &frame, &sheet.view());
        let html = html.unwrap_or_else(|finding| panic!("{finding:#?}"));
        std::fs::write(folder.join(format!("{}.html", sheet.name)), html).expect("written");
    }
}

fn many(nth: usize) -> ContentsView {
    ContentsView { title: format!("Heading {nth} of very many"), id: "code".into(), items: vec![] }
}
