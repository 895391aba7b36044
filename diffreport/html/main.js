// What is shown, and keys.

const state = {view: "objects", from: "objects", query: "", sort: "rank", cause: -1, params: null, top: 0};
const main = $("main");
let listing = null; // the elements of the list, kept while a pair is shown

/** Reads what the hash asks for. */
function route() {
  const [view, search] = location.hash.slice(1).split(/\?(.*)/s);
  const params = new URLSearchParams(search || "");
  const was = state.view;
  if (was !== "pair") state.top = scrollY;
  state.view = view === "pair" || views[view] ? view : "objects";
  state.params = params;
  if (state.view !== "pair") state.from = state.view;
  state.query = params.get("q") || "";
  document.body.classList.toggle("in-pair", state.view === "pair");
  if (state.view === "pair") {
    const p = wantedPair();
    if (!p) return notFound();
    if (!listing) prepare();
    return showPair(p, main);
  }
  state.cause = params.has("cause") ? Number(params.get("cause")) : -1;
  current = null;
  showList();
  if (was === "pair") {
    chunks?.upTo(Math.ceil((state.top + 2 * innerHeight) / 24));
    scrollTo(0, state.top);
  }
}

function wantedPair() {
  const o = objects.indexOf(state.params.get("o"));
  return o < 0 ? null : byObject[o].pairs.find((p) => p && loaderName(p.l) === state.params.get("l"));
}

function notFound() {
  main.replaceChildren(h("p.nothing", null, "This report has no such pair. ", h("a", {href: "#objects"}, "All objects")));
}

const backLink = () => link(state.from, {q: state.query, cause: state.cause >= 0 ? String(state.cause) : ""});

/** Makes the list's surroundings once. */
function prepare() {
  const input = h("input", {
    type: "search", id: "filter", placeholder: "Filter: words, is:differs, impact:silent, loader:aya, MAP-17, -word",
    "aria-label": "filter", autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
    oninput: () => { state.query = input.value; state.cause = -1; fill(); remember(); },
  });
  listing = {
    input, chips: h("div.chips", {role: "group", "aria-label": "quick filters"}),
    status: h("p.status", {role: "status"}), table: h("table.list", {role: "table"}),
    tabs: h("nav.tabs", {"aria-label": "lists"}), sort: h("button.sort", {type: "button", onclick: resort}),
  };
  listing.all = h("section.listing", null,
    h("div.bar-top", null, listing.tabs, h("div.search", null, input, h("button.help", {
      type: "button", "aria-label": "keys and filters", title: "keys and filters (?)", onclick: () => $("help").showModal(),
    }, "?"))),
    listing.chips, h("div.under", null, listing.status, listing.sort), listing.table);
}

function showList() {
  if (!listing) prepare();
  if (main.firstChild !== listing.all) main.replaceChildren(listing.all);
  if (listing.input.value !== state.query) listing.input.value = state.query;
  fill();
}

/** Fills the list with what the filter lets through. */
function fill() {
  const {tabs, chips, status, table, sort} = listing;
  tabs.replaceChildren(...Object.entries(views).map(([view, {title, count}]) => h("a", {
    href: link(view, {q: state.query}), "aria-current": view === state.view ? "page" : null,
  }, title, h("span.n", null, count.toLocaleString("en")))));
  chips.replaceChildren(...chipWords().map(([word, label, css]) => h(`button.chip${css}`, {
    type: "button", "aria-pressed": String(state.query.split(/\s+/).includes(word)),
    onclick: () => setQuery(toggled(state.query, word)),
  }, h("i.dot", {"aria-hidden": "true"}), label)));
  table.className = `list of-${state.view}`;
  table.dataset.columns = loaders.length;
  let flags = matching(state.query);
  if (state.cause >= 0 && causes[state.cause]) {
    const of = new Set(causes[state.cause].pairs);
    flags = flags.map((f, n) => (f && of.has(n) ? 1 : 0));
  }
  status.replaceChildren(lists[state.view](flags, table));
  if (state.cause >= 0 && causes[state.cause]) {
    status.append(" with the cause ", h("code", null, causes[state.cause].where), " ",
      h("a", {href: link("objects", {q: state.query})}, "show all"));
  }
  sort.hidden = state.view !== "objects";
  sort.textContent = state.sort === "rank" ? "worst first" : "by name";
}

