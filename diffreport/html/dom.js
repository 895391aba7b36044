// Making elements. Text is always set as text: nothing of a report is ever taken for markup.

/** Makes an element: h("a.cell", {href: "#"}, "text", child). */
function h(tag, attrs, ...children) {
  const [name, ...classes] = tag.split(".");
  const e = document.createElement(name);
  if (classes.length) e.className = classes.join(" ");
  for (const [key, value] of Object.entries(attrs || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
    else e.setAttribute(key, value === true ? "" : value);
  }
  add(e, children);
  return e;
}

/** Appends children: elements, texts, lists of them; what is empty is left out. */
function add(e, children) {
  for (const child of children) {
    if (Array.isArray(child)) add(e, child);
    else if (child !== undefined && child !== null && child !== false && child !== "") e.append(child);
  }
}

const $ = (id) => document.getElementById(id);

/** Writes n in groups of three digits, with its word. */
function plural(n, word) {
  return `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
}

/** Shows rows a hundred at a time, more when the reader comes near the end. */
function inChunks(body, count, make, chunk = 100) {
  let shown = 0;
  const sentinel = h("div.sentinel", {"aria-hidden": "true"});
  const more = (to) => {
    const rows = document.createDocumentFragment();
    for (; shown < Math.min(to, count); shown++) rows.append(make(shown));
    body.append(rows);
    if (shown >= count) { observer.disconnect(); sentinel.remove(); }
  };
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((e) => e.isIntersecting)) more(shown + chunk);
  }, {rootMargin: "1500px"});
  more(chunk);
  if (shown < count) { body.after(sentinel); observer.observe(sentinel); }
  return {upTo: (n) => more(n + 1), stop: () => { observer.disconnect(); sentinel.remove(); }};
}
