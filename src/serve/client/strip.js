// What the preview says of a page, at the foot of the window: what is wrong, how the page stands, what was saved.
//
// It lives in a tree of its own, so the styles of the page and of the strip do not reach one another. Whatever comes from
// files is put there as text.
import { element, link, shortened } from "./element.js";
import { findings, scrollToMarks, wrongWords } from "./findings.js";
import { makeRoom } from "./room.js";
import { Session } from "./session.js";
import { standing } from "./standing.js";
import { clock } from "./time.js";

// How long it is worth saying that a page was saved.
const SAVED_FOR = 5 * 60 * 1000;

const code = (textContent) => element("code", { textContent });
const stoppedSince = (moment) =>
  element("p", {}, WORDS.preview_stopped({ time: clock(moment) }), code("guidepost serve"), WORDS.preview_start_again);
const wasThisPage = (file) => element("p", {}, code(file), WORDS.page_is_gone);

export class Strip {
  #host = element("div", { id: "guidepost-preview" });
  #panel = element("div", { className: "panel", id: "panel", tabIndex: -1, hidden: true });
  #bar = element("div", { className: "bar" });
  // Read out when it changes, whatever has the focus.
  #alert = element("p", { className: "alert", role: "alert" });
  #said = element("p", { className: "said", role: "status" });
  #notice = element("p", { className: "notice", role: "status" });
  #shown = "";
  #session = new Session();
  #state = {};
  #stopped;
  #forgetting;

