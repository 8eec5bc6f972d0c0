
// Brings the later part of the module: with the first, for a host that works with its annotator at once; or, where the
// host says that a person only looks at first, when the page is used or has stood for a while; and where that is
// overtaken, at once.
const later = new URL('guillemet_later.wasm', import.meta.url);


const first_uses = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'click', 'dragenter', 'touchstart', 'online'];

let later_comes = false;

function later_stands() {
    return wasm.later_is_here.value === 1;
}

function put_later(module) {
    if (later_stands()) return;
    new WebAssembly.Instance(module, { ...__wbg_imports(), first: wasm });
    wasm.later_is_here.value = 1;
}

async function init(options) {
    const compiled = (options?.whole ?? true) && wasm === undefined ? compiled_later().catch(() => {}) : undefined;
    const exports = await __wbg_init(options);
    const module = await compiled;
    // Without it the first part works, and asks for it again.
    if (module) {
        await new_task();
        put_later(module);
        await new_task();
    }
    return exports;
}

// What comes next is in a task of its own: the page draws and hears before.
function new_task() {
    return new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(port1.close());
        port2.postMessage(0);
    });
}

async function compiled_later() {
    const answer = await fetch(later);
    if (!answer.ok) throw new Error(answer.statusText);
    return WebAssembly.compile(await answer.arrayBuffer());
}

async function ask_for_later() {
    if (later_comes || later_stands()) return;
    later_comes = true;
    try {
        put_later(await compiled_later());
    } catch {
        // Another use asks again, and who needs it hears why it does not come.
    }
    later_comes = false;
    if (later_stands()) for (const use of first_uses) removeEventListener(use, ask_for_later, true);
}

function expect_later() {
    for (const use of first_uses) addEventListener(use, ask_for_later, { capture: true, passive: true });
    setTimeout(ask_for_later, 30000);
}

// Called by the first part, which goes on where it was: it cannot wait for a promise.
function bring() {
    try {
        const request = new XMLHttpRequest();
        // Not the address that may be on its way: a browser lets one wait for the other, which the page now holds up.
        request.open('GET', `${later.href}?at-once`, false);
        // Bytes as characters: a request that is waited for gives nothing else.
        request.overrideMimeType('text/plain; charset=x-user-defined');
        request.send();
        if (request.status !== 200) throw new Error(`${later.href}: ${request.status}`);
        const text = request.responseText;
        const bytes = new Uint8Array(text.length);
        for (let n = 0; n < bytes.length; n++) bytes[n] = text.charCodeAt(n);
        put_later(new WebAssembly.Module(bytes));
    } catch (error) {
        tell_that_it_lacks();
        throw error;
    }
}

// What the first part was doing is left half done, and it can do nothing else: only loading the page again helps.
function tell_that_it_lacks() {
    if (document.getElementById('guillemet-lacks')) return;
    const told = document.createElement('p');
    told.id = 'guillemet-lacks';
    told.setAttribute('role', 'alert');
    const french = (document.documentElement.lang || navigator.language).startsWith('fr');
    told.textContent = french
        ? 'Une partie de Guillemet n’a pas pu être chargée. Vérifiez le réseau, puis rechargez la page : ce qui était enregistré y sera.'
        : 'A part of Guillemet could not be fetched. Check the network, then load the page again: what was saved will be there.';
    Object.assign(told.style, {
        position: 'fixed', insetInline: '0', top: '0', margin: '0', padding: '0.7rem 1rem', zIndex: '2147483647',
        background: '#fff3f3', color: '#7a1010', borderBottom: '2px solid', font: '1rem/1.4 system-ui, sans-serif',
    });
    document.body.append(told);
}
