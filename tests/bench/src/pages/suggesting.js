// Articles are opened one after the other; what goes to the worker that runs the rules, and what comes back, is timed.
import init, { mount } from "/dist/pkg/guillemet.js";

let sent = 0;
let answers = [];
const post = Worker.prototype.postMessage;
const heard = new WeakSet();
Worker.prototype.postMessage = function (...message) {
    if (!heard.has(this)) {
        heard.add(this);
        this.addEventListener("message", () => answers.push(performance.now()));
    }
    // Only what carries the text: to stop a former run is a few bytes.
    if (message[0][0].byteLength > 1000) {
        sent = performance.now();
        answers = [];
    }
    return post.apply(this, message);
};

let tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask" });

await init();

const rest = (ms) => new Promise((done) => setTimeout(done, ms));

/** Waits until the worker was asked since a moment and then was silent for a second. */
const silence = async (since) => {
    for (;;) {
        await rest(100);
        const last = answers.at(-1);
        if (sent > since && last && performance.now() - last > 1000) return;
    }
};

window.begin = async () => {
    const articles = await (await fetch("/articles.json")).json();
    const since = performance.now();
    mount(document.getElementById("annotator"), { articles, style: false, suggest: true });
    await silence(since);
    return articles.length;
};

/** Opens the next article: when the first and the last answer came, and the longest task since the text was sent. */
window.next = async () => {
    const since = performance.now();
    tasks = [];
    document.querySelector("[data-action=next-article]").click();
    await silence(since);
    const drawn = document.querySelectorAll("[data-suggestion]").length;
    // What opening the article costs is measured elsewhere.
    const longest = Math.max(0, ...tasks.filter((task) => task.startTime >= sent).map((task) => task.duration));
    return { first: answers[0] - sent, all: answers.at(-1) - sent, longest, drawn };
};

window.ready = true;
