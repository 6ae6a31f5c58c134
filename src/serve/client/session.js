// What a tab keeps of the preview from page to page, and over a reload.
const KEPT = "guidepost-strip";
// More findings than these were closed long ago.
const MOST_CLOSED = 500;

export class Session {
  // `open` is the part of the strip that is open, `byItself` whether nobody asked for it; `closed` names the findings that
  // were; `server` and `from` are the generations that the server and this tab's knowledge of its site began with;
  // `seen` is when the page was saved that was shown last; `gone` is the file of a page that went while it was read.
  #kept = { open: "", byItself: false, hidden: false, closed: [], server: 0, from: 0, seen: 0, gone: {} };

  constructor() {
    try {
      this.#kept = { ...this.#kept, ...JSON.parse(sessionStorage.getItem(KEPT)) };
    } catch {
      // What cannot be read is not known.
    }
  }

  get now() {
    return this.#kept;
  }

  set(change) {
    this.#kept = { ...this.#kept, ...change };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(this.#kept));
    } catch {
      // Storage may be forbidden; every page then begins anew.
    }
  }

  // What a server reports first counts as known; what another server reports is all reported first.
  know({ first, generation }) {
    if (first && this.#kept.server !== first) this.set({ server: first, from: generation });
  }

  isNews(finding) {
    return (finding.breaks || (finding.about === "page" && finding.since > this.#kept.from)) && !this.#kept.closed.includes(named(finding));
  }

  close(found) {
    const closed = new Set([...this.#kept.closed, ...found.map(named)]);
    this.set({ closed: [...closed].slice(-MOST_CLOSED) });
  }
}

// What is known only by drawing a page is named by its words.
const named = ({ name, text }) => name ?? `${location.pathname} ${text}`;
