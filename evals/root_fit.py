"""Fits the head that tells events between two parties, and measures it: `python -m evals.root_fit [--write]`.

In: PLOVER's training sentences (PLV_train), actors given; the stems of verbs with their usual code from the Phoenix verb
dictionary. Out: macro-F1 over the 15 roots by five folds over sentences, with a bootstrap interval, beside the majority and a
bag of words; with --write the weights fitted on all of it, `src/sayso/knowledge/event_weights.zip`. Names of parties are no
features.
"""

import argparse
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped,unused-ignore]  # it ships no types
from scipy.sparse import csr_matrix  # type: ignore[import-untyped,unused-ignore]

from evals.corpora import corpus
from evals.plover_sets import FOLDS, Pair, read_pairs
from sayso.knowledge.ontologies import load_cameo
from sayso.records import Span
from sayso.stages.event_features import find_features, stem_of
from sayso.stages.trees import read_tree

__all__ = ["TARGET", "Fit", "Sample", "fit", "macro_f1", "main", "read_roots", "root_figures", "samples_of"]

TARGET: Final = Path(__file__).resolve().parent.parent / "src" / "sayso" / "knowledge" / "event_weights.zip"
#: Chosen by the five folds among 0, 3 and 6 for the vector and 0.3, 1 and 3 for the strength.
SCALE, VECTOR_SCALE, STRENGTH = 4.0, 3.0, 1.0
LEAST = 2
RESAMPLES = 2000
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The features of a pair, its sentence's vector, its root and its fold."""

    features: Mapping[str, float]
    vector: Floats
    root: str
    fold: int


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Weights over names and vector, for labels."""

    labels: tuple[str, ...]
    names: Mapping[str, int]
    weights: Floats
    vector: Floats
    bias: Floats

    def predict(self, samples: Sequence[Sample]) -> Floats:
        """The probabilities, shape (samples, labels)."""
        total = _matrix(samples, self.names) @ self.weights + VECTOR_SCALE * _vectors(samples) @ self.vector + self.bias
        chances = np.exp(total - total.max(axis=1, keepdims=True))
        return np.asarray(chances / chances.sum(axis=1, keepdims=True))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    roots = read_roots()
    samples = samples_of(read_pairs(), roots)
    gold = [sample.root for sample in samples]
    predicted, chances = cross_validate(samples)
    labels = tuple(sorted(set(gold)))
    value, each = macro_f1(gold, predicted, labels)
    low, high = interval(gold, predicted, labels)
    print(f"{len(samples)} pairs, {FOLDS} folds by sentence, actors given")
    print(f"macro-F1 {value:.3f} ({low:.3f}-{high:.3f}), accuracy {np.mean(np.array(gold) == np.array(predicted)):.3f}")
    print("  ".join(f"{label} {one:.2f}" for label, one in zip(labels, each, strict=True)))
    most = Counter(gold).most_common(1)[0][0]
    print(f"majority {macro_f1(gold, [most] * len(gold), labels)[0]:.3f}")
    right = [max(row) for row, one, other in zip(chances, gold, predicted, strict=True) if one == other]
    print(f"mean chance of the answer {np.mean([max(row) for row in chances]):.3f}, right {len(right) / len(gold):.3f}")
    if given.write:
        TARGET.write_bytes(write(fit(samples), roots))
        print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
    return 0


def root_figures() -> dict[str, float]:
    """Macro-F1 by folds, in per cent."""
    samples = samples_of(read_pairs(), read_roots())
    gold = [sample.root for sample in samples]
    return {"macro_f1": 100 * macro_f1(gold, cross_validate(samples)[0], tuple(sorted(set(gold))))[0]}


def samples_of(pairs: Sequence[Pair], roots: Mapping[str, str]) -> list[Sample]:
    """What the head is fitted on."""
    found = []
    for pair in pairs:
        tree, analysis = read_tree(pair.analysis), pair.analysis
        sentence = Span(0, len(analysis.document.text))
        tagged = analysis.tags.vectors if analysis.tags is not None else ()
        vectors = [np.frombuffer(one, dtype="<f2").astype(np.float64) for one in tagged]
        vector = np.mean(vectors, axis=0) if vectors else np.zeros(384)
        found.append(Sample(find_features(tree, pair.actor, pair.recipient, sentence, roots), vector, pair.root, pair.fold))
    return found


def cross_validate(samples: Sequence[Sample]) -> tuple[list[str], list[list[float]]]:
    """The root of each sample by a fit that has not seen its sentence, and the chances."""
    predicted, chances = [""] * len(samples), [list[float]()] * len(samples)
    for fold in range(FOLDS):
        own = fit([sample for sample in samples if sample.fold != fold])
        held = [number for number, sample in enumerate(samples) if sample.fold == fold]
        for number, row in zip(held, own.predict([samples[number] for number in held]), strict=True):
            predicted[number], chances[number] = own.labels[int(row.argmax())], [float(value) for value in row]
    return predicted, chances


def fit(samples: Sequence[Sample]) -> Fit:
    """A multinomial logistic regression with an L2 penalty."""
    counted = Counter(name for sample in samples for name in sample.features)
    names = {name: row for row, name in enumerate(sorted(name for name, count in counted.items() if count >= LEAST))}
    labels = tuple(sorted({sample.root for sample in samples}))
    rows, vectors = _matrix(samples, names), VECTOR_SCALE * _vectors(samples)
    y = np.array([labels.index(sample.root) for sample in samples])
    wanted = np.eye(len(labels))[y]
    split, size = len(names), len(names) + vectors.shape[1]

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights, bias = flat[: size * len(labels)].reshape(size, len(labels)), flat[size * len(labels) :]
        total = rows @ weights[:split] + vectors @ weights[split:] + bias
        total -= total.max(axis=1, keepdims=True)
        chances = np.exp(total)
        chances /= chances.sum(axis=1, keepdims=True)
        value = -np.log(chances[np.arange(len(y)), y] + 1e-12).sum() + 0.5 / STRENGTH * (weights**2).sum()
        off = chances - wanted
        slope = np.concatenate([rows.T @ off, vectors.T @ off]) + weights / STRENGTH
        return float(value), np.concatenate([slope.ravel(), off.sum(axis=0)])

    found = minimize(loss, np.zeros(size * len(labels) + len(labels)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    weights = found.x[: size * len(labels)].reshape(size, len(labels))
    return Fit(labels, names, weights[:split], weights[split:], found.x[size * len(labels) :])


def macro_f1(gold: Sequence[str], predicted: Sequence[str], labels: Sequence[str]) -> tuple[float, list[float]]:
    """The mean of the labels' F1, and each of them."""
    each = []
    for label in labels:
        both = sum(one == other == label for one, other in zip(gold, predicted, strict=True))
        size = sum(one == label for one in gold) + sum(one == label for one in predicted)
        each.append(2 * both / size if size else 0.0)
    return sum(each) / len(each), each


