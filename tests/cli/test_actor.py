"""`sayso actor`, and `sayso judge --same-as`: who goes by a name, who may be one, and what is decided about it."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.programs import Run, lines
from tests.factory import analysis

from sayso.ledger import Ledger
from sayso.records import Actor, ActorKind, Span
from sayso.records.ids import actor_id


@pytest.fixture
def kept(place: Path) -> Path:
    """A ledger with three pages: two name the same mayor, one names a movement."""
    path = place / "ledger.sqlite3"
    told: list[tuple[str, ActorKind]] = [("Ilse Hartog", "person"), ("Ilse Hartog", "person"), ("Hizbullah", "org")]
    with Ledger(path) as ledger:
        for number, (name, kind) in enumerate(told):
            made = analysis((name, "said", "the ferry is late"), url=f"https://news.example/{number}")
            own = actor_id(made.document.id, made.document.text, Span(0, len(name)))
            ledger.add([replace(made, actors=(Actor(own, name, (name,), kind, roles=("mayor",)),))])
    return path


def by_schema(found: list[dict[str, object]]) -> dict[object, int]:
    return {schema: [row["schema"] for row in found].count(schema) for schema in {row["schema"] for row in found}}


@pytest.mark.usefixtures("kept")
class TestActor:
    def test_actors_links_and_rows_are_an_object_each(self, run: Run) -> None:
        assert by_schema(lines(run("actor", "Ilse", "Hartog"))) == {"sayso/actor/1": 2, "sayso/link/1": 1}
        found = lines(run("actor", "Hezbollah"))
        assert by_schema(found) == {"sayso/known/1": 1, "sayso/actor/1": 1, "sayso/link/1": 1}
        assert [row["name"] for row in found if row["schema"] == "sayso/known/1"] == ["Hezbollah"]

    def test_a_surname_finds_but_joins_nobody_new(self, run: Run) -> None:
        assert by_schema(lines(run("actor", "hartog"))) == {"sayso/actor/1": 2, "sayso/link/1": 1}

    def test_a_row_of_a_table_is_shown_where_the_ledger_has_nobody(self, run: Run) -> None:
        result = run("actor", "--table", "Naim", "Qassem")
        assert result.exit_code == 0
        assert "deputy secretary-general of Hezbollah" in result.stdout
        assert "funder: television licence fee" in run("actor", "--table", "BBC").stdout

    def test_a_table_says_why_and_how_to_decide(self, run: Run) -> None:
        result = run("actor", "--table", "Ilse Hartog")
        (link,) = [row for row in lines(run("actor", "Ilse Hartog")) if row["schema"] == "sayso/link/1"]
        assert "Ilse Hartog (2031-05-02) may be Ilse Hartog (2031-05-02)" in result.stdout
        assert "+0.55  same name: Ilse Hartog" in result.stdout
        assert "+0.20  office: mayor" in result.stdout
        assert f"sayso judge accept {link['left']} --same-as" in result.stdout
        assert max(map(len, result.stdout.splitlines())) <= 80

    def test_so_many_at_most(self, run: Run) -> None:
        assert by_schema(lines(run("actor", "--limit", "1", "Ilse Hartog")))["sayso/actor/1"] == 1
        assert "1 more: --limit shows them." in run("actor", "--table", "--limit", "1", "Ilse Hartog").stdout

    @pytest.mark.parametrize("name", ["Nadia Oyelaran", "…", "Hart"])
    def test_nobody_is_one_line_and_exit_code_1(self, run: Run, name: str) -> None:
        result = run("actor", name)
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", "nothing found\n")

    def test_no_name_is_wrong_use(self, run: Run) -> None:
        assert run("actor").exit_code == 2


@pytest.mark.usefixtures("kept")
class TestSameAs:
    def ends(self, run: Run) -> list[str]:
        (link,) = [row for row in lines(run("actor", "Ilse Hartog")) if row["schema"] == "sayso/link/1"]
        return [link["left"], link["right"]]

    def test_a_link_is_rejected_and_the_rejection_withdrawn(self, run: Run) -> None:
        left, right = self.ends(run)
        (made,) = lines(run("judge", "reject", left, "--same-as", right, "--user", "rhona"))
        found = lines(run("actor", "Ilse Hartog"))
        assert by_schema(found) == {"sayso/actor/1": 2, "sayso/judgement/1": 1}
        assert made["id"][:11] in run("actor", "--table", "Ilse Hartog").stdout
        assert run("judge", "withdraw", made["id"], "--user", "rhona").exit_code == 0
        assert self.ends(run) == [left, right]
        actions = [row["action"] for row in lines(run("actor", "Ilse Hartog")) if row["schema"] == "sayso/judgement/1"]
        assert actions == ["reject", "withdraw"]

    def test_an_accepted_link_is_confirmed(self, run: Run) -> None:
        left, right = self.ends(run)
        assert run("judge", "accept", left, "--same-as", right).exit_code == 0
        assert "Ilse Hartog (2031-05-02) is Ilse Hartog" in run("actor", "--table", "Ilse Hartog").stdout

    def test_an_unknown_row_is_one_line(self, run: Run) -> None:
        result = run("judge", "accept", self.ends(run)[0], "--same-as", "actors:nobody")
        assert result.exit_code != 0
        assert len(result.stderr.splitlines()) == 1

    def test_a_withdrawal_names_a_judgement_only(self, run: Run) -> None:
        assert run("judge", "withdraw", "j123456", "--same-as", "actors:hezbollah").exit_code == 2
