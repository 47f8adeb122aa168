"""Who had it from whom, as rows to print: roots, below them who heard them, below those who copied or cited.

In: a `Provenance`. Out: `TreeRow`s in the order to print them, each page once, with its day and the sentence that says why it
stands there. A house that is cited and has no page here gets a row of its own. It draws no lines and no colours.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sayso.linking.lineage import Lineage, Step
from sayso.linking.naming import house_name, page_name
from sayso.linking.provenance import Provenance

__all__ = ["RowKind", "TreeRow", "who_had_it_from_whom"]

RowKind = Literal["root", "house", "page"]


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A line of the tree: `depth` steps to the right; `claim` and `document` where it is a page.

    `rule` and `link` are those of the step that put it there, `words` say it for a person; `also` names further roots.
    """

    depth: int
    kind: RowKind
    name: str
    day: str | None
    page: str | None
    document: str | None
    claim: str | None
    rule: str | None
    link: str | None
    words: str
    also: tuple[str, ...] = ()


def who_had_it_from_whom(provenance: Provenance) -> tuple[TreeRow, ...]:
    """The rows of the tree, roots in the order in which they were first heard."""
    return tuple(_Tree(provenance.lineage).rows())


class _Tree:
    """Which page hangs below what, and the rows of that."""

    def __init__(self, lineage: Lineage) -> None:
        self.lineage = lineage
        #: The claim that stands for each page: the one that leads furthest from its own word.
        self.shown: dict[str, str] = {}
        for claim, step in lineage.steps.items():
            page = lineage.claims[claim].page
            if step.rule != "same_page" and (page not in self.shown or self._rank(claim) < self._rank(self.shown[page])):
                self.shown[page] = claim
        self.house_pages: dict[str, str] = {}
        for page, claim in self.shown.items():
            house = lineage.claims[claim].house
            if house is not None and lineage.steps[claim].rule != "near_copy":
                self.house_pages.setdefault(house, page)
        self.below: defaultdict[str, list[str]] = defaultdict(list)
        #: The nodes of houses without a page here, by root.
        self.cited: defaultdict[str, list[str]] = defaultdict(list)
        for page, claim in sorted(self.shown.items(), key=lambda pair: (lineage.claims[pair[1]].day or "9999", pair[0])):
            node = self._parent(page, claim)
            if node.startswith("h:") and node not in self.below:
                self.cited[node.partition("|")[2]].append(node)
            self.below[node].append(page)

    def _rank(self, claim: str) -> tuple[bool, str, str]:
        profile = self.lineage.claims[claim]
        return self.lineage.steps[claim].rule == "untraced", profile.day or "9999", claim

    def _parent(self, page: str, claim: str) -> str:
        """The node that a page hangs below: "p:PAGE", "h:HOUSE|ROOT" or "r:ROOT"."""
        step = self.lineage.steps[claim]
        root = self.lineage.ends[claim][0]
        kind, _, key = step.towards.partition(":")
        if kind == "c" and (above := self.lineage.claims[key].page) != page:
            return f"p:{above}"
        houses = self.lineage.voices.of[claim].houses
        house = key if kind == "h" and step.rule == "declares_source" else houses[-1] if houses else None
        if house is None or house == root:
            return f"r:{root}"
        above_page = self.house_pages.get(house)
        if above_page is not None and above_page != page:
            return f"p:{above_page}"
        return f"h:{house}|{root}"

    def rows(self) -> Iterator[TreeRow]:
        """All rows; a page that hangs in a circle is shown below its root."""
        done: set[str] = set()
        for key, root in self.lineage.roots.items():
            name = root.name or "not known"
            yield TreeRow(0, "root", name, None, None, None, None, None, None, _root_words(root.kind, name))
            yield from self._under(f"r:{key}", 1, done)
            for node in self.cited[key]:
                house = house_name(node[2:].partition("|")[0])
                words = f"{house} is cited and has no page of its own here."
                yield TreeRow(1, "house", house, None, None, None, None, None, None, words)
                yield from self._under(node, 2, done)
        for page in self.shown:
            if page not in done:
                yield from self._page(page, 1, done)

    def _under(self, node: str, depth: int, done: set[str]) -> Iterator[TreeRow]:
        for page in self.below.get(node, ()):
            if page not in done:
                yield from self._page(page, depth, done)

    def _page(self, page: str, depth: int, done: set[str]) -> Iterator[TreeRow]:
        """A page and what hangs below it, without recursion: a chain of copies may be long."""
        stack = [(page, depth)]
        while stack:
            own, at = stack.pop()
            if own in done:
                continue
            done.add(own)
            yield self._row(own, at)
            stack += [(below, at + 1) for below in reversed(self.below.get(f"p:{own}", ()))]

    def _row(self, page: str, depth: int) -> TreeRow:
        claim = self.shown[page]
        profile, step = self.lineage.claims[claim], self.lineage.steps[claim]
        others = tuple(self.lineage.roots[end].name or "not known" for end in self.lineage.ends[claim][1:])
        return _page_row(depth, page_name(profile), profile.day, page, profile.claim.document, step, others)


def _page_row(depth: int, name: str, day: str | None, page: str, document: str, step: Step, also: tuple[str, ...]) -> TreeRow:
    return TreeRow(depth, "page", name, day, page, document, step.claim, step.rule, step.link, step.words, also)


def _root_words(kind: str, name: str) -> str:
    return {
        "speaker": f"{name} is named as the one who says it.",
        "document": f"{name} is named as the text that says it.",
        "post": f"{name} is named as the post that says it.",
        "outlet": f"{name} is named; where it has it from stands on no page here.",
        "anonymous": f"“{name}” is all that is said of who says it.",
        "untraced": f"Where {name} has it from is not said.",
    }[kind]
