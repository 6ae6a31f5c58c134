// Which nodes of one list are which of another, in their order.

// Lists with more pairs than this are matched by equality alone; with more than that, from the top down.
const MOST_COMPARED = 20_000;
const MOST_WEIGHED = 400_000;

const EQUAL = 3;
const BLANK = 0.01;

const isBlank = (node) => node.nodeType === Node.TEXT_NODE && !/\S/.test(node.data);

// Whether one node can be made into the other. An id is what an author calls a thing: another id, another thing.
const canBecome = (was, now) =>
  was.nodeType === now.nodeType &&
  was.nodeName === now.nodeName &&
  was.type === now.type &&
  (was.nodeName === "BODY" || (was.id ?? "") === (now.id ?? ""));

// How much of two texts is the same at their beginning and end, from 0 to 1.
const likeness = (one, other) => {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (long.length === 0) return 1;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  let end = 0;
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end += 1;
  return (start + end) / long.length;
};

// What a node says, written down when it is first asked for: of what holds much that is dear.
class Described {
  #key;
  #words;

  constructor(node) {
    this.node = node;
  }

  get key() {
    return (this.#key ??= this.node.outerHTML ?? `${this.node.nodeType} ${this.node.nodeValue}`);
  }

  get words() {
    return (this.#words ??= this.node.textContent ?? "");
  }
}

const described = (node) => new Described(node);

// How well two nodes go together; 0 for not at all.
const weigh = (was, now, compareWords) => {
  if (!canBecome(was.node, now.node)) return 0;
  if (was.key === now.key) return isBlank(was.node) ? BLANK : EQUAL;
  if (was.node.id) return EQUAL;
  if (isBlank(was.node) || isBlank(now.node)) return BLANK;
  return compareWords ? 0.5 + likeness(was.words, now.words) : 0;
};

// The heaviest pairs that do not cross: a table of the best that the rests of both lists allow.
const heaviest = (was, now) => {
  const width = now.length + 1;
  const compareWords = was.length * now.length <= MOST_COMPARED;
  const weights = was.map((one) => now.map((other) => weigh(one, other, compareWords)));
  const best = new Float64Array((was.length + 1) * width);
  for (let i = was.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const together = weights[i][j] > 0 ? weights[i][j] + best[(i + 1) * width + j + 1] : 0;
      best[i * width + j] = Math.max(together, best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  const pairs = new Map();
  for (let i = 0, j = 0; i < was.length && j < now.length; ) {
    const here = best[i * width + j];
    if (weights[i][j] > 0 && here === weights[i][j] + best[(i + 1) * width + j + 1]) pairs.set(now[j++].node, was[i++].node);
    else if (here === best[(i + 1) * width + j]) i += 1;
    else j += 1;
  }
  return pairs;
};

// The first of `was` that equals each of `now`, below the one before it.
const firstEqual = (was, now) => {
  const places = new Map();
  was.forEach(({ key }, at) => places.set(key, [...(places.get(key) ?? []), at]));
  const pairs = new Map();
  let below = -1;
  for (const { node, key } of now) {
    const at = places.get(key)?.find((place) => place > below);
    if (at === undefined) continue;
    pairs.set(node, was[at].node);
    below = at;
  }
  return pairs;
};

// What is left on both sides and is the same thing, at another place.
const moved = (was, now, pairs) => {
  const taken = new Set(pairs.values());
  const left = was.filter(({ node }) => !taken.has(node) && node.nodeType === Node.ELEMENT_NODE);
  for (const { node, key } of now) {
    if (pairs.has(node) || node.nodeType !== Node.ELEMENT_NODE) continue;
    const at = left.findIndex((other) => canBecome(other.node, node) && (other.key === key || other.node.id !== ""));
    if (at >= 0) pairs.set(node, left.splice(at, 1)[0].node);
  }
};

// For each of `now` the one of `was` that it is, where there is one; and those of `now` that differ in nothing from it.
// To compare two nodes is to compare all that they hold, so it is done once for each.
export const match = (was, now) => {
  const pairs = new Map();
  const equal = new Set();
  let start = 0;
  while (start < was.length && start < now.length && was[start].isEqualNode(now[start])) {
    equal.add(now[start]);
    pairs.set(now[start], was[start]);
    start += 1;
  }
  let [lastWas, lastNow] = [was.length, now.length];
  while (lastWas > start && lastNow > start && was[lastWas - 1].isEqualNode(now[lastNow - 1])) {
    equal.add(now[lastNow - 1]);
    pairs.set(now[--lastNow], was[--lastWas]);
  }
  // Nearly always one thing changed, and what it may have become is not to be weighed.
  if (lastWas - start === 1 && lastNow - start === 1) {
    if (canBecome(was[start], now[start])) pairs.set(now[start], was[start]);
    return { pairs, equal };
  }
  const [some, others] = [was.slice(start, lastWas).map(described), now.slice(start, lastNow).map(described)];
  const between = some.length * others.length > MOST_WEIGHED ? firstEqual(some, others) : heaviest(some, others);
  moved(some, others, between);
  for (const [after, before] of between) {
    pairs.set(after, before);
    if (before.isEqualNode(after)) equal.add(after);
  }
  return { pairs, equal };
};
