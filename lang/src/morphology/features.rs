//! Grammatical categories and sets of their values.

use std::fmt;
use std::marker::PhantomData;

/// A value of a grammatical category that a [`Set`] can hold.
pub trait Feature: Copy + fmt::Debug + 'static {
    /// Every value of the category, in the order of their bits.
    const ALL: &'static [Self];
    /// The place of this value in [`Feature::ALL`].
    fn place(self) -> u8;
}

/// A set of values of one grammatical category.
pub struct Set<T>(u8, PhantomData<T>);

impl<T: Feature> Set<T> {
    /// The set that holds nothing.
    pub const EMPTY: Self = Set(0, PhantomData);

    pub(super) fn insert(&mut self, value: T) {
        self.0 |= 1 << value.place();
    }

    /// Whether the set holds this value.
    pub fn contains(self, value: T) -> bool {
        self.0 & (1 << value.place()) != 0
    }

    /// Whether the set holds nothing.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the set holds this value and no other.
    pub fn is_only(self, value: T) -> bool {
        self.0 == 1 << value.place()
    }

    /// The values in the order of their category.
    pub fn iter(self) -> impl Iterator<Item = T> {
        T::ALL.iter().copied().filter(move |value| self.contains(*value))
    }
}

// Derived, these would ask that `T` is `Clone`, `Eq` and so on as well.
impl<T> Clone for Set<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Set<T> {}
impl<T> PartialEq for Set<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Set<T> {}
impl<T: Feature> fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

macro_rules! feature {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$value_doc])* $value),+ }

        impl Feature for $name {
            const ALL: &'static [Self] = &[$($name::$value),+];
            fn place(self) -> u8 {
                self as u8
            }
        }
    };
}

feature! {
    /// Grammatical case.
    Case {
        /// Nominative.
        Nominative,
        /// Genitive.
        Genitive,
        /// Dative.
        Dative,
        /// Accusative.
        Accusative,
    }
}
feature! {
    /// Grammatical number.
    Number {
        /// One.
        Singular,
        /// More than one.
        Plural,
    }
}
feature! {
    /// Grammatical gender; nouns that have only a plural have none.
    Gender {
        /// „der“.
        Masculine,
        /// „die“.
        Feminine,
        /// „das“.
        Neuter,
        /// „Leute“, „Kosten“: no gender to be seen.
        None,
    }
}
feature! {
    /// Grammatical person.
    Person {
        /// „ich“, „wir“.
        First,
        /// „du“, „ihr“.
        Second,
        /// „er“, „sie“ and every noun.
        Third,
    }
}
feature! {
    /// Tense and mood of a finite verb form.
    Tense {
        /// Present indicative, „sagt“.
        Present,
        /// Past indicative, „sagte“.
        Past,
        /// Konjunktiv I, „sage“: the mood of reported speech.
        Konjunktiv1,
        /// Konjunktiv II, „sagte“, „hätte“.
        Konjunktiv2,
    }
}

impl Tense {
    /// Whether this is the indicative.
    pub fn is_indicative(self) -> bool {
        matches!(self, Tense::Present | Tense::Past)
    }
}
