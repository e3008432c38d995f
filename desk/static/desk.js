// What htmx does not do by itself: the form token, and the way to sign in when a session ended.
"use strict";
(() => {
  const token = document.querySelector("meta[name=csrf]");
  document.addEventListener("htmx:configRequest", (event) => {
    if (token) event.detail.headers["X-CSRF-Token"] = token.content;
  });
})();
