// Two lists: what they have in common, and which members of the one became which of the other. Knows nothing of pages.
"use strict";
globalThis.guidepostLists = (() => {
  // The preview has changed the page that is shown: nothing here depends on what is in it.
  const { src } = document.currentScript;
  document.addEventListener("guidepost:patched", ({ detail }) => detail.cope(src));

  // Ceilings: beyond them a stretch is replaced as a whole, so that no two texts take longer than a second or two.
  const MOST_CELLS = 4e6;
  const MOST_IN_ALL = 2.5e7;
  const MOST_PAIRS = 2e4;
  const MOST_WORDS = 512;
  // How much two members must agree to be the same, out of 1: among several, and where there is only one on either side.
  const ALIKE = 0.45;
  const ALIKE_ALONE = 0.25;
  // What weighs less is not worth being called moved.
  const MOVABLE = 12;

  // What is left of the ceiling, for the texts that are compared now.
  let left = MOST_IN_ALL;
  let isCut = false;

  // What two lists begin and end with, as pairs of places, and the stretch of each between.
  function ends(old, now) {
    const head = [];
    let start = 0;
    while (start < old.length && start < now.length && old[start] === now[start]) head.push([start, start++]);
    let [oldEnd, nowEnd] = [old.length, now.length];
    const tail = [];
    while (oldEnd > start && nowEnd > start && old[oldEnd - 1] === now[nowEnd - 1]) tail.unshift([--oldEnd, --nowEnd]);
    return { head, tail, middle: { old: [start, oldEnd], now: [start, nowEnd] } };
  }

  const area = ({ old, now }) => (old[1] - old[0]) * (now[1] - now[0]);

  // The places of the longest common subsequence, as pairs. Beyond the ceilings only what both begin and end with.
  function common(old, now) {
    const { head, tail, middle } = ends(old, now);
    return [...head, ...(affordable(area(middle)) ? between(old, now, middle) : []), ...tail];
  }

  function affordable(cells) {
    const isDear = cells > MOST_CELLS || cells > left;
    if (isDear) isCut = true;
    else left -= cells;
    return !isDear;
  }

  function between(old, now, middle) {
    const start = middle.old[0];
    const [rows, columns] = [middle.old[1] - start, middle.now[1] - start];
    const width = columns + 1;
    const longest = new Uint16Array((rows + 1) * width);
    for (let row = rows - 1; row >= 0; row--) {
      for (let column = columns - 1; column >= 0; column--) {
        const at = row * width + column;
        longest[at] = old[start + row] === now[start + column] ? longest[at + width + 1] + 1 : Math.max(longest[at + width], longest[at + 1]);
      }
    }
    const pairs = [];
    for (let row = 0, column = 0; row < rows && column < columns;) {
      if (old[start + row] === now[start + column]) pairs.push([start + row++, start + column++]);
      else if (longest[(row + 1) * width + column] >= longest[row * width + column + 1]) row++;
      else column++;
    }
    return pairs;
  }

  // The stretches between pairs: from and to in the old list and in the new one.
  function hunks(pairs, old, now) {
    const found = [];
    let [a, b] = [0, 0];
    for (const [x, y] of [...pairs, [old.length, now.length]]) {
      if (x > a || y > b) found.push({ old: [a, x], now: [b, y] });
      [a, b] = [x + 1, y + 1];
    }
    return found;
  }

  // What became of the members of a list, in order. A member has a `key`, equal where it says the same, a `family`,
  // within which members can become one another, and its `words`.
  function aligned(old, now, moves) {
    const pairs = matched(old, now);
    const fate = new Map(pairs);
    for (const hunk of hunks(pairs, old, now)) {
      const [a, b] = [hunk.old[0], hunk.now[0]];
      const isAlone = hunk.old[1] - a === 1 && hunk.now[1] - b === 1;
      if (isAlone && agreementOf(old[a], now[b]) >= ALIKE_ALONE) fate.set(a, b);
    }
    const moved = moves ? movedPlaces(old, now, fate) : new Map();
    return steps(old, now, fate, moved);
  }

  // Members that are equal or alike, in order. Both are weighed together, so that a passage that moved far does not
  // tear apart what it passed; in very long lists what is equal comes first.
  function matched(old, now) {
    const keys = [old, now].map((list) => list.map(({ key }) => key));
    const { head, tail, middle } = ends(...keys);
    if (area(middle) <= MOST_PAIRS) return [...head, ...alike(old, now, middle), ...tail];
    const pairs = common(...keys);
    return [...pairs, ...hunks(pairs, old, now).flatMap((hunk) => alike(old, now, hunk))].sort(([a], [b]) => a - b);
  }

  // Of two stretches the pairs in order that agree most in all.
  function alike(old, now, hunk) {
    if (area(hunk) > MOST_PAIRS) return ((isCut = true), []);
    const [a, b] = [old.slice(...hunk.old), now.slice(...hunk.now)];
    const width = b.length + 1;
    const best = new Float64Array((a.length + 1) * width);
    for (let row = a.length - 1; row >= 0; row--) {
      for (let column = b.length - 1; column >= 0; column--) {
        const at = row * width + column;
        const agreement = agreementOf(a[row], b[column]);
        const together = agreement < ALIKE ? 0 : agreement * worth(a[row]) + best[at + width + 1];
        best[at] = Math.max(best[at + width], best[at + 1], together);
      }
    }
    const pairs = [];
    for (let row = 0, column = 0; row < a.length && column < b.length;) {
      const at = row * width + column;
      if (best[at] === best[at + width]) row++;
      else if (best[at] === best[at + 1]) column++;
      else pairs.push([hunk.old[0] + row++, hunk.now[0] + column++]);
    }
    return pairs;
  }

  // A line between passages is worth less than a passage.
  const worth = (member) => 0.2 + Math.min(bag(member).weight, 40) / 50;

  // How much two members agree: 1 where they say the same, 0 where neither can have become the other.
  function agreementOf(a, b) {
    if (a.key === b.key) return 1;
    if (a.family !== b.family) return 0;
    const [one, other] = [bag(a), bag(b)];
    const weight = one.weight + other.weight;
    if (!weight || 2 * Math.min(one.weight, other.weight) < ALIKE_ALONE * weight) return 0;
    let same = 0;
    for (const [word, weight] of one.words) same += Math.min(weight, other.words.get(word) ?? 0);
    return (2 * same) / weight;
  }

  // The words of a member, each with its weight: short ones are in every text.
  function bag(member) {
    if (member.bag) return member.bag;
    const words = new Map();
    let weight = 0;
    for (const word of (member.words().toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS)) {
      const letters = Math.min(Math.max(word.length, 2), 8);
      words.set(word, (words.get(word) ?? 0) + letters);
      weight += letters;
    }
    return (member.bag = { words, weight });
  }

  // Members that stand elsewhere as they were: new places by old ones.
  function movedPlaces(old, now, fate) {
    const taken = new Set(fate.values());
    const waiting = Map.groupBy([...now.keys()].filter((at) => !taken.has(at)), (at) => now[at].key);
    const moved = new Map();
    old.forEach((member, at) => {
      if (fate.has(at) || !waiting.get(member.key)?.length) return;
      if (bag(member).weight >= MOVABLE || member.family === "heading") moved.set(at, waiting.get(member.key).shift());
    });
    return moved;
  }

  // Within a stretch what is gone comes before what is new.
  function steps(old, now, fate, moved) {
    const from = new Map([...moved].map(([a, b]) => [b, a]));
    const ways = new Map();
    // What is met first where it stood went down, what is met first where it stands went up.
    const way = (a, met) => ways.get(a) ?? (ways.set(a, met), met);
    const found = [];
    let b = 0;
    const added = (end) => {
      for (; b < end; b++) {
        const a = from.get(b);
        if (a === undefined) found.push({ what: "inserted", after: now[b] });
        else found.push({ what: "arrived", before: old[a], after: now[b], way: way(a, "up") });
      }
    };
    old.forEach((before, a) => {
      const to = fate.get(a);
      if (to !== undefined) {
        added(to);
        found.push({ what: before.key === now[to].key ? "kept" : "changed", before, after: now[to] });
        b = to + 1;
      } else if (moved.has(a)) found.push({ what: "left", before, way: way(a, "down") });
      else found.push({ what: "deleted", before });
    });
    added(now.length);
    return found;
  }

  return {
    common,
    hunks,
    aligned,
    // Begins anew; says whether something was too long to be compared until now.
    restart() {
      const wasCut = isCut;
      [left, isCut] = [MOST_IN_ALL, false];
      return wasCut;
    },
  };
})();
