"""What of a document is needed to find copies of it, credits and shared utterances, without its text.

In: an `Analysis`. Out: a `Fingerprint`: hashes of the words of the story with where they stand, what stands in quotation marks
apart, hashes of paragraphs, the houses it belongs to and credits. Furniture, headlines, captions, pulled quotations, datelines
and credit lines have no part in it. It compares nothing.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from struct import Struct
from typing import Literal
from zlib import crc32

from sayso.knowledge.outlets import fold_name, load_outlets
from sayso.linking.claim_profiles import HopProfile, house_key, profile_claims
from sayso.records import Analysis, Attribution, Document, PublicationDate, Publisher, Span, merge_spans

__all__ = ["NUMBER", "WORD", "CreditKind", "Fingerprint", "HouseCredit", "fingerprint"]

#: How a document names another house: a credit line, the agency of its dateline, the house whose copy another's page carries;
#: in the text a house that reports ("the Courier said") or that somebody spoke to ("told the Courier"), and a body that is
#: named as a source and is a house only if it turns out to publish.
CreditKind = Literal["credit", "dateline", "republished", "relay", "channel", "body"]
#: A word: its hash, its first code point, its length (255 for all that is longer). A paragraph: hash, start, end.
WORD, PARAGRAPH, NUMBER = Struct("<IIB"), Struct("<QII"), Struct("<I")
#: Han and Kana are written without blanks: there a character is a word. A soft hyphen or a joiner does not end a word.
WORDS = re.compile(r"[぀-ヿ㐀-鿿豈-﫿]|(?:(?![぀-ヿ㐀-鿿豈-﫿])[^\W_]|(?<=\w)[\u00ad\u200b-\u200d\u2060](?=\w))+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")
LINE = re.compile(r"[^\n]+")
#: Blocks that tell the story; those that only carry somebody's words (a post) count as quotations.
TOLD, CARRIED = frozenset({"standfirst", "body"}), frozenset({"embed"})
#: Paragraphs of fewer words are too often the same by chance.
SHORTEST_PARAGRAPH = 8
#: "CITY, May 2 (Agency) - ", and "CITY - " in capitals; a text that was pasted still has it in its first paragraphs.
DATELINE = re.compile(
    r"\s*(?:[A-Z][^()\n]{1,60}?)?\s*\(\s*(?P<house>[^()\n]{2,40}?)\s*\)\s*(?:[-–—_]+)\s*"
    r"|\s*[A-Z][A-Z .'’/-]{2,40}(?:,\s[A-Z][\w. ]{1,30}){0,2}\s*(?:--|[–—]|\s-\s)\s*"
)
OPENING = 3
FOOTER = re.compile(r"\s*(?:copyright\b|©|\(c\)\s|all rights reserved)", re.IGNORECASE)
ORGANISED = frozenset({"media", "org"})


@dataclass(frozen=True, slots=True)
class HouseCredit:
    """A house that a document names as where it has something from; `span` is null where the words are not in the text."""

    house: str
    kind: CreditKind
    name: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What copies of a document are found by.

    `house` is the key of the house whose copy it is, `page_house` that of the page it stands on (`claim_profiles.house_key`).
    `published` and `republished` are ISO values as precise as the page states them, `zone` that of the first. `words` counts
    the words of the story. `told` and `quoted` hold, word by word (`WORD`), what stands outside and inside quotation marks;
    `turns` the number of each quotation's first word in `quoted`, `speakers` whose each of them is, by folded name. `body` is
    the hash of all words, `paragraphs` (`PARAGRAPH`) those of the longer paragraphs.
    """

    document: str
    page: str
    url: str
    canonical_url: str | None
    published: str | None
    zone: str | None
    republished: str | None
    house: str | None
    page_house: str | None
    credits: tuple[HouseCredit, ...]
    language: str | None
    words: int
    body: bytes
    told: bytes
    quoted: bytes
    turns: bytes
    speakers: tuple[str | None, ...]
    paragraphs: bytes


