"""What one reading finds in a document: sentences, quotations, tags, attributions and claims.

In: spans into `Document.text`. Out: `Analysis`, or a `Failure` where a page could not be read.
What the values of the `Literal` types mean: docs/reference/json.md; nothing here decides which one holds.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from sayso.records.documents import Document
from sayso.records.events import Event, Quantity
from sayso.records.factuality import Factuality
from sayso.records.spans import Span

__all__ = [
    "CUE_KINDS",
    "SOURCE_KINDS",
    "STYLES",
    "Actor",
    "ActorKind",
    "Analysis",
    "Attribution",
    "Claim",
    "CueKind",
    "Factuality",
    "Failure",
    "Hop",
    "Mention",
    "MentionKind",
    "Place",
    "PlaceRole",
    "Quotation",
    "Run",
    "SourceKind",
    "Style",
    "Tag",
    "TagGroup",
    "Tags",
    "TextQuote",
    "Timex",
    "TimexKind",
    "Word",
]

Style = Literal["direct", "indirect", "mixed"]
CueKind = Literal[
    "speech",
    "writing",
    "report",
    "claim",
    "implied",
    "denial",
    "decline",
    "accusation",
    "demand",
    "promise",
    "threat",
    "belief",
    "intention",
    "perception",
    "decree",
    "other",
]
SourceKind = Literal["named", "outlet", "document", "post", "role", "group", "survey", "anonymous", "pronoun", "none"]
#: Names; the two kinds of nominal mentions, "the deputy leader" and "the ministry"; and pronouns.
MentionKind = Literal["person", "org", "place", "norp", "media", "nominal_person", "nominal_org", "pronoun"]
ActorKind = Literal["person", "org", "media", "group", "government", "document", "anonymous", "other"]
TimexKind = Literal["DATE", "TIME", "DURATION", "SET"]
PlaceRole = Literal[
    "event", "statement", "dateline", "outlet", "actor_metonym", "nationality_modifier", "institution_part", "mentioned"
]
STYLES: tuple[Style, ...] = get_args(Style)
CUE_KINDS: tuple[CueKind, ...] = get_args(CueKind)
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks; the span includes the marks, `close` is empty where the quotation never closes."""

    span: Span
    open: str
    close: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A span that the model labelled, with its own score in 0..1."""

    span: Span
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class TagGroup:
    """One attribution as the tagger sees it: a cue with its sources and contents.

    `within` is the position, in `Tags.groups`, of the group whose contents were read again to find this one. `kind` is the kind
    of the cue, where the tagger says one.
    """

    cue: tuple[Span, ...]
    sources: tuple[Span, ...]
    contents: tuple[Span, ...]
    score: float
    within: int | None = None
    kind: Tag | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the dependency tree: `head` is its head's place in `Tags.words`, -1 for a root.

    `factuality` says how surely, were the word a predicate, the text has it that it happened: -3 (not at all) to 3.
    """

    span: Span
    head: int
    relation: str
    score: float
    factuality: float


@dataclass(frozen=True, slots=True)
class Tags:
    """Everything that one pass of the tagger says of one document.

    `names` bear a label of person, org, place, norp, media, date; `mentions`, of nominal phrases, person or org. `vectors` has
    for each sentence its unit vector as little-endian half floats.
    """

    groups: tuple[TagGroup, ...] = ()
    names: tuple[Tag, ...] = ()
    mentions: tuple[Tag, ...] = ()
    hedges: tuple[Tag, ...] = ()
    words: tuple[Word, ...] = ()
    vectors: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text where somebody or something is named or described; `actor` is who that is, once resolved."""

    id: str
    span: Span
    kind: MentionKind
    actor: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Actor:
    """A party that is spoken of or speaks: in one reading all mentions of one document that mean the same.

    `name` is the longest form, `names` all forms as they are written, `country` an ISO 3166-1 alpha-2 code, `codes` those of an
    ontology (country or organisation, then sector: `("NOR", "MIL")`, less where it is not known), `roles` what the document
    calls the party beside its name ("deputy leader").
    """

    id: str
    name: str
    names: tuple[str, ...]
    kind: ActorKind
    country: str | None = None
    codes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression of the text.

    `value` is that of TIMEX3 ("2018-W35", "P2Y", "PAST_REF"). `bounds` are four ISO dates, null where open: begin at the
    earliest, begin at the latest, end at the earliest, end at the latest. `aspect` says whether something happened some time
    within it or all through it; `anchor` what it was counted from and how surely that is known, `rule` which rule read it.
    """

    id: str
    span: Span
    kind: TimexKind
    value: str
    bounds: tuple[str | None, ...]
    granularity: str
    aspect: Literal["within", "throughout"]
    anchor: str
    rule: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the text names; `territory` is an ISO 3166-1 alpha-2 code, `level` how exactly it is known.

    What is only a government ("Damascus has said") or a nationality ("Syrian army") is kept by role and never drawn on a map.
    """

    span: Span
    territory: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    level: Literal["territory", "region", "city", "other"] | None
    role: PlaceRole
    score: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """The relation in the text: who (sources) is said by which words (cue) to have said what (contents)."""

    id: str
    sources: tuple[Span, ...]
    cue: tuple[Span, ...]
    contents: tuple[Span, ...]
    channel: Span | None
    style: Style
    cue_kind: CueKind
    source_kind: SourceKind
    speakers: tuple[str, ...]
    parent: str | None
    polarity: str
    said: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of a chain of sources; `name` is null where nobody is named."""

    role: Literal["republisher", "publisher", "source"]
    name: str | None
    actor: str | None
    outlet: str | None
    attribution: str | None
    channel: str | None
    said: str | None
    polarity: str
    hedges: tuple[Span, ...]
    basis: Literal["stated", "resolved", "carried", "inferred"]
    score: float


@dataclass(frozen=True, slots=True)
class TextQuote:
    """Evidence that survives a new extraction of the page (the TextQuoteSelector of the W3C Web Annotation model)."""

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A ledger row: one proposition by one chain, ordered from the page inwards."""

    id: str
    document: str
    chain: tuple[Hop, ...]
    contents: tuple[Span, ...]
    evidence: TextQuote
    events: tuple[str, ...]
    factuality: Factuality | None
    said: str | None
    happened: str | None
    score: float
    status: Literal["standing", "corrected", "withdrawn"] = "standing"
    review: Literal["machine", "accepted", "edited", "added"] = "machine"


@dataclass(frozen=True, slots=True)
class Run:
    """One pass of one configuration; `settings` is the digest of what could change a result."""

    id: str
    version: str
    bundle: str
    language: str
    ontology: str | None
    settings: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that one run found in one document; `notes` are plain sentences for the person who reads it."""

    document: Document
    sentences: tuple[Span, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    tags: Tags | None = None
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    timexes: tuple[Timex, ...] = ()
    places: tuple[Place, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()
    run: Run | None = None
    events: tuple[Event, ...] = ()
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be read: which one, at what stage, and one line that says what to do."""

    url: str
    stage: str
    error: str
