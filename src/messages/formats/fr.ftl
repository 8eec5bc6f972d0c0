# Ce que disent seulement ceux qui connaissent les formats d’autres programmes.

## What formats are called, and what they are for

format-guillemet = Guillemet JSON
    .about = tout garder et reprendre le travail
format-guillemet-lines = Guillemet JSON Lines
    .about = tout garder, un article par ligne, comme une sauvegarde
format-hugging-face = Hugging Face JSON Lines
    .about = datasets, transformers
format-article-lines = Articles en JSON Lines
    .about = articles sans annotations, un par ligne
format-token-classification = Jetons avec étiquettes BIO
    .about = transformers, classification de jetons
format-conll = CoNLL-2003 BIO
    .about = étiqueteurs, seqeval, spaCy convert
format-spacy = spaCy JSON Lines
    .about = spaCy, par Doc.from_json
format-label-studio = Label Studio JSON
    .about = Label Studio, avec sa configuration d’étiquetage
format-doccano = doccano JSON Lines
    .about = doccano, étiquetage de séquences avec relations et chevauchements
format-doccano-labels = doccano JSON Lines, étiquettes seules
    .about = doccano, étiquetage de séquences
format-brat = brat standoff
    .about = brat, et tout ce qui lit .txt avec .ann
format-web-annotation = W3C Web Annotation
    .about = JSON-LD, Recogito, serveurs d’annotations
format-pubannotation = PubAnnotation JSON
    .about = PubAnnotation, TextAE
format-prodigy = Prodigy JSON Lines
    .about = Prodigy, passages et relations
format-uima-xmi = UIMA CAS XMI
    .about = INCEpTION, UIMA, avec son système de types
format-uima-json = UIMA CAS JSON
    .about = INCEpTION, UIMA
format-webanno-tsv = WebAnno TSV 3.3
    .about = WebAnno, INCEpTION
format-csv = Tableaux CSV
    .about = pandas, R, tableurs
format-attributions = Tableau d’attributions
    .about = tableurs : qui dit ou dément quoi
format-texts = textes bruts
    .about = articles sans annotations

## What a format cannot carry, after how many of it there are

lost-guidelines = consignes laissées de côté
lost-scheme = couleurs, touches et règles du schéma sont omises
lost-overlap-same = annotations qui en chevauchent une de même étiquette sont omises
lost-overlap = annotations qui en chevauchent une plus longue sont omises
lost-relations = relations sont omises
lost-attributes = annotations perdent leurs attributs
lost-notes = remarques sont omises
lost-origin = annotations ne disent plus qui ou quoi les a faites
lost-moments = annotations ne disent plus quand elles ont été faites
lost-names = annotations perdent leur identifiant
lost-relation-names = relations perdent leur identifiant
lost-metadata = articles perdent leur titre, leur langue et leur source
lost-progress = articles ne disent plus s’ils sont terminés, signalés ou commentés
lost-meta = articles perdent les métadonnées avec lesquelles ils sont venus
lost-carriage-returns = articles reçoivent de simples sauts de ligne comme fins de ligne
lost-blanks-at-ends = annotations perdent les blancs à leurs extrémités
lost-blank = annotations qui ne couvrent que des blancs sont omises
lost-alone = annotations isolées, qui ne demandent pas de source, sont omises
lost-formulas = cellules qu’un tableur prendrait pour une formule reçoivent un `'` en tête
lost-line-ends-at-ends = annotations perdent les fins de ligne et tabulations à leurs extrémités
lost-only-line-ends = annotations qui ne couvrent que des fins de ligne et des tabulations sont omises
lost-label-blanks = annotations ont une étiquette avec des blancs, qui deviennent des `_`
lost-note-line-ends = remarques perdent leurs fins de ligne
lost-text = articles deviennent des mots : leurs blancs et fins de ligne sont omis
lost-date = articles dont tout le texte est une date peuvent être lus comme un moment
lost-crossing = annotations en croisent une autre, ce que TextAE n’affiche pas
lost-feature-names = attributs ont un nom impossible pour un trait ; leurs signes deviennent des `_`
lost-control = caractères de contrôle interdits en XML deviennent U+FFFD
lost-mark = articles commencent par U+FEFF, que le lecteur d’un fichier ôte : il devient U+2060
lost-nul = caractères U+0000, qu’aucun fichier texte ne contient, deviennent U+001A
lost-attribute-signs = attributs ont un nom ou une valeur avec des blancs ou des signes propres à brat, qui deviennent des `_`
lost-relation-signs = relations ont un nom avec des blancs ou des signes propres à brat, qui deviennent des `_`
lost-sentence-line-ends = articles peuvent recevoir d’autres fins de ligne là où INCEpTION réunit leurs phrases

## What was put right or left out of files of other programs

