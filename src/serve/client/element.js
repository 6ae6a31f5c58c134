// Small makers of elements. Texts are set as texts, never read as HTML.
export const element = (name, { role, ...properties } = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  if (role) made.setAttribute("role", role);
  made.append(...children.filter(Boolean));
  return made;
};

export const link = (href, words) => element("a", { href }, words);
