from pathlib import Path

from tests.cli.programs import Run, lines


def test_the_scheme_is_printed_whole(run: Run) -> None:
    (shown,) = lines(run("ontology", "show"))
    assert (shown["label"], len(shown["events"]), len(shown["contexts"])) == ("plover/2", 16, 37)
    assert "We read: -2." in run("ontology", "show", "--table").output


def test_faults_are_a_line_each(run: Run, place: Path) -> None:
    (place / "mine.toml").write_text('name = "a"\nversion = "1"\nschema = 1\nonto = "plover"\n[back]\nBOMB = "X"\n')
    done = run("ontology", "check", "mine.toml", "--table")
    assert done.exit_code == 3
    assert "[back] BOMB: 'BOMB' is no event of plover/2" in done.output


def test_a_file_that_is_missing_and_one_too_many_are_told(run: Run) -> None:
    assert run("ontology", "check", "none.toml").exit_code == 4
    assert run("ontology", "check").exit_code == 2
    assert run("ontology", "show", "x.toml").exit_code == 2
