"""Time expressions: found, valued and dated as two newswire corpora and an interval corpus have them.

    python -m evals.times [--tagged] [--misses even]

In: TimeBank, AQUAINT and the news and interviews of GUM beside the checkout. Out: a line of figures for each corpus, on the
documents that rules were developed on (even hash of the name), the others (odd), and all. Without `--tagged` no model is run
and tense comes from the words around; with it the shipped bundle gives the tree. `relaxed` pairs expressions that overlap, one
to one; `value` is how many pairs agree to the letter; value F1 is their product; `spelt` reads the gold's several spellings of
one value as one ("1968-XX", "1968"). An interval is right where both days are; datelines of GUM are counted
apart.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from evals.corpora import corpus
from evals.times_gold import Gold, Text, read_gum, read_timeml
from sayso.languages.en_times.calendar import days_of
from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis, Span, Timex
from sayso.stages.timexes import find_timexes
from sayso.tagging.bundles import shipped_bundle
from sayso.tagging.onnx import load_tagger

__all__ = ["HALVES", "TIMEML", "flat_time_figures", "half_of", "time_figures"]

TIMEML = {"timebank": "TimeBank", "aquaint": "AQUAINT"}
HALVES = ("even", "odd", "all")
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
WEEK = re.compile(r"-W([1-9])$")
MONTHS = frozenset(
    {
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    }
)


@dataclass(frozen=True, slots=True)
class Pairing:
    """One gold expression and the found one that overlaps it, if one does."""

    text: Text
    gold: Gold
    found: Timex | None


def half_of(name: str) -> str:
    """Whether rules may be developed on a document: "even" by the last bit of its name's SHA-256, else "odd"."""
    return "odd" if sha256(name.encode("utf-8")).digest()[-1] & 1 else "even"


def time_figures(*, tagged: bool = False, misses: str | None = None) -> dict[str, dict[str, float]]:
    """The figures by corpus and half."""
    texts = _read_all()
    found = _find_all([text for own in texts.values() for text in own], tagged=tagged)
    figures: dict[str, dict[str, float]] = {}
    bare: list[Pairing] = []
    for name, own in texts.items():
        pairings = [pairing for text in own for pairing in _pair(text, found[text.name])]
        bare += pairings
        for half in HALVES:
            chosen = [pairing for pairing in pairings if half in ("all", half_of(pairing.text.name))]
            count = sum(len(found[text.name]) for text in own if half in ("all", half_of(text.name)))
            figures[f"{name}.{half}"] = _interval_figures(chosen) if name == "gum" else _value_figures(chosen, count)
        if misses:
            _print_misses(name, [one for one in pairings if half_of(one.text.name) == misses], found)
    for half in HALVES:
        figures[f"bare.{half}"] = _bare_figures([one for one in bare if half in ("all", half_of(one.text.name))])
    return figures


def flat_time_figures() -> dict[str, float]:
    """The same with one name a figure, `timebank.odd.value_f1`, for the gate."""
    return {f"{name}.{figure}": value for name, values in time_figures().items() for figure, value in values.items()}


def _read_all() -> dict[str, list[Text]]:
    root = corpus("timebank-aquaint") / "TBAQ-cleaned"
    texts = {name: [read_timeml(path) for path in sorted((root / folder).glob("*.tml"))] for name, folder in TIMEML.items()}
    gum = corpus("gum")
    names = sorted(path.stem for kind in ("news", "interview") for path in (gum / "xml").glob(f"GUM_{kind}_*.xml"))
    return texts | {"gum": [read_gum(gum, name) for name in names]}


def _find_all(texts: Sequence[Text], *, tagged: bool) -> Mapping[str, tuple[Timex, ...]]:
    analyses = [_analysis(text) for text in texts]
    if tagged:
        tagger = load_tagger(shipped_bundle())
        analyses = [replace(one, tags=tags) for one, tags in zip(analyses, tagger.tag(analyses), strict=True)]
    return {text.name: find_timexes(one).timexes for text, one in zip(texts, analyses, strict=True)}


def _analysis(text: Text) -> Analysis:
    document = text.document
    blocks = [block.span for block in document.blocks if block.role != "dateline"]
    return Analysis(document, find_sentences(document.text, blocks), find_quotations(document.text, blocks))


def _pair(text: Text, found: Sequence[Timex]) -> Iterator[Pairing]:
    """Gold and found in text order, one to one where they overlap."""
    free = list(found)
    for gold in text.gold:
        own = next((one for one in free if one.span.start < gold.span.end and gold.span.start < one.span.end), None)
        if own is not None:
            free.remove(own)
        yield Pairing(text, gold, own)


