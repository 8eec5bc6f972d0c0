/** A whole number of units from the start of an article's text: Unicode code points, or UTF-16 units with `offsets: "utf16"`. */
export type Offset = number;

/** A label of the scheme. */
export interface SchemeLabel {
    name: string;
    /** One character: the key that annotates. A document always has it; a scheme that is given may leave it out. */
    key?: string;
    /** `#rrggbb`. A document always has it; a scheme that is given may leave it out. */
    color?: string;
    line?: "solid" | "dashed" | "dotted" | "double";
    description?: string;
    attributes?: { name: string; values: string[] }[];
    /** The relation without which an annotation with this label counts as incomplete. */
    needs?: string;
}

/** A kind of directed relation. */
export interface SchemeRelation { name: string; from: string[]; to: string[]; description?: string }

/** Which labels and relations there are. */
export interface Scheme { labels: SchemeLabel[]; relations?: SchemeRelation[] }

/** An annotation as a document holds it. `end` is exclusive. */
export interface GuillemetAnnotation {
    id: string;
    label: string;
    start: Offset;
    end: Offset;
    /** The covered text. */
    text: string;
    attributes?: Record<string, string>;
    note?: string;
    origin?: { kind: "hand" | "suggestion" | "import"; rule?: string; format?: string };
    annotator?: string;
    created?: string;
    modified?: string;
}

/** A relation as a document holds it: ids of annotations of the same article. */
export interface GuillemetRelation { id: string; kind: string; from: string; to: string }

/** An article as a document holds it. */
export interface GuillemetArticle {
    id: string;
    title: string;
    language: string;
    source?: string;
    text: string;
    sha256: string;
    annotations: GuillemetAnnotation[];
    relations: GuillemetRelation[];
}

/** A document; its JSON Schema is published as `schema/guillemet-1.schema.json`. */
export interface GuillemetDocument {
    format: "guillemet";
    version: 1;
    offset_unit: "unicode_code_point" | "utf16_code_unit";
    scheme: Scheme;
    articles: GuillemetArticle[];
}

/** An article to be mounted: its text, and what is known of it. */
export type NewArticle = Partial<Omit<GuillemetArticle, "text" | "annotations" | "relations">> & {
    text: string;
    annotations?: (Pick<GuillemetAnnotation, "label" | "start" | "end"> & Partial<GuillemetAnnotation>)[];
    relations?: (Omit<GuillemetRelation, "id"> & { id?: string })[];
};

/** What `mount` is given besides the element. */
export interface MountOptions {
    /**
     * What to annotate. Long ones are read bit by bit and come a little later, see `opened`; a call that needs them has
     * the rest read at once. Lists and texts are taken as they are now; change no annotation in them until then.
     */
    articles?: NewArticle[];
    /** Which labels and relations there are; quote, source and denial if left out. */
    scheme?: Scheme;
    /** In what offsets are counted on this side of the API. */
    offsets?: "codepoint" | "utf16";
    /**
     * Whether to keep the work in the browser's own database: every change, before `standing` says "saved". What
     * is there from earlier visits is opened; `articles` that it lacks are added to it.
     */
    persist?: boolean;
    /** The database's name, "guillemet" if left out. Annotators of the same name share their data sets. */
    database?: string;
    /** Texts to show, the first one at once, as long as nothing else was loaded. */
    samples?: { title: string; language: string; text: string }[];
    /** Who annotates; written on each new annotation. */
    annotator?: string;
    /** Whether the tour begins by itself where nobody has seen it yet. */
    tour?: boolean;
    /** The language of the interface, as a BCP 47 tag; the person's own if left out. */
    locale?: string;
    /** `false` if the page itself links `guillemet.css`. */
    style?: boolean;
    /** Whether the text takes the keyboard's focus at once. */
    autofocus?: boolean;
    /** Where `guillemet_worker.js` lies, if not beside `guillemet.js`; `false` for no worker: then long files are read
     *  on the page's own thread. */
    worker?: string | boolean;
    /** Whether the rules propose annotations by themselves; the person can turn it off and on. Default: true. */
    suggest?: boolean;
}

/** What came of a load. */
export interface LoadReport {
    articles: number;
    /** What was mended; nothing of it is lost. */
    repaired: { place: string; reason: string }[];
    /** What was left out. */
    rejected: { place: string; reason: string }[];
}

/** A file that `exportAs` wrote. */
export interface ExportedFile {
    /** Such as `guillemet-brat-2026-03-02.zip`. */
    name: string;
    file: Blob;
    /** What the format cannot carry, in the language of the interface, and how often. */
    lost: { what: string; count: number }[];
    /** How many articles are not in it, because their texts could not be read from the disk. */
    missing: number;
}

/** What `annotate` is given. `end` is exclusive. */
export interface NewAnnotation { article: string; start: Offset; end: Offset; label: string }

/** What `relate` is given: ids of annotations of one article. */
export interface NewRelation { kind: string; from: string; to: string }
