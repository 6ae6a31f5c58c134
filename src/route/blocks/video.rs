//! A film with its captions and what is said in it.

use serde::Serialize;

use super::BlockOfPage;
use crate::diagnostic::{Code, Finding, Place};
use crate::route::block_files::{PictureFile, block_file};

/// A film, as `view` on `blocks/video.html`.
#[derive(Serialize)]
pub(super) struct VideoView {
    title: String,
    /// Where it is; empty where it is not there.
    src: String,
    /// Where its captions are; may be empty.
    captions: String,
    /// Where the picture is that stands for it; may be empty.
    poster: String,
    /// Its width and height in pixels; 0 where they are not known.
    poster_width: u32,
    poster_height: u32,
    /// What is said in it, by paragraphs; may be empty.
    transcript: Vec<String>,
}

impl BlockOfPage<'_> {
    pub(super) fn video(&self, findings: &mut Vec<Finding>) -> VideoView {
        let text = |field: &str| self.block.fields.text(field).unwrap_or_default();
        let named = |field: &str| block_file(self.site, self.page, self.block, field);
        let film = named("src");
        let captions = named("captions").map(|file| file.path);
        let captions = captions.or_else(|| film.as_ref()?.captions.clone());
        let poster = named("poster").map(|file| PictureFile { path: file.path, size: file.size });
        let poster = poster.or_else(|| film.as_ref()?.poster.clone());
        if let Some(film) = film.as_ref().filter(|_| captions.is_none()) {
            let place = self.block.fields.place("src").unwrap_or(self.block.span);
            let place = Place::span(&self.site.content.page(self.page).file, place);
            let message = format!(
                "`{}` has no captions: who cannot hear it does not know what is said",
                film.file.name()
            );
            let hint =
                "put a file of the same name with the ending `.vtt` beside it, or name one: `captions: …`";
            findings.push(Finding::new(Code::BadBlock, place, message).hint(hint));
        }
        let paragraphs = text("transcript").split("\n\n").map(str::trim);
        VideoView {
            title: text("title").to_owned(),
            src: film.map_or(String::new(), |film| film.path),
            captions: captions.unwrap_or_default(),
            poster_width: poster.as_ref().and_then(|poster| poster.size).map_or(0, |(width, _)| width),
            poster_height: poster.as_ref().and_then(|poster| poster.size).map_or(0, |(_, height)| height),
            poster: poster.map_or(String::new(), |poster| poster.path),
            transcript: paragraphs.filter(|part| !part.is_empty()).map(str::to_owned).collect(),
        }
    }
}
