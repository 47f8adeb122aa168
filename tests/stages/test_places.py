"""Places of a text: which one is meant, and what it is named for."""

import re
from dataclasses import replace
from itertools import pairwise
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factory import attribution, document
from tests.trees import words

from sayso.records import Analysis, Block, Mention, MentionKind, Place, Publisher, Span, Tags
from sayso.stages.places import PLACES, find_places

KINDS: dict[str, MentionKind] = {"": "place", "people": "norp", "body": "org", "media": "media", "person": "person"}
MARK = re.compile(r"\[([^\]|]+)(?:\|(\w+))?\]")


def marked(text: str, **changes: Any) -> Analysis:
    """An analysis of a text whose mentions are in brackets: "[Moscow]", "[Bank of England|body]"."""
    plain, mentions, end = "", [], 0
    for match in MARK.finditer(text):
        plain += text[end : match.start()]
        span = Span(len(plain), len(plain) + len(match[1]))
        mentions.append(Mention(f"m{span.start}", span, KINDS[match[2] or ""], None, 1.0))
        plain += match[1]
        end = match.end()
    plain += text[end:]
    changes.setdefault("publisher", None)
    return Analysis(document(plain, **changes), mentions=tuple(mentions))


def found(analysis: Analysis) -> dict[str, Place]:
    """Places by their words; of several with the same words the last."""
    return {place.span.of(analysis.document.text): place for place in find_places(analysis).places}


def one(text: str, **changes: Any) -> Place:
    return list(found(marked(text, **changes)).values())[-1]


def region(place: Place) -> tuple[str | None, int | None]:
    return place.territory, place.geonameid


BIRMINGHAM, BIRMINGHAM_ALABAMA, PARIS, PARIS_TEXAS, LONDON, LONDON_ONTARIO = (
    2655603,
    4049979,
    2988507,
    4717560,
    2643743,
    6058560,
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A fire in [Birmingham].", ("GB", BIRMINGHAM)),
        ("A fire in [Birmingham], [Ala.].", None),
        ("A fire in [Birmingham, Alabama].", None),
        ("A fire in [Paris].", ("FR", PARIS)),
        ("A fire in [London].", ("GB", LONDON)),
    ],
)
def test_size_decides_where_nothing_else_does(text: str, place: tuple[str, int] | None) -> None:
    first = find_places(marked(text)).places[0]
    assert region(first) == (place or ("US", BIRMINGHAM_ALABAMA))


def test_the_region_behind_a_comma_holds_for_the_rest_of_the_document() -> None:
    places = find_places(marked("A storm hit [Paris], [Texas]. In [Paris] two people died.")).places
    assert [region(place) for place in (places[0], places[2])] == [("US", PARIS_TEXAS)] * 2


def test_countries_of_the_same_document_and_its_outlet_decide_between_namesakes() -> None:
    text = "[Canada] is cold. The [Canadian|people] town of [London], in [Ontario], is not."
    assert region(found(marked(text))["London"]) == ("CA", LONDON_ONTARIO)
    local = Publisher("The Times", "los-angeles-times", "json-ld")
    text = "Police in [Birmingham] spoke. The [U.S.] is large. [Americans|people] know."
    assert found(marked(text, publisher=local))["Birmingham"].territory == "US"


def test_georgia_is_the_country_unless_the_document_is_about_the_state() -> None:
    assert one("They met in [Georgia].").territory == "GE"
    assert one("[Atlanta] is hot. It is the capital of [Georgia].").territory == "US"
    assert one("[Tbilisi] is hot. It is the capital of [Georgia].").territory == "GE"


def test_a_name_of_many_towns_is_only_their_territory() -> None:
    place = one("[Springfield] was quiet.")
    assert (place.territory, place.geonameid, place.lat, place.level) == ("US", None, None, "territory")


def test_an_unknown_name_is_kept_without_a_place() -> None:
    place = one("They met in [Qwertyford].")
    assert (place.territory, place.geonameid, place.level, place.role) == (None, None, None, "event")


@pytest.mark.parametrize("name", ["Donetsk", "Simferopol", "Jerusalem", "Stepanakert"])
def test_a_city_that_several_claim_has_a_point_and_no_territory(name: str) -> None:
    place = one(f"Shots were heard in [{name}].")
    assert place.territory is None
    assert place.lat is not None
    assert place.level == "city"


