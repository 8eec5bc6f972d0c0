### What the interface says, in English. `ARCHITECTURE.md` tells how a message gets from here to the page.
###
### A comment above a message declares what it is told, in the order in which its function takes it.
### Words between backquotes are shown as keys. `# kept` marks what is also written into the database: its name and its
### arguments do not change any more.

# What the language calls itself.
-language = English
# $text (Text): said as it is
verbatim = { $text }
# $text (Text): an article's words
quoted = “{ $text }”
untitled = Untitled

## The bar above the text

articles = Articles
# $key (Message): the key for it
load = Load…
    .title = Load files: texts, pages, Guillemet JSON, and what other programs export ({ $key })
load-folder = Folder…
    .title = Load all files of a folder
paste = Paste…
    .title = Paste a text
pens = Pens
# $label (Text): the label's name
# $description (Text): what the scheme says of it
pen = Pen: every selection becomes a { $label }. { $description }
pen-down = Put the pen down
history = History
# $gesture (Text): what was done
# $key (Message): the key for it
undo = Undo
    .title = Undo: { $gesture } ({ $key })
    .none = Nothing to undo
# $gesture (Text): what was taken back
# $key (Message): the key for it
redo = Redo
    .title = Redo: { $gesture } ({ $key })
    .none = Nothing to redo
export = Export
    .button = Export…
    .title = Write for another program
preview = See the JSON
copy = Copy the JSON
# $key (Message): the key for it
download = Download JSON
    .title = Download the JSON ({ $key })
# $key (Message): the key for it
all-keys = All keys
    .title = All keys ({ $key })
menu = More commands
settings = Settings
interface-language = Language of the interface
# The choice of light and dark
colours = Colours of the interface
colours-system = As the system
colours-light = Light
colours-dark = Dark
# The lists beside the text, on a phone
sheet = Annotations and suggestions

## What a person does, and is told

# $label (Text): the label's name
# $text (Message): the words, quoted
labelled = { $label }: { $text }
# kept
# $label (Text): the label's name
new-annotation = new { $label }
# $label (Text): the new label
now-a = now a { $label }
# kept
# $from (Text): the label before
# $to (Text): the label now
relabelled = { $from } made a { $to }
# $label (Text): the new label
# $links (Number): how many links were removed
relabelled-links = Made a { $label }; removed { $links ->
        [one] { $links } link that does
       *[other] { $links } links that do
    } not fit it. Undo brings all back.
# kept
# $label (Text): its label
deleted = { $label } deleted
# kept
edge-moved = edge moved
# kept
note-written = note
# kept
# $name (Text): the attribute
# $value (Text): what is said of it
attribute = { $name }: { $value }
# kept
# $name (Text): the attribute
attribute-unsaid = { $name }: not said
# kept
# $kind (Text): the relation
linked = link { $kind }
# $kind (Text): the relation
# $text (Message): the words it leads to, quoted
linked-to = { $kind }: { $text }
# kept
# $kind (Text): the relation
unlinked = link { $kind } removed
# $label (Text): the label of what is to be linked
# $next (Message): a key
# $previous (Message): a key
# $choose (Message): a key
point = Link this { $label } to: click an annotation, or go there with { $next } and { $previous } and press { $choose }
let-go = Let go
# $label (Text): the label
pen-taken = Every selection becomes a { $label }
pen-put-down = Pen put down
holds-end = The arrow keys move the end
holds-start = The arrow keys move the start
holds-caret = The arrow keys move the caret
# $gesture (Text): what was done
# $key (Message): the key for it
undone = Undone: { $gesture }
# $gesture (Text): what was done
redone = Redone: { $gesture }
stopped = Stopped; nothing was changed.
# kept
changed-rules = change of rules
# kept
changed-guidelines = change of guidelines

## Articles come and go

# kept
described = article described
# kept
# $title (Text): the article's title
removed = “{ $title }” removed
# $title (Text): the article's title
removed-notice = “{ $title }” was removed. Undo brings it back with all that is on it.
# kept
# $articles (Number): how many
load-of = load of { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }
# kept
load-of-scheme = load of a scheme
# $what (Message): what was loaded, a sentence
# $repaired (Number): how many things were put right
# $rejected (Number): how many things were left out
loaded = { $what }{ $repaired ->
        [0] { "" }
        [one] { " " }{ $repaired } thing put right.
       *[other] { " " }{ $repaired } things put right.
    }{ $rejected ->
        [0] { "" }
        [one] { " " }{ $rejected } thing could not be placed and was left out.
       *[other] { " " }{ $rejected } things could not be placed and were left out.
    }
loaded-scheme = Loaded a label scheme and no article.
# $articles (Number): how many
# $annotations (Number): how many
# $relations (Number): how many links
loaded-articles = Loaded { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }{ $annotations ->
        [0] { "" }
        [one] { " " }with { $annotations } annotation
       *[other] { " " }with { $annotations } annotations
    }{ $relations ->
        [0] { "" }
        [one] { " " }and { $relations } link
       *[other] { " " }and { $relations } links
    }.
# $line (Text): what, and why
left-out = Left out: { $line }
# $line (Text): what, and how
put-right = Put right: { $line }
# $place (Text): where in which file
# $reason (Text): what there is to tell of it
report = { $place }: { $reason }
# $file (Message): the file
# $place (Text): where in it
place-in = { $file }, { $place }
# $file (Text): the file
# $title (Text): the article
report-place = { $file }, “{ $title }”
stands-already = it stands here already, unchanged; not loaded twice
# $name (Text): the name
# $other (Text): another name
name-taken = the name { $name } is taken; loaded as { $other }
# $annotations (Number): how many
names-taken = { $annotations ->
        [one] { $annotations } annotation
       *[other] { $annotations } annotations
    } renamed, as the names were taken
guidelines-stay = its guidelines were not taken: there are some here
holds-no-article = it holds no article
# $file (Text): the file
# $reason (Text): why
could-not-load = Could not load { $file }: { $reason }
# $files (Number): how many
could-not-load-files = Could not load { $files ->
        [one] { $files } file
       *[other] { $files } files
    }.

## How far an article is

# kept
marked-done = marked as done
# kept
marked-skipped = skipped
# kept
marked-open = to do again
# kept
flagged = flagged
# kept
unflagged = flag removed
# kept
remark-written = remark on the article
# $left (Number): how many are left to do outside of what the list shows
nothing-left-to-do-here = { $left ->
        [one] Nothing is left to do among the articles that the list shows; one other is
       *[other] Nothing is left to do among the articles that the list shows; { $left } others are
    }
nothing-left-to-do = Nothing is left to do
refused-nothing-to-do = No article is left to do, of those that the list shows

## Another scheme

