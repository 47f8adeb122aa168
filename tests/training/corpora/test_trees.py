"""Trees: how documents are packed, what is held out, and silver trees brought to the newer version."""

import json
from pathlib import Path

import pytest
from sayso_training.corpora.trees import LONGEST, coarse_relation, read_trees, silver_trees
from sayso_training.samples import RELATIONS, UNMARKED, Word
from tests.training.corpora.snippets import block

LEFT = """
Mara Mara PROPN NNP 2 nsubj
left leave VERB VBD 0 root +
. . PUNCT . 2 punct
"""


def corpora(folder: Path, *, train: str, dev: str, gum: dict[str, str]) -> Path:
    (folder / "ewt").mkdir()
    (folder / "gum" / "dep").mkdir(parents=True)
    (folder / "ewt" / "en_ewt-ud-train.conllu").write_text(train, encoding="utf-8")
    (folder / "ewt" / "en_ewt-ud-dev.conllu").write_text(dev, encoding="utf-8")
    for name, text in gum.items():
        (folder / "gum" / "dep" / f"{name}.conllu").write_text(text, encoding="utf-8")
    return folder


def test_documents_are_packed_with_heads_into_all_their_words(tmp_path: Path) -> None:
    train = block(LEFT, "newdoc id = a") + block(LEFT) + block(LEFT, "newpar") + block(LEFT, "newdoc id = b")
    first, second = read_trees(corpora(tmp_path, train=train, dev="", gum={}))
    assert (first.name, first.text) == ("a#1", "Mara left. Mara left.\n\nMara left.")
    assert [span.of(first.text) for span in first.sentences] == ["Mara left."] * 3
    assert [word.head for word in first.words] == [1, -1, 1, 4, -1, 4, 7, -1, 7]
    assert [word.span.of(first.text) for word in first.words] == ["Mara", "left", "."] * 3
    assert (second.name, second.text) == ("b#1", "Mara left.")


def test_a_long_document_is_cut_between_sentences(tmp_path: Path) -> None:
    train = block(LEFT, "newdoc id = a") + block(LEFT) * 100
    samples = read_trees(corpora(tmp_path, train=train, dev="", gum={}))
    assert [sample.name for sample in samples] == ["a#1", "a#2"]
    assert sum(len(sample.sentences) for sample in samples) == 101
    assert all(len(sample.words) <= LONGEST for sample in samples)


def test_development_parts_are_held_out(tmp_path: Path) -> None:
    one = block(LEFT, "newdoc id = x")
    gum = {"GUM_news_iodine": one, "GUM_news_flag": one}
    samples = read_trees(corpora(tmp_path, train=one, dev=one, gum=gum))
    assert [(s.corpus, s.held_out) for s in samples] == [("ewt", False), ("ewt", True), ("gum", False), ("gum", True)]


@pytest.mark.parametrize(
    ("relation", "coarse"),
    [
        ("nsubj", "subj"), ("nsubj:outer", "subj"), ("csubj:pass", "subj_pass"), ("obl:agent", "obl"), ("nmod:poss", "poss"),
        ("nmod:desc", "nmod"), ("acl:relcl", "relcl"), ("advcl:relcl", "advcl"), ("det:predet", "mod"), ("aux:pass", "aux"),
        ("cop", "aux"), ("compound:prt", "flat"), ("cc:preconj", "mark"), ("vocative", "other"), ("root", "root"),
    ],
)  # fmt: skip
def test_relations_are_made_coarse(relation: str, coarse: str) -> None:
    assert coarse_relation(relation) == coarse
    assert coarse in RELATIONS


def silver(folder: Path, text: str, parsed: list[list[tuple[str, str, str, int, str]]], **changed: object) -> list[Word]:
    """The words of one article whose tokens are given by form, tag, entity, head and relation; none if it was left out."""
    at, placed = 0, []
    for sentence in parsed:
        row: list[list[object]] = []
        for form, *rest in sentence:
            at = text.index(form, at)
            row.append([at, at + len(form), *rest])
            at += len(form)
        placed.append(row)
    (folder / "train" / "text").mkdir(parents=True)
    (folder / "train" / "text" / "story.txt").write_bytes(text.encode())
    line = json.dumps({"split": "train", "name": "story", "sentences": placed} | changed)
    (folder / "parsed.jsonl").write_text(line + "\n", encoding="utf-8")
    trees = silver_trees(folder / "parsed.jsonl", folder)
    assert set(trees) <= {"story"}
    return list(trees.get("story", ()))


STORY = "Anna Weiss left in May.\n\nShe met the mayor of Torvik."
PARSED = [
    [
        ("Anna", "NNP", "PERSON", 2, "compound"), ("Weiss", "NNP", "PERSON", 3, "nsubj"), ("left", "VBD", "O", 0, "root"),
        ("in", "IN", "O", 5, "case"), ("May", "NNP", "DATE", 3, "nmod"), (".", ".", "O", 3, "punct"),
    ],
    [
        ("She", "PRP", "O", 2, "nsubj"), ("met", "VBD", "O", 0, "root"), ("the", "DT", "O", 4, "det"),
        ("mayor", "NN", "O", 2, "dobj"), ("of", "IN", "O", 6, "case"),
        ("Torvik", "NNP", "LOCATION", 4, "nmod"), (".", ".", "O", 2, "punct"),
    ],
]  # fmt: skip


def test_silver_heads_run_through_the_article(tmp_path: Path) -> None:
    words = silver(tmp_path, STORY, PARSED)
    assert [word.head for word in words] == [2, 0, -1, 4, 2, UNMARKED, 7, -1, 9, 7, 11, 9, UNMARKED]
    assert [word.relation for word in words] == [
        "subj", "flat", "root", "mark", "obl", "punct", "subj", "root", "mod", "obj", "mark", "nmod", "punct",
    ]  # fmt: skip
    assert words[9].span.of(STORY) == "mayor"


def test_a_silver_conjunction_hangs_on_what_follows(tmp_path: Path) -> None:
    parsed = [
        [
            ("He", "PRP", "O", 2, "nsubj"), ("sang", "VBD", "O", 0, "root"), (",", ",", "O", 2, "punct"),
            ("ate", "VBD", "O", 2, "conj"), (",", ",", "O", 2, "punct"), ("and", "CC", "O", 2, "cc"),
            ("left", "VBD", "O", 2, "conj"),
        ]
    ]  # fmt: skip
    words = silver(tmp_path, "He sang, ate, and left", parsed)
    # Marks and joined words are hung otherwise by hand: nothing is taken over of them.
    assert [word.head for word in words] == [1, -1, UNMARKED, UNMARKED, UNMARKED, 6, UNMARKED]


def test_what_the_parser_could_not_label_has_no_head(tmp_path: Path) -> None:
    words = silver(tmp_path, "Oh Torvik", [[("Oh", "UH", "O", 2, "dep"), ("Torvik", "NNP", "O", 0, "root")]])
    assert [word.head for word in words] == [UNMARKED, -1]


def test_an_article_whose_tokens_do_not_fit_is_left_out(tmp_path: Path) -> None:
    assert silver(tmp_path, STORY, PARSED, sentences=[[[0, 4, "NNP", "O", 0, "root"], [4, 6, "NNP", "O", 1, "dep"]]]) == []


def test_development_articles_are_not_read(tmp_path: Path) -> None:
    assert silver(tmp_path, STORY, PARSED, split="dev") == []
