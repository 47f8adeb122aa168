"""What of a document goes into its fingerprint, and what does not."""

from dataclasses import replace
from typing import Any

import pytest
from tests.factory import analysis, attribution, claim, document, hop, told_story
from tests.linking.prints import PARAGRAPHS, make_print, read_story

from sayso.linking.fingerprints import NUMBER, WORD, Fingerprint, fingerprint
from sayso.records import Actor, Analysis, Claim, Quotation, Span
from sayso.records.codec import from_plain, to_plain


def words_at(packed: bytes, text: str) -> list[str]:
    """The words that a fingerprint counts, cut out of the text."""
    return [text[start : start + length] for _, start, length in WORD.iter_unpack(packed)]


def test_it_survives_json() -> None:
    made = make_print(*PARAGRAPHS, credit="Vallis Wire", republisher="Paper Archive")
    assert from_plain(Fingerprint, to_plain(made)) == made


def test_quoted_words_stand_apart_with_their_places() -> None:
    read = read_story("The mayor said “no boat will sail” on Monday. She added: “We are sorry.”")
    made = fingerprint(read)
    text = read.document.text
    assert words_at(made.told, text) == ["The", "mayor", "said", "on", "Monday", "She", "added"]
    assert words_at(made.quoted, text) == ["no", "boat", "will", "sail", "We", "are", "sorry"]
    assert [first for (first,) in NUMBER.iter_unpack(made.turns)] == [0, 4]
    assert made.words == 14


@pytest.mark.parametrize(
    "role", ["headline", "caption", "pullquote", "subhead", "promo", "disclaimer", "credit", "byline", "other", "section"]
)
def test_what_is_not_the_story_has_no_part(role: Any) -> None:
    plain = make_print(PARAGRAPHS[0])
    framed = make_print(PARAGRAPHS[1], PARAGRAPHS[0], roles=[role])
    assert framed.body == plain.body
    assert len(framed.told) == len(plain.told)
    assert len(framed.paragraphs) == len(plain.paragraphs)


def test_a_post_that_is_embedded_counts_as_quoted() -> None:
    made = make_print(PARAGRAPHS[0], "We close the pier today, and nobody asked us.", roles=["body", "embed"])
    assert len(made.quoted) // WORD.size == 9
    assert made.body == make_print(PARAGRAPHS[0]).body


@pytest.mark.parametrize(
    "dateline", ["OSTMARK, May 2 (Reuters) - ", "OSTMARK (Reuters) — ", "OSTMARK — ", "( Reuters ) -- ", "OSTMARK, Vallis – "]
)
def test_a_dateline_in_the_text_is_cut_off(dateline: str) -> None:
    one, other = make_print(dateline + PARAGRAPHS[0]), make_print(PARAGRAPHS[0])
    assert one.body == other.body
    assert [row[0] for row in WORD.iter_unpack(one.told)] == [row[0] for row in WORD.iter_unpack(other.told)]


def test_an_agency_in_a_dateline_is_a_credit_and_a_bracket_that_is_no_house_is_story() -> None:
    (credit,) = make_print("OSTMARK (Reuters) - " + PARAGRAPHS[0]).credits
    assert (credit.house, credit.kind) == ("outlets:reuters", "dateline")
    aside = make_print("Three men (one of them a pilot) - all of them late - were there when the pier was closed.")
    assert aside.credits == ()
    assert aside.words == 18


def test_a_copyright_line_is_no_story() -> None:
    made = make_print(PARAGRAPHS[0], "© 2031 Vallis Wire. All rights reserved.", "Copyright 2031 Vallis Wire.")
    assert made.body == make_print(PARAGRAPHS[0]).body


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The MAYOR’s ﬁsh, “fresh”", "the mayor's fish fresh"),
        ("cafe\u00adteria opens", "cafeteria opens"),
        ("Straße  am\nHafen", "STRASSE".lower().replace("ss", "ß") + " am hafen"),
    ],
)
def test_spelling_that_only_looks_different_is_the_same(one: str, other: str) -> None:
    hashes = [
        {row[0] for packed in (made.told, made.quoted) for row in WORD.iter_unpack(packed)}
        for made in (make_print(one), make_print(other))
    ]
    assert hashes[0] == hashes[1]


