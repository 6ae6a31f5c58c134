// Small makers of elements. Texts are set as texts, never read as HTML.
export const element = (name, { role, ...properties } = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  if (role) made.setAttribute("role", role);
  made.append(...children.filter(Boolean));
  return made;
};

// A path or place that is too long for a line: its name without its folders, and of a long name the beginning and the end.
const LONGEST = 44;
const HEAD = 20;
export const shortened = (path) => {
  if (path.length <= LONGEST) return path;
  const name = `…/${path.slice(path.lastIndexOf("/") + 1)}`;
  return name.length <= LONGEST ? name : `${name.slice(0, HEAD)}…${name.slice(HEAD + 1 - LONGEST)}`;
};

export const link = (href, words) => element("a", { href }, words);
