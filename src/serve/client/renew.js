// Files that stand at one address whatever they hold: those that a site publishes as they are. When one changes, the
// page names it as before, so it is asked for by a name that no cache has. The server knows the key of that name too:
// a stylesheet that is asked for so names what it loads in the same way.
const KEY = "guidepost";
const SINGLE = ["src", "href", "xlink:href", "poster", "data"];
const LISTS = ["srcset", "imagesrcset"];
const SELECTOR = "img, source, video, audio, track, embed, object, iframe, input[src], image, use, feImage, link[href]";

// The files that the page showed first, by their paths, and those that are others by now.
let known;
const others = new Map();

const pathOf = (address) => {
  try {
    const url = new URL(address, location.href);
    return url.origin === location.origin ? decodeURIComponent(url.pathname).normalize() : "";
  } catch {
    return "";
  }
};

// An address with the stamp of what stands there now; the same where that is what stood there first.
const renamed = (address) => {
  const stamp = others.get(pathOf(address));
  if (!stamp) return address;
  const [rest, ...part] = address.split("#");
  const [path, ...query] = rest.split("?");
  const kept = query.join("?").split("&").filter((pair) => pair && !pair.startsWith(`${KEY}=`));
  return [`${path}?${[...kept, `${KEY}=${stamp}`].join("&")}`, ...part].join("#");
};

// `a.png 1x, b.png 2x`: what stands between blanks and is no size, without the comma behind it.
const inList = (list) => list.replace(/(^|,)(\s*)([^\s,]\S*?)(?=,*(\s|$))/g, (_, before, blank, address) => before + blank + renamed(address));

const rename = (element) => {
  for (const [names, by] of [[SINGLE, renamed], [LISTS, inList]]) {
    for (const name of names) {
      const value = element.getAttribute(name);
      const now = value && by(value);
      if (now && now !== value) element.setAttribute(name, now);
    }
  }
};

// The paths that the elements of a page name.
const namedIn = (page) => {
  const named = new Set();
  const see = (address) => named.add(pathOf(address));
  for (const element of page.querySelectorAll(SELECTOR)) {
    for (const name of SINGLE) if (element.hasAttribute(name)) see(element.getAttribute(name));
    for (const name of LISTS) (element.getAttribute(name) ?? "").split(/[\s,]+/).forEach(see);
  }
  return named;
};

export const refresh = {
  // Names the files of a page that was sent as they are named here.
  apply(page) {
    if (others.size > 0) page.querySelectorAll(SELECTOR).forEach(rename);
  },

  // Looks at what the files are now, and shows those that are others. "reload" where no element can be given another:
  // a script, and what is named by styles within the page.
  see(files = {}, patcher) {
    const before = known ?? files;
    known = { ...before, ...files };
    const changed = Object.entries(files).filter(([path, stamp]) => path in before && before[path] !== stamp);
    if (changed.length === 0) return "";
    const named = namedIn(patcher.sent);
    const scripts = new Set([...document.scripts].filter(({ src }) => src).map(({ src }) => pathOf(src)));
    if (changed.some(([path]) => scripts.has(path) || !named.has(path))) return "reload";
    for (const [path, stamp] of changed) others.set(path, stamp);
    const now = patcher.sent.cloneNode(true);
    this.apply(now);
    patcher.patch(now);
    return "";
  },
};
