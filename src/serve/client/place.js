// The place in the page, kept while the page is loaded anew: where it was scrolled to, and which folds were open.
const KEPT = "guidepost-preview";

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
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY, open }));
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

// Goes back to where the reader was before the page was loaded anew.
export const comeBack = () => {
  const place = kept();
  if (place) restore(place);
};

// Loads the page anew, and keeps the place.
export const loadAnew = () => {
  keep();
  history.scrollRestoration = "manual";
  location.reload();
};