@pytest.mark.parametrize(
    ("text", "territory", "level"),
    [
        ("It rained in [northern Syria].", "SY", "territory"),
        ("It rained in [Idlib] province.", "SY", "region"),
        ("It rained in [Idlib province].", "SY", "region"),
        ("It rained near [Damascus airport].", "SY", "other"),
        ("It rained over the [Red Sea].", None, "other"),
        ("It rained in [Crimea].", None, "region"),
        ("It rained in [Los Angeles County].", "US", "region"),
        ("It rained in [eastern Aleppo].", "SY", "city"),
    ],
)
def test_a_place_is_no_more_exact_than_its_words(text: str, territory: str | None, level: str) -> None:
    place = one(text)
    assert (place.territory, place.level) == (territory, level)
    if level in ("region", "other"):
        assert place.geonameid is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("[Damascus] said it would not come.", "actor_metonym"),
        ("[Moscow] has repeatedly denied it.", "actor_metonym"),
        ("The ship sank, [Ankara] said.", "actor_metonym"),
        ("[France] threatened to leave.", "actor_metonym"),
        ("The talks with [Tehran] failed.", "actor_metonym"),
        ("Ties between Warsaw and [Minsk] are bad.", "actor_metonym"),
        ("[Turkey]'s refusal surprised them.", "actor_metonym"),
        ("The [Kremlin] was silent.", "actor_metonym"),
        ("[Moscow] was covered in snow.", "mentioned"),
        ("The mayor of [Moscow] said so.", "mentioned"),
        ("People in [Moscow] said so.", "event"),
        ("The [Syrian|people] army fired.", "nationality_modifier"),
        ("[Syrians|people] fled.", "nationality_modifier"),
        ("[U.S.] officials agreed.", "nationality_modifier"),
        ("They bombed [Aleppo].", "event"),
        ("A bomb went off in [Aleppo].", "event"),
        ("Speaking in [Berlin], she agreed.", "statement"),
        ("He told reporters in [Geneva] that it was over.", "statement"),
        ("At a news conference in [Cairo], he resigned.", "statement"),
        ("She likes [Aleppo].", "mentioned"),
        ("The [European Union] imposed tariffs.", "actor_metonym"),
        ("They agreed in the [European Union].", "mentioned"),
    ],
)
def test_roles_without_a_tree_follow_the_words_around(text: str, role: str) -> None:
    assert one(text).role == role


@pytest.mark.parametrize(
    ("text", "words", "territory", "role"),
    [
        ("The [University of Oslo|body] agreed.", "Oslo", "NO", "institution_part"),
        ("The [Bank of England|body] agreed.", "England", "GB", "institution_part"),
        ("The [U.S. Army|body] agreed.", "U.S.", "US", "nationality_modifier"),
        ("The [Syrian Observatory|body] agreed.", "Syrian", "SY", "nationality_modifier"),
        ("The [New York Times|media] agreed.", "New York", "US", "outlet"),
    ],
)
def test_a_place_in_a_longer_name_is_a_part_of_it(text: str, words: str, territory: str, role: str) -> None:
    place = found(marked(text))[words]
    assert (place.territory, place.role) == (territory, role)


def test_a_place_in_the_name_of_a_person_is_none() -> None:
    assert not found(marked("[Jordan Chad|person] and [London Paris|person] agreed. turkey was eaten by us."))


def test_what_the_tagger_missed_is_found_among_territories_and_peoples_only() -> None:
    places = found(marked("Syrian troops left Iraq for Qwertyford. Jordan scored. The US won. Tell us."))
    assert {words: place.territory for words, place in places.items()} == {"Syrian": "SY", "Iraq": "IQ", "US": "US"}


@pytest.mark.parametrize(
    ("text", "words", "territory"),
    [
        ("[South] [Korea|body] agreed.", "South Korea", "KR"),
        ("The [White] [House|body] agreed.", "White House", "US"),
        ("[Los Angeles] [County|body] agreed.", "Los Angeles County", "US"),
    ],
)
def test_a_name_that_the_tagger_cut_in_two_is_one(text: str, words: str, territory: str) -> None:
    assert [(name, place.territory) for name, place in found(marked(text)).items()] == [(words, territory)]


def test_a_capital_is_no_person_unless_somebody_bears_its_name() -> None:
    assert found(marked("[Damascus|person] said so."))["Damascus"].role == "actor_metonym"
    assert not found(marked("[Ana Berlin|person] came. [Berlin|person] said so. [Georgia|person] agreed."))


def test_a_capital_that_acts_is_the_government_and_one_where_things_happen_is_a_city() -> None:
    government, city = one("[Damascus] denied it."), one("It rained in [Damascus].")
    assert (government.level, city.level) == ("territory", "city")
    assert government.territory == city.territory == "SY"


@pytest.mark.parametrize("name", ["Brussels", "Jerusalem", "Tripoli"])
def test_a_capital_of_two_governments_that_acts_is_left_open(name: str) -> None:
    place = one(f"[{name}] denied it.")
    assert (place.territory, place.level, place.role) == (None, None, "actor_metonym")


def test_the_source_of_an_attribution_is_a_government_whatever_the_words_around() -> None:
    analysis = marked("The road is closed, according to [Damascus].")
    text = analysis.document.text
    spans = [
        Span(text.index(part), text.index(part) + len(part)) for part in ("Damascus", "according to", "The road is closed")
    ]
    said = replace(analysis, attributions=(attribution(text, analysis.document.id, *spans),))
    assert found(said)["Damascus"].role == "actor_metonym"


