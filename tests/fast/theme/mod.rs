//! Rich fixed views of everything that stands around a text.

#![allow(dead_code, reason = "each test takes what it needs")]

pub(crate) mod sheets;

use guidepost::config::Kinds;
use guidepost::theme::Theme;
use guidepost::theme::view::{
    ContentsView, CourseView, EntryView, ErrandView, FactView, FeedbackView, GroupView, LessonView, LinkView,
    NavigationItem, NavigationView, NeighbourView, PageView, ReferrerView, RelationView, SiteView,
    TaughtView, TextLayout, ValueView,
};
use guidepost::words::Words;

pub(crate) fn link(title: &str, path: &str) -> LinkView {
    LinkView { title: title.into(), path: path.into() }
}

pub(crate) fn site(theme: &Theme) -> SiteView {
    SiteView {
        name: "Quillmere playbook".into(),
        tagline: "How we work in public".into(),
        language: "en-GB".into(),
        base_url: "https://playbook.example.org".into(),
        areas: ["Strategy", "Channels", "Guidelines", "Playbooks", "Training", "Governance"]
            .map(|area| link(area, &format!("{}/", area.to_lowercase())))
            .into(),
        stylesheet: theme.stylesheet().into(),
        scheme_script: theme.scheme_script().into(),
        script: theme.script().into(),
        icon: theme.icon().into(),
        changes: "changes/".into(),
        checklist: "checklist/".into(),
        has_tags: true,
        footer: Vec::new(),
        approval_unknown: String::new(),
        as_it_stood: None,
        hosts: Vec::new(),
    }
}

fn item(title: &str, path: &str) -> NavigationItem {
    NavigationItem { title: title.into(), path: path.into(), ..NavigationItem::default() }
}

pub(crate) fn navigation() -> NavigationView {
    let mut items = vec![
        item("May I post this?", "guidelines/may-i-post-this/"),
        item("Saying who you speak for", "guidelines/speaking-for/"),
        item("What stays inside", "guidelines/confidential/"),
        item("How we sound", "guidelines/tone/"),
        item("Answering customers", "guidelines/answering-customers/"),
        item("Complaints in public", "guidelines/complaints/"),
        item("When it gets serious", "guidelines/escalation/"),
    ];
    items.push(NavigationItem {
        title: "Topics with rules of their own".into(),
        path: "guidelines/regulated/".into(),
        folder: true,
        uncontrolled: false,
        items: vec![
            item("Consumer credit", "guidelines/regulated/credit/"),
            item("Medical claims", "guidelines/regulated/medical/"),
            NavigationItem {
                folder: true,
                ..item("Sweepstakes and competitions", "guidelines/regulated/prizes/")
            },
            NavigationItem { more: 120, ..item("Topics with rules of their own", "guidelines/regulated/") },
        ],
        more: 0,
    });
    NavigationView { area: link("Guidelines", "guidelines/"), items }
}

pub(crate) fn fact(name: &str, label: &str, values: &[(&str, &str)]) -> FactView {
    FactView {
        name: name.into(),
        label: label.into(),
        values: values
            .iter()
            .map(|(text, path)| ValueView { text: (*text).into(), path: (*path).into() })
            .collect(),
    }
}

fn entry(id: &str, title: &str, path: &str, summary: &str) -> EntryView {
    EntryView {
        title: title.into(),
        path: path.into(),
        id: id.into(),
        kind_label: "Guideline".into(),
        summary: summary.into(),
        owner: "Communications lead".into(),
        minutes: 4,
        draft: id == "GL-017",
        mark: None,
    }
}

