"""The heads beside attribution: labels of pieces, arcs of a dependency tree, vectors of sentences.

In: the encoder's hidden states. Out: logits, and losses against `targets`. Sources: biaffine arcs, Dozat and Manning 2017, here
with one label layer that does not look at the arc; sets of allowed labels, Tsuboi et al. 2008.
"""

import torch
from torch import Tensor, nn

from sayso.tagging.labels import LABEL_COLUMNS

__all__ = ["LABEL_WIDTH", "ArcHead", "LabelHead", "VectorHead", "allowed_loss", "arc_loss"]

LABEL_WIDTH = sum(len(labels) for labels in LABEL_COLUMNS.values()) + 1
HIDDEN = 256
ARC_WIDTH = 128
NOWHERE = -1e4


class LabelHead(nn.Module):
    """All labels of a piece, side by side in the order of LABEL_COLUMNS, and last its factuality."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(width, HIDDEN)
        self.out = nn.Linear(HIDDEN, LABEL_WIDTH)

    def forward(self, hidden: Tensor) -> Tensor:
        """Hidden (windows, longest, width) → logits (windows, longest, LABEL_WIDTH)."""
        return self.out(nn.functional.gelu(self.hidden(hidden)))


class ArcHead(nn.Module):
    """Which piece is the head of which; position 0, [CLS], stands for the root."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.dependents = nn.Linear(width, ARC_WIDTH)
        self.heads = nn.Linear(width, ARC_WIDTH)
        self.bilinear = nn.Linear(ARC_WIDTH, ARC_WIDTH, bias=False)
        self.bias = nn.Linear(ARC_WIDTH, 1)

    def forward(self, hidden: Tensor, sentences: Tensor) -> Tensor:
        """Hidden (windows, longest, width), sentence numbers (windows, longest), 0 for none → scores (…, dependent, head)."""
        dependents = nn.functional.gelu(self.dependents(hidden))
        heads = nn.functional.gelu(self.heads(hidden))
        scores = self.bilinear(dependents) @ heads.transpose(1, 2) + self.bias(heads).transpose(1, 2)
        same = sentences[:, :, None] == sentences[:, None, :]
        places = torch.arange(sentences.shape[1])
        # A piece is not its own head; the root may be the head of any.
        other = places[:, None] != places[None, :]
        return scores.float().masked_fill(~((same & other) | (places == 0)), NOWHERE)

    def cool(self, heat: float) -> None:
        """Divide all scores by a temperature, for good."""
        with torch.no_grad():
            self.bilinear.weight /= heat
            self.bias.weight /= heat
            self.bias.bias /= heat


class VectorHead(nn.Module):
    """A vector of each sentence from the means of the hidden states of some layers."""

    def __init__(self, width: int, layers: int) -> None:
        super().__init__()
        self.out = nn.Linear(layers * width, width)

    def forward(self, layers: Tensor, sentences: Tensor, slots: Tensor) -> Tensor:
        """Layers side by side (windows, longest, layers * width), sentence numbers, slots 1 … s → (windows, s, width)."""
        return self.out(self.means(layers, sentences, slots))

    def means(self, layers: Tensor, sentences: Tensor, slots: Tensor) -> Tensor:
        """The mean over each sentence's pieces, of the same shape but for the width."""
        inside = (sentences[:, None, :] == slots[None, :, None]).to(layers.dtype)
        share = inside / inside.sum(dim=2, keepdim=True).clamp(min=1)
        return share @ layers


def allowed_loss(logits: Tensor, bits: Tensor) -> Tensor:
    """Minus the log-probability of the set of allowed labels, a mean over the pieces of which anything is known."""
    count = logits.shape[-1]
    known = bits != (1 << count) - 1
    if not bool(known.any()):
        return logits.sum() * 0
    logits, bits = logits[known].float(), bits[known]
    allowed = (bits[:, None] >> torch.arange(count)[None]) & 1
    inside = logits.masked_fill(allowed == 0, NOWHERE)
    return (torch.logsumexp(logits, dim=1) - torch.logsumexp(inside, dim=1)).mean()


def arc_loss(scores: Tensor, heads: Tensor) -> Tensor:
    """Cross-entropy of the heads that are known; `heads` are positions in the window, -100 where nothing is known."""
    return nn.functional.cross_entropy(scores.flatten(0, 1), heads.flatten(), ignore_index=-100)
