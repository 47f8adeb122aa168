"""Risk and coverage: how many claims with a named speaker can be kept while at most 2 % of them name a wrong one.

    python -m evals.risk [--bundle FOLDER] [--all] [--verbose]

In: the hand-checked cues of `evals/risk/` (document, offsets, label; no words) and the dev texts beside the checkout, read by
the shipped pipeline as `sayso read --plain` reads them. Out: the claims found for these cues, ordered by score, each right or
wrong in its innermost speaker; the share wrong, the largest coverage within the bound, the curve. Labels are of cues, so they
outlive the system's present answers. Whether contents, dates or outer hops are right is not asked here.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import numpy as np

from evals.bootstrap import Floats, draw, intervals
from evals.corpora import SHARED, corpus, has_corpora
from evals.times_gold import read_gum
from sayso.languages import load_language
from sayso.pipeline import Pipeline, open_pipeline
from sayso.records import Actor, Analysis, Claim, Failure, Hop, Page, SourceKind, Span
from sayso.stages.sources import find_source_kind

__all__ = [
    "BOUND",
    "LABELS",
    "Label",
    "Verdict",
    "coverage_within",
    "curve",
    "judge",
    "read_labels",
    "read_text",
    "risk_figures",
]

LABELS = Path(__file__).with_name("risk") / "speakers.jsonl"
#: The share of wrong speakers that is allowed, and the coverages at which the curve is read.
BOUND = 0.02
COVERAGES = (0.2, 0.4, 0.6, 0.8, 1.0)
#: Kinds of source whose words are a name, as the system itself says.
NAMED = frozenset({"named", "outlet"})
#: What stands before a surname without being a part of the name.
HONORIFICS = frozenset({
    "mr", "mrs", "ms", "miss", "dr", "sir", "president", "senator", "sen", "rep", "representative", "gov", "governor", "gen",
    "professor", "prof",
})  # fmt: skip
#: What joins a name to the words before it into something else: "the chamber and a complaint by Norland".
JOINING = frozenset({"and", "by", "or"})
WORD = re.compile(r"[^\W_][\w.'’&/-]*")
#: Where the name of "Rep. Ada Berg of Norland", "Ada Berg (D)" or "Ada Berg, a lawyer" ends.
ASIDE = re.compile(r"[,(\[]| of ")

Kind = Literal["named", "unnamed", "none"]
State = Literal["right", "wrong", "spurious", "uncovered"]


@dataclass(frozen=True, slots=True)
class Label:
    """A cue and who says its contents: for each joint speaker the places that name him, fullest first.

    `kind`: named; unnamed (`speakers` then hold the description, if there is one); none where the cue attributes nothing.
    """

    document: str
    digest: str
    cue: tuple[Span, ...]
    contents: tuple[Span, ...]
    kind: Kind
    speakers: tuple[tuple[Span, ...], ...]
    sample: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the system makes of a labelled cue; `spurious` has a speaker where nothing is said. `hops` is for people to read."""

    label: Label
    state: State
    score: float = 0.0
    hops: tuple[Hop, ...] = ()


def read_labels(path: Path = LABELS) -> list[Label]:
    """The labels as they are kept."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [_label(row) for row in rows]


def _label(row: Mapping[str, Any]) -> Label:
    return Label(
        row["document"], row["sha256"], _spans(row["cue"]), _spans(row["contents"]), row["label"],
        tuple(_spans(places) for places in row["speakers"]), row["sample"],
    )  # fmt: skip


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def judge(labels: Sequence[Label], analyses: Mapping[str, Analysis]) -> list[Verdict]:
    """The verdict on each label; one whose document is not among the analyses is uncovered.

    Raises:
        ValueError: a document has another text than the offsets were taken from.
    """
    return [_judge(one, analyses[one.document]) if one.document in analyses else Verdict(one, "uncovered") for one in labels]


def _judge(label: Label, analysis: Analysis) -> Verdict:
    text = analysis.document.text
    if sha256(text.encode()).hexdigest()[: len(label.digest)] != label.digest:
        raise ValueError(f"{label.document}: another text than the labels were taken from; unpack the corpus anew")
    claims = _claims_of(label, analysis)
    kinds = {one.id: one.source_kind for one in analysis.attributions}
    named = [
        (claim, hop)
        for claim in claims
        if (hop := claim.chain[-1]) and _is_named(hop, kinds, analysis.document.language or "en")
    ]
    if not named:
        return Verdict(label, "uncovered")
    actors = {actor.id: actor for actor in analysis.actors}
    hops = tuple({(hop.name, hop.actor): hop for _, hop in named}.values())
    state: State = "right"
    if label.kind == "none":
        state = "spurious"
    elif not all(_is_right(hop, actors.get(hop.actor or ""), label, text) for hop in hops):
        state = "wrong"
    return Verdict(label, state, max(claim.score for claim, _ in named), hops)


def _claims_of(label: Label, analysis: Analysis) -> list[Claim]:
    """The claims that hang on the cue itself, not those carried on from it into later sentences.

    Of several attributions on overlapping cues that one counts which shares most with the cue and its contents.
    """
    shares = {
        one.id: share + _shared(one.contents, label.contents) / 1e6
        for one in analysis.attributions
        if (share := _shared(one.cue, label.cue))
    }
    by_attribution: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in analysis.claims:
        hop = claim.chain[-1] if claim.chain else None
        if hop and hop.role == "source" and hop.basis != "carried" and hop.attribution in shares:
            by_attribution[hop.attribution or ""].append(claim)
    return by_attribution[max(by_attribution, key=lambda key: shares[key])] if by_attribution else []


def _shared(left: Sequence[Span], right: Sequence[Span]) -> int:
    """How many characters two sets of spans share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)


