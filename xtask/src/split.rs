//! Takes a module apart: what a page needs before it can be worked with, and what can come later. The first part has
//! a short way in for each function of the later one that it calls; it asks the script for the later part when such a
//! way is taken and it has not come yet. Both share memory, tables and globals, and so nobody in Rust knows of it.
//!
//! It knows modules, and what names their functions bear; which names are for later, it is told.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail};
use walrus::ir::{Const, Instr, InstrLocId, Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    GlobalId, GlobalKind, ImportedFunction, Module, ModuleConfig, ModuleExports, TableId, ValType,
};

use crate::imports;
use crate::relocations::{Pieces, common, less};

/// What the first part imports from its script: a function that brings the later part, and returns when it is there.
pub const BRING: (&str, &str) = ("later", "bring");

/// The first part's global that tells whether the later part is there: 0 or 1.
pub const IS_HERE: &str = "later_is_here";

/// Under this name the later part imports the exports of the first one.
pub const FIRST: &str = "first";

/// The two parts of a module.
pub struct Parts {
    /// Stands for the whole module, with its imports and exports, and those that the later part needs.
    pub first: Vec<u8>,
    /// Puts its functions into the first one's table.
    pub later: Vec<u8>,
}

/// Takes a module apart by the names of its functions, as Rust writes them. A function goes with the later part if
/// its name is for later, or if only such functions call it; and so does data that only such functions read.
pub fn split(wasm: &[u8], data: &Pieces, is_for_later: impl Fn(&str) -> bool) -> Result<Parts> {
    let mut first = parsed(wasm)?;
    let mut later = parsed(wasm)?;
    let moved = moved(&first, is_for_later);
    let base = base(&first)?;
    let entries = entries(&first, &moved);
    let needed = needed(&first, &moved);
    let shared = share(&mut first, &needed);
    let unread = data.unread_by(addresses(&first, &moved));
    cut(&mut first, |place| less(&[place], &unread))?;
    cut(&mut later, |place| common(place, &unread))?;
    leave(&mut first, &entries, base);
    // Both are read from the same bytes: a thing has the same number in both.
    let numbers: Vec<usize> = entries.iter().map(|entry| entry.index()).collect();
    take(&mut later, &numbers, &shared, (base.0.index(), base.1))?;
    walrus::passes::gc::run(&mut first);
    walrus::passes::gc::run(&mut later);
    Ok(Parts { first: first.emit_wasm(), later: later.emit_wasm() })
}

fn parsed(wasm: &[u8]) -> Result<Module> {
    ModuleConfig::new().generate_producers_section(false).parse(wasm).context("the module cannot be read")
}

/// Who a function calls by name.
fn called(module: &Module, function: FunctionId) -> BTreeSet<FunctionId> {
    struct Calls(BTreeSet<FunctionId>);
    impl<'a> Visitor<'a> for Calls {
        fn visit_function_id(&mut self, function: &FunctionId) {
            self.0.insert(*function);
        }
    }
    let mut calls = Calls(BTreeSet::new());
    if let FunctionKind::Local(body) = &module.funcs.get(function).kind {
        dfs_in_order(&mut calls, body, body.entry_block());
    }
    calls.0
}

/// The functions that are called by more than others of their module: by its script, through a table, at its start.
fn called_from_outside(module: &Module) -> BTreeSet<FunctionId> {
    let exported = module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(function) => Some(function),
        _ => None,
    });
    exported.chain(module.start).chain(in_tables(module)).collect()
}

fn in_tables(module: &Module) -> BTreeSet<FunctionId> {
    let lists = module.elements.iter().filter_map(|element| match &element.items {
        ElementItems::Functions(functions) => Some(functions),
        ElementItems::Expressions(..) => None,
    });
    let expressions = module.elements.iter().filter_map(|element| match &element.items {
        ElementItems::Functions(_) => None,
        ElementItems::Expressions(_, expressions) => Some(expressions),
    });
    let named = expressions.flatten().filter_map(|expression| match expression {
        ConstExpr::RefFunc(function) => Some(*function),
        _ => None,
    });
    lists.flatten().copied().chain(named).collect()
}

