//! Links by reference, whose target stands in one place.

use crate::mistakes::page;

#[test]
fn a_reference_is_told_once_where_it_is_defined() {
    let built = page("# P\n\nSee [a][x] and [b][X] and [x] and ![c][x].\n\n[x]: nope.md \"T\"\n");
    assert_eq!(built.found(), ["content/page.md:5:6 broken-image", "content/page.md:5:6 broken-link"]);
    assert!(built.findings[1].label.contains("used at 3 places"), "{:?}", built.findings);
    let built = page("# P\n\nSee [a][x].\n\n[x]: <no such.md>\n");
    assert_eq!(built.found(), ["content/page.md:5:7 broken-link"]);
    assert!(!built.findings[0].label.contains("used at"));
}
