// The checklist: filters without a reload, statuses on the reader's own clock, and a working copy of what is done by hand.
// In a block of its own: `site.js` has names like these, and scripts of a page share them.
{
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const say = (words) => {
    const place = document.querySelector(".say");
    if (place) place.textContent = words;
  };

  // Filters: a status and a role, together. Answers what narrows the list again when it has changed.
  function filters(list) {
    const wanted = { status: "", role: "" };
    const folds = () => all("details.items-group, details.items-held", list);
    const seen = new WeakSet(folds());
    const show = () => {
      for (const item of all(".item", list)) {
        item.hidden = (wanted.status !== "" && item.dataset.status !== wanted.status) || (wanted.role !== "" && !item.dataset.roles.split("\n").includes(wanted.role));
      }
      for (const group of all(".items-group, .items-held", list)) group.hidden = !group.querySelector(".item:not([hidden])");
    };
    const choose = () => {
      show();
      // What is folded away because nothing in it is open is what somebody asks for by its status.
      for (const fold of folds()) fold.open = wanted.status !== "";
      const { length } = all(".item:not([hidden])", list);
      say(WORDS.requirements({ count: length }));
    };
    list.addEventListener("click", ({ target }) => {
      const chosen = target.closest("form [data-wanted]");
      if (!chosen) return;
      for (const button of all("[data-wanted]", list)) button.setAttribute("aria-pressed", String(button === chosen));
      wanted.status = chosen.dataset.wanted;
      choose();
    });
    list.addEventListener("change", ({ target }) => {
      if (target.name !== "role") return;
      wanted.role = target.value;
      choose();
    });
    return () => {
      // What was chosen may be there no more.
      const pressed = list.querySelector("[data-wanted][aria-pressed='true']") ?? list.querySelector("[data-wanted]");
      pressed?.setAttribute("aria-pressed", "true");
      wanted.status = pressed?.dataset.wanted ?? "";
      wanted.role = list.querySelector("select[name='role']")?.value ?? "";
      show();
      for (const fold of folds().filter((fold) => !seen.has(fold))) {
        seen.add(fold);
        if (wanted.status !== "") fold.open = true;
      }
    };
  }

  // What is ticked is kept in this browser, and written out as records for whoever commits them.
  function workingCopy(panel) {
    const key = `guidepost-working-copy:${new URL(document.querySelector(".brand").href).pathname}`;
    const person = panel.querySelector("[name='person']");
    const text = panel.querySelector(".records-text");
    // By the beginning of a record: the day of the tick, and of the last record that there was then.
    let kept = { person: "", ticked: {}, known: {} };
    try {
      kept = { ...kept, ...JSON.parse(localStorage.getItem(key) ?? "{}") };
    } catch {
      // What cannot be read is no working copy.
    }
    const boxes = () => all("input[data-record]");
    const attested = () => Object.fromEntries(all("[data-attested]", panel).map(({ value, dataset }) => [dataset.attested, value]));
    const today = () => {
      const now = new Date();
      return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    };
    const record = (start, day) => `${start}person: ${kept.person || "YOUR-NAME"}\ndate: ${day}\n`;
    const show = () => {
      const ticked = Object.entries(kept.ticked);
      panel.hidden = boxes().length === 0 || ticked.length === 0;
      text.textContent = ticked.map(([start, day]) => record(start, day)).join("---\n");
      for (const box of boxes()) box.checked = box.dataset.record in kept.ticked;
    };
    const keep = () => {
      try {
        localStorage.setItem(key, JSON.stringify(kept));
      } catch {
        say(WORDS.keeps_nothing);
      }
      show();
    };
    // What was put on record since it was ticked is no working copy any more.
    const settle = () => {
      const days = attested();
      const onRecord = boxes().length === 0 ? [] : Object.keys(kept.ticked).filter((start) => days[start] > (kept.known[start] ?? kept.ticked[start]));
      for (const start of onRecord) delete kept.ticked[start];
      if (onRecord.length > 0) keep();
      else show();
    };
    addEventListener("change", ({ target }) => {
      const start = target.dataset?.record;
      if (start === undefined) return;
      kept.known[start] = attested()[start] ?? "";
      if (target.checked) kept.ticked[start] = today();
      else delete kept.ticked[start];
      keep();
    });
    person.value = kept.person;
    person.addEventListener("input", () => {
      kept.person = person.value.trim();
      keep();
    });
    panel.querySelector("[data-save]").addEventListener("click", () => {
      for (const [start, day] of Object.entries(kept.ticked)) {
        const control = /^control: (.*)$/m.exec(start)[1];
        const page = /^page: (.*)$/m.exec(start)?.[1];
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([record(start, day)], { type: "text/yaml" }));
        link.download = `${[day, "attestation", control, page].filter(Boolean).join("-")}.yaml`;
        link.click();
        URL.revokeObjectURL(link.href);
      }
    });
    panel.querySelector("[data-clear]").addEventListener("click", () => {
      kept.ticked = {};
      keep();
    });
    settle();
    return settle;
  }

  // The items of a page that is linked to are shown, though they are folded away.
  function showTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.localName !== "details") return;
    target.open = true;
    target.scrollIntoView();
  }

  // What there is to do again when the page has changed, by the part that it is done for.
  const begun = new Map();
  const begin = (selector, start) => {
    for (const part of all(selector)) {
      if (begun.has(part)) begun.get(part)();
      else begun.set(part, start(part));
    }
  };
  const beginAll = () => {
    begin("[data-items]", filters);
    begin(".working-copy", workingCopy);
  };

  beginAll();
  showTarget();
  addEventListener("hashchange", showTarget);
  // The preview has changed the page that is shown.
  const { src } = document.currentScript;
  document.addEventListener("guidepost:patched", ({ detail }) => {
    beginAll();
    detail.cope(src);
  });
}