def interval(gold: Sequence[str], predicted: Sequence[str], labels: Sequence[str]) -> tuple[float, float]:
    """The 95 % bootstrap interval of macro-F1 over pairs."""
    chance = np.random.default_rng(1)
    values = []
    for _ in range(RESAMPLES):
        drawn = chance.integers(len(gold), size=len(gold))
        values.append(macro_f1([gold[n] for n in drawn], [predicted[n] for n in drawn], labels)[0])
    values.sort()
    return values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES)]


def read_roots() -> dict[str, str]:
    """For stems of verbs the event that their usual code in the Phoenix dictionary means; statements are none."""
    codes, found, usual = load_cameo().codes, dict[str, Counter[str]](), None
    for line in (corpus("phoenix-dictionaries") / "CAMEO.2.0.txt").read_text(encoding="utf-8", errors="replace").splitlines():
        line = line.split("#")[0].rstrip()
        if line.startswith("---"):
            usual = _code(line)
        elif line and usual is not None and not line.startswith(("&", "+", "-", "~")):
            root = _root(_code(line) or usual, codes)
            forms = re.findall(r"[A-Z]+(?=[\s},]|$)", re.sub(r"\[.*?\]", "", line))
            for form in forms if root is not None else ():
                found.setdefault(stem_of(form.lower()), Counter())[str(root)] += 1
    return {stem: roots.most_common(1)[0][0] for stem, roots in sorted(found.items())}


def _code(line: str) -> str | None:
    inside = re.search(r"\[[:\s]*(\d{2,4})", line)
    return inside.group(1) if inside else None


def _root(code: str, codes: Mapping[str, tuple[str, str | None, tuple[str, ...]]]) -> str | None:
    if code.startswith("01"):
        return None
    while len(code) > 1 and code not in codes:
        code = code[:-1]
    return codes[code][0] if code in codes else None


def _matrix(samples: Sequence[Sample], names: Mapping[str, int]) -> Any:
    data, columns, ends = list[float](), list[int](), [0]
    for sample in samples:
        known = [(names[name], value) for name, value in sample.features.items() if name in names]
        length = float(np.sqrt(sum(value * value for _, value in known))) or 1.0
        columns += [column for column, _ in known]
        data += [SCALE * value / length for _, value in known]
        ends.append(len(columns))
    return csr_matrix((data, columns, ends), shape=(len(samples), len(names)))


def _vectors(samples: Sequence[Sample]) -> Floats:
    return np.array([sample.vector for sample in samples])


def write(found: Fit, roots: Mapping[str, str]) -> bytes:
    """The file that `sayso.stages.event_head` reads; the same fit gives the same bytes."""
    steps, packed = {}, {}
    for name, values in (("weights", found.weights), ("vector", found.vector)):
        step = np.abs(values).max(axis=0) / 127
        steps[name] = [float(f"{value:.8g}") for value in step]
        packed[name] = np.round(values / step).astype(np.int8).tobytes()
    manifest = {
        "labels": found.labels, "bias": [round(float(value), 6) for value in found.bias], "steps": steps, "scale": SCALE,
        "vector_scale": VECTOR_SCALE, "temperature": 1.0, "roots": dict(roots),
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        entries = {"manifest.json": json.dumps(manifest, sort_keys=True).encode(), "names.txt": "\n".join(found.names).encode()}
        for name, data in {**entries, **{f"{key}.i8": value for key, value in packed.items()}}.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
