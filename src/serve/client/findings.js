// What is wrong with the page, each finding with the lines it is about, as on the terminal.
import { element, link, shortened } from "./element.js";

// What is said where the server cannot tell what is wrong.
const UNDRAWN = { severity: "error", breaks: true, text: WORDS.undrawn };
const ONE = { errors: 1, warnings: 0, notes: 0 };
const NONE = { errors: 0, warnings: 0, notes: 0 };
export const undrawn = { findings: [UNDRAWN], page: ONE, of_site: NONE, site: ONE };

export const countWords = ({ errors, warnings }) =>
  [errors > 0 && WORDS.errors({ count: errors }), warnings > 0 && WORDS.warnings({ count: warnings })].filter(Boolean).join(", ");

// What is wrong with the site itself, by the file that it is wrong in.
const siteWords = ({ of_site: counts, findings: found }) => {
  const files = new Set(found.filter((one) => isOfSite(one) && one.severity !== "note").map(({ file }) => file ?? ""));
  const [file] = files;
  const count = countWords(counts);
  return count && (files.size === 1 && file ? WORDS.wrong_in({ count, file: shortened(file) }) : WORDS.wrong_site({ count }));
};

// What comes first of what is wrong: on this page, with the site itself, on other pages.
export const wrongWords = (found) => {
  const ofPage = countWords(found.page) && WORDS.wrong_here({ count: countWords(found.page) });
  const ofSite = (!ofPage || found.of_site.errors > 0) && siteWords(found);
  const here = [ofPage, ofSite].filter(Boolean).join("; ");
  return here || (countWords(found.site) && WORDS.wrong_elsewhere({ count: countWords(found.site) }));
};

const isOfSite = ({ about }) => about === "site";

// Lines of a file stay as they are, with the marks under them; sentences are as wide as there is room. The line that names
// the place is left out, as it is named below.
const excerpt = /^\s*\d*\s*(\||-->)/;
const marks = /^\s*\|[\s|]*(\^+|-+(?!->))/;
const line = (text) => element("span", { className: excerpt.test(text) ? "" : "sentence" }, ...marked(text), "\n");

const marked = (text) => {
  const [before, signs] = marks.exec(text) ?? [];
  if (!signs) return [text];
  const at = before.length - signs.length;
  return [text.slice(0, at), element("span", { className: "marks", textContent: signs }), text.slice(before.length)];
};

const lines = (text, place) => text.split("\n").filter((words) => !place || words.trim() !== `--> ${place}`);

const finding = ({ severity, text, place, open }) => {
  const at = open ? Object.assign(link(open, WORDS.open_place({ place: shortened(place) })), { title: place }) : place && element("code", { textContent: place });
  const item = element("li", {}, element("pre", { tabIndex: 0 }, ...lines(text, place).map(line)), at && element("p", {}, at));
  item.dataset.severity = severity;
  return item;
};

// An excerpt that is wider than there is room begins where its marks are.
const MARGIN = 24;
export const scrollToMarks = (panel) => {
  for (const text of panel.querySelectorAll("pre")) {
    const signs = text.querySelector(".marks")?.getBoundingClientRect();
    if (!signs || text.scrollWidth <= text.clientWidth) continue;
    const start = signs.left - text.getBoundingClientRect().left;
    const end = start + signs.width;
    text.scrollLeft = Math.max(0, Math.min(start - MARGIN, end + MARGIN - text.clientWidth));
  }
};

const WEIGHTS = ["error", "warning", "note"];
const heaviestFirst = (one, other) => WEIGHTS.indexOf(one.severity) - WEIGHTS.indexOf(other.severity);
const list = (found) => element("ul", {}, ...[...found].sort(heaviestFirst).map(finding));

export const findings = (state, isOld) => {
  const { findings: found, page, site } = state;
  const [ofPage, ofSite] = [found.filter((one) => !isOfSite(one)), found.filter(isOfSite)];
  const heading = countWords(page) ? WORDS.wrong_here({ count: countWords(page) }) : WORDS.nothing_wrong_here;
  const old = isOld && element("p", { className: "old", textContent: WORDS.newest_not_shown_but });
  const whole = countWords(site) && WORDS.whole_site_wrong({ count: countWords(site) });
  return element(
    "section",
    {},
    element("h2", { textContent: heading }),
    old,
    list(ofPage),
    ofSite.length > 0 && element("h2", { textContent: siteWords(state) || WORDS.of_whole_site }),
    ofSite.length > 0 && list(ofSite),
    whole && element("p", { textContent: whole }),
  );
};
