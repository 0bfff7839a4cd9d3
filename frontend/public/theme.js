// Sets theme, motion and language before the first paint, and the first two again when the system
// changes its mind. A file of its own, because the page allows no inline scripts.
(function () {
  var page = document.documentElement;
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
    var look = page.dataset;
    look.theme = theme === "light" || theme === "dark" ? theme : dark.matches ? "dark" : "light";
    look.motion = motion === "less" || motion === "full" ? motion : calm.matches ? "less" : "full";
  }
  show();
  dark.addEventListener("change", show);
  calm.addEventListener("change", show);

  // The page of the client says which languages there are (build/languages.ts); a page that is drawn
  // in one says nothing.
  var offered = Array.from(document.querySelectorAll("link[data-language]"));
  function wordsOf(wish) {
    for (var tag = wish.toLowerCase(); tag !== ""; tag = tag.replace(/(?:^|-)[^-]*$/, "")) {
      for (var link of offered) if (link.dataset.language.toLowerCase() === tag) return link.dataset;
    }
    return null;
  }
  var chosen = /(?:^|; )gethory_language=([\w-]+)/.exec(document.cookie);
  var words = chosen === null ? null : wordsOf(chosen[1]);
  for (var wish of navigator.languages) words = words || wordsOf(wish);
  if (words === null || words === undefined) return;
  page.lang = words.language;
  page.dir = words.dir;
  // Its words are fetched meanwhile, before a script asks for them.
  for (var link of offered) {
    var needed = !link.dataset.at || new RegExp(link.dataset.at).test(location.pathname);
    if (link.dataset.language === page.lang && link.href !== "" && needed) link.rel = "modulepreload";
  }
})();
