//! Names of things: cheap to copy, compared as text, of a type of their own.

use std::fmt;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Rc<str>);

        impl $name {
            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl super::packing::Pack for $name {
            fn pack(&self, into: &mut Vec<u8>) {
                self.0.pack(into);
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                super::packing::Pack::unpack(from).map(Self)
            }
        }

        impl From<&$name> for crate::messages::Value {
            fn from(name: &$name) -> Self {
                name.as_str().into()
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<Rc<str>> for $name {
            fn from(text: Rc<str>) -> Self {
                Self(text)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// Names one article of a dataset.
    ArticleId
}
id! {
    /// Names one annotation; no two of a dataset share it.
    AnnotationId
}
id! {
    /// Names one relation; no two of an article share it.
    RelationId
}
id! {
    /// A name that the scheme gives: of a label, a relation kind, an attribute or its value.
    Name
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}
