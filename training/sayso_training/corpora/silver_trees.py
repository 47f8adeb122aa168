"""What CoreNLP found in PolNeAR's training articles, as silver trees.

In: one JSON a line with sentences of `[begin, end, part of speech, entity, head, relation]` in Universal Dependencies 1, and
the articles' texts. Out: words with heads by article. Names of persons and `cc` are hung as version 2 and the corpora made by
hand hang them; the parser's own mistakes stay. What it could not label ("dep"), and what it hangs otherwise than those corpora
(marks, joined words, compounds, asides), is left without a head.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.records import Span
from sayso_training.samples import UNMARKED, Word

__all__ = ["silver_trees"]

#: Relations of version 1, but for `nmod`, which depends on the head. A subtype not listed counts as its relation.
COARSE = {
    "root": "root",
    "nsubj": "subj", "csubj": "subj", "nsubjpass": "subj_pass", "csubjpass": "subj_pass",
    "dobj": "obj", "iobj": "iobj", "nmod:poss": "poss", "appos": "appos", "acl": "acl", "acl:relcl": "relcl",
    "ccomp": "ccomp", "xcomp": "xcomp", "advcl": "advcl",
    "amod": "mod", "nummod": "mod", "advmod": "mod", "neg": "mod", "det": "mod",
    "aux": "aux", "auxpass": "aux", "cop": "aux", "conj": "conj",
    "name": "flat", "compound": "flat", "mwe": "flat", "goeswith": "flat", "foreign": "flat",
    "mark": "mark", "case": "mark", "cc": "mark", "parataxis": "parataxis", "punct": "punct",
}  # fmt: skip
#: Relations whose arcs are not taken over.
DOUBTFUL = frozenset({"dep", "punct", "parataxis", "appos", "conj", "compound", "mwe", "discourse"})
#: Tags of what is modified by an `obl`; under all else it stays an `nmod`.
VERBAL = ("VB", "JJ", "RB", "MD", "IN")


@dataclass(slots=True)
class Node:
    """A token while its tree is put in order; `head` is an index into the sentence, -1 for the root."""

    begin: int
    end: int
    tag: str
    entity: str
    head: int
    relation: str


def silver_trees(corenlp: Path, polnear: Path) -> dict[str, tuple[Word, ...]]:
    """Words of each training article by its name, heads being indices into the article's words.

    `corenlp` is the file of JSON lines, `polnear` the folder with `train/text/`. An article whose tokens do not fit its text,
    or whose text is not there, is left out.
    """
    trees = {}
    with corenlp.open(encoding="utf-8") as lines:
        for line in lines:
            parsed = json.loads(line)
            path = polnear / "train" / "text" / f"{parsed['name']}.txt"
            if parsed["split"] == "train" and path.exists() and _fits(parsed["sentences"], path.read_bytes().decode("utf-8")):
                trees[parsed["name"]] = tuple(_words(parsed["sentences"]))
    return trees


def _fits(sentences: Sequence[Sequence[Sequence[Any]]], text: str) -> bool:
    """Whether the tokens follow each other, begin and end with ink, and leave nothing but marks of format between them."""
    last = skipped = 0
    for sentence in sentences:
        for begin, end, *_ in sentence:
            word = text[begin:end]
            if begin < last or not word or word != word.strip():
                return False
            skipped += len(text[last:begin].strip())
            last = end
    return skipped + len(text[last:].strip()) <= len(text) // 100


def _words(sentences: Sequence[Sequence[Sequence[Any]]]) -> Iterator[Word]:
    before = 0
    for sentence in sentences:
        nodes = [Node(begin, end, tag, entity, head - 1, relation) for begin, end, tag, entity, head, relation in sentence]
        _hang_names(nodes)
        _hang_conjunctions(nodes)
        for node in nodes:
            relation = _coarse(node, nodes)
            head = UNMARKED if _is_doubtful(node) else node.head + before if node.head >= 0 else -1
            yield Word(Span(node.begin, node.end), head, relation)
        before += len(nodes)


def _is_doubtful(node: Node) -> bool:
    """Whether CoreNLP could not label the arc, or hangs such words otherwise than the corpora made by hand."""
    return node.relation.partition(":")[0] in DOUBTFUL


def _coarse(node: Node, nodes: Sequence[Node]) -> str:
    relation, _, subtype = node.relation.partition(":")
    if relation == "nmod" and subtype != "poss":
        head = nodes[node.head] if node.head >= 0 else None
        return "obl" if head is not None and head.tag.startswith(VERBAL) else "nmod"
    return COARSE.get(node.relation) or COARSE.get(relation, "other")


def _hang_names(nodes: Sequence[Node]) -> None:
    """Let the first word of a person's name head it: CoreNLP lets the last, the corpora made by hand the first."""
    at = 0
    while at < len(nodes):
        end = at + 1
        while end < len(nodes) and nodes[at].entity == nodes[end].entity == "PERSON" and nodes[end].tag.startswith("NNP"):
            end += 1
        last = end - 1
        if (
            end - at > 1
            and nodes[at].tag.startswith("NNP")
            and all(node.head == last and node.relation == "compound" for node in nodes[at:last])
        ):
            nodes[at].head, nodes[at].relation = nodes[last].head, nodes[last].relation
            for other, node in enumerate(nodes):
                if at < other < end:
                    node.head, node.relation = at, "name"
                elif node.head == last and other != at:
                    node.head = at
        at = end


def _hang_conjunctions(nodes: Sequence[Node]) -> None:
    """Hang "and" and "or" on the conjunct that follows, as version 2 does."""
    conjuncts: dict[int, list[int]] = {}
    for at, node in enumerate(nodes):
        if node.relation == "conj":
            conjuncts.setdefault(node.head, []).append(at)
    for at, node in enumerate(nodes):
        if node.relation == "cc" and node.head <= at:
            node.head = next((other for other in conjuncts.get(node.head, ()) if other > at), node.head)
