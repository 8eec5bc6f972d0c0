//! `cargo xtask interop`: the programs that our files are for load them, and tell what they found.
//!
//! Each check is a small script in `tests/interop/` that compares every span and relation with the document in
//! code points. What a program writes itself, of our files or of our texts alone, comes back through our readers and
//! is compared in the same way. Their packages lie under `target/interop/`, at pinned versions; what cannot be
//! installed is skipped, not passed.

mod back;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use guillemet::formats::guillemet_json;
use guillemet::formats::interchange::{self, FORMATS, Split, WriteOptions};
use guillemet::model::Dataset;

use crate::convert;
use crate::outcome::Outcome;
use crate::process::{self, Ended, capture, find};
use crate::project;
use crate::suites::Setting;

/// Where a check's program comes from.
struct Home {
    name: &'static str,
    packages: &'static [&'static str],
    /// How long installing may take.
    limit: Duration,
}

const LIGHT: Home = Home {
    name: "light",
    packages: &[
        "jsonschema==4.26.0",
        "conllu==6.0.0",
        "seqeval==1.2.2",
        "bioc==2.1",
        "PyLD==3.3.0",
        "dkpro-cassis==0.12.0",
    ],
    limit: Duration::from_secs(240),
};
const BIOMEDICAL: Home = Home {
    name: "biomedical",
    packages: &["bconv==1.2.1", "web-anno-tsv==0.0.1"],
    limit: Duration::from_secs(240),
};
const DATASETS: Home = Home { name: "datasets", packages: &["datasets==5.2.0"], limit: LONG };
const SPACY: Home = Home { name: "spacy", packages: &["spacy==3.8.18"], limit: LONG };
const LABEL_STUDIO: Home = Home { name: "label-studio", packages: &["label-studio-sdk==2.1.2"], limit: LONG };
const DOCCANO: Home = Home {
    name: "doccano",
    // Later ones of these three are not what it was made for.
    packages: &["doccano==1.8.4", "marshmallow<4", "numpy<2", "setuptools<81"],
    limit: LONG,
};
const RECOGITO: Home =
    Home { name: "recogito", packages: &["@recogito/text-annotator@4.1.1", "jsdom@29.1.1"], limit: LONG };

const LONG: Duration = Duration::from_secs(600);

/// How long a check itself may take.
const CHECK: Duration = Duration::from_secs(300);

struct Check {
    name: &'static str,
    /// Which program, and which formats it proves.
    about: &'static str,
    home: &'static Home,
    /// In `tests/interop/`.
    script: &'static str,
    /// Whether every test run makes it.
    light: bool,
}

const CHECKS: &[Check] = &[
    Check {
        name: "jsonschema",
        about: "jsonschema: Guillemet JSON and JSON Lines",
        home: &LIGHT,
        script: "check_jsonschema.py",
        light: true,
    },
    Check {
        name: "seqeval",
        about: "seqeval, conllu: CoNLL, token tags",
        home: &LIGHT,
        script: "check_seqeval.py",
        light: true,
    },
    Check {
        name: "bioc",
        about: "bioc: brat, there and back",
        home: &LIGHT,
        script: "check_bioc.py",
        light: true,
    },
    Check {
        name: "bconv",
        about: "bconv: PubAnnotation; brat, back",
        home: &BIOMEDICAL,
        script: "check_bconv.py",
        light: true,
    },
    Check {
        name: "webanno",
        about: "web-anno-tsv: WebAnno TSV's spans",
        home: &BIOMEDICAL,
        script: "check_webanno.py",
        light: true,
    },
    Check {
        name: "pyld",
        about: "PyLD: W3C Web Annotation",
        home: &LIGHT,
        script: "check_pyld.py",
        light: true,
    },
    Check {
        name: "cassis",
        about: "dkpro-cassis: UIMA XMI and JSON, there and back, and back from layers of its own",
        home: &LIGHT,
        script: "check_cassis.py",
        light: true,
    },
    Check {
        name: "tables",
        about: "Python's csv: CSV, attributions",
        home: &LIGHT,
        script: "check_tables.py",
        light: true,
    },
    Check {
        name: "offsets",
        about: "no program, only their rules: PubAnnotation, Prodigy, WebAnno TSV with its relations",
        home: &LIGHT,
        script: "check_offsets.py",
        light: true,
    },
    Check {
        name: "datasets",
        about: "datasets: Hugging Face, there and back; token tags",
        home: &DATASETS,
        script: "check_datasets.py",
        light: false,
    },
    Check {
        name: "spacy",
        about: "spaCy: its JSON, there and back; DocBin, CoNLL; Prodigy's tokens, there and back",
        home: &SPACY,
        script: "check_spacy.py",
        light: false,
    },
    Check {
        name: "label-studio",
        about: "label-studio-sdk: Label Studio and its config, there and back",
        home: &LABEL_STUDIO,
        script: "check_label_studio.py",
        light: false,
    },
    Check {
        name: "doccano",
        about: "doccano's own import and export: both its forms, there and back",
        home: &DOCCANO,
        script: "check_doccano.py",
        light: false,
    },
    Check {
        name: "recogito",
        about: "@recogito/text-annotator on jsdom: W3C Web Annotation, there and back",
        home: &RECOGITO,
        script: "recogito.mjs",
        light: false,
    },
];

