"""`sayso export --as events, plover, cameo, coder` and `sayso ontology diff`: events leaving a ledger."""

import csv
import io
from pathlib import Path

import pytest
from tests.cli.programs import Run, lines
from tests.events import told_events

from sayso.ledger import Ledger

MINE = 'name = "mine"\nversion = "1"\nschema = 1\nonto = "plover"\n[[rules]]\ncode = "ARSON"\ntriggers = ["burn"]\n'


@pytest.fixture
def kept(place: Path) -> Path:
    """A ledger with one page on which four things are said to have happened."""
    path = place / "ledger.sqlite3"
    with Ledger(path) as ledger:
        ledger.add([told_events()])
        ledger.link()
    (place / "mine.toml").write_text(MINE)
    return path


@pytest.mark.usefixtures("kept")
class TestExport:
    def test_every_view_is_a_line_for_each_of_its_rows(self, run: Run) -> None:
        for view, number in (("events", 4), ("plover", 4), ("cameo", 8), ("coder", 3), ("coder-claims", 4)):
            found = lines(run("export", "--as", view))
            assert len(found) == number, view
            assert len({row["schema"] for row in found}) == 1

    def test_csv_and_the_columns_of_json_are_the_same(self, run: Run) -> None:
        read = list(csv.DictReader(io.StringIO(run("export", "--as", "coder", "--format", "csv").stdout)))
        (first, *_) = lines(run("export", "--as", "coder"))
        assert list(read[0]) == [name for name in first if name != "schema"]
        assert (read[0]["happened"], read[0]["killed_low"]) == ("2031-05-02", "12.0")

    def test_the_two_sheets_of_a_coder_stand_side_by_side(self, run: Run, place: Path) -> None:
        done = run("export", "--as", "coder", "--out", "study.csv")
        assert (done.exit_code, done.stdout) == (0, "")
        assert "study.csv: 3 rows" in done.stderr
        events, claims = (
            list(csv.DictReader(io.StringIO((place / name).read_text()))) for name in ("study.csv", "study-claims.csv")
        )
        assert {row["event"] for row in claims} == {row["event"] for row in events}

    def test_parquet_goes_to_a_file(self, run: Run, place: Path) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        assert run("export", "--as", "plover", "--format", "parquet").exit_code == 2
        assert run("export", "--as", "plover", "--out", "p.parquet").exit_code == 0
        assert parquet.read_table(place / "p.parquet").num_rows == 4

    def test_words_and_filters_narrow_it(self, run: Run) -> None:
        assert [row["trigger"] for row in lines(run("export", "--as", "events", "depot"))] == ["burned"]
        assert len(lines(run("export", "--as", "coder", "depot"))) == 1
        assert run("export", "--as", "events", "lighthouse").exit_code == 1

    def test_accusations_of_a_speaker_that_is_not_stated_go_along_only_if_asked_for(self, run: Run) -> None:
        for view in ("ledger", "events", "cameo"):
            assert "Brek" not in run("export", "--as", view).stdout
            assert "Brek" in run("export", "--as", view, "--accusations").stdout

    def test_ones_own_codes(self, run: Run) -> None:
        found = [row["code"] for row in lines(run("export", "--as", "events", "--ontology", "mine.toml"))]
        assert found == ["ASSAULT", "ASSAULT", "ARSON", "ASSAULT"]
        assert run("export", "--as", "events", "--ontology", "none.toml").exit_code == 4

    def test_what_makes_no_sense_is_wrong_use(self, run: Run) -> None:
        for arguments in (("--as", "csv", "--format", "jsonl"), ("--as", "gold", "--out", "x"), ("--ontology", "mine.toml")):
            assert run("export", *arguments).exit_code == 2


@pytest.mark.usefixtures("kept")
class TestDiff:
    def test_the_events_that_two_schemes_code_otherwise(self, run: Run) -> None:
        (found,) = lines(run("ontology", "diff", "plover", "mine.toml"))
        assert (found["trigger"], found["before"], found["after"], found["after_by"]) == (
            "burned",
            "ASSAULT",
            "ARSON",
            "rule 1",
        )
        assert "ARSON" in run("ontology", "diff", "plover", "mine.toml", "--table").stdout

    def test_schemes_that_agree(self, run: Run) -> None:
        done = run("ontology", "diff", "mine.toml", "mine.toml")
        assert (done.exit_code, done.stdout) == (1, "")
        assert "5 events, 0 coded otherwise" in done.stderr

    def test_one_file_is_too_few(self, run: Run) -> None:
        assert run("ontology", "diff", "mine.toml").exit_code == 2

    def test_triggers_that_are_never_found_are_told(self, run: Run, place: Path) -> None:
        (place / "zap.toml").write_text(MINE.replace("burn", "zap"))
        assert "none of its triggers is ever found (zap)" in run("ontology", "check", "zap.toml").stdout


def test_a_page_is_read_with_ones_own_codes(run: Run, place: Path) -> None:
    (place / "mine.toml").write_text(MINE)
    (place / "story.txt").write_text("The ferry is late, the mayor said.")
    done = run("read", "--plain", "--json", "--ontology", "mine.toml", "story.txt")
    assert done.exit_code == 0
    assert run("read", "--plain", "--ontology", "none.toml", "story.txt").exit_code == 4
