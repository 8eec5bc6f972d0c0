//! The project's own commands: `cargo xtask` shows them.

mod bench;
mod browser_tests;
mod checks;
mod chromium;
mod convert;
mod debian;
mod engine;
mod eval;
mod http;
mod imports;
mod interop;
mod module;
mod names;
mod npm;
mod outcome;
mod page;
mod parts;
mod process;
mod project;
mod purity;
mod reload;
mod relocations;
mod serve;
mod site;
mod size;
mod split;
mod suggest;
mod suites;
mod toolchain;
mod watch;

use std::process::ExitCode;

use anyhow::Result;
use guillemet::suggest::Confidence;
use lexopt::prelude::*;

use crate::engine::Engine;
use crate::module::Recipe;
use crate::toolchain::WasmRust;

const HELP: &str = "\
Guillemet's own commands:

  cargo xtask serve [--port N] [--debug] [--no-open]
      build the page, serve it at http://127.0.0.1:8080/, rebuild and reload it when a source changes
  cargo xtask build [--debug]
      build the static site into dist/
  cargo xtask test [SUITE…] [--filter TEXT] [--browser chromium|firefox|webkit]
      run all tests, or the suites named: format, clippy, rustdoc, purity, native, interop, wasm, browser, size;
      in another browser than Chromium, the suite browser alone
  cargo xtask bench native [TEXT]
      measure the pure parts (whose names contain TEXT) at 100 to 1,000,000 annotations; shows the growth
  cargo xtask bench browser [S|M|L|XL|one|lines…] [--runs N] [--limit SECONDS]
      measure the built page in Chromium beside a bare windowed page, on texts of these sizes
  cargo xtask bench journal [--runs N]
      measure N edits (300) from the call to the disk, at 10, 1,000 and 10,000 annotations in the article
  cargo xtask bench suggest [--runs N]
      measure the rules in the page's worker, on N articles (20) of 5 kB, 100 kB and 1 MB in French and English
  cargo xtask soak [--rounds N]
      end the browser N times (50) at a random moment of annotating, and look what is there after a restart
  cargo xtask profile [--add]
      record which functions a page runs until one can work: the others are for its later part; or add them to those
      that were recorded with another compiler
  cargo xtask size
      build it and hold its bytes against the budget
  cargo xtask convert [--from FORMAT] --to FORMAT [OPTION…] IN OUT
      read files, a folder or a zip of one format and write them in another; `--formats` lists them
  cargo xtask interop [CHECK…]
      install the programs that our formats are for, and let them read what convert writes; see also the suite interop

  cargo xtask suggest IN.jsonl
      write what the rules propose for each line of texts, in Unicode code points
  cargo xtask eval GOLD.jsonl [--threshold N] [--errors]
      measure the rules against annotated lines: precision, recall and F1 a label and a rule

  --debug      unoptimised, with names and assertions: quicker to build
  --port N     another port than 8080
  --no-open    do not open a browser
  --filter T   only tests whose names contain T
  --browser B  drive the page in this browser
  --runs N     measure each thing N times instead of 20
  --limit S    cut a series of measurements short after S seconds instead of 120
  --threshold N  count suggestions at least so sure, in thousandths (500)
  --errors     show what was missed and what was wrong

Of convert:
  --labels ask|add|skip   what becomes of labels and relations that the scheme lacks; ask tells them and writes nothing
  --map FOREIGN=OURS      read a label or a relation as one of the scheme; as often as needed
  --scheme FILE           the scheme of a Guillemet document instead of quote, source and denial
  --unit code-points|utf16   in what bare offsets count
  --split V,T[,SEED]      subsets by article: so many hundredths for validation and test

What the WebAssembly build needs is found or installed: the installed wasm32 target, else rustup's, else Debian's
packaged Rust. GUILLEMET_WASM=target|rustup|debian forces one of them.
";

enum Task {
    Bench(bench::Options),
    Help,
    Eval(eval::Options),
    Suggest(suggest::Options),
    Build { debug: bool },
    Convert(Box<convert::Options>),
    Serve(serve::Options),
    Interop(Vec<String>),
    Profile { add: bool },
    Size,
    Soak { rounds: u32 },
    Test(suites::Options),
}

