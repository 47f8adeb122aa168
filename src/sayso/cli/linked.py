"""How far the linking of a ledger has come, in words.

In: a `LinkSummary`, or an opened ledger. Out: lines for a person: what is linked now, and whether it is out of date.
"""

import re
from typing import TYPE_CHECKING, Final

from rich.console import Group, RenderableType
from rich.text import Text

from sayso.cli.output import Output

if TYPE_CHECKING:
    from sayso.bookkeeping.link_state import LinkSummary
    from sayso.ledger import Ledger

__all__ = ["draw_summary", "tell_rejected", "tell_unlinked"]

#: Hits among which rejected claims are counted.
MOST_HITS: Final = 200
#: A claim's id, instead of words.
CLAIM: Final = re.compile("c[0-9a-f]{6,24}")


def draw_summary(summary: "LinkSummary") -> RenderableType:
    """What is linked, and what was new."""
    fresh = f"{_many(summary.fresh, 'document')} newly linked" if summary.fresh else "nothing new"
    between = ", ".join(
        (
            _many(summary.copies, "copy", "copies"),
            _many(summary.rewrites, "rewrite"),
            _many(summary.utterances, "shared quotation"),
            _many(summary.credits, "credit"),
        )
    )
    claims = ", ".join(
        (
            f"{summary.same_claims} that may say the same",
            _many(summary.denials, "denial"),
            _many(summary.conflicts, "conflict"),
            _many(summary.corrections, "correction"),
            _many(summary.updates, "update"),
        )
    )
    return Group(
        Text(f"{_many(summary.documents, 'document')} in {_many(summary.stories, 'story', 'stories')}: {fresh}."),
        Text(f"Between documents: {between}."),
        Text(f"Between claims: {claims}."),
    )


def tell_unlinked(output: Output, ledger: "Ledger") -> None:
    """One line where documents are not linked yet."""
    left = ledger.count_unlinked()
    if left:
        some = f"{_many(left, 'document')} {'is' if left == 1 else 'are'}"
        output.remark(f"{some} not linked yet, so copies and denials may be missing: run `sayso link`")


def _many(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def tell_rejected(output: Output, ledger: "Ledger", question: str) -> None:
    """Say how many claims a question means that people rejected: they are in none of its figures."""
    if CLAIM.fullmatch(question.strip()):
        return
    rejected = sum(hit.verdict == "reject" for hit in ledger.search(question, kind="claim", limit=MOST_HITS))
    if rejected:
        output.remark(f"{rejected} matching {'claim was' if rejected == 1 else 'claims were'} rejected and count for nothing.")
