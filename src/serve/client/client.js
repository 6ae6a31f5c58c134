// The preview's own part of a page, which is as published but for the tag that loads this file.
//
// It runs while the page is being read, before the page's own scripts: what it copies is the page as the server sent
// it. By that copy one tells later what the server has changed from what scripts and readers have.
(() => {
  "use strict";
  const sent = document.cloneNode(true);
  const live = new WeakMap();
  const pair = (here, copy) => {
    live.set(copy, here);
    let next = copy.firstChild;
    for (let child = here.firstChild; child && next; child = child.nextSibling, next = next.nextSibling) pair(child, next);
  };
  pair(document, sent);
  import("./main.js").then(({ start }) => start(sent, live));
})();
