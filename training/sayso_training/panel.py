"""What trained networks say together of the training texts: taught to a new one beside the annotators' word.

In: networks of earlier runs, examples. Out: the examples with `Taught`, also those whose attributions nobody has marked.
Sources: Hinton et al. 2015 (soft labels of several networks); Wang et al. 2020, "Structure-level knowledge distillation"
(marginals of a CRF). It trains nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from sayso.tagging.base import Encoded, Inputs
from sayso.tagging.crf import FloatArray
from sayso.tagging.labels import IntArray, Range, decode_cues
from sayso.tagging.layers import softmax
from sayso.tagging.reader import Strip, make_batches, make_inputs, role_inputs
from sayso.tagging.roles import crop
from sayso.tagging.windows import find_windows
from sayso_training.examples import Example, Taught
from sayso_training.measure import TorchNetwork
from sayso_training.network import Crf, Network

__all__ = ["Panel", "with_taught"]

WINDOW, CONTEXT = 384, 48
#: Padded pieces of a batch, and role crops of one call.
BUDGET, CUES_AT_ONCE = 4096, 128


class Panel:
    """Several networks that answer as one, `sayso.tagging.base.Network`: mean probabilities of cues, mean scores of roles."""

    def __init__(self, networks: Sequence[Network]) -> None:
        self.members = [TorchNetwork(network) for network in networks]
        self.crf = Crf()
        states = [network.crf.state_dict() for network in networks]
        self.crf.load_state_dict(
            {
                key: sum(state[key] for state in states) / len(states) if value.dtype.is_floating_point else value
                for key, value in states[0].items()
            }
        )

    def encode(self, inputs: Inputs) -> Encoded:
        """Cues of all; the projections of each side by side; all else as the last says it."""
        read = [member.encode(inputs) for member in self.members]
        cues = np.log(np.mean([softmax(one.cues) for one in read], axis=0) + 1e-9)
        tokens, heads = (np.concatenate([getattr(one, name) for one in read], axis=2) for name in ("tokens", "heads"))
        return read[-1]._replace(cues=cues, tokens=tokens, heads=heads)

    def emissions(self, tokens: FloatArray, cue: FloatArray, distances: IntArray, lengths: IntArray) -> FloatArray:
        """The mean of what the role heads say."""
        count = len(self.members)
        parts = zip(self.members, np.split(tokens, count, axis=2), np.split(cue, count, axis=1), strict=True)
        own = [member.emissions(np.ascontiguousarray(t), np.ascontiguousarray(c), distances, lengths) for member, t, c in parts]
        return np.asarray(np.mean(own, axis=0), dtype=np.float32)


def with_taught(panel: Panel, examples: Sequence[Example], reach: int, cache: Path) -> list[Example]:
    """The examples with what the panel says of them, from the cache where an earlier start of the run has left it."""
    if cache.exists():
        kept = torch.load(cache, weights_only=True)
        taught = [_unpacked(own) for own in kept]
    else:
        taught = teach(panel, examples, reach)
        torch.save([_packed(own) for own in taught], cache)
    return [replace(example, taught=own) for example, own in zip(examples, taught, strict=True)]


def teach(panel: Panel, examples: Sequence[Example], reach: int) -> list[Taught]:
    """What the panel says of each example: of the cues that annotators marked, or else of those that it finds."""
    documents = [example.targets.pieces for example in examples]
    strips = [
        Strip(number, np.arange(w.start, w.end), pieces.flags[w.start : w.end], w.own)
        for number, pieces in enumerate(documents)
        for w in find_windows(pieces, WINDOW, CONTEXT)
    ]
    cues = [np.zeros((len(pieces), 3), dtype=np.float32) for pieces in documents]
    roles: list[list[tuple[Range, int, np.ndarray]]] = [[] for _ in documents]
    for batch in make_batches(strips, BUDGET):
        encoded = panel.encode(make_inputs(documents, batch))
        wanted: list[tuple[int, Range]] = []
        for row, strip in enumerate(batch):
            first, begin = int(strip.positions[0]), strip.own - int(strip.positions[0])
            cues[strip.document][strip.own : first + len(strip.positions)] = np.exp(
                encoded.cues[row, begin + 1 : len(strip.positions) + 1]
            )
            wanted.extend((row, cue) for cue in _cues(examples[strip.document], strip, encoded.cues[row]))
        for begin in range(0, len(wanted), CUES_AT_ONCE):
            for row, cue, start, own in _marginals(panel, encoded, batch, wanted[begin : begin + CUES_AT_ONCE], reach):
                first = int(batch[row].positions[0])
                roles[batch[row].document].append(((cue[0] + first, cue[1] + first), start + first, own))
    return [Taught(*parts) for parts in zip(cues, map(tuple, roles), strict=True)]


def _cues(example: Example, strip: Strip, logits: FloatArray) -> Iterator[Range]:
    """The cues of a strip, as ranges in it."""
    first, length = int(strip.positions[0]), len(strip.positions)
    if example.attributions is None:
        found = decode_cues(logits[1 : length + 1].argmax(axis=1))
    else:
        found = tuple((c[0] - first, c[1] - first) for c, _, _ in example.attributions)
    for cue in found:
        if strip.own - first <= cue[0] and cue[1] <= length:
            yield cue


def _marginals(
    panel: Panel, encoded: Encoded, batch: Sequence[Strip], cues: Sequence[tuple[int, Range]], reach: int
) -> Iterator[tuple[int, Range, int, np.ndarray]]:
    crops = [crop(cue, len(batch[row].positions), reach) for row, cue in cues]
    tokens, heads, far, lengths = role_inputs(encoded, cues, crops)
    emissions = panel.emissions(tokens, heads, far, lengths)
    found = panel.crf.marginals(torch.from_numpy(emissions), torch.from_numpy(lengths)).numpy()
    for (row, cue), (start, end), own in zip(cues, crops, found, strict=True):
        yield row, cue, start, own[: end - start].copy()


def _packed(own: Taught) -> dict[str, object]:
    roles = [(*cue, start, torch.from_numpy(values).half()) for cue, start, values in own.roles]
    return {"cues": torch.from_numpy(own.cues).half(), "roles": roles}


def _unpacked(kept: dict[str, object]) -> Taught:
    cues, roles = kept["cues"], kept["roles"]
    return Taught(cues.float().numpy(), tuple(((a, b), start, own.float().numpy()) for a, b, start, own in roles))
