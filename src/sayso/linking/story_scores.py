"""How alike two documents are, feature by feature, for many pairs at once, and the odds that they tell one story.

In: `StoryProfile`s and pairs of their numbers. Out: `FEATURES` of each pair, and log-odds by a logistic model of
`stories.toml` (fitted by evals/fit_stories.py; there is one for pairs with sentence vectors and one for those without). What
two documents have in common depends on the two alone, never on what else there is. It chooses no pairs and joins nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sayso.knowledge.rarity import load_rarity, term_of
from sayso.linking.coefficients import read_coefficients
from sayso.linking.story_profiles import StoryProfile

__all__ = [
    "FEATURES",
    "NO_DAY",
    "Packed",
    "Rows",
    "StoryModel",
    "features_of",
    "load_story_model",
    "pack_keys",
    "pack_profiles",
    "score_rows",
]

TABLE = Path(__file__).with_name("stories.toml")
FEATURES: Final = (
    "body", "lead", "title", "title_covered", "title_covered_least", "rare", "names", "places", "numbers", "dates", "quotes",
    "vector", "both_named", "foreign",
)  # fmt: skip
#: The day number of a document without a date.
NO_DAY: Final = -1
#: Pairs that are compared together.
BATCH = 20_000
#: Days that count against a pair.
MOST_DAYS = 10
#: A word of this weight and more stands in one text of a thousand.
RARE = 6.9
#: A lead with so many words of names says surely whom it is about; of those as much as this may stand in the other document.
SURE_FOCUS, MOST_FOREIGN = 3, 0.5
#: A name counts as often as it stands in the document, up to so many times; in the headline as these times more.
MOST_TIMES, IN_TITLE = 4, 2
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint32]
#: The kinds of marks, in the order of their features, and those that are counted and not weighed.
KINDS = ("names", "places", "numbers", "dates", "quotes")
COUNTED = ("numbers", "dates", "quotes")
#: The parts of a document that words are weighed in, those that pairs are found by first.
WEIGHED = ("body", "lead", "title")
COUNTS: Final[dict[str, Callable[[StoryProfile], bytes]]] = {
    "body": attrgetter("counts"), "lead": attrgetter("leads"), "title": attrgetter("titles"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """A row of different things (hashes) for each document, one after the other, each row in ascending order.

    `starts` says where rows begin, and where the last ends; `places` numbers the different hashes; `columns` are weights.
    """

    hashes: Hashes
    starts: Numbers
    places: npt.NDArray[np.int32]
    columns: dict[str, Floats]

    @property
    def owner(self) -> Numbers:
        """Whose each thing is."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """Profiles side by side: rows of words and of marks, a day number each (`NO_DAY`), and vectors where there are any.

    Marks are names, places, numbers, dates and quotations, each kind in a column of its own. `focus` says how many words of
    names stand in the lead.
    """

    words: Rows
    marks: Rows
    is_named: npt.NDArray[np.bool_]
    focus: Floats
    days: Numbers
    vectors: npt.NDArray[np.float16]
    has_vector: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.days)


@dataclass(frozen=True, slots=True)
class StoryModel:
    """The two logistic models, in log-odds, and what each day between two documents after the first adds to them.

    The rest is used when stories are made: `crowded` is the weight of how alike a document is to many others, `floor` the
    log-odds from which a pair speaks for a join at all, and `least` the likeness that two stories need on average to be one, in
    tens of log-odds above the floor.
    """

    bias: float
    weights: tuple[float, ...]
    bias_without: float
    weights_without: tuple[float, ...]
    day: float
    crowded: float
    floor: float
    least: float


@cache
def load_story_model() -> StoryModel:
    """The shipped coefficients.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    numbers = ("day", "crowded", "floor", "least")
    (one, other), rest = read_coefficients(TABLE, ("with", "without"), FEATURES, numbers)
    return StoryModel(*one, *other, *rest)


