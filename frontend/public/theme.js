// Sets the theme before the first paint. A file of its own, because the page allows no inline scripts.
(function () {
  var wish = null;
  try {
    wish = localStorage.getItem("gethory.theme");
  } catch {
    // Without storage the system decides.
  }
  var dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme =
    wish === "light" || wish === "dark" ? wish : dark ? "dark" : "light";
})();
