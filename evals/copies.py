"""Copies and shared utterances on real news: what is called a copy and is none, what is one and is not found.

    python -m evals.copies [--list]

In: BASIL, NeuS and ECB+ beside the checkout, without a model. Out: figures; `--list` names the pairs that are called copies.

**False copies.** All pairs of one story by different houses, in BASIL (whole articles) and NeuS (leads). A look at the shared
words says which of them are real: `copies/seen.jsonl` has each that was looked at, by names, with what was seen; what is not in
it is counted as false.

**Real copies.** `copies/ecbplus.jsonl`: the pairs of documents of one topic of ECB+, train and dev, that share at least ten
5-grams outside quotation marks, or four and a fifth of the shorter, read and labelled once: wholly derived (the one from the
other, or both from one text), partly, not. The texts are the annotated sentences only, forty words on average. Thresholds were
set on the topics of the even half. Precision is over these pairs alone, and most of them are real: the false copies above are
the better measure of it.

**Same utterance.** The share of BASIL's same-story pairs that are linked, and of the pairs of other stories.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from evals.copies_texts import Told, pairs_of_story, read_basil, read_ecbplus, read_neus
from evals.times import half_of
from sayso.linking.copies import CopySettings, compare_pairs, compare_prints
from sayso.records import LinkKind, RecordLink

__all__ = ["LABELS", "SEEN", "copy_figures", "flat_copy_figures", "labelled_figures", "read_lines"]

FOLDER = Path(__file__).resolve().parent / "copies"
SEEN, LABELS = FOLDER / "seen.jsonl", FOLDER / "ecbplus.jsonl"
REAL = frozenset({"wholly", "partly"})
HALVES = ("even", "odd")


def read_lines(path: Path) -> list[dict[str, str]]:
    """The rows of a file of labels."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def kinds_of(left: Told, right: Told) -> frozenset[LinkKind]:
    """The kinds of link that two documents have."""
    return frozenset(link.kind for link in compare_prints(left.print, right.print))


def false_figures(documents: Sequence[Told]) -> dict[str, float]:
    """Of same-story pairs: how many are called copies, and how many of these no look has shown to be real."""
    seen = {(row["left"], row["right"]) for row in read_lines(SEEN) if row["label"] in REAL}
    counts: Counter[str] = Counter()
    for left, right in pairs_of_story(list(documents)):
        half, kinds = half_of(left.story), kinds_of(left, right)
        is_false = "copy" in kinds and (left.name, right.name) not in seen
        for name in ("all", half):
            counts.update({f"{name}.pairs": 1, f"{name}.copies": "copy" in kinds, f"{name}.false": is_false})
            counts.update({f"{name}.rewrites": "rewrite" in kinds, f"{name}.utterances": "same_utterance" in kinds})
    figures = {}
    for name in ("all", *HALVES):
        pairs = counts[f"{name}.pairs"]
        figures[f"{name}.pairs"] = float(pairs)
        for key in ("copies", "false", "rewrites", "utterances"):
            figures[f"{name}.{key}_percent"] = round(100 * counts[f"{name}.{key}"] / max(1, pairs), 2)
    return figures


def labelled_figures(documents: Iterable[Told], rows: Sequence[dict[str, str]]) -> dict[str, float]:
    """Precision and recall on labelled pairs, of copies alone and with rewrites, and whether the extent is right."""
    by_name = {one.name: one for one in documents}
    counts: Counter[str] = Counter()
    for row in rows:
        left, right = by_name[row["left"]], by_name[row["right"]]
        links = {link.kind: link for link in compare_prints(left.print, right.print)}
        half, is_real = half_of(row["left"].partition("_")[0]), row["label"] in REAL
        for kind, found in (("copy", {"copy"}), ("any", {"copy", "rewrite"})):
            is_found = bool(found & links.keys())
            counts.update({f"{half}.{kind}.found": is_found, f"{half}.{kind}.right": is_found and is_real})
            counts[f"{half}.{kind}.wholly_found"] += is_found and row["label"] == "wholly"
        counts.update({f"{half}.pairs": 1, f"{half}.real": is_real, f"{half}.wholly": row["label"] == "wholly"})
        if "copy" in links and is_real:
            counts.update({f"{half}.extent": 1, f"{half}.extent_right": _extent(links["copy"]) == row["label"]})
    figures: dict[str, float] = {}
    for half in HALVES:
        figures[f"{half}.pairs"] = float(counts[f"{half}.pairs"])
        for kind in ("copy", "any"):
            key = f"{half}.{kind}"
            figures[f"{key}.precision"] = _percent(counts[f"{key}.right"], counts[f"{key}.found"])
            figures[f"{key}.recall"] = _percent(counts[f"{key}.right"], counts[f"{half}.real"])
            figures[f"{key}.recall_wholly"] = _percent(counts[f"{key}.wholly_found"], counts[f"{half}.wholly"])
        figures[f"{half}.extent"] = _percent(counts[f"{half}.extent_right"], counts[f"{half}.extent"])
    return figures


