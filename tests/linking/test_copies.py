"""Copies, rewrites and shared quotations: what is one, what is shown of it, and that nothing hangs."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from tests.linking.prints import CLOSED, FISHERMEN, PARAGRAPHS, PROMISE, SURVEY, make_print, paragraph, read_story

from sayso.linking.copies import CopySettings, compare_pairs, compare_prints, find_copies
from sayso.linking.fingerprints import Fingerprint, fingerprint
from sayso.records import LinkReason, RecordLink
from sayso.records.codec import from_plain, to_plain
from sayso.records.ids import link_id

QUOTE = "“We shall not let a single boat leave before the last pile is sound,” the mayor said."


def print_of(number: int, *paragraphs: str, **about: Any) -> Fingerprint:
    """A document of a house of its own."""
    return make_print(*paragraphs, number=number, **({"house": f"Paper {number}"} | about))


def reason(link: RecordLink, rule: str) -> LinkReason:
    return next(one for one in link.evidence if one.rule == rule)


def only(links: Sequence[RecordLink], kind: str) -> RecordLink:
    (found,) = [link for link in links if link.kind == kind]
    return found


# --- what a copy is ---


def test_the_same_text_is_wholly_derived_from_the_earlier_one() -> None:
    first, second = print_of(1, *PARAGRAPHS), print_of(2, *PARAGRAPHS, day="2031-05-03")
    link = only(find_copies([second, first]), "copy")
    assert (link.left, link.right, link.state, link.method) == (second.document, first.document, "suggested", "same text")
    assert link.id == link_id("copy", link.left, link.right)
    assert reason(link, "wholly derived").left == "100%"
    assert reason(link, "direction by time").left == "2031-05-03"
    assert from_plain(RecordLink, to_plain(link)) == link


def test_what_is_shared_is_shown_where_it_stands() -> None:
    one = read_story(CLOSED, SURVEY, number=1)
    other = read_story(paragraph(1), SURVEY, number=2, house="Lantern", day="2031-05-03")
    link = only(find_copies([fingerprint(one), fingerprint(other)]), "copy")
    shared = reason(link, "same words")
    assert shared.left_span is not None
    assert shared.right_span is not None
    assert shared.left_span.of(other.document.text) == shared.right_span.of(one.document.text) == SURVEY[:-1]
    assert reason(link, "partly derived").left == "55%"
    assert reason(link, "share of the words").right == "52%"
    assert reason(link, "longest run").left == "37 words"


def test_copy_that_is_cut_and_joined_with_local_text_is_found() -> None:
    agency = print_of(1, *PARAGRAPHS, house="Vallis Wire")
    local = print_of(2, paragraph(5, 60), CLOSED, SURVEY, paragraph(6, 60), credit="Vallis Wire")
    link = only(find_copies([agency, local]), "copy")
    assert (link.left, link.right) == (local.document, agency.document)
    assert reason(link, "direction by credit").left == "Vallis Wire"


def test_quotations_alone_make_no_copy() -> None:
    """Overlap inside quotation marks is a shared source, not a copied text."""
    speech = f"“{paragraph(9, 40)}” the mayor said."
    links = find_copies([print_of(1, paragraph(1), speech), print_of(2, speech, paragraph(2))])
    assert [link.kind for link in links] == ["same_utterance"]


def test_quotations_do_not_lift_a_few_shared_words_to_a_copy() -> None:
    shared = f"The council of Ostmark will meet again on Monday. “{paragraph(9, 60)}”"
    assert not [
        link
        for link in compare_prints(print_of(1, paragraph(1, 80), shared), print_of(2, shared, paragraph(2, 80)))
        if link.kind == "copy"
    ]


def test_the_same_sentences_in_other_words_are_only_a_rewrite() -> None:
    told = "The town voted to close the old ferry pier, which has carried passengers to islands for ninety years. "
    retold = "Ostmark is to close the old ferry pier, which has carried passengers to islands since the war. "
    links = compare_prints(print_of(1, told + paragraph(1, 9)), print_of(2, retold + paragraph(2, 9), day="2031-05-03"))
    link = only(links, "rewrite")
    assert link.score <= 0.5
    assert not [one for one in links if one.kind == "copy"]


def test_stories_of_one_event_in_their_own_words_are_nothing() -> None:
    told = "The harbour council of Ostmark voted on Tuesday night to close the old ferry pier."
    retold = "On Tuesday night the council decided that the ferry pier of Ostmark will be closed."
    assert compare_prints(print_of(1, told), print_of(2, retold)) == ()


def test_a_common_credit_is_said() -> None:
    about: dict[str, Any] = {"credit": "Vallis Wire"}
    link = only(find_copies([print_of(1, *PARAGRAPHS, **about), print_of(2, *PARAGRAPHS, **about)]), "copy")
    shared = reason(link, "common credit")
    assert shared.left == shared.right == "Vallis Wire"
    assert shared.left_span is not None


def test_settings_move_the_border() -> None:
    pair = print_of(1, CLOSED, paragraph(1, 300)), print_of(2, CLOSED, paragraph(2, 300))
    assert [link.kind for link in compare_prints(*pair)] == ["copy"]
    assert compare_prints(*pair, CopySettings(copy_share=0.5, passage_share=0.5, rewrite_share=0.5)) == ()


# --- utterances ---


def test_two_who_quote_the_same_words_are_linked_with_the_words() -> None:
    one, other = read_story(paragraph(1), QUOTE, number=1), read_story(QUOTE, paragraph(2), number=2, house="Lantern")
    link = only(find_copies([fingerprint(one), fingerprint(other)]), "same_utterance")
    texts = {one.document.id: one.document.text, other.document.id: other.document.text}
    shared = reason(link, "same words")
    assert shared.left_span is not None
    assert shared.left_span.of(texts[link.left]) == "We shall not let a single boat leave before the last pile is sound"
    assert reason(link, "quoted words").left == "14 words"
    assert link.left < link.right


def test_seven_quoted_words_may_be_chance() -> None:
    stock = "“Nothing could be further from the truth,” she said."
    assert compare_prints(print_of(1, paragraph(1), stock), print_of(2, paragraph(2), stock)) == ()


def test_a_run_does_not_go_on_from_one_quotation_into_the_next() -> None:
    apart = "“We shall not let a single,” he said, “boat leave before the last pile.”"
    assert compare_prints(print_of(1, paragraph(1), apart), print_of(2, paragraph(2), apart)) == ()


def with_speaker(made: Fingerprint, name: str) -> Fingerprint:
    return replace(made, speakers=tuple(name for _ in made.speakers))


def test_the_same_in_other_words_is_a_weak_suggestion_for_a_named_speaker_alone() -> None:
    first = print_of(1, paragraph(1), "“Every single harbour worker deserves decent wages and shelter,” she said.")
    second = print_of(2, paragraph(2), "“Decent wages and shelter: harbour people deserve that,” she told them.")
    assert compare_prints(first, second) == ()
    assert compare_prints(with_speaker(first, "ilse hartog"), with_speaker(second, "tomas brek")) == ()
    link = only(find_copies([with_speaker(first, "ilse hartog"), with_speaker(second, "ilse hartog")]), "same_utterance")
    assert (link.method, link.state) == ("other words", "suggested")
    assert link.score < 0.5


def test_who_is_said_to_have_said_it_is_compared() -> None:
    first, second = print_of(1, paragraph(1), QUOTE), print_of(2, paragraph(2), QUOTE)
    for name, rule in (("ilse hartog", "same speaker"), ("hartog", "same speaker"), ("tomas brek", "other speaker")):
        links = compare_prints(with_speaker(first, "ilse hartog"), with_speaker(second, name))
        assert reason(only(links, "same_utterance"), rule).score == 0


# --- many ---


def world(count: int, seed: int = 3) -> list[Fingerprint]:
    """Stories, what other houses made of them, and some on their own."""
    chance = random.Random(seed)  # noqa: S311  the same world every time, nothing secret
    prints, stories = [], [[paragraph(1000 * n + at) for at in range(6)] for n in range(max(1, count // 6))]
    for number in range(count):
        story = stories[number % len(stories)]
        text = story[: chance.randint(2, 6)] + [paragraph(77000 + number)] * chance.randint(0, 1)
        credit = f"Paper {chance.randint(0, count)}" if chance.random() < 0.4 else None
        day = None if number % 9 == 8 else f"2031-05-{1 + number % 5:02}"
        prints.append(print_of(number, *text, QUOTE, day=day, credit=credit))
    return prints


def test_known_verdicts_and_the_order_of_documents_never_change_the_result() -> None:
    prints = world(40)
    whole = find_copies(prints)
    verdicts = compare_pairs(prints[:25])
    assert find_copies(prints, known=verdicts) == whole
    assert compare_pairs(prints, known=compare_pairs(prints)) == compare_pairs(prints)
    chance = random.Random(5)  # noqa: S311  nothing secret
    for _ in range(3):
        chance.shuffle(prints)
        assert find_copies([*prints, *prints[:3]]) == whole


def test_a_verdict_is_that_of_the_two_alone() -> None:
    prints = world(30)
    by_id = {one.document: one for one in prints}
    verdicts = compare_pairs(prints)
    assert any(verdicts.values())
    for (left, right), links in verdicts.items():
        assert links == compare_prints(by_id[left], by_id[right]) == compare_prints(by_id[right], by_id[left])


def test_what_is_known_is_believed() -> None:
    prints = [print_of(1, *PARAGRAPHS), print_of(2, *PARAGRAPHS)]
    left, right = sorted(one.document for one in prints)
    assert find_copies(prints, known={(left, right): ()}) == ()


def test_a_thousand_copies_of_one_page_are_each_linked_to_it() -> None:
    source = print_of(0, *PARAGRAPHS, day="2031-05-01")
    copies = [print_of(number, *PARAGRAPHS) for number in range(1, 1000)]
    links = [link for link in find_copies([*copies, source]) if link.kind == "copy"]
    assert len(links) == 999
    assert {link.right for link in links} == {source.document}


def test_a_thousand_that_each_change_a_word_are_still_joined_without_all_pairs() -> None:
    text = " ".join(PARAGRAPHS).split()
    prints = []
    for number in range(300):
        words = list(text)
        words[number % len(words)] = f"changed{number}"
        prints.append(print_of(number, " ".join(words), day="2031-05-02"))
    verdicts = compare_pairs(prints)
    assert len(verdicts) < 20 * len(prints)
    links = [link for link in find_copies(prints, known=verdicts) if link.kind == "copy"]
    assert {link.left for link in links} | {link.right for link in links} == {one.document for one in prints}
    assert len(links) <= 2 * len(prints)


def test_a_phrase_that_every_document_has_makes_no_copies_and_few_pairs() -> None:
    hub = "Readers may write to the editors at any hour and will find all of it in the archive of the paper."
    prints = [print_of(number, paragraph(number, 200), hub) for number in range(400)]
    verdicts = compare_pairs(prints)
    assert len(verdicts) < 4 * len(prints)
    assert find_copies(prints, known=verdicts) == ()


def test_one_document_and_none() -> None:
    assert find_copies([]) == ()
    assert find_copies([print_of(1, *PARAGRAPHS)]) == ()
    assert find_copies([print_of(1), print_of(2)]) == ()
    assert find_copies([print_of(1, "Late again."), print_of(2, "Late again.")]) == ()


def test_versions_of_one_page_are_no_copies_of_each_other_but_each_has_its_source() -> None:
    source = print_of(0, *PARAGRAPHS, day="2031-05-01")
    url = "https://news.example/live"
    versions = [print_of(1, *PARAGRAPHS, f"Updated {number} times.", url=url) for number in range(30)]
    links = [link for link in find_copies([*versions, source]) if link.kind == "copy"]
    assert Counter(link.right for link in links) == {source.document: 30}
    assert compare_prints(versions[0], versions[1]) == ()


def test_many_versions_of_two_pages_are_not_all_compared() -> None:
    pages = [
        [print_of(page, *PARAGRAPHS, f"Update number {number}.", url=f"https://news.example/{page}") for number in range(60)]
        for page in (1, 2)
    ]
    assert len(compare_pairs([*pages[0], *pages[1]])) <= 4 * 60


def test_documents_without_a_date_are_compared_with_all() -> None:
    undated = print_of(1, CLOSED, SURVEY, day=None)
    prints = [undated, *(print_of(year, CLOSED, SURVEY, paragraph(year), day=f"{year}-05-01") for year in (2001, 2031))]
    links = [link for link in find_copies(prints) if link.kind == "copy"]
    assert {link.left for link in links} | {link.right for link in links} == {one.document for one in prints}


def test_the_window_holds_but_for_whole_paragraphs() -> None:
    near = print_of(1, f"{CLOSED} {SURVEY} {paragraph(1)}", day="2031-05-01")
    late = print_of(2, f"{paragraph(2)} {CLOSED} {SURVEY}", day="2031-05-09")
    assert find_copies([near, late]) == ()
    assert len(find_copies([near, late], CopySettings(window_hours=240))) == 1
    republished = print_of(3, CLOSED, SURVEY, paragraph(3), day="2031-05-01"), print_of(4, SURVEY, CLOSED, day="2044-01-01")
    assert [link.kind for link in find_copies(republished)] == ["copy"]


def test_a_clock_that_goes_backwards_does_not_turn_what_a_credit_says() -> None:
    agency = print_of(1, *PARAGRAPHS, house="Vallis Wire", day="2031-05-03")
    early = print_of(2, *PARAGRAPHS, credit="Vallis Wire", day="2031-05-02")
    copy = print_of(3, *PARAGRAPHS, credit="Vallis Wire", day="2031-05-01")
    links = [link for link in find_copies([agency, early, copy]) if link.kind == "copy"]
    assert {(link.left, link.right) for link in links} == {
        (early.document, agency.document),
        (copy.document, agency.document),
    }


def test_a_copy_of_a_copy_is_linked_to_the_one_that_has_its_words() -> None:
    agency = print_of(1, CLOSED, SURVEY, day="2031-05-01")
    middle = print_of(2, CLOSED, SURVEY, FISHERMEN, day="2031-05-02")
    last = print_of(3, CLOSED, SURVEY, FISHERMEN, day="2031-05-03")
    links = {(link.left, link.right) for link in find_copies([agency, middle, last])}
    assert links == {(middle.document, agency.document), (last.document, middle.document)}


def test_what_was_put_together_from_two_is_linked_to_both() -> None:
    one, two = print_of(1, CLOSED, SURVEY, day="2031-05-01"), print_of(2, FISHERMEN, PROMISE, day="2031-05-01")
    both = print_of(3, *PARAGRAPHS, day="2031-05-02")
    links = {(link.left, link.right) for link in find_copies([one, two, both])}
    assert links == {(both.document, one.document), (both.document, two.document)}


def test_copies_never_run_in_a_circle() -> None:
    """Credits and clocks may say that each of three was made from the next; the clock gives way."""
    ring = [
        print_of(1, *PARAGRAPHS, credit="Paper 2", day="2031-05-01"),
        print_of(2, *PARAGRAPHS, credit="Paper 3", day="2031-05-02"),
        print_of(3, *PARAGRAPHS, credit="Paper 1", day="2031-05-03"),
    ]
    links = [link for link in find_copies(ring) if link.kind == "copy"]
    onwards = {link.left: link.right for link in links}
    assert len(links) == 2
    start = next(one.document for one in ring if one.document in onwards and one.document not in onwards.values())
    path = [start]
    while path[-1] in onwards:
        path.append(onwards[path[-1]])
    assert len(path) == 3


@pytest.mark.parametrize("count", [200, 800])
def test_the_work_grows_with_the_documents(count: int) -> None:
    assert len(compare_pairs(world(count))) < 40 * count


def test_links_come_in_the_order_of_their_ids_each_once() -> None:
    links = find_copies(world(60))
    assert all(one.id < other.id for one, other in pairwise(links))