def _is_named(hop: Hop, kinds: Mapping[str, SourceKind], language: str) -> bool:
    """Whether a hop has a name; what its source is where it stands says more than its words, as in a headline's capitals."""
    if hop.name is None or (hop.basis == "stated" and kinds.get(hop.attribution or "") in {"role", "group", "anonymous"}):
        return False
    return find_source_kind(hop.name, load_language(language)) in NAMED


def _is_right(hop: Hop, actor: Actor | None, label: Label, text: str) -> bool:
    written = [place.of(text) for places in label.speakers for place in places]
    if label.kind == "unnamed":
        return any(_words(hop.name or "") == _words(one) for one in written)
    return any(_means(hop, actor, one) for one in written)


def _means(hop: Hop, actor: Actor | None, label: str) -> bool:
    """Whether a hop is the party that the label names: its actor counts, its own words only where it has none.

    A person's names are not searched one by one, or an actor that wrongly joins two people would pass for either.
    """
    name = actor.name if actor else hop.name or ""
    if _is_same_name(name, label):
        return True
    if actor is None or actor.kind == "person":
        return _is_same_person(name, label)
    return any(_words(one) == _words(label) for one in (*actor.names, hop.name or ""))


def _is_same_name(name: str, label: str) -> bool:
    """Equal, or with an office before the name or an aside behind it."""
    own, want = _words(ASIDE.split(name)[0]), _words(label)
    before, last = own[: -len(want)], own[-len(want) :]
    return bool(want) and (_words(name) == want or (last == want and JOINING.isdisjoint(before)))


def _is_same_person(name: str, label: str) -> bool:
    """Whether one name has all the words of the other and both the same surname: "Mr. Berg" in "Ada Berg"."""
    own, want = _person(name), _person(label)
    if not own or not want or own[-1] != want[-1] or not JOINING.isdisjoint(own):
        return False
    return set(own) <= set(want) or set(want) <= set(own)


def _person(name: str) -> list[str]:
    words = [word for word in _words(ASIDE.split(name)[0]) if word not in HONORIFICS]
    return [word for word in words if len(word) > 1]


def _words(name: str) -> list[str]:
    words = [re.sub(r"['’]s?$|\.$", "", word) for word in WORD.findall(name.casefold())]
    return words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words


# --- figures ---


def curve(verdicts: Sequence[Verdict]) -> list[tuple[float, int, int]]:
    """(threshold, claims kept, of these wrong) for each score, from the surest down; claims of one score go together."""
    steps: dict[float, list[int]] = {}
    for one in sorted((v for v in verdicts if v.state != "uncovered"), key=lambda v: -v.score):
        step = steps.setdefault(one.score, [0, 0])
        step[0] += 1
        step[1] += one.state != "right"
    line, kept, wrong = [], 0, 0
    for score, (more, bad) in steps.items():
        kept, wrong = kept + more, wrong + bad
        line.append((score, kept, wrong))
    return line


def coverage_within(verdicts: Sequence[Verdict], bound: float = BOUND) -> tuple[float, float | None]:
    """The largest share kept with at most `bound` wrong, and its threshold; (0, None) where even the surest are wrong.

    The share is of all that could be kept: claims that name a speaker, and labelled speakers that no claim names.
    """
    whole = _whole(verdicts)
    within = [(kept / whole, score) for score, kept, wrong in curve(verdicts) if wrong <= bound * kept]
    return max(within) if within else (0.0, None)


def _whole(verdicts: Sequence[Verdict]) -> int:
    return sum(one.state != "uncovered" or one.label.kind == "named" for one in verdicts)