def test_in_scripts_without_blanks_a_character_is_a_word() -> None:
    assert make_print("市長は船が来ると言った。").words == 11


def test_words_of_any_length_and_surrogates_are_taken() -> None:
    made = make_print("A" * 5000 + " b \ud800 \U0001f6a2 c")
    assert [length for _, _, length in WORD.iter_unpack(made.told)][:2] == [255, 1]


def test_a_text_without_blocks_is_all_story_and_an_empty_one_has_no_words() -> None:
    bare = replace(document("The pier is closed."), blocks=())
    assert fingerprint(Analysis(bare)).words == 4
    empty = fingerprint(Analysis(replace(document(""), blocks=())))
    assert (empty.words, empty.told, empty.paragraphs) == (0, b"", b"")


# --- houses ---


def test_a_house_does_not_credit_itself() -> None:
    assert make_print(PARAGRAPHS[0], house="Port Gazette", credit="The Port Gazette").credits == ()


def test_a_page_that_carries_anothers_copy_credits_it() -> None:
    made = make_print(PARAGRAPHS[0], house="Vallis Wire", republisher="Paper Archive")
    assert (made.house, made.page_house) == ("house:vallis wire", "house:paper archive")
    assert [(credit.house, credit.kind) for credit in made.credits] == [("house:vallis wire", "republished")]


def said_by(name: str, outlet: str | None, source_kind: Any, actor_kind: Any = None) -> Analysis:
    """A story whose claim has this party behind it."""
    made = analysis((name, "said", "the pier is closed"))
    text, own = made.document.text, made.document.id
    item = attribution(
        text, own, Span(0, len(name)), made.attributions[0].cue[0], made.attributions[0].contents[0], source_kind=source_kind
    )
    actor = Actor("r1", name, (name,), actor_kind) if actor_kind else None
    source = replace(hop(name, attribution=item.id, outlet=outlet), actor="r1" if actor else None)
    held: Claim = claim(text, own, item, chain=(source,))
    return replace(made, attributions=(item,), actors=(actor,) if actor else (), claims=(held,))


@pytest.mark.parametrize(
    ("name", "outlet", "source_kind", "actor_kind", "expected"),
    [
        ("Reuters", "reuters", "outlet", "media", ("outlets:reuters", "relay")),
        ("The Evening Lantern", None, "outlet", None, ("house:evening lantern", "relay")),
        ("the Harbour Union", None, "named", "org", ("house:harbour union", "body")),
        ("local media", None, "outlet", "media", ("house:local media", "body")),
        ("Ilse Hartog", None, "named", "person", None),
    ],
)
def test_who_is_a_house_in_a_chain(name: str, outlet: Any, source_kind: Any, actor_kind: Any, expected: Any) -> None:
    found = fingerprint(said_by(name, outlet, source_kind, actor_kind)).credits
    assert [(credit.house, credit.kind) for credit in found] == ([] if expected is None else [expected])
    assert all(credit.span == Span(0, len(name)) for credit in found)


def test_the_venue_of_a_chain_is_a_channel_and_a_named_speaker_is_kept_with_the_quotation() -> None:
    told = told_story()
    kinds = {(credit.house, credit.kind) for credit in fingerprint(told).credits}
    assert ("house:parliament", "channel") in kinds
    text = told.document.text

    contents = told.attributions[1].contents[0]
    made = fingerprint(replace(told, quotations=(Quotation(contents, "“", "”"),)))
    assert made.speakers == ("ilse hartog",)
    assert words_at(made.quoted, text) == contents.of(text).split()
