
/* The map: cytoscape draws what `reports/report_page/board.py` has placed. */
const ROW_HEIGHT = 30;
const LINES = [
  ["write", "writes", true], ["read", "reads", true], ["call", "calls", true], ["relation", "relations", false],
  ["import", "imports", false], ["inner", "inside services", true], ["free", "reads of shared tables", false], ["unused", "unused tables", false],
];
let cy = null;
const shown = Object.fromEntries(LINES.map(([name, , on]) => [name, on]));

function elementsOf(card) {
  const members = data.items.filter((item) => item.card === card.name);
  const base = { card: card.name };
  return [
    { data: { ...base, id: `c:${card.name}`, w: card.width, h: card.height }, classes: `card ${card.kind}`,
      position: { x: card.x + card.width / 2, y: card.y + card.height / 2 }, grabbable: false },
    { data: { ...base, id: `h:${card.name}`, label: card.title, room: card.width - 40 }, classes: "title", selectable: false, grabbable: false,
      position: { x: card.x + 20, y: card.y + 26 } },
    ...members.map((item) => ({
      data: { ...base, id: item.key, label: item.name, w: item.width }, position: { x: item.x, y: item.y }, grabbable: false,
      classes: `item ${item.kind === "module" ? "module" : "table"} ${item.kind} ${item.role}`,
    })),
  ];
}

function drawMap() {
  if (typeof cytoscape === "undefined") return;
  const visible = new Set(data.cards.filter((card) => card.kind !== "unused").map((card) => card.name));
  cy = cytoscape({
    container: $("canvas"), layout: { name: "preset" }, style: styleOf(), minZoom: 0.04, maxZoom: 3,
    boxSelectionEnabled: false, autounselectify: true, userZoomingEnabled: false, pixelRatio: "auto",
    hideEdgesOnViewport: data.ties.length > 3000, textureOnViewport: data.ties.length > 3000,
    elements: data.cards.filter((card) => visible.has(card.name)).flatMap(elementsOf),
  });
  addTies(data.ties.filter((tie) => visible.has(items.get(tie.source).card) && visible.has(items.get(tie.target).card)));
  report.restyle = () => cy.style(styleOf());
  cy.on("zoom", sizeTitles);
  fit();
  for (const canvas of $("canvas").querySelectorAll("canvas")) canvas.setAttribute("aria-hidden", "true");
  listen();
}

/** Titles keep a readable size when the map is far away, as on any map, as long as their card has the room. */
function sizeTitles() {
  const far = Math.round(14 / cy.zoom());
  if (far === report.far) return;
  report.far = far;
  cy.batch(() => cy.nodes(".title").forEach((title) => {
    const most = title.data("room") / (title.data("label").length * 0.62);
    title.style("font-size", Math.max(20, Math.min(far, most)));
  }));
}

function addTies(ties) {
  cy.add(ties.map((tie) => ({
    data: { id: tie.key, source: tie.source, target: tie.target, kind: tie.kind, weight: Math.min(3.4, 1.5 + tie.spots.length / 5) },
    classes: `tie ${tie.kind} ${tie.crosses ? "crossing" : items.get(tie.source).card === items.get(tie.target).card ? "inner" : "free"}`,
  })));
  applyLines();
}

function applyLines() {
  cy.batch(() => {
    for (const [name] of LINES.slice(0, 5)) cy.edges(`.${name}`).toggleClass("off", !shown[name]);
    for (const name of ["inner", "free"]) cy.edges(`.${name}`).filter((edge) => shown[edge.data("kind")]).toggleClass("off", !shown[name]);
  });
}