def pack_profiles(profiles: Sequence[StoryProfile]) -> Packed:
    """The profiles as arrays; the number of a document is its place in the sequence."""
    width = max((len(one.vector) // 2 for one in profiles), default=0)
    has_vector = np.array([bool(width) and len(one.vector) == 2 * width for one in profiles], dtype=bool)
    vectors = np.zeros((len(profiles), width), dtype=np.float16)
    for number, one in enumerate(profiles):
        if has_vector[number]:
            vectors[number] = np.frombuffer(one.vector, dtype="<f2")
    is_named = np.array([bool(one.names) for one in profiles], dtype=bool)
    days = np.array([_day_number(one.day) for one in profiles], dtype=np.int64)
    words = _word_rows(profiles)
    focus = np.bincount(words.owner, words.columns["focal"] > 0, minlength=len(profiles)).astype(np.float32)
    return Packed(words, _mark_rows(profiles), is_named, focus, days, vectors, has_vector)


def pack_keys(profiles: Sequence[StoryProfile]) -> Packed:
    """The profiles as far as pairs are found by them: their days, and the words of lead and body."""
    days = np.array([_day_number(one.day) for one in profiles], dtype=np.int64)
    hashes, starts, owner = _lay_out([np.frombuffer(one.words, dtype="<u4") for one in profiles])
    words = Rows(hashes, starts, np.zeros(0, dtype=np.int32), _weights(profiles, hashes, owner, WEIGHED[:2]))
    return replace(pack_profiles([]), words=words, days=days)


def features_of(packed: Packed, left: Numbers, right: Numbers) -> Floats:
    """The features of pairs, pairs × `FEATURES`; it does not matter which of two is the left one."""
    parts = [
        _features(packed, left[start : start + BATCH], right[start : start + BATCH]) for start in range(0, len(left), BATCH)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, len(FEATURES)), dtype=np.float32)


def score_rows(packed: Packed, left: Numbers, right: Numbers, features: Floats, model: StoryModel) -> Floats:
    """The log-odds of each pair to tell one story, to three digits."""
    both = packed.has_vector[left] & packed.has_vector[right]
    # Row by row, not as a product of matrices, whose rounding depends on how many rows there are.
    with_vector = (features * np.array(model.weights, dtype=np.float32)).sum(axis=1) + np.float32(model.bias)
    without = (features * np.array(model.weights_without, dtype=np.float32)).sum(axis=1) + np.float32(model.bias_without)
    is_dated = (packed.days[left] != NO_DAY) & (packed.days[right] != NO_DAY)
    apart = np.where(is_dated, np.clip(np.abs(packed.days[left] - packed.days[right]) - 1, 0, MOST_DAYS), 0)
    scores: Floats = np.round(np.where(both, with_vector, without) + model.day * apart, 3).astype(np.float32)
    return scores


def _features(packed: Packed, left: Numbers, right: Numbers) -> Floats:
    count = len(left)
    pair, at, other = _shared(packed.words, left, right)
    columns = packed.words.columns
    in_leads = columns["lead"][at] * columns["lead"][other] > 0
    first = _sums(pair, columns["in_title"][at] * (columns["lead"][other] > 0), count)
    second = _sums(pair, columns["in_title"][other] * (columns["lead"][at] > 0), count)
    found = [_sums(pair, columns[name][at] * columns[name][other], count) for name in ("body", "lead", "title")]
    found += [np.maximum(first, second), np.minimum(first, second)]
    found.append(np.log1p(_sums(pair, np.maximum(columns["rarity"][at] - RARE, 0) * in_leads, count)))
    met = np.maximum(*(_sums(pair, columns["focal"][place], count) for place in (at, other)))
    pair, at, other = _shared(packed.marks, left, right)
    for kind in KINDS:
        column = packed.marks.columns[kind]
        shared = _sums(pair, column[at] * column[other], count)
        found.append(np.log1p(shared) if kind in COUNTED else shared)
    found.append(np.einsum("ij,ij->i", packed.vectors[left].astype(np.float32), packed.vectors[right].astype(np.float32)))
    found.append((packed.is_named[left] & packed.is_named[right]).astype(np.float32))
    sure = np.minimum(np.minimum(packed.focus[left], packed.focus[right]) / SURE_FOCUS, 1)
    found.append(sure * np.maximum(1 - met / MOST_FOREIGN, 0))
    return np.stack(found, axis=1).astype(np.float32)


def _shared(rows: Rows, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """What both of a pair have: the number of the pair, and where it stands in the left row and in the right one.

    The things of a left document are laid out once for all pairs that it is in, so pairs should come by their left one.
    """
    table = np.full(int(rows.places.max(initial=-1)) + 1, -1, dtype=np.int32)
    starts, lengths = rows.starts, np.diff(rows.starts)
    bounds = np.flatnonzero(np.diff(left, prepend=-1, append=-1)).tolist()
    pairs, places, others = [], [], []
    for begin, end in pairwise(bounds):
        own = slice(starts[left[begin]], starts[left[begin] + 1])
        table[rows.places[own]] = np.arange(own.start, own.stop, dtype=np.int32)
        met = right[begin:end]
        ends = np.cumsum(lengths[met])
        found = table[np.concatenate([rows.places[starts[one] : starts[one + 1]] for one in met])]
        hit = np.flatnonzero(found >= 0)
        which = np.searchsorted(ends, hit, side="right")
        pairs.append(which + begin)
        places.append(found[hit])
        others.append(hit - (ends - lengths[met])[which] + starts[met][which])
        table[rows.places[own]] = -1
    if not pairs:
        return (np.zeros(0, dtype=np.int64),) * 3
    return np.concatenate(pairs), np.concatenate(places).astype(np.int64), np.concatenate(others)


def _sums(pair: Numbers, values: Floats, count: int) -> Floats:
    return np.bincount(pair, values, minlength=count).astype(np.float32)


def _word_rows(profiles: Sequence[StoryProfile]) -> Rows:
    hashes, starts, owner = _lay_out([np.frombuffer(one.words, dtype="<u4") for one in profiles])
    columns = _weights(profiles, hashes, owner, WEIGHED)
    rarity = columns["rarity"]
    columns["focal"] = _unit(_focal(profiles, columns), owner, len(profiles), 1)
    columns["in_title"] = _unit(np.where(columns["title"] > 0, rarity, 0).astype(np.float32), owner, len(profiles), 1)
    return _rows(hashes, starts, columns)


def _focal(profiles: Sequence[StoryProfile], columns: dict[str, Floats]) -> Floats:
    """What the names in a lead weigh: the more the oftener they stand in the document, and most in its headline."""
    if not profiles:
        return np.zeros(0, dtype=np.float32)
    named = np.concatenate([_is_named(one) for one in profiles])
    counts = np.frombuffer(b"".join(one.counts for one in profiles), dtype=np.uint8)
    times = np.minimum(counts, MOST_TIMES) + IN_TITLE * (columns["title"] > 0)
    return np.where(named & (columns["lead"] > 0), columns["rarity"] * times, 0).astype(np.float32)


def _is_named(profile: StoryProfile) -> npt.NDArray[np.bool_]:
    """Which of its words are part of the name of a party or of a place."""
    terms = [term_of(word) for name in (*profile.names, *profile.places) for word in name.split()]
    return np.isin(np.frombuffer(profile.words, dtype="<u4"), np.array(terms, dtype=np.uint32))


def _weights(profiles: Sequence[StoryProfile], hashes: Hashes, owner: Numbers, names: Iterable[str]) -> dict[str, Floats]:
    """How rare words are, and what they weigh in these parts of their documents."""
    columns: dict[str, Floats] = {"rarity": load_rarity().of(hashes) if len(hashes) else np.zeros(0, dtype=np.float32)}
    for name in names:
        counts = np.frombuffer(b"".join(COUNTS[name](one) for one in profiles), dtype=np.uint8).astype(np.float32)
        weight = np.where(counts > 0, (1 + np.log(np.maximum(counts, 1))) * columns["rarity"], 0).astype(np.float32)
        columns[name] = _unit(weight, owner, len(profiles), 2)
    return columns


def _mark_rows(profiles: Sequence[StoryProfile]) -> Rows:
    marks = [sorted(_marks(one)) for one in profiles]
    hashes, starts, owner = _lay_out([np.array([mark for mark, _ in row], dtype=np.uint32) for row in marks])
    kinds = np.array([kind for row in marks for _, kind in row], dtype=np.int64)
    rarity = load_rarity().of(hashes) if len(hashes) else np.zeros(0, dtype=np.float32)
    columns = {}
    for number, kind in enumerate(KINDS):
        of_kind = (kinds == number).astype(np.float32)
        columns[kind] = of_kind if kind in COUNTED else _unit(rarity * of_kind, owner, len(profiles), 2)
    return _rows(hashes, starts, columns)


def _marks(profile: StoryProfile) -> set[tuple[int, int]]:
    """The hashes of a profile's marks with the number of their kind; of two kinds with one hash the first counts."""
    marks: dict[int, int] = {}
    for number, kind in reversed(tuple(enumerate(KINDS))):
        if kind == "quotes":
            found: Iterable[int] = np.frombuffer(profile.quotes, dtype="<u4").tolist()
        elif kind == "names":
            found = (_hash(word) for word in " ".join(profile.names).split())
        else:
            found = (_hash(f"{kind} {text}") for text in getattr(profile, kind))
        marks.update(dict.fromkeys(found, number))
    return set(marks.items())


def _rows(hashes: Hashes, starts: Numbers, columns: dict[str, Floats]) -> Rows:
    _, places = np.unique(hashes, return_inverse=True)
    return Rows(hashes, starts, places.astype(np.int32), columns)


def _lay_out(rows: Sequence[Hashes]) -> tuple[Hashes, Numbers, Numbers]:
    """All hashes one after the other, where each row begins (and the last ends), and whose each is."""
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    hashes = np.concatenate(rows).astype(np.uint32) if rows else np.zeros(0, dtype=np.uint32)
    return hashes, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), np.repeat(np.arange(len(rows)), lengths)


def _unit(weights: Floats, owner: Numbers, count: int, power: int) -> Floats:
    """Weights by the length of their row: sums of squares (2) or plain sums (1) come to 1."""
    norms = np.bincount(owner, weights**power, minlength=count) ** (1 / power)
    unit: Floats = (weights / np.maximum(norms, 1e-9)[owner]).astype(np.float32)
    return unit


@lru_cache(maxsize=65536)
def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


def _day_number(day: str | None) -> int:
    """The day as a number; impossible days are none."""
    try:
        return NO_DAY if day is None else date.fromisoformat(day).toordinal()
    except ValueError:
        return NO_DAY
