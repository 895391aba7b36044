// The three lists: objects, causes, conventions.

const views = {
  objects: {title: "Objects", count: objects.length},
  causes: {title: "Causes", count: causes.length},
  conventions: {title: "Conventions", count: conventions.length},
};

/** Where a click leads: the hash of a page. */
function link(view, params) {
  const text = new URLSearchParams(Object.entries(params).filter(([, v]) => v)).toString();
  return "#" + view + (text ? "?" + text : "");
}

const pairLink = (p) => link("pair", {o: objects[p.o], l: loaderName(p.l), q: state.query});

/** The path of an object, its folder quiet. */
function path(name) {
  const at = name.lastIndexOf("/") + 1;
  return [h("span.dir", null, name.slice(0, at)), h("span.file", null, name.slice(at))];
}

/** A verdict, or the worst impact of a pair that differs, never by colour alone. */
function badge(word, extra) {
  return h(`span.badge.w-${word}`, null, h("i.dot", {"aria-hidden": "true"}), word, extra);
}

function pairBadge(p) {
  const many = p.causes > 1 ? h("span.times", {title: plural(p.causes, "cause")}, ` ×${p.causes}`) : null;
  return [badge(p.word, many), p.security && h("span.security", {title: "accepts what the reference refuses for safety"}, "security")];
}

/** Shows a list in place of the last one. */
const lists = {
  objects(flags, table) {
    const order = (state.sort === "name" ? byName : byRank)
      .filter((o) => byObject[o].pairs.some((p) => p && flags[p.n]));
    head(table, ["object", ...loaders.map((_, l) => loaderName(l))]);
    rows(table, order.length, (i) => objectRow(order[i], flags));
    shownPairs = order.flatMap((o) => byObject[o].pairs.filter((p) => p && flags[p.n]));
    return `${order.length.toLocaleString("en")} of ${plural(objects.length, "object")}`;
  },
  causes(flags, table) {
    const list = causes.filter((c) => c.pairs.some((n) => flags[n]));
    head(table, ["cause", "loader", "objects"]);
    rows(table, list.length, (i) => causeRow(list[i]));
    shownPairs = list.flatMap((c) => c.pairs.filter((n) => flags[n]).map((n) => pairs[n]));
    return `${list.length.toLocaleString("en")} of ${plural(causes.length, "cause")}`;
  },
  conventions(flags, table) {
    const used = exercised();
    const {words} = parse(state.query); // they are looked for in the conventions themselves
    flags = matching(state.query, true);
    const list = conventions.map((_, c) => c)
      .filter((c) => words.every((fits) => fits(`${conventions[c].id} ${conventions[c].title}`.toLowerCase())))
      .filter((c) => used[c].some((cell) => cell && cell.pairs.some((n) => flags[n])))
      .sort((a, b) => conventions[a].id.localeCompare(conventions[b].id, "en", {numeric: true}));
    head(table, ["convention", ...loaders.map((_, l) => loaderName(l))]);
    rows(table, list.length, (i) => conventionRow(list[i], used[list[i]]));
    return `${list.length.toLocaleString("en")} of ${plural(conventions.length, "convention")}`;
  },
};

let shownPairs = pairs; // in the order in which they are listed, for going from one to the next
let chunks = null;

function head(table, titles) {
  table.replaceChildren(h("thead", {role: "rowgroup"}, h("tr", {role: "row"},
    titles.map((t) => h("th", {scope: "col", role: "columnheader"}, t)))));
}

function rows(table, count, make) {
  chunks?.stop();
  const body = h("tbody", {role: "rowgroup"});
  table.append(body);
  chunks = inChunks(body, count, make);
  if (count === 0) {
    body.append(h("tr", {role: "row"}, h("td.nothing", {colspan: "99", role: "cell"}, "Nothing fits this filter.")));
  }
}

