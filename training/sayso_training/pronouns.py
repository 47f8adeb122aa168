"""Fit the ranker that says whom "he" and "she" mean.

    python -m sayso_training.pronouns --data FOLDER [--bundle FOLDER] [--write FILE]   (afterwards: python -m evals.speakers)

In: OntoGUM's news, interviews, speeches, biographies and court records but for the held-out documents, read by the shipped
tagger as at run time. Out: the weights of a conditional logistic regression with ridge (over the candidates and "nobody of
these"), the probability from which on a pronoun is resolved, and figures by leaving documents out. Only numpy is needed.
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from sayso.languages.pronouns import Weights, load_weights
from sayso.pipeline import open_pipeline
from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis, Block, Document, Span
from sayso.records.ids import document_id, page_id, sha256_of
from sayso.stages.actors import find_problem
from sayso.stages.attributions import find_attributions
from sayso.stages.mentions import find_mentions
from sayso.stages.pronouns import FEATURES, Candidate, Reference, choose
from sayso.stages.references import Problem, resolve_personal
from sayso.stages.relays import find_relays
from sayso.tagging import Tagger
from sayso_training.corpora.coreference import Chained, read_ontogum
from sayso_training.corpora.gum_documents import GUM_HELD_OUT

__all__ = ["GENRES", "Case", "Judged", "collect", "curve", "describe", "fit", "judge", "read_chained"]

GENRES = ("news", "interview", "speech", "bio", "court")
RIDGE = 3.0
STEPS = 400
FOLDS = 8


@dataclass(frozen=True, slots=True)
class Case:
    """A pronoun: the features of each candidate ({} for one that is none), which of them is right, -1 where none is."""

    document: str
    rows: tuple[Mapping[str, float], ...]
    right: int
    is_source: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A pronoun as it was resolved: the probability, whether rightly, whether it is a source."""

    document: str
    sure: float
    is_right: bool
    is_source: bool


@dataclass(slots=True)
class Gold:
    """The chains of a document by offset."""

    mentions: list[tuple[Span, str]] = field(default_factory=list)

    def chain(self, at: int) -> str | None:
        """The chain of the shortest mention around an offset."""
        around = [(len(span), chain) for span, chain in self.mentions if span.start <= at < span.end]
        return min(around)[1] if around else None


def read_chained(documents: Sequence[Chained], tagger: Tagger) -> list[tuple[Chained, Analysis]]:
    """Documents as the stages before `actors` leave them."""
    bare = [_analysis(one) for one in documents]
    tagged = [one for at in range(0, len(bare), 16) for one in tagger.tag(bare[at : at + 16])]
    return [
        (one, find_relays(find_attributions(find_mentions(replace(analysis, tags=tags)))))
        for one, analysis, tags in zip(documents, bare, tagged, strict=True)
    ]


def _analysis(one: Chained) -> Analysis:
    sha256 = sha256_of(one.text)
    page = page_id(one.name)
    document = Document(
        id=document_id(page, sha256), page=page, url=one.name, canonical_url=None, text=one.text, sha256=sha256,
        language="en", title=None, blocks=(Block(Span(0, len(one.text)), "body"),),
    )  # fmt: skip
    return Analysis(document, find_sentences(one.text), find_quotations(one.text))


def collect(documents: Iterable[tuple[Chained, Analysis]], weights: Weights) -> list[Case]:
    """The cases of some documents; what stands before a pronoun is known as it is in truth."""
    return [case for chained, analysis in documents for case in _collect(chained, find_problem(analysis), weights)]


def _collect(chained: Chained, problem: Problem, weights: Weights) -> list[Case]:
    gold = Gold(list(chained.mentions))
    cases: list[Case] = []

    def decide(own: Reference, near: Sequence[Candidate], rows: Sequence[Mapping[str, float]]) -> tuple[int, float] | None:
        chain = gold.chain(own.span.start)
        if chain is None:
            return None
        right = next((n for n, one in enumerate(near) if _chain_of(one.last, gold) == chain and rows[n]), -1)
        cases.append(Case(chained.name, tuple(rows), right, own.is_speaker))
        return (right, 1.0) if right >= 0 else None

    resolve_personal(problem, weights, decide)
    return cases


def _chain_of(last: Reference, gold: Gold) -> str | None:
    """The chain of a reference: of the last word of a name, of the first of a pronoun."""
    return gold.chain(last.span.end - 1) or gold.chain(last.span.start)


