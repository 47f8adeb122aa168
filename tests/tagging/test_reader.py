"""How a network's answers become groups: windows, crops, wider looks, second readings. The network here is a word list."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from tokenizers import Tokenizer

from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis, Document, TagGroup, text_of
from sayso.tagging.base import Calibration, CrfWeights, Encoded, Inputs, ReadingSettings
from sayso.tagging.crf import FloatArray
from sayso.tagging.labels import CUE_KIND_LABELS, ROLE_LABELS, IntArray, allowed_starts, allowed_transitions
from sayso.tagging.layers import COLUMNS, VECTOR, WIDTH
from sayso.tagging.reader import Reader

SOURCES = ("minister", "envoy", "officials", "he")
FRAME = ("that", ",", ".", "“", "”")


class WordList:
    """Calls "said", "told", "added" a cue (the first of a strip surely), people sources, and the rest contents up to a stop."""

    def __init__(self, tokenizer: Tokenizer, cues: Sequence[str] = ("said", "told", "added")) -> None:
        self.cues, self.sources, frame = (np.array([tokenizer.token_to_id(w) for w in ws]) for ws in (cues, SOURCES, FRAME))
        self.outside = np.concatenate((frame, [0, 101, 102]))
        self.batches: list[tuple[int, int]] = []
        self.crops: list[int] = []

    def encode(self, inputs: Inputs) -> Encoded:
        ids = inputs.ids
        assert ids.shape == inputs.mask.shape == inputs.shapes.shape == inputs.flags.shape == inputs.sentences.shape
        assert inputs.slots.tolist() == list(range(1, int(inputs.sentences.max()) + 1))
        self.batches.append(ids.shape)
        logits = np.zeros((*ids.shape, 3), dtype=np.float32)
        logits[..., 0] = 2
        for row in range(len(ids)):
            hits = np.flatnonzero(np.isin(ids[row], self.cues))
            logits[row, hits[:1], 1] = 6
        tokens = np.repeat(ids[..., None].astype(np.float32), 192, axis=2)
        labels = np.zeros((*ids.shape, WIDTH), dtype=np.float32)
        labels[..., [COLUMNS[layer].start for layer in ("names", "mentions", "hedges")]] = 5
        labels[..., COLUMNS["names"].start + 1] = 9 * np.isin(ids, self.sources)
        labels[..., COLUMNS["kinds"].start + CUE_KIND_LABELS.index("denial")] = 9
        # Every word hangs on the one before it, the first of a window on the root.
        governors = np.broadcast_to(np.maximum(np.arange(ids.shape[1]) - 1, 0), ids.shape)
        vectors = np.ones((len(ids), len(inputs.slots), VECTOR), dtype=np.float32)
        return Encoded(logits, tokens, tokens, labels, governors, np.full(ids.shape, 0.5, dtype=np.float32), vectors)

    def emissions(self, tokens: FloatArray, cue: FloatArray, distances: IntArray, lengths: IntArray) -> FloatArray:
        assert len(cue) == len(lengths) == len(tokens)
        ids = tokens[..., 0].astype(np.int64)
        self.crops.append(ids.shape[1])
        out = np.zeros((*ids.shape, 5), dtype=np.float32)
        out[..., 0] = 1
        out[np.isin(ids, self.sources) & (distances < 32), 1] = 9
        out[~np.isin(ids, self.outside) & (distances > 32), 3:] = [5, 6]
        return out


def crf() -> CrfWeights:
    transitions = np.where(allowed_transitions(ROLE_LABELS), 0.0, -1e4)
    return CrfWeights.of(transitions, np.where(allowed_starts(ROLE_LABELS), 0.0, -1e4), np.zeros(5))


def analysis_of(text: str) -> Analysis:
    document = Document("d1", "p1", "story", None, text, "", "en", None)
    return Analysis(document, find_sentences(text), find_quotations(text))


def reader_of(tokenizer: Tokenizer, network: WordList, **settings: int) -> Reader:
    settings_record = replace(ReadingSettings(), **settings)
    return Reader(tokenizer, network, crf(), settings_record, Calibration(), lambda text: "told" in text or "said" in text)


def words(text: str, group: TagGroup) -> tuple[str, str, str]:
    return text_of(text, group.sources), text_of(text, group.cue), text_of(text, group.contents)


def test_a_sentence_becomes_source_cue_and_contents(tokenizer: Tokenizer) -> None:
    text = "the minister said that talks had failed."
    (tags,) = reader_of(tokenizer, WordList(tokenizer)).tag([analysis_of(text)])
    assert [words(text, g) for g in tags.groups] == [("minister", "said", "talks had failed")]
    assert 0 < tags.groups[0].score < 1


def test_a_document_without_words_has_no_groups(tokenizer: Tokenizer) -> None:
    assert [t.groups for t in reader_of(tokenizer, WordList(tokenizer)).tag([analysis_of(""), analysis_of("\n")])] == [(), ()]


def test_each_document_keeps_its_own_groups(tokenizer: Tokenizer) -> None:
    texts = ["the envoy said talks failed.", "the port closed.", "officials said the port will open again."]
    tags = reader_of(tokenizer, WordList(tokenizer)).tag([analysis_of(t) for t in texts])
    assert [[words(t, g)[0] for g in tag.groups] for t, tag in zip(texts, tags, strict=True)] == [["envoy"], [], ["officials"]]


def test_contents_are_read_again_for_what_they_hold(tokenizer: Tokenizer) -> None:
    text = "the minister said that officials told reporters talks had failed."
    network = WordList(tokenizer)
    (tags,) = reader_of(tokenizer, network).tag([analysis_of(text)])
    outer, inner = tags.groups
    assert (outer.within, inner.within) == (None, 0)
    assert words(text, inner) == ("officials", "told", "reporters talks had failed")
    assert len(network.batches) == 2


def test_without_a_word_of_saying_nothing_is_read_again(tokenizer: Tokenizer) -> None:
    network = WordList(tokenizer)
    reader_of(tokenizer, network).tag([analysis_of("the minister said that talks had failed.")])
    assert len(network.batches) == 1


def test_contents_that_run_out_of_the_crop_are_looked_at_again_wider(tokenizer: Tokenizer) -> None:
    text = "the minister said that " + "talks had failed " * 20
    network = WordList(tokenizer)
    (tags,) = reader_of(tokenizer, network, reach=8).tag([analysis_of(text)])
    assert tags.groups[0].contents[-1].end == len(text.rstrip())
    assert network.crops == sorted(network.crops)
    assert len(network.crops) > 2


def test_a_long_text_is_read_in_windows_of_one_batch_budget(tokenizer: Tokenizer) -> None:
    text = "\n".join(["the minister said that talks had failed."] * 60)
    network = WordList(tokenizer)
    reader_of(tokenizer, network, window=64, batch=256).tag([analysis_of(text)])
    assert all(rows * longest <= 256 for rows, longest in network.batches)
    assert all(longest <= 66 for _, longest in network.batches)


@pytest.mark.parametrize("budget", [70, 400, 4000])
def test_the_batch_budget_changes_no_result(tokenizer: Tokenizer, budget: int) -> None:
    texts = ["the minister said talks failed. officials said the port closed.", "he said it will open again."]
    expected = reader_of(tokenizer, WordList(tokenizer)).tag([analysis_of(t) for t in texts])
    assert reader_of(tokenizer, WordList(tokenizer), batch=budget).tag([analysis_of(t) for t in texts]) == expected


def test_costs_are_told_apart(tokenizer: Tokenizer) -> None:
    _, costs = reader_of(tokenizer, WordList(tokenizer)).tag_with_costs([analysis_of("the minister said talks failed.")])
    assert costs.pieces_read == 6
    assert min(costs.pieces, costs.first, costs.nested) >= 0


def test_the_other_layers_come_with_the_groups(tokenizer: Tokenizer) -> None:
    text = "the minister said that talks had failed.\nhe denied it."
    (tags,) = reader_of(tokenizer, WordList(tokenizer)).tag([analysis_of(text)])
    assert [(tag.span.of(text), tag.label) for tag in tags.names] == [("minister", "person"), ("he", "person")]
    assert [word.span.of(text) for word in tags.words] == [
        "the", "minister", "said", "that", "talks", "had", "failed", ".", "he", "denied", "it", ".",
    ]  # fmt: skip
    assert len(tags.vectors) == 2
    assert all(len(vector) == 2 * VECTOR for vector in tags.vectors)
    kind = tags.groups[0].kind
    assert kind is not None
    assert kind.label == "denial"
    assert kind.score > 0.9


def test_windows_read_side_by_side_give_what_they_give_one_by_one(tokenizer: Tokenizer) -> None:
    stories = [analysis_of("the minister said that talks had failed.\n" * n) for n in range(1, 9)]
    alone = reader_of(tokenizer, WordList(tokenizer), window=40, context=0, batch=80)
    assert replace(alone, workers=3).tag(stories) == alone.tag(stories)


def test_what_is_too_unlikely_is_no_attribution(tokenizer: Tokenizer) -> None:
    text = "the minister said that talks had failed.\nhe told officials it failed."
    reader = reader_of(tokenizer, WordList(tokenizer))
    (tags,) = reader.tag([analysis_of(text)])
    scores = [group.score for group in tags.groups]
    assert len(scores) == 2
    strict = replace(reader, settings=replace(reader.settings, lowest=max(scores) + 0.001))
    assert strict.tag([analysis_of(text)])[0].groups == ()


def test_what_is_said_in_a_turn_of_a_transcript_lies_within_the_turn(tokenizer: Tokenizer) -> None:
    text = "ENVOY: Will you?\n\nVIK: The minister said talks had failed.\n\nWe closed it.\n\nENVOY: Again?\n\nVIK: I will.\n"
    (tags,) = reader_of(tokenizer, WordList(tokenizer)).tag([analysis_of(text)])
    turns = [words(text, group) for group in tags.groups if group.within is None]
    assert [source for source, _, _ in turns] == ["ENVOY", "VIK", "ENVOY", "VIK"]
    assert turns[1] == ("VIK", ":", "The minister said talks had failed. … We closed it.")
    nested = [group for group in tags.groups if group.within is not None]
    assert [(words(text, group)[1], group.within) for group in nested] == [("said", 1)]
    assert all(tags.groups[1].contents[0].contains(span) for group in nested for span in group.contents[:1])
