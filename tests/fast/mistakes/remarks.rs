//! Texts that say in their first lines that they are drafts, in forms that no front matter has.

use guidepost::diagnostic::{Code, Severity};

use super::{only, page};

#[test]
fn remarks_at_the_beginning_keep_their_page_back() {
    for text in [
        "draft = true\n\nText.\n",
        "title = \"A\"\ndraft = true\n\nText.\n",
        "<!-- draft: true -->\n\n# A\n\nText.\n",
        "# A\n\n<!-- draft: true -->\n\nText.\n",
        "<!--draft=true-->\n# A\n\nText.\n",
        "<!-- Draft -->\n\n# A\n\nText.\n",
        "<!--\nstatus: draft\n-->\n\n# A\n\nText.\n",
        "<!-- status: in review -->\n\n# A\n\nText.\n",
        "draft:: true\n\n# A\n\nText.\n",
        "# A\n\ndraft:: true\nowner:: somebody\n\nText.\n",
        "# A\n\n- status:: draft\n\nText.\n",
        "# A\n\n[draft:: true] Text.\n",
        "# A\n\n(published:: false)\n\nText.\n",
        "# A\n\ndraft: true\n\nText.\n",
        "---\ntitle: A\n---\n\n<!-- draft: true -->\n\nText.\n",
        "---\ntitle: A\n---\n\ndraft:: true\n\nText.\n",
        "---\ntitle: A\n---\n# A\n\ndraft = true\n\nText.\n",
        "# A\n\n[//]: # (draft: true)\n\nText.\n",
        "# A\n\n#+DRAFT: true\n\nText.\n",
        "# A\n\n:draft: true\n\nText.\n",
        "# A\n\n.. status: private\n\nText.\n",
        "# A\n\nStatus: Draft\n\nText.\n",
        "# A\n\n**Status:** Draft\n\nText.\n",
        "# A\n\nPublished: No\n\nText.\n",
        "# A\n\n<!-- do not publish -->\n\nText.\n",
        "# A\n\n<!-- private -->\n\nText.\n",
        "# A\n\n<!-- DO NOT PUBLISH! -->\n\nText.\n",
        "# A\n\n<!-- Do not publish yet -->\n\nText.\n",
        "# A\n\n<!--- draft: true --->\n\nText.\n",
        "# A\n\n[comment]: <> (draft: true)\n\nText.\n",
        "# A\n\n[//]: <> (draft: true)\n\nText.\n",
        "# A\n\n[//]: # 'draft: true'\n\nText.\n",
        "# A\n\n%% draft: true %%\n\nText.\n",
    ] {
        let built = page(text);
        let (finding, said) = only(&built);
        assert_eq!((finding.code, finding.severity), (Code::BadFrontMatter, Severity::Error), "{text}");
        assert!(said.contains("counts as a draft"), "{text}: {said}");
        assert_eq!(built.paths(), ["404.html", "index.html"], "{text}");
    }
}

#[test]
fn what_is_said_about_drafts_keeps_no_page_back() {
    for text in [
        "# A\n\nA draft = true to its name.\n",
        "# A\n\n```\ndraft = true\n```\n\nText.\n",
        "# A\n\n    draft: true\n\nText.\n",
        "# A\n\n`draft: true` keeps a page back.\n",
        "# A\n\nDraft:: a word\n\nText.\n",
        "# A\n\n<!-- draft: false -->\n\nText.\n",
        "# A\n\n<!-- The draft of 2020 said more. -->\n\nText.\n",
        "# A\n\nstatus:: published\n\nText.\n",
        "# A\n\nstatus: pending\n\nText.\n",
        "# A\n\nDraft:\n\n- one\n",
        "# A\n\nStatus: drafted by the desk\n",
        "# A\n\nStatus: draft rules are in force since May, and apply\n",
        "# A\n\nPublished: in May\n",
        "# A\n\n% of all texts are drafts\n",
    ] {
        let built = page(text);
        assert!(built.paths().contains(&"page/index.html"), "{text}: {:?}", built.findings);
        assert!(built.of(Code::BadFrontMatter).is_empty(), "{text}: {:?}", built.findings);
    }
    let late = format!("# A\n\n{}<!-- draft: true -->\n\nText.\n", "Words.\n\n".repeat(30));
    assert!(page(&late).paths().contains(&"page/index.html"));
}