function chipWords() {
  const used = new Set(pairs.map((p) => p.verdict));
  const worst = new Set(pairs.flatMap((p) => p.d.filter((d) => !d.f && !d.w).map((d) => impacts[d.i])));
  return chipWords.list ||= [
    ...verdicts.filter((v) => used.has(v)).map((v) => [`is:${v}`, v, `.w-${v}`]),
    ...impacts.filter((i) => worst.has(i)).map((i) => [`impact:${i}`, i, `.w-${i}`]),
    ...(pairs.some((p) => p.security) ? [["is:security", "security", ".w-security"]] : []),
  ];
}

function resort() {
  state.sort = state.sort === "rank" ? "name" : "rank";
  fill();
}

function setQuery(query) {
  state.query = listing.input.value = query;
  state.cause = -1;
  fill();
  remember();
}

/** Puts the filter into the hash, so that the page can be linked to; not at each key, since browsers count. */
function remember() {
  clearTimeout(remember.timer);
  remember.timer = setTimeout(() => {
    if (state.view !== "pair") history.replaceState(null, "", link(state.view, {q: state.query}));
  }, 250);
}

/** Moves the focus in the list: by rows, and by cells in a row. */
function move(dy, dx) {
  const cells = [...document.querySelectorAll(".list a.cell")];
  const at = cells.indexOf(document.activeElement);
  if (at < 0) return cells[0]?.focus();
  const row = (e) => e.closest("tr");
  const place = (e) => [...row(e).querySelectorAll("a.cell")].indexOf(e);
  if (dx) return cells[at + dx] && row(cells[at + dx]) === row(cells[at]) && cells[at + dx].focus();
  let next = row(cells[at]);
  do next = dy > 0 ? next.nextElementSibling : next.previousElementSibling; while (next && !next.querySelector("a.cell"));
  const list = next ? [...next.querySelectorAll("a.cell")] : [];
  list[Math.min(place(cells[at]), list.length - 1)]?.focus();
  document.activeElement.scrollIntoView({block: "nearest"});
}

const listKeys = {
  "ArrowDown": () => move(1, 0), "ArrowUp": () => move(-1, 0), "ArrowRight": () => move(0, 1), "ArrowLeft": () => move(0, -1),
  "j": () => move(1, 0), "k": () => move(-1, 0), "l": () => move(0, 1), "h": () => move(0, -1),
  "Escape": () => setQuery(""),
};

const pairKeys = {
  "Escape": () => { location.hash = backLink(); },
  "[": () => document.querySelectorAll(".step")[0]?.click(), "]": () => document.querySelectorAll(".step")[1]?.click(),
  "n": () => step(1), "p": () => step(-1),
  "a": () => $("all-lines")?.click(), "s": () => $("source-lines")?.click(),
};

const keys = {
  "/": () => { if (state.view === "pair") location.hash = backLink(); setTimeout(() => { listing.input.focus(); listing.input.select(); }); },
  "1": () => { location.hash = link("objects", {q: state.query}); },
  "2": () => { location.hash = link("causes", {q: state.query}); },
  "3": () => { location.hash = link("conventions", {q: state.query}); },
  "?": () => $("help").showModal(),
};

addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || $("help").open) return;
  if (e.target === listing?.input) {
    if (e.key === "Escape") { setQuery(""); listing.input.blur(); e.preventDefault(); }
    if (e.key === "ArrowDown" || e.key === "Enter") { move(1, 0); e.preventDefault(); }
    return;
  }
  const action = (state.view === "pair" ? pairKeys : listKeys)[e.key] || keys[e.key];
  if (action) { e.preventDefault(); action(); }
});

document.querySelector(".summary")?.addEventListener("click", (e) => {
  const a = e.target.closest("a[data-query]");
  if (!a) return;
  e.preventDefault();
  location.hash = link("objects", {q: `${a.dataset.query} loader:"${a.dataset.loader}"`});
});

addEventListener("hashchange", route);
route();
