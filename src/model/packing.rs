//! Values as bytes, for two programs of one build to hand to each other, the page and its worker, and for the journal's
//! rows, which say themselves of which layout they are.
//!
//! Numbers are written seven bits at a time, the lowest first; a text or a list begins with its length. There are no
//! names, no types and no version in it. Own code, because the page downloads
//! it: the same by serde's derives made the page's module larger by a multiple.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::messages::{Message, Number, Value};

/// What can be packed.
pub trait Pack: Sized {
    /// The number of its layout, where it lies on a disk: raised whenever its bytes become others.
    const LAYOUT: u8 = 1;

    /// Appends the value's bytes.
    fn pack(&self, into: &mut Vec<u8>);

    /// Takes a value off the front of some bytes; `None` where there is none.
    fn unpack(from: &mut &[u8]) -> Option<Self>;

    /// The same of bytes that were written in an earlier layout: what that one lacked is as if nobody had said it.
    fn unpack_former(_layout: u8, from: &mut &[u8]) -> Option<Self> {
        Self::unpack(from)
    }
}

/// Packs a struct field by field.
macro_rules! pack_fields {
    ($type:ty { $($field:ident),* $(,)? }) => {
        impl $crate::model::packing::Pack for $type {
            fn pack(&self, into: &mut Vec<u8>) {
                $($crate::model::packing::Pack::pack(&self.$field, into);)*
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: $crate::model::packing::Pack::unpack(from)?),* })
            }
        }
    };
}

