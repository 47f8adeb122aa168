"""What people decide, made into judgements, and brought to the rows that it is about.

In: a view of the ledger, and what somebody wants to decide; rows of the ledger. Out: judgements, anchored to what they had
before them; documents and rows as people left them. It appends nothing; `applying` brings rows to the log.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sayso.bookkeeping.adding import make_addition, read_given, write_addition
from sayso.bookkeeping.applying import read_log
from sayso.bookkeeping.editing import write_edit
from sayso.bookkeeping.folding import Folded, fold
from sayso.errors import NotFound, QueryError
from sayso.linking.actors import find_row, make_link
from sayso.linking.anchors import quote_span, read_span
from sayso.linking.judgements import Candidate, candidate_of, describe, review_of, weight_of
from sayso.linking.verdicts import describe_link
from sayso.records import Judgement, SeenActor
from sayso.records.ids import judgement_id
from sayso.store import Shown, View

__all__ = [
    "ACTIONS",
    "Author",
    "add_row",
    "check_passage",
    "judge_parties",
    "judge_row",
    "read_folded",
    "read_party",
    "review_shown",
    "withdraw",
]

#: What can be decided about a claim or attribution.
ACTIONS: Final = ("accept", "reject", "edit", "comment")
LONGEST_NOTE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Author:
    """Who decides, when, and why."""

    user: str
    at: str
    note: str | None = None

    def __post_init__(self) -> None:
        if not self.user.strip():
            raise QueryError("user", "a decision has an author: give a name")
        if self.note is not None and len(self.note) > LONGEST_NOTE:
            raise QueryError("note", f"it has {len(self.note)} characters: at most {LONGEST_NOTE} are kept")

    def judge(self, subject: str, action: str, candidate: Candidate | None, *texts: str | None, key: str = "") -> Judgement:
        """A judgement of this author; `texts` are before and after, `key` tells apart what is decided at one instant."""
        own = judgement_id(subject, action + key, self.user, self.at)
        anchor = None if candidate is None else candidate.quote
        return Judgement(own, subject, anchor, action, texts[0], texts[1], self.user, self.at, self.note)


def read_folded(view: View, document: str) -> Folded:
    """A document as people left it."""
    analysis = view.read_analysis(document)
    return fold(analysis, read_log(view, [analysis.document.page]))


def judge_row(view: View, subject: str, action: str, author: Author, after: Mapping[str, Any] | None) -> tuple[Judgement, str]:
    """The judgement of a claim or attribution, anchored to the words it is about, and its page.

    Raises:
        QueryError: the action is none, the row can have none, or an edit makes no sense.
    """
    shown = view.read_shown(view.find_id(subject))
    item = shown.claim if shown.kind == "claim" else shown.attribution
    if shown.kind == "document" and action == "comment":
        return author.judge(shown.id, action, None, None, None, key=_note(author)), shown.document.page
    if item is None or shown.kind not in ("claim", "attribution"):
        raise QueryError(shown.id, "only claims and attributions can be judged: `sayso show` lists those of a document")
    if action not in ACTIONS:
        raise QueryError(action, "not a judgement: accept, reject, edit or comment")
    if (action == "edit") != (after is not None):
        raise QueryError(action, "an edit says what the row should be; nothing else does")
    key = _note(author) if action == "comment" else ""
    folded = read_folded(view, shown.document.id)
    candidate = folded.candidates.get(shown.id) or candidate_of(item, shown.document.text)
    written = None
    if after is not None:
        edit = write_edit(item, after, folded.reviewed.analysis)
        written = key = _to_json(edit)
    judgement = author.judge(shown.id, action, candidate, describe(item, candidate.names), written, key=key)
    return judgement, shown.document.page


def add_row(view: View, document: str, author: Author, asked: Mapping[str, Any]) -> tuple[Judgement, str]:
    """The judgement that adds an attribution to a document, and its page.

    Raises:
        QueryError: the spans make no sense, or there is an attribution of this cue.
    """
    shown = view.read_shown(view.find_id(document))
    analysis = read_folded(view, shown.document.id).reviewed.analysis
    written = write_addition(read_given(analysis, **asked), analysis)
    made = make_addition(written, analysis)
    if made is None:
        raise QueryError(document, "the words are not in the text")
    candidate = candidate_of(made[0], analysis.document.text)
    return author.judge(made[0].id, "add", candidate, None, _to_json(written)), shown.document.page


def check_passage(view: View, document: str, span: Any, author: Author) -> tuple[Judgement, str]:
    """The judgement that a passage of a document was gone through completely, and its page.

    Raises:
        QueryError: the passage makes no sense, or it is no person who checks.
    """
    if weight_of(author.user) < weight_of(""):
        raise QueryError(author.user, "only a person can say that a passage is checked")
    shown = view.read_shown(view.find_id(document))
    text = shown.document.text
    passage = read_span("passage", span, text)
    quote = quote_span(text, passage)
    after = _to_json({"document": shown.document.id, "span": [passage.start, passage.end]})
    return author.judge(shown.document.id, "check", Candidate("", quote, ()), None, after, key=after), shown.document.page


def judge_parties(left: SeenActor, right: SeenActor | str, action: str, author: Author) -> Judgement:
    """The judgement that two parties are, or are not, one.

    Raises:
        QueryError: the action is no verdict, or both are one.
    """
    if left == right:
        raise QueryError(left.actor.id, "an actor is itself: name two")
    if action not in ("accept", "reject"):
        raise QueryError(action, "not a judgement: accept or reject")
    link = make_link(left, right)
    return author.judge(link.id, action, None, describe_link(link, (left, right)), None)


def withdraw(old: Judgement, author: Author) -> Judgement:
    """The judgement that takes another one back.

    Raises:
        QueryError: it was made by somebody who counts for more.
    """
    if weight_of(author.user) < weight_of(old.user):
        raise QueryError(old.id, f"{old.user} decided this, and a {author.user.partition(':')[0]} cannot take it back")
    own = judgement_id(old.subject, f"withdraw {old.id}", author.user, author.at)
    return Judgement(own, old.subject, old.anchor, "withdraw", None, None, author.user, author.at, author.note, old.id)


def read_party(view: View, key: str) -> SeenActor | str:
    """The actor of an id, or the id of a row of a table.

    Raises:
        NotFound: there is neither.
    """
    if ":" not in key:
        return view.read_actor(key)
    if find_row(key) is None:
        raise NotFound(key, "no table has this row: name it actors:ID or outlets:ID, as suggestions do")
    return key


def review_shown(view: View, shown: Shown) -> Shown:
    """The row with what was decided about it, and with its links."""
    item = shown.claim if shown.kind == "claim" else shown.attribution
    ends = {"claim": shown.id, "document": shown.id, "page": shown.document.id}
    if shown.kind in ends:
        shown = replace(shown, links=tuple(kept.link for kept in view.read_links([ends[shown.kind]])))
    log = read_log(view, [shown.document.page])
    if not log:
        return shown
    if shown.kind not in ("claim", "attribution") or item is None:
        own = tuple(one.judgement for one in log if one.judgement.subject == shown.id)
        return replace(shown, judgements=own)
    review = fold(view.read_analysis(shown.document.id), log).reviewed.reviews.get(shown.id)
    if review is None:  # a row that the last reading has no more: only what was said of it under its id
        own = tuple(one.judgement for one in log if one.judgement.subject == shown.id)
        review = review_of(candidate_of(item, shown.document.text), own)
    shown = replace(shown, judgements=review.judgements, verdict=review.verdict, changed=review.changed)
    return replace(shown, state=review.state)


def _note(author: Author) -> str:
    """What a comment says.

    Raises:
        QueryError: it says nothing.
    """
    if author.note is None or not author.note.strip():
        raise QueryError("comment", "it says nothing: give a note")
    return author.note


def _to_json(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":"))
