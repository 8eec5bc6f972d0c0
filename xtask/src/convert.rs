//! `cargo xtask convert`: the formats of the page without a browser, for pipelines and for the proofs.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use guillemet::formats::interchange::{
    self, Choice, Export, FORMATS, Format, Input, Opened, Packing, Piece, Questions, ReadOptions, Split,
    Survey, WriteOptions,
};
use guillemet::formats::{OffsetUnit, Reading, Report, guillemet_json};
use guillemet::model::Dataset;
use lexopt::prelude::*;

/// How many reports of a kind are shown.
const SHOWN: usize = 20;

/// What the command line asks for.
#[derive(Default)]
pub struct Options {
    list: bool,
    from: Option<&'static Format>,
    to: Option<&'static Format>,
    scheme: Option<PathBuf>,
    read: ReadOptions,
    write: WriteOptions,
    paths: Vec<PathBuf>,
}

impl Options {
    /// Reads the command line after the command; `None` where it asks for help.
    ///
    /// # Errors
    /// What is wrong with an argument.
    pub fn parse(mut arguments: lexopt::Parser) -> Result<Option<Self>, lexopt::Error> {
        let mut options = Self::default();
        while let Some(argument) = arguments.next()? {
            match argument {
                Short('h') | Long("help") => return Ok(None),
                Long("formats") => options.list = true,
                Long("from") => options.from = Some(format_named(&arguments.value()?.string()?)?),
                Long("to") => options.to = Some(format_named(&arguments.value()?.string()?)?),
                Long("scheme") => options.scheme = Some(arguments.value()?.into()),
                Long("labels") => {
                    options.read.others = match arguments.value()?.string()?.as_str() {
                        "ask" => None,
                        "add" => Some(Choice::Add),
                        "skip" => Some(Choice::Skip),
                        other => return Err(format!("--labels is ask, add or skip, not `{other}`").into()),
                    };
                }
                Long("map") => {
                    let pair = arguments.value()?.string()?;
                    let (foreign, ours) = pair.split_once('=').ok_or("--map wants FOREIGN=OURS")?;
                    let choice = Choice::Map(ours.to_owned());
                    options.read.labels.insert(foreign.to_owned(), choice.clone());
                    options.read.relations.insert(foreign.to_owned(), choice);
                }
                Long("unit") => {
                    options.read.unit = match arguments.value()?.string()?.as_str() {
                        "code-points" => Some(OffsetUnit::CodePoint),
                        "utf16" => Some(OffsetUnit::Utf16),
                        other => return Err(format!("--unit is code-points or utf16, not `{other}`").into()),
                    };
                }
                Long("split") => options.write.split = Some(split(&arguments.value()?.string()?)?),
                Value(path) => options.paths.push(path.into()),
                other => return Err(other.unexpected()),
            }
        }
        Ok(Some(options))
    }
}

fn format_named(id: &str) -> Result<&'static Format, lexopt::Error> {
    let known = || FORMATS.iter().map(|format| format.id).collect::<Vec<_>>().join(", ");
    interchange::format(id).ok_or_else(|| format!("there is no format `{id}`: there are {}", known()).into())
}

fn split(text: &str) -> Result<Split, lexopt::Error> {
    let wrong = || format!("--split wants two shares of a hundred, such as 10,10, not `{text}`");
    let numbers: Vec<u64> = text.split(',').map(str::parse).collect::<Result<_, _>>().map_err(|_| wrong())?;
    match numbers.as_slice() {
        [validation, test, seed @ ..] if validation + test < 100 && seed.len() < 2 => Ok(Split {
            // OK because both are below a hundred.
            validation: *validation as u8,
            test: *test as u8,
            seed: seed.first().copied().unwrap_or(Split::default().seed),
        }),
        _ => Err(wrong().into()),
    }
}

/// Converts; whether anything was read and nothing is left to ask.
pub fn run(options: &Options) -> Result<bool> {
    if options.list {
        list();
        return Ok(true);
    }
    let (Some(to), [source, target]) = (options.to, options.paths.as_slice()) else {
        bail!(
            "convert wants --to FORMAT, what to read and where to write; `cargo xtask convert --formats` lists the formats"
        );
    };
    let mut read_options = options.read.clone();
    if let Some(path) = &options.scheme {
        read_options.scheme = scheme_of(path)?;
    }
    let opened = Opened::new(inputs(source)?)?;
    let import = interchange::read(&opened, options.from, &read_options)?;
    eprintln!("read {} as {}", source.display(), (import.format.name)());
    tell(&import.reading);
    if !import.questions.is_empty() {
        ask(&import.questions);
        return Ok(false);
    }
    if import.reading.documents.is_empty() && !import.reading.rejected.is_empty() {
        eprintln!("nothing could be read, and nothing was written");
        return Ok(false);
    }
    let dataset = import.reading.into_dataset().map_err(|error| anyhow!("{error}"))?;
    let files = write(to, &dataset, &options.write, target)?;
    eprintln!("wrote {} as {}: {}", target.display(), (to.name)(), files);
    Ok(true)
}

