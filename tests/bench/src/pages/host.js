// A host page as any other: it fetches a document and mounts an annotator with its articles.
import init, { mount } from "/dist/pkg/guillemet.js";

const empty = location.search === "?empty";
const fetched = empty ? {} : fetch("/document.json").then((answer) => answer.json());
const [wasm, { articles }] = await Promise.all([init(), fetched]);
mount(document.getElementById("place"), articles ? { articles } : {});
window.wasmBytes = () => wasm.memory.buffer.byteLength;

const marks = "[data-part=text] .mark";
const paragraphOf = (node) => node.parentElement?.closest("p[data-paragraph]");
let mutations = 0;
probe.ready({
    scroller: () => document.querySelector("main.reading"),
    shown: () => !!document.querySelector(marks) && !!document.querySelector("[data-part=text] p[data-paragraph]")?.textContent,
    // Goes up with every change of the page's elements: cheap to ask, whatever the length. Not the text's alone: a link
    // with a source of another paragraph shows beside the text first.
    version() {
        if (!this.observer) {
            this.observer = new MutationObserver((records) => (mutations += records.length));
            this.observer.observe(document.querySelector(".guillemet"), { subtree: true, childList: true, attributes: true, characterData: true });
        }
        return mutations;
    },
    // What a gesture changes: how the marks of a paragraph show, and the relations of the chosen one.
    signature(paragraph) {
        const p = document.querySelector(`[data-part=text] p[data-paragraph="${paragraph}"]`);
        const shown = [...(p?.querySelectorAll(".mark") ?? [])].map((mark) => `${mark.className} ${mark.dataset.annotations} ${mark.textContent.length}`);
        return shown.join("|") + document.querySelectorAll("[data-part=details] [data-relation]").length;
    },
    paragraphOf: (node) => paragraphOf(node)?.dataset.paragraph,
    covers: (node) => node.parentElement.closest("[data-annotations]")?.dataset.annotations.split(" ") ?? [],
    isQuote: (node) => !!node.parentElement.closest(".mark.label-0"),
    chosen: () => document.querySelector("[data-part=text] .mark.chosen") !== null,
});