@dataclass(frozen=True, slots=True)
class _Word:
    hash: int
    start: int
    length: int


def fingerprint(analysis: Analysis) -> Fingerprint:
    """The fingerprint of a document."""
    document = analysis.document
    datelines = _datelines(document)
    paragraphs = [(role, list(_words_of(document.text, span))) for role, span in _paragraphs(document, datelines)]
    told, quoted, turns, speakers = _split(analysis, paragraphs)
    flow = [words for role, words in paragraphs if role in TOLD]
    published, republished = document.published, document.republished
    house = _key_of(document.publisher)
    page_house = _key_of(document.republisher) or house
    return Fingerprint(
        document=document.id,
        page=document.page,
        url=document.url,
        canonical_url=document.canonical_url,
        published=_value(published),
        zone=published.zone if published is not None else None,
        republished=_value(republished),
        house=house,
        page_house=page_house,
        credits=_credits(analysis, datelines, house, page_house),
        language=document.language,
        words=sum(map(len, flow)),
        body=_hash([word for words in flow for word in words]),
        told=b"".join(WORD.pack(word.hash, word.start, word.length) for word in told),
        quoted=b"".join(WORD.pack(word.hash, word.start, word.length) for word in quoted),
        turns=b"".join(map(NUMBER.pack, turns)),
        speakers=speakers,
        paragraphs=b"".join(
            PARAGRAPH.pack(int.from_bytes(_hash(words), "little"), words[0].start, words[-1].start + words[-1].length)
            for words in flow
            if len(words) >= SHORTEST_PARAGRAPH
        ),
    )


def _value(date: PublicationDate | None) -> str | None:
    return date.value if date is not None else None


def _key_of(publisher: Publisher | None) -> str | None:
    return house_key(publisher.name, publisher.outlet) if publisher is not None else None


# --- words ---


def _paragraphs(document: Document, datelines: Sequence[tuple[Span, str]]) -> Iterator[tuple[str, Span]]:
    """The paragraphs of the story in order, with their block's role, without dateline, and without copyright lines."""
    cut = {span.start: span.end for span, _ in datelines}
    for role, span in _lines(document):
        if role in CARRIED or not FOOTER.match(document.text, span.start, span.end):
            yield role, Span(cut.get(span.start, span.start), span.end)


def _lines(document: Document) -> Iterator[tuple[str, Span]]:
    blocks = [(block.role, block.span) for block in document.blocks] or [("body", Span(0, len(document.text)))]
    for role, span in blocks:
        if role in TOLD or role in CARRIED:
            for line in LINE.finditer(document.text, span.start, span.end):
                yield role, Span(line.start(), line.end())


def _datelines(document: Document) -> list[tuple[Span, str]]:
    """The datelines that still stand in front of a paragraph, with the house they name ("" for none)."""
    found = []
    for number, (role, span) in enumerate(_lines(document)):
        if number >= OPENING:
            break
        match = DATELINE.match(document.text, span.start, span.end) if role == "body" else None
        if match is None or match.end() >= span.end:
            continue
        house = match.group("house") or ""
        if not house or load_outlets().by_name(house) is not None:
            found.append((Span(span.start, match.end()), house))
    return found


def _words_of(text: str, span: Span) -> Iterator[_Word]:
    for match in WORDS.finditer(text, span.start, span.end):
        yield _Word(_word_hash(match.group()), match.start(), min(255, match.end() - match.start()))


@lru_cache(maxsize=1 << 16)
def _word_hash(word: str) -> int:
    folded = unicodedata.normalize("NFKC", INVISIBLE.sub("", word)).lower()
    return crc32(folded.encode("utf-8", "surrogatepass"))


def _hash(words: Sequence[_Word]) -> bytes:
    return blake2b(b"".join(NUMBER.pack(word.hash) for word in words), digest_size=8).digest()


