// A plan's page: evidence opens in the panel beside it, and the whole page works by keyboard.
"use strict";
(() => {
  const panel = document.getElementById("evidence");
  const help = document.getElementById("help");
  const findings = Array.from(document.querySelectorAll("[data-finding]"));
  let chosen = -1;
  let opener = null;

  const empty = panel ? panel.innerHTML : "";
  const isEvidence = (link) => /\/evidence\/[0-9a-f]+$/.test(new URL(link.href, location.href).pathname);

  const show = (link) => {
    for (const each of document.querySelectorAll("a.shown")) each.classList.remove("shown");
    link.classList.add("shown");
    opener = link;
    htmx.ajax("GET", link.href, { target: "#evidence", swap: "innerHTML" });
  };

  const close = () => {
    panel.innerHTML = empty;
    for (const each of document.querySelectorAll("a.shown")) each.classList.remove("shown");
    if (opener) opener.focus();
    opener = null;
  };

  // A link may lead into a part that is not here yet: let all of them come, and go there once it has.
  const sought = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id) return;
    const place = document.getElementById(id);
    if (place) {
      for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      place.scrollIntoView();
      return;
    }
    for (const part of document.querySelectorAll(".later")) htmx.trigger(part, "wanted");
  };
  window.addEventListener("hashchange", sought);
  window.addEventListener("load", sought);
  document.addEventListener("htmx:afterSettle", (event) => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (id && event.target instanceof Element && event.target.id !== "evidence" && !event.target.closest("#evidence")) {
      const place = document.getElementById(id);
      if (place && event.target.contains(place)) sought();
    }
  });

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.closest("[data-help]") && help) { help.showModal(); return; }
    if (target.closest("[data-close]")) { event.preventDefault(); close(); return; }
    const link = target.closest("a[href]");
    if (link && panel && isEvidence(link)) { event.preventDefault(); show(link); }
  });

  const choose = (number) => {
    if (!findings.length) return;
    chosen = Math.max(0, Math.min(findings.length - 1, number));
    for (const each of findings) each.classList.remove("chosen");
    findings[chosen].classList.add("chosen");
    findings[chosen].focus({ preventScroll: true });
    findings[chosen].scrollIntoView({ block: "center" });
  };

  const nextEvidence = () => {
    const within = findings[chosen] || document;
    const links = Array.from(within.querySelectorAll("a[href]")).filter(isEvidence);
    if (!links.length) return;
    const at = links.findIndex((link) => link.classList.contains("shown"));
    show(links[(at + 1) % links.length]);
  };

  const openForm = (selector) => {
    const finding = findings[chosen];
    const fold = finding && finding.querySelector("details.act");
    if (!fold) return;
    fold.open = true;
    const field = fold.querySelector(selector);
    if (field) field.focus();
  };

  const keys = {
    j: () => choose(chosen + 1),
    k: () => choose(chosen - 1),
    e: nextEvidence,
    a: () => openForm("[data-accept]"),
    o: () => {
      const value = panel && panel.querySelector("[data-override]");
      if (value) value.focus(); else openForm("select");
    },
    n: () => { const note = document.getElementById("note-text"); if (note) note.focus(); },
    "?": () => { if (help) help.showModal(); },
    Escape: () => { if (panel && !(help && help.open)) close(); },
  };

  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const isTyping = target && target.closest("input, textarea, select");
    if (event.ctrlKey || event.metaKey || event.altKey || (isTyping && event.key !== "Escape")) return;
    const act = keys[event.key];
    if (act) { if (event.key !== "Escape") event.preventDefault(); act(); }
  });
})();
