//! Whether a text is a moment as RFC 3339 writes it. Moments are kept as they were given.

/// Such as `2024-05-01T09:30:00Z` or `2024-05-01T09:30:00.123+02:00`.
pub(in crate::formats) fn is_moment(text: &str) -> bool {
    moment(text).is_some()
}

fn moment(text: &str) -> Option<()> {
    let (date, time) = (text.get(..10)?, text.get(11..19)?);
    let separator = text.as_bytes()[10];
    let mut rest = text.get(19..)?;
    if let Some(fraction) = rest.strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        rest = (digits > 0).then(|| &fraction[digits..])?;
    }
    let zone = match rest {
        "Z" | "z" => true,
        _ => rest.starts_with(['+', '-']) && parts(&rest[1..], ':', &[(2, 0, 23), (2, 0, 59)]),
    };
    let whole = parts(date, '-', &[(4, 0, 9999), (2, 1, 12), (2, 1, 31)])
        && matches!(separator, b'T' | b't')
        && parts(time, ':', &[(2, 0, 23), (2, 0, 59), (2, 0, 60)])
        && zone;
    whole.then_some(())
}

fn parts(text: &str, separator: char, wanted: &[(usize, u32, u32)]) -> bool {
    let mut given = text.split(separator);
    wanted.iter().all(|(digits, least, most)| {
        given.next().is_some_and(|part| {
            part.len() == *digits
                && part.bytes().all(|b| b.is_ascii_digit())
                && part.parse().is_ok_and(|n: u32| (*least..=*most).contains(&n))
        })
    }) && given.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_from_other_texts() {
        for good in ["2024-05-01T09:30:00Z", "2024-05-01t23:59:60.5+02:00"] {
            assert!(is_moment(good), "{good}");
        }
        for bad in [
            "",
            "yesterday",
            "2024-05-01",
            "2024-13-01T09:30:00Z",
            "2024-05-01T09:30:00",
            "2024-05-01T09:30:00.Z",
            "2024-05-01é9:30:00Z",
            "2024-05-01T09:30:00+é",
        ] {
            assert!(!is_moment(bad), "{bad}");
        }
    }
}
