//! The keeper in a real browser, with its real database: in the page's thread, where a test can look over its shoulder.
#![cfg(target_arch = "wasm32")]
// A test that cannot go on should say so at once; clippy knows tests only where they are marked by `#[test]`.
#![allow(clippy::unwrap_used)]

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use guillemet::formats::guillemet_json::read_lines;
use guillemet::journal::{
    Ask, BackupFile, DatasetRow, EntryRow, Fault, FileRefusal, FileState, FileTrouble, Key, Opening,
    RowChange, Sequence, Snapshot, StoredEdit, Table, TextRow, Told, Trouble, Write, seal,
};
use guillemet::model::article::Metadata;
use guillemet::model::{Annotation, Label, Name, Scheme, Span, Summary, Timestamp};
use guillemet::worker::keeper::{Keeper, VERSION, texts_on_disk};
use idb::{Factory, ObjectStoreParams, TransactionMode};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const TEXT: &str = "« Oui », dit Élise. Le pont rouvre.";

/// A keeper, and what it tells.
struct Kept {
    keeper: Rc<Keeper>,
    told: Rc<RefCell<VecDeque<Told>>>,
    /// What is asked to be written in the moment in which a part of a backup is told.
    at_first_part: Rc<RefCell<Vec<Write>>>,
    database: String,
}

const MEANWHILE: u32 = 99;

impl Kept {
    fn of(database: &str) -> Self {
        let told: Rc<RefCell<VecDeque<Told>>> = Rc::default();
        let at_first_part: Rc<RefCell<Vec<Write>>> = Rc::default();
        let itself: Rc<RefCell<Weak<Keeper>>> = Rc::default();
        let (hears, meanwhile, told_by) = (told.clone(), at_first_part.clone(), itself.clone());
        let keeper = Keeper::new(move |told| {
            let is_part = matches!(told, Told::Backed { .. });
            hears.borrow_mut().push_back(told);
            let writes = if is_part { meanwhile.take() } else { Vec::new() };
            if let Some(keeper) = told_by.borrow().upgrade().filter(|_| !writes.is_empty()) {
                keeper.ask(Ask::Write { ticket: MEANWHILE, writes });
            }
        });
        *itself.borrow_mut() = Rc::downgrade(&keeper);
        Self { keeper, told, at_first_part, database: database.to_owned() }
    }

    fn ask_to_open(&self, dataset: &str, take_over: bool) {
        let (database, dataset) = (self.database.clone(), dataset.to_owned());
        self.keeper.ask(Ask::Open { database, dataset, take_over, again: false });
    }

    async fn open(&self, dataset: &str) -> Opening {
        self.ask_to_open(dataset, false);
        match self.next().await {
            Told::Opened(opening) => opening,
            told => panic!("it does not open: {told:?}"),
        }
    }

    fn ask_to_write(&self, ticket: u32, writes: Vec<Write>) {
        self.keeper.ask(Ask::Write { ticket, writes });
    }

    async fn write(&self, ticket: u32, writes: Vec<Write>) {
        self.ask_to_write(ticket, writes);
        assert_eq!(self.next().await, Told::Written { ticket });
    }

    /// What is told next, which must come within some seconds.
    async fn next(&self) -> Told {
        for _ in 0..1_000 {
            if let Some(told) = self.told.borrow_mut().pop_front() {
                return told;
            }
            wait(10).await;
        }
        panic!("the keeper tells nothing");
    }

    fn is_silent(&self) -> bool {
        self.told.borrow().is_empty()
    }
}