# kept
scheme-changed = change of the scheme
# $links (Number): how many links were removed
scheme-changed-links = { $links ->
        [one] { $links } link that the new scheme does not allow was removed. Undo brings it back.
       *[other] { $links } links that the new scheme does not allow were removed. Undo brings them back.
    }

## Articles that are here already

twins-title = Articles that are here already
twin-single = This very text is here already.
# $twins (Number): how many
# $articles (Number): of how many
twins = { $twins ->
        [one] { $twins } of { $articles } articles has
       *[other] { $twins } of { $articles } articles have
    } a text that is here already, or came twice.
twin-here = is here already
# $title (Message): the title of the article with the same text, quoted
twin-here-as = is here already as { $title }
twin-before = came twice
# $title (Message): the title of the article with the same text, quoted
twin-before-as = came before as { $title }
# $twins (Number): how many
twins-leave-out = { $twins ->
        [one] Leave it out
       *[other] Leave them out
    }
# $twins (Number): how many
twins-load-anyway = { $twins ->
        [one] Load it anyway
       *[other] Load them anyway
    }
# $articles (Number): how many
twins-load-others = { $articles ->
        [one] Load the other one
       *[other] Load the other { $articles }
    }
# $articles (Number): how many
twins-load-all = Load all { $articles }
all-here-already = Nothing was loaded: all of it was here already.
# $twins (Number): how many
twins-left-out = { $twins ->
        [one] { $twins } article was here already and was left out.
       *[other] { $twins } articles were here already and were left out.
    }
cancel = Cancel

## Suggestions

# $place (Number): which one
# $count (Number): of how many
# $label (Text): its label
# $text (Message): its words, quoted
suggestion-at = Suggestion { $place } of { $count }: { $label } { $text }
# $count (Number): how many
# $key (Message): the key for it
suggestions-came = { $count ->
        [one] { $count } suggestion
       *[other] { $count } suggestions
    }; { $key } goes to the next
# $label (Text): the label
# $text (Message): the words, quoted
accepted = Accepted: { $label } { $text }
# kept
# $label (Text): the label
accepted-gesture = { $label } accepted
# kept
# $count (Number): how many
accepted-several = { $count ->
        [one] { $count } suggestion accepted
       *[other] { $count } suggestions accepted
    }
# kept
# $label (Text): the label
rejected-gesture = { $label } rejected
rejected = Rejected
no-suggestion-left = No suggestion is left
# $text (Message): the word, quoted
find-which-label = Press a label’s key to have every { $text } proposed as that
# $text (Message): a word, in quotation marks
# $label (Text): the label
sought = { $text } as { $label }
# $text (Message): a word, in quotation marks
# $label (Text): the label
sought-everywhere = { $text } is proposed as { $label } in each article that you open; the queue shows those that hold it
find-everywhere = In all articles
    .title = Have it proposed in each article that you open, and see which ones hold it
find-no-more = Stop
# $found (Number): how many
# $new (Number): how many of them were not known
found = { $found } found, { $new } of them new suggestions
    .most = The first { $found } found, { $new } of them new suggestions
no-worker = the browser could not start the worker that runs the rules; all else works
rules-broke-off = the rules broke off over this article; all else works

## What is kept in the browser

taken-over = Another tab took over before all was saved. What was done last here is not in its data set.
damages = Something in the database could not be read. It was set aside, and all else is here.
# $table (Text): which part of the database
# $article (Text): the article's title
damaged = { $table }, article { $article }
article-missing = The text of an article could not be read from the database. Nothing was deleted.
articles-not-fetched = The database does not answer just now, and what was wanted needs an article that is there. Nothing was lost. Try again in a moment.
dataset-deleted = The data set was deleted. It can be brought back from the list of data sets.

## What could not be done

refused-no-article = No article is open; load one first
refused-suggestions-off = Suggestions are turned off; turn them on in the panel beside the text
refused-nothing-selected = Nothing is selected; select some text first
# $key (Message): the key for it
refused-nothing-chosen = No annotation is chosen; click one, or press { $key }
# $key (Message): the key for it
refused-no-suggestion = There is no suggestion here; press { $key } for the next one
refused-already-there = This label already stands on exactly this text
refused-edge-stops = The edge cannot go further
# $label (Text): the label of what is to be linked
refused-nothing-to-link = There is nothing here that this { $label } could be linked to
# $kind (Text): the relation
# $to (Message): where it leads, quoted
# $key (Message): the key
refused-already-linked = It is linked by { $kind } to { $to } already; press { $key } to link it to another one, too
# $key (Message): the key for it
refused-no-last-source = No source was linked before in this article; press { $key } for the nearest
refused-other-article = A relation cannot lead from one article to another
# $name (Text): the attribute
refused-no-such-attribute = The label has no attribute `{ $name }` of this value
refused-still-opening = The data set is still being opened; try again in a moment
refused-another-tab-writes = Another tab works on this data set; work there, or take over here
refused-not-kept-yet = What was done last could not be kept; download it, or try again to keep it, first
refused-no-dataset = There is no such data set here
refused-nothing-to-undo = There is nothing to undo
refused-nothing-to-redo = There is nothing to redo
# $kind (Text): the relation
refused-unknown-kind = The scheme has no relation `{ $kind }`
# $kind (Text): the relation
# $from (Text): a label
# $to (Text): a label
refused-wrong-labels = `{ $kind }` does not lead from { $from } to { $to }
# $from (Text): a label
# $to (Text): a label
refused-no-kind = No relation leads from { $from } to { $to }
# $id (Text): the annotation
refused-self-relation = Annotation `{ $id }` cannot be linked to itself
# $id (Text): the relation
refused-relation-exists = The relation `{ $id }` is there already

## What comes in and goes out

# $megabytes (Number): its size
file-too-large = it has { $megabytes } MB, which is more than a page can hold; split it
# $count (Number): how many
# $first (Text): the path of the first
files-missed = { $count ->
        [one] One file or folder could not be read whole: { $first }
       *[other] { $count } files or folders could not be read whole, the first of them { $first }
    }
file-unreadable = the browser could not read it; is it a folder, or was it moved?
# $file (Text): its name
opening = Opening { $file }…
# $file (Text): its name
# $percent (Number): how much of it has come
opening-percent = Opening { $file }… { $percent } %
# $number (Number): which one
# $files (Number): of how many
opening-files = Opening file { $number } of { $files }…
pasted-text = the pasted text
pasted-empty = it is empty; copy some text first
page-unparsable = the browser cannot parse it
page-empty = this page holds no text; was it saved before its script had filled it?
# $megabytes (Number): its size
# $most (Number): the largest size
page-too-long = its text has { $megabytes } MB, and an article may have { $most }
# $file (Text): its name
downloaded = { $file } is in your downloads.
download-refused = The browser refused the download. Copy the JSON instead.
copied = The JSON is on the clipboard.
copy-refused = The browser does not let this page use the clipboard. Download the JSON instead.

