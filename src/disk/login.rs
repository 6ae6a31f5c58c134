//! Who is logged in, by the system's list of users.

use std::fs;

/// The name of the user as whom this runs; `None` where the list of the machine does not have it.
#[cfg(target_os = "linux")]
pub fn login_name() -> Option<String> {
    let id = rustix::process::getuid().as_raw();
    name_of(&fs::read_to_string("/etc/passwd").ok()?, id)
}

/// Other systems say it in the environment.
#[cfg(not(target_os = "linux"))]
pub fn login_name() -> Option<String> {
    None
}

/// The name of a user by its number, in a list as passwd(5) has it.
#[cfg(target_os = "linux")]
fn name_of(list: &str, id: u32) -> Option<String> {
    let name = |line: &str| {
        let mut parts = line.split(':');
        let (name, own) = (parts.next()?, parts.nth(1)?);
        (own.parse() == Ok(id) && !name.is_empty()).then(|| name.to_owned())
    };
    list.lines().find_map(name)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::name_of;

    #[test]
    fn a_user_has_the_name_of_the_first_line_with_that_number() {
        let list = "root:x:0:0:root:/root:/bin/sh\n:x:7::\nbroken\nmia:x:1000:1000::/home/mia:/bin/sh\nmia2:x:1000:0::/:/bin/sh\n";
        assert_eq!(name_of(list, 1000).as_deref(), Some("mia"));
        assert_eq!(name_of(list, 7), None);
        assert_eq!(name_of(list, 2), None);
    }
}
