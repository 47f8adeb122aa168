"""Reporting to reported, on TimeML: what is hung on a word of saying, whether it holds, and what the two clocks say.

    python -m evals.reporting [--bundle FOLDER] [--misses N]

In: TimeBank and AQUAINT beside the checkout, `<TEXT>` without its tags, read as `sayso read --plain --published DCT` reads it.
Out: figures with 95 % intervals over documents, of all, of each corpus and of either half by the hash of the name; `--misses`
shows differences, of the even half only.

**Gold links.** SLINKs of five types whose main event is of class REPORTING, and EVIDENTIAL or NEG_EVIDENTIAL ones whose main
event is an I_STATE or a PERCEPTION ("believes", "saw"). FACTIVE links and the MODAL ones of wanting and trying are not counted.

**Found links.** From the event words in the cue of an attribution to the predicates of its propositions: those of its claims,
or of its contents where it makes no claim; and to the cue of an attribution that is nested in it. A predicate is the word
that heads a proposition, with the predicates joined to it by "and"; where that word is no gold event, its auxiliary or
copula, else the verb that it carries ("going to rise", "likely to rise"). A link is right if it joins the two events of a
gold one.

**Precision.** The corpora mark neither every event nor every link. A found link counts only between two gold events of one
sentence (1 gold SLINK in 20 crosses one, within a quotation; one that gold has counts anyhow), whose main event could have a
counted link (REPORTING; I_STATE and PERCEPTION only where it has one) and has no SLINK of an uncounted type to the other.
`edge` asks further that gold has drawn some link from the main event: of one without any its annotators said nothing, and in
most of AQUAINT they drew none from any. `edge_all` does without that, and means something on TimeBank alone. `inside` is the
looser recall: cue found, event word anywhere in its contents.

**Polarity, modality** are those of the claim that a right link comes from. Gold is negative by polarity NEG or
NEG_EVIDENTIAL, positive by both; documents that mark more than half their instances NEG (25 of AQUAINT: a slip) are left out.
Modality is gold's word: may, might, could and their like ask for certainty possible or probable, or for a mood that is not
asserted; must, should, have to for mood demanded; MODAL, CONDITIONAL and COUNTER_FACTIVE without a word (`linked`) for a mood
that is not asserted, a certainty that is not certain, or negative polarity (COUNTER_FACTIVE). None of all these (`flat`) asks
for mood asserted. "would" and "can" are left out: the one is tense behind "said", of the other sayso says nothing.

**Clocks.** Gold dates an event where a TLINK (IS_INCLUDED, SIMULTANEOUS, INCLUDES) joins it to a DATE or TIME of its own
sentence with a value of digits ("now", "1989-WXX" and "P1W" date nothing); the day of publication, which no word states, is no
date. `said` is that of the attribution whose cue is the event, `happened` that of the claim of a right link. Recall is over
dated gold events that were found, precision over those of them that sayso dates; a date is right with the gold's value. What
sayso dates and gold does not is no mistake of either, most often: `said_beyond` and `happened_beyond` give its share of dates.
"""

import argparse
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.bootstrap import draw, intervals, resample
from evals.corpora import corpus
from evals.reporting_gold import Document, Event, Link, read_timeml
from evals.times import half_of
from sayso.errors import SaysoError
from sayso.pipeline import Pipeline, open_pipeline
from sayso.records import Analysis, Attribution, Claim, Failure, Page, Span
from sayso.records.ids import sha256_of
from sayso.stages.propositions import find_propositions
from sayso.stages.trees import Tree

__all__ = ["COUNTED", "FIGURES", "Difference", "compare", "figures_of", "flat_reporting_figures"]

