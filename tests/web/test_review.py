from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect
from tests.factory import analysis

from sayso.records import QUEUES, QueueItem, QueueKind
from sayso.web.house import House


def reject(client: TestClient, house: House, row: str) -> str:
    """Reject a row on the screen; the id of the judgement."""
    client.cookies.set("sayso_token", house.token)
    client.post("/judge", data={"token": house.token, "row": row, "action": "reject"})
    return house.ledger.history(limit=1)[0].id


def walk(house: House, queue: QueueKind) -> Iterator[QueueItem]:
    """A queue from its first item to its last."""
    after = None
    while items := house.ledger.queue(queue, limit=1000, after=after):
        yield from items
        after = items[-1].cursor


@pytest.mark.parametrize("queue", ["uncertain", "consequential", "audit"])
def test_a_queue_says_what_waits_and_why(client: TestClient, house: House, queue: Any) -> None:
    items = house.ledger.queue(queue)
    answer = client.get("/review.json", params={"queue": queue}).json()
    assert [card["card"]["id"] for card in answer["cards"]] == [item.claim.id for item in items]
    assert [card["why"] for card in answer["cards"]] == [item.why for item in items]
    tab = next(tab for tab in answer["tabs"] if tab["kind"] == queue)
    assert (tab["count"], tab["is_chosen"]) == (len(house.ledger.queue(queue, limit=1000)), True)


def test_a_queue_is_counted_as_long_as_it_is(client: TestClient, house: House) -> None:
    documents = [
        analysis(
            *(("Ilse Hartog", "said", f"matter {page} {row} was settled") for row in range(40)),
            url=f"https://news.example/{page}",
        )
        for page in range(8)
    ]
    house.ledger.add(documents)
    house.ledger.add([analysis(("Ilse Hartog", "said", "nothing was settled"), url="https://news.example/0")])  # a new version
    house.forget_counts()
    tabs = {tab["kind"]: tab["count"] for tab in client.get("/review.json").json()["tabs"]}
    assert tabs == {queue: sum(1 for _ in walk(house, queue)) for queue in QUEUES}
    assert tabs["uncertain"] > 200


def test_each_claim_stands_in_its_sentences(client: TestClient, house: House) -> None:
    for card in client.get("/review.json").json()["cards"]:
        document = house.ledger.analysis(card["document"]).document
        segments = card["segments"]
        assert "".join(one["text"] for one in segments) == document.text[segments[0]["start"] : segments[-1]["end"]]
        marked = {mark["role"].split()[0] for one in segments for mark in one["marks"]}
        assert "contents" in marked


def test_a_queue_is_paged_to_its_end(client: TestClient, house: House) -> None:
    wanted = [item.claim.id for item in house.ledger.queue("uncertain", limit=1000)]
    found, after = [], ""
    while True:
        page = client.get("/review.json", params={"after": after}).json()
        found += [card["card"]["id"] for card in page["cards"]]
        if page["next"] is None:
            break
        after = page["next"]
    assert found == wanted


def test_a_queue_can_be_kept_to_one_publisher(client: TestClient, house: House) -> None:
    items = house.ledger.queue("uncertain", limit=1000)
    name = next(item.publisher for item in items if item.publisher)
    page = client.get("/review.json", params={"outlet": name.upper()}).json()
    assert {card["publisher"] for card in page["cards"]} == {name}
    assert len(page["cards"]) == min(50, sum(item.publisher == name for item in items))
    assert "waits in this queue" in client.get("/review", params={"outlet": "Nobody’s Paper"}).text


def test_what_is_decided_leaves_the_queue_and_is_counted(client: TestClient, house: House) -> None:
    first = house.ledger.queue("uncertain", limit=1)[0].claim.id
    assert "None reviewed by you today." in client.get("/review").text
    made = reject(client, house, first)
    page = client.get("/review")
    assert f'id="c-{first}"' not in page.text
    assert "1 reviewed by you today." in page.text
    house.ledger.withdraw(made, "tester")
    assert "None reviewed by you today." in client.get("/review").text


