# What only those say who know the formats of other programs. A comment declares what a message is told about.

## What formats are called, and what they are for

format-guillemet = Guillemet JSON
    .about = keeping everything, to go on with the work
format-guillemet-lines = Guillemet JSON Lines
    .about = everything, an article a line, for backups
format-hugging-face = Hugging Face JSON Lines
    .about = datasets, transformers
format-article-lines = JSON Lines of articles
    .about = articles without annotations, one a line
format-token-classification = Tokens with BIO tags
    .about = transformers, token classification
format-conll = CoNLL-2003 BIO
    .about = taggers, seqeval, spaCy convert
format-spacy = spaCy JSON Lines
    .about = spaCy, by Doc.from_json
format-label-studio = Label Studio JSON
    .about = Label Studio, with its labelling config
format-doccano = doccano JSON Lines
    .about = doccano, sequence labelling with relations and overlaps
format-doccano-labels = doccano JSON Lines, labels only
    .about = doccano, sequence labelling
format-brat = brat standoff
    .about = brat, and whatever reads .txt with .ann
format-web-annotation = W3C Web Annotation
    .about = JSON-LD, Recogito, annotation servers
format-pubannotation = PubAnnotation JSON
    .about = PubAnnotation, TextAE
format-prodigy = Prodigy JSON Lines
    .about = Prodigy, spans and relations
format-uima-xmi = UIMA CAS XMI
    .about = INCEpTION, UIMA, with its type system
format-uima-json = UIMA CAS JSON
    .about = INCEpTION, UIMA
format-webanno-tsv = WebAnno TSV 3.3
    .about = WebAnno, INCEpTION
format-csv = CSV tables
    .about = pandas, R, spreadsheets
format-attributions = Table of attributions
    .about = spreadsheets: who says or denies what
format-texts = plain texts
    .about = articles without annotations

## What a format cannot carry, after how many of it there are

lost-guidelines = guidelines are left out
lost-scheme = colours, keys and rules of the label scheme are left out
lost-overlap-same = annotations that overlap one of the same label are left out
lost-overlap = annotations that overlap a longer one are left out
lost-relations = relations are left out
lost-attributes = annotations lose their attributes
lost-notes = notes are left out
lost-origin = annotations no longer say who or what made them
lost-moments = annotations no longer say when they were made
lost-names = annotations lose their names
lost-relation-names = relations lose their names
lost-metadata = articles lose their title, language and source
lost-progress = articles no longer say whether they are done, flagged or remarked on
lost-meta = articles lose the meta data that they came with
lost-carriage-returns = articles get plain line feeds as line ends
lost-blanks-at-ends = annotations lose the blanks at their ends
lost-blank = annotations that cover only blanks are left out
lost-alone = annotations that stand alone and need no source are left out
lost-formulas = cells that a spreadsheet would take for a formula get a `'` before them
lost-line-ends-at-ends = annotations lose the line ends and tabs at their ends
lost-only-line-ends = annotations that cover only line ends and tabs are left out
lost-label-blanks = annotations have a label with blanks, which become `_`
lost-note-line-ends = notes lose their line ends
lost-text = articles become words: their blanks and line ends are left out
lost-date = articles whose whole text is a date may be read as a moment
lost-crossing = annotations cross another, and TextAE does not show such
lost-feature-names = attributes have a name that is none for a feature and get `_` for its signs
lost-control = control characters that XML forbids become U+FFFD
lost-mark = articles begin with U+FEFF, which a file's reader takes off: it becomes U+2060
lost-nul = characters U+0000, which no text file holds, become U+001A
lost-attribute-signs = attributes have a name or a value with blanks or signs of brat's, which become `_`
lost-relation-signs = relations have a name with blanks or signs of brat's, which become `_`
lost-sentence-line-ends = articles may get other line ends where INCEpTION puts their sentences together

## What was put right or left out of files of other programs

