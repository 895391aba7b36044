// Filters: words that must all fit one pair.

/** All that free words are looked for in, lower case, made when a filter is first used. */
function haystack(p) {
  p.text ??= [objects[p.o], loaderName(p.l), p.verdict, p.reason || "", p.out, p.security ? "security" : "",
    ...p.c.map((c) => conventions[c].id + " " + conventions[c].title),
    ...p.d.map((d) => `${d.k} ${kinds[d.t]} ${impacts[d.i]}`)].join("\n").toLowerCase();
  return p.text;
}

/** Reads a filter: tests of a pair, and the free words among them for lists of other things. */
function parse(query) {
  const tests = [], words = [];
  for (const [, minus, key, quotedWord, word] of query.matchAll(/(-?)(?:(is|impact|loader|kind|conv):)?(?:"([^"]*)"?|(\S+))/g)) {
    const value = (quotedWord ?? word ?? "").toLowerCase();
    if (value === "") continue;
    const test = tester(key, value);
    const whole = minus ? (p) => !test(p) : test;
    tests.push(whole);
    if (key) whole.keyed = true;
    else words.push((text) => text.includes(value) === !minus);
  }
  return {tests, words};
}

function tester(key, value) {
  switch (key) {
    case "is":
      return value === "security" ? (p) => p.security : (p) => p.verdict === value;
    case "impact":
      return (p) => p.d.some((d) => !d.f && !d.w && impacts[d.i] === value);
    case "loader":
      return (p) => loaderName(p.l).toLowerCase().startsWith(value);
    case "kind":
      return (p) => p.d.some((d) => kinds[d.t] === value);
    case "conv":
      return (p) => p.c.some((c) => conventions[c].id.toLowerCase() === value);
  }
  return (p) => haystack(p).includes(value);
}

/** The pairs that a filter lets through, as a set of flags. */
function matching(query, keyedOnly) {
  const tests = parse(query).tests.filter((t) => !keyedOnly || t.keyed);
  const flags = new Uint8Array(pairs.length);
  for (let n = 0; n < pairs.length; n++) {
    flags[n] = tests.every((test) => test(pairs[n])) ? 1 : 0;
  }
  return flags;
}

/** Puts a word into a filter, or takes it out. */
function toggled(query, word) {
  const words = query.split(/\s+/).filter(Boolean);
  const at = words.indexOf(word);
  if (at >= 0) words.splice(at, 1);
  else words.push(word);
  return words.join(" ");
}
