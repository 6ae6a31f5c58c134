// Data blocks: a decision asks one question at a time, an assessment counts.
// Without scripts both stand on the page as a whole.

for (const decision of document.querySelectorAll("[data-decision]")) decide(decision);
for (const assessment of document.querySelectorAll("[data-assessment]")) assess(assessment);

function decide(decision) {
  const parts = [...decision.querySelectorAll("[data-question], [data-outcome]")];
  const first = parts.find(part => part.matches("[data-question]"));
  if (!first) return;
  const way = [first];
  const steps = document.createElement("p");
  steps.className = "steps";
  const back = button(WORDS.decision_back, () => { way.pop(); show(); way.at(-1).focus({ preventScroll: true }); });
  const again = button(WORDS.decision_again, () => { way.length = 1; show(); first.focus({ preventScroll: true }); });
  const all = button(WORDS.decision_all, () => { way.length = 1; show(); decision.classList.add("whole"); all.hidden = true; again.hidden = false; again.focus(); });
  steps.append(back, again, all);
  decision.append(steps);
  decision.addEventListener("click", event => {
    const answer = event.target.closest("[data-answer]");
    const next = answer && !decision.classList.contains("whole") && document.getElementById(answer.hash.slice(1));
    if (!next) return;
    event.preventDefault();
    way.push(next);
    show();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  });
  // An address may lead to a question or an outcome that is not the one shown.
  function land() {
    const part = parts.find(each => each.id === location.hash.slice(1));
    if (!part || part === way.at(-1) || decision.classList.contains("whole")) return;
    way.push(part);
    show();
    part.scrollIntoView();
  }
  addEventListener("hashchange", land);
  show();
  land();

  function show() {
    decision.classList.remove("whole");
    decision.classList.toggle("moved", way.length > 1);
    for (const part of parts) part.classList.toggle("here", part === way.at(-1));
    back.hidden = again.hidden = way.length < 2;
    all.hidden = false;
  }
}

function button(words, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", press);
  return made;
}

function assess(assessment) {
  const result = assessment.querySelector("[data-result]");
  const bands = [...assessment.querySelectorAll("[data-from]")];
  assessment.addEventListener("change", count);

  function count() {
    const dimensions = [...assessment.querySelectorAll("[data-dimension]")].map(part => {
      const sets = [...part.querySelectorAll("fieldset")];
      const given = sets.map(set => set.querySelector("input:checked")).filter(Boolean);
      const most = sets.reduce((sum, set) => sum + set.querySelectorAll("input").length - 1, 0);
      const points = given.reduce((sum, input) => sum + Number(input.value), 0);
      return { name: part.dataset.dimension, open: sets.length - given.length, points, most };
    });
    const open = dimensions.reduce((sum, each) => sum + each.open, 0);
    result.replaceChildren();
    for (const band of bands) band.classList.remove("reached");
    if (open) {
      result.textContent = WORDS.statements_open({ count: open });
      return;
    }
    const most = dimensions.reduce((sum, each) => sum + each.most, 0);
    const points = dimensions.reduce((sum, each) => sum + each.points, 0);
    const percent = most ? Math.round(points / most * 100) : 0;
    const band = bands.findLast(each => percent >= Number(each.dataset.from));
    band?.classList.add("reached");
    const said = document.createElement("p");
    said.textContent = WORDS.result_is({ count: percent, means: band?.dataset.says ?? "" });
    result.append(said);
    if (dimensions.length > 2) result.append(radar(dimensions));
  }
}

function radar(dimensions) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "-180 -120 360 240");
  svg.setAttribute("role", "img");
  const shares = dimensions.map(each => each.most ? each.points / each.most : 0);
  svg.setAttribute("aria-label", dimensions.map((each, nth) => `${each.name}: ${Math.round(shares[nth] * 100)} %`).join(", "));
  const at = (nth, share) => {
    const turn = nth / dimensions.length * 2 * Math.PI - Math.PI / 2;
    return [Math.cos(turn) * 90 * share, Math.sin(turn) * 90 * share].map(length => length.toFixed(1));
  };
  const shape = (name, share) => {
    const polygon = document.createElementNS(space, "polygon");
    polygon.setAttribute("class", name);
    polygon.setAttribute("points", dimensions.map((_, nth) => at(nth, share(nth)).join(",")).join(" "));
    svg.append(polygon);
  };
  for (const ring of [1, 0.5]) shape("ring", () => ring);
  shape("reached", nth => shares[nth]);
  dimensions.forEach((each, nth) => {
    const [x, y] = at(nth, 1.12);
    const label = document.createElementNS(space, "text");
    label.setAttribute("x", x);
    label.setAttribute("y", y);
    label.setAttribute("text-anchor", Math.abs(x) < 10 ? "middle" : x > 0 ? "start" : "end");
    label.textContent = each.name;
    svg.append(label);
  });
  return svg;
}
