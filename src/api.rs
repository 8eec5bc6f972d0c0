//! What a host page can call: `mount` and the methods of what it gives back.
//!
//! The edge between JavaScript's values and the session's: every argument is checked, and a wrong one
//! throws an `Error` that says which field. The types that TypeScript sees stand in `api.d.ts`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;
use yew::AppHandle;

use crate::browser::bringing::{Begun, Bringing};
use crate::browser::exporting::Exporting;
use crate::browser::handle::{Handle, Sample};
use crate::browser::holding::all_here;
use crate::browser::later::in_new_task;
use crate::browser::{clock, interface, rescue};
use crate::formats::guillemet_json;
use crate::formats::{FormatError, Json, OffsetUnit, Reading};
use crate::messages::{Message, message};
use crate::model::{AnnotationId, Article, ArticleId, Name, Span, Utf16Span};
use crate::model::{CodePointSpan, Relation};
use crate::session::{Action, Content, Incoming, Standing};
use crate::view::annotator::{Annotator as View, Props};

mod arguments;
mod given;
mod options;
mod reports;

use arguments::{Fields, json_of, read_given, wrong};
use given::{Long, bring};
use options::Options;
use reports::{Exported, Line, Loaded, Lost};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("api.d.ts");

#[wasm_bindgen]
extern "C" {
    /// What `mount` is given besides the element.
    #[wasm_bindgen(typescript_type = "MountOptions | undefined")]
    pub type MountOptions;
    /// A document, as an object or as text.
    #[wasm_bindgen(typescript_type = "GuillemetDocument | string")]
    pub type DocumentOrText;
    /// A document.
    #[wasm_bindgen(typescript_type = "GuillemetDocument")]
    pub type GuillemetDocument;
    /// What came of a load.
    #[wasm_bindgen(typescript_type = "LoadReport")]
    pub type LoadReport;
    /// A file in a format of other programs.
    #[wasm_bindgen(typescript_type = "ExportedFile")]
    pub type ExportedFile;
    /// What `annotate` is given.
    #[wasm_bindgen(typescript_type = "NewAnnotation")]
    pub type NewAnnotation;
    /// What `relate` is given.
    #[wasm_bindgen(typescript_type = "NewRelation")]
    pub type NewRelation;
    /// The events there are.
    #[wasm_bindgen(typescript_type = "\"change\"")]
    pub type EventName;
    /// Who is called.
    #[wasm_bindgen(typescript_type = "() => void")]
    pub type Listener;
}

/// A mounted annotator.
#[wasm_bindgen]
pub struct Annotator {
    handle: Rc<Handle>,
    unit: OffsetUnit,
    /// What was long, also once it is there.
    bringing: Option<Rc<Bringing>>,
    /// Shared with the task that draws first. In a cell: a listener may well unmount the annotator that calls it.
    mounted: Rc<RefCell<Option<Mounted>>>,
}

/// Where an annotator is in the page.
struct Mounted {
    frame: Element,
    /// None until it is first drawn.
    app: Option<AppHandle<View>>,
}

