//! Who cannot see a picture or hear a video has its words.

use std::sync::Arc;

use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::markdown::{Reference, ReferenceKind};
use crate::model::{Media, Target};
use crate::words::count;

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
            return Verdict::not_applicable(view.say("why_no_media"));
        }
        let lacks: Vec<String> =
            shown.iter().filter_map(|(reference, target)| lack(view, reference, *target)).collect();
        if lacks.is_empty() {
            return Verdict::met(view.fill("why_media_described", [("count", count(shown.len()))]));
        }
        Verdict::unmet(lacks.join("; "), view.say("do_describe_media"))
    }
}

fn lack(view: &RuleView<'_>, reference: &Reference, target: Option<&Target>) -> Option<String> {
    let asset = match target {
        Some(Target::Asset(id, _)) => view.asset(*id),
        _ => None,
    };
    let lacks = |word| Some(view.fill(word, [("file", (&*reference.target).into())]));
    match asset.map(|asset| &asset.media) {
        Some(Media::Video { captions: Some(_), .. }) => None,
        Some(Media::Video { captions: None, .. }) => lacks("why_no_captions"),
        _ if reference.words.trim().is_empty() => lacks("why_no_alternative"),
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
