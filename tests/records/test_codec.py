import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.records.strategies import records

from sayso.errors import RecordError
from sayso.records import (
    Analysis,
    Attribution,
    Claim,
    Document,
    Failure,
    FieldEvidence,
    Hop,
    Judgement,
    Link,
    Page,
    Run,
    Span,
    Tag,
    TagGroup,
    Tags,
    codec,
)
from sayso.records.codec import analysis_from_json, analysis_to_json, dumps, from_plain, loads, to_plain

CLASSES = [Page, Document, Attribution, Claim, Hop, Judgement, Run, Failure, Tags, TagGroup, Tag, Analysis]
slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.mark.parametrize("cls", CLASSES)
@slow
@given(data=st.data())
def test_every_record_comes_back_from_json_as_it_was(cls: type, data: st.DataObject) -> None:
    record = data.draw(records(cls))
    assert from_plain(cls, json.loads(json.dumps(to_plain(record)))) == record


@slow
@given(records(Analysis))
def test_an_analysis_comes_back_from_its_line_less_its_tags(analysis: Analysis) -> None:
    own = replace(analysis, claims=tuple(replace(claim, document=analysis.document.id) for claim in analysis.claims))
    line = dumps(own)
    assert line.isascii()
    assert "\n" not in line
    assert loads(line) == replace(own, tags=None)


def an_analysis(**changes: Any) -> Analysis:
    document = Document(
        id="d1", page="p1", url="u", canonical_url=None, text="The mayor said no 😀.", sha256="x", language="en", title=None,
        evidence=(FieldEvidence("title", "v", "m", None),), links=(Link(Span(4, 9), "https://example.org/"),),
    )  # fmt: skip
    attribution = Attribution(
        "a1", (Span(0, 9),), (Span(10, 14),), (Span(15, 17),), None, "indirect", "speech", "role", (), None, "+", None, 0.5
    )
    return replace(Analysis(document, sentences=(Span(0, 20),), attributions=(attribution,)), **changes)


def test_the_keys_of_the_contract_stand_in_their_order() -> None:
    plain = analysis_to_json(an_analysis())
    assert list(plain) == [
        "schema", "document", "sentences", "quotations", "attributions", "mentions", "actors", "timexes", "places",
        "events", "quantities", "claims", "notes", "run",
    ]  # fmt: skip
    assert plain["schema"] == "sayso/analysis/1"
    assert list(plain["document"])[:9] == [
        "id", "page", "url", "canonical_url", "sha256", "title", "bylines", "section", "language",
    ]  # fmt: skip
    assert list(plain["attributions"][0]) == [
        "id", "sources", "cue", "contents", "channel", "style", "cue_kind", "source_kind", "speakers", "parent",
        "polarity", "said", "score",
    ]  # fmt: skip


def test_stages_that_do_not_exist_yet_have_their_empty_keys() -> None:
    plain = analysis_to_json(an_analysis())
    assert [plain[key] for key in ("mentions", "actors", "timexes", "places", "events")] == [[], [], [], [], []]
    assert plain["run"] is None


def test_every_field_of_a_document_is_part_of_the_contract() -> None:
    assert set(to_plain(an_analysis().document)) == set(codec.DOCUMENT_KEYS)


def test_a_span_field_is_flattened_and_may_be_null() -> None:
    assert to_plain(Link(Span(4, 9), "a")) == {"start": 4, "end": 9, "address": "a"}
    assert to_plain(FieldEvidence("title", "v", "m", None)) == {
        "field": "title", "value": "v", "method": "m", "start": None, "end": None,
    }  # fmt: skip


def test_sentences_are_pairs_and_other_spans_are_objects() -> None:
    plain = analysis_to_json(an_analysis())
    assert plain["sentences"] == [[0, 20]]
    assert plain["attributions"][0]["sources"] == [{"start": 0, "end": 9}]


def test_unknown_keys_are_ignored_so_that_later_versions_can_be_read() -> None:
    plain = analysis_to_json(an_analysis())
    plain["new"] = 1
    plain["attributions"][0]["new"] = {"deep": []}
    assert analysis_from_json(plain) == an_analysis()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("attributions", 0, "style"), "shouted", "Attribution.style: 'shouted' is none of direct, indirect, mixed"),
        (("attributions", 0, "score"), "high", "Attribution.score: expected float, got str"),
        (("attributions", 0, "cue", 0, "end"), True, "Attribution.cue[0].end: expected int, got bool"),
        (("attributions", 0, "cue", 0, "end"), 1, "Attribution.cue[0]: not a span: 10..1"),
        (("attributions", 0, "cue"), None, "Attribution.cue: expected a list, got NoneType"),
        (("document", "text"), None, "Document.text: expected str, got NoneType"),
        (("document", "evidence", 0, "start"), 3, "Document.evidence[0].span.end: expected int, got NoneType"),
        (("document",), [], "Document: expected an object, got list"),
        (("sentences",), [[3, 1]], "analysis.sentences: not a pair [start, end]: [3, 1]"),
        (("quotations",), "x", "analysis.quotations: not a list but str"),
        (("claims",), [7], "Claim: expected an object, got int"),
        (("schema",), "sayso/analysis/0", 'analysis: not of schema "sayso/analysis/1": pass what `sayso read --json` printed'),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_its_place(path: tuple[Any, ...], value: object, message: str) -> None:
    plain: Any = analysis_to_json(an_analysis())
    holder = plain
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    with pytest.raises(RecordError) as caught:
        analysis_from_json(plain)
    assert str(caught.value) == message


def test_a_missing_key_without_a_default_is_named() -> None:
    plain = analysis_to_json(an_analysis())
    del plain["attributions"][0]["score"]
    with pytest.raises(RecordError, match=r"Attribution\.score: missing"):
        analysis_from_json(plain)


@pytest.mark.parametrize("line", ["", "{", "null", "[" * 100_000, b"\xff\xfe", '"text"'])
def test_a_line_that_is_no_analysis_is_refused_in_one_line(line: str | bytes) -> None:
    with pytest.raises(RecordError) as caught:
        loads(line)
    assert "\n" not in str(caught.value)


def test_a_hint_without_a_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match="has no JSON form"):
        to_plain(object())
