// Sets theme and motion before the first paint. A file of its own: the page allows no inline scripts.
(function () {
  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      // Without storage the system decides.
      return null;
    }
  }
  function holds(query) {
    return matchMedia(query).matches;
  }
  var theme = stored("gethory.theme");
  var motion = stored("gethory.motion");
  var look = document.documentElement.dataset;
  look.theme =
    theme === "light" || theme === "dark"
      ? theme
      : holds("(prefers-color-scheme: dark)")
        ? "dark"
        : "light";
  look.motion =
    motion === "less" || motion === "full"
      ? motion
      : holds("(prefers-reduced-motion: reduce)")
        ? "less"
        : "full";
})();
