//! Takes a module apart: what a page needs before it can be worked with, and what can come later. The first part has
//! a short way in for each function of the later one that it calls; it asks the script for the later part when such a
//! way is taken and it has not come yet. Both share memory, tables and globals, and so nobody in Rust knows of it.
//!
//! It knows modules, and what names their functions bear; which names are for later, it is told.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalId,
    GlobalKind, ImportedFunction, Module, ModuleConfig, ModuleExports, TableId, ValType,
};

use crate::imports;

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
/// its name is for later, or if only such functions call it.
pub fn split(wasm: &[u8], is_for_later: impl Fn(&str) -> bool) -> Result<Parts> {
    let mut first = parsed(wasm)?;
    let mut later = parsed(wasm)?;
    let moved = moved(&first, is_for_later);
    let base = base(&first)?;
    let entries = entries(&first, &moved);
    let needed = needed(&first, &moved);
    let shared = share(&mut first, &needed);
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
        let memory = later.memories.get_mut(id);
        memory.import = Some(import);
        memory.data_segments.clear();
    }
    for data in later.data.iter().map(|data| data.id()).collect::<Vec<_>>() {
        later.data.delete(data);
    }
    let tables: Vec<_> = later.tables.iter().map(|table| table.id()).collect();
    for (id, name) in tables.iter().zip(&shared.tables) {
        let import = later.imports.add(FIRST, name, *id);
        let table = later.tables.get_mut(*id);
        table.import = Some(import);
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
