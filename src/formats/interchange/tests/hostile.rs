//! Files that are cut off, counted or encoded otherwise, huge, or made to do harm: what is wrong is told with its place,
//! and the rest is kept.

use super::*;
use crate::formats::encoding::Encoding;

#[test]
fn archives_are_opened_within_bounds() {
    let mut packing = Packing::new(true);
    let mut zip = Vec::new();
    let zeros = "a".repeat(1_000_000);
    for n in 0..220 {
        zip.extend(packing.pack(&[Piece::File(format!("{n}.txt")), Piece::Text(zeros.clone())]).unwrap());
    }
    zip.extend(packing.finish().unwrap());
    assert!(zip.len() < 1_000_000);
    let refused = Opened::new(vec![Input { name: "bomb.zip".into(), bytes: zip.clone() }]).unwrap_err();
    assert!(refused.to_string().contains("more than 200 MB"), "{refused}");
    let cut = Opened::new(vec![Input { name: "cut.zip".into(), bytes: zip[..zip.len() / 2].to_vec() }])
        .unwrap_err();
    assert!(cut.to_string().starts_with("the archive cut.zip cannot be read"), "{cut}");
    // A broken archive in a good one costs only itself.
    let nested: Vec<u8> = {
        let cursor = std::io::Cursor::new(Vec::new());
        let mut outer = zip::ZipWriter::new(cursor);
        for (name, bytes) in [("a.zip", &zip[..zip.len() / 2]), ("b.txt", &b"Oui"[..])] {
            outer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut outer, bytes).unwrap();
        }
        outer.finish().unwrap().into_inner()
    };
    let opened = Opened::new(vec![Input { name: "outer.zip".into(), bytes: nested }]).unwrap();
    assert_eq!((opened.files.len(), opened.rejected[0].place.to_string().as_str()), (1, "outer.zip a.zip"));
    let mut packing = Packing::new(true);
    let names = ["../up.txt", "/root.txt", "C:\\x.txt", "..\\up.txt", "ok/a.txt", "__MACOSX/a.txt"];
    let mut zip = Vec::new();
    for name in names {
        zip.extend(packing.pack(&[Piece::File(name.into()), Piece::Text("x".into())]).unwrap());
    }
    zip.extend(packing.finish().unwrap());
    let opened = Opened::new(vec![Input { name: "a.zip".into(), bytes: zip }]).unwrap();
    assert_eq!(opened.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["ok/a.txt"]);
    assert_eq!(opened.rejected.len(), 4, "{:?}", opened.rejected);
}

#[test]
fn a_list_that_breaks_off_gives_what_comes_before_with_the_place() {
    let text = "[{\"text\": \"Oui\", \"spans\": []},\n {\"text\": \"é\", \"spans\": [";
    let import =
        read(&opened(vec![("a.json".into(), text.into())]), format("hugging-face"), &ReadOptions::default());
    let reading = import.unwrap().reading;
    assert_eq!(reading.documents.len(), 1);
    let rejected = &reading.rejected[0];
    assert_eq!(rejected.place, "a.json[1]");
    assert!(rejected.reason.to_string().contains("line 2, column 25"), "{}", rejected.reason);
}

#[test]
fn what_is_cut_off_is_told_and_what_comes_before_is_kept() {
    let dataset = nasty();
    let options = ReadOptions::into_scheme(dataset.scheme().as_ref().clone());
    let count = |reading: &Reading| {
        reading.documents.iter().map(|read| 1 + read.annotations.len() + read.relations.len()).sum::<usize>()
    };
    for format in both_ways() {
        let files = write(format, &dataset, &WriteOptions::default()).unwrap();
        let (which, (name, whole)) =
            files.iter().enumerate().max_by_key(|(_, (_, text))| text.len()).unwrap();
        let all = count(&read(&opened(files.clone()), Some(format), &options).unwrap().reading);
        let mut kept_some = false;
        for cut in (0..whole.len()).step_by(whole.len() / 150 + 1) {
            let cut = (cut..).find(|at| whole.is_char_boundary(*at)).unwrap();
            // What ends with a line is not seen to be cut.
            if cut == 0 || whole[..cut].ends_with('\n') || whole[cut..].starts_with('\n') {
                continue;
            }
            let mut files = files.clone();
            files[which].1.truncate(cut);
            match read(&opened(files), Some(format), &options) {
                Ok(import) => {
                    let told = !import.reading.rejected.is_empty() || !import.reading.repaired.is_empty();
                    assert!(told || count(&import.reading) == all, "{} {name} cut at {cut}", format.id);
                    kept_some |= !import.reading.documents.is_empty();
                }
                Err(error) => assert!(error.place().is_some(), "{} {error}", format.id),
            }
        }
        // One JSON object is read whole or not at all.
        assert!(kept_some || format.id == "guillemet", "{}", format.id);
    }
}

