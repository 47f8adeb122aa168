"""Names and nominal mentions: every corpus that marks them, as samples.

In: the folder of the unpacked corpora. Out: `Sample`s with the `names` layer, from GUM with `mentions` too; and, as silver,
what CoreNLP found in PolNeAR's training articles. Which label of a corpus is which of ours: `corpora.labels`.
"""

from pathlib import Path

from sayso_training.corpora.conll import read_btc, read_crossner, read_wikigold, read_wnut
from sayso_training.corpora.gum import read_gum
from sayso_training.corpora.silver import read_silver_names
from sayso_training.samples import Sample

__all__ = ["read_names", "read_silver_names"]

READERS = {
    "gum": read_gum,
    "btc": read_btc,
    "wikigold": read_wikigold,
    "wnut17": read_wnut,
    "crossner-politics": read_crossner,
}


def read_names(folder: Path) -> list[Sample]:
    """All samples with names, those held out among them.

    Raises:
        FileNotFoundError: the folder lacks one of the corpora.
    """
    return [sample for corpus, read in READERS.items() for sample in read(folder / corpus)]
