### Ce que dit l’interface, en français. Les messages et leurs arguments sont ceux de `en.ftl`.
###
### On écrit des blancs ordinaires devant les signes hauts et dans les guillemets : `compile.rs` les rend insécables.

-language = français
verbatim = { $text }
quoted = « { $text } »
untitled = Sans titre

articles = Articles
load = Charger…
    .title = Charger des fichiers : textes, pages, JSON de Guillemet, exports d’autres programmes ({ $key })
load-folder = Dossier…
    .title = Charger tous les fichiers d’un dossier
paste = Coller…
    .title = Coller un texte
pens = Stylos
pen = Stylo : chaque sélection devient « { $label } ». { $description }
pen-down = Poser le stylo
history = Historique
undo = Annuler
    .title = Annuler : { $gesture } ({ $key })
    .none = Rien à annuler
redo = Rétablir
    .title = Rétablir : { $gesture } ({ $key })
    .none = Rien à rétablir
export = Export
    .button = Exporter…
    .title = Écrire pour un autre programme
preview = Voir le JSON
copy = Copier le JSON
download = Télécharger le JSON
    .title = Télécharger le JSON ({ $key })
all-keys = Toutes les touches
    .title = Toutes les touches ({ $key })
menu = Plus de commandes
settings = Réglages
interface-language = Langue de l’interface
# Le choix du clair et du sombre
colours = Couleurs de l’interface
colours-system = Comme le système
colours-light = Clair
colours-dark = Sombre
# Les listes à côté du texte, sur un téléphone
sheet = Annotations et suggestions

## Ce que l’on fait, et ce qui en est dit

labelled = { $label } : { $text }
new-annotation = nouvelle annotation « { $label } »
now-a = maintenant « { $label } »
relabelled = « { $from } » devient « { $to } »
relabelled-links = L’annotation devient « { $label } » ; { $links ->
        [one] { $links } lien qui n’y convient pas est retiré
       *[other] { $links } liens qui n’y conviennent pas sont retirés
    }. Annuler rétablit tout.
deleted = annotation « { $label } » supprimée
edge-moved = bord déplacé
note-written = note
attribute = { $name } : { $value }
attribute-unsaid = { $name } : non précisé
linked = lien { $kind }
linked-to = { $kind } : { $text }
unlinked = lien { $kind } retiré
point = À quoi lier cette annotation « { $label } » ? Cliquez sur une annotation, ou allez-y par { $next } et { $previous } et appuyez sur { $choose }
let-go = Lâché
pen-taken = Chaque sélection devient « { $label } »
pen-put-down = Stylo posé
holds-end = Les flèches déplacent la fin
holds-start = Les flèches déplacent le début
holds-caret = Les flèches déplacent le curseur
undone = Annulé : { $gesture }
redone = Rétabli : { $gesture }
stopped = Arrêté ; rien n’a changé.
changed-rules = changement des règles
changed-guidelines = changement des consignes

## Les articles vont et viennent

described = description de l’article
removed = « { $title } » retiré
removed-notice = « { $title } » est retiré. Annuler le ramène avec tout ce qu’il porte.
load-of = chargement { $articles ->
        [1] d’un article
        [one] de { $articles } article
       *[other] de { $articles } articles
    }
load-of-scheme = chargement d’un schéma
loaded = { $what }{ $repaired ->
        [0] { "" }
        [one] { " " }{ $repaired } chose corrigée.
       *[other] { " " }{ $repaired } choses corrigées.
    }{ $rejected ->
        [0] { "" }
        [one] { " " }{ $rejected } chose n’a pas pu être placée et manque.
       *[other] { " " }{ $rejected } choses n’ont pas pu être placées et manquent.
    }
loaded-scheme = Schéma d’étiquettes chargé, sans article.
loaded-articles = { $articles ->
        [one] { $articles } article chargé
       *[other] { $articles } articles chargés
    }{ $annotations ->
        [0] { "" }
        [one] , avec { $annotations } annotation
       *[other] , avec { $annotations } annotations
    }{ $relations ->
        [0] { "" }
        [one] { " " }et { $relations } lien
       *[other] { " " }et { $relations } liens
    }.
left-out = Laissé de côté : { $line }
put-right = Corrigé : { $line }
report = { $place } : { $reason }
place-in = { $file }, { $place }
report-place = { $file }, « { $title } »
stands-already = déjà là, inchangé ; non chargé une seconde fois
name-taken = le nom { $name } est pris ; chargé sous le nom { $other }
names-taken = { $annotations ->
        [one] { $annotations } annotation renommée, car son nom était pris
       *[other] { $annotations } annotations renommées, car leurs noms étaient pris
    }
guidelines-stay = ses consignes n’ont pas été prises : il y en a déjà ici
holds-no-article = il ne contient aucun article
could-not-load = Impossible de charger { $file } : { $reason }
could-not-load-files = Impossible de charger { $files ->
        [one] { $files } fichier
       *[other] { $files } fichiers
    }.

## Où en est un article

marked-done = marqué comme fait
marked-skipped = écarté
marked-open = à faire de nouveau
flagged = signalé
unflagged = signalement retiré
remark-written = remarque sur l’article
nothing-left-to-do-here = { $left ->
        [one] Il ne reste rien à faire parmi les articles que montre la liste ; il en reste un autre
       *[other] Il ne reste rien à faire parmi les articles que montre la liste ; il en reste { $left } autres
    }
nothing-left-to-do = Il ne reste rien à faire
refused-nothing-to-do = Parmi les articles que montre la liste, il ne reste rien à faire

## Un autre schéma

scheme-changed = changement du schéma
scheme-changed-links = { $links ->
        [one] { $links } lien que le nouveau schéma ne permet pas a été retiré. L’annulation le ramène.
       *[other] { $links } liens que le nouveau schéma ne permet pas ont été retirés. L’annulation les ramène.
    }

## Des articles déjà présents

twins-title = Articles déjà présents
twin-single = Ce texte même est déjà présent.
twins = { $twins ->
        [one] { $twins } article sur { $articles } a
       *[other] { $twins } articles sur { $articles } ont
    } un texte déjà présent, ou venu deux fois.
twin-here = est déjà présent
twin-here-as = est déjà présent sous le titre { $title }
twin-before = est venu deux fois
twin-before-as = est déjà venu sous le titre { $title }
twins-leave-out = { $twins ->
        [one] Ne pas le charger
       *[other] Ne pas les charger
    }
twins-load-anyway = { $twins ->
        [one] Le charger quand même
       *[other] Les charger quand même
    }
