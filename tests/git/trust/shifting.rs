//! What raw HTML loads by the way of a style, and what it would load or lead to after a while: each is covered by the approval of
//! the text, or is not there.

use crate::support::GovernedSite;
use crate::trust::attacked::{APPROVED, CANARY};
use crate::trust::judge::{ADDRESS, never_shows, shows};
use crate::trust::recipe::Recipe;

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>first</title></svg>\n";

/// A guideline that was approved with this in it and a drawing beside it.
fn approved_with(words: &str) -> GovernedSite {
    let mut recipe = Recipe::default();
    recipe.guideline += &["\n", words, "\n"].concat();
    recipe.files.push(("content/guidelines/a.svg", DRAWING.into()));
    recipe.files.push(("static/s/a.svg", DRAWING.into()));
    let mini = recipe.approved();
    mini.build_good_or_found();
    mini
}

impl GovernedSite {
    /// Keeps the output of a build in which something may have been found.
    fn build_good_or_found(&self) {
        let said = self.run(&["build", "--out", &self.good.display().to_string()]);
        assert_ne!(said.status, 2, "{}", said.stderr);
    }
}

/// The guideline's page.
fn page(mini: &GovernedSite) -> String {
    String::from_utf8_lossy(&mini.output().expect("a build")[ADDRESS]).into_owned()
}

#[test]
fn what_a_style_names_is_approved_with_the_text() {
    for words in [
        "<svg><rect fill=\"url(a.svg#x)\"/></svg>",
        "<svg><rect filter=\"url('a.svg#x')\"/></svg>",
        "<svg><rect mask='url(a.svg#x)' clip-path=\"URL( a.svg#x )\"/></svg>",
        "<svg><path marker-end=\"url(a.svg#x)\" cursor=\"url(a.svg), auto\"/></svg>",
        "<p style=\"background: red url('a.svg')\">x</p>",
        "<style>p { background: url(\"a.svg\") }</style>",
        "<svg><linearGradient href=\"a.svg#x\"/></svg>",
    ] {
        let mini = approved_with(words);
        let page = page(&mini);
        assert!(page.contains("a.") && page.contains(".svg") && !page.contains("a.svg"), "{words}: {page}");
        mini.write("content/guidelines/a.svg", DRAWING.replace("first", CANARY));
        mini.commit_by("intruder");
        mini.keeps_the_words();
    }
}

#[test]
fn files_that_are_published_as_they_are_are_covered_too() {
    for words in
        ["<svg><rect fill=\"url(/s/a.svg#x)\"/></svg>", "<p style=\"background: url(/s/a.svg)\">x</p>"]
    {
        let mini = approved_with(words);
        mini.write("static/s/a.svg", DRAWING.replace("first", CANARY));
        mini.commit_by("intruder");
        mini.builds(&[], &|output| {
            let page = String::from_utf8_lossy(&output[ADDRESS]).into_owned();
            assert!(!page.contains("s/a.svg"), "{words}: {page}");
            assert!(shows(output, ADDRESS, APPROVED));
        });
    }
}

#[test]
fn what_would_change_by_itself_or_is_disguised_is_taken_out() {
    for words in [
        "<svg><image href=\"a.svg\"><set attributeName=\"href\" to=\"../../s/a.svg\"/></image></svg>",
        "<svg><image href=\"a.svg\"><animate values=\"../../s/a.svg\" attributeName=\"xlink:&#104;ref\"/></image></svg>",
        "<svg><rect><set attributeName=\"fill\" to=\"url(../../s/a.svg#x)\"/></rect></svg>",
        "<meta http-equiv=\"refresh\" content=\"0;url=../../s/a.svg\">",
        "<p style=\"background: u\\72l(../../s/a.svg)\">x</p>",
        "<p style=\"background: &#117;rl(../../s/a.svg)\">x</p>",
        "<p style=\"background: image-set('../../s/a.svg' 1x)\">x</p>",
        "<style>@import '../../s/a.svg';</style>",
        "<div><svg><style>p { fill: &#117;rl(../../s/a.svg) }</style></svg></div>",
        "<img srcset=\"&#46;./../s/a.svg 2x\" alt=\"x\">",
    ] {
        let mini = approved_with(words);
        let said = mini.run(&["check"]);
        assert!(said.all().contains("error[shifting-address]"), "{words}: {}", said.all());
        assert!(said.all().contains("help: "), "{}", said.all());
        let page = page(&mini);
        let drives = [
            "attributeName=\"href\"",
            "xlink:&#104;ref",
            "to=\"url(",
            "http-equiv=\"refresh\"",
            "72l(",
            "117;rl(",
        ];
        let loads = ["image-set", "@import", "srcset"];
        for part in drives.iter().chain(&loads) {
            assert!(!page.contains(part), "{words}: {page}");
        }
    }
}

#[test]
fn parts_of_the_page_itself_stay() {
    let words = "<svg><defs><filter id=\"f\"/></defs><rect filter=\"url(#f)\"><animate attributeName=\"x\" values=\"0;9\"/></rect></svg>";
    let mini = approved_with(words);
    let page = page(&mini);
    assert!(page.contains("filter=\"url(#f)\"") && page.contains("attributeName=\"x\""), "{page}");
    never_shows(&mini.output().expect("a build"), CANARY);
}
