// Keys and copying. Every page is whole without this file; it asks nothing of any other machine.
"use strict";

const items = () => Array.from(document.querySelectorAll("[data-step]"));
// What an item leads to: the first of these that it has.
const LEADS = ["h2 a", "a.said", "a.cell", ".facts a", "a"];
const isTyping = (element) => element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

function step(by) {
  const all = items();
  if (!all.length) return;
  const at = all.findIndex((item) => item.contains(document.activeElement));
  // Before the first step the item nearest to the top of the screen comes next, not the first of the page.
  const next = at < 0 ? all.findIndex((item) => item.getBoundingClientRect().top >= 0) : at + by;
  const item = all[Math.min(Math.max(next, 0), all.length - 1)];
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function open() {
  const item = document.activeElement;
  const link = item && item.matches("[data-step]") ? LEADS.map((lead) => item.querySelector(lead)).find(Boolean) : null;
  if (link) link.click();
  return Boolean(link);
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copy).textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    // Not every browser lets a page without TLS write there; the words are marked to be copied by hand.
    getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    button.textContent = "Marked: copy with your keys";
  }
}

document.documentElement.classList.add("with-script");
const copier = document.querySelector("[data-copy]");
if (copier) {
  copier.hidden = false;
  copier.addEventListener("click", () => copy(copier));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const dialog = document.getElementById("keys");
  const doings = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => document.getElementById("find").focus(),
    "?": () => (dialog.open ? dialog.close() : dialog.showModal()),
    c: () => copier && copy(copier),
    Enter: open,
  };
  const doing = doings[event.key];
  if (!doing || (dialog.open && event.key !== "?")) return;
  if (doing() !== false) event.preventDefault();
});
