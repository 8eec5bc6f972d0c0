// The page is a host like any other: it loads the annotator and gives it a place.
const state = document.getElementById("page-state");

// A slow start says so; a quick one does not flash.
const slow = setTimeout(() => state.classList.add("slow"), 400);

// What the page itself says; the annotator has its own words. `?lang=fr` asks for a language of both.
const asked = new URLSearchParams(location.search);
const TEXTS = {
    en: {
        loading: "Loading Guillemet…",
        failed: "Guillemet could not be loaded. Reload the page; if that does not help, a current browser with WebAssembly may.",
        reason: (why) => `The reason given: ${why}`,
    },
    fr: {
        loading: "Chargement de Guillemet…",
        failed: "Guillemet n’a pas pu être chargé. Rechargez la page ; si cela n’aide pas, essayez un navigateur récent, avec WebAssembly.",
        reason: (why) => `Raison donnée : ${why}`,
    },
};
const locale = asked.get("lang") in TEXTS ? asked.get("lang") : undefined;
const language = locale ?? navigator.languages.map((tag) => tag.split("-")[0]).find((tag) => tag in TEXTS) ?? "en";
const says = TEXTS[language];
document.documentElement.lang = language;
state.textContent = says.loading;

const SAMPLES = [
    { language: "fr", title: "Valbrune : le pont des Tanneurs rouvrira avant l’été", file: "samples/fr.txt" },
    { language: "en", title: "Tanners’ Bridge to reopen before the summer", file: "samples/en.txt" },
];

// Named here, where the build finds it and names it after its content.
const worker = new URL("./pkg/guillemet_worker.js", import.meta.url).href;

async function sample({ language, title, file }) {
    const answer = await fetch(new URL(file, document.baseURI));
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    return { language, title, text: await answer.text() };
}

try {
    // Imported here and not at the top, so that a module that cannot be loaded is told like any other failure.
    const { default: init, mount } = await import("./pkg/guillemet.js");
    // Whoever opens the page looks at it first: what only its use needs comes with the first use.
    const [found] = await Promise.all([Promise.allSettled(SAMPLES.map(sample)), init({ whole: false })]);
    // Without its samples the annotator is whole all the same.
    const samples = found.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
    // `?suggest=off` opens a page that proposes nothing by itself.
    const suggest = asked.get("suggest") !== "off";
    // `?tour=off` opens a page that shows nobody around by itself.
    const tour = asked.get("tour") !== "off";
    // `?keep=off` opens a page that keeps nothing in the browser, `?database=` names another database.
    const persist = asked.get("keep") !== "off";
    const database = asked.get("database") || "guillemet";
    const options = { samples, autofocus: true, worker, suggest, tour, locale, persist, database };
    const annotator = mount(document.getElementById("guillemet"), options);
    document.documentElement.lang = annotator.locale;
    addEventListener("beforeunload", (event) => {
        if (annotator.unsaved) event.preventDefault();
    });
    state.remove();
} catch (error) {
    console.error(error);
    state.classList.add("failed");
    state.setAttribute("role", "alert");
    state.textContent = `${says.failed} ${says.reason(error?.message ?? error)}`;
} finally {
    clearTimeout(slow);
}
