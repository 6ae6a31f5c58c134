//! Files that data blocks of an approved page are made from are approved with it.

use crate::trust::attacked::ATTACK;
use crate::trust::judge::ADDRESS;
use crate::trust::recipe::Recipe;

const BLOCKS: &str = "
```readings
file: readings.csv
```

```video A film
src: film.webm
captions: words.vtt
```

![A talk](talk.webm)
";

#[test]
fn a_table_that_changes_later_is_not_drawn() {
    let mut recipe = Recipe::default();
    recipe.guideline.push_str(BLOCKS);
    recipe.files.push(("content/guidelines/readings.csv", b"on,value\n2026-01-05,4321\n".to_vec()));
    recipe.files.push(("content/guidelines/film.webm", b"firstfilm".to_vec()));
    recipe.files.push(("content/guidelines/words.vtt", b"WEBVTT\n\nfirstwords\n".to_vec()));
    recipe.files.push(("content/guidelines/talk.webm", b"firsttalk".to_vec()));
    recipe.files.push(("content/guidelines/talk.vtt", b"WEBVTT\n\nfirstsaid\n".to_vec()));
    let mini = recipe.make();
    mini.on(ATTACK);
    mini.write("content/guidelines/readings.csv", "on,value\n2026-01-05,987654\n");
    mini.write("content/guidelines/film.webm", "secondfilm");
    mini.write("content/guidelines/words.vtt", "WEBVTT\n\nsecondwords\n");
    mini.write("content/guidelines/talk.vtt", "WEBVTT\n\nsecondsaid\n");
    mini.commit_by("editor");
    let output = mini.output().expect("an edition");
    let page = String::from_utf8_lossy(&output[ADDRESS]).into_owned();
    assert!(page.contains("4,321") && page.contains("kind=\"captions\""), "{page}");
    let has =
        |word: &str| output.values().any(|bytes| bytes.windows(word.len()).any(|at| at == word.as_bytes()));
    for word in ["firstfilm", "firstwords", "4321", "firstsaid"] {
        assert!(has(word), "{word} is gone");
    }
    for word in ["987654", "987,654", "secondfilm", "secondwords", "secondsaid"] {
        assert!(!has(word), "{word} is published");
    }
}
