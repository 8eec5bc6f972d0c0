//! The articles that tests load: ours, in the manner of scraped news. Blanks that matter are escapes.

/// French reported speech: direct, indirect, split and nested quotations, sources, denials, a quotation
/// over two paragraphs, and what scraping leaves at the end.
pub const HARBOUR: &str = "Port-Clarence\u{a0}: la maire dément tout accord secret avec le chantier

Interrogée lundi soir, la maire de Port-Clarence, Inès Malloy, a assuré que «\u{a0}personne ne sera licencié\u{a0}», selon l’agence Norda.
«\u{202f}Nous continuons de discuter\u{202f}», a-t-elle ajouté, «\u{202f}et nous irons jusqu’au bout\u{202f}».
D’après un cadre du chantier, la commune aurait signé un \"contrat secret\" en mai. La mairie dément avoir signé quoi que ce soit. M. Roth n’a pas répondu.
«\u{a0}Nous n’avons jamais eu de \"contrat caché\" avec eux\u{a0}», a répété la porte-parole.
«\u{a0}Le dossier est clos.
Il ne sera pas rouvert\u{a0}», a conclu le préfet, Paul Asselin.
Lien vers la page d’origine
Commentaires (0)";

/// What breaks offsets: line ends of three kinds, emoji families and flags, combining marks, letters
/// beyond the basic plane, Arabic, zero-width signs, several blanks, a byte order mark in the middle.
pub const NASTY: &str = "\u{1f4f0} Élections\u{202f}: le coude-à-coude\r\n\r\n\
    L\u{2019}e\u{301}lue Zoe\u{308} \u{1d4d0}\u{1d4fb}\u{1d4ea} \u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{1f3fd} a dit\u{a0}: «\u{202f}On a gagne\u{301} \u{1f1eb}\u{1f1f7}\u{1f389}\u{202f}», sans plus.\r\n\
    \u{645}\u{62a}\u{62d}\u{62f}\u{62b} \u{628}\u{627}\u{633}\u{645} \u{627}\u{644}\u{648}\u{632}\u{627}\u{631}\u{629} \u{646}\u{641}\u{649} \u{627}\u{644}\u{62e}\u{628}\u{631}.\r\n\
    Le mot  «\u{a0}\u{20bb7}\u{91ce}\u{5bb6}\u{a0}»\tvient,   dit-on, du \u{10330}\u{1033f}.\r\
    Puis\u{feff} rien\u{ad}du tout\u{2026}\n\
    \u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} \"Non\", re\u{301}pond Ana\u{308}\u{323}\u{302}is.  \r\n";

/// Two sentences, a speaker each: enough to go over with the keyboard.
pub const SHORT: &str = "Le maire parle. «\u{a0}Oui\u{a0}», dit Anna.\nBruno dément la rumeur.\nFin";

/// Longer than a window, a numbered sentence a paragraph.
#[must_use]
pub fn long(paragraphs: usize) -> String {
    let line = |n| format!("Au jour {n}, la capitaine a répété que le navire numéro{n} partirait à l’aube.");
    (1..=paragraphs).map(line).collect::<Vec<_>>().join("\n")
}
