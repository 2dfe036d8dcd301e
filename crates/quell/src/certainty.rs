//! Precision first: what is less certain is left out unless it is asked for.

/// Statements below this are guesses: fewer than half of them were right when their rule was measured.
pub const CERTAINTY_MIN: f32 = 0.5;

#[cfg(test)]
mod tests {
    use super::*;
    use quell_document::case;

    #[test]
    fn what_depended_on_a_guess_depends_on_what_the_guess_depended_on() {
        let marked = "{1:content=indirect Er sagte, {2:content=indirect sie meine, {3:content=indirect es {4:content=indirect komme}}}}.";
        let mut document = case::read(marked).unwrap();
        document.statements[1].certainty = 0.3;
        document.statements[2].certainty = 0.4;
        document.keep_certain(CERTAINTY_MIN);
        assert_eq!(document.statements.iter().map(|statement| statement.parent).collect::<Vec<_>>(), [None, Some(0)]);
        document.statements[0].certainty = 0.1;
        document.keep_certain(CERTAINTY_MIN);
        assert_eq!(document.statements.len(), 1);
        assert_eq!(document.statements[0].parent, None);
    }
}