## After a panic

rescue = Something broke, but your work is still here
    .advice = Download it now, reload the page, and load the file again. Nothing you do on this page from here on is kept.
    .download = Download my work
    .downloaded = The file is in your downloads.
    .refused = The browser refused the download; copy the text below instead.

## The text and what stands around it

# $key (Message): the key that loads
empty = Nothing to read yet
    .what = Here you mark in news articles what is said, who says it and who denies it.
    .how = Drop files anywhere, load them with `{ $key }`, or paste a text: plain text, Markdown, HTML pages, or what you downloaded before.
    .private = Your articles stay in this browser; nothing is sent anywhere.
# $next (Message): a key
# $previous (Message): a key
# $choose (Message): a key
# $let-go (Message): a key
pointing = Choose what to link to: click it, or go with { $next } and { $previous } and press { $choose }. { $let-go } lets go.
# $label (Text): the label
# $key (Message): the key for it
pen-mode = Pen: every selection becomes a { $label }. { $key } puts it down.
drop-to-load = Drop to load
files-to-load = Files to load
long-article = This long article is drawn as you read.
    .all = All of this long article is drawn.
draw-all = Draw all of it
    .title = For the browser's own find and for screen readers that read on their own. Slower.
label-selection = Label the selection
# $description (Text): what the scheme says of the label
as-is = { $description } Alt takes the selection exactly as it is.

## The articles

# $title (Text): the article's title
remove-article = Remove this article (undo brings it back)
    .named = Remove { $title }
# $key (Message): the key for it
previous-article = Previous article
    .title = Previous article ({ $key })
# $key (Message): the key for it
next-article = Next article
    .title = Next article ({ $key })
# $place (Number): which one
# $count (Number): of how many
article-at = { $place } / { $count }
# $language (Text): its language
sample = { $language ->
        [en] English sample
        [fr] French sample
       *[other] Sample
    }

## The queue

# $key (Message): the key for it
queue = All articles
    .title = All articles, with filters and search ({ $key })
queue-search = Search titles and texts
# $shown (Number): how many are shown
# $all (Number): of how many
queue-shown = { $shown } of { $all }
queue-searching = Looking through the texts…
queue-none = No article fits.
queue-filter = Show
queue-all = all
# $state (Text): `to-do`, `in-progress`, `done` or `skipped`
state = { $state ->
        [to-do] to do
        [in-progress] in progress
        [done] done
       *[other] skipped
    }
queue-flagged = flagged
queue-incomplete = without source
queue-any-label = any label
queue-order = Order
# $order (Text): `loaded`, `title`, `length`, `annotations` or `finished`
order = { $order ->
        [title] by title
        [length] longest first
        [annotations] most annotations first
        [finished] finished last first
       *[other] as loaded
    }
# $annotations (Number): how many
row-annotations = { $annotations ->
        [0] no annotation
        [one] { $annotations } annotation
       *[other] { $annotations } annotations
    }
# $incomplete (Number): how many
row-incomplete = { $incomplete } without source
# $signs (Number): how many
row-length = { $signs ->
        [one] { $signs } character
       *[other] { $signs } characters
    }
row-flagged = flagged
# $finished (Number): how many
# $all (Number): of how many
progress = { $finished } of { $all } finished
# $today (Number): how many
pace = { $today } today
# $today (Number): how many
# $minutes (Number): how many
pace-minutes = { $today } today, { $minutes } min each
# $today (Number): how many
# $seconds (Number): how many
pace-seconds = { $today } today, { $seconds } s each
# $key (Message): the key for it
finish = Done, next
    .title = Mark this article as done and go on to the next that is left ({ $key })
finished-already = Done
    .title = Done; click to have it to do again
# $key (Message): the key for it
skip = Skip
    .title = Leave this article out and go on to the next that is left ({ $key })
skipped-already = Skipped
    .title = Skipped; click to have it to do again
# $key (Message): the key for it
flag = Flag
    .title = Flag this article for another look ({ $key })
# $key (Message): the key for it
about-article = About this article
    .title = Title, language and remark of this article ({ $key })
article-title = Title
article-language = Language
    .hint = such as fr or en; empty to have it guessed
article-remark = Remark on the article
article-mark = State
article-flagged = Somebody should look at it again
article-meta = What its file says of it

## The scheme as a form, and the guidelines

scheme = Labels…
    .title = Change the labels, the relations and the guidelines
scheme-left = As you left this form: none of it is in force yet.
scheme-anew = Start again
scheme-dialog = Labels, relations, guidelines
add-label = Add a label
# $field (Message): which field
# $label (Text): of which label
field-of = { $field }: { $label }
label-name = Name
label-key = Key
label-color = Colour
label-line = Line
# $line (Text): `solid`, `dashed`, `dotted` or `double`
line-style = { $line ->
        [dashed] dashed
        [dotted] dotted
        [double] double
       *[other] solid
    }
label-description = What belongs under it
label-attributes = What can be said of it, such as manner: direct, indirect
    .example = manner: direct, indirect
label-needs = What it is incomplete without
label-needs-nothing = complete alone
label-up = Move up
label-remove = Remove this label
# $count (Number): how many annotations
# $label (Text): the label that goes
fate-question = { $count ->
        [one] { $count } annotation bears the label { $label }, which you remove. It is to
       *[other] { $count } annotations bear the label { $label }, which you remove. They are to
    }
fate-choose = … choose
# $label (Text): another label
fate-become = become { $label }
fate-delete = be deleted
# $count (Number): how many
scheme-relations = Relations ({ $count })
add-kind = Add a relation
kind-name = Name
# $count (Number): how many
kind-used = { $count ->
        [0] no link
        [one] { $count } link
       *[other] { $count } links
    }
kind-remove = Remove this relation, with its links
kind-from = from
kind-to = to
use-scheme = Use this scheme
export-scheme = Download the scheme
    .title = A Guillemet file without articles
import-scheme = Load a scheme…
    .title = What a Guillemet file has besides is added
guidelines = Guidelines
guidelines-edit = Edit
guidelines-field = Guidelines for whoever annotates

## The list of annotations

annotations = Annotations
show = Show
all = all
without-source = without source
lacks-source = no source
# $kind (Text): the relation that is missing
lacks = no { $kind }
no-annotation = No annotation yet.
none-fits = No annotation fits this filter.
# $kind (Text): the relation
# $text (Message): the words at its other end, quoted
relation-to = { $kind } → { $text }
# $kind (Text): the relation
# $text (Message): the words at its other end, quoted
relation-from = { $kind } ← { $text }