/// What goes with the later part.
fn moved(module: &Module, is_for_later: impl Fn(&str) -> bool) -> BTreeSet<FunctionId> {
    let mut local: BTreeSet<FunctionId> = module.funcs.iter_local().map(|(function, _)| function).collect();
    let by_name: BTreeSet<FunctionId> = local
        .iter()
        .filter(|function| {
            let name = module.funcs.get(**function).name.as_deref().unwrap_or_default();
            module.start != Some(**function) && is_for_later(name)
        })
        .copied()
        .collect();
    let mut open: Vec<FunctionId> = called_from_outside(module).difference(&by_name).copied().collect();
    let mut kept: BTreeSet<FunctionId> = open.iter().copied().collect();
    while let Some(function) = open.pop() {
        for callee in called(module, function) {
            if !by_name.contains(&callee) && kept.insert(callee) {
                open.push(callee);
            }
        }
    }
    local.retain(|function| !kept.contains(function));
    local
}

/// The moved functions that somebody else calls, in the order of the places that they get in the table.
fn entries(module: &Module, moved: &BTreeSet<FunctionId>) -> Vec<FunctionId> {
    let mut entries: BTreeSet<FunctionId> = called_from_outside(module);
    for (function, _) in module.funcs.iter_local().filter(|(function, _)| !moved.contains(function)) {
        entries.extend(called(module, function));
    }
    entries.intersection(moved).copied().collect()
}

/// What the functions that stay may hold as addresses: every number in them.
fn addresses(module: &Module, moved: &BTreeSet<FunctionId>) -> BTreeSet<u32> {
    struct Numbers(BTreeSet<u32>);
    impl<'a> Visitor<'a> for Numbers {
        fn visit_const(&mut self, number: &Const) {
            if let Value::I32(number) = number.value {
                self.0.insert(number.cast_unsigned());
            }
        }

        fn visit_instr(&mut self, instruction: &'a Instr, _: &'a InstrLocId) {
            let place = match instruction {
                Instr::Load(load) => &load.arg,
                Instr::Store(store) => &store.arg,
                Instr::AtomicRmw(change) => &change.arg,
                Instr::Cmpxchg(change) => &change.arg,
                Instr::AtomicNotify(notice) => &notice.arg,
                Instr::AtomicWait(wait) => &wait.arg,
                Instr::LoadSimd(load) => &load.arg,
                _ => return,
            };
            self.0.extend(u32::try_from(place.offset));
        }
    }
    let mut numbers = Numbers(BTreeSet::new());
    for (_, function) in module.funcs.iter_local().filter(|(function, _)| !moved.contains(function)) {
        dfs_in_order(&mut numbers, function, function.entry_block());
    }
    numbers.0
}

/// Keeps of a module's data what lies in some places of each segment's.
fn cut(module: &mut Module, kept: impl Fn(Range<u32>) -> Vec<Range<u32>>) -> Result<()> {
    let segments: Vec<_> = module.data.iter().map(|segment| segment.id()).collect();
    for id in segments {
        let segment = module.data.get(id);
        let DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(start)) } = segment.kind else {
            bail!("the module has data without a place of its own")
        };
        let (start, value) = (start.cast_unsigned(), segment.value.clone());
        for place in kept(start..start + u32::try_from(value.len())?) {
            let offset = ConstExpr::Value(Value::I32(place.start.cast_signed()));
            let value = value[(place.start - start) as usize..(place.end - start) as usize].to_vec();
            let data = module.data.add(DataKind::Active { memory, offset }, value);
            module.memories.get_mut(memory).data_segments.insert(data);
        }
        module.memories.get_mut(memory).data_segments.remove(&id);
        module.data.delete(id);
    }
    Ok(())
}

/// The functions that stay and that a moved one calls. What the script gives is given to both parts.
fn needed(module: &Module, moved: &BTreeSet<FunctionId>) -> BTreeSet<FunctionId> {
    let called: BTreeSet<FunctionId> = moved.iter().flat_map(|function| called(module, *function)).collect();
    let stays = |function: &FunctionId| matches!(module.funcs.get(*function).kind, FunctionKind::Local(_));
    called.difference(moved).filter(|function| stays(function)).copied().collect()
}

/// The table of functions, and its first free place.
fn base(module: &Module) -> Result<(TableId, u32)> {
    let table = module.tables.main_function_table()?.context("the module has no table of functions")?;
    Ok((table, u32::try_from(module.tables.get(table).initial)?))
}