/// Puts an annotator into an element of the page.
///
/// # Errors
/// An `Error` that names the argument or the option that is wrong.
#[wasm_bindgen]
pub fn mount(
    #[wasm_bindgen(unchecked_param_type = "Element")] element: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "MountOptions")] options: JsValue,
) -> Result<Annotator, JsError> {
    let element: Element =
        element.dyn_into().map_err(|_| JsError::new("`element` must be an element of the page"))?;
    // What is long is read in turns, and all else at once: what is wrong there is thrown here.
    let long = Long::of(&options);
    let given = long.as_ref().map_or(options, |long| long.others.clone());
    let mut options = read_given(given, "options", Options::read, Options::is_clean)?;
    static HOOK: std::sync::Once = std::sync::Once::new();
    HOOK.call_once(|| yew::set_custom_panic_hook(Box::new(|panic| rescue::offer_all(&panic.to_string()))));

    let handle =
        Handle::new(next_instance(), options.scheme.clone(), options.samples.clone(), options.worker.clone());
    handle.speak(options.language);
    if let Some(keymap) = interface::kept_keys() {
        handle.dispatch(Action::SetKeymap(keymap));
    }
    let refused = |error: crate::session::Refusal| JsError::new(&error.to_string());
    if !options.annotator.is_empty() {
        handle.perform(Action::SetAnnotator(options.annotator.clone())).map_err(refused)?;
    }
    if !options.suggest {
        handle.perform(Action::SetSuggesting(false)).map_err(refused)?;
    }
    let mut content = options.articles.take().map(|reading| Content::Dataset(Box::new(reading)));
    let mut bringing = None;
    match long.map(|long| bring(&handle, long, &options)) {
        Some(Begun::There(read)) => {
            let prepared = read.map_err(|why| JsError::new(&why))?;
            content = Some(Content::Prepared(Box::new(prepared)));
        }
        Some(Begun::OnItsWay(begun)) => bringing = Some(begun),
        None => {}
    }
    if let Some(content) = content {
        let incoming = Incoming { name: Message::verbatim("articles"), content: Ok(content) };
        handle.perform(Action::LoadAll(vec![incoming])).map_err(refused)?;
        handle.perform(Action::Settle).map_err(refused)?;
    } else if let Some(Sample { title, language, text }) = options.samples.first().cloned()
        && bringing.is_none()
    {
        handle.perform(Action::ShowSample { title, language, text }).map_err(refused)?;
    }

    // After what the host brings: it comes into the data set that is there.
    if let Some(database) = options.database.filter(|_| bringing.is_none()) {
        handle.keep_in(database);
    }

    let document =
        element.owner_document().ok_or_else(|| JsError::new("`element` belongs to no document"))?;
    let frame = document.create_element("div").map_err(|_| JsError::new("`element` takes no child"))?;
    frame.set_class_name("guillemet-frame");
    element.append_child(&frame).map_err(|_| JsError::new("`element` takes no child"))?;
    rescue::watch(&handle, &frame);
    let props = Props {
        handle: handle.clone(),
        style: options.style,
        autofocus: options.autofocus,
        tour: options.tour,
    };
    let mounted = Rc::new(RefCell::new(Some(Mounted { frame, app: None })));
    let drawn = mounted.clone();
    let draw = move || {
        let frame = drawn.borrow().as_ref().map(|mounted| mounted.frame.clone());
        let app = frame.map(|frame| yew::Renderer::<View>::with_root_and_props(frame, props).render());
        if let Some(mounted) = &mut *drawn.borrow_mut() {
            mounted.app = app;
        }
    };
    match &bringing {
        // What is there soon is not announced.
        Some(bringing) => bringing.draws(draw),
        None => in_new_task(draw),
    }
    Ok(Annotator { handle, unit: options.unit, bringing, mounted })
}

#[wasm_bindgen]
impl Annotator {
    /// Takes in a Guillemet document, in one step that can be undone, and tells what was mended and what left out.
    ///
    /// # Errors
    /// Why nothing of it was taken.
    pub fn load(&self, json: DocumentOrText) -> Result<LoadReport, JsError> {
        self.all_read()?;
        let value: JsValue = json.into();
        let refused = |error: FormatError| JsError::new(&format!("`json`: {error}"));
        let reading = match value.as_string() {
            Some(text) => guillemet_json::read(&text).map_err(refused)?,
            None => {
                let read = |json: &Json<'_>| guillemet_json::read_value(json).map_err(refused);
                read_given(value, "json", read, Reading::is_clean)?
            }
        };
        let report = Loaded {
            articles: reading.documents.len(),
            repaired: reading.repaired.iter().map(Line::from).collect(),
            rejected: reading.rejected.iter().map(Line::from).collect(),
        };
        let content = Ok(Content::Dataset(Box::new(reading)));
        self.perform(Action::LoadAll(vec![Incoming { name: Message::verbatim("json"), content }]))?;
        Ok(to_js(&report)?.unchecked_into())
    }

