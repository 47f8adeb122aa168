"""What of a document says which happening it is about: its words, names, places, numbers, dates, quotations and its vector.

In: an `Analysis`. Out: a `StoryProfile`: small, without the text, and enough to find and to explain a story. Words are kept as
32-bit hashes in ascending order, arrays as little-endian bytes. Its lead (the headline and the first words under it) is kept
apart, since that is where a story says what happened; the rest is background that many stories share. It compares nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sayso.knowledge.outlets import fold_name
from sayso.knowledge.rarity import term_of
from sayso.records import READ_ROLES, Analysis, Block, Span

__all__ = ["LEAD", "StoryProfile", "profile_story", "words_of"]

WORD = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:['’][^\W_]+)?")
NUMBER = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w-])")
#: Words of the lead, the headline apart; different words kept of a document; sentences whose vectors count.
LEAD, MOST_WORDS, SENTENCES = 90, 256, 10
#: Different names, places, numbers, dates and quoted word sequences kept of a document.
MOST_NAMES, MOST_PLACES, MOST_NUMBERS, MOST_DATES, MOST_QUOTES = 32, 16, 24, 16, 48
#: Words of a quoted sequence.
QUOTED = 5
U32 = np.dtype("<u4")


@dataclass(frozen=True, slots=True)
class StoryProfile:
    """A document as it is put into a story; `day` is an ISO day, null if unknown.

    `words` are the hashes of its different words; for each of them `counts` says how often it stands in the document, `leads`
    how often in the headline and the lead, `titles` how often in the headline. `names` and `places` are folded, `dates` ISO
    days, `quotes` hashes of five quoted words in a row. `vector` is the mean of the first sentences' vectors, in half floats,
    empty where the tagger's tags are not at hand.
    """

    document: str
    page: str
    day: str | None
    title: str | None
    words: bytes
    counts: bytes
    leads: bytes
    titles: bytes
    names: tuple[str, ...]
    places: tuple[str, ...]
    numbers: tuple[str, ...]
    dates: tuple[str, ...]
    quotes: bytes
    vector: bytes = b""


def profile_story(analysis: Analysis) -> StoryProfile:
    """The profile of a document."""
    document = analysis.document
    text = document.text
    blocks = [block for block in document.blocks if block.role in READ_ROLES]
    title = [word for block in blocks if block.role == "headline" for word in words_of(block.span.of(text))]
    title = title or list(words_of(document.title or ""))
    body = [word for span in _bodies(blocks, text) for word in words_of(span.of(text))]
    words, counts = _pack_words(title, body)
    day = document.published.value[:10] if document.published is not None else None
    return StoryProfile(
        document.id,
        document.page,
        day if day is not None and len(day) == len("2031-05-02") else None,
        document.title or None,
        words,
        *counts,
        _first((fold_name(actor.name) for actor in analysis.actors if actor.kind not in ("anonymous", "other")), MOST_NAMES),
        _first((fold_name(place.span.of(text)) for place in analysis.places), MOST_PLACES),
        _first(_numbers(span.of(text) for span in _bodies(blocks, text)), MOST_NUMBERS),
        _first((timex.value[:10] for timex in analysis.timexes if re.match(r"\d{4}-\d\d-\d\d", timex.value)), MOST_DATES),
        _pack(_quoted(analysis)),
        _vector(analysis),
    )


def words_of(text: str) -> Iterator[str]:
    """The words and numbers of a text, as they are written."""
    return (match[0] for match in WORD.finditer(text))


def _bodies(blocks: list[Block], text: str) -> Iterator[Span]:
    """The blocks that are read, without headlines; the whole text where the document has no blocks."""
    if not blocks:
        yield Span(0, len(text))
    yield from (block.span for block in blocks if block.role != "headline")


def _pack_words(title: list[str], body: list[str]) -> tuple[bytes, tuple[bytes, bytes, bytes]]:
    """The words kept, and how often each stands in the document, in its lead, in its title: those of the lead come first."""
    titles = Counter(map(term_of, title))
    leads = titles + Counter(map(term_of, body[:LEAD]))
    counts = leads + Counter(map(term_of, body[LEAD:]))
    kept = np.array(sorted(list(counts)[:MOST_WORDS]), dtype=U32)
    columns = [bytes(min(column[int(word)], 255) for word in kept) for column in (counts, leads, titles)]
    return kept.tobytes(), (columns[0], columns[1], columns[2])


def _first(values: Iterable[str], most: int) -> tuple[str, ...]:
    """The first different ones of the values that are not empty."""
    return tuple(dict.fromkeys(value for value in values if value))[:most]


def _numbers(texts: Iterable[str]) -> Iterator[str]:
    """Numbers as they are compared; years and what counts to twelve say too little."""
    for text in texts:
        for match in NUMBER.finditer(text):
            number = match[0].replace(",", "")
            if not re.fullmatch(r"(?:19|20)\d\d|\d|1[0-2]", number):
                yield number


def _quoted(analysis: Analysis) -> Iterator[int]:
    """Hashes of five words in a row between quotation marks."""
    for quotation in analysis.quotations:
        words = [word.casefold() for word in words_of(quotation.span.of(analysis.document.text))]
        for at in range(len(words) - QUOTED + 1):
            yield crc32(" ".join(words[at : at + QUOTED]).encode("utf-8", "surrogatepass"))


def _pack(hashes: Iterable[int]) -> bytes:
    """The smallest different hashes: a sample that two documents with the same words take alike."""
    return np.array(sorted(set(hashes))[:MOST_QUOTES], dtype=U32).tobytes()


def _vector(analysis: Analysis) -> bytes:
    vectors = () if analysis.tags is None else analysis.tags.vectors[:SENTENCES]
    sizes = {len(vector) for vector in vectors}
    if len(sizes) != 1 or not min(sizes) or min(sizes) % 2:  # none, or not what a tagger gives
        return b""
    rows: npt.NDArray[np.float32] = np.frombuffer(b"".join(vectors), dtype="<f2").reshape(len(vectors), -1).astype(np.float32)
    mean = np.nan_to_num(rows, posinf=0.0, neginf=0.0).mean(axis=0)
    packed: bytes = (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype("<f2").tobytes()
    return packed
