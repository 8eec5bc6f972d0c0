//! How fast somebody works today.

use crate::model::Timestamp;

/// Whoever rests for longer does not work, in seconds.
const LONGEST_WORK: i64 = 30 * 60;

/// How fast articles were finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// How many.
    pub finished: usize,
    /// How many seconds one takes, without the rests; unknown of fewer than two.
    pub seconds_each: Option<u32>,
}

impl Pace {
    /// What was finished from a second on.
    #[must_use]
    pub fn of(moments: &[Timestamp], since: i64) -> Self {
        let mut seconds: Vec<i64> =
            moments.iter().filter_map(seconds).filter(|second| *second >= since).collect();
        seconds.sort_unstable();
        let works: Vec<i64> = seconds
            .windows(2)
            .map(|two| two[1] - two[0])
            .filter(|work| (1..=LONGEST_WORK).contains(work))
            .collect();
        let each = (!works.is_empty()).then(|| works.iter().sum::<i64>() / works.len() as i64);
        Self { finished: seconds.len(), seconds_each: each.and_then(|each| u32::try_from(each).ok()) }
    }
}

/// The seconds of a moment in UTC, from 1970 on. `None` for what no clock of ours has written.
#[must_use]
pub fn seconds(moment: &Timestamp) -> Option<i64> {
    let text = &*moment.0;
    if !text.is_ascii() || !text.ends_with('Z') {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    // Days of the civil calendar, counted in eras of 400 years that begin in March.
    let year = if month <= 2 { year - 1 } else { year };
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    let days = year.div_euclid(400) * 146_097 + of_era - 719_468;
    Some(days * 86_400 + hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(texts: &[&str]) -> Vec<Timestamp> {
        texts.iter().map(|text| Timestamp::from(*text)).collect()
    }

    #[test]
    fn seconds_are_those_of_the_calendar() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("2000-03-01T00:00:00.5Z", Some(951_868_800)),
            ("2026-11-26T19:06:22.000Z", Some(1_795_719_982)),
            ("2024-02-29T12:00:00Z", Some(1_709_208_000)),
            ("2024-02-29T12:00:00+02:00", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(seconds(&Timestamp::from(text)), expected, "{text}");
        }
    }

    #[test]
    fn rests_do_not_count_as_work() {
        let all = moments(&[
            "2026-03-02T09:00:00Z",
            "2026-03-02T09:04:00Z",
            "2026-03-01T09:02:00Z",
            "2026-03-02T09:10:00Z",
            "2026-03-02T12:00:00Z",
            "2026-03-02T12:02:00Z",
            "x",
        ]);
        let midnight = seconds(&Timestamp::from("2026-03-02T00:00:00Z")).unwrap();
        assert_eq!(Pace::of(&all, midnight), Pace { finished: 5, seconds_each: Some(240) });
        assert_eq!(Pace::of(&all[..1], midnight), Pace { finished: 1, seconds_each: None });
        assert_eq!(Pace::of(&[], midnight), Pace::default());
    }
}
