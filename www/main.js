// The page is a host like any other: it loads the annotator and gives it a place.
const state = document.getElementById("page-state");

// A slow start says so; a quick one does not flash.
const slow = setTimeout(() => state.classList.add("slow"), 400);

try {
    // Imported here and not at the top, so that a module that cannot be loaded is told like any other failure.
    const { default: init, mount } = await import("./pkg/guillemet.js");
    await init();
    mount(document.getElementById("guillemet"));
    state.remove();
} catch (error) {
    console.error(error);
    state.classList.add("failed");
    state.setAttribute("role", "alert");
    state.textContent =
        "Guillemet could not be loaded. Reload the page; if that does not help, a current browser with WebAssembly may. " +
        `The reason given: ${error?.message ?? error}`;
} finally {
    clearTimeout(slow);
}
