//! What a page holds beside the text of its article: in the public view, but no place in the text.

use quell_document::{Article, CaptureBytes, Span};
use serde::Serialize;

/// `[start, end)` in bytes of the capture.
type Bytes = [u32; 2];

/// What a page holds beside the text.
#[derive(Debug, Clone, Serialize)]
pub struct BesideView<'d> {
    /// The topic above the headline.
    pub kicker: Option<&'d str>,
    /// Lines that say where the text comes from.
    pub credits: Vec<CreditView<'d>>,
    /// The words below pictures.
    pub captions: Vec<CaptionView<'d>>,
    /// All that the page says of the article, the more reliable first.
    pub metadata: Vec<MetadataView<'d>>,
}

/// A line that says where the text comes from.
#[derive(Debug, Clone, Serialize)]
pub struct CreditView<'d> {
    /// Where it stands: byline, credit_line or metadata.
    pub place: &'static str,
    /// What it says.
    pub words: &'d str,
    /// The bytes of the capture that it came from.
    pub input: Option<Bytes>,
}

/// The words below a picture.
#[derive(Debug, Clone, Serialize)]
pub struct CaptionView<'d> {
    /// The words.
    pub text: &'d str,
    /// The agencies that the picture is credited to.
    pub agencies: &'d [String],
    /// The bytes of the capture that they came from.
    pub input: Option<Bytes>,
}

/// Something that a page says of its article.
#[derive(Debug, Clone, Serialize)]
pub struct MetadataView<'d> {
    /// What it says.
    pub field: &'static str,
    /// Where it says so.
    pub origin: &'static str,
    /// The value.
    pub value: &'d str,
}

impl<'d> BesideView<'d> {
    pub(super) fn of(article: &'d Article) -> Self {
        let bytes = |input: Option<Span<CaptureBytes>>| input.map(|bytes| [bytes.start, bytes.end]);
        let credits = article.credits.iter();
        let captions = article.captions.iter();
        let metadata = article.metadata.iter();
        BesideView {
            kicker: article.kicker.as_deref(),
            credits: credits
                .map(|credit| CreditView { place: credit.place.name(), words: &credit.words, input: bytes(credit.input) })
                .collect(),
            captions: captions
                .map(|caption| CaptionView { text: &caption.text, agencies: &caption.agencies, input: bytes(caption.input) })
                .collect(),
            metadata: metadata
                .map(|said| MetadataView { field: said.field.name(), origin: said.origin.name(), value: &said.value })
                .collect(),
        }
    }
}
