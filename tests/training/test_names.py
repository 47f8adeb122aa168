"""The readers of names: small invented texts in the form of each corpus."""

import html
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sayso_training.corpora.conll import read_btc, read_crossner, read_wikigold, read_wnut
from sayso_training.corpora.gum import read_gum
from sayso_training.corpora.labels import count_titles, is_media, is_norp, label_name, looks_media
from sayso_training.corpora.rejoin import join_tokens
from sayso_training.names import read_names, read_silver_names
from sayso_training.samples import Layer, Sample

DATA = Path(__file__).resolve().parents[3] / "data"


def marked(text: str, layer: Layer | None) -> list[tuple[str, tuple[str, ...]]]:
    assert layer is not None
    return [(text[span.start : span.end], labels) for span, labels in layer.spans]


def names(sample: Sample) -> list[tuple[str, tuple[str, ...]]]:
    return marked(sample.text, sample.names)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def tagged(text: str, separator: str = "\t") -> str:
    """Lines of tokens: "Varden/B-LOC fell" is two; an empty line of input is one of output."""
    lines = []
    for line in text.strip().split("\n"):
        for token in line.split():
            word, _, label = token.partition("|")
            lines.append(f"{word}{separator}{label or 'O'}")
        lines.append("")
    return "\n".join(lines) + "\n"


# Tokens to text


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("Ms. Olt did n't say , he added .", "Ms. Olt didn't say, he added."),
        ("Varden 's mayor ( Olt ) paid $ 3 million", "Varden's mayor (Olt) paid $3 million"),
        ('" No , " she said . " Never . "', '"No," she said. "Never."'),
        ("He did n ' t go ; Olt ' s car broke", "He didn't go; Olt's car broke"),
        ("They said ' all is well ' and left", "They said 'all is well' and left"),
        ("the voters ' choice", "the voters' choice"),
        ("( ORB / Varden Wire ) 10 : 30 , 3 , 500 dead", "(ORB/Varden Wire) 10:30, 3,500 dead"),
        ("From 2006 , 882 went", "From 2006, 882 went"),
        ("coal &amp; steel", "coal & steel"),
        ("what ? ! . . .", "what?!..."),
    ],
)
def test_tokens_are_joined_as_they_were_written(tokens: str, text: str) -> None:
    assert join_tokens(tokens.split())[0] == text


@given(
    st.lists(st.one_of(st.text(max_size=6), st.sampled_from([*list("\"'’@#$(/-.,:n"), "n't", "'s", "s", "12", "&amp;", ""])))
)
def test_every_token_stands_where_its_span_says(tokens: list[str]) -> None:
    text, spans = join_tokens(tokens)
    assert [text[span.start : span.end] for span in spans] == [html.unescape(token).strip() for token in tokens]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert not text.startswith(" ") or not spans[0].end


# Labels


@pytest.mark.parametrize(
    "text", ["South Korean", "Republicans", "Sri Lankan", "African-American", "Frenchmen", "Tories", "Sunni"]
)
def test_peoples_creeds_and_party_members_are_norp(text: str) -> None:
    assert is_norp(text)


@pytest.mark.parametrize(
    "text", ["", "Korea", "Federal", "GOP", "Philippines", "Republican Party", "a" * 500, "Olt the German"]
)
def test_others_are_not_norp(text: str) -> None:
    assert not is_norp(text)


def test_outlets_are_known_by_name_and_as_they_write_themselves() -> None:
    assert is_media("Reuters")
    assert is_media("the Associated Press")
    assert not is_media("Uni")
    assert not is_media("Varden Council")


@pytest.mark.parametrize(
    ("text", "media"),
    [("Varden Herald", True), ("Radio Varden", True), ("Varden News Agency", True), ("Modern Times", False), ("News", False)],
)
def test_outlets_are_known_by_form(text: str, *, media: bool) -> None:
    assert looks_media(text) == media


@pytest.mark.parametrize(
    ("label", "text", "labels"),
    [
        ("PER", "Mara Olt", ("person",)),
        ("politician", "Mara Olt", ("person",)),
        ("politicalparty", "Varden Union", ("org",)),
        ("ORG", "Varden Herald", ("media",)),
        ("LOC", "Russian", ("norp",)),
        ("ORG", "Republicans", ("norp",)),
        ("LOC", "White House", ("org", "place")),
        ("MISC", "Japanese", ("norp",)),
        ("misc", "nationalist", ("norp", "")),
        ("MISC", "Zorblax", ("norp", "")),
        ("event", "Varden Fair", ("",)),
        ("creative-work", "Varden Herald", ("media", "")),
    ],
)
def test_labels_become_ours(label: str, text: str, labels: tuple[str, ...]) -> None:
    assert label_name(label, text) == labels


def test_titles_are_counted_but_never_the_whole_name() -> None:
    assert count_titles(["Prime", "Minister", "Mara", "Olt"]) == 2
    assert count_titles(["President"]) == 0


# Corpora of tokens


