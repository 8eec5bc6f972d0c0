//! The envelope of every row: its layout's number before, a checksum behind.
//!
//! What [`Pack`] writes has no names and no version, so that a row of another layout, or one that a disk has broken,
//! must be known for what it is before anything is made of it. Whoever changes what a stored type packs raises that
//! type's [`Pack::LAYOUT`], teaches [`Pack::unpack_former`] what the former layout lacked, and raises the version of the
//! database, so that an older build leaves the database alone; a test holds the bytes of each layout.
//!
//! A row of a former layout is read as it is and written anew when it changes: an upgrade costs nothing, whatever the
//! size of the data set.

use std::rc::Rc;

use crate::model::packing::{Pack, pack_fields, pack_variants};

use super::row::{Key, Table};

/// Why a row was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its bytes are not those that were written.
    Broken,
    /// A newer Guillemet wrote it.
    Newer,
    /// Its bytes are as they were written, but do not fit what is there besides.
    Misfit,
}

/// A row that could not be used. Nothing is deleted: it stays where it is, and can be downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// In which table it lies.
    pub table: Table,
    /// Where in it.
    pub key: Key,
    /// What is wrong.
    pub fault: Fault,
    /// The bytes as they were found.
    pub bytes: Rc<[u8]>,
}

pack_variants!(Fault { 0: Broken {}, 1: Newer {}, 2: Misfit {} });
pack_fields!(Damage { table, key, fault, bytes });

/// A value's bytes in their envelope.
#[must_use]
pub fn seal<T: Pack>(value: &T) -> Rc<[u8]> {
    let mut bytes = vec![T::LAYOUT];
    value.pack(&mut bytes);
    let sum = checksum(&bytes);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes.into()
}

/// The value in an envelope.
///
/// # Errors
/// What is wrong with it.
pub fn unseal<T: Pack>(bytes: &[u8]) -> Result<T, Fault> {
    let (mut packed, layout) = opened(bytes)?;
    let value = match layout {
        0 => None,
        layout if layout == T::LAYOUT => T::unpack(&mut packed),
        layout if layout < T::LAYOUT => T::unpack_former(layout, &mut packed),
        _ => return Err(Fault::Newer),
    };
    let value = value.ok_or(Fault::Broken)?;
    if packed.is_empty() { Ok(value) } else { Err(Fault::Broken) }
}

/// The bytes in an envelope, and of which layout they are.
fn opened(bytes: &[u8]) -> Result<(&[u8], u8), Fault> {
    let at = bytes.len().checked_sub(SUM_BYTES).ok_or(Fault::Broken)?;
    let (body, sum) = bytes.split_at(at);
    if sum != checksum(body).to_le_bytes() {
        return Err(Fault::Broken);
    }
    let (layout, packed) = body.split_first().ok_or(Fault::Broken)?;
    Ok((packed, *layout))
}

const SUM_BYTES: usize = 4;

/// FNV-1a, 32 bits: it is there against broken bytes, not against forged ones.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_sealed_is_unsealed(text in any::<String>()) {
            prop_assert_eq!(unseal::<String>(&seal(&text)), Ok(text));
        }

        #[test]
        fn a_broken_byte_is_found_wherever_it_is(text in any::<String>(), at in any::<prop::sample::Index>(), by in 1_u8..) {
            let mut bytes = seal(&text).to_vec();
            let at = at.index(bytes.len());
            bytes[at] ^= by;
            prop_assert!(unseal::<String>(&bytes).is_err());
        }

        #[test]
        fn a_row_that_was_cut_short_is_broken(text in any::<String>(), at in any::<prop::sample::Index>()) {
            let bytes = seal(&text);
            prop_assert_eq!(unseal::<String>(&bytes[..at.index(bytes.len())]), Err(Fault::Broken));
        }
    }

    #[test]
    fn a_row_of_a_newer_layout_is_told_apart_from_a_broken_one() {
        let mut bytes = vec![u32::LAYOUT + 1, 9, 9, 9];
        let sum = checksum(&bytes);
        bytes.extend_from_slice(&sum.to_le_bytes());
        assert_eq!(unseal::<u32>(&bytes), Err(Fault::Newer));
    }
}
