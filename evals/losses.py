"""What keeps `linked` below 100: the characters that it lacks, by cause. The parts add up to the whole loss.

In: articles with gold and predicted attributions. Out: for each cause how many attributions it touches, how many characters,
and how many points of `linked` they cost. A missing and a surplus character cost the same. Nothing is weighed by importance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.groups import Surroundings
from evals.pairs import Article, Characters, Pairing, pair_up

__all__ = ["CAUSES", "Loss", "losses_of"]

#: Every cause, with what it means.
CAUSES = {
    "missed, within other contents": "no cue found here, and what was marked lies in a predicted attribution's contents",
    "missed": "no cue found",
    "spurious, within other contents": "a cue where none was marked, inside marked contents",
    "spurious": "a cue where none was marked",
    "source lost": "the pair has a source in gold only",
    "source invented": "the pair has a predicted source only",
    "source another": "the pair's sources share nothing",
    "source ends": "the pair's sources overlap and are not the same",
    "contents lost": "the pair has contents in gold only",
    "contents invented": "the pair has predicted contents only",
    "contents another": "the pair's contents share nothing",
    "contents begin late": "characters before the first predicted one are missing",
    "contents end early": "characters behind the last predicted one are missing",
    "contents gap": "characters between predicted ones are missing",
    "contents begin early": "characters before the first marked one are surplus",
    "contents end late": "characters behind the last marked one are surplus",
    "contents filled": "characters between marked ones are surplus",
}
ONE_SIDED = {"sources": ("source lost", "source invented", "source another"),
             "contents": ("contents lost", "contents invented", "contents another")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loss:
    """What a cause costs, in attributions or pairs, characters and points; `crossing`: points where gold crosses a sentence."""

    cause: str
    attributions: int
    characters: int
    points: float
    crossing: float


def losses_of(articles: Sequence[Article]) -> tuple[Loss, ...]:
    """The causes in the order of `CAUSES`; their points add up to 100 less `linked`."""
    counts = {cause: [0, 0, 0] for cause in CAUSES}
    total = 0
    for article in articles:
        pairing = pair_up(article)
        where = Surroundings(article.text)
        total += sum(one[role].bit_count() for side in _sides(pairing) for one in side for role in ("sources", "contents"))
        for cause, size, gold in _iter_losses(pairing):
            crosses = gold is not None and where.reach(pairing.gold[gold].contents).startswith("over")
            counts[cause] = [a + b for a, b in zip(counts[cause], (1, size, size * crosses), strict=True)]
    return tuple(
        Loss(cause, number, size, 100 * size / max(total, 1), 100 * crossing / max(total, 1))
        for cause, (number, size, crossing) in counts.items()
    )


def _sides(pairing: Pairing) -> tuple[tuple[Characters, ...], tuple[Characters, ...]]:
    return pairing.gold_characters, pairing.predicted_characters


def _iter_losses(pairing: Pairing) -> Iterator[tuple[str, int, int | None]]:
    """(cause, characters, index of the gold attribution if there is one), characters above 0 only for pairs."""
    gold_sets, predicted_sets = _sides(pairing)
    for side, others, paired, name in (
        (gold_sets, predicted_sets, {pair.gold for pair in pairing.pairs}, "missed"),
        (predicted_sets, gold_sets, {pair.predicted for pair in pairing.pairs}, "spurious"),
    ):
        for number, one in enumerate(side):
            if number not in paired:
                is_within = any(not one["cue"] & ~other["contents"] for other in others)
                cause = f"{name}, within other contents" if is_within else name
                yield cause, one["sources"].bit_count() + one["contents"].bit_count(), number if name == "missed" else None
    for pair in pairing.pairs:
        for cause, size in _pair_losses(gold_sets[pair.gold], predicted_sets[pair.predicted]):
            if size:
                yield cause, size, pair.gold


def _pair_losses(gold: Characters, predicted: Characters) -> Iterator[tuple[str, int]]:
    for role, names in ONE_SIDED.items():
        g, p = gold[role], predicted[role]
        if not g & p:
            yield names[0] if not p else names[1] if not g else names[2], (g | p).bit_count()
        elif role == "sources":
            yield "source ends", (g ^ p).bit_count()
        else:
            yield from zip(("contents begin late", "contents end early", "contents gap"), _around(g & ~p, p), strict=True)
            yield from zip(("contents begin early", "contents end late", "contents filled"), _around(p & ~g, g), strict=True)


def _around(found: int, other: int) -> tuple[int, int, int]:
    """How many characters lie before all of `other`, behind them, and between."""
    before = (found & ((other & -other) - 1)).bit_count()
    behind = (found >> other.bit_length()).bit_count()
    return before, behind, found.bit_count() - before - behind