def _extent(link: RecordLink) -> str:
    """Whether either stands wholly in the other: these texts have no dates, so which was made from which is not known."""
    (shares,) = [reason for reason in link.evidence if reason.rule == "share of the words"]
    most = max(float(share.rstrip("%")) / 100 for share in (shares.left, shares.right))
    return "wholly" if most >= CopySettings().wholly else "partly"


def _percent(part: int, whole: int) -> float:
    return round(100 * part / max(1, whole), 1)


def other_story_figures(documents: Sequence[Told]) -> dict[str, float]:
    """Links between documents of different stories, whenever they were published."""
    counts: Counter[str] = Counter()
    for left, right in combinations(documents, 2):
        if left.story != right.story:
            counts["pairs"] += 1
            counts.update(kinds_of(left, right))
    return {key: float(counts[key]) for key in ("pairs", "copy", "rewrite", "same_utterance")}


def looked_at(documents: Sequence[Told]) -> dict[str, float]:
    """Of the same-story pairs that are copies or share an utterance: the share that the index brings together."""
    verdicts = compare_pairs([one.print for one in documents])
    counts: Counter[str] = Counter()
    for left, right in pairs_of_story(list(documents)):
        kinds = kinds_of(left, right)
        is_met = tuple(sorted((left.print.document, right.print.document))) in verdicts
        for kind in ("copy", "same_utterance"):
            counts.update({kind: kind in kinds, f"{kind}.met": kind in kinds and is_met})
    return {f"{kind}_percent": _percent(counts[f"{kind}.met"], counts[kind]) for kind in ("copy", "same_utterance")}


def copy_figures() -> dict[str, dict[str, float]]:
    """All figures, by set."""
    basil, neus = read_basil(), read_neus()
    return {
        "basil, pairs of one story": false_figures(basil),
        "basil, pairs of other stories": other_story_figures(basil),
        "basil, brought together by the index": looked_at(basil),
        "neus, pairs of one story": false_figures(neus),
        "neus, brought together by the index": looked_at(neus),
        "ecbplus, labelled pairs": labelled_figures(read_ecbplus(), read_lines(LABELS)),
    }


def flat_copy_figures() -> dict[str, float]:
    """The same with one name a figure, for the gate, where more is better."""
    figures = {
        f"{name.partition(',')[0]}.{name.rpartition(' ')[2]}.{key}": value
        for name, values in copy_figures().items()
        for key, value in values.items()
    }
    false = {name: figures[f"{name}.story.all.false_percent"] for name in ("basil", "neus")}
    return figures | {f"{name}.not_false_percent": 100 - percent for name, percent in false.items()}


def list_copies() -> None:
    """Print the names of the pairs that are called copies, with what a look has shown."""
    seen = {(row["left"], row["right"]): row for row in read_lines(SEEN)} if SEEN.exists() else {}
    for documents in (read_basil(), read_neus()):
        for left, right in pairs_of_story(documents):
            link = next((one for one in compare_prints(left.print, right.print) if one.kind == "copy"), None)
            if link is not None:
                row = seen.get((left.name, right.name), {"label": "not looked at", "reason": ""})
                print(f"{left.name}  {right.name}  {link.score:g}  {row['label']}: {row['reason']}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true")
    if parser.parse_args().list:
        list_copies()
        return
    for name, values in copy_figures().items():
        print(name)
        for key, value in values.items():
            print(f"  {key:28} {value:g}")


if __name__ == "__main__":
    main()
