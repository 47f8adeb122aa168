"""What can be done about a row, and what people said of it so far.

In: a claim or attribution with its review. Out: a `Tools` for the buttons beside it. `stamp` says in few letters how the row
stood when it was shown, so that a decision on a row that has changed since can be told. It decides nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.linking.judgements import in_force
from sayso.records import Attribution, Claim, Judgement, Review, Reviewed
from sayso.records.codec import to_plain
from sayso.records.ids import digest

__all__ = ["DECISIONS", "Tools", "Voice", "find_voices", "list_tools", "make_tools", "stamp_row"]

#: What each action of a judgement makes of a row, in words.
DECISIONS: Final[Mapping[str, str]] = {"accept": "accepted", "reject": "rejected", "edit": "edited", "add": "added"}
STAMP: Final = 10


@dataclass(frozen=True, slots=True)
class Voice:
    """Where somebody stands: their last decision on a row, or a comment of theirs."""

    user: str
    action: str
    words: str
    at: str
    note: str | None
    judgement: str


@dataclass(frozen=True, slots=True)
class Tools:
    """What the buttons of a row need: `row` and `document` are ids, `kind` is claim or attribution.

    `is_split` says that people decided differently; all of them are shown, whoever has the last word.
    """

    row: str
    document: str
    kind: str
    stamp: str
    state: str
    changed: bool
    voices: tuple[Voice, ...]
    comments: tuple[Voice, ...]
    is_split: bool
    start: int


def list_tools(reviewed: Reviewed) -> dict[str, Tools]:
    """The tools of every row of a document, by its id."""
    document, analysis = reviewed.analysis.document.id, reviewed.analysis
    rows: tuple[Claim | Attribution, ...] = (*analysis.attributions, *analysis.claims)
    return {row.id: make_tools(row, reviewed.reviews.get(row.id), document) for row in rows}


def make_tools(row: Claim | Attribution, review: Review | None, document: str) -> Tools:
    """The tools of one row; of one without a review nobody has said anything."""
    voices = find_voices(review.judgements) if review is not None else ()
    comments = () if review is None else tuple(_voice(one) for one in in_force(review.judgements) if one.action == "comment")
    stands = {"reject" if voice.action == "reject" else "accept" for voice in voices}
    spans = row.contents or (row.cue if isinstance(row, Attribution) else ())
    return Tools(
        row=row.id,
        document=document,
        kind="claim" if isinstance(row, Claim) else "attribution",
        stamp=stamp_row(row, review),
        state="machine" if review is None else review.state,
        changed=review is not None and review.changed,
        voices=voices,
        comments=comments,
        is_split=len(stands) > 1,
        start=min((span.start for span in spans), default=0),
    )


def stamp_row(row: Claim | Attribution, review: Review | None) -> str:
    """A few letters that differ when the row, or what was said of it, differs."""
    said = () if review is None else tuple(one.id for one in review.judgements)
    return digest("stamp", repr(to_plain(row)), *said)[:STAMP]


def find_voices(judgements: Sequence[Judgement]) -> tuple[Voice, ...]:
    """The last decision of everybody who decided and did not take it back, by the time of it."""
    last: dict[str, Judgement] = {}
    for one in in_force(judgements):
        if one.action in DECISIONS:
            last.pop(one.user, None)
            last[one.user] = one
    return tuple(_voice(one) for one in last.values())


def _voice(one: Judgement) -> Voice:
    return Voice(one.user, one.action, DECISIONS.get(one.action, one.action), one.at[:16].replace("T", " "), one.note, one.id)
