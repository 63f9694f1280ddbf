"use strict";
// The page as it comes shows everything; this adds what its reader does: filter, move, decide.
// Nothing is kept and nothing is sent: decisions leave the page as a file.

const byId = (id) => document.getElementById(id);
const json = (id) => JSON.parse(byId(id).textContent);
const { documents, items, names, version } = json("data");
const verdicts = new Map(); // by rule and fingerprint, as a decisions file knows them
const past = [];
const MOST_FILLED = 150; // chunks; over this the filter searches what is not in the page yet
let current = -1;
let saved = true;

// Items

function number() {
  let first = 0;
  for (const one of documents) {
    one.first = first;
    first += one.items;
  }
  items.forEach((item, index) => {
    item.index = index;
    const known = item.findings.every(([, fingerprint]) => fingerprint);
    item.keys = known ? item.findings.map((finding) => finding.join(" ")) : [];
    const rivals = item.rivals ?? [];
    item.rivals = rivals.map((rival) => items[documents[item.document].first + rival - 1]);
  });
}

function verdictOf(item) {
  const given = item.keys.map((key) => verdicts.get(key));
  if (given.includes("reject")) return "reject";
  return given.length && given.every((one) => one === "accept") ? "accept" : "";
}

const noteOf = (item) => byId(`d${item.document + 1}n${item.number}`);

// Chunks: what is not in the page yet is made when it comes near, is jumped to, or is printed

const observer = new IntersectionObserver(
  (seen) => seen.forEach((one) => one.isIntersecting && make(one.target)),
  { rootMargin: "1500px" },
);

function make(chunk) {
  if (!chunk?.classList.contains("later")) return;
  const inert = document.createElement("template");
  // The HTML of a chunk comes from where the page comes from: the text in it is escaped already.
  inert.innerHTML = json(`w${chunk.id.slice(1)}`);
  chunk.append(inert.content);
  chunk.classList.remove("later");
  observer.unobserve(chunk);
  dress(chunk);
}

/** Make the rest when there is time, so that the search of the browser finds it. */
function fill(chunks) {
  if (!chunks.length) return;
  (window.requestIdleCallback ?? setTimeout)(() => {
    make(chunks.shift());
    fill(chunks);
  });
}

function dress(root) {
  for (const note of root.querySelectorAll(".item")) {
    addButtons(note, items[note.dataset.item]);
    paint(items[note.dataset.item]);
  }
  if (document.body.classList.contains("sides")) part(root);
  if (filtered()) sift(root);
}

function addButtons(note, item) {
  const place = document.createElement("span");
  place.className = "verdicts";
  for (const [verdict, label] of [["accept", "Accept"], ["reject", "Reject"]]) {
    if (verdict === "accept" && !item.offer) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.verdict = verdict;
    button.textContent = label;
    button.setAttribute("aria-label", `${label} ${item.number}`);
    button.setAttribute("aria-pressed", "false");
    place.append(button);
  }
  note.append(place);
}

function paint(item) {
  const verdict = verdictOf(item);
  const note = noteOf(item);
  const places = document.querySelectorAll(`[data-items~="${item.index}"]`);
  for (const element of note ? [note, ...places] : places) {
    element.classList.toggle("accepted", verdict === "accept");
    element.classList.toggle("rejected", verdict === "reject");
    element.classList.toggle("current", item.index === current);
  }
  for (const button of note?.querySelectorAll("[data-verdict]") ?? []) {
    button.setAttribute("aria-pressed", String(button.dataset.verdict === verdict));
  }
}

// Filters

const wanted = (id) => byId(id)?.value ?? "";
const filtered = () =>
  ["query", "family", "rule", "rank", "state", "document"].some((id) => wanted(id) !== "");

function words(item) {
  const rules = item.findings.map(([code]) => `${code} ${names[code] ?? ""}`);
  return [documents[item.document].path, item.excerpt ?? "", ...rules].join("\n").toLowerCase();
}

function hasState(item, state) {
  if (state === "left") return Boolean(item.left);
  return (verdictOf(item) || "open") === state;
}

function matches(item) {
  const is = (id, test) => wanted(id) === "" || test(wanted(id));
  return (
    is("family", (family) => item.families.includes(family)) &&
    is("rule", (rule) => item.findings.some(([code]) => code === rule)) &&
    is("rank", (rank) => item.rank === rank) &&
    is("document", (place) => item.document === Number(place)) &&
    is("state", (state) => hasState(item, state)) &&
    is("query", (query) => words(item).includes(query.toLowerCase().trim()))
  );
}

const isStop = (item) => item.shown && (!item.style || byId("style").checked);

