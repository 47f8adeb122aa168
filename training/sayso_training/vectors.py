"""Vectors of sentences by the encoder as it was before training: what the vector head is taught.

In: the starting encoder, texts as pieces. Out: for each text an array (sentences, width) of unit vectors, the mean over a
sentence's last hidden states with [CLS] and [SEP], as all-MiniLM-L6-v2 was made (Reimers and Gurevych 2019).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from sayso.reading.segment import find_sentences
from sayso.records import Span
from sayso.tagging.labels import IntArray
from sayso.tagging.pieces import Pieces, find_pieces
from sayso_training.head_figures import nearest_accuracy, read_stories

__all__ = ["sentence_vectors", "starting_story_accuracy"]

CLS, SEP = 101, 102
#: Longer sentences are cut, as the encoder's makers cut them.
LONGEST = 254
BUDGET = 6000


def sentence_vectors(encoder: nn.Module, texts: Sequence[Pieces]) -> list[np.ndarray]:
    """Unit vectors of all sentences of each text; a sentence without pieces has zeros."""
    width = encoder.config.hidden_size
    found = [np.zeros((int(p.sentence.max(initial=-1)) + 1, width), dtype=np.float32) for p in texts]
    jobs = []
    for text, pieces in enumerate(texts):
        edges = np.flatnonzero(np.concatenate(([True], pieces.sentence[1:] != pieces.sentence[:-1], [True])))
        for low, high in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            jobs.append((min(high - low, LONGEST), text, int(pieces.sentence[low]), pieces.ids[low:high][:LONGEST]))
    jobs.sort(key=lambda job: job[0])
    while jobs:
        take = max(1, BUDGET // (jobs[-1][0] + 2))
        group, jobs = jobs[-take:], jobs[:-take]
        for (_, text, sentence, _), vector in zip(group, _encode(encoder, [job[3] for job in group]), strict=True):
            found[text][sentence] = vector
    return found


def starting_story_accuracy(encoder: nn.Module, tokenizer: Tokenizer, path: Path) -> Mapping[str, float]:
    """The same for the encoder as it was: with the sum of its sentences' vectors, and with each text read as one sentence."""
    stories = read_stories(path)
    texts = [text for story in stories for text in story]
    cut = [find_pieces(tokenizer, text, find_sentences(text), ()) for text in texts]
    whole = [find_pieces(tokenizer, text, (Span(0, len(text)),), ()) for text in texts]
    sums = np.stack([own.sum(axis=0) for own in sentence_vectors(encoder, cut)])
    alone = np.concatenate(sentence_vectors(encoder, whole))
    return {"by_sentence": nearest_accuracy(sums, stories), "whole": nearest_accuracy(alone, stories)}


def _encode(encoder: nn.Module, rows: Sequence[IntArray]) -> np.ndarray:
    longest = max(len(row) for row in rows) + 2
    ids, mask = (np.zeros((len(rows), longest), dtype=np.int64) for _ in range(2))
    for number, row in enumerate(rows):
        ids[number, 0], ids[number, 1 : len(row) + 1], ids[number, len(row) + 1] = CLS, row, SEP
        mask[number, : len(row) + 2] = 1
    inside = torch.from_numpy(mask)
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = encoder(input_ids=torch.from_numpy(ids), attention_mask=inside).last_hidden_state.float()
    mean = (hidden * inside[:, :, None]).sum(dim=1) / inside.sum(dim=1, keepdim=True)
    return nn.functional.normalize(mean, dim=1).numpy()
