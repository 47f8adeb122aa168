"""The texts at the edges: enough of each kind, marked soundly, and read at all by the shipped bundle."""

import pytest
from evals.edges import FOLDER, GROUPS, change_case, read_texts

from sayso.pipeline import open_pipeline
from sayso.reading.language import detect_language
from sayso.records import Page, Reading
from sayso.records.ids import sha256_of
from sayso.tagging.bundles import shipped_bundle

FILES = sorted(path.stem for path in FOLDER.glob("*.txt"))
FEWEST_ATTRIBUTIONS = 25


@pytest.mark.parametrize("name", FILES)
def test_each_kind_has_enough_attributions_with_source_and_contents(name: str) -> None:
    marked = [one for _, found in read_texts(name) for one in found]
    assert len(marked) >= FEWEST_ATTRIBUTIONS
    assert all(len(one["cue"]) == 1 and one["sources"] and one["contents"] for one in marked)


def test_every_file_is_measured_and_every_group_has_a_file() -> None:
    assert {name for name, _ in GROUPS.values()} == set(FILES)


@pytest.mark.parametrize(("name", "fewest"), [("posts", 30), ("transcripts", 4), ("long_sentences", 8), ("lists", 6)])
def test_there_are_enough_texts(name: str, fewest: int) -> None:
    assert len(read_texts(name)) >= fewest


def test_long_sentences_are_long_and_transcripts_have_many_turns() -> None:
    assert all(80 <= len(text.split()) <= 200 for text, _ in read_texts("long_sentences"))
    assert all(len(found) >= 12 for _, found in read_texts("transcripts"))


@pytest.mark.parametrize("name", FILES)
def test_no_text_is_taken_for_another_language(name: str) -> None:
    for change in (str, str.upper, str.lower):
        assert all(detect_language(change_case(text, change)) in {None, "en"} for text, _ in read_texts(name))


def test_another_case_moves_no_letter() -> None:
    text = "Straße ŉ İzmir ﬁn ΐ DŽ said"
    assert len(change_case(text, str.upper)) == len(change_case(text, str.lower)) == len(text)
    assert change_case("Straße", str.upper) == "STRAßE"


@pytest.mark.bundle
@pytest.mark.skipif(not (shipped_bundle() / "bundle.toml").exists(), reason="no bundle is shipped in this checkout")
@pytest.mark.parametrize("group", GROUPS)
def test_the_shipped_bundle_finds_something_in_every_group(group: str) -> None:
    """How much is measured by `evals.edges`; here, that the form of a text never makes the reader blind."""
    name, change = GROUPS[group]
    texts = read_texts(name)[:4]
    bodies = [change_case(text, change).encode() for text, _ in texts]
    pages = [Page(f"/edges/{n}.txt", None, body, "text/plain", sha256_of(body)) for n, body in enumerate(bodies)]
    results = [item for item in open_pipeline().read(pages, plain=True) if isinstance(item, Reading)]
    assert len(results) == len(texts)
    gold = [{start for one in found for start, _ in one["cue"]} for _, found in texts]
    found = [{one.cue[0].start for one in item.analysis.attributions} for item in results]
    assert sum(len(one & other) for one, other in zip(gold, found, strict=True)) >= 0.25 * sum(map(len, gold))