function filter() {
  const parts = { document: new Set(), chunk: new Set() };
  for (const item of items) {
    item.shown = matches(item);
    if (!item.shown) continue;
    parts.document.add(item.document);
    parts.chunk.add(item.chunk);
  }
  const all = !filtered();
  for (const chunk of document.querySelectorAll(".chunk")) {
    chunk.hidden = !all && !parts.chunk.has(Number(chunk.id.slice(1)));
  }
  for (const row of document.querySelectorAll("[data-document]")) {
    row.hidden = !all && !parts.document.has(Number(row.dataset.document));
  }
  for (const section of document.querySelectorAll(".document")) {
    section.hidden = !all && !parts.document.has(Number(section.id.slice(1)) - 1);
  }
  sift(document);
  tell();
}

function sift(root) {
  const all = !filtered();
  for (const passage of root.querySelectorAll(".passage")) {
    const here = [...passage.querySelectorAll("[data-items]")].flatMap((mark) =>
      mark.dataset.items.split(" "),
    );
    passage.hidden = !all && !here.some((index) => items[index].shown && !items[index].style);
  }
  for (const place of root.querySelectorAll(".style .item")) {
    place.hidden = !items[place.dataset.item].shown;
  }
  for (const fold of root.querySelectorAll(".style > li")) {
    fold.hidden = [...fold.querySelectorAll(".chunk")].every((chunk) => chunk.hidden);
  }
}

function clear() {
  for (const field of document.querySelectorAll(".filters input, .filters select")) {
    if (field.type === "checkbox") field.checked = false;
    else field.value = "";
  }
  filter();
}

// Moving

function step(by) {
  let index = current < 0 && by < 0 ? items.length : current;
  do index += by;
  while (items[index] && !isStop(items[index]));
  if (items[index]) show(items[index]);
  else say(by > 0 ? "No mark after this one." : "No mark before this one.");
}

function choose(item) {
  const before = items[current];
  current = item.index;
  if (before) paint(before);
  paint(item);
}

function show(item) {
  const chunk = byId(`k${item.chunk}`);
  make(chunk);
  const details = chunk?.closest("details");
  if (details) details.open = true;
  choose(item);
  const note = noteOf(item);
  if (!note) return;
  // A note is read out when it has the focus, and a tall one must not push its mark off the page.
  note.focus({ preventScroll: true });
  (byId(`d${item.document + 1}m${item.number}`) ?? note).scrollIntoView({ block: "center" });
}

function follow(link) {
  const [, place, label] = /^#d(\d+)[mn](\d+)$/.exec(link.getAttribute("href")) ?? [];
  const item = place && items[documents[place - 1].first + Number(label) - 1];
  if (item) make(byId(`k${item.chunk}`));
}

// Decisions

function decide(item, verdict) {
  if (!item) return say("Choose a mark first: j goes to the next one.");
  if (!item.keys.length) return say("The record says too little of this one to decide on it.");
  if (verdict === "accept" && !item.offer) return say("Nothing is offered here to accept.");
  const losers = verdict === "accept" ? item.rivals : [];
  const given = new Map(losers.flatMap((one) => one.keys.map((key) => [key, "reject"])));
  for (const key of item.keys) given.set(key, verdict);
  past.push({ item, before: [...given.keys()].map((key) => [key, verdicts.get(key)]) });
  for (const [key, value] of given) verdicts.set(key, value);
  repaint(given);
  const also = losers.map((one) => one.number).join(", ");
  const only = also ? ` Rejected ${also}: only one of them can stand there.` : "";
  say(`${verdict === "accept" ? "Accepted" : "Rejected"} ${nameOf(item)}.${only}`);
}

function undo() {
  const last = past.pop();
  if (!last) return say("There is nothing to undo.");
  for (const [key, verdict] of last.before) {
    if (verdict === undefined) verdicts.delete(key);
    else verdicts.set(key, verdict);
  }
  repaint(new Map(last.before));
  show(last.item);
  say(`Taken back: ${nameOf(last.item)}.`);
}

function repaint(keys) {
  saved = verdicts.size === 0;
  items.filter((item) => item.keys.some((key) => keys.has(key))).forEach(paint);
  tell();
}

const nameOf = (item) => `${item.number} ${item.findings.map(([code]) => code).join(", ")}`.trim();

// The file of decisions

/** A rejected place keeps its whole rule off, also where another offer of the rule was accepted. */
function isMoot(item) {
  const [[rule]] = item.findings;
  return item.rivals.some((one) => verdictOf(one) === "accept" && one.findings[0][0] === rule);
}

