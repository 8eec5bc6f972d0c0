//! Whom a quote or a denial is led to, in French and in English.
#![cfg(feature = "rules")]

use guillemet::suggest::{DEFAULT_THRESHOLD, Engine};

/// That these relations are proposed for a text and no others, as `what kind whom`, in whatever order.
#[track_caller]
fn check(text: &str, wanted: &[&str]) {
    check_in("fr", text, wanted);
}

#[track_caller]
fn check_in(language: &str, text: &str, wanted: &[&str]) {
    let mut wanted: Vec<String> = wanted.iter().map(|&line| line.to_owned()).collect();
    wanted.sort();
    assert_eq!(links(language, text), wanted);
}

fn links(language: &str, text: &str) -> Vec<String> {
    let Some(engine) = Engine::for_language(language) else { return Vec::new() };
    let found = engine.suggest(text).at_least(DEFAULT_THRESHOLD);
    let words = |at: usize| found.spans[at].span.slice(text).unwrap_or_default();
    let line = |from, kind, to| format!("{} {kind} {}", words(from), words(to));
    let mut lines: Vec<String> =
        found.relations.iter().map(|relation| line(relation.from, &relation.kind, relation.to)).collect();
    lines.sort();
    lines
}

#[test]
fn a_quote_is_said_by_the_subject_of_its_verb() {
    check(
        "« Le pont est sûr », assure Anne Petit, la maire de Dole.",
        &["« Le pont est sûr » said_by Anne Petit, la maire de Dole"],
    );
    check("Le préfet affirme que la route est libre.", &["la route est libre said_by Le préfet"]);
}

#[test]
fn a_pronoun_leads_also_to_the_nearest_name_that_fits() {
    let text =
        "La ministre assure que le pont est sûr. Le préfet répond que non. « Il rouvrira », a-t-elle dit.";
    check(
        text,
        &[
            "le pont est sûr said_by La ministre",
            "« Il rouvrira » said_by La ministre",
            "« Il rouvrira » said_by elle",
        ],
    );
}

#[test]
fn a_plural_pronoun_leads_to_no_single_person() {
    let text = "Le maire assure que le pont est sûr. « Il rouvrira », disent-ils.";
    check(text, &["le pont est sûr said_by Le maire", "« Il rouvrira » said_by ils"]);
}

#[test]
fn the_parts_of_a_split_quotation_continue_each_other() {
    check(
        "« Le pont », a précisé le maire, « rouvrira en mai ».",
        &[
            "« Le pont » said_by le maire",
            "« rouvrira en mai » said_by le maire",
            "« rouvrira en mai » continues « Le pont »",
        ],
    );
    check(
        "« J'ai peur, confie-t-elle, de tout perdre. »",
        &[
            "« J'ai peur said_by elle",
            "de tout perdre. » said_by elle",
            "de tout perdre. » continues « J'ai peur",
        ],
    );
}

#[test]
fn a_denial_is_led_to_its_denier_and_to_what_somebody_else_claimed() {
    let text = "Le syndicat affirme que la caisse est vide. La direction dément ces propos.";
    check(
        text,
        &[
            "la caisse est vide said_by Le syndicat",
            "La direction dément ces propos denied_by La direction",
            "La direction dément ces propos denies la caisse est vide",
        ],
    );
}

#[test]
fn a_denial_inside_a_quotation_is_its_speakers() {
    check(
        "« Je n'ai jamais vu cet argent », jure le trésorier.",
        &[
            "« Je n'ai jamais vu cet argent » said_by le trésorier",
            "Je n'ai jamais vu cet argent denied_by le trésorier",
        ],
    );
}

#[test]
fn a_denier_does_not_deny_their_own_words() {
    check(
        "La direction a qualifié ces rumeurs d'« absurdes ».",
        &[
            "La direction a qualifié ces rumeurs d'« absurdes » denied_by La direction",
            "« absurdes » said_by La direction",
        ],
    );
}

#[test]
fn english_quotes_are_said_by_whoever_stands_at_the_verb_or_after_according_to() {
    check_in(
        "en",
        "“The bridge is safe,” said Anna Lee, the mayor of Leeds.",
        &["“The bridge is safe,” said_by Anna Lee, the mayor of Leeds"],
    );
    check_in("en", "The union says that the road is free.", &["that the road is free said_by The union"]);
    check_in(
        "en",
        "According to the police, three houses burned down.",
        &["three houses burned down said_by the police"],
    );
}

#[test]
fn english_pronouns_lead_also_to_the_nearest_name_that_fits() {
    check_in(
        "en",
        "Anna Lee said the bridge was safe. “It will open in May,” she added.",
        &[
            "the bridge was safe said_by Anna Lee",
            "“It will open in May,” said_by Anna Lee",
            "“It will open in May,” said_by she",
        ],
    );
}

#[test]
fn the_parts_of_a_split_english_quotation_continue_each_other() {
    check_in(
        "en",
        "“The bridge,” the mayor said, “will open in May.”",
        &[
            "“The bridge,” said_by the mayor",
            "“will open in May.” said_by the mayor",
            "“will open in May.” continues “The bridge,”",
        ],
    );
}

#[test]
fn an_english_denial_is_led_to_its_denier() {
    check_in(
        "en",
        "The union said the fund was empty. The minister denied the claim.",
        &[
            "the fund was empty said_by The union",
            "The minister denied the claim denied_by The minister",
            "The minister denied the claim denies the fund was empty",
        ],
    );
}
