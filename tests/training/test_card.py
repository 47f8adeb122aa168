"""The model card: what was measured is on it, what was not has no section."""

import dataclasses
import json
from typing import Any

import pytest
from evals.figures import figures_of
from evals.losses import losses_of
from evals.reliability import reliability_of
from sayso_training.card import write_card
from sayso_training.card_tables import COLUMNS, head_sections
from tests.evals.stories import article

FIGURES = dict.fromkeys(COLUMNS, 80.0)
MANIFEST = {
    "name": "sayso-en",
    "version": "9.9",
    "precision": "int8",
    "files": {"model.onnx": "abcdef012345678"},
    "corpora": {"Invented": "ours"},
    "figures": {
        "int8": FIGURES | {"gold": 12},
        "fp32": FIGURES,
        "calibration": {"documents": 2, "expected_calibration_error": 0.02},
    },
}
RUN = {"config": {"seed": 1}, "epochs": [{"epoch": 1} | FIGURES]}


def breakdown(bundle: str = "sayso-en 9.9 abcdef012345") -> dict[str, Any]:
    gold = "[source Mira Holt] [cue said] [contents the bridge was safe]."
    readings = [article(gold, gold, 0.9), article(gold, "[source Mira Holt] [cue said] the bridge [contents was] safe.", 0.4)]
    groups = [dataclasses.asdict(group) for group in figures_of([[one] for one in readings])]
    figures = {
        "resamples": 2000,
        "bundle": bundle,
        "reader": {"documents": 2, "groups": groups},
        "annotators": {"documents": 2, "groups": groups},
        "scores": dataclasses.asdict(reliability_of(readings)),
        "losses": [dataclasses.asdict(loss) for loss in losses_of(readings)],
    }
    plain: dict[str, Any] = json.loads(json.dumps(figures))
    return plain


def tables_of(card: str) -> list[list[str]]:
    """The rows of each table."""
    tables: list[list[str]] = []
    before = ""
    for line in card.split("\n"):
        if line.startswith("|"):
            if not before.startswith("|"):
                tables.append([])
            tables[-1].append(line)
        before = line
    return tables


def test_the_headline_is_the_first_table_with_its_intervals() -> None:
    card = write_card(MANIFEST, RUN, FIGURES, 26.0, breakdown())
    first = tables_of(card)[0]
    assert first[0].split(" | ")[1:] == [*COLUMNS[:-1], f"{COLUMNS[-1]} |"]
    assert [row.split(" |")[0] for row in first[2:]] == [
        "| int8, as shipped",
        "| 95 % interval",
        "| fp32",
        "| trained annotators among themselves",
        "| 95 % interval",
    ]


def test_every_row_has_as_many_cells_as_its_table() -> None:
    heads = {"names": {"gum": {"person": 81.2, "gold": 100}, "btc": {"person": 70.1, "org": 60.0}}}
    for table in tables_of(write_card(MANIFEST, RUN, FIGURES, 26.0, breakdown(), heads)):
        assert len({row.count("|") for row in table}) == 1, table


def test_the_share_below_one_half_that_is_wrong_is_on_the_card() -> None:
    card = write_card(MANIFEST, RUN, FIGURES, 26.0, breakdown())
    assert "50.0 (0.0–100.0) % have a score **below 0.5**" in card
    assert "**100.0 (100.0–100.0) % are wrong**" in card
    assert "| 0.30–0.50 | 1 | 0.40 |" in card


def test_annotators_stand_under_each_group() -> None:
    card = write_card(MANIFEST, RUN, FIGURES, 26.0, breakdown())
    rows = next(table for table in tables_of(card) if any(row.startswith("| named |") for row in table))
    at = next(n for n, row in enumerate(rows) if row.startswith("| named |"))
    assert rows[at + 1].startswith("| *annotators* |")


def test_what_was_not_measured_has_no_section() -> None:
    card = write_card(MANIFEST, RUN, FIGURES, 26.0)
    for absent in ("By group", "What is missing", "below 0.5", "## Names", "None", "nan", "\n\n\n"):
        assert absent not in card


def test_a_breakdown_of_another_model_is_refused() -> None:
    with pytest.raises(ValueError, match=r"of 'sayso-en 0\.1 fedcba', not of the model abcdef012345"):
        write_card(MANIFEST, RUN, FIGURES, 26.0, breakdown("sayso-en 0.1 fedcba"))


def test_heads_come_in_their_own_order_with_a_row_for_each_corpus() -> None:
    text = head_sections(
        {
            "factuality.uds": {"pearson": 0.7149, "predicates": 500},
            "names.gum": {"person": 81.2},
            "names": {"btc": {"org": [60.0, 55.0, 64.96]}},
            "kinds": {"first": 91.0, "cues": 720},
        }
    )
    assert text.index("## Names") < text.index("## Factuality") < text.index("## Kinds of cues")
    assert "| gum | 81.2 | – |" in text
    assert "| btc | – | 60.0 (55.0–65.0) |" in text
    assert "| uds | 0.715 | 500 |" in text
    assert "| all | 91.0 | 720 |" in text


def test_a_head_without_a_section_is_an_error() -> None:
    with pytest.raises(ValueError, match="'moods'"):
        head_sections({"moods": {"gum": {"f1": 1.0}}})
