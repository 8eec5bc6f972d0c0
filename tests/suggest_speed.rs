//! Measures the engine; run by hand: `cargo test --release --no-default-features --features rules --test suggest_speed --
//! --ignored --nocapture`.
#![cfg(feature = "rules")]

use std::time::{Duration, Instant};

use guillemet::suggest::Engine;

const ARTICLE: &str = "« Le pont rouvrira en mai », assure le maire. Selon la préfecture, trois maisons ont brûlé dans la nuit. \
    L'entreprise dément toute faute et rappelle que « les délais ont été tenus », a-t-elle ajouté. Les riverains, qui \
    attendent depuis un an, disent ne plus croire aux promesses : « On verra bien au printemps. » Le chantier, confié à \
    une société de la région, compte quarante ouvriers et deux grues, dont l'une est en panne depuis lundi.\n";

fn took(run: impl FnOnce()) -> Duration {
    let started = Instant::now();
    run();
    started.elapsed()
}

#[test]
#[ignore = "measures"]
fn speed() {
    println!("lexicons: {:?}", took(|| drop(Engine::for_language("fr"))));
    let Some(engine) = Engine::for_language("fr") else { return };
    for size in [5_000, 50_000, 500_000, 1_000_000] {
        let text = ARTICLE.repeat(size / ARTICLE.len() + 1);
        println!("{size} bytes of article: {:?}", took(|| drop(engine.suggest(&text))));
    }
    let one = ARTICLE.replace('\n', " ").repeat(1_000_000 / ARTICLE.len());
    println!("a megabyte in one paragraph: {:?}", took(|| drop(engine.suggest(&one))));
    for piece in [
        "«",
        "\"",
        "dit ",
        "il dit que ",
        "« oui », dit-il, ",
        "selon le maire, ",
        "\n« a",
        "« C'est faux », dit-il. ",
    ] {
        let times: Vec<Duration> = [250_000, 500_000, 1_000_000]
            .into_iter()
            .map(|size| {
                let text = piece.repeat(size / piece.len());
                took(|| drop(engine.suggest(&text)))
            })
            .collect();
        println!("{piece:?} in 250 kB, 500 kB, 1 MB: {times:?}");
    }
}
