"""What `import sayso` gives: stories, streams and a ledger, without a model in these tests."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.driver import open_said_pipeline

import sayso
import sayso.story
from sayso.pipeline import Pipeline

HEAVY = {"numpy", "onnxruntime", "tokenizers", "sqlalchemy", "alembic", "lxml", "trafilatura", "click", "rich"}
STORY = "The quay is new. Mayor Ilse Hartog said the ferry would sail again. It is said that the captain is glad."


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(sayso.story, "open_pipeline", open_said_pipeline)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_BUNDLE", raising=False)
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(STORY + f" Volume {name}.")
    sayso.story._open_once.cache_clear()
    yield tmp_path
    sayso.story._open_once.cache_clear()


def test_a_story_is_read_and_its_spans_are_words(place: Path) -> None:
    story = sayso.read(place / "a.txt", plain=True)
    first, second = story.attributions
    assert story.text_of(first.sources) == "Mayor Ilse Hartog"
    assert story.text_of(first.cue[0]) == "said"
    assert story.text_of(second.sources) == ""
    assert story.text_of(first.channel) == ""
    assert story.text == story.document.text == STORY + " Volume a."
    assert len(story.claims) == 2
    assert story.to_json()["schema"] == "sayso/analysis/1"


def test_discontinuous_spans_are_joined_so_that_one_sees_it(place: Path) -> None:
    assert place == Path.cwd()
    story = sayso.read("a.txt", plain=True)
    assert story.text_of([sayso.Span(0, 3), sayso.Span(4, 8)]) == "The … quay"


def test_a_notebook_shows_the_story_marked_and_safe(place: Path) -> None:
    (place / "c.txt").write_text("Ilse Hartog said <script>alert(1)</script> so.")
    html = sayso.read("c.txt", plain=True)._repr_html_()
    assert "Ilse Hartog" in html
    assert "<script>alert" not in html


def test_the_given_date_is_the_date(place: Path) -> None:
    assert place == Path.cwd()
    published = sayso.read("a.txt", published="2031-05-02").document.published
    assert published is not None
    assert published.value == "2031-05-02"


@pytest.mark.parametrize(
    ("source", "reason"),
    [("gone.html", "no such file"), (".", "a folder"), ("https://news.example/a", "addresses are not fetched")],
)
def test_what_cannot_be_read_is_an_error_that_says_why(place: Path, source: str, reason: str) -> None:
    assert place.exists()
    with pytest.raises(sayso.SaysoError, match=reason):
        sayso.read(source)


def test_a_page_that_is_no_document_is_an_error(place: Path) -> None:
    (place / "blank.html").write_text("<html><body><script>x()</script></body></html>")
    with pytest.raises(sayso.SaysoError, match="no text"):
        sayso.read("blank.html")


def test_a_stream_goes_into_a_ledger_one_by_one(place: Path) -> None:
    with sayso.Ledger(place / "news.sqlite3") as ledger:
        summary = ledger.add(sayso.pipe(["a.txt", "gone.html", place / "b.txt"], plain=True))
        assert (summary.added, summary.failed) == (2, 1)
        assert ledger.counts().claims == 4


def test_a_stream_takes_one_folder_and_is_lazy(place: Path) -> None:
    readings = sayso.pipe(place, plain=True)
    (place / "b.txt").write_text(STORY)
    found = list(readings)
    assert [type(item) for item in found] == [sayso.Reading, sayso.Reading]


def test_a_bundle_is_opened_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path | None] = []

    def open_pipeline(bundle: Path | None) -> Pipeline:
        opened.append(bundle)
        return open_said_pipeline()

    monkeypatch.setattr(sayso.story, "open_pipeline", open_pipeline)
    sayso.read("a.txt")
    sayso.read("b.txt", bundle=place)
    list(sayso.pipe(["a.txt", "b.txt"]))
    assert opened == [None, place]


def test_every_public_name_is_there() -> None:
    assert sorted(sayso.__all__) == dir(sayso)
    assert all(getattr(sayso, name) is not None for name in sayso.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        sayso.nothing  # noqa: B018  asking is the point


def test_importing_sayso_loads_nothing_heavy() -> None:
    script = "import sys, sayso; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = set(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split())
    assert "sayso" in loaded
    assert (
        loaded & {"numpy", "onnxruntime", "tokenizers", "sqlalchemy", "alembic", "lxml", "trafilatura", "click", "rich"}
        == set()
    )


def test_a_mail_is_read_and_a_list_of_stories_is_for_the_stream(place: Path) -> None:
    (place / "letter.eml").write_text(
        f"From: a@quay.example\nSubject: Quay\nMessage-ID: <1@quay.example>\nMIME-Version: 1.0\n\n{STORY}"
    )
    assert sayso.read("letter.eml").page.url == "mid:1@quay.example"
    (place / "list.jsonl").write_text('{"text": "The quay is new."}\n{"text": "So is the ferry."}\n')
    with pytest.raises(sayso.SaysoError, match="several stories"):
        sayso.read(place / "list.jsonl")
    assert len(list(sayso.pipe(place / "list.jsonl"))) == 2
    (place / "empty.eml").write_text("From: a@quay.example\nMessage-ID: <1@quay.example>\n\n")
    with pytest.raises(sayso.SaysoError, match="without words"):
        sayso.read("empty.eml")