fn entries() -> Vec<EntryView> {
    vec![
        entry(
            "GL-000",
            "May I post this?",
            "guidelines/may-i-post-this/",
            "Two minutes from a draft to yes, no, or one person to ask.",
        ),
        entry(
            "GL-001",
            "Saying who you speak for",
            "guidelines/speaking-for/",
            "Say that you work here, in the first lines, every time, wherever you write.",
        ),
        entry(
            "GL-002",
            "What stays inside",
            "guidelines/confidential/",
            "What we never publish, and how to tell whether something already is.",
        ),
        entry(
            "GL-003",
            "How we sound",
            "guidelines/tone/",
            "Plain, exact and warm: how a post of ours reads, with examples good and bad.",
        ),
        entry(
            "GL-004",
            "Answering customers",
            "guidelines/answering-customers/",
            "Within the working day, by name, with the next step.",
        ),
        entry("GL-005", "Complaints in public", "guidelines/complaints/", ""),
        entry(
            "GL-017",
            "Generated text and pictures",
            "guidelines/generated-content/",
            "What a machine may draft, who checks it, and how we say so.",
        ),
    ]
}

fn contents() -> Vec<ContentsView> {
    let heading = |title: &str, id: &str, items| ContentsView { title: title.into(), id: id.into(), items };
    let inner = vec![
        heading("In the profile", "in-the-profile", vec![]),
        heading("In a single post", "in-a-single-post", vec![]),
    ];
    vec![
        heading("In a personal account", "in-a-personal-account", inner),
        heading("In an account of ours", "in-an-account-of-ours", vec![]),
        heading("Tables and figures", "tables-and-figures", vec![]),
        heading("Code", "code", vec![]),
        heading("Definitions", "definitions", vec![]),
    ]
}

fn neighbour(title: &str, path: &str) -> NeighbourView {
    NeighbourView { title: title.into(), path: path.into(), mark: None }
}

pub(crate) fn page(kind: &str, label: &str, id: &str, title: &str, path: &str) -> PageView {
    PageView {
        has_blocks: false,
        quizzes: 0,
        layout: TextLayout::BesideRail,
        path: path.into(), title: title.into(), title_id: String::new(), window_title: format!("{title} · Guidelines"),
        kind: kind.into(), kind_label: label.into(), id: id.into(),
        summary: "Say that you work here, in the first lines, every time, wherever you write about our machines.".into(),
        description: "Say that you work here, in the first lines.".into(),
        draft: false, uncontrolled: false, minutes: 6, contents: contents(), trail: vec![link("Home", ""), link("Guidelines", "guidelines/")],
        previous: Some(neighbour("May I post this?", "guidelines/may-i-post-this/")), next: Some(neighbour("What stays inside", "guidelines/confidential/")),
        facts: vec![
            fact("owner", "Owner", &[("Communications lead", "governance/roles/communications-lead/")]),
            fact("risk", "Risk", &[("High", "")]),
            fact("applies_to", "Applies to", &[("Everybody", ""), ("Engineer voice", "governance/roles/engineer-voice/")]),
            fact("review_every", "Review every", &[("180 days", "")]),
            fact("audience", "Audience", &[("Staff", "")]),
        ],
        strip: Kinds::built_in(Words::english()).named(kind).map_or_else(Vec::new, |kind| kind.strip.clone()),
        stretch: None,
        relations: vec![
            RelationView { label: "Serves".into(), on_stretch: false, pages: vec![entry("OB-04", "Trusted on product safety", "strategy/objectives/trusted-on-safety/", "")] },
            RelationView { label: "Taught in".into(), on_stretch: false, pages: vec![entry("LE-201", "Say who you are", "training/representing/say-who-you-are/", ""), entry("LE-204", "Hard questions", "training/representing/hard-questions/", "")] },
        ],
        referrers: vec![
            ReferrerView { title: "Your own accounts".into(), path: "guidelines/personal-accounts/".into(), kind_label: "Guideline".into(), sentence: "Most of what you write is your own business; where it is ours, the disclosure rule applies in your own account as well.".into(), mark: None },
            ReferrerView { title: "Answer in public".into(), path: "playbooks/answer-in-public/".into(), kind_label: "Play".into(), sentence: "Sign with your first name and say who you speak for.".into(), mark: None },
        ],
        tags: vec![link("disclosure", "tags/disclosure/"), link("customers", "tags/customers/"), link("in-house", "tags/in-house/")],
        feedback: vec![
            FeedbackView {
                label: "Suggest a change".into(),
                href: "mailto:playbook@example.org?subject=Saying%20who%20you%20speak%20for".into(),
            },
            FeedbackView {
                label: "Report a problem".into(),
                href: "https://desk.example.org/new".into(),
            },
        ],
        edit_href: "https://git.example.org/edit/guidelines/speaking-for.md".into(),
        revised: None,
        feeds: vec![link("the whole site", "feed.xml")],
        control: None,
    }
}

