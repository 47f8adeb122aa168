"""Pasted text: which lines are story, and what the others are there for."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.extracted import BLOCK_BREAK, Extracted
from sayso.reading.plain import extract_plain
from sayso.records import Role

EXAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "examples"

PASTED = """
Skip to content

Support our newsroom - make a donation today!

Harbour and Coast

Port Ansel Shuts Its Ferry Bridge for Two Winters

Northern Wire Agency

08:15 12.11.2024

Port Ansel's council voted on Monday to close the old ferry bridge for two winters, officials told the Gazette.

"We have boats," said Mayor Ilse Hartog. "And we have people."

Shops on the island
A survey found that two in three shopkeepers expect to lose trade before the spring, according to the Fishers' Union.

Read more: Why the piers crack

"No," she said.

The engineers of the Dyke Guard* report again in March.

* A group banned in Norland and other countries.

(Reporting by Jan Bakker; Editing by Mira Sol)

Copyright 2024 Northern Wire. All rights reserved.

Sign up for our newsletter
"""


def roles_of(page: Extracted) -> dict[str, Role]:
    return {block.span.of(page.text): block.role for block in page.blocks}


def role_of(page: Extracted, beginning: str) -> Role:
    (role,) = {role for text, role in roles_of(page).items() if text.startswith(beginning)}
    return role


@pytest.mark.parametrize(
    ("beginning", "role"),
    [
        ("Skip to", "other"),
        ("Support our newsroom", "promo"),
        ("Harbour and Coast", "section"),
        ("Port Ansel Shuts", "headline"),
        ("Northern Wire Agency", "byline"),
        ("08:15", "dateline"),
        ("Port Ansel's council", "body"),
        ('"We have boats', "body"),
        ("Shops on the island", "subhead"),
        ("A survey", "body"),
        ("Read more", "promo"),
        ('"No,"', "body"),
        ("The engineers of", "body"),
        ("* A group", "disclaimer"),
        ("(Reporting by", "credit"),
        ("Copyright", "credit"),
        ("Sign up", "promo"),
    ],
)
def test_every_line_of_a_pasted_page_has_its_role(beginning: str, role: Role) -> None:
    assert role_of(extract_plain(PASTED), beginning) == role


def test_the_headline_is_the_title_and_says_where_it_stands() -> None:
    page = extract_plain(PASTED)
    (title,) = page.titles
    assert title.value == "Port Ansel Shuts Its Ferry Bridge for Two Winters"
    assert title.span is not None
    assert title.span.of(page.text) == title.value
    assert page.is_article


@pytest.mark.parametrize(
    "sentence",
    [
        "People who sign up for the army are promised a house, the ministry said on Friday.",
        "The group was banned in Norland last year, and its leaders fled.",
        "Read, the minister's lawyer, said the papers had been forged.",
        "Support for the plan fell to a third, according to the survey.",
        "Getty Images sued the company over the photographs, a court filing shows.",
        "By Monday evening the water had reached the church, neighbours said.",
    ],
)
def test_reporting_that_sounds_like_furniture_stays_story(sentence: str) -> None:
    page = extract_plain(
        f"The council met on Tuesday to hear what the engineers had found.\n\n{sentence}\n\nIt will meet again in May."
    )
    assert role_of(page, sentence[:12]) == "body"


def test_wrapped_lines_are_one_paragraph_and_lines_on_purpose_are_not() -> None:
    wrapped = (
        "The council of Port Ansel voted on Tuesday to close the old\n"
        "ferry bridge for two winters. Engineers had found cracks in\n"
        "three of its nine piers."
    )
    assert [block.span.of(page.text) for page in [extract_plain(wrapped)] for block in page.blocks] == [
        wrapped.replace("\n", " ")
    ]
    assert (
        len(extract_plain("Facebook\nTwitter\nThe ferries will run every ten minutes, the mayor said on Tuesday.").blocks) == 3
    )


def test_a_text_of_one_paragraph_is_all_body() -> None:
    page = extract_plain("The ferries will run every ten minutes, the mayor said on Tuesday.")
    assert [block.role for block in page.blocks] == ["body"]
    assert not page.titles


@pytest.mark.parametrize("text", ["", "\n\n", "Home\nNews\nSport", "12.11.2024"])
def test_a_text_without_a_sentence_is_no_article(text: str) -> None:
    page = extract_plain(text)
    assert not page.is_article
    assert page.reason == "there is no running text in it"


@given(st.text(max_size=600))
def test_blocks_hold_every_visible_character_in_order(text: str) -> None:
    page = extract_plain(text)
    assert BLOCK_BREAK.join(block.span.of(page.text) for block in page.blocks) == page.text
    assert all(left.span.end < right.span.start for left, right in zip(page.blocks, page.blocks[1:], strict=False))
    kept = "".join(page.text.split())
    assert [character for character in kept if character.isalnum()] == [character for character in text if character.isalnum()]


@pytest.mark.parametrize("text", ["a" * 300_000, "\n" * 300_000, "*" * 300_000, "1." * 150_000, "ab\n" * 30_000, "“" * 100_000])
def test_hostile_texts_are_read(text: str) -> None:
    assert extract_plain(text).text.count("\n\n\n") == 0


@pytest.mark.shared
@pytest.mark.skipif(
    not EXAMPLES.is_dir(), reason="the founding page is not part of the repository; ../shared/examples is missing"
)
def test_the_founding_text_is_read_as_a_careful_editor_would() -> None:
    page = extract_plain((EXAMPLES / "damascus-offer.txt").read_text("utf-8"))
    expected = json.loads((EXAMPLES / "damascus-offer.expected.json").read_text("utf-8"))["document"]
    roles = roles_of(page)
    by_role = {role: [text for text, own in roles.items() if own == role] for role in roles.values()}
    assert by_role["headline"] == [expected["title"]]
    assert by_role["section"] == [expected["section"]]
    assert by_role["byline"] == expected["publisher"][:1]
    assert by_role["dateline"] == ["19:59 04.09.2018"]
    assert by_role["disclaimer"] == expected["disclaimer"]
    assert all(text.startswith(wanted) for text, wanted in zip(by_role["promo"], expected["promo"], strict=True))
    assert len(by_role["body"]) == 8
    assert set(by_role) == {"headline", "section", "byline", "dateline", "disclaimer", "promo", "body"}
