//! What the linker tells of a module's data: where in memory each piece lies, and which pieces hold the addresses of
//! which. By it the data goes with the functions that use it.
//!
//! It reads the sections `linking` and `reloc.*` that `wasm-ld --emit-relocs` writes, as the tool conventions of
//! WebAssembly describe them (Linking.md). Addresses are in bytes of linear memory.

use std::collections::HashMap;
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasmparser::{
    DataKind, DataSectionReader, DefinedDataSymbol, KnownCustom, Linking, Operator, Parser, Payload,
    RelocationEntry, RelocationType, SymbolInfo,
};

/// The pieces of a module's data.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    /// Where each lies.
    places: Vec<Range<u32>>,
    /// Whether nobody ever writes to it.
    read_only: Vec<bool>,
    /// The pieces that whoever holds an address may read. Such an address need not lie in the piece: code that reads
    /// from a letter's place in a table on begins before the table.
    meant: HashMap<u32, Vec<usize>>,
    /// The addresses that each holds.
    held: Vec<Vec<u32>>,
}

/// A segment of data: what it is called, where in the section it begins, and where in memory it lies.
struct Segment {
    name: String,
    in_section: usize,
    place: Range<u32>,
}

/// A module without what only the linker has said: after any change it is no longer true.
pub fn without(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Vec::with_capacity(wasm.len());
    let mut copied = 0;
    let mut section = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.context("the module cannot be read")?;
        let Some((_, range)) = payload.as_section() else {
            section = match payload {
                Payload::Version { range, .. } => range.end,
                // Bodies of functions lie in a section that has been passed.
                Payload::CodeSectionEntry(body) => body.range().end,
                _ => section,
            };
            continue;
        };
        if let Payload::CustomSection(custom) = &payload
            && (custom.name() == "linking" || custom.name().starts_with("reloc."))
        {
            kept.extend_from_slice(&wasm[copied..section]);
            copied = range.end;
        }
        section = range.end;
    }
    kept.extend_from_slice(&wasm[copied..]);
    Ok(kept)
}

