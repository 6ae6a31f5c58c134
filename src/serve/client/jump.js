// From a place in the page to the line that it was made from: a click with the Alt key, and the strip's own button.
//
// The page carries no marks of where its words come from, since it is as published. So the server is sent what was
// clicked as a person would say it: under which heading, in the block that says this, so many letters in.
const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, td, th, pre, figcaption, caption, summary, blockquote";
const MOST_LETTERS = 160;

// What is left of a text when it does not matter how it is set: the server counts the same.
const letters = (text) => text.replace(/[^\p{Alphabetic}\p{N}]/gu, "");

const isBefore = (node, other) => (node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

const headingAbove = (block) => {
  const above = (heading) => heading === block || isBefore(heading, block);
  return [...document.querySelectorAll(":is(h1, h2, h3, h4, h5, h6)[id]")].findLast(above);
};

// How many letters of a block stand before the place that was clicked.
const lettersBefore = (block, x, y) => {
  const caret = document.caretPositionFromPoint?.(x, y);
  const range = caret ? undefined : document.caretRangeFromPoint?.(x, y);
  const [node, offset] = [caret?.offsetNode ?? range?.startContainer, caret?.offset ?? range?.startOffset];
  if (!node || !block.contains(node)) return 0;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return [...letters(before.toString())].length;
};

const described = (block, patcher, x, y) => {
  // Scripts may have added words to what is shown.
  const sent = patcher.sentByShown();
  const wordsOf = (element) => letters((sent.get(element) ?? element).textContent);
  const words = [...wordsOf(block)];
  const heading = headingAbove(block);
  const alike = [...document.querySelectorAll(block.localName)].filter(
    (other) => other !== block && isBefore(other, block) && (!heading || isBefore(heading, other)) && wordsOf(other) === words.join(""),
  );
  // A click beside the last line means that line.
  const at = Math.max(0, Math.min(lettersBefore(block, x, y), words.length - 1));
  return { heading: heading?.id ?? "", words: words.slice(0, MOST_LETTERS).join(""), nth: alike.length, at };
};

export const open = (address) => {
  const link = document.createElement("a");
  link.href = address;
  link.click();
};

export const jumpFrom = (patcher, strip) => {
  const jump = async ({ target, clientX, clientY }) => {
    const block = target.closest(BLOCKS);
    const where = block ? described(block, patcher, clientX, clientY) : {};
    const query = new URLSearchParams({ path: location.pathname, ...where });
    const answer = await fetch(`/_guidepost/source?${query.toString().replaceAll("+", "%20")}`);
    if (!answer.ok) return strip.say(WORDS.no_source);
    const { place, open: address, words } = await answer.json();
    if (!place) return strip.say(words);
    if (address) open(address);
    strip.say(place, words || (address ? WORDS.asked_editor : WORDS.source_is_at));
  };
  // Before anything of the page hears of it: a browser would keep the target of a link as a file.
  const hear = (event) => {
    const isMeant = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!isMeant || !(event.target instanceof Element) || strip.holds(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    jump(event).catch(() => strip.say(WORDS.preview_no_answer));
  };
  addEventListener("click", hear, true);
};
