//! Answers of a server, held against what was published.

use super::client::{WebAnswer, WebBody};
use super::faults::WebFault;
use super::headers::{caching_fault, header_faults, is_type};
use super::questions::{LOST, address_of};
use super::web_release::WebRelease;
use crate::output::MediaType;
use crate::path::decode;
use crate::publish::PublishedFile;

/// Statuses that lead elsewhere.
const LEADS: [u16; 5] = [301, 302, 303, 307, 308];

impl WebRelease<'_> {
    /// A file of the release. An old address may lead on by the server itself.
    pub(super) fn judge_file(&self, path: &str, answer: &WebAnswer) -> Vec<WebFault> {
        let address = address_of(path);
        let fault = |what, detail: String| vec![WebFault { what, detail, place: path.to_owned() }];
        if LEADS.contains(&answer.status) {
            let place = answer.header("location");
            return match self.release.redirects.get(address) {
                Some(to) if self.leads_to(&place, to) => Vec::new(),
                Some(to) => fault("redirect", format!("leads to `{place}`, and should to `{to}`")),
                None => {
                    fault("status", format!("{} to `{place}`, where nothing was looked at", answer.status))
                }
            };
        }
        match answer.status {
            200 => {}
            404 | 410 => return fault("missing", String::new()),
            status => return fault("status", format!("{status} and not 200")),
        }
        let known = self.release.files.get(path).or_else(|| Some(&self.release.carried.get(path)?.file));
        let mut faults: Vec<WebFault> = known
            .and_then(|known| changed(known, &answer.body))
            .map_or(Vec::new(), |detail| fault("changed", detail));
        let wanted = MediaType::of(path).as_str();
        let served = answer.header("content-type");
        if !is_type(&served, wanted) {
            let served = if served.is_empty() { "no type".to_owned() } else { format!("`{served}`") };
            faults.extend(fault("type", format!("{served}, and it is `{wanted}`")));
        }
        faults
            .extend(header_faults(answer, path, self).into_iter().flat_map(|detail| fault("header", detail)));
        faults.extend(caching_fault(path, answer).into_iter().flat_map(|detail| fault("caching", detail)));
        faults
    }

    /// An address at which there is nothing.
    pub(super) fn judge_lost(&self, answer: &WebAnswer) -> Vec<WebFault> {
        let fault = |what, detail: String| WebFault { what, detail, place: LOST.to_owned() };
        if answer.status != 404 {
            return vec![fault(
                "status",
                format!("an address at which there is nothing is answered with {}, not 404", answer.status),
            )];
        }
        let known = self.release.files.get(LOST);
        let mut faults: Vec<WebFault> = known
            .and_then(|known| changed(known, &answer.body))
            .map(|_| fault("changed", "what is not there is answered with another page".to_owned()))
            .into_iter()
            .collect();
        faults.extend(header_faults(answer, LOST, self).into_iter().map(|detail| fault("header", detail)));
        faults
    }

    /// The address of a page without its slash.
    pub(super) fn judge_slash(&self, address: &str, answer: &WebAnswer) -> Vec<WebFault> {
        let place = answer.header("location");
        if LEADS.contains(&answer.status) && self.leads_to(&place, address) {
            return Vec::new();
        }
        let detail = if place.is_empty() {
            format!("without its last slash it is answered with {}", answer.status)
        } else {
            format!("without its last slash it leads to `{place}`")
        };
        vec![WebFault { what: "slash", detail, place: address.to_owned() }]
    }

    /// Whether a place that a server names is an address of the site.
    fn leads_to(&self, place: &str, address: &str) -> bool {
        let own = [Some(self.base.as_str()), self.release.base_url.as_deref()];
        let paths = own.iter().flatten().flat_map(|base| {
            let path = base.split_once("://").and_then(|(_, rest)| Some(rest.split_at(rest.find('/')?).1));
            [Some(*base), Some(path.unwrap_or_default())]
        });
        let place = place.split(['?', '#']).next().unwrap_or_default();
        let mut rests = paths.flatten().filter_map(|base| place.strip_prefix(base)?.strip_prefix('/'));
        rests.any(|rest| decode(rest) == address)
    }
}

/// What is for nobody.
pub(super) fn judge_hidden(path: &str, answer: &WebAnswer) -> Vec<WebFault> {
    let is_log = matches!(&answer.body, WebBody::Whole(bytes) if bytes.starts_with(b"{"))
        || answer.body == WebBody::TooLong;
    if answer.status != 200 || !is_log {
        return Vec::new();
    }
    let detail =
        "the publish log is served to everybody, and so are releases that were taken back".to_owned();
    vec![WebFault { what: "exposed", detail, place: path.to_owned() }]
}

/// How what is served differs from what was published, if it does.
fn changed(known: &PublishedFile, body: &WebBody) -> Option<String> {
    match body {
        WebBody::Whole(bytes) if *blake3::hash(bytes).to_hex() == *known.hash => None,
        WebBody::Whole(bytes) if bytes.len() as u64 == known.size => Some("other bytes".to_owned()),
        WebBody::Whole(bytes) => Some(format!("{} bytes, and it has {}", bytes.len(), known.size)),
        WebBody::TooLong => Some(format!("longer than its {} bytes", known.size)),
        WebBody::Broken(why) => Some(why.clone()),
    }
}