async fn wait(ms: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        let window = web_sys::window().unwrap();
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// A name that no other test and no former run has used.
fn fresh(name: &str) -> String {
    format!("test {name} {}", js_sys::Math::random())
}

fn put(table: Table, key: Key, bytes: Rc<[u8]>) -> Write {
    Write::Put { table, key, bytes }
}

fn dataset_row(name: &str, created: &str) -> DatasetRow {
    DatasetRow {
        name: name.to_owned(),
        scheme: Rc::new(Scheme::reported_speech()),
        annotator: String::new(),
        guidelines: String::new(),
        created: created.into(),
        deleted: Timestamp::default(),
        open: None,
        filed: 0,
        put_off: 0,
    }
}

fn dataset(id: &str, created: &str) -> Write {
    put(Table::Datasets, Key::dataset(id), seal(&dataset_row(id, created)))
}

fn entry(article: &str, born: Sequence, removed: bool) -> Write {
    let labels = [(Name::from("quote"), 1)].into();
    let summary = Summary { code_points: 35, labels, ..Summary::default() };
    let (metadata, sha256) = (Metadata::default(), "".into());
    let row = EntryRow { rank: born, removed, born, metadata, sha256, summary };
    put(Table::Entries, Key::article("d", &article.into()), seal(&row))
}

fn text(article: &str, text: &str) -> Write {
    let row = TextRow { text: text.into(), metadata: Metadata::default() };
    put(Table::Texts, Key::article("d", &article.into()), seal(&row))
}

fn annotation(id: &str, start: u32, end: u32) -> Rc<Annotation> {
    Rc::new(Annotation::new(id.into(), "quote".into(), Span::new(start, end)))
}

fn tail(article: &str, gesture: Sequence, id: &str, start: u32, end: u32) -> Write {
    let edit = StoredEdit::Annotate { article: article.into(), annotation: annotation(id, start, end) };
    put(Table::Tails, Key::tail("d", &article.into(), gesture), seal(&vec![edit]))
}

fn gesture(number: Sequence, what: &str) -> Write {
    put(Table::Gestures, Key::gesture("d", number), seal(&what.to_owned()))
}

/// A data set of one article, on disk.
async fn small(kept: &Kept) {
    kept.open("").await;
    let writes = vec![dataset("d", "2026-01-01"), text("a", TEXT), entry("a", 1, false), gesture(1, "a")];
    kept.write(1, writes).await;
}

/// Puts a value into the database past the keeper.
async fn put_by_hand(database: &str, table: &str, key: &[&str], value: &JsValue) {
    let key: Array = key.iter().map(|part| JsValue::from(*part)).collect();
    put_at(database, table, &key, value).await;
}

async fn put_at(database: &str, table: &str, key: &Array, value: &JsValue) {
    let database = Factory::new().unwrap().open(database, None).unwrap().await.unwrap();
    let transaction = database.transaction(&[table], TransactionMode::ReadWrite).unwrap();
    transaction.object_store(table).unwrap().put(value, Some(key)).unwrap().await.unwrap();
    transaction.commit().unwrap().await.unwrap();
    database.close();
}

async fn count_by_hand(database: &str, table: &str) -> u32 {
    let database = Factory::new().unwrap().open(database, None).unwrap().await.unwrap();
    let transaction = database.transaction(&[table], TransactionMode::ReadOnly).unwrap();
    let count = transaction.object_store(table).unwrap().count(None).unwrap().await.unwrap();
    database.close();
    count
}

#[wasm_bindgen_test]
async fn what_is_written_is_there_when_it_is_opened_again() {
    let database = fresh("again");
    let kept = Kept::of(&database);
    let opening = kept.open("").await;
    assert_eq!((opening.open, opening.writes, opening.datasets.len()), (None, true, 0));
    small(&kept).await;
    drop(kept);
    let kept = Kept::of(&database);
    let opening = kept.open("").await;
    assert_eq!(opening.open.as_deref(), Some("d"));
    assert!(opening.writes && opening.damages.is_empty());
    assert_eq!(opening.datasets[0].row, dataset_row("d", "2026-01-01"));
    assert_eq!((opening.datasets[0].articles, opening.entries.len()), (1, 1));
    assert_eq!(opening.gestures, [(1, seal(&"a".to_owned()))]);
}

#[wasm_bindgen_test]
async fn writes_come_to_the_disk_in_their_order_and_are_told_in_it() {
    let kept = Kept::of(&fresh("order"));
    small(&kept).await;
    for ticket in 2..60 {
        kept.ask_to_write(ticket, vec![gesture(7, &ticket.to_string()), gesture(ticket, "")]);
    }
    for ticket in 2..60 {
        assert_eq!(kept.next().await, Told::Written { ticket });
    }
    let opening = kept.open("d").await;
    assert_eq!(opening.gestures.len(), 59);
    // Of the row that each of them has written, the seventh wrote twice and the last won.
    assert_eq!(opening.gestures[6], (7, seal(&"59".to_owned())));
}

#[wasm_bindgen_test]
async fn an_article_is_put_together_from_text_snapshot_and_tails() {
    let kept = Kept::of(&fresh("fetch"));
    small(&kept).await;
    let snapshot = Snapshot { gesture: 3, annotations: vec![annotation("q1", 4, 7)], relations: vec![] };
    let key = Key::article("d", &"a".into());
    let writes = vec![
        tail("a", 2, "old", 4, 7),
        put(Table::Snapshots, key, seal(&snapshot)),
        Write::CutTail { key: Key::tail("d", &"a".into(), 3) },
        tail("a", 4, "q2", 15, 21),
        tail("a", 12, "q3", 23, 25),
    ];
    kept.write(2, writes).await;
    kept.keeper.ask(Ask::Fetch { articles: vec!["a".into(), "nowhere".into()] });
    let Told::Fetched { articles, missing, damages } = kept.next().await else { panic!("it is fetched") };
    assert_eq!((missing, damages), (vec!["nowhere".into()], vec![]));
    assert_eq!(&**articles[0].article.text(), TEXT);
    let ids: Vec<&str> = articles[0].annotations.iter().map(|one| one.id.as_str()).collect();
    assert_eq!((ids, articles[0].tails), (vec!["q1", "q2", "q3"], 2));
}

#[wasm_bindgen_test]
async fn that_the_database_does_not_answer_is_not_told_as_if_an_article_were_not_there() {
    let kept = Kept::of(&fresh("no answer"));
    let fetch = || kept.keeper.ask(Ask::Fetch { articles: vec!["a".into()] });
    fetch();
    assert!(matches!(kept.next().await, Told::NotFetched), "no data set is open");
    small(&kept).await;
    let mend = fill_the_disk();
    fetch();
    assert!(matches!(kept.next().await, Told::NotFetched));
    mend();
    fetch();
    assert!(matches!(kept.next().await, Told::Fetched { missing, .. } if missing.is_empty()));
}

#[wasm_bindgen_test]
async fn a_row_that_cannot_be_read_is_told_and_all_else_opens() {
    let database = fresh("broken");
    let kept = Kept::of(&database);
    small(&kept).await;
    let writes =
        vec![text("b", "\nUn titre\nFin."), entry("b", 1, false), tail("a", 2, "q", 4, 7), gesture(2, "")];
    kept.write(2, writes).await;
    drop(kept);
    let broken: JsValue = Uint8Array::from([1, 2, 3].as_slice()).into();
    put_by_hand(&database, "entries", &["d", "b"], &broken).await;
    put_by_hand(&database, "datasets", &["d"], &"no bytes at all".into()).await;
    put_by_hand(&database, "entries", &["d", "c", "odd"], &broken).await;
    put_by_hand(&database, "snapshots", &["d", "a"], &broken).await;
    let kept = Kept::of(&database);
    let opening = kept.open("d").await;
    let tables: Vec<Table> = opening.damages.iter().map(|damage| damage.table).collect();
    assert_eq!(tables, [Table::Datasets, Table::Entries, Table::Entries]);
    assert!(opening.damages.iter().all(|damage| damage.fault == Fault::Broken));
    // What is there of them stands in for them.
    assert_eq!(opening.open.as_deref(), Some("d"));
    let mut titles: Vec<&str> = opening.entries.iter().map(|(_, row)| row.metadata.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["", "Un titre"]);
    kept.keeper.ask(Ask::Fetch { articles: vec!["a".into()] });
    let Told::Fetched { articles, missing, damages } = kept.next().await else { panic!("it is fetched") };
    assert_eq!((articles[0].annotations.len(), missing.len(), damages.len()), (1, 0, 1));
    assert_eq!(damages[0].table, Table::Snapshots);
}

#[wasm_bindgen_test]
async fn a_database_of_a_newer_version_is_left_as_it_is() {
    let name = fresh("newer");
    let mut request = Factory::new().unwrap().open(&name, Some(VERSION + 1)).unwrap();
    request.on_upgrade_needed(|event| {
        let database = idb::DatabaseEvent::database(&event).unwrap();
        database.create_object_store("from the future", ObjectStoreParams::new()).unwrap();
    });
    request.await.unwrap().close();
    let kept = Kept::of(&name);
    kept.ask_to_open("", false);
    assert_eq!(kept.next().await, Told::Unavailable(Trouble::NewerDatabase));
    let database = Factory::new().unwrap().open(&name, None).unwrap().await.unwrap();
    assert_eq!(database.store_names(), ["from the future"]);
    assert_eq!(database.version().unwrap(), VERSION + 1);
    database.close();
}

/// The bytes that the first build wrote, by hand: `journal/layout_tests.rs` says what they are.
const OLD_ROWS: [(&str, &[&str], &str); 3] = [
    (
        "datasets",
        &["d"],
        "0106507265737365010571756f746531072330303566393901016401066d616e6e657201066469726563740107736169645f62790107736169645f6279010571756f7465010571756f7465000102612b0571756f7465010003416e6101670a323032362d30312d303100010174ba25cd1e",
    ),
    (
        "entries",
        &["d", "t"],
        "018020000705c38974c3a902667205612e747874010a323032362d30312d3031010172077b226b223a317d026162ac02010571756f7465020107736169645f62790101ca2ac791",
    ),
    ("texts", &["d", "t"], "0105c38974c3a9314eba6b"),
];

#[wasm_bindgen_test]
async fn a_database_of_the_first_build_is_upgraded_and_nothing_in_it_is_lost() {
    let name = fresh("old");
    let mut request = Factory::new().unwrap().open(&name, Some(1)).unwrap();
    request.on_upgrade_needed(|event| {
        let database = idb::DatabaseEvent::database(&event).unwrap();
        for table in ["datasets", "entries", "texts", "snapshots", "tails", "gestures", "epochs"] {
            database.create_object_store(table, ObjectStoreParams::new()).unwrap();
        }
    });
    request.await.unwrap().close();
    for (table, key, hex) in OLD_ROWS {
        let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        let bytes: Vec<u8> = (0..hex.len()).step_by(2).map(byte).collect();
        put_by_hand(&name, table, key, &Uint8Array::from(bytes.as_slice())).await;
    }
    let edit = StoredEdit::Annotate { article: "t".into(), annotation: annotation("q", 0, 5) };
    let tail = seal(&vec![edit]);
    let key: Array = [JsValue::from("d"), "t".into(), 7.into()].into_iter().collect();
    put_at(&name, "tails", &key, &Uint8Array::from(&*tail)).await;
    let key: Array = [JsValue::from("d"), 7.into()].into_iter().collect();
    put_at(&name, "gestures", &key, &Uint8Array::from(&*seal(&"a".to_owned()))).await;

    let kept = Kept::of(&name);
    let opening = kept.open("d").await;
    assert_eq!(opening.damages, []);
    let row = &opening.datasets[0].row;
    assert_eq!((row.name.as_str(), row.annotator.as_str(), row.filed), ("Presse", "Ana", 0));
    assert_eq!(opening.entries[0].1.metadata.title, "Été");
    kept.keeper.ask(Ask::Fetch { articles: vec!["t".into()] });
    let Told::Fetched { articles, damages, .. } = kept.next().await else { panic!("it is fetched") };
    assert_eq!((articles[0].annotations.len(), damages.len()), (1, 0));
    assert_eq!(&**articles[0].article.text(), "Été");
    // It goes on as one of this build.
    let row = DatasetRow { filed: 8, ..row.clone() };
    kept.write(1, vec![put(Table::Datasets, Key::dataset("d"), seal(&row)), gesture(8, "")]).await;
    drop(kept);
    let kept = Kept::of(&name);
    let opening = kept.open("d").await;
    assert_eq!((opening.datasets[0].row.filed, opening.gestures.len()), (8, 2));
    drop(kept);
    let database = Factory::new().unwrap().open(&name, None).unwrap().await.unwrap();
    assert_eq!(database.version().unwrap(), VERSION);
    database.close();
}

/// A file of the browser's own, which is as those on a disk but for the permission.
async fn file(name: &str) -> JsValue {
    let make = Function::new_with_args(
        "name",
        "return navigator.storage.getDirectory().then(d => d.getFileHandle(name, { create: true }))",
    );
    let promise: Promise = make.call1(&JsValue::NULL, &name.into()).unwrap().into();
    JsFuture::from(promise).await.unwrap()
}

async fn text_in(file: &JsValue) -> String {
    let read = Function::new_with_args("file", "return file.getFile().then(f => f.text())");
    let promise: Promise = read.call1(&JsValue::NULL, file).unwrap().into();
    JsFuture::from(promise).await.unwrap().as_string().unwrap()
}

impl Kept {
    async fn file(&self, expected: FileState) -> BackupFile {
        match self.next().await {
            Told::File(Some(file)) if file.state == expected => file,
            told => panic!("{expected:?} is expected: {told:?}"),
        }
    }
}

#[wasm_bindgen_test]
async fn a_file_is_kept_up_to_date_also_at_the_next_visit() {
    let database = fresh("file");
    let kept = Kept::of(&database);
    small(&kept).await;
    let name = format!("{}.jsonl", js_sys::Math::random());
    let handle = file(&name).await;
    kept.keeper.ask_along(Ask::KeepFile, handle.clone());
    assert_eq!(kept.file(FileState::Behind).await.name, name);
    kept.file(FileState::Current { gesture: 1 }).await;
    let read = read_lines(&text_in(&handle).await).unwrap().into_dataset().unwrap();
    assert_eq!(&**read.documents()[0].article().text(), TEXT);
    kept.write(2, vec![tail("a", 2, "q", 4, 7), gesture(2, "")]).await;
    kept.file(FileState::Behind).await;
    kept.file(FileState::Current { gesture: 2 }).await;
    let whole = text_in(&handle).await;
    assert_eq!(read_lines(&whole).unwrap().into_dataset().unwrap().documents()[0].annotations().len(), 1);
    // What the file does not hold writes it not anew.
    let row = DatasetRow { open: Some("a".into()), ..dataset_row("d", "2026-01-01") };
    kept.write(3, vec![put(Table::Datasets, Key::dataset("d"), seal(&row))]).await;
    wait(100).await;
    assert!(kept.is_silent());
    drop(kept);

    let kept = Kept::of(&database);
    kept.open("d").await;
    kept.file(FileState::Asks).await;
    assert!(kept.keeper.file().is_some());
    kept.keeper.ask(Ask::UseFile);
    kept.file(FileState::Behind).await;
    kept.file(FileState::Current { gesture: 2 }).await;
    kept.keeper.ask(Ask::DropFile);
    assert_eq!(kept.next().await, Told::File(None));
    kept.write(1, vec![gesture(3, "")]).await;
    wait(100).await;
    assert!(kept.is_silent());
    assert_eq!(text_in(&handle).await, whole, "it stays as it is");
}

#[wasm_bindgen_test]
async fn a_file_is_left_as_it_is_where_the_database_has_lost_something() {
    let database = fresh("file damaged");
    let kept = Kept::of(&database);
    small(&kept).await;
    kept.write(2, vec![tail("a", 2, "q", 4, 7), gesture(2, "")]).await;
    let handle = file(&format!("{}.jsonl", js_sys::Math::random())).await;
    kept.keeper.ask_along(Ask::KeepFile, handle.clone());
    kept.file(FileState::Behind).await;
    kept.file(FileState::Current { gesture: 2 }).await;
    let whole = text_in(&handle).await;
    drop(kept);
    let broken: JsValue = Uint8Array::from([1, 2, 3].as_slice()).into();
    let key: Array = [JsValue::from("d"), "a".into(), 2.into()].into_iter().collect();
    put_at(&database, "tails", &key, &broken).await;
    let kept = Kept::of(&database);
    kept.open("d").await;
    kept.file(FileState::Asks).await;
    kept.keeper.ask(Ask::UseFile);
    kept.file(FileState::Behind).await;
    kept.file(FileState::Failed(FileTrouble::Damaged)).await;
    assert_eq!(text_in(&handle).await, whole);
    // Another one takes what is there.
    let other = file(&format!("{}.jsonl", js_sys::Math::random())).await;
    kept.keeper.ask_along(Ask::KeepFile, other.clone());
    kept.file(FileState::Behind).await;
    kept.file(FileState::Current { gesture: 2 }).await;
    assert!(text_in(&other).await.contains("Le pont"));
}

#[wasm_bindgen_test]
async fn two_data_sets_do_not_share_a_file() {
    let kept = Kept::of(&fresh("file shared"));
    small(&kept).await;
    let handle = file(&format!("{}.jsonl", js_sys::Math::random())).await;
    kept.keeper.ask_along(Ask::KeepFile, handle.clone());
    kept.file(FileState::Behind).await;
    kept.file(FileState::Current { gesture: 1 }).await;
    kept.write(2, vec![dataset("e", "2026-02-01")]).await;
    kept.open("e").await;
    let own = file(&format!("{}.jsonl", js_sys::Math::random())).await;
    kept.keeper.ask_along(Ask::KeepFile, own.clone());
    let own_name = kept.file(FileState::Behind).await.name;
    kept.file(FileState::Current { gesture: 0 }).await;
    kept.keeper.ask_along(Ask::KeepFile, handle);
    assert!(
        matches!(kept.next().await, Told::FileRefused { name, why: FileRefusal::OfAnother } if name != own_name)
    );
    // The one that it has stays, for the page too.
    assert!(js_sys::Object::is(&kept.keeper.file().unwrap(), &own));
    kept.write(3, vec![put(Table::Gestures, Key::gesture("e", 1), seal(&"a".to_owned()))]).await;
    assert_eq!(kept.file(FileState::Behind).await.name, own_name);
    kept.file(FileState::Current { gesture: 1 }).await;
}

#[wasm_bindgen_test]
async fn a_page_lets_go_of_a_database_that_a_newer_one_upgrades() {
    let name = fresh("upgrade");
    let kept = Kept::of(&name);
    small(&kept).await;
    Factory::new().unwrap().open(&name, Some(VERSION + 1)).unwrap().await.unwrap().close();
    assert_eq!(kept.next().await, Told::Unavailable(Trouble::NewerDatabase));
}

#[wasm_bindgen_test]
async fn a_second_tab_follows_and_can_take_over() {
    let database = fresh("tabs");
    let (first, second) = (Kept::of(&database), Kept::of(&database));
    small(&first).await;
    let opening = second.open("d").await;
    assert!(!opening.writes);
    let shown = tail("a", 2, "q", 4, 7);
    first.write(2, vec![shown.clone(), gesture(2, "")]).await;
    assert_eq!(second.next().await, Told::Followed { writes: vec![shown] });

    second.ask_to_open("d", true);
    let Told::Opened(opening) = second.next().await else { panic!("it opens") };
    assert!(opening.writes);
    assert_eq!(opening.gestures.len(), 2);
    assert_eq!(first.next().await, Told::TakenOver);
    first.ask_to_write(3, vec![gesture(3, "lost")]);
    assert!(matches!(first.next().await, Told::NotWritten { ticket: 3, .. }));
    assert!(!first.open("d").await.writes);
    second.write(1, vec![gesture(3, "won")]).await;
    assert_eq!(second.open("d").await.gestures[2], (3, seal(&"won".to_owned())));
}

#[wasm_bindgen_test]
async fn the_tab_that_works_on_a_data_set_hears_that_another_one_renamed_it() {
    let database = fresh("renamed");
    let (first, second) = (Kept::of(&database), Kept::of(&database));
    small(&first).await;
    first.write(2, vec![dataset("e", "2026-02-01")]).await;
    assert_eq!(second.open("e").await.open.as_deref(), Some("e"));
    let row = DatasetRow { guidelines: "Sans.".to_owned(), ..dataset_row("d", "2026-01-01") };
    first.write(3, vec![put(Table::Datasets, Key::dataset("d"), seal(&row))]).await;
    let change = RowChange::Name("Presse".to_owned());
    second.keeper.ask(Ask::Amend { ticket: 1, dataset: "d".to_owned(), change: change.clone() });
    assert_eq!(second.next().await, Told::Written { ticket: 1 });
    assert_eq!(first.next().await, Told::Amended(change));
    let opening = first.open("d").await;
    let found = opening.datasets.iter().find(|listed| listed.id == "d").unwrap();
    assert_eq!(found.row, DatasetRow { name: "Presse".to_owned(), ..row });
}

#[wasm_bindgen_test]
async fn a_tab_that_was_taken_over_without_hearing_of_it_writes_nothing() {
    let database = fresh("epoch");
    let kept = Kept::of(&database);
    small(&kept).await;
    put_by_hand(&database, "epochs", &["d"], &JsValue::from(99)).await;
    kept.ask_to_write(2, vec![gesture(2, "lost")]);
    assert_eq!(kept.next().await, Told::TakenOver);
    assert!(matches!(kept.next().await, Told::NotWritten { ticket: 2, .. }));
    assert_eq!(count_by_hand(&database, "gestures").await, 1);
}

#[wasm_bindgen_test]
async fn when_the_tab_that_writes_is_gone_the_others_are_told() {
    let database = fresh("gone");
    let (first, second, third) = (Kept::of(&database), Kept::of(&database), Kept::of(&database));
    small(&first).await;
    assert!(!second.open("d").await.writes);
    assert!(!third.open("d").await.writes);
    drop(first);
    assert_eq!(second.next().await, Told::Free);
    assert_eq!(third.next().await, Told::Free);
    second.ask_to_open("d", true);
    assert!(matches!(second.next().await, Told::Opened(Opening { writes: true, .. })));
    wait(100).await;
    assert!(third.is_silent());
    drop(second);
    assert_eq!(third.next().await, Told::Free);
}

#[wasm_bindgen_test]
async fn where_there_are_no_web_locks_tabs_ask_each_other() {
    let navigator: JsValue = web_sys::window().unwrap().navigator().into();
    let hide = Function::new_with_args(
        "it",
        "Object.defineProperty(it, 'locks', {value: null, configurable: true})",
    );
    hide.call1(&JsValue::NULL, &navigator).unwrap();
    let database = fresh("without locks");
    let (first, second) = (Kept::of(&database), Kept::of(&database));
    small(&first).await;
    assert!(!second.open("d").await.writes);
    second.ask_to_open("d", true);
    assert!(matches!(second.next().await, Told::Opened(Opening { writes: true, .. })));
    assert_eq!(first.next().await, Told::TakenOver);
    assert!(!first.open("d").await.writes);
    // Longer than it takes to find out that nobody is there.
    wait(8_000).await;
    assert!(first.is_silent(), "the other one is there and says so");
    drop(second);
    assert_eq!(first.next().await, Told::Free);
    first.ask_to_open("d", true);
    assert!(matches!(first.next().await, Told::Opened(Opening { writes: true, .. })));
    let show = Function::new_with_args("it", "delete it.locks");
    show.call1(&JsValue::NULL, &navigator).unwrap();
}

/// Has the next transaction that writes fail as if the disk were full.
fn fill_the_disk() -> impl FnOnce() {
    let global = js_sys::global();
    let prototype = Reflect::get(&Reflect::get(&global, &"IDBDatabase".into()).unwrap(), &"prototype".into());
    let prototype = prototype.unwrap();
    let former = Reflect::get(&prototype, &"transaction".into()).unwrap();
    let full = Function::new_no_args("throw new DOMException('full', 'QuotaExceededError')");
    Reflect::set(&prototype, &"transaction".into(), &full).unwrap();
    move || {
        Reflect::set(&prototype, &"transaction".into(), &former).unwrap();
    }
}

#[wasm_bindgen_test]
async fn nothing_is_written_after_what_failed_until_that_is_asked_again() {
    let kept = Kept::of(&fresh("full"));
    small(&kept).await;
    let mend = fill_the_disk();
    kept.ask_to_write(2, vec![gesture(2, "")]);
    assert_eq!(kept.next().await, Told::NotWritten { ticket: 2, trouble: Trouble::Full });
    mend();
    // A backup would lack it, and the person takes a backup for all there is.
    kept.keeper.ask(Ask::Back { ticket: 9 });
    assert_eq!(kept.next().await, Told::NotBacked { ticket: 9, trouble: Trouble::Full });
    // This one was under way when the trouble was told.
    kept.ask_to_write(3, vec![gesture(3, "")]);
    assert_eq!(kept.next().await, Told::NotWritten { ticket: 3, trouble: Trouble::Full });
    kept.ask_to_write(4, vec![gesture(2, "")]);
    kept.ask_to_write(5, vec![gesture(3, "")]);
    assert_eq!(kept.next().await, Told::Written { ticket: 4 });
    assert_eq!(kept.next().await, Told::Written { ticket: 5 });
    assert_eq!(kept.open("d").await.gestures.len(), 3);
}

#[wasm_bindgen_test]
async fn articles_of_a_load_that_was_cut_off_are_cleared_away() {
    let database = fresh("orphans");
    let kept = Kept::of(&database);
    small(&kept).await;
    kept.write(2, vec![text("b", TEXT), entry("b", 2, false), text("c", TEXT), entry("c", 2, false)]).await;
    drop(kept);
    let kept = Kept::of(&database);
    let ids: Vec<_> = kept.open("d").await.entries.into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["a".into()]);
    // What is asked next comes after the clearing.
    kept.write(1, vec![gesture(2, "")]).await;
    assert_eq!(count_by_hand(&database, "texts").await, 1);
    assert_eq!(count_by_hand(&database, "entries").await, 1);
}

