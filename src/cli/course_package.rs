//! `guidepost export scorm`: a course for a learning system.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::exporting::Exporting;
use super::governed::{refuse_source, write_file};
use super::load::Compiling;
use super::outcome::{Failure, Outcome};
use super::printing::{ReportArguments, many};
use super::sources::BuildSources;
use crate::diagnostic::{Checked, Finding, near_miss};
use crate::export::scorm::{ScormCourse, ScormEdition};
use crate::output::MediaType;
use crate::path::{decode, encode};
use crate::route::{CoursePackage, Route, Site};

/// Write a course as a SCORM package, which learning systems show and keep results of.
///
/// The package has the course, its lessons and the texts that they teach; other links lead to the published site. What it says is
/// that of the edition in site.toml, unless --edition names another.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost export scorm TR-01 --scorm 1.2 --out start-here.zip
  guidepost export scorm TR-01 --scorm 2004 --edition approved --out start-here.zip

Exit status: 0 written, 1 written and the course has errors, 2 not written.")]
pub(super) struct Scorm {
    /// The course, by its id or path.
    course: String,
    /// The edition of SCORM; 2004 is the 3rd edition.
    #[arg(long = "scorm", value_name = "EDITION", default_value = "1.2", value_parser = ["1.2", "2004"])]
    standard: String,
    /// The file to write [default: COURSE.zip in this folder].
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    report: ReportArguments,
    #[command(flatten)]
    compiling: Compiling,
}

impl Scorm {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        self.compiling.tell_day_to_come()?;
        let exporting = Exporting { root, compiling: &self.compiling, report: &self.report };
        exporting.run(|site, sources| self.write(site, sources))
    }

    /// Writes the package, and gives what is wrong with the course.
    fn write(&self, site: &Site, sources: &BuildSources<'_>) -> Result<Vec<Finding>, Failure> {
        let Checked { value: package, findings } = self.package(site)?;
        let out = self.out.clone().unwrap_or_else(|| format!("{}.zip", identifier_part(&package.key)).into());
        refuse_source(&out, site, sources.disk)?;
        let files = files(site, sources, &package)?;
        let count = files.len();
        let course = ScormCourse {
            identifier: identifier(&package),
            title: package.title.clone(),
            pass: package.pass,
            start: START.to_owned(),
            files,
        };
        let edition = if self.standard == "2004" { ScormEdition::Scorm2004 } else { ScormEdition::Scorm12 };
        write_file(&out, &course.package(edition).map_err(Failure::new)?)?;
        let lessons = package.texts.len();
        writeln!(
            anstream::stderr(),
            "SCORM {}: {}, {}.",
            edition.name(),
            many(lessons, "text"),
            many(count, "file")
        )?;
        Ok(findings)
    }

    fn package(&self, site: &Site) -> Result<Checked<CoursePackage>, Failure> {
        let Some(published) = site.config.base_url.as_deref() else {
            return Err(Failure::new(
                "nothing says where the site is published, and links of the course lead there",
            )
            .hint("set it in site.toml, or here: `--base-url https://intranet.example/playbook`"));
        };
        let Some(course) = site.course_named(&self.course) else {
            let courses = site.courses();
            let failure = Failure::new(format!("there is no course `{}`", self.course));
            return Err(match near_miss(&self.course, courses.iter().map(String::as_str)) {
                Some(near) => failure.hint(format!("did you mean `{near}`?")),
                None if courses.is_empty() => {
                    failure.hint("a course is a page of kind `course` that names its `lessons`")
                }
                None => failure.hint(format!("courses: {}", courses.join(", "))),
            });
        };
        Ok(site.course_package(course, published.trim_end_matches('/')))
    }
}

/// The page that is shown.
const START: &str = "index.html";

/// The page, its texts by name, and every file that it shows or all pages load.
fn files(
    site: &Site,
    sources: &BuildSources<'_>,
    package: &CoursePackage,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let texts = package.texts.iter().map(|(key, text)| serde_json::json!({ "page": key, "text": text }));
    let texts = serde_json::to_string_pretty(&texts.collect::<Vec<_>>()).map_err(Failure::new)?;
    let mut files =
        vec![(START.to_owned(), package.html.clone()), ("texts.json".to_owned(), texts.into_bytes())];
    let html = String::from_utf8_lossy(&package.html);
    for route in site.routes() {
        let address = site.address(route);
        let output = address.output();
        let is_needed = match route {
            // Styles load others, and fonts.
            Route::ThemeAsset(_) => {
                html.contains(&encode(address.as_str())) || !MediaType::of(output.as_str()).is_script()
            }
            Route::Asset(_) | Route::AsIs(_) | Route::OlderFile(_) => {
                package.files.contains(&encode(address.as_str()))
            }
            _ => false,
        };
        if is_needed {
            files.push((output.as_str().to_owned(), sources.bytes(&site.render(route).value)?));
        }
    }
    Ok(files)
}

/// Names the course and its texts: another text, another name.
fn identifier(package: &CoursePackage) -> String {
    let texts: Vec<String> = package.texts.iter().map(|(key, text)| format!("{key}={text}\n")).collect();
    let hash = blake3::hash(texts.concat().as_bytes()).to_hex();
    format!("{}.{}", identifier_part(&package.key), hash.chars().take(16).collect::<String>())
}

/// A key as part of an XML name, and of a file's.
fn identifier_part(key: &str) -> String {
    let key = decode(key);
    let plain = key.trim_matches('/').chars().map(|sign| match sign {
        sign if sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.') => sign,
        _ => '-',
    });
    let plain: String = plain.collect();
    if plain.starts_with(|sign: char| sign.is_ascii_alphabetic()) { plain } else { format!("course-{plain}") }
}
