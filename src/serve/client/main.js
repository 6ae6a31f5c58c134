// Keeps the page at the newest state of the site: hears of new generations, asks for the page's own new bytes, and
// brings the page to them.
import { jumpFrom } from "./jump.js";
import { Patcher } from "./patch.js";
import { undrawn } from "./findings.js";
import { comeBack, loadAnew } from "./place.js";
import { refresh } from "./renew.js";
import { Stream } from "./stream.js";
import { Strip } from "./strip.js";

// What is said of the page beside it, since the page itself is as published.
const navigation = performance.getEntriesByType("navigation")[0];
const said = (name) => navigation?.serverTiming?.find((entry) => entry.name === name)?.description ?? "";

class Page {
  // Which state of the site the page is of, the name of its bytes, and how it was answered.
  #generation = said("generation");
  #bytes = said("page");
  #status = navigation?.responseStatus || 200;
  #isBroken = said("state") === "broken";
  #patcher;
  #strip;
  #wanted = "";
  #busy = false;

  constructor(sent, live) {
    this.#patcher = new Patcher(sent, live);
    this.#strip = new Strip();
    comeBack();
    jumpFrom(this.#patcher, this.#strip);
  }

  get generation() {
    return this.#generation;
  }

  // One question at a time; what is newest when an answer has come is asked for next.
  async see(generation) {
    this.#wanted = generation;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#wanted && this.#wanted !== this.#generation) {
        this.#wanted = "";
        await this.#catchUp();
      }
    } finally {
      this.#busy = false;
    }
  }

  async #catchUp() {
    const headers = this.#bytes ? { "If-None-Match": `"${this.#bytes}"` } : {};
    const answer = await fetch(location.pathname + location.search, { headers });
    const text = answer.status === 304 ? "" : await answer.text();
    const state = answer.headers.get("guidepost-page");
    const isBroken = answer.status >= 500 || (state === "broken" && !this.#isBroken);
    if (isBroken || state === "last-good") return this.#keep(answer);
    const isOther = answer.redirected || (text && answer.status !== this.#status);
    if (answer.status === 404 && isOther) this.#strip.isGone();
    if (isOther || (text && !isPage(answer))) return this.#load();
    this.#know(answer);
    if (text && !this.#patch(text)) return this.#load();
    this.#bytes = nameOf(answer);
    this.#isBroken = answer.headers.get("guidepost-page") === "broken";
    // The words of the page come first; what is said of it is drawn after them.
    if (text) await drawn();
    await this.tell();
  }

  // The newest text is not what was meant: the last that was stays, unless there is none.
  async #keep(answer) {
    this.#know(answer);
    await this.tell(answer.status !== 304 || answer.headers.get("guidepost-page") === "last-good");
  }

  #know(answer) {
    this.#generation = answer.headers.get("guidepost-generation") ?? this.#generation;
  }

  // Whether what is shown is right now.
  #patch(text) {
    const now = new DOMParser().parseFromString(text, "text/html");
    if (!canBecome(this.#patcher.sent, now)) return false;
    refresh.apply(now);
    this.#patcher.patch(now);
    return scriptsCope(this.#patcher.sent);
  }

  // Says in the strip what is to be said of the page as it is now.
  async tell(isOld = false) {
    const path = encodeURIComponent(location.pathname);
    const ask = (what) => fetch(`/_guidepost/${what}?path=${path}`).then((answer) => (answer.ok ? answer.json() : undefined));
    const [findings, page] = await Promise.all([ask("findings"), ask("page")]);
    if (refresh.see(page?.files, this.#patcher) === "reload") return this.#load();
    this.#strip.show({ findings: findings ?? undrawn, page: page ?? {}, isOld, status: this.#status });
  }

  // Since when the server is gone; nothing where it is there.
  stopped(since) {
    this.#strip.stopped(since);
  }

  #load() {
    stream?.leave();
    loadAnew();
    // What comes next is the new page's to deal with.
    return new Promise(() => {});
  }
}

const isPage = (answer) => (answer.headers.get("content-type") ?? "").startsWith("text/html");
const nameOf = (answer) => (answer.headers.get("etag") ?? "").replaceAll('"', "");

// Until what was changed is on the screen; a tab that nobody sees draws nothing.
const LONGEST_FRAME = 100;
const drawn = () =>
  new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, LONGEST_FRAME);
  });

// --- When a page has to be loaded anew ---

// Scripts run once, and a policy that stands cannot be taken back: with others of them it is another page. So it is in
// another language, which scripts have read at the beginning.
const canBecome = (was, now) => {
  const settled = (page) => {
    const { lang, dir } = page.documentElement;
    const scripts = [...page.scripts].filter(runs).map((script) => script.getAttribute("src") ?? script.text);
    const policies = [...page.querySelectorAll("meta[http-equiv], base")].map((element) => element.outerHTML);
    return JSON.stringify([page.compatMode, lang, dir, scripts, policies]);
  };
  return settled(was) === settled(now);
};

const runs = (script) => script.type === "" || script.type === "module" || script.type.includes("javascript");
const isOwn = (script) => script.src.startsWith(`${location.origin}/_guidepost/`);

// Tells the page's scripts that it has changed. Those that have dealt with it say so; a script that knows nothing of
// patches may hold on to what is there no more, and then the page is loaded anew.
const scriptsCope = (sent) => {
  const coped = new Set();
  document.dispatchEvent(new CustomEvent("guidepost:patched", { detail: { cope: (src) => coped.add(src) } }));
  return [...sent.scripts].filter(runs).every((script) => isOwn(script) || (script.src && coped.has(script.src)));
};

// --- New generations ---

let stream;

export const start = (sent, live) => {
  const page = new Page(sent, live);
  page.tell(said("state") === "last-good").catch(() => {});
  stream = new Stream({
    address: () => `/_guidepost/events?generation=${page.generation}&path=${encodeURIComponent(location.pathname)}`,
    heard: (generation) => page.see(generation),
    stopped: (since) => page.stopped(since),
  });
};
