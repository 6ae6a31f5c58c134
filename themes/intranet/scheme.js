// Runs before anything is drawn, so that a page never flashes in the other scheme, and nothing moves where a day has passed.
(() => {
  const root = document.documentElement;
  const { src } = document.currentScript;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("guidepost-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's scheme serves.
  }
  // The shapes of statuses that come with time; the others are drawn when the site is built.
  const shapes = {
    unmet: "M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0 -12.4",
    "due-soon": "M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0 -12.4M8 4.4V8l2.6 1.7",
    overdue: "M8 2.2 14.4 13.6H1.6zM8 6v4m0 1.2v1.4",
  };
  function shape(path) {
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [name, value] of Object.entries({ d: path, fill: "none", stroke: "currentColor", "stroke-width": 1.6 })) drawn.setAttribute(name, value);
    return drawn;
  }

  // What is due, on the reader's own clock: an old page must not look current.
  function dueOnThisClock(place) {
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    const { due, soon, status } = place.dataset;
    const state = today > due ? "overdue" : today >= soon ? "due-soon" : "";
    if (!state) return;
    if (place.localName === "time") {
      place.classList.add(state);
      if (state === "overdue" && place.textContent.startsWith(WORDS.due_begins)) place.textContent = place.textContent.replace(WORDS.due_begins, WORDS.was_due_begins);
      return;
    }
    const words = place.querySelector(".status-words");
    const changes = status === "waived" ? state === "overdue" : (status === "met" || status === "due-soon") && status !== state;
    if (!words || !changes) return;
    const became = status === "waived" ? "unmet" : state;
    words.textContent = { unmet: WORDS.waiver_ran_out, overdue: WORDS.overdue_by_now, "due-soon": WORDS.due_soon_by_now }[became];
    place.dataset.status = became;
    // The shape says the same as the words.
    const mark = place.querySelector(".mark");
    mark?.setAttribute("class", `mark mark-${became}`);
    mark?.replaceChildren(shape(shapes[became]));
  }

  // While the page arrives, and where the preview changes it.
  function dueAround(node) {
    const part = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const place = part?.closest("[data-due]");
    if (place) dueOnThisClock(place);
    part?.querySelectorAll("[data-due]").forEach(dueOnThisClock);
  }
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) addedNodes.forEach(dueAround);
  }).observe(root, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => dueAround(root));

  // The preview has changed the page that is shown: nothing here depends on what is in it.
  document.addEventListener("guidepost:patched", ({ detail }) => detail.cope(src));
})();
