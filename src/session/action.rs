//! What somebody wants. Everything that happens to a session comes in as one of these.

use super::articles::Incoming;
use super::chord::Chord;
use super::keymap::{Deed, Keymap};
use super::reviewing::Several;
use super::searching::WantedSearch;
use super::suggesting::WantedRun;
use std::rc::Rc;

use crate::journal::Told;
use crate::messages::Message;
use crate::model::{AnnotationId, ArticleId, ByteOffset, Mark, Name, PatternRule, RelationId, Span};
use crate::search::{Found, Query};
use crate::suggest::{Confidence, Suggestions};

use super::duplicates::Twins;
use super::effect::{NoticeId, TaskId};
use super::listing::Filter;
use super::queue::{Order, QueueFilter};
use super::scheming::SchemeChange;

/// What the person holds: from where it was begun to where the caret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where it began.
    pub anchor: ByteOffset,
    /// Where the caret is.
    pub head: ByteOffset,
}

impl Selection {
    /// A caret that holds nothing.
    #[must_use]
    pub fn caret(at: ByteOffset) -> Self {
        Self { anchor: at, head: at }
    }

    /// What is held.
    #[must_use]
    pub fn span(self) -> Span {
        Span::between(self.anchor, self.head)
    }
}

/// How far a caret or an edge goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// To the next character.
    Character,
    /// To the next word.
    Word,
    /// To the next sentence.
    Sentence,
    /// To the next paragraph.
    Paragraph,
    /// To the end of this paragraph.
    ParagraphEdge,
    /// To the end of the text.
    Text,
}

/// One end of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Where it starts.
    Start,
    /// Where it ends.
    End,
}

/// What somebody wants who looks for something in the open article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// Begin to; from where they read, if nothing is held or chosen.
    Open {
        /// Where they read.
        near: ByteOffset,
    },
    /// Look for this.
    For(Query),
    /// Go to the next match, or to the one before.
    Step {
        /// Towards the end of the text.
        forward: bool,
    },
    /// Look no longer; the match stays held.
    Close,
}