fn list() {
    println!("{:<20} {:<7} {:<6} for", "format", "way", "ending");
    for format in FORMATS {
        let way = match (format.reader.is_some(), format.writer.is_some()) {
            (true, true) => "in, out",
            (true, false) => "in",
            _ => "out",
        };
        println!("{:<20} {:<7} {:<6} {}", format.id, way, format.extension, (format.about)());
    }
}

fn scheme_of(path: &Path) -> Result<guillemet::model::Scheme> {
    let text = fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
    Ok(guillemet_json::read(&text)?.scheme)
}

/// A file, or all files of a folder, named from there.
pub fn inputs(path: &Path) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    if path.is_dir() {
        collect(path, path, &mut inputs)?;
        inputs.sort_by(|one: &Input, other| one.name.cmp(&other.name));
    } else {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
        inputs.push(Input { name, bytes });
    }
    Ok(inputs)
}

fn collect(root: &Path, folder: &Path, inputs: &mut Vec<Input>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, inputs)?;
            continue;
        }
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let bytes = fs::read(&path).with_context(|| format!("could not read {}", path.display()))?;
        inputs.push(Input { name, bytes });
    }
    Ok(())
}

fn tell(reading: &Reading) {
    let spans: usize = reading.documents.iter().map(|document| document.annotations.len()).sum();
    let relations: usize = reading.documents.iter().map(|document| document.relations.len()).sum();
    eprintln!("{} articles, {spans} annotations, {relations} relations", reading.documents.len());
    let told = |what: &str, reports: &[Report]| {
        for report in reports.iter().take(SHOWN) {
            eprintln!("{what}: {}: {}", report.place, report.reason);
        }
        if reports.len() > SHOWN {
            eprintln!("{what}: {} more", reports.len() - SHOWN);
        }
    };
    told("repaired", &reading.repaired);
    told("left out", &reading.rejected);
}

fn ask(questions: &Questions) {
    for (what, names) in [("label", &questions.labels), ("relation", &questions.relations)] {
        for (name, foreign) in names {
            let like = foreign
                .like
                .as_ref()
                .map(|like| format!(", perhaps --map {name}={like}"))
                .unwrap_or_default();
            eprintln!("the scheme has no {what} `{name}`, which is used {} times{like}", foreign.count);
        }
    }
    if !questions.labels.is_empty() || !questions.relations.is_empty() {
        eprintln!("say what becomes of them: --map FOREIGN=OURS, --labels add or --labels skip");
    }
    if let Some(unit) = &questions.unit {
        eprintln!(
            "in {} articles it matters whether offsets count code points or UTF-16 units: the first `{}` covers {} in code points and {} in UTF-16; say --unit code-points or --unit utf16",
            unit.articles, unit.label, unit.in_code_points, unit.in_utf16
        );
    }
    eprintln!("nothing was written");
}

/// Writes to a file, a zip or a folder, as the format and the target's name ask; what was written.
fn write(to: &'static Format, dataset: &Dataset, options: &WriteOptions, target: &Path) -> Result<String> {
    let survey = surveyed(to, dataset, options);
    for loss in survey.losses() {
        eprintln!("lost: {} ({})", loss.what, loss.count);
    }
    let Some(export) = survey.into_export() else { bail!("{} is only read, not written", (to.name)()) };
    let zipped = target.extension().is_some_and(|ending| ending == "zip");
    let output = if export.several_files() && !zipped {
        Output::Folder { folder: target.to_owned(), file: None, count: 0 }
    } else {
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = File::create(target).with_context(|| format!("could not write {}", target.display()))?;
        Output::File { file: BufWriter::new(file), packing: Packing::new(zipped), bytes: 0 }
    };
    fill(output, export, dataset)
}