function styleOf() {
  const css = getComputedStyle(document.documentElement);
  const v = (name) => css.getPropertyValue(`--${name}`).trim();
  const colour = (node) => colourOf(node.data("card"));
  const font = getComputedStyle(document.body).fontFamily;
  return [
    { selector: "node", style: { "font-family": font, "overlay-opacity": 0 } },
    { selector: ".card", style: { shape: "round-rectangle", "corner-radius": 12, width: "data(w)", height: "data(h)", "background-color": colour,
      "background-opacity": Number(v("card-alpha")), "border-width": 1.5, "border-color": colour, "border-opacity": 0.55, "z-index": 0, "z-index-compare": "manual" } },
    { selector: ".card.shared, .card.libraries, .card.unused", style: { "border-style": "dashed" } },
    { selector: ".title", style: { label: "data(label)", width: 1, height: 1, "background-opacity": 0, "text-halign": "right", "text-valign": "center",
      color: colour, "font-size": 20, "font-weight": 700, events: "no", "text-outline-color": v("panel"), "text-outline-width": 2.5, "text-outline-opacity": 0.9, "z-index": 5, "z-index-compare": "manual" } },
    { selector: ".item", style: { shape: "round-rectangle", width: "data(w)", height: ROW_HEIGHT, label: "data(label)", "font-size": 15,
      "text-valign": "center", "text-halign": "center", "text-wrap": "ellipsis", "text-max-width": (node) => node.data("w") - 14, "min-zoomed-font-size": 4,
      "z-index": 4, "z-index-compare": "manual" } },
    { selector: ".module", style: { "background-color": colour, color: v("on-service"), "font-weight": 600 } },
    { selector: ".table", style: { "background-color": v("panel"), color: v("ink"), "border-width": 1.6, "border-color": colour, "corner-radius": 4 } },
    { selector: ".view, .unused", style: { "border-style": "dashed" } },
    { selector: ".contested", style: { "border-width": 4, "border-style": "double", "border-color": v("call") } },
    { selector: ".tie", style: { width: 1.3, "line-color": v("inner"), "curve-style": "straight", opacity: 0.75, "z-index": 1, "z-index-compare": "manual",
      "target-arrow-color": v("inner"), "arrow-scale": 0.85 } },
    { selector: ".tie.crossing", style: { width: "data(weight)", "curve-style": "unbundled-bezier", "control-point-distances": 26, "control-point-weights": 0.5,
      opacity: 0.9, "z-index": 2 } },
    ...["write", "read", "call", "relation", "import"].map((kind) => ({ selector: `.tie.crossing.${kind}`, style: {
      "line-color": v(["relation", "import"].includes(kind) ? "other" : kind), "target-arrow-color": v(["relation", "import"].includes(kind) ? "other" : kind) } })),
    { selector: ".tie.crossing.read", style: { "control-point-distances": 10 } },
    { selector: ".tie.crossing.call, .tie.crossing.import", style: { "control-point-distances": -26 } },
    { selector: ".write, .call", style: { "target-arrow-shape": "triangle" } },
    { selector: ".read", style: { "line-style": "dashed", "line-dash-pattern": [6, 4] } },
    { selector: ".tie.relation, .tie.import", style: { "line-style": "dotted" } },
    { selector: ".off", style: { display: "none" } },
    { selector: ".off.lit", style: { display: "element" } },
    { selector: ".dim.item", style: { opacity: 0.28 } },
    { selector: ".dim.tie", style: { opacity: 0.06 } },
    { selector: ".lit.tie", style: { opacity: 1, width: 3, "z-index": 3 } },
    { selector: ".lit.relation, .lit.import", style: { width: 1.6 } },
    { selector: ".lit.inner, .lit.free", style: { "line-color": v("ink"), "target-arrow-color": v("ink") } },
    { selector: ".found", style: { "border-width": 4, "border-style": "solid", "border-color": v("focus") } },
    { selector: ".chosen", style: { "border-width": 4, "border-style": "solid", "border-color": v("focus"), "outline-width": 3, "outline-color": v("focus"), "outline-offset": 2, "outline-opacity": 0.55 } },
  ];
}

function light(near) {
  cy.batch(() => {
    cy.elements(".lit, .dim").removeClass("lit dim");
    if (!near) return;
    cy.elements(".item, .tie").difference(near).addClass("dim");
    near.filter(".tie").addClass("lit");
  });
}
const around = (node) => node.closedNeighborhood();
function aroundCard(name) {
  const inside = cy.nodes(".item").filter((node) => node.data("card") === name);
  return inside.union(inside.connectedEdges(".crossing")).union(inside.connectedEdges(".crossing").connectedNodes());
}
const lightSelection = () => {
  const node = report.selected && cy.getElementById(report.selected);
  light(!node || node.empty() ? null : node.hasClass("card") ? aroundCard(node.data("card")) : around(node));
};