  constructor() {
    const foot = element("div", { className: "foot" }, this.#said, this.#notice, this.#alert, this.#bar);
    const box = element("aside", {}, this.#panel, foot);
    box.setAttribute("aria-label", WORDS.preview);
    const root = this.#host.attachShadow({ mode: "open" });
    const styles = element("link", { rel: "stylesheet", href: "/_guidepost/client.css" });
    styles.addEventListener("load", () => scrollToMarks(this.#panel));
    root.append(styles, box);
    this.#panel.addEventListener("click", (event) => this.#follow(event));
    addEventListener("keydown", (event) => this.#escape(event));
    makeRoom(foot);
  }

  holds(target) {
    return this.#host === target;
  }

  // Says something of its own: a place in the source, which can be copied.
  say(place, words = "") {
    const text = element("code", { textContent: place });
    this.#said.replaceChildren(...(words ? [`${words} `, text, this.#copy(place)] : [place]));
    this.#attach();
  }

  // What there is to say of the page. `isOld` where the newest text cannot be shown and the one before it is.
  show(state) {
    // How it stands is said of the text that is shown.
    if (state.isOld) state.page.standing = this.#state.page?.standing;
    const text = JSON.stringify({ ...state, findings: { ...state.findings, generation: "" }, page: { ...state.page, generation: "", files: {} } });
    if (text === this.#shown) return;
    this.#shown = text;
    this.#state = state;
    this.#alarm();
    this.#draw();
    this.#tellNotice();
    scrollToMarks(this.#panel);
  }

  // Since when the server is gone; nothing where it is there.
  stopped(since) {
    if (this.#stopped === since) return;
    this.#stopped = since;
    this.#tellNotice();
  }

  // The page that is shown went, and what is loaded next says so.
  isGone() {
    const { place } = this.#state.page?.source ?? {};
    if (place) this.#session.set({ gone: { path: location.pathname, file: place.replace(/:\d+:\d+$/, "") } });
  }

  #tellNotice() {
    const { gone } = this.#session.now;
    const isGone = this.#state.status === 404 && gone.path === location.pathname;
    if (!isGone && gone.path && this.#state.status) this.#session.set({ gone: {} });
    const words = this.#stopped ? stoppedSince(this.#stopped) : isGone ? wasThisPage(gone.file) : element("p");
    // It is read out when it changes.
    if (this.#notice.textContent !== words.textContent) this.#notice.replaceChildren(...words.childNodes);
    // Where there is nothing to say, there is nothing to hide.
    if (this.#notice.hasChildNodes() || this.#bar.childElementCount > 1 || this.#session.now.hidden) this.#attach();
    else if (this.#state.page) this.#host.remove();
  }

  // What is new to this tab opens by itself, as does what keeps the page from being drawn, until its reader closes it.
  #alarm() {
    const { findings: found, isOld } = this.#state;
    this.#session.know(found);
    const news = this.#errors().filter((error) => this.#session.isNews(error));
    const words = news.length > 0 ? isOld ? WORDS.newest_not_shown_wrong({ wrong: wrongWords(found) }) : wrongWords(found) : "";
    if (this.#alert.textContent !== words) this.#alert.textContent = words;
    const { open, byItself } = this.#session.now;
    if (news.length > 0) this.#session.set({ open: "findings", byItself: byItself || open !== "findings", hidden: false });
    else if (byItself || (open === "findings" && !isOld && found.findings.length === 0)) this.#session.set({ open: "", byItself: false });
  }

  #errors() {
    return this.#state.findings?.findings.filter(({ severity }) => severity === "error") ?? [];
  }

  #draw() {
    const focused = this.#host.shadowRoot.activeElement?.dataset.key;
    const { findings: found, page, isOld } = this.#state;
    const { open, hidden } = this.#session.now;
    this.#host.toggleAttribute("data-broken", isOld);
    clearTimeout(this.#forgetting);
    this.#bar.replaceChildren(...(hidden ? [this.#button("show", WORDS.preview, () => this.#set({ hidden: false }))] : this.#parts()));
    const content = { findings: () => (found.findings.length > 0 || isOld) && findings(found, isOld), standing: () => page.standing && standing(page.standing) }[open]?.();
    this.#panel.hidden = hidden || !content;
    this.#panel.className = `panel ${open}`;
    this.#panel.replaceChildren(...(content && !hidden ? [content, this.#close()] : []));
    if (content) this.#panel.setAttribute("role", "region");
    if (content) this.#panel.setAttribute("aria-label", open === "findings" ? WORDS.findings : WORDS.how_page_stands);
    if (focused) this.#host.shadowRoot.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  #parts() {
    const { findings: found, page, isOld } = this.#state;
    const parts = [];
    const wrong = wrongWords(found);
    const saved = this.#newlySaved(page.saved);
    if (isOld) parts.push(element("strong", { className: "old", textContent: WORDS.not_newest_text }));
    if (wrong) parts.push(this.#toggle("findings", wrong, found.page.errors || found.of_site.errors ? "errors" : ""));
    if (page.standing) parts.push(this.#toggle("standing", page.standing.words || WORDS.checklist, page.standing.standing, page.standing.progress));
    if (saved) parts.push(this.#savedPart(saved));
    if (page.source) parts.push(this.#sourcePart(page.source));
    return [...parts, this.#button("hide", WORDS.hide, () => this.#shut({ hidden: true }), WORDS.hide_strip)];
  }

  // What was saved on other pages, until it is some minutes old or this tab has shown one of them.
  #newlySaved(saved) {
    if (!saved) return undefined;
    if (saved.is_shown) this.#session.set({ seen: saved.at });
    const left = saved.at + SAVED_FOR - Date.now();
    if (saved.at <= this.#session.now.seen || left <= 0) return undefined;
    this.#forgetting = setTimeout(() => this.#draw(), left);
    return saved;
  }

  #savedPart({ pages, count, at }) {
    const shown = pages.flatMap(({ file, path }, nth) => [nth > 0 && ", ", Object.assign(link(`/${path}`, shortened(file)), { title: file })]);
    const [more, time] = [count - pages.length, clock(at)];
    const words = more > 0 ? WORDS.more_were_saved({ more, time }) : WORDS.were_saved({ count, time });
    return element("span", { className: "saved" }, element("span", {}, WORDS.saved_show, ...shown, words));
  }

  #sourcePart({ place, open }) {
    if (open) return Object.assign(link(open, WORDS.open_source), { title: WORDS.open_source_title({ place }) });
    return this.#button("source", WORDS.source, () => this.say(place, WORDS.source_is_at), WORDS.where_source_is);
  }

  #toggle(part, words, kind, more = "") {
    const isOpen = this.#session.now.open === part;
    const press = () => (isOpen ? this.#shut() : this.#set({ open: part, byItself: false }));
    const button = this.#button(part, words, press);
    button.setAttribute("aria-expanded", String(isOpen));
    button.setAttribute("aria-controls", "panel");
    if (kind) button.dataset.kind = kind;
    if (more) button.append(element("span", { className: "more", textContent: more }));
    return button;
  }

  #button(key, words, press, title = "") {
    const button = element("button", { type: "button", title }, words);
    button.dataset.key = key;
    button.addEventListener("click", press);
    return button;
  }

  #close() {
    const close = this.#button("close", WORDS.close, () => this.#shut(), WORDS.close_escape);
    close.className = "close";
    return close;
  }

  #copy(text) {
    const copy = this.#button("copy", WORDS.copy, async () => {
      const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
      copy.textContent = isCopied ? WORDS.copied : WORDS.select_to_copy;
    });
    return copy;
  }

  // A link to another page of the site leads to what the panel would lie over.
  #follow(event) {
    const to = event.target.closest("a");
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    if (to?.origin === location.origin && !isElsewhere) this.#shut();
  }

  // Closes what is open. Findings that were closed do not open by themselves again.
  #shut(change = {}) {
    if (this.#session.now.open === "findings") this.#session.close(this.#errors());
    this.#set({ ...change, open: "", byItself: false });
  }

  #escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (this.#said.hasChildNodes()) this.#said.replaceChildren();
    else if (this.#session.now.open) {
      const part = this.#session.now.open;
      const within = this.#host.shadowRoot.activeElement;
      this.#shut();
      // The focus goes back to what opened it, if it was in there.
      if (within) this.#host.shadowRoot.querySelector(`[data-key="${part}"]`)?.focus();
    }
  }

  #set(change) {
    this.#session.set(change);
    if (!this.#state.page) return;
    this.#draw();
    scrollToMarks(this.#panel);
  }

  #attach() {
    if (!this.#host.isConnected) document.body.append(this.#host);
  }
}
