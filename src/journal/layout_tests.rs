//! What the rows of this layout look like, byte for byte. These bytes lie on people's disks: a test that fails here asks
//! for a new [`LAYOUT`](Pack::LAYOUT) and for a reader that knows what the former one lacked, not for other bytes.

use std::rc::Rc;

use super::*;
use crate::model::article::Metadata;
use crate::model::fixture::marked;
use crate::model::packing::Pack;
use crate::model::{
    AttributeDef, Label, LineStyle, Mark, PatternRule, Progress, Relation, RelationKind, Scheme, Summary,
};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[track_caller]
fn holds<T: Pack + PartialEq + std::fmt::Debug>(value: &T, bytes: &str) {
    assert_eq!(hex(&seal(value)), bytes);
    assert_eq!(unseal::<T>(&seal(value)).as_ref(), Ok(value));
}

/// What an earlier build wrote is read as this.
#[track_caller]
fn held<T: Pack + PartialEq + std::fmt::Debug>(value: &T, bytes: &str) {
    let bytes: Vec<u8> =
        (0..bytes.len()).step_by(2).map(|at| u8::from_str_radix(&bytes[at..at + 2], 16).unwrap()).collect();
    assert!(bytes[0] < T::LAYOUT);
    assert_eq!(unseal::<T>(&bytes).as_ref(), Ok(value));
}

fn metadata() -> Metadata {
    Metadata {
        title: "Été".to_owned(),
        language: "fr".to_owned(),
        source: "a.txt".to_owned(),
        progress: Progress {
            mark: Mark::Done,
            finished: "2026-01-01".into(),
            flagged: true,
            remark: "r".to_owned(),
        },
        meta: "{\"k\":1}".into(),
    }
}

fn scheme() -> Scheme {
    let label = Label {
        name: "quote".into(),
        key: '1',
        color: "#005f99".to_owned(),
        line: LineStyle::Dashed,
        description: "d".to_owned(),
        attributes: vec![AttributeDef { name: "manner".into(), values: vec!["direct".into()] }],
        needs: Some("said_by".into()),
    };
    let kind = RelationKind {
        name: "said_by".into(),
        from: vec!["quote".into()],
        to: vec!["quote".into()],
        description: String::new(),
    };
    let rule = PatternRule { pattern: "a+".to_owned(), label: "quote".into(), same_case: true, on: false };
    Scheme { labels: vec![label], relations: vec![kind], rules: vec![rule] }
}

#[test]
fn a_text() {
    let progress = Progress::default();
    let row = TextRow { text: "Été".into(), metadata: Metadata { progress, ..metadata() } };
    holds(&row, "0205c38974c3a905c38974c3a902667205612e74787400000000077b226b223a317d42fc7185");
    held(&TextRow { text: "Été".into(), metadata: Metadata::default() }, "0105c38974c3a9314eba6b");
}

#[test]
fn an_entry() {
    let summary = Summary {
        code_points: 300,
        labels: [("quote".into(), 2)].into(),
        relations: [("said_by".into(), 1)].into(),
        incomplete: 1,
    };
    let entry =
        EntryRow { rank: 4096, removed: false, born: 7, metadata: metadata(), sha256: "ab".into(), summary };
    holds(
        &entry,
        "018020000705c38974c3a902667205612e747874010a323032362d30312d3031010172077b226b223a317d026162ac02010571756f7465020107736169645f62790101ca2ac791",
    );
}

#[test]
fn a_snapshot_and_edits() {
    let dataset = marked("[quote:Oui], dit [source:Léa].");
    let document = &dataset.documents()[0];
    let snapshot = Snapshot::of(document, 3);
    holds(
        &snapshot,
        "0103020261310571756f7465000300000000000002613206736f75726365090d00000000000000970e94ee",
    );
    let annotation = snapshot.annotations[0].clone();
    let relation =
        Rc::new(Relation { id: "r1".into(), kind: "said_by".into(), from: "a1".into(), to: "a2".into() });
    let article = || "t".into();
    let edits = vec![
        StoredEdit::Add { at: 1, article: article() },
        StoredEdit::Remove { article: article() },
        StoredEdit::Describe { article: article(), metadata: metadata() },
        StoredEdit::Annotate { article: article(), annotation: annotation.clone() },
        StoredEdit::Revise { article: article(), annotation },
        StoredEdit::Erase { article: article(), annotation: "a1".into() },
        StoredEdit::Relate { article: article(), relation },
        StoredEdit::Unrelate { article: article(), relation: "r1".into() },
        StoredEdit::SetScheme { scheme: Rc::new(scheme()) },
    ];
    holds(
        &edits,
        "01090001017401017402017405c38974c3a902667205612e747874010a323032362d30312d3031010172077b226b223a317d0301740261310571756f746500030000000000000401740261310571756f7465000300000000000005017402613106017402723107736169645f627902613102613207017402723108010571756f746531072330303566393901016401066d616e6e657201066469726563740107736169645f62790107736169645f6279010571756f7465010571756f7465000102612b0571756f74650100db7f935f",
    );
}

#[test]
fn an_edit_of_the_guidelines() {
    holds(&vec![StoredEdit::SetGuidelines { guidelines: "g".into() }], "010109016752fee6de");
}

#[test]
fn a_data_set() {
    let row = DatasetRow {
        name: "Presse".to_owned(),
        scheme: Rc::new(scheme()),
        annotator: "Ana".to_owned(),
        guidelines: "g".to_owned(),
        created: "2026-01-01".into(),
        deleted: "".into(),
        open: Some("t".into()),
        filed: 300,
        put_off: 7,
    };
    holds(
        &row,
        "0206507265737365010571756f746531072330303566393901016401066d616e6e657201066469726563740107736169645f62790107736169645f6279010571756f7465010571756f7465000102612b0571756f7465010003416e6101670a323032362d30312d303100010174ac0207e6b115e0",
    );
    held(
        &DatasetRow { filed: 0, put_off: 0, ..row },
        "0106507265737365010571756f746531072330303566393901016401066d616e6e657201066469726563740107736169645f62790107736169645f6279010571756f7465010571756f7465000102612b0571756f7465010003416e6101670a323032362d30312d303100010174ba25cd1e",
    );
}