FOLDERS = {"timebank": "TimeBank", "aquaint": "AQUAINT"}
Counts = Counter[str]
EVIDENTIAL = frozenset({"EVIDENTIAL", "NEG_EVIDENTIAL"})
RELATIONS = EVIDENTIAL | {"MODAL", "COUNTER_FACTIVE", "CONDITIONAL"}
#: The link types that are counted, by the class of the main event.
COUNTED: Mapping[str, frozenset[str]] = {"REPORTING": RELATIONS, "I_STATE": EVIDENTIAL, "PERCEPTION": EVIDENTIAL}
POSSIBLE = frozenset({"may", "might", "could", "possible", "potential", "likelihood", "unlikely"})
DUTY = frozenset({"must", "should", "have to", "should have to"})
UNSAID = frozenset({"would", "'d", "can", "would have to"})
#: Each figure: what is counted, of what; of several counts the sum.
FIGURES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "edge_f1": (("hit", "hit"), ("gold", "found")),
    "edge_recall": (("hit",), ("gold",)),
    "edge_precision": (("hit",), ("found",)),
    "edge_all_precision": (("hit",), ("found_all",)),
    "edge_all_f1": (("hit", "hit"), ("gold", "found_all")),
    "cue_recall": (("cue",), ("gold",)),
    "inside_recall": (("inside",), ("gold",)),
    **{f"recall_{name.lower()}": ((f"hit.{name}",), (f"gold.{name}",)) for name in sorted(RELATIONS)},
    "polarity": (("polarity",), ("polarity.of",)),
    "polarity_negative": (("polarity.-",), ("polarity.-.of",)),
    "modality": (("modality",), ("modality.of",)),
    "modality_flat": (("modality.flat",), ("modality.flat.of",)),
    "modality_possible": (("modality.possible",), ("modality.possible.of",)),
    "modality_duty": (("modality.duty",), ("modality.duty.of",)),
    "modality_linked": (("modality.linked",), ("modality.linked.of",)),
    **{f"{clock}_recall": ((f"{clock}.hit",), (f"{clock}.gold",)) for clock in ("said", "happened")},
    **{f"{clock}_precision": ((f"{clock}.hit",), (f"{clock}.found",)) for clock in ("said", "happened")},
    **{f"{clock}_beyond": ((f"{clock}.beyond",), (f"{clock}.own",)) for clock in ("said", "happened")},
}


@dataclass(frozen=True, slots=True)
class Found:
    """A link that sayso draws, with the claim it comes from if there is one."""

    main: str
    sub: str
    claim: Claim | None


class _Reading:
    """What sayso reads in a document, asked by gold events."""

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self.document, self.analysis = document, analysis
        self.tree = Tree(document.text, analysis.tags.words if analysis.tags else ())
        self.times = {one.id: one.value for one in analysis.timexes}
        self.starts = [sentence.start for sentence in analysis.sentences]
        self.claims: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in analysis.claims:
            named = [hop.attribution for hop in claim.chain if hop.attribution]
            if named:
                self.claims[named[-1]].append(claim)
        self.cues = {one.id: self.events_in(one.cue) for one in analysis.attributions}

    def sentence(self, span: Span) -> int:
        """The number of the sentence a span begins in."""
        return bisect_right(self.starts, span.start)

    def events_in(self, spans: Iterable[Span]) -> list[str]:
        """The gold events that begin in any of some spans."""
        own = tuple(spans)
        return [key for key, event in self.document.events.items() if any(s.start <= event.span.start < s.end for s in own)]

    def links(self) -> Iterator[Found]:
        """Every link found, those of claims first."""
        for one in self.analysis.attributions:
            subs = [(sub, claim) for claim, spans in self._parts(one) for sub in self._predicates(spans)]
            inner = [child for child in self.analysis.attributions if child.parent == one.id]
            subs += [(sub, None) for child in inner for sub in self.cues[child.id]]
            for main in self.cues[one.id]:
                yield from (Found(main, sub, claim) for sub, claim in subs if sub != main)

    def _parts(self, one: Attribution) -> list[tuple[Claim | None, Sequence[Span]]]:
        claims = self.claims[one.id]
        return [(claim, claim.contents) for claim in claims] if claims else [(None, one.contents)] if one.contents else []

    def _predicates(self, contents: Sequence[Span]) -> Iterator[str]:
        """The gold events that are predicates of the propositions in some spans."""
        for proposition in find_propositions(self.tree, self.analysis.sentences, contents, set()):
            waiting = [] if proposition.head is None else [proposition.head]
            while waiting:
                place = waiting.pop()
                waiting += [child for child in self.tree.children(place, "conj") if child in proposition.places]
                yield from self._event_of(place)

    def _event_of(self, place: int) -> list[str]:
        """The event that a predicate is: the word itself, its nearest auxiliary or copula, or what it carries."""
        tree = self.tree
        for own in (place, *reversed(tree.children(place, "aux")), *tree.children(place, "xcomp")):
            found = [key for key, e in self.document.events.items() if e.span.overlaps(tree.words[own].span)]
            if found:
                return found
        return []


