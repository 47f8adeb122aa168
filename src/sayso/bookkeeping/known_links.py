"""Links read while one answer is made: each claim's once, however often it is met.

In: a view and the ids of claims. Out: their links of the kinds that are asked for, in a fixed order. It lives as long as
one question and writes nothing.
"""

from collections import defaultdict
from collections.abc import Collection

from sayso.records import LinkKind, RecordLink
from sayso.store import View

__all__ = ["KnownLinks"]


class KnownLinks:
    """The links of claims, read from the ledger when a claim is met first."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._by_end: dict[str, dict[tuple[str, str], RecordLink]] = {}

    def of(self, claims: Collection[str], kinds: Collection[LinkKind]) -> list[RecordLink]:
        """The links of these kinds that have one of these claims at an end."""
        self._read([one for one in claims if one not in self._by_end])
        found = {key: link for one in claims for key, link in self._by_end[one].items() if link.kind in kinds}
        return [found[key] for key in sorted(found)]

    def _read(self, claims: Collection[str]) -> None:
        if not claims:
            return
        met: defaultdict[str, dict[tuple[str, str], RecordLink]] = defaultdict(dict)
        for kept in self._view.read_links(claims):
            for end in (kept.link.left, kept.link.right):
                met[end][kept.link.id, kept.link.left] = kept.link
        self._by_end.update({one: met.get(one, {}) for one in claims})