def _value_figures(pairings: Sequence[Pairing], found: int) -> dict[str, float]:
    matched = [one for one in pairings if one.found is not None]
    right = sum(one.found is not None and one.found.value == one.gold.value for one in matched)
    relaxed = 200 * len(matched) / max(1, len(pairings) + found)
    accuracy = right / max(1, len(matched))
    strict = sum(one.found is not None and one.found.span == one.gold.span for one in matched)
    spelt = sum(one.found is not None and one.found.value == _spell(one.gold.value) for one in matched) / max(1, len(matched))
    return {
        "gold": len(pairings),
        "found": found,
        "relaxed_f1": round(relaxed, 1),
        "strict_f1": round(200 * strict / max(1, len(pairings) + found), 1),
        "value_accuracy": round(100 * accuracy, 1),
        "value_f1": round(relaxed * accuracy, 1),
        "value_f1_spelt": round(relaxed * spelt, 1),
    }


def _spell(value: str) -> str:
    """A gold value in one spelling: "1968-XX" is 1968, "199X" 199, "2000-W7" 2000-W07."""
    if not value[:1].isdigit():
        return value
    value = WEEK.sub(r"-W0\1", value)
    while value.endswith(("-XX", "X")):
        value = value.removesuffix("-XX").removesuffix("X")
    return value


def _interval_figures(pairings: Sequence[Pairing]) -> dict[str, float]:
    every = [one for one in pairings if one.gold.days is not None]
    dated = [one for one in every if not one.gold.is_dateline]
    relative = [one for one in dated if one.gold.is_relative]
    return {
        "gold": len(dated),
        "relative": len(relative),
        "interval": _share(_is_interval(one) for one in dated),
        "interval_relative": _share(_is_interval(one) for one in relative),
        "interval_datelines_too": _share(_is_interval(one) for one in every),
        "datelines": len(every) - len(dated),
    }


def _is_interval(pairing: Pairing) -> bool:
    found = pairing.found
    if found is None:
        return False
    is_marked = found.span.start >= pairing.gold.span.start
    if is_marked and found.aspect == "within" and None not in found.bounds and found.bounds[:2] == found.bounds[2:]:
        return pairing.gold.days == (found.bounds[0], found.bounds[3])
    # The value is that of the words alone: without an "early" that gold leaves outside, and without "since" or "by".
    first, _, last = found.value.partition("/")
    begin, end = days_of(first), days_of(last or first)
    own = (str(begin[0]), str(end[1])) if begin and end else (found.bounds[0], found.bounds[3])
    return pairing.gold.days == own


def _bare_figures(pairings: Iterable[Pairing]) -> dict[str, float]:
    """How many bare weekdays and months were found with the gold's day or month."""
    counts: Counter[str] = Counter()
    for one in pairings:
        word = one.gold.span.of(one.text.document.text).lower().removesuffix("'s").removesuffix("’s")
        kind = "weekday" if word in WEEKDAYS else "month" if word in MONTHS else None
        length = {"weekday": 10, "month": 7}.get(kind or "", 0)
        if kind is None or len(one.gold.value) != length or not one.gold.value.replace("-", "").isdigit():
            continue
        counts[kind] += 1
        counts[f"{kind}.right"] += one.found is not None and one.found.value[:length] == one.gold.value
    return {
        "weekdays": counts["weekday"],
        "weekday": round(100 * counts["weekday.right"] / max(1, counts["weekday"]), 1),
        "months": counts["month"],
        "month": round(100 * counts["month.right"] / max(1, counts["month"]), 1),
    }


def _share(right: Iterable[bool]) -> float:
    values = list(right)
    return round(100 * sum(values) / max(1, len(values)), 1)


def _print_misses(name: str, pairings: Sequence[Pairing], found: Mapping[str, Sequence[Timex]]) -> None:
    """Every difference, for the one who writes rules; only ever asked for the half that rules are developed on."""
    for one in pairings:
        own, gold = one.found, one.gold
        is_right = _is_interval(one) if name == "gum" else own is not None and own.value == gold.value
        if not is_right and (name != "gum" or gold.days):
            published = one.text.document.published
            day = published.value[:10] if published else "no date"
            what = f"{own.value} {own.rule} {own.bounds[0]} {own.bounds[3]}" if own else "nothing"
            print(f"MISS {name} {day} gold {gold.value} {gold.days or ''} found {what} | {_around(one.text, gold.span)}")
    for text in {one.text.name: one.text for one in pairings}.values():
        taken = {one.found.span for one in pairings if one.text.name == text.name and one.found}
        for timex in found[text.name]:
            if timex.span not in taken and name != "gum":
                print(f"EXTRA {name} {timex.value} {timex.rule} | {_around(text, timex.span)}")


def _around(text: Text, span: Span) -> str:
    words = text.document.text
    return " ".join(
        f"{words[max(0, span.start - 50) : span.start]}[[{span.of(words)}]]{words[span.end : span.end + 40]}".split()
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tagged", action="store_true")
    parser.add_argument("--misses", choices=["even"])
    args = parser.parse_args()
    for name, values in time_figures(tagged=args.tagged, misses=args.misses).items():
        print(f"{name:14}", json.dumps(values))


if __name__ == "__main__":
    main()
