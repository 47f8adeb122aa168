"""The stories of a ledger, and the links between the claims of each.

In: the copies among documents. Out: rows, and how much hangs on each claim. The claims of a story are compared anew only if its
documents, the copies among them or what people decided about them have changed: that is in the digest kept with it. A story
whose claims are not compared yet has an empty one, so that a run that was stopped goes on. What people say of claims in two
stories holds too.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sayso.bookkeeping.link_changes import LinkChanges, compare_links
from sayso.bookkeeping.link_state import METHOD, LinkState
from sayso.bookkeeping.nearness import read_nearness
from sayso.bookkeeping.profiling import read_claims, read_story_profiles
from sayso.bookkeeping.story_claims import StoryTask, link_stories
from sayso.linking.answers import BETWEEN_DOCUMENTS
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claim_verdicts import CLAIM_LINKS, NO_VERDICTS, ClaimVerdict, claim_end, make_claim_link
from sayso.linking.pair_scores import NOTHING_KNOWN
from sayso.linking.stories import cluster_pairs, compare_profiles
from sayso.linking.story_names import name_stories
from sayso.linking.story_profiles import StoryProfile
from sayso.records import RecordLink, Story
from sayso.records.ids import digest
from sayso.store import ClaimWeight, KeptLink, KeptStory, Store, View, write_out

__all__ = ["StoryLinker"]

PENDING: Final = ""
#: Changes that are written in one transaction.
AT_ONCE: Final = 5000
Near = Mapping[str, Sequence[RecordLink]]


@dataclass(slots=True)
class StoryLinker:
    """One pass over the stories: what it reads, and the changes that wait to be written.

    The view is one of after the links between documents were written. `workers` is how many stories are linked side by side.
    """

    store: Store
    view: View
    state: LinkState
    rebuild: bool
    advance: Callable[[], None]
    workers: int = 1
    changes: list[LinkChanges] = field(default_factory=list)
    done: list[KeptStory] = field(default_factory=list)
    weights: dict[str, tuple[ClaimWeight, ...]] = field(default_factory=dict)
    written: int = 0

    def link(self) -> int:
        """Bring stories and their claims up to date; how much was written."""
        copies = sorted(self.view.iter_bare("copy"), key=lambda link: (link.id, link.left))
        profiles = list(read_story_profiles(self.view))
        pages = {one.document: one.page for one in profiles}
        before = {kept.story.id: kept for kept in self.view.iter_stories()}
        stories = self._find_stories(profiles, copies, tuple(kept.story for kept in before.values()))
        del profiles
        self._write_stories(stories, before)
        near = _by_document(copies)
        changed: list[tuple[KeptStory, tuple[RecordLink, ...]]] = []
        for story in stories:
            inside = _inside(story, near)
            own = self._digest(story, inside, pages)
            if self.rebuild or before.get(story.id) != KeptStory(story, own):
                changed.append((KeptStory(story, own), inside))
            else:
                self.advance()
        self._link_stories(changed)
        self._link_across()
        return self.written

    def _find_stories(
        self, profiles: Sequence[StoryProfile], copies: Sequence[RecordLink], previous: Sequence[Story]
    ) -> tuple[Story, ...]:
        """The stories as they are now; what pairs of documents are scored is kept for the next time."""
        nearness = read_nearness(self.view, profiles)
        pairs = compare_profiles(profiles, copies, NOTHING_KNOWN if self.rebuild else nearness.known(self.state.fresh))
        changed = list(nearness.list_changes(pairs))
        if changed:
            with self.store.writing() as writer:
                writer.put_profiles(changed)
        return name_stories(pairs.profiles, cluster_pairs(pairs), previous)

    def _write_stories(self, stories: Sequence[Story], before: Mapping[str, KeptStory]) -> None:
        """The stories as they are now, those that changed with their claims to come; what is no story any more goes."""
        changed = [story for story in stories if story.id not in before or before[story.id].story != story]
        gone = sorted(before.keys() - {story.id for story in stories})
        lost = [(kept.link.id, kept.link.left, story) for story in gone for kept in self.view.read_story_links(story)]
        if changed or gone:
            with self.store.writing() as writer:
                writer.drop_links(lost)
                writer.drop_stories(gone)
                writer.put_stories(KeptStory(story, PENDING) for story in changed)
        self.written += len(changed) + len(gone) + len(lost)

    def _digest(self, story: Story, copies: Sequence[RecordLink], pages: Mapping[str, str]) -> str:
        """The digest of all that the links of a story's claims are made from."""
        judged = {
            judgement.id
            for page in {pages[key] for key in story.documents if key in pages}
            for verdict in self.state.by_page.get(page, ())
            for judgement in verdict.judgements
        }
        read = sorted(f"{key} {self.state.marks.get(key, '')}" for key in story.documents)
        return digest(METHOD, *read, "copies", *sorted(link.id for link in copies), "judged", *sorted(judged))

    # --- the claims of one story ---

    def _link_stories(self, stories: Iterable[tuple[KeptStory, Sequence[RecordLink]]]) -> None:
        """Link the claims of each story, and write what changes."""
        tasks = (self._task(kept, copies) for kept, copies in stories)
        for kept, found in link_stories(tasks, self.workers):
            self.changes.append(compare_links(self.view.iter_written(CLAIM_LINKS, kept.story.id), found.links))
            self.weights[kept.story.id] = found.weights
            self.done.append(kept)
            if sum(map(len, self.changes)) > AT_ONCE:
                self._flush()
            self.advance()
        self._flush()

    def _task(self, kept: KeptStory, copies: Sequence[RecordLink]) -> StoryTask:
        documents = kept.story.documents
        claims = tuple(one.record for one in self.view.iter_profiles("claims", documents))
        near = tuple(one.record for one in self.view.read_written(BETWEEN_DOCUMENTS, documents))
        # A verdict is on the pages of its claims: elsewhere there is no need to hand it on.
        pages = self.view.read_heads(documents).values() if self.state.by_page else ()
        is_judged = any(head.page in self.state.by_page for head in pages)
        return StoryTask(kept, claims, tuple(copies), near, self.state.verdicts if is_judged else NO_VERDICTS)

    def _flush(self) -> None:
        """Write what waits, a story with its links or not at all."""
        if self.done:
            with self.store.writing() as writer:
                for changes in self.changes:
                    changes.write(writer)
                writer.put_stories(self.done)
                for story, weights in self.weights.items():
                    writer.put_weights(story, weights)
        self.written += sum(map(len, self.changes))
        self.changes.clear()
        self.done.clear()
        self.weights.clear()

    def renew(self, pages_: Collection[str]) -> None:
        """Bring up to date what a decision about claims on these pages changes."""
        documents = self.view.read_documents(pages_)
        changed: list[tuple[KeptStory, tuple[RecordLink, ...]]] = []
        for story in sorted(set(self.view.read_stories_of(documents).values())):
            kept = self.view.read_story(story)
            members = kept.story.documents
            pages = {key: head.page for key, head in self.view.read_heads(members).items()}
            copies = [one.link for one in self.view.read_links(members, ["copy"])]
            inside = _inside(kept.story, _by_document(copies))
            changed.append((KeptStory(kept.story, self._digest(kept.story, inside, pages)), inside))
        self._link_stories(changed)
        self._link_across()

    # --- what people say of claims in two stories ---

    def _link_across(self) -> None:
        """The accepted links between claims that no story holds together."""
        before = self.view.iter_written(CLAIM_LINKS, None)
        changes = compare_links(before, (write_out(KeptLink(link)) for link in self._accepted()))
        if len(changes):
            with self.store.writing() as writer:
                changes.write(writer)
        self.written += len(changes)

    def _accepted(self) -> Iterator[RecordLink]:
        for verdict in self.state.verdicts.by_ends.values():
            if verdict.action != "accept":
                continue
            documents = self.view.read_documents({end[0] for end in verdict.ends})
            claims = [profile for own in read_claims(self.view, documents).values() for profile in own]
            left, right = (_find(claims, verdict, side) for side in (0, 1))
            if left is None or right is None or left is right:
                continue
            home = self.view.read_stories_of([left.claim.document, right.claim.document])
            if len(home) < 2 or len(set(home.values())) == 2:
                yield make_claim_link(verdict.kind, left, right)


def _find(claims: Iterable[ClaimProfile], verdict: ClaimVerdict, side: int) -> ClaimProfile | None:
    """The claim that one side of a verdict is about: by its id, else by its page, words and sources."""
    ordered = sorted(claims, key=lambda one: (one.claim.document, one.claim.id))
    exact = next((one for one in ordered if one.claim.id == verdict.ids[side]), None)
    return exact or next((one for one in ordered if claim_end(one) == verdict.ends[side]), None)


def _by_document(links: Iterable[RecordLink]) -> Near:
    found: defaultdict[str, list[RecordLink]] = defaultdict(list)
    for link in links:
        found[link.left].append(link)
        found[link.right].append(link)
    return found


def _inside(story: Story, near: Near) -> tuple[RecordLink, ...]:
    """The links whose two documents are both in a story."""
    members = set(story.documents)
    found = {link.id: link for key in story.documents for link in near.get(key, ()) if members >= {link.left, link.right}}
    return tuple(found[key] for key in sorted(found))
