"""The shipped JSON Schema says what `dumps` prints, key by key."""

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any, get_args

import jsonschema  # type: ignore[import-untyped]  # it ships no type hints
import pytest
from hypothesis import HealthCheck, given, settings
from tests.markup import read_markup
from tests.records.strategies import records

from sayso.records import (
    CUE_KINDS,
    ROLES,
    SOURCE_KINDS,
    STYLES,
    Actor,
    ActorKind,
    Analysis,
    Attribution,
    Claim,
    Event,
    Factuality,
    Hop,
    Mention,
    Place,
    PlaceRole,
    Quantity,
    Span,
    Timex,
    TimexKind,
)
from sayso.records.codec import analysis_to_json, dumps
from sayso.stages import find_attributions, find_claims

SCHEMA: dict[str, Any] = json.loads(files("sayso.records").joinpath("analysis.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def a_story() -> Analysis:
    return find_claims(find_attributions(read_markup("[contents “No 😀,”] [source Fors] [cue told] Reuters.")))


def test_it_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_what_is_printed_of_a_story_fits() -> None:
    VALIDATOR.validate(json.loads(dumps(a_story())))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(records(Analysis))
def test_what_is_printed_of_any_analysis_has_the_keys_and_types(analysis: Analysis) -> None:
    # Scores and the free strings of dates, polarity and factuality are narrower than their type hints.
    fitting = replace(
        analysis,
        document=replace(analysis.document, published=None, republished=None, entries=()),
        attributions=tuple(replace(one, score=0.5, polarity="+", cue=(Span(0, 1),)) for one in analysis.attributions),
        mentions=tuple(replace(mention, score=0.5) for mention in analysis.mentions),
        timexes=tuple(replace(timex, bounds=(None, "2031-05-02", None, None)) for timex in analysis.timexes),
        places=tuple(replace(place, score=0.5) for place in analysis.places),
        events=tuple(replace(event, factuality=None) for event in analysis.events),
        claims=tuple(replace(claim, chain=(), factuality=None, score=0.5, contents=(Span(0, 1),)) for claim in analysis.claims),
    )
    VALIDATOR.validate(analysis_to_json(fitting))


def required(name: str) -> set[str]:
    return set(SCHEMA["$defs"][name]["required"])


@pytest.mark.parametrize(
    ("name", "cls", "hidden"),
    [
        ("attribution", Attribution, set()),
        ("hop", Hop, set()),
        ("factuality", Factuality, set()),
        ("claim", Claim, {"document"}),
        ("actor", Actor, set()),
        ("timex", Timex, {"span"}),
        ("place", Place, {"span"}),
        ("mention", Mention, {"span"}),
        ("event", Event, set()),
        ("quantity", Quantity, {"span"}),
    ],
)
def test_every_field_of_a_record_is_in_the_schema(name: str, cls: type, hidden: set[str]) -> None:
    own = set(cls.__dataclass_fields__) - hidden  # type: ignore[attr-defined]  # all are dataclasses
    assert required(name) == own | ({"start", "end"} if "span" in hidden else set())


def test_the_values_of_the_schema_are_those_of_the_records() -> None:
    kinds = SCHEMA["$defs"]["attribution"]["properties"]
    assert (tuple(kinds["style"]["enum"]), tuple(kinds["cue_kind"]["enum"])) == (STYLES, CUE_KINDS)
    assert tuple(kinds["source_kind"]["enum"]) == SOURCE_KINDS
    assert tuple(SCHEMA["$defs"]["block"]["properties"]["role"]["enum"]) == ROLES
    assert tuple(SCHEMA["$defs"]["actor"]["properties"]["kind"]["enum"]) == get_args(ActorKind)
    assert tuple(SCHEMA["$defs"]["timex"]["properties"]["kind"]["enum"]) == get_args(TimexKind)
    assert tuple(SCHEMA["$defs"]["place"]["properties"]["role"]["enum"]) == get_args(PlaceRole)
    basis = Hop.__annotations__["basis"]
    assert tuple(SCHEMA["$defs"]["hop"]["properties"]["basis"]["enum"]) == get_args(basis)


@pytest.mark.parametrize(
    "break_it",
    [
        lambda plain: plain.pop("mentions"),
        lambda plain: plain.update(schema="sayso/analysis/2"),
        lambda plain: plain["sentences"].append([1]),
        lambda plain: plain["attributions"][0].update(style="shouted"),
        lambda plain: plain["attributions"][0].pop("polarity"),
        lambda plain: plain["attributions"][0]["cue"].clear(),
        lambda plain: plain["claims"][0]["chain"][0].update(basis="guessed"),
        lambda plain: plain["document"].update(text=None),
    ],
)
def test_what_does_not_fit_is_refused(break_it: Any) -> None:
    plain = json.loads(dumps(a_story()))
    break_it(plain)
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(plain)