/// Why there is no check of a name, when there is none.
pub fn unknown(name: &str) -> Option<String> {
    let known: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
    (!known.contains(&name)).then(|| format!("there is no check `{name}`: there are {}", known.join(", ")))
}

/// Runs the checks of these names, or all; whether all passed.
pub fn run(names: &[String]) -> Result<bool> {
    let wanted = |check: &&Check| names.is_empty() || names.iter().any(|name| name == check.name);
    let outcome = checks(CHECKS.iter().filter(wanted))?;
    print!("{}", outcome.complaints);
    for note in &outcome.notes {
        println!("{note}");
    }
    println!(
        "{} passed, {} failed, {} skipped",
        outcome.tally.passed, outcome.tally.failed, outcome.tally.skipped
    );
    Ok(outcome.tally.failed == 0)
}

/// The suite: those that are quick to install.
pub fn suite(setting: &Setting) -> Result<Outcome> {
    let wanted = |check: &&Check| {
        check.light && setting.filter.as_deref().is_none_or(|filter| check.name.contains(filter))
    };
    checks(CHECKS.iter().filter(wanted))
}

fn folder() -> PathBuf {
    project::target().join("interop")
}

fn checks<'a>(wanted: impl Iterator<Item = &'a Check>) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let document = project::root().join("tests/interop/nasty.guillemet.json");
    let dataset = dataset_of(&document)?;
    let written = folder().join("written");
    write_all(&dataset, &written)?;
    let mut homes: Vec<(&str, Result<PathBuf, String>)> = Vec::new();
    for check in wanted {
        let home = match homes.iter().find(|(name, _)| *name == check.home.name) {
            Some((_, home)) => home.clone(),
            None => {
                let home = install(check.home).map_err(|error| format!("{error:#}"));
                homes.push((check.home.name, home.clone()));
                home
            }
        };
        match home {
            Err(reason) => {
                outcome.tally.skipped += 1;
                outcome.notes.push(format!("skipped {}: {reason}", check.about));
            }
            Ok(program) => {
                let (passed, said) = one(check, &program, &document, &dataset, &written)?;
                outcome.verdict(passed, || format!("{}:\n{said}", check.about));
                if passed {
                    outcome.notes.push(format!("{}: {said}", check.about));
                }
            }
        }
    }
    Ok(outcome)
}

fn dataset_of(path: &Path) -> Result<Dataset> {
    let text = fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
    let reading = guillemet_json::read(&text)?;
    reading.into_dataset().map_err(|error| anyhow!("{error}"))
}

/// Every format that goes out, in a folder of its name, and two more for Hugging Face.
fn write_all(dataset: &Dataset, written: &Path) -> Result<()> {
    fs::remove_dir_all(written).ok();
    let plain = WriteOptions::default();
    for format in FORMATS.iter().copied().filter(|format| format.writer.is_some()) {
        convert::write_folder(format, dataset, &plain, &written.join(format.id))?;
    }
    let format = interchange::format("hugging-face").context("the format is gone")?;
    let split = WriteOptions { split: Some(Split { validation: 20, test: 20, seed: 3 }) };
    convert::write_folder(format, dataset, &split, &written.join("hugging-face-split"))?;
    convert::write_folder(format, &large(dataset)?, &plain, &written.join("hugging-face-large"))
}

