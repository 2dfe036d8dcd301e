//! How much do the stages look at?
//!
//! Counted in this crate's own tests only, so that they can hold the promise of linear work without a clock: whatever a
//! stage or rule does once for a token, a clause, a phrase or a draft goes through one of the few functions that count.

#[cfg(test)]
thread_local! {
    static SEEN: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Notes that so many tokens, phrases, clauses or drafts were looked at.
#[inline(always)]
pub(crate) fn look_at(count: usize) {
    #[cfg(test)]
    SEEN.with(|seen| seen.set(seen.get() + count as u64));
    #[cfg(not(test))]
    let _ = count;
}

#[cfg(test)]
mod tests {
    use super::SEEN;
    use crate::annotate;
    use quell_document::Article;
    use quell_lang::Pack;

    /// How many things were looked at to read `text`.
    fn work(text: &str, pack: &Pack) -> u64 {
        SEEN.with(|seen| seen.set(0));
        annotate(Article::of_text(text), pack);
        SEEN.with(|seen| seen.get())
    }

    /// Everyday sentences, and what makes loops within loops run long: each is repeated so often.
    const PARTS: &[(&str, usize)] = &[
        ("Er habe nichts gewusst, sagte Hans Meier. ", 500),
        ("„Wir gehen heute“, sagte die Ministerin. „Das ist so.“ ", 400),
        ("„Ja, der Vorwurf, er habe gelogen, ist falsch.“ ", 400),
        ("Das Haus brennt. Das teilte die Polizei mit. ", 400),
        ("Laut Polizei brennt das Haus. Demnach gebe es Verletzte. ", 400),
        ("Das Haus ist rot, so Müller. ", 500),
        ("Die Behauptung der Firma, sie sei pleite, ist falsch. ", 400),
        ("Er nannte das „einen ganz großen Fehler“. ", 500),
        ("Minister: Das geht so nicht weiter\n\n", 500),
        ("Hans Maier, Eva Kunz und Udo Voss kamen. ", 400),
        ("Am Freitag um 14.30 Uhr begann vor zwei Wochen die Sitzung. ", 400),
        ("Die Polizei nahm am Montag zwei Männer in Kiel fest. ", 400),
        ("der Angriff der Rebellen auf das Dorf ", 1_000),
        ("die Polizei nahm Männer fest und ", 1_000),
        ("Am Montag ", 2_000),
        ("3. und ", 2_000),
        ("1234 ", 3_000),
        ("vor ", 3_000),
        // One sentence without end.
        ("wort ", 16_000),
        ("und Müller ", 3_000),
        (", ", 8_000),
        ("sagte ", 3_400),
        ("er sagte, ", 2_000),
        ("dass er sagte, ", 2_000),
        ("der Mann, der ", 2_000),
        ("zu gehen, ", 2_000),
        ("der Sprecher des Amtes ", 1_500),
        ("– ", 4_000),
        // Marks without partners.
        ("„ ", 8_000),
        ("„", 8_000),
        ("» ", 4_000),
        ("‚a “ ", 4_000),
        ("(er sagt ", 3_000),
        ("( ", 4_000),
        (") ", 4_000),
        ("Er sagt „das ist\n", 1_500),
        ("„Wir gehen heute.\n\n", 1_000),
        // One word without end.
        ("abcdefghij", 2_000),
        ("Zeitung", 2_000),
        ("a-", 4_000),
        ("a.b.", 2_000),
        ("1.", 4_000),
        ("…", 4_000),
    ];

    #[test]
    fn six_times_the_text_is_six_times_the_work() {
        let pack = Pack::german().expect("the German pack");
        for (part, count) in PARTS {
            let once = work(&part.repeat(*count), &pack);
            let six_times = work(&part.repeat(count * 6), &pack);
            // One in ten is left for where sentences and stretches happen to be cut.
            assert!(six_times <= once * 66 / 10 + 1_000, "{once} looks at {count} × {part:?}, but {six_times} at six times as many");
        }
    }

    /// Persons who all have different names, so that each is looked up among all.
    #[test]
    fn many_names_are_linear_work() {
        let pack = Pack::german().expect("the German pack");
        let letters = |number: usize| -> String { format!("{number:05}").bytes().map(|digit| char::from(digit - b'0' + b'a')).collect() };
        let text =
            |count: usize| -> String { (0..count).map(|number| format!("Hans Me{}ler sagte, er gehe. ", letters(number))).collect() };
        let (once, six_times) = (work(&text(500), &pack), work(&text(3_000), &pack));
        assert!(six_times <= once * 66 / 10, "{once}, {six_times}");
    }
}
