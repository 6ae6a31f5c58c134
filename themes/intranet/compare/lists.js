// Two lists: what they have in common, and which members of the one became which of the other. Knows nothing of pages.
"use strict";
globalThis.guidepostLists = (() => {
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

  // The places of the longest common subsequence, as pairs. Beyond the ceilings only what both begin and end with.
  function common(old, now) {
    const pairs = [];
    let start = 0;
    while (start < old.length && start < now.length && old[start] === now[start]) pairs.push([start, start++]);
    let [oldEnd, nowEnd] = [old.length, now.length];
    const tail = [];
    while (oldEnd > start && nowEnd > start && old[oldEnd - 1] === now[nowEnd - 1]) tail.unshift([--oldEnd, --nowEnd]);
    const [rows, columns] = [oldEnd - start, nowEnd - start];
    if (affordable(rows * columns)) pairs.push(...between(old, now, start, rows, columns));
    return [...pairs, ...tail];
  }

  function affordable(cells) {
    const isDear = cells > MOST_CELLS || cells > left;
    if (isDear) isCut = true;
    else left -= cells;
    return !isDear;
  }

  function between(old, now, start, rows, columns) {
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
    const pairs = common(old.map(({ key }) => key), now.map(({ key }) => key));
    const fate = new Map(pairs);
    for (const hunk of hunks(pairs, old, now)) for (const [a, b] of alike(old, now, hunk)) fate.set(a, b);
    const moved = moves ? movedPlaces(old, now, fate) : new Map();
    return steps(old, now, fate, moved);
  }

  // Of members that stand between the same neighbours, the pairs in order that agree most in all.
  function alike(old, now, hunk) {
    const [a, b] = [old.slice(...hunk.old), now.slice(...hunk.now)];
    const least = a.length === 1 && b.length === 1 ? ALIKE_ALONE : ALIKE;
    if (a.length * b.length > MOST_PAIRS) return ((isCut = true), []);
    const width = b.length + 1;
    const best = new Float64Array((a.length + 1) * width);
    const agreed = new Float64Array(a.length * b.length);
    for (let row = a.length - 1; row >= 0; row--) {
      for (let column = b.length - 1; column >= 0; column--) {
        const agreement = agreed[row * b.length + column] = agreementOf(a[row], b[column], least);
        const at = row * width + column;
        best[at] = Math.max(best[at + width], best[at + 1], agreement && agreement + best[at + width + 1]);
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

  function agreementOf(a, b, least) {
    if (a.family !== b.family) return 0;
    const [one, other] = [bag(a), bag(b)];
    const weight = one.weight + other.weight;
    if (!weight || 2 * Math.min(one.weight, other.weight) < least * weight) return 0;
    let same = 0;
    for (const [word, weight] of one.words) same += Math.min(weight, other.words.get(word) ?? 0);
    const agreement = (2 * same) / weight;
    return agreement < least ? 0 : agreement;
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
