//! Courses for learning systems: packages of ADL SCORM 1.2 and 2004, 3rd edition, each with one object that is shown.
//!
//! The manifest stands at the root and lists every file (SCORM 1.2 Content Aggregation Model, 2.3; SCORM 2004 3rd Edition CAM,
//! 3.4). Each edition has the namespaces of its own schemas and no element of the other.

use std::io;

use super::xml::escape;
use super::zip;
use crate::path::encode;

/// An edition of SCORM.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScormEdition {
    /// 1.2.
    Scorm12,
    /// 2004, 3rd edition.
    Scorm2004,
}

/// A course with its files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScormCourse {
    /// Names the course and its texts: letters, digits, hyphens, points; begins with a letter.
    pub identifier: String,
    /// Its title.
    pub title: String,
    /// How much of what is counted must be right, in per cent; `None` where nothing is counted.
    pub pass: Option<u8>,
    /// The file that is shown.
    pub start: String,
    /// All files by their paths in the package, that one among them.
    pub files: Vec<(String, Vec<u8>)>,
}

impl ScormEdition {
    /// As people write it.
    pub fn name(self) -> &'static str {
        match self {
            ScormEdition::Scorm12 => "1.2",
            ScormEdition::Scorm2004 => "2004",
        }
    }
}

impl ScormCourse {
    /// The package: a ZIP archive with the manifest first.
    ///
    /// # Errors
    /// When it is larger than the format takes.
    pub fn package(&self, edition: ScormEdition) -> io::Result<Vec<u8>> {
        let manifest = self.manifest(edition).into_bytes();
        let files = self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone()));
        let all: Vec<(&str, Vec<u8>)> = std::iter::once(("imsmanifest.xml", manifest)).chain(files).collect();
        zip::archive(&all)
    }

    fn manifest(&self, edition: ScormEdition) -> String {
        let ScormCourse { identifier, title, pass, start, files } = self;
        let (head, sco) = match edition {
            ScormEdition::Scorm12 => (HEAD_12, "adlcp:scormtype=\"sco\""),
            ScormEdition::Scorm2004 => (HEAD_2004, "adlcp:scormType=\"sco\""),
        };
        let (identifier, title) = (escape(identifier), escape(title));
        let goal = pass.map_or(String::new(), |pass| match edition {
            ScormEdition::Scorm12 => format!("        <adlcp:masteryscore>{pass}</adlcp:masteryscore>\n"),
            ScormEdition::Scorm2004 => sequencing(pass),
        });
        let files: Vec<String> = files
            .iter()
            .map(|(path, _)| format!("      <file href=\"{}\"/>\n", escape(&encode(path))))
            .collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest identifier=\"{identifier}\" version=\"1.0\"\n{head}\n  <organizations default=\"{identifier}-organization\">\n    <organization identifier=\"{identifier}-organization\">\n      <title>{title}</title>\n      <item identifier=\"{identifier}-item\" identifierref=\"{identifier}-resource\" isvisible=\"true\">\n        <title>{title}</title>\n{goal}      </item>\n    </organization>\n  </organizations>\n  <resources>\n    <resource identifier=\"{identifier}-resource\" type=\"webcontent\" {sco} href=\"{}\">\n{}    </resource>\n  </resources>\n</manifest>\n",
            escape(&encode(start)),
            files.concat()
        )
    }
}

/// By what score a learning system of 2004 counts the course as mastered.
fn sequencing(pass: u8) -> String {
    let share = f64::from(pass) / 100.0;
    format!(
        "        <imsss:sequencing>\n          <imsss:objectives>\n            <imsss:primaryObjective satisfiedByMeasure=\"true\">\n              <imsss:minNormalizedMeasure>{share}</imsss:minNormalizedMeasure>\n            </imsss:primaryObjective>\n          </imsss:objectives>\n          <imsss:deliveryControls completionSetByContent=\"true\" objectiveSetByContent=\"true\"/>\n        </imsss:sequencing>\n"
    )
}

const HEAD_12: &str = r#"  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>"#;

const HEAD_2004: &str = r#"  xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>2004 3rd Edition</schemaversion>
  </metadata>"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn course() -> ScormCourse {
        ScormCourse {
            identifier: "TR-01.ab12".to_owned(),
            title: "Saying & asking".to_owned(),
            pass: Some(80),
            start: "index.html".to_owned(),
            files: vec![("index.html".to_owned(), b"<p>".to_vec()), ("a b.css".to_owned(), Vec::new())],
        }
    }

    #[test]
    fn each_edition_has_its_own_words_and_none_of_the_other() {
        let (old, new) =
            (course().manifest(ScormEdition::Scorm12), course().manifest(ScormEdition::Scorm2004));
        for (manifest, own, others) in [
            (
                &old,
                ["scormtype=\"sco\"", "imscp_rootv1p1p2", "masteryscore>80<"],
                ["scormType", "imsss", "2004"],
            ),
            (
                &new,
                ["scormType=\"sco\"", "imscp_v1p1", "Measure>0.8<"],
                ["scormtype=", "masteryscore", "rootv1p"],
            ),
        ] {
            assert!(own.iter().all(|word| manifest.contains(word)), "{manifest}");
            assert!(!others.iter().any(|word| manifest.contains(word)), "{manifest}");
            assert!(manifest.contains("<title>Saying &amp; asking</title>"));
            assert!(
                manifest.contains("<file href=\"index.html\"/>")
                    && manifest.contains("<file href=\"a%20b.css\"/>")
            );
        }
    }
}