def _split(
    analysis: Analysis, paragraphs: Sequence[tuple[str, list[_Word]]]
) -> tuple[list[_Word], list[_Word], list[int], tuple[str | None, ...]]:
    """The words outside and inside quotation marks; where in the latter each quotation begins, and whose it is."""
    quotations = merge_spans(quotation.span for quotation in analysis.quotations)
    starts = [span.start for span in quotations]
    said = _speakers(analysis)
    told: list[_Word] = []
    quoted: list[_Word] = []
    turns: list[int] = []
    speakers: list[str | None] = []
    for role, words in paragraphs:
        last = -1
        for word in words:
            number = bisect_right(starts, word.start) - 1
            is_quoted = number >= 0 and word.start < quotations[number].end
            if not is_quoted and role not in CARRIED:
                told.append(word)
                continue
            turn = number if is_quoted else len(starts)
            if turn != last:
                turns.append(len(quoted))
                speakers.append(next((name for span, name in said if span.start <= word.start < span.end), None))
                last = turn
            quoted.append(word)
    return told, quoted, turns, tuple(speakers)


def _speakers(analysis: Analysis) -> list[tuple[Span, str]]:
    """The contents of what named parties said, with the folded name of each."""
    actors = {actor.id: actor for actor in analysis.actors if actor.kind not in {"anonymous", "other"}}
    found = []
    for attribution in analysis.attributions:
        named = [actors[one] for one in attribution.speakers if one in actors]
        if len(named) == 1 and (name := fold_name(named[0].name)):
            found += [(span, name) for span in attribution.contents]
    return found


# --- houses ---


def _credits(
    analysis: Analysis, datelines: Sequence[tuple[Span, str]], house: str | None, page_house: str | None
) -> tuple[HouseCredit, ...]:
    """The houses that a document credits, each with the first place where it does so in each way; its own are none."""
    found: dict[tuple[str, str], HouseCredit] = {}
    document = analysis.document

    def add(key: str | None, kind: CreditKind, name: str, span: Span | None) -> None:
        if key is not None and key != page_house and (key != house or kind == "republished"):
            found.setdefault((key, kind), HouseCredit(key, kind, name, span))

    for credit in document.credits:
        add(house_key(credit.name, credit.outlet), "credit", credit.name, credit.span)
    for span, name in datelines:
        add(house_key(name), "dateline", name, span)
    if document.publisher is not None and page_house != house:
        add(house, "republished", document.publisher.name, None)
    for hop, attribution in _source_hops(analysis):
        where = attribution.sources[0] if attribution is not None and attribution.sources else None
        if hop.hop.name and (kind := _kind_of(hop)) is not None:
            add(hop.house or house_key(hop.hop.name), kind, hop.hop.name, where)
        if hop.hop.channel:
            channel = attribution.channel if attribution is not None else None
            add(hop.channel_house or house_key(hop.hop.channel), "channel", hop.hop.channel, channel)
    return tuple(found.values())


def _source_hops(analysis: Analysis) -> Iterator[tuple[HopProfile, Attribution | None]]:
    """The hops of the document's chains that are no publication hops, with the attribution each comes from."""
    attributions = {item.id: item for item in analysis.attributions}
    for profile in profile_claims(analysis):
        for hop in profile.hops:
            if hop.hop.role == "source":
                yield hop, attributions.get(hop.hop.attribution or "")


def _kind_of(hop: HopProfile) -> CreditKind | None:
    """Whether a hop is an outlet, or may be one that nothing knows; "local media" and "Newspapers" are no names."""
    is_known = hop.hop.outlet is not None or (hop.house or "").startswith("outlets:")
    is_named = is_known or any(word[:1].isupper() for word in (hop.hop.name or "").split()[1:])
    if is_named and (hop.house is not None or hop.source_kind == "outlet"):
        return "relay"
    return "body" if hop.actor is None or hop.actor.kind in ORGANISED else None