#[wasm_bindgen_test]
async fn articles_of_a_load_that_goes_on_stay_when_a_page_opens_its_data_set_again() {
    let database = fresh("a load that goes on");
    let kept = Kept::of(&database);
    small(&kept).await;
    kept.write(2, vec![text("b", TEXT), entry("b", 2, false)]).await;
    drop(kept);
    let kept = Kept::of(&database);
    let open =
        Ask::Open { database: database.clone(), dataset: "d".to_owned(), take_over: false, again: true };
    kept.keeper.ask(open);
    let Told::Opened(opening) = kept.next().await else { panic!("it opens") };
    assert_eq!((opening.entries.len(), opening.gestures.len()), (2, 1));
    kept.write(1, vec![text("c", TEXT), entry("c", 2, false), gesture(2, "")]).await;
    drop(kept);
    let kept = Kept::of(&database);
    assert_eq!(kept.open("d").await.entries.len(), 3);
    assert_eq!(count_by_hand(&database, "texts").await, 3);
}

#[wasm_bindgen_test]
async fn articles_that_somebody_worked_on_stay_even_if_the_gestures_are_lost() {
    let database = fresh("lost gestures");
    let kept = Kept::of(&database);
    small(&kept).await;
    let lost = Write::Delete { table: Table::Gestures, key: Key::gesture("d", 1) };
    kept.write(2, vec![tail("a", 7, "q", 4, 7), lost]).await;
    let opening = kept.open("d").await;
    assert_eq!(opening.entries.len(), 1);
    // New gestures get numbers of their own.
    assert_eq!(opening.gestures.last().map(|(number, _)| *number), Some(7));
}

