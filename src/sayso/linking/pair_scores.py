"""The log-odds of pairs of documents, packed to be kept from one time to the next.

In: pairs of numbered documents with their scores. Out: `KnownScores`: for each document a few bytes with its pairs, and from
these the scores of pairs again, for many at once. Documents are told apart by hashes of their ids. It scores nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

__all__ = ["NOTHING_KNOWN", "KnownScores", "pack_scores"]

#: The other document of a pair, and its log-odds in thousandths.
PAIR = np.dtype([("other", "<u8"), ("score", "<i4")])
THOUSAND = 1000
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class KnownScores:
    """For each document its pairs with documents behind it (`PAIR`); a pair is found from either side."""

    rows: Mapping[str, bytes] = field(default_factory=dict)

    def without(self, documents: Collection[str]) -> "KnownScores":
        """What is known of the others."""
        if not documents:
            return self
        gone = np.sort(_marks(sorted(documents)))
        rows = {document: row for document, row in self.rows.items() if document not in documents}
        pairs, owners = np.frombuffer(b"".join(rows.values()), PAIR), [len(row) // PAIR.itemsize for row in rows.values()]
        kept = gone[np.minimum(np.searchsorted(gone, pairs["other"]), len(gone) - 1)] != pairs["other"]
        ends = np.concatenate([[0], np.cumsum(kept)])[np.cumsum(owners, dtype=np.int64)] * PAIR.itemsize
        packed, starts = pairs[kept].tobytes(), [0, *ends.tolist()]
        return KnownScores({one: packed[start:end] for one, start, end in zip(rows, starts, ends.tolist(), strict=False)})

    def of(self, documents: Sequence[str], left: Numbers, right: Numbers) -> Floats:
        """The scores of pairs, by their numbers among these documents; not a number where a pair is not known."""
        found = np.full(len(left), np.nan, dtype=np.float32)
        kept = [self.rows.get(document, b"") for document in documents]
        pairs = np.frombuffer(b"".join(kept), PAIR)
        if not len(pairs) or not len(left):
            return found
        count, marks = len(documents), _marks(documents)
        order = np.argsort(marks)
        place = order[np.minimum(np.searchsorted(marks, pairs["other"], sorter=order), count - 1)]
        owner = np.repeat(np.arange(count), [len(row) // PAIR.itemsize for row in kept])
        is_here = marks[place] == pairs["other"]
        keys = (np.minimum(owner, place) * count + np.maximum(owner, place))[is_here]
        order = np.argsort(keys)
        keys, scores = keys[order], pairs["score"][is_here][order]
        wanted = np.minimum(left, right) * count + np.maximum(left, right)
        at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        hit = keys[at] == wanted if len(keys) else np.zeros(len(wanted), dtype=bool)
        found[hit] = scores[at[hit]] / THOUSAND
        return found


NOTHING_KNOWN = KnownScores()


def pack_scores(documents: Sequence[str], left: Numbers, right: Numbers, scores: Floats) -> KnownScores:
    """The scores of pairs of these documents, in the order of both numbers; each document has a row, be it empty."""
    pairs = np.zeros(len(left), PAIR)
    pairs["other"] = _marks(documents)[right] if len(left) else 0
    pairs["score"] = np.round(scores.astype(np.float64) * THOUSAND)
    packed, ends = pairs.tobytes(), np.searchsorted(left, np.arange(len(documents)), side="right") * PAIR.itemsize
    starts = [0, *ends.tolist()]
    return KnownScores({one: packed[start:end] for one, start, end in zip(documents, starts, ends.tolist(), strict=False)})


def _marks(documents: Sequence[str]) -> npt.NDArray[np.uint64]:
    """A hash of each id."""
    hashes = (blake2b(one.encode("utf-8", "surrogatepass"), digest_size=8).digest() for one in documents)
    return np.frombuffer(b"".join(hashes), "<u8")
