"""What is new for a saved search, told by origin: on stories that a tagger without a model reads."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.cli.driver import SaidTagger

from sayso.export.queries import parse_query
from sayso.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.records import Page
from sayso.records.ids import sha256_of
from sayso.records.instants import later
from sayso.store import SavedSearch
from sayso.watch.digests import Digest, make_digest
from sayso.watch.noticing import notice_search
from sayso.watch.telling import to_atom, to_html, to_text

START = "2031-05-02T10:00:00.000000Z"
FILLER = (
    "The harbour of Alderhaven has four quays and a slip for small boats. In winter the ferries lie at the old one. ",
    "A storm in January had torn two bollards out of the wall and flooded the waiting room for a week. ",
    "The council will meet again on the first Tuesday of the month in the customs house. ",
)


class Desk:
    """A ledger with a clock that a test moves, and a saved search."""

    def __init__(self, ledger: Ledger, now: list[str]) -> None:
        self.ledger, self._now = ledger, now
        self.search = ledger.save_search("The quay", "q=quay", "tester")

    def add(self, *pages: tuple[str, str]) -> None:
        """Add stories by host and words, an hour later, and link them."""
        self.add_pages(*(_page(host, words) for host, words in pages))

    def add_pages(self, *pages: Page) -> None:
        """Add pages an hour later, and link them."""
        self._now[0] = later(self._now[0], 3600)
        self.ledger.add(Pipeline(SaidTagger()).read(pages))
        self.ledger.link()

    def notice(self) -> int:
        """Look at the search a minute later."""
        self._now[0] = later(self._now[0], 60)
        return notice_search(self.ledger, self.search.id, parse_query(self.search.query).browse, self.search.at, self._now[0])

    def digest(self, since: str = START, searches: Sequence[SavedSearch] | None = None) -> Digest:
        return make_digest(self.ledger, searches or self.ledger.saved_searches(), since, self._now[0])


def _page(host: str, words: str) -> Page:
    body = f"<html lang=en><title>{host} today</title><article><h1>{host} today</h1>{words}</article></html>".encode()
    return Page(f"https://{host}.example/quay", None, body, "text/html", sha256_of(body))


def paragraphs(*words: str) -> str:
    return "".join(f"<p>{one} {filler}</p>" for one, filler in zip(words, FILLER, strict=False))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    now = [START]
    with Ledger(tmp_path / "l.sqlite3", clock=lambda: now[0]) as ledger:
        yield Desk(ledger, now)


MAYOR = paragraphs("Ilse Hartog said the old quay will be closed for the whole summer because of the damaged wall.", "")


def test_what_is_said_for_the_first_time_is_told_once(desk: Desk) -> None:
    desk.add(("gazette", MAYOR))
    assert desk.notice() > 0
    assert desk.notice() == 0
    (part,) = desk.digest().parts
    assert [line.kind for line in part.lines] == ["new_claim"]
    (line,) = part.lines
    assert (line.speaker, line.review) == ("Ilse Hartog", "unreviewed")
    assert "the old quay will be closed" in line.words
    assert part.summary == "1 claim said for the first time"


def test_more_copies_are_one_number_and_no_news(desk: Desk) -> None:
    desk.add(("gazette", MAYOR))
    desk.notice()
    told = desk.digest().until
    desk.add(("herald", MAYOR), ("courier", MAYOR))
    desk.notice()
    (part,) = desk.digest(told).parts
    assert part.lines == ()
    assert part.copies >= 2
    assert part.summary.startswith("nothing new, ")
    assert not desk.digest(told).is_empty


def test_another_speaker_is_a_new_origin(desk: Desk) -> None:
    desk.add(("gazette", MAYOR))
    desk.notice()
    told = desk.digest().until
    desk.add(("lantern", MAYOR.replace("Ilse Hartog", "Tomas Brek").replace("January", "February")))
    desk.notice()
    (part,) = desk.digest(told).parts
    assert "new_origin" in {line.kind for line in part.lines}, part
    line = next(line for line in part.lines if line.kind == "new_origin")
    assert line.speaker == "Tomas Brek"
    assert "between" in line.detail or "at most" in line.detail or "at least" in line.detail, "a number has its bounds"


def test_words_that_somebody_denies_are_told_as_denied(desk: Desk) -> None:
    denial = "Tomas Brek denied the old quay will be closed for the whole summer because of the damaged wall."
    desk.add(("gazette", paragraphs(denial, "")))
    desk.notice()
    lines = [line for line in desk.digest().parts[0].lines if line.speaker == "Tomas Brek"]
    assert lines
    assert all(any("Tomas Brek denies" in note for note in line.notes) for line in lines), lines
    assert "[Tomas Brek denies" in to_text(desk.digest()).replace("\n    ", " ")
    assert "[Tomas Brek denies" in to_html(desk.digest())


def test_what_is_not_linked_waits_and_is_not_lost(desk: Desk) -> None:
    desk.ledger.add(Pipeline(SaidTagger()).read([_page("gazette", MAYOR)]))
    assert desk.notice() == 0
    desk.ledger.link()
    assert desk.notice() > 0


def test_what_does_not_match_is_not_told(desk: Desk) -> None:
    desk.add(("gazette", paragraphs("Ilse Hartog said the orchard levy will rise again in the autumn of this year.", "")))
    assert desk.notice() == 0
    assert desk.digest().is_empty


def test_what_was_rejected_meanwhile_is_not_told(desk: Desk) -> None:
    desk.add(("gazette", MAYOR))
    desk.notice()
    (line,) = desk.digest().parts[0].lines
    assert line.claim is not None
    desk.ledger.judge(line.claim, "reject", "tester")
    assert desk.digest().parts[0].lines == ()


def test_a_digest_is_safe_in_every_form(desk: Desk) -> None:
    hostile = "Ilse Hartog said the quay \u202e&lt;script&gt;alert(1)&lt;/script&gt; will be closed for the whole summer."
    desk.add(("gazette", paragraphs(hostile, "")))
    desk.ledger.save_search("<b>quay</b>", "q=quay", "tester")
    desk.notice()
    digest = desk.digest()
    assert "script" in to_text(digest)
    assert "\u202e" not in to_text(digest) + to_html(digest)
    assert "<script" not in to_html(digest, "http://127.0.0.1:8017")
    assert "<b>" not in to_html(digest)
    assert b"<script" not in to_atom(digest)
    assert all(len(line) <= 78 or "://" in line for line in to_text(digest).splitlines())


def _live(*entries: tuple[str, str, str]) -> Page:
    """A live blog with entries of (clock, title, words), the newest first."""
    posts = "".join(
        f'<article id="b{clock[:2]}"><time datetime="2031-05-02T{clock}:00Z">{clock}</time>'
        f"<h2>{title}</h2><p>{words}</p></article>"
        for clock, title, words in entries
    )
    head = "<html lang=en><title>Storm at the quay – live</title><main><h1>Storm at the quay – live</h1>"
    body = f"{head}{posts}</main></html>".encode()
    return Page("https://gazette.example/live/storm", None, body, "text/html", sha256_of(body))


WALL = ("07:10", "The wall", f"Ilse Hartog said the old quay will be closed for the whole summer. {FILLER[0]}")
WIND = ("08:20", "The wind", f"Tomas Brek said the quay road will stay shut until the wind drops. {FILLER[1]}")
BOATS = ("09:30", "The boats", f"Ruta Kask said the quay boats have all come back to their moorings. {FILLER[2]}")
LORRY = ("10:40", "The lorry", f"Mara Lind said a lorry fell from the quay into the basin at noon. {FILLER[0]}")


def test_a_new_entry_of_a_live_blog_is_news_and_no_edit_and_the_others_are_no_copies(desk: Desk) -> None:
    desk.add_pages(_live(BOATS, WIND, WALL))
    desk.notice()
    told = desk.digest().until
    desk.add_pages(_live(LORRY, BOATS, WIND, WALL))
    desk.notice()
    (part,) = desk.digest(told).parts
    assert [(line.kind, line.speaker) for line in part.lines] == [("new_claim", "Mara Lind")]
    assert part.copies == 0


def test_an_entry_that_was_changed_is_told_by_its_time_and_title(desk: Desk) -> None:
    desk.add_pages(_live(BOATS, WIND, WALL))
    desk.notice()
    told = desk.digest().until
    changed = (*WIND[:2], WIND[2].replace("until the wind drops", "for a week"))
    desk.add_pages(_live(LORRY, BOATS, changed, WALL))
    desk.notice()
    lines = [line for line in desk.digest(told).parts[0].lines if line.kind == "silent_edit"]
    assert len(lines) == 1
    assert lines[0].detail.startswith("the entry of 2031-05-02T08:20:00Z “The wind” was changed")
    assert "Mara Lind" not in lines[0].detail
    assert "lorry" not in lines[0].detail
