"""Where a headline says more than the body below it, and where nothing is said."""

from dataclasses import replace
from typing import Any

import pytest
from tests.linking.told import told

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.headline_checks import check_heads
from sayso.records import Discrepancy

HEAD = "Gunmen kill five in raid on Harad market"
BODY = "gunmen killed five people in a raid on the market of Harad"


def head(words: str = HEAD, *sources: str, role: str = "headline", **changes: Any) -> ClaimProfile:
    made = told("Gazette", *sources, words=words, role=role, page="p", document="d", id="h", **changes)
    return replace(made, title=words if role == "headline" else "Another title")


def body(words: str = BODY, *sources: str, id: str = "b", **changes: Any) -> ClaimProfile:  # noqa: A002  the record's field
    return told("Gazette", *sources, words=words, page="p", document="d", id=id, at=100, **changes)


def check(*claims: ClaimProfile) -> list[Discrepancy]:
    return list(check_heads(claims))


def test_a_headline_without_the_source_of_its_body() -> None:
    (found,) = check(head(), body(BODY, "Samir Oduya"))
    assert (found.kind, found.left, found.right) == ("attribution_dropped", "h", "b")
    assert found.right_words == f"{BODY} (Samir Oduya)"


def test_a_standfirst_is_a_head_too() -> None:
    assert [one.kind for one in check(head(role="standfirst"), body(BODY, "Samir Oduya"))] == ["attribution_dropped"]


@pytest.mark.parametrize(
    "words",
    [
        "Police: gunmen kill five in raid on Harad market",
        "Gunmen kill five in raid on Harad market, Oduya says",
        "Gunmen 'kill five' in raid on Harad market",
        "Gunmen kill five in raid on Harad market – police",
        "Gunmen may have killed five in raid on Harad market",
        "Oduya's gunmen kill five in raid on Harad market",
    ],
)
def test_a_headline_that_shows_whose_word_it_is(words: str) -> None:
    assert check(head(words), body(BODY, "Samir Oduya")) == []


def test_a_source_that_stands_with_the_headline_itself() -> None:
    assert check(head(HEAD, "~police"), body(BODY, "Samir Oduya", attribution="b")) == []


def test_a_body_that_says_it_in_its_own_voice_anywhere() -> None:
    assert check(head(), body(BODY, "Samir Oduya"), body("five died in the raid on the market of Harad", id="b2")) == []


def test_a_body_about_something_else() -> None:
    assert check(head(), body("the market of Harad lies near the border", "Samir Oduya")) == []


def test_a_body_that_denies_what_the_headline_says() -> None:
    assert check(head(), body(f"it is not true that {BODY}", "Samir Oduya")) == []


def test_a_hedge_that_the_headline_leaves_out() -> None:
    told_so = body(f"allegedly {BODY}", "~prosecutors", hedges=("allegedly",), certainty="unknown")
    assert {one.kind for one in check(head(), told_so)} == {"attribution_dropped", "hedge_dropped"}
    assert check(head(certainty="possible", hedges=("may",)), body(BODY, certainty="possible", hedges=("may",))) == []


def test_a_number_without_its_bound() -> None:
    words = "Fifty gunmen killed in raid on Harad market"
    (found,) = check(head(words), body("as many as 50 gunmen were killed in a raid on Harad market"))
    assert (found.kind, found.left_words, found.right_words) == ("number_strengthened", "Fifty", "as many as 50")


def test_a_head_that_stands_in_the_body_again_is_compared_with_the_rest() -> None:
    again = body(HEAD, id="b2")
    assert [one.kind for one in check(head(), again, body(BODY, "Samir Oduya"))] == ["attribution_dropped"]