function objectRow(o, flags) {
  const list = byObject[o].pairs;
  const some = list.find(Boolean);
  const ids = some.c.map((c) => conventions[c].id);
  return h("tr", {role: "row"},
    h("th", {scope: "row", role: "rowheader"}, h("span.path", null, path(objects[o])),
      ids.length > 0 && h("span.ids", null, ids.slice(0, 4).join(" ") + (ids.length > 4 ? " …" : ""))),
    loaders.map((_, l) => {
      const p = list[l];
      if (!p) return h("td.none", {role: "cell", "data-loader": loaderName(l)}, "·");
      return h("td", {role: "cell", "data-loader": loaderName(l)},
        h(flags[p.n] ? "a.cell" : "a.cell.off", {href: pairLink(p), "aria-label": `${objects[o]}, ${loaderName(l)}: ${p.word}`},
          pairBadge(p)));
    }));
}

function causeRow(c) {
  const first = pairs[c.pairs[0]];
  const names = [...new Set(c.pairs.map((n) => pairs[n].o))];
  const ids = c.conventions.map((n) => conventions[n].id);
  return h("tr", {role: "row"},
    h("th", {scope: "row", role: "rowheader"},
      h("a.cell.cause", {href: names.length === 1 ? pairLink(first) : link("objects", {cause: causes.indexOf(c)})},
        badge(impacts[c.impact]), c.security && h("span.security", null, "security"), c.known && h("span.known", null, "known"),
        h("code.where", null, c.where),
        h("span.change", null, ...change(c.reference, c.got))),
      ids.length > 0 && h("span.ids", null, ids.slice(0, 8).join(" ") + (ids.length > 8 ? ` … ${ids.length - 8} more` : ""))),
    h("td", {role: "cell", "data-loader": "loader"}, loaderName(c.loader)),
    h("td.count", {role: "cell", "data-loader": "objects"}, names.length === 1
      ? h("span.path", null, path(objects[names[0]]))
      : [h("b", null, names.length.toLocaleString("en")), h("span.eg", null, " as in ", path(objects[names[0]]))]));
}

/** Two values and an arrow, cut short. */
function change(a, b) {
  if (a === b) return [];
  const short = (v) => (v === "" ? '""' : v.length > 90 ? v.slice(0, 90) + "…" : v);
  return [h("del", null, short(a)), h("span.arrow", {"aria-label": "became"}, " → "), h("ins", null, short(b))];
}

/** By convention and loader: the pairs that exercise it. */
function exercised() {
  if (exercised.table) return exercised.table;
  const table = conventions.map(() => []);
  for (const p of pairs) {
    for (const c of p.c) {
      const cell = table[c][p.l] ||= {pairs: [], agree: 0, compared: 0, worst: 99};
      cell.pairs.push(p.n);
      cell.agree += p.verdict === "same";
      cell.compared += p.verdict !== "skipped";
      cell.worst = Math.min(cell.worst, p.rank);
    }
  }
  return (exercised.table = table);
}

function conventionRow(c, cells) {
  const {id, title} = conventions[c];
  return h("tr", {role: "row"},
    h("th", {scope: "row", role: "rowheader"}, h("b.id", null, id), h("span.title", null, title)),
    loaders.map((_, l) => {
      const cell = cells[l];
      if (!cell) return h("td.none", {role: "cell", "data-loader": loaderName(l)}, "·");
      const all = cell.agree === cell.compared;
      const worst = pairs[cell.pairs.find((n) => pairs[n].rank === cell.worst)];
      const to = cell.pairs.length === 1 ? pairLink(worst)
        : link("objects", {q: `conv:${id} loader:"${loaderName(l)}"`});
      return h("td", {role: "cell", "data-loader": loaderName(l)},
        h("a.cell", {href: to, "aria-label": `${id}, ${loaderName(l)}: ${cell.agree} of ${cell.compared} agree`},
          cell.compared === 0 ? badge("skipped") : all ? badge("same") : badge(worst.word),
          h("span.of", null, `${cell.agree}/${cell.compared}`)));
    }));
}