twins-load-others = { $articles ->
        [one] Charger l’autre
       *[other] Charger les { $articles } autres
    }
twins-load-all = Tout charger ({ $articles })
all-here-already = Rien n’a été chargé : tout était déjà présent.
twins-left-out = { $twins ->
        [one] { $twins } article était déjà présent et n’a pas été chargé.
       *[other] { $twins } articles étaient déjà présents et n’ont pas été chargés.
    }
cancel = Annuler

## Suggestions

suggestion-at = Suggestion { $place } sur { $count } : { $label } { $text }
suggestions-came = { $count ->
        [one] { $count } suggestion
       *[other] { $count } suggestions
    } ; { $key } mène à la suivante
accepted = Accepté : { $label } { $text }
accepted-gesture = suggestion « { $label } » acceptée
accepted-several = { $count ->
        [one] { $count } suggestion acceptée
       *[other] { $count } suggestions acceptées
    }
rejected-gesture = suggestion « { $label } » rejetée
rejected = Rejetée
no-suggestion-left = Il ne reste aucune suggestion
find-which-label = Appuyez sur la touche d’une étiquette pour que chaque { $text } soit proposé avec cette étiquette
sought = { $text } : { $label }
sought-everywhere = { $text } est proposé sous { $label } dans chaque article que vous ouvrez ; la file montre ceux qui le contiennent
find-everywhere = Dans tous les articles
    .title = Le faire proposer dans chaque article que vous ouvrez, et voir lesquels le contiennent
find-no-more = Arrêter
found = { $found ->
        [one] { $found } trouvée
       *[other] { $found } trouvées
    }, dont { $new ->
        [one] { $new } suggestion nouvelle
       *[other] { $new } suggestions nouvelles
    }
    .most = Les { $found } premières trouvées, dont { $new } nouvelles
no-worker = le navigateur n’a pas pu démarrer le programme auxiliaire qui applique les règles ; tout le reste fonctionne
rules-broke-off = les règles se sont interrompues sur cet article ; tout le reste fonctionne

## Ce qui est gardé dans le navigateur

taken-over = Un autre onglet a pris la main avant que tout soit enregistré. Ce qui a été fait ici en dernier n’est pas dans son jeu de données.
damages = Quelque chose dans la base de données n’a pas pu être lu. Cela a été mis de côté, et tout le reste est là.
damaged = { $table }, article { $article }
article-missing = Le texte d’un article n’a pas pu être lu dans la base de données. Rien n’a été effacé.
articles-not-fetched = La base de données ne répond pas pour l’instant, et un article qui s’y trouve est nécessaire. Rien n’est perdu. Réessayez dans un moment.
dataset-deleted = Le jeu de données est supprimé. La liste des jeux de données permet de le ramener.

## Ce qui n’a pas pu se faire

refused-no-article = Aucun article n’est ouvert ; chargez-en un d’abord
refused-suggestions-off = Les suggestions sont désactivées ; activez-les dans le panneau à côté du texte
refused-nothing-selected = Rien n’est sélectionné ; sélectionnez d’abord du texte
refused-nothing-chosen = Aucune annotation n’est choisie ; cliquez sur l’une d’elles ou appuyez sur { $key }
refused-no-suggestion = Il n’y a pas de suggestion ici ; { $key } mène à la suivante
refused-already-there = Cette étiquette est déjà posée sur exactement ce texte
refused-edge-stops = Le bord ne peut aller plus loin
refused-nothing-to-link = Rien ici à quoi cette annotation « { $label } » puisse être liée
refused-already-linked = Elle est déjà liée à { $to } par { $kind } ; appuyez sur { $key } pour la lier aussi à une autre
refused-no-last-source = Aucune source n’a encore été liée dans cet article ; appuyez sur { $key } pour la plus proche
refused-other-article = Un lien ne peut mener d’un article à un autre
refused-no-such-attribute = L’étiquette n’a pas d’attribut « { $name } » de cette valeur
refused-still-opening = Le jeu de données est en cours d’ouverture ; réessayez dans un instant
refused-another-tab-writes = Un autre onglet travaille sur ce jeu de données ; travaillez là-bas, ou reprenez la main ici
refused-not-kept-yet = Ce qui a été fait en dernier n’a pas pu être gardé ; téléchargez-le, ou réessayez de le garder, d’abord
refused-no-dataset = Ce jeu de données n’existe plus ici
refused-nothing-to-undo = Il n’y a rien à annuler
refused-nothing-to-redo = Il n’y a rien à rétablir
refused-unknown-kind = Le schéma n’a pas de relation « { $kind } »
refused-wrong-labels = « { $kind } » ne mène pas de « { $from } » à « { $to } »
refused-no-kind = Aucune relation ne mène de « { $from } » à « { $to } »
refused-self-relation = L’annotation « { $id } » ne peut être liée à elle-même
refused-relation-exists = La relation « { $id } » est déjà là

## Ce qui entre et ce qui sort

file-too-large = il fait { $megabytes } Mo, plus qu’une page ne peut contenir ; scindez-le
files-missed = { $count ->
        [one] Un fichier ou dossier n’a pas pu être lu en entier : { $first }
       *[other] { $count } fichiers ou dossiers n’ont pas pu être lus en entier, d’abord { $first }
    }
file-unreadable = le navigateur n’a pas pu le lire ; est-ce un dossier, ou a-t-il été déplacé ?
opening = Ouverture de { $file }…
opening-percent = Ouverture de { $file }… { $percent } %
opening-files = Ouverture du fichier { $number } sur { $files }…
pasted-text = le texte collé
pasted-empty = il est vide ; copiez d’abord du texte
page-unparsable = le navigateur ne parvient pas à l’analyser
page-empty = cette page ne contient pas de texte ; a-t-elle été enregistrée avant que son script ne la remplisse ?
page-too-long = son texte fait { $megabytes } Mo, et un article peut en faire { $most }
downloaded = { $file } est dans vos téléchargements.
download-refused = Le navigateur a refusé le téléchargement. Copiez plutôt le JSON.
copied = Le JSON est dans le presse-papiers.
copy-refused = Le navigateur ne laisse pas cette page utiliser le presse-papiers. Téléchargez plutôt le JSON.

## Après une panne

rescue = Quelque chose s’est cassé, mais votre travail est encore là
    .advice = Téléchargez-le maintenant, rechargez la page, puis chargez le fichier. Rien de ce que vous ferez désormais sur cette page ne sera gardé.
    .download = Télécharger mon travail
    .downloaded = Le fichier est dans vos téléchargements.
    .refused = Le navigateur a refusé le téléchargement ; copiez plutôt le texte ci-dessous.

