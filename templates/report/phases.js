
/* The phases on a time line, each with its steps, risks and estimate. */
function phasesPart() {
  if (!data.phases.length) return;
  $("phases").hidden = false;
  const planned = data.phases.some((phase) => phase.days > 0);
  const long = (phase) => (planned ? phase.days : 1);
  const whole = Math.max(...data.phases.map((phase) => phase.begin + long(phase)), 1);
  $("phases-hint").append(...withCode(planned
    ? `${Math.ceil(whole)} working days for one pair of hands, in the order of the plan.`
    : "In the order of the split file; `woosh-split plan` adds steps, risks and an estimate."));
  for (const note of data.plan_notes) $("timeline").append(make("p", { class: "note" }, ...withCode(note)));
  const list = make("ol", { class: "timeline" });
  for (const phase of data.phases) {
    const service = phase.services[0] || "monolith";
    const when = [phase.days ? plural(Math.round(phase.days * 10) / 10, "day") : "", phase.start && phase.end ? make("small", {}, `${phase.start} to ${phase.end}`) : ""];
    const sub = [phase.services.join(", "), phase.depends_on.length ? `after ${phase.depends_on.join(", ")}` : ""].filter(Boolean).join(" · ");
    const bar = make("span", { class: "bar", "data-service": service, "--c": colourOf(service),
      "--from": `${(100 * phase.begin) / whole}%`, "--long": `${(100 * long(phase)) / whole}%` });
    const summary = [make("span", { class: "phase-name" }, phase.title, sub ? make("small", {}, sub) : ""),
      make("span", { class: "track", "aria-hidden": "true" }, bar), make("span", { class: "length" }, ...when)];
    list.append(make("li", {}, make("details", {}, make("summary", {}, ...summary), phaseBody(phase))));
  }
  $("timeline").append(list);
}

function phaseBody(phase) {
  const body = make("div", { class: "phase-body" });
  const part = (title, ...content) => body.append(make("div", {}, make("h4", {}, title), ...content));
  if (phase.why) part("Why here", make("p", {}, ...withCode(phase.why)));
  if (phase.steps.length)
    part("Steps", make("ol", {}, ...phase.steps.map((step) => make("li", {}, ...withCode(step.text), step.undo ? make("small", {}, " Undo: ", ...withCode(step.undo)) : ""))));
  if (phase.risks.length)
    part("Risks", make("ul", {}, ...phase.risks.map((risk) => make("li", {}, ...withCode(risk.text), " ", make("code", {}, place(risk))))));
  const effort = phase.effort.filter((factor) => factor.count);
  if (effort.length)
    part("Estimate", make("ul", {}, ...effort.map((factor) => make("li", {}, `${factor.count} × ${factor.name} at ${factor.each} days`))));
  if (phase.rollback) part("Rollback", make("p", {}, ...withCode(phase.rollback)));
  if (!body.childElementCount) body.append(make("p", { class: "hint" }, "Nothing more is known of this phase."));
  return body;
}
