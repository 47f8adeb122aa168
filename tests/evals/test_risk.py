"""Whether claims name the right speaker, and how many can be kept within a bound."""

import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from evals.corpora import has_corpora
from evals.risk import LABELS, Label, Verdict, coverage_within, curve, judge, read_labels, read_text, risk_figures
from tests import factory

from sayso.records import Actor, Analysis, Span

NAME = "story"


def said(name: str, actor: Actor | None = None, basis: Any = "stated") -> Analysis:
    """ "Dr Ilse Hartog spoke. NAME said the ferry is late." with what the system makes of it."""
    made = factory.analysis(("Dr Ilse Hartog", "spoke of", "the quay"), (name, "said", "the ferry is late"))
    claim = made.claims[1]
    hop = replace(claim.chain[-1], name=actor.name if actor and basis == "resolved" else name, basis=basis)
    hop = replace(hop, actor=actor.id if actor else None)
    return replace(made, claims=(replace(claim, chain=(claim.chain[0], hop)),), actors=(actor,) if actor else ())


def person(name: str, *names: str, kind: Any = "person") -> Actor:
    return Actor("a1", name, (name, *names), kind)


def label(analysis: Analysis, *speakers: str, kind: Any = "named") -> Label:
    text = analysis.document.text
    places = tuple((Span(text.index(one), text.index(one) + len(one)),) for one in speakers)
    one = analysis.attributions[1]
    return Label(NAME, sha256(text.encode()).hexdigest()[:12], one.cue, one.contents, kind, places, "random")


def state(analysis: Analysis, *speakers: str, kind: Any = "named") -> str:
    return judge([label(analysis, *speakers, kind=kind)], {NAME: analysis})[0].state


@pytest.mark.parametrize(
    ("analysis", "expected"),
    [
        (said("Ilse Hartog", person("Ilse Hartog")), "right"),
        (said("Hartog", person("Ilse Hartog", "Hartog")), "right"),
        (said("Hartog", person("Hartog")), "right"),
        (said("Dr Hartog"), "right"),
        (said("Mayor Ilse Hartog (Vallis)"), "right"),
        (said("Ilse Hartog, a mayor"), "right"),
        (said("She", person("Ilse Hartog", "Hartog"), "resolved"), "right"),
        (said("She", person("Tomas Brek", "Brek"), "resolved"), "wrong"),
        (said("Hartog", person("Jan Hartog", "Hartog")), "wrong"),
        (said("Hartog", person("Hartog", kind="government")), "wrong"),
        (said("Tomas Brek", person("Tomas Brek", "Ilse Hartog")), "wrong"),
        (said("Brek and a memo by Ilse Hartog"), "wrong"),
        (said("Ilse Hartog Says Ferry Is Late"), "wrong"),
    ],
)
def test_a_speaker_is_right_where_the_actor_has_the_labelled_name(analysis: Analysis, expected: str) -> None:
    assert state(analysis, "Ilse Hartog") == expected


def test_one_of_joint_speakers_is_right_and_a_stranger_beside_him_is_wrong() -> None:
    analysis = said("Tomas Brek")
    assert state(analysis, "Ilse Hartog", "Tomas Brek") == "right"
    claim = analysis.claims[0]
    stranger = replace(claim, id="c2", chain=(replace(claim.chain[-1], name="Nadia Oyelaran"),))
    assert state(replace(analysis, claims=(claim, stranger)), "Ilse Hartog", "Tomas Brek") == "wrong"


def test_a_body_may_go_by_any_of_its_names() -> None:
    analysis = said("The NUF", person("National Union", "NUF", "National Union of Fishers", kind="org"))
    assert state(analysis, "NUF") == "right"


def test_a_description_is_right_only_as_it_stands() -> None:
    assert state(said("Nine Fishers"), "Nine Fishers", kind="unnamed") == "right"
    assert state(said("Nine Fishers Say"), "Nine Fishers", kind="unnamed") == "wrong"
    assert state(said("Nine Fishers"), kind="unnamed") == "wrong"


def test_a_name_where_nothing_is_said_is_spurious() -> None:
    assert state(said("Ilse Hartog"), kind="none") == "spurious"


@pytest.mark.parametrize("analysis", [said("she"), said("a port official"), said("Ilse Hartog", basis="carried")])
def test_what_names_nobody_or_is_carried_on_is_not_covered(analysis: Analysis) -> None:
    assert state(analysis, "Ilse Hartog") == "uncovered"


