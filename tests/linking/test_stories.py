"""Which documents tell one story, on invented ones: same result in any order and step by step, no chains, nothing dropped."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import factory

from sayso.linking.pair_scores import NOTHING_KNOWN
from sayso.linking.stories import cluster_pairs, compare_profiles, explain_pair, find_stories
from sayso.linking.story_profiles import StoryProfile, profile_story
from sayso.records import PublicationDate, RecordLink, Story
from sayso.records.ids import link_id

GENERAL = "the mayor said that people in the town had been told about it on the day and would have more to say"
HAPPENINGS = {
    "ferry": "ferry Halcyon grounded sandbank Vallis harbour passengers tugboats captain Oyelaran stranded tide rescue",
    "quarry": "quarry Sarnholt dynamite blast cracked chapel windows villagers geologist Tamsin Brek petition permit",
    "orchard": "orchard blight Pellwick apples fungus growers agronomist insurance harvest ruined cider Marchetti",
    "archive": "archive parchment Lindqvist forged charter museum curator auction carbon provenance monastery seal",
}


def told(happening: str, number: int, day: int | None = 1) -> StoryProfile:
    """A report of a happening in words that differ a little each time."""
    chance = random.Random(f"{happening} {number}")  # noqa: S311  the same reports every time
    words = HAPPENINGS[happening].split()

    def sentence(own: int) -> str:
        mixed = chance.sample(words, own) + chance.sample(GENERAL.split(), 8)
        chance.shuffle(mixed)
        return " ".join(mixed).capitalize() + "."

    title = " ".join(chance.sample(words, 5))
    text = " ".join(sentence(8) for _ in range(5))
    published = None if day is None else PublicationDate(f"2031-05-{day:02}", "day", None, "json-ld")
    analysis = factory.analysis(url=f"https://news.example/{happening}/{number}", published=published)
    document = factory.document(text, url=analysis.document.url, title=title.capitalize(), published=published)
    return profile_story(replace(analysis, document=document, quotations=(), sentences=()))


def copy(left: StoryProfile, right: StoryProfile, score: float = 0.9) -> RecordLink:
    ends = (left.document, right.document)
    return RecordLink(link_id("copy", *ends), *ends, "copy", "suggested", score, "same text", ())


def groups(stories: Sequence[Story]) -> set[frozenset[str]]:
    return {frozenset(story.documents) for story in stories}


NEWS = [told(happening, number, 1 + number % 3) for happening in HAPPENINGS for number in range(4)]


def test_reports_of_one_happening_are_one_story() -> None:
    stories = find_stories(NEWS)
    assert groups(stories) == {frozenset(one.document for one in NEWS[at : at + 4]) for at in range(0, 16, 4)}


def test_a_story_says_when_it_began_and_when_it_was_last_told() -> None:
    (story,) = find_stories(NEWS[:4])
    first = min(NEWS[:4], key=lambda one: (one.day, one.document))
    assert (story.day_first, story.day_last, story.title) == ("2031-05-01", "2031-05-03", first.title)
    assert story.documents[0] == first.document


@given(st.permutations(NEWS))
@settings(max_examples=15, deadline=None)
def test_the_order_in_which_documents_come_changes_nothing(profiles: list[StoryProfile]) -> None:
    assert find_stories(profiles) == find_stories(NEWS)


@pytest.mark.parametrize("steps", [(4, 8, 12, 16), (1, 16), (7, 9, 16)])
def test_adding_documents_gives_what_all_at_once_give(steps: Sequence[int]) -> None:
    shuffled = random.Random(3).sample(NEWS, len(NEWS))  # noqa: S311  the same order every time
    known = NOTHING_KNOWN
    stories: tuple[Story, ...] = ()
    for step in steps:
        stories = find_stories(shuffled[:step], (), stories, known)
        known = compare_profiles(shuffled[:step], known=known).known()
    assert groups(stories) == groups(find_stories(NEWS))
    assert find_stories(NEWS, (), stories) == find_stories(NEWS, (), stories, known) == stories


def test_what_was_scored_before_is_not_scored_again_and_changes_nothing() -> None:
    first = compare_profiles(NEWS)
    again = compare_profiles(NEWS, known=first.known())
    assert again.known() == first.known()
    wrong = replace(first, scores=np.full_like(first.scores, -9)).known()
    assert set(compare_profiles(NEWS, known=wrong).scores.tolist()) == {-9.0}


def test_a_story_keeps_its_id_when_older_and_newer_documents_come() -> None:
    (story,) = find_stories(NEWS[1:3])
    (later,) = find_stories(NEWS[:4], (), (story,))
    assert later.id == story.id
    assert later.documents[0] != story.documents[0] or len(later.documents) == 4


def test_of_two_stories_that_become_one_the_larger_gives_its_id() -> None:
    one = Story("s-one", tuple(profile.document for profile in NEWS[:3]), None, None, None)
    other = Story("s-other", (NEWS[3].document,), None, None, None)
    (story,) = find_stories(NEWS[:4], (), (other, one))
    assert story.id == "s-one"


def test_a_story_that_is_parted_keeps_its_id_once() -> None:
    before = Story("s-both", tuple(profile.document for profile in NEWS[:7]), None, None, None)
    stories = find_stories(NEWS[:8], (), (before,))
    assert len({story.id for story in stories}) == 2
    (kept,) = [story for story in stories if story.id == "s-both"]
    assert set(kept.documents) == {profile.document for profile in NEWS[:4]}


def test_an_id_that_a_part_took_along_is_not_given_twice() -> None:
    (alone,) = find_stories(NEWS[:1])
    taken = Story(alone.id, tuple(profile.document for profile in NEWS[4:8]), None, None, None)
    stories = find_stories([NEWS[0], *NEWS[4:8]], (), (taken,))
    assert len({story.id for story in stories}) == 2


def test_each_document_is_in_one_story_and_one_alone_is_a_story() -> None:
    assert find_stories([]) == ()
    (story,) = find_stories([NEWS[0], NEWS[0]])
    assert story.documents == (NEWS[0].document,)
    empty = profile_story(factory.analysis(url="https://news.example/empty"))
    wordless = replace(empty, words=b"", counts=b"", leads=b"", titles=b"", names=(), title=None, day=None)
    assert {len(one.documents) for one in find_stories([wordless, replace(wordless, document="d-other")])} == {1}


def test_a_thousand_copies_of_one_page_are_one_story() -> None:
    pages = [replace(NEWS[0], document=f"d{number:04}", page=f"p{number:04}") for number in range(1000)]
    assert len(find_stories([*pages, *NEWS[4:8]])) == 2
    cut = [replace(one, counts=bytes([1 + number % 250]) + one.counts[1:]) for number, one in enumerate(pages)]
    links = [copy(a, b) for a, b in pairwise(cut)]
    assert len(find_stories([*cut, *NEWS[4:8]], links)) == 2


def test_a_copy_of_years_later_is_of_the_story_and_a_doubtful_one_welds_nothing() -> None:
    old, late = NEWS[0], replace(NEWS[0], document="d-late", page="p-late", day="2039-01-01", counts=NEWS[0].counts[::-1])
    assert len(find_stories([old, late], [copy(late, old)])) == 1
    roundup = [copy(NEWS[0], NEWS[4], 0.3)]
    assert len(find_stories(NEWS[:8], roundup)) == 2


def test_the_same_words_weeks_apart_are_two_stories() -> None:
    early, late = told("ferry", 1, 1), told("ferry", 2, 28)
    assert len(find_stories([early, replace(early, document="d-twin", counts=early.counts[::-1], day="2031-05-02")])) == 1
    assert len(find_stories([early, late])) == 2


def test_documents_without_a_date_or_with_an_impossible_one_find_their_story() -> None:
    undated = [replace(told("ferry", number), day=day) for number, day in ((7, None), (8, "2031-02-31"), (9, None))]
    stories = find_stories([*NEWS, *undated])
    assert len(stories) == len(HAPPENINGS)
    ferry = next(story for story in stories if NEWS[0].document in story.documents)
    assert {one.document for one in undated} <= set(ferry.documents)


def test_bridges_between_two_stories_do_not_weld_them() -> None:
    ferry, quarry = ([told(name, number) for number in range(12)] for name in ("ferry", "quarry"))
    words = f"{HAPPENINGS['ferry']} {HAPPENINGS['quarry']}"
    roundup = factory.document(words, url="https://news.example/roundup", title="Ferry and quarry")
    bridge = profile_story(replace(factory.analysis(), document=roundup))
    sizes = sorted(len(story.documents) for story in find_stories([*ferry, *quarry, bridge]))
    assert sizes in ([12, 13], [1, 12, 12])


def test_a_hub_phrase_in_every_document_welds_no_large_story() -> None:
    hub = "Subscribe to the Vallis Courier newsletter for breaking stories"
    profiles = []
    for number in range(200):
        chance = random.Random(number)  # noqa: S311  as above
        own = " ".join(f"w{chance.randrange(10**6)}" for _ in range(40))
        page = factory.document(f"{own}. {hub}.", url=f"https://news.example/{number}", title=f"Report {number}")
        profiles.append(profile_story(replace(factory.analysis(), document=page)))
    assert max(len(story.documents) for story in find_stories(profiles)) <= 5


def test_reasons_add_up_to_what_the_pair_is_worth_and_name_what_is_shared() -> None:
    left, right = told("ferry", 1, 1), told("ferry", 2, 4)
    left, right = (replace(one, names=("nadia oyelaran",), numbers=("214",)) for one in (left, right))
    reasons = {reason.rule: reason for reason in explain_pair(left, right)}
    assert (reasons["names"].left, reasons["numbers"].left) == ("nadia oyelaran", "214")
    assert reasons["title"].left == left.title
    assert (reasons["days"].left, reasons["days"].right) == ("2031-05-01", "2031-05-04")
    assert reasons["days"].score < 0 < reasons["lead"].score
    mirrored = {reason.rule: reason.score for reason in explain_pair(right, left)}
    assert mirrored == {rule: reason.score for rule, reason in reasons.items()}


def test_the_groups_of_known_pairs_are_numbered_by_their_first_profile() -> None:
    pairs = compare_profiles(NEWS)
    labels = cluster_pairs(pairs)
    assert all(labels[label] == label <= place for place, label in enumerate(labels))
