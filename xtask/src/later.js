
// Brings the later part of the module: when the page is first used, or stands for a while; or, where a person is
// quicker than that, at once.
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

async function ask_for_later() {
    if (later_comes || later_stands()) return;
    later_comes = true;
    try {
        const answer = await fetch(later);
        if (!answer.ok) throw new Error(answer.statusText);
        put_later(await WebAssembly.compile(await answer.arrayBuffer()));
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
    const request = new XMLHttpRequest();
    request.open('GET', later.href, false);
    // Bytes as characters: a request that is waited for gives nothing else.
    request.overrideMimeType('text/plain; charset=x-user-defined');
    request.send();
    if (request.status !== 200) throw new Error(`a part of Guillemet cannot be had (${request.status}): is the network there?`);
    put_later(new WebAssembly.Module(Uint8Array.from(request.responseText, (character) => character.charCodeAt(0))));
}