def test_a_cue_without_a_claim_or_a_document_that_failed_is_not_covered() -> None:
    analysis = said("Ilse Hartog")
    assert state(replace(analysis, claims=()), "Ilse Hartog") == "uncovered"
    assert judge([label(analysis, "Ilse Hartog")], {})[0].state == "uncovered"


def test_another_text_is_refused() -> None:
    analysis = said("Ilse Hartog")
    with pytest.raises(ValueError, match="another text"):
        judge([replace(label(analysis), digest="0" * 12)], {NAME: analysis})


def verdicts(*found: tuple[str, float], kind: Any = "named") -> list[Verdict]:
    empty = Label(NAME, "", (), (), kind, (), "random")
    return [Verdict(replace(empty, document=str(n)), what, score) for n, (what, score) in enumerate(found)]  # type: ignore[arg-type]  # a state as a plain word


def test_claims_of_one_score_are_kept_together() -> None:
    found = verdicts(("right", 0.9), ("wrong", 0.9), ("right", 0.5), ("uncovered", 0.0))
    assert curve(found) == [(0.9, 2, 1), (0.5, 3, 1)]


def test_the_largest_coverage_may_lie_behind_a_worse_one() -> None:
    found = verdicts(("wrong", 0.9), *[("right", 0.5)] * 99, *[("wrong", 0.1)] * 100)
    assert coverage_within(found, 0.02) == (0.5, 0.5)
    assert coverage_within(verdicts(("wrong", 0.9), ("right", 0.8)), 0.02) == (0.0, None)


def test_a_speaker_no_longer_named_lowers_coverage_and_what_claims_nothing_does_not() -> None:
    found = verdicts(("right", 0.9))
    assert coverage_within(found + verdicts(("uncovered", 0.0)))[0] == 0.5
    assert coverage_within(found + verdicts(("uncovered", 0.0), kind="none"))[0] == 1.0


def test_the_figures_count_what_there_is() -> None:
    found = verdicts(*[("right", 0.9)] * 6, ("wrong", 0.4), ("uncovered", 0.0)) + verdicts(("spurious", 0.6), kind="none")
    figures = risk_figures(found)
    assert (figures["labels"], figures["matched"], figures["not_covered"]) == (9, 8, 1)
    assert (figures["wrong"], figures["wrong_speaker"]) == (25, 12.5)
    assert figures["coverage"] == pytest.approx(100 * 6 / 9)
    assert figures["coverage_low"] <= figures["coverage"] <= figures["coverage_high"]
    assert figures["threshold"] == 0.9
    assert (figures["wrong_at_60"], figures["wrong_at_100"]) == (0, 25)


def test_without_a_claim_nothing_is_covered() -> None:
    figures = risk_figures(verdicts(("uncovered", 0.0)))
    assert (figures["matched"], figures["coverage"], figures["coverage_high"]) == (0, 0, 0)


def test_the_labels_hold_no_words_of_a_text() -> None:
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    allowed = {"named", "unnamed", "none", "right", "wrong", "not_an_attribution", "random", "risky"}
    for row in rows:
        words = {value for key, value in row.items() if isinstance(value, str) and key not in {"document", "sha256"}}
        assert words <= allowed
    cues = Counter((row["document"], str(row["cue"]), str(row["contents"])) for row in rows)
    assert max(cues.values()) == 1


def test_there_are_as_many_labels_as_the_figure_needs_and_each_says_who() -> None:
    labels = read_labels()
    assert sum(one.sample == "random" for one in labels) >= 200
    assert all(bool(one.speakers) == (one.kind == "named") for one in labels if one.kind != "unnamed")


@pytest.mark.shared
@pytest.mark.skipif(not has_corpora(), reason="the corpora are not beside this checkout")
def test_the_offsets_are_those_of_the_corpora() -> None:
    for one in read_labels():
        text = read_text(one.document)
        assert sha256(text).hexdigest()[:12] == one.digest, one.document
        assert all(place.end <= len(text.decode()) for places in one.speakers for place in places)


def test_the_card_counts_what_there_is() -> None:
    card = LABELS.with_name("CARD.md").read_text(encoding="utf-8")
    labels = read_labels()
    counts = Counter((one.kind, one.sample) for one in labels)
    assert f"{len(labels)} cues of {len({one.document for one in labels})} dev texts" in card
    for kind in ("named", "unnamed", "none"):
        line = next(line for line in card.splitlines() if line.startswith(f"| {kind} |"))
        assert line.endswith(f"| {counts[kind, 'random']} | {counts[kind, 'risky']} |")
