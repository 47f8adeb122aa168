"""How rare a word is in news: what a shared word says about two documents, whatever else a ledger holds.

In: `rarity.bin` beside this module: hashes of some 12,000 word stems, each with how many texts of a collection have it,
no text (tools/rarity/build.py). Out: `term_of`, which turns a word into such a hash, and `Rarity`, which weighs hashes. The
weights are the same for every ledger, so that adding documents never changes what two others have in common.
"""

import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sayso.errors import KnowledgeError

__all__ = ["HASH", "Hashes", "Rarity", "Weights", "load_rarity", "pack_rarity", "read_rarity", "stem", "term_of"]

TABLE = Path(__file__).with_name("rarity.bin")
HASH = np.dtype("<u4")
#: The number of texts that have a stem is kept as 16 times its logarithm to the base 2.
STEPS = 16
MAGIC = b"sayso rarity 1\n"
Hashes = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.float32]
#: A word that the table does not know is taken to stand in so many texts of the collection, fewer than any that it knows.
UNKNOWN = 3


@dataclass(frozen=True, slots=True, eq=False)
class Rarity:
    """Ascending hashes with their weights; `most` is the weight of a word that the table does not know."""

    hashes: Hashes
    weights: Weights
    most: float

    def of(self, hashes: Hashes) -> Weights:
        """The weights of some hashes: the natural logarithm of texts by texts with the word, 0 for the commonest."""
        at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        found: Weights = np.where(self.hashes[at] == hashes, self.weights[at], np.float32(self.most)).astype(np.float32)
        return found


@cache
def load_rarity() -> Rarity:
    """The shipped table, read once.

    Raises:
        KnowledgeError: it is missing or damaged.
    """
    try:
        return read_rarity(TABLE.read_bytes())
    except OSError as error:
        raise KnowledgeError(TABLE.name, f"cannot be read ({error.strerror}); install sayso again") from error


def read_rarity(data: bytes) -> Rarity:
    """The table of these bytes.

    Raises:
        KnowledgeError: they are no table.
    """
    try:
        raw = zlib.decompress(data.removeprefix(MAGIC)) if data.startswith(MAGIC) else b""
    except zlib.error:
        raw = b""
    texts = int.from_bytes(raw[:4], "little")
    if texts < 2 or (len(raw) - 4) % 5:
        raise KnowledgeError(TABLE.name, "is damaged; install sayso again")
    count = (len(raw) - 4) // 5
    gaps = np.frombuffer(raw, HASH, count, 4)
    frequencies = np.exp2(np.frombuffer(raw, np.uint8, count, 4 + 4 * count).astype(np.float32) / STEPS)
    weights: Weights = np.maximum(np.log(np.float32(texts) / frequencies), 0).astype(np.float32)
    return Rarity(np.cumsum(gaps, dtype=np.uint32), weights, float(np.log(texts / UNKNOWN)))


def pack_rarity(counts: dict[int, int], texts: int) -> bytes:
    """The bytes of a table: hash → number of texts that have it, and the number of texts."""
    hashes = np.array(sorted(counts), dtype=HASH)
    steps = [min(round(STEPS * float(np.log2(counts[int(one)]))), 255) for one in hashes]
    raw = texts.to_bytes(4, "little") + np.diff(hashes, prepend=HASH.type(0)).astype(HASH).tobytes() + bytes(steps)
    return MAGIC + zlib.compress(raw, 9)


@lru_cache(maxsize=1 << 17)
def term_of(word: str) -> int:
    """The hash of a word's stem."""
    return zlib.crc32(stem(word).encode("utf-8", "surrogatepass"))


def stem(word: str) -> str:
    """A word in small letters without the commonest endings; forms of one word meet, and some others do too."""
    low = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(low) < 5 or not low.isascii() or not low.isalpha():
        return low.replace(",", "")
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith("s") and low[-2] not in "sui":
        low = low[:-1]
    for ending, least in (("ing", 7), ("ed", 6)):
        if low.endswith(ending) and len(low) >= least:
            low = low.removesuffix(ending)
            low = low[:-1] if low[-1] == low[-2] and low[-1] not in "sl" else low
    return low[:-1] if low.endswith("e") and len(low) > 4 else low