def test_tweets_have_names_without_titles_hashes_and_hangers_on(tmp_path: Path) -> None:
    for section in "gehab":
        write(tmp_path / f"{section}.conll", "")
    write(
        tmp_path / "f.conll",
        tagged(
            "President|B-PER Olt|I-PER left #VARDEN:|B-LOC for @ oltfan|B-PER says ORB|B-ORG http://orb.example|B-ORG .\nBrr ."
        )
        + " \tO\n\tO\n",
    )
    (sample,) = read_btc(tmp_path)
    assert sample.held_out
    assert sample.text == "President Olt left #VARDEN: for @oltfan says ORB http://orb.example.\nBrr."
    assert names(sample) == [
        ("Olt", ("person",)),
        ("VARDEN", ("place",)),
        ("oltfan", ("person", "org", "media", "place", "")),
        ("ORB", ("org",)),
    ]
    assert [sample.text[s.start : s.end] for s in sample.sentences] == [
        "President Olt left #VARDEN: for @oltfan says ORB http://orb.example.",
        "Brr.",
    ]
    assert sample.names is not None
    assert sample.names.marked == {"person", "org", "place", "media"}


def test_encyclopedia_articles_stay_apart_and_the_last_are_held_out(tmp_path: Path) -> None:
    article = "-DOCSTART- O\n\n" + tagged("The|I-ORG Varden|I-ORG Post|I-ORG praised Belgian|I-MISC singer Olt|I-PER .", " ")
    write(tmp_path / "CONLL-format" / "data" / "wikigold.conll.txt", article * 10)
    samples = read_wikigold(tmp_path)
    assert [sample.held_out for sample in samples] == [False] * 8 + [True] * 2
    assert len({sample.name for sample in samples}) == 10
    assert names(samples[0]) == [("Varden Post", ("media",)), ("Belgian", ("norp",)), ("Olt", ("person",))]


def test_posts_keep_an_at_for_an_at(tmp_path: Path) -> None:
    folder = tmp_path / "CONLL-format" / "data"
    write(
        folder / "train" / "wnut17train.conll",
        tagged("@oltfan sang @ Varden|B-location with Mara|B-person Olt's|I-person band"),
    )
    write(folder / "dev" / "emerging.dev.conll", tagged("Zorb|B-product 3|I-product rocks"))
    train, dev = read_wnut(tmp_path)
    assert names(train) == [
        ("oltfan", ("person", "org", "media", "place", "")),
        ("Varden", ("place",)),
        ("Mara Olt", ("person",)),
    ]
    assert not train.held_out
    assert dev.held_out
    assert names(dev) == [("Zorb 3", ("",))]


def test_an_election_is_no_name_but_its_year_and_country_may_count(tmp_path: Path) -> None:
    line = "the 2004|B-election Varden|I-election general|I-election election|I-election , said Olt|B-politician ."
    write(tmp_path / "train.txt", tagged(line))
    write(tmp_path / "dev.txt", tagged(line))
    train, dev = read_crossner(tmp_path)
    assert names(train) == [
        ("2004", ("date", "")),
        ("Varden", ("place", "")),
        ("general election", ("",)),
        ("Olt", ("person",)),
    ]
    assert (train.held_out, dev.held_out) == (False, True)


def test_samples_hold_about_250_words(tmp_path: Path) -> None:
    write(tmp_path / "train.txt", tagged("\n".join(["Olt|B-person said so again and again ."] * 100)))
    write(tmp_path / "dev.txt", "")
    samples = read_crossner(tmp_path)
    assert [len(sample.sentences) for sample in samples] == [35, 35, 30]
    assert all(sample.text[span.start : span.end].startswith("Olt said") for sample in samples for span in sample.sentences)


# GUM


def conllu(rows: str) -> str:
    """A sentence from rows of form, tag, head, relation, last column; the coarse tag follows from the tag."""
    coarse = {
        "NNP": "PROPN",
        "NNPS": "PROPN",
        "NN": "NOUN",
        "NNS": "NOUN",
        "DT": "DET",
        "PRP": "PRON",
        "JJ": "ADJ",
        "IN": "ADP",
        "CD": "NUM",
    }
    lines = ["# newpar"]
    for number, row in enumerate(rows.strip().split("\n"), 1):
        form, tag, head, relation, last = row.split()
        fields = (number, form, form, coarse.get(tag, "VERB"), tag, "_", head, relation, "_", last.replace("~", " "))
        lines.append("\t".join(map(str, fields)))
    return "\n".join(lines) + "\n\n"


