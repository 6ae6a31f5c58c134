// Runs before anything is drawn, so that a page never flashes in the other scheme.
(() => {
  const root = document.documentElement;
  const { src } = document.currentScript;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("guidepost-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's scheme serves.
  }
  // The preview has changed the page that is shown: nothing here depends on what is in it.
  document.addEventListener("guidepost:patched", ({ detail }) => detail.cope(src));
})();
