// What htmx does not do by itself: the form token, and the way to sign in when a session ended.
"use strict";
(() => {
  const token = document.querySelector("meta[name=csrf]");
  document.addEventListener("htmx:configRequest", (event) => {
    if (token) event.detail.headers["X-CSRF-Token"] = token.content;
  });
  // What is exported is what is shown: the links follow the table's question.
  document.addEventListener("htmx:afterSwap", () => {
    const table = document.querySelector("#table[data-query]");
    if (!table) return;
    for (const link of document.querySelectorAll("a[data-export]")) {
      link.href = link.href.split("?")[0] + table.dataset.query;
    }
  });
})();
