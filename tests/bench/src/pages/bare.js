// The floor: a page that draws only the paragraphs near the viewport, with the CSS Custom Highlight API,
// and does nothing else. It guesses heights and never corrects them; find, print, selections beyond the
// window, checks, lists and counters it has not. It answers to the same keys as Guillemet.
const AHEAD = 800;
const scroller = document.querySelector("main.reading");
const page = document.querySelector("[data-part=text]");
const pane = page.appendChild(document.createElement("div"));
pane.className = "window";
const highlights = {};
for (const [n, name] of ["quote", "source", "denial", "related", "chosen"].entries()) {
    highlights[name] = new Highlight();
    highlights[name].priority = n;
    CSS.highlights.set(name, highlights[name]);
}

let article = null;
let texts = [];
let starts = [];
let tops = new Float64Array(1);
let marks = [];
const drawn = new Map();
const undo = [];
let relations = [];
let chosen = null;
let held = false;
let fresh = 0;
let version = 0;

// The first of `list` that is above `value`, less one.
function before(list, value) {
    let [low, high] = [0, list.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (list[middle] <= value) low = middle + 1;
        else high = middle;
    }
    return Math.max(0, low - 1);
}

function load(document) {
    [article] = document.articles;
    // The samples have no character beyond the basic plane: code points are UTF-16 units.
    texts = article.text.split("\n");
    starts = new Array(texts.length);
    tops = new Float64Array(texts.length + 1);
    const style = getComputedStyle(page);
    const [line, size] = [parseFloat(style.lineHeight), parseFloat(style.fontSize)];
    const perLine = page.clientWidth / (size * 0.54);
    let at = 0;
    for (let n = 0; n < texts.length; n += 1) {
        starts[n] = at;
        at += texts[n].length + 1;
        tops[n + 1] = tops[n] + Math.max(1, Math.ceil(texts[n].length / perLine)) * line + size * 0.35;
    }
    marks = new Array(texts.length);
    for (const { id, label, start, end } of article.annotations) put({ id, label, start, end });
    for (const list of Object.values(highlights)) list.clear();
    drawn.clear();
    pane.replaceChildren();
    page.style.height = `${tops[texts.length]}px`;
    draw();
}

const paragraphOf = (mark) => before(starts, mark.start);

function put(mark) {
    (marks[paragraphOf(mark)] ??= []).push(mark);
}

function take(mark) {
    const list = marks[paragraphOf(mark)];
    list.splice(list.indexOf(mark), 1);
}

function show(n, mark) {
    const one = drawn.get(n);
    if (!one) return;
    const range = new Range();
    range.setStart(one.text, mark.start - starts[n]);
    range.setEnd(one.text, mark.end - starts[n]);
    one.ranges.set(mark, range);
    highlights[mark.label].add(range);
    if (mark === chosen) highlights.chosen.add(range);
}

function hide(n, mark) {
    const one = drawn.get(n);
    const range = one?.ranges.get(mark);
    if (!range) return;
    for (const list of Object.values(highlights)) list.delete(range);
    one.ranges.delete(mark);
}

function draw() {
    const top = scroller.scrollTop - page.offsetTop;
    const first = before(tops, top - AHEAD);
    const last = Math.min(texts.length - 1, before(tops, top + scroller.clientHeight + AHEAD));
    for (const [n, { p, ranges }] of drawn) {
        if (n >= first && n <= last) continue;
        for (const mark of [...ranges.keys()]) hide(n, mark);
        p.remove();
        drawn.delete(n);
    }
    let next = pane.firstChild;
    for (let n = first; n <= last; n += 1) {
        if (drawn.has(n)) {
            next = drawn.get(n).p.nextSibling;
            continue;
        }
        const p = document.createElement("p");
        p.dataset.paragraph = n;
        const text = p.appendChild(document.createTextNode(texts[n]));
        pane.insertBefore(p, next);
        drawn.set(n, { p, text, ranges: new Map() });
        for (const mark of marks[n] ?? []) show(n, mark);
    }
    pane.style.top = `${tops[first]}px`;
}

// Changes one mark, draws it anew, and keeps the way back.
function change(mark, act, back) {
    const n = paragraphOf(mark);
    hide(n, mark);
    act();
    if (marks[n]?.includes(mark)) show(n, mark);
    version += 1;
    if (back) undo.push(() => change(mark, back, null));
}

