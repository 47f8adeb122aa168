"""The network: one encoder, a cue head, and a role head conditioned on the cue (BIO, BiGRU, CRF).

In: batches of `examples`. Out: losses, or the pieces that `export` writes as ONNX. Sizes: MiniLM-L6 (6 x 384), roles 192.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from sayso.tagging.labels import CUE_LABELS, ROLE_LABELS, allowed_starts, allowed_transitions
from sayso.tagging.pieces import FLAGS, SHAPES
from sayso.tagging.roles import DISTANCES
from sayso_training.examples import Batch

__all__ = ["Losses", "Network"]

FORBIDDEN = -1e4
WIDTH = 192


@dataclass
class Losses:
    """The two parts of the loss, and their weighted sum."""

    cue: Tensor
    role: Tensor

    @property
    def total(self) -> Tensor:
        """What is minimised; the CRF sums over a crop, hence the 30."""
        return 2 * self.cue + self.role / 30


class Encoder(nn.Module):
    """A BERT encoder with shape and flag embeddings added to its word embeddings, both zero at the start."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.bert = bert
        width = bert.config.hidden_size
        self.shapes = nn.Embedding(len(SHAPES), width)
        self.flags = nn.Embedding(FLAGS, width)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.flags.weight)

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, flags: Tensor) -> Tensor:
        words = self.bert.embeddings.word_embeddings(ids) + self.shapes(shapes) + self.flags(flags)
        return self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state


class RoleHead(nn.Module):
    """Labels for the pieces around a cue: token, cue, distance and their product, a BiGRU, five labels."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, WIDTH)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.forward_gru = nn.GRU(WIDTH, WIDTH // 2, batch_first=True)
        self.backward_gru = nn.GRU(WIDTH, WIDTH // 2, batch_first=True)
        self.out = nn.Linear(WIDTH, len(ROLE_LABELS))
        self.drop = nn.Dropout(0.1)

    def forward(self, tokens: Tensor, cue: Tensor, distance: Tensor, lengths: Tensor) -> Tensor:
        """Tokens (cues, longest, width), cue (cues, width), distance (cues, longest) → emissions (cues, longest, labels)."""
        cue = cue[:, None]
        x = nn.functional.gelu(tokens + cue + self.distance(distance) + tokens * cue)
        x = self.drop(nn.functional.gelu(self.mix(x)))
        # Reversing each row inside its own length costs less than packing the batch on a CPU.
        steps = torch.arange(x.shape[1])[None]
        reverse = torch.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)[:, :, None]
        ahead = self.forward_gru(x)[0]
        behind = self.backward_gru(x.gather(1, reverse.expand_as(x)))[0]
        behind = behind.gather(1, reverse.expand_as(behind))
        return self.out(self.drop(x + torch.cat((ahead, behind), dim=2)))


class Crf(nn.Module):
    """Negative log-likelihood of a linear-chain CRF with forbidden transitions."""

    def __init__(self) -> None:
        super().__init__()
        size = len(ROLE_LABELS)
        self.raw_transitions = nn.Parameter(torch.zeros(size, size))
        self.raw_starts = nn.Parameter(torch.zeros(size))
        self.ends = nn.Parameter(torch.zeros(size))
        self.register_buffer("allowed", torch.from_numpy(allowed_transitions(ROLE_LABELS)))
        self.register_buffer("allowed_first", torch.from_numpy(allowed_starts(ROLE_LABELS)))

    @property
    def transitions(self) -> Tensor:
        return self.raw_transitions.masked_fill(~self.allowed, FORBIDDEN)

    @property
    def starts(self) -> Tensor:
        return self.raw_starts.masked_fill(~self.allowed_first, FORBIDDEN)

    def forward(self, emissions: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """Loss of each row; `labels` is -100 beyond a row's length."""
        mask = labels >= 0
        gold = labels.clamp(min=0)
        transitions = self.transitions
        score = self.starts[gold[:, 0]]
        score = score + (emissions.gather(2, gold[:, :, None])[:, :, 0] * mask).sum(1)
        score = score + (transitions[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
        last = gold.gather(1, (lengths - 1)[:, None])[:, 0]
        score = score + self.ends[last]
        alpha = self.starts + emissions[:, 0]
        for step in range(1, emissions.shape[1]):
            nxt = torch.logsumexp(alpha[:, :, None] + transitions, dim=1) + emissions[:, step]
            alpha = torch.where(mask[:, step, None], nxt, alpha)
        return torch.logsumexp(alpha + self.ends, dim=1) - score


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.encoder = Encoder(bert)
        width = bert.config.hidden_size
        self.cue_hidden = nn.Linear(width, width)
        self.cue_out = nn.Linear(width, len(CUE_LABELS))
        self.token_projection = nn.Linear(width, WIDTH)
        self.cue_projection = nn.Linear(width, WIDTH)
        self.roles = RoleHead()
        self.crf = Crf()
        self.drop = nn.Dropout(0.1)

    def read(self, ids: Tensor, mask: Tensor, shapes: Tensor, flags: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Cue logits (windows, longest, 3), token and cue projections (windows, longest, 192)."""
        hidden = self.encoder(ids, mask, shapes, flags)
        hidden = self.drop(hidden)
        cues = self.cue_out(nn.functional.gelu(self.cue_hidden(hidden)))
        return cues, self.token_projection(hidden), self.cue_projection(hidden)

    def forward(self, batch: Batch) -> Losses:
        """The losses of a batch."""
        arrays = (batch.ids, batch.mask, batch.shapes, batch.flags, batch.cues)
        ids, mask, shapes, flags, gold = (torch.from_numpy(a) for a in arrays)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            cues, tokens, heads = self.read(ids, mask, shapes, flags)
        cue_loss = nn.functional.cross_entropy(cues.float().flatten(0, 1), gold.flatten(), ignore_index=-100)
        if not len(batch.rows):
            return Losses(cue_loss, cue_loss * 0)
        emissions = self.emissions(tokens.float(), heads.float(), batch)
        lengths = torch.from_numpy(batch.lengths)
        role_loss = self.crf(emissions.float(), torch.from_numpy(batch.roles), lengths).mean()
        return Losses(cue_loss, role_loss)

    def emissions(self, tokens: Tensor, heads: Tensor, batch: Batch) -> Tensor:
        """Role emissions of every cue of a batch."""
        rows, starts = torch.from_numpy(batch.rows), torch.from_numpy(batch.starts)
        longest = batch.distances.shape[1]
        positions = (starts[:, None] + torch.arange(longest)[None]).clamp(max=tokens.shape[1] - 1)
        around = tokens[rows[:, None], positions]
        summed = nn.functional.pad(heads.cumsum(1), (0, 0, 1, 0))
        ranges = torch.from_numpy(batch.cue_ranges)
        cue = (summed[rows, ranges[:, 1]] - summed[rows, ranges[:, 0]]) / (ranges[:, 1] - ranges[:, 0])[:, None]
        return self.roles(around, cue, torch.from_numpy(batch.distances), torch.from_numpy(batch.lengths))