/// Puts in the place of each entry a way to it.
fn leave(first: &mut Module, entries: &[FunctionId], (table, base): (TableId, u32)) {
    let room = &mut first.tables.get_mut(table);
    room.initial += entries.len() as u64;
    room.maximum = room.maximum.map(|maximum| maximum.max(room.initial));
    let nothing = first.types.add(&[], &[]);
    let (bring, _) = first.add_import_func(BRING.0, BRING.1, nothing);
    let is_here = first.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
    first.exports.add(IS_HERE, is_here);
    let ready = ready(first, is_here, bring);
    for (entry, place) in entries.iter().zip(base..) {
        let ty = first.funcs.get(*entry).ty();
        let (params, results) = first.types.params_results(ty);
        let (params, results) = (params.to_vec(), results.to_vec());
        let args: Vec<_> = params.iter().map(|ty| first.locals.add(*ty)).collect();
        let mut way = FunctionBuilder::new(&mut first.types, &params, &results);
        let mut body = way.func_body();
        body.call(ready);
        for arg in &args {
            body.local_get(*arg);
        }
        body.i32_const(place.cast_signed()).call_indirect(ty, table);
        first.funcs.get_mut(*entry).kind = FunctionKind::Local(way.local_func(args));
    }
}

/// A function that returns when the later part is there.
fn ready(first: &mut Module, is_here: GlobalId, bring: FunctionId) -> FunctionId {
    let mut ready = FunctionBuilder::new(&mut first.types, &[], &[]);
    ready.func_body().global_get(is_here).if_else(
        None,
        |_| {},
        |missing| {
            missing.call(bring);
        },
    );
    ready.finish(Vec::new(), &mut first.funcs)
}

/// The names under which the first part exports what the later one imports, by the order in which the whole module has
/// such things.
struct Shared {
    functions: BTreeMap<usize, String>,
    globals: Vec<String>,
    tables: Vec<String>,
    memories: Vec<String>,
}

/// Exports what the later part needs.
fn share(first: &mut Module, needed: &BTreeSet<FunctionId>) -> Shared {
    let mut numbers = 0..;
    let mut share = |exports: &mut ModuleExports, item: ExportItem| {
        let name = format!("_{}", imports::letters(numbers.next().unwrap_or_default()));
        exports.add(&name, item);
        name
    };
    let Module { globals, tables, memories, exports, .. } = first;
    Shared {
        functions: needed.iter().map(|id| (id.index(), share(exports, (*id).into()))).collect(),
        globals: globals.iter().map(|global| share(exports, global.id().into())).collect(),
        tables: tables.iter().map(|table| share(exports, table.id().into())).collect(),
        memories: memories.iter().map(|memory| share(exports, memory.id().into())).collect(),
    }
}