## Le texte et ce qui l’entoure

empty = Rien à lire pour l’instant
    .what = Ici, on marque dans des articles de presse ce qui est dit, qui le dit et qui le dément.
    .how = Déposez des fichiers n’importe où, chargez-les par `{ $key }`, ou collez un texte : du texte brut, du Markdown, des pages HTML, ou ce que vous avez téléchargé auparavant.
    .private = Vos articles restent dans ce navigateur ; rien n’est envoyé nulle part.
pointing = Choisissez à quoi lier : cliquez dessus, ou allez-y par { $next } et { $previous } et appuyez sur { $choose }. { $let-go } y renonce.
pen-mode = Stylo : chaque sélection devient « { $label } ». { $key } le pose.
drop-to-load = Déposez pour charger
files-to-load = Fichiers à charger
long-article = Ce long article se dessine à mesure que vous lisez.
    .all = Tout ce long article est dessiné.
draw-all = Tout dessiner
    .title = Pour la recherche du navigateur et pour les lecteurs d’écran qui lisent seuls. Plus lent.
label-selection = Étiqueter la sélection
as-is = { $description } Alt prend la sélection exactement telle quelle.

## Les articles

remove-article = Retirer cet article (annuler le ramène)
    .named = Retirer { $title }
previous-article = Article précédent
    .title = Article précédent ({ $key })
next-article = Article suivant
    .title = Article suivant ({ $key })
article-at = { $place } / { $count }
sample = { $language ->
        [en] Exemple anglais
        [fr] Exemple français
       *[other] Exemple
    }

## La liste de tous les articles

queue = Tous les articles
    .title = Tous les articles, avec filtres et recherche ({ $key })
queue-search = Chercher titres et textes
queue-shown = { $shown } sur { $all }
queue-searching = Recherche dans les textes…
queue-none = Aucun article ne convient.
queue-filter = Montrer
queue-all = tous
state = { $state ->
        [to-do] à faire
        [in-progress] en cours
        [done] fait
       *[other] écarté
    }
queue-flagged = signalés
queue-incomplete = sans source
queue-any-label = étiquettes
queue-order = Ordre
order = { $order ->
        [title] par titre
        [length] les plus longs d’abord
        [annotations] les plus annotés d’abord
        [finished] les derniers faits d’abord
       *[other] ordre de chargement
    }
row-annotations = { $annotations ->
        [0] aucune annotation
        [one] { $annotations } annotation
       *[other] { $annotations } annotations
    }
row-incomplete = { $incomplete } sans source
row-length = { $signs ->
        [one] { $signs } caractère
       *[other] { $signs } caractères
    }
row-flagged = signalé
progress = { $finished ->
        [one] { $finished } fini sur { $all }
       *[other] { $finished } finis sur { $all }
    }
pace = { $today } aujourd’hui
pace-minutes = { $today } aujourd’hui, { $minutes } min chacun
pace-seconds = { $today } aujourd’hui, { $seconds } s chacun
finish = Fait, suivant
    .title = Marquer cet article comme fait et passer au prochain qui reste ({ $key })
finished-already = Fait
    .title = Fait ; un clic le remet à faire
skip = Passer
    .title = Laisser cet article de côté et aller au prochain qui reste ({ $key })
skipped-already = Passé
    .title = Passé ; un clic le remet à faire
flag = Signaler
    .title = Signaler cet article pour qu’on y revienne ({ $key })
about-article = À propos de cet article
    .title = Titre, langue et remarque de cet article ({ $key })
article-title = Titre
article-language = Langue
    .hint = par exemple fr ou en ; vide pour la deviner
article-remark = Remarque sur l’article
article-mark = État
article-flagged = À revoir
article-meta = Ce que son fichier en dit

## Le schéma comme formulaire, et les consignes

scheme = Étiquettes…
    .title = Changer les étiquettes, les relations et les consignes
scheme-left = Tel que vous avez laissé ce formulaire : rien n’en est encore en vigueur.
scheme-anew = Recommencer
scheme-dialog = Étiquettes, relations, consignes
add-label = Ajouter une étiquette
field-of = { $field } : { $label }
label-name = Nom
label-key = Touche
label-color = Couleur
label-line = Trait
line-style = { $line ->
        [dashed] tirets
        [dotted] points
        [double] double
       *[other] plein
    }
label-description = Ce qu’elle désigne
label-attributes = Ce qu’on peut en dire, par exemple manner: direct, indirect
    .example = manner: direct, indirect
label-needs = Ce sans quoi elle est incomplète
label-needs-nothing = complète seule
label-up = Monter
label-remove = Retirer cette étiquette
fate-question = { $count ->
        [one] { $count } annotation porte l’étiquette { $label }, que vous retirez. Elle doit
       *[other] { $count } annotations portent l’étiquette { $label }, que vous retirez. Elles doivent
    }
fate-choose = … choisir
fate-become = devenir { $label }
fate-delete = être supprimées
scheme-relations = Relations ({ $count })
add-kind = Ajouter une relation
kind-name = Nom
kind-used = { $count ->
        [0] aucun lien
        [one] { $count } lien
       *[other] { $count } liens
    }
kind-remove = Retirer cette relation, avec ses liens
kind-from = de
kind-to = à
use-scheme = Adopter ce schéma
export-scheme = Télécharger le schéma
    .title = Un fichier Guillemet sans article
import-scheme = Charger un schéma…
    .title = Ce qu’un fichier Guillemet a de plus est ajouté
guidelines = Consignes
guidelines-edit = Modifier
guidelines-field = Consignes pour qui annote

## La liste des annotations

annotations = Annotations
show = Montrer
all = toutes
without-source = sans source
lacks-source = pas de source
lacks = pas de { $kind }
no-annotation = Aucune annotation pour l’instant.
none-fits = Aucune annotation ne répond à ce filtre.
relation-to = { $kind } → { $text }
relation-from = { $kind } ← { $text }

## L’annotation choisie

chosen = Annotation choisie
delete = Supprimer
    .title = Supprimer, avec ses liens ({ $key })
edges = Bords
start = début
    .earlier = Commencer plus tôt
    .later = Commencer plus tard
end = fin
    .earlier = Finir plus tôt
    .later = Finir plus tard
by-a-word = { $what } d’un mot ; avec Alt, d’un caractère
hold = tenir
    .title = Tenir un bord pour les flèches ({ $key })
    .start = début ← →
    .end = fin ← →
links = Liens
link = lien
link-nearest = proche
    .title = Vers la source la plus proche
link-last = dernière
    .title = Vers la source employée en dernier
