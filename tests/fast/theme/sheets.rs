//! A page of every kind, and a text that holds everything a text can hold.

use guidepost::theme::Value;
use guidepost::theme::view::{LinkView, PageView, RedirectView, TagView};

use super::{areas, course, errands, fact, groups, link, page};

/// Everything that Markdown can make of a text.
const RICH: &str = include_str!("body.html");
const SHORT: &str = "<p>These are the rules for everybody who writes in public about our machines. They are few, \
    and each says why it is there. Where one does not fit the case in front of you, ask; the answer will end up here.</p>";
const HOME: &str = "<p>We make kettles, coffee machines and ovens, and we mend them. Every day some hundreds of people \
    ask about them, in public, whether we are there or not. This playbook says how we take part.</p>\
    <h2 id=\"how\">How it hangs together</h2><p>A goal has no worth of its own. It is worth what it does for a \
    <a href=\"strategy/\">business objective</a>: fewer avoidable calls, more repairs.</p>\
    <h2 id=\"four\">Four things that always hold</h2><ol><li><strong>You say that you work here</strong>, in the \
    first lines, every time.</li><li><strong>Safety goes first.</strong></li></ol>";

/// A page to draw.
pub(crate) struct Sheet {
    pub(crate) name: &'static str,
    pub(crate) template: &'static str,
    pub(crate) page: PageView,
    pub(crate) body: String,
    pub(crate) extra: Vec<(&'static str, Value)>,
    /// Whether it stands in an area, with the area's navigation.
    pub(crate) framed: bool,
}

/// Every page there is to draw.
pub(crate) fn all() -> Vec<Sheet> {
    [texts(), strategy(), lists(), training(), outside()].into_iter().flatten().collect()
}

fn sheet(name: &'static str, template: &'static str, page: PageView, body: &str) -> Sheet {
    Sheet { name, template, page, body: body.into(), extra: Vec::new(), framed: true }
}

impl Sheet {
    fn with(mut self, name: &'static str, value: Value) -> Sheet {
        self.extra.push((name, value));
        self
    }

    /// As the theme takes it.
    pub(crate) fn view(&self) -> guidepost::theme::RenderInput<'_> {
        let Sheet { template, page, body, extra, .. } = self;
        guidepost::theme::RenderInput { template, page, body, extra }
    }

    fn unframed(mut self) -> Sheet {
        self.framed = false;
        self
    }
}

fn texts() -> Vec<Sheet> {
    let guideline =
        page("guideline", "Guideline", "GL-001", "Saying who you speak for", "guidelines/speaking-for/");
    let long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and other \
                titles that nobody could shorten in time for the release";
    let long = PageView { draft: true, ..page("guideline", "Guideline", "GL-018", long, "guidelines/long/") };
    let plain = PageView {
        title: "A page with nothing but text".into(),
        path: "guidelines/tone/".into(),
        kind: "page".into(),
        ..PageView::default()
    };
    vec![
        sheet("guideline", "page.html", guideline, RICH),
        sheet("long", "page.html", long, RICH),
        sheet("plain", "page.html", plain, SHORT),
        sheet("channel", "page.html", channel(), SHORT),
        sheet("play", "page.html", play(), SHORT),
    ]
}

fn channel() -> PageView {
    let facts = vec![
        fact("owner", "Owner", &[("Brand lead", "governance/roles/brand-lead/")]),
        fact(
            "strengths",
            "Strengths",
            &[("Shows a repair better than any text", ""), ("Found by search for years", "")],
        ),
        fact(
            "risks",
            "Risks",
            &[("A wrong hand movement is copied", ""), ("Comments need an hour a day", "")],
        ),
        fact("fit", "Good for", &[("Repair guides", ""), ("Hiring", "")]),
        fact("level", "Engagement level", &[("Participate", "")]),
        fact("listening", "Listening", &[("Customer service, twice a day", "")]),
        fact("response_time", "Response time", &[("4 working hours", "")]),
        fact("state", "State", &[("In use", "")]),
    ];
    PageView { facts, ..page("channel", "Channel", "CH-02", "The video channel", "channels/video/") }
}

fn play() -> PageView {
    let facts = vec![
        fact("owner", "Owner", &[("Brand lead", "governance/roles/brand-lead/")]),
        fact("stage", "Stage", &[("Public", "")]),
        fact("level", "Engagement level", &[("Share", "")]),
        fact("state", "State", &[("Running", "")]),
        fact("risk", "Risk", &[("Medium", "")]),
        fact("starts", "Starts", &[("3 Feb 2026", "")]),
        fact("review_every", "Review every", &[("6 months", "")]),
    ];
    PageView { facts, ..page("play", "Play", "PL-04", "Short repair videos", "playbooks/repair-videos/") }
}

