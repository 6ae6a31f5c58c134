//! Publishing to object stores, against servers that speak as they do and that the tests start: what travels, what is refused,
//! what is left where somebody is killed.

#[path = "../support/mod.rs"]
mod support;

mod bucket;
mod faults;
mod google;
mod killed;
mod other_stores;
mod proxy;
mod s3;
mod server;
mod together;