def judge(documents: Iterable[tuple[Chained, Analysis]], weights: Weights) -> list[Judged]:
    """Every pronoun with a chain, as it is resolved at run time; one without a candidate has probability 0."""
    found = []
    for chained, analysis in documents:
        gold = Gold(list(chained.mentions))
        problem = find_problem(analysis)
        resolved: dict[Span, tuple[float, bool]] = {}

        def decide(
            own: Reference, near: Sequence[Candidate], rows: Sequence[Mapping[str, float]], gold: Gold = gold,
            resolved: dict[Span, tuple[float, bool]] = resolved,
        ) -> tuple[int, float] | None:  # fmt: skip
            best = choose(rows, weights.personal)
            if best is not None:
                chain = gold.chain(own.span.start)
                resolved[own.span] = (best[1], chain is not None and _chain_of(near[best[0]].last, gold) == chain)
            return best

        resolve_personal(problem, weights, decide)
        for pronoun, own in problem.pronouns:
            if gold.chain(pronoun.span.start) is not None:
                sure, is_right = resolved.get(pronoun.span, (0.0, False))
                found.append(Judged(chained.name, sure, is_right, own.is_speaker))
    return found


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weights that make the right candidates likeliest, by gradient ascent with momentum; each at most three decimals."""
    names = {name: n for n, name in enumerate(FEATURES)}
    blocks = [_matrix(case, names) for case in cases]
    weights = np.zeros(len(FEATURES))
    speed = np.zeros(len(FEATURES))
    for _ in range(STEPS):
        slope = -RIDGE * weights
        for matrix, right in blocks:
            scores = matrix @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            slope += matrix[right] - chances @ matrix
        speed = 0.9 * speed + slope / max(len(blocks), 1)
        weights += 0.3 * speed
    return {name: round(float(weights[n]), 3) for name, n in names.items()}


def _matrix(case: Case, names: Mapping[str, int]) -> tuple[np.ndarray, int]:
    """One row a candidate and a last one for nobody; the place of the right one."""
    rows = [(n, row) for n, row in enumerate(case.rows) if row]
    matrix = np.zeros((len(rows) + 1, len(names)))
    matrix[-1, names["nobody"]] = 1.0
    right = len(rows)
    for at, (n, row) in enumerate(rows):
        right = at if n == case.right else right
        for name, value in row.items():
            if name in names:
                matrix[at, names[name]] = value
    return matrix, right


def curve(judged: Sequence[Judged]) -> list[tuple[float, float, float]]:
    """(threshold, coverage, precision) from the surest pronoun to the least sure."""
    ordered = sorted(judged, key=lambda one: -one.sure)
    rights = np.cumsum([one.is_right for one in ordered])
    return [(ordered[n].sure, (n + 1) / len(ordered), float(rights[n]) / (n + 1)) for n in range(len(ordered))]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    chained = [one for one in read_ontogum(args.data / "gum", GENRES) if one.name not in GUM_HELD_OUT]
    documents = read_chained(chained, open_pipeline(args.bundle).tagger)
    cases = collect(documents, load_weights())
    print(f"{len(cases)} pronouns, {sum(case.right >= 0 for case in cases)} with the right one among the candidates")
    print("documents left out:", _left_out(documents, cases))
    table = write_weights(fit(cases), len(cases), len(documents))
    if args.write:
        args.write.write_text(table, encoding="utf-8")
    else:
        print(table)


def write_weights(weights: Mapping[str, float], pronouns: int, documents: int) -> str:
    """The table as it is shipped, with how it was made in its head; the thresholds stay as they are."""
    bars = load_weights()
    lines = [
        "# Whom he and she mean: weights of a conditional logistic regression over the parties before the pronoun and nobody,",
        f"# by `python -m sayso_training.pronouns` on {pronouns} pronouns of {documents} documents of OntoGUM (CC BY 4.0):",
        f"# {', '.join(GENRES)} without the held-out documents, as the tagger reads them; ridge {RIDGE}.",
        "# A feature is 1 or 0 but for `often`. The weights are not to be edited.",
        "[weights]",
        *(f"{name} = {value}" for name, value in weights.items()),
        "",
        "# From which probability on a pronoun that is a source is resolved, is one for others, tells a gender.",
        "[thresholds]",
        f"resolve = {bars.threshold}",
        f"follow = {bars.follow}",
        f"learn = {bars.learn}",
        "",
    ]
    return "\n".join(lines)


def _left_out(documents: Sequence[tuple[Chained, Analysis]], cases: Sequence[Case]) -> str:
    names = [chained.name for chained, _ in documents]
    judged: list[Judged] = []
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        weights = Weights(fit([case for case in cases if case.document not in out]), *_bars())
        judged += judge([one for one in documents if one[0].name in out], weights)
    return describe(judged)


def _bars() -> tuple[float, float, float]:
    known = load_weights()
    return known.threshold, known.follow, known.learn


def describe(judged: Sequence[Judged]) -> str:
    """Precision at some coverages, of all pronouns and of those that are sources."""
    parts = []
    for name, some in (("all", judged), ("sources", [one for one in judged if one.is_source])):
        line = curve(some)
        if line:
            points = [min(line, key=lambda p: abs(p[1] - want)) for want in (0.6, 0.7, 0.8, 0.9, 1.0)]
            shown = ", ".join(f"{100 * p[2]:.1f} at {100 * p[1]:.0f} (from {p[0]:.2f})" for p in points)
            parts.append(f"{name} {len(some)}: {shown}")
    return "; ".join(parts)


if __name__ == "__main__":
    main()
