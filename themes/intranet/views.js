// What views say of days, on the reader's own clock: an old page must not look current. It runs before anything is drawn, so
// that nothing moves.
(() => {
  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }

  // What is said after a day, or until one.
  function said(place) {
    const { after, until } = place.dataset;
    place.toggleAttribute("hidden", today() <= after || (until !== undefined && today() > until));
  }

  // Where today is on an axis of time.
  function todayOn(line) {
    const { from, until, width } = line.dataset;
    line.toggleAttribute("hidden", today() < from || today() >= until);
    const place = ((Date.parse(today()) - Date.parse(from)) / (Date.parse(until) - Date.parse(from))) * width;
    line.setAttribute("transform", `translate(${Math.floor(place)})`);
    const words = line.querySelector("text");
    if (!words) return;
    if (words.textContent !== WORDS.today) words.textContent = WORDS.today;
    words.setAttribute("text-anchor", place < 80 ? "start" : place > width - 80 ? "end" : "middle");
  }

  // While the page arrives, and where the preview changes it.
  function around(node) {
    const part = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    for (const [kind, settle] of [["[data-after]", said], ["[data-today]", todayOn]]) {
      const place = part?.closest(kind);
      if (place) settle(place);
      part?.querySelectorAll(kind).forEach(settle);
    }
  }
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) addedNodes.forEach(around);
  }).observe(document.documentElement, { childList: true, subtree: true });
  around(document.documentElement);
})();
