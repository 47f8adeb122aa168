from typing import Any

import pytest
from tests.factory import analysis, hop

from sayso.errors import QueryError
from sayso.records import Claim, Judgement, Review
from sayso.web.views.changes import (
    Outcome,
    batch_note,
    count_done,
    edit_chain,
    edit_speaker,
    edit_words,
    last_undoable,
    return_to,
    safe_path,
    withdrawn_in,
)
from sayso.web.views.tools import find_voices, make_tools, stamp_row

STORY = analysis(("Mayor Ilse Hartog", "said", "the ferry is late"))
CLAIM: Claim = STORY.claims[0]


def judgement(number: int, action: str = "accept", **changes: Any) -> Judgement:
    plain: dict[str, Any] = {
        "id": f"j{number}", "subject": CLAIM.id, "anchor": None, "action": action, "before": None, "after": None, "user": "ana",
        "at": f"2031-05-02T10:00:{number:02}Z",
    }  # fmt: skip
    return Judgement(**(plain | changes))


def ticked(*, without: str = "", **other: list[str]) -> dict[str, list[str]]:
    inner = STORY.attributions[0]
    roles = {"sources": inner.sources, "cue": inner.cue, "contents": inner.contents}
    form = {role: [f"{span.start}-{span.end}" for span in spans] for role, spans in roles.items() if role != without}
    return {"shown": ["sources cue contents channel"], **form, **other}


def test_only_what_differs_is_edited() -> None:
    inner, text = STORY.attributions[0], STORY.document.text
    with pytest.raises(QueryError):
        edit_words(CLAIM, inner, ticked(), text)
    assert edit_words(CLAIM, inner, ticked(without="sources"), text) == [(inner.id, {"sources": []})]
    start = CLAIM.contents[0].start
    assert edit_words(CLAIM, inner, ticked(contents=[f"{start}-{start + 9}"]), text) == [
        (inner.id, {"contents": [[start, start + 9]]})
    ]


def test_what_the_form_did_not_show_stays() -> None:
    form = {"shown": ["contents"], "contents": ["22-31"]}
    ((row, edit),) = edit_words(CLAIM, STORY.attributions[0], form, STORY.document.text)
    assert (row, set(edit)) == (STORY.attributions[0].id, {"contents"})


def test_a_claim_of_its_own_is_edited_itself() -> None:
    assert edit_words(CLAIM, None, {"shown": ["contents"], "contents": ["0-5"]}, STORY.document.text) == [
        (CLAIM.id, {"contents": [[0, 5]]})
    ]


@pytest.mark.parametrize("missing", ["cue", "contents"])
def test_cue_and_contents_must_have_words(missing: str) -> None:
    with pytest.raises(QueryError, match="tick"):
        edit_words(CLAIM, STORY.attributions[0], ticked(without=missing), STORY.document.text)


def test_the_innermost_source_is_exchanged() -> None:
    assert edit_speaker(CLAIM, "r1", "")["chain"] == [{"hop": 0}, {"hop": 1, "actor": "r1"}]
    assert edit_speaker(CLAIM, "name", "Ana")["chain"][-1] == {"hop": 1, "name": "Ana"}
    assert edit_speaker(CLAIM, "nobody", "")["chain"][-1] == {"hop": 1, "name": None, "actor": None}
    assert edit_speaker(CLAIM, "own", "")["chain"] == [{"hop": 0}]
    for chosen, name in (("", ""), ("name", " ")):
        with pytest.raises(QueryError):
            edit_speaker(CLAIM, chosen, name)


def test_hops_are_renamed_dropped_and_put_in() -> None:
    form = {"name-0": ["Port Gazette"], "name-1": ["Ana"], "polarity-1": ["-"], "new-name": ["Radio"], "new-before": ["1"]}
    chain = edit_chain(CLAIM, form)["chain"]
    assert chain == [
        {"hop": 0},
        {"hop": None, "name": "Radio", "polarity": "+"},
        {"hop": 1, "name": "Ana", "polarity": "-"},
    ]
    assert edit_chain(CLAIM, {"drop-1": ["1"], "new-nobody": ["1"]})["chain"] == [
        {"hop": 0},
        {"hop": None, "name": None, "polarity": "+"},
    ]
    assert hop("x").role == "source"


def test_undo_takes_back_what_was_decided_together() -> None:
    note = batch_note(2, "0123456789abcdef", None)
    history = [judgement(3, note=note), judgement(2, note=note), judgement(1)]
    assert last_undoable(history) == ("j3", "j2")
    undone = [judgement(5, "withdraw", withdraws="j2"), judgement(4, "withdraw", withdraws="j3"), *history]
    assert withdrawn_in(undone) == {"j2", "j3"}
    assert last_undoable(undone) == ("j1",)
    assert last_undoable([judgement(6, "withdraw", withdraws="j4"), *undone]) == ("j3",)
    assert last_undoable([]) == ()
    assert batch_note(1, "0", "why") == "why"


def test_what_was_done_is_counted_in_words() -> None:
    assert (count_done("accept", 1), count_done("accept", 3)) == ("Accepted.", "Accepted: 3 rows.")


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "", "\\evil", "/a\\b", "/a b", "/\n", "x", "/" + "a" * 3000]
)
def test_only_paths_of_ours_are_gone_back_to(path: str) -> None:
    assert safe_path(path) == "/"


def test_the_way_back_says_what_was_done() -> None:
    outcome = Outcome("Accepted.", "accept", ("j1",), (CLAIM.id,))
    assert return_to("/d/d1?edit=1&did=x&undo=j0#top", outcome) == f"/d/d1?edit=1&did=accept&n=1&undo=j1#c-{CLAIM.id}"


def test_each_person_stands_where_they_last_stood() -> None:
    judgements = (judgement(1), judgement(2, "reject", user="ben"), judgement(3, "reject"), judgement(4, "comment", note="hm"))
    voices = find_voices(judgements)
    assert [(one.user, one.action) for one in voices] == [("ben", "reject"), ("ana", "reject")]
    tools = make_tools(CLAIM, Review("reject", False, judgements, "rejected"), "d1")
    assert (tools.is_split, [one.note for one in tools.comments]) == (False, ["hm"])
    assert make_tools(CLAIM, Review("reject", False, judgements[:2], "rejected"), "d1").is_split


def test_a_stamp_tells_rows_and_what_was_said_of_them_apart() -> None:
    said = Review("accept", False, (judgement(1),), "accepted")
    assert len({stamp_row(CLAIM, None), stamp_row(CLAIM, said), stamp_row(STORY.attributions[0], None)}) == 3
