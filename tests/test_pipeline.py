"""Pages in, readings and failures out, in order; nothing is lost on the way."""

from collections.abc import Iterator, Sequence

import pytest
from tests.fakes import ScriptedTagger
from tests.markup import read_markup

from sayso.errors import PipelineError
from sayso.pipeline import Pipeline
from sayso.records import Analysis, Failure, Page, Reading, Tags, text_of
from sayso.records.ids import sha256_of
from sayso.stages.base import Stage

STORY = read_markup("[source Envoy Ada Lund] [cue said] [contents the ferry had left without a pilot].")


def page(text: str, url: str = "/stories/ferry.txt") -> Page:
    body = text.encode()
    return Page(url, None, body, "text/plain", sha256_of(body))


def only(results: Iterator[Reading | Failure]) -> Reading:
    (result,) = list(results)
    assert isinstance(result, Reading)
    return result


class Breaking(ScriptedTagger):
    """A tagger that breaks on one text, however it is batched."""

    def tag(self, analyses: Sequence[Analysis]) -> list[Tags]:
        if any("breaks" in analysis.document.text for analysis in analyses):
            raise RuntimeError("no\nmemory")
        return super().tag(analyses)


def test_a_page_becomes_attributions_and_claims() -> None:
    analysis = only(Pipeline(ScriptedTagger(STORY)).read([page(STORY.document.text)], plain=True)).analysis
    (attribution,) = analysis.attributions
    assert text_of(analysis.document.text, attribution.sources) == "Envoy Ada Lund"
    assert [hop.name for hop in analysis.claims[0].chain] == ["Envoy Ada Lund"]
    assert analysis.run is not None
    assert analysis.run.bundle == "scripted"


def test_plain_text_is_kept_code_point_for_code_point() -> None:
    text = "  A line.\r\n\r\n\tAnother \U0001f30a line.\u00a0"
    assert only(Pipeline(ScriptedTagger()).read([page(text)], plain=True)).analysis.document.text == text


def test_failures_pass_through_in_their_place() -> None:
    lost = Failure("/missing.txt", "intake", "there is no such file")
    results = list(Pipeline(ScriptedTagger()).read([page("One."), lost, page("Two.")], plain=True))
    assert [type(r) for r in results] == [Reading, Failure, Reading]
    assert results[1] is lost


def test_an_empty_page_is_a_failure_and_the_others_are_read() -> None:
    results = list(Pipeline(ScriptedTagger()).read([page(""), page("Two.")], plain=True))
    assert isinstance(results[0], Failure)
    assert results[0].stage == "reading"
    assert isinstance(results[1], Reading)


def test_a_page_that_breaks_the_tagger_takes_no_other_with_it() -> None:
    pages = [page("One."), page("It breaks."), page("Two.")]
    results = list(Pipeline(Breaking()).read(pages, plain=True))
    assert [type(r) for r in results] == [Reading, Failure, Reading]
    failure = results[1]
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.error) == ("tagging", "RuntimeError: no memory; please report this page")


def test_a_stage_that_breaks_makes_a_failure() -> None:
    def apply(analysis: Analysis) -> Analysis:
        raise ValueError(analysis.document.text)

    pipeline = Pipeline(ScriptedTagger(), stages=(Stage("odd", (), (), apply),))
    (result,) = list(pipeline.read([page("One.")], plain=True))
    assert isinstance(result, Failure)
    assert result.stage == "odd"


def test_a_stage_that_needs_what_nobody_gives_is_refused_by_name() -> None:
    claims = Stage("claims", ("attributions",), ("claims",), lambda a: a)
    with pytest.raises(PipelineError, match=r"claims: needs attributions, which no stage before it gives"):
        Pipeline(ScriptedTagger(), stages=(claims,))


def test_pages_are_read_as_they_come() -> None:
    """The stream holds no more than one batch: a long list of pages never stands in memory."""
    taken: list[int] = []

    def pages() -> Iterator[Page]:
        for number in range(100):
            taken.append(number)
            yield page(f"Story {number}. " + "The ferry left. " * 600, f"/stories/{number}.txt")

    results = Pipeline(ScriptedTagger()).read(pages(), plain=True)
    next(results)
    assert len(taken) < 20


def test_only_reporting_reaches_the_tagger() -> None:
    """Chrome is part of the text, but no sentence of it is read."""
    text = (
        "Donate to the archive today!\n\nFerry leaves without pilot\n\nBy Ada Lund\n\n"
        + "The ferry left the harbour at nine. " * 8
    )
    analysis = only(Pipeline(ScriptedTagger()).read([page(text)])).analysis
    read = " ".join(sentence.of(analysis.document.text) for sentence in analysis.sentences)
    assert "Donate" in analysis.document.text
    assert "Donate" not in read
    assert "The ferry left the harbour at nine." in read


def test_two_runs_of_one_configuration_have_one_id() -> None:
    assert Pipeline(ScriptedTagger()).run == Pipeline(ScriptedTagger()).run
    assert Pipeline(ScriptedTagger()).run.id != Pipeline(ScriptedTagger(name="other")).run.id