NEWS = (
    conllu(
        """
        U.S. NNP 2 compound Entity=(1-person-new-x-x-1-coref-Mara_Olt(2-place-new-x-x-1-coref)
        President NNP 3 nmod:desc _
        Mara NNP 5 nsubj _
        Olt NNP 3 flat Entity=1)
        told VBD 0 root _
        Varden NNP 8 compound Entity=(3-organization-new-x-x-1-sgl(4-place-new-x-x-1-sgl)
        Herald NNP 5 obj Entity=3)
        on IN 9 case _
        Tuesday NNP 5 obl Entity=(5-time-new-x-x-1-sgl)|XML=<date~when:::"2017-07-18"></date>
        """
    ).replace("\t8\tcompound", "\t7\tcompound")
    + conllu(
        """
        The DT 3 det Entity=(6-person-new-x-x-1-sgl
        deputy NN 3 compound _
        leader NN 8 nsubj _
        of IN 7 case _
        the DT 7 det Entity=(7-organization-new-x-x-1-sgl
        rebel NN 7 compound _
        group NN 3 nmod Entity=7)6)
        left VBD 0 root _
        and CC 11 cc _
        she PRP 11 nsubj Entity=(1-person-giv-x-x-1-ana-Mara_Olt)
        met VBD 8 conj _
        Russian JJ 13 amod Entity=(8-person-new-x-x-1-sgl
        officials NNS 11 obj Entity=8)|SpaceAfter=No
        . . 8 punct _
        """
    )
    + conllu(
        """
        the DT 2 det Entity=(9-organization-new-x-x-1-sgl
        University NNP 5 nsubj _
        of IN 4 case _
        Varden NNP 2 nmod Entity=(4-place-giv-x-x-1-coref)9)
        told VBD 0 root _
        the DT 7 det Entity=(1-person-giv-x-x-1-coref-Mara_Olt
        President NNP 5 obj Entity=1)
        and CC 9 cc _
        Americans NNPS 7 conj Entity=(10-person-new-x-x-1-sgl)
        """
    )
)


@pytest.fixture
def document(tmp_path: Path) -> Sample:
    write(tmp_path / "dep" / "GUM_news_iodine.conllu", "# newdoc id = GUM_news_iodine\n" + NEWS)
    (sample,) = read_gum(tmp_path)
    return sample


def test_a_document_is_one_text_with_paragraphs(document: Sample) -> None:
    assert document.text.split("\n\n") == [
        "U.S. President Mara Olt told Varden Herald on Tuesday",
        "The deputy leader of the rebel group left and she met Russian officials.",
        "the University of Varden told the President and Americans",
    ]
    assert [document.text[span.start : span.end] for span in document.sentences] == document.text.split("\n\n")


def test_documents_of_the_development_part_are_held_out(document: Sample) -> None:
    assert document.held_out


def test_names_are_proper_names_alone(document: Sample) -> None:
    assert names(document) == [
        ("U.S.", ("place",)),
        ("Mara Olt", ("person",)),
        ("Varden Herald", ("media",)),
        ("Tuesday", ("date",)),
        ("Russian", ("norp",)),
        ("University of Varden", ("org",)),
        ("Americans", ("norp",)),
    ]


def test_nominal_mentions_end_at_their_head_and_pronouns_are_none(document: Sample) -> None:
    assert marked(document.text, document.mentions) == [
        ("The deputy leader", ("person",)),
        ("the rebel group", ("org",)),
        ("Russian officials", ("person",)),
        ("the President", ("person",)),
    ]


# Silver


def test_silver_takes_a_surname_for_a_person_and_leaves_headlines_open(tmp_path: Path) -> None:
    text = "Mara Olt Wins Varden Vote Again. Mara Olt met Olt fans in Varden now."
    write(tmp_path / "polnear" / "train" / "text" / "paper_2016.txt", text)
    kinds = ["PERSON", "PERSON", "O", "LOCATION", "O", "O", "O"]
    later = ["PERSON", "PERSON", "O", "ORGANIZATION", "O", "O", "LOCATION", "DATE", "O"]
    sentences, at = [], 0
    for words, labels in (("Mara Olt Wins Varden Vote Again .", kinds), ("Mara Olt met Olt fans in Varden now .", later)):
        sentence: list[list[object]] = []
        for word, label in zip(words.split(), labels, strict=True):
            at = text.index(word, at)
            sentence.append([at, at + len(word), "NNP" if word[0].isupper() else "NN", label, 0, "dep"])
            at += len(word)
        sentences.append(sentence)
    rows = [{"split": split, "name": "paper_2016", "sentences": sentences, "coref": []} for split in ("dev", "train")]
    lines = write(tmp_path / "nlp.jsonl", "".join(json.dumps(row) + "\n" for row in (*rows, {**rows[1], "name": "gone"})))
    layers = read_silver_names(lines, tmp_path / "polnear")
    assert list(layers) == ["paper_2016"]
    found = marked(text, layers["paper_2016"])
    assert all("" in labels for name, labels in found[:4])
    assert found[-4:] == [("Mara Olt", ("person",)), ("Olt", ("person",)), ("Varden", ("place",)), ("now", ("date", ""))]


# All of them


def test_the_corpora_at_hand_are_read_without_a_span_over_another() -> None:
    if not (DATA / "gum").is_dir():
        pytest.skip("the corpora are not unpacked in a folder `data` beside the checkout")
    samples = read_names(DATA)
    assert {sample.corpus for sample in samples} == {"gum", "btc", "wikigold", "wnut17", "crossner-politics"}
    for sample in samples:
        for layer in (sample.names, sample.mentions):
            spans = [span for span, _ in layer.spans] if layer else []
            assert all(before.end <= after.start for before, after in pairwise(spans)), sample.name
            assert all(sample.text[span.start : span.end].strip() for span in spans), sample.name
