"""Kinds of cues, labelled by hand: `document <tab> start <tab> end <tab> kind [<tab> second kind]`.

In: such a file. Out: the labelled cues of each document. The texts themselves are not in it.
"""

from pathlib import Path

from sayso.records import Span
from sayso.tagging.labels import CUE_KIND_LABELS

__all__ = ["CHECKED_KINDS", "Kinds", "read_kinds"]

#: The cues of PolNeAR's training part that were read one by one.
CHECKED_KINDS = Path(__file__).resolve().parent.parent / "cue_kinds.tsv"
#: For each document its cues with the kinds that fit, best first.
Kinds = dict[str, list[tuple[Span, tuple[str, ...]]]]


def read_kinds(path: Path) -> Kinds:
    """The labelled cues by document.

    Raises:
        ValueError: a line has another form, or a kind that does not exist.
    """
    found: Kinds = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        name, start, end, *kinds = line.split("\t")
        if not kinds or not set(kinds) <= set(CUE_KIND_LABELS):
            raise ValueError(f"{path.name}, line {number}: {kinds} are no kinds of cues")
        found.setdefault(name, []).append((Span(int(start), int(end)), tuple(kinds)))
    return found