/// The bytes of a text in an encoding; `None` where it has none for a character.
fn encoded(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let units = || std::iter::once(0xFEFF).chain(text.encode_utf16());
    match encoding {
        Encoding::Utf8 => Some(text.as_bytes().to_vec()),
        Encoding::Utf8Marked => Some(format!("\u{feff}{text}").into_bytes()),
        Encoding::Utf16Le => Some(units().flat_map(u16::to_le_bytes).collect()),
        Encoding::Utf16Be => Some(units().flat_map(u16::to_be_bytes).collect()),
        Encoding::Windows1252 => text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect(),
    }
}

#[test]
fn every_format_is_read_in_every_encoding_that_can_write_it() {
    let latin =
        crate::model::fixture::marked("« [quote:Oui] », dit [source:Élise] à Ève, déçue. [denial:Non !]");
    for (dataset, encodings) in [
        (nasty(), &[Encoding::Utf8Marked, Encoding::Utf16Le, Encoding::Utf16Be][..]),
        (latin, &[Encoding::Windows1252]),
    ] {
        let options = ReadOptions::into_scheme(dataset.scheme().as_ref().clone());
        for format in both_ways() {
            let files = write(format, &dataset, &WriteOptions::default()).unwrap();
            let expected = read(&opened(files.clone()), Some(format), &options).unwrap();
            for encoding in encodings {
                let input = |(name, text): &(String, String)| {
                    Some(Input { name: name.clone(), bytes: encoded(text, *encoding)? })
                };
                let inputs = files.iter().map(input).collect::<Option<Vec<_>>>().unwrap();
                let opened = Opened::new(inputs).unwrap();
                assert_eq!(opened.rejected, [], "{} {encoding:?}", format.id);
                assert_eq!(opened.recognise(FORMATS), Some(format), "{encoding:?}");
                assert_eq!(read(&opened, None, &options).unwrap(), expected, "{} {encoding:?}", format.id);
            }
        }
    }
}

#[test]
fn a_file_with_damaged_bytes_is_named_with_their_place_and_the_others_are_read() {
    let dataset = nasty();
    let options = ReadOptions::into_scheme(dataset.scheme().as_ref().clone());
    for format in both_ways() {
        let files = write(format, &dataset, &WriteOptions::default()).unwrap();
        // All of doccano's is ASCII: a byte beyond it makes it Windows-1252, of which every byte is a sign.
        let Some((which, at)) =
            files.iter().enumerate().find_map(|(n, (_, text))| Some((n, text.find('«')?)))
        else {
            assert_eq!(format.id, "doccano");
            continue;
        };
        let input = |(n, (name, text)): (usize, (String, String))| {
            let mut bytes = text.into_bytes();
            if n == which {
                bytes[at + 1] = b'?';
            }
            Input { name, bytes }
        };
        let inputs: Vec<Input> = files.into_iter().enumerate().map(input).collect();
        let (damaged, others) = (inputs[which].name.clone(), inputs.len() - 1);
        let opened = Opened::new(inputs).unwrap();
        assert_eq!(opened.files.len(), others, "{}", format.id);
        let report = &opened.rejected[0];
        assert_eq!(report.place, damaged.as_str());
        assert!(report.reason.to_string().contains(&format!("byte {at}")), "{} {}", format.id, report.reason);
        if let Ok(import) = read(&opened, Some(format), &options) {
            assert!(import.reading.rejected.iter().any(|report| report.place == damaged.as_str()));
            let texts = dataset.documents().len();
            let is_kept = import.reading.documents.len() == texts - 1;
            assert!(is_kept || others == 0 || format.id == "label-studio", "{}", format.id);
        }
    }
}

#[test]
fn offsets_in_utf16_are_seen_by_the_covered_text_in_every_format_that_has_it() {
    // Two letters stand for the emoji, so that what is written counts it as UTF-16 does.
    let dataset = crate::model::fixture::marked("XX [quote:Oui], dit [source:Luc]");
    let ids = ["guillemet-lines", "hugging-face", "label-studio", "brat", "web-annotation", "prodigy"];
    for format in both_ways().filter(|format| ids.contains(&format.id)) {
        let files = write(format, &dataset, &WriteOptions::default()).unwrap();
        let files = files.into_iter().map(|(name, text)| (name, text.replace("XX", "👩"))).collect();
        let import = read(&opened(files), None, &ReadOptions::default()).unwrap();
        assert_eq!(import.format, format);
        let told: Vec<_> = import.reading.repaired.iter().map(|report| report.reason.to_string()).collect();
        assert!(told.iter().any(|reason| reason.contains("UTF-16")), "{} {told:?}", format.id);
        let drawn = crate::model::fixture::drawn(&import.reading.into_dataset().unwrap());
        assert_eq!(drawn, "👩 [quote:Oui], dit [source:Luc]", "{}", format.id);
    }
}