## The chosen annotation

chosen = Chosen annotation
# $key (Message): the key for it
delete = Delete
    .title = Delete, with its links ({ $key })
edges = Edges
start = start
    .earlier = Start earlier
    .later = Start later
end = end
    .earlier = End earlier
    .later = End later
# $what (Message): which edge it moves, and where
by-a-word = { $what } by a word; with Alt by a character
# $key (Message): the key for it
hold = hold
    .title = Hold an edge for the arrow keys ({ $key })
    .start = start ← →
    .end = end ← →
links = Links
link = link
link-nearest = nearest
    .title = To the nearest source
link-last = last
    .title = To the source used last
link-point = point
    .title = To whatever you choose next
link-continued = continues
    .title = Continues the fragment before it
go-there = Go there
# $link (Message): the link in words
remove-link = Remove this link
    .named = Remove the link { $link }
# $count (Number): how many
and-more = and { $count } more
# $key (Message): the key for it
note = note
    .hint = { $key } to write, Esc to return
hint-select = Select some words, then press a label’s key. Double click takes a word, triple click a sentence.
# $key (Message): the key for it
hint-keys = Without a mouse: arrow keys move a caret, Shift extends. `{ $key }` lists every key.
hint-unsaved = There are changes that you have not downloaded yet.
hint-empty = Load an article, paste one, or drop files anywhere here.

## Suggestions beside the text

suggestions = Suggestions
press-label = Press the key of the label to propose.
# $count (Number): how many
looking-for-more = { $count }, looking for more…
# $place (Number): which one
# $count (Number): of how many
# $label (Text): its label
# $rule (Text): who proposes it
# $percent (Number): how sure
suggestion = { $place } of { $count }: { $label } by { $rule }, { $percent } % sure
accept = Accept
reject = Reject
next = Next
# $count (Number): how many
accept-all = Accept all { $count }
# $percent (Number): how sure
at-least = At least { $percent } % sure; rules
at-least-this = At least this sure
# $accepted (Number): how many
# $corrected (Number): how many
# $rejected (Number): how many
record = { $accepted } accepted, { $corrected } corrected, { $rejected } rejected
# $count (Number): how many
accept-these = Accept { $count }
# $count (Number): how many
own-rules = Own rules ({ $count })
remove-rule = Remove
pattern = Pattern
label = Label
same-case = Upper and lower case differ
add-rule = Add rule
# $count (Number): how many
matches = Matches in this article: { $count }
    .more = Matches in this article: more than { $count }
# $matches (Number): how many
# $articles (Number): in how many articles
# $looked (Number): of how many that were looked through
matches-everywhere = In all articles: { $matches }, in { $articles } of { $looked }
    .so-far = In all articles, so far: { $matches }, in { $articles } of { $looked }

## Find in the text

find = Find in the text
same-accents = Accents count
whole-words = Whole words only
find-pattern = A pattern (regular expression)
match-previous = Previous match (Shift Enter)
match-next = Next match (Enter)
no-match = no match
# $count (Number): how many
match-count = { $count }
    .more = more than { $count }
# $place (Number): which one
# $count (Number): of how many
match-place = { $place } of { $count }
    .more = { $place } of more than { $count }
# $place (Message): which match
match-from-start = { $place }, from the start again
# $place (Message): which match
match-from-end = { $place }, from the end again
# What is wrong in a pattern
# $kind (Text): as `regex-syntax` names it
pattern-fault = { $kind ->
        [GroupUnclosed] this parenthesis is not closed
        [GroupUnopened] this parenthesis was not opened
        [GroupNameInvalid] this is no name for a group
        [ClassUnclosed] this bracket is not closed
        [ClassRangeInvalid] this range begins after its end
        [ClassRangeLiteral] a range goes from one character to another
        [ClassEscapeInvalid] this cannot stand in brackets
        [EscapeUnrecognized] this backslash means nothing here
        [EscapeUnexpectedEof] nothing follows the backslash
        [EscapeHexInvalidDigit] this is no hexadecimal digit
        [RepetitionMissing] there is nothing to repeat
        [RepetitionCountInvalid] this count begins after its end
        [RepetitionCountUnclosed] this count is not closed
        [RepetitionCountDecimalEmpty] a count needs a number
        [DecimalEmpty] a number is missing
        [FlagUnrecognized] there is no such flag
        [UnicodePropertyNotFound] Unicode has no such property
        [UnicodePropertyValueNotFound] Unicode has no such value of a property
        [UnicodeClassInvalid] this class is not written to its end
        [UnsupportedBackreference] references back to a group are not supported
        [UnsupportedLookAround] looking ahead or back is not supported
        [NestLimitExceeded] parentheses stand too deep in one another
       *[other] it cannot be read from here
    }
# $at (Number): which character
# $reason (Message): why
pattern-wrong = The pattern is wrong at character { $at }: { $reason }
pattern-too-large = The pattern is too large: shorten it or lower its repetitions.
find-too-slow = This takes too long: write a simpler pattern.
find-no-worker = The browser could not start the worker that searches. Its own find may help.

## Notices

# $count (Number): how many lines
details = Details ({ $count })
stop = Stop
dismiss = Dismiss

## Dialogs

close = Close
keys = Keys
the-json = The JSON
# $part (Number): in kB
# $whole (Number): in kB
json-part = The first { $part } kB of { $whole } kB; the download has all.
paste-dialog-title = Title
    .hint = taken from the first line if left empty
paste-dialog-text = Text, Guillemet JSON, or what another program exports
paste-dialog-load = Load

## What other programs give and get

import = Import
# $files (Number): how many, two or more
files-together = { $files } files
folder-to-load = A folder to load
foreign-no-worker = the formats of other programs need a worker, which the browser could not start: only Guillemet’s own can be loaded
# $why (Message): why it is no file of ours
foreign-no-worker-either = { $why }; the formats of other programs need a worker, which the browser could not start
exchange-format = Format
# $about (Text): which programs
exchange-for = for { $about }
# $files (Message): what the files are called together
# $about (Text): which programs their format is for
import-files-for = { $files }, for { $about }
# $files (Message): what the files are called together
# $articles (Number): how many have been read
import-reading-articles = Reading { $files }… { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }
# $files (Message): what the files are called together
# $done (Number): how many have been read
# $total (Number): of how many
import-reading-files = Reading { $files }… { $done } of { $total }
# $files (Message): what the files are called together
import-loading = Loading { $files }…
# $files (Message): what the files are called together
# $percent (Number): how much of it has come
import-loading-percent = Loading { $files }… { $percent } %
import-broke-off = The files could not be read to their end: there may be too little memory for them.
# $megabytes (Number): the most
import-too-much = together these are more than { $megabytes } MB, the most that can be read; take fewer at once
import-say-unit = Say first in what the places are counted.
import-no-format = none is recognised
# $articles (Number): how many
# $annotations (Number): how many
# $links (Number): how many
import-summary = { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }, { $annotations ->
        [one] { $annotations } annotation
       *[other] { $annotations } annotations
    }, { $links ->
        [one] { $links } link
       *[other] { $links } links
    }
