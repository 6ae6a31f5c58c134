//! No finding of the accessibility checker axe-core, for the levels A and AA of WCAG 2.0 to 2.2.

use std::path::Path;

use crate::example::Example;
use crate::tab::{Media, Scheme, Tab};

const RUN: &str = r#"
axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`)))
"#;

fn axe() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&file).unwrap_or_else(|error| {
        panic!("{}: {error}; run scripts/test, or `npm ci --ignore-scripts`", file.display())
    })
}

/// What axe finds on the open page.
pub(crate) fn findings(tab: &mut Tab) -> Vec<String> {
    tab.evaluate(&axe());
    tab.texts(RUN)
}

#[test]
fn no_page_kind_has_a_finding_in_either_scheme() {
    let example = Example::serve();
    let mut tab = Tab::open();
    let mut wrong = Vec::new();
    for (name, path) in &example.samples {
        for (width, schemes) in [(1280, &Scheme::BOTH[..]), (390, &[Scheme::Light])] {
            tab.size(width, 900);
            tab.goto(&example.server.url(path));
            for scheme in schemes {
                tab.look(Media::Screen, *scheme);
                tab.settle();
                let place = format!("{name}, {}, {width} pixels", scheme.name());
                wrong.extend(findings(&mut tab).into_iter().map(|finding| format!("{place}: {finding}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
}