def test_a_place_in_what_is_said_is_not_where_it_was_said() -> None:
    analysis = marked("She said the trial in [Berlin] was over.")
    text = analysis.document.text
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in ("She", "said", "the trial in Berlin was over")]
    said = replace(analysis, attributions=(attribution(text, analysis.document.id, *spans),))
    assert found(said)["Berlin"].role == "event"


def test_the_tree_decides_where_there_is_one() -> None:
    analysis = marked("Officials in [Texas] said the raid in [Lima] failed.")
    text = analysis.document.text
    heads = (
        "Officials/said/subj in/Texas/mark Texas/Officials/nmod said//root the/raid/mod raid/failed/subj in/Lima/mark "
        "Lima/raid/nmod failed/said/ccomp ./said/punct"
    )
    notation = heads.replace("in/Lima", "in/Lima")
    places = found(replace(analysis, tags=Tags(words=words(text, notation))))
    assert places["Lima"].role == "event"
    assert places["Texas"].role in ("event", "mentioned")


@pytest.mark.parametrize(
    ("text", "name", "territory"),
    [
        ("BEIRUT, Sept. 4 (Reuters) - It rained.", "BEIRUT", "LB"),
        ("LONDON, Ontario (AP) -- It rained.", "LONDON", "CA"),
        ("WASHINGTON — It rained.", "WASHINGTON", "US"),
        ("MIAMI _ It rained.", "MIAMI", "US"),
    ],
)
def test_a_dateline_names_a_place(text: str, name: str, territory: str) -> None:
    for blocks in ((Block(Span(0, len(text)), "body"),), (Block(Span(0, text.index("It")), "dateline"),)):
        place = found(marked(text, blocks=blocks))[name]
        assert (place.territory, place.role) == (territory, "dateline")


def test_a_dateline_below_a_headline_is_one_too() -> None:
    places = found(marked("Rain in the capital\n\nLIMA, Peru (AP) -- It rained."))
    assert places["LIMA"].role == "dateline"


def test_a_tongue_is_no_nationality() -> None:
    assert not found(marked("A [Spanish|people]-language paper. [Russian|people] speakers. Polish-speaking guides."))


def test_the_dateline_votes() -> None:
    text = "MADRID (Reuters) - Police in [Cordoba] and [Valencia] made arrests."
    assert {place.territory for place in find_places(marked(text)).places} == {"ES"}


def test_places_are_in_text_order_and_never_overlap() -> None:
    text = "[Moscow] said [Ukrainian|people] troops left [Kharkiv], [Ukraine], for [New York Times|media] [Paris, Texas]."
    places = find_places(marked(text)).places
    assert len(places) > 5
    assert all(left.span.end <= right.span.start for left, right in pairwise(places))


def test_a_text_without_names_has_no_places() -> None:
    assert find_places(Analysis(document("it rained."))).places == ()
    assert find_places(Analysis(document(""))).places == ()


def test_it_says_what_it_needs_and_gives() -> None:
    assert PLACES.gives == ("places",)
    assert set(PLACES.needs) <= {"document", "tags", "mentions", "attributions"}


PIECES = st.sampled_from(
    ["Moscow", "the U.S.", "Syrian", "Paris", "Texas", "said", "in", ",", "(", ".", " ", "-", "’s", "'s", "Georgia", "and",
     "of", "The", "\n", "—", "U", "🦊", "Ky.", "province", "Å", "A" * 30]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40), st.data())
def test_any_text_with_any_mentions_has_places_inside_it(pieces: list[str], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(["", " "])).join(pieces)
    ends = st.integers(0, len(text))
    spans = [Span(min(pair), max(pair)) for pair in data.draw(st.lists(st.tuples(ends, ends), max_size=8))]
    kinds = st.sampled_from(sorted(KINDS.values()))
    mentions = tuple(Mention(f"m{n}", span, data.draw(kinds), None, 0.7) for n, span in enumerate(sorted(spans)))
    places = find_places(replace(Analysis(document(text)), mentions=mentions)).places
    assert all(0 <= place.span.start < place.span.end <= len(text) for place in places)
    assert all(left.span.end <= right.span.start for left, right in pairwise(places))
    assert all(0 <= place.score <= 1 for place in places)


@pytest.mark.parametrize("unit", ["A", "A-", "A ", "Moscow, ", "Paris, Texas ", "the ", "U.S.", "A’", "In Syria, "])
def test_long_texts_take_time_in_proportion(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begun = perf_counter()
        find_places(Analysis(document(text)))
        return perf_counter() - begun

    seconds(4_000)
    assert seconds(80_000) < max(20 * 6 * seconds(4_000), 2.0)
