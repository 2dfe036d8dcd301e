//! Events: who did what to whom, when and where.
//!
//! The types and modes are those of PLOVER, the ontology of political events behind the POLECAT data (Halterman et al. 2023, “PLOVER and POLECAT: A new
//! political event ontology and dataset”). What is only said (demands, accusations, threats) is a [`crate::Statement`]; an event is what was done.

use serde::{Deserialize, Serialize};

use crate::span::{Spans, TextSpan};
use crate::statement::{Evidence, named};

named! {
    /// What kind of act it is: PLOVER's event types.
    EventType {
        /// Agrees, promises, signs: *unterzeichneten ein Abkommen*.
        Agree = "AGREE",
        /// Meets, visits, talks: *traf den Präsidenten*.
        Consult = "CONSULT",
        /// Stands by somebody: *erkannte die Regierung an*.
        Support = "SUPPORT",
        /// Gives way: *gab der Forderung nach*.
        Concede = "CONCEDE",
        /// Works together: *arbeitet mit den Behörden zusammen*.
        Cooperate = "COOPERATE",
        /// Gives money, goods, shelter: *lieferte Hilfsgüter*.
        Aid = "AID",
        /// Draws back, resigns, sets free: *zog die Truppen ab*.
        Retreat = "RETREAT",
        /// Asks for something by a formal act: *beantragte Asyl*.
        Request = "REQUEST",
        /// Investigates, charges: *ermittelt gegen den Konzern*.
        Accuse = "ACCUSE",
        /// Refuses by an act: *legte sein Veto ein*.
        Reject = "REJECT",
        /// Threatens by an act: *stellte ein Ultimatum*.
        Threaten = "THREATEN",
        /// Demonstrates, strikes: *streikten am Montag*.
        Protest = "PROTEST",
        /// Punishes, breaks off: *verhängte Sanktionen*.
        Sanction = "SANCTION",
        /// Readies forces: *verlegte Truppen*.
        Mobilize = "MOBILIZE",
        /// Uses power over somebody: *nahm den Mann fest*.
        Coerce = "COERCE",
        /// Uses violence: *griff das Dorf an*.
        Assault = "ASSAULT",
    }
}

named! {
    /// How the act is done, where its type has several ways.
    EventMode {
        /// CONSULT: at the other's place.
        Visit = "visit",
        /// CONSULT: between two who have a third one at the table.
        ThirdParty = "third-party",
        /// CONSULT: many at one table.
        Multilateral = "multilateral",
        /// CONSULT: by telephone.
        Phone = "phone",
        /// AID: money.
        Economic = "economic",
        /// AID: weapons and training.
        Military = "military",
        /// AID: food, medicine, rescue.
        Humanitarian = "humanitarian",
        /// AID: shelter.
        Asylum = "asylum",
        /// RETREAT or SANCTION: leaves, or calls back.
        Withdraw = "withdraw",
        /// RETREAT: sets free.
        Release = "release",
        /// RETREAT: gives back.
        Return = "return",
        /// RETREAT: lays down arms.
        Disarm = "disarm",
        /// RETREAT: stops fighting.
        Ceasefire = "ceasefire",
        /// RETREAT: leaves office.
        Resign = "resign",
        /// ACCUSE: by an authority that looks into it.
        Investigate = "investigate",
        /// ACCUSE: by a charge or complaint.
        Allege = "allege",
        /// PROTEST: in the street.
        Demo = "demo",
        /// PROTEST: with violence.
        Riot = "riot",
        /// PROTEST: does not work.
        Strike = "strike",
        /// PROTEST: does not eat.
        Hunger = "hunger",
        /// PROTEST: does not buy, go or take part.
        Boycott = "boycott",
        /// PROTEST: blocks the way.
        Obstruct = "obstruct",
        /// SANCTION: a court's sentence.
        Convict = "convict",
        /// SANCTION: puts out of a post, a body or a country.
        Expel = "expel",
        /// SANCTION: ends what was given.
        Discontinue = "discontinue",
        /// MOBILIZE: soldiers.
        Troops = "troops",
        /// MOBILIZE: weapons.
        Weapons = "weapons",
        /// MOBILIZE: police.
        Police = "police",
        /// COERCE: takes things.
        Seize = "seize",
        /// COERCE: limits what may be done.
        Restrict = "restrict",
        /// COERCE: forbids.
        Ban = "ban",
        /// COERCE: what may be said.
        Censor = "censor",
        /// COERCE: nobody may go out.
        Curfew = "curfew",
        /// COERCE: takes persons.
        Arrest = "arrest",
        /// COERCE: sends persons out of the country.
        Deport = "deport",
        /// COERCE: computers.
        Cyber = "cyber",
        /// ASSAULT: carries off persons.
        Abduct = "abduct",
        /// ASSAULT: with fists.
        Beat = "beat",
        /// ASSAULT: with pain as its aim.
        Torture = "torture",
        /// ASSAULT: kills a prisoner.
        Execute = "execute",
        /// ASSAULT: sexual violence.
        Sexual = "sexual",
        /// ASSAULT: kills somebody known.
        Assassinate = "assassinate",
        /// ASSAULT: with knives, stones, vehicles.
        Primitive = "primitive",
        /// ASSAULT: shoots.
        Firearms = "firearms",
        /// ASSAULT: bombs and mines.
        Explosives = "explosives",
        /// ASSAULT: kills oneself to kill others.
        SuicideAttack = "suicide-attack",
        /// ASSAULT: artillery, tanks, rockets.
        HeavyWeapons = "heavy-weapons",
        /// ASSAULT: from the air.
        Aerial = "aerial",
        /// ASSAULT: tear gas, truncheons, water cannon.
        CrowdControl = "crowd-control",
    }
}

named! {
    /// Whether it happened.
    EventStatus {
        /// Told as a fact.
        Happened = "happened",
        /// Is to come: announced, intended, in the future.
        Planned = "planned",
        /// Somebody else's word for it: in what a statement tells, or hedged.
        Alleged = "alleged",
        /// In a condition, a question, a wish, a possibility.
        Hypothetical = "hypothetical",
        /// Did not happen.
        Negated = "negated",
    }
}

/// Somebody or something with a part in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The words.
    pub span: TextSpan,
    /// Whom they name, as an index into [`crate::Document::entities`]; `None` where they name nobody: *die Polizei*.
    pub entity: Option<usize>,
}

/// Who did what to whom, when and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What kind of act it is.
    pub kind: EventType,
    /// How it is done.
    pub mode: Option<EventMode>,
    /// Whether it happened.
    pub status: EventStatus,
    /// The words that tell the act: verb and particle, the noun that a verb supports, or a noun.
    pub trigger: Spans,
    /// Who did it, in order.
    pub actors: Vec<Participant>,
    /// To whom, in order.
    pub recipients: Vec<Participant>,
    /// The time expression that dates it, as an index into [`crate::Document::times`].
    pub time: Option<usize>,
    /// Where.
    pub place: Option<Participant>,
    /// The innermost statement in whose content it is told, as an index into [`crate::Document::statements`]; `None` where the outlet tells it itself.
    pub statement: Option<usize>,
    /// Which rule read which words.
    pub evidence: Vec<Evidence>,
}

impl Event {
    /// An event of which nothing is known but what it is.
    pub fn new(kind: EventType, trigger: Spans) -> Self {
        Event {
            kind,
            mode: None,
            status: EventStatus::Happened,
            trigger,
            actors: Vec::new(),
            recipients: Vec::new(),
            time: None,
            place: None,
            statement: None,
            evidence: Vec::new(),
        }
    }
}
