"""Pages of sources: what they say, and who may be one with them."""

import re
from dataclasses import replace

from fastapi.testclient import TestClient
from tests.events import told_events
from tests.factory import story

from sayso.web.house import House
from sayso.web.security import COOKIE


def post(client: TestClient, house: House, address: str, **form: str) -> int:
    client.cookies.set(COOKIE, house.token)
    return client.post(address, data={"token": house.token, **form}).status_code


def test_a_source_has_a_page_by_its_name_however_it_is_written(client: TestClient, house: House) -> None:
    house.ledger.add([story(number) for number in range(6)])
    one, other = client.get("/actor?name=Nadia+Oyelaran"), client.get("/actor?name=NADIA+OYELARAN")
    assert one.status_code == other.status_code == 200
    for title in ("Says", "Is said to have said", "Is reported to have done", "Denies", "May be one with"):
        assert title in one.text
    assert re.search(r'href="/s\?actor=nadia\+oyelaran&amp;voice=says"', one.text)


def test_the_same_stands_in_json_a_table_and_a_feed(client: TestClient, house: House) -> None:
    house.ledger.add([story(number) for number in range(6)])
    answer = client.get("/actor.json?name=Nadia+Oyelaran").json()
    assert answer["name"] == "Nadia Oyelaran"
    assert {row["who"] for row in answer["says"]} == {"Nadia Oyelaran"}
    assert "Nadia Oyelaran" in client.get("/actor.csv?name=Nadia+Oyelaran").text
    assert "[unreviewed] Nadia Oyelaran" in client.get("/actor.atom?name=Nadia+Oyelaran").text


def test_nobody_of_that_name_is_told_with_those_who_are_there(client: TestClient) -> None:
    answer = client.get("/actor?name=Nobody+At+All")
    assert answer.status_code == 404
    assert "No source of a claim is called" in answer.text
    assert client.get("/actor").status_code == 200
    assert client.get("/actor.json?name=Nobody+At+All").json()["status"] == 404


def test_what_a_table_knows_has_its_source(client: TestClient, house: House) -> None:
    from tests.factory import analysis

    house.ledger.add([analysis(("Reuters", "said", "the ferry is late"))])
    text = client.get("/actor?name=Reuters").text
    assert "in the table of outlets" in text
    assert "Source:" in text


def test_two_are_joined_kept_apart_and_left_open_again(client: TestClient, house: House) -> None:
    house.ledger.add([story(number) for number in range(6)])
    text = client.get("/actor?name=Nadia+Oyelaran&links=1").text
    ends = re.search(r'name="left" value="([^"]+)"><input type="hidden" name="right" value="([^"]+)"', text)
    assert ends, "two documents name her"
    left, right = ends.groups()
    assert client.post("/actor/links", data={"left": left, "right": right, "action": "accept"}).status_code == 403
    name = "Nadia Oyelaran"
    assert post(client, house, "/actor/links", left=left, right=right, action="accept", name=name) == 303
    text = client.get("/actor?name=Nadia+Oyelaran&links=1").text
    assert "one, as a person decided" in text
    judgement = re.search(r'name="judgement" value="([^"]+)"', text)
    assert judgement
    assert post(client, house, "/actor/undo", judgement=judgement[1], name=name) == 303
    assert "one, as a person decided" not in client.get("/actor?name=Nadia+Oyelaran&links=1").text
    assert post(client, house, "/actor/links", left=left, right=right, action="reject", name=name) == 303
    assert "are not the same" in client.get("/actor?name=Nadia+Oyelaran&links=1").text


def test_what_somebody_is_reported_to_have_done_and_not_what_is_denied_or_to_come(client: TestClient, house: House) -> None:
    house.ledger.add([told_events()])
    answer = client.get("/actor.json?name=Arland").json()
    assert [row["words"] for row in answer["done"]] == ["Arland shelled the town of Quill on 2 May."]
    assert [row["words"] for row in answer["denies"]] == ["that it had shelled Quill"]
    text = client.get("/actor?name=Arland").text
    assert re.search(r'href="/s\?actor=arland&amp;voice=does[^"]*"', text)
    assert "is said to have done it" in client.get("/s?actor=arland&voice=does").text


def test_who_is_no_source_but_did_something_has_a_page_and_counts_for_no_source(client: TestClient, house: House) -> None:
    accused = told_events()
    house.ledger.add([accused])
    assert client.get("/actor?name=Tomas+Brek").status_code == 404, "he is only accused of it"
    told = replace(accused, events=tuple(replace(event, responsibility="fact") for event in accused.events))
    house.ledger.add([told])
    answer = client.get("/actor.json?name=Tomas+Brek").json()
    assert [row["words"] for row in answer["done"]] == ["Tomas Brek of looting"]
    assert client.get("/s.json?actor=tomas+brek").json()["total"] == 0
