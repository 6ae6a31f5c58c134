//! Where in which object store a site is published: `s3://bucket/playbook`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};
use object_store::gcp::{GoogleCloudStorageBuilder, GoogleConfigKey};
use object_store::{BackoffConfig, ClientConfigKey, ObjectStore, RetryConfig};

use crate::publish::error::PublishError;

/// How long is waited for a store.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Patience {
    /// As long as the largest files need.
    WithFiles,
    /// With retries for a shorter time than it takes a lock to become anybody's, less that after which it is renewed.
    WithLock,
}

impl Patience {
    /// Requests are tried again where the store is busy or cannot be reached.
    fn retries(self) -> RetryConfig {
        let (max_retries, retry_timeout) = match self {
            Patience::WithFiles => (7, Duration::from_mins(2)),
            Patience::WithLock => (3, Duration::from_secs(45)),
        };
        RetryConfig { max_retries, retry_timeout, backoff: BackoffConfig::default() }
    }

    /// A request that is not answered whole by then counts as not answered. The environment may say otherwise, `AWS_TIMEOUT`:
    /// `None` where that counts. For the lock it counts where it is shorter.
    fn timeout(self, said: Option<&str>) -> Option<&'static str> {
        match self {
            Patience::WithFiles => said.is_none().then_some("300s"),
            Patience::WithLock => (!said.is_some_and(is_short)).then_some("30s"),
        }
    }
}

/// Whether a time, as the environment has it, is shorter than the lock is waited for.
fn is_short(said: &str) -> bool {
    let number = |ending: &str| said.trim().strip_suffix(ending)?.trim().parse::<u64>().ok();
    number("ms").is_some_and(|milliseconds| milliseconds < 30_000)
        || number("s").is_some_and(|seconds| seconds < 30)
}

/// A part of a bucket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct StoreAddress {
    pub(super) kind: StoreKind,
    pub(super) bucket: String,
    /// The folder in it; the empty text for all of it.
    pub(super) prefix: String,
}

/// Whose language a store speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum StoreKind {
    S3,
    Google,
    Azure,
}

impl StoreKind {
    const ALL: [(StoreKind, &'static str); 3] =
        [(StoreKind::S3, "s3://"), (StoreKind::Google, "gs://"), (StoreKind::Azure, "az://")];

    fn scheme(self) -> &'static str {
        StoreKind::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, scheme)| scheme)
    }

    /// Where credentials come from.
    pub(super) fn credentials(self) -> &'static str {
        match self {
            StoreKind::S3 => {
                "set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or run where a role gives them"
            }
            StoreKind::Google => "set `GOOGLE_APPLICATION_CREDENTIALS` to the file of a service account",
            StoreKind::Azure => {
                "set `AZURE_STORAGE_ACCOUNT_NAME` and `AZURE_STORAGE_ACCOUNT_KEY`, or run where an identity is given"
            }
        }
    }
}

impl StoreAddress {
    /// Reads an address.
    ///
    /// # Errors
    /// It names no bucket, or something beside it; what it says is not repeated then, since it may be a password.
    pub(super) fn read(text: &str) -> Result<StoreAddress, PublishError> {
        let refused = |why: &str| {
            PublishError::refused(
                format!("an address in `to` {why}"),
                "write a bucket and a folder in it: `to = \"s3://bucket/playbook\"`; credentials come from the environment",
            )
        };
        let known =
            StoreKind::ALL.iter().find_map(|(kind, scheme)| Some((*kind, text.strip_prefix(scheme)?)));
        let (kind, rest) = known.ok_or_else(|| refused("is of no object store that is known"))?;
        if rest.contains(['@', '?', '#', ':']) {
            return Err(refused("has more than a bucket and a folder"));
        }
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.trim_end_matches('/');
        let is_sound = |part: &str| !part.is_empty() && part != "." && part != "..";
        if !is_sound(bucket) || !(prefix.is_empty() || prefix.split('/').all(is_sound)) {
            return Err(refused("names no bucket, or a folder that is none"));
        }
        Ok(StoreAddress { kind, bucket: bucket.to_owned(), prefix: prefix.to_owned() })
    }