function decisions() {
  const found = new Map();
  for (const item of items) {
    if (verdictOf(item) === "reject" && isMoot(item)) continue;
    item.findings.forEach(([rule, fingerprint], n) => {
      const verdict = verdicts.get(item.keys[n]);
      if (!verdict || found.has(item.keys[n])) return;
      const path = documents[item.document].path;
      found.set(item.keys[n], { rule, fingerprint, verdict, path, excerpt: item.excerpt ?? "" });
    });
  }
  const place = (one) => [one.path, one.rule, one.fingerprint].join("\0");
  return [...found.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** A string of TOML: JSON but for the delete character, and half a surrogate pair is none. */
function quoted(value) {
  const whole = value.replace(/[\ud800-\udfff]/gu, "\ufffd");
  return JSON.stringify(whole).replaceAll("\x7f", "\\u007F");
}

function toml() {
  const head = `# Decisions about findings, made in the report of cleanup ${version}.\n`;
  const tables = decisions().map((one) => {
    const lines = Object.entries(one).filter(([, value]) => value);
    return `\n[[decision]]\n${lines.map(([key, value]) => `${key} = ${quoted(value)}\n`).join("")}`;
  });
  return head + tables.join("");
}

function save() {
  if (!verdicts.size) return say("Nothing is decided yet.");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([toml()], { type: "application/toml" }));
  link.download = "cleanup.decisions.toml";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  saved = true;
  say("Saved: cleanup fix --decisions cleanup.decisions.toml obeys it.");
}

// The preview

/** Offsets count code points. An accepted offer stands for all that was changed inside it. */
function patched(place) {
  const text = Array.from(documents[place].text);
  const stands = (item) => (item.left ? verdictOf(item) === "accept" : verdictOf(item) !== "reject");
  const edits = items
    .filter((item) => item.document === place && stands(item))
    .flatMap((item) => item.edits ?? [])
    .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const parts = [];
  let at = 0;
  for (const [start, end, words] of edits) {
    if (start < at) continue;
    parts.push(text.slice(at, start).join(""), words);
    at = end;
  }
  return parts.join("") + text.slice(at).join("");
}

function addPreviews() {
  documents.forEach((one, place) => {
    const title = byId(`d${place + 1}t`);
    if (!title || one.text === undefined) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "preview";
    button.dataset.preview = place;
    button.textContent = "Patched text (preview)";
    title.after(button);
  });
}

function preview(place) {
  byId("patched").value = patched(place);
  byId("preview").showModal();
}

function copy() {
  byId("patched").select();
  document.execCommand("copy"); // works from a file, where the newer way may be refused
  say("Copied. It is a preview.");
}

// Old and new side by side

function part(root) {
  for (const passage of root.querySelectorAll(".passage:not(.parted)")) {
    const before = passage.querySelector(".prose").cloneNode(true);
    before.classList.add("before");
    before.querySelectorAll("sup").forEach((ref) => ref.remove());
    passage.classList.add("parted");
    passage.prepend(before);
  }
}

function sides() {
  const on = document.body.classList.toggle("sides");
  byId("sides").setAttribute("aria-pressed", String(on));
  if (on) part(document);
  if (items[current]) show(items[current]);
}

// What is said

function say(words) {
  byId("said").textContent = words;
}

function tell() {
  const asked = items.filter((item) => !item.style);
  const done = asked.filter((item) => verdictOf(item) !== "").length;
  byId("count").textContent = `${done} of ${asked.length} decided`;
  const shown = asked.filter((item) => item.shown).length;
  byId("matches").textContent = filtered() ? `${shown} of ${asked.length} marks` : "";
}

// What the reader does

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => decideAndGo("accept"),
  r: () => decideAndGo("reject"),
  u: undo,
  s: sides,
  f: openFilter,
  "?": () => byId("keys").showModal(),
};

/** What is said of the decision must outlast the move to the next mark. */
function decideAndGo(verdict) {
  const item = items[current];
  decide(item, verdict);
  const said = byId("said").textContent;
  if (!item || verdictOf(item) !== verdict) return;
  step(1);
  say(said);
}

function openFilter() {
  byId("filter").open = true;
  byId("query").focus();
}

function onKey(event) {
  const writes = event.target.closest("input, select, textarea");
  if (event.key === "Escape" && writes) writes.blur();
  if (writes || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]") || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
}

function onClick(event) {
  const link = event.target.closest("a[href^='#d']");
  if (link) return follow(link);
  const button = event.target.closest("button");
  if (button?.dataset.preview) return preview(Number(button.dataset.preview));
  const index = event.target.closest("[data-item]")?.dataset.item
    ?? event.target.closest("[data-items]")?.dataset.items.split(" ")[0];
  if (index === undefined) return undefined;
  choose(items[index]);
  if (button?.dataset.verdict) decide(items[index], button.dataset.verdict);
  return undefined;
}

function listen() {
  document.addEventListener("keydown", onKey);
  byId("main").addEventListener("click", onClick);
  const buttons = {
    next: () => step(1), previous: () => step(-1), help: KEYS["?"], export: save, sides, clear, copy,
  };
  for (const [id, act] of Object.entries(buttons)) byId(id).addEventListener("click", act);
  for (const button of document.querySelectorAll("dialog .close")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  byId("filter").addEventListener("input", filter);
  window.addEventListener("beforeprint", () => document.querySelectorAll(".later").forEach(make));
  window.addEventListener("beforeunload", (event) => saved || event.preventDefault());
}

number();
addPreviews();
listen();
dress(document);
filter();
const waiting = [...document.querySelectorAll(".later")];
waiting.forEach((chunk) => observer.observe(chunk));
if (waiting.length <= MOST_FILLED) fill(waiting);
byId("tools").hidden = false;
