// The canonical forms side by side.

const context = 3; // equal rows around those that differ
const minFold = 6; // fewer equal rows than these are never folded

/** Groups rows into those that are shown and those that are folded: [{from, to, folded}]. */
function folds(sheetRows, all) {
  const keep = new Uint8Array(sheetRows.length);
  sheetRows.forEach((row, i) => {
    if (row.k === "p") keep[i] = 1;
    if (!row.m) return;
    for (let j = Math.max(0, i - context); j <= Math.min(sheetRows.length - 1, i + context); j++) keep[j] = 1;
    for (let j = i; j >= 0 && sheetRows[j].k !== "p"; j--) if (sheetRows[j].k === "f") { keep[j] = 1; break; }
  });
  const groups = [];
  for (let i = 0; i < sheetRows.length;) {
    let end = i;
    while (end < sheetRows.length && keep[end] === keep[i]) end++;
    const folded = !keep[i] && !all && end - i >= minFold;
    groups.push({from: i, to: end, folded});
    i = end;
  }
  return groups;
}

/** The sheet as an element. open(d) brings the rows of difference d into view. */
function sheetView(sheet, p) {
  const marked = sheet.rows.some((r) => r.m);
  const body = h("div.sheet-body");
  const view = h("div.sheet", {role: "group", "aria-label": "canonical forms side by side"},
    h("div.sheet-head", {"aria-hidden": "true"}, h("span", null, reference(p.l)), h("span", null, loaderName(p.l))), body);
  let groups = [];
  const draw = (all) => {
    groups = folds(sheet.rows, all || !marked && sheet.rows.length <= 400);
    body.replaceChildren();
    for (const g of groups) body.append(g.folded ? foldView(sheet.rows, g) : group(sheet.rows, g));
  };
  draw(false);
  return {
    view, draw,
    open(d) {
      const at = sheet.rows.findIndex((r) => r.d === d);
      if (at < 0) return null;
      return body.querySelector(`[data-row="${at}"]`);
    },
  };
}

function group(sheetRows, g) {
  const out = document.createDocumentFragment();
  for (let i = g.from; i < g.to; i++) out.append(rowView(sheetRows[i], i));
  return out;
}

const maxOpened = 1000; // rows that one click opens: a page with all of a large object would be slow

/** A line in place of rows that are equal, which opens them. */
function foldView(sheetRows, g) {
  const button = h("button.fold", {type: "button", onclick: () => {
    const to = Math.min(g.to, g.from + maxOpened);
    const opened = group(sheetRows, {from: g.from, to});
    if (to < g.to) opened.append(foldView(sheetRows, {from: to, to: g.to}));
    button.replaceWith(opened);
  }}, plural(g.to - g.from, "equal line"));
  return button;
}

const sideTitle = {"~": "not compared: one of the loads did not get so far, or it does not matter"};

function rowView(row, i) {
  if (row.k === "g") return h("div.fold", null, `${row.l.t} equal lines left out: the object is too large`);
  const mark = {"c": "changed", "-": "removed", "+": "added", "~": "uncompared"}[row.m] || "equal";
  const right = row.r || (row.m ? null : row.l);
  const [left, other] = row.m === "c" ? marked(row.l, right) : [null, null];
  const cells = row.k === "n" && row.r ? [sideView(row, row.l, "l"), sideView(row, row.r, "r")]
    : [sideView(row, row.l, "l", left), sideView(row, right, "r", other)];
  return h(`div.row.k-${row.k}.m-${mark}`, {"data-row": i, "data-d": row.d, title: sideTitle[row.m]}, cells);
}

function sideView(row, cell, side, text) {
  if (!cell) return h(`div.side.${side}.empty`);
  const sign = row.m === "c" || row.m === "-" || row.m === "+" ? (side === "l" ? "−" : "+") : "";
  return h(`div.side.${side}`, null,
    h("span.gutter", {"aria-hidden": "true"}, row.k === "i" ? cell.n : "", h("b.sign", null, sign)),
    h("span.text", null,
      row.k !== "i" && cell.n && h("span.name", null, cell.n + " "),
      text || (row.k === "l" ? cell.t + ":" : cell.t),
      cell.s && h("span.source", null, cell.s, cell.a && h("span.at", null, " " + cell.a)),
      !cell.s && cell.a && h("span.source", null, h("span.at", null, cell.a))));
}

const maxTokens = 80; // of longer texts only beginning and end are compared

/** Two texts with the words that differ marked. */
function marked(a, b) {
  if (!a || !b || a.t === b.t) return [null, null];
  const x = (a.t || "").match(/\w+|\W/g) || [], y = (b.t || "").match(/\w+|\W/g) || [];
  const same = common(x, y);
  if (!same.some(([i]) => /\w/.test(x[i]))) return [null, null];
  return [withMarks(x, new Set(same.map(([i]) => i))), withMarks(y, new Set(same.map(([, j]) => j)))];
}

/** Pairs of places at which two lists have the same, in order: as many as there are, or those at both ends. */
function common(x, y) {
  const out = [];
  let from = 0, end = 0;
  while (from < x.length && from < y.length && x[from] === y[from]) out.push([from, from++]);
  while (end < x.length - from && end < y.length - from && x.at(-1 - end) === y.at(-1 - end)) end++;
  const m = x.length - end, n = y.length - end;
  if (m - from <= maxTokens && n - from <= maxTokens) {
    const best = Array.from({length: m + 1}, () => new Uint16Array(n + 1));
    for (let i = m - 1; i >= from; i--) {
      for (let j = n - 1; j >= from; j--) {
        best[i][j] = x[i] === y[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
      }
    }
    for (let i = from, j = from; i < m && j < n;) {
      if (x[i] === y[j]) out.push([i++, j++]);
      else if (best[i + 1][j] >= best[i][j + 1]) i++;
      else j++;
    }
  }
  for (let k = end; k > 0; k--) out.push([x.length - k, y.length - k]);
  return out;
}

function withMarks(tokens, same) {
  const parts = [];
  for (let i = 0; i < tokens.length;) {
    let end = i;
    while (end < tokens.length && same.has(end) === same.has(i)) end++;
    const text = tokens.slice(i, end).join("");
    parts.push(same.has(i) ? text : h("mark", null, text));
    i = end;
  }
  return parts;
}