impl Pieces {
    /// Reads what the linker tells. A module of which it tells nothing has no pieces.
    pub fn read(wasm: &[u8]) -> Result<Self> {
        let (mut segments, mut names) = (Vec::new(), Vec::new());
        let (mut symbols, mut in_data, mut in_code) = (Vec::new(), Vec::new(), Vec::new());
        let mut data = None;
        for (number, payload) in
            Parser::new(0).parse_all(wasm).filter(|payload| !is_inner(payload)).skip(1).enumerate()
        {
            match payload.context("the module cannot be read")? {
                Payload::DataSection(reader) => {
                    data = Some(number);
                    segments = lie(reader)?;
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Linking(linking) => {
                        for told in linking.subsections() {
                            match told? {
                                Linking::SegmentInfo(all) => {
                                    for segment in all {
                                        names.push(segment?.name.to_owned());
                                    }
                                }
                                Linking::SymbolTable(all) => {
                                    for symbol in all {
                                        symbols.push(defined(&symbol?));
                                    }
                                }
                                _ => {}
                            }
                        }
                    }
                    KnownCustom::Reloc(relocations) => {
                        let of_data = Some(relocations.section_index() as usize) == data;
                        let all = if of_data { &mut in_data } else { &mut in_code };
                        for entry in relocations.entries() {
                            let entry = entry?;
                            if is_address(&entry) {
                                all.push(entry);
                            }
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        if names.len() > segments.len() {
            bail!("the linker names more segments of data than there are");
        }
        for (segment, name) in segments.iter_mut().zip(names) {
            segment.name = name;
        }
        Self::of(&segments, &symbols, &in_data, &in_code)
    }

    fn of(
        segments: &[Segment],
        symbols: &[Option<DefinedDataSymbol>],
        in_data: &[RelocationEntry],
        in_code: &[RelocationEntry],
    ) -> Result<Self> {
        let mut pieces = Self::default();
        let mut numbers = HashMap::new();
        for (symbol, place) in symbols.iter().enumerate() {
            let Some(place) = place else { continue };
            let segment = segments.get(place.index as usize).context("a piece of data lies in no segment")?;
            let start = segment.place.start + place.offset;
            numbers.insert(symbol as u32, pieces.places.len());
            pieces.places.push(start..start + place.size);
            pieces.read_only.push(segment.name.starts_with(".rodata"));
        }
        pieces.held.resize(pieces.places.len(), Vec::new());
        for entry in in_code.iter().chain(in_data) {
            let Some(piece) = numbers.get(&entry.index) else { continue };
            let meant = pieces.meant.entry(pieces.address(entry, *piece)).or_default();
            if !meant.contains(piece) {
                meant.push(*piece);
            }
        }
        let mut by_place: Vec<usize> = (0..pieces.places.len()).collect();
        by_place.sort_by_key(|piece| pieces.places[*piece].start);
        let longest = pieces.places.iter().map(|place| place.len()).max().unwrap_or_default();
        for entry in in_data {
            let Some(piece) = numbers.get(&entry.index) else { continue };
            let address = pieces.address(entry, *piece);
            let offset = entry.offset as usize;
            let within = |segment: &&Segment| {
                (segment.in_section..segment.in_section + segment.place.len()).contains(&offset)
            };
            let segment =
                segments.iter().find(within).context("an address in the data lies in no segment")?;
            let at = segment.place.start + (offset - segment.in_section) as u32;
            // Pieces may lie over one another: equal ones are kept once.
            let start = |piece: &usize| pieces.places[*piece].start as usize;
            let begin = by_place.partition_point(|piece| start(piece) + longest <= at as usize);
            let end = by_place.partition_point(|piece| start(piece) <= at as usize);
            for holder in &by_place[begin..end] {
                if pieces.places[*holder].contains(&at) {
                    pieces.held[*holder].push(address);
                }
            }
        }
        Ok(pieces)
    }

    fn address(&self, entry: &RelocationEntry, piece: usize) -> u32 {
        // Memory is of 32 bits: what is taken away wraps around.
        self.places[piece].start.wrapping_add(entry.addend as u32)
    }

    /// The places of the data that is never written to and that nobody reads who holds these addresses only, in order
    /// and apart from one another.
    pub fn unread_by(&self, addresses: impl IntoIterator<Item = u32>) -> Vec<Range<u32>> {
        let mut read = vec![false; self.places.len()];
        let mut open: Vec<u32> = addresses.into_iter().collect();
        while let Some(address) = open.pop() {
            for piece in self.meant.get(&address).into_iter().flatten() {
                if !std::mem::replace(&mut read[*piece], true) {
                    open.extend(&self.held[*piece]);
                }
            }
        }
        let mut order: Vec<usize> = (0..self.places.len()).collect();
        order.sort_by_key(|piece| self.places[*piece].start);
        let of = |is_read: bool| {
            let chosen = |piece: &&usize| (read[**piece] || !self.read_only[**piece]) == is_read;
            joined(order.iter().filter(chosen).map(|piece| self.places[*piece].clone()))
        };
        less(&of(false), &of(true))
    }
}

/// Places in the order of their starts, joined where they touch.
fn joined(places: impl Iterator<Item = Range<u32>>) -> Vec<Range<u32>> {
    let mut joined: Vec<Range<u32>> = Vec::new();
    for place in places.filter(|place| !place.is_empty()) {
        match joined.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => joined.push(place),
        }
    }
    joined
}

/// Places without others, both in order.
pub fn less(places: &[Range<u32>], others: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut left = Vec::new();
    for place in places {
        let mut start = place.start;
        let from = others.partition_point(|other| other.end <= place.start);
        for other in others[from..].iter().take_while(|other| other.start < place.end) {
            if start < other.start {
                left.push(start..other.start);
            }
            start = start.max(other.end);
        }
        if start < place.end {
            left.push(start..place.end);
        }
    }
    left
}

/// What of a place lies in others, which are in order.
pub fn common(place: Range<u32>, others: &[Range<u32>]) -> Vec<Range<u32>> {
    let from = others.partition_point(|other| other.end <= place.start);
    let met = others[from..].iter().take_while(|other| other.start < place.end);
    met.map(|other| other.start.max(place.start)..other.end.min(place.end)).collect()
}

/// Whether a part of a module lies in a section that has its own.
fn is_inner(payload: &wasmparser::Result<Payload>) -> bool {
    matches!(payload, Ok(Payload::CodeSectionEntry(_) | Payload::End(_)))
}

fn is_address(entry: &RelocationEntry) -> bool {
    matches!(
        entry.ty,
        RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb | RelocationType::MemoryAddrI32
    )
}

fn defined(symbol: &SymbolInfo) -> Option<DefinedDataSymbol> {
    match symbol {
        SymbolInfo::Data { symbol, .. } => *symbol,
        _ => None,
    }
}

/// Where segments lie.
fn lie(reader: DataSectionReader) -> Result<Vec<Segment>> {
    let section = reader.range().start;
    let mut segments = Vec::new();
    for data in reader {
        let data = data?;
        let DataKind::Active { offset_expr, .. } = data.kind else {
            bail!("a segment of data has no place in memory")
        };
        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
            bail!("a segment of data has a place that is not a number")
        };
        let start = value.cast_unsigned();
        segments.push(Segment {
            name: String::new(),
            in_section: data.range.end - data.data.len() - section,
            place: start..start + data.data.len() as u32,
        });
    }
    Ok(segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two segments: of what is only read, from 1000 on, and of what changes, from 2000 on.
    fn segments() -> [Segment; 2] {
        let segment = |name: &str, in_section: usize, place: Range<u32>| Segment {
            name: name.to_owned(),
            in_section,
            place,
        };
        [segment(".rodata", 10, 1000..1100), segment(".data", 120, 2000..2020)]
    }

    fn piece(index: u32, offset: u32, size: u32) -> Option<DefinedDataSymbol> {
        Some(DefinedDataSymbol { index, offset, size })
    }

    fn address(offset: u32, index: u32, addend: i64) -> RelocationEntry {
        RelocationEntry { ty: RelocationType::MemoryAddrSleb, offset, index, addend }
    }

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "one range is what is meant")]
    fn data_goes_with_who_holds_its_address_or_that_of_what_holds_it() {
        // The first holds the second's address; the fourth is written to, and holds the third's.
        let symbols = [piece(0, 0, 20), None, piece(0, 20, 30), piece(0, 50, 50), piece(1, 0, 20)];
        let in_data = [address(10 + 4, 2, 0), address(120 + 8, 3, 5)];
        let in_code = [address(1, 0, 0), address(9, 3, -388), address(20, 4, 4)];
        let pieces = Pieces::of(&segments(), &symbols, &in_data, &in_code).expect("it is sound");
        assert_eq!(pieces.unread_by([]), [1000..1100]);
        assert_eq!(pieces.unread_by([1000]), [1050..1100]);
        assert_eq!(pieces.unread_by([1050 - 388]), [1000..1050], "an address before the piece");
        assert_eq!(pieces.unread_by([2004]), [1000..1050]);
        assert_eq!(pieces.unread_by([1000, 2004]), []);
        assert_eq!(pieces.unread_by([1021, 7]), [1000..1100], "numbers that are no addresses");
    }

    #[test]
    fn of_pieces_that_lie_over_one_another_what_one_needs_stays() {
        let symbols = [piece(0, 0, 40), piece(0, 10, 10)];
        let pieces = Pieces::of(&segments(), &symbols, &[], &[address(1, 0, 0), address(2, 1, 0)])
            .expect("it is sound");
        assert_eq!(pieces.unread_by([1010]), [1000..1010, 1020..1040]);
        assert_eq!(pieces.unread_by([1000]), []);
    }

    #[test]
    fn places_meet() {
        assert_eq!(joined([1..3, 3..4, 5..5, 6..9, 7..8].into_iter()), [1..4, 6..9]);
        assert_eq!(less(&[0..10, 20..30], &[2..3, 8..22, 40..50]), [0..2, 3..8, 22..30]);
        assert_eq!(common(5..25, &[0..5, 6..7, 20..30, 40..50]), [6..7, 20..25]);
    }

    #[test]
    fn what_only_the_linker_said_is_left_out() {
        let section = |id: u8, name: &str| {
            let mut bytes = vec![id, name.len() as u8 + 2, name.len() as u8];
            bytes.extend(name.as_bytes());
            bytes.push(1);
            bytes
        };
        let module = |names: &[&str]| {
            names.iter().fold(b"\0asm\x01\0\0\0".to_vec(), |mut module, name| {
                module.extend(section(0, name));
                module
            })
        };
        let told = module(&["linking", "first", "reloc.CODE", "reloc.DATA", "name"]);
        assert_eq!(without(&told).expect("it is a module"), module(&["first", "name"]));
        assert!(without(b"\0asm").is_err());
    }
}