/// Makes of a whole module its later part.
fn take(later: &mut Module, entries: &[usize], shared: &Shared, base: (usize, u32)) -> Result<()> {
    let functions: Vec<FunctionId> = later.funcs.iter().map(|function| function.id()).collect();
    for (number, name) in &shared.functions {
        let id = *functions.get(*number).context("the module changed while it was read")?;
        let ty = later.funcs.get(id).ty();
        let import = later.imports.add(FIRST, name, id);
        later.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
    }
    let globals: Vec<_> = later.globals.iter().map(|global| global.id()).collect();
    for (id, name) in globals.into_iter().zip(&shared.globals) {
        later.globals.get_mut(id).kind = GlobalKind::Import(later.imports.add(FIRST, name, id));
    }
    let memories: Vec<_> = later.memories.iter().map(|memory| memory.id()).collect();
    for (id, name) in memories.into_iter().zip(&shared.memories) {
        let import = later.imports.add(FIRST, name, id);
        later.memories.get_mut(id).import = Some(import);
    }
    let tables: Vec<_> = later.tables.iter().map(|table| table.id()).collect();
    for (id, name) in tables.iter().zip(&shared.tables) {
        let import = later.imports.add(FIRST, name, *id);
        let table = later.tables.get_mut(*id);
        table.import = Some(import);
        // The first part's has grown.
        table.maximum = None;
        table.elem_segments.clear();
    }
    for element in later.elements.iter().map(|element| element.id()).collect::<Vec<_>>() {
        later.elements.delete(element);
    }
    for export in later.exports.iter().map(|export| export.id()).collect::<Vec<_>>() {
        later.exports.delete(export);
    }
    later.start = None;
    let table = tables[base.0];
    let offset = ConstExpr::Value(Value::I32(base.1.cast_signed()));
    let items = entries.iter().map(|entry| functions[*entry]).collect();
    let element = later.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(items));
    later.tables.get_mut(table).elem_segments.insert(element);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module: `often` calls `seldom`, which calls `deep` and `shared`; `often` calls `shared`, too.
    fn whole() -> Vec<u8> {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        let table = module.tables.add_local(false, 1, Some(1), walrus::RefType::FUNCREF);
        let function = |module: &mut Module, name: &str, calls: &[FunctionId]| {
            let mut function = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[]);
            function.name(name.to_owned());
            let argument = module.locals.add(ValType::I32);
            for callee in calls {
                function.func_body().local_get(argument).call(*callee);
            }
            function.finish(vec![argument], &mut module.funcs)
        };
        let shared = function(&mut module, "shared", &[]);
        let deep = function(&mut module, "deep", &[]);
        let seldom = function(&mut module, "seldom", &[deep, shared]);
        let often = function(&mut module, "often", &[seldom, shared]);
        let offset = ConstExpr::Value(Value::I32(0));
        let kind = ElementKind::Active { table, offset };
        let element = module.elements.add(kind, ElementItems::Functions(vec![often]));
        module.tables.get_mut(table).elem_segments.insert(element);
        let offset = ConstExpr::Value(Value::I32(8));
        let data = module.data.add(DataKind::Active { memory, offset }, b"data".to_vec());
        module.memories.get_mut(memory).data_segments.insert(data);
        module.exports.add("often", often);
        module.exports.add("memory", memory);
        module.emit_wasm()
    }

    fn names(module: &Module) -> BTreeSet<String> {
        module.funcs.iter_local().filter_map(|(id, _)| module.funcs.get(id).name.clone()).collect()
    }

    #[test]
    fn a_function_goes_with_the_later_part_along_with_what_only_it_calls() {
        let parts = split(&whole(), &Pieces::default(), |name| name == "seldom").expect("it comes apart");
        let (first, later) = (parsed(&parts.first).unwrap(), parsed(&parts.later).unwrap());
        assert_eq!(names(&later), ["deep", "seldom"].map(str::to_owned).into());
        // A way in bears the name of what it leads to.
        assert!(names(&first).is_superset(&["often", "seldom", "shared"].map(str::to_owned).into()));
        assert!(!names(&first).contains("deep"));
        let exported: BTreeSet<&str> = first.exports.iter().map(|export| export.name.as_str()).collect();
        assert!(exported.is_superset(&["often", "memory", IS_HERE].into()), "{exported:?}");
        assert!(
            later.imports.iter().all(|import| import.module == FIRST),
            "the later part asks the first one"
        );
        for import in later.imports.iter() {
            assert!(exported.contains(import.name.as_str()), "{} is there", import.name);
        }
    }

    #[test]
    fn the_later_part_fills_the_places_that_were_kept_for_it() {
        let parts = split(&whole(), &Pieces::default(), |name| name == "seldom").expect("it comes apart");
        let (first, later) = (parsed(&parts.first).unwrap(), parsed(&parts.later).unwrap());
        let elements: Vec<_> = later.elements.iter().collect();
        let [element] = elements.as_slice() else { panic!("one list of functions: {elements:?}") };
        let ElementKind::Active { offset: ConstExpr::Value(Value::I32(1)), .. } = element.kind else {
            panic!("behind the one that the table held: {:?}", element.kind)
        };
        let ElementItems::Functions(functions) = &element.items else { panic!("functions by number") };
        assert_eq!(functions.len(), 1);
        let table = first.tables.main_function_table().unwrap().unwrap();
        assert_eq!(first.tables.get(table).initial, 2);
        assert_eq!(first.tables.get(table).maximum, Some(2));
        let imported = later.tables.main_function_table().unwrap().unwrap();
        assert_eq!(later.tables.get(imported).maximum, None, "or else the first part's is too large for it");
    }

    #[test]
    fn a_module_of_which_nothing_is_for_later_stays_whole() {
        let parts = split(&whole(), &Pieces::default(), |_| false).expect("it comes apart");
        let (first, later) = (parsed(&parts.first).unwrap(), parsed(&parts.later).unwrap());
        assert_eq!(names(&later).len(), 0);
        assert!(names(&first).contains("deep"));
        let bytes: Vec<u8> = first.data.iter().flat_map(|data| data.value.clone()).collect();
        assert_eq!(bytes, b"data");
        assert!(later.data.iter().next().is_none());
    }

    #[test]
    fn data_is_cut_at_the_places_given() {
        let mut module = parsed(&whole()).unwrap();
        cut(&mut module, |place| vec![place.start..place.start + 1, place.end - 2..place.end]).unwrap();
        let kept: Vec<_> = module
            .data
            .iter()
            .map(|data| match data.kind {
                DataKind::Active { offset: ConstExpr::Value(Value::I32(at)), .. } => (at, data.value.clone()),
                _ => panic!("it has a place"),
            })
            .collect();
        assert_eq!(kept, [(8, b"d".to_vec()), (10, b"ta".to_vec())]);
    }
}