import-labels = Labels that the scheme lacks
import-relations = Relations that the scheme lacks
import-used = Used
import-first = First
import-becomes = Becomes
# $name (Text): a foreign label or relation
import-becomes-of = What becomes of { $name }
import-new-label = a new label
import-new-relation = a new relation
import-skip = left out
# $articles (Number): in how many it matters
import-unit = In what are the places counted? It matters in { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }.
import-code-points = Characters, as Python counts
import-utf16 = UTF-16 units, as JavaScript and Java count
# $unit (Message): what is counted
# $label (Text): a label
import-unit-covers = { $unit }: the first { $label } is
import-fits-nothing = nothing that fits
# $things (Number): how many
import-repaired = { $things ->
        [one] { $things } thing put right
       *[other] { $things } things put right
    }
# $things (Number): how many
import-rejected = { $things ->
        [one] { $things } thing left out
       *[other] { $things } things left out
    }
# $things (Number): how many are not shown
import-more-reports = { $things } more: the downloaded list has all.
# $annotations (Number): how many
import-annotations = { $annotations ->
        [one] { $annotations } annotation
       *[other] { $annotations } annotations
    }
# $articles (Number): how many are not shown
import-more = { $articles } more
import-download-list = Download the list
import-list-what = what
import-list-place = place
import-list-reason = reason
import-list-repaired = put right
import-list-rejected = left out
# $articles (Number): how many
import-load = Load { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }
export-no-worker = The browser could not start the worker that writes the formats of other programs. Only Guillemet’s own is available: Download JSON.
export-starting = Starting…
export-looking = Looking at the articles…
# $done (Number): how many have been handed over
# $total (Number): of how many
export-looking-at = Looking at the articles… { $done } of { $total }
export-writing = Writing…
# $done (Number): how many are written
# $total (Number): of how many
export-writing-articles = Writing… { $done } of { $total }
export-broke-off = It broke off: there may be too little memory. Write fewer articles at once.
# $articles (Number): how many there are
export-all = { $articles ->
        [one] the only one
       *[other] all { $articles }
    }
# $articles (Number): how many are done
export-done = { $articles ->
        [one] the one that is done
       *[other] the { $articles } that are done
    }
export-open = the open one
export-lost = What will be lost
export-lost-nothing = Nothing: it can be loaded again as it is.
# $articles (Number): how many
export-missing = { $articles ->
        [one] { $articles } article is not written: its text could not be read from the database.
       *[other] { $articles } articles are not written: their texts could not be read from the database.
    }
# $file (Text): its name
export-begins = { $file }: how it begins
# $file (Text): its name
export-download = Download { $file }
export-training = For training
export-part = part the articles into train, validation and test
export-validation = % validation
export-test = % test
export-seed = seed

## Data sets and how they are kept

standing-opening = Opening…
standing-saved = Saved
standing-saving = Saving…
standing-following = Read only
standing-not-saved = Not saved
data-sets = Data sets
    .title = Data sets, backups, your name
data-set-unnamed = My articles
data-set-name = Name of the data set
data-set-create = Create
data-set-open = Open
data-set-open-now = open
data-set-copy = Duplicate
data-set-delete = Delete
    .title = Delete this data set; it can be brought back
data-set-bring-back = Bring back
data-set-clear = Delete for good
    .title = Free its room; it cannot be brought back then
# $name (Text): the data set's name
copy-of = { $name } (copy)
# $articles (Number): how many it has
articles-count = { $articles ->
        [one] { $articles } article
       *[other] { $articles } articles
    }
# $deleted (Number): how many there are
data-sets-deleted = Deleted ({ $deleted })
annotator-name = Your name
backup = Download a backup
data-set-new-name = Name of a new data set
restore = Load a backup into this one…
# $used (Number): megabytes taken
# $quota (Number): megabytes there are
room = { $used } MB of { $quota } MB used.
    .promised = The browser promised not to clear them.
    .not-promised = The browser may clear your data when the disk is full: keep backups.
data-set-not-changed = The data set could not be copied or changed. It is as it was.
deleted-elsewhere = This data set was deleted in another tab. You can go on, or bring it back among the data sets.
backup-file-keep = Keep a backup file up to date…
backup-file-about = Choose a file on your disk: every change goes there, too, a few seconds later.
backup-file-other = Choose another file…
backup-file-stop = Stop keeping it
backup-file-allow = Allow
backup-file-refused = The browser gave no file to keep a backup in. Try again, or download a backup.
# $name (Text): the file's name
backup-file-asks = Your backup file “{ $name }” is not kept up to date until you allow it again. Your work is saved in this browser.
# $name (Text): the file's name
backup-file-behind = The backup file “{ $name }” will have the last changes in a few seconds.
# $name (Text): the file's name
backup-file-current = The backup file “{ $name }” has every change.
# $name (Text): the file's name
# $reason (Text): what the browser said
backup-file-failed = The backup file “{ $name }” could not be written ({ $reason }). It is as it was, and your work is saved in this browser. It is tried again; or choose another file.
# $name (Text): the file's name
backup-file-damaged = The backup file “{ $name }” was left as it is: part of the database cannot be read, and the file may still hold it. Choose another file for what is here.
# $name (Text): the file's name
backup-file-of-another = “{ $name }” is the backup file of another data set. Choose another file.
# $name (Text): the file's name
# $reason (Text): what the browser says
backup-file-not-taken = “{ $name }” could not be made the backup file ({ $reason }). Try again.
backup-word = Backed up
    .behind = Backing up…
    .not = Not backed up
# $changes (Number): how many
banner-unfiled = { $changes ->
        [one] { $changes } change is saved in this browser only.
       *[other] { $changes } changes are saved in this browser only.
    } Keep a copy in a file.
remind-later = Later
download-all = Download everything
keep-again = Try again
take-over = Take over
banner-following = Another tab works on this data set. This one shows what it does.
banner-free = The other tab is gone. Take over to go on here.
# $rows (Number): how many pieces
banner-damages = { $rows ->
        [one] One piece of the database could not be read. It was set aside, and all else is here.
       *[other] { $rows } pieces of the database could not be read. They were set aside, and all else is here.
    }