pub(crate) fn course(number: usize) -> CourseView {
    let lesson = |title: &str, path: &str, minutes, summary: &str, teaches: Vec<LinkView>| LessonView {
        title: title.into(),
        path: path.into(),
        summary: summary.into(),
        minutes,
        mark: None,
        key: path.into(),
        texts: teaches
            .iter()
            .map(|page| TaughtView {
                key: page.path.clone(),
                page: page.clone(),
                history: "history/".into(),
                text: "0123456789ab".into(),
            })
            .collect(),
        teaches,
    };
    CourseView {
        key: "TR-02".into(),
        title: "Representing Quillmere".into(),
        path: "training/representing/".into(),
        stage: "educate".into(),
        minutes: 62,
        number,
        lessons: vec![
            lesson(
                "Say who you are",
                "training/representing/say-who-you-are/",
                12,
                "What a stranger must be able to see before they read your opinion.",
                vec![
                    link("Saying who you speak for", "guidelines/speaking-for/"),
                    link("Your own accounts", "guidelines/personal-accounts/"),
                ],
            ),
            lesson(
                "Our voice, practised",
                "training/representing/our-voice/",
                20,
                "Six posts to mend, with what we would have written.",
                vec![link("How we sound", "guidelines/tone/")],
            ),
            lesson("Look like Quillmere", "training/representing/branding/", 10, "", vec![]),
            lesson(
                "Hard questions",
                "training/representing/hard-questions/",
                20,
                "What to say when you may not say everything.",
                vec![
                    link("What stays inside", "guidelines/confidential/"),
                    link("When it gets serious", "guidelines/escalation/"),
                ],
            ),
        ],
    }
}

pub(crate) fn groups() -> Vec<GroupView> {
    vec![
        GroupView {
            title: String::new(),
            path: "guidelines/".into(),
            summary: String::new(),
            entries: entries(),
            more: 0,
        },
        GroupView {
            title: "Topics with rules of their own".into(),
            path: "guidelines/regulated/".into(),
            summary: "Where the law asks for more than good sense.".into(),
            entries: entries()[1..5].to_vec(),
            more: 3,
        },
    ]
}

pub(crate) fn areas() -> Vec<GroupView> {
    ["Strategy", "Channels", "Guidelines", "Playbooks", "Training", "Governance"]
        .iter()
        .map(|area| GroupView {
            title: (*area).into(),
            path: format!("{}/", area.to_lowercase()),
            summary: "Why we are doing this, for whom, and how we would know that it works.".into(),
            entries: entries()[..4].to_vec(),
            more: 9,
        })
        .collect()
}

pub(crate) fn errands() -> Vec<ErrandView> {
    let errand = |title: &str, summary: &str| ErrandView {
        title: title.into(),
        summary: summary.into(),
        path: "guidelines/may-i-post-this/".into(),
    };
    vec![
        errand("May I post this?", "Two minutes, and the answer is yes, no, or one person to ask."),
        errand("Somebody is hurt or a machine has smoked", "Call the duty phone first, then read this."),
        errand("A customer asks me in public", ""),
        errand("Start the training", "Three short lessons that everybody takes."),
    ]
}
