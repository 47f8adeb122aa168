"""`sayso link`, `sayso who`, `sayso story`, and `sayso judge` on links between claims: what they print, and how they end."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.programs import Run, Start, lines
from tests.happenings import AGENCY, COURIER, report, tell, tell_all

from sayso.ledger import Ledger

WIDE = 80
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def kept(place: Path) -> Path:
    """A ledger of three happenings, not linked yet."""
    path = place / "ledger.sqlite3"
    with Ledger(path) as ledger:
        ledger.add(tell_all(3))
    return path


@pytest.fixture
def linked(kept: Path) -> Path:
    """The same, linked."""
    with Ledger(kept) as ledger:
        ledger.link()
    return kept


def claim_words(number: int) -> str:
    return f'"{tell(number)[0].claims[0].evidence.exact}"'


@pytest.mark.usefixtures("kept")
class TestLink:
    def test_it_says_what_is_linked_and_then_that_nothing_is_new(self, run: Run) -> None:
        (first,) = lines(run("link"))
        assert (first["schema"], first["documents"], first["fresh"]) == ("sayso/linked/1", 9, 9)
        assert first["copies"] == 3
        (again,) = lines(run("link"))
        assert again == {**first, "fresh": 0, "written": 0}
        (rebuilt,) = lines(run("link", "--rebuild"))
        assert rebuilt == again
        table = run("link", "--table").stdout
        assert "9 documents in" in table
        assert "nothing new" in table
        assert "3 copies" in table
        assert max(map(len, table.splitlines())) <= WIDE

    def test_no_ledger_is_one_line_and_exit_code_4(self, run: Run, kept: Path) -> None:
        for command in (["link"], ["who", "ferry"], ["story"]):
            result = run(*command, "--ledger", str(kept.with_name("none.sqlite3")))
            assert result.exit_code == 4
            assert len(result.stderr.splitlines()) == 1

    def test_an_interrupted_run_says_so(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def stop(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Ledger, "link", stop)
        result = run("link")
        assert result.exit_code == 130
        assert "the same command goes on" in result.stderr


class TestWho:
    @pytest.mark.usefixtures("linked")
    def test_an_answer_is_one_object_a_line(self, run: Run) -> None:
        result = run("who", claim_words(0))
        assert result.exit_code == 0
        assert result.stderr == ""
        first = lines(result)[0]
        assert first["schema"] == "sayso/answer/1"
        assert first["origins"]["at_least"] <= first["origins"]["at_most"]
        assert {"claim", "words", "said", "wordings", "tree", "bearings", "discrepancies", "carried", "links"} <= first.keys()

    @pytest.mark.usefixtures("linked")
    def test_a_table_has_the_funnel_with_bounds_and_the_tree(self, run: Run) -> None:
        result = run("who", "--table", claim_words(1))
        assert result.exit_code == 0
        table = result.stdout
        assert re.search(r"\d pages? › \d publishers? › \d distinct texts? › \d with sourcing of \w+ own", table)
        assert re.search(
            r"(at most|between \d+ and) \d+ independent origins? found, \d+ pages? names? no source", " ".join(table.split())
        )
        assert "Who had it from whom" in table
        assert "(by publication)" in table
        assert "Counted as one (origins):" in table
        assert "corroborated" not in table.lower()
        assert max(map(len, table.splitlines())) <= WIDE

    @pytest.mark.usefixtures("linked")
    def test_why_gives_each_step_and_link_its_reason(self, run: Run) -> None:
        table = run("who", "--why", claim_words(1)).stdout
        assert "\n Why\n" in table.replace(" \n", "\n").replace("  ", "") or "Why" in table
        assert "near copy:" in table
        assert "same claim" in table
        assert max(map(len, table.splitlines())) <= WIDE
        assert run("who", "--why", "--json", "x").exit_code == 2

    @pytest.mark.usefixtures("linked")
    def test_the_policy_is_named_with_the_figure(self, run: Run) -> None:
        for policy in ("origins", "speakers", "newsrooms", "distinct_texts", "outlets"):
            assert f"Counted as one ({policy}):" in run("who", "--table", "--policy", policy, claim_words(0)).stdout
            assert lines(run("who", "--policy", policy, claim_words(0)))[0]["origins"]["policy"] == policy
        assert run("who", "--policy", "truth", "x").exit_code == 2

    @pytest.mark.usefixtures("kept")
    def test_documents_that_are_not_linked_are_told_of_on_one_line(self, run: Run, kept: Path) -> None:
        result = run("who", "crowns")
        assert result.exit_code == 0
        assert result.stderr.splitlines() == [
            "9 documents are not linked yet, so copies and denials may be missing: run `sayso link`"
        ]
        run("link")
        assert run("who", "crowns").stderr == ""
        with Ledger(kept) as ledger:
            ledger.add([tell(7)[0]])
        assert run("who", "crowns").stderr.startswith("1 document is not linked yet")

    @pytest.mark.usefixtures("linked")
    def test_nothing_found_is_exit_code_1_and_nonsense_2(self, run: Run) -> None:
        result = run("who", "zeppelin")
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", "nothing found\n")
        assert run("who", "c" + "0" * 24).exit_code == 1
        assert run("who").exit_code == 2
        assert run("who", '"open').exit_code == 2
        assert run("who", "ferry", "--since", "yesterday").exit_code == 2

    @pytest.mark.usefixtures("linked")
    def test_days_narrow_it(self, run: Run) -> None:
        published = tell(1)[0].document.published
        assert published is not None
        found = lines(run("who", "crowns", "--since", published.value, "--until", published.value, "--limit", "50"))
        assert {wording["day"] for answer in found for wording in answer["wordings"]} == {published.value}

    def test_words_of_a_page_move_no_cursor(self, place: Path, run: Run) -> None:
        evil = "the ferry \x1b[2J\x1b]0;owned\x07 was \u202esunk\u202c by\r\nnobody"
        made = report(("Tomas \x1b[31mBrek", "said", evil), url="https://a.example/\x1b[1m", title="T\x1b[5mitle", house=AGENCY)
        copy = report(("Tomas \x1b[31mBrek", "said", evil), url="https://b.example/1", title="T\x1b[5mitle", house=COURIER)
        with Ledger(place / "ledger.sqlite3") as ledger:
            ledger.add([made, copy])
            ledger.link()
        for command in (
            ["who", "--table", "ferry"],
            ["who", "--why", "ferry"],
            ["story", "--table"],
            ["story", "--table", "ferry"],
        ):
            result = run(*command)
            assert result.exit_code == 0
            assert CONTROLS.search(result.stdout.replace("\n", "")) is None
            assert CONTROLS.search(result.stderr.replace("\n", "")) is None

    @pytest.mark.usefixtures("linked")
    def test_colours_are_for_terminals_and_heed_no_color(self, start: Start) -> None:
        coloured = start("who", "--table", "crowns", env={"FORCE_COLOR": "1", "TERM": "xterm-256color"}).stdout
        assert "\x1b[1m" in coloured
        plain = start("who", "--table", "crowns", env={"NO_COLOR": "1"}).stdout
        assert "\x1b[3" not in plain.replace("\x1b[3m", "")
        assert "Who had it from whom" in plain

    @pytest.mark.usefixtures("linked")
    def test_narrow_and_wide_terminals(self, start: Start) -> None:
        for columns in ("60", "80", "120"):
            result = start("who", "--table", "crowns", env={"COLUMNS": columns})
            assert result.returncode == 0
            assert max(map(len, result.stdout.splitlines())) <= int(columns)


@pytest.mark.usefixtures("linked")
class TestStory:
    def test_stories_are_listed_and_one_is_told(self, run: Run) -> None:
        found = lines(run("story"))
        assert {story["schema"] for story in found} == {"sayso/story/1"}
        assert sum(len(story["documents"]) for story in found) == 9
        table = run("story", "--table").stdout
        assert "STORY" in table
        (account,) = lines(run("story", found[0]["id"][:12]))
        assert account["schema"] == "sayso/story_account/1"
        assert [page["head"]["document"] for page in account["pages"]] == found[0]["documents"]

    def test_words_that_one_story_has_show_it(self, run: Run) -> None:
        word = tell(1)[0].claims[0].evidence.exact.split()[1]
        result = run("story", "--table", word)
        assert result.exit_code == 0
        assert "PAGE" in result.stdout or "STORY" in result.stdout
        assert "copied from Vallis Wire" in " ".join(
            run("story", "--table", lines(run("story", word))[0]["story"]["id"]).stdout.split()
        )
        assert max(map(len, result.stdout.splitlines())) <= WIDE

    def test_none_is_exit_code_1(self, run: Run) -> None:
        assert run("story", "zeppelin").exit_code == 1
        assert run("story", "s" + "0" * 24).exit_code == 1

    def test_so_many_at_most(self, run: Run) -> None:
        result = run("story", "--limit", "1")
        assert len(lines(result)) == 1
        assert result.stderr == "There are more: --limit shows them.\n"


@pytest.mark.usefixtures("linked")
class TestJudge:
    def ends(self) -> tuple[str, str]:
        agency, copy, _ = tell(1)
        return agency.claims[0].id, copy.claims[0].id

    def kinds(self, run: Run, left: str, right: str) -> set[str]:
        (shown,) = lines(run("show", left))
        return {link["kind"] for link in shown["links"] if {link["left"], link["right"]} == {left, right}}

    def test_a_link_between_claims_is_rejected_and_that_taken_back(self, run: Run) -> None:
        left, right = self.ends()
        assert self.kinds(run, left, right) == {"same_claim"}
        (made,) = lines(run("judge", "reject", left[:12], "--same-as", right[:12], "--user", "rhona"))
        assert self.kinds(run, left, right) == set()
        assert run("link").exit_code == 0
        assert self.kinds(run, left, right) == set()
        assert run("judge", "withdraw", made["id"], "--user", "rhona").exit_code == 0
        assert self.kinds(run, left, right) == {"same_claim"}

    @pytest.mark.parametrize(
        ("option", "kind"),
        [
            ("--denies", "denies"),
            ("--conflicts-with", "conflicts"),
            ("--corrects", "corrects"),
            ("--retracts", "retracts"),
            ("--updates", "updates"),
        ],
    )
    def test_each_kind_of_link_can_be_added(self, run: Run, option: str, kind: str) -> None:
        left, right = tell(0)[0].claims[1].id, tell(2)[1].claims[2].id
        assert run("judge", "accept", left, option, right).exit_code == 0
        assert kind in self.kinds(run, left, right)
        table = run("show", "--table", right).stdout
        assert "Links" in table
        assert "confirmed" in table

    def test_wrong_use_is_exit_code_2(self, run: Run) -> None:
        left, right = self.ends()
        assert run("judge", "accept", left, "--same-as", right, "--denies", right).exit_code == 2
        assert run("judge", "withdraw", "j123456", "--denies", right).exit_code == 2
        assert run("judge", "accept", left, "--same-as", left).exit_code == 2
        assert run("judge", "accept", left, "--same-as", "c" + "0" * 24).exit_code == 1


def test_help_names_the_commands(run: Run) -> None:
    text = run("--help").stdout
    assert all(f"  {name} " in text for name in ("link", "who", "story"))
    for name in ("link", "who", "story"):
        assert run(name, "--help").exit_code == 0


def test_a_hedge_that_is_gone_stands_in_the_ladder_and_is_asked_about(place: Path, run: Run) -> None:
    words = "the quay at Orrin had been closed because of the storm"
    one = report(
        ("Tomas Brek", "said", words), url="https://a.example/1", title="Quay may be closed", house=AGENCY, day="2031-05-02"
    )
    two = report(("Tomas Brek", "said", words), url="https://b.example/1", title="Quay closed", house=COURIER, day="2031-05-03")
    held = one.claims[0].factuality
    assert held is not None
    hedged = replace(held, certainty="possible", hedges=(one.claims[0].contents[0],))
    hops = (*one.claims[0].chain[:-1], replace(one.claims[0].chain[-1], hedges=(one.attributions[0].cue[0],)))
    doubtful = replace(one, claims=(replace(one.claims[0], factuality=hedged, chain=hops),))
    with Ledger(place / "ledger.sqlite3") as ledger:
        ledger.add([doubtful, two])
        ledger.link()
    table = run("who", "--table", "quay Orrin storm").stdout
    assert "How firmly, by day" in table
    assert "said (possible)" in table
    assert "no hedge (certain)" in table
    assert max(map(len, table.splitlines())) <= WIDE
