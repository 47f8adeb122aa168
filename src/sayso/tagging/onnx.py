"""The shipped tagger: a bundle run by onnxruntime.

In: a bundle. Out: a `Tagger`. This is the only module that imports onnxruntime, and it does so when a bundle is opened.
What is done with the network's answers is `reader`'s business.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnxruntime
from tokenizers import Tokenizer

from sayso.errors import BundleError
from sayso.languages import load_language
from sayso.records import Analysis, Tags
from sayso.tagging.base import Encoded, Inputs
from sayso.tagging.bundles import Bundle, load_bundle
from sayso.tagging.crf import FloatArray
from sayso.tagging.labels import IntArray
from sayso.tagging.nesting import holds_cue
from sayso.tagging.reader import Reader

if TYPE_CHECKING:
    from sayso.tagging.reader import Costs

__all__ = ["OnnxNetwork", "OnnxTagger", "load_tagger", "load_tokenizer", "open_graph"]

#: Batches that are read side by side, each in one thread, so that one runs while another is decoded; see benchmarks/reading.py.
THREADS = 2


class OnnxNetwork:
    """The two graphs of a bundle, answering the calls that a reading makes."""

    def __init__(self, folder: Path) -> None:
        self._model = open_graph(folder / "model.onnx")
        self._roles = open_graph(folder / "roles.onnx")

    def encode(self, inputs: Inputs) -> Encoded:
        """See `sayso.tagging.base.Network`."""
        return Encoded(*self._model.run(Encoded._fields, inputs._asdict()))

    def emissions(self, tokens: FloatArray, cue: FloatArray, distances: IntArray, lengths: IntArray) -> FloatArray:
        """See `sayso.tagging.base.Network`."""
        feed = {"tokens": tokens, "cue": cue, "distances": distances, "lengths": lengths}
        emissions: FloatArray = self._roles.run(None, feed)[0]
        return emissions


def open_graph(path: Path, threads: int = 1) -> Any:
    """A session with the options that the reader runs its graphs with.

    Raises:
        BundleError: onnxruntime cannot open the file.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # A plan for each new batch shape would be kept for good. The arena stays: without it a call takes a tenth longer, and the
    # batch budget bounds what it holds (benchmarks/memory.py).
    options.enable_mem_pattern = False
    # The threads of one graph must not spin on while the other graph runs: there are two sessions and two cores.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    try:
        # Its errors share no class but Exception; so do those of tokenizers, below.
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise BundleError(str(path), f"onnxruntime cannot open it ({str(error)[:120]}); install the bundle again") from error


@dataclass(frozen=True, slots=True, eq=False)
class OnnxTagger:
    """A bundle, ready to read."""

    bundle: Bundle
    reader: Reader

    @property
    def name(self) -> str:
        """The bundle's name, version and hash."""
        return self.bundle.label

    def tag(self, analyses: Sequence[Analysis]) -> list[Tags]:
        """See `sayso.tagging.base.Tagger`."""
        return self.reader.tag(analyses)

    def tag_with_costs(self, analyses: Sequence[Analysis]) -> "tuple[list[Tags], Costs]":
        """The tags, and the seconds that the first reading and the reading of nested contents took."""
        return self.reader.tag_with_costs(analyses)


def load_tagger(folder: Path, threads: int = THREADS) -> OnnxTagger:
    """A tagger from a bundle's folder.

    Raises:
        BundleError: the folder is no bundle, is damaged, or onnxruntime cannot run it.
    """
    bundle = load_bundle(folder)
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    network = OnnxNetwork(folder)
    holds = holds_cue(load_language(bundle.language))
    return OnnxTagger(
        bundle, Reader(tokenizer, network, bundle.crf, bundle.settings, bundle.calibration, holds, bundle.temperatures, threads)
    )


def load_tokenizer(path: Path) -> Tokenizer:
    """A tokenizer that neither cuts nor pads."""
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:
        raise BundleError(str(path), f"is no tokenizer ({str(error)[:120]}); install the bundle again") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
