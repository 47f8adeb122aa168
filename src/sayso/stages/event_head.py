"""Which event stands between two parties: the fitted weights, and what they say of features.

In: features of `event_features` and a sentence's vector. Out: the probability of each event of the ontology, and of none. The
weights are made by evals/root_fit.py from the PLOVER training sentences (event_weights.md): they hold no text.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sayso.errors import KnowledgeError

__all__ = ["EventHead", "load_event_head", "read_event_head"]

TABLE: Final = "event_weights.zip"
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class EventHead:
    """A linear model over named features and a vector.

    `weights` has shape (features, labels), `vector` (dimensions, labels), `bias` (labels,). A pair's features are scaled to the
    length `scale`, its vector by `vector_scale`. `roots`: the event that the stem of a verb most often means.
    """

    labels: tuple[str, ...]
    names: Mapping[str, int]
    weights: Floats
    vector: Floats
    bias: Floats
    scale: float
    vector_scale: float
    temperature: float
    roots: Mapping[str, str]

    def score(self, features: Mapping[str, float], vector: Floats | None) -> Mapping[str, float]:
        """The probability of each label."""
        known = [(self.names[name], value) for name, value in features.items() if name in self.names]
        total = self.bias.astype(np.float64)
        if known:
            rows = np.array([row for row, _ in known])
            values = np.array([value for _, value in known])
            total = total + self.scale * (values / np.linalg.norm(values)) @ self.weights[rows]
        if vector is not None and len(vector) == len(self.vector):
            total = total + self.vector_scale * vector.astype(np.float64) @ self.vector
        total = total / self.temperature
        chances = np.exp(total - total.max())
        chances /= chances.sum()
        return {label: float(chance) for label, chance in zip(self.labels, chances, strict=True)}


@cache
def load_event_head() -> EventHead:
    """The shipped weights, read once.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    try:
        return read_event_head(files("sayso.knowledge").joinpath(TABLE).read_bytes())
    except OSError as error:
        raise KnowledgeError(TABLE, f"cannot be read ({error.strerror}); install sayso again") from error


def read_event_head(table: bytes) -> EventHead:
    """The head of a file that evals/root_fit.py wrote: a manifest, and weights as bytes with a step for each label.

    Raises:
        KnowledgeError: it is not such a file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(table)) as opened:
            manifest: dict[str, Any] = json.loads(opened.read("manifest.json"))
            names = opened.read("names.txt").decode("utf-8").split("\n")
            labels = tuple(manifest["labels"])
            parts = {
                name: np.frombuffer(opened.read(f"{name}.i8"), dtype=np.int8).reshape(-1, len(labels)).astype(np.float32)
                for name in ("weights", "vector")
            }
        steps = {name: np.array(manifest["steps"][name], dtype=np.float32) for name in parts}
        numbered = {name: number for number, name in zip(range(len(parts["weights"])), names, strict=True)}
        return EventHead(
            labels,
            numbered,
            parts["weights"] * steps["weights"],
            parts["vector"] * steps["vector"],
            np.array(manifest["bias"], dtype=np.float32),
            float(manifest["scale"]),
            float(manifest["vector_scale"]),
            float(manifest["temperature"]),
            dict(manifest["roots"]),
        )
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise KnowledgeError(TABLE, f"is damaged ({error}); install sayso again") from error
