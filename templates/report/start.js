
/* The panel beside the map, finding, keys, printing; then everything starts. */
const back = () => make("button", { type: "button", class: "link", "aria-label": "Close, back to the list", onclick: () => report.select(null) }, "✕");

function outline() {
  const parts = data.cards.map((card) => {
    const members = data.items.filter((item) => item.card === card.name);
    const list = make("ul");
    for (const item of members)
      list.append(make("li", {}, make("button", { type: "button", class: "link", onclick: () => report.select(item.key, true) }, item.name),
        make("span", { class: "count" }, ` ${item.kind}`)));
    return make("details", { class: "group" }, make("summary", {}, swatch(card.name), card.title, make("span", { class: "count" }, ` ${members.length}`)), list);
  });
  $("panel").replaceChildren(make("h3", {}, "Services"), make("p", { class: "hint" }, "Choose anything here or on the map."), ...parts);
}

function facts(pairs) {
  const list = make("dl");
  for (const [term, value] of pairs) if (value !== "" && value !== null) list.append(make("dt", {}, term), make("dd", {}, value));
  return list;
}

function showItem(item) {
  const ties = tiesOf.get(item.key);
  const crossings = crossingsOf.get(item.key);
  const parts = [
    make("div", { class: "head" }, make("h3", {}, item.name), back()),
    facts([
      ["What", item.role === item.kind || item.role === "owned" ? item.kind : `${item.kind}, ${item.role}`],
      ["Service", serviceName(item.owner)],
      ["Where", item.file ? make("code", {}, place(item)) : ""],
      ["Routes", item.kind === "module" && item.routes ? String(item.routes) : ""],
      ["Files", item.kind === "module" && item.files ? String(item.files) : ""],
      ["Stability", item.stability === null ? "" : `${percent(item.stability)} of the seeds`],
      ["Decided by", item.decided_by],
      ["Analysis alone", item.elsewhere ? serviceName(item.elsewhere) : ""],
      ["Margin", item.margin === null ? "" : percent(item.margin)],
    ]),
    item.reason ? make("p", {}, item.reason) : "",
  ];
  if (item.bids.length)
    parts.push(make("h4", {}, "Who claims it"), ...item.bids.map((bid) => make("details", {},
      make("summary", {}, serviceName(bid.service), make("span", { class: "count" }, ` ${bid.score}`)),
      placesList(bid.evidence.map((each) => ({ file: each.file, line: each.line, function: each.text, note: "" }))))));
  if (crossings.length) {
    parts.push(make("h4", {}, plural(crossings.length, "crossing")));
    parts.push(make("button", { type: "button", id: "to-crossings", onclick: () => report.showCrossingsOf(item.key) }, `Show in the list below`));
    for (const each of crossings.slice(0, 60))
      parts.push(make("details", { class: "crossing" }, make("summary", {}, make("span", { class: `kind ${each.kind}` }, each.kind), ` ${each.from} → ${each.to}: `,
        make("span", { class: "mono" }, each.what), each.policy ? make("span", { class: "count" }, ` ${each.policy}`) : ""), placesList(each.spots, 30)));
    if (crossings.length > 60) parts.push(make("p", { class: "hint" }, `and ${crossings.length - 60} more in the list below`));
  }
  for (const [kind, label] of LINES.slice(0, 5)) {
    const of = ties.filter((tie) => tie.kind === kind);
    if (!of.length) continue;
    parts.push(make("h4", {}, `${of.length} ${of.length === 1 ? label.slice(0, -1) : label}`));
    for (const tie of of) {
      const other = items.get(tie.source === item.key ? tie.target : tie.source);
      parts.push(make("details", {}, make("summary", {}, tie.source === item.key ? "→ " : "← ", swatch(other.card), other.name,
        make("span", { class: "count" }, ` ${plural(tie.spots.length, "place")}`)),
      make("button", { type: "button", class: "link", onclick: () => report.select(other.key, true) }, `Go to ${other.name}`), placesList(tie.spots, 30)));
    }
  }
  $("panel").replaceChildren(...parts.filter(Boolean));
}

function showCard(card) {
  const members = data.items.filter((item) => item.card === card.name);
  const parts = [make("div", { class: "head" }, make("h3", {}, swatch(card.name), card.title), back())];
  const out = data.crossings.filter((each) => each.from === card.name);
  const into = data.crossings.filter((each) => each.to === card.name);
  parts.push(facts([["Crossings out", String(out.length)], ["Crossings in", String(into.length)]]));
  for (const [title, kind] of [["Modules", true], ["Tables", false]]) {
    const of = members.filter((item) => (item.kind === "module") === kind);
    if (of.length) parts.push(make("h4", {}, `${title} (${of.length})`), make("ul", {}, ...of.map((item) =>
      make("li", {}, make("button", { type: "button", class: "link", onclick: () => report.select(item.key, true) }, item.name)))));
  }
  $("panel").replaceChildren(...parts);
}

function showTie(tie) {
  const [source, target] = [items.get(tie.source), items.get(tie.target)];
  $("panel").replaceChildren(
    make("div", { class: "head" }, make("h3", {}, `${source.name} ${verb(tie)} ${target.name}`), back()),
    facts([["From", serviceName(source.owner)], ["To", serviceName(target.owner)]]),
    make("h4", {}, plural(tie.spots.length, "place")), placesList(tie.spots));
}

