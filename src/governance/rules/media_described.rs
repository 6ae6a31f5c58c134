//! Who cannot see a picture or hear a video has its words.

use std::sync::Arc;

use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::markdown::{Reference, ReferenceKind};
use crate::model::{Media, Target};

pub(super) const ENTRY: Entry = Entry::new("media_described", |_, _| Some(Arc::new(MediaDescribed)));

#[derive(Debug)]
struct MediaDescribed;

impl Rule for MediaDescribed {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Text]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        let references = view.references();
        let shown: Vec<_> = references
            .iter()
            .filter(|(reference, _)| {
                matches!(reference.kind, ReferenceKind::Picture | ReferenceKind::HtmlPicture)
            })
            .collect();
        if shown.is_empty() {
            return Verdict::not_applicable("it shows no pictures and no videos");
        }
        let lacks: Vec<String> =
            shown.iter().filter_map(|(reference, target)| lack(view, reference, *target)).collect();
        if lacks.is_empty() {
            return Verdict::met(match shown.len() {
                1 => "its one picture or video has words".to_owned(),
                count => format!("all {count} pictures and videos have words"),
            });
        }
        Verdict::unmet(
            lacks.join("; "),
            "describe each picture in its alternative text; put a `.vtt` file beside each video",
        )
    }
}

fn lack(view: &RuleView<'_>, reference: &Reference, target: Option<&Target>) -> Option<String> {
    let asset = match target {
        Some(Target::Asset(id, _)) => view.asset(*id),
        _ => None,
    };
    match asset.map(|asset| &asset.media) {
        Some(Media::Video { captions: Some(_), .. }) => None,
        Some(Media::Video { captions: None, .. }) => Some(format!("`{}` has no captions", reference.target)),
        _ if reference.words.trim().is_empty() => {
            Some(format!("`{}` has no alternative text", reference.target))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn one_picture_is_one() {
        let reason = |body: &str| {
            Scene::new("media_described").page_with("P", "", body).file("p.png").item("P").reason
        };
        assert_eq!(reason("![A kettle](p.png)"), "its one picture or video has words");
        assert_eq!(reason("![A](p.png) ![B](p.png)"), "all 2 pictures and videos have words");
    }

    #[test]
    fn pictures_need_words_and_videos_captions() {
        let scene = |body: &str| {
            let scene = Scene::new("media_described").page_with("P", "", body);
            scene.file("said.webm").file("said.vtt").file("mute.webm").file("p.png").status("P")
        };
        assert_eq!(scene("Words."), Status::NotApplicable);
        assert_eq!(scene("![A kettle](p.png)"), Status::Met);
        assert_eq!(scene("![](p.png)"), Status::Unmet);
        assert_eq!(scene("![A film](said.webm)"), Status::Met);
        assert_eq!(scene("![A film](mute.webm)"), Status::Unmet);
    }
}
