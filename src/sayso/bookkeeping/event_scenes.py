"""A ledger for who counts events: story by story, the documents as people left them and how their claims hang together.

In: a view of the ledger. Out: `EventScene`s, each with all that one story's events can be joined and their sources counted
by; a document without a story is one of its own. One of them is held at a time. It joins no events and writes no rows.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sayso.bookkeeping.profiling import read_claims
from sayso.bookkeeping.reviews import read_folded
from sayso.linking.actors import suggest_links
from sayso.linking.answers import BETWEEN_DOCUMENTS, join_claims, says_same
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.origins import count_origins
from sayso.linking.verdicts import read_verdicts
from sayso.records import Origins, RecordLink, Reviewed, SeenActor
from sayso.store import View

__all__ = ["EventScene", "read_scenes"]


@dataclass(frozen=True, slots=True)
class EventScene:
    """The documents of one story that their pages show now, oldest first, with the profiles and links of their claims.

    `groups` has for each claim all that say the same.
    """

    story: str | None
    documents: tuple[Reviewed, ...]
    profiles: Mapping[str, ClaimProfile]
    links: tuple[RecordLink, ...]
    groups: Mapping[str, tuple[str, ...]]

    def count(self, claims: Collection[str]) -> Origins | None:
        """The origins behind some of its claims; null where none of them is known to linking.

        Claims that may say the same count in the upper bound alone.
        """
        own = [self.profiles[claim] for claim in sorted(set(claims)) if claim in self.profiles]
        if not own:
            return None
        inside = {one.claim.id for one in own}
        near = {
            end
            for link in self.links
            if link.kind == "same_claim" and not says_same(link) and not inside.isdisjoint((link.left, link.right))
            for end in (link.left, link.right)
            if end in self.profiles and end not in inside
        }
        perhaps = sorted({claim for one in near for claim in self.groups[one]} - inside)
        return count_origins(own, self.links, "origins", [self.profiles[claim] for claim in perhaps])


def read_scenes(view: View, documents: Iterable[str] | None = None) -> Iterator[EventScene]:
    """The stories in the order in which their first page came, each with every document; of some documents, in their order."""
    told: set[str] = set()
    for document in view.iter_documents() if documents is None else documents:
        story = view.read_stories_of([document]).get(document)
        if story is None or story not in told:
            told |= {story} if story is not None else set()
            yield _read_scene(view, story, document)


def _read_scene(view: View, story: str | None, document: str) -> EventScene:
    members = (document,) if story is None else view.read_story(story).story.documents
    heads = view.read_heads(members)
    documents = [one for one in members if one in heads and heads[one].is_current]
    documents.sort(key=lambda one: (heads[one].day or "9999", one))
    profiles = {one.claim.id: one for own in read_claims(view, documents).values() for one in own}
    links = [kept.link for kept in view.read_links(documents, BETWEEN_DOCUMENTS)]
    if story is not None:
        links += [kept.link for kept in view.read_story_links(story)]
    pages = {one.page for one in profiles.values()}
    links += suggest_links(_seen(profiles), read_verdicts(view.read_judgements(pages)))
    unique = {(link.id, link.left): link for link in links}
    return EventScene(
        story=story,
        documents=tuple(read_folded(view, one).reviewed for one in documents),
        profiles=profiles,
        links=tuple(unique[key] for key in sorted(unique)),
        groups=join_claims(profiles, unique.values()),
    )


def _seen(profiles: Mapping[str, ClaimProfile]) -> Iterator[SeenActor]:
    """Who speaks in these claims, each once, by day and document."""
    seen: dict[str, SeenActor] = {}
    for one in sorted(profiles.values(), key=lambda one: (one.day or "", one.claim.document, one.claim.id)):
        for hop in one.hops:
            if hop.actor is not None:
                seen.setdefault(hop.actor.id, SeenActor(hop.actor, one.claim.document, one.page, one.day, None))
    yield from seen.values()
