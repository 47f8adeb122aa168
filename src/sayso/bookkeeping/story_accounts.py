"""One story as it is told: its pages, which of them have their text from which, and what several of them say.

In: a view of the ledger and the id of a story, or words. Out: a `StoryAccount`, or the stories that match. It reads the rows
of one story alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.bookkeeping.answering import answer_within
from sayso.bookkeeping.profiling import read_claims
from sayso.errors import NotFound
from sayso.linking.answers import BETWEEN_DOCUMENTS, Answer, join_claims
from sayso.linking.claim_profiles import ClaimProfile
from sayso.records import Policy, RecordLink, Story
from sayso.store import DocumentHead, Filters, View

__all__ = ["StoryAccount", "StoryPage", "find_stories", "find_story", "tell_story"]

MOST_HITS: Final = 200
#: A story's id, instead of words.
ID: Final = re.compile("s[0-9a-f]{6,24}")


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A document of a story; `links` are those to the documents and houses that it has its text from."""

    head: DocumentHead
    links: tuple[RecordLink, ...]


@dataclass(frozen=True, slots=True)
class StoryAccount:
    """A story with its pages, oldest first, and the propositions that most of them carry; `more` counts those left out."""

    story: Story
    pages: tuple[StoryPage, ...]
    answers: tuple[Answer, ...]
    more: int


def find_stories(view: View, words: str, after: str | None = None) -> tuple[Story, ...]:
    """The stories with documents or claims that match, the best first; only those behind `after`, if it is one of them."""
    hits = view.search(words, Filters(history=True), MOST_HITS, 0)
    home = view.read_stories_of({hit.document for hit in hits})
    ids = list(dict.fromkeys(home[hit.document] for hit in hits if hit.document in home))
    start = ids.index(after) + 1 if after in ids else 0
    return tuple(view.read_story(key).story for key in ids[start:])


def find_story(view: View, subject: str) -> Story:
    """The story whose id begins so, else the one that words match best.

    Raises:
        NotFound: there is none.
    """
    if ID.fullmatch(subject.strip()):
        return view.read_story(view.find_id(subject)).story
    found = find_stories(view, subject)
    if not found:
        raise NotFound(subject, "no story has these words: `sayso story` lists those there are")
    return found[0]


def tell_story(view: View, story: Story, policy: Policy, limit: int) -> StoryAccount:
    """The account of a story; `limit` propositions at most."""
    near = [kept.link for kept in view.read_links(story.documents, BETWEEN_DOCUMENTS)]
    claims = {p.claim.id: p for own in read_claims(view, story.documents).values() for p in own}
    standing = {key for key, at in view.place_claims(claims).items() if at.stands}
    groups = _shared(claims, [kept.link for kept in view.read_story_links(story.id)], standing)
    answers = tuple(answer_within(view, group[0], policy) for group in groups[:limit])
    return StoryAccount(story, tuple(_list_pages(view, story, near)), answers, max(0, len(groups) - limit))


def _shared(claims: Mapping[str, ClaimProfile], links: Sequence[RecordLink], standing: Iterable[str]) -> list[tuple[str, ...]]:
    """Claims that say the same, those first that most pages carry; each group with the claim first that stands for it."""
    now = set(standing)
    groups = {group for claim, group in join_claims(claims, links).items() if claim in now}
    ranked = sorted(groups, key=lambda group: (-len({claims[one].page for one in group}), _first(group, claims), group))
    return [(_first(group, claims)[1], *group) for group in ranked if len({claims[one].page for one in group}) > 1]


def _first(group: Sequence[str], claims: Mapping[str, ClaimProfile]) -> tuple[str, str]:
    return min((claims[one].day or "9999", one) for one in group)


def _list_pages(view: View, story: Story, links: Iterable[RecordLink]) -> Iterator[StoryPage]:
    """The documents of a story in its order."""
    by_left: defaultdict[str, list[RecordLink]] = defaultdict(list)
    for link in links:
        if link.kind != "same_utterance":
            by_left[link.left].append(link)
    heads = view.read_heads(story.documents)
    yield from (StoryPage(heads[key], tuple(by_left[key])) for key in story.documents if key in heads)