download-damages = Download them
banner-left-over = What was done last here is not in the data set, as another tab took over before it was saved. The articles are still here as you had them.
trouble-no-database = This browser lets the page keep nothing, as in a private window. Your work stays here only as long as this tab: download it.
trouble-newer-database = A newer Guillemet made the database of this browser; it was left untouched. Reload the page to get the newer one. Until then nothing is kept: download your work.
trouble-full = There is no room left to save in. Free some, or delete a data set for good, and try again. Until then nothing more is kept: download your work.
trouble-older-tab = An older Guillemet is open in another tab. Close it and try again. Until then nothing is kept: download your work.
# $reason (Text): what the browser said
trouble-failed = What you did last could not be saved ({ $reason }). It is still here: try again, or download it.
# $reason (Text): what the browser said
trouble-not-opened = The database of this browser could not be opened ({ $reason }). Nothing is kept: download your work.
backup-failed = The backup broke off, and no file was written. Try again, or download the articles.
# $articles (Number): how many are in it so far
backing-up = Writing a backup… { $articles ->
        [0] { "" }
        [one] { $articles } article
       *[other] { $articles } articles
    }

## Keys

key-control = Ctrl
key-alt = Alt
key-shift = Shift
key-enter = Enter
key-escape = Esc
key-delete = Del
key-backspace = Backspace
key-home = Home
key-end = End
key-page-up = Page Up
key-page-down = Page Down
key-space = Space
# $keys (Message): what is held down
# $key (Message): what is pressed with it
key-and = { $keys } { $key }
keys-select = Select
keys-find = Find
does-shift-click = with a click: select from the caret to there, however far that is
does-find-text = find in the text; what is selected is looked for
does-next-match = next match; Enter where you write
does-previous-match = previous match; Shift Enter where you write
does-close-find = close; the match stays selected for a label’s key
keys-label = Label
keys-choose = Choose
keys-change = Change
keys-link = Link
keys-work = Work
does-character = move the caret by a character
does-word = by a word
does-sentence = by a sentence
does-line = by a line
does-paragraph = by a paragraph
does-edge = to the edge of the paragraph; with Ctrl, of the text
does-extend = with any of these: select what lies between
does-select-word = select the word at the caret
does-select-sentence = select the sentence at the caret
# $label (Text): the label's name
does-label = { $label }: the selection, else the chosen one, else as a pen
does-as-is = with a label’s key: annotate exactly what is selected, without snapping to words
does-next = next annotation
does-previous = previous annotation
does-choose = the annotation at the caret; again, the one under it
does-let-go = let go: of a link, an edge, a selection, a choice, the pen
does-next-suggestion = next suggestion
does-previous-suggestion = previous suggestion
does-accept = accept it, with its edges as you moved them; a label’s key accepts it with that label
does-reject = reject it
does-accept-all = accept all that are shown
does-find = find every occurrence of the selection or the chosen one; again, in all articles
does-find-loosely = the same, also in other case and accents
does-hold = hold the end, then the start, for ← → to move; with Ctrl by a word
does-note = write a note
does-delete = delete
# $label (Text): the label
# $name (Text): the attribute
# $value (Text): its value
does-attribute = { $label }, { $name }: { $value }
does-link-nearest = link to the nearest source
does-link-last = link to the source used last
does-point = link to whatever you choose next
does-continue = continue the fragment before it
does-undo = undo
does-redo = redo
does-next-article = next article
does-previous-article = previous article
does-next-to-do = next article that is left to do
does-previous-to-do = previous article that is left to do
does-finish = mark the article as done and go on to the next
does-skip = skip the article and go on to the next
does-flag = flag the article
does-about = title, language and remark of the article
does-queue = show and hide all articles
does-download = download the JSON
does-load = load files
does-help = show and hide this list
# $key (Message): the key
key-is-taken = { $key } has a meaning of its own; press another key
# $key (Message): the key
# $deed (Message): what it does
key-given = { $key }: { $deed }
# $key (Message): the key
# $deed (Message): what it did before
key-was-taken = { $key } is set; it no longer does this: { $deed }
# $deed (Message): what the key does
change-key = Change the key: { $deed }
press-a-key = Press a key…
keys-changeable = Click a key to change it; Esc leaves it as it is.
keys-reset = Reset all keys
keys-export = Export keys
keys-import = Import keys…

## What the labels of the first scheme stand for

describes-quote = What somebody is reported to have said.
describes-source = Who said or denied it, as the article names them.
describes-denial = A denial: who denies, and what is denied.

## The tour

tour = Tour
tour-begin = Show me around
# $step (Number): which step
# $steps (Number): of how many
tour-step = Tour, step { $step } of { $steps }
tour-skip = Skip
tour-back = Back
next-step = Next
tour-end = End the tour
tour-done = ✓ done
# $step (Number): which step
# $steps (Number): of how many
# $title (Message): its title
# $text (Message): its text
tour-said = Tour, step { $step } of { $steps }: { $title }. { $text }
# $key (Message): a key
tour-load = An article to read
    .text = Load files with `{ $key }`, paste a text, or drop files anywhere. To try things out, the sample will do: it gives way to what you load.
# $quote (Message): a label’s key
# $source (Message): a label’s key
tour-label = Label what is said, and who says it
    .text = Select the words of a quotation and press `{ $quote }`; select who said it and press `{ $source }`. A double click takes a word, a triple click a sentence, and edges snap to words.
# $link (Message): a key
# $undo (Message): a key
tour-link = Link a quote to its source
    .text = Click the quote, in the text or in the list, and press `{ $link }`: it is linked to the nearest source. `{ $undo }` takes anything back.
# $next (Message): a key
# $accept (Message): a key
# $reject (Message): a key
tour-review = Let the rules propose
    .text = What is dotted is a suggestion. `{ $next }` goes to the next, `{ $accept }` accepts it, `{ $reject }` rejects it.
# $download (Message): a key
# $help (Message): a key
tour-download = Take your work with you
    .text = `{ $download }` downloads a file that holds the texts and all that you marked; loading it brings everything back. `{ $help }` lists every key, and this tour.

## Files that cannot be read

