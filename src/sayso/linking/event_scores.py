"""How surely two mentions of events, in documents of one story, mean one event.

In: an `Analysis` with the tagger's tags and the span of a mention. Out: `EventMention`s, the `EVENT_FEATURES` of pairs of them,
and log-odds by a logistic model of `events.toml` (fitted by evals/event_fit.py): one model for pairs with the same verb or
noun, one for others. What two have in common depends on them and their documents alone. It finds
no mentions.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from sayso.knowledge.rarity import load_rarity, term_of
from sayso.languages.claim_lexicon import sense_of
from sayso.linking.clustering import link_averages
from sayso.linking.coefficients import read_coefficients
from sayso.records import Analysis, Span, Word

__all__ = [
    "EVENT_FEATURES",
    "EventMention",
    "EventModel",
    "cluster_events",
    "describe_mention",
    "event_features",
    "group_events",
    "load_event_model",
    "score_events",
]

TABLE = Path(__file__).with_name("events.toml")
Floats = npt.NDArray[np.float32]
EVENT_FEATURES: Final = (
    "same_string", "alike", "phrase", "sentence", "near", "words", "document", "same_document", "subjects", "objects",
    "parties", "lacking", "names", "numbers", "other_numbers", "rarity", "said", "said_parties", "first",
)  # fmt: skip
SUBJECTS, OBJECTS = frozenset({"subj"}), frozenset({"obj", "subj_pass", "iobj"})
OTHERS = frozenset({"obl", "nmod", "poss", "acl", "mod", "appos"})
#: Words before and behind a mention that are near it.
NEAR = 5
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
#: Letters by which two heads that differ may be forms of one word.
PREFIX = 4


@dataclass(frozen=True, slots=True, eq=False)
class EventMention:
    """A mention as it is compared; words are hashes of stems with their rarity.

    `head` is its main word in small letters, `sense` what that is compared by. `subjects`, `objects` and `others` are the words
    that depend on it, `near` those around it, `sentence` and `text` those of its sentence and its document. `vector` is that of
    the sentence, `phrase` that of the mention's words alone; both may be empty.
    """

    document: str
    place: int
    head: str
    sense: str
    is_said: bool
    subjects: frozenset[int]
    objects: frozenset[int]
    others: frozenset[int]
    near: frozenset[int]
    sentence: frozenset[int]
    text: frozenset[int]
    names: frozenset[str]
    numbers: frozenset[str]
    vector: Floats
    phrase: Floats


@dataclass(frozen=True, slots=True)
class EventModel:
    """Bias and weights for pairs with one sense, the same for other pairs; and how alike groups must be on average."""

    bias: float
    weights: tuple[float, ...]
    bias_other: float
    weights_other: tuple[float, ...]
    floor: float
    least: float


@cache
def load_event_model() -> EventModel:
    """The shipped coefficients.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    (one, other), numbers = read_coefficients(TABLE, ("same", "other"), EVENT_FEATURES, ("floor", "least"))
    return EventModel(*one, *other, *numbers)


def describe_mention(analysis: Analysis, span: Span, phrase: bytes = b"") -> EventMention:
    """A mention as it is compared; `phrase` is the vector of its words alone, where the tagger was asked for it."""
    text = analysis.document.text
    words = analysis.tags.words if analysis.tags is not None else ()
    inside = [number for number, word in enumerate(words) if word.span.overlaps(span)]
    main = next((number for number in inside if words[number].head not in inside), inside[0] if inside else -1)
    head = (words[main].span if main >= 0 else span).of(text).lower()
    place, sentence = next(
        ((at, one) for at, one in enumerate(analysis.sentences) if one.contains(span)), (len(analysis.sentences), span)
    )
    around = [number for number, word in enumerate(words) if sentence.contains(word.span) and number not in inside]
    nearest = [number for number in around if inside and inside[0] - NEAR <= number <= inside[-1] + NEAR]
    names = analysis.tags.names if analysis.tags is not None else ()
    groups = analysis.tags.groups if analysis.tags is not None else ()
    vectors = analysis.tags.vectors if analysis.tags is not None else ()
    subjects, objects, others = (_dependents(words, inside, one, text) for one in (SUBJECTS, OBJECTS, OTHERS))
    return EventMention(
        analysis.document.id,
        place,
        head,
        sense_of(head).stem,
        any(cue.overlaps(span) for group in groups for cue in group.cue),
        subjects,
        objects,
        others,
        _terms(words[number].span.of(text) for number in nearest),
        _terms(words[number].span.of(text) for number in around),
        _terms(word.span.of(text) for word in words),
        frozenset(tag.span.of(text).lower() for tag in names if sentence.contains(tag.span) and tag.label != "date"),
        frozenset(match[0].replace(",", "") for match in NUMBER.finditer(sentence.of(text))),
        _unpack(vectors[place] if place < len(vectors) else b""),
        _unpack(phrase),
    )


