
/* The tables: services with their price, who touches what, crossings, alternatives. */
const head = (...titles) => make("thead", {}, make("tr", {}, ...titles.map((title) =>
  typeof title === "string" ? make("th", { scope: "col" }, title) : make("th", { scope: "col", class: "number", title: title[1] || null }, title[0]))));
const figure = (number) => make("td", { class: number ? "number" : "number zero" }, number.toLocaleString("en"));

const PRICE = [
  ["spanning_transactions", "spanning transactions"], ["foreign_writes", "foreign writes"], ["joins", "joins"],
  ["reads", "reads"], ["calls", "calls"], ["relations", "relations"], ["events", "events"], ["routes", "routes"], ["client_calls", "app calls"],
];

const METRICS = { coverage: "Coverage", sm: "SM", icp: "ICP", ifn: "IFN", ned: "NED", turbo_mq: "TurboMQ", entity_purity: "Entity purity", modularity: "Modularity" };
const KINDS = [["write", "Writes"], ["transaction", "Transactions"], ["join", "Joins"], ["read", "Reads"], ["relation", "Relations"],
  ["call", "Calls"], ["event", "Events"], ["import", "Imports"]];

function servicesTable() {
  const prices = new Map(data.prices.map((price) => [price.service, price]));
  const priced = prices.size > 0;
  $("services-hint").textContent = priced
    ? "The price in work: places that leave the service or reach it, which have to change; the last row counts each place once."
    : "How many crossings reach each service, and how many of each kind leave it.";
  const held = (name, kind) => data.items.filter((item) => item.card === name && (item.kind === "module") === kind).length;
  const body = make("tbody");
  for (const card of data.cards) {
    if (card.kind === "unused" || card.kind === "libraries") continue;
    const price = prices.get(card.name);
    const out = data.crossings.filter((crossing) => crossing.from === card.name);
    const into = data.crossings.filter((crossing) => crossing.to === card.name).length;
    const judged = data.items.filter((item) => item.card === card.name && (item.stability !== null || item.elsewhere));
    body.append(make("tr", {},
      make("th", { scope: "row", class: "services-cell" }, make("span", { class: "name" }, swatch(card.name), card.title)),
      figure(held(card.name, true)), figure(held(card.name, false)), figure(into), figure(out.length),
      ...(!priced ? KINDS.map(([kind]) => figure(out.filter((crossing) => crossing.kind === kind).length)) : []),
      ...(priced ? PRICE.map(([key]) => (price ? figure(price[key]) : make("td", { class: "number zero" }, "–"))) : []),
      ...(anyJudged() ? [make("td", { class: "number" }, judged.length ? `${judged.filter((item) => !item.elsewhere).length} of ${judged.length}` : "–")] : [])));
  }
  const all = prices.get("*");
  if (all) body.append(make("tr", { class: "total" }, make("th", { scope: "row" }, "in all"),
    ...["", "", "", ""].map(() => make("td")), ...PRICE.map(([key]) => figure(all[key])), ...(anyJudged() ? [make("td")] : [])));
  const titles = ["Service", ["Modules"], ["Tables"], ["Crossings in"], ["Crossings out"]];
  if (!priced) titles.push(...KINDS.map(([, title]) => [title]));
  if (priced) titles.push(...PRICE.map(([, title]) => [title[0].toUpperCase() + title.slice(1)]));
  if (anyJudged()) titles.push(["Analysis agrees", "Modules that the analysis alone would put into the same service"]);
  $("services-table").append(make("table", {}, head(...titles), body));
  if (data.metrics) {
    const list = make("dl", { class: "metrics" });
    for (const [key, value] of Object.entries(data.metrics))
      list.append(make("div", {}, make("dt", {}, METRICS[key] || key), make("dd", {}, value.toFixed(3))));
    $("metrics").append(list);
  }
}
const anyJudged = () => data.items.some((item) => item.stability !== null || item.elsewhere);
const percent = (share) => `${Math.round(share * 100)} %`;

function matrixTable() {
  const { services, rows } = data.matrix;
  const header = make("tr", {}, make("th", { scope: "col" }, "Table"), make("th", { scope: "col" }, "Owner"));
  for (const service of services)
    header.append(make("th", { scope: "col", class: "turned" }, make("span", {}, swatch(service), service)));
  const body = make("tbody");
  for (const row of rows) {
    const line = make("tr", { "data-table": row.table.toLowerCase() },
      make("th", { scope: "row" }, make("button", { type: "button", class: "link mono", onclick: () => report.select(row.key, true) }, row.table)),
      make("td", { class: "services-cell" }, serviceName(row.owner), row.role === "owned" ? "" : make("span", { class: "count" }, ` ${row.role}`)));
    let others = 0;
    row.cells.forEach((cell, index) => {
      const own = services[index] === row.owner;
      const text = [cell.writes ? `W${cell.writes}` : "", cell.reads ? `R${cell.reads}` : ""].filter(Boolean).join(" ");
      if (text && !own) others += 1;
      line.append(make("td", {
        class: `cell${own ? " own" : ""}${cell.writes && !own ? " foreign" : ""}`,
        ...(own ? { "data-service": row.owner, "--c": colourOf(row.owner) } : {}),
      }, text));
    });
    line.dataset.others = others;
    body.append(line);
  }
  $("matrix").append(make("table", { class: "matrix" }, make("thead", {}, header), body));
  const filter = () => {
    const text = $("matrix-filter").value.trim().toLowerCase();
    let shown = 0;
    for (const line of body.rows) {
      line.hidden = !line.dataset.table.includes(text) || ($("matrix-foreign").checked && line.dataset.others === "0");
      shown += line.hidden ? 0 : 1;
    }
    $("matrix-count").textContent = `${shown} of ${plural(rows.length, "table")}`;
  };
  $("matrix-filter").addEventListener("input", filter);
  $("matrix-foreign").addEventListener("change", filter);
  filter();
}

