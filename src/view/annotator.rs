//! The whole annotator: its state, its parts, and which of them is drawn when.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use web_sys::{DragEvent, Element, HtmlElement, HtmlInputElement, MouseEvent};
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::browser::importing::Importing;
use crate::browser::interface::Colours;
use crate::browser::style::Style;
use crate::browser::{files, interface, matches, rescue};
use crate::messages::{Message as Said, message};
use crate::model::Scheme;
use crate::session::Effect;
use crate::session::keymap::Deed;

use super::after_frame::AfterFrame;
use super::articles::{Articles, FEW, title_of};
use super::blinking::Blinking;
use super::details::Details;
use super::dialogs::OpenDialog;
use super::duplicates::Duplicates;
use super::empty::Empty;
use super::exchange::{copy, download, download_scheme, on_drop, take_files, take_text};
use super::find_bar::FindBar;
use super::guidelines::Guidelines;
use super::header::Header;
use super::list::List;
use super::notices::Notices;
use super::once_drawn::{finish_drawing, once_drawn};
use super::queue::Queue;
use super::selection_bar::SelectionBar;
use super::standing::StandingBanner;
use super::suggestions::SuggestionPanel;
use super::text::{self, Text};
use super::tour::{self, Tour};
use super::window::Window;

mod drawn;
mod listening;

/// Below so many pixels the queue lies over the text: as wide as `guillemet.css` says.
const NARROW: i32 = 640;

/// Which dialog stands over the page.
#[derive(Clone)]
pub enum Dialog {
    /// Every key.
    Help,
    /// The JSON.
    Preview,
    /// A text to paste.
    Paste,
    /// What is known of the open article.
    About,
    /// The label scheme.
    Scheme,
    /// The data sets of this browser.
    DataSets,
    /// What files of another program hold.
    Import(Rc<Importing>),
    /// How to write for another program.
    Export,
}

impl PartialEq for Dialog {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Import(one), Self::Import(other)) => Rc::ptr_eq(one, other),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// What an annotator is made with.
#[derive(Clone, Properties)]
pub struct Props {
    /// Its session.
    pub handle: Rc<Handle>,
    /// Whether to bring the annotator's own style along.
    pub style: bool,
    /// Whether the text takes the keyboard's focus as soon as it is there.
    pub autofocus: bool,
    /// Whether the tour begins by itself where nobody has seen it yet.
    pub tour: bool,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.handle, &other.handle)
    }
}

/// What happens to the annotator.
pub enum Message {
    /// The session has changed.
    Draw(Vec<Effect>),
    /// Open a dialog, or close it.
    Dialog(Option<Dialog>),
    /// Go to a step of the tour, or end it.
    Tour(Option<usize>),
    /// The size or the focus has changed: what lies over the text must be put in place again.
    Arrange,
    /// Other pieces of the text are drawn now. Those that stayed may have been taken out and put back, and
    /// the browser's selection with them.
    Shifted,
    /// Show the queue, or no longer.
    Queue,
    /// A drag of files goes over the page, or no longer.
    Dragging(bool),
    /// Open the lists, or close them, where there is only room for the text.
    Sheet,
    /// Other colours are wanted.
    Colours(Colours),
    /// Ask the browser for files.
    AskFiles,
    /// Ask the browser for a folder.
    AskFolder,
    /// Write the document to a file.
    Download,
    /// Put the document on the clipboard.
    Copy,
    /// Look for something in the text.
    Find,
    /// The text was scrolled.
    Scrolled,
    /// Put the focus on the text.
    FocusText,
    /// A key was pressed that needs the layout.
    Line {
        /// Down.
        forward: bool,
        /// Whether to hold what lies between.
        extend: bool,
    },
    /// Write a note.
    FocusNote,
    /// What stands beside the text shows the newest.
    SideDrawn,
}

