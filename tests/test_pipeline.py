"""Pages in, readings and failures out, in order; nothing is lost on the way."""

from collections.abc import Iterator, Sequence

import pytest
from tests.cli.driver import SaidTagger
from tests.fakes import ScriptedTagger
from tests.markup import read_markup
from tests.reading.live_pages import live_page

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
    assert [hop.name for hop in analysis.claims[0].chain] == ["Ada Lund"]
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


FRENCH = (
    "Le vieux pont restera fermé pendant deux hivers, a annoncé lundi la maire Ilse Hartog. Le conseil a longtemps discuté du "
    "prix des travaux, et personne ne souhaite attendre encore une année. Les pêcheurs du port craignent que le bac ne puisse "
    "pas transporter tous les habitants lorsque les écoles rouvriront."
)


def test_a_text_in_another_language_is_kept_with_a_note_and_not_read() -> None:
    tagger = ScriptedTagger()
    pages = [page("One."), page(FRENCH, "/stories/pont.txt"), page("Two.")]
    results = list(Pipeline(tagger).read(pages, plain=True))
    assert tagger.asked == ["One.", "Two."]
    refused = results[1]
    assert isinstance(refused, Reading)
    analysis = refused.analysis
    assert analysis.notes == ("The text is in French; this version reads English only, so nothing was attributed.",)
    assert (analysis.document.text, analysis.document.language) == (FRENCH, "fr")
    assert (analysis.attributions, analysis.claims, analysis.sentences, analysis.tags) == ((), (), (), None)
    assert analysis.run == Pipeline(tagger).run


def test_a_tagger_is_not_asked_for_nothing() -> None:
    tagger = Breaking()
    results = list(Pipeline(tagger).read([page(FRENCH)], plain=True))
    assert isinstance(results[0], Reading)
    assert tagger.asked == []


def test_a_text_partly_in_another_language_is_read_with_a_note() -> None:
    tagger = ScriptedTagger()
    english = "The ferry left the harbour at nine, and nobody knew who had let it go. " * 6
    analysis = only(Pipeline(tagger).read([page(f"{english}\n\n{FRENCH}\n\n{english}")], plain=True)).analysis
    assert len(tagger.asked) == 1
    assert analysis.sentences
    assert analysis.notes == (
        "A part of the text is in French; this version reads English only, so what is attributed there can be wrong.",
    )


def test_a_text_in_no_known_language_is_said_to_be_in_another() -> None:
    text = "vurk amelo kirsan dolbe ferrat ungo misk plavori " * 12
    (note,) = only(Pipeline(ScriptedTagger()).read([page(text)], plain=True)).analysis.notes
    assert note.startswith("The text is in another language than English; ")


def test_a_pipeline_for_another_language_refuses_english() -> None:
    tagger = ScriptedTagger()
    english = "The ferry left the harbour at nine, and nobody knew who had let it go. " * 3
    pipeline = Pipeline(tagger, language="fr")
    first, second = pipeline.read([page(FRENCH), page(english)], plain=True)
    assert tagger.asked == [FRENCH]
    assert isinstance(first, Reading)
    assert first.analysis.notes == ()
    assert isinstance(second, Reading)
    assert second.analysis.notes == ("The text is in English; this version reads French only, so nothing was attributed.",)


def test_a_live_blog_is_called_one() -> None:
    known = only(Pipeline(SaidTagger()).read([live_page("stream")]))
    changed = '<meta property="article:modified_time" content="2031-05-09T10:00:00Z">'
    unknown = only(Pipeline(SaidTagger()).read([live_page("stream", head=changed)]))
    assert known.analysis.notes == ("This is a live blog of 4 entries; dates count from the time of their entry.",)
    assert unknown.analysis.notes[0].endswith("The day of 4 of them is not known.")
