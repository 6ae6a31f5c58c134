//! What machines read.

use super::*;

#[test]
fn json_is_one_object_a_line() {
    let (findings, texts) = site();
    assert_eq!(
        drawn(ReportFormat::Json, Style::Plain, &findings, &texts),
        concat!(
            r#"{"code":"broken-anchor","severity":"error","file":"content/tone.md","line":5,"column":24,"#,
            r#""end_line":5,"end_column":30,"message":"`rules.md` has no heading `gifts`","#,
            r#""label":"not a heading there","hints":["did you mean `#gift`?","headings: 100%, a:b, c"],"#,
            r#""group":"196ae1f369078f96","related":[{"file":"content/rules.md","line":3,"column":1,"end_line":3,"end_column":8,"#,
            r#""label":"the nearest is here"}]}"#,
            "\n",
            r#"{"code":"not-utf-8","severity":"error","file":"content/old.md","line":null,"column":null,"#,
            r#""end_line":null,"end_column":null,"message":"the file is not UTF-8","label":"","#,
            r#""hints":["save it as UTF-8"],"group":"c0b4ee5b971ffdc6","related":[]}"#,
            "\n",
            r#"{"code":"no-pages","severity":"error","file":null,"line":null,"column":null,"#,
            r#""end_line":null,"end_column":null,"message":"there is no page","label":"","#,
            r#""hints":[],"group":"3288574e9ded4353","related":[]}"#,
            "\n",
        )
    );
}

#[test]
fn github_gets_workflow_commands() {
    let (mut findings, mut texts) = site();
    let odd = "a, b: 100%.md";
    texts.0.insert(odd.to_owned(), "one\ntwo".into());
    findings.push(
        Finding::new(Code::EmptyPage, Place::span(&file(odd), Span::new(0..5)), "50%\r\nof it")
            .with_severity(crate::diagnostic::Severity::Note),
    );
    assert_eq!(
        drawn(ReportFormat::GitHub, Style::Plain, &findings, &texts),
        "\
::error file=content/tone.md,line=5,endLine=5,col=24,endColumn=30,title=broken-anchor::\
`rules.md` has no heading `gifts`%0Ahelp: did you mean `#gift`?%0Ahelp: headings: 100%25, a:b, c
::error file=content/old.md,title=not-utf-8::the file is not UTF-8%0Ahelp: save it as UTF-8
::error title=no-pages::there is no page
::notice file=a%2C b%3A 100%25.md,line=1,endLine=2,title=empty-page::50%25%0D%0Aof it
"
    );
}

#[test]
fn gitlab_gets_a_code_quality_report() {
    let (findings, texts) = site();
    let report = drawn(ReportFormat::GitLab, Style::Plain, &findings, &texts);
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let mut issues = report.as_array().expect("a list").clone();
    let fingerprints: Vec<_> = issues
        .iter_mut()
        .map(|issue| issue.as_object_mut().and_then(|fields| fields.remove("fingerprint")))
        .collect();
    assert!(fingerprints.iter().flatten().all(|print| print.as_str().is_some_and(|hex| hex.len() == 32)));
    assert_eq!(
        serde_json::Value::Array(issues),
        serde_json::json!([
            {
                "description": "`rules.md` has no heading `gifts`\nhelp: did you mean `#gift`?\nhelp: headings: 100%, a:b, c",
                "group": "196ae1f369078f96", "check_name": "broken-anchor",
                "severity": "major", "location": { "path": "content/tone.md", "lines": { "begin": 5, "end": 5 } },
            },
            {
                "description": "the file is not UTF-8\nhelp: save it as UTF-8", "group": "c0b4ee5b971ffdc6", "check_name": "not-utf-8",
                "severity": "major", "location": { "path": "content/old.md", "lines": { "begin": 1, "end": 1 } },
            },
            {
                "description": "there is no page", "group": "3288574e9ded4353", "check_name": "no-pages",
                "severity": "major", "location": { "path": ".", "lines": { "begin": 1, "end": 1 } },
            },
        ])
    );
    assert_eq!(drawn(ReportFormat::GitLab, Style::Plain, &[], &texts), "[]\n");
}

#[test]
fn fingerprints_outlive_moved_lines_and_tell_twins_apart() {
    let fingerprints = |text: &str| {
        let places = text.match_indices("gone.md").map(|(start, words)| start..start + words.len());
        let findings: Vec<_> = places
            .map(|range| {
                Finding::new(Code::BrokenLink, Place::span(&file("a.md"), Span::new(range)), "broken")
            })
            .collect();
        let report = drawn(ReportFormat::GitLab, Style::Plain, &findings, &texts(&[("a.md", text)]));
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        let prints = report.as_array().expect("a list").iter();
        prints.map(|issue| issue["fingerprint"].to_string()).collect::<Vec<_>>()
    };
    let before = fingerprints("[x](gone.md)\n[x](gone.md)\n[y](gone.md)\n");
    let after = fingerprints("new\n\n[x](gone.md)\nnew\n  [x](gone.md)\n[y](gone.md)\n");
    assert_eq!(before, after);
    assert_eq!(before.iter().collect::<std::collections::HashSet<_>>().len(), 3);
}

#[test]
fn sarif_names_rules_and_places() {
    let (findings, texts) = site();
    let log = drawn(ReportFormat::Sarif, Style::Plain, &findings, &texts);
    let mut log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = log["runs"][0].take();
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), Code::ALL.len());
    let result = &run["results"][0];
    let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small one");
    assert_eq!(
        rules[index],
        serde_json::json!({
            "id": "broken-anchor", "shortDescription": { "text": Code::BrokenAnchor.meaning() },
            "defaultConfiguration": { "level": "error" },
        })
    );
    assert_eq!(
        result["locations"],
        serde_json::json!([{
            "physicalLocation": {
                "artifactLocation": { "uri": "content/tone.md" },
                "region": { "startLine": 5, "startColumn": 24, "endLine": 5, "endColumn": 30 },
            },
            "message": { "text": "not a heading there" },
        }])
    );
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "the nearest is here");
    assert_eq!(run["results"][2]["ruleId"], "no-pages");
    assert!(run["results"][2].get("locations").is_none());
}

#[test]
fn sarif_addresses_are_relative_uris() {
    let place = Place::file(&file("ask: legal/50% é.md"));
    let log =
        drawn(ReportFormat::Sarif, Style::Plain, &[Finding::new(Code::EmptyPage, place, "m")], &texts(&[]));
    assert!(log.contains(r#""uri":"./ask:%20legal/50%25%20%C3%A9.md""#), "{log}");
}

#[test]
fn formats_are_named() {
    for format in ReportFormat::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    assert_eq!(
        "xml".parse::<ReportFormat>(),
        Err("there is no format `xml`; formats: text, json, github, gitlab, sarif".to_owned())
    );
}

#[test]
fn a_reader_who_stands_elsewhere_is_told_so() {
    struct Elsewhere;
    impl Sources for Elsewhere {
        fn text(&self, _: &FilePath) -> Option<Arc<str>> {
            None
        }
        fn name<'f>(&self, file: &'f FilePath) -> Cow<'f, str> {
            format!("handbook/{file}").into()
        }
    }
    let mut out = Vec::new();
    write(ReportFormat::GitHub, Paper::PLAIN, &[of_file()], &Elsewhere, &mut out).expect("memory");
    assert!(String::from_utf8_lossy(&out).contains("file=handbook/content/old.md,"));
}
