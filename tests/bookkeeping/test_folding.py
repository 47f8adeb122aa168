"""What judgements make of a document: the fold, the edits in it, and that rows in a ledger are always what it says."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.factory import analysis, told_story

from sayso.bookkeeping.applying import read_log
from sayso.bookkeeping.folding import Folded, fold, standing_of
from sayso.errors import QueryError
from sayso.ledger import Ledger
from sayso.records import Actor, Analysis, Claim, Mention, Span
from sayso.records.ids import actor_id, mention_id

SAYINGS = (
    ("Mayor Ilse Hartog", "said", "the ferry is late again"),
    ("Nadia Oyelaran", "warned", "storms are near"),
    ("Tomas Brek", "said", "the quay is safe"),
)


@pytest.fixture
def one() -> Analysis:
    return analysis(*SAYINGS)


@pytest.fixture
def ledger(tmp_path: Path, one: Analysis) -> Iterator[Ledger]:
    ticks = count()
    with Ledger(tmp_path / "l.sqlite3", clock=lambda: f"2031-05-02T00:00:00.{next(ticks):06}Z") as opened:
        opened.add([one])
        yield opened


def span_of(made: Analysis, words: str) -> list[int]:
    start = made.document.text.index(words)
    return [start, start + len(words)]


def claim(ledger: Ledger, made: Analysis, number: int) -> Claim:
    return ledger.reviewed(made.document.id).analysis.claims[number]


def state(ledger: Ledger, made: Analysis, subject: str) -> str:
    return ledger.reviewed(made.document.id).reviews[subject].state


# --- states ---


def test_every_row_has_a_review(ledger: Ledger, one: Analysis) -> None:
    reviewed = ledger.reviewed(one.document.id)
    assert set(reviewed.reviews) == {claim.id for claim in one.claims} | {row.id for row in one.attributions}
    assert {review.state for review in reviewed.reviews.values()} == {"machine"}
    assert reviewed.analysis == one


def test_the_last_person_wins_and_undo_goes_back_step_by_step(ledger: Ledger, one: Analysis) -> None:
    key = one.claims[0].id
    rename = {"chain": [{"hop": 0}, {"hop": 1, "name": "Tomas Brek"}]}
    made = [
        ledger.judge(key, "accept", "ana"),
        ledger.judge(key, "edit", "ben", after=rename),
        ledger.judge(key, "reject", "ana"),
    ]
    states = [state(ledger, one, key)]
    for judgement in reversed(made):
        ledger.withdraw(judgement.id, "ana")
        states.append(state(ledger, one, key))
    assert states == ["rejected", "edited", "accepted", "machine"]
    assert ledger.reviewed(one.document.id).analysis == one


def test_a_rule_never_has_the_last_word_over_a_person(ledger: Ledger, one: Analysis) -> None:
    key = one.claims[0].id
    person = ledger.judge(key, "edit", "ana", after={"chain": [{"hop": 0}, {"hop": 1, "name": "Tomas Brek"}]})
    ledger.judge(key, "edit", "rule:names", after={"chain": [{"hop": 0}, {"hop": 1, "name": "somebody"}]})
    assert claim(ledger, one, 0).chain[1].name == "Tomas Brek"
    ledger.judge(key, "reject", "model:en-2")
    assert state(ledger, one, key) == "edited"
    with pytest.raises(QueryError, match="cannot take it back"):
        ledger.withdraw(person.id, "rule:names")
    ledger.withdraw(person.id, "ben")
    assert claim(ledger, one, 0).chain[1].name == "somebody"


def test_a_claim_follows_its_attribution_unless_it_has_a_verdict_of_its_own(ledger: Ledger, one: Analysis) -> None:
    ledger.judge(one.attributions[0].id, "reject", "ana")
    assert state(ledger, one, one.claims[0].id) == "rejected"
    ledger.judge(one.claims[0].id, "accept", "ben")
    assert state(ledger, one, one.claims[0].id) == "accepted"


# --- edits ---


def test_another_source_is_another_hop(ledger: Ledger, one: Analysis) -> None:
    brek = span_of(one, "Tomas Brek")
    ledger.judge(one.attributions[0].id, "edit", "ana", after={"sources": [brek]})
    edited = claim(ledger, one, 0)
    assert (edited.chain[1].name, edited.chain[1].basis, edited.review) == ("Tomas Brek", "stated", "edited")
    assert edited.contents == one.claims[0].contents
    assert claim(ledger, one, 1) == one.claims[1]


def test_other_contents_are_those_of_the_claim(ledger: Ledger, one: Analysis) -> None:
    ledger.judge(one.attributions[0].id, "edit", "ana", after={"contents": [span_of(one, "the ferry is late")]})
    edited = claim(ledger, one, 0)
    assert (edited.evidence.exact, edited.id) == ("the ferry is late", one.claims[0].id)


def test_several_claims_of_an_attribution_keep_what_lies_within(tmp_path: Path) -> None:
    made = analysis(("Mayor Ilse Hartog", "said", "the ferry is late and storms are near"))
    whole = made.claims[0]
    parts = [Span(*span_of(made, "the ferry is late")), Span(*span_of(made, "storms are near"))]
    two = replace(made, claims=tuple(replace(whole, id=f"c{n:024}", contents=(part,)) for n, part in enumerate(parts)))
    with Ledger(tmp_path / "two.sqlite3") as ledger:
        ledger.add([two])
        ledger.judge(two.attributions[0].id, "edit", "ana", after={"contents": [span_of(made, "the ferry is late and storms")]})
        claims = ledger.reviewed(two.document.id).analysis.claims
    assert [one.evidence.exact for one in claims] == [whole.evidence.exact, "storms"]


def test_joint_sources_follow_one_by_one(tmp_path: Path) -> None:
    made = analysis(("Ilse Hartog and Tomas Brek", "said", "the ferry is late"))
    whole, text = made.claims[0], made.document.text
    joint = replace(made.attributions[0], sources=(Span(*span_of(made, "Ilse Hartog")), Span(*span_of(made, "Tomas Brek"))))
    both = [
        replace(whole, id=f"c{n:024}", chain=(whole.chain[0], replace(whole.chain[1], name=span.of(text))))
        for n, span in enumerate(joint.sources)
    ]
    two = replace(made, attributions=(joint,), claims=tuple(both))
    with Ledger(tmp_path / "joint.sqlite3") as ledger:
        ledger.add([two])
        edited = [span_of(made, "Hartog"), span_of(made, "Brek")]
        ledger.judge(joint.id, "edit", "ana", after={"sources": edited})
        claims = ledger.reviewed(two.document.id).analysis.claims
    assert [one.chain[1].name for one in claims] == ["Hartog", "Brek"]


def test_a_chain_is_kept_as_it_should_be(tmp_path: Path) -> None:
    made = told_story()
    told = made.claims[1]
    with Ledger(tmp_path / "told.sqlite3") as ledger:
        ledger.add([made])
        ledger.judge(told.id, "edit", "ana", after={"chain": [{"hop": 0}, {"hop": None, "name": "Reuters"}, {"hop": 2}]})
        edited = ledger.reviewed(made.document.id).analysis.claims[1]
        assert [(hop.name, hop.basis, hop.attribution) for hop in edited.chain] == [
            ("Port Gazette", "stated", None),
            ("Reuters", "stated", None),
            ("Ilse Hartog", "stated", told.chain[2].attribution),
        ]
        assert edited.chain[1].outlet == "reuters"
        assert edited.said is None  # the date was that of the hop that is gone
        ledger.judge(made.claims[3].id, "edit", "ana", after={"chain": [{"hop": 0}, {"hop": 1, "polarity": "+"}]})
        denied = ledger.reviewed(made.document.id).analysis.claims[3]
    assert (denied.chain[1].polarity, denied.factuality.polarity) == ("+", "+")  # type: ignore[union-attr]
    assert denied.chain[1].hedges == made.claims[3].chain[1].hedges


def test_another_speaker_is_an_actor_of_the_document(tmp_path: Path) -> None:
    made = told_story()
    mayor = made.actors[0]
    with Ledger(tmp_path / "told.sqlite3") as ledger:
        ledger.add([made])
        ledger.judge(made.claims[1].id, "edit", "ana", after={"chain": [{"hop": 0}, {"hop": 1, "actor": mayor.id}]})
        hop = ledger.reviewed(made.document.id).analysis.claims[1].chain[1]
    assert (hop.name, hop.actor, hop.outlet) == ("Ilse Hartog", mayor.id, None)


@pytest.mark.parametrize(
    "after",
    [
        {},
        {"words": [[0, 3]]},
        {"contents": []},
        {"contents": [[3, 3]]},
        {"contents": [[0, 9999]]},
        {"contents": [[5, 9], [0, 3]]},
        {"contents": [[0, 5], [4, 9]]},
        {"contents": [["0", "5"]]},
        {"contents": [[True, 5]]},
        {"contents": "0-5"},
        {"chain": [{"hop": 7}]},
        {"chain": [{"hop": 0}, {"hop": 0}]},
        {"chain": [{"hop": 1}, {"hop": 0}]},
        {"chain": [{"hop": 0}, {"hop": 1, "actor": "r0"}]},
        {"chain": [{"hop": 0}, {"hop": 1, "name": " "}]},
        {"chain": [{"hop": 0}, {"hop": 1, "polarity": "x"}]},
        {"chain": [{"hop": 0}, {"hop": 1, "basis": "stated"}]},
        {"chain": [{"hop": 0}, {"hop": 1}]},
        {"chain": ["Brek"]},
    ],
    ids=repr,
)
def test_an_edit_that_makes_no_sense_is_one_clear_line(ledger: Ledger, one: Analysis, after: dict[str, Any]) -> None:
    with pytest.raises(QueryError) as caught:
        ledger.judge(one.claims[0].id, "edit", "ana", after=after)
    assert "\n" not in str(caught.value)
    assert ledger.history() == ()


# --- what people add ---


def test_an_added_attribution_names_who_speaks(tmp_path: Path) -> None:
    made = analysis(*SAYINGS)
    text, document = made.document.text, made.document.id
    mention = Span(*span_of(made, "Ilse Hartog"))
    mayor = Actor(actor_id(document, text, mention), "Ilse Hartog", ("Ilse Hartog",), "person")
    known = Mention(mention_id(document, text, mention), mention, "person", mayor.id, 0.9)
    bare = replace(made, attributions=(), claims=(), actors=(mayor,), mentions=(known,))
    with Ledger(tmp_path / "bare.sqlite3") as ledger:
        ledger.add([bare])
        ledger.add_attribution(
            document,
            sources=[span_of(made, "Mayor Ilse Hartog")],
            cue=[span_of(made, "said")],
            contents=[span_of(made, "the ferry is late again")],
            user="ana",
            cue_kind=None,
        )
        reviewed = ledger.reviewed(document)
    (attribution,), (found,) = reviewed.analysis.attributions, reviewed.analysis.claims
    assert (attribution.speakers, attribution.source_kind, attribution.cue_kind, attribution.style) == (
        (mayor.id,), "named", "speech", "indirect",
    )  # fmt: skip
    assert [(hop.name, hop.actor) for hop in found.chain] == [("Port Gazette", None), ("Ilse Hartog", mayor.id)]
    assert (attribution.id, found.id) == (made.attributions[0].id, made.claims[0].id)
    assert reviewed.reviews[found.id].state == reviewed.reviews[attribution.id].state == "added"


@pytest.mark.parametrize(
    "changes",
    [
        {"cue": []},
        {"contents": []},
        {"contents": [[0, 30]]},
        {"cue_kind": "song"},
        {"style": "loud"},
        {"source_kind": "ghost"},
        {"sources": [[-1, 4]]},
        {},
    ],
    ids=repr,
)
def test_an_addition_that_makes_no_sense_is_one_clear_line(ledger: Ledger, one: Analysis, changes: dict[str, Any]) -> None:
    first = one.attributions[0]
    asked: dict[str, Any] = {"sources": [first.sources[0]], "cue": [first.cue[0]], "contents": [first.contents[0]]}
    with pytest.raises(QueryError) as caught:
        ledger.add_attribution(one.document.id, user="ana", **{**asked, **changes})
    assert "\n" not in str(caught.value)


# --- rows and log ---


def folded(ledger: Ledger, made: Analysis) -> Folded:
    with ledger._store.reading() as view:
        return fold(view.read_analysis(made.document.id), read_log(view, [made.document.page]))


def act(ledger: Ledger, made: Analysis, chance: random.Random) -> None:
    """Anything that anybody could do."""
    reviewed = ledger.reviewed(made.document.id)
    rows = [*(one.id for one in reviewed.analysis.claims), *(one.id for one in reviewed.analysis.attributions)]
    row, user = chance.choice(rows), chance.choice(["ana", "ben", "rule:x", "model:y"])
    text = made.document.text
    start = chance.randrange(len(text) - 12)
    some = [start, start + chance.randint(1, 12)]
    action = chance.choice(["accept", "reject", "comment", "contents", "chain", "sources", "add", "withdraw", "check", "read"])
    if action in ("accept", "reject", "comment"):
        ledger.judge(row, action, user, "why")
    elif action == "contents":
        ledger.judge(row, "edit", user, after={"contents": [some]})
    elif action == "sources":
        ledger.judge(chance.choice(reviewed.analysis.attributions).id, "edit", user, after={"sources": [some]})
    elif action == "chain":
        chosen = chance.choice(reviewed.analysis.claims)
        kept = [{"hop": n} for n in range(len(chosen.chain)) if chance.random() < 0.7]
        ledger.judge(chosen.id, "edit", user, after={"chain": [*kept, {"hop": None, "name": chance.choice(["Brek", None])}]})
    elif action == "add":
        ledger.add_attribution(made.document.id, sources=[], cue=[some], contents=[[some[1], len(text)]], user=user)
    elif action == "check":
        ledger.check(made.document.id, some, user)
    elif action == "withdraw" and (history := ledger.history(limit=20)):
        ledger.withdraw(chance.choice(history).id, user)
    else:
        keep = chance.sample(range(len(made.claims)), chance.randint(1, len(made.claims)))
        ledger.add([replace(made, claims=tuple(made.claims[n] for n in sorted(keep)), notes=(str(start),))])


@pytest.mark.parametrize("seed", range(6))
def test_rows_are_always_what_the_log_says(ledger: Ledger, one: Analysis, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  the same acts every time, nothing secret
    for _ in range(40):
        try:
            act(ledger, one, chance)
        except QueryError:
            continue
        assert ledger.verify() == []
    before = folded(ledger, one).reviewed
    ledger.add([replace(one, notes=("read again",))])
    after = folded(ledger, one).reviewed
    assert set(standing_of(after).claims) >= {claim for claim in standing_of(before).claims if claim.review != "machine"}
    for made in ledger.history(limit=1000):
        if made.withdraws is None and made.action != "comment":
            ledger.withdraw(made.id, "ana")
    assert ledger.reviewed(one.document.id).analysis == replace(one, notes=("read again",))
    assert ledger.verify() == []