const PAGE = 200;
function crossingsTable() {
  const form = $("crossing-filters");
  const fields = {};
  const field = (label, control) => make("span", { class: "field" }, make("label", { for: control.id }, label), control);
  const select = (name, label, values) => {
    fields[name] = make("select", { id: `filter-${name}` }, make("option", { value: "" }, "all"),
      ...unique(values).map((value) => make("option", { value: value || "-" }, value || "none yet")));
    return field(label, fields[name]);
  };
  fields.text = make("input", { id: "filter-text", type: "search", autocomplete: "off", spellcheck: "false", placeholder: "name, file or id" });
  const chip = make("button", { type: "button", class: "chip", hidden: true, onclick: () => { report.only = null; show(); } });
  const count = make("output", { id: "crossing-count", "aria-live": "polite" });
  form.append(
    field("Text", fields.text),
    select("kind", "Kind", data.crossings.map((each) => each.kind)),
    select("from", "From", data.crossings.map((each) => each.from).sort()),
    select("to", "To", data.crossings.map((each) => each.to).sort()),
    select("policy", "Policy", data.crossings.map((each) => each.policy).sort()),
    make("button", { type: "reset" }, "Reset"), chip, count);
  const body = make("tbody");
  $("crossing-table").append(make("table", {}, head("Kind", "From", "To", "What", "Policy", "Places", "Id"), body));
  const words = data.crossings.map((each) =>
    [each.id, each.what, each.from, each.to, each.kind, ...each.spots.flatMap((spot) => [spot.file, spot.function])].join("\n").toLowerCase());
  let limit = PAGE;
  const matching = () => {
    const text = fields.text.value.trim().toLowerCase();
    return data.crossings.filter((each, index) =>
      ["kind", "from", "to", "policy"].every((name) => !fields[name].value || (each[name] || "-") === fields[name].value)
      && (!text || words[index].includes(text)) && (!report.only || each.items.includes(report.only)));
  };
  const show = () => {
    const found = matching();
    body.replaceChildren(...found.slice(0, limit).map(crossingRow));
    count.textContent = `${found.length.toLocaleString("en")} of ${plural(data.crossings.length, "crossing")}`;
    chip.hidden = !report.only;
    if (report.only) chip.textContent = `only ${items.get(report.only).name} ✕`;
    $("crossing-more").hidden = found.length <= limit;
    $("crossing-more").textContent = `Show all ${found.length}`;
  };
  const anew = () => { limit = PAGE; show(); };
  form.addEventListener("input", anew);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => { report.only = null; setTimeout(anew); });
  $("crossing-more").addEventListener("click", () => { limit = Infinity; show(); });
  report.showCrossingsOf = (key) => {
    form.reset();
    setTimeout(() => { report.only = key; anew(); $("crossings").scrollIntoView(); fields.text.focus({ preventScroll: true }); });
  };
  report.showAllCrossings = () => { limit = Infinity; show(); };
  show();
}

function crossingRow(each) {
  const until = each.until ? ` until ${each.until}` : "";
  const [first, ...rest] = each.spots;
  return make("tr", {},
    make("td", {}, make("span", { class: `kind ${each.kind}` }, each.kind)),
    make("td", { class: "services-cell" }, serviceName(each.from)),
    make("td", { class: "services-cell" }, serviceName(each.to)),
    make("td", { class: "mono wrap what" }, each.what),
    make("td", {}, each.policy ? make("span", { class: `policy ${each.policy}` }, each.policy + until) : make("span", { class: "zero" }, "none yet"),
      each.issue ? make("div", { class: "count wrap" }, each.issue) : ""),
    make("td", { class: "where wrap" }, !first ? "" : !rest.length ? make("code", { title: first.function || null }, place(first))
      : make("details", {}, make("summary", {}, make("code", {}, place(first)), make("span", { class: "count" }, ` and ${rest.length} more`)), placesList(each.spots))),
    make("td", { class: "mono zero" }, each.id));
}

function alternativesTable() {
  if (!data.alternatives.length) return;
  $("alternatives").hidden = false;
  const body = make("tbody");
  const priced = data.alternatives.some((each) => each.price);
  for (const each of data.alternatives)
    body.append(make("tr", {},
      make("th", { scope: "row" }, each.name, each.chosen ? make("span", { class: "count" }, " (the split file)") : ""),
      figure(each.services.length), make("td", { class: "wrap" }, each.services.join(", ")), figure(each.crossings),
      ...(priced ? PRICE.slice(0, 6).map(([key]) => (each.price ? figure(each.price[key]) : make("td"))) : []),
      ...["coverage", "sm", "icp", "modularity"].map((key) => make("td", { class: "number" }, each.metrics[key].toFixed(3)))));
  $("alternatives-table").append(make("table", {}, head("Cut", ["Services"], "Their names", ["Crossings"],
    ...(priced ? PRICE.slice(0, 6).map(([, title]) => [title[0].toUpperCase() + title.slice(1)]) : []), ["Coverage"], ["SM"], ["ICP"], ["Modularity"]), body));
}