link-point = pointer
    .title = Vers ce que vous choisirez ensuite
link-continued = continue
    .title = Continue le fragment qui précède
go-there = Y aller
remove-link = Retirer ce lien
    .named = Retirer le lien { $link }
and-more = et { $count ->
        [one] { $count } autre
       *[other] { $count } autres
    }
note = note
    .hint = { $key } pour écrire, Échap pour revenir
hint-select = Sélectionnez quelques mots, puis appuyez sur la touche d’une étiquette. Un double clic prend un mot, un triple clic une phrase.
hint-keys = Sans souris : les flèches déplacent un curseur, Maj étend. `{ $key }` donne toutes les touches.
hint-unsaved = Des changements n’ont pas encore été téléchargés.
hint-empty = Chargez un article, collez-en un, ou déposez des fichiers n’importe où ici.

## Suggestions à côté du texte

suggestions = Suggestions
press-label = Appuyez sur la touche de l’étiquette à proposer.
looking-for-more = { $count }, recherche en cours…
suggestion = { $place } sur { $count } : { $label } selon { $rule }, sûr à { $percent } %
accept = Accepter
reject = Rejeter
next = Suivante
accept-all = Accepter { $count ->
        [one] { $count } suggestion
       *[other] les { $count }
    }
at-least = Sûr à { $percent } % au moins ; règles
at-least-this = Au moins aussi sûr
record = { $accepted ->
        [one] { $accepted } acceptée
       *[other] { $accepted } acceptées
    }, { $corrected ->
        [one] { $corrected } corrigée
       *[other] { $corrected } corrigées
    }, { $rejected ->
        [one] { $rejected } rejetée
       *[other] { $rejected } rejetées
    }
accept-these = Accepter { $count }
own-rules = Règles personnelles ({ $count })
remove-rule = Retirer
pattern = Motif
label = Étiquette
same-case = Distinguer majuscules et minuscules
add-rule = Ajouter la règle
matches = Dans cet article : { $count ->
        [one] { $count } occurrence
       *[other] { $count } occurrences
    }
    .more = Dans cet article : plus de { $count } occurrences
matches-everywhere = Dans tous les articles : { $matches }, dans { $articles } sur { $looked }
    .so-far = Dans tous les articles, jusqu’ici : { $matches }, dans { $articles } sur { $looked }

## Chercher dans le texte

find = Chercher dans le texte
same-accents = Tenir compte des accents
whole-words = Mots entiers seulement
find-pattern = Motif (expression régulière)
match-previous = Occurrence précédente (Maj Entrée)
match-next = Occurrence suivante (Entrée)
no-match = aucune occurrence
match-count = { $count }
    .more = plus de { $count }
match-place = { $place } sur { $count }
    .more = { $place } sur plus de { $count }
match-from-start = { $place }, de nouveau depuis le début
match-from-end = { $place }, de nouveau depuis la fin
pattern-fault = { $kind ->
        [GroupUnclosed] cette parenthèse n’est pas fermée
        [GroupUnopened] cette parenthèse n’a pas été ouverte
        [GroupNameInvalid] un groupe ne peut s’appeler ainsi
        [ClassUnclosed] ce crochet n’est pas fermé
        [ClassRangeInvalid] cet intervalle commence après sa fin
        [ClassRangeLiteral] un intervalle va d’un caractère à un autre
        [ClassEscapeInvalid] cela ne peut se trouver entre crochets
        [EscapeUnrecognized] cette barre oblique inverse ne veut rien dire ici
        [EscapeUnexpectedEof] rien ne suit la barre oblique inverse
        [EscapeHexInvalidDigit] ce n’est pas un chiffre hexadécimal
        [RepetitionMissing] il n’y a rien à répéter
        [RepetitionCountInvalid] ce nombre de fois commence après sa fin
        [RepetitionCountUnclosed] ce nombre de fois n’est pas fermé
        [RepetitionCountDecimalEmpty] il manque combien de fois
        [DecimalEmpty] il manque un nombre
        [FlagUnrecognized] cette option n’existe pas
        [UnicodePropertyNotFound] Unicode n’a pas cette propriété
        [UnicodePropertyValueNotFound] Unicode n’a pas cette valeur de propriété
        [UnicodeClassInvalid] cette classe n’est pas écrite jusqu’au bout
        [UnsupportedBackreference] les renvois à un groupe ne sont pas possibles
        [UnsupportedLookAround] regarder en avant ou en arrière n’est pas possible
        [NestLimitExceeded] les parenthèses sont trop imbriquées
       *[other] il ne peut être lu à partir d’ici
    }
pattern-wrong = Le motif est faux au caractère { $at } : { $reason }
pattern-too-large = Le motif est trop grand : raccourcissez-le ou réduisez ses répétitions.
find-too-slow = Cela prend trop de temps : écrivez un motif plus simple.
find-no-worker = Le navigateur n’a pas pu démarrer le programme auxiliaire qui cherche. Sa propre recherche peut aider.

## Avis

details = Détails ({ $count })
stop = Arrêter
dismiss = Écarter

## Dialogues

close = Fermer
keys = Touches
the-json = Le JSON
json-part = Les { $part } premiers ko sur { $whole } ko ; le téléchargement contient tout.
paste-dialog-title = Titre
    .hint = pris de la première ligne s’il reste vide
paste-dialog-text = Texte, JSON de Guillemet, ou export d’un autre programme
paste-dialog-load = Charger

## Ce que d’autres programmes donnent et reçoivent

import = Import
files-together = { $files } fichiers
folder-to-load = Dossier à charger
foreign-no-worker = les formats d’autres programmes demandent un programme auxiliaire, que le navigateur n’a pas pu démarrer : seul le format de Guillemet peut être chargé
foreign-no-worker-either = { $why } ; les formats d’autres programmes demandent un programme auxiliaire, que le navigateur n’a pas pu démarrer
exchange-format = Format
exchange-for = pour { $about }
import-files-for = { $files }, pour { $about }
import-reading-articles = Lecture de { $files }… { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }
import-reading-files = Lecture de { $files }… { $done } sur { $total }
import-loading = Chargement de { $files }…
import-loading-percent = Chargement de { $files }… { $percent } %
import-broke-off = Les fichiers n’ont pas pu être lus jusqu’au bout : la mémoire est peut-être insuffisante.
import-too-much = ensemble, ils dépassent { $megabytes } Mo, le plus qui puisse être lu ; prenez-en moins à la fois
import-say-unit = Dites d’abord en quoi les positions sont comptées.
import-no-format = aucun n’est reconnu
import-summary = { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }, { $annotations ->
        [one] { $annotations } annotation
       *[other] { $annotations } annotations
    }, { $links ->
        [one] { $links } lien
       *[other] { $links } liens
    }
