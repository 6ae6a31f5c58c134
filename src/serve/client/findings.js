// What is wrong with the page, each finding with the lines it is about, as on the terminal.
import { element, link } from "./element.js";

const count = (number, word) => (number === 0 ? [] : [`${number} ${word}${number === 1 ? "" : "s"}`]);

export const countWords = ({ errors, warnings }) => [...count(errors, "error"), ...count(warnings, "warning")].join(", ");

const finding = ({ severity, text, place, open }) => {
  const at = open ? link(open, `Open ${place}`) : place && element("code", { textContent: place });
  const item = element("li", {}, element("pre", { textContent: text, tabIndex: 0 }), at && element("p", {}, at));
  item.dataset.severity = severity;
  return item;
};

export const findings = ({ findings: found, page, site }, isOld) => {
  const heading = countWords(page) ? `${countWords(page)} on this page` : "Nothing is wrong on this page";
  const old = isOld && element("p", { className: "old", textContent: "The newest text cannot be shown. Below is the last one that could." });
  const whole = countWords(site) && `The whole site: ${countWords(site)}. The terminal shows all of them.`;
  return element(
    "section",
    {},
    element("h2", { textContent: heading, role: "alert" }),
    old,
    element("ul", {}, ...found.map(finding)),
    whole && element("p", { textContent: whole }),
  );
};