fn main() -> ExitCode {
    let task = match parse(lexopt::Parser::from_env()) {
        Ok(task) => task,
        Err(error) => {
            eprintln!("error: {error}; `cargo xtask --help` shows the commands");
            return ExitCode::from(2);
        }
    };
    match run(task) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn parse(mut arguments: lexopt::Parser) -> Result<Task, lexopt::Error> {
    let command = match arguments.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Task::Help),
        Some(Value(command)) => command.string()?,
        Some(other) => return Err(other.unexpected()),
    };
    let mut task = match command.as_str() {
        "bench" => match arguments.next()? {
            Some(Value(what)) if what == "native" => Task::Bench(bench::Options::Native { filter: None }),
            Some(Value(what)) if what == "browser" => Task::Bench(bench::Options::Browser(Vec::new())),
            Some(Value(what)) if what == "journal" => Task::Bench(bench::Options::Journal { edits: 300 }),
            Some(Value(what)) if what == "suggest" => Task::Bench(bench::Options::Suggest { runs: 20 }),
            _ => return Err("bench measures `native`, `browser`, `journal` or `suggest`: say which".into()),
        },
        "help" => Task::Help,
        "build" => Task::Build { debug: false },
        "serve" => Task::Serve(serve::Options { port: serve::PORT, debug: false, open: true }),
        "convert" => {
            return Ok(convert::Options::parse(arguments)?
                .map_or(Task::Help, |options| Task::Convert(Box::new(options))));
        }
        "interop" => Task::Interop(Vec::new()),
        "profile" => Task::Profile { add: false },
        "size" => Task::Size,
        "soak" => Task::Soak { rounds: 50 },
        "suggest" => Task::Suggest(suggest::Options::default()),
        "eval" => Task::Eval(eval::Options::default()),
        "test" => Task::Test(suites::Options::default()),
        _ => return Err(format!("there is no command `{command}`").into()),
    };
    while let Some(argument) = arguments.next()? {
        match (&mut task, argument) {
            (_, Short('h') | Long("help")) => return Ok(Task::Help),
            (Task::Bench(bench::Options::Native { filter }), Value(name)) if filter.is_none() => {
                *filter = Some(name.string()?);
            }
            (Task::Bench(bench::Options::Browser(asked)), Value(name)) => asked.push(name.string()?),
            (Task::Bench(bench::Options::Browser(asked)), Long(name @ ("runs" | "limit"))) => {
                asked.push(format!("--{name}"));
                asked.push(arguments.value()?.parse::<u64>()?.to_string());
            }
            (Task::Bench(bench::Options::Suggest { runs }), Long("runs")) => {
                *runs = arguments.value()?.parse::<u64>()?.max(1);
            }
            (Task::Bench(bench::Options::Journal { edits }), Long("runs")) => {
                *edits = arguments.value()?.parse::<u64>()?.max(1);
            }
            (Task::Soak { rounds }, Long("rounds")) => *rounds = arguments.value()?.parse()?,
            (Task::Build { debug }, Long("debug")) => *debug = true,
            (Task::Profile { add }, Long("add")) => *add = true,
            (Task::Serve(options), Long("debug")) => options.debug = true,
            (Task::Serve(options), Long("no-open")) => options.open = false,
            (Task::Serve(options), Long("port")) => options.port = arguments.value()?.parse()?,
            (Task::Interop(names), Value(name)) => {
                let name = name.string()?;
                if let Some(reason) = interop::unknown(&name) {
                    return Err(reason.into());
                }
                names.push(name);
            }
            (
                Task::Suggest(suggest::Options { input: file })
                | Task::Eval(eval::Options { gold: file, .. }),
                Value(path),
            ) if file.as_os_str().is_empty() => {
                *file = path.into();
            }
            (Task::Eval(options), Long("threshold")) => {
                options.threshold = Confidence::permille(arguments.value()?.parse()?);
            }
            (Task::Eval(options), Long("errors")) => options.errors = true,
            (Task::Test(options), Long("filter")) => options.filter = Some(arguments.value()?.string()?),
            (Task::Test(options), Long("browser")) => {
                let name = arguments.value()?.string()?;
                let unknown = || format!("there is no browser `{name}`: there are chromium, firefox, webkit");
                options.browser = Engine::named(&name).ok_or_else(unknown)?;
            }
            (Task::Test(options), Value(name)) => {
                let name = name.string()?;
                if let Some(reason) = suites::unknown(&name) {
                    return Err(reason.into());
                }
                options.names.push(name);
            }
            (_, other) => return Err(other.unexpected()),
        }
    }
    if let Task::Suggest(suggest::Options { input: file }) | Task::Eval(eval::Options { gold: file, .. }) =
        &task
        && file.as_os_str().is_empty()
    {
        return Err(format!("`{command}` needs a file").into());
    }
    Ok(task)
}

