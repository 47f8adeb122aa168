"""Who is looked at: bounded for each page, and the same whoever else is there."""

import numpy as np
from tests.linking.prints import make_print, paragraph

from sayso.linking.candidates import NO_DAY, Reach, find_pairs, winnow, within
from sayso.linking.grams import Numbers, gather_words


def pairs(hashes: list[int], pages: list[int], days: list[int], reach: Reach) -> set[tuple[int, int]]:
    found = find_pairs(np.array(hashes, np.uint64) << np.uint64(32), np.array(pages), np.array(days), reach)
    return {divmod(int(key), len(days)) for key in found}


NEAR = Reach(neighbours=3, rare=10, days=3, shared=1)


def test_pages_that_share_a_hash_meet() -> None:
    assert pairs([7, 7, 8, 9], [0, 1, 1, 2], [1, 1, 1], NEAR) == {(0, 1)}


def test_they_must_share_as_many_as_is_asked_each_counted_once() -> None:
    twice = Reach(neighbours=3, rare=10, days=3, shared=2)
    assert pairs([7, 7, 7, 7], [0, 0, 1, 1], [1, 1], twice) == set()
    assert pairs([7, 8, 7, 8], [0, 0, 1, 1], [1, 1], twice) == {(0, 1)}


def test_the_window_parts_days_and_pages_without_a_day_meet_all() -> None:
    assert pairs([7, 7, 7], [0, 1, 2], [1, 4, 9], NEAR) == {(0, 1)}
    assert pairs([7, 7, 7], [0, 1, 2], [1, 4, NO_DAY], NEAR) == {(0, 1), (0, 2), (1, 2)}
    assert pairs([7, 7, 7], [0, 1, 2], [1, 400, 9000], Reach(3, 10, None, 1)) == {(0, 1), (0, 2), (1, 2)}


def test_a_hash_that_all_have_costs_each_two_pairs() -> None:
    count = 2000
    found = pairs([7] * count, list(range(count)), [1] * count, NEAR)
    assert found == {(at, at + 1) for at in range(count - 1)} | {(0, at) for at in range(1, count)}


def test_the_first_of_all_is_the_first_within_the_window() -> None:
    count = 40
    days = [1 + at // 4 for at in range(count)]
    found = pairs([7] * count, list(range(count)), days, NEAR)
    firsts = {later: min(earlier for earlier, one in found if one == later) for _, later in found}
    for later, first in firsts.items():
        expected = next(at for at in range(count) if days[later] - days[at] <= 3)
        assert first == min(expected, later - 1)


def test_nothing_makes_no_pairs() -> None:
    assert pairs([], [], [], NEAR) == set()
    assert pairs([1, 2, 3], [0, 1, 2], [1, 1, 1], NEAR) == set()


def test_winnowing_keeps_one_of_four_grams_and_does_not_depend_on_neighbours() -> None:
    texts = [paragraph(seed, 60) for seed in range(4)] + ["five words are one gram", "too short", ""]
    packed = [make_print(text).told for text in texts]
    together = gather_words(packed)
    kept = winnow(together)
    owners = together.documents()
    for number, one in enumerate(packed):
        alone = gather_words([one])
        first = int(together.bounds[number])
        mine: Numbers = kept[owners[kept] == number] - first
        assert mine.tolist() == winnow(alone).tolist()
        grams = int(alone.whole.sum())
        assert all(any(at <= place < at + 4 for place in mine.tolist()) for at in range(grams - 3))
        assert (len(mine) > 0) == (grams > 0)


def test_days_are_within_reach_or_not() -> None:
    days = np.array([1, 1, NO_DAY]), np.array([4, 5, 5])
    assert within(*days, 3).tolist() == [True, False, True]
