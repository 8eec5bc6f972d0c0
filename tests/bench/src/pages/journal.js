// An article with so many annotations, kept in a database of its own; edits are made and timed from here.
import init, { mount } from "/dist/pkg/guillemet.js";

await init();

// As often as the page can look, without the pause that timers make.
const turn = () =>
    new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(0);
    });

let annotator;
const saved = async () => {
    while (annotator.standing !== "saved") await turn();
};

const WORD = "parole ";

/** Opens an article of so many annotated words with so many free ones evenly between them. */
window.open_article = async (count, free) => {
    const total = count + free;
    const step = total / free;
    const isFree = (n) => Math.floor(n / step) !== Math.floor((n - 1) / step);
    const text = Array.from({ length: total }, (_, n) => WORD + (n % 40 === 39 ? "\n" : "")).join("");
    const annotations = [];
    window.places = [];
    for (let n = 0, at = 0; n < total; n++) {
        const place = { start: at, end: at + WORD.length - 1 };
        if (isFree(n) && window.places.length < free) window.places.push(place);
        else annotations.push({ ...place, label: "quote" });
        at += WORD.length + (n % 40 === 39 ? 1 : 0);
    }
    annotator = mount(document.getElementById("annotator"), {
        articles: [{ id: "a", title: "a", language: "fr", text, annotations }],
        persist: true,
        database: `journal ${count}`,
        suggest: false,
        style: false,
    });
    await saved();
    return annotations.length;
};

/** Makes an edit, waits until it is on disk: how long the call took, and how long all of it. */
window.edit = async () => {
    const place = window.places.pop();
    const began = performance.now();
    annotator.annotate({ article: "a", label: "source", ...place });
    const called = performance.now();
    if (annotator.standing === "saved") throw new Error("it is told as saved before it is");
    await saved();
    return [called - began, performance.now() - began];
};

window.ready = true;
