// What the preview says of a page, at the foot of the window: what is wrong, how the page stands, what was saved.
//
// It lives in a tree of its own, so the styles of the page and of the strip do not reach one another. Whatever comes from
// files is put there as text.
import { element, link, shortened } from "./element.js";
import { findings, countWords } from "./findings.js";
import { standing } from "./standing.js";

const KEPT = "guidepost-strip";

export class Strip {
  #host = element("div", { id: "guidepost-preview" });
  #panel = element("div", { className: "panel", id: "panel", tabIndex: -1, hidden: true });
  #bar = element("div", { className: "bar" });
  // Read out when it changes, whatever has the focus.
  #alert = element("p", { className: "alert", role: "alert" });
  #said = element("p", { className: "said", role: "status" });
  #shown = "";
  // Which part is open, whether all is hidden, and what was told when the reader closed it.
  #state = { open: "", hidden: false, dismissed: "" };
  #told = {};

  constructor() {
    this.#recall();
    const box = element("aside", {}, this.#panel, this.#said, this.#alert, this.#bar);
    box.setAttribute("aria-label", "Preview");
    const root = this.#host.attachShadow({ mode: "open" });
    root.append(element("link", { rel: "stylesheet", href: "/_guidepost/client.css" }), box);
    addEventListener("keydown", (event) => this.#escape(event));
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
  show(told) {
    // How it stands is told of the text that is shown.
    if (told.isOld) told.page.standing = this.#told.page?.standing;
    const text = JSON.stringify({ ...told, findings: { ...told.findings, generation: "" }, page: { ...told.page, generation: "", files: {} } });
    if (text === this.#shown) return;
    this.#shown = text;
    this.#told = told;
    this.#alarm();
    this.#draw();
    // Where there is nothing to say, there is nothing to hide.
    if (this.#bar.childElementCount > 1 || this.#state.hidden) this.#attach();
    else this.#host.remove();
  }

  // Errors of this page open by themselves, until their reader closes them; other errors open again.
  #alarm() {
    const { findings: found, isOld } = this.#told;
    const errors = found.findings.filter(({ severity }) => severity === "error").map(({ text }) => text);
    const fingerprint = errors.length > 0 || isOld ? JSON.stringify([isOld, errors]) : "";
    const isNew = fingerprint !== "" && fingerprint !== this.#state.dismissed;
    const words = fingerprint && `${isOld ? "The newest text cannot be shown: " : ""}${countWords(found.page)} on this page`;
    if (this.#alert.textContent !== words) this.#alert.textContent = words;
    if (isNew) this.#set({ open: "findings", hidden: false, alarm: fingerprint });
    else if (fingerprint === "" && this.#state.alarm) this.#set({ open: "", alarm: "", dismissed: "" });
  }

  #draw() {
    const focused = this.#host.shadowRoot.activeElement?.dataset.key;
    const { findings: found, page, isOld } = this.#told;
    const { open, hidden } = this.#state;
    this.#host.toggleAttribute("data-broken", isOld);
    this.#bar.replaceChildren(...(hidden ? [this.#button("show", "Preview", () => this.#set({ hidden: false }))] : this.#parts()));
    const content = { findings: () => findings(found, isOld), standing: () => page.standing && standing(page.standing) }[open]?.();
    this.#panel.hidden = hidden || !content;
    this.#panel.className = `panel ${open}`;
    this.#panel.replaceChildren(...(content && !hidden ? [content, this.#close()] : []));
    if (content) this.#panel.setAttribute("role", "region");
    if (content) this.#panel.setAttribute("aria-label", open === "findings" ? "Findings" : "How this page stands");
    if (focused) this.#host.shadowRoot.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  #parts() {
    const { findings: found, page, isOld } = this.#told;
    const parts = [];
    const wrong = countWords(found.page) ? `${countWords(found.page)} on this page` : countWords(found.site) && `${countWords(found.site)} on other pages`;
    if (isOld) parts.push(element("strong", { className: "old", textContent: "Not the newest text" }));
    if (wrong) parts.push(this.#toggle("findings", wrong, found.page.errors ? "errors" : ""));
    if (page.standing) parts.push(this.#toggle("standing", page.standing.words || "Checklist", page.standing.standing, page.standing.progress));
    if (page.saved) parts.push(this.#savedPart(page.saved));
    if (page.source) parts.push(this.#sourcePart(page.source));
    return [...parts, this.#button("hide", "Hide", () => this.#set({ hidden: true, open: "" }), "Hide the preview's strip")];
  }

  #savedPart({ pages, count }) {
    const shown = pages.flatMap(({ file, path }, nth) => [nth > 0 && ", ", Object.assign(link(`/${path}`, shortened(file)), { title: file })]);
    const more = count > pages.length ? ` and ${count - pages.length} more` : "";
    const words = count === 1 ? "was saved just now" : "were saved just now";
    return element("span", { className: "saved" }, element("span", {}, "Show: ", ...shown, `${more} ${words}`));
  }

  #sourcePart({ place, open }) {
    if (open) return Object.assign(link(open, "Open the source"), { title: `${place} (any other place: Alt and click)` });
    return this.#button("source", "Source", () => this.say(place, "The source is at"), "Where the source of this page is");
  }

  #toggle(part, words, kind, more = "") {
    const isOpen = this.#state.open === part;
    const press = () => this.#set(isOpen ? { open: "", ...this.#dismissal() } : { open: part });
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
    const close = this.#button("close", "Close", () => this.#set({ open: "", ...this.#dismissal() }), "Close (Escape)");
    close.className = "close";
    return close;
  }

  #copy(text) {
    return this.#button("copy", "Copy", async () => {
      await navigator.clipboard?.writeText(text);
    });
  }

  #dismissal() {
    return { dismissed: this.#state.alarm ?? "" };
  }

  #escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (this.#said.hasChildNodes()) this.#said.replaceChildren();
    else if (this.#state.open) {
      const part = this.#state.open;
      const within = this.#host.shadowRoot.activeElement;
      this.#set({ open: "", ...this.#dismissal() });
      // The focus goes back to what opened it, if it was in there.
      if (within) this.#host.shadowRoot.querySelector(`[data-key="${part}"]`)?.focus();
    }
  }

  #set(change) {
    this.#state = { ...this.#state, ...change };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(this.#state));
    } catch {
      // Storage may be forbidden; the strip then begins anew on every page.
    }
    if (this.#told.page) this.#draw();
  }

  #recall() {
    try {
      this.#state = { ...this.#state, ...JSON.parse(sessionStorage.getItem(KEPT)) };
    } catch {
      // What cannot be read is not known.
    }
  }

  #attach() {
    if (!this.#host.isConnected) document.body.append(this.#host);
  }
}
