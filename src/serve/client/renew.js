// Files that stand at one address whatever they hold: those that a site publishes as they are. When one changes, the
// page names it as before, so it is asked for by a name that no cache has.
const ATTRIBUTES = ["src", "href", "poster", "data"];
const SELECTOR = "img, source, video, audio, track, embed, object, iframe, link[href]";

// The files that the page showed first, by their paths, and those that are others by now.
let known;
const others = new Map();

const pathOf = (address) => {
  try {
    const url = new URL(address, location.href);
    return url.origin === location.origin ? url.pathname : "";
  } catch {
    return "";
  }
};

const rename = (element) => {
  for (const name of ATTRIBUTES) {
    const address = element.getAttribute(name);
    const stamp = address && others.get(pathOf(address));
    if (stamp) element.setAttribute(name, `${address.split(/[?#]/)[0]}?${stamp}`);
  }
};

export const refresh = {
  // Names the files of a page that was sent as they are named here.
  apply(page) {
    if (others.size > 0) page.querySelectorAll(SELECTOR).forEach(rename);
  },

  // Looks at what the files are now, and shows those that are others. "reload" where one of them is a script.
  see(files = {}, patcher) {
    const before = known ?? files;
    known = { ...before, ...files };
    const changed = Object.entries(files).filter(([path, stamp]) => path in before && before[path] !== stamp);
    if (changed.length === 0) return "";
    if ([...document.scripts].some((script) => script.src && changed.some(([path]) => path === pathOf(script.src)))) return "reload";
    for (const [path, stamp] of changed) others.set(path, stamp);
    const now = patcher.sent.cloneNode(true);
    this.apply(now);
    patcher.patch(now);
    return "";
  },
};
