"""Of all verdicts those are shown that say where the words of a document come from."""

from itertools import pairwise
from time import process_time

from tests.linking.prints import PARAGRAPHS, make_print

from sayso.linking.overlaps import SAME_WORDS
from sayso.linking.parents import choose_links, rank_of
from sayso.records import LinkReason, RecordLink, Span
from sayso.records.ids import link_id

PRINTS = [make_print(*PARAGRAPHS, number=number, day=f"2031-05-{1 + number:02}") for number in range(5)]
NAMES = [one.document for one in PRINTS]


def copy(left: str, right: str, start: int, end: int, rule: str = "direction by time", kind: str = "copy") -> RecordLink:
    """A verdict that this part of the left one stands in the right one."""
    reasons = (LinkReason(rule, "", "", 0.0), LinkReason(SAME_WORDS, "", "", 0.9, Span(start, end), Span(start, end)))
    return RecordLink(link_id(kind, left, right), left, right, kind, "suggested", 0.9, SAME_WORDS, reasons)  # type: ignore[arg-type]


def chosen(*links: RecordLink) -> set[tuple[str, str]]:
    verdicts = {(link.left, link.right): (link,) for link in links}
    return {(link.left, link.right) for link in choose_links(PRINTS, verdicts)}


def test_the_one_with_most_words_is_shown_and_others_only_for_what_it_lacks() -> None:
    most, inside, more = (copy(NAMES[4], NAMES[at], *part) for at, part in enumerate([(0, 500), (0, 400), (450, 700)]))
    assert chosen(most, inside, more) == {(NAMES[4], NAMES[0]), (NAMES[4], NAMES[2])}


def test_of_two_with_as_many_the_surer_then_the_earlier_is_shown() -> None:
    assert chosen(copy(NAMES[4], NAMES[0], 0, 500), copy(NAMES[4], NAMES[1], 0, 490)) == {(NAMES[4], NAMES[0])}
    sure = copy(NAMES[4], NAMES[1], 0, 490, "direction by credit")
    assert chosen(copy(NAMES[4], NAMES[0], 0, 500), sure) == {(NAMES[4], NAMES[1])}
    assert rank_of(sure) == 0


def test_a_rewrite_is_shown_for_words_that_no_copy_explains() -> None:
    whole = copy(NAMES[4], NAMES[0], 0, 500)
    assert chosen(whole, copy(NAMES[4], NAMES[1], 100, 300, kind="rewrite")) == {(NAMES[4], NAMES[0])}
    assert len(chosen(whole, copy(NAMES[4], NAMES[1], 500, 700, kind="rewrite"))) == 2


def test_a_circle_gives_way_where_it_is_least_sure() -> None:
    ring = [
        copy(NAMES[0], NAMES[1], 0, 500, "direction by credit"),
        copy(NAMES[1], NAMES[2], 0, 500, "direction by credit"),
        copy(NAMES[2], NAMES[0], 0, 500),
        copy(NAMES[3], NAMES[0], 0, 500),
    ]
    assert chosen(*ring) == {(NAMES[0], NAMES[1]), (NAMES[1], NAMES[2]), (NAMES[3], NAMES[0])}


def test_all_else_is_left_as_it_is() -> None:
    quoted = copy(NAMES[0], NAMES[1], 0, 5, kind="same_utterance")
    assert chosen(quoted) == {(NAMES[0], NAMES[1])}
    assert choose_links([], {}) == ()


def test_many_that_hang_on_a_circle_are_not_searched() -> None:
    prints = [make_print("One.", number=number) for number in range(3000)]
    names = [one.document for one in prints]
    links = [copy(names[0], names[1], 0, 9), copy(names[1], names[2], 0, 9), copy(names[2], names[0], 0, 9)]
    links += [copy(name, before, 0, 9) for before, name in pairwise(names[2:])]
    begin = process_time()
    found = choose_links(prints, {(link.left, link.right): (link,) for link in links})
    assert len(found) == len(links) - 1
    assert process_time() - begin < 5