import-labels = Étiquettes absentes du schéma
import-relations = Relations absentes du schéma
import-used = Emplois
import-first = Premier exemple
import-becomes = Devient
import-becomes-of = Ce que devient { $name }
import-new-label = une nouvelle étiquette
import-new-relation = une nouvelle relation
import-skip = laissé de côté
import-unit = En quoi les positions sont-elles comptées ? Cela importe dans { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }.
import-code-points = En caractères, comme le fait Python
import-utf16 = En unités UTF-16, comme le font JavaScript et Java
import-unit-covers = { $unit } : la première annotation « { $label } » est
import-fits-nothing = rien qui convienne
import-repaired = { $things ->
        [one] { $things } chose corrigée
       *[other] { $things } choses corrigées
    }
import-rejected = { $things ->
        [one] { $things } chose laissée de côté
       *[other] { $things } choses laissées de côté
    }
import-more-reports = encore { $things } : la liste à télécharger les contient toutes.
import-annotations = { $annotations ->
        [one] { $annotations } annotation
       *[other] { $annotations } annotations
    }
import-more = encore { $articles }
import-download-list = Télécharger la liste
import-list-what = quoi
import-list-place = endroit
import-list-reason = raison
import-list-repaired = rectifié
import-list-rejected = laissé de côté
import-load = Charger { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }
export-no-worker = Le navigateur n’a pas pu démarrer le programme auxiliaire qui écrit les formats d’autres programmes. Seul celui de Guillemet est disponible : Télécharger le JSON.
export-starting = Démarrage…
export-looking = Examen des articles…
export-looking-at = Examen des articles… { $done } sur { $total }
export-writing = Écriture…
export-writing-articles = Écriture… { $done } sur { $total }
export-broke-off = L’écriture s’est interrompue : la mémoire est peut-être insuffisante. Écrivez moins d’articles à la fois.
export-all = { $articles ->
        [1] le seul
       *[other] les { $articles }
    }
export-done = { $articles ->
        [1] celui qui est terminé
       *[other] les { $articles } terminés
    }
export-open = celui qui est ouvert
export-lost = Ce qui sera perdu
export-lost-nothing = Rien : le fichier peut être rechargé tel quel.
export-missing = { $articles ->
        [one] { $articles } article n’est pas écrit : son texte n’a pas pu être lu dans la base de données.
       *[other] { $articles } articles ne sont pas écrits : leurs textes n’ont pas pu être lus dans la base de données.
    }
export-begins = { $file } : le début
export-download = Télécharger { $file }
export-training = Pour l’entraînement
export-part = répartir les articles entre entraînement, validation et test
export-validation = % pour la validation
export-test = % pour le test
export-seed = graine

## Data sets and how they are kept

standing-opening = Ouverture…
standing-saved = Enregistré
standing-saving = Enregistrement…
standing-following = Lecture seule
standing-not-saved = Non enregistré
data-sets = Jeux de données
    .title = Jeux de données, sauvegardes, votre nom
data-set-unnamed = Mes articles
data-set-name = Nom du jeu de données
data-set-create = Créer
data-set-open = Ouvrir
data-set-open-now = ouvert
data-set-copy = Dupliquer
data-set-delete = Supprimer
    .title = Supprimer ce jeu de données ; on peut le rétablir
data-set-bring-back = Rétablir
data-set-clear = Supprimer pour de bon
    .title = Libérer sa place ; on ne pourra plus le rétablir
copy-of = { $name } (copie)
articles-count = { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }
data-sets-deleted = Supprimés ({ $deleted })
annotator-name = Votre nom
backup = Télécharger une sauvegarde
data-set-new-name = Nom d’un nouveau jeu de données
restore = Charger une sauvegarde dans celui-ci…
room = { $used } Mo utilisés sur { $quota } Mo.
    .promised = Le navigateur a promis de ne pas effacer vos données.
    .not-promised = Le navigateur peut effacer vos données si le disque est plein : gardez des sauvegardes.
data-set-not-changed = Le jeu de données n’a pas pu être dupliqué ou modifié. Il est resté tel quel.
deleted-elsewhere = Ce jeu de données a été supprimé dans un autre onglet. Vous pouvez continuer, ou le rétablir parmi les jeux de données.
backup-file-keep = Tenir à jour un fichier de sauvegarde…
backup-file-about = Choisissez un fichier sur votre disque : chaque changement y va aussi, quelques secondes plus tard.
backup-file-other = Choisir un autre fichier…
backup-file-stop = Ne plus le tenir à jour
backup-file-allow = Autoriser
backup-file-refused = Le navigateur n’a donné aucun fichier pour la sauvegarde. Réessayez, ou téléchargez une sauvegarde.
backup-file-asks = Votre fichier de sauvegarde « { $name } » n’est plus tenu à jour tant que vous ne l’autorisez pas de nouveau. Votre travail est enregistré dans ce navigateur.
backup-file-behind = Le fichier de sauvegarde « { $name } » aura les derniers changements dans quelques secondes.
backup-file-current = Le fichier de sauvegarde « { $name } » a tous les changements.
backup-file-failed = Le fichier de sauvegarde « { $name } » n’a pas pu être écrit ({ $reason }). Il est resté tel quel, et votre travail est enregistré dans ce navigateur. Un nouvel essai va suivre ; ou choisissez un autre fichier.
backup-file-damaged = Le fichier de sauvegarde « { $name } » est resté tel quel : une partie de la base est illisible, et le fichier la contient peut-être encore. Choisissez un autre fichier pour ce qui est ici.
backup-file-of-another = « { $name } » est le fichier de sauvegarde d’un autre jeu de données. Choisissez un autre fichier.
backup-file-not-taken = « { $name } » n’a pas pu devenir le fichier de sauvegarde ({ $reason }). Réessayez.
backup-word = Copie à jour
    .behind = Copie en cours…
    .not = Copie pas à jour
banner-unfiled = { $changes ->
        [one] { $changes } changement n’est enregistré que dans ce navigateur.
       *[other] { $changes } changements ne sont enregistrés que dans ce navigateur.
    } Gardez-en une copie dans un fichier.
remind-later = Plus tard
download-all = Tout télécharger
keep-again = Réessayer
take-over = Reprendre ici
banner-following = Un autre onglet travaille sur ce jeu de données. Celui-ci montre ce qu’il fait.
banner-free = L’autre onglet est fermé. Reprenez ici pour continuer.
banner-damages = { $rows ->
        [one] Un élément de la base n’a pas pu être lu. Il est mis de côté, et tout le reste est là.
       *[other] { $rows } éléments de la base n’ont pas pu être lus. Ils sont mis de côté, et tout le reste est là.
    }
