"""Label sets, and the one encoding between spans of pieces and labels that training and run time share.

In: half-open ranges of piece indices, or labels. Out: the other. `decode(encode(x)) == x` for ranges that do not overlap.
Scores, windows and text offsets are the business of `windows` and `pieces`.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from sayso.records.analyses import CUE_KINDS

__all__ = [
    "CUE_KIND_LABELS",
    "CUE_LABELS",
    "HEDGE_LABELS",
    "LABEL_COLUMNS",
    "MENTION_BIO",
    "MENTION_LABELS",
    "NAME_BIO",
    "NAME_LABELS",
    "RELATION_LABELS",
    "ROLE_LABELS",
    "IntArray",
    "Range",
    "allowed_starts",
    "allowed_transitions",
    "decode_cues",
    "decode_roles",
    "encode_cues",
    "encode_roles",
]

IntArray = npt.NDArray[np.int64]
#: A half-open range of piece indices.
Range = tuple[int, int]

CUE_LABELS = ("O", "B-cue", "I-cue")
ROLE_LABELS = ("O", "B-source", "I-source", "B-contents", "I-contents")
CUE_KIND_LABELS: tuple[str, ...] = CUE_KINDS
#: Names; `media` are news outlets and agencies, which other schemes count among the organisations.
NAME_LABELS = ("person", "org", "place", "norp", "media", "date")
#: Nominal mentions: "the deputy leader", "officials"; "the ministry", "a rebel group".
MENTION_LABELS = ("person", "org")
#: Coarse relations of Universal Dependencies; `inner` joins the later pieces of a word to its first.
RELATION_LABELS = (
    "root", "subj", "subj_pass", "obj", "iobj", "obl", "nmod", "poss", "appos", "acl", "relcl", "ccomp", "xcomp", "advcl",
    "mod", "aux", "conj", "flat", "mark", "parataxis", "punct", "other", "inner",
)  # fmt: skip


def _bio(labels: Iterable[str]) -> tuple[str, ...]:
    return ("O", *(f"{position}-{label}" for label in labels for position in "BI"))


NAME_BIO = _bio(NAME_LABELS)
MENTION_BIO = _bio(MENTION_LABELS)
HEDGE_LABELS = _bio(("hedge",))
#: What the label head says of a piece, in the order of its columns; the last column of all is the piece's factuality.
LABEL_COLUMNS = {
    "names": NAME_BIO,
    "mentions": MENTION_BIO,
    "hedges": HEDGE_LABELS,
    "kinds": CUE_KIND_LABELS,
    "relations": RELATION_LABELS,
}


def encode_cues(length: int, cues: Iterable[Range]) -> IntArray:
    """BIO labels, shape (length,), of the cues."""
    return _encode(length, ((cue, 1) for cue in cues))


def encode_roles(length: int, sources: Iterable[Range], contents: Iterable[Range]) -> IntArray:
    """BIO labels, shape (length,), of the sources and contents of one cue; contents win where the two overlap."""
    labelled = [(piece, 1) for piece in sources]
    labelled += [(piece, 3) for piece in contents]
    return _encode(length, labelled)


def _encode(length: int, labelled: Iterable[tuple[Range, int]]) -> IntArray:
    labels = np.zeros(length, dtype=np.int64)
    for (start, end), begin in labelled:
        low, high = max(start, 0), min(end, length)
        if low < high:
            labels[low:high] = begin + 1
            # A piece cut off at the left edge still begins there: I may only follow B.
            labels[low] = begin
    return labels


def decode_cues(labels: IntArray) -> list[Range]:
    """The cues of a label sequence; an I without a B before it begins a cue of its own."""
    return _decode(labels, 1)


def decode_roles(labels: IntArray) -> tuple[list[Range], list[Range]]:
    """The sources and the contents of a label sequence."""
    return _decode(labels, 1), _decode(labels, 3)


def _decode(labels: IntArray, begin: int) -> list[Range]:
    inside = (labels == begin) | (labels == begin + 1)
    before = np.concatenate(([False], inside[:-1]))
    after = np.concatenate((inside[1:], [False]))
    opens_next = np.concatenate((labels[1:] == begin, [False]))
    starts = np.flatnonzero(inside & ((labels == begin) | ~before))
    ends = np.flatnonzero(inside & (~after | opens_next)) + 1
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def allowed_transitions(labels: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Which label may follow which, shape (from, to): I only after B or I of its own role."""
    allowed = np.ones((len(labels), len(labels)), dtype=np.bool_)
    for to, label in enumerate(labels):
        if label.startswith("I-"):
            allowed[:, to] = [before[2:] == label[2:] and before != "O" for before in labels]
    return allowed


def allowed_starts(labels: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Which labels may stand first, shape (labels,)."""
    return np.array([not label.startswith("I-") for label in labels], dtype=np.bool_)
