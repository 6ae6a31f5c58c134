//! Who holds a role is what its page clearly says.

use crate::trust::attacked::ATTACK;
use crate::trust::judge::never_shows;
use crate::trust::recipe::Recipe;

#[test]
fn a_holder_whose_days_nobody_can_read_holds_nothing() {
    for days in [
        "to: 04.01.2025",
        "to: 2025-1-4",
        "to: [2025-01-04]",
        "To: 2025-01-04",
        "tо: 2025-01-04",
        "from: soon",
    ] {
        let recipe = Recipe::default();
        let mini = recipe.governed();
        let page = mini.read("content/roles/legal.md");
        let with = page.replace("holders:\n", &format!("holders:\n  - {{name: gone, {days}}}\n"));
        assert_ne!(page, with, "{page}");
        mini.write("content/roles/legal.md", with);
        mini.commit_by("editor");
        for (role, person) in [("sponsor", "chair"), ("legal", "head-of-legal")] {
            let _whoever_is_asked = mini.tries(&["approve", "legal"], role, person);
            mini.commit_by(person);
        }
        mini.on(ATTACK);
        mini.write(
            "content/new.md",
            "---\ntitle: New\nkind: guideline\nid: GL-9\nowner: lead\nrisk: high\n---\nzebracanary\n",
        );
        mini.commit_by("editor");
        mini.approve("GL-9", "lead", "team-lead");
        let said = mini.tries(&["approve", "GL-9"], "legal", "gone");
        mini.commit_by("gone");
        never_shows(&mini.output().expect("an edition"), "zebracanary");
        assert_ne!(said.status, 0, "{days}: {}", said.stdout);
        let said = mini.run(&["check"]);
        assert!(said.stderr.contains("is not clear: it counts for nobody"), "{days}: {}", said.stderr);
    }
}
