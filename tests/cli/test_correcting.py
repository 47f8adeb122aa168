"""`sayso judge edit, check, comment` and `sayso export`: corrections on a command line, and what leaves the ledger."""

import csv
import io
from pathlib import Path

import pytest
from tests.cli.programs import STORY, Run, lines


@pytest.fixture
def kept(run: Run, place: Path) -> Path:
    """A ledger with one story in it."""
    (place / "story.txt").write_text(STORY)
    assert run("add", "--plain", "story.txt").exit_code == 0
    return place / "ledger.sqlite3"


def claim_of(run: Run, name: str) -> str:
    return str(lines(run("search", "--source", name))[0]["id"])


def sources(run: Run, claim: str) -> list[str]:
    return [hop["name"] for hop in lines(run("show", claim))[0]["claim"]["chain"]]


@pytest.mark.usefixtures("kept")
class TestEdit:
    def test_another_speaker_is_searched_and_shown_and_taken_back(self, run: Run) -> None:
        claim = claim_of(run, "Hartog")
        (made,) = lines(run("judge", "edit", claim, "--speaker", "a port official", "--user", "rhona", "--note", "misread"))
        assert sources(run, claim) == ["a port official"]
        assert claim_of(run, "port official") == claim
        assert "edited" in run("show", "--table", claim).stdout
        assert "edited" in run("search", "--table", "--source", "official").stdout
        assert run("judge", "withdraw", made["id"], "--user", "rhona").exit_code == 0
        assert sources(run, claim) == ["Ilse Hartog"]

    def test_a_hop_can_be_dropped(self, run: Run) -> None:
        claim = claim_of(run, "Hartog")
        run("judge", "edit", claim, "--hop", "1", "--drop")
        assert sources(run, claim) == []
        assert run("judge", "edit", claim, "--speaker", "Brek").exit_code == 0
        assert sources(run, claim) == ["Brek"]

    def test_words_are_those_of_the_text(self, run: Run) -> None:
        claim = claim_of(run, "Hartog")
        assert run("judge", "edit", claim, "--words", "the quay").exit_code == 0
        assert lines(run("show", claim))[0]["claim"]["evidence"]["exact"] == "the quay"

    @pytest.mark.parametrize(
        "options",
        [
            [],
            ["--words", "no such words"],
            ["--words", "the"],
            ["--speaker", "Ilse Hartog"],
            ["--hop", "9", "--drop"],
            ["--speaker", "Brek", "--drop"],
        ],
    )
    def test_an_edit_that_makes_no_sense_is_wrong_use(self, run: Run, options: list[str]) -> None:
        result = run("judge", "edit", claim_of(run, "Hartog"), *options)
        assert result.exit_code == 2
        assert lines(run("show", claim_of(run, "Hartog")))[0]["judgements"] == []

    def test_options_of_an_edit_go_with_an_edit(self, run: Run) -> None:
        claim = claim_of(run, "Hartog")
        assert run("judge", "accept", claim, "--speaker", "Brek").exit_code == 2
        assert run("judge", "accept", claim, "--words", "the quay").exit_code == 2

    def test_a_rejected_claim_is_left_out_of_its_document_and_counted(self, run: Run) -> None:
        claim = claim_of(run, "Hartog")
        shown = lines(run("show", claim))[0]
        document, attribution = shown["document"]["id"], shown["attribution"]["id"]
        run("judge", "reject", attribution)
        table = run("show", "--table", document).stdout
        assert "1 rejected" in table
        assert "the quay had been mended" not in table
        assert lines(run("show", document))[0]["rejected"] == sorted([claim, attribution])
        assert "rejected" in run("search", "--table", "--source", "Hartog").stdout
        assert "counts for nothing" in run("who", claim).stderr
        assert "1 matching claim was rejected and count for nothing." in run("who", "quay mended").stderr


@pytest.mark.usefixtures("kept")
class TestCommentAndCheck:
    def test_a_comment_is_its_note(self, run: Run) -> None:
        claim = claim_of(run, "Hartog")
        assert run("judge", "comment", claim).exit_code == 2
        assert run("judge", "comment", claim, "--note", "which quay?").exit_code == 0
        shown = lines(run("show", claim))[0]
        assert (shown["judgements"][0]["note"], shown["verdict"], shown["state"]) == ("which quay?", None, "machine")

    def test_gold_is_what_was_checked(self, run: Run) -> None:
        document = lines(run("search", "--source", "Hartog"))[0]["document"]
        result = run("export", "--as", "gold")
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", "no passage is marked as checked\n")
        assert run("judge", "check", document, "--words", "Mayor Ilse Hartog said the quay had been mended.").exit_code == 0
        (passage,) = lines(run("export", "--as", "gold"))
        assert [row["words"]["contents"] for row in passage["claims"]] == ["the quay had been mended"]
        assert run("judge", "check", document).exit_code == 0
        (passage,) = lines(run("export", "--as", "gold", "--text", "full"))
        assert passage["span"] == [0, len(passage["text"])]


@pytest.mark.usefixtures("kept")
class TestExport:
    def test_every_claim_is_a_line_that_says_who_looked_at_it(self, run: Run) -> None:
        rows = lines(run("export"))
        assert {row["schema"] for row in rows} == {"sayso/exported_claim/1"}
        assert {row["review_state"] for row in rows} == {"machine"}
        run("judge", "reject", claim_of(run, "Hartog"))
        assert len(lines(run("export"))) == len(rows) - 1
        assert len(lines(run("export", "--rejected"))) == len(rows)

    def test_csv_has_the_same_rows_under_a_head(self, run: Run) -> None:
        read = list(csv.DictReader(io.StringIO(run("export", "--as", "csv", "--source", "Brek").stdout)))
        assert [row["source"] for row in read] == ["Tomas Brek"]
        assert read[0]["polarity"] == "denies"

    def test_words_and_filters_narrow_it(self, run: Run) -> None:
        (row,) = lines(run("export", "quay", "mended"))
        assert row["words"] == "the quay had been mended"
        assert lines(run("export", "--text", "none", "quay", "mended"))[0]["words"] is None
        assert run("export", "lighthouse").exit_code == 1