fn strategy() -> Vec<Sheet> {
    let title = "Customers find the answer before they call";
    let goal = PageView {
        facts: vec![
            fact("target", "Target", &[("60 % of repair questions answered without a call", "")]),
            fact("by", "By", &[("31 Dec 2027", "")]),
            fact("owner", "Owner", &[("Customer service lead", "governance/roles/customer-service-lead/")]),
        ],
        contents: vec![],
        ..page("goal", "Goal", "GO-01", title, "strategy/goals/self-help-first/")
    };
    let role = PageView {
        facts: vec![
            fact("holders", "Held by", &[("head-of-communications, since 1 Jun 2025", "")]),
            fact("deputies", "Deputies", &[("press-officer", "")]),
            fact("time_allotted", "Time allotted", &[("2 days a week", "")]),
            fact("topics", "Topics", &[("tone", ""), ("press", ""), ("crisis", "")]),
        ],
        contents: vec![],
        ..page("role", "Role", "communications-lead", "Communications lead", "governance/roles/lead/")
    };
    vec![sheet("goal", "page.html", goal, SHORT), sheet("role", "page.html", role, SHORT)]
}

fn lists() -> Vec<Sheet> {
    let section = page("page", "", "", "Guidelines", "guidelines/");
    let home = PageView {
        summary: "How Quillmere works in public, why we do it, and what you may do today.".into(),
        trail: vec![],
        relations: vec![],
        referrers: vec![],
        tags: vec![],
        ..page("page", "", "", "Quillmere social-media playbook", "")
    };
    let (groups, areas) = (Value::from_serializable(&groups()), Value::from_serializable(&areas()));
    let errands = Value::from_serializable(&errands());
    vec![
        sheet("section", "section.html", section.clone(), SHORT).with("groups", groups.clone()),
        sheet("section-empty", "section.html", section, "").with("groups", groups),
        sheet("home", "home.html", home.clone(), HOME)
            .with("groups", areas.clone())
            .with("errands", errands)
            .unframed(),
        sheet("home-empty", "home.html", home, "").with("groups", areas).unframed(),
    ]
}

fn training() -> Vec<Sheet> {
    let of = |number| Value::from_serializable(&course(number));
    let whole = PageView {
        contents: vec![],
        ..page("course", "Course", "TR-02", "Representing Quillmere", "training/representing/")
    };
    let lesson = PageView {
        contents: vec![],
        facts: vec![
            fact("duration", "Duration", &[("20 min", "")]),
            fact("owner", "Owner", &[("Training lead", "governance/roles/training-lead/")]),
        ],
        ..page("lesson", "Lesson", "LE-202", "Our voice, practised", "training/representing/our-voice/")
    };
    vec![
        sheet("course", "course.html", whole, SHORT).with("course", of(0)),
        sheet("lesson", "lesson.html", lesson.clone(), SHORT).with("course", of(2)),
        sheet("lesson-last", "lesson.html", lesson.clone(), SHORT).with("course", of(4)),
        sheet("lesson-alone", "lesson.html", lesson, SHORT),
    ]
}

fn outside() -> Vec<Sheet> {
    let bare = |title: &str, path: &str, trail: Vec<LinkView>| PageView {
        title: title.into(),
        path: path.into(),
        trail,
        ..PageView::default()
    };
    let tag = PageView {
        kind_label: "Tag".into(),
        summary: "7 pages carry this tag.".into(),
        ..bare("disclosure", "tags/disclosure/", vec![link("Home", ""), link("Tags", "tags/")])
    };
    let tags = bare("Tags", "tags/", vec![link("Home", "")]);
    let lost = bare("There is no page at this address", "404.html", vec![]);
    let target = RedirectView { title: "How we sound".into(), path: "guidelines/tone/".into() };
    vec![
        sheet("tag", "tag.html", tag, "").with("groups", Value::from_serializable(&groups())).unframed(),
        sheet("tags", "tags.html", tags, "").with("tags", Value::from_serializable(&all_tags())).unframed(),
        sheet("not-found", "not-found.html", lost, "").unframed(),
        sheet("redirect", "redirect.html", PageView::default(), "")
            .with("target", Value::from_serializable(&target))
            .unframed(),
    ]
}

fn all_tags() -> Vec<TagView> {
    let tags = [
        "accessibility",
        "crisis",
        "customers",
        "disclosure",
        "governance",
        "hiring",
        "in-house",
        "legal",
        "listening",
        "measuring",
        "planning",
        "privacy",
        "repair",
        "safety",
        "tone",
        "training",
        "video",
    ];
    let view = |(nth, tag): (usize, &&str)| TagView {
        title: (*tag).into(),
        path: format!("tags/{tag}/"),
        count: nth + 1,
    };
    tags.iter().enumerate().map(view).collect()
}
