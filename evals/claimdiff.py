"""Which claims of two articles bear on each other, and which weaken each other: `claimdiff`, by cross-validation.

    python -m evals.claimdiff [--bundle FOLDER]

In: the training pairs of `claimdiff` beside the checkout, read by the shipped model. Out: macro-F1, mean and spread over
several divisions into five parts, of a logistic regression on words alone, on the measures by which `sayso.linking` compares
claims, and on these with sentence vectors and what the story and the cues say. Topics that share a passage stay in one part;
thresholds are chosen inside the training parts. Related: strengthening or weakening. None of it suggests links: see
docs/explanation/claim-links.md.
"""

import argparse
import json
import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.corpora import corpus
from sayso.linking.claim_pairs import measure_claims, weigh_stems
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claim_stems import is_light
from sayso.linking.claim_words import WordedClaim, word_claim
from sayso.pipeline import open_pipeline
from sayso.records import Analysis, Claim, Factuality, Page, Reading, Span, TextQuote
from sayso.records.ids import sha256_of

__all__ = ["Pair", "cross_validate", "fit_logistic", "group_topics", "macro_f1", "read_pairs", "show_claimdiff"]

Matrix = NDArray[np.float64]
PARTS, DIVISIONS = 5, 10
#: Ridge of the regression on all features, on some and on a few, and how long a passage is that two topics share.
STRONG, MIDDLE, WEAK, PASSAGE = 300.0, 30.0, 1.0, 8
WORD = re.compile(r"n't|[a-z]+")
CONTRAST = frozenset(
    {"but", "however", "although", "though", "while", "despite", "yet", "instead", "rather", "whereas", "still", "meanwhile"}
)
NEGATION = frozenset(
    {"not", "no", "never", "n't", "nor", "neither", "without", "none", "cannot", "nobody", "nothing", "hardly"}
)
MODAL = frozenset(
    {"may", "might", "could", "would", "should", "likely", "possibly", "perhaps", "unlikely", "expected", "appears", "seems"}
)