#[wasm_bindgen_test]
async fn removed_articles_stay_as_long_as_a_kept_gesture_names_them() {
    let database = fresh("removed");
    let kept = Kept::of(&database);
    small(&kept).await;
    let writes = ["gone-for-good", "named"]
        .iter()
        .flat_map(|id| [text(id, TEXT), entry(id, 1, true), tail(id, 1, "q", 4, 7)]);
    kept.write(2, writes.chain([gesture(2, "takes out named")]).collect()).await;
    drop(kept);
    let kept = Kept::of(&database);
    let ids: Vec<_> = kept.open("d").await.entries.into_iter().map(|(id, _)| id.to_string()).collect();
    assert_eq!(ids, ["a", "named"]);
    kept.write(1, vec![gesture(3, "")]).await;
    assert_eq!(count_by_hand(&database, "texts").await, 2);
    assert_eq!(count_by_hand(&database, "tails").await, 1);
}

#[wasm_bindgen_test]
async fn the_last_two_thousand_gestures_are_kept() {
    let database = fresh("gestures");
    let kept = Kept::of(&database);
    small(&kept).await;
    kept.write(2, (2..=2_050).map(|number| gesture(number, "")).collect()).await;
    let opening = kept.open("d").await;
    assert_eq!((opening.gestures.len(), opening.gestures[0].0), (2_000, 51));
    kept.write(3, vec![gesture(2_051, "")]).await;
    assert_eq!(count_by_hand(&database, "gestures").await, 2_001);
}

