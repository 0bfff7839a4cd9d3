// Sets theme and motion before the first paint, and again when the system changes its mind. A file of
// its own, because the page allows no inline scripts.
(function () {
  var dark = matchMedia("(prefers-color-scheme: dark)");
  var calm = matchMedia("(prefers-reduced-motion: reduce)");
  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      // Without storage the system decides.
      return null;
    }
  }
  function show() {
    var theme = stored("gethory.theme");
    var motion = stored("gethory.motion");
    var look = document.documentElement.dataset;
    look.theme = theme === "light" || theme === "dark" ? theme : dark.matches ? "dark" : "light";
    look.motion = motion === "less" || motion === "full" ? motion : calm.matches ? "less" : "full";
  }
  show();
  dark.addEventListener("change", show);
  calm.addEventListener("change", show);
})();
