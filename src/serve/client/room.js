// Room at the end of the page as high as the strip: the end can be read, and what has the focus is not under it. It is
// put on by a stylesheet that is in no document, so that neither the page's own elements nor paper know of it.
// So that the frame around what has the focus is seen as well.
const FRAME = 8;

export const makeRoom = (foot) => {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  let before = 0;
  const measure = ([{ borderBoxSize }]) => {
    const height = Math.ceil(borderBoxSize[0].blockSize);
    if (height === before) return;
    before = height;
    const room = `padding-block-end: ${height}px; scroll-padding-block-end: ${height + FRAME}px;`;
    sheet.replaceSync(height > 0 ? `@media screen { :root { ${room} } }` : "");
  };
  new ResizeObserver(measure).observe(foot, { box: "border-box" });
};
