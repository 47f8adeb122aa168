"""The network: one encoder, a cue head, a role head conditioned on the cue (BIO, CRF), and the heads of `heads`.

In: batches of `examples`. Out: losses, or the pieces that `export` writes as ONNX. Sizes: MiniLM-L6 (6 x 384), roles 192.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from sayso.tagging.labels import CUE_LABELS, LABEL_COLUMNS, ROLE_LABELS, allowed_starts, allowed_transitions
from sayso.tagging.pieces import FLAGS, SHAPES
from sayso.tagging.roles import DISTANCES
from sayso_training.examples import Batch
from sayso_training.heads import ArcHead, LabelHead, VectorHead, allowed_loss, arc_loss

__all__ = ["LOSS_WEIGHTS", "Inputs", "Network", "Readings", "total_loss"]

FORBIDDEN = -1e4
WIDTH = 192


#: The CRF sums over a crop, hence the 30.
LOSS_WEIGHTS = {
    "cue": 2.0, "role": 1 / 15, "names": 0.4, "mentions": 0.3, "hedges": 0.15, "kinds": 0.25, "arcs": 0.3, "relations": 0.15,
    "factuality": 0.1, "vectors": 0.6,
}  # fmt: skip
#: The layers that sentence vectors see: the words themselves know more of a topic than the layers that look for cues.
VECTOR_LAYERS = (0, 5, 6)


class Inputs(NamedTuple):
    """What the network is given of a batch of windows.

    `ids`, `mask`, `shapes`, `flags`, `sentences`: (windows, longest); `sentences` counts from 1 in each window, 0 for what is
    no piece of the text. `slots`: 1 … the largest of these numbers.
    """

    ids: Tensor
    mask: Tensor
    shapes: Tensor
    flags: Tensor
    sentences: Tensor
    slots: Tensor


class Readings(NamedTuple):
    """What the heads say: cue logits, projections for the role head, label logits, arc scores, sentence vectors."""

    cues: Tensor
    tokens: Tensor
    heads: Tensor
    labels: Tensor
    arcs: Tensor
    vectors: Tensor


def total_loss(losses: dict[str, Tensor]) -> Tensor:
    """What is minimised."""
    return sum((LOSS_WEIGHTS[name] * loss for name, loss in losses.items()), torch.zeros(()))


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

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, flags: Tensor) -> tuple[Tensor, Tensor]:
        """The last hidden states, and those of VECTOR_LAYERS side by side."""
        words = self.bert.embeddings.word_embeddings(ids) + self.shapes(shapes) + self.flags(flags)
        states = self.bert(inputs_embeds=words, attention_mask=mask, output_hidden_states=True).hidden_states
        return states[-1], torch.cat([states[layer] for layer in VECTOR_LAYERS], dim=2)


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
        """Loss of each row: minus the expected log-likelihood under `labels`.

        `labels` are the probabilities of each place's labels, zeros beyond a row's length. Neighbouring places are taken as
        independent, which is exact where an annotator has spoken, and what is known of a network's marginals.
        """
        last = labels.gather(1, (lengths - 1)[:, None, None].expand(-1, 1, labels.shape[2]))[:, 0]
        pairs = torch.einsum("cti,ctj->cij", labels[:, :-1], labels[:, 1:])
        score = (labels[:, 0] * self.raw_starts * self.allowed_first).sum(1) + (last * self.ends).sum(1)
        score = score + (labels * emissions).sum(dim=(1, 2)) + (pairs * self.raw_transitions * self.allowed).sum(dim=(1, 2))
        return self.normaliser(emissions, lengths) - score

    def normaliser(self, emissions: Tensor, lengths: Tensor) -> Tensor:
        """The logarithm of the sum over all paths of each row."""
        transitions = self.transitions
        alpha = self.starts + emissions[:, 0]
        for step in range(1, emissions.shape[1]):
            nxt = torch.logsumexp(alpha[:, :, None] + transitions, dim=1) + emissions[:, step]
            alpha = torch.where((step < lengths)[:, None], nxt, alpha)
        return torch.logsumexp(alpha + self.ends, dim=1)

    def marginals(self, emissions: Tensor, lengths: Tensor) -> Tensor:
        """The probability of each label at each place, which is the gradient of the normaliser."""
        with torch.enable_grad():
            wanted = emissions.detach().requires_grad_()
            (found,) = torch.autograd.grad(self.normaliser(wanted, lengths).sum(), wanted)
        return found


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
        self.labels = LabelHead(width)
        self.arcs = ArcHead(width)
        self.vectors = VectorHead(width, len(VECTOR_LAYERS))
        self.drop = nn.Dropout(0.1)

    def read(self, inputs: Inputs) -> Readings:
        """What the heads that see whole windows say."""
        last, layers = self.encoder(inputs.ids, inputs.mask, inputs.shapes, inputs.flags)
        vectors = self.vectors(layers, inputs.sentences, inputs.slots)
        hidden = self.drop(last)
        cues = self.cue_out(nn.functional.gelu(self.cue_hidden(hidden)))
        labels, arcs = self.labels(hidden), self.arcs(hidden, inputs.sentences)
        return Readings(cues, self.token_projection(hidden), self.cue_projection(hidden), labels, arcs, vectors)

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """The losses of a batch, by name; `total_loss` weighs them."""
        inputs = Inputs(*(torch.from_numpy(a) for a in batch.inputs))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            read = self.read(inputs)
        wanted = torch.from_numpy(batch.cues)
        known = wanted.sum().clamp(min=1)
        losses = {"cue": -(wanted * read.cues.float().log_softmax(dim=2)).sum() / known}
        if len(batch.rows):
            emissions = self.emissions(read.tokens.float(), read.heads.float(), batch)
            lengths = torch.from_numpy(batch.lengths)
            losses["role"] = self.crf(emissions.float(), torch.from_numpy(batch.roles), lengths).mean()
        return losses | self.other_losses(read, batch)

    def other_losses(self, read: Readings, batch: Batch) -> dict[str, Tensor]:
        """The losses of the label, arc and vector heads."""
        wanted = {name: torch.from_numpy(values) for name, values in batch.targets.items()}
        parts = read.labels.float().split([len(columns) for columns in LABEL_COLUMNS.values()] + [1], dim=2)
        logits = dict(zip((*LABEL_COLUMNS, "factuality"), parts, strict=True))
        losses = {
            name: allowed_loss(logits[name].flatten(0, 1), wanted[name].flatten())
            for name in ("names", "mentions", "hedges", "kinds")
        }
        if bool((wanted["heads"] >= 0).any()):
            losses["arcs"] = arc_loss(read.arcs, wanted["heads"])
            relations = logits["relations"].flatten(0, 1)
            losses["relations"] = nn.functional.cross_entropy(relations, wanted["relations"].flatten(), ignore_index=-100)
        known = ~torch.isnan(wanted["factuality"])
        if bool(known.any()):
            values = logits["factuality"][:, :, 0][known]
            losses["factuality"] = nn.functional.smooth_l1_loss(values, wanted["factuality"][known])
        taught = wanted["vectors"].abs().sum(dim=2) > 0
        if bool(taught.any()):
            cosine = nn.functional.cosine_similarity(read.vectors.float(), wanted["vectors"], dim=2)
            losses["vectors"] = (1 - cosine)[taught].mean()
        return losses

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
