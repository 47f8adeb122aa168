"""What is new for saved searches and what is followed, as pages, JSON, CSV and a feed."""

from dataclasses import replace

from fastapi.testclient import TestClient

from sayso.export.queries import parse_query
from sayso.watch import new_feed
from sayso.watch.noticing import notice_search
from sayso.web.house import House

NOW = "2031-05-02T10:00:00.000000Z"
HOSTILE = "<script>alert(1)</script>\u202e"


def notice(house: House) -> None:
    """A search as old as the ledger, looked at once."""
    search = house.ledger.save_search(f"Offer {HOSTILE}", "q=offer", "tester")
    assert notice_search(house.ledger, search.id, parse_query("q=offer").browse, "2000-01-01T00:00:00.000000Z", search.at) > 0


def test_what_is_new_is_told_by_origin_with_its_review_state(client: TestClient, house: House) -> None:
    assert "No search is saved yet" in client.get("/news").text
    notice(house)
    text = client.get("/news").text
    assert "Said for the first time here" in text
    assert "unreviewed" in text
    assert "<script>alert" not in text
    (part,) = client.get("/news.json").json()["parts"]
    assert {line["kind"] for line in part["lines"]} <= {"new_claim", "new_origin", "denial", "taken_back", "hedge_dropped"}
    assert all(client.get(f"/c/{line['claim']}").status_code == 200 for line in part["lines"] if line["claim"])
    atom = client.get("/news.atom")
    assert atom.headers["content-type"].startswith("application/atom+xml")
    assert b"<script" not in atom.content


def test_a_time_that_makes_no_sense_is_refused(client: TestClient) -> None:
    assert client.get("/news?days=0").status_code == 400
    assert client.get("/news?days=x").status_code == 400


def test_what_is_followed_is_listed_ill_ones_first(client: TestClient, house: House) -> None:
    well = replace(new_feed("https://b.example/feed", NOW, title="Well"), last_ok=NOW, items=3)
    ill = replace(
        new_feed("https://a.example/feed", NOW, title=HOSTILE), last_error="no such page (404)", failures=2, last_status=404
    )
    for one in (well, ill):
        house.ledger.put_feed(one)
    text = client.get("/sources").text
    assert text.index("failed 2 times in a row: no such page (404)") < text.index("well, last seen 2031-05-02 10:00")
    assert "<script>alert" not in text
    assert [row["items"] for row in client.get("/sources.json").json()["rows"]] == [0, 3]
    assert "https://b.example/feed" in client.get("/sources.csv").text
