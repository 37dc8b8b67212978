
"use strict";
/* Every text on the page comes from source code, so it only ever becomes a text node: nothing here parses markup. */
const data = JSON.parse(document.getElementById("data").textContent);
const report = { selected: null, listeners: [] };
const $ = (id) => document.getElementById(id);

/** Make an element: make("p", {class: "note"}, "text", otherElement). `on…` are listeners, `--x` custom properties. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.startsWith("--")) element.style.setProperty(name, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}
const plural = (number, noun, many) => `${number.toLocaleString("en")} ${number === 1 ? noun : many || noun + "s"}`;
const place = (spot) => (spot.line ? `${spot.file}:${spot.line}` : spot.file);
const unique = (values) => [...new Set(values)];

const cards = new Map(data.cards.map((card) => [card.name, card]));
const items = new Map(data.items.map((item) => [item.key, item]));
const tiesOf = new Map(data.items.map((item) => [item.key, []]));
for (const tie of data.ties) {
  tiesOf.get(tie.source).push(tie);
  tiesOf.get(tie.target).push(tie);
}
const tieOf = new Map(data.ties.map((tie) => [tie.key, tie]));
const crossingsOf = new Map(data.items.map((item) => [item.key, []]));
for (const crossing of data.crossings)
  for (const key of crossing.items) if (crossingsOf.has(key)) crossingsOf.get(key).push(crossing);

const isDark = () => document.documentElement.dataset.theme === "dark";
const NEUTRAL = { light: "#566170", dark: "#a9b3c1" };
const colourOf = (service) => (cards.get(service) || NEUTRAL)[isDark() ? "dark" : "light"];
const swatch = (service) => make("span", { class: "swatch", "data-service": service, "--c": colourOf(service), "aria-hidden": "true" });
const serviceName = (service) => make("span", { class: "name" }, swatch(service), service);

/** Text in which `this` is code. */
const withCode = (text) => text.split("`").map((part, index) => (index % 2 ? make("code", {}, part) : part));

function placesList(spots, most = 200) {
  const list = make("ul", { class: "places" });
  for (const spot of spots.slice(0, most)) {
    const detail = [spot.function, spot.note].filter(Boolean).join(" — ");
    list.append(make("li", {}, make("code", {}, place(spot) || "(no place)"), detail ? make("small", {}, ` ${detail}`) : ""));
  }
  if (spots.length > most) list.append(make("li", {}, `and ${spots.length - most} more`));
  return list;
}

/* The theme: what the reader's system says, until they choose; kept where the browser lets us. */
const wish = window.matchMedia("(prefers-color-scheme: dark)");
function storedTheme() {
  try { return localStorage.getItem("woosh-split-theme"); } catch { return null; }
}
function applyTheme() {
  const theme = report.printing ? "light" : report.theme || storedTheme() || (wish.matches ? "dark" : "light");
  document.documentElement.dataset.theme = theme;
  $("theme").textContent = theme === "dark" ? "Light" : "Dark";
  $("theme").setAttribute("aria-label", theme === "dark" ? "Switch to light" : "Switch to dark");
  for (const element of document.querySelectorAll("[data-service]"))
    element.style.setProperty("--c", colourOf(element.dataset.service));
  if (report.restyle) report.restyle();
}
function switchTheme() {
  report.theme = isDark() ? "light" : "dark";
  try { localStorage.setItem("woosh-split-theme", report.theme); } catch { /* a page from a file may keep nothing */ }
  applyTheme();
}

function header() {
  const services = data.cards.filter((card) => card.kind === "service");
  const modules = data.items.filter((item) => item.kind === "module");
  const tables = data.items.filter((item) => item.kind !== "module");
  document.title = $("title").textContent = data.monolith;
  $("subtitle").textContent = data.has_split
    ? `${plural(services.length, "service")} out of ${plural(modules.length, "module")} and ${plural(tables.length, "table")}`
    : `${plural(modules.length, "module")} and ${plural(tables.length, "table")}, not split yet`;
  for (const note of data.notes) $("notes").append(make("p", { class: "note" }, ...withCode(note)));
  if (data.questions.length)
    $("questions").append(make("details", { class: "note question" }, make("summary", {}, make("b", {}, plural(data.questions.length, "question")), " for the architect"),
      make("ul", {}, ...data.questions.map((question) => make("li", {}, ...withCode(question))))));
  const of = (kind) => data.crossings.filter((crossing) => crossing.kind === kind);
  const undecided = data.crossings.filter((crossing) => !crossing.policy).length;
  const [resolved, sites] = data.coverage;
  const writers = (table) => unique(tiesOf.get(table.key).filter((tie) => tie.kind === "write").map((tie) => tie.source)).length;
  const tiles = !data.has_split ? [
    [modules.length, "modules"],
    [tables.length, "tables"],
    [tables.filter((item) => item.role !== "unused").length, "tables in use"],
    [tables.filter((item) => writers(item) > 1).length, "tables that several write"],
    [`${sites ? Math.floor((100 * resolved) / sites) : 0} %`, "DB calls resolved"],
  ] : [
    [services.length, "services"],
    [modules.filter((item) => item.owner !== "monolith").length, "modules placed"],
    [tables.filter((item) => item.owner !== "monolith").length, "tables placed"],
    [data.crossings.length, "crossings"],
    [of("write").length, "foreign writes", of("write").length > 0],
    [of("transaction").length, "spanning transactions", of("transaction").length > 0],
    [of("join").length, "joins across services"],
    [undecided, "without a policy"],
    [sites ? `${Math.floor((100 * resolved) / sites)} %` : "–", "DB calls resolved"],
  ];
  for (const [number, label, bad] of tiles)
    $("tiles").append(make("li", { class: bad ? "bad" : null }, make("b", {}, number.toLocaleString("en")), make("span", {}, label)));
  for (const section of document.querySelectorAll("main > section:not([hidden])")) {
    const title = section.querySelector("h2").textContent;
    $("nav").append(make("a", { href: `#${section.id}` }, title));
  }
}