read-no-list = it is no list of start, end and label
read-no-offsets = it has no label, start_offset and end_offset
read-no-span = it has no label, start and end
read-no-data-text = its `data` holds no text
read-cancelled = it was cancelled
read-predictions = it has only predictions, which are no annotations
read-no-region = it has no label, or no start and end in the text
read-of-task = what is said of a whole task is not read
read-no-text = it holds no text
# $persons (Number): how many
read-persons = { $persons } persons annotated it; what all of them did was taken
# $kind (Text): its name
read-type = results of the type `{ $kind }` are not read
# $answer (Text): what it says
read-answer = its answer is `{ $answer }`
read-no-ends = its head or its child is no span
read-no-plain-text = it is no plain text; load it by itself
read-blank-file = the file holds nothing but blanks
read-other-file = it is neither a text nor annotations nor brat's configuration
# $file (Text): its name
read-text-missing = its text, { $file }, is not among the files
read-cut-off = its last line has no end; it was read as it is, but the file may have been cut off
# $line (Text): the line
read-no-annotation = this is no annotation as brat writes it: { $line }
# $line (Text): the line
read-no-line = this is no line as brat writes it: { $line }
# $id (Text): its name
read-twice = { $id } stands twice; the first was kept
# $id (Text): its name
read-not-there = it names { $id }, which is not there
read-pieces = a span in pieces became one annotation a piece; that they belong together was not kept
read-events = events are not read, only what triggers them
read-references = references to databases are not read
read-equivalence = that several annotations are one is not read
read-of-relations = what is said of relations and events is not read
read-no-sofa = it has no text: no Sofa with a `sofaString`
# $sofa (Text): its number
read-other-sofa = of several texts only the first is read; Sofa { $sofa } was left out
# $layer (Text): its name
read-grammar = the layer `{ $layer }` of grammar is not read
read-relation-features = of what a relation says, only its name is read
read-no-cas = it is no CAS: it has no `%FEATURE_STRUCTURES`
read-no-xmi = it is no XMI, or not whole
# $what (Message): what is wrong
# $line (Text): where
read-xml-until = { $what }, at line { $line }; nothing after it was read
# $what (Text): what the parser says
read-xml-fault = not valid XML ({ $what })
read-xml-deep = its elements are nested too deep
read-xml-cut = the XML stops in the middle
# $entity (Text): its name
read-xml-entity = the entity `{ $entity }` is unknown
# $most (Number): how many are read
read-many-annotations = it has more annotations than can be read at once; the first { $most } were taken
# $most (Number): how many are read
read-many-relations = it has more relations than can be read at once; the first { $most } were taken
# $most (Number): how many are read
read-many-lines = only the first { $most } lines are read
# $most (Number): how many are read
read-many-attributes = attributes beyond { $most } in all are left out
# $most (Number): how many are read
read-many-labels = its label is left out: a scheme has at most { $most } labels
# $most (Number): how many are read
read-many-pieces = a span in more than { $most } pieces is not read
# $most (Number): how many are read
read-xml-many-features = its annotations say more than { $most } things
# $annotations (Number): how many
# $source (Text): what they are on, or unknown
# $file (Text): what it is to be called
read-no-article = { $annotations ->
        [one] { $annotations } annotation was
       *[other] { $annotations } annotations were
    } left out: the text { $source ->
        [unknown] { "" }that they are on
       *[other] of { $source }
    } is not among the files; put it beside them as { $file }
read-no-page = it is neither an annotation nor a page of such
read-no-link = it links, but does not name two annotations
read-no-target = it has no target
read-first-target = of several targets only the first is read
read-no-selector = its target has neither a position nor a quote in a text
read-no-body = no body of it says what it is
read-other-scheme = its label scheme is another than that of the file before; read them one by one
read-only-written = this format is only written, not read
# $what (Text): what the unpacker says
read-archive-fault = the archive is broken or of a kind that is not read ({ $what })
# $archive (Text): its name
# $number (Text): which one
place-entry = { $archive } entry { $number }
read-leads-out = its name leads out of the archive
# $most (Number): how many are read
read-many-files = these are more than { $most } files
# $most (Number): how much is read
read-too-much = unpacked, this is more than { $most } MB, the most that can be read
# $label (Text): its name
read-label-skipped = the label `{ $label }` was skipped, as you asked
# $kind (Text): its name
read-relation-skipped = the relation `{ $kind }` was skipped, as you asked
# $label (Text): its name
read-label-open = the scheme has no label { $label }: add it, map it or skip it
# $kind (Text): its name
read-relation-open = the scheme has no relation { $kind }: add it, map it or skip it
# $unit (Message): what is counted
read-otherwise = its annotations fit the text only when counted in { $unit }, and were placed so
read-unit-open = nothing tells whether its offsets count code points or UTF-16 units, and here it matters: say which
# $key (Text): what it names
# $why (Text): why that is no end
read-end = it names { $key }, { $why ->
        [several] which several annotations are called
        [unread] which was not read
       *[unknown] which is no annotation of this article
    }
place-further = further on
# $reports (Number): how many
read-more-reports = { $reports } reports more, of which only the number was kept

## Why a file is not written

# $format (Text): its name
write-no-format = there is no format `{ $format }` to write
# $what (Text): what the packer says
write-archive-fault = the archive cannot be written ({ $what })
