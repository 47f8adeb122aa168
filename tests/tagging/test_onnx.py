"""The shipped model reads sentences of the kinds that news is made of."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from sayso.errors import BundleError
from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis, Document, text_of
from sayso.tagging.bundles import shipped_bundle
from sayso.tagging.onnx import OnnxTagger, load_tagger

pytestmark = pytest.mark.bundle


@pytest.fixture(scope="module")
def tagger() -> OnnxTagger:
    return load_tagger(shipped_bundle())


def read(tagger: OnnxTagger, text: str) -> list[tuple[str, str, str]]:
    document = Document("d1", "p1", "story", None, text, "", "en", None)
    (tags,) = tagger.tag([Analysis(document, find_sentences(text), find_quotations(text))])
    return [(text_of(text, g.sources), text_of(text, g.cue), text_of(text, g.contents).strip(' “”".,')) for g in tags.groups]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We were never asked,” Mayor Ilse Tamm said on Friday.",
            ("Mayor Ilse Tamm", "said", "We were never asked"),
        ),
        (
            "The harbour master said that the ferry had left without a pilot.",
            ("The harbour master", "said", "that the ferry had left without a pilot"),
        ),
        (
            "According to the ministry, the bridge will reopen in March.",
            ("the ministry", "According to", "the bridge will reopen in March"),
        ),
        ("The company denied that it had sold the maps.", ("The company", "denied", "that it had sold the maps")),
    ],
)
def test_plain_forms_are_found(tagger: OnnxTagger, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in read(tagger, text)


def test_a_sentence_of_fact_has_no_attribution(tagger: OnnxTagger) -> None:
    assert read(tagger, "The ferry left the harbour at nine. The road has been closed since spring.") == []


def test_reading_twice_gives_the_same(tagger: OnnxTagger) -> None:
    text = "Officials said the dam was safe. “It is not,” engineer Jonas Vik told Radio Nord."
    assert read(tagger, text) == read(tagger, text)


def test_the_name_says_which_model_it_was(tagger: OnnxTagger) -> None:
    assert tagger.name.startswith("sayso-en ")


def test_a_graph_that_cannot_run_is_refused_in_one_line(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(shipped_bundle(), tmp_path / "bundle"))
    old = sha256((folder / "roles.onnx").read_bytes()).hexdigest()
    (folder / "roles.onnx").write_bytes(b"no graph")
    manifest = (folder / "bundle.toml").read_text(encoding="utf-8")
    (folder / "bundle.toml").write_text(manifest.replace(old, sha256(b"no graph").hexdigest()), encoding="utf-8")
    with pytest.raises(BundleError, match=r"onnxruntime cannot open it") as caught:
        load_tagger(folder)
    assert "\n" not in str(caught.value)