function listen() {
  cy.on("mouseover", "node.item", (event) => { light(around(event.target)); tip(event, itemTip(items.get(event.target.id()))); });
  cy.on("mouseover", "edge", (event) => tip(event, tieTip(tieOf.get(event.target.id()))));
  cy.on("mouseout", "node.item, edge", () => { lightSelection(); $("tip").hidden = true; });
  cy.on("tap", "node.item", (event) => report.select(event.target.id()));
  cy.on("tap", "node.card", (event) => report.select(event.target.id()));
  cy.on("tap", "edge", (event) => showTie(tieOf.get(event.target.id())));
  cy.on("tap", (event) => { if (event.target === cy) report.select(null); });
  cy.on("viewport", () => { $("tip").hidden = true; });
  $("canvas").addEventListener("focusin", () => cy.userZoomingEnabled(true));
  $("canvas").addEventListener("focusout", () => cy.userZoomingEnabled(false));
  $("canvas").addEventListener("mousedown", () => $("canvas").focus({ preventScroll: true }));
  $("canvas").addEventListener("keydown", mapKey);
  new ResizeObserver(() => cy.resize()).observe($("canvas"));
  $("zoom-in").addEventListener("click", () => zoomBy(1.3));
  $("zoom-out").addEventListener("click", () => zoomBy(1 / 1.3));
  $("zoom-fit").addEventListener("click", fit);
}
const fit = () => cy.fit(cy.elements(), 18);
const zoomBy = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });

function mapKey(event) {
  const step = 70;
  const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
  const actions = { "+": () => zoomBy(1.25), "=": () => zoomBy(1.25), "-": () => zoomBy(0.8), 0: fit, n: () => next(1), p: () => next(-1),
    Enter: () => { if (report.selected) $("panel").focus(); }, Escape: () => report.select(null) };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (moves[event.key]) cy.panBy({ x: moves[event.key][0], y: moves[event.key][1] });
  else if (actions[event.key]) actions[event.key]();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
function next(by) {
  const keys = data.cards.flatMap((card) => data.items.filter((item) => item.card === card.name)).map((item) => item.key)
    .filter((key) => cy.getElementById(key).nonempty());
  const at = keys.indexOf(report.selected);
  report.select(keys[(at + by + keys.length + (at < 0 && by < 0 ? 1 : 0)) % keys.length], true);
}
function bringIntoView(node) {
  const box = node.renderedBoundingBox();
  const inside = box.x1 > 8 && box.y1 > 8 && box.x2 < cy.width() - 8 && box.y2 < cy.height() - 8;
  if (cy.zoom() < 0.45) cy.zoom(0.75);
  else if (inside) return;
  cy.center(node);
}

function tip(event, content) {
  const box = $("tip");
  box.replaceChildren(...content);
  box.hidden = false;
  const { x, y } = event.renderedPosition;
  box.style.left = `${Math.max(8, Math.min(x + 18, $("canvas").clientWidth - box.offsetWidth - 8))}px`;
  box.style.top = `${y + 20 + box.offsetHeight > $("canvas").clientHeight ? Math.max(8, y - box.offsetHeight - 14) : y + 20}px`;
}
function itemTip(item) {
  const ties = tiesOf.get(item.key);
  const counted = LINES.slice(0, 5).map(([kind, label]) => [ties.filter((tie) => tie.kind === kind).length, label]).filter(([number]) => number);
  return [make("b", {}, item.name), make("div", {}, `${item.kind} of ${cards.get(item.card).title}`), item.file ? make("code", {}, place(item)) : "",
    counted.length ? make("div", {}, counted.map(([number, label]) => `${number} ${label}`).join(", ")) : ""].filter(Boolean);
}
function tieTip(tie) {
  return [make("b", {}, `${items.get(tie.source).name} ${verb(tie)} ${items.get(tie.target).name}`), placesList(tie.spots, 6)];
}
const verb = (tie) => ({ write: "writes", read: "reads", call: "calls", relation: "refers to", import: "imports" })[tie.kind];