#[wasm_bindgen_test]
async fn a_search_finds_in_any_case_and_with_any_accents() {
    let kept = Kept::of(&fresh("search"));
    small(&kept).await;
    kept.write(
        2,
        (0..300).map(|n| text(&format!("t{n}"), if n % 100 == 0 { "ELISE" } else { "x" })).collect(),
    )
    .await;
    kept.keeper.ask(Ask::Search { search: 1, text: "a search that nobody waits for".to_owned() });
    kept.keeper.ask(Ask::Search { search: 2, text: "élise".to_owned() });
    let mut found = Vec::new();
    let all = loop {
        let Told::Found { search, articles, looked, is_last } = kept.next().await else {
            panic!("it is found")
        };
        if search == 2 {
            found.extend(articles.iter().map(ToString::to_string));
            if is_last {
                break looked;
            }
        }
    };
    found.sort();
    assert_eq!((found, all), (vec!["a".to_owned(), "t0".into(), "t100".into(), "t200".into()], 301));
}

#[wasm_bindgen_test]
async fn all_texts_of_a_data_set_are_given_to_who_only_reads() {
    let kept = Kept::of(&fresh("read-only"));
    small(&kept).await;
    kept.write(2, (0..300).map(|n| text(&format!("t{n:03}"), &n.to_string())).collect()).await;
    let other = TextRow { text: "of another".into(), metadata: Metadata::default() };
    let other = put(Table::Texts, Key::article("e", &"a".into()), seal(&other));
    kept.write(3, vec![dataset("e", "2026-02-01"), other]).await;
    let mut given = Vec::new();
    texts_on_disk(&kept.database, "d", |article, text| given.push((article.to_string(), text.to_owned())))
        .await
        .unwrap();
    assert_eq!((given.len(), given[0].clone()), (301, ("a".to_owned(), TEXT.to_owned())));
    assert_eq!(given[300], ("t299".to_owned(), "299".to_owned()));
}