download-damages = Les télécharger
banner-left-over = Ce qui a été fait ici en dernier n’est pas dans le jeu de données : un autre onglet a pris la main avant l’enregistrement. Les articles sont encore ici tels que vous les aviez.
trouble-no-database = Ce navigateur ne laisse rien garder à la page, comme dans une fenêtre privée. Votre travail ne reste ici que tant que cet onglet est ouvert : téléchargez-le.
trouble-newer-database = Un Guillemet plus récent a créé la base de ce navigateur ; elle est restée intacte. Rechargez la page pour obtenir le plus récent. D’ici là, rien n’est gardé : téléchargez votre travail.
trouble-full = Il n’y a plus de place pour enregistrer. Libérez-en, ou supprimez pour de bon un jeu de données, puis réessayez. D’ici là, plus rien n’est gardé : téléchargez votre travail.
trouble-older-tab = Un Guillemet plus ancien est ouvert dans un autre onglet. Fermez-le et réessayez. D’ici là, rien n’est gardé : téléchargez votre travail.
trouble-failed = Votre dernier changement n’a pas pu être enregistré ({ $reason }). Il est toujours là : réessayez, ou téléchargez-le.
trouble-not-opened = La base de ce navigateur n’a pas pu être ouverte ({ $reason }). Rien n’est gardé : téléchargez votre travail.
backup-failed = La sauvegarde s’est interrompue, et aucun fichier n’a été écrit. Réessayez, ou téléchargez les articles.
backing-up = Écriture d’une sauvegarde… { $articles ->
        [0] { "" }
        [one] { $articles } article
       *[other] { $articles } articles
    }

## Touches

key-control = Ctrl
key-alt = Alt
key-shift = Maj
key-enter = Entrée
key-escape = Échap
key-delete = Suppr
key-backspace = Retour arr.
key-home = Début
key-end = Fin
key-page-up = Page préc.
key-page-down = Page suiv.
key-space = Espace
key-and = { $keys } { $key }
keys-select = Sélectionner
keys-find = Chercher
does-shift-click = avec un clic : sélectionner du curseur jusque-là, si loin que ce soit
does-find-text = chercher dans le texte ; ce qui est sélectionné est cherché
does-next-match = résultat suivant ; Entrée là où vous écrivez
does-previous-match = résultat précédent ; Maj Entrée là où vous écrivez
does-close-find = fermer ; le résultat reste sélectionné pour la touche d’une étiquette
keys-label = Étiqueter
keys-choose = Choisir
keys-change = Modifier
keys-link = Lier
keys-work = Travailler
does-character = déplacer le curseur d’un caractère
does-word = d’un mot
does-sentence = d’une phrase
does-line = d’une ligne
does-paragraph = d’un paragraphe
does-edge = au bord du paragraphe ; avec Ctrl, du texte
does-extend = avec l’une d’elles : sélectionner ce qui est entre les deux
does-select-word = sélectionner le mot sous le curseur
does-select-sentence = sélectionner la phrase sous le curseur
does-label = { $label } : la sélection, sinon l’annotation choisie, sinon comme stylo
does-as-is = avec la touche d’une étiquette : annoter exactement ce qui est sélectionné, sans l’étendre aux mots
does-next = annotation suivante
does-previous = annotation précédente
does-choose = l’annotation sous le curseur ; encore, celle qui est dessous
does-let-go = lâcher : un lien, un bord, une sélection, un choix, le stylo
does-next-suggestion = suggestion suivante
does-previous-suggestion = suggestion précédente
does-accept = l’accepter, avec ses bords tels que vous les avez déplacés ; la touche d’une étiquette l’accepte avec cette étiquette
does-reject = la rejeter
does-accept-all = accepter toutes celles qui sont montrées
does-find = trouver chaque occurrence de la sélection ou de l’annotation choisie ; de nouveau, dans tous les articles
does-find-loosely = de même, aussi sans égard à la casse ni aux accents
does-hold = tenir la fin, puis le début, que ← → déplacent ; avec Ctrl, d’un mot
does-note = écrire une note
does-delete = supprimer
does-attribute = { $label }, { $name } : { $value }
does-link-nearest = lier à la source la plus proche
does-link-last = lier à la source employée en dernier
does-point = lier à ce que vous choisirez ensuite
does-continue = continuer le fragment qui précède
does-undo = annuler
does-redo = rétablir
does-next-article = article suivant
does-previous-article = article précédent
does-next-to-do = prochain article qui reste à faire
does-previous-to-do = article précédent qui reste à faire
does-finish = marquer l’article comme fait et passer au suivant
does-skip = passer l’article et aller au suivant
does-flag = signaler l’article
does-about = titre, langue et remarque de l’article
does-queue = montrer et cacher tous les articles
does-download = télécharger le JSON
does-load = charger des fichiers
does-help = montrer et cacher cette liste
key-is-taken = { $key } a déjà son propre sens ; appuyez sur une autre touche
key-given = { $key } : { $deed }
key-was-taken = { $key } est attribuée ; elle ne fait plus ceci : { $deed }
change-key = Changer la touche : { $deed }
press-a-key = Appuyez sur une touche…
keys-changeable = Cliquez sur une touche pour la changer ; Échap la laisse comme elle est.
keys-reset = Rétablir toutes les touches
keys-export = Exporter les touches
keys-import = Importer des touches…

## Ce que désignent les étiquettes du premier schéma

describes-quote = Ce que quelqu’un aurait dit, selon l’article.
describes-source = Qui l’a dit ou démenti, comme l’article le nomme.
describes-denial = Un démenti : qui dément, et ce qui est démenti.

## La visite

tour = Visite
tour-begin = Me faire visiter
tour-step = Visite, étape { $step } sur { $steps }
tour-skip = Passer
tour-back = Retour
next-step = Suite
tour-end = Finir la visite
tour-done = ✓ fait
tour-said = Visite, étape { $step } sur { $steps } : { $title }. { $text }
tour-load = Un article à lire
    .text = Chargez des fichiers par `{ $key }`, collez un texte, ou déposez des fichiers n’importe où. Pour essayer, l’exemple suffit : il cède la place à ce que vous chargez.
tour-label = Étiqueter ce qui est dit, et qui le dit
    .text = Sélectionnez les mots d’une citation et appuyez sur `{ $quote }` ; sélectionnez qui les a dits et appuyez sur `{ $source }`. Un double clic prend un mot, un triple clic une phrase, et les bords s’étendent aux mots.