function choose(mark) {
    const [former, ranges] = [chosen, (one) => one && drawn.get(paragraphOf(one))?.ranges.get(one)];
    chosen = mark;
    held = false;
    if (ranges(former)) highlights.chosen.delete(ranges(former));
    if (ranges(mark)) highlights.chosen.add(ranges(mark));
    version += 1;
}

function label(name) {
    const selection = getSelection();
    if (!selection.isCollapsed) {
        const range = selection.getRangeAt(0);
        const start = starts[Number(range.startContainer.parentElement.dataset.paragraph)];
        const mark = { id: `new${(fresh += 1)}`, label: name, start: start + range.startOffset, end: start + range.endOffset };
        choose(mark);
        change(mark, () => put(mark), () => take(mark));
        selection.collapseToStart();
    } else if (chosen) {
        const [mark, former] = [chosen, chosen.label];
        change(mark, () => (mark.label = name), () => (mark.label = former));
    }
}

function link() {
    const home = paragraphOf(chosen);
    for (let away = 0; away < texts.length; away += 1) {
        const near = [...(marks[home - away] ?? []), ...(marks[home + away] ?? [])];
        const source = near.find((mark) => mark.label === "source");
        if (!source) continue;
        const relation = { kind: "said_by", from: chosen.id, to: source.id };
        relations.push(relation);
        const range = drawn.get(paragraphOf(source))?.ranges.get(source);
        if (range) highlights.related.add(range);
        version += 1;
        undo.push(() => {
            relations = relations.filter((other) => other !== relation);
            if (range) highlights.related.delete(range);
            version += 1;
        });
        return;
    }
}

function download() {
    const annotations = marks.flatMap((list) => (list ?? []).map(({ id, label, start, end }) => ({ id, label, start, end, text: article.text.slice(start, end) })));
    const document_ = { format: "guillemet", version: 1, offset_unit: "unicode_code_point", articles: [{ ...article, annotations, relations }] };
    const url = URL.createObjectURL(new Blob([JSON.stringify(document_, null, 2)], { type: "application/json" }));
    const a = document.createElement("a");
    a.href = url;
    a.download = "bare.guillemet.json";
    a.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

addEventListener("keydown", (event) => {
    const { key, ctrlKey } = event;
    const labels = { 1: "quote", 2: "source", 3: "denial" };
    if (ctrlKey && key === "z") undo.pop()?.();
    else if (ctrlKey && key === "s") download();
    else if (labels[key]) label(labels[key]);
    else if (key === "Escape" && held) held = false;
    else if (key === "Escape") choose(null);
    else if (!chosen) return;
    else if (key === "x") {
        const mark = chosen;
        change(mark, () => take(mark), () => put(mark));
        choose(null);
    } else if (key === "s") link();
    else if (key === "e") held = true;
    else if (held && key.startsWith("Arrow")) {
        const [mark, step] = [chosen, key === "ArrowRight" ? 1 : -1];
        change(mark, () => (mark.end += step), () => (mark.end -= step));
    } else return;
    event.preventDefault();
});
addEventListener("mouseup", (event) => {
    if (!getSelection().isCollapsed) return;
    const at = document.caretPositionFromPoint(event.clientX, event.clientY);
    const n = Number(at?.offsetNode.parentElement?.dataset.paragraph);
    choose(marks[n]?.findLast(({ start, end }) => start <= starts[n] + at.offset && starts[n] + at.offset < end) ?? null);
});
scroller.addEventListener("scroll", draw);
const input = document.querySelector("[data-part=files]");
input.addEventListener("change", async () => load(JSON.parse(await input.files[0].text())));

const over = (node, start, end) => {
    const n = Number(node.parentElement.dataset.paragraph);
    return (marks[n] ?? []).filter((mark) => mark.start < starts[n] + end && starts[n] + start < mark.end);
};
probe.ready({
    scroller: () => scroller,
    shown: () => drawn.size > 0 && highlights.quote.size > 0,
    version: () => version,
    signature: () => version,
    paragraphOf: (node) => node.parentElement?.dataset.paragraph,
    covers: (node, start, end) => over(node, start, end).map((mark) => mark.id),
    isQuote: (node, start) => over(node, start, start + 1)[0]?.label === "quote",
    chosen: () => chosen !== null,
});
if (location.search !== "?empty") load(await (await fetch("/document.json")).json());
