// The preview's own part of a page: loads it again when the site has changed, and says what is wrong with it.
// The page is as published but for the tag that loads this file.
(() => {
  "use strict";
  const KEPT = "guidepost-preview";

  // What this page is part of; the server says so beside the page, since the page itself is as published.
  let generation = performance.getEntriesByType("navigation")[0]?.serverTiming
    ?.find((entry) => entry.name === "generation")?.description ?? "";

  // --- The place in the page, kept over a reload ---

  // A <details> by its words and by how many before it have the same, so that others may come and go.
  const folds = () => {
    const times = new Map();
    return [...document.querySelectorAll("details")].map((element) => {
      const words = element.querySelector("summary")?.textContent ?? "";
      const before = times.get(words) ?? 0;
      times.set(words, before + 1);
      return { element, name: `${before} ${words}` };
    });
  };

  const keep = () => {
    const open = folds().map(({ element, name }) => [name, element.open]);
    const place = { path: location.pathname, x: scrollX, y: scrollY, open, strip: strip.open };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(place));
    } catch {
      // Storage may be forbidden; the page is then shown from its beginning.
    }
  };

  const kept = () => {
    try {
      const place = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
      return place?.path === location.pathname ? place : null;
    } catch {
      return null;
    }
  };

  const restore = (place) => {
    const open = new Map(place.open);
    for (const { element, name } of folds()) {
      if (open.has(name)) element.open = open.get(name);
    }
    const scroll = () => scrollTo({ left: place.x, top: place.y, behavior: "instant" });
    scroll();
    // Pictures may have moved what lies below them; a reader who has moved on by then is left alone.
    const { scrollX: x, scrollY: y } = window;
    const settle = () => {
      if (scrollX === x && scrollY === y) scroll();
      history.scrollRestoration = "auto";
    };
    if (document.readyState === "complete") settle();
    else addEventListener("load", settle, { once: true });
  };

  const reload = () => {
    leave();
    keep();
    history.scrollRestoration = "manual";
    location.reload();
  };

  // --- New generations ---

  // Browsers keep few connections to one host, so only a tab that is seen holds one.
  // When it is seen again it says what it shows, and so catches up.
  let stream;
  const listen = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(`/_guidepost/events?generation=${generation}`);
    stream.addEventListener("generation", ({ data }) => {
      if (!generation) generation = data;
      else if (data !== generation) reload();
    });
    stream.addEventListener("error", () => {
      if (stream?.readyState !== EventSource.CLOSED) return;
      leave();
      setTimeout(listen, 1000);
    });
  };
  const leave = () => {
    stream?.close();
    stream = undefined;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);

  // --- What is wrong, in a corner ---

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const count = (number, word) => (number === 0 ? [] : [`${number} ${word}${number === 1 ? "" : "s"}`]);
  const words = ({ errors, warnings }) => [...count(errors, "error"), ...count(warnings, "warning")].join(", ");

  const strip = { open: false };

  const show = ({ findings, page, site }) => {
    const onSite = words(site);
    if (!onSite) return;
    const onPage = words(page);
    const heading = onPage ? `${onPage} on this page` : `${onSite} on other pages`;
    const list = findings.map(({ severity, text }) => {
      const item = element("pre", { textContent: text });
      item.dataset.severity = severity;
      return item;
    });
    const rest = element("p", { textContent: `The whole site: ${onSite}. The terminal shows all of them.` });
    const body = element("div", { className: "findings", tabIndex: 0 }, ...list, rest);
    body.setAttribute("role", "group");
    body.setAttribute("aria-label", "Findings");
    const fold = element("details", { open: strip.open }, element("summary", { textContent: heading }), body);
    fold.addEventListener("toggle", () => (strip.open = fold.open));
    const box = element("aside", { className: page.errors ? "errors" : "" }, fold);
    box.setAttribute("aria-label", "Preview");
    const host = element("div", { id: "guidepost-preview" });
    // A tree of its own: the styles of the page and of the strip do not reach one another.
    const style = element("link", { rel: "stylesheet", href: "/_guidepost/client.css" });
    host.attachShadow({ mode: "open" }).append(style, box);
    document.body.append(host);
  };

  const ask = async () => {
    const answer = await fetch(`/_guidepost/findings?path=${encodeURIComponent(location.pathname)}`);
    if (answer.ok) show(await answer.json());
  };

  const place = kept();
  if (place) {
    strip.open = place.strip;
    restore(place);
  }
  // The server may be gone by now; the stream notices when it is back.
  ask().catch(() => {});
  listen();
})();