#: Words of disputes, and words that praise and blame.
STANCE = tuple(
    frozenset(words.split())
    for words in tomllib.loads(
        Path(__file__).with_name("claim_links").joinpath("stance.toml").read_text(encoding="utf-8")
    ).values()
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims of one topic with the titles of their articles, and what the one is to the other."""

    topic: str
    claims: tuple[str, str]
    titles: tuple[str, str]
    strengthens: bool
    weakens: bool


def read_pairs(folder: Path) -> list[Pair]:
    """The training pairs, in their order."""
    rows = {}
    for name in ("S/ClaimDiff-strength", "W/ClaimDiff-weak"):
        data = json.loads((folder / f"ClaimDiff-{name}-train.json").read_text(encoding="utf-8"))["data"]
        rows[name] = {row["pair_id"]: row for row in data}
    strong, weak = rows.values()
    return [
        Pair(row["topic"], (row["claim_a"], row["claim_b"]), (row["article_a"], row["article_b"]), bool(row["relation"]),
             bool(weak[key]["relation"]))
        for key, row in strong.items()
        if key in weak
    ]  # fmt: skip


def group_topics(pairs: Sequence[Pair]) -> dict[str, str]:
    """For each topic one that stands for all that share a passage with it."""
    roots = {pair.topic: pair.topic for pair in pairs}

    def root(topic: str) -> str:
        while roots[topic] != topic:
            topic = roots[topic]
        return topic

    seen: dict[tuple[str, ...], str] = {}
    for pair in pairs:
        for text in pair.claims:
            words = text.lower().split()
            for at in range(max(1, len(words) - PASSAGE + 1)):
                first, second = sorted((root(pair.topic), root(seen.setdefault(tuple(words[at : at + PASSAGE]), pair.topic))))
                roots[second] = first
    return {topic: root(topic) for topic in roots}


def macro_f1(gold: NDArray[np.bool_], given: NDArray[np.bool_]) -> float:
    """The mean of the F1 of yes and of no, in per cent."""
    scores = []
    for side in (True, False):
        both = int(((gold == side) & (given == side)).sum())
        scores.append(2 * both / max(1, int((gold == side).sum()) + int((given == side).sum())))
    return 100 * sum(scores) / 2


def fit_logistic(features: Matrix, gold: NDArray[np.bool_], ridge: float, rounds: int = 12) -> Matrix:
    """The weights of a ridge logistic regression, the constant last, by Newton's method."""
    full = np.hstack([features, np.ones((len(features), 1))])
    weights = np.zeros(full.shape[1])
    penalty = np.full(full.shape[1], ridge)
    penalty[-1] = 1e-6
    for _ in range(rounds):
        likely = 1 / (1 + np.exp(-np.clip(full @ weights, -30, 30)))
        slope = full.T @ (likely - gold) + penalty * weights
        curve = (full * (likely * (1 - likely))[:, None]).T @ full + np.diag(penalty)
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def cross_validate(features: Matrix, gold: NDArray[np.bool_], groups: Sequence[str], ridge: float) -> tuple[float, float]:
    """Mean and spread of macro-F1 over the divisions; nothing of a part, nor its threshold, is seen in training."""
    found = [_divide(features, gold, groups, ridge, seed) for seed in range(DIVISIONS)]
    return float(np.mean(found)), float(np.std(found))


def _divide(features: Matrix, gold: NDArray[np.bool_], groups: Sequence[str], ridge: float, seed: int) -> float:
    names = sorted(set(groups))
    order = np.random.default_rng(seed).permutation(len(names))
    part_of = {names[place]: number % PARTS for number, place in enumerate(order)}
    parts = np.array([part_of[group] for group in groups])
    given = np.zeros(len(gold), dtype=bool)
    for part in range(PARTS):
        train, test = parts != part, parts == part
        mean, spread = features[train].mean(0), features[train].std(0) + 1e-9
        scaled = (features - mean) / spread
        inner = np.zeros(len(gold))
        for held in set(range(PARTS)) - {part}:
            rest, own = train & (parts != held), parts == held
            inner[own] = _score(scaled[own], fit_logistic(scaled[rest], gold[rest], ridge))
        bar = _best_bar(inner[train], gold[train])
        given[test] = _score(scaled[test], fit_logistic(scaled[train], gold[train], ridge)) > bar
    return macro_f1(gold, given)


def _score(features: Matrix, weights: Matrix) -> Matrix:
    scores: Matrix = features @ weights[:-1] + weights[-1]
    return scores


def _best_bar(scores: Matrix, gold: NDArray[np.bool_]) -> float:
    """The threshold with the best macro-F1, smoothed over its neighbours."""
    bars = np.quantile(scores, np.linspace(0.03, 0.97, 48))
    found = np.array([macro_f1(gold, scores > bar) for bar in bars])
    smooth = np.convolve(np.pad(found, 2, mode="edge"), np.ones(5) / 5, "valid")
    return float(bars[int(smooth.argmax())])


# --- features ---


def _lexical(pair: Pair) -> list[float]:
    """Overlap of the words, all and telling ones."""
    ones, others = (set(WORD.findall(text.lower())) for text in pair.claims)
    told = [{word for word in side if not is_light(word)} for side in (ones, others)]
    row = []
    for left, right in ((ones, others), (told[0], told[1])):
        shared = len(left & right)
        row += [shared / max(1, len(left | right)), shared / max(1, min(len(left), len(right)))]
    return [*row, math.log1p(len(told[0] & told[1]))]


def _worded(texts: Sequence[str]) -> dict[str, WordedClaim]:
    """Every text as one claim in the voice of its page."""
    held = Factuality("certain", "+", "past", "asserted", ())
    found = {}
    for text in texts:
        claim = Claim("c", "d", (), (Span(0, len(text)),), TextQuote(text, "", ""), (), held, None, None, 1.0)
        profile = ClaimProfile(claim, "p", "", None, None, None, None, "body", text, (), None, None)
        found[text] = word_claim(profile)
    return found


def _told(text: str, analysis: Analysis) -> Matrix:
    """What a claim says of a dispute by itself: its cues, negations, contrasts, words of dispute, praise and harm."""
    words = WORD.findall(text.lower().replace("n't", " n't"))
    read = Counter(one.cue_kind for one in analysis.attributions)
    lists = (NEGATION, CONTRAST, MODAL, *STANCE)
    row = [math.log1p(len(words)), *(sum(word in some for word in words) for some in lists)]
    row += [float(bool(words) and words[0] in CONTRAST), float(any(one.polarity == "-" for one in analysis.attributions))]
    row += [float('"' in text), float(any(letter.isdigit() for letter in text)), float(bool(analysis.attributions))]
    row += [float(read[kind]) for kind in ("denial", "accusation", "claim", "belief", "speech", "demand")]
    return np.array(row)


def _vector(analysis: Analysis) -> Matrix:
    vectors = analysis.tags.vectors if analysis.tags is not None else ()
    total: Matrix = np.mean([np.frombuffer(vector, dtype="<f2").astype(float) for vector in vectors], axis=0)
    return total / (float(np.linalg.norm(total)) or 1.0)


def _by_topic(pairs: Sequence[Pair]) -> dict[str, list[str]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for pair in pairs:
        found[pair.topic].update(dict.fromkeys(pair.claims))
    return {topic: list(claims) for topic, claims in found.items()}


def _near(pairs: Sequence[Pair], vectors: Mapping[str, Matrix]) -> Iterator[list[float]]:
    """How near the vectors are, by themselves and against what is usual in the story."""
    stories = {}
    for topic, claims in _by_topic(pairs).items():
        stacked = np.array([vectors[claim] for claim in claims])
        alike = stacked @ stacked.T
        upper = alike[np.triu_indices(len(claims), 1)]
        middle = stacked.mean(0)
        stories[topic] = (claims, alike, float(upper.mean()), float(upper.std()) + 1e-6, middle / np.linalg.norm(middle))
    for pair in pairs:
        claims, alike, mean, spread, middle = stories[pair.topic]
        one, other = (claims.index(claim) for claim in pair.claims)
        near = float(alike[one, other])
        rows = [np.delete(alike[place], place) for place in (one, other)]
        left, right = (vectors[claim] for claim in pair.claims)
        titles = [vectors[title] for title in pair.titles]
        yield [
            near, (near - mean) / spread, near - float(rows[0].mean()) - float(rows[1].mean()) + mean,
            float((rows[0] < near).mean()), float((rows[1] < near).mean()), float(left @ middle), float(right @ middle),
            float(left @ titles[1]), float(right @ titles[0]), float(left @ titles[0]), float(right @ titles[1]), mean,
        ]  # fmt: skip


def _disputed(pairs: Sequence[Pair], told: Mapping[str, Matrix]) -> Matrix:
    """The dispute in both claims, between them, and in their story."""
    stories = {topic: np.mean([told[claim] for claim in claims], axis=0) for topic, claims in _by_topic(pairs).items()}
    rows = []
    for pair in pairs:
        left, right = (told[claim] for claim in pair.claims)
        rows.append(
            np.concatenate(
                [left + right, np.abs(left - right), stories[pair.topic], told[pair.titles[0]] + told[pair.titles[1]]]
            )
        )
    return np.array(rows)


def _read(texts: Sequence[str], bundle: Path | None) -> dict[str, Analysis]:
    pages = (Page(f"/claimdiff/{n}.txt", None, text.encode(), "text/plain", sha256_of(text)) for n, text in enumerate(texts))
    read = open_pipeline(bundle).read(pages, plain=True)
    return {text: item.analysis for text, item in zip(texts, read, strict=True) if isinstance(item, Reading)}


def show_claimdiff(bundle: Path | None = None) -> dict[str, tuple[float, float]]:
    """Print the figures, and give them by "set features"."""
    pairs = read_pairs(corpus("claimdiff"))
    grouped = group_topics(pairs)
    groups = [grouped[pair.topic] for pair in pairs]
    texts = list(dict.fromkeys(text for pair in pairs for text in (*pair.claims, *pair.titles)))
    read = _read(texts, bundle)
    worded, told = _worded(texts), {text: _told(text, analysis) for text, analysis in read.items()}
    weights = {topic: weigh_stems(worded[claim] for claim in claims) for topic, claims in _by_topic(pairs).items()}
    measures = np.array([measure_claims(worded[p.claims[0]], worded[p.claims[1]], weights[p.topic]) for p in pairs])
    lexical = np.array([_lexical(pair) for pair in pairs])
    near = np.array(list(_near(pairs, {text: _vector(analysis) for text, analysis in read.items()})))
    rich = np.hstack([lexical, measures, near, _disputed(pairs, told)])
    sets = {
        "words alone": (lexical, WEAK),
        "measures of the linker": (measures, WEAK),
        "vectors in their story": (np.hstack([lexical, near]), MIDDLE),
        "all, with words of dispute": (rich, STRONG),
    }
    tasks = {
        "related": np.array([pair.strengthens or pair.weakens for pair in pairs]),
        "strengthening": np.array([pair.strengthens for pair in pairs]),
        "weakening": np.array([pair.weakens for pair in pairs]),
    }
    print(
        f"\nclaimdiff train, {len(pairs)} pairs, {len(set(groups))} groups of topics; "
        f"macro-F1 over {DIVISIONS} divisions in {PARTS}"
    )
    figures = {}
    for task, gold in tasks.items():
        for name, (features, ridge) in sets.items():
            mean, spread = cross_validate(features, gold, groups, ridge)
            figures[f"{task} {name}"] = (mean, spread)
            print(f"  {task:14} {name:26} {mean:5.1f} ±{spread:.1f}", flush=True)
    return figures


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path)
    show_claimdiff(parser.parse_args().bundle)


if __name__ == "__main__":
    main()