def event_features(left: EventMention, right: EventMention) -> tuple[float, ...]:
    """The features of a pair; which of the two is the left one does not matter."""
    parties = [one.subjects | one.objects | one.others for one in (left, right)]
    shared_parties = _weight(parties[0] & parties[1])
    crossed = _weight((left.subjects & right.objects) | (left.objects & right.subjects))
    is_said = float(left.is_said and right.is_said)
    return (
        float(left.head == right.head),
        _alike(left, right),
        _cosine(left.phrase, right.phrase),
        _cosine(left.vector, right.vector),
        _overlap(left.near, right.near),
        _overlap(left.sentence, right.sentence),
        _overlap(left.text, right.text),
        float(left.document == right.document),
        _weight(left.subjects & right.subjects),
        _weight(left.objects & right.objects),
        max(shared_parties, crossed),
        float(bool(parties[0] and parties[1]) and not shared_parties),
        float(len(left.names & right.names)) ** 0.5,
        float(bool(left.numbers & right.numbers)),
        float(bool(left.numbers and right.numbers) and not left.numbers & right.numbers),
        (_rarity(left.head) + _rarity(right.head)) / 20,
        is_said,
        is_said * max(shared_parties, crossed),
        float(left.place == 0) + float(right.place == 0),
    )


def score_events(rows: Sequence[tuple[float, ...]], are_alike: Sequence[bool], model: EventModel) -> list[float]:
    """The log-odds of pairs by their features, and by whether their main words have one sense."""
    scores = []
    for row, is_alike in zip(rows, are_alike, strict=True):
        bias, weights = (model.bias, model.weights) if is_alike else (model.bias_other, model.weights_other)
        scores.append(round(bias + sum(weight * value for weight, value in zip(weights, row, strict=True)), 3))
    return scores


def _dependents(words: Sequence[Word], inside: Sequence[int], relations: frozenset[str], text: str) -> frozenset[int]:
    """The words that depend on a mention so; the subject of a verb that another governs is that of the other too."""
    heads = set(inside)
    if relations is SUBJECTS:
        heads |= {words[number].head for number in inside if words[number].relation in ("xcomp", "conj")}
    found = {n for n, word in enumerate(words) if word.head in heads and word.relation in relations} - set(inside)
    found |= {n for n, word in enumerate(words) if word.head in found and word.relation == "flat"}
    return _terms(words[number].span.of(text) for number in sorted(found))


def _terms(words: Iterable[str]) -> frozenset[int]:
    """The hashes of words, without those that stand in every other text."""
    return frozenset(term for word in words if (term := term_of(word)) and _weigh(term) > LIGHT)


#: Words of less weight say nothing of who or what.
LIGHT = 2.2


@cache
def _weigh(term: int) -> float:
    return float(load_rarity().of(np.array([term], dtype=np.uint32))[0])


def _rarity(word: str) -> float:
    return _weigh(term_of(word))


def _weight(shared: frozenset[int]) -> float:
    """What shared words weigh, told between 0 and about 2."""
    return math.sqrt(sum(map(_weigh, sorted(shared)))) / 2


def _overlap(left: frozenset[int], right: frozenset[int]) -> float:
    """The share of the weight of two sets that both have, as a cosine."""
    both, *ends = (sum(_weigh(term) ** 2 for term in sorted(terms)) for terms in (left & right, left, right))
    return both / math.sqrt(ends[0] * ends[1]) if both else 0.0


def _alike(left: EventMention, right: EventMention) -> float:
    """How far two main words are forms of one: their sense, or the letters they begin with."""
    if left.sense == right.sense:
        return 1.0
    shared = next((at for at, (a, b) in enumerate(zip(left.head, right.head, strict=False)) if a != b), None)
    shared = min(len(left.head), len(right.head)) if shared is None else shared
    return shared / max(len(left.head), len(right.head)) if shared >= PREFIX else 0.0


def _cosine(left: Floats, right: Floats) -> float:
    return float(np.dot(left, right)) if len(left) and len(left) == len(right) else 0.0


def _unpack(vector: bytes) -> Floats:
    unpacked: Floats = np.frombuffer(vector, dtype="<f2").astype(np.float32)
    return unpacked


def cluster_events(mentions: Sequence[EventMention], model: EventModel | None = None) -> list[int]:
    """For each mention of one story the place of the first one that means the same event; what is alike on average joins."""
    model = model or load_event_model()
    ends = list(combinations(range(len(mentions)), 2))
    rows = [event_features(mentions[one], mentions[other]) for one, other in ends]
    scores = score_events(rows, [mentions[one].sense == mentions[other].sense for one, other in ends], model)
    return group_events(len(mentions), ends, scores, model)


def group_events(count: int, ends: Sequence[tuple[int, int]], scores: Sequence[float], model: EventModel) -> list[int]:
    """The groups of scored pairs of mentions."""
    weighed = [(*pair, round((score - model.floor) / 10, 4)) for pair, score in zip(ends, scores, strict=True)]
    return link_averages(count, [one for one in weighed if one[2] > 0], model.least)
