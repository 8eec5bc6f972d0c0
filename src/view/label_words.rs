//! What a label stands for, in the language of the interface as far as we know it: a scheme's own words are data, but
//! those of the scheme that everybody begins with are ours.

use crate::messages::{Locale, message};
use crate::model::Scheme;
use crate::model::scheme::Label;

/// What a label stands for.
pub fn description(locale: &Locale, label: &Label) -> String {
    let ours = Scheme::reported_speech();
    let is_ours = ours.label(&label.name).is_some_and(|own| own.description == label.description);
    match label.name.as_str() {
        "quote" if is_ours => locale.say(message::describes_quote()),
        "source" if is_ours => locale.say(message::describes_source()),
        "denial" if is_ours => locale.say(message::describes_denial()),
        _ => label.description.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::description;
    use crate::messages::Locale;
    use crate::model::Scheme;

    #[test]
    fn english_says_what_the_scheme_itself_says() {
        for label in &Scheme::reported_speech().labels {
            assert_eq!(description(&Locale::default(), label), label.description);
        }
    }

    #[test]
    fn another_schemes_words_are_left_alone() {
        let mut label = Scheme::reported_speech().labels[0].clone();
        label.description = "Own words.".to_owned();
        assert_eq!(description(&Locale::default(), &label), "Own words.");
    }
}
