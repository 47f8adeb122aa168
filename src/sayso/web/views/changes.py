"""What somebody asked for in a form, as the ledger takes it; and what is told them afterwards.

In: the fields of a form and the row that they are about. Out: the `after` of an edit, spans, or an `Outcome`. It appends
nothing: see `routes.judging`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from sayso.errors import QueryError
from sayso.export.wording import count_things
from sayso.records import Attribution, Claim, Judgement, Span, strip_span
from sayso.web.views.choices import read_pieces
from sayso.web.views.sheets import speaking_hop

__all__ = [
    "BATCH", "DONE", "Outcome", "batch_note", "count_done", "edit_chain", "edit_speaker", "edit_words", "last_undoable",
    "return_to", "safe_path", "tell_twice", "withdrawn_in",
]  # fmt: skip

#: What was done, in words; with a number of rows the words follow it.
DONE: Final[Mapping[str, str]] = {
    "accept": "Accepted",
    "reject": "Rejected",
    "comment": "Noted",
    "edit": "Changed",
    "add": "Added",
    "check": "Marked as checked",
    "join": "Kept as one",
    "part": "Kept apart",
    "undo": "Undone",
}
#: The note by which the decisions that were made together are taken back together.
BATCH: Final = re.compile(r"one of \d+ decided together \([0-9a-f]{8}\)", re.ASCII)
#: Parameters that only tell what was done.
TOLD: Final = ("did", "n", "undo")
CONTROL: Final = re.compile(r"[\x00-\x20\\\x7f]")
LONGEST_PATH: Final = 2000
ROLES: Final[tuple[str, ...]] = ("sources", "cue", "contents", "channel")
#: Roles that must have words, and what is told whoever ticked none.
NEEDED: Final[Mapping[str, str]] = {
    "contents": "tick what is said, or reject the row: a claim has words",
    "cue": "tick the words that say that somebody says it",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a change: `line` tells it, `undo` are the judgements that take it back, `rows` what to show anew.

    Of one that was not made, `is_done` is false, and `line` says why.
    """

    line: str
    did: str = ""
    undo: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    document: str | None = None
    is_done: bool = True


def edit_words(row: Claim | Attribution, inner: Attribution | None, form: Mapping[str, Sequence[Any]], text: str) -> Any:
    """The edits that ticked words come to: pairs of a row's id and what is to be changed of it.

    Sources, cue and channel are the attribution's; so are the contents where the claim has all of them. A role that the form
    did not show stays as it is.

    Raises:
        QueryError: nothing is ticked where something must be, or nothing was changed.
    """
    shown = _first(form, "shown").split()
    ticked = {role: read_pieces(role, form.get(role, ()), text) for role in ROLES if role in shown}
    for role, reason in NEEDED.items():
        if role in shown and not ticked[role] and (role == "contents" or inner is not None):
            raise QueryError(role, reason)
    own: dict[str, Any] = {}
    above: dict[str, Any] = {}
    if inner is not None:
        given = {"sources": inner.sources, "cue": inner.cue, "channel": () if inner.channel is None else (inner.channel,)}
        for role, spans in given.items():
            if role in shown and ticked[role] != _as_ticked(role, spans, text):
                above[role] = _hull(ticked[role]) if role == "channel" else ticked[role]
    if "contents" in shown and ticked["contents"] != _as_ticked("contents", row.contents, text):
        is_whole = inner is not None and inner.contents == row.contents
        (above if is_whole else own)["contents"] = ticked["contents"]
    edits = [(inner.id, above)] if inner is not None and above else []
    edits += [(row.id, own)] if own else []
    if not edits:
        raise QueryError("words", "nothing was changed: the row is so already")
    return edits


def edit_speaker(claim: Claim, chosen: str, name: str) -> dict[str, Any]:
    """The chain with another innermost source: an actor's id, "name" with a typed one, "nobody", or "own" for none."""
    number = speaking_hop(claim)
    kept: list[dict[str, Any]] = [{"hop": one} for one in range(len(claim.chain))]
    if chosen == "own":
        return {"chain": [{"hop": one} for one, hop in enumerate(claim.chain) if hop.role != "source"]}
    if chosen == "nobody":
        told: dict[str, Any] = {"name": None, "actor": None}
    elif chosen == "name":
        if not name.strip():
            raise QueryError("name", "write who says it, or choose somebody")
        told = {"name": name}
    elif chosen:
        told = {"actor": chosen}
    else:
        raise QueryError("speaker", "choose who says it")
    new = {"hop": number, **told}
    return {"chain": [*kept, new] if number is None else [*kept[:number], new]}


