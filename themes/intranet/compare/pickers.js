// The pickers on a history page: any two texts of the page, compared. The address says which: `#compare=r-1a2b..r-3c4d`.
"use strict";
{
  const form = document.querySelector("form.compare");
  const place = document.querySelector(".compared");
  const said = place.querySelector(".compared-said");
  const close = place.querySelector("button");
  const { older, newer } = form.elements;
  const LONGEST = 60;

  // The revisions as the page lists them, the newest first.
  const listed = () => [...document.querySelectorAll(".revisions > li[id]")].slice(0, Number(form.dataset.most)).map((item) => {
    const number = item.querySelector(".number").textContent;
    const day = item.querySelector("time");
    const title = item.querySelector(".revision-title")?.textContent.trim() ?? "";
    const short = title.length > LONGEST ? `${title.slice(0, LONGEST).trimEnd()}…` : title;
    return { id: item.id, number, day: day?.dateTime ?? "", words: [number, day?.textContent, short].filter(Boolean).join(" · ") };
  });
  let revisions = listed();
  const placeOf = (id) => revisions.findIndex((revision) => revision.id === id);

  function fill(picker, chosen) {
    picker.replaceChildren(...revisions.map(({ id, words }) => new Option(words, id)));
    picker.selectedIndex = chosen;
    picker.disabled = false;
  }

  // From the text of a year before the newest, or the first, to the newest; what was chosen stays chosen.
  function choose() {
    const [year, ...rest] = (revisions.find(({ day }) => day)?.day ?? "").split("-");
    const before = [Number(year) - 1, ...rest].join("-");
    const old = revisions.findIndex(({ day }) => day && day <= before);
    const [was, is] = [placeOf(older.value), placeOf(newer.value)];
    fill(older, was >= 0 ? was : old > 0 ? old : revisions.length - 1);
    fill(newer, is >= 0 ? is : 0);
    form.querySelector("button").disabled = false;
  }

  // ---- The texts, fetched once.

  let texts;
  const parser = new DOMParser();

  function fetched() {
    texts ??= read().catch((error) => {
      texts = undefined;
      throw error;
    });
    return texts;
  }

  async function read() {
    const answer = await fetch(form.dataset.compare);
    if (!answer.ok) throw new Error(`${answer.status}`);
    const { blocks, heads, texts } = await answer.json();
    const nodes = new Map();
    const node = (number) => {
      if (!nodes.has(number)) nodes.set(number, parser.parseFromString(blocks[number], "text/html").body.firstElementChild);
      return nodes.get(number);
    };
    // Numbers that count up are written as the first and the last of them.
    const numbers = (runs) => runs.flatMap((run) => (Array.isArray(run) ? Array.from({ length: run[1] - run[0] + 1 }, (_, nth) => run[0] + nth) : [run]));
    return new Map(texts.map(({ id, head, blocks }) => [id, () => ({ fields: heads[head], blocks: numbers(blocks).map((number) => ({ number, node: node(number) })) })]));
  }

  // ---- What is shown.

  // Which comparison was asked for last: an answer to an older question is of no interest.
  let asked = 0;

  function show(ids) {
    tell(WORDS.texts_being_read);
    return compare(ids);
  }

  async function compare(ids) {
    const question = ++asked;
    const places = ids.map(placeOf);
    if (places.includes(-1)) return tell(WORDS.text_not_here);
    const [now, old] = places.sort((a, b) => a - b);
    [older.selectedIndex, newer.selectedIndex] = [old, now];
    if (old === now) return tell(WORDS.same_text);
    try {
      const known = await fetched();
      if (question === asked) draw(revisions[old], revisions[now], known);
    } catch {
      if (question === asked) tell(WORDS.texts_not_loaded);
    }
  }

  function draw(old, now, known) {
    const pair = [old, now].map(({ id }) => known.get(id));
    const missing = [old, now].filter((_, at) => !pair[at]).map(({ number }) => number);
    const [first, last] = missing;
    if (first) return tell(last ? WORDS.texts_unreadable({ first, last }) : WORDS.text_unreadable({ which: first }));
    const { redline, words, isCut } = globalThis.guidepostRedline(...pair.map((text) => text()));
    const between = { old: old.number, new: now.number, what: words };
    if (!words) return tell(WORDS.between_nothing(between));
    tell(isCut ? WORDS.between_cut(between) : WORDS.between(between), redline);
  }

  // What is shown already stays, with all that was unfolded in it.
  let shown = "";

  function tell(words, ...redline) {
    if (said.textContent !== words) said.textContent = words;
    close.hidden = !words;
    const drawn = redline.map(({ outerHTML }) => outerHTML).join("");
    if (drawn === shown) return;
    shown = drawn;
    place.querySelector(".text")?.remove();
    close.before(...redline);
  }

  function clear() {
    asked++;
    tell("");
  }

  // The address decides what is shown, so that it can be sent, and going back goes back.
  const inAddress = () => /^#compare=([\w-]+)\.\.([\w-]+)$/.exec(location.hash)?.slice(1);

  function follow() {
    const ids = inAddress();
    if (!ids) return clear();
    return show(ids);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = `#compare=${older.value}..${newer.value}`;
    if (location.hash === wanted) follow();
    else location.hash = wanted;
  });
  close.addEventListener("click", () => {
    history.pushState(null, "", location.pathname + location.search);
    clear();
    older.focus();
  });
  choose();
  addEventListener("hashchange", follow);
  if (inAddress()) follow().then(() => form.scrollIntoView());

  // The preview has changed the page that is shown, and perhaps the texts.
  const { src } = document.currentScript;
  document.addEventListener("guidepost:patched", ({ detail }) => {
    detail.cope(src);
    revisions = listed();
    texts = undefined;
    choose();
    const ids = inAddress();
    if (!ids) return;
    // What was chosen and not asked for yet stays chosen beside what is shown.
    const chosen = [older.selectedIndex, newer.selectedIndex];
    compare(ids);
    [older.selectedIndex, newer.selectedIndex] = chosen;
  });
}
