// Two texts, block by block, as one that says what became of the first: in the same shapes as the redlines of the page.
"use strict";
globalThis.guidepostRedline = (() => {
  // The preview has changed the page that is shown: nothing here depends on what is in it.
  const { src } = document.currentScript;
  document.addEventListener("guidepost:patched", ({ detail }) => detail.cope(src));

  const { aligned, restart } = globalThis.guidepostLists;
  const { TOKEN, tokens, line, written, counted, element, hidden, remark, said } = globalThis.guidepostWords;
  const BLOCKS = new Set("P H1 H2 H3 H4 H5 H6 UL OL LI DL DT DD BLOCKQUOTE ASIDE FIGURE FIGCAPTION DIV TABLE PRE HR".split(" "));
  const isBlock = (node) => node.nodeType === Node.ELEMENT_NODE && BLOCKS.has(node.tagName);

  const FAMILIES = { UL: "list", OL: "list", BLOCKQUOTE: "quotation", ASIDE: "quotation", P: "line" };
  const family = (node) => (/^H\d/.test(node.tagName) ? "heading" : FAMILIES[node.tagName] ?? (node.tagName === "DIV" ? `DIV.${node.classList[0]}` : node.tagName));
  const block = (node, key = node.outerHTML) => ({ node, key, family: family(node), words: () => node.textContent });

  // What an element holds: blocks, and between them lines.
  function members(parent) {
    const found = [];
    let nodes = [];
    const end = () => {
      const words = () => held.map((node) => node.textContent).join("");
      const held = nodes;
      const key = held.map((node) => node.outerHTML ?? node.data.trim()).join("");
      if (key) found.push({ nodes: held, key, family: "line", words });
      nodes = [];
    };
    for (const node of parent.childNodes) {
      if (isBlock(node)) {
        end();
        found.push(block(node));
      } else if (node.tagName !== "INPUT") nodes.push(node);
    }
    end();
    return found;
  }

  const isLine = ({ node, nodes }) => Boolean(nodes) || (/^(P|H\d|DT|FIGCAPTION|TD|TH)$/.test(node.tagName) && ![...node.childNodes].some(isBlock));

  // The words of a line; blanks at its ends are not seen.
  function wordsOf({ node, nodes }) {
    const found = tokens(nodes ?? node.childNodes);
    const seen = ({ key }) => key !== " ";
    return found.slice(Math.max(found.findIndex(seen), 0), found.findLastIndex(seen) + 1);
  }

  // A member as it was or is, or all of it new or gone.
  function whole(member, state) {
    const { node, nodes } = member;
    if (state === "kept") return nodes ? [...nodes].map((part) => part.cloneNode(true)) : [node.cloneNode(true)];
    if (isLine(member)) {
      const pieces = written(wordsOf(member).map((token) => ({ ...token, state })));
      return nodes ? [pieces] : [shell(node, state, pieces)];
    }
    if (node.tagName === "HR") return [element("div", state, hidden(said[state] + WORDS.dividing_line), element("hr"))];
    if (node.tagName === "PRE") return [sourceOf(node, [written([{ text: node.textContent, around: [], state }])])];
    if (node.tagName === "TABLE") return [tableOf(node, (row) => rowOf(row, state))];
    const inside = members(node).flatMap((inner) => whole(inner, state));
    return [shell(node, state, ...checkbox(node), ...inside.map(unclassed))];
  }

  // The block around says what became of all that is in it.
  const unclassed = (node) => {
    node.classList?.remove("inserted", "deleted");
    return node;
  };
  const shell = (node, state, ...inside) => {
    const copy = node.cloneNode(false);
    copy.classList.add(...[state].filter(Boolean));
    copy.append(...inside);
    return copy;
  };
  const checkbox = (node) => [...node.querySelectorAll(":scope > input")].flatMap((box) => [box.cloneNode(true), " "]);

  function changed({ before, after }) {
    if (isLine(before) && isLine(after)) {
      const pieces = written(line(wordsOf(before), wordsOf(after)));
      if (after.nodes) return [pieces];
      const other = before.node && before.node.tagName !== after.node.tagName ? [" ", remark(`(${WORDS.set_in_another_way})`)] : [];
      return [shell(after.node, "changed", pieces, ...other)];
    }
    if (!before.node || !after.node) return [...whole(before, "deleted"), ...whole(after, "inserted")];
    if (after.node.querySelector(":scope > pre")) return [shell(after.node, "changed", code(before.node, after.node))];
    const tables = [before, after].map(({ node }) => node.querySelector(":scope > table"));
    if (tables.every(Boolean)) return table(tables, before, after);
    return [container(before.node, after.node)];
  }

  // A list, an item, a quotation: what holds other blocks.
  function container(before, after) {
    const changes = aligned(members(before), members(after), true);
    const touched = changes.some(({ what, after: now }) => what !== "kept" && what !== "changed" || now.nodes && what !== "kept");
    const boxes = [before, after].map((node) => node.querySelector(":scope > input"));
    const done = task(...boxes);
    const marked = after.tagName === "LI" && (touched || done.length);
    const inside = /^[OU]L$/.test(after.tagName) ? items(before, after, changes) : flow(changes);
    return shell(after, marked ? "changed" : "", ...checkbox(after), ...done, ...inside);
  }

  // The items of a list, each one element; those that did not change and are not beside one that did are folded.
  function items(before, after, changes) {
    const all = flow(changes);
    if (after.tagName === "OL") number(all, [before, after], changes);
    const fold = (some) => element("li", "unchanged", details(WORDS.unit_item({ count: some.length }), element(after.localName, "", ...some)));
    return entries(changes, all, fold);
  }

  // What became of the box of a task.
  function task(...boxes) {
    const [before, after] = boxes.map((box) => (box ? (box.checked ? WORDS.done : WORDS.to_do) : WORDS.no_task));
    return before === after ? [] : [remark(`(${WORDS.was_now({ before, after })}) `)];
  }

  // Numbers are those of the new list; what is gone keeps its own.
  function number(items, [before, after], changes) {
    let next = after.start;
    const old = new Map([...before.children].map((item, at) => [item, before.start + at]));
    changes.forEach(({ what, before: was }, at) => {
      items[at].value = what === "deleted" || what === "left" ? old.get(was.node) : next++;
    });
  }

  // Stretches of what is shown and of what is folded: what did not change, but for one beside each that did.
  function passages(changes, fewest) {
    const found = [];
    let [at, shown] = [0, 0];
    while (at < changes.length) {
      const isKept = changes[at].what === "kept";
      let end = at;
      while (end < changes.length && (changes[end].what === "kept") === isKept) end++;
      const from = isKept && at > 0 ? at + 1 : at;
      const to = isKept && end < changes.length ? end - 1 : end;
      if (isKept && to - from >= fewest) {
        found.push({ stretch: [shown, from] }, { stretch: [from, to], isFolded: true });
        shown = to;
      }
      at = end;
    }
    return [...found, { stretch: [shown, changes.length] }];
  }

  // Items or rows, some of which are folded: fewer are not worth it.
  const FEWEST_ENTRIES = 4;
  const entries = (changes, nodes, fold) =>
    passages(changes, FEWEST_ENTRIES).flatMap(({ stretch, isFolded }) => (isFolded ? [fold(nodes.slice(...stretch))] : nodes.slice(...stretch)));

  const details = (words, ...inside) => element("details", "unchanged", element("summary", "", WORDS.unchanged({ what: words })), ...inside);

  function flow(changes) {
    return changes.flatMap((change) => {
      if (change.what === "kept") return whole(change.after, "kept");
      if (change.what === "changed") return changed(change);
      if (change.what === "inserted") return whole(change.after, "inserted");
      if (change.what === "deleted") return whole(change.before, "deleted");
      return relocated(change);
    });
  }

  // What stands elsewhere is named where it stood, and marked where it stands.
  function relocated({ what, before, after, way }) {
    const isItem = before.node?.tagName === "LI";
    if (what === "arrived") {
      const note = way === "up" ? WORDS.moved_up_here : WORDS.moved_down_here;
      if (isItem) return [shell(after.node, "relocated", ...checkbox(after.node), remark(`${note}: `), ...members(after.node).flatMap((inner) => whole(inner, "kept")))];
      return [element("div", "relocated", element("p", "remark", note), ...whole(after, "kept"))];
    }
    const words = before.words().trim().replace(/\s+/g, " ");
    const name = words.length > 48 ? `${words.slice(0, 48).replace(/\s\S*$/, "")}…` : words;
    return [element(isItem ? "li" : "p", "relocated", remark(way === "up" ? WORDS.moved_up_named({ name }) : WORDS.moved_down_named({ name })))];
  }

  const sourceOf = (pre, content) => shell(pre, "", shell(pre.querySelector("code") ?? element("code"), "", ...content));

  function code(before, after) {
    const lines = (node) => node.textContent.replace(/\n$/, "").split("\n").map((text) => ({ text, key: text, family: "line", words: () => text }));
    const pieces = (text) => [...text.matchAll(TOKEN)].map(([text]) => ({ text, key: text, around: [] }));
    const all = (text, state) => written([{ text, around: [], state }]);
    const content = aligned(lines(before), lines(after), false).flatMap(({ what, before, after }) => {
      if (what === "kept") return [after.text, "\n"];
      if (what === "changed") return [written(line(pieces(before.text), pieces(after.text))), "\n"];
      return [all((after ?? before).text, what), "\n"];
    });
    return sourceOf(after.querySelector("pre"), content);
  }

  const rowsOf = (node) => [...node.querySelectorAll("tr")];
  const rowOf = (row, state) => shell(row, state, ...[...row.children].map((cell) => unclassed(whole({ node: cell }, state)[0])));

  // A table with each of its rows drawn anew.
  function tableOf(node, draw) {
    const copy = node.cloneNode(true);
    for (const row of rowsOf(copy)) row.replaceWith(draw(row));
    return copy;
  }

  function table([old, now], before, after) {
    const [oldRows, rows] = [rowsOf(old), rowsOf(now)];
    const columns = rows[0].children.length;
    if (oldRows[0].children.length !== columns) return [...whole(before, "deleted"), ...whole(after, "inserted")];
    const copy = now.cloneNode(true);
    rowsOf(copy)[0].replaceWith(cells({ before: { node: oldRows[0] }, after: { node: rows[0] } }));
    const body = copy.querySelector("tbody");
    const row = (node) => ({ ...block(node), words: () => [...node.children].map((cell) => cell.textContent).join(" ") });
    const changes = aligned(oldRows.slice(1).map(row), rows.slice(1).map(row), false);
    const rowsNow = changes.map((change) => {
      if (change.what === "kept") return change.after.node.cloneNode(true);
      if (change.what === "changed") return cells(change);
      return rowOf((change.after ?? change.before).node, change.what);
    });
    body?.replaceChildren(...entries(changes, rowsNow, (some) => foldedRows(some, columns)));
    return [shell(after.node, "", copy)];
  }

  // As a table within one cell: nothing but rows can stand between rows.
  function foldedRows(rows, columns) {
    const cell = element("td", "", details(WORDS.unit_table_row({ count: rows.length }), element("table", "", element("tbody", "", ...rows))));
    cell.colSpan = columns;
    return element("tr", "unchanged", cell);
  }

  function cells({ before, after }) {
    const old = [...before.node.children];
    const pairs = [...after.node.children].map((cell, at) => [old[at], cell]);
    return shell(after.node, "", ...pairs.map(([was, cell]) => {
      if (!was || was.innerHTML === cell.innerHTML) return cell.cloneNode(true);
      return shell(cell, "changed", written(line(wordsOf({ node: was }), wordsOf({ node: cell }))));
    }));
  }

  // ---- The data at the head of a text.

  const plain = (value) => [...value.matchAll(TOKEN)].map(([text]) => ({ text, key: text, around: [] }));

  function fields(old, now) {
    const [before, after] = [new Map(old), new Map(now)];
    const names = [...new Set([...after.keys(), ...before.keys()])];
    const rows = names.flatMap((name) => {
      const [was, is] = [before.get(name) ?? [], after.get(name) ?? []];
      return JSON.stringify(was) === JSON.stringify(is) ? [] : [field(name, was, is)];
    });
    if (!rows.length) return [];
    const head = element("tr", "", ...[WORDS.fields_name, WORDS.fields_before, WORDS.fields_after].map((words) => scoped("col", words)));
    return [element("table", "fields", element("caption", "", WORDS.fields_caption), element("thead", "", head), element("tbody", "", ...rows))];
  }

  const scoped = (scope, words) => {
    const cell = element("th", "", words);
    cell.scope = scope;
    return cell;
  };

  function field(name, was, is) {
    const pieces = was.length === 1 && is.length === 1 ? [line(plain(was[0]), plain(is[0]))] : null;
    const side = (values, others, state) => {
      if (pieces) return pieces.map((all) => written(all.filter((piece) => piece.state === "kept" || piece.state === state)));
      return values.map((value) => written(plain(value).map((token) => ({ ...token, state: others.includes(value) ? "kept" : state }))));
    };
    const cell = (values) => element("td", "", values.length > 1 ? element("ul", "", ...values.map((value) => element("li", "", value))) : values[0] ?? remark(WORDS.nothing));
    return element("tr", "changed", scoped("row", name), cell(side(was, is, "deleted")), cell(side(is, was, "inserted")));
  }

  // ---- The whole.

  const passage = (count) => WORDS.unit_passage({ count });
  const list = (count) => WORDS.unit_list({ count });
  const UNITS = {
    P: (count) => WORDS.unit_paragraph({ count }),
    H: (count) => WORDS.unit_heading({ count }),
    UL: list,
    OL: list,
    TABLE: (count) => WORDS.unit_table({ count }),
    BLOCKQUOTE: (count) => WORDS.unit_quotation({ count }),
    ASIDE: (count) => WORDS.unit_callout({ count }),
    FIGURE: (count) => WORDS.unit_picture({ count }),
  };

  const FEWEST_BLOCKS = 2;

  function folded(changes) {
    return passages(changes, FEWEST_BLOCKS).flatMap(({ stretch, isFolded }) => (isFolded ? [unchanged(changes.slice(...stretch))] : flow(changes.slice(...stretch))));
  }

  function unchanged(changes) {
    const unit = ({ after: { node } }) => UNITS[node.tagName.replace(/\d/, "")] ?? UNITS[node.firstElementChild?.tagName] ?? passage;
    const kinds = [...Map.groupBy(changes, unit)].map(([counted, { length }]) => counted(length));
    const [first, last] = kinds;
    const words = kinds.length > 2 ? passage(changes.length) : last ? WORDS.list_end({ first, last }) : first;
    return details(words, ...flow(changes));
  }

  function summary(changes, data) {
    const number = (...what) => changes.filter((change) => what.includes(change.what)).length;
    const words = counted();
    const parts = [
      [number("changed"), WORDS.how_changed({ what: passage(number("changed")) })],
      [number("inserted"), WORDS.how_added({ what: number("inserted") })],
      [number("deleted"), WORDS.how_removed({ what: number("deleted") })],
      [number("arrived"), WORDS.how_moved({ what: number("arrived") })],
      [data.length, WORDS.data_changed],
      [words.in + words.out, WORDS.words_in_out(words)],
    ];
    return parts.filter(([number]) => number).map(([, words]) => words).join(", ");
  }

  // A text: its `fields`, names with their values, and its `blocks`, each an element with a number that is the same
  // for the same. Answers the redline, what changed in words (empty for nothing), and whether it could be compared throughout.
  return (old, now) => {
    restart();
    const data = fields(old.fields, now.fields);
    counted();
    const members = ({ blocks }) => blocks.map(({ number, node }) => block(node, number));
    const changes = aligned(members(old), members(now), true);
    const redline = element("div", "text", element("div", "redline", ...data, ...folded(changes)));
    return { redline, words: summary(changes, data), isCut: restart() };
  };
})();
