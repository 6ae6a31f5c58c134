// What the pages do beyond reading: every part works without this file, or is not shown without it.
const root = document.documentElement;
const phone = matchMedia("(max-width: 56.24rem)");
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const say = (words) => {
  const place = document.querySelector(".say");
  if (place) place.textContent = words;
};

// The colour scheme: as the system has it, light, dark.
function schemeSwitch(button) {
  const key = "guidepost-theme";
  const words = { system: WORDS.colours_as_system, light: WORDS.colours_light, dark: WORDS.colours_dark };
  const order = Object.keys(words);
  const show = (name) => {
    if (name === "system") delete root.dataset.theme;
    else root.dataset.theme = name;
    button.setAttribute("aria-label", WORDS.colours({ which: words[name] }));
    button.title = WORDS.colours({ which: words[name] });
  };
  show(root.dataset.theme ?? "system");
  button.addEventListener("click", () => {
    const next = order[(order.indexOf(root.dataset.theme ?? "system") + 1) % order.length];
    show(next);
    say(WORDS.colours({ which: words[next] }));
    try {
      if (next === "system") localStorage.removeItem(key);
      else localStorage.setItem(key, next);
    } catch {
      // Storage may be forbidden; the choice then holds for this page.
    }
  });
}

// The drawer: while it is open the rest of the page is inert, so that focus stays inside.
function drawer(link, panel) {
  const rest = () => all(".skip, .top, main, .bottom");
  const shut = () => {
    if (!panel.classList.contains("shown")) return;
    panel.classList.remove("shown");
    panel.removeAttribute("role");
    panel.removeAttribute("aria-modal");
    for (const part of rest()) part.inert = false;
    link.setAttribute("aria-expanded", "false");
    link.focus();
  };
  const open = () => {
    panel.classList.add("shown");
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-modal", "true");
    for (const part of rest()) part.inert = true;
    link.setAttribute("aria-expanded", "true");
    panel.querySelector("a")?.focus();
    panel.querySelector("[aria-current='page']")?.scrollIntoView({ block: "nearest" });
  };
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.setAttribute("aria-controls", panel.id);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      open();
    }
  });
  const close = panel.querySelector(".side-close a");
  close?.setAttribute("role", "button");
  close?.addEventListener("click", (event) => {
    event.preventDefault();
    shut();
  });
  addEventListener("keydown", (event) => event.key === "Escape" && shut());
  addEventListener("click", ({ target }) => panel.contains(target) || link.contains(target) || shut());
  phone.addEventListener("change", shut);
}

// The current page is in view, however long the list beside the text.
function currentPage(panel) {
  const here = panel.querySelector("[aria-current='page']");
  if (here && here.offsetTop > panel.clientHeight * 0.8) panel.scrollTop = here.offsetTop - panel.clientHeight / 2;
}

// The header leaves on the way down and is back on the way up, on phones.
function leavingHeader() {
  let last = scrollY;
  addEventListener("scroll", () => {
    const step = scrollY - last;
    if (Math.abs(step) < 8) return;
    root.classList.toggle("away", phone.matches && step > 0 && scrollY > 120);
    last = scrollY;
  }, { passive: true });
}

// The heading being read is marked in the contents.
const watched = new WeakMap();
function currentHeading(contents) {
  watched.get(contents)?.disconnect();
  const links = new Map();
  for (const link of all("a", contents)) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const headings = [...links.keys()];
  const above = new Set();
  const rail = contents.parentElement;
  const mark = () => {
    const current = headings.findLast((heading) => above.has(heading)) ?? headings[0];
    for (const [heading, link] of links) {
      if (heading === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    // A long list follows the reader; a short one has nowhere to scroll to.
    const place = links.get(current)?.getBoundingClientRect();
    const window = rail.getBoundingClientRect();
    if (above.size && place && (place.top < window.top || place.bottom > window.bottom - 48)) {
      rail.scrollTop += place.top - window.top - window.height / 3;
    }
  };
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) above.add(target);
      else above.delete(target);
    }
    mark();
    // Everything above the upper third of the window counts, however far: jumps skip nothing.
  }, { rootMargin: "1000000px 0px -67% 0px" });
  for (const heading of headings) seen.observe(heading);
  watched.set(contents, seen);
}

// Code can be copied.
function copyButton(block) {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = WORDS.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("code")?.textContent ?? "");
    button.textContent = WORDS.copied;
    say(WORDS.copied);
    setTimeout(() => { button.textContent = WORDS.copy; }, 2000);
  });
  block.append(button);
}

// A long list of pages can be narrowed by words.
function filterField(groups) {
  const field = groups.querySelector(".filter input");
  field?.addEventListener("input", () => {
    const wanted = field.value.toLocaleLowerCase(root.lang).split(/\s+/);
    const entries = all(".entries > li", groups);
    for (const entry of entries) {
      const words = entry.textContent.toLocaleLowerCase(root.lang);
      entry.hidden = !wanted.every((word) => words.includes(word));
    }
    for (const group of all(".group", groups)) group.hidden = !group.querySelector("li:not([hidden])");
    say(WORDS.pages({ count: entries.filter((entry) => !entry.hidden).length }));
  });
}

// The changes of one section at a time, chosen by buttons or from a long list.
function sectionChoice(choice) {
  const place = choice.parentElement;
  const show = (wanted) => {
    const changes = all(".week > ul > li", place);
    for (const page of all(".changed-pages > li[data-section]", place)) page.hidden = wanted !== "" && page.dataset.section !== wanted;
    for (const change of changes) change.hidden = !change.querySelector(".changed-pages > li[data-section]:not([hidden])");
    for (const week of all(".week", place)) week.hidden = !week.querySelector(":scope > ul > li:not([hidden])");
    const { length } = changes.filter((change) => !change.hidden);
    say(WORDS.changes_counted({ count: length }));
  };
  choice.addEventListener("change", ({ target }) => show(target.value));
  choice.addEventListener("click", ({ target }) => {
    if (target.dataset.section === undefined) return;
    for (const button of all("button", choice)) button.setAttribute("aria-pressed", String(button === target));
    show(target.dataset.section);
  });
}

// A revision that is linked to is shown, wherever it is folded away.
function showTarget() {
  const target = location.hash.startsWith("#r-") && document.getElementById(location.hash.slice(1));
  if (!target) return;
  const around = target.closest("details");
  if (around) around.open = true;
  const change = target.querySelector("details.change");
  if (change) change.open = true;
  target.scrollIntoView();
}

// What there is to do for each part of a page, once.
const begun = new WeakSet();
const begin = (selector, start) => {
  for (const part of all(selector)) {
    if (begun.has(part)) continue;
    begun.add(part);
    start(part);
  }
};

function beginAll() {
  begin("[data-scheme-switch]", schemeSwitch);
  const panel = document.getElementById("siteNavigation");
  if (panel) begin(".menu", (link) => drawer(link, panel));
  begin("#siteNavigation", currentPage);
  all("[data-contents]").forEach(currentHeading);
  begin(".text .code", copyButton);
  begin("[data-filter]", filterField);
  begin("[data-choose]", sectionChoice);
  begin(".revisions", showTarget);
}

beginAll();
leavingHeader();
addEventListener("hashchange", () => document.querySelector(".revisions") && showTarget());
// The preview has changed the page that is shown: what is new in it begins, and the rest goes on.
const { src: thisScript } = document.currentScript;
document.addEventListener("guidepost:patched", ({ detail }) => {
  beginAll();
  detail.cope(thisScript);
});