# $kind (Text): one of these
file-thing = { $kind ->
        [table] a table
        [xml] XML
        [annotation-format] an annotation format that is not read yet
        [code] program code
        [word] a word processor's document
        [empty-list] an empty list
        [web-annotation] a W3C Web Annotation (JSON-LD)
        [uima] a UIMA CAS, as INCEpTION exports it
        [label-studio] a Label Studio export
        [pubannotation] PubAnnotation
        [prodigy] a Prodigy export
        [doccano] a doccano export
        [spacy] a spaCy document
        [hugging-face] a Hugging Face or Prodigy record
        [notebook] a Jupyter notebook
        [json-schema] a JSON Schema
        [unnamed] a Guillemet document whose "format": "guillemet" is missing
        [geojson] GeoJSON
        [pdf] a PDF
        [zip] a ZIP archive or an office document (docx, odt, epub)
        [empty-zip] an empty ZIP archive
        [old-office] an old office document (doc, xls)
        [rtf] a word processor's document (RTF)
        [gzip] a gzip archive
        [bzip2] a bzip2 archive
        [xz] an xz archive
        [seven-zip] a 7z archive
        [rar] a RAR archive
        [zstd] a zstd archive
        [tar] a tar archive
        [png] a PNG picture
        [jpeg] a JPEG picture
        [gif] a GIF picture
        [webp] a WebP picture
        [tiff] a TIFF picture
        [film] a film or a recording
        [recording] a recording
        [program] a program
        [wasm] a WebAssembly module
        [sqlite] an SQLite database
        [parquet] a Parquet file
        [utf-32] UTF-32
       *[other] { $kind }
    }
# $advice (Text): one of these
file-advice = { $advice ->
        [copy] open it and copy its text, or save it as plain text
        [unpack] unpack it first
        [no-text] there is no text in it to annotate
        [export] export its articles as text
        [utf-8] save it as UTF-8
       *[other] { $advice }
    }
file-empty = the file is empty
file-blank = the file holds nothing but blanks
# $thing (Message): what it is
# $advice (Message): what to do
file-known = this is { $thing }, not text; { $advice }
# $byte (Text): which byte
file-binary = this is not a text file (byte { $byte } is a control character); save it as plain text first
# $places (Number): how many
# $line (Text): where
# $byte (Text): where
file-damaged-utf8 = this is UTF-8 with bytes that are no characters, at { $places ->
        [one] { $places } place
       *[other] { $places } places
    }, first at line { $line }, byte { $byte }; get the file again, or correct it in an editor and save it as UTF-8
# $line (Text): where
# $byte (Text): where
file-damaged-utf16 = this is UTF-16 with half a character at line { $line }, byte { $byte }; get the file again, or save it as UTF-8
# $line (Text): where
# $byte (Text): where
file-other-encoding = the encoding is not known: neither UTF-8 (see line { $line }, byte { $byte }) nor UTF-16 nor Windows-1252; save it as UTF-8
# $thing (Message): what it is
file-unsupported = this is { $thing }, which cannot be read; .txt, .md, .html and Guillemet's own .json can
# $megabytes (Number): its size
# $most (Number): the largest size
file-too-long = the file is { $megabytes } MB long, and at most { $most } MB can be read; split it
# $megabytes (Number): its size
# $most (Number): the largest size
text-too-long = the text is { $megabytes } MB long, and at most { $most } MB can be read; split it
# $line (Text): where
# $column (Text): where
json-truncated = the JSON stops in the middle, at line { $line }, column { $column }: the file was cut off; get it again from where it came from
# $what (Text): what the parser says
# $line (Text): where
# $column (Text): where
json-malformed = this is not valid JSON: { $what } at line { $line }, column { $column }; correct it there or get the file again
# $what (Text): of what there is too much
json-too-complex = { $what }; split the file
# $thing (Message): what it seems to be
json-looks-like = this is JSON of another kind: it looks like { $thing }, not like a Guillemet document
json-other-kind = this is JSON of another kind: a Guillemet document begins with "format": "guillemet"
# $version (Text): its version
json-newer = this document has version { $version }, and this Guillemet reads version 1; nothing was changed: use a newer Guillemet to open it
# $path (Text): which field
# $what (Text): what is wrong with it
json-field = `{ $path }` { $what }
# $fault (Text): what is wrong with it
json-scheme = the scheme of the document cannot be used: { $fault }
files-unknown = the files are of no format that is read here; if you know of which one they are, say so
# $file (Text): its name
# $what (Text): what is wrong with it
archive-unreadable = the archive { $file } cannot be read: { $what }; get it again from where it came from
# $language (Text): its code
# $known (Text): the codes of those there are
no-rules = there are no rules for the language “{ $language }”, only for { $known }
# $character (Number): where
# $reason (Message): what is wrong there
own-pattern-wrong = the pattern is wrong at character { $character }: { $reason }
own-pattern-too-large = the pattern is too large: shorten it or lower its repetitions
own-pattern-empty = the pattern is empty: write what it should find

## What was put right or left out of a document, and where

# $place (Text): where
# $path (Text): where in it
place-inside = { $place } { $path }
# $line (Text): its number
place-line = line { $line }
place-document = the document
# $article (Text): where its article is
# $id (Text): its name
place-annotation = { $article } annotation { $id }
# $article (Text): where its article is
# $id (Text): its name
place-relation = { $article } relation { $id }
# $kind (Text): one of these
json-thing = { $kind ->
        [null] null
        [bool] true or false
        [number] a number
        [text] text
        [list] a list
       *[object] an object
    }
# $fault (Text): one of these, or what a parser says
json-fault = { $fault ->
        [trailing] several JSON values follow one another, as in JSON Lines: a second one
        [value] a value is missing
        [colon] expected `:`
        [comma-in-list] expected `,` or `]`
        [comma-in-object] expected `,` or `{ "}" }`
        [trailing-comma] a comma too many
        [key] a key must stand in quotation marks
        [control] a control character in a text, such as a line end, must be escaped
        [escape] a wrong escape
        [surrogate] half a character, a lone surrogate,
        [number] a wrong number
       *[other] { $fault }
    }
