"""Trees of Universal Dependencies: EWT and GUM by hand, PolNeAR's by CoreNLP.

In: the folder that the corpora lie in. Out: samples whose words have heads and coarse relations, a document or some 250 words
of one in each. Relations are made coarse; nothing is repaired that a corpus has wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sayso.records import Span
from sayso_training.corpora.conllu import Sentence, Token, read_sentences
from sayso_training.corpora.factuality import read_factuality
from sayso_training.corpora.gum_documents import GUM_HELD_OUT
from sayso_training.corpora.hedges import mark_hedges
from sayso_training.corpora.silver_trees import silver_trees
from sayso_training.samples import Sample, Word

__all__ = ["coarse_relation", "read_open", "read_trees", "silver_trees"]

#: A document longer than this many words is cut at a sentence's end.
LONGEST = 250

#: Relations with their subtype, where it matters; else the part before the colon counts.
COARSE = {
    "root": "root",
    "nsubj": "subj", "csubj": "subj", "nsubj:pass": "subj_pass", "csubj:pass": "subj_pass",
    "obj": "obj", "iobj": "iobj", "obl": "obl", "nmod": "nmod", "nmod:poss": "poss", "appos": "appos",
    "acl": "acl", "acl:relcl": "relcl", "ccomp": "ccomp", "xcomp": "xcomp", "advcl": "advcl",
    "amod": "mod", "nummod": "mod", "advmod": "mod", "det": "mod",
    "aux": "aux", "cop": "aux", "conj": "conj",
    "flat": "flat", "compound": "flat", "fixed": "flat", "goeswith": "flat",
    "mark": "mark", "case": "mark", "cc": "mark", "parataxis": "parataxis", "punct": "punct",
}  # fmt: skip


def coarse_relation(relation: str) -> str:
    """The relation of `samples.RELATIONS` for one of Universal Dependencies 2; "other" for what has none."""
    return COARSE.get(relation) or COARSE.get(relation.partition(":")[0], "other")


def read_open(folder: Path) -> list[Sample]:
    """EWT and GUM with trees and hedges, EWT also with factuality; `folder` holds `ewt/`, `gum/dep/` and `uds-factuality/`."""
    return read_factuality(folder, read_trees(folder))


def read_trees(folder: Path) -> list[Sample]:
    """EWT's train and development parts and GUM with trees and hedges, in the order of the files."""
    samples: list[Sample] = []
    for part in ("train", "dev"):
        sentences = read_sentences(folder / "ewt" / f"en_ewt-ud-{part}.conllu")
        samples += [replace(sample, held_out=part == "dev") for sample in _samples("ewt", sentences)]
    for path in sorted((folder / "gum" / "dep").glob("*.conllu")):
        held_out = path.stem in GUM_HELD_OUT
        samples += [replace(sample, held_out=held_out) for sample in _samples("gum", read_sentences(path))]
    return samples


def _samples(corpus: str, sentences: Sequence[Sentence]) -> Iterator[Sample]:
    parts: dict[str, int] = {}
    for chunk in _chunks(sentences):
        document = chunk[0].document
        part = parts[document] = parts.get(document, 0) + 1
        yield _sample(corpus, f"{document}#{part}", chunk)


def _chunks(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    chunk: list[Sentence] = []
    words = 0
    for sentence in sentences:
        full = words + len(sentence.tokens) > LONGEST
        if chunk and (full or sentence.document != chunk[0].document):
            yield chunk
            chunk, words = [], 0
        chunk.append(sentence)
        words += len(sentence.tokens)
    if chunk:
        yield chunk


def _sample(corpus: str, name: str, chunk: Sequence[Sentence]) -> Sample:
    text = ""
    spans: list[Span] = []
    tokens: list[Token] = []
    for sentence in chunk:
        if spans:
            text += "\n\n" if sentence.opens else " "
        at, before = len(text), len(tokens)
        text += sentence.text
        spans.append(Span(at, len(text)))
        for token in sentence.tokens:
            head = token.head + before if token.head >= 0 else -1
            tokens.append(replace(token, span=Span(token.span.start + at, token.span.end + at), head=head))
    words = tuple(Word(token.span, token.head, coarse_relation(token.relation)) for token in tokens)
    sample = Sample(corpus, name, text, tuple(spans), words)
    return replace(sample, hedges=mark_hedges(sample, tokens))
