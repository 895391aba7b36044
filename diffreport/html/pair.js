// One pair: what differs, the forms, the runs, and how to see it again.

let current = null; // the pair that is shown: {pair, sheet, at}

async function showPair(p, main) {
  const [values, sheet, inputs] = await Promise.all([unpack(p.b), unpack(p.s), unpack(p.in)]);
  if (state.view !== "pair" || wantedPair() !== p) return; // the reader has gone on meanwhile
  const view = sheet && sheetView(sheet, p);
  current = {pair: p, sheet: view, at: 0};
  const article = h("article.pair", null, pairHead(p),
    differenceList(p, values || []),
    view ? formsView(view) : p.verdict !== "broken" && h("p.quiet.no-forms", null,
      "The canonical forms are not in this page: it was made of a JSON report. ",
      h("code", null, "difftest report DIR --format html=FILE"), " makes one of recordings that has them."),
    sheet?.runs && runsView(sheet.runs, inputs || [], p));
  main.replaceChildren(article);
  scrollTo(0, 0);
  article.querySelector("h2").focus({preventScroll: true});
}

function pairHead(p) {
  const at = shownPairs.indexOf(p);
  const step = (n, label, key) => h("a.step", {
    href: shownPairs[n] && pairLink(shownPairs[n]), "aria-label": label, title: `${label} (${key})`, "aria-disabled": !shownPairs[n],
  }, key === "[" ? "←" : "→");
  return h("header.pair-head", null,
    h("nav.crumbs", null, h("a", {href: backLink()}, `← ${views[state.from].title.toLowerCase()}`),
      at >= 0 && h("span.steps", null, step(at - 1, "previous pair", "["), h("span.quiet", null,
        `${(at + 1).toLocaleString("en")} of ${shownPairs.length.toLocaleString("en")}`), step(at + 1, "next pair", "]"))),
    h("h2", {tabindex: "-1"}, h("span.path", null, path(objects[p.o]))),
    h("nav.loaders", {"aria-label": "loaders"}, byObject[p.o].pairs.filter(Boolean).map((other) => h("a", {
      href: pairLink(other), "aria-current": other === p ? "page" : null,
    }, loaderName(other.l), " ", pairBadge(other)))),
    h("p.says", null, sentence(p)),
    commandView(p),
    p.c.length > 0 && h("div.conventions", null, p.c.map((c) => conventionView(conventions[c]))));
}

function sentence(p) {
  const loader = h("b", null, loaderName(p.l));
  switch (p.verdict) {
    case "same": return [loader, ` does the same as ${reference(p.l)}: both `, p.out, "."];
    case "differs": return [loader, ` differs from ${reference(p.l)}: `, outcomes(p), "."];
    case "known": return [loader, ` differs from ${reference(p.l)} as known: `, outcomes(p), "."];
    case "skipped": return [loader, " was not compared: ", p.reason, "."];
  }
  return [loader, ` is ${p.verdict}: `, p.reason];
}

const outcomes = (p) => (p.out === p.ref ? `both ${p.out}` : `${p.ref} there, ${p.out} here`);

function commandView(p) {
  const text = command(p);
  const button = h("button.copy", {type: "button", onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch { // no clipboard for this page: select the text, so that the reader can copy it
      getSelection().selectAllChildren(button.previousSibling);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  }}, "Copy");
  return h("div.command", null, h("code", null, text), button);
}

function conventionView(c) {
  if (!c.text && !c.title) return h("span.convention", null, c.id);
  return h("details.convention", null, h("summary", null, h("b", null, c.id), " ", c.title),
    h("p", null, c.text, " ", c.source && h("a", {href: c.source, rel: "noreferrer", target: "_blank"}, "Source")));
}

/** The differences: each cause with what follows from it. */
function differenceList(p, values) {
  if (!p.d.length) return null;
  const items = [];
  p.d.forEach((d, i) => {
    const item = differenceView(d, values[i] || {l: "", r: ""}, i + 1, p);
    if (d.f && items.length) items[items.length - 1].querySelector("ul").append(item);
    else items.push(item);
  });
  for (const ul of items.map((i) => i.querySelector("ul"))) if (!ul.childNodes.length) ul.remove();
  return h("section.differences", null, h("h3", null, plural(p.d.filter((d) => !d.f).length, "cause")), h("ul.causes", null, items));
}

