// What is wrong with the page, each finding with the lines it is about, as on the terminal.
import { element, link, shortened } from "./element.js";

// What is said where the server cannot tell what is wrong.
const UNDRAWN = { severity: "error", text: "error: the server failed to draw this page; its terminal says why" };
const ONE = { errors: 1, warnings: 0, notes: 0 };
export const undrawn = { findings: [UNDRAWN], page: ONE, site: ONE };

const count = (number, word) => (number === 0 ? [] : [`${number} ${word}${number === 1 ? "" : "s"}`]);

export const countWords = ({ errors, warnings }) => [...count(errors, "error"), ...count(warnings, "warning")].join(", ");

// Lines of a file stay as they are, with the marks under them; sentences are as wide as there is room.
const excerpt = /^\s*\d*\s*(\||-->)/;
const drawn = (text) =>
  text.split("\n").map((line) => element("span", { className: excerpt.test(line) ? "" : "sentence", textContent: `${line}\n` }));

const finding = ({ severity, text, place, open }) => {
  const at = open ? Object.assign(link(open, `Open ${shortened(place)}`), { title: place }) : place && element("code", { textContent: place });
  const item = element("li", {}, element("pre", { tabIndex: 0 }, ...drawn(text)), at && element("p", {}, at));
  item.dataset.severity = severity;
  return item;
};

const WEIGHTS = ["error", "warning", "note"];
const heaviestFirst = (one, other) => WEIGHTS.indexOf(one.severity) - WEIGHTS.indexOf(other.severity);

export const findings = ({ findings: found, page, site }, isOld) => {
  const heading = countWords(page) ? `${countWords(page)} on this page` : "Nothing is wrong on this page";
  const old = isOld && element("p", { className: "old", textContent: "The newest text cannot be shown. The page shows the last one that could." });
  const whole = countWords(site) && `The whole site: ${countWords(site)}. The terminal shows all of them.`;
  return element(
    "section",
    {},
    element("h2", { textContent: heading }),
    old,
    element("ul", {}, ...[...found].sort(heaviestFirst).map(finding)),
    whole && element("p", { textContent: whole }),
  );
};
