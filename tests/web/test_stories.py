"""Stories: the list, one story, and both in other formats."""

import csv
import io
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from sayso.ledger import Ledger
from sayso.records import Story
from sayso.web.house import House
from sayso.web.routes import stories as routes
from sayso.web.views.stories import write_cursor

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def story(house: House) -> Story:
    """The story with most texts."""
    return max(house.ledger.stories(), key=lambda one: (len(one.documents), one.id))


def test_the_list_has_the_latest_first_and_can_be_searched(client: TestClient, house: House) -> None:
    text = client.get("/stories").text
    found = list(house.ledger.stories())
    places = [text.index(f"/story/{one.id}") for one in found]
    assert places == sorted(places)
    assert client.get("/stories?q=zeppelin").text.count("/story/s") == 0
    assert f"/story/{found[0].id}" in client.get(f"/stories?q={(found[0].title or '').split()[0]}").text


def test_the_list_has_pages(client: TestClient, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "STORIES", 1)
    wanted = [one.id for one in house.ledger.stories()]
    found, after = [], ""
    for _ in wanted:
        page = client.get("/stories.json", params={"after": after}).json()
        (one,) = page["stories"]
        found.append(one["id"])
        assert (page["next"] is None) == (len(found) == len(wanted))
        after = page["next"]
    assert found == wanted
    assert client.get("/stories?after=5").status_code == 400
    assert 'rel="next"' in client.get("/stories").text


def test_a_page_of_the_list_goes_on_where_the_last_one_ended(client: TestClient, house: House, story: Story) -> None:
    first, *others = house.ledger.stories()
    gone = replace(first, id="s" + "0" * 24, documents=())  # of that day, and not in the ledger any more
    behind = client.get("/stories.json", params={"after": write_cursor(gone)}).json()["stories"]
    assert [one["id"] for one in behind] == [one.id for one in (first, *others)]
    words = " ".join((story.title or "").split()[:2])
    matching = list(house.ledger.stories(words))
    assert list(house.ledger.stories(words, after=matching[0])) == matching[1:]


def test_a_story_says_which_text_has_it_from_whom(client: TestClient, story: Story, house: House) -> None:
    text = client.get(f"/story/{story.id}").text
    assert f"{len(story.documents)} texts of" in text
    for document in story.documents:
        assert f'href="/d/{document}"' in text
    account = house.ledger.story(story.id)
    if account.answers:
        assert f'href="/c/{account.answers[0].claim}"' in text
    assert "credits" in text
    assert "style=" not in text
    assert '<svg class="days"' in text


def test_a_shorter_id_leads_to_the_story_and_words_do_not(client: TestClient, story: Story) -> None:
    answer = client.get(f"/story/{story.id[:10]}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/story/{story.id}")
    assert client.get("/story/boats").status_code == 404
    assert client.get("/story/s000000000000").status_code == 404


def test_the_other_formats_hold_the_same(client: TestClient, story: Story, house: House) -> None:
    plain = client.get(f"/story/{story.id}.json").json()
    assert plain["schema"] == "sayso/story/1"
    assert [page["head"]["document"] for page in plain["pages"]] == list(story.documents)
    rows = list(csv.DictReader(io.StringIO(client.get(f"/story/{story.id}.csv").text)))
    assert [row["document"] for row in rows] == list(story.documents)
    feed = ElementTree.fromstring(client.get(f"/story/{story.id}.atom").content)  # noqa: S314  it is our own
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in feed.findall(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True)
    assert len(days) == len(story.documents)
    assert client.get("/stories.csv").text.splitlines()[0] == "story,title,first,last,texts"
    assert len(ElementTree.fromstring(client.get("/stories.atom").content).findall(f"{ATOM}entry")) == len(  # noqa: S314  as above
        list(house.ledger.stories())
    )


def test_a_ledger_without_stories_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_asked: object, **_more: object) -> object:
        yield from ()

    monkeypatch.setattr(Ledger, "stories", none)
    assert "There is no story yet" in client.get("/stories").text