# $levels (Number): how many are read
json-too-deep = the JSON is nested deeper than { $levels } levels
# $values (Number): how many are read
json-too-many = the JSON holds more than { $values } values
# $thing (Message): what it is
why-no-object = it is { $thing }, not an object
# $key (Text): its key
# $thing (Message): what it is
why-not-text = its `{ $key }` is { $thing }, not text
# $key (Text): its key
# $thing (Message): what it is
why-text-not-kept = its `{ $key }` is { $thing }, not text; it was not kept
# $key (Text): its key
# $thing (Message): what it is
why-list-not-kept = its `{ $key }` is { $thing }, not a list; none of it was kept
# $key (Text): its key
# $thing (Message): what it is
why-object-not-kept = its `{ $key }` is { $thing }, not an object; it was not kept
# $key (Text): the key
why-no-key = it has no `{ $key }`
why-no-text = it has no `text`; without its text an article cannot be read
why-blank-text = its `text` holds nothing but blanks
# $megabytes (Number): its size
# $most (Number): the largest size
why-long-text = its text is { $megabytes } MB long, and at most { $most } MB can be annotated; split it
# $key (Text): the key
# $value (Text): what it says
why-not-whole = its `{ $key }` is { $value }; it must be a whole number from 0
# $label (Text): its name
why-no-label = the scheme has no label `{ $label }`
# $attribute (Text): its name
# $value (Text): what it says
why-no-value = the scheme gives `{ $attribute }` no value { $value }; it was not kept
# $label (Text): its name
# $attribute (Text): its name
why-no-attribute = the scheme gives `{ $label }` no attribute { $attribute }; it was not kept
# $kind (Text): what it says
why-no-origin = the kind of its `origin` is { $kind }; it was not kept
why-missing = missing
# $key (Text): the key
# $value (Text): what it says
why-no-moment = its `{ $key }` is { $value }, no moment such as 2024-05-01T09:30:00Z; it was not kept
# $id (Text): the name
# $now (Text): the name that it has now
why-id-twice = its id `{ $id }` stands twice; it is `{ $now }` now
# $kind (Text): the relation
# $from (Text): where it starts
# $to (Text): where it leads
why-pair-twice = `{ $kind }` from { $from } to { $to } stands twice; one was kept
# $id (Text): the name
# $key (Text): the key
why-several-have = several annotations have the id `{ $id }` that its `{ $key }` names
# $id (Text): the name
# $key (Text): the key
why-not-read = the annotation `{ $id }` that its `{ $key }` names was not read
# $key (Text): the key
# $id (Text): the name
why-no-annotation = its `{ $key }` names `{ $id }`, which is no annotation of this article
why-to-itself = it leads from an annotation to itself
# $kind (Text): the relation
why-no-relation = the scheme has no relation `{ $kind }`
# $kind (Text): the relation
# $from (Text): a label
# $to (Text): a label
why-wrong-labels = `{ $kind }` does not lead from { $from } to { $to }
# $from (Text): a label
# $to (Text): a label
why-no-relation-between = no relation leads from { $from } to { $to }
# $value (Text): what it says
why-no-state = its `state` is { $value }, neither done nor skipped; it was not kept
why-not-finished = it is `finished` and neither done nor skipped; that was not kept
# $thing (Message): what it is
why-no-flag = its `flagged` is { $thing }, neither true nor false; it was not kept
# $levels (Number): how many are kept
why-deep-meta = its `meta` is nested deeper than { $levels } levels; it was not kept
why-text-changed = its text is not the one that `sha256` was made of: it was changed since; each annotation was checked against the text as it is
# $key (Text): the key
why-unknown-key = the key { $key } is unknown and was not kept
# $key (Text): the key
why-key-twice = the key { $key } stands twice; the last was taken
# $reason (Message): what was done
# $times (Number): how often besides
why-also = { $reason }, here and { $times ->
        [one] once more
       *[other] { $times } times more
    }
why-not-bare = it is not an article like the lines before; load such records from a file of their own
# $column (Text): where
why-line-truncated = the JSON stops in the middle, at column { $column }
# $what (Text): what the parser says
# $column (Text): where
why-line-malformed = not valid JSON: { $what } at column { $column }
# $unit (Text): one of these
counting = { $unit ->
        [code-points] Unicode code points
        [utf16] UTF-16 code units
        [bytes] UTF-8 bytes
       *[crlf-as-one] code points with each CRLF counted as one
    }
# $count (Number): how many
# $all (Number): of how many
# $unit (Message): what is counted
placed-otherwise = { $count } of { $all } annotations fit their text only when counted in { $unit }, and were placed so
placed-nowhere = its text stands nowhere in the article
# $start (Text): where
placed-on-nothing = it covers nothing: start and end are both { $start }
# $start (Text): where it begins
# $end (Text): where it ends
placed-turned = its start, { $start }, comes after its end, { $end }
# $start (Text): where it begins
# $end (Text): where it ends
# $length (Text): how long the text is
# $unit (Message): what is counted
placed-outside = { $start } to { $end } lies outside of the text, which is { $length } { $unit } long
# $start (Text): where it begins
# $end (Text): where it ends
# $unit (Message): what is counted
placed-in-character = { $start } to { $end } cuts a character, counted in { $unit }
# $there (Text): what stands there
placed-alike = its text differs from the article's { $there } in blanks, quotation marks or accents; the article's was taken
placed-too-many = its text is not at its offsets, and too many others are not to search for each
# $start (Text): where it was to begin
# $end (Text): where it was to end
# $from (Text): where it begins
# $to (Text): where it ends
# $form (Text): whether it is the very text
# $why (Text): why this place
placed-again = its text was not at { $start } to { $end }; found{ $form ->
        [alike] { " " }with other blanks, quotation marks or accents
       *[same] { "" }
    } at { $from } to { $to } (code points), { $why ->
        [only] the only place where it stands
       *[nearest] clearly the nearest place, in the same order
    }
# $places (Number): where else it stands
placed-doubtful = its text is not at its offsets but { $places ->
        [1] inside another word
       *[other] at { $places } other places
    }, and that it is meant is not certain

## What is wrong with a field of a document, after its path

json-field-missing = is missing
# $thing (Message): what it is
# $wanted (Message): what it must be
json-field-wrong = is { $thing }; it must be { $wanted }
json-field-unit = must be unicode_code_point or utf16_code_unit
json-field-unnamed = has no name of its own
json-field-character = must be one character
# $line (Text): what it says
json-field-line = is `{ $line }`; it can be solid, dashed, dotted or double
# $entries (Number): how many it has
# $most (Number): how many are read
json-field-long = has { $entries } entries; at most { $most } are read

## What is wrong with a scheme

fault-no-label = a scheme needs at least one label
# $number (Text): which one
fault-label-unnamed = label { $number } has no name
# $name (Text): its name
fault-label-twice = two labels are named `{ $name }`
# $key (Text): the key
fault-key-twice = two labels have the key `{ $key }`
# $label (Text): its name
# $colour (Text): what it says
fault-colour = the colour of `{ $label }` is `{ $colour }`; write it as #rrggbb
# $label (Text): its name
# $relation (Text): its name
fault-needs = `{ $label }` needs `{ $relation }`, which does not start from it
# $number (Text): which one
fault-relation-unnamed = relation { $number } has no name
# $name (Text): its name
fault-relation-twice = two relations are named `{ $name }`
# $relation (Text): its name
# $label (Text): its name
fault-relation-label = `{ $relation }` names the label `{ $label }`, which the scheme lacks
# $most (Number): how many there may be
fault-many-rules = there are more than { $most } rules
# $number (Text): which one
fault-pattern = the pattern of rule { $number } is empty or too long
# $label (Text): its name
fault-rule-label = a rule proposes the label `{ $label }`, which the scheme lacks
# $label (Text): its name
# $pattern (Text): the pattern
fault-rule-twice = two rules propose `{ $label }` for `{ $pattern }`
