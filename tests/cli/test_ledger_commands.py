"""`sayso search`, `show`, `judge`, `verify`, `migrate`: what comes out of a ledger, and how they end."""

import sqlite3
from pathlib import Path

import pytest
from tests.cli.programs import STORY, Run, lines


@pytest.fixture
def kept(run: Run, place: Path) -> Path:
    """A ledger with one story in it."""
    (place / "story.txt").write_text(STORY)
    assert run("add", "--plain", "story.txt").exit_code == 0
    return place / "ledger.sqlite3"


@pytest.mark.usefixtures("kept")
class TestSearch:
    def test_a_hit_is_an_object_with_its_claim_and_chain(self, run: Run) -> None:
        hits = lines(run("search", "--kind", "claim", "quay"))
        assert [hit["schema"] for hit in hits] == ["sayso/hit/1"]
        assert [hop["name"] for hop in hits[0]["claim"]["chain"]] == ["Ilse Hartog"]

    def test_words_need_no_quotation_marks(self, run: Run) -> None:
        assert lines(run("search", "quay", "mended")) == lines(run("search", "quay mended")) != []

    def test_a_source_narrows_to_its_claims(self, run: Run) -> None:
        hits = lines(run("search", "--source", "Brek"))
        assert [hit["claim"]["evidence"]["exact"] for hit in hits] == ["that it had been closed for want of money"]

    def test_nothing_found_is_one_line_and_exit_code_1(self, run: Run) -> None:
        result = run("search", "lighthouse")
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", "nothing found\n")

    def test_a_table_shows_the_chain_and_an_id_to_go_on_with(self, run: Run) -> None:
        result = run("search", "--table", "--kind", "claim", "quay")
        (hit,) = lines(run("search", "--kind", "claim", "quay"))
        assert "the quay had been mended" in result.stdout
        assert "‹ Ilse Hartog" in result.stdout
        assert hit["id"][:11] in result.stdout
        assert max(map(len, result.stdout.splitlines())) <= 80

    def test_a_full_page_of_hits_says_how_to_go_on(self, run: Run) -> None:
        result = run("search", "--table", "--limit", "1", "--offset", "1", "--kind", "claim", "the")
        assert result.stderr == "There may be more: --offset 2 goes on.\n"

    @pytest.mark.parametrize(
        "arguments", [["--limit", "0"], ["--limit", "many"], ["--since", "lately"], ["--kind", "fact"], ["--offset", "-1"]]
    )
    def test_a_filter_that_makes_no_sense_is_wrong_use(self, run: Run, arguments: list[str]) -> None:
        result = run("search", *arguments, "quay")
        assert (result.exit_code, result.stdout) == (2, "")

    def test_no_query_and_no_filter_is_wrong_use(self, run: Run) -> None:
        result = run("search")
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1


@pytest.mark.usefixtures("kept")
class TestShow:
    def test_a_claim_is_shown_with_its_words_and_its_chain(self, run: Run) -> None:
        (hit,) = lines(run("search", "--source", "Hartog"))
        (shown,) = lines(run("show", hit["id"][:9]))
        assert (shown["schema"], shown["kind"], shown["id"]) == ("sayso/shown/1", "claim", hit["id"])
        table = run("show", "--table", hit["id"]).stdout
        assert "the quay had been mended" in table
        assert "‹ Ilse Hartog" in table
        assert hit["id"] in table
        assert max(map(len, table.splitlines())) <= 80

    def test_a_document_is_shown_with_its_claims(self, run: Run) -> None:
        (hit,) = lines(run("search", "--source", "Hartog"))
        (shown,) = lines(run("show", hit["document"]))
        assert shown["analysis"]["schema"] == "sayso/analysis/1"
        assert len(shown["analysis"]["claims"]) == 3
        assert "Tomas Brek" in run("show", "--table", hit["document"]).stdout

    def test_why_says_of_each_hop_which_words_and_which_cue(self, run: Run) -> None:
        (hit,) = lines(run("search", "--source", "Hartog"))
        result = run("show", hit["id"], "--why")
        flat = " ".join(result.stdout.split())
        assert "Ilse Hartog · stated, “Mayor Ilse Hartog”; cue “said”" in flat
        assert "Why: the quay had been mended" in flat
        assert max(map(len, result.stdout.splitlines())) <= 80

    def test_why_of_a_document_or_attribution_explains_its_claims(self, run: Run) -> None:
        (hit,) = lines(run("search", "--source", "Hartog"))
        (inner,) = hit["claim"]["chain"]
        assert run("show", inner["attribution"], "--why").stdout.count("Why: ") == 1
        assert run("show", hit["document"], "--why").stdout.count("Why: ") == 3

    @pytest.mark.parametrize("other", ["--json", "--failures"])
    def test_why_needs_a_row_and_a_table(self, run: Run, other: str) -> None:
        row = () if other == "--failures" else ("c123456789",)
        assert run("show", *row, "--why", other).exit_code == 2

    @pytest.mark.parametrize("subject", ["c000000000000", "d123456", "harbour", "c1", "\x1b[31m"])
    def test_an_id_that_is_not_there_is_nothing_found(self, run: Run, subject: str) -> None:
        result = run("show", subject)
        assert result.exit_code == 1
        assert len(result.stderr.splitlines()) == 1
        assert "\x1b" not in result.stderr

    def test_an_id_and_the_failures_at_once_are_wrong_use(self, run: Run) -> None:
        assert run("show").exit_code == run("show", "d123456", "--failures").exit_code == 2

    def test_no_failures_are_nothing_found(self, run: Run) -> None:
        result = run("show", "--failures")
        assert (result.exit_code, result.stderr) == (1, "nothing failed\n")

    def test_failures_are_listed_with_what_to_do(self, run: Run) -> None:
        run("add", "gone.html")
        table = run("show", "--failures", "--table").stdout
        assert "gone.html" in table
        assert "no such file or folder" in table


