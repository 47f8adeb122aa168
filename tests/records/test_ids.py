import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Span
from sayso.records.ids import (
    Occurrences,
    attribution_id,
    claim_id,
    digest,
    document_id,
    judgement_id,
    normalise_url,
    occurrence,
    page_id,
    sha256_of,
)


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_different_parts_never_share_a_digest(left: list[str], right: list[str]) -> None:
    assert (digest(*left) == digest(*right)) == (left == right)


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://Example.org:443/a#top", "https://example.org/a"),
        ("http://user:secret@example.org:80", "http://example.org/"),
        ("https://example.org/a?utm_source=x&id=7&fbclid=1", "https://example.org/a?id=7"),
        ("https://example.org/a?id=", "https://example.org/a?id="),
        ("https://example.org:8443/a b", "https://example.org:8443/a%20b"),
        ("https://[::1]:443/a", "https://[::1]/a"),
        ("/srv/pages/a b.html", "/srv/pages/a b.html"),
        ("https://[broken", "https://[broken"),
        ("The text of a paste: https://example.org/#x", "The text of a paste: https://example.org/#x"),
    ],
)
def test_a_url_loses_what_does_not_say_which_page_it_is(url: str, normal: str) -> None:
    assert normalise_url(url) == normal


@given(st.text())
def test_normalising_twice_changes_nothing_and_never_raises(url: str) -> None:
    assert normalise_url(normalise_url(url)) == normalise_url(url)


def test_two_addresses_of_one_page_are_one_page() -> None:
    assert page_id("https://example.org/a#x") == page_id("HTTPS://EXAMPLE.ORG/a?utm_medium=mail")


def test_a_changed_text_is_a_new_document_of_the_same_page() -> None:
    page = page_id("https://example.org/a")
    assert document_id(page, sha256_of("old")) != document_id(page, sha256_of("new"))


TEXT = "Fors said it held. Holt said it leaked."
FIRST, SECOND = (Span(5, 9),), (Span(24, 28),)


def test_an_attribution_is_its_cue_and_which_one_of_its_kind() -> None:
    assert attribution_id("d1", TEXT, FIRST) != attribution_id("d1", TEXT, SECOND)
    assert attribution_id("d1", TEXT, FIRST) != attribution_id("d2", TEXT, FIRST)


def test_words_put_in_front_change_no_id() -> None:
    moved = "A dam broke in spring. " + TEXT
    assert attribution_id("d1", TEXT, SECOND) == attribution_id("d1", moved, (Span(47, 51),))


def test_a_claim_is_its_contents_and_its_innermost_attribution() -> None:
    contents = (Span(10, 17),)
    assert claim_id("d1", "a1", TEXT, contents) != claim_id("d1", None, TEXT, contents)
    assert claim_id("d1", "a1", TEXT, contents) != claim_id("d1", "a1", TEXT, (Span(10, 12),))


def test_ids_say_what_they_are_of() -> None:
    ids = [page_id("x"), document_id("p", "s"), attribution_id("d", TEXT, FIRST), claim_id("d", None, TEXT, FIRST)]
    ids.append(judgement_id("c1", "accept", "ada", "2021-03-10T08:00:00Z"))
    assert [one[0] for one in ids] == list("pdacj")
    assert {len(one) for one in ids} == {25}


@given(st.text(st.sampled_from("ab "), max_size=30), st.data())
def test_counting_once_gives_the_same_numbers_as_counting_each_time(text: str, data: st.DataObject) -> None:
    counted = Occurrences(text)
    place = st.integers(0, len(text))
    for _ in range(4):
        start, end = sorted((data.draw(place), data.draw(place)))
        assert counted.before((Span(start, end),)) == occurrence(text, (Span(start, end),))
    assert counted.before(()) == occurrence(text, ()) == 0


def test_an_address_with_half_a_character_is_still_an_address() -> None:
    assert normalise_url("https://news.example/\ud800?utm_source=x&q=\ud800").startswith("https://news.example/%")