read-no-list = ce n’est pas une liste d’un début, d’une fin et d’une étiquette
read-no-offsets = il n’a pas d’étiquette, de start_offset et de end_offset
read-no-span = il n’a pas d’étiquette, de début et de fin
read-no-data-text = son `data` ne contient pas de texte
read-cancelled = elle a été annulée
read-predictions = elle n’a que des prédictions, qui ne sont pas des annotations
read-no-region = il n’a pas d’étiquette, ou pas de début et de fin dans le texte
read-of-task = ce qui est dit d’une tâche entière n’est pas lu
read-no-text = il ne contient pas de texte
read-persons = { $persons } personnes l’ont annotée ; le travail de toutes a été pris
read-type = les résultats du type `{ $kind }` ne sont pas lus
read-answer = sa réponse est `{ $answer }`
read-no-ends = son `head` ou son `child` n’est pas un passage
read-no-plain-text = ce n’est pas un texte brut ; chargez-le à part
read-blank-file = le fichier ne contient que des blancs
read-other-file = ce n’est ni un texte, ni des annotations, ni la configuration de brat
read-text-missing = son texte, { $file }, n’est pas parmi les fichiers
read-cut-off = sa dernière ligne n’a pas de fin ; elle a été lue telle quelle, mais le fichier a pu être tronqué
read-no-annotation = ce n’est pas une annotation telle que brat l’écrit : { $line }
read-no-line = ce n’est pas une ligne telle que brat l’écrit : { $line }
read-twice = { $id } figure deux fois ; la première a été gardée
read-not-there = elle nomme { $id }, qui n’est pas là
read-pieces = un passage en morceaux est devenu une annotation par morceau ; qu’ils vont ensemble n’a pas été gardé
read-events = les événements ne sont pas lus, seulement ce qui les déclenche
read-references = les références à des bases de données ne sont pas lues
read-equivalence = que plusieurs annotations n’en sont qu’une n’est pas lu
read-of-relations = ce qui est dit des relations et des événements n’est pas lu
read-no-sofa = il n’a pas de texte : pas de Sofa avec un `sofaString`
read-other-sofa = de plusieurs textes, seul le premier est lu ; la Sofa { $sofa } a été omise
read-grammar = la couche grammaticale `{ $layer }` n’est pas lue
read-relation-features = de ce que dit une relation, seul son nom est lu
read-no-cas = ce n’est pas un CAS : il n’a pas de `%FEATURE_STRUCTURES`
read-no-xmi = ce n’est pas du XMI, ou pas en entier
read-xml-until = { $what }, à la ligne { $line } ; rien de ce qui suit n’a été lu
read-xml-fault = ce n’est pas du XML valable ({ $what })
read-xml-deep = ses éléments sont imbriqués trop profondément
read-xml-cut = le XML s’arrête au milieu
read-xml-entity = l’entité `{ $entity }` est inconnue
read-many-annotations = il a plus d’annotations qu’on n’en peut lire à la fois ; les { $most } premières ont été prises
read-many-relations = il a plus de relations qu’on n’en peut lire à la fois ; les { $most } premières ont été prises
read-many-lines = seules les { $most } premières lignes sont lues
read-many-attributes = les attributs au-delà de { $most } en tout sont laissés de côté
read-many-labels = son étiquette est laissée de côté : un schéma a au plus { $most } étiquettes
read-many-pieces = un passage en plus de { $most } morceaux n’est pas lu
read-xml-many-features = ses annotations disent plus de { $most } choses
read-no-article = { $annotations ->
        [one] { $annotations } annotation a été omise
       *[other] { $annotations } annotations ont été omises
    } : le texte { $source ->
        [unknown] { "" }annoté
       *[other] de { $source }
    } n’est pas parmi les fichiers ; placez-le à côté sous le nom { $file }
read-no-page = ce n’est ni une annotation, ni une page d’annotations
read-no-link = elle relie, mais ne nomme pas deux annotations
read-no-target = elle n’a pas de cible
read-first-target = de plusieurs cibles, seule la première est lue
read-no-selector = sa cible n’a ni position ni citation dans un texte
read-no-body = aucun de ses corps ne dit ce qu’elle est
read-other-scheme = son schéma d’étiquettes n’est pas celui du fichier précédent ; lisez-les un par un
read-only-written = ce format ne peut qu’être écrit, pas lu
read-archive-fault = l’archive est abîmée ou d’une sorte qui n’est pas lue ({ $what })
place-entry = { $archive } entrée { $number }
read-leads-out = son nom mène hors de l’archive
read-many-files = il y a plus de { $most } fichiers
read-too-much = décompressé, cela fait plus de { $most } Mo, le plus qui puisse être lu
read-label-skipped = l’étiquette `{ $label }` a été ignorée, comme demandé
read-relation-skipped = la relation `{ $kind }` a été ignorée, comme demandé
read-label-open = le schéma n’a pas d’étiquette { $label } : ajoutez-la, faites-la correspondre ou ignorez-la
read-relation-open = le schéma n’a pas de relation { $kind } : ajoutez-la, faites-la correspondre ou ignorez-la
read-otherwise = ses annotations ne conviennent au texte que comptées en { $unit }, et ont été placées ainsi
read-unit-open = rien ne dit si ses positions comptent des points de code ou des unités UTF-16, et ici cela compte : dites lequel
read-end = elle nomme { $key }, { $why ->
        [several] nom que portent plusieurs annotations
        [unread] qui n’a pas été lue
       *[unknown] qui n’est pas une annotation de cet article
    }
place-further = plus loin
read-more-reports = { $reports } autres signalements, dont seul le nombre a été gardé

## Why a file is not written

write-no-format = il n’y a pas de format `{ $format }` à écrire
write-archive-fault = l’archive ne peut être écrite ({ $what })