/** Select an item (or `c:` and a card's name, or nothing); `move` brings it into view. */
report.select = (key, move = false) => {
  report.selected = key;
  const item = items.get(key);
  const card = key && key.startsWith("c:") ? cards.get(key.slice(2)) : null;
  if (item && item.card === "~unused" && cy && cy.getElementById(key).empty()) showUnused(true);
  if (item) showItem(item);
  else if (card) showCard(card);
  else outline();
  $("panel").scrollTop = 0;
  $("selection").textContent = item ? `${item.name}, ${item.kind} of ${item.owner}, ${plural(crossingsOf.get(key).length, "crossing")}` : card ? card.title : "Nothing is selected";
  if (!cy) return;
  cy.nodes(".chosen, .found").removeClass("chosen found");
  lightSelection();
  if (!key) return;
  const node = cy.getElementById(key);
  if (item) node.addClass("chosen");
  if (move && node.nonempty()) {
    bringIntoView(node);
    const stage = $("canvas").getBoundingClientRect();
    if (stage.bottom < 120 || stage.top > innerHeight - 120) $("map").scrollIntoView();
  }
};

function showUnused(on) {
  shown.unused = on;
  $("line-unused").checked = on;
  const card = data.cards.find((each) => each.kind === "unused");
  if (!card || !cy) return;
  if (on) {
    cy.add(elementsOf(card));
    report.far = null;
    addTies(data.ties.filter((tie) => [tie.source, tie.target].some((key) => items.get(key).card === card.name)));
  } else cy.remove(cy.nodes().filter((node) => node.data("card") === card.name));
  fit();
}

function toggles() {
  for (const [name, label] of LINES) {
    if (name === "unused" && !data.cards.some((card) => card.kind === "unused")) continue;
    const box = make("input", { type: "checkbox", id: `line-${name}`, onchange: (event) => {
      if (name === "unused") return showUnused(event.target.checked);
      shown[name] = event.target.checked;
      if (cy) applyLines();
    } });
    box.checked = shown[name];
    $("toggles").append(make("label", {}, box, name === "unused" ? "" : make("span", { class: `key ${name}`, "aria-hidden": "true" }), label));
  }
}

function finding() {
  const input = $("search");
  const list = $("results");
  let found = [];
  let at = -1;
  const all = [...data.cards.map((card) => ({ key: `c:${card.name}`, name: card.title, what: card.kind, card: card.name })),
    ...data.items.map((item) => ({ key: item.key, name: item.name, what: `${item.kind} · ${item.owner}`, card: item.card }))];
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; };
  const mark = () => {
    [...list.children].forEach((line, index) => line.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) { input.setAttribute("aria-activedescendant", `result-${at}`); list.children[at].scrollIntoView({ block: "nearest" }); }
  };
  const choose = (index) => { const one = found[index]; if (!one) return; close(); input.value = one.name; report.select(one.key, true); };
  const search = () => {
    const text = input.value.trim().toLowerCase();
    const exact = input.value.trim();
    const rank = (each) => (each.name === exact ? 0 : each.name.toLowerCase() === text ? 1 : each.name.toLowerCase().startsWith(text) ? 2 : 3);
    const hits = text ? all.filter((each) => each.name.toLowerCase().includes(text)).sort((a, b) => rank(a) - rank(b)) : [];
    found = hits.slice(0, 30);
    list.replaceChildren(...found.map((each, index) => make("li", { role: "option", id: `result-${index}`, "aria-selected": "false",
      onmousedown: (event) => { event.preventDefault(); choose(index); } }, swatch(each.card), each.name, make("span", { class: "what" }, each.what))));
    if (text && !found.length) list.append(make("li", { role: "option", "aria-disabled": "true" }, "Nothing is called so"));
    at = found.length ? 0 : -1;
    list.hidden = !text;
    input.setAttribute("aria-expanded", String(Boolean(text)));
    mark();
    if (cy) cy.batch(() => {
      cy.nodes(".found").removeClass("found");
      for (const each of hits) cy.getElementById(each.key).filter(".item").addClass("found");
    });
  };
  input.addEventListener("input", search);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (found.length) { at = (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length; mark(); }
      event.preventDefault();
    } else if (event.key === "Enter") choose(Math.max(at, 0));
    else if (event.key === "Escape") { input.value = ""; search(); }
  });
}

function keys() {
  const actions = {
    "/": () => $("search").focus(), g: () => { $("map").scrollIntoView(); $("canvas").focus({ preventScroll: true }); },
    c: () => { $("crossings").scrollIntoView(); $("filter-text").focus({ preventScroll: true }); }, t: switchTheme, "?": () => $("help").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !$("keys-on").checked || !actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  });
  $("panel").addEventListener("keydown", (event) => { if (event.key === "Escape") { report.select(null); $("canvas").focus(); } });
  $("help-open").addEventListener("click", () => $("help").showModal());
}

function printing() {
  const before = () => {
    report.printing = true;
    applyTheme();
    report.showAllCrossings();
    if (!cy) return;
    light(null);
    $("map-print").src = cy.png({ full: true, maxWidth: 2400, maxHeight: 2400, bg: "#ffffff" });
    $("map-print").alt = `Map of ${data.monolith}: services as cards with their modules and tables`;
  };
  const after = () => { report.printing = false; applyTheme(); if (cy) lightSelection(); };
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  $("print").addEventListener("click", () => window.print());
}

applyTheme();
alternativesTable();
phasesPart();
header();
toggles();
outline();
servicesTable();
matrixTable();
crossingsTable();
drawMap();
finding();
keys();
printing();
$("theme").addEventListener("click", switchTheme);
wish.addEventListener("change", applyTheme);
document.documentElement.dataset.ready = "yes";