#[wasm_bindgen_test]
async fn of_several_data_sets_the_wanted_one_opens_or_the_newest() {
    let kept = Kept::of(&fresh("several"));
    small(&kept).await;
    let deleted = DatasetRow { deleted: "2026-03-01".into(), ..dataset_row("x", "2026-02-09") };
    let deleted = put(Table::Datasets, Key::dataset("x"), seal(&deleted));
    kept.write(2, vec![dataset("e", "2026-02-01"), deleted]).await;
    assert_eq!(kept.open("d").await.open.as_deref(), Some("d"));
    assert_eq!(kept.open("").await.open.as_deref(), Some("e"));
    assert_eq!(kept.open("x").await.datasets.len(), 3);
    kept.write(3, vec![Write::Drop { dataset: "d".to_owned() }]).await;
    let opening = kept.open("d").await;
    assert_eq!((opening.open.as_deref(), opening.datasets.len()), (Some("e"), 2));
}

#[wasm_bindgen_test]
async fn a_copy_holds_what_the_data_set_holds_and_goes_its_own_way() {
    let kept = Kept::of(&fresh("copy"));
    small(&kept).await;
    kept.write(2, vec![tail("a", 2, "q", 4, 7), gesture(2, "")]).await;
    let row = dataset_row("the other", "2026-02-02");
    kept.keeper.ask(Ask::Copy { ticket: 3, from: "d".into(), to: "other".into(), row: row.clone() });
    assert_eq!(kept.next().await, Told::Written { ticket: 3 });
    let opening = kept.open("other").await;
    assert_eq!((opening.entries.len(), opening.gestures.len()), (1, 2));
    assert!(opening.datasets.iter().any(|listed| listed.row == row && listed.articles == 1));
    kept.keeper.ask(Ask::Fetch { articles: vec!["a".into()] });
    let Told::Fetched { articles, .. } = kept.next().await else { panic!("it is fetched") };
    assert_eq!(articles[0].annotations.len(), 1);
    kept.write(4, vec![Write::Drop { dataset: "other".into() }]).await;
    assert_eq!(kept.open("d").await.entries.len(), 1);
}