def risk_figures(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Counts, and in per cent: wrong at full coverage, coverage within the bound with its interval, the curve.

    What names a speaker though nothing is said is wrong too; `wrong_speaker` and `coverage_of_said` leave it out.
    """
    covered = [one for one in verdicts if one.state != "uncovered"]
    states = [one.state for one in covered]
    coverage, threshold = coverage_within(verdicts)
    low, high = _interval(verdicts)
    said = [one for one in verdicts if one.label.kind != "none"]
    return {
        "labels": len(verdicts),
        "matched": len(covered),
        "not_covered": sum(one.state == "uncovered" and one.label.kind == "named" for one in verdicts),
        "no_longer_claimed": sum(one.state == "uncovered" and one.label.kind != "named" for one in verdicts),
        "wrong": _percent(len(states) - states.count("right"), len(states)),
        "wrong_speaker": _percent(states.count("wrong"), len(states)),
        "coverage": 100 * coverage,
        "coverage_low": 100 * low,
        "coverage_high": 100 * high,
        "coverage_of_said": 100 * coverage_within(said)[0],
        "threshold": threshold if threshold is not None else float("nan"),
        **{f"wrong_at_{100 * share:.0f}": _wrong_at(verdicts, share) for share in COVERAGES},
    }


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else float("nan")


def _wrong_at(verdicts: Sequence[Verdict], share: float) -> float:
    """Per cent wrong among the surest `share` of what is covered."""
    line = curve(verdicts)
    if not line:
        return float("nan")
    _, kept, wrong = next(step for step in line if step[1] >= share * line[-1][1] - 1e-9)
    return _percent(wrong, kept)


def _interval(verdicts: Sequence[Verdict], bound: float = BOUND) -> tuple[float, float]:
    """The 95 % interval of the coverage within the bound, over documents."""
    names = sorted({one.label.document for one in verdicts})
    scores = sorted({one.score for one in verdicts if one.state != "uncovered"}, reverse=True)
    if not scores:
        return 0.0, 0.0
    weights = draw(len(names))
    kept, wrong, whole = _counts(verdicts, names, scores)
    kept, wrong = np.cumsum(weights @ kept, axis=1), np.cumsum(weights @ wrong, axis=1)
    shares = np.where((kept > 0) & (wrong <= bound * kept), kept, 0).max(axis=1) / np.maximum(weights @ whole, 1)
    low, high = intervals(shares[:, None])
    return float(low[0]), float(high[0])


def _counts(verdicts: Sequence[Verdict], names: Sequence[str], scores: Sequence[float]) -> tuple[Floats, Floats, Floats]:
    """Claims and wrong ones (documents × scores), and for each document what could be kept."""
    row, column = {name: n for n, name in enumerate(names)}, {score: n for n, score in enumerate(scores)}
    kept, wrong, whole = np.zeros((len(names), len(scores))), np.zeros((len(names), len(scores))), np.zeros(len(names))
    for one in verdicts:
        at = row[one.label.document]
        whole[at] += _whole([one])
        if one.state != "uncovered":
            kept[at, column[one.score]] += 1
            wrong[at, column[one.score]] += one.state != "right"
    return kept, wrong, whole


# --- the texts ---


def read_texts(names: Sequence[str], pipeline: Pipeline) -> dict[str, Analysis]:
    """The dev texts as `sayso read --plain` reads them; one that fails is left out."""
    pages = [Page(name, None, read_text(name), "text/plain", "") for name in sorted(set(names))]
    return {
        page.url: reading.analysis
        for page, reading in zip(pages, pipeline.read(pages, plain=True), strict=True)
        if not isinstance(reading, Failure)
    }


def read_text(name: str) -> bytes:
    """A dev text as its corpus has it; GUM, which keeps words, as one text of its paragraphs."""
    if name.startswith("GUM_"):
        return read_gum(corpus("gum"), name).document.text.encode()
    return (corpus("polnear") / "dev" / "text" / f"{name}.txt").read_bytes()


# --- the command line ---


def _explain(verdicts: Sequence[Verdict], analyses: Mapping[str, Analysis]) -> Iterator[str]:
    """Two lines for each claim that is not right, the surest first."""
    for one in sorted(verdicts, key=lambda v: -v.score):
        if one.state in {"right", "uncovered"}:
            continue
        text = analyses[one.label.document].document.text
        named = " & ".join(places[0].of(text) for places in one.label.speakers if places)
        found = " & ".join(f"{hop.name} ({hop.basis})" for hop in one.hops)
        start, end = one.label.cue[0].start, one.label.cue[-1].end
        words = " ".join(f"{text[max(0, start - 140) : start]}«{text[start:end]}»{text[end : end + 100]}".split())
        yield f"{one.score:.3f} {one.state:8} {found} | {one.label.kind}: {named or 'nobody'}"
        yield f"      {one.label.document}: … {words} …"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--all", action="store_true", help="also the labels that were drawn for being risky")
    parser.add_argument("--verbose", action="store_true", help="print each claim that is not right")
    args = parser.parse_args()
    if not has_corpora():
        print(f"{SHARED} is missing: the dev texts are read there, nothing was measured.")
        return
    labels = [label for label in read_labels() if args.all or label.sample == "random"]
    analyses = read_texts([label.document for label in labels], open_pipeline(args.bundle))
    verdicts = judge(labels, analyses)
    if args.verbose:
        print("\n".join(_explain(verdicts, analyses)), end="\n\n")
    for name, value in risk_figures(verdicts).items():
        print(f"{name:18}{value:8.3f}" if name == "threshold" else f"{name:18}{value:8.1f}")


if __name__ == "__main__":
    main()
