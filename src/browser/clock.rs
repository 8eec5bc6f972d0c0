//! The clock and the randomness that actions carry.

use crate::model::Timestamp;
use crate::session::Moment;

/// Now, with fresh randomness.
#[must_use]
pub fn moment() -> Moment {
    let now = js_sys::Date::new_0().to_iso_string();
    Moment { now: Timestamp(String::from(now).into()), seed: random_bits() }
}

/// When today began where the person is.
#[must_use]
pub fn today() -> Timestamp {
    let date = js_sys::Date::new_0();
    date.set_hours(0);
    date.set_minutes(0);
    date.set_seconds(0);
    date.set_milliseconds(0);
    Timestamp(String::from(date.to_iso_string()).into())
}

/// Milliseconds since some moment, to tell how long something took.
#[must_use]
pub fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// 64 bits from the browser's own generator, or from `Math.random` where a page has none.
fn random_bits() -> u64 {
    let mut bytes = [0_u8; 8];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    if filled.is_some() {
        u64::from_le_bytes(bytes)
    } else {
        let half = || (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
        (half() << 32) | half()
    }
}
