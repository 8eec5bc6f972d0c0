//! Which of several tabs writes a data set, and what the others hear of it.
//!
//! A Web Lock says who writes; it is free again when its tab is gone, however that went. On a channel the one that writes
//! posts what it has written. Where there are no Web Locks, the channel alone has to do: a tab that asks on it and
//! hears no answer writes, and those that follow ask again and again whether it is still there.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Function, Object, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::journal::{RowChange, Table, Write};
use crate::model::packing::{Pack, pack_variants};

use super::surroundings::{call_after, locks, options, promise};

/// A page that is just being left lets go of its lock a moment later. Who holds it and lives says so at once.
const PATIENCE_MS: f64 = 3_000.0;

/// The same where there is no lock; and up to so much longer by chance, so that of two tabs that come at once one is the
/// first.
const ANSWER_MS: f64 = 400.0;
const CHANCE_MS: f64 = 300.0;

/// Where there is no lock, a tab that follows asks so often, and takes the other for gone after so many times.
const WATCH_MS: f64 = 1_500.0;
const UNANSWERED: u32 = 3;

/// What one tab tells the others.
enum Line {
    /// Who writes?
    Who,
    /// I do, from now on or as before.
    Me,
    /// This is on disk now.
    Wrote(Vec<Write>),
    /// A tab that is not at work here has changed the data set's row.
    Amended(RowChange),
}

pack_variants!(Line { 0: Who {}, 1: Me {}, 2: Wrote { 0: writes }, 3: Amended { 0: change } });

/// What a tab hears of the others.
pub enum News {
    /// Another one writes from now on.
    TakenOver,
    /// The one that wrote is gone.
    Free,
    /// The one that writes has written.
    Followed(Vec<Write>),
    /// One that works on another data set has changed the row of this one.
    Amended(RowChange),
}

type Hears = Closure<dyn Fn(MessageEvent)>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It is not yet known.
    Waits,
    Writes,
    Follows {
        /// Whether nobody writes.
        is_free: bool,
    },
}

/// This tab at work on a data set. Dropped, it lets go of it.
pub struct Tab {
    name: String,
    role: Cell<Role>,
    channel: Option<BroadcastChannel>,
    hears: RefCell<Option<Hears>>,
    /// Lets go of the lock.
    release: RefCell<Option<Function>>,
    /// Settles what waits for the role.
    settle: RefCell<Function>,
    /// What came before the data set was read.
    early: RefCell<Option<Vec<News>>>,
    /// How often it asked for the one that writes since it heard of it.
    unanswered: Cell<u32>,
    news: Box<dyn Fn(News)>,
}

impl Tab {
    /// Comes to a data set, and finds out whether it is this tab that writes. What it hears before
    /// [`listen`](Self::listen) waits.
    pub async fn enter(
        database: &str,
        dataset: &str,
        take_over: bool,
        news: impl Fn(News) + 'static,
    ) -> Rc<Self> {
        let name = name_of(database, dataset);
        let tab = Rc::new(Self {
            role: Cell::new(Role::Waits),
            channel: BroadcastChannel::new(&name).ok(),
            hears: RefCell::new(None),
            release: RefCell::new(None),
            settle: RefCell::new(Function::default()),
            early: RefCell::new(Some(Vec::new())),
            unanswered: Cell::new(0),
            news: Box::new(news),
            name,
        });
        tab.hear();
        let settled = promise(|resolve| {
            let answer = || ANSWER_MS + js_sys::Math::random() * CHANCE_MS;
            call_after(if locks().is_some() { PATIENCE_MS } else { answer() }, &resolve);
            *tab.settle.borrow_mut() = resolve;
        });
        let has_locks = tab.ask_for_lock(take_over);
        if take_over && !has_locks {
            tab.role.set(Role::Writes);
        } else {
            if !take_over {
                tab.say(&Line::Who);
            }
            let _ = JsFuture::from(settled).await;
        }
        if tab.role.get() == Role::Waits {
            // With locks, whoever holds this one may just be slow; without, there is nobody.
            tab.role.set(if has_locks { Role::Follows { is_free: false } } else { Role::Writes });
        }
        if tab.writes() {
            tab.say(&Line::Me);
        } else if !has_locks {
            tab.watch();
        }
        tab
    }

    /// Asks again and again for the tab that writes, as no lock tells when it is gone.
    fn watch(self: &Rc<Self>) {
        let tab = Rc::downgrade(self);
        spawn_local(async move {
            loop {
                let _ = JsFuture::from(promise(|resolve| call_after(WATCH_MS, &resolve))).await;
                let Some(tab) = tab.upgrade() else { return };
                match tab.role.get() {
                    Role::Follows { is_free: false } => {
                        if tab.unanswered.replace(tab.unanswered.get() + 1) == UNANSWERED {
                            tab.role.set(Role::Follows { is_free: true });
                            tab.tell(News::Free);
                        }
                        tab.say(&Line::Who);
                    }
                    Role::Follows { is_free: true } => {}
                    Role::Waits | Role::Writes => return,
                }
            }
        });
    }

    /// Whether this tab writes.
    pub fn writes(&self) -> bool {
        self.role.get() == Role::Writes
    }

    /// Hears from now on, first of all what has come until now.
    pub fn listen(&self) {
        let early = self.early.take();
        early.into_iter().flatten().for_each(|news| (self.news)(news));
    }