tour-link = Lier une citation à sa source
    .text = Cliquez sur la citation, dans le texte ou dans la liste, et appuyez sur `{ $link }` : elle est liée à la source la plus proche. `{ $undo }` annule tout ce que vous voulez.
tour-review = Laisser les règles proposer
    .text = Ce qui est en pointillé est une suggestion. `{ $next }` mène à la suivante, `{ $accept }` l’accepte, `{ $reject }` la rejette.
tour-download = Emporter votre travail
    .text = `{ $download }` télécharge un fichier qui contient les textes et tout ce que vous avez marqué ; le charger ramène tout. `{ $help }` donne toutes les touches, et cette visite.

## Les fichiers qui ne se lisent pas

file-thing = { $kind ->
        [table] un tableau
        [xml] du XML
        [annotation-format] un format d’annotation qui n’est pas encore lu
        [code] du code de programme
        [word] un document de traitement de texte
        [empty-list] une liste vide
        [web-annotation] une Web Annotation du W3C (JSON-LD)
        [uima] un CAS d’UIMA, comme INCEpTION l’exporte
        [label-studio] un export de Label Studio
        [pubannotation] du PubAnnotation
        [prodigy] un export de Prodigy
        [doccano] un export de doccano
        [spacy] un document spaCy
        [hugging-face] un enregistrement Hugging Face ou Prodigy
        [notebook] un carnet Jupyter
        [json-schema] un JSON Schema
        [unnamed] un document Guillemet sans "format": "guillemet"
        [geojson] du GeoJSON
        [pdf] un PDF
        [zip] une archive ZIP ou un document de bureau (docx, odt, epub)
        [empty-zip] une archive ZIP vide
        [old-office] un ancien document de bureau (doc, xls)
        [rtf] un document de traitement de texte (RTF)
        [gzip] une archive gzip
        [bzip2] une archive bzip2
        [xz] une archive xz
        [seven-zip] une archive 7z
        [rar] une archive RAR
        [zstd] une archive zstd
        [tar] une archive tar
        [png] une image PNG
        [jpeg] une image JPEG
        [gif] une image GIF
        [webp] une image WebP
        [tiff] une image TIFF
        [film] un film ou un enregistrement
        [recording] un enregistrement
        [program] un programme
        [wasm] un module WebAssembly
        [sqlite] une base de données SQLite
        [parquet] un fichier Parquet
        [utf-32] de l’UTF-32
       *[other] { $kind }
    }
file-advice = { $advice ->
        [copy] ouvrez-le et copiez son texte, ou enregistrez-le en texte brut
        [unpack] décompressez-le d’abord
        [no-text] il ne contient pas de texte à annoter
        [export] exportez-en les articles en texte
        [utf-8] enregistrez-le en UTF-8
       *[other] { $advice }
    }
file-empty = le fichier est vide
file-blank = le fichier ne contient que des blancs
file-known = c’est { $thing }, pas du texte ; { $advice }
file-binary = ce n’est pas du texte : l’octet { $byte } est un caractère de contrôle ; exportez-le d’abord en texte brut
file-damaged-utf8 = c’est de l’UTF-8 avec des octets qui ne sont pas des caractères, à { $places ->
        [one] { $places } endroit
       *[other] { $places } endroits
    }, d’abord à la ligne { $line }, octet { $byte } ; procurez-vous à nouveau le fichier, ou corrigez-le dans un éditeur et enregistrez-le en UTF-8
file-damaged-utf16 = c’est de l’UTF-16 avec un demi-caractère à la ligne { $line }, octet { $byte } ; procurez-vous à nouveau le fichier, ou enregistrez-le en UTF-8
file-other-encoding = l’encodage est inconnu : ni UTF-8 (voir la ligne { $line }, octet { $byte }), ni UTF-16, ni Windows-1252 ; enregistrez-le en UTF-8
file-unsupported = c’est { $thing }, qui ne peut être lu ; .txt, .md, .html et le .json de Guillemet le peuvent
file-too-long = le fichier fait { $megabytes } Mo, et { $most } Mo au plus peuvent être lus ; scindez-le
text-too-long = le texte fait { $megabytes } Mo, et { $most } Mo au plus peuvent être lus ; scindez-le
json-truncated = le JSON s’arrête au milieu, à la ligne { $line }, colonne { $column } : le fichier a été coupé ; procurez-vous-le à nouveau
json-malformed = ce n’est pas du JSON valable : { $what } à la ligne { $line }, colonne { $column } ; corrigez-le à cet endroit ou procurez-vous à nouveau le fichier
json-too-complex = { $what } ; scindez le fichier
json-looks-like = c’est du JSON d’une autre sorte : on dirait { $thing }, pas un document Guillemet
json-other-kind = c’est du JSON d’une autre sorte : un document Guillemet commence par "format": "guillemet"
json-newer = ce document est de la version { $version }, et ce Guillemet lit la version 1 ; rien n’a changé : ouvrez-le avec un Guillemet plus récent
json-field = `{ $path }` { $what }
json-scheme = le schéma du document ne peut être employé : { $fault }
files-unknown = les fichiers ne sont d’aucun format lu ici ; si vous savez duquel, dites-le
archive-unreadable = l’archive { $file } ne peut être lue : { $what } ; procurez-vous-la à nouveau
no-rules = il n’y a pas de règles pour la langue « { $language } », seulement pour { $known }
own-pattern-wrong = le motif est faux au caractère { $character } : { $reason }
own-pattern-too-large = le motif est trop grand : raccourcissez-le ou diminuez ses répétitions
own-pattern-empty = le motif est vide : écrivez ce qu’il doit trouver

## What was put right or left out of a document, and where

place-inside = { $place } { $path }
place-line = ligne { $line }
place-document = le document
place-annotation = { $article } annotation { $id }
place-relation = { $article } relation { $id }
json-thing = { $kind ->
        [null] null
        [bool] true ou false
        [number] un nombre
        [text] un texte
        [list] une liste
       *[object] un objet
    }
json-fault = { $fault ->
        [trailing] plusieurs valeurs JSON se suivent, comme en JSON Lines : une deuxième
        [value] il manque une valeur
        [colon] `:` attendu
        [comma-in-list] `,` ou `]` attendu
        [comma-in-object] `,` ou `{ "}" }` attendu
        [trailing-comma] une virgule de trop
        [key] une clé doit être entre guillemets
        [control] un caractère de contrôle dans un texte, tel qu’une fin de ligne, doit être échappé
        [escape] un échappement erroné
        [surrogate] un demi-caractère (seizet d’indirection isolé)
        [number] un nombre erroné
       *[other] { $fault }
    }
