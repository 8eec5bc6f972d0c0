// Measures the page it stands in, from inside. Goes before all other scripts, so that its listeners hear
// an event before the page does, and so that it sees every frame.
//
// A frame's end: in an animation frame a ResizeObserver is told to observe the root. It is called in the
// same frame, after every animation callback, style and layout; there it is checked whether the frame
// holds what is waited for. If so, a message is posted, which comes when the frame is painted.
window.probe = (() => {
    let page = null;
    let waiting = [];
    let armed = null;
    let recording = null;
    const longTasks = [];
    const tasks = new PerformanceObserver((list) => longTasks.push(...list.getEntries()));
    tasks.observe({ type: "longtask", buffered: true });

    const painted = new MessageChannel();
    const done = [];
    painted.port1.onmessage = () => {
        const now = performance.now();
        for (const tell of done.splice(0)) tell(now);
    };
    const endOfFrame = new ResizeObserver(() => {
        endOfFrame.disconnect();
        if (recording) recording.blank += isBlank() ? 1 : 0;
        const still = [];
        for (const one of waiting) {
            if (!one.holds()) {
                one.frames += 1;
                still.push(one);
            } else {
                done.push((now) => one.tell(now, one.frames));
            }
        }
        waiting = still;
        if (done.length) painted.port2.postMessage(0);
        if (waiting.length || recording) requestAnimationFrame(frame);
    });
    function frame(at) {
        if (recording) recording.frames.push(at);
        endOfFrame.observe(document.documentElement);
    }
    function until(holds, tell) {
        const idle = !waiting.length && !recording;
        waiting.push({ holds, tell, frames: 0 });
        if (idle) requestAnimationFrame(frame);
    }

    // The longest task that began or ended between two moments.
    function longest(from, to) {
        longTasks.push(...tasks.takeRecords());
        const within = longTasks.filter((task) => task.startTime + task.duration > from && task.startTime < to);
        return Math.max(0, ...within.map((task) => task.duration));
    }

    // Nine points down the middle of the viewport: a paragraph under each, or not. Three in a row that
    // show none are a quarter of the viewport, more than any space between paragraphs.
    function isBlank() {
        const box = page.scroller().getBoundingClientRect();
        const text = document.querySelector("[data-part=text]").getBoundingClientRect();
        let missing = 0;
        for (let n = 1; n <= 9; n += 1) {
            const y = box.top + (box.height * n) / 10;
            // Above the title and below the end no page has a paragraph.
            if (y < text.top || y > text.bottom) continue;
            const hit = document.elementFromPoint((text.left + text.right) / 2, y);
            missing = hit?.closest("p[data-paragraph]") ? 0 : missing + 1;
            if (missing === 3) return true;
        }
        return false;
    }
    // What the compositor showed before the page could answer a scroll: asked before the page hears of it.
    document.addEventListener("scroll", () => { if (recording && isBlank()) recording.late += 1; }, true);

    function hear(event) {
        if (!armed || armed.type !== event.type || (armed.key && armed.key !== event.key)) return;
        const { holds, tell } = armed;
        const from = event.timeStamp;
        armed = null;
        if (holds) until(holds, (now, frames) => tell(from, now, frames));
        else tell.from = from;
    }
    for (const type of ["keydown", "mouseup", "change"]) addEventListener(type, hear, true);

    const createObjectURL = URL.createObjectURL;
    let exporting = null;
    URL.createObjectURL = (blob) => {
        if (exporting?.from && blob.size > 0) {
            api.result = { ms: performance.now() - exporting.from, from: exporting.from, to: performance.now(), bytes: blob.size };
            exporting = null;
        }
        return createObjectURL.call(URL, blob);
    };

    // One for all: the browser keeps every range right when a node goes, and hundreds of them would make each change of
    // the page slow that is measured.
    const range = document.createRange();
    // The letters around a place of a text node that lies on the screen at a point.
    function wordAt(x, y) {
        const at = document.caretPositionFromPoint(x, y);
        const node = at?.offsetNode;
        if (node?.nodeType !== Node.TEXT_NODE) return null;
        const paragraph = page.paragraphOf(node);
        if (paragraph === undefined) return null;
        const text = node.data;
        const isLetter = (n) => n >= 0 && n < text.length && /\p{L}/u.test(text[n]);
        if (!isLetter(at.offset)) return null;
        let [start, end] = [at.offset, at.offset + 1];
        while (isLetter(start - 1)) start -= 1;
        while (isLetter(end)) end += 1;
        range.setStart(node, start);
        range.setEnd(node, end);
        const rects = range.getClientRects();
        if (rects.length !== 1) return null;
        const r = rects[0];
        const middle = (r.top + r.bottom) / 2;
        return { node, start, end, paragraph, from: { x: r.left + 1, y: middle }, to: { x: r.right - 1, y: middle }, at: { x: (r.left + r.right) / 2, y: middle } };
    }

    const api = {
        result: null,
        opened: null,
        // The page is there, or about to be: how to read it.
        ready(adapter) {
            page = adapter;
            until(() => page.shown(), (now) => (api.opened = now));
        },
        // Measures from the next event of a type (and key) to the end of the first frame in which the marks
        // of a paragraph show otherwise than now.
        arm(type, key, paragraph) {
            const [version, signature] = [page.version(), page.signature(paragraph)];
            let seen = version;
            const holds = () => {
                const current = page.version();
                if (current === seen) return false;
                seen = current;
                return page.signature(paragraph) !== signature;
            };
            api.result = null;
            armed = { type, key, holds, tell: (from, now) => (api.result = { ms: now - from, from, to: now }) };
        },
        // Measures from the next change of the file input to the end of the frame that shows a text.
        armImport() {
            api.result = null;
            armed = { type: "change", holds: () => page.shown(), tell: (from, now) => (api.result = { ms: now - from, from, to: now }) };
        },
        // Measures from the next Ctrl S to the moment when the page hands the browser a file.
        armExport() {
            api.result = null;
            exporting = {};
            armed = { type: "keydown", key: "s", tell: exporting };
        },
        longestOfResult: () => longest(api.result.from, api.result.to),
        longestSince: (from) => longest(from, performance.now()),
        chosen: () => page.chosen(),
        isReady: () => (page?.scroller() ? true : null),
        // What the viewport offers: whole words, free of marks, and words under just one mark of a quote.
        spots() {
            const box = page.scroller().getBoundingClientRect();
            const [free, quotes, seen] = [[], [], new Set()];
            for (let row = 0.12; row < 0.88; row += 0.015) {
                for (let column = 0.1; column < 0.9; column += 0.03) {
                    const word = wordAt(box.left + box.width * column, box.top + box.height * row);
                    if (!word) continue;
                    const place = `${word.from.x} ${word.from.y}`;
                    if (seen.has(place)) continue;
                    seen.add(place);
                    const ids = page.covers(word.node, word.start, word.end);
                    const { paragraph, from, to, at } = word;
                    if (!ids.length && word.end - word.start > 3) free.push({ paragraph, from, to });
                    if (ids.length === 1 && page.isQuote(word.node, word.start)) quotes.push({ paragraph, at });
                }
            }
            range.setStart(document, 0);
            range.collapse(true);
            return { free, quotes };
        },
        toMiddle() {
            const scroller = page.scroller();
            const text = document.querySelector("[data-part=text]").getBoundingClientRect();
            const box = scroller.getBoundingClientRect();
            scroller.scrollTop += (text.top + text.bottom - box.top - box.bottom) / 2;
        },
        wheelPoint() {
            const box = page.scroller().getBoundingClientRect();
            return { x: Math.round(box.left + box.width / 2), y: Math.round(box.top + box.height / 2) };
        },
        jump(share) {
            return new Promise((tell) => {
                const scroller = page.scroller();
                const from = performance.now();
                scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * share;
                until(() => !isBlank(), (now, blank) => setTimeout(() => tell({ ms: now - from, blank, longest: longest(from, now) }), 60));
            });
        },
        record() {
            recording = { frames: [], blank: 0, late: 0, from: performance.now(), top: page.scroller().scrollTop };
            if (!waiting.length) requestAnimationFrame(frame);
        },
        recorded() {
            const { frames, blank, late, from, top } = recording;
            recording = null;
            const times = frames.slice(1).map((at, n) => at - frames[n]);
            return { times, blank, late, longest: longest(from, performance.now()), moved: Math.abs(page.scroller().scrollTop - top) };
        },
    };
    return api;
})();
