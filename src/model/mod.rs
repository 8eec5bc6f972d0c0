//! What an annotated article is, and the only way it changes.
//!
//! This layer knows no browser, no file format and no person at work: it names no other layer.

pub mod annotation;
pub mod annotation_set;
mod applying;
pub mod article;
pub mod boundaries;
pub mod dataset;
pub mod edit;
pub mod few;
#[cfg(test)]
pub mod fixture;
pub mod id;
pub mod language;
pub mod offset;
pub mod packing;
pub mod progress;
pub mod relation;
pub mod scheme;
pub mod segments;
pub mod text_index;

pub use annotation::{Annotation, Origin, Timestamp};
pub use annotation_set::AnnotationSet;
pub use article::Article;
pub use dataset::{Dataset, Document, Summary};
pub use edit::{Edit, EditError};
pub use few::Few;
pub use id::{AnnotationId, ArticleId, Name, RelationId};
pub use offset::{ByteOffset, CodePointOffset, CodePointSpan, Span, Utf16Offset, Utf16Span};
pub use progress::{Mark, Progress};
pub use relation::{Relation, RelationSet};
pub use scheme::{AttributeDef, Label, LineStyle, PatternRule, RelationKind, Scheme};
pub use text_index::TextIndex;
