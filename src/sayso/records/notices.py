"""What a watch noticed: by claims, never by pages.

In: nothing. Out: `Notice`, which names rows of the ledger and holds no word of them: what is redacted is gone from here too.
"""

from dataclasses import dataclass
from typing import Literal, get_args

__all__ = ["NOTICE_KINDS", "Notice", "NoticeKind"]

#: `new_claim`: nobody in the ledger had said so. `new_origin`: somebody else, by all that is known independent, says so too.
#: `copy`: one more page has it from those. `hedge_dropped`: a page says it more surely than the one it has it from. `denial`:
#: it is denied or contradicted. `taken_back`: it was corrected or withdrawn. `silent_edit`: a page says otherwise than before.
NoticeKind = Literal["new_claim", "new_origin", "copy", "hedge_dropped", "denial", "taken_back", "silent_edit"]
NOTICE_KINDS: tuple[NoticeKind, ...] = get_args(NoticeKind)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that was noticed, once for each saved search that it has to do with (`search` null: for all).

    `claim` is what is new, `other` the claim that it bears on; of a silent edit `document` is the new version and `other` the
    one before. `at` is when it was noticed (a UTC instant), no date of what it is about.
    """

    id: str
    kind: NoticeKind
    search: str | None
    claim: str | None
    other: str | None
    document: str | None
    at: str