/// The articles among more than ten megabytes of such without annotations, most of them before.
fn large(dataset: &Dataset) -> Result<Dataset> {
    use guillemet::model::article::Metadata;
    use guillemet::model::{Article, Edit};
    let mut large = dataset.clone();
    for n in 0..120_usize {
        let text = "Rien à signaler. ".repeat(6_000);
        let article = Article::new(format!("2020-01-{n:04}").as_str().into(), text, Metadata::default());
        let at = if n < 110 { 0 } else { large.documents().len() };
        let edit = Edit::AddArticle { at, article: article.into() };
        large.apply(&edit).map_err(|error| anyhow!("{error}"))?;
    }
    Ok(large)
}

/// Runs a check; whether it passed, and what it said.
fn one(
    check: &Check,
    program: &Path,
    document: &Path,
    dataset: &Dataset,
    written: &Path,
) -> Result<(bool, String)> {
    let back = folder().join("back").join(check.name);
    fs::remove_dir_all(&back).ok();
    fs::create_dir_all(&back)?;
    let script = project::root().join("tests/interop").join(check.script);
    let mut command = Command::new(program);
    if check.script.ends_with(".mjs") {
        command.current_dir(folder().join(check.home.name));
    }
    command.arg(script).arg(document).arg(written).arg(&back);
    // What it imports beside itself leaves no files in the source.
    command.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONUTF8", "1").env("NO_COLOR", "1");
    process::forget_outer_cargo(&mut command);
    let finished = process::capture_within(&mut command, CHECK)?;
    let Some(finished) = finished else {
        return Ok((false, format!("it did not end within {} s", CHECK.as_secs())));
    };
    if !finished.success {
        return Ok((false, finished.output));
    }
    let mut said = finished.output.trim().lines().last().unwrap_or_default().to_owned();
    let mut folders = fs::read_dir(&back)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<PathBuf>>>()?;
    folders.retain(|path| path.is_dir());
    folders.sort();
    for path in folders {
        match back::read(&path, dataset) {
            Ok(articles) => said += &format!("; {articles} articles back from {}", back::name_of(&path)),
            Err(error) => {
                return Ok((false, format!("what came back as {}: {error:#}", back::name_of(&path))));
            }
        }
    }
    Ok((true, said))
}

/// The program that runs a home's checks, its packages installed.
fn install(home: &Home) -> Result<PathBuf> {
    let folder = folder().join(home.name);
    let stamp = folder.join("installed");
    let is_npm = home.packages.iter().any(|package| package.starts_with('@'));
    let program = if is_npm {
        find("node").context("node is not here")?
    } else {
        let python = find("python3").context("python3 is not here")?;
        let own = folder.join("bin/python");
        if !own.exists() {
            let made = capture(Command::new(python).args(["-m", "venv"]).arg(&folder))?;
            if !made.success {
                fs::remove_dir_all(&folder).ok();
                bail!("python3 makes no environment: {}", made.output.trim());
            }
        }
        own
    };
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == home.packages.join("\n")) {
        return Ok(program);
    }
    eprintln!("installing {}", home.packages.join(", "));
    let mut command;
    if is_npm {
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("package.json"), r#"{"private":true}"#)?;
        command = Command::new("npm");
        command.current_dir(&folder);
        command.args(["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]);
        command.args(["--loglevel=error", "--fetch-retries=1", "--fetch-timeout=60000"]);
    } else {
        command = Command::new(&program);
        command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]);
        command.args(["--retries", "1", "--timeout", "60"]);
    }
    command.args(home.packages);
    match process::run_within(&mut command, home.limit)? {
        Ended::Well => {}
        Ended::Badly(status) => bail!("its packages could not be installed ({status})"),
        Ended::TooLate => bail!("its packages were not installed within {} s", home.limit.as_secs()),
    }
    fs::write(stamp, home.packages.join("\n"))?;
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::{CHECKS, unknown};
    use crate::project;

    #[test]
    fn every_check_has_its_script() {
        for check in CHECKS {
            assert!(project::root().join("tests/interop").join(check.script).exists(), "{}", check.name);
        }
        assert!(
            unknown("fax")
                .is_some_and(|reason| reason.starts_with("there is no check `fax`: there are jsonschema"))
        );
        assert_eq!(unknown("spacy"), None);
    }

    #[test]
    fn every_version_is_pinned() {
        for package in CHECKS.iter().flat_map(|check| check.home.packages) {
            let pinned = package.contains("==") || package.contains('<') || package[1..].contains('@');
            assert!(pinned, "{package}");
        }
    }
}