json-too-deep = le JSON est imbriqué sur plus de { $levels } niveaux
json-too-many = le JSON contient plus de { $values } valeurs
why-no-object = c’est { $thing }, pas un objet
why-not-text = son `{ $key }` est { $thing }, pas un texte
why-text-not-kept = son `{ $key }` est { $thing }, pas un texte ; il n’a pas été gardé
why-list-not-kept = son `{ $key }` est { $thing }, pas une liste ; rien n’en a été gardé
why-object-not-kept = son `{ $key }` est { $thing }, pas un objet ; il n’a pas été gardé
why-no-key = il n’a pas de `{ $key }`
why-no-text = il n’a pas de `text` ; sans son texte, un article ne peut être lu
why-blank-text = son `text` ne contient que des blancs
why-long-text = son texte fait { $megabytes } Mo, et { $most } Mo au plus peuvent être annotés ; scindez-le
why-not-whole = son `{ $key }` est { $value } ; ce doit être un nombre entier à partir de 0
why-no-label = le schéma n’a pas d’étiquette `{ $label }`
why-no-value = le schéma ne donne pas à `{ $attribute }` la valeur { $value } ; elle n’a pas été gardée
why-no-attribute = le schéma ne donne pas à `{ $label }` l’attribut { $attribute } ; il n’a pas été gardé
why-no-origin = la sorte de son `origin` est { $kind } ; elle n’a pas été gardée
why-missing = absente
why-no-moment = son `{ $key }` est { $value }, pas un moment tel que 2024-05-01T09:30:00Z ; il n’a pas été gardé
why-id-twice = son identifiant `{ $id }` figure deux fois ; c’est maintenant `{ $now }`
why-pair-twice = `{ $kind }` de { $from } à { $to } figure deux fois ; une seule a été gardée
why-several-have = plusieurs annotations ont l’identifiant `{ $id }` que nomme son `{ $key }`
why-not-read = l’annotation `{ $id }` que nomme son `{ $key }` n’a pas été lue
why-no-annotation = son `{ $key }` nomme `{ $id }`, qui n’est pas une annotation de cet article
why-to-itself = elle mène d’une annotation à elle-même
why-no-relation = le schéma n’a pas de relation `{ $kind }`
why-wrong-labels = `{ $kind }` ne mène pas de { $from } à { $to }
why-no-relation-between = aucune relation ne mène de { $from } à { $to }
why-no-state = son `state` est { $value }, ni done ni skipped ; il n’a pas été gardé
why-not-finished = il a un `finished` et n’est ni done ni skipped ; cela n’a pas été gardé
why-no-flag = son `flagged` est { $thing }, ni true ni false ; il n’a pas été gardé
why-deep-meta = son `meta` est imbriqué sur plus de { $levels } niveaux ; il n’a pas été gardé
why-text-changed = son texte n’est pas celui dont `sha256` a été fait : il a changé depuis ; chaque annotation a été vérifiée sur le texte tel qu’il est
why-unknown-key = la clé { $key } est inconnue et n’a pas été gardée
why-key-twice = la clé { $key } figure deux fois ; la dernière a été prise
why-also = { $reason }, ici et encore { $times } fois
why-not-bare = ce n’est pas un article seul, comme les lignes d’avant ; chargez à part de tels enregistrements
why-line-truncated = le JSON s’arrête au milieu, à la colonne { $column }
why-line-malformed = ce n’est pas du JSON valable : { $what } à la colonne { $column }
counting = { $unit ->
        [code-points] points de code Unicode
        [utf16] unités UTF-16
        [bytes] octets UTF-8
       *[crlf-as-one] points de code, chaque CRLF comptant pour un
    }
placed-otherwise = { $count } annotations sur { $all } ne conviennent à leur texte que comptées en { $unit }, et ont été placées ainsi
placed-nowhere = son texte ne figure nulle part dans l’article
placed-on-nothing = elle ne couvre rien : son début et sa fin sont { $start }
placed-turned = son début, { $start }, vient après sa fin, { $end }
placed-outside = { $start } à { $end } est hors du texte, long de { $length } { $unit }
placed-in-character = { $start } à { $end } coupe un caractère, compté en { $unit }
placed-alike = son texte diffère de celui de l’article, { $there }, par des blancs, des guillemets ou des accents ; celui de l’article a été pris
placed-too-many = son texte n’est pas à sa place, et trop d’autres non plus pour chercher chacun
placed-again = son texte n’était pas à { $start }–{ $end } ; il a été trouvé{ $form ->
        [alike] { " " }avec d’autres blancs, guillemets ou accents
       *[same] { "" }
    } à { $from }–{ $to } (points de code), { $why ->
        [only] le seul endroit où il figure
       *[nearest] nettement l’endroit le plus proche, dans le même ordre
    }
placed-doubtful = son texte n’est pas à sa place mais { $places ->
        [1] à l’intérieur d’un autre mot
       *[other] à { $places } autres endroits
    }, et il n’est pas certain que ce soit lui

## What is wrong with a field of a document, after its path

json-field-missing = manque
json-field-wrong = est { $thing } ; ce doit être { $wanted }
json-field-unit = doit être unicode_code_point ou utf16_code_unit
json-field-unnamed = n’a pas de nom à lui
json-field-character = doit être un seul caractère
json-field-line = est `{ $line }` ; ce peut être solid, dashed, dotted ou double
json-field-long = a { $entries } entrées ; { $most } au plus sont lues

## What is wrong with a scheme

fault-no-label = un schéma doit avoir au moins une étiquette
fault-label-unnamed = l’étiquette { $number } n’a pas de nom
fault-label-twice = deux étiquettes s’appellent `{ $name }`
fault-key-twice = deux étiquettes ont la touche `{ $key }`
fault-colour = la couleur de `{ $label }` est `{ $colour }` ; écrivez-la #rrggbb
fault-needs = `{ $label }` demande `{ $relation }`, qui n’en part pas
fault-relation-unnamed = la relation { $number } n’a pas de nom
fault-relation-twice = deux relations s’appellent `{ $name }`
fault-relation-label = `{ $relation }` nomme l’étiquette `{ $label }`, que le schéma n’a pas
fault-many-rules = il y a plus de { $most } règles
fault-pattern = le motif de la règle { $number } est vide ou trop long
fault-rule-label = une règle propose l’étiquette `{ $label }`, que le schéma n’a pas
fault-rule-twice = deux règles proposent `{ $label }` pour `{ $pattern }`
