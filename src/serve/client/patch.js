// Brings the page that is shown to what the server sends now.
//
// Three pages meet here: the one that was sent last, the one that is sent now, and the one that is shown, which scripts
// and readers have changed since: folds that were opened, answers that were ticked, buttons that a script has added.
// Only what differs between the two that were sent is done to the one that is shown, so all else stays as it is. A
// library that compares two pages cannot tell a reader's changes from the server's, and takes them back.
import { match } from "./match.js";

// The page as it was sent last, and which node of it is shown by which.
export class Patcher {
  #sent;
  #live;
  #rootIsKnown = false;
  // The stylesheets that each new one stands in for, from when it is asked for until it is there.
  #leaving = new WeakMap();

  constructor(sent, live) {
    this.#sent = sent;
    this.#live = live;
  }

  get sent() {
    return this.#sent;
  }

  // The elements of the page as sent, by those that show them; what scripts have made is not among these.
  sentByShown() {
    const elements = this.#sent.querySelectorAll("*");
    return new Map([...elements].map((element) => [this.#live.get(element), element]));
  }

  // Makes the page what is sent now.
  patch(now) {
    if (!this.#rootIsKnown) this.#knowRoot(now.documentElement);
    this.#children(this.#sent.documentElement, now.documentElement);
    this.#attributes(this.#sent.documentElement, now.documentElement);
  }

  // A script of the head has marked the root before anything could be copied: of what it says at first, only what
  // the server sends now is taken for the server's.
  #knowRoot(now) {
    const root = this.#sent.documentElement;
    this.#rootIsKnown = true;
    for (const { name } of [...root.attributes]) if (!now.hasAttribute(name)) root.removeAttribute(name);
  }

  #node(was, now) {
    if (was.nodeType !== Node.ELEMENT_NODE) return this.#text(was, now);
    // With scripts on, nothing in it is shown, and it is one text here and elements there.
    if (was.localName === "noscript") return;
    if (was.localName === "template" || was.localName === "svg") return this.#anew(was, now);
    if (isStylesheet(was) && was.getAttribute("href") !== now.getAttribute("href")) return this.#restyle(was, now);
    const playsOther = sources(was) !== sources(now);
    this.#attributes(was, now);
    this.#children(was, now);
    if (playsOther) this.#live.get(was)?.load?.();
  }

  #text(was, now) {
    const live = this.#live.get(was);
    if (live) splice(live, live.data, now.data);
    was.data = now.data;
  }

  // What is one thing to scripts and readers alike is put there as a whole.
  #anew(was, now) {
    const live = this.#live.get(was);
    const fresh = this.#made(now);
    live?.replaceWith(fresh);
    was.replaceWith(now);
  }

  // The new styles come beside the old, which go when the new are there: nothing is drawn without any.
  #restyle(was, now) {
    const live = this.#live.get(was);
    const fresh = this.#made(now);
    const leaving = [live, ...(this.#leaving.get(live) ?? [])];
    this.#leaving.set(fresh, leaving);
    const leave = () => leaving.forEach((link) => link?.remove());
    for (const happened of ["load", "error"]) fresh.addEventListener(happened, leave, { once: true });
    live?.after(fresh);
    was.replaceWith(now);
  }

  #attributes(was, now) {
    const live = this.#live.get(was);
    for (const { name } of [...was.attributes]) {
      if (now.hasAttribute(name)) continue;
      if (name === "class") live?.classList.remove(...was.classList);
      else live?.removeAttribute(name);
      was.removeAttribute(name);
    }
    for (const { name, value } of now.attributes) {
      const before = was.getAttribute(name);
      if (before === value) continue;
      if (name === "class" && live) {
        live.classList.remove(...[...was.classList].filter((word) => !now.classList.contains(word)));
        live.classList.add(...now.classList);
      } else live?.setAttribute(name, value);
      was.setAttribute(name, value);
    }
  }

  #children(was, now) {
    const parent = this.#live.get(was);
    const [before, after] = [[...was.childNodes], [...now.childNodes]];
    const { pairs, equal } = match(before, after);
    const kept = new Set(pairs.values());
    for (const node of before) {
      if (kept.has(node)) continue;
      this.#live.get(node)?.remove();
      node.remove();
    }
    const places = new Map(before.map((node, at) => [node, at]));
    let last = null;
    let place = -1;
    for (const node of after) {
      const pair = pairs.get(node);
      was.append(pair ?? node);
      if (!pair) this.#insert(parent, this.#made(node), last);
      else if (places.get(pair) < place) this.#move(parent, this.#live.get(pair), last);
      else place = places.get(pair);
      if (pair && !equal.has(node)) this.#node(pair, node);
      // A node that took the place of its pair stands there now.
      const shown = this.#live.get(was.lastChild);
      if (shown?.parentNode === parent) last = shown;
    }
  }

  // What scripts have put behind `last` stays behind it.
  #insert(parent, fresh, last) {
    parent?.insertBefore(fresh, last ? last.nextSibling : parent.firstChild);
  }

  // What plays or has the focus goes on doing so, where the browser can.
  #move(parent, live, last) {
    if (!live || live.parentNode !== parent) return;
    const before = last ? last.nextSibling : parent.firstChild;
    if (parent.moveBefore) parent.moveBefore(live, before);
    else parent.insertBefore(live, before);
  }

  // A node for the page that is shown, made after one that was sent.
  #made(sent) {
    const fresh = document.importNode(sent, true);
    const pair = (copy, here) => {
      this.#live.set(copy, here);
      copy.childNodes.forEach((child, nth) => pair(child, here.childNodes[nth]));
    };
    pair(sent, fresh);
    return fresh;
  }
}

export const isStylesheet = (node) => node.localName === "link" && node.relList.contains("stylesheet");

// What a video or a sound plays; nothing for everything else.
const sources = (node) =>
  node.localName === "video" || node.localName === "audio"
    ? [node, ...node.querySelectorAll("source")].map((part) => part.getAttribute("src")).join(" ")
    : "";

// Changes only what differs, so that a selection around it stays.
const splice = (node, old, text) => {
  let start = 0;
  while (start < old.length && start < text.length && old[start] === text[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < text.length - start && old.at(-1 - end) === text.at(-1 - end)) end += 1;
  node.replaceData(start, old.length - start - end, text.slice(start, text.length - end));
};
