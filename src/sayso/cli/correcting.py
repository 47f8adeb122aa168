"""Decisions as they are given on a command line, made in the ledger.

In: an action and its options. Out: the judgement that was appended. Words are looked for in the document, hops are counted from
the page inwards, from 1; what makes no sense is said in one line.
"""

import getpass
from dataclasses import dataclass
from typing import Any

import click

from sayso.errors import QueryError
from sayso.ledger import Ledger
from sayso.records import Claim, Judgement

__all__ = ["Correction", "decide", "login_name"]


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision: the action, what it is about, who decides and why; the rest says what is edited, or which passage checked."""

    action: str
    subject: str
    user: str
    note: str | None = None
    speaker: str | None = None
    hop: int | None = None
    drop: bool = False
    words: str | None = None


def decide(ledger: Ledger, asked: Correction) -> Judgement:
    """Append what was asked for.

    Raises:
        NotFound: there is no such row or judgement.
        QueryError: an edit or a passage makes no sense.
    """
    if asked.action != "edit" and (asked.speaker is not None or asked.hop is not None or asked.drop):
        raise click.UsageError("--speaker, --hop and --drop say what is edited: use them with edit.")
    if asked.words is not None and asked.action not in ("edit", "check"):
        raise click.UsageError("--words says what is edited or checked: use it with edit or check.")
    if asked.action == "withdraw":
        return ledger.withdraw(asked.subject, asked.user, asked.note)
    if asked.action == "check":
        text = ledger.show(asked.subject).document.text
        passage = (0, len(text)) if asked.words is None else _find(text, asked.words)
        return ledger.check(asked.subject, passage, asked.user, asked.note)
    after = _edit(ledger, asked) if asked.action == "edit" else None
    return ledger.judge(asked.subject, asked.action, asked.user, asked.note, after=after)


def _edit(ledger: Ledger, asked: Correction) -> dict[str, Any]:
    """What the claim should be."""
    if asked.speaker is None and not asked.drop and asked.words is None:
        raise click.UsageError("Say what the row should be: --speaker, --drop or --words.")
    if asked.speaker is not None and asked.drop:
        raise click.UsageError("A hop is renamed or dropped, not both.")
    shown = ledger.show(asked.subject)
    after: dict[str, Any] = {}
    if asked.words is not None:
        after["contents"] = [list(_find(shown.document.text, asked.words))]
    if asked.speaker is not None or asked.drop:
        if shown.kind != "claim" or shown.claim is None:
            raise QueryError(shown.id, "only a claim has a chain: edit the words of an attribution, or one of its claims")
        after["chain"] = list(_chain(shown.claim, asked))
    return after


def _chain(claim: Claim, asked: Correction) -> list[dict[str, Any]]:
    number = len(claim.chain) if asked.hop is None else asked.hop
    is_own = asked.hop is None and not any(hop.role == "source" for hop in claim.chain)
    if number > len(claim.chain):
        raise QueryError(claim.id, f"its chain has {len(claim.chain)} hops: there is no hop {number}")
    kept: list[dict[str, Any]] = [{"hop": place} for place in range(len(claim.chain))]
    if is_own and asked.drop:
        raise QueryError(claim.id, "the publisher says it in its own name: name the hop to drop with --hop")
    if is_own:  # what was taken for the publisher's own word is somebody's
        return [*kept, {"hop": None, "name": asked.speaker}]
    if asked.drop:
        return [hop for hop in kept if hop["hop"] != number - 1]
    return [{**hop, "name": asked.speaker} if hop["hop"] == number - 1 else hop for hop in kept]


def _find(text: str, words: str) -> tuple[int, int]:
    """Where these words stand in a text, which must be once."""
    count = text.count(words) if words else 0
    if count != 1:
        found = "they do not stand in the text" if not count else f"they stand there {count} times: give more of them"
        raise QueryError(f"{words!r:.60}", found)
    start = text.index(words)
    return start, start + len(words)


def login_name() -> str:
    """Who is at this keyboard, as the system knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise click.UsageError("This system does not say who you are: name yourself with --user.") from None
