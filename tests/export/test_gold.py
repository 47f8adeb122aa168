"""Gold holds checked passages alone, and of these what people left."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.factory import analysis

from sayso.export.claims import COLUMNS, claim_rows, to_cells, to_record
from sayso.export.gold import gold_passages
from sayso.ledger import Ledger
from sayso.records import Analysis

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
    with Ledger(tmp_path / "l.sqlite3") as opened:
        opened.add([one])
        yield opened


def gold(ledger: Ledger, one: Analysis, policy: Any = "quote") -> list[dict[str, Any]]:
    return list(gold_passages(ledger.reviewed(one.document.id), policy))


def test_a_document_that_nobody_checked_gives_none(ledger: Ledger, one: Analysis) -> None:
    ledger.judge(one.claims[0].id, "accept", "ana")
    assert gold(ledger, one) == []


def test_a_passage_gives_what_is_wholly_inside(ledger: Ledger, one: Analysis) -> None:
    first, second = one.sentences[:2]
    ledger.check(one.document.id, (first.start, second.start + 8), "ana")
    (passage,) = gold(ledger, one)
    assert passage["span"] == [first.start, second.start + 8]
    assert [row["id"] for row in passage["attributions"]] == [one.attributions[0].id]
    assert [row["id"] for row in passage["claims"]] == [one.claims[0].id]
    assert passage["claims"][0]["words"] == {"contents": "the ferry is late again"}
    assert passage["crossing"] == [one.attributions[1].id]
    assert passage["sha256"] == one.document.sha256


def test_rejected_rows_are_negatives_and_edited_ones_are_as_people_left_them(ledger: Ledger, one: Analysis) -> None:
    text = one.document.text
    ledger.check(one.document.id, (0, len(text)), "ana")
    ledger.judge(one.attributions[1].id, "reject", "ana")
    start = text.index("the quay")
    ledger.judge(one.claims[2].id, "edit", "ana", after={"contents": [[start, start + len("the quay")]]})
    (passage,) = gold(ledger, one)
    assert [row["id"] for row in passage["negatives"]["attributions"]] == [one.attributions[1].id]
    assert [row["id"] for row in passage["negatives"]["claims"]] == [one.claims[1].id]
    assert [(row["words"]["contents"], row["review"]) for row in passage["claims"]] == [
        ("the ferry is late again", "machine"),
        ("the quay", "edited"),
    ]


@pytest.mark.parametrize(("policy", "says", "has_text"), [("none", False, False), ("quote", True, False), ("full", True, True)])
def test_no_more_words_go_along_than_asked(ledger: Ledger, one: Analysis, policy: Any, says: bool, has_text: bool) -> None:
    ledger.check(one.document.id, (0, len(one.document.text)), "ana")
    (passage,) = gold(ledger, one, policy)
    assert ("words" in passage["claims"][0]) == says
    assert (passage["text"] == one.document.text) == has_text
    assert ("ferry is late" in repr(passage)) == says


def test_a_claim_is_a_row_with_its_chain_and_its_review(ledger: Ledger, one: Analysis) -> None:
    ledger.judge(one.claims[0].id, "reject", "ana")
    ledger.judge(one.claims[1].id, "accept", "ben")
    reviewed = ledger.reviewed(one.document.id)
    rows = list(claim_rows(reviewed, "quote"))
    assert [(row["source"], row["review_state"], row["reviewers"]) for row in rows] == [
        ("Nadia Oyelaran", "accepted", ["ben"]),
        ("Tomas Brek", "machine", []),
    ]
    assert len(list(claim_rows(reviewed, "quote", rejected=True))) == 3
    assert len(list(claim_rows(reviewed, "quote", [one.claims[2].id]))) == 1
    assert set(COLUMNS) <= set(to_record(rows[0]))
    assert "Port Gazette › Nadia Oyelaran" in to_cells(rows[0])


@pytest.mark.parametrize(
    ("policy", "words", "context"),
    [("none", None, None), ("full", "storms are near", "Nadia Oyelaran warned storms are near.")],
)
def test_the_text_policy_holds_for_claims(ledger: Ledger, one: Analysis, policy: Any, words: Any, context: Any) -> None:
    row = list(claim_rows(ledger.reviewed(one.document.id), policy))[1]
    assert (row["words"], row["context"]) == (words, context)
    assert ("storms" in repr(row)) == (words is not None)