@pytest.mark.usefixtures("kept")
class TestJudge:
    def test_a_judgement_is_kept_with_its_user_and_note_and_can_be_withdrawn(self, run: Run) -> None:
        (hit,) = lines(run("search", "--source", "Hartog"))
        (judgement,) = lines(run("judge", "accept", hit["id"], "--user", "rhona", "--note", "heard it myself"))
        assert (judgement["action"], judgement["user"], judgement["note"]) == ("accept", "rhona", "heard it myself")
        assert lines(run("show", hit["id"]))[0]["verdict"] == "accept"
        table = run("show", "--table", hit["id"]).stdout
        assert "accepted" in table
        assert "heard it myself" in table
        assert "accepted" in run("search", "--table", "--source", "Hartog").stdout
        assert run("judge", "withdraw", judgement["id"], "--user", "rhona").exit_code == 0
        shown = lines(run("show", hit["id"]))[0]
        assert shown["verdict"] is None
        assert [item["action"] for item in shown["judgements"]] == ["accept", "withdraw"]

    def test_the_user_is_who_is_logged_in(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LOGNAME", "tamsin")
        (hit,) = lines(run("search", "--source", "Hartog"))
        assert lines(run("judge", "reject", hit["id"]))[0]["user"] == "tamsin"

    def test_where_nobody_is_logged_in_the_user_must_be_named(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail() -> str:
            raise OSError("no such user")

        monkeypatch.setattr("getpass.getuser", fail)
        result = run("judge", "accept", "c123456789")
        assert result.exit_code == 2
        assert "--user" in result.stderr

    def test_only_claims_and_attributions_are_judged(self, run: Run) -> None:
        (hit,) = lines(run("search", "--source", "Hartog"))
        result = run("judge", "accept", hit["document"])
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1

    def test_another_action_is_wrong_use(self, run: Run) -> None:
        assert run("judge", "like", "c123456789").exit_code == 2


class TestVerify:
    def test_a_sound_ledger_says_what_it_holds(self, run: Run, kept: Path) -> None:
        assert kept.exists()
        (value,) = lines(run("verify"))
        assert (value["schema"], value["documents"], value["claims"], value["adrift"]) == ("sayso/verified/1", 1, 3, [])
        assert "Everything is whole" in run("verify", "--table").stdout

    def test_a_damaged_row_is_named_and_the_exit_code_is_4(self, run: Run, kept: Path) -> None:
        with sqlite3.connect(kept) as connection:
            connection.execute("UPDATE documents SET text = 'Something else was said.'")
        connection.close()
        result = run("verify")
        assert result.exit_code == 4
        assert {value["schema"] for value in lines(result)} == {"sayso/problem/1"}
        assert "found: go back to a copy of the ledger" in result.stderr
        assert "WHAT IS WRONG" in run("verify", "--table").stdout


class TestMigrate:
    def test_a_ledger_of_this_version_needs_nothing(self, run: Run, kept: Path) -> None:
        assert kept.exists()
        (value,) = lines(run("migrate"))
        assert value["before"] == value["after"]
        assert "nothing to do" in run("migrate", "--table").stdout

    def test_a_ledger_that_is_not_there_is_unusable(self, run: Run) -> None:
        result = run("migrate")
        assert (result.exit_code, len(result.stderr.splitlines())) == (4, 1)
