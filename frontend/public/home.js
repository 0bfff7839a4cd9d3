// Whoever was signed in here last goes to the rooms before the first page is painted.
(function () {
  try {
    if (localStorage.getItem("gethory.here") !== null) location.replace("/rooms");
  } catch {
    // Without storage everybody begins at the first page.
  }
})();