#[wasm_bindgen_test]
async fn a_backup_holds_the_data_set_and_can_be_read_again() {
    let kept = Kept::of(&fresh("backup"));
    small(&kept).await;
    let writes = (0..80).flat_map(|n| {
        let id = format!("t{n}");
        [text(&id, &format!("Texte {n}\u{2028}.")), entry(&id, 81 - n, n == 7)]
    });
    let row = DatasetRow { guidelines: "Sans les guillemets.".to_owned(), ..dataset_row("d", "2026-01-01") };
    let row = put(Table::Datasets, Key::dataset("d"), seal(&row));
    kept.write(2, writes.chain([row, tail("a", 2, "q", 4, 7), gesture(90, "")]).collect()).await;
    kept.keeper.ask(Ask::Back { ticket: 3 });
    let mut bytes = Vec::new();
    let mut parts = 0;
    loop {
        let Told::Backed { ticket: 3, bytes: part, articles, is_first, is_last } = kept.next().await else {
            panic!("a part")
        };
        assert_eq!(is_first, parts == 0);
        bytes.extend_from_slice(&part);
        parts += 1;
        if is_last {
            assert_eq!(articles, 80);
            break;
        }
    }
    assert!(parts > 2);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.lines().next().unwrap().contains("Sans les guillemets."));
    let reading = read_lines(&text).unwrap();
    assert!(reading.repaired.is_empty() && reading.rejected.is_empty());
    let dataset = reading.into_dataset().unwrap();
    assert_eq!(&**dataset.documents()[1].article().text(), "Texte 79\u{2028}.");
    let annotated = dataset.document(&"a".into()).unwrap();
    assert_eq!(annotated.covered(&"q".into()), &TEXT[4..7]);
}