/// The whole annotator.
pub struct Annotator {
    root: NodeRef,
    scroller: NodeRef,
    sheet: NodeRef,
    page: NodeRef,
    /// Which pieces of the text are drawn.
    window: Rc<RefCell<Window>>,
    caret: NodeRef,
    blinking: Blinking,
    /// For fingers: the start's and the end's.
    grips: [NodeRef; 2],
    /// Whether the lists are open where there is only room for the text.
    sheet_open: bool,
    bar: NodeRef,
    canvas: NodeRef,
    input: NodeRef,
    folder: NodeRef,
    note: NodeRef,
    /// Where one writes what to look for.
    find: NodeRef,
    /// Which pieces show what was found, if anything shows it.
    marked: Option<std::ops::Range<usize>>,
    dialog: Option<Dialog>,
    /// Whether the person wants the queue beside the text; it stands there by itself where articles are many.
    queue: Option<bool>,
    /// The step of the tour, if somebody goes along.
    tour: Option<usize>,
    dragging: bool,
    colours: Colours,
    announced: (bool, Option<Said>),
    pending: Vec<Effect>,
    /// What stands beside the text shows an older state still.
    side_is_due: bool,
    /// The row of what is chosen comes into sight then.
    row_is_due: bool,
    /// The note takes the focus then.
    note_is_due: bool,
    /// The browser's own caret comes to the session's then.
    caret_is_due: bool,
    /// The column that up and down keep to.
    goal_column: Option<f64>,
    had_focus: bool,
    style: Style,
    styled: Rc<Scheme>,
    listeners: Vec<EventListener>,
}

