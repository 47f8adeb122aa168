"""MUC's keys and texts: what of a template counts, and usual letters for capitals."""

from pathlib import Path

import pytest
from evals import muc_sets
from evals.muc_sets import Incident, read_incidents, restore_case

KEY = """
0.  MESSAGE: ID                     DEV-MUC3-9001 (NOSC)
1.  MESSAGE: TEMPLATE               1
4.  INCIDENT: TYPE                  BOMBING
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED
9.  PERP: INDIVIDUAL ID             "TWO MEN"
10. PERP: ORGANIZATION ID           "RED BANNER" / "RB"
11. PERP: ORGANIZATION CONFIDENCE   SUSPECTED OR ACCUSED: "RED BANNER" / "RB"
                                    POSSIBLE: "BLACK HAND"
12. PHYS TGT: ID                    "STATION"

0.  MESSAGE: ID                     DEV-MUC3-9002 (NOSC)
1.  MESSAGE: TEMPLATE               1
4.  INCIDENT: TYPE                  ATTACK
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED / ATTEMPTED
11. PERP: ORGANIZATION CONFIDENCE   ? REPORTED AS FACT: "RED BANNER"

0.  MESSAGE: ID                     DEV-MUC3-9003 (NOSC)
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
"""


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of three documents where the corpus would be."""
    path = tmp_path / "key-dev-9001.muc4"
    path.write_text(KEY, encoding="latin-1")
    monkeypatch.setattr(muc_sets, "_files", lambda _: [path])


@pytest.mark.usefixtures("keys")
def test_each_value_is_an_incident_and_what_is_optional_or_open_is_left_out() -> None:
    first, second, third = read_incidents()
    assert first == Incident(
        "DEV-MUC3-9001", "bombing", "accomplished", "suspected", ("RED BANNER", "RB"), ("TWO MEN",), ("STATION",)
    )
    assert (second.stage, second.confidence, second.names) == (None, "possible", ("BLACK HAND",))
    assert (third.stage, third.confidence) == (None, None)


def test_words_take_their_usual_form_and_others_are_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        muc_sets, "_usual_forms", lambda: {"the": "the", "army": "army", "lima": "Lima", "said": "said", "in": "in"}
    )
    text = "THE ARMY SAID IN LIMA. A GARZON [FMLN] COMMUNIQUE KIDNAPPED FMLN"
    assert restore_case(text, frozenset({"FMLN"})) == "The army said in Lima. A Garzon [FMLN] Communique kidnapped FMLN"
