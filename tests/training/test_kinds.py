"""The checked kinds of cues can be read, and a slip in them is named by its line."""

from pathlib import Path

import pytest
from evals.heads import KINDS
from sayso_training.kinds import CHECKED_KINDS, read_kinds

from sayso.records import Span


def test_both_files_hold_as_many_cues_as_they_should_and_share_no_document() -> None:
    train, dev = read_kinds(CHECKED_KINDS), read_kinds(KINDS)
    assert sum(map(len, dev.values())) >= 600
    assert sum(map(len, train.values())) >= 5000
    assert not set(train) & set(dev)


def test_a_line_gives_span_and_kinds(tmp_path: Path) -> None:
    path = tmp_path / "kinds.tsv"
    path.write_text("# document, start, end, kinds\none\t3\t7\tspeech\twriting\n", encoding="utf-8")
    assert read_kinds(path) == {"one": [(Span(3, 7), ("speech", "writing"))]}


@pytest.mark.parametrize("line", ["one\t3\t7\tshouting", "one\t3\t7"])
def test_a_slip_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "kinds.tsv"
    path.write_text(f"# kinds\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"kinds.tsv, line 2: .*no kinds of cues"):
        read_kinds(path)
