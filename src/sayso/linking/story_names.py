"""Stories out of labelled documents, with ids that stay when documents are added.

In: `StoryProfile`s, which of them belong together, and the stories as they were. Out: `Story`s, by their first documents. It
decides nothing about what belongs together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from sayso.linking.story_profiles import StoryProfile
from sayso.records import Story
from sayso.records.ids import digest

__all__ = ["name_stories"]

#: Documents of one story, those with a date first.
Members = list[StoryProfile]


def name_stories(profiles: Sequence[StoryProfile], labels: Sequence[int], previous: Sequence[Story]) -> tuple[Story, ...]:
    """The stories of labelled profiles, by their first documents.

    An old story's id goes to the one that shares most documents with it; where two old ones became one, the id of the one
    that brought more stays. Any other id follows from the story's first document.
    """
    groups: defaultdict[int, Members] = defaultdict(list)
    for profile, label in zip(profiles, labels, strict=True):
        groups[label].append(profile)
    for members in groups.values():
        members.sort(key=_place)
    named = _inherited(groups, previous)
    taken = set(named.values())
    stories = []
    for label, members in sorted(groups.items(), key=lambda item: _place(item[1][0])):
        name = named.get(label) or next(name for name in _names(members) if name not in taken)
        taken.add(name)
        stories.append(_story(name, members))
    return tuple(stories)


def _place(profile: StoryProfile) -> tuple[bool, str, str]:
    return profile.day is None, profile.day or "", profile.document


def _story(name: str, members: Members) -> Story:
    days = [one.day for one in members if one.day is not None]
    title = next((one.title for one in members if one.title), None)
    return Story(name, tuple(one.document for one in members), title, days[0] if days else None, days[-1] if days else None)


def _names(members: Members) -> Iterator[str]:
    """Ids that a story may have, the best first: an old story that was parted may have taken the first of them along."""
    yield from ("s" + digest("story", one.document) for one in members)
    yield from ("s" + digest("story", members[0].document, str(number)) for number in count(2))


def _inherited(groups: Mapping[int, Members], previous: Sequence[Story]) -> dict[int, str]:
    """Which group goes on which old story: the two that share most documents first, of like ones the smaller id."""
    labels = {one.document: label for label, members in groups.items() for one in members}
    shared: Counter[tuple[str, int]] = Counter()
    for story in previous:
        shared.update((story.id, labels[document]) for document in story.documents if document in labels)
    firsts = {label: members[0].document for label, members in groups.items()}
    named: dict[int, str] = {}
    taken: set[str] = set()
    for (name, label), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0][0], firsts[item[0][1]])):
        if name not in taken and label not in named:
            named[label] = name
            taken.add(name)
    return named