/// Writes the files of a format into a folder, as they are called.
pub fn write_folder(
    to: &'static Format,
    dataset: &Dataset,
    options: &WriteOptions,
    folder: &Path,
) -> Result<()> {
    let export = surveyed(to, dataset, options).into_export();
    let export = export.with_context(|| format!("{} is only read, not written", (to.name)()))?;
    fill(Output::Folder { folder: folder.to_owned(), file: None, count: 0 }, export, dataset)?;
    Ok(())
}

fn surveyed<'a>(to: &'static Format, dataset: &'a Dataset, options: &'a WriteOptions) -> Survey<'a> {
    let mut survey = Survey::new(to, dataset.scheme(), dataset.guidelines(), options);
    dataset.documents().iter().for_each(|document| survey.add(document));
    survey
}

fn fill(mut output: Output, mut export: Export, dataset: &Dataset) -> Result<String> {
    output.put(&export.start())?;
    while let Some(document) = export.wanted().and_then(|n| dataset.documents().get(n)) {
        output.put(&export.write(document))?;
    }
    output.finish()
}

enum Output {
    File { file: BufWriter<File>, packing: Packing, bytes: usize },
    Folder { folder: PathBuf, file: Option<BufWriter<File>>, count: usize },
}

impl Output {
    fn put(&mut self, pieces: &[Piece]) -> Result<()> {
        match self {
            Self::File { file, packing, bytes } => {
                let packed = packing.pack(pieces)?;
                *bytes += packed.len();
                file.write_all(&packed)?;
            }
            Self::Folder { folder, file, count } => {
                for piece in pieces {
                    match piece {
                        Piece::File(name) => {
                            if let Some(mut done) = file.take() {
                                done.flush()?;
                            }
                            fs::create_dir_all(&*folder)?;
                            let path = folder.join(name);
                            let made = File::create(&path)
                                .with_context(|| format!("could not write {}", path.display()))?;
                            *file = Some(BufWriter::new(made));
                            *count += 1;
                        }
                        Piece::Text(text) => {
                            if let Some(file) = file {
                                file.write_all(text.as_bytes())?;
                            }
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<String> {
        match self {
            Self::File { mut file, packing, bytes } => {
                let rest = packing.finish()?;
                file.write_all(&rest)?;
                file.flush()?;
                Ok(format!("{} bytes", bytes + rest.len()))
            }
            Self::Folder { file, count, .. } => {
                if let Some(mut file) = file {
                    file.flush()?;
                }
                Ok(format!("{count} files"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Options, run};

    fn parsed(arguments: &[&str]) -> Result<Options, String> {
        let options =
            Options::parse(lexopt::Parser::from_args(arguments)).map_err(|error| error.to_string())?;
        options.ok_or_else(|| "help".to_owned())
    }

    #[test]
    fn arguments_are_checked() {
        assert!(
            parsed(&["--to", "fax"])
                .err()
                .unwrap()
                .starts_with("there is no format `fax`: there are guillemet")
        );
        assert!(parsed(&["--split", "60,60"]).is_err());
        assert_eq!(
            parsed(&["--split", "5,20,9"]).unwrap().write.split.map(|split| (split.test, split.seed)),
            Some((20, 9))
        );
        assert!(parsed(&["--map", "PER"]).is_err());
    }

    #[test]
    fn a_folder_is_converted_there_and_back() {
        let folder = std::env::temp_dir().join(format!("guillemet-convert-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
        let line = r#"{"id": "a", "text": "« Oui », dit Élise.", "spans": [{"id": "s", "start": 13, "end": 18, "label": "source"}]}"#;
        std::fs::write(path("a.jsonl"), line).unwrap();
        let convert = |arguments: &[&str]| run(&parsed(arguments).unwrap()).unwrap();
        assert!(convert(&["--to", "brat", &path("a.jsonl"), &path("brat.zip")]));
        assert!(convert(&["--to", "brat", &path("a.jsonl"), &path("brat")]));
        for source in ["brat.zip", "brat"] {
            assert!(convert(&["--from", "brat", "--to", "hugging-face", &path(source), &path("b.jsonl")]));
            let written = std::fs::read_to_string(path("b.jsonl")).unwrap();
            assert!(written.contains(r#""label":"source","start":13,"end":18,"text":"Élise""#), "{written}");
        }
        std::fs::write(path("a.jsonl"), line.replace("source", "PER")).unwrap();
        assert!(!convert(&["--to", "csv", &path("a.jsonl"), &path("csv")]));
        assert!(!std::path::Path::new(&path("csv")).exists());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