def edit_chain(claim: Claim, form: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """The chain that the fields of a form come to: hops under other names, without some, with a new one."""
    hops: list[dict[str, Any]] = []
    new: dict[str, Any] | None = None
    if name := _first(form, "new-name").strip():
        new = {"hop": None, "name": name, "polarity": _first(form, "new-polarity") or "+"}
    elif _first(form, "new-nobody"):
        new = {"hop": None, "name": None, "polarity": _first(form, "new-polarity") or "+"}
    before = _first(form, "new-before")
    for number, hop in enumerate(claim.chain):
        if new is not None and before == str(number):
            hops.append(new)
            new = None
        if not _first(form, f"drop-{number}"):
            hops.append(_changed_hop(number, hop.name, hop.polarity, form))
    return {"chain": hops if new is None else [*hops, new]}


def _changed_hop(number: int, name: str | None, polarity: str, form: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    told: dict[str, Any] = {"hop": number}
    typed = " ".join(_first(form, f"name-{number}").split()) or None if f"name-{number}" in form else name
    if typed != (" ".join(name.split()) if name else None):
        told["name"] = typed
    if (sign := _first(form, f"polarity-{number}") or polarity) != polarity:
        told["polarity"] = sign
    return told


def batch_note(number: int, mark: str, note: str | None) -> str | None:
    """The note of each of several decisions that were made together."""
    return note if number == 1 else f"one of {number} decided together ({mark[:8]})" + (f": {note}" if note else "")


def withdrawn_in(history: Iterable[Judgement]) -> frozenset[str]:
    """What was taken back, and not put back, in a history that has the newest first."""
    found: set[str] = set()
    for one in history:
        if one.withdraws is not None and one.id not in found:
            found.add(one.withdraws)
    return frozenset(found)


def last_undoable(history: Sequence[Judgement]) -> tuple[str, ...]:
    """The last judgement that was not taken back, with those that were made together with it; the newest come first."""
    withdrawn = withdrawn_in(history)
    standing = [one for one in history if one.withdraws is None and one.id not in withdrawn]
    if not standing:
        return ()
    batch = BATCH.match(standing[0].note or "")
    together = [one for one in standing if batch is not None and (one.note or "").startswith(batch[0])]
    return tuple(one.id for one in together or standing[:1])


def tell_twice(action: str, user: str, standing: Sequence[tuple[str, str]]) -> str | None:
    """That somebody decides what they decided already; `standing` are users and their last decisions."""
    for other, decided in standing:
        if other == user and decided == action:
            return f"You {DONE[action].lower()} this already: nothing was added."
    return None


def count_done(did: str, number: int) -> str:
    """What was done, told in a word or two."""
    words = DONE.get(did, "Done")
    return f"{words}." if number < 2 else f"{words}: {count_things(number, 'row')}."


def safe_path(given: object) -> str:
    """A path of ours to go back to; anything else, and another site above all, is the front page."""
    path = str(given or "")
    is_local = path.startswith("/") and not path.startswith("//") and not CONTROL.search(path)
    return path if is_local and len(path) <= LONGEST_PATH else "/"


def return_to(back: str, outcome: Outcome) -> str:
    """Where one was, told what was done; at the row that was changed."""
    parts = urlsplit(safe_path(back))
    pairs = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key not in TOLD]
    pairs += [("did", outcome.did), ("n", str(len(outcome.undo)))] if outcome.did else []
    pairs += [("undo", ".".join(outcome.undo))] if outcome.undo else []
    fragment = f"{outcome.rows[0][:1]}-{outcome.rows[0]}" if outcome.rows else parts.fragment
    return parts.path + (f"?{urlencode(pairs)}" if pairs else "") + (f"#{fragment}" if fragment else "")


def _as_ticked(role: str, spans: Sequence[Span], text: str) -> list[list[int]]:
    """Spans as they come back from a form in which nobody changed anything."""
    stripped = [strip_span(text, span) for span in spans]
    return read_pieces(role, [f"{span.start}-{span.end}" for span in stripped if len(span)], text)


def _hull(spans: list[list[int]]) -> list[int] | None:
    return [spans[0][0], spans[-1][1]] if spans else None


def _first(form: Mapping[str, Sequence[Any]], name: str) -> str:
    values = form.get(name) or ("",)
    return str(values[0])
