"""The graph behind a claim, the tree of who had it from whom, and the founding page as the worked example."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.linking.told import joined, told

import sayso
from sayso.linking.claim_profiles import ClaimProfile, profile_claims
from sayso.linking.discrepancies import find_discrepancies
from sayso.linking.family_tree import TreeRow, who_had_it_from_whom
from sayso.linking.origins import count_origins, say_origins
from sayso.linking.provenance import Provenance, trace_provenance

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "examples"
needs_examples = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the shared examples are not beside this checkout")
#: What of the founding page is about the secret offer.
OFFER = (
    "Hezbollah Defies Alleged Secret US Offer",
    "to offer to pull US forces out of Syria in exchange for a withdrawal of Iranian advisers",
    "allegedly proposed by US officials during the meeting in June",
    "an alleged secret US offer to withdraw from the Arab Republic",
)


def edges(graph: Provenance) -> set[tuple[str, str, str]]:
    return {(edge.left, edge.right, edge.kind) for edge in graph.edges}


def drawn(rows: tuple[TreeRow, ...]) -> list[str]:
    return ["  " * row.depth + row.name for row in rows]


# --- the graph ---


def test_a_copy_of_a_page_that_cites_a_paper_that_heard_a_speaker() -> None:
    first = told("Gazette", "@Lantern", "Ilse Hartog", page="p1")
    copy = told("Courier", page="p2", day="2031-05-03")
    graph = trace_provenance([first, copy], [joined("copy", copy, first)])
    assert edges(graph) == {
        ("page:p1", "house:gazette", "published_by"),
        ("page:p2", "house:courier", "published_by"),
        ("page:p1", "house:lantern", "credits"),
        ("house:lantern", "name:ilse hartog", "credits"),
        ("page:p2", "page:p1", "copied_from"),
    }
    assert graph.roots == ("name:ilse hartog",)


def test_where_one_spoke_is_an_edge_of_its_own() -> None:
    graph = trace_provenance([told("Gazette", "Ilse Hartog", channel="Evening Post", page="p1")], [])
    assert ("page:p1", "house:evening post", "via") in edges(graph)


def test_every_edge_says_why_and_has_its_claim() -> None:
    first, other = told("Gazette", "~officials"), told("Lantern", "~officials")
    graph = trace_provenance([first, other], [joined("same_utterance", first, other, words=("we will", "we will"))])
    assert {node.kind for node in graph.nodes} == {"page", "outlet", "anonymous", "utterance"}
    assert all(edge.words.endswith(".") and edge.claim for edge in graph.edges)


def test_the_owner_of_a_house_has_a_source_and_counts_nothing() -> None:
    claims = [told("BBC News"), told("Gazette")]
    with_owner = [edge for edge in trace_provenance(claims, []).edges if edge.kind == "owned_by"]
    assert all("(" in edge.words and edge.claim is None for edge in with_owner)
    assert count_origins(claims, []).at_most == 2


def test_a_republished_page_stands_with_two_houses() -> None:
    claim = replace(told("Gazette", "Ilse Hartog", page="p1"), page_house="house:archive")
    assert ("page:p1", "house:archive", "republished_by") in edges(trace_provenance([claim], []))


# --- the tree ---


def test_who_had_it_from_whom() -> None:
    heard = told("Lantern", "Ilse Hartog", day="2031-05-01")
    cites, copy = told("Gazette", "@Lantern", day="2031-05-02"), told("Courier", day="2031-05-03")
    alone = told("Evening Post", day="2031-05-04")
    rows = who_had_it_from_whom(trace_provenance([alone, copy, cites, heard], [joined("copy", copy, cites)]))
    assert drawn(rows) == [
        "Ilse Hartog",
        "  Lantern (2031-05-01)",
        "    Gazette (2031-05-02)",
        "      Courier (2031-05-03)",
        "Evening Post",
        "  Evening Post (2031-05-04)",
    ]
    assert rows[3].words == "Courier (2031-05-03) copies the text of Gazette (2031-05-02)."


def test_a_house_that_is_cited_and_has_no_page_has_a_row() -> None:
    rows = who_had_it_from_whom(trace_provenance([told("Gazette", "@Lantern", "~officials")], []))
    assert drawn(rows) == ["officials", "  Lantern", "    Gazette (2031-05-02)"]


def test_a_circle_is_shown_once() -> None:
    rows = who_had_it_from_whom(trace_provenance([told("Gazette", "@Lantern"), told("Lantern", "@Gazette")], []))
    assert sorted(row.name for row in rows if row.kind == "page") == ["Gazette (2031-05-02)", "Lantern (2031-05-02)"]


some_claims = st.lists(
    st.builds(
        lambda house, chain, page: told(house, *chain, page=page, document="d" + page[1:]),
        st.sampled_from(["Gazette", "Lantern", "Courier", None]),
        st.lists(st.sampled_from(["Ilse Hartog", "~officials", "@Lantern", "@Courier", "@Radio Sund", "?"]), max_size=2),
        st.sampled_from([f"p{n}" for n in range(5)]),
    ),
    max_size=8,
)


@given(some_claims, st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=4))
def test_the_tree_shows_each_page_once_and_every_root(claims: list[ClaimProfile], copies: list[tuple[int, int]]) -> None:
    links = [joined("copy", f"d{left}", f"d{right}") for left, right in copies if left != right]
    graph = trace_provenance(claims, links)
    rows = who_had_it_from_whom(graph)
    assert sorted(row.page for row in rows if row.page) == sorted({claim.page for claim in claims})
    assert sum(row.kind == "root" for row in rows) == len(graph.roots)
    assert {edge.right for edge in graph.edges} | {edge.left for edge in graph.edges} <= {node.id for node in graph.nodes}


# --- the founding page ---


def careful() -> list[ClaimProfile]:
    """What a careful editor enters of the secret offer."""
    facts = json.loads((EXAMPLES / "damascus-offer.expected.json").read_text(encoding="utf-8"))
    return [entered(number, facts, claim) for number, claim in enumerate(facts["claims"]) if claim["key"] in OFFER]


def entered(number: int, facts: dict[str, Any], claim: dict[str, Any]) -> ClaimProfile:
    signs = {"Lebanese media": "~", "Al Akhbar": "@", "unnamed": "?"}
    sources = [f"{signs[names[0]]}{names[0]}" if names[0] != "unnamed" else "?" for names in claim["chain"]]
    made = told(
        facts["document"]["publisher"][0], *sources, day="2018-09-04", page="p", document="d", at=1000 * number,
        words=claim["key"], hedges=tuple(claim.get("hedges", ())), certainty=claim.get("certainty", "certain"),
        role="body" if claim["chain"] else "headline",
    )  # fmt: skip
    return replace(made, page_house="outlets:globalsecurity", title=facts["document"]["title"])


@pytest.mark.shared
@needs_examples
def test_the_secret_offer_has_one_origin_or_two_and_ends_in_media_at_large() -> None:
    claims = careful()
    assert len(claims) == 4
    found = count_origins(claims, [])
    assert (found.pages, found.publishers, found.at_least, found.at_most) == (1, 1, 1, 2)
    assert {root.name for root in found.roots} == {"Lebanese media", "Al Akhbar"}
    assert say_origins(found) == "between 1 and 2 independent origins found, 0 pages name no source"
    assert {reason.rule for reason in found.reasons} >= {"same_page", "untraced"}
    assert [one.right_words for one in find_discrepancies(claims, [])] == ["Lebanese media"]


@pytest.mark.shared
@needs_examples
def test_the_graph_of_the_secret_offer() -> None:
    graph = trace_provenance(careful(), [])
    assert ("page:p", "outlets:globalsecurity", "republished_by") in edges(graph)
    assert any(left == "page:p" and kind == "credits" and "akhbar" in right for left, right, kind in edges(graph))
    rows = drawn(who_had_it_from_whom(graph))
    assert len([row for row in rows if "Sputnik" in row]) == 1


@pytest.mark.bundle
@pytest.mark.shared
@needs_examples
@pytest.mark.parametrize("page", ["damascus-offer.txt", "page-damascus-offer.html"])
def test_the_founding_page_as_it_is_read(page: str) -> None:
    analysis = sayso.read(str(EXAMPLES / page)).analysis
    text = analysis.document.text
    places = [(text.index(key), text.index(key) + len(key)) for key in OFFER]
    claims = [
        claim
        for claim in profile_claims(analysis)
        if any(span.start < end and start < span.end for span in claim.claim.contents for start, end in places)
        and not any("Qassem" in (hop.hop.name or "") for hop in claim.hops)
    ]
    found = count_origins(claims, [])
    assert (found.pages, found.publishers, found.texts) == (1, 1, 1)
    assert found.at_least == 1
    assert 2 <= found.at_most <= 3
    assert "Lebanese media" in {root.name for root in found.roots}
