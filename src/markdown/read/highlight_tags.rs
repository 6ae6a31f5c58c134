//! Blocks of code in the tags of Jekyll, `{% highlight html %}` to `{% endhighlight %}`: the fences that they mean.

use crate::source::slice;

const OPENS: &str = "{% highlight ";
const CLOSES: &str = "{% endhighlight %}";
const FENCE: &str = "```";

/// A text with fences in the place of such tags, each as many bytes as the tag had. `None` where there are none.
pub(in crate::markdown) fn with_fences(text: &str) -> Option<String> {
    if !text.contains(OPENS) || !text.contains(CLOSES) {
        return None;
    }
    let mut with_fences = String::with_capacity(text.len());
    let (mut within, mut open) = (false, false);
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let start = from;
        from += line.len();
        let words = line.trim();
        let marks_fence = words.starts_with(FENCE) || words.starts_with("~~~");
        let language = language(words).filter(|_| !within && !open && is_closed(slice(text, from..)));
        let instead = match language {
            Some(language) => {
                open = true;
                Some(format!("{FENCE}{language}"))
            }
            None if open && words == CLOSES => {
                open = false;
                Some(FENCE.to_owned())
            }
            None => {
                within ^= marks_fence && !open;
                None
            }
        };
        match instead {
            Some(fence) => {
                let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
                let blanks = words.len().saturating_sub(fence.len());
                with_fences.extend([indent, &fence, &" ".repeat(blanks), slice(rest, words.len()..)]);
            }
            None => with_fences.push_str(slice(text, start..from)),
        }
    }
    (with_fences != text).then_some(with_fences)
}

/// The language of the code that a line opens.
fn language(line: &str) -> Option<&str> {
    let language = line.strip_prefix(OPENS)?.strip_suffix("%}")?.split_whitespace().next()?;
    language.chars().all(|sign| sign.is_ascii_alphanumeric() || "+-#_".contains(sign)).then_some(language)
}

/// Whether a block ends in the text behind its first line, before another begins or a fence stands in it.
fn is_closed(behind: &str) -> bool {
    let mut lines = behind.lines().map(str::trim);
    let end = lines.find(|line| *line == CLOSES || line.starts_with(OPENS) || line.starts_with(FENCE));
    end == Some(CLOSES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_around_code_are_fences() {
        for (text, expected) in [
            ("A\n\n{% highlight html %}\n<a>\n{% endhighlight %}\nB\n", "A\n\n```html\n<a>\n```\nB\n"),
            (
                "- A\n\n  {% highlight c++ linenos %}\n  a\n  {% endhighlight %}\n",
                "- A\n\n  ```c++\n  a\n  ```\n",
            ),
        ] {
            let fenced = with_fences(text).expect("a block");
            assert_eq!(fenced.len(), text.len());
            let trimmed: Vec<&str> = fenced.lines().map(str::trim_end).collect();
            assert_eq!(trimmed.join("\n") + "\n", expected);
        }
        for text in [
            "{% highlight html %}\nnever closed\n",
            "```\n{% highlight html %}\na\n{% endhighlight %}\n```\n",
            "{% highlight html %}\n```\n{% endhighlight %}\n",
            "Words {% highlight x %} a {% endhighlight %}\n",
        ] {
            assert_eq!(with_fences(text), None, "{text}");
        }
    }
}
