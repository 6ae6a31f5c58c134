// Two lines of words as one that says what became of the first: words kept, inserted, deleted, with the elements around them.
"use strict";
globalThis.guidepostWords = (() => {
  // The preview has changed the page that is shown: nothing here depends on what is in it.
  const { src } = document.currentScript;
  document.addEventListener("guidepost:patched", ({ detail }) => detail.cope(src));

  const { common, hunks } = globalThis.guidepostLists;
  // Less of a line kept than this is chance.
  const LEAST_KEPT = 0.25;
  const WORD = "(?:[[\\p{L}\\p{N}_]--[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}]]\\p{M}*)";
  const TOKEN = new RegExp(`\\p{RGI_Emoji}|${WORD}+(?:(?:['’](?=\\p{L})|-(?=${WORD})|[.,:](?=\\d))${WORD}+)*|\\s+|.\\p{M}*`, "gsv");

  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };

  const isAtom = (node) => node.matches("img, br, .footnote");

  function tokens(nodes, around = [], found = []) {
    for (const node of nodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        for (const [text] of node.data.matchAll(TOKEN)) found.push({ text, key: text.trim() ? text : " ", around });
      } else if (node.nodeType !== Node.ELEMENT_NODE || node.tagName === "INPUT") continue;
      else if (isAtom(node)) found.push({ node, key: node.outerHTML, around });
      else tokens(node.childNodes, [...around, { node, mark: node.cloneNode(false).outerHTML }], found);
    }
    return found;
  }

  const isWord = ({ text, node }) => (text ? /^[\p{L}\p{N}_]/u.test(text) : node.tagName !== "BR");
  const wordsIn = (list, [from, to]) => list.slice(from, to).filter(isWord).length;
  const lettersIn = (list) => list.reduce((sum, { text }) => sum + (text ? Math.min(text.trim().length, 12) : 4), 0);

  // What became of the words of a line: each with its `state`, and where it is marked in another way what it `was`.
  function line(old, now) {
    let changed = readable(old, now, hunks(common(old.map(({ key }) => key), now.map(({ key }) => key)), old, now));
    if (isAnotherText(old, now, changed)) changed = [{ old: [0, old.length], now: [0, now.length] }];
    const found = [];
    let [a, b] = [0, 0];
    for (const hunk of [...changed, { old: [old.length, old.length], now: [now.length, now.length] }]) {
      for (; a < hunk.old[0]; a++, b++) found.push(kept(old[a], now[b]));
      found.push(...old.slice(...hunk.old).map((token) => ({ ...token, state: "deleted" })));
      found.push(...now.slice(...hunk.now).map((token) => ({ ...token, state: "inserted" })));
      [a, b] = [hunk.old[1], hunk.now[1]];
    }
    return found;
  }

  function kept(before, after) {
    const marks = ({ around }) => around.map(({ mark }) => mark).join("");
    return { ...after, state: "kept", was: marks(before) === marks(after) ? null : before };
  }

  // Joins stretches between which so few words are kept that they only shred the sentence.
  function readable(old, now, found) {
    const done = [];
    for (const hunk of found) {
      let next = { ...hunk, gone: wordsIn(old, hunk.old), come: wordsIn(now, hunk.now) };
      while (done.length) {
        const last = done.at(-1);
        const kept = wordsIn(old, [last.old[1], next.old[0]]);
        const chance = kept < Math.max(last.gone, last.come) && kept < Math.max(next.gone, next.come) && kept < Math.min(last.gone + next.gone, last.come + next.come);
        if (!chance) break;
        done.pop();
        next = { old: [last.old[0], next.old[1]], now: [last.now[0], next.now[1]], gone: last.gone + kept + next.gone, come: last.come + kept + next.come };
      }
      done.push(next);
    }
    return done;
  }

  function isAnotherText(old, now, found) {
    const gone = lettersIn(found.flatMap((hunk) => old.slice(...hunk.old)));
    const come = lettersIn(found.flatMap((hunk) => now.slice(...hunk.now)));
    const kept = lettersIn(old) - gone;
    return gone > 0 && come > 0 && kept < LEAST_KEPT * (kept + Math.max(gone, come));
  }

  const size = { in: 0, out: 0 };
  const hidden = (words) => element("span", "hidden", words);
  const remark = (words) => element("span", "remark", words);
  const said = { inserted: WORDS.said_inserted, deleted: WORDS.said_deleted };

  // Words with their elements around them, `ins` and `del` innermost.
  function written(pieces) {
    const out = new DocumentFragment();
    let open = [];
    pieces.forEach((piece, at) => {
      const { around, state } = piece;
      let same = 0;
      while (same < open.length && same < around.length && open[same].mark === around[same].mark) same++;
      open = open.slice(0, same);
      for (const { node, mark } of around.slice(same)) {
        const copy = node.cloneNode(false);
        (open.at(-1)?.copy ?? out).append(copy);
        open.push({ mark, copy });
      }
      const holder = holderOf(open.at(-1)?.copy ?? out, piece);
      if (state !== "kept" && pieces[at - 1]?.state !== state) holder.append(hidden(said[state]));
      holder.append(shown(piece));
      if (state !== "kept" && pieces[at + 1]?.state !== state) holder.append(hidden("; "));
      if (piece.was && !restyledAlike(piece, pieces[at + 1])) {
        open = [];
        out.append(" ", remark(`(${restyled(piece)})`));
      }
      if (state !== "kept" && isWord(piece)) size[state === "inserted" ? "in" : "out"]++;
    });
    return out;
  }

  const holders = new WeakSet();

  // Where a piece is written: into what the one before it was written in, if that says the same of it.
  function holderOf(place, { state, was }) {
    const name = state === "inserted" ? "ins" : state === "deleted" ? "del" : was ? "span" : "";
    if (!name) return place;
    const last = place.lastChild;
    if (holders.has(last) && last.localName === name) return last;
    const holder = element(name, was ? "restyled" : "");
    holders.add(holder);
    place.append(holder);
    return holder;
  }

  const shown = ({ text, node, state }) => text ?? (node.tagName === "BR" && state !== "kept" ? "↵" : node.cloneNode(true));
  const marksOf = (token) => token.around.map(({ mark }) => mark).join("");
  const restyledAlike = (piece, next) => Boolean(next?.was) && marksOf(piece) === marksOf(next) && marksOf(piece.was) === marksOf(next.was);

  function restyled({ around, was }) {
    const address = (list) => list.find(({ node }) => node.tagName === "A")?.node.getAttribute("href");
    const [before, after] = [address(was.around), address(around)];
    if (before === after) return WORDS.set_in_another_way;
    if (before === undefined) return WORDS.now_a_link;
    if (after === undefined) return WORDS.no_longer_a_link;
    // Addresses within the site are as the page needs them, not as their author wrote them.
    return [before, after].every((href) => /^[a-z][a-z\d+.-]*:/i.test(href)) ? WORDS.link_was({ before, after }) : WORDS.link_leads_elsewhere;
  }

  // How many words came and went since it was asked last.
  function counted() {
    const now = { ...size };
    [size.in, size.out] = [0, 0];
    return now;
  }

  return { TOKEN, tokens, line, written, counted, element, hidden, remark, said };
})();
