//! What a store did not do, reduced to what a person can do something about. What it said is not repeated: it may hold names of
//! keys, signatures, and whole requests.

use std::error::Error as StdError;
use std::fmt::Write as _;

use object_store::Error;
use object_store::client::{HttpError, HttpErrorKind};

use super::address::{StoreAddress, StoreKind};
use crate::publish::in_place::place::PlaceError;

/// What was asked of a store.
#[derive(Clone, Copy, Debug)]
pub(super) enum Tried<'a> {
    List,
    Read(&'a str),
    Write(&'a str),
    Remove(&'a str),
}

impl Tried<'_> {
    fn words(self) -> String {
        match self {
            Tried::List => "list it".to_owned(),
            Tried::Read(path) => format!("read `{path}`"),
            Tried::Write(path) => format!("write `{path}`"),
            Tried::Remove(path) => format!("remove `{path}`"),
        }
    }
}

/// Why a store does not do what it is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Trouble {
    NoCredentials,
    UnknownCredentials,
    AccessDenied,
    ClockIsOff,
    NoBucket,
    NotReached,
    NotAnswered,
    Busy,
    Failing,
    Changed,
    Other(Option<u16>),
}

/// What can be said of an error of a store.
pub(super) fn reduced(address: &StoreAddress, tried: Tried<'_>, error: &Error) -> PlaceError {
    let (why, hint) = words(Trouble::of(error), address.kind);
    PlaceError::Failed { why: format!("`{address}`: {why}: cannot {}", tried.words()), hint }
}

/// Whether what is missing is the bucket, and not an object in it.
pub(super) fn is_of_bucket(error: &(dyn StdError + 'static)) -> bool {
    let said = said(error);
    // As they stand in an answer: a page may be called like one of them.
    ["<Code>NoSuchBucket</Code>", "<Code>ContainerNotFound</Code>", "specified bucket does not exist"]
        .iter()
        .any(|word| said.contains(word))
}

impl Trouble {
    fn of(error: &Error) -> Trouble {
        let said = said(error);
        let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
        // Words of the stores first: several answer with one status.
        if says(&["RequestTimeTooSkewed"]) {
            return Trouble::ClockIsOff;
        }
        if is_of_bucket(error) {
            return Trouble::NoBucket;
        }
        if says(&[
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "InvalidToken",
            "ExpiredToken",
            "AuthenticationFailed",
        ]) {
            return Trouble::UnknownCredentials;
        }
        if says(&[
            "latest/api/token",
            "meta-data/iam",
            "metadata/identity",
            "computeMetadata",
            "metadata.google",
            "instance credentials",
        ]) {
            return Trouble::NoCredentials;
        }
        match error {
            Error::Unauthenticated { .. } => return Trouble::UnknownCredentials,
            Error::PermissionDenied { .. } => return Trouble::AccessDenied,
            Error::AlreadyExists { .. } | Error::Precondition { .. } | Error::NotModified { .. } => {
                return Trouble::Changed;
            }
            _ => {}
        }
        match (kind_of(error), status(&said)) {
            (_, Some(429 | 503)) => Trouble::Busy,
            (_, Some(status)) if status >= 500 => Trouble::Failing,
            (_, Some(status)) => Trouble::Other(Some(status)),
            (Some(HttpErrorKind::Connect), None) => Trouble::NotReached,
            (Some(HttpErrorKind::Timeout | HttpErrorKind::Interrupted | HttpErrorKind::Request), None) => {
                Trouble::NotAnswered
            }
            _ => Trouble::Other(None),
        }
    }
}

fn words(trouble: Trouble, kind: StoreKind) -> (String, String) {
    let (why, hint) = match trouble {
        Trouble::NoCredentials => ("no credentials were found", kind.credentials()),
        Trouble::UnknownCredentials => {
            ("the store does not accept the credentials of the environment", kind.credentials())
        }
        Trouble::AccessDenied => {
            ("access denied", "give these credentials the right to list, read, write and remove there")
        }
        Trouble::ClockIsOff => {
            ("the clock of this machine is too far from that of the store", "set the clock of this machine")
        }
        Trouble::NoBucket => ("there is no such bucket", "make it, or name another one in `to`"),
        Trouble::NotReached => (
            "the store could not be reached",
            "look whether the network is there, and whether the address of the store is right",
        ),
        Trouble::NotAnswered => {
            ("the store did not answer in time", "try again; `guidepost releases NAME` tells what is served")
        }
        Trouble::Busy => ("the store asks to be left alone for a while", "try again later"),
        Trouble::Failing => ("the store has trouble of its own", "try again later"),
        Trouble::Changed => ("somebody else changes it at this moment", "try again once that has ended"),
        Trouble::Other(status) => {
            let mut why = "the store did not do it".to_owned();
            if let Some(status) = status {
                // Writing to a text cannot fail.
                let _ = write!(why, ", with status {status}");
            }
            return (why, "look into the log of the store for the reason".to_owned());
        }
    };
    (why.to_owned(), hint.to_owned())
}

/// All that an error says, to be looked into and never shown.
fn said(error: &(dyn StdError + 'static)) -> String {
    let mut said = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        // Writing to a text cannot fail.
        let _ = write!(said, "{error}\n{error:?}\n");
        next = error.source();
    }
    said
}

/// The status that an error speaks of.
fn status(said: &str) -> Option<u16> {
    let (_, rest) = said.split_once("status code: ").or_else(|| said.split_once("status: "))?;
    rest.get(..3)?.parse().ok()
}

fn kind_of(error: &Error) -> Option<HttpErrorKind> {
    let mut next = Some(error as &(dyn StdError + 'static));
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<HttpError>() {
            return Some(error.kind());
        }
        next = error.source();
    }
    None
}
