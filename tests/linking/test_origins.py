"""How many stand behind a claim: the rules, one by one, and what holds for any claims at all."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.told import joined, told

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.origins import count_origins, say_origins
from sayso.records import POLICIES, Actor, Origins, Policy, RecordLink, Span


def bounds(*claims: ClaimProfile, links: tuple[RecordLink, ...] = (), policy: Policy = "origins") -> tuple[int, int]:
    found = count_origins(claims, links, policy)
    return found.at_least, found.at_most


def rules(found: Origins) -> set[str]:
    return {reason.rule for reason in found.reasons}


def test_nothing_has_no_origin() -> None:
    assert bounds() == (0, 0)


def test_a_named_speaker_in_two_outlets_is_one_in_two_newsrooms() -> None:
    pages = told("Gazette", "Ilse Hartog"), told("Lantern", "Ilse Hartog")
    assert bounds(*pages) == (1, 1)
    assert bounds(*pages, policy="newsrooms") == (2, 2)
    assert bounds(*pages, policy="speakers") == (1, 1)
    assert "same_speaker" in rules(count_origins(pages, ()))


def test_two_named_speakers_are_two() -> None:
    assert bounds(told("Gazette", "Ilse Hartog"), told("Gazette", "Tomas Brek")) == (2, 2)


def test_joint_speakers_are_two_though_they_share_a_page() -> None:
    assert bounds(
        told("Gazette", "Ilse Hartog", page="p", document="d"), told("Gazette", "Tomas Brek", page="p", document="d")
    ) == (2, 2)


def test_a_title_makes_no_other_person() -> None:
    assert bounds(told("Gazette", "Mayor Ilse Hartog"), told("Lantern", "Ilse Hartog")) == (1, 1)


def test_a_surname_alone_may_be_the_full_name() -> None:
    assert bounds(told("Gazette", "Ilse Hartog"), told("Lantern", "Hartog")) == (1, 2)


def test_two_unnamed_officials_in_two_outlets_are_one_to_two() -> None:
    pages = told("Gazette", "~US officials"), told("Lantern", "~US officials")
    found = count_origins(pages, ())
    assert (found.at_least, found.at_most) == (1, 2)
    assert "anonymous" in rules(found)


def test_two_pages_of_one_outlet_with_its_officials_are_one() -> None:
    assert bounds(told("Gazette", "~US officials"), told("Gazette", "~two senior US officials")) == (1, 1)


def test_unnamed_sources_of_two_countries_are_two() -> None:
    assert bounds(told("Gazette", "~US officials"), told("Lantern", "~an Iranian diplomat")) == (2, 2)


def test_a_witness_is_no_official() -> None:
    assert bounds(told("Gazette", "~officials"), told("Lantern", "~two witnesses")) == (2, 2)


def test_an_unnamed_official_may_be_the_one_who_is_named() -> None:
    assert bounds(told("Gazette", "Ilse Hartog"), told("Lantern", "~a port official")) == (1, 2)


def test_an_assertion_without_a_source_counts_in_the_upper_bound_alone() -> None:
    found = count_origins((told("Gazette", "Ilse Hartog"), told("Lantern")), ())
    assert (found.at_least, found.at_most) == (1, 2)
    assert len(found.untraced) == 1
    assert "untraced" in rules(found)


def test_assertions_without_any_source_are_at_least_one() -> None:
    found = count_origins((told("Gazette"), told("Lantern"), told("Courier")), ())
    assert (found.at_least, found.at_most) == (1, 3)
    assert len(found.untraced) == 3


def test_a_headline_leans_on_the_body_of_its_page() -> None:
    found = count_origins((told("Gazette", page="p", document="d"), told("Gazette", "Ilse Hartog", page="p", document="d")), ())
    assert (found.at_least, found.at_most, found.pages) == (1, 1, 1)
    assert found.untraced == ()
    assert "same_page" in rules(found)


def test_a_headline_that_only_describes_whom_the_body_names_is_no_source_of_its_own() -> None:
    head = told("Gazette", "~officials", page="p", document="d", role="headline")
    assert bounds(head, told("Gazette", "Ilse Hartog", page="p", document="d")) == (1, 1)
    assert bounds(head) == (1, 1)


def test_the_headline_of_a_copy_has_it_from_the_text_that_was_copied() -> None:
    first, head = told("Gazette", "~officials"), told("Lantern", "~officials", role="headline", at=0)
    link = joined("copy", head, first, rule="same words", spans=(Span(100, 900), Span(100, 900)))
    assert bounds(first, head, links=(link,)) == (1, 1)


def test_a_hint_of_a_rewriting_joins_those_who_are_described_alike_and_nothing_else() -> None:
    first, other, silent = told("Gazette", "~two officials"), told("Lantern", "~officials"), told("Courier")
    links = tuple(joined("rewrite", one, first, score=0.3) for one in (other, silent))
    assert bounds(first, other, links=links) == (1, 1)
    assert bounds(first, silent, links=links) == (1, 2)


def test_versions_of_a_page_are_one_page() -> None:
    found = count_origins((told("Gazette", page="p"), told("Gazette", "Ilse Hartog", page="p")), ())
    assert (found.pages, found.at_least, found.at_most) == (1, 1, 1)


def test_a_copy_adds_nothing() -> None:
    first, copy = told("Gazette", "Ilse Hartog"), told("Lantern", day="2031-05-03")
    found = count_origins((first, copy), (joined("copy", copy, first),))
    assert (found.texts, found.at_least, found.at_most) == (1, 1, 1)
    assert "near_copy" in rules(found)
    assert found.untraced == ()


def test_what_a_copy_adds_is_its_own() -> None:
    first, copy = told("Gazette", "Ilse Hartog"), told("Lantern", "Tomas Brek")
    assert bounds(first, copy, links=(joined("copy", copy, first),)) == (2, 2)


def test_words_outside_of_what_was_copied_are_not_inherited() -> None:
    first, copy = told("Gazette", "~officials", document="d1"), told("Lantern", "~residents", document="d2", at=900)
    link = joined("copy", copy, first, spans=(Span(0, 800), Span(0, 800)))
    assert bounds(first, copy, links=(link,)) == (2, 2)


def test_two_copies_of_a_text_that_is_not_here_are_one() -> None:
    pages = told("Gazette"), told("Lantern")
    links = tuple(joined("copy", page, "dwire") for page in pages)
    assert bounds(*pages, links=links) == (1, 1)


def test_a_doubtful_copy_joins_nothing() -> None:
    first, other = told("Gazette"), told("Lantern")
    assert bounds(first, other, links=(joined("copy", other, first, score=0.5),)) == (1, 2)
    assert bounds(first, other, links=(joined("copy", other, first, score=0.5, state="confirmed"),)) == (1, 1)


def test_pages_that_credit_one_agency_have_one_origin() -> None:
    pages = told("Gazette"), told("Lantern")
    links = tuple(joined("credits", page, "outlets:reuters") for page in pages)
    found = count_origins(pages, links)
    assert (found.at_least, found.at_most) == (1, 1)
    assert found.roots[0].kind == "outlet"
    assert "declares_source" in rules(found)


def test_whom_an_outlet_cites_is_found_on_that_outlets_own_page() -> None:
    pages = told("Gazette", "@Lantern"), told("Lantern", "Ilse Hartog")
    found = count_origins(pages, ())
    assert (found.at_least, found.at_most) == (1, 1)
    assert [root.name for root in found.roots] == ["Ilse Hartog"]


def test_an_outlet_whose_page_is_not_here_is_one_root_for_all_who_cite_it() -> None:
    found = count_origins((told("Gazette", "@Lantern"), told("Courier", "@Lantern")), ())
    assert (found.at_least, found.at_most) == (1, 1)
    assert found.roots[0].kind == "outlet"


def test_officials_through_a_paper_are_those_of_the_paper() -> None:
    pages = (
        told("Gazette", "@Lantern", "~officials"),
        told("Lantern", "~a senior official"),
        told("Courier", "~officials", channel="Lantern"),
    )
    assert bounds(*pages) == (1, 1)


def test_a_speaker_met_through_a_broadcaster_is_one_speaker() -> None:
    pages = told("Gazette", "@Radio Sund", "Ilse Hartog"), told("Courier", "Ilse Hartog", channel="Evening Post")
    assert bounds(*pages) == (1, 1)


def test_media_at_large_may_be_the_paper_that_is_named() -> None:
    assert bounds(told("Gazette", "@Lantern"), told("Courier", "~local media")) == (1, 2)


def test_a_hedge_behind_a_named_speaker_leaves_the_speaker() -> None:
    assert bounds(told("Gazette", "Ilse Hartog", "?"), told("Lantern", "Ilse Hartog")) == (1, 1)


def test_houses_that_cite_each_other_are_one_unknown_origin() -> None:
    found = count_origins((told("Gazette", "@Lantern"), told("Lantern", "@Gazette")), ())
    assert (found.at_least, found.at_most) == (1, 1)


def test_the_same_quoted_words_have_one_speaker() -> None:
    left, right = told("Gazette", "~an official", style="direct"), told("Lantern", "Ilse Hartog", style="direct")
    found = count_origins((left, right), (joined("same_utterance", left, right),))
    assert (found.at_least, found.at_most) == (1, 1)


def test_two_who_are_named_for_one_quotation_stay_two() -> None:
    left, right = told("Gazette", "Tomas Brek"), told("Lantern", "Ilse Hartog")
    assert bounds(left, right, links=(joined("same_utterance", left, right),)) == (2, 2)


def test_actors_that_a_sure_link_joins_are_one() -> None:
    one, other = (Actor(f"r{n}", name, (name,), "person") for n, name in enumerate(("Naim Qassem", "Naeem Kasem")))
    pages = told("Gazette", "Naim Qassem", actor=one), told("Lantern", "Naeem Kasem", actor=other)
    assert bounds(*pages) == (2, 2)
    assert bounds(*pages, links=(joined("same_actor", "r0", "r1", score=0.65),)) == (1, 2)
    assert bounds(*pages, links=(joined("same_actor", "r0", "r1", state="confirmed", score=0.65),)) == (1, 1)


def test_a_pronoun_is_whoever_it_was_read_as() -> None:
    her = Actor("r0", "Ilse Hartog", ("Ilse Hartog",), "person")
    assert bounds(told("Gazette", "Ilse Hartog", actor=her), told("Lantern", "Ilse Hartog")) == (1, 1)


def test_pages_of_unknown_houses_are_one_to_many() -> None:
    assert bounds(told(None), told(None), policy="outlets") == (1, 2)
    assert bounds(told("Gazette"), told(None), policy="outlets") == (1, 2)


def test_a_claim_that_may_say_the_same_counts_in_the_upper_bound_alone() -> None:
    sure, doubtful = told("Gazette", "Ilse Hartog"), told("Lantern", "Tomas Brek")
    again = told("Courier", "Ilse Hartog")
    found = count_origins([sure], (), perhaps=[doubtful, again])
    assert (found.at_least, found.at_most, found.pages) == (1, 2, 1)
    assert [reason.left for reason in found.reasons if reason.rule == "perhaps"] == [doubtful.claim.id]
    assert count_origins([sure], (), perhaps=[sure]) == count_origins([sure], ())


def test_the_words_never_give_one_number_alone() -> None:
    assert say_origins(count_origins((told("Gazette", "Ilse Hartog"), told("Lantern")), ())) == (
        "between 1 and 2 independent origins found, 1 page names no source"
    )
    assert say_origins(count_origins((told("Gazette", "Ilse Hartog"),), ())).startswith("at most 1 independent origin found")


# --- what always holds ---

HOUSES = ("Gazette", "Lantern", "Courier", None)
SOURCES = (
    "Ilse Hartog",
    "Tomas Brek",
    "Hartog",
    "~US officials",
    "~officials",
    "~witnesses",
    "@Lantern",
    "@Radio Sund",
    "?",
    "#the report",
)
one_claim = st.builds(
    lambda house, chain, page, day: told(house, *chain, page=page, document="d" + page[1:], day=day),
    st.sampled_from(HOUSES),
    st.lists(st.sampled_from(SOURCES), max_size=2),
    st.sampled_from([f"p{n}" for n in range(6)]),
    st.sampled_from(["2031-05-01", "2031-05-02", None]),
)
many_claims = st.lists(one_claim, min_size=1, max_size=8)
some_links = st.lists(
    st.builds(
        lambda kind, left, right, score: joined(kind, f"d{left}", f"d{right}", score=score),
        st.sampled_from(["copy", "same_utterance", "rewrite", "credits"]),
        st.integers(0, 6),
        st.integers(0, 6),
        st.sampled_from([0.4, 0.85, 1.0]),
    ).filter(lambda link: link.left != link.right),
    max_size=5,
)


@given(many_claims, some_links, st.sampled_from(POLICIES))
def test_the_bounds_are_bounds_and_every_reduction_has_its_reason(
    claims: list[ClaimProfile], links: list[RecordLink], policy: Policy
) -> None:
    found = count_origins(claims, links, policy)
    assert found.at_least <= found.at_most <= len(claims)
    assert all(0 <= root.at_least <= root.at_most == 1 for root in found.roots)
    assert found.at_least == sum(root.at_least for root in found.roots)
    if policy != "speakers":
        assert found.at_least >= (policy != "newsrooms")
    if policy == "origins":
        explained = {reason.left for reason in found.reasons}
        for root in found.roots:
            assert len([claim for claim in root.claims if claim not in explained]) <= root.at_least


@given(many_claims, many_claims, some_links, st.sampled_from(POLICIES))
def test_what_may_say_the_same_only_raises_the_upper_bound(
    claims: list[ClaimProfile], perhaps: list[ClaimProfile], links: list[RecordLink], policy: Policy
) -> None:
    found, wide = count_origins(claims, links, policy), count_origins(claims, links, policy, perhaps)
    assert (wide.pages, wide.texts, wide.at_least) == (found.pages, found.texts, found.at_least)
    assert wide.at_most >= found.at_most
    assert wide.at_most == sum(root.at_most for root in wide.roots)


@given(many_claims, some_links, st.randoms(use_true_random=False))
def test_the_order_of_claims_and_links_changes_nothing(
    claims: list[ClaimProfile], links: list[RecordLink], chance: object
) -> None:
    before = count_origins(claims, links)
    shuffled, others = list(claims), list(links)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    chance.shuffle(others)  # type: ignore[attr-defined]
    assert count_origins(shuffled, others) == before


@settings(max_examples=300)
@given(many_claims, some_links, st.data())
def test_a_copy_never_adds_an_origin(claims: list[ClaimProfile], links: list[RecordLink], data: st.DataObject) -> None:
    before = count_origins(claims, links)
    first = data.draw(st.sampled_from(claims))
    copied = [one for one in claims if one.claim.document == first.claim.document]
    house = data.draw(st.sampled_from(("Evening Post", None)))
    copies = []
    for one in copied:
        bare = told(house, page="pcopy", document="dcopy", day="2031-06-01")
        hops = (*bare.hops, *(hop for hop in one.hops if hop.hop.role == "source"))
        copies.append(replace(bare, hops=hops))
    after = count_origins([*claims, *copies], [*links, joined("copy", "dcopy", first.claim.document, score=1.0)])
    assert after.at_least <= before.at_least
    assert after.at_most <= before.at_most


@pytest.mark.parametrize("shape", ["star", "chain", "silent"])
def test_thousands_of_pages_are_counted_in_no_time(shape: str) -> None:
    pages = [told(f"House {n}", "Ilse Hartog" if n == 0 else "~officials" if shape == "chain" else "?") for n in range(3000)]
    targets = {"star": [0] * 3000, "chain": range(-1, 2999), "silent": []}[shape]
    links = [joined("copy", pages[n], pages[target]) for n, target in enumerate(targets) if n]
    found = count_origins(pages, links)
    assert (found.at_least, found.at_most) == ((1, 1) if links else (1, 3000))