    /// The language of the interface, as a BCP 47 tag.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn locale(&self) -> String {
        self.handle.locale().language().tag.to_owned()
    }

    /// The whole document as a plain object.
    ///
    /// # Errors
    /// After `unmount`; where articles are on disk only, which `persist` may lead to: await `exportAll` then.
    pub fn export(&self) -> Result<GuillemetDocument, JsError> {
        self.all_read()?;
        if self.handle.session().has_shelved() {
            return Err(JsError::new("some articles are on disk only; await `exportAll()` instead"));
        }
        self.exported()
    }

    /// The whole document as a plain object, once all its articles are in memory.
    ///
    /// # Errors
    /// After `unmount`, and where articles cannot be had from the browser's database: none is left out.
    #[wasm_bindgen(js_name = exportAll)]
    pub async fn export_all(&self) -> Result<GuillemetDocument, JsError> {
        self.check_mounted()?;
        self.when_opened().await?;
        let held = all_here(&self.handle).await;
        let missing = self.handle.session().count_shelved();
        let exported = match missing {
            0 => self.exported(),
            _ => Err(JsError::new(&self.handle.locale().say(message::export_missing(missing)))),
        };
        drop(held);
        exported
    }

    /// All articles as a file in a format of other programs, such as `brat`, and what is lost in it. The worker writes it.
    ///
    /// # Errors
    /// After `unmount`, where there is no such format, and where no worker starts.
    #[wasm_bindgen(js_name = exportAs)]
    pub async fn export_as(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] format: JsValue,
    ) -> Result<ExportedFile, JsError> {
        self.check_mounted()?;
        self.when_opened().await?;
        let format = format.as_string().ok_or_else(|| wrong("format", "must be text"))?;
        let written = Exporting::written(&self.handle, format, None).await;
        let written = written.map_err(|why| {
            JsError::new(&self.handle.locale().say(why.unwrap_or_else(message::export_no_worker)))
        })?;
        let lost = written.surveyed.losses.into_iter().map(|(what, count)| Lost { what, count });
        let about = Exported { name: written.surveyed.name, missing: written.missing, lost: lost.collect() };
        let exported = to_js(&about)?;
        // An object that we have just made takes any property.
        let _ = js_sys::Reflect::set(&exported, &"file".into(), &written.file);
        Ok(exported.unchecked_into())
    }

    fn exported(&self) -> Result<GuillemetDocument, JsError> {
        let session = self.handle.session();
        Ok(to_js(&guillemet_json::document(session.dataset(), self.unit))?.unchecked_into())
    }

    /// Puts a label on a stretch of an article and gives the new annotation's id.
    ///
    /// # Errors
    /// The field that is wrong, and why.
    pub fn annotate(&self, annotation: NewAnnotation) -> Result<String, JsError> {
        self.all_read()?;
        let value = json_of(annotation.into(), "annotation")?;
        let fields = Fields::of(&value, "annotation", &["article", "start", "end", "label"])?;
        let article = ArticleId::from(fields.text("article")?);
        let (start, end) = (fields.whole("start")?, fields.whole("end")?);
        let label = Name::from(fields.text("label")?);
        let (id, span) = {
            let session = self.handle.session();
            let document = session.dataset().document(&article);
            let document =
                document.ok_or_else(|| wrong("article", &format!("there is no article `{article}`")))?;
            if session.dataset().scheme().label(&label).is_none() {
                return Err(wrong("label", &format!("the scheme has no label `{label}`")));
            }
            let span = self.span(document.article(), start, end)?;
            let moment = clock::moment();
            let mut ids = (0_u64..).map(|n| AnnotationId::from(moment.fresh('a', n)));
            let id = ids.find(|id| session.dataset().home(id).is_none());
            (id.ok_or_else(|| JsError::new("no name is free"))?, span)
        };
        self.perform(Action::Annotate { article, id: id.clone(), label, span })?;
        Ok(id.to_string())
    }

    /// Joins two annotations and gives the new relation's id.
    ///
    /// # Errors
    /// The field that is wrong, and why.
    pub fn relate(&self, relation: NewRelation) -> Result<String, JsError> {
        self.all_read()?;
        let value = json_of(relation.into(), "relation")?;
        let fields = Fields::of(&value, "relation", &["kind", "from", "to"])?;
        let kind = Name::from(fields.text("kind")?);
        let (from, to) = (AnnotationId::from(fields.text("from")?), AnnotationId::from(fields.text("to")?));
        {
            let session = self.handle.session();
            if session.dataset().scheme().relation(&kind).is_none() {
                return Err(wrong("kind", &format!("the scheme has no relation `{kind}`")));
            }
            for (field, id) in [("from", &from), ("to", &to)] {
                if session.dataset().home(id).is_none() {
                    return Err(wrong(field, &format!("there is no annotation `{id}`")));
                }
            }
        }
        self.perform(Action::Relate { kind: Some(kind.clone()), from: from.clone(), to: to.clone() })?;
        let session = self.handle.session();
        let home = session.dataset().home(&from).and_then(|home| session.dataset().document(home));
        let made: Option<&Rc<Relation>> =
            home.and_then(|document| document.relations().between(&kind, &from, &to));
        Ok(made.map(|relation| relation.id.to_string()).unwrap_or_default())
    }

    /// Takes an annotation off, with its relations.
    ///
    /// # Errors
    /// Where there is none of this id.
    pub fn remove(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] id: JsValue,
    ) -> Result<(), JsError> {
        self.all_read()?;
        let id = id.as_string().ok_or_else(|| wrong("id", "must be text"))?;
        let id = AnnotationId::from(id);
        if self.handle.session().dataset().home(&id).is_none() {
            return Err(wrong("id", &format!("there is no annotation `{id}`")));
        }
        self.perform(Action::Delete(Some(id)))
    }

    /// Takes back the last gesture, whoever made it; `false` where there is none.
    ///
    /// # Errors
    /// After `unmount`.
    pub fn undo(&self) -> Result<bool, JsError> {
        self.all_read()?;
        let any = self.handle.session().history().next_undo().is_some();
        if any {
            self.perform(Action::Undo)?;
        }
        Ok(any)
    }

    /// Does again what was taken back last; `false` where there is nothing.
    ///
    /// # Errors
    /// After `unmount`.
    pub fn redo(&self) -> Result<bool, JsError> {
        self.all_read()?;
        let any = self.handle.session().history().next_redo().is_some();
        if any {
            self.perform(Action::Redo)?;
        }
        Ok(any)
    }

    /// Calls `listener` after each change; what is given back ends that.
    ///
    /// # Errors
    /// Where the event is unknown or the listener cannot be called.
    #[wasm_bindgen(unchecked_return_type = "() => void")]
    pub fn on(&self, event: EventName, listener: Listener) -> Result<js_sys::Function, JsError> {
        self.check_mounted()?;
        if JsValue::from(event).as_string().as_deref() != Some("change") {
            return Err(wrong("event", "must be \"change\""));
        }
        let function: js_sys::Function =
            JsValue::from(listener).dyn_into().map_err(|_| wrong("listener", "must be a function"))?;
        let listener = move || {
            if let Err(error) = function.call0(&JsValue::UNDEFINED) {
                // The host's own mistake must not stop the person's work.
                web_sys::console::error_1(&error);
            }
        };
        let number = self.handle.listen(Rc::new(listener));
        let handle = Rc::downgrade(&self.handle);
        let off = Closure::<dyn Fn()>::new(move || {
            if let Some(handle) = handle.upgrade() {
                handle.stop_listening(number);
            }
        });
        Ok(off.into_js_value().unchecked_into())
    }

    /// Resolves when the articles that `mount` was given are there, about to be drawn; where long ones are wrong, rejects
    /// with what is.
    #[wasm_bindgen(getter, unchecked_return_type = "Promise<void>")]
    pub fn opened(&self) -> Promise {
        match &self.bringing {
            Some(bringing) => bringing.opened.clone(),
            None => Promise::resolve(&JsValue::UNDEFINED),
        }
    }

    /// Whether work would be lost if the page went now: it is neither kept in the browser nor in a file.
    #[wasm_bindgen(getter)]
    pub fn unsaved(&self) -> bool {
        self.handle.session().would_lose_work()
    }

    /// How the work stands with the browser's database: `none`, `opening`, `saved`, `saving`, `following`, `not-saved`.
    #[wasm_bindgen(getter)]
    pub fn standing(&self) -> String {
        if self.handle.session().is_expecting() {
            return "opening".to_owned();
        }
        match self.handle.session().standing() {
            Standing::NotKept => "none",
            Standing::Opening => "opening",
            Standing::Saved => "saved",
            Standing::Saving => "saving",
            Standing::Following { .. } => "following",
            Standing::Stuck(_) | Standing::Unavailable(_) => "not-saved",
        }
        .to_owned()
    }

    /// Takes the annotator off the page, with its style and all that it listened to.
    pub fn unmount(&self) {
        let mounted = self.mounted.take();
        if let Some(bringing) = &self.bringing {
            bringing.abandon();
        }
        if let Some(Mounted { frame, app }) = mounted {
            self.handle.fall_silent();
            if let Some(app) = app {
                app.destroy();
            }
            frame.remove();
        }
    }

    /// Breaks the program in the middle of a change, so that tests can see what is left to the person.
    #[wasm_bindgen(js_name = __panic, skip_typescript)]
    pub fn panic_for_tests(&self) {
        self.handle.panic_in_a_change();
    }

    fn check_mounted(&self) -> Result<(), JsError> {
        if self.mounted.borrow().is_some() {
            Ok(())
        } else {
            Err(JsError::new("this annotator was unmounted; mount another one"))
        }
    }

    /// What is long is read now if it still is on its way: whoever asks for it waits.
    fn all_read(&self) -> Result<(), JsError> {
        self.check_mounted()?;
        match &self.bringing {
            Some(bringing) => bringing.now().map_err(|why| JsError::new(&why)),
            None => Ok(()),
        }
    }

    async fn when_opened(&self) -> Result<(), JsError> {
        let opened = JsFuture::from(self.opened()).await;
        opened.map(|_| ()).map_err(|why| JsError::new(&message_of(why)))
    }

    fn perform(&self, action: Action) -> Result<(), JsError> {
        self.handle.perform(action).map_err(|refusal| JsError::new(&refusal.to_string()))
    }

    fn span(&self, article: &Article, start: u32, end: u32) -> Result<Span, JsError> {
        let (text, index) = (article.text(), article.index());
        let (span, length, unit) = match self.unit {
            OffsetUnit::CodePoint => {
                let span = index.span_from_code_points(text, CodePointSpan::new(start, end));
                (span, index.code_point_len(), "code points")
            }
            OffsetUnit::Utf16 => {
                let span = index.span_from_utf16(text, Utf16Span::new(start, end));
                (span, index.utf16_len(), "UTF-16 units")
            }
        };
        if start >= length {
            return Err(wrong("start", &format!("is {start}, and the article has {length} {unit}")));
        }
        if end > length {
            return Err(wrong("end", &format!("is {end}, and the article has {length} {unit}")));
        }
        if end <= start {
            return Err(wrong("end", &format!("is {end}; it must lie after `start`, which is {start}")));
        }
        span.ok_or_else(|| wrong("start", "or `end` cuts a character in two"))
    }
}

/// What an error says.
fn message_of(error: JsValue) -> String {
    error.dyn_into::<js_sys::Error>().map(|error| error.message().into()).unwrap_or_default()
}

/// As `JSON.parse` would give it: objects, not `Map`s.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| JsError::new(&format!("the document could not be handed over: {error}")))
}

fn next_instance() -> u32 {
    thread_local!(static NEXT: Cell<u32> = const { Cell::new(0) });
    NEXT.replace(NEXT.get() + 1)
}