    /// The store, as the environment says how it is reached.
    ///
    /// # Errors
    /// What the environment says cannot be.
    pub(super) fn open(&self, patience: Patience) -> Result<Arc<dyn ObjectStore>, PublishError> {
        // Who asks by TLS has to say with which ciphers; where somebody did before, theirs count.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let opened = match self.kind {
            StoreKind::S3 => self.s3(patience),
            StoreKind::Google => self.google(patience),
            StoreKind::Azure => self.azure(patience),
        };
        // What is wrong may hold a key: it is not repeated.
        opened.map_err(|_| PublishError::OfPlace {
            why: format!("the environment does not say how `{self}` is reached"),
            hint: self.kind.credentials().to_owned(),
        })
    }

    fn s3(&self, patience: Patience) -> object_store::Result<Arc<dyn ObjectStore>> {
        let mut builder =
            AmazonS3Builder::from_env().with_bucket_name(self.bucket.as_str()).with_retry(patience.retries());
        let timeout = AmazonS3ConfigKey::Client(ClientConfigKey::Timeout);
        if let Some(patience) = patience.timeout(builder.get_config_value(&timeout).as_deref()) {
            builder = builder.with_config(timeout, patience);
        }
        Ok(Arc::new(builder.build()?))
    }

    fn google(&self, patience: Patience) -> object_store::Result<Arc<dyn ObjectStore>> {
        let mut builder = GoogleCloudStorageBuilder::from_env()
            .with_bucket_name(self.bucket.as_str())
            .with_retry(patience.retries());
        let timeout = GoogleConfigKey::Client(ClientConfigKey::Timeout);
        if let Some(patience) = patience.timeout(builder.get_config_value(&timeout).as_deref()) {
            builder = builder.with_config(timeout, patience);
        }
        Ok(Arc::new(builder.build()?))
    }

    fn azure(&self, patience: Patience) -> object_store::Result<Arc<dyn ObjectStore>> {
        let mut builder = MicrosoftAzureBuilder::from_env()
            .with_container_name(self.bucket.as_str())
            .with_retry(patience.retries());
        let timeout = AzureConfigKey::Client(ClientConfigKey::Timeout);
        if let Some(patience) = patience.timeout(builder.get_config_value(&timeout).as_deref()) {
            builder = builder.with_config(timeout, patience);
        }
        Ok(Arc::new(builder.build()?))
    }
}

impl fmt::Display for StoreAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let StoreAddress { kind, bucket, prefix } = self;
        let slash = if prefix.is_empty() { "" } else { "/" };
        write!(f, "{}{bucket}{slash}{prefix}", kind.scheme())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_is_waited_for_no_longer_than_it_holds() {
        for (said, files, lock) in [
            (None, Some("300s"), Some("30s")),
            (Some("600s"), None, Some("30s")),
            (Some("5s"), None, None),
            (Some("500ms"), None, None),
            (Some("1 hour"), None, Some("30s")),
        ] {
            assert_eq!(Patience::WithFiles.timeout(said), files, "{said:?}");
            assert_eq!(Patience::WithLock.timeout(said), lock, "{said:?}");
        }
    }

    #[test]
    fn an_address_is_a_bucket_and_a_folder_and_nothing_else() {
        for (text, shown) in [
            ("s3://bucket", "s3://bucket"),
            ("s3://bucket/", "s3://bucket"),
            ("gs://bucket/playbook/", "gs://bucket/playbook"),
            ("az://bucket/a/b", "az://bucket/a/b"),
        ] {
            assert_eq!(StoreAddress::read(text).expect("an address").to_string(), shown);
        }
        for text in [
            "s3://",
            "s3:///playbook",
            "s3://bucket/../other",
            "s3://bucket//x",
            "s3://key:hunter2@bucket/x",
            "az://bucket/x?sig=hunter2",
            "ftp://bucket",
        ] {
            let refused = StoreAddress::read(text).expect_err(text);
            assert!(!format!("{refused:?}").contains("hunter2"), "{refused:?}");
        }
    }
}
