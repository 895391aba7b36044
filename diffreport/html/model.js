// What the report holds, and where each thing stands in it.

const data = JSON.parse($("data").textContent);
const {objects, loaders, verdicts, impacts, kinds, conventions, causes, pairs} = data;
let blobs = null;

const loaderName = (l) => loaders[l].name + (loaders[l].version ? " " + loaders[l].version : "");
const reference = (l) => data.reference + (loaders[l].referenceVersion ? " " + loaders[l].referenceVersion : "");

/** Unpacks a blob: base64 of compressed JSON. */
async function unpack(n) {
  if (n < 0) return null;
  blobs ||= JSON.parse($("blobs").textContent);
  const bytes = Uint8Array.from(atob(blobs[n]), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

// How bad a verdict is; a pair that differs is as bad as its worst impact. Less is worse.
const verdictRank = {broken: 0, unstable: 1, differs: 2, known: 10, skipped: 11, same: 12};

for (const [n, p] of pairs.entries()) {
  p.n = n;
  p.d ||= [];
  p.c ||= [];
  p.verdict = verdicts[p.v];
  const own = p.d.filter((d) => !d.f && (p.verdict === "known" || !d.w));
  p.impact = own.length ? Math.min(...own.map((d) => d.i)) : -1;
  p.causes = own.length;
  p.security = own.some((d) => d.s);
  p.rank = verdictRank[p.verdict] + (p.verdict === "differs" ? Math.max(p.impact, 0) : 0);
  p.word = p.verdict === "differs" && p.impact >= 0 ? impacts[p.impact] : p.verdict;
}

/** Per object: its pairs by loader, and how bad the worst is. */
const byObject = objects.map(() => ({pairs: [], rank: 99}));
for (const p of pairs) {
  byObject[p.o].pairs[p.l] = p;
  byObject[p.o].rank = Math.min(byObject[p.o].rank, p.rank);
}
const byName = objects.map((_, o) => o);
const byRank = byName.slice().sort((a, b) => byObject[a].rank - byObject[b].rank || a - b);

/** The command that repeats a pair. */
function command(p) {
  const named = data.default ? "" : ` --reference ${quoted(data.reference)}`;
  return `difftest${named} --loader ${quoted(loaders[p.l].name)} ${quoted(objects[p.o])}`;
}

const quoted = (word) => (/^[A-Za-z0-9\-_./+=:@%,]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