/// Two hundred articles, and what comes with another scheme: an annotation that only that one lets be, on one of the last.
async fn large(kept: &Kept) -> Vec<Write> {
    small(kept).await;
    let articles = (0..200).flat_map(|n| {
        let id = format!("t{n}");
        [text(&id, TEXT), entry(&id, 2 + n, false)]
    });
    kept.write(2, articles.chain([gesture(300, "")]).collect()).await;
    let row = dataset_row("d", "2026-01-01");
    let mut scheme = (*row.scheme).clone();
    let name = "hedge".into();
    let hedge = Label { name, key: 'h', needs: None, attributes: Vec::new(), ..scheme.labels[0].clone() };
    scheme.labels.push(hedge);
    let row = DatasetRow { scheme: Rc::new(scheme), ..row };
    let hedge = Rc::new(Annotation::new("h".into(), "hedge".into(), Span::new(23, 25)));
    let edit = StoredEdit::Annotate { article: "t190".into(), annotation: hedge };
    vec![
        put(Table::Datasets, Key::dataset("d"), seal(&row)),
        put(Table::Tails, Key::tail("d", &"t190".into(), 301), seal(&vec![edit])),
        gesture(301, ""),
    ]
}

fn check_large(text: &str) {
    let reading = read_lines(text).unwrap();
    assert!(reading.repaired.is_empty() && reading.rejected.is_empty());
    let dataset = reading.into_dataset().unwrap();
    assert_eq!(dataset.documents().len(), 201);
    assert_eq!(dataset.document(&"t190".into()).unwrap().covered(&"h".into()), &TEXT[23..25]);
}

#[wasm_bindgen_test]
async fn a_backup_during_which_another_scheme_comes_into_force_begins_anew() {
    let kept = Kept::of(&fresh("backup and scheme"));
    let meanwhile = large(&kept).await;
    // In the very moment in which the first part is told: nine more are to come.
    *kept.at_first_part.borrow_mut() = meanwhile;
    kept.keeper.ask(Ask::Back { ticket: 3 });
    let (mut bytes, mut beginnings) = (Vec::new(), 0);
    loop {
        match kept.next().await {
            Told::Backed { bytes: part, is_first, is_last, .. } => {
                if is_first {
                    beginnings += 1;
                    bytes.clear();
                }
                bytes.extend_from_slice(&part);
                if is_last {
                    break;
                }
            }
            told => assert_eq!(told, Told::Written { ticket: MEANWHILE }),
        }
    }
    assert_eq!(beginnings, 2);
    check_large(&String::from_utf8(bytes).unwrap());
}

#[wasm_bindgen_test]
async fn a_file_during_whose_writing_another_scheme_comes_into_force_has_that_one() {
    let kept = Kept::of(&fresh("file and scheme"));
    let meanwhile = RefCell::new(large(&kept).await);
    let handle = file(&format!("{}.jsonl", js_sys::Math::random())).await;
    let keeper = kept.keeper.clone();
    let at_each_part = Closure::<dyn Fn()>::new(move || {
        let writes = meanwhile.take();
        if !writes.is_empty() {
            keeper.ask(Ask::Write { ticket: MEANWHILE, writes });
        }
    });
    let watch = Function::new_with_args(
        "file, at_each_part",
        "const make = file.createWritable.bind(file);
         file.createWritable = async () => {
             const it = await make(), write = it.write.bind(it);
             it.write = async bytes => { await write(bytes); at_each_part(); };
             return it;
         };",
    );
    watch.call2(&JsValue::NULL, &handle, at_each_part.as_ref()).unwrap();
    kept.keeper.ask_along(Ask::KeepFile, handle.clone());
    kept.file(FileState::Behind).await;
    assert_eq!(kept.next().await, Told::Written { ticket: MEANWHILE });
    // It is written again, as something came meanwhile.
    kept.file(FileState::Behind).await;
    check_large(&text_in(&handle).await);
}

#[wasm_bindgen_test]
async fn it_says_how_much_room_is_taken() {
    let kept = Kept::of(&fresh("room"));
    kept.keeper.ask(Ask::Measure);
    let Told::Measured { quota, .. } = kept.next().await else { panic!("it is measured") };
    assert!(quota > 0);
}
