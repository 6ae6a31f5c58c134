//! Patterns of paths.

/// Whether a path fits a pattern: `*` stands for any letters of one part, `?` for one, `**` for any number of parts.
pub(super) fn fits(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.trim_matches('/').split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    parts(&pattern, &path)
}

/// Row by row, so that many stars cost no more than pattern times path.
fn parts(pattern: &[&str], path: &[&str]) -> bool {
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    for part in pattern {
        let mut next = vec![false; path.len() + 1];
        if *part == "**" {
            let mut open = false;
            for (at, next) in next.iter_mut().enumerate() {
                open |= reached[at];
                *next = open;
            }
        } else {
            for (at, name) in path.iter().enumerate() {
                next[at + 1] = reached[at] && part_fits(part, name);
            }
        }
        reached = next;
    }
    reached[path.len()]
}

pub(super) fn part_fits(pattern: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let mut reached = vec![false; name.len() + 1];
    reached[0] = true;
    for sign in pattern.chars() {
        let mut next = vec![false; name.len() + 1];
        let mut open = false;
        for at in 0..=name.len() {
            open |= reached[at];
            next[at] = match sign {
                '*' => open,
                '?' => at > 0 && reached[at - 1],
                letter => at > 0 && reached[at - 1] && name[at - 1] == letter,
            };
        }
        reached = next;
    }
    reached[name.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_letters_and_parts() {
        for (pattern, path, expected) in [
            ("guidelines/*.md", "guidelines/tone.md", true),
            ("guidelines/*.md", "guidelines/old/tone.md", false),
            ("guidelines/**", "guidelines/old/tone.md", true),
            ("**/tone.md", "tone.md", true),
            ("**/t?ne.md", "a/b/tone.md", true),
            ("guidelines", "guidelines/tone.md", false),
            ("*", "é", true),
            ("a*b*c", "axxbxc", true),
            ("a*b*c", "axxbx", false),
        ] {
            assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
        }
        assert!(!fits(&"*a".repeat(200), &"a".repeat(100)), "many stars cost little");
    }
}