    /// Tells the others what is on disk now, as far as they show it.
    pub fn tell_written(&self, writes: &[Write]) {
        let is_shown = |write: &&Write| {
            matches!(write, Write::Put { table: Table::Datasets | Table::Entries | Table::Tails, .. })
        };
        let shown: Vec<Write> = writes.iter().filter(is_shown).cloned().collect();
        if !shown.is_empty() {
            self.say(&Line::Wrote(shown));
        }
    }

    /// Another tab has the data set now.
    pub fn is_taken_over(&self) {
        if self.writes() {
            self.role.set(Role::Follows { is_free: false });
            self.let_go();
            self.tell(News::TakenOver);
        }
    }

    fn let_go(&self) {
        if let Some(release) = self.release.take() {
            // It is the resolving function of a promise, which never throws.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }

    fn tell(&self, news: News) {
        if let Some(early) = &mut *self.early.borrow_mut() {
            return early.push(news);
        }
        (self.news)(news);
    }

    fn settle(&self) {
        let settle = self.settle.borrow().clone();
        // It is the resolving function of a promise, which never throws.
        let _ = settle.call0(&JsValue::UNDEFINED);
    }

    /// Asks for the lock, and waits in line for it where somebody holds it. Says whether there are locks.
    fn ask_for_lock(self: &Rc<Self>, take_over: bool) -> bool {
        let Some(locks) = locks() else { return false };
        let granted = {
            let tab = Rc::downgrade(self);
            Closure::once_into_js(move |_: JsValue| match tab.upgrade() {
                Some(tab) => tab.is_granted(),
                None => JsValue::UNDEFINED,
            })
        };
        let how = if take_over { options("steal", &JsValue::TRUE) } else { Object::new() };
        let Ok(request) = locks.request(&self.name, &how, granted.unchecked_ref()) else { return false };
        let tab = Rc::downgrade(self);
        spawn_local(async move {
            let ended = JsFuture::from(request).await;
            if let Some(tab) = tab.upgrade().filter(|_| ended.is_err()) {
                match tab.role.get() {
                    // Another tab took it.
                    Role::Writes => tab.is_taken_over(),
                    // There are locks, and not for this page.
                    Role::Waits => tab.role.set(Role::Writes),
                    Role::Follows { .. } => {}
                }
                tab.settle();
            }
        });
        true
    }

    /// Holds the lock if it is still wanted, by the promise that is given back.
    fn is_granted(self: &Rc<Self>) -> JsValue {
        match self.role.get() {
            Role::Waits => {
                self.role.set(Role::Writes);
                let held = promise(|release| *self.release.borrow_mut() = Some(release));
                self.settle();
                held.into()
            }
            Role::Follows { .. } => {
                // A person says which tab goes on: several may be waiting.
                self.role.set(Role::Follows { is_free: true });
                self.tell(News::Free);
                JsValue::UNDEFINED
            }
            Role::Writes => JsValue::UNDEFINED,
        }
    }

    fn say(&self, line: &Line) {
        let mut bytes = Vec::new();
        line.pack(&mut bytes);
        if let Some(channel) = &self.channel {
            // Refused only where it is closed, or for what cannot be cloned.
            let _ = channel.post_message(&Uint8Array::from(bytes.as_slice()));
        }
    }

    fn hear(self: &Rc<Self>) {
        let tab: Weak<Self> = Rc::downgrade(self);
        let hears = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = event.data().dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec());
            let line = bytes.ok().and_then(|bytes| Line::unpack(&mut bytes.as_slice()));
            // What is none comes from another build; its tab holds the lock all the same.
            if let (Some(tab), Some(line)) = (tab.upgrade(), line) {
                tab.heard(line);
            }
        });
        if let Some(channel) = &self.channel {
            channel.set_onmessage(Some(hears.as_ref().unchecked_ref()));
        }
        *self.hears.borrow_mut() = Some(hears);
    }

    fn heard(self: &Rc<Self>, line: Line) {
        if matches!(line, Line::Me | Line::Wrote(_)) {
            self.unanswered.set(0);
        }
        match (line, self.role.get()) {
            (Line::Who, Role::Writes) => self.say(&Line::Me),
            (Line::Me, Role::Writes) => self.is_taken_over(),
            (Line::Me, Role::Waits) => {
                self.role.set(Role::Follows { is_free: false });
                self.settle();
            }
            (Line::Me, Role::Follows { is_free: true }) => {
                self.role.set(Role::Follows { is_free: false });
                self.ask_for_lock(false);
            }
            (Line::Wrote(writes), Role::Waits | Role::Follows { .. }) => self.tell(News::Followed(writes)),
            (Line::Amended(change), _) => self.tell(News::Amended(change)),
            (Line::Who | Line::Me | Line::Wrote(_), _) => {}
        }
    }
}

/// Of the lock and the channel.
fn name_of(database: &str, dataset: &str) -> String {
    format!("guillemet:{database}:{dataset}")
}

/// Tells the tabs at work on a data set that its row has changed on disk.
pub fn tell_amended(database: &str, dataset: &str, change: RowChange) {
    let mut bytes = Vec::new();
    Line::Amended(change).pack(&mut bytes);
    if let Ok(channel) = BroadcastChannel::new(&name_of(database, dataset)) {
        // Refused only for what cannot be cloned.
        let _ = channel.post_message(&Uint8Array::from(bytes.as_slice()));
        channel.close();
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
        self.let_go();
    }
}
