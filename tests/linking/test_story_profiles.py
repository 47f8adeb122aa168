"""What is kept of a document for stories: without its text, in any language, and the same after a journey through JSON."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests import factory

from sayso.knowledge.rarity import term_of
from sayso.linking.story_profiles import MOST_WORDS, StoryProfile, profile_story, words_of
from sayso.records import Actor, Analysis, Block, PublicationDate, Quotation, Span, Tags
from sayso.records.codec import from_plain, to_plain


def analysis(text: str, *, title: str | None = "Ferry late again", **changes: Any) -> Analysis:
    return replace(factory.analysis(), document=factory.document(text, title=title), **changes)


def counts(profile: StoryProfile, column: bytes) -> dict[int, int]:
    words = np.frombuffer(profile.words, dtype="<u4").tolist()
    return dict(zip(words, column, strict=True))


def test_words_are_counted_in_the_document_its_lead_and_its_title() -> None:
    text = "The ferry grounded. " + "Nothing else happened that day in the whole of Vallis. " * 12 + "A tugboat came."
    profile = profile_story(analysis(text))
    ferry, tugboat = term_of("ferry"), term_of("tugboat")
    assert counts(profile, profile.counts)[ferry] == counts(profile, profile.leads)[ferry] == 2
    assert counts(profile, profile.titles)[ferry] == 1
    assert (counts(profile, profile.counts)[tugboat], counts(profile, profile.leads)[tugboat]) == (1, 0)


def test_forms_of_a_word_are_one_and_hashes_ascend() -> None:
    profile = profile_story(analysis("Ferries, ferry; grounded, grounding.", title=None))
    words = np.frombuffer(profile.words, dtype="<u4")
    assert len(words) == 2
    assert (np.diff(words.astype(np.int64)) > 0).all()


def test_only_what_is_reporting_counts() -> None:
    text = "The ferry is late. Subscribe now."
    blocks = (Block(Span(0, 18), "body"), Block(Span(19, 33), "promo"))
    read = analysis(text)
    profile = profile_story(replace(read, document=replace(read.document, blocks=blocks)))
    assert term_of("subscribe") not in counts(profile, profile.counts)


def test_a_document_without_blocks_is_all_body() -> None:
    read = analysis("The ferry is late.")
    profile = profile_story(replace(read, document=replace(read.document, blocks=())))
    assert term_of("late") in counts(profile, profile.counts)


def test_numbers_but_no_years_and_no_small_ones() -> None:
    assert profile_story(analysis("In 2031 some 1,214 of 12 boats and 48.5 tons of 300 were lost.")).numbers == (
        "1214",
        "48.5",
        "300",
    )


@pytest.mark.parametrize(
    ("value", "day"),
    [("2031-05-02T10:00", "2031-05-02"), ("2031-05-02", "2031-05-02"), ("2031-05", None), ("2031", None), (None, None)],
)
def test_a_day_is_known_or_not(value: str | None, day: str | None) -> None:
    read = analysis("The ferry is late.")
    published = None if value is None else PublicationDate(value, "day", None, "json-ld")
    assert profile_story(replace(read, document=replace(read.document, published=published))).day == day


def test_quotations_are_hashed_five_words_at_a_time() -> None:
    text = "He said: “We never had any such offer.” No."
    quotation = Quotation(Span(9, 39), "“", "”")
    assert len(profile_story(analysis(text, quotations=(quotation,))).quotes) == 2 * 4
    assert profile_story(analysis(text)).quotes == b""


def test_names_are_folded_and_nobody_unnamed_is_one() -> None:
    actors = (
        Actor("r1", "Ilse Hártog", ("Ilse Hártog",), "person"),
        Actor("r2", "officials", ("officials",), "anonymous"),
    )
    assert profile_story(analysis("The ferry is late.", actors=actors)).names == ("ilse hartog",)


def test_the_vector_is_the_mean_of_the_first_sentences_and_may_be_absent() -> None:
    rows = np.eye(4, dtype="<f2")[:2]
    tags = Tags(vectors=tuple(row.tobytes() for row in rows))
    vector = np.frombuffer(profile_story(analysis("The ferry is late.", tags=tags)).vector, dtype="<f2")
    assert vector.tolist() == pytest.approx([0.5**0.5, 0.5**0.5, 0, 0], abs=1e-3)
    assert profile_story(analysis("The ferry is late.", tags=Tags())).vector == b""
    zeros = Tags(vectors=(np.zeros(4, dtype="<f2").tobytes(),))
    assert np.isfinite(np.frombuffer(profile_story(analysis("Late.", tags=zeros)).vector, dtype="<f2")).all()


def test_a_profile_comes_through_json_as_it_was_and_stays_small() -> None:
    text = " ".join(f"word{number} “quoted word{number} and some more words”" for number in range(2000))
    quoted = Quotation(Span(0, len(text)), "“", "”")
    profile = profile_story(analysis(text, quotations=(quoted,)))
    assert len(profile.words) <= 4 * MOST_WORDS
    plain = json.dumps(to_plain(profile))
    assert from_plain(StoryProfile, json.loads(plain)) == profile
    assert len(plain) < 4000


@pytest.mark.parametrize("text", ["", "…", "Паром сел на мель.", "渡轮搁浅了。", "\ud800 lone", "a" * 10_000])
def test_no_text_breaks_it(text: str) -> None:
    assert profile_story(analysis(text, title=None)).document


def test_words_keep_their_apostrophes_and_numbers_their_commas() -> None:
    assert list(words_of("It’s Brek's 1,214.5 tons")) == ["It’s", "Brek's", "1,214.5", "tons"]