/// What somebody wants.
#[derive(Clone, Debug)]
pub enum Action {
    /// Hold this much of the open article; with a pen, annotate it. `as_is` leaves its edges as they are.
    Select {
        /// From where to where.
        selection: Selection,
        /// Whether the edges stay as selected.
        as_is: bool,
    },
    /// Hold the word at a place.
    SelectWord(ByteOffset),
    /// The same for a word that the browser's dictionaries found, where no blanks part words.
    SelectFoundWord(Span),
    /// Hold the sentence at a place.
    SelectSentence(ByteOffset),
    /// Move the caret; `extend` holds what it goes over.
    MoveCaret {
        /// How far.
        motion: Motion,
        /// Towards the end of the text.
        forward: bool,
        /// Whether to hold what lies between.
        extend: bool,
    },
    /// Put the caret somewhere; `extend` holds what lies between.
    PlaceCaret {
        /// Where.
        at: ByteOffset,
        /// Whether to hold what lies between.
        extend: bool,
    },
    /// Put a label on a span of any article, as a host page does.
    Annotate {
        /// Where.
        article: ArticleId,
        /// The annotation's name, which nobody bears yet.
        id: AnnotationId,
        /// Which label.
        label: Name,
        /// What it covers.
        span: Span,
    },
    /// Use a label: on what is held, else on what is chosen, else to accept the suggestion in focus, else take it as
    /// the pen.
    UseLabel {
        /// Which label.
        label: Name,
        /// Whether the selection's edges stay as selected.
        as_is: bool,
    },
    /// Annotate every selection with this label from now on, or none.
    SetPen(Option<Name>),
    /// Choose an annotation, or none.
    Choose(Option<AnnotationId>),
    /// Choose what covers a place; asked again there, the next one that does. Nothing there: the caret.
    ChooseAt(ByteOffset),
    /// Choose what covers the caret; asked again, the next one that does.
    ChooseAtCaret,
    /// Choose the next annotation in text order, or the one before.
    ChooseNeighbour {
        /// Towards the end of the text.
        forward: bool,
    },
    /// Put another label on the chosen annotation.
    Relabel(Name),
    /// Take an annotation off with its relations; the chosen one where none is named, else reject the suggestion in
    /// focus.
    Delete(Option<AnnotationId>),
    /// Hold an edge of the chosen annotation, or of the suggestion in focus, for the arrow keys: the end, the start, none, in turn.
    HoldEdge,
    /// Move an edge of the chosen annotation, or of the suggestion in focus.
    MoveEdge {
        /// Which edge.
        edge: Edge,
        /// How far.
        motion: Motion,
        /// Towards the end of the text.
        forward: bool,
    },
    /// Put an edge of the chosen annotation somewhere, as a finger does: it snaps to words.
    PlaceEdge {
        /// Which edge.
        edge: Edge,
        /// Where to.
        at: ByteOffset,
    },
    /// Say something of the chosen annotation, or no longer.
    SetAttribute {
        /// An attribute of its label.
        name: Name,
        /// One of its values, or nothing.
        value: Option<Name>,
    },
    /// Write a note on the chosen annotation.
    SetNote(String),
    /// Link the chosen annotation to the nearest one that it can need.
    LinkNearest,
    /// Link the chosen annotation to the source that was used last.
    LinkLast,
    /// Link the chosen quote to the fragment before it.
    LinkContinued,
    /// The next annotation that is chosen is what the chosen one is to be linked to.
    Point,
    /// Relate two annotations, by the first kind of the scheme that fits or the given one.
    Relate {
        /// The kind, or whichever fits.
        kind: Option<Name>,
        /// Where it starts.
        from: AnnotationId,
        /// Where it leads.
        to: AnnotationId,
    },
    /// Take a relation off.
    Unrelate(RelationId),
    /// Take in what the rules propose for a part of the open article.
    Offer {
        /// For which run of the rules; what another run proposes is dropped.
        wanted: WantedRun,
        /// What is proposed.
        suggestions: Suggestions,
        /// Whether this was the last part.
        is_last: bool,
    },
    /// The rules cannot run over the open article, and why.
    CannotSuggest(Message),
    /// Make and show suggestions, or no longer.
    SetSuggesting(bool),
    /// Show only suggestions at least so sure.
    SetThreshold(Confidence),
    /// Show the suggestions of a rule, or no longer.
    SetRule {
        /// Which rule.
        rule: Name,
        /// Whether they are shown.
        on: bool,
    },
    /// Put another scheme in force.
    ChangeScheme(Box<SchemeChange>),
    /// Have these rules of the person's own, and no others.
    SetOwnRules(Vec<PatternRule>),
    /// Look for every occurrence of what is held, or of the chosen annotation's text: with the chosen one's label, else
    /// with that of the next label's key.
    FindOccurrences {
        /// Whether also in other letters: without accents, in other case.
        loosely: bool,
    },
    /// Take what was looked for last along to all articles.
    FindEverywhere,
    /// Look for it no longer.
    FindNoMore,
    /// Take in suggestions that no run of the rules made.
    Propose {
        /// For which article.
        article: ArticleId,
        /// What is proposed.
        suggestions: Suggestions,
    },
    /// Go to a suggestion, or to none.
    FocusSuggestion(Option<AnnotationId>),
    /// Go to the next suggestion, or to the one before.
    FocusNeighbour {
        /// Towards the end of the text.
        forward: bool,
    },
    /// Make the suggestion in focus an annotation, with its own label or another.
    Accept(Option<Name>),
    /// Make several suggestions annotations, in one gesture.
    AcceptSeveral(Several),
    /// Say no to the suggestion in focus; it does not come back.
    Reject,
    /// Look for something.
    Search(Search),
    /// Take in what came of a search.
    Found {
        /// Of which search; what came of another is dropped.
        wanted: WantedSearch,
        /// What came of it.
        found: Rc<Found>,
    },
    /// Take back the last gesture.
    Undo,
    /// Do again what was taken back last.
    Redo,
    /// Let go of one thing: a link or an edge, else a selection, a choice, the pen, at last the notices.
    Escape,
    /// Read an article.
    Open(ArticleId),
    /// Read the next article, or the one before.
    OpenNeighbour {
        /// Towards the last article.
        forward: bool,
    },
    /// Change what is known about an article.
    Describe {
        /// Which one.
        article: ArticleId,
        /// Its title.
        title: String,
        /// Its language.
        language: String,
    },
    /// Read the next article that is left to do, or the one before.
    OpenToDo {
        /// Towards the end of the queue.
        forward: bool,
    },
    /// Mark an article as done, skipped or neither: the one that is read where none is named.
    SetMark {
        /// Which one.
        article: Option<ArticleId>,
        /// As what.
        mark: Mark,
    },
    /// Mark the article that is read, and read the next one that is left to do.
    Finish(Mark),
    /// Flag an article, or no longer: the one that is read where none is named.
    ToggleFlag(Option<ArticleId>),
    /// Remark something on an article: on the one that is read where none is named.
    SetRemark {
        /// Which one.
        article: Option<ArticleId>,
        /// What.
        remark: String,
    },
    /// Show these articles in the queue.
    SetQueueFilter(QueueFilter),
    /// Show the queue in this order.
    SetQueueOrder(Order),
    /// Look through more texts for the words of the queue's filter, in this search.
    SearchOn(u32),
    /// Take an article out with all that is on it.
    RemoveArticle(ArticleId),
    /// Take in what was read from files, texts or pages. The sample gives way if it was not touched.
    /// If some of it is here already, the person is asked first.
    Load(Vec<Incoming>),
    /// Take it in and ask nothing, as a host page does.
    LoadAll(Vec<Incoming>),
    /// Do with articles that are here already what the person said.
    AnswerTwins(Twins),
    /// Show the sample article, of this language.
    ShowSample {
        /// Its title.
        title: String,
        /// Its language.
        language: String,
        /// Its text.
        text: String,
    },
    /// Name the person at work.
    SetAnnotator(String),
    /// Give a deed this key.
    ChangeKey(Deed, Chord),
    /// Use these keys.
    SetKeymap(Keymap),
    /// Show these annotations in the list.
    SetFilter(Filter),
    /// The document was written to a file.
    Saved,
    /// Say later that many changes are in no file.
    PutOffReminder,
    /// Keep no file up to date any more.
    DropFile,
    /// What is there now is where the work begins: nothing to undo, to save or to tell.
    Settle,
    /// A host page brings something that takes a while to be read: what a person loads meanwhile comes after it.
    Expect,
    /// What the host page brought is there, or will not come.
    ExpectNoMore,
    /// Take a notice away.
    Dismiss(NoticeId),
    /// Tell how far a task is that goes on outside the session.
    Progress {
        /// Which task.
        task: TaskId,
        /// How far, in a sentence; nothing once it is over.
        text: Option<Message>,
    },
    /// Stop a task.
    Stop(TaskId),
    /// Take in what the keeper tells.
    Kept(Told),
    /// Have all articles in memory until `Release`, one for each.
    HoldAll,
    /// Some of those that were to be held have come.
    FetchOn,
    /// All articles need be in memory no longer.
    Release,
    /// Try again to keep what could not be kept.
    KeepAgain,
    /// Write here even if another tab does: that one then only follows.
    TakeOver,
    /// What was [left over](super::Session::left_over) is in a file.
    LeftOverFiled,
    /// Write the open data set to a backup file.
    BackUp,
    /// Work on another data set of the database.
    OpenDataset(String),
    /// Make an empty data set of this name, and work on it.
    CreateDataset(String),
    /// Make another data set that holds what this one does, under this name, and work on it.
    DuplicateDataset {
        /// Which one.
        dataset: String,
        /// The name of the other.
        name: String,
    },
    /// Call a data set by another name.
    RenameDataset {
        /// Which one.
        dataset: String,
        /// Its name from now on.
        name: String,
    },
    /// Delete a data set; it can be brought back until it is cleared away.
    DeleteDataset(String),
    /// Bring a deleted data set back.
    RestoreDataset(String),
    /// Clear a deleted data set away for good.
    ClearDataset(String),
    /// Write down what the annotators agree on.
    SetGuidelines(String),
    /// Tell the person something that happened outside the session.
    Notify {
        /// What.
        text: Message,
        /// Whether it went wrong.
        error: bool,
    },
}
