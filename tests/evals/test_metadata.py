"""How titles, dates and authors are compared with gold, and how contested gold is left out of a second figure."""

import pytest
from evals.metadata import CONTESTED, REASONS, Pair, compare, judged_lines, read_contested, score

from sayso.records import Document, FieldEvidence, PublicationDate


def page(title: str, day: str, *authors: str) -> Document:
    evidence = tuple(FieldEvidence("author_person", author, "byline", None) for author in authors)
    dated = PublicationDate(day, "day", None, "date line")
    return Document("d", "p", "https://a.example", None, "", "", "en", title, published=dated, evidence=evidence)


@pytest.mark.parametrize(
    ("authors", "gold", "agrees"),
    [
        (("Mia Falk", "Jan Roden"), "Jan Roden und MIA FALK", True),
        (("Mia Falk",), ["Mia Falk"], True),
        (("Mia Falk",), "Dr. Mia Falk", True),
        (("Mia Falk",), "Mia Falk, Jan Roden", False),
        (("Mia Falk", "Jan Roden"), "Mia Falk", False),
        (("Mia",), "Mia Falk", False),
        ((), "", True),
    ],
)
def test_authors_agree_where_each_name_is_found_and_no_other(
    authors: tuple[str, ...], gold: str | list[str], agrees: bool
) -> None:
    found = compare(page("A title", "2018-09-04", *authors), {"title": "A title", "date": "2018-09-04", "author": gold})
    assert found["author"][2] is agrees


@pytest.mark.parametrize(
    ("title", "gold", "agrees"),
    [("Late again", "LATE: AGAIN!", True), ("Late", "Late again", False), ("n\u0303o", "ñ\u00ado", True)],
)
def test_titles_agree_where_their_words_do(title: str, gold: str, agrees: bool) -> None:
    found = compare(page(title, "2018-09-04"), {"title": gold, "date": "2018-09-05", "author": ""})
    assert found["title"][2] is agrees
    assert found["date"][2] is False


def test_contested_gold_is_named_with_a_known_reason_and_left_out_of_the_second_figure_alone() -> None:
    rows = [line.split("\t") for line in CONTESTED.read_text("utf-8").splitlines()]
    assert rows[0] == ["field", "reason", "address"]
    assert {reason for _, reason, _ in rows[1:]} <= REASONS.keys()
    assert len({(field, address) for field, _, address in rows[1:]}) == len(rows) - 1
    address = next(iter(read_contested("date", "nowhere")))
    pairs = [
        Pair(0, "2018-09-04", "2019-09-04", False, address),
        Pair(1, "2018-09-04", "2018-09-04", True, "https://a.example"),
    ]
    assert score(pairs).gold == 2
    assert [line.split(":")[1].split(" (")[0].strip() for line in judged_lines("date", pairs)] == ["1.000"]