def test_the_log_tells_who_decided_what_and_takes_it_back(client: TestClient, house: House) -> None:
    first, other = (item.claim.id for item in house.ledger.queue("uncertain", limit=2))
    house.ledger.judge(other, "accept", "ana", "<i>seen</i>")
    made = reject(client, house, first)
    lines = client.get("/review/log.json").json()["lines"]
    assert [(one["user"], one["deed"], one["is_withdrawn"]) for one in lines] == [
        ("tester", "rejected", False),
        ("ana", "accepted", False),
    ]
    assert "&lt;i&gt;seen&lt;/i&gt;" in client.get("/review/log").text
    client.post("/undo", data={"token": house.token, "judgement": made, "back": "/review/log"})
    lines = client.get("/review/log.json").json()["lines"]
    assert [(one["deed"], one["is_withdrawn"]) for one in lines][:2] == [("took back a decision on", False), ("rejected", True)]
    assert [one["user"] for one in client.get("/review/log.json?user=ana").json()["lines"]] == ["ana"]
    assert client.get("/review/log.csv").text.splitlines()[0].startswith("at,user,action")


def test_the_log_is_paged(client: TestClient, house: House) -> None:
    claim = house.ledger.queue("uncertain", limit=1)[0].claim.id
    for number in range(60):
        house.ledger.judge(claim, "comment", "ana", f"remark {number}")
    page = client.get("/review/log.json").json()
    older = client.get("/review/log.json", params={"before": page["next"]}).json()
    assert [len(page["lines"]), len(older["lines"]), older["next"]] == [50, 10, None]
    assert older["lines"][-1]["note"] == "remark 0"


def test_what_is_adrift_is_listed_with_its_words(client: TestClient, house: House) -> None:
    assert "Every decision finds its place." in client.get("/review/adrift").text
    item = house.ledger.queue("uncertain", limit=1)[0]
    house.ledger.judge(item.claim.id, "accept", "ana")
    read = house.ledger.analysis(item.document)
    house.ledger.add([replace(read, claims=tuple(one for one in read.claims if one.id != item.claim.id))])
    lines = client.get("/review/adrift.json").json()["lines"]
    assert [(one["user"], one["subject"]) for one in lines] == [("ana", item.claim.id)]
    assert item.claim.evidence.exact in lines[0]["words"]
    assert "ana" in client.get("/review/adrift").text


@pytest.mark.parametrize("address", ["/review?after=nonsense", "/review?queue=audit&after=x", "/review/log?before=jffffffffff"])
def test_cursors_that_are_none_are_told_in_one_line(client: TestClient, address: str) -> None:
    assert client.get(address).status_code in (400, 404)


# --- in a browser ---


def test_a_queue_is_worked_through_by_keyboard(page: Page, house: House) -> None:
    items = [item.claim.id for item in house.ledger.queue("uncertain", limit=4)]
    page.goto("/review")
    expect(page.locator(".review-card")).to_have_id(f"c-{items[0]}")
    page.keyboard.press("a")
    expect(page.locator(".review-card")).to_have_id(f"c-{items[1]}")
    expect(page.locator("#status")).to_contain_text("Accepted.")
    expect(page.get_by_text("1 reviewed by you today.")).to_be_visible()
    page.keyboard.press("x")
    expect(page.locator(".review-card")).to_have_id(f"c-{items[2]}")
    page.keyboard.press("u")
    expect(page.locator(".review-card")).to_have_id(f"c-{items[1]}")
    page.keyboard.press("j")
    expect(page.locator(".review-card")).to_have_id(f"c-{items[2]}")


def test_a_list_is_worked_through_in_place(page: Page, house: House) -> None:
    items = [item.claim.id for item in house.ledger.queue("uncertain", limit=3)]
    page.goto("/review?view=list")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(f"#c-{items[1]}")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(f"#c-{items[1]} .chip.review")).to_have_text("rejected")
    expect(page.locator(f"#c-{items[1]}")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(page.locator(f"#c-{items[0]} .chip.review")).to_have_text("accepted")
    page.keyboard.press("u")
    expect(page.locator(f"#c-{items[0]} .chip.review")).to_have_text("unreviewed")


def test_the_log_undoes_by_mouse(page: Page, house: House) -> None:
    claim = house.ledger.queue("uncertain", limit=1)[0].claim.id
    house.ledger.judge(claim, "reject", "tester")
    page.goto("/review/log")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator("tr.withdrawn")).to_have_count(1)
    page.get_by_role("button", name="Put back").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    assert house.ledger.show(claim).verdict == "reject"