@dataclass(frozen=True, slots=True)
class Difference:
    """A gold link that was missed or a found one that gold lacks: what it is, and its two events."""

    what: str
    document: Document
    main: str
    sub: str


def compare(document: Document, analysis: Analysis) -> tuple[Counts, list[Difference]]:
    """The counts of one document, and where it differs from gold."""
    reading, counts = _Reading(document, analysis), Counts()
    events = document.events
    gold = {(x.main, x.sub): x for x in document.links if x.relation in COUNTED.get(events[x.main].kind, ())}
    found: dict[tuple[str, str], Claim | None] = {}
    for one in reading.links():
        found[one.main, one.sub] = found.get((one.main, one.sub)) or one.claim
    differences = []
    for pair, link in gold.items():
        what = _count_gold(reading, link, pair in found, counts)
        if what:
            differences.append(Difference(what, document, *pair))
        _count_claim(reading, link, found.get(pair), counts)
    for pair in _countable(reading, found, gold):
        is_linked = any(link.main == pair[0] for link in document.links)
        counts.update({"found_all": 1, "found": is_linked})
        if pair not in gold:
            differences.append(Difference("extra" if is_linked else "extra, no link", document, *pair))
    for attribution in analysis.attributions:
        for key in reading.cues[attribution.id]:
            if events[key].kind == "REPORTING":
                _count_clock("said", reading, key, attribution.said, counts)
    return counts, differences


def _count_gold(reading: _Reading, link: Link, is_found: bool, counts: Counts) -> str | None:
    """Count a gold link; the kind of miss if it is one."""
    own = [one for one in reading.analysis.attributions if link.main in reading.cues[one.id]]
    inside = is_found or any(link.sub in reading.events_in(one.contents) for one in own)
    counts.update({"gold": 1, f"gold.{link.relation}": 1, "cue": bool(own), "inside": inside})
    counts.update({"hit": is_found, f"hit.{link.relation}": is_found})
    return None if is_found else "no predicate" if inside else "not in contents" if own else "no cue"


def _countable(
    reading: _Reading, found: Iterable[tuple[str, str]], gold: Mapping[tuple[str, str], Link]
) -> Iterator[tuple[str, str]]:
    """The found links that gold could have, see the module."""
    events = reading.document.events
    mains = {main for main, _ in gold}
    others = {(link.main, link.sub) for link in reading.document.links} - set(gold)
    for main, sub in found:
        is_main = events[main].kind == "REPORTING" or main in mains
        is_near = reading.sentence(events[main].span) == reading.sentence(events[sub].span)
        if is_main and (main, sub) not in others and (is_near or (main, sub) in gold):
            yield main, sub


def _count_claim(reading: _Reading, link: Link, claim: Claim | None, counts: Counts) -> None:
    """Compare what the claim of a right link says of the reported event."""
    own = claim.factuality if claim else None
    if claim is None or own is None:
        return
    document = reading.document
    event = document.events[link.sub]
    _count_clock("happened", reading, link.sub, claim.happened, counts)
    if not document.is_negative and link.relation != "COUNTER_FACTIVE":
        gold = "-" if (event.polarity == "NEG") != (link.relation == "NEG_EVIDENTIAL") else "+"
        counts.update({"polarity.of": 1, f"polarity.{gold}.of": 1})
        counts.update({"polarity": own.polarity == gold, f"polarity.{gold}": own.polarity == gold})
    kind = _modality(event, link)
    if kind:
        is_open = own.mood != "asserted" or own.certainty in {"possible", "probable"}
        agrees = {
            "flat": own.mood == "asserted",
            "possible": is_open,
            "duty": own.mood == "demanded",
            "linked": is_open or own.certainty == "unknown" or (link.relation == "COUNTER_FACTIVE" and own.polarity == "-"),
        }[kind]
        counts.update({"modality.of": 1, f"modality.{kind}.of": 1, "modality": agrees, f"modality.{kind}": agrees})


def _modality(event: Event, link: Link) -> str | None:
    """What gold asks for; None where nothing is asked."""
    if event.modality in UNSAID:
        return None
    if event.modality in DUTY:
        return "duty"
    if event.modality in POSSIBLE:
        return "possible"
    return "flat" if link.relation in EVIDENTIAL else "linked"


