// How far a reader is in the courses: kept in their browser, one key for a site and path.
// A lesson is done with its texts: where one has changed since by more than a trifle, it is to be refreshed.

(() => {
  const base = new URL("..", document.currentScript.src).pathname;
  const storage = `guidepost-progress ${base}`;
  const tools = document.querySelector(".progress-tools");
  const own = document.querySelector(".refresher");
  const line = document.querySelector(".lesson-done");
  const quizzes = all("[data-quiz]");
  const passed = new Set();
  let kept = { version: 1, lessons: {} };

  const isRecord = record => typeof record?.path === "string" && typeof record.done === "string";
  const isProgress = found => found?.version === 1 && found.lessons?.constructor === Object && Object.values(found.lessons).every(isRecord);
  const today = () => new Date().toLocaleDateString("sv");
  const dayOf = day => new Date(`${day}T12:00:00`).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "short", year: "numeric" });
  const textsOf = words => Object.fromEntries(words.map(each => [each.slice(0, each.lastIndexOf("=")), each.slice(each.lastIndexOf("=") + 1)]));

  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(storage));
      if (isProgress(found)) kept = found;
    } catch {
      // What cannot be read is as good as none.
    }
  }

  // Another tab may have written meanwhile.
  function change(how) {
    read();
    how(kept);
    try {
      localStorage.setItem(storage, JSON.stringify(kept));
    } catch {
      say(WORDS.progress_not_kept);
    }
    show();
  }

  const changed = (record, texts) => Object.keys(texts).filter(key => record?.done && record.texts?.[key] !== texts[key]);

  function button(words, press) {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    made.addEventListener("click", press);
    return made;
  }

  function tick(part, record, isStale) {
    part.querySelector(".tick")?.remove();
    if (!record?.done) return;
    const sign = document.createElement("span");
    sign.className = "tick";
    sign.classList.toggle("stale", isStale);
    sign.setAttribute("role", "img");
    sign.setAttribute("aria-label", isStale ? WORDS.lesson_to_refresh : WORDS.lesson_done);
    sign.textContent = isStale ? "↻" : "✓";
    part.append(sign);
  }

  const ownTexts = () => textsOf(all("[data-text]", own).map(part => part.dataset.text));

  function finish(score) {
    change(progress => {
      const record = progress.lessons[own.dataset.lesson] ?? {};
      progress.lessons[own.dataset.lesson] = { ...record, path: own.dataset.path, done: today(), texts: ownTexts(), ...(score === undefined ? {} : { score }) };
    });
  }

  function showLesson() {
    const record = kept.lessons[own.dataset.lesson];
    const stale = changed(record, ownTexts());
    own.hidden = !stale.length;
    for (const part of all("[data-text]", own)) part.hidden = !stale.some(key => part.dataset.text.startsWith(`${key}=`));
    for (const quiz of quizzes) quiz.dataset.only = stale.join(" ");
    const undo = () => change(progress => { delete progress.lessons[own.dataset.lesson]; passed.clear(); });
    if (record?.done && !stale.length) line.replaceChildren(WORDS.lesson_done_on({ day: dayOf(record.done) }), " ", button(WORDS.lesson_undo, undo));
    else if (quizzes.length) line.replaceChildren(WORDS.lesson_by_quiz);
    else line.replaceChildren(button(stale.length ? WORDS.lesson_mark_read : WORDS.lesson_mark_done, () => finish()));
  }

  function showCourse() {
    const lessons = all(".lessons [data-lesson]").map(part => {
      const record = kept.lessons[part.dataset.lesson];
      const isStale = changed(record, textsOf(part.dataset.texts.split(" "))).length > 0;
      tick(part.querySelector(".entry-title"), record, isStale);
      return { part, record, isStale, isDone: Boolean(record?.done) && !isStale };
    });
    const open = lessons.filter(each => !each.isDone);
    const minutes = open.reduce((sum, each) => sum + Number(each.part.dataset.minutes), 0);
    const isBegun = open.length < lessons.length || lessons.some(each => each.record);
    const start = document.querySelector("[data-start]");
    if (isBegun && start) {
      const next = open.find(each => each.part.dataset.lesson === kept.at) ?? open[0];
      const link = next?.part.querySelector("a").cloneNode();
      if (link) Object.assign(link, { className: "button", textContent: WORDS.lesson_go_on({ lesson: next.part.querySelector("a").textContent }) });
      const words = next ? WORDS.lessons_done({ done: lessons.length - open.length, count: lessons.length, minutes }) : WORDS.lessons_all_done;
      start.replaceChildren(...(link ? [link, " "] : []), Object.assign(document.createElement("span"), { textContent: words }));
    }
    tools.hidden = !isBegun;
    tools.querySelector(".certificate").hidden = open.length > 0;
    const done = lessons.filter(each => each.isDone).map(({ part, record }) => {
      const words = [part.querySelector("a").textContent, dayOf(record.done), ...(record.score === undefined ? [] : [WORDS.score_of({ percent: record.score })])];
      return Object.assign(document.createElement("li"), { textContent: words.join(", ") });
    });
    tools.querySelector(".certificate-lessons").replaceChildren(...done);
  }

  function show() {
    if (own) showLesson();
    if (tools) showCourse();
    const byPath = new Map(Object.values(kept.lessons).map(record => [`${base}${record.path}`, record]));
    for (const link of all(".side a, .progress ol a")) tick(link, byPath.get(link.pathname), false);
  }

  const ACTS = {
    export() {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([JSON.stringify(kept, null, 1)], { type: "application/json" }));
      link.download = "progress.json";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href));
    },
    reset() {
      if (confirm(WORDS.progress_sure)) change(progress => { progress.lessons = {}; delete progress.at; });
    },
    print() {
      document.documentElement.classList.add("prints-certificate");
      print();
      document.documentElement.classList.remove("prints-certificate");
    },
  };

  async function bringIn(file) {
    let found;
    try {
      found = JSON.parse(await file.text());
    } catch {
      found = undefined;
    }
    if (!isProgress(found)) return say(WORDS.progress_not_read);
    change(progress => {
      for (const [key, record] of Object.entries(found.lessons)) {
        if (!(progress.lessons[key]?.done >= record?.done)) progress.lessons[key] = record;
      }
    });
    say(WORDS.progress_read);
  }

  read();
  if (own) change(progress => { progress.at = own.dataset.lesson; });
  else show();
  tools?.addEventListener("click", event => ACTS[event.target.dataset.act]?.());
  tools?.querySelector("input[type=file]").addEventListener("change", event => event.target.files[0] && bringIn(event.target.files[0]));
  addEventListener("storage", event => { if (event.key === storage) { read(); show(); } });
  addEventListener("quiz-done", event => {
    if (!own || !event.detail.passed) return;
    passed.add(event.target);
    if (passed.size === quizzes.length) finish(event.detail.percent);
  });
})();
