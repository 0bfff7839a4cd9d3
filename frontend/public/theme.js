// Sets the theme before the first paint, and again when the system changes its mind. A file of its
// own, because the page allows no inline scripts.
(function () {
  var system = matchMedia("(prefers-color-scheme: dark)");
  function show() {
    var wish = null;
    try {
      wish = localStorage.getItem("gethory.theme");
    } catch {
      // Without storage the system decides.
    }
    document.documentElement.dataset.theme =
      wish === "light" || wish === "dark" ? wish : system.matches ? "dark" : "light";
  }
  show();
  system.addEventListener("change", show);
})();