/// Whether what was asked came out well.
fn run(task: Task) -> Result<bool> {
    match task {
        Task::Bench(options) => bench::run(&options)?,
        Task::Eval(options) => return eval::run(&options),
        Task::Suggest(options) => return suggest::run(&options),
        Task::Help => print!("{HELP}"),
        Task::Build { debug } => {
            let rust = WasmRust::find_or_install()?;
            eprintln!("building the page with {}", rust.describe());
            page::build_dist(&rust, Recipe { debug, optimise: !debug, locked: true })?;
            println!("built {}", project::dist().display());
        }
        Task::Convert(options) => return convert::run(&options),
        Task::Serve(options) => serve::run(&options)?,
        Task::Interop(names) => return interop::run(&names),
        Task::Profile { add } => return browser_tests::profile(add),
        Task::Size => return size::run(),
        Task::Soak { rounds } => return suites::soak(rounds),
        Task::Test(options) => return suites::run(options),
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::{Engine, Task, bench, parse};

    fn parsed(arguments: &[&str]) -> Result<Task, String> {
        parse(lexopt::Parser::from_args(arguments)).map_err(|error| error.to_string())
    }

    #[test]
    fn reads_commands_and_their_flags() {
        assert!(matches!(parsed(&[]), Ok(Task::Help)));
        assert!(matches!(parsed(&["serve", "--help"]), Ok(Task::Help)));
        assert!(matches!(parsed(&["build", "--debug"]), Ok(Task::Build { debug: true })));
        let Ok(Task::Serve(options)) = parsed(&["serve", "--port=9000", "--no-open"]) else {
            panic!("it is a command")
        };
        assert_eq!((options.port, options.open, options.debug), (9000, false, false));
        let Ok(Task::Bench(bench::Options::Browser(asked))) = parsed(&["bench", "browser", "--runs=3", "L"])
        else {
            panic!("it is a command")
        };
        assert_eq!(asked, ["--runs", "3", "L"]);
        let Ok(Task::Test(options)) = parsed(&["test", "native", "--filter", "span"]) else {
            panic!("it is a command")
        };
        assert_eq!((options.names, options.filter.as_deref()), (vec!["native".to_owned()], Some("span")));
        let Ok(Task::Test(options)) = parsed(&["test", "--browser", "firefox"]) else {
            panic!("it is a command")
        };
        assert_eq!(options.browser, Engine::Firefox);
        let Ok(Task::Eval(options)) = parsed(&["eval", "--threshold", "700", "gold.jsonl"]) else {
            panic!("it is a command")
        };
        assert_eq!((options.gold.to_str(), options.threshold.get()), (Some("gold.jsonl"), 700));
    }

    #[test]
    fn names_what_it_does_not_know() {
        assert_eq!(parsed(&["fly"]).err().as_deref(), Some("there is no command `fly`"));
        assert!(parsed(&["bench"]).is_err_and(|error| {
            error.starts_with("bench measures `native`, `browser`, `journal` or `suggest`")
        }));
        assert!(parsed(&["bench", "browser", "--runs", "many"]).is_err());
        assert!(parsed(&["bench", "native", "--runs", "3"]).is_err());
        assert_eq!(parsed(&["build", "--port", "1"]).err().as_deref(), Some("invalid option '--port'"));
        assert!(parsed(&["serve", "--port", "x"]).is_err());
        assert!(parsed(&["size", "more"]).is_err());
        assert!(parsed(&["suggest", "a", "b"]).is_err());
        assert_eq!(parsed(&["eval"]).err().as_deref(), Some("`eval` needs a file"));
        assert!(parsed(&["test", "--port", "1"]).is_err());
        assert!(parsed(&["test", "nativ"]).is_err());
        assert!(parsed(&["test", "--browser", "opera"]).is_err());
        assert!(parsed(&["build", "--browser", "firefox"]).is_err());
    }
}
