//! Whom a quote or a denial is led to, in French.
#![cfg(feature = "rules")]

use guillemet::suggest::{DEFAULT_THRESHOLD, Engine};

/// That these relations are proposed for a text and no others, as `what kind whom`, in whatever order.
#[track_caller]
fn check(text: &str, wanted: &[&str]) {
    let mut wanted: Vec<String> = wanted.iter().map(|&line| line.to_owned()).collect();
    wanted.sort();
    assert_eq!(links(text), wanted);
}

fn links(text: &str) -> Vec<String> {
    let Some(engine) = Engine::for_language("fr") else { return Vec::new() };
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
