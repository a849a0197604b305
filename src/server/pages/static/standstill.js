// What pages do not need, but people are glad of: a warning before a session ends, and drafts of
// long forms kept in this browser until they are sent.
"use strict";

(function warn() {
  const line = document.getElementById("session");
  const warning = document.getElementById("session-warning");
  if (!line || !warning) return;
  const ends = Math.min(Date.parse(line.dataset.idleEnds), Date.parse(line.dataset.sessionEnds));
  const wait = ends - 2 * 60 * 1000 - Date.now();
  if (!Number.isFinite(wait)) return;
  setTimeout(() => { warning.hidden = false; }, Math.max(0, wait));
})();

(function keepDrafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = "draft " + location.pathname + " " + form.dataset.draft;
    const fields = () => [...form.elements].filter((field) =>
      field.name && field.name !== "form_token" && !["hidden", "password", "file", "submit"].includes(field.type));
    let kept = {};
    try { kept = JSON.parse(sessionStorage.getItem(key) || "{}"); } catch { kept = {}; }
    for (const field of fields()) {
      const value = kept[field.name];
      if (value === undefined) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = value.includes(field.value);
      else if (field.value === "") field.value = value;
    }
    form.addEventListener("input", () => {
      const draft = {};
      for (const field of fields()) {
        if (field.type === "radio" || field.type === "checkbox") {
          draft[field.name] = draft[field.name] || [];
          if (field.checked) draft[field.name].push(field.value);
        } else {
          draft[field.name] = field.value;
        }
      }
      sessionStorage.setItem(key, JSON.stringify(draft));
    });
    form.addEventListener("submit", () => sessionStorage.removeItem(key));
  }
})();
