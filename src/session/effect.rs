//! What a session asks of the world, and what it tells the person.

use crate::journal::Ask;
use crate::messages::Message;
use crate::model::{ArticleId, Name};

/// Something to be done outside the session. What is to be drawn is read from the session itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Show the caret and what is held, where the browser shows them.
    ShowSelection,
    /// What is held was drawn anew: show it as it was, and scroll nowhere.
    KeepSelection,
    /// Bring the chosen annotation, and the row of the list that tells of it, into sight.
    ShowChosen,
    /// Bring the match that is held into sight; whoever types what they look for goes on doing so.
    ShowMatch,
    /// Put the keyboard's focus where one writes what to look for.
    FocusSearch,
    /// Start the open article from its top.
    ShowArticle,
    /// Put the keyboard's focus on the text.
    FocusText,
    /// Say this to those who cannot see it happen.
    Announce(Message),
    /// Find the occurrences of a word in the open article and propose them.
    FindOccurrences(Wanted),
    /// The person no longer wants this task: stop it.
    Stop(TaskId),
    /// The person's keys are others now: keep them.
    KeysChanged,
    /// The dataset is another now: tell whoever listens.
    DatasetChanged,
    /// All articles that can be had are in memory, as long as somebody holds them.
    AllHere,
    /// Ask to go on with this search of the texts, as soon as nothing else waits.
    SearchOn(u32),
    /// Ask this of the keeper.
    Keep(Ask),
}

/// A word or a name of which the occurrences are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// In which article.
    pub article: ArticleId,
    /// The word.
    pub word: String,
    /// With which label they are proposed.
    pub label: Name,
    /// Whether also without accents and in other case.
    pub loosely: bool,
}

/// Names a notice.
pub type NoticeId = u32;

/// Names something long that goes on outside the session, such as the reading of a file.
pub type TaskId = u32;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Done,
    /// What was wanted just now was refused; stale as soon as something else is done.
    Refused,
    /// Something went wrong; nothing was lost.
    Problem,
    /// A task goes on; the person can stop it.
    Progress(TaskId),
}

/// Something that the person is told, until they take it away or it is old.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its name.
    pub id: NoticeId,
    /// How it is meant.
    pub kind: NoticeKind,
    /// What it says in a sentence.
    pub text: Message,
    /// What there is to say besides, a line each.
    pub details: Vec<Message>,
}
