"""Whose voice a claim ends with: names, descriptions, outlets, media at large, nobody."""

import pytest
from tests.linking.told import told

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.voices import Voice, content_words, find_voices, is_media_at_large
from sayso.records import Actor


def voice(claim: ClaimProfile, *others: ClaimProfile) -> Voice:
    return find_voices([claim, *others], []).of[claim.claim.id]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ilse Hartog", "speaker"),
        ("the Fishers' Union", "speaker"),
        ("the Syrian military", "speaker"),
        ("~US officials", "anonymous"),
        ("a port official in Damascus", "anonymous"),
        ("police", "anonymous"),
        ("#an Audit Office report", "document"),
        ("#a draft report", "anonymous"),
        ("@Lantern", "outlet"),
        ("Lebanese media", "outlet"),
        ("?", "untraced"),
    ],
)
def test_the_kind_of_a_voice(source: str, kind: str) -> None:
    assert voice(told("Gazette", source)).kind == kind


def test_without_a_source_nobody_speaks() -> None:
    assert voice(told("Gazette")) == Voice("untraced", None, None, frozenset(), None, ())


def test_an_outlet_has_its_key_whatever_is_said_of_it() -> None:
    assert voice(told("Gazette", "@Lebanon's Al Akhbar newspaper")).key == voice(told("Courier", "@Al Akhbar")).key


def test_a_name_that_is_a_publisher_here_is_an_outlet() -> None:
    cites = told("Gazette", "Al-Mizhar")
    assert voice(cites).kind == "speaker"
    assert voice(cites, told("Al-Mizhar")).kind == "outlet"


def test_the_houses_on_the_way_and_where_one_spoke() -> None:
    assert voice(told("Gazette", "@Lantern", "@Radio Sund", "Ilse Hartog")).houses == ("house:lantern", "house:radio sund")
    assert voice(told("Gazette", "Ilse Hartog", channel="Evening Post")).houses == ("house:evening post",)
    assert voice(told("Gazette", "Ilse Hartog", channel="Gazette")).houses == ()


def test_a_pronoun_is_the_actor_it_was_read_as() -> None:
    her = Actor("r1", "Ilse Hartog", ("Ilse Hartog",), "person")
    assert (
        voice(told("Gazette", "Ilse Hartog", actor=her)).key
        == voice(told("Lantern", "Ilse Hartog"), told("Gazette", "Ilse Hartog", actor=her)).key
    )


def test_the_country_of_a_description_and_us_is_a_pronoun() -> None:
    assert voice(told("Gazette", "~US officials")).country == "US"
    assert voice(told("Gazette", "~an Iranian diplomat")).country == "IR"
    assert voice(told("Gazette", "~two of us")).country is None


def test_what_a_description_says() -> None:
    assert content_words("two senior US officials") == content_words("a US official") == frozenset({"us", "official"})


@pytest.mark.parametrize(
    "name", ["Lebanese media", "media reports", "a local newspaper", "several news outlets", "state media"]
)
def test_media_at_large(name: str) -> None:
    assert is_media_at_large(name)


@pytest.mark.parametrize("name", ["Al Akhbar newspaper", "Reuters", "the media minister", "Port Gazette", "a media watchdog"])
def test_no_media_at_large(name: str) -> None:
    assert not is_media_at_large(name)