impl Component for Annotator {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let handle = &ctx.props().handle;
        let link = ctx.link().clone();
        handle.drawn_by(Some(Rc::new(move |effects| link.send_message(Message::Draw(effects)))));
        let scheme = handle.session().dataset().scheme().clone();
        Self {
            root: NodeRef::default(),
            scroller: NodeRef::default(),
            sheet: NodeRef::default(),
            page: NodeRef::default(),
            window: Rc::default(),
            caret: NodeRef::default(),
            blinking: Blinking::default(),
            grips: Default::default(),
            sheet_open: false,
            bar: NodeRef::default(),
            canvas: NodeRef::default(),
            input: NodeRef::default(),
            folder: NodeRef::default(),
            note: NodeRef::default(),
            find: NodeRef::default(),
            marked: None,
            dialog: None,
            queue: None,
            tour: (ctx.props().tour && !interface::has_seen_tour()).then_some(0),
            dragging: false,
            colours: Colours::wanted(),
            announced: (false, None),
            pending: vec![Effect::ShowArticle],
            side_is_due: false,
            row_is_due: false,
            note_is_due: false,
            caret_is_due: false,
            goal_column: None,
            had_focus: ctx.props().autofocus,
            style: Style::adopt(handle.instance, &scheme, ctx.props().style),
            styled: scheme,
            listeners: Vec::new(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        if rescue::has_panicked() {
            return false;
        }
        let handle = &ctx.props().handle;
        match message {
            Message::Draw(effects) => {
                for effect in &effects {
                    if let Effect::Announce(text) = effect {
                        // Two regions in turn: the same words twice are read out twice.
                        self.announced = (!self.announced.0, Some(text.clone()));
                    }
                }
                // What is typed next belongs where the focus goes, however quickly it comes.
                if effects.iter().any(|effect| matches!(effect, Effect::FocusSearch | Effect::FocusText)) {
                    once_drawn(finish_drawing);
                }
                self.pending.extend(effects);
                self.side_is_due = true;
                true
            }
            Message::Dialog(dialog) => {
                let closed = self.dialog.is_some() && dialog.is_none();
                self.dialog = dialog;
                if closed {
                    self.pending.push(Effect::FocusText);
                }
                true
            }
            Message::Tour(step) => {
                self.go_along(handle, step);
                true
            }
            Message::Arrange => {
                self.arrange(handle);
                false
            }
            Message::Shifted => {
                let overlay = self.overlay().filter(|_| self.window.borrow().drag.is_none());
                if let Some(overlay) = overlay.filter(|_| self.holds_text(handle)) {
                    self.show_selection(&overlay, handle);
                }
                self.arrange(handle);
                false
            }
            Message::Queue => {
                self.queue = Some(!self.sees_queue());
                true
            }
            Message::Dragging(dragging) => std::mem::replace(&mut self.dragging, dragging) != dragging,
            Message::Sheet => {
                self.sheet_open = !self.sheet_open;
                true
            }
            Message::Colours(colours) => std::mem::replace(&mut self.colours, colours) != colours,
            Message::AskFiles => {
                if let Some(input) = self.input.cast::<HtmlInputElement>() {
                    input.click();
                }
                false
            }
            Message::AskFolder => {
                if let Some(input) = self.folder.cast::<HtmlInputElement>() {
                    input.click();
                }
                false
            }
            Message::Download => {
                download(handle);
                false
            }
            Message::Copy => {
                copy(handle.clone());
                false
            }
            Message::Find => {
                self.find(handle);
                false
            }
            Message::Scrolled => {
                let seen = self.in_sight(0.0);
                let marked = self.marked.as_ref();
                if marked.is_some_and(|marked| seen.start < marked.start || seen.end > marked.end) {
                    self.show_matches(handle);
                }
                false
            }
            Message::FocusText => {
                self.focus_text();
                false
            }
            Message::FocusNote if self.side_is_due => {
                // What is typed next belongs in the note, however quickly it comes: the side is drawn now.
                self.note_is_due = true;
                let note = self.note.clone();
                once_drawn(move || {
                    finish_drawing();
                    focus(&note);
                });
                true
            }
            Message::FocusNote => {
                focus(&self.note);
                false
            }
            Message::SideDrawn => {
                self.side_is_due = false;
                self.show_row();
                self.follow_caret(handle);
                if std::mem::take(&mut self.note_is_due) {
                    ctx.link().send_message(Message::FocusNote);
                }
                false
            }
            Message::Line { forward, extend } => {
                self.move_line(ctx, forward, extend);
                false
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let handle = ctx.props().handle.clone();
        let link = ctx.link();
        let locale = handle.locale();
        let session = handle.session();
        if session.is_expecting() {
            return self.waiting(&handle);
        }
        let document = session.document();
        let title = document.map(|document| title_of(&locale, &document.article().metadata().title));
        let shows_queue = self.shows_queue(&handle);
        let pointing = session.is_pointing();
        let mode = if pointing {
            let keys = [Deed::NextAnnotation, Deed::PreviousAnnotation, Deed::ChooseAtCaret, Deed::LetGo];
            let [next, previous, choose, let_go] = keys.map(|deed| session.keymap().told(deed));
            Some(locale.say(message::pointing(next, previous, choose, let_go)))
        } else {
            session.pen().map(|pen| locale.say(message::pen_mode(pen, session.keymap().told(Deed::LetGo))))
        };
        let on_import = link.callback(|importing| Message::Dialog(Some(Dialog::Import(importing))));
        let on_files = {
            let (handle, on_import) = (handle.clone(), on_import.clone());
            Callback::from(move |event: Event| {
                if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                    take_files(&handle, files::listed(input.files()), on_import.clone());
                    // So that the same file can be chosen again.
                    input.set_value("");
                }
            })
        };
        let on_paste_text = {
            let (handle, on_import) = (handle.clone(), on_import.clone());
            let close = link.callback(|()| Message::Dialog(None));
            Callback::from(move |(title, text): (String, String)| {
                close.emit(());
                take_text(&handle, &title, text, on_import.clone());
            })
        };
        let on_export = {
            let handle = handle.clone();
            Callback::from(move |()| download_scheme(&handle))
        };
        let said = |turn: bool| {
            self.announced.1.as_ref().filter(|_| self.announced.0 == turn).map(|text| locale.say(text))
        };
        html! {
            <div ref={self.root.clone()} tabindex="-1" class={classes!("guillemet", self.dragging.then_some("dragging"), pointing.then_some("pointing"))}
                data-instance={handle.instance.to_string()} lang={locale.language().tag} data-drop={locale.say(message::drop_to_load())} data-colours={self.colours.tag()}
                data-tour={self.tour.map(|step| (step + 1).to_string())}
                onkeydown={self.on_key(ctx)}
                ondragover={link.callback(|event: DragEvent| { event.prevent_default(); Message::Dragging(true) })}
                ondragleave={link.callback(|event: DragEvent| Message::Dragging(event.related_target().is_some()))}
                ondrop={on_drop(&handle, on_import, link.callback(|()| Message::Dragging(false)))}>
                <Header handle={handle.clone()} on_dialog={link.callback(|dialog| Message::Dialog(Some(dialog)))}
                    on_load={link.callback(|()| Message::AskFiles)} on_folder={link.callback(|()| Message::AskFolder)} on_download={link.callback(|()| Message::Download)}
                    on_copy={link.callback(|()| Message::Copy)} colours={self.colours} on_colours={link.callback(Message::Colours)} />
                <StandingBanner handle={handle.clone()} on_download={link.callback(|()| Message::Download)} />
                <Articles handle={handle.clone()} {shows_queue} on_queue={link.callback(|()| Message::Queue)}
                    on_about={link.callback(|()| Message::Dialog(Some(Dialog::About)))} />
                <div class={classes!("body", shows_queue.then_some("with-queue"), self.queue.is_none().then_some("by-itself"))}>
                    if shows_queue {
                        <Queue handle={handle.clone()} />
                    }
                    <main class="reading" ref={self.scroller.clone()}>
                        <div class="sheet" ref={self.sheet.clone()}>
                            if let Some(title) = title {
                                <h1 class="title" dir="auto">{ title }</h1>
                            } else if session.is_fetching() {
                                <p class="fetching">{ locale.say(message::standing_opening()) }</p>
                            } else {
                                <Empty handle={handle.clone()} on_load={link.callback(|()| Message::AskFiles)}
                                    on_dialog={link.callback(|dialog| Message::Dialog(Some(dialog)))} on_tour={link.callback(|()| Message::Tour(Some(0)))} />
                            }
                            <Text handle={handle.clone()} window={self.window.clone()} page={self.page.clone()}
                                scroller={self.scroller.clone()} on_shift={link.callback(|()| Message::Shifted)} />
                            <svg class="connectors" data-part="connectors" aria-hidden="true" ref={self.canvas.clone()}></svg>
                            <div class="caret" data-part="caret" ref={self.caret.clone()} hidden=true></div>
                            <div class="grip" data-part="grip-start" aria-hidden="true" ref={self.grips[0].clone()} hidden=true></div>
                            <div class="grip end" data-part="grip-end" aria-hidden="true" ref={self.grips[1].clone()} hidden=true></div>
                            <SelectionBar handle={handle.clone()} bar={self.bar.clone()} />
                        </div>
                    </main>
                    <FindBar handle={handle.clone()} field={self.find.clone()} />
                    <aside class={classes!("side", self.sheet_open.then_some("open"))} aria-label={locale.say(message::sheet())}>
                        <button type="button" class="sheet-toggle" data-action="sheet" aria-expanded={self.sheet_open.to_string()}
                            onclick={link.callback(|_: MouseEvent| Message::Sheet)}>{ locale.say(message::sheet()) }</button>
                        if let Some(step) = self.tour {
                            <Tour handle={handle.clone()} {step} on_step={link.callback(Message::Tour)} />
                        }
                        if let Some(mode) = mode {
                            <p class="mode" data-part="mode">{ mode }</p>
                        }
                        <Guidelines handle={handle.clone()} on_edit={link.callback(|()| Message::Dialog(Some(Dialog::Scheme)))} />
                        <AfterFrame at_once={self.note_is_due || !self.is_in_text()} on_drawn={link.callback(|()| Message::SideDrawn)}>
                            <Details handle={handle.clone()} note={self.note.clone()} on_leave={link.callback(|()| Message::FocusText)} />
                            <SuggestionPanel handle={handle.clone()} />
                            <List handle={handle.clone()} />
                        </AfterFrame>
                        <Notices handle={handle.clone()} />
                    </aside>
                </div>
                <div class="announcer" role="status" aria-live="polite" data-part="announcer"><span>{ said(false) }</span><span>{ said(true) }</span></div>
                <input ref={self.input.clone()} type="file" multiple=true data-part="files" hidden=true tabindex="-1"
                    aria-label={locale.say(message::files_to_load())} accept={ACCEPTED} onchange={on_files.clone()} />
                <input ref={self.folder.clone()} type="file" multiple=true webkitdirectory=true data-part="folder" hidden=true tabindex="-1"
                    aria-label={locale.say(message::folder_to_load())} onchange={on_files} />
                if session.question().is_some() {
                    <Duplicates handle={handle.clone()} />
                }
                if let Some(dialog) = self.dialog.clone() {
                    <OpenDialog on_export={on_export} on_tour={link.callback(|()| Message::Tour(Some(0)))} on_restore={link.callback(|()| Message::AskFiles)} handle={handle.clone()} locale={locale.clone()} {dialog} on_close={link.callback(|()| Message::Dialog(None))} on_paste={on_paste_text} />
                }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        let handle = &ctx.props().handle;
        if handle.session().is_expecting() {
            return;
        }
        if self.listeners.is_empty() {
            self.listen(ctx);
        }
        let scheme = handle.session().dataset().scheme().clone();
        if !Rc::ptr_eq(&scheme, &self.styled) {
            self.style.recolour(handle.instance, &scheme);
            self.styled = scheme;
        }
        if let (Some(page), Some(scroller)) = (self.page.cast::<Element>(), self.scroller.cast::<Element>()) {
            text::settle(&page, &scroller, &self.window);
        }
        let pending = std::mem::take(&mut self.pending);
        // On a phone the list covers what was chosen in it. Only then is it worth a layout to know the width.
        let is_narrow = || self.root.cast::<Element>().is_none_or(|root| root.client_width() < NARROW);
        if self.queue == Some(true) && pending.contains(&Effect::ShowArticle) && is_narrow() {
            ctx.link().send_message(Message::Queue);
        }
        self.run(handle, pending);
        self.keep_focus();
        self.arrange(handle);
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        matches::clear(ctx.props().handle.instance);
        ctx.props().handle.drawn_by(None);
    }
}

impl Annotator {
    /// While what a host page brings is read: all else is drawn once, when there is something to show.
    #[inline(never)]
    fn waiting(&self, handle: &Rc<Handle>) -> Html {
        let locale = handle.locale();
        html! {
            <div ref={self.root.clone()} class="guillemet" data-instance={handle.instance.to_string()} lang={locale.language().tag} data-colours={self.colours.tag()}>
                <div class="body">
                    <main class="reading"><div class="sheet"><p class="fetching">{ locale.say(message::standing_opening()) }</p></div></main>
                    <aside class="side"><Notices handle={handle.clone()} /></aside>
                </div>
            </div>
        }
    }

    /// Whether it is the text that a person is in: what stands beside it can be drawn a frame later.
    fn is_in_text(&self) -> bool {
        let Some(page) = self.page.cast::<Element>() else { return false };
        page.owner_document()
            .and_then(|document| document.active_element())
            .is_some_and(|active| active == page)
    }

    /// Whether the queue is in sight: on a narrow page it does not come by itself.
    fn sees_queue(&self) -> bool {
        let root = self.root.cast::<Element>();
        let queue = root.and_then(|root| root.query_selector("[data-part=queue]").ok().flatten());
        queue.is_some_and(|queue| queue.client_width() > 0)
    }

    fn shows_queue(&self, handle: &Handle) -> bool {
        let count = handle.session().dataset().documents().len();
        count > 1 && self.queue.unwrap_or(count > FEW)
    }

    /// Goes to a step of the tour and says it to those who cannot see it; or ends the tour for good.
    fn go_along(&mut self, handle: &Handle, step: Option<usize>) {
        if step.is_some() && self.dialog.take().is_some() {
            self.pending.push(Effect::FocusText);
        }
        self.tour = step;
        interface::keep_tour_seen();
        let Some(step) = step else {
            self.pending.push(Effect::FocusText);
            return;
        };
        let (title, text) = tour::words(&handle.session(), step);
        let said = message::tour_said(step + 1, tour::STEPS, title, text);
        self.announced = (!self.announced.0, Some(said));
    }
}

fn focus(element: &NodeRef) {
    if let Some(element) = element.cast::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// What the browser's own dialog shows first; a person can have it show all.
const ACCEPTED: &str = ".txt,.md,.html,.htm,.json,.jsonl,.ndjson,.jsonld,.zip,.ann,.conf,.xmi,.xml,.tsv,.conll,text/plain,text/markdown,text/html,application/json";