function differenceView(d, v, n, p) {
  const long = v.l.includes("\n") || v.r.includes("\n") || v.l.length + v.r.length > 100;
  return h("li", null,
    h("div.difference", null,
      !d.f && badge(impacts[d.i]), d.s && h("span.security", null, "security"), d.w && h("span.known", null, "known"),
      h("button.key", {type: "button", onclick: () => goTo(n), title: "show it in the forms"}, d.k),
      long ? h("div.both", null, h("pre.old", null, v.l || '""'), h("pre.new", null, v.r || '""'))
        : h("span.change", null, change(v.l, v.r)),
      v.n && h("p.quiet", null, v.n),
      v.ls && h("p.quote", null, h("b", null, `${data.reference} says `), v.ls),
      v.rs && h("p.quote", null, h("b", null, `${loaders[p.l].name} says `), v.rs)),
    !d.f && h("ul"));
}

function formsView(view) {
  const all = h("input", {type: "checkbox", id: "all-lines", onchange: () => view.draw(all.checked)});
  const source = h("input", {type: "checkbox", id: "source-lines", checked: true,
    onchange: () => view.view.classList.toggle("no-source", !source.checked)});
  return h("section.forms", null,
    h("div.forms-head", null, h("h3", null, "Canonical form"),
      h("span.tools", null,
        h("button", {type: "button", onclick: () => step(-1), title: "previous difference (p)"}, "↑"),
        h("button", {type: "button", onclick: () => step(1), title: "next difference (n)"}, "↓"),
        h("label", null, all, " all lines"), h("label", null, source, " source"))),
    view.view);
}

/** Brings difference n into view. */
function goTo(n) {
  const row = current?.sheet?.open(n) || document.querySelector(`.run[data-d="${n}"]`);
  if (!row) return;
  current.at = n;
  row.scrollIntoView({block: "center"});
  document.querySelectorAll(".here").forEach((e) => e.classList.remove("here"));
  document.querySelectorAll(`[data-d="${n}"]`).forEach((e) => e.classList.add("here"));
}

function step(by) {
  const count = current?.pair.d.length || 0;
  for (let n = current.at + by, tried = 0; tried < count; n += by, tried++) {
    const at = ((n - 1 + count) % count) + 1;
    if (current.sheet?.open(at) || document.querySelector(`.run[data-d="${at}"]`)) return goTo(at);
  }
}

/** The test runs, with what went in and what came out. */
function runsView(runs, inputs, p) {
  return h("section.runs", null, h("h3", null, "Test runs"), runs.map((run) => {
    const input = inputs.find((i) => i.n === run.i);
    const differs = run.r !== undefined;
    const names = [...new Set([...(run.l || []), ...(run.r || [])].map(([name]) => name))];
    const value = (side, name) => (side || []).find(([n]) => n === name)?.[1];
    return h("details.run", {"data-d": run.d, open: run.d > 0},
      h("summary", null, h("b", null, run.p), " ", run.i, " ",
        differs ? h("span.change", null, change(short(run.l), short(run.r))) : h("span.quiet", null, short(run.l))),
      h("table", null,
        h("thead", null, h("tr", null, h("td"), h("th", {scope: "col"}, reference(p.l)), h("th", {scope: "col"}, loaderName(p.l)))),
        h("tbody", null, names.map((name) => {
          const a = value(run.l, name), b = differs ? value(run.r, name) : a;
          if (a === b) return h("tr", null, h("th", {scope: "row"}, name), bytesOrText(name, a, "both", 2));
          return h("tr.changed", null, h("th", {scope: "row"}, name), bytesOrText(name, a, reference(p.l)),
            bytesOrText(name, b, loaderName(p.l)));
        }))),
      input && inputView(input));
  }));
}

const short = (side) => (side || []).filter(([n]) => n === "retval" || n === "status").map(([, v]) => v).reverse().join(" ") || "absent";

function bytesOrText(name, value, side, span) {
  const attrs = {"data-side": side, colspan: span};
  if (value === undefined) return h("td.quiet", attrs, "–");
  return h("td", attrs, name === "data" || name === "ctx" ? hexdump(value) : value);
}

function inputView(input) {
  return h("div.input", null, ["data", "ctx", "state"].filter((k) => input[k]).map((k) => [
    h("h4", null, {data: "packet it was run on", ctx: "context it was run with", state: "state it was run with"}[k]),
    hexdump(input[k])]));
}

/** Hex, sixteen bytes a line, with their offsets. What is no hex is shown as it is. */
function hexdump(hex) {
  const [digits, rest] = hex.replace(/^0x/, "").split(/ (.*)/s);
  if (!/^([0-9a-f]{2})+$/.test(digits)) return h("pre.hex", null, hex);
  const lines = (digits.match(/.{1,32}/g) || []).map((line, i) =>
    (i * 16).toString(16).padStart(4, "0") + "  " + line.match(/../g).join(" "));
  const shown = lines.slice(0, 64);
  if (rest) shown.push(rest);
  if (lines.length > shown.length) shown.push(`… ${plural(digits.length / 2, "byte")} in all`);
  return h("pre.hex", null, shown.join("\n"));
}
