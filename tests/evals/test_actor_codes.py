"""The gold of actors' codes."""

from pathlib import Path

import evals.actor_codes

from sayso.languages.agent_words import ORGANISATIONS, SECTORS, load_agent_words

FOLDER = Path(evals.actor_codes.__file__).parent


def rows(name: str) -> list[list[str]]:
    """The lines of a table of the gold, cut at tabs."""
    return [line.split("\t") for line in (FOLDER / name).read_text("utf-8").splitlines()]


def test_there_are_300_phrases_and_no_text_of_a_corpus() -> None:
    own, corpora = rows("own.tsv"), rows("corpora.tsv")
    assert len(own) + len(corpora) == 300
    assert len({row[0] for row in own}) == len(own)
    assert all(name in {"gum", "muc34", "basil"} and int(start) < int(end) for name, _, start, end, _, _ in corpora)


def test_every_code_is_one_of_the_ontology() -> None:
    places = {*load_agent_words().states.values(), *ORGANISATIONS, "-"}
    for row in (*rows("own.tsv"), *rows("corpora.tsv")):
        assert set(row[-2].split("/")) <= places
        assert set(row[-1].split("/")) <= {*SECTORS, "-"}