def _count_clock(clock: str, reading: _Reading, key: str, timex: str | None, counts: Counts) -> None:
    """Compare a date with those that gold gives an event in its own sentence."""
    event = reading.document.events[key]
    near = {value for span, value in event.dates if reading.sentence(span) == reading.sentence(event.span)}
    own = reading.times.get(timex or "")
    is_right = own in near
    counts.update({f"{clock}.gold": bool(near), f"{clock}.hit": is_right})
    counts.update({f"{clock}.found": own is not None and bool(near), f"{clock}.own": own is not None})
    counts[f"{clock}.beyond"] += own is not None and not near


def flat_reporting_figures(bundle: Path | None = None) -> dict[str, float]:
    """The figures by name, `timebank_edge_f1`, for the gate."""
    groups, _ = _measure(bundle)
    return {f"{group}_{name}": own["value"] for group, some in groups.items() for name, own in figures_of(some).items()}


def _measure(bundle: Path | None) -> tuple[dict[str, list[Counts]], list[Difference]]:
    """The counts of the documents of each group, and all differences."""
    pipeline, differences = open_pipeline(bundle), list[Difference]()
    groups: dict[str, list[Counts]] = {name: [] for name in ("all", *FOLDERS, "even", "odd")}
    for name in FOLDERS:
        for document, analysis in _read(pipeline, _documents(name)):
            own, differing = compare(document, analysis)
            differences += differing
            for group in ("all", name, half_of(document.name)):
                groups[group].append(own)
    return groups, differences


def _documents(name: str) -> list[Document]:
    root = corpus("timebank-aquaint") / "TBAQ-cleaned"
    return [read_timeml(path) for path in sorted((root / FOLDERS[name]).glob("*.tml"))]


def _read(pipeline: Pipeline, documents: Iterable[Document]) -> Iterator[tuple[Document, Analysis]]:
    by_day: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        by_day[document.published].append(document)
    for day, some in by_day.items():
        pages = [Page(f"/{x.name}.txt", None, x.text.encode(), "text/plain", sha256_of(x.text)) for x in some]
        for document, reading in zip(some, pipeline.read(pages, plain=True, published=day), strict=True):
            if isinstance(reading, Failure):
                raise SaysoError(reading.url, reading.error)
            yield document, reading.analysis


def figures_of(counts: Sequence[Counts]) -> dict[str, dict[str, float]]:
    """For each figure its value in per cent, its interval and how many cases stand behind it; none where there are none."""
    names = sorted({name for top, bottom in FIGURES.values() for name in (*top, *bottom)})
    table = np.array([[own[name] for name in names] for own in counts], dtype=np.float64).reshape(-1, len(names))
    weights = np.vstack([np.ones(len(counts)), draw(len(counts))])
    sums = dict(zip(names, resample(table, weights).T, strict=True))
    figures = {}
    for name, (top, bottom) in FIGURES.items():
        over, under = (sum((sums[one] for one in some), np.zeros(len(weights))) for some in (top, bottom))
        if under[0]:
            with np.errstate(invalid="ignore", divide="ignore"):
                values = 100 * over / under
            bounds = intervals(values[1:])
            value, low, high = (round(float(one), 1) for one in (values[0], *bounds))
            figures[name] = {"value": value, "low": low, "high": high, "cases": int(sums[bottom[0]][0])}
    return figures


def _show(difference: Difference) -> str:
    text, events = difference.document.text, difference.document.events
    main, sub = events[difference.main].span, events[difference.sub].span
    first, second = sorted((main, sub))
    words = text[max(0, first.start - 70) : first.start], first, text[first.end : second.start], second, text[second.end :][:60]
    shown = "".join(w if isinstance(w, str) else f"[{'M' if w == main else 's'} {w.of(text)}]" for w in words)
    return f"{difference.what:16}{difference.document.name:24}{' '.join(shown.split())}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N differences of each kind, even hashes only")
    args = parser.parse_args()
    groups, differences = _measure(args.bundle)
    for group, counts in groups.items():
        for name, own in figures_of(counts).items():
            print(f"{group:10}{name:24}{own['value']:6.1f}  [{own['low']:5.1f}, {own['high']:5.1f}]  of {own['cases']}")
    seen = Counts()
    for difference in differences:
        seen[difference.what] += half_of(difference.document.name) == "even"
        if half_of(difference.document.name) == "even" and seen[difference.what] <= args.misses:
            print(_show(difference))


if __name__ == "__main__":
    main()
