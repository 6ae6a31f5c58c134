// The stream of events: hears of new generations, and notices that the server has gone and when it is back.
//
// A browser complains in its console of each look at a server that is gone, but of workers that it cannot load. A page may
// forbid workers, and a server that has too many connections gives none; so now and then a look is an ordinary question.
const WAIT = 1000;
const WAIT_LATER = 2000;
// So many looks that found nobody are no hiccup.
const GONE = 2;
const ASKED = 30;
const LONGEST_LOOK = 3000;

export class Stream {
  #address;
  #heard;
  #stopped;
  #source;
  #waiting;
  #isOpen = false;
  #failed = 0;
  // When what is shown was the newest for certain.
  #current = Date.now();

  // `address` says where to listen, `heard` what to do with a generation, `stopped` is called with when the server was
  // last there once it is gone, and with nothing once it is there.
  constructor({ address, heard, stopped }) {
    this.#address = address;
    this.#heard = heard;
    this.#stopped = stopped;
    // Browsers keep few connections to one host, so only a tab that is seen holds one. When it is seen again it says what
    // it shows, and so catches up.
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.listen()));
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", () => this.listen());
    this.listen();
  }

  listen() {
    if (this.#source || document.hidden) return;
    this.#stopWaiting();
    const source = new EventSource(this.#address());
    this.#source = source;
    source.addEventListener("open", () => {
      this.#isOpen = true;
      this.#isThere();
    });
    source.addEventListener("generation", ({ data }) => this.#heard(data).catch(() => this.#again()));
    source.addEventListener("error", () => this.#again());
  }

  leave() {
    if (this.#isOpen) this.#current = Date.now();
    this.#isOpen = false;
    this.#stopWaiting();
    this.#source?.close();
    this.#source = undefined;
  }

  #again() {
    this.leave();
    this.#waiting = setTimeout(() => this.#look(), this.#failed < GONE ? WAIT : WAIT_LATER);
  }

  #stopWaiting() {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
  }

  async #look() {
    this.#stopWaiting();
    // One that is seen again listens.
    if (document.hidden) return;
    if (await (this.#failed % ASKED === 1 ? answers() : loads())) {
      this.#isThere();
      this.listen();
    } else {
      this.#failed += 1;
      if (this.#failed >= GONE) this.#stopped(this.#current);
      if (!this.#source) this.#again();
    }
  }

  #isThere() {
    this.#failed = 0;
    this.#stopped();
  }
}

// Whether a preview is there. One that has too many connections is.
const answers = () =>
  fetch("/_guidepost/there.js", { method: "HEAD", signal: AbortSignal.timeout(LONGEST_LOOK) }).then(
    ({ ok, status }) => ok || status === 503,
    () => false,
  );

const loads = () =>
  new Promise((done) => {
    const worker = new Worker("/_guidepost/there.js");
    worker.onmessage = () => done(true);
    worker.onerror = () => done(false);
    setTimeout(done, LONGEST_LOOK, false);
  }).catch(() => false);
