// @recogito/text-annotator on jsdom: what we write is loaded by its W3C adapter, what it writes is read by us.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "x.js"));
const { JSDOM } = await import(pathToFileURL(require.resolve("jsdom")));
const dom = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
for (const name of ["window", "document", "Node", "NodeFilter", "Range", "HTMLElement", "Element", "DOMRect", "Text"]) {
  globalThis[name] = name === "window" ? dom.window : dom.window[name];
}
globalThis.DOMRect ??= class {};
dom.window.Range.prototype.getClientRects = () => [];
// Its CommonJS build calls itself a module, so the other one is asked for by its path.
const build = join(process.cwd(), "node_modules/@recogito/text-annotator/dist/text-annotator.es.js");
const recogito = await import(pathToFileURL(build));

const [document_, written, back] = process.argv.slice(2);
const articles = JSON.parse(readFileSync(document_, "utf8")).articles;
let passed = 0;
let failed = 0;
const same = (what, got, expected) => {
  const [a, b] = [JSON.stringify(got), JSON.stringify(expected)];
  if (a === b) passed += 1;
  else {
    failed += 1;
    console.log(`${what}:\n  got      ${a}\n  expected ${b}`);
  }
};

const folder = join(written, "web-annotation");
const pages = readdirSync(folder).filter((name) => name.endsWith(".txt"));
mkdirSync(join(back, "web-annotation"), { recursive: true });
for (const article of articles) {
  const page = pages.find((name) => readFileSync(join(folder, name), "utf8") === article.text);
  const items = JSON.parse(readFileSync(join(folder, page.replace(/txt$/, "jsonld")), "utf8")).items;
  const container = document.createElement("div");
  container.textContent = article.text;
  document.body.append(container);
  const points = [...article.text];
  const unit = (at) => points.slice(0, at).join("").length;
  const source = `http://example.org/${encodeURIComponent(article.id)}`;

  // Forth. It takes positions as UTF-16 units; what it makes of them is told by the units that it finds there.
  const adapter = recogito.W3CTextFormat(items[0]?.target?.source ?? source, container);
  const spans = items.filter((item) => item.motivation === "tagging");
  for (const item of spans) {
    const { parsed, error } = adapter.parse(item);
    same(`${article.id} is parsed`, error === undefined && parsed !== undefined, true);
    const quote = item.target.selector.find((selector) => selector.type === "TextQuoteSelector").exact;
    const selector = parsed.target.selector[0];
    same(`${article.id} ${item.id} quote`, selector.quote, quote);
    same(`${article.id} ${item.id} start`, selector.start, item.target.selector[0].start);
    same(`${article.id} ${item.id} tag`, parsed.bodies[0].value, item.body[0].value);
  }

  // Back. Its own annotations, as a person would select them on the page, in UTF-16 units.
  const list = article.annotations.map((a) => {
    const range = document.createRange();
    range.setStart(container.firstChild, unit(a.start));
    range.setEnd(container.firstChild, unit(a.end));
    const selector = { range, quote: range.toString(), start: unit(a.start), end: unit(a.end) };
    same(`${article.id} ${a.id} range`, selector.quote, a.text);
    const body = { id: `${a.id}-body`, annotation: a.id, purpose: "tagging", value: a.label };
    const annotation = { id: a.id, bodies: [body], target: { annotation: a.id, selector: [selector], creator: { id: "x" }, created: new Date(0) } };
    return recogito.W3CTextFormat(source, container).serialize(annotation);
  });
  for (const { kind, from, to } of article.relations) {
    list.push({ id: `${from}-${to}-${kind}`, type: "Annotation", motivation: "linking", body: [to, { type: "TextualBody", purpose: "tagging", value: kind }], target: from });
  }
  const name = page.replace(/\.txt$/, "");
  writeFileSync(join(back, "web-annotation", `${name}.json`), JSON.stringify(list));
  writeFileSync(join(back, "web-annotation", `${name}.txt`), article.text);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