#[test]
fn offsets_that_fit_in_no_unit_are_left_out_with_their_place() {
    let dataset = crate::model::fixture::marked("XX [quote:Oui], dit [source:Luc]");
    for format in both_ways() {
        let files = write(format, &dataset, &WriteOptions::default()).unwrap();
        // The text ends before the second span, and its words are gone.
        let files: Vec<_> =
            files.into_iter().map(|(name, text)| (name, text.replace("XX Oui, dit Luc", "XX Oui"))).collect();
        let import = read(&opened(files), Some(format), &ReadOptions::default()).unwrap();
        let reading = import.reading;
        assert_eq!(reading.documents[0].annotations.len(), 1, "{} {reading:?}", format.id);
        let report = reading.rejected.last().unwrap();
        assert!(report.place.to_string().contains(['2', '1']), "{} {}", format.id, report.place);
    }
}

#[test]
fn reports_are_bounded_and_a_long_line_costs_only_itself() {
    let bad =
        "{\"text\": \"x\", \"spans\": [{\"start\": 5, \"end\": 9, \"label\": \"quote\"}]}\n".repeat(12_000);
    let long = format!("{{\"text\": \"{}\", \"spans\": []}}\n", "a".repeat(21_000_000));
    let good = "{\"text\": \"Oui\", \"spans\": [{\"start\": 0, \"end\": 3, \"label\": \"quote\"}]}\n";
    let import = read(
        &opened(vec![("a.jsonl".into(), long + good + &bad)]),
        format("hugging-face"),
        &ReadOptions::default(),
    )
    .unwrap();
    let reading = import.reading;
    assert!(reading.rejected[0].reason.to_string().contains("21.0 MB"), "{}", reading.rejected[0].reason);
    assert_eq!(reading.documents[0].annotations.len(), 1);
    assert_eq!(reading.rejected.len(), 10_001);
    assert!(
        reading.rejected[10_000].reason.to_string().starts_with("2,001 reports more"),
        "{:?}",
        reading.rejected[10_000]
    );
}

#[test]
fn a_list_longer_than_what_is_looked_at_is_recognised_by_its_first() {
    let task = |text: &str| format!(r#"{{"data": {{"text": "{text}"}}, "annotations": [{{"result": []}}]}}"#);
    let long = task(&"a".repeat(19_000_000));
    let all = [task("Oui"), long.clone(), long.clone(), long].join(", ");
    let file = (String::from("export.json"), format!("[{all}]"));
    let opened = opened(vec![file]);
    assert_eq!(opened.recognise(FORMATS).map(|format| format.id), Some("label-studio"));
}

#[test]
fn what_is_nested_without_end_is_refused_by_every_format() {
    for format in FORMATS.iter().copied().filter(|format| format.reader.is_some()) {
        for (name, text) in [
            ("a.json", "[".repeat(200_000)),
            ("a.jsonl", "{\"text\":".repeat(200_000)),
            ("a.xmi", format!("<x xmlns:x=\"http://www.omg.org/XMI\"><x:XMI>{}", "<a>".repeat(200_000))),
        ] {
            let opened = opened(vec![(name.to_owned(), text)]);
            let told = match read(&opened, Some(format), &ReadOptions::default()) {
                Ok(import) => {
                    assert_eq!(import.reading.documents.len(), 0, "{} {name}", format.id);
                    !import.reading.rejected.is_empty()
                }
                Err(_) => true,
            };
            assert!(told, "{} says nothing of {name}", format.id);
        }
    }
}

#[test]
fn files_of_another_format_are_told_and_not_passed_over() {
    let dataset = nasty();
    let options = ReadOptions::into_scheme(dataset.scheme().as_ref().clone());
    for format in FORMATS.iter().copied().filter(|format| format.reader.is_some()) {
        for other in FORMATS.iter().copied().filter(|other| other.writer.is_some()) {
            let files = write(other, &dataset, &WriteOptions::default()).unwrap();
            if let Ok(import) = read(&opened(files), Some(format), &options) {
                let reading = &import.reading;
                let is_told = !reading.rejected.is_empty() || !reading.documents.is_empty();
                assert!(is_told, "{} says nothing of {}", format.id, other.id);
                import.reading.into_dataset().unwrap();
            }
        }
    }
}