/// Packs an enum: a number for the variant, then its fields, each with a name to hold it by.
macro_rules! pack_variants {
    ($type:ty { $($tag:literal: $variant:ident { $($field:tt: $name:ident),* }),* $(,)? }) => {
        impl $crate::model::packing::Pack for $type {
            fn pack(&self, into: &mut Vec<u8>) {
                match self {
                    $(Self::$variant { $($field: $name),* } => {
                        into.push($tag);
                        $($crate::model::packing::Pack::pack($name, into);)*
                    })*
                }
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                let (tag, rest) = from.split_first()?;
                *from = rest;
                match tag {
                    $($tag => {
                        $(let $name = $crate::model::packing::Pack::unpack(from)?;)*
                        Some(Self::$variant { $($field: $name),* })
                    })*
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use {pack_fields, pack_variants};

#[inline(never)]
fn pack_number(mut n: u32, into: &mut Vec<u8>) {
    while n >= 0x80 {
        into.push(n as u8 | 0x80);
        n >>= 7;
    }
    into.push(n as u8);
}

#[inline(never)]
fn unpack_number(from: &mut &[u8]) -> Option<u32> {
    let mut n = 0;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = from.split_first()?;
        *from = rest;
        n |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(n);
        }
    }
    None
}

#[inline(never)]
fn pack_text(text: &str, into: &mut Vec<u8>) {
    pack_number(text.len() as u32, into);
    into.extend_from_slice(text.as_bytes());
}

/// Takes a text off the front, which stays where it is.
#[inline(never)]
pub(crate) fn unpack_text<'a>(from: &mut &'a [u8]) -> Option<&'a str> {
    let length = unpack_number(from)? as usize;
    let (text, rest) = from.split_at_checked(length)?;
    *from = rest;
    std::str::from_utf8(text).ok()
}

impl Pack for u32 {
    fn pack(&self, into: &mut Vec<u8>) {
        pack_number(*self, into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        unpack_number(from)
    }
}

impl Pack for usize {
    fn pack(&self, into: &mut Vec<u8>) {
        pack_number(*self as u32, into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        unpack_number(from).map(|n| n as usize)
    }
}

impl Pack for char {
    fn pack(&self, into: &mut Vec<u8>) {
        pack_number(u32::from(*self), into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        unpack_number(from).and_then(char::from_u32)
    }
}

impl Pack for bool {
    fn pack(&self, into: &mut Vec<u8>) {
        pack_number(u32::from(*self), into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        unpack_number(from).map(|n| n != 0)
    }
}

impl Pack for String {
    fn pack(&self, into: &mut Vec<u8>) {
        pack_text(self, into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        unpack_text(from).map(str::to_owned)
    }
}

/// A shared value goes as its own copy.
impl<T: Pack> Pack for Rc<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        T::pack(self, into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        T::unpack(from).map(Self::new)
    }
}

/// Bytes go as they are.
impl Pack for Rc<[u8]> {
    fn pack(&self, into: &mut Vec<u8>) {
        pack_number(self.len() as u32, into);
        into.extend_from_slice(self);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let length = unpack_number(from)? as usize;
        let (bytes, rest) = from.split_at_checked(length)?;
        *from = rest;
        Some(bytes.into())
    }
}

impl Pack for Rc<str> {
    fn pack(&self, into: &mut Vec<u8>) {
        pack_text(self, into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        unpack_text(from).map(Rc::from)
    }
}

impl<T: Pack> Pack for Box<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        (**self).pack(into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        T::unpack(from).map(Self::new)
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        pack_number(self.len() as u32, into);
        self.iter().for_each(|one| one.pack(into));
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let length = unpack_number(from)?;
        (0..length).map(|_| T::unpack(from)).collect()
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        self.is_some().pack(into);
        self.iter().for_each(|one| one.pack(into));
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(if bool::unpack(from)? { Some(T::unpack(from)?) } else { None })
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn pack(&self, into: &mut Vec<u8>) {
        self.0.pack(into);
        self.1.pack(into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some((A::unpack(from)?, B::unpack(from)?))
    }
}

/// Page and worker are of one build, so that a message's number means the same to both.
impl Pack for Message {
    fn pack(&self, into: &mut Vec<u8>) {
        u32::from(self.id).pack(into);
        self.arguments.pack(into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let id = u16::try_from(u32::unpack(from)?).ok()?;
        Some(Self { id, arguments: Vec::unpack(from)? })
    }
}

impl Pack for Number {
    fn pack(&self, into: &mut Vec<u8>) {
        // OK to saturate: nothing that is told of is counted further.
        u32::try_from(self.value).unwrap_or(u32::MAX).pack(into);
        self.is_tenths.pack(into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(Self { value: u32::unpack(from)?.into(), is_tenths: bool::unpack(from)? })
    }
}

pack_variants!(Value { 0: Text { 0: text }, 1: Number { 0: number }, 2: Message { 0: message } });

impl<K: Pack + Ord, V: Pack> Pack for BTreeMap<K, V> {
    fn pack(&self, into: &mut Vec<u8>) {
        pack_number(self.len() as u32, into);
        for (key, value) in self {
            key.pack(into);
            value.pack(into);
        }
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let length = unpack_number(from)?;
        (0..length).map(|_| Some((K::unpack(from)?, V::unpack(from)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Few;

    fn packed(value: &impl Pack) -> Vec<u8> {
        let mut bytes = Vec::new();
        value.pack(&mut bytes);
        bytes
    }

    type Nested = Vec<(Option<String>, Few<u32, Rc<str>>)>;

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked_and_nothing_is_left(
            value in proptest::collection::vec(
                (any::<Option<String>>(), proptest::collection::btree_map(any::<u32>(), any::<String>(), 0..4)),
                0..6,
            )
        ) {
            let value: Nested = value
                .into_iter()
                .map(|(text, map)| (text, map.into_iter().map(|(n, text)| (n, text.into())).collect()))
                .collect();
            let bytes = packed(&value);
            let mut rest = bytes.as_slice();
            prop_assert_eq!(Nested::unpack(&mut rest), Some(value));
            prop_assert!(rest.is_empty());
        }

        #[test]
        fn whatever_the_bytes_nothing_breaks(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = Nested::unpack(&mut bytes.as_slice());
            let _ = <(char, bool)>::unpack(&mut bytes.as_slice());
        }

        #[test]
        fn a_number_takes_as_many_bytes_as_it_needs(n in any::<u32>()) {
            let bytes = packed(&n);
            prop_assert_eq!(bytes.len(), (32 - n.leading_zeros()).div_ceil(7).max(1) as usize);
            prop_assert_eq!(u32::unpack(&mut bytes.as_slice()), Some(n));
        }
    }
}
