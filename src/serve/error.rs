//! Why the preview could not start.

use std::fmt;
use std::io;

/// Why the preview could not start.
#[derive(Debug)]
pub enum ServeError {
    /// The site's folder cannot be opened.
    Root(io::Error),
    /// The host that was asked for is none of this machine.
    Host {
        /// As asked for.
        host: String,
        /// What the system says.
        error: io::Error,
    },
    /// The port that was asked for is in use.
    PortTaken(u16),
    /// All the ports that were tried are in use.
    PortsTaken {
        /// The first that was tried.
        first: u16,
        /// The last.
        last: u16,
    },
    /// The system does not let this program listen, or start threads.
    System(io::Error),
    /// The site's folders cannot be watched, for this reason.
    Watch(String),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServeError::Root(error) => write!(f, "the site's folder cannot be opened: {error}"),
            ServeError::Host { host, error } => write!(f, "`{host}` cannot be listened at: {error}"),
            ServeError::PortTaken(port) => write!(f, "port {port} is in use by another program"),
            ServeError::PortsTaken { first, last } => {
                write!(f, "every port from {first} to {last} is in use by other programs")
            }
            ServeError::System(error) => write!(f, "the preview cannot start: {error}"),
            ServeError::Watch(why) => write!(f, "the site's folders cannot be watched: {why}"),
        }
    }
}

impl std::error::Error for ServeError {}
