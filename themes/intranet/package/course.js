// A course in a learning system: one part at a time, what was read and answered, and what of it the system is told.

(() => {
  const parts = [...document.querySelectorAll("[data-part]")];
  const links = [...document.querySelectorAll("[data-leads-to]")];
  const quizzes = [...document.querySelectorAll("[data-quiz]")];
  const steps = document.querySelector(".package-on");
  const lessons = parts.filter(part => part.dataset.role !== "taught");
  // What is kept is a digit a part, whether it was seen, and three a quiz, its best share; 4,096 letters are never reached by that.
  const kept = read(LEARNING.state());
  let at = parts.find(part => part.dataset.part === LEARNING.place()) ?? parts[0];

  function read(state) {
    const [seen = "", shares = ""] = state.split("|");
    return {
      seen: new Set(parts.filter((_, nth) => seen[nth] === "1")),
      shares: quizzes.map((_, nth) => (/^\d{3}$/.test(shares.slice(nth * 3, nth * 3 + 3)) ? Number(shares.slice(nth * 3, nth * 3 + 3)) : undefined)),
    };
  }

  function written() {
    const seen = parts.map(part => (kept.seen.has(part) ? "1" : "0")).join("");
    return `${seen}|${kept.shares.map(share => (share === undefined ? "---" : String(share).padStart(3, "0"))).join("")}`;
  }

  function show(part, isMoved) {
    at = part;
    kept.seen.add(part);
    for (const each of parts) each.hidden = each !== part;
    const heading = part.querySelector("h1");
    for (const link of links) {
      if (link.dataset.leadsTo === heading.id) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    const place = parts.indexOf(part);
    steps.querySelector("[data-step='-1']").hidden = place === 0;
    steps.querySelector("[data-step='1']").hidden = place === parts.length - 1;
    if (isMoved) {
      heading.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    keep();
  }

  function keep() {
    const given = kept.shares.filter(share => share !== undefined);
    const isDone = lessons.every(part => kept.seen.has(part)) && given.length === quizzes.length;
    const percent = given.length ? Math.floor(kept.shares.reduce((sum, share) => sum + (share ?? 0), 0) / quizzes.length) : undefined;
    const isPassed = kept.shares.every((share, nth) => (share ?? 0) >= Number(quizzes[nth].dataset.pass));
    LEARNING.keep({ place: at.dataset.part, state: written(), isDone, percent, passed: isDone && quizzes.length ? isPassed : undefined });
  }

  // A link may lead into a part that is not shown.
  function land() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = target?.closest("[data-part]");
    if (part && part !== at) show(part, false);
    if (part) target.scrollIntoView();
  }

  steps.hidden = false;
  steps.addEventListener("click", event => {
    const step = Number(event.target.dataset.step);
    const next = step && parts[parts.indexOf(at) + step];
    if (next) show(next, true);
  });
  addEventListener("hashchange", land);
  addEventListener("quiz-done", event => {
    const nth = quizzes.indexOf(event.target);
    kept.shares[nth] = Math.max(kept.shares[nth] ?? 0, event.detail.percent ?? 100);
    keep();
  });
  addEventListener("quiz-answer", event => {
    const part = event.target.closest("[data-part]").dataset.part;
    LEARNING.answer({ ...event.detail, id: `${part}.${event.detail.id}`.replace(/[^\w.-]/g, "-").slice(0, 255) });
  });
  // Systems close windows without a word: what counts was kept before.
  addEventListener("pagehide", () => LEARNING.end());
  if (!LEARNING.isKept) document.querySelector(".say").textContent = WORDS.package_not_kept;
  show(at, false);
  land();
})();
