"""The command's tables and figures, from files."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from evals.breakdown import break_down
from evals.corpora import has_corpora, scorer
from evals.figures import FIGURES
from evals.pairs import ROLES
from evals.tables import lines_of_figures
from tests.evals.stories import article

BRAT = {"sources": "Source", "cue": "Cue", "contents": "Content"}
STORIES = [
    (
        "[source Mira Holt] [cue said] [contents the bridge was safe].\r\n[source She] [cue added]: [contents “It holds.”]",
        "[source Mira Holt] [cue said] [contents the bridge was] safe.\r\nShe [cue added]: [contents “It holds.”]",
    ),
    ("[source Officials] [cue denied] [contents it].", "Officials denied it."),
]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A corpus of two texts, the second without predictions, and what was predicted of the first."""
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    lines = []
    for number, (gold, predicted) in enumerate(STORIES):
        one = article(gold, predicted)
        (tmp_path / "text" / f"story{number}.txt").write_bytes(one.text.encode())
        units: list[str] = []
        events: list[str] = []
        for mark in one.gold:
            event = []
            for role in ROLES:
                where = ";".join(f"{s.start} {s.end}" for s in getattr(mark, role))
                units.append(f"T{len(units) + 1}\t{BRAT[role]} {where}\t…")
                event.append(f"{BRAT[role]}:T{len(units)}")
            events.append(f"E{len(events) + 1}\t{' '.join(['Attribution:T1', *event])}")
        for annotator in "ab":
            path = tmp_path / "attributions" / f"story{number}_{annotator}.ann"
            path.write_text("\n".join(units + events), encoding="utf-8")
        found = [
            {role: [{"start": s.start, "end": s.end} for s in getattr(mark, role)] for role in ROLES} | {"score": mark.score}
            for mark in one.predicted
        ]
        record = {"document": {"text": one.text}, "attributions": found, "run": {"bundle": "invented 0 abc"}}
        lines += [json.dumps(record)] if found else []
    (tmp_path / "predictions.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return tmp_path, tmp_path / "predictions.jsonl"


def test_a_text_without_predictions_counts_as_missed(files: tuple[Path, Path]) -> None:
    figures, _ = break_down(*files)
    whole = figures["reader"]["groups"][0]
    assert (figures["reader"]["documents"], whole["gold"], whole["predicted"]) == (2, 3, 2)
    assert whole["figures"]["match"]["recall"]["value"] == pytest.approx(200 / 3)
    assert figures["bundle"] == "invented 0 abc"


def test_annotators_who_agree_have_full_marks(files: tuple[Path, Path]) -> None:
    figures, _ = break_down(*files, annotators=files[0])
    whole = figures["annotators"]["groups"][0]
    assert (figures["annotators"]["documents"], whole["gold"], whole["figures"]["whole_x"]["f1"]["value"]) == (2, 6, 100)


def test_tables_fit_a_hundred_columns(files: tuple[Path, Path]) -> None:
    _, lines = break_down(*files, annotators=files[0])
    text = list(lines)
    assert max(map(len, text)) <= 101
    assert any(line.startswith("pronoun") for line in text)


def test_figures_are_plain_values(files: tuple[Path, Path]) -> None:
    figures, _ = break_down(*files)
    written = json.dumps(figures, allow_nan=False)
    assert json.dumps(json.loads(written)) == written


@pytest.mark.shared
@pytest.mark.skipif(not has_corpora(), reason="the scorer is not beside this checkout")
def test_the_scorer_reads_the_same_from_the_files(files: tuple[Path, Path]) -> None:
    command = [sys.executable, str(scorer("attribution")), *map(str, files)]
    expected = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    whole = break_down(*files)[0]["reader"]["groups"][0]["figures"]
    assert {name: round(whole[name]["f1"]["value"], 1) for name in FIGURES} == {name: expected[name] for name in FIGURES}


def test_differences_have_signs() -> None:
    from evals.figures import compare

    documents = [[article(*STORIES[0])]] * 3
    lines = list(lines_of_figures(compare(documents, documents), signed=True))
    assert "+0.0" in lines[1]
    assert "+0.0…+0.0" in lines[2]
