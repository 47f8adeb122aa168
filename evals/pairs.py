"""Gold and predicted attributions of a text, paired as the scorer pairs them.

In: a text and two lists of marked attributions. Out: the pairs, what is right in each, and the characters of every role. The
rules are those of `score/attribution.py`, to the letter, and a test holds the two together; this module gives the pairs where
that script gives only sums. It reads no files and groups nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.records import Span

__all__ = ["ROLES", "Article", "Marked", "Pair", "Pairing", "characters", "outermost", "pair_up", "tidy"]

#: White space, quotation marks and punctuation that count for nothing at the ends of a span.
EDGE = frozenset(" \n\r\t.,;:!?'\"“”‘’«»()[]-—–…")
ROLES = ("sources", "cue", "contents")
#: Characters of one attribution, by role: a set of offsets as the bits of a number, since hundreds of pairs are compared.
Characters = dict[str, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution, marked by a person or predicted; only a prediction has a score (0 to 1)."""

    sources: tuple[Span, ...]
    cue: tuple[Span, ...]
    contents: tuple[Span, ...]
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text with the attributions of one annotator, and those that are compared with them."""

    text: str
    gold: tuple[Marked, ...]
    predicted: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold and a predicted attribution (by index) whose cues overlap; what is right; characters shared by role."""

    gold: int
    predicted: int
    right: frozenset[str]
    shared_sources: int
    shared_contents: int


@dataclass(frozen=True, slots=True)
class Pairing:
    """Both sides tidied, their characters, and the pairs; what stands in no pair is missed or spurious."""

    gold: tuple[Marked, ...]
    predicted: tuple[Marked, ...]
    gold_characters: tuple[Characters, ...]
    predicted_characters: tuple[Characters, ...]
    pairs: tuple[Pair, ...]


def tidy(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans without edge characters, joined where only such characters part them; as they were if nothing else is in them."""
    out: list[Span] = []
    for span in sorted(spans):
        begin, end = span.start, span.end
        while begin < end and text[begin] in EDGE:
            begin += 1
        while end > begin and text[end - 1] in EDGE:
            end -= 1
        if begin < end:
            if out and all(character in EDGE for character in text[out[-1].end : begin]):
                out[-1] = Span(out[-1].start, max(end, out[-1].end))
            else:
                out.append(Span(begin, end))
    return tuple(out) or tuple(sorted(spans))


def characters(text: str, spans: Iterable[Span]) -> int:
    """The characters in spans that are no white space: bit n is set where the text's nth character is one of them."""
    found = 0
    for span in spans:
        found |= (1 << span.end) - (1 << span.start)
    return found & _visible(text)


@lru_cache(maxsize=8)
def _visible(text: str) -> int:
    return int("0" + "".join("0" if character.isspace() else "1" for character in reversed(text)), 2)


def outermost(text: str, found: Sequence[Marked]) -> tuple[Marked, ...]:
    """Those whose cue does not lie in another's contents: PolNeAR marks no others."""
    cues = [characters(text, one.cue) for one in found]
    held = [characters(text, one.contents) for one in found]
    return tuple(
        one
        for i, one in enumerate(found)
        if not any(i != j and cues[i] and not cues[i] & ~inside for j, inside in enumerate(held))
    )


def pair_up(article: Article) -> Pairing:
    """Pair one to one, greedily: most shared characters of the cue first, then the contents that agree best."""
    gold, predicted = (tuple(_tidied(article.text, one) for one in side) for side in (article.gold, article.predicted))
    g_sets, p_sets = (
        tuple({role: characters(article.text, getattr(one, role)) for role in ROLES} for one in side)
        for side in (gold, predicted)
    )
    candidates = sorted(
        (
            ((g["cue"] & p["cue"]).bit_count(), _content_f1(g, p), i, j)
            for i, g in enumerate(g_sets)
            for j, p in enumerate(p_sets)
            if g["cue"] & p["cue"]
        ),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for _, _, i, j in candidates:
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append(_pair(i, j, gold[i], predicted[j], g_sets[i], p_sets[j]))
    return Pairing(gold, predicted, g_sets, p_sets, tuple(pairs))


def _tidied(text: str, one: Marked) -> Marked:
    return Marked(tidy(text, one.sources), tidy(text, one.cue), tidy(text, one.contents), one.score)


def _pair(i: int, j: int, gold: Marked, predicted: Marked, g: Characters, p: Characters) -> Pair:
    source_x, content_x, cue_x = (getattr(gold, role) == getattr(predicted, role) for role in ("sources", "contents", "cue"))
    source_o = bool(g["sources"] & p["sources"]) or not (g["sources"] or p["sources"])
    content_o = _content_f1(g, p) >= 0.5
    facts = {
        "match": True,
        "cue_x": cue_x,
        "source_x": source_x,
        "source_o": source_o,
        "content_x": content_x,
        "content_o": content_o,
        "whole_x": source_x and content_x and cue_x,
        "whole_o": source_o and content_o,
    }
    right = frozenset(name for name, holds in facts.items() if holds)
    return Pair(i, j, right, *((g[role] & p[role]).bit_count() for role in ("sources", "contents")))


def _content_f1(g: Characters, p: Characters) -> float:
    total = g["contents"].bit_count() + p["contents"].bit_count()
    return 2 * (g["contents"] & p["contents"]).bit_count() / total if total else 1.0
