// How a page stands under governance: which text applies, what waits for whom, what is asked of the page.
import { element, link } from "./element.js";

const item = ({ status, words, statement, reason, control, role, holders, waits_for: waitsFor, due, settle, is_command: isCommand }) => {
  const named = ({ role: { title }, holders: by }) => [title, by && `(${by})`].filter(Boolean).join(" ");
  const waits = waitsFor.length > 0 && WORDS.waits_for({ roles: waitsFor.map(named).join(", ") });
  const who = [named({ role, holders }), waits].filter(Boolean).join("; ");
  const made = element(
    "li",
    {},
    element("p", {}, element("strong", { textContent: words }), " ", control.path ? link(`/${control.path}`, control.title) : control.title, ` ${statement}`),
    element("p", { className: "reason", textContent: [reason, who, due?.words].filter(Boolean).join(" · ") }),
    settle && element("p", {}, isCommand ? element("code", { textContent: settle }) : settle),
  );
  made.dataset.status = status;
  return made;
};

export const standing = ({ words, banner, counts, redline, text, checklist, open }) => {
  const asked = counts.map(({ words: status, count }) => `${count} ${status}`).join(" · ");
  const links = [redline, text, checklist].filter(Boolean).map(({ title, path }) => element("li", {}, link(`/${path}`, title)));
  return element(
    "section",
    {},
    element("h2", { textContent: words || WORDS.no_approval_asked }),
    banner && element("p", { textContent: banner }),
    links.length > 0 && element("ul", { className: "links" }, ...links),
    asked && element("p", { className: "asked", textContent: WORDS.checklist_counts({ counts: asked }) }),
    element("ul", { className: "items" }, ...open.map(item)),
  );
};
