"""What holds pages in another form is known by its content, and gives them one by one."""

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake import count_paths, iter_pages
from sayso.intake.carriers import iter_carried, unpack_page
from sayso.intake.references import Reference
from sayso.intake.signatures import CarrierKind, find_carrier
from sayso.records import Failure, FieldEvidence, Page
from sayso.records.ids import page_id, sha256_of

STORY = "The harbour office of Port Ansel said on Friday that the ferry had left the quay late because of fog. " * 12
MAIL = f"From: a@q.example\nSubject: Late\nMessage-ID: <1@q>\nMIME-Version: 1.0\n\n{STORY}".encode()
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>" + STORY.encode()
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://q.example/a\r\nContent-Length: %d\r\n\r\n" % len(HTTP)
    + HTTP
    + b"\r\n\r\n"
)
FEED = f"""<?xml version="1.0"?><!-- a --><rss version="2.0"><channel><title>Evening Quay</title>
<item><title>Whole</title><link>https://q.example/whole</link><description>{STORY}</description></item>
<item><title>Named</title><link>https://q.example/named</link></item><item><title>Neither</title></item></channel></rss>""".encode()
NEWSML = b'<newsItem xmlns="urn:nar" guid="urn:1"><contentMeta><headline>Late</headline></contentMeta></newsItem>'
NINJS = json.dumps({"uri": "urn:2", "headline": "Late", "body_text": STORY}).encode()
LINES = b'{"url": "https://q.example/a"}\n{"text": "Words."}\n'
JSON_FEED = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "content_text": STORY}]}).encode()
OPML = b"<opml><body><outline xmlUrl='https://q.example/rss'/></body></opml>"
SITEMAP = b"<urlset><url><loc>https://q.example/a</loc></url></urlset>"
KINDS: list[tuple[bytes, CarrierKind | None]] = [
    (MAIL, "mail"),
    (b"From a@q Thu Mar 21 19:42:00 2024\n" + MAIL, "mailbox"),
    (WARC, "warc"),
    (gzip.compress(WARC), "warc"),
    (gzip.compress(SITEMAP), "sitemap"),
    (SITEMAP, "xml"),
    (FEED, "xml"),
    (b"\xef\xbb\xbf" + FEED, "xml"),
    (FEED.decode().replace('<?xml version="1.0"?>', "").encode("utf-16"), "xml"),
    (NEWSML, "xml"),
    (OPML, "xml"),
    (NINJS, "json"),
    (b"[" + NINJS + b"]", "json"),
    (LINES, "lines"),
    (b'"https://q.example/a"\n"https://q.example/b"\n', "lines"),
    (b"%PDF-1.7", "pdf"),
    (b"<!doctype html><html><p>rss", None),
    (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", None),
    (b"[Photo: the quay] The ferry left late.", None),
    (b'"The ferry left late," he said.\nNobody was hurt.', None),
    (b"{sic} the ferry", None),
    (gzip.compress(b"<html>"), None),
    (b"\x1f\x8b junk", None),
    (b"", None),
]


@pytest.mark.parametrize(("head", "kind"), KINDS, ids=[f"{number} {kind}" for number, (_, kind) in enumerate(KINDS)])
def test_a_carrier_is_known_by_its_content(head: bytes, kind: str | None) -> None:
    assert find_carrier(head) == kind


def carried(kind: CarrierKind, body: bytes) -> list[Page | Failure | Reference]:
    return list(iter_carried(kind, io.BytesIO(body), "/in/a"))


def test_a_feed_in_a_file_gives_whole_stories_and_names_the_others() -> None:
    whole, named, neither = carried("xml", FEED)
    assert isinstance(whole, Page)
    assert whole.url == "https://q.example/whole"
    assert FieldEvidence("publisher", "Evening Quay", "feed:title of the feed", None) in whole.told
    assert isinstance(named, Reference)
    assert named.address == "https://q.example/named"
    assert isinstance(neither, Failure)


def test_each_kind_gives_its_pages() -> None:
    assert [one.url for one in carried("json", NINJS) if isinstance(one, Page)] == ["urn:2"]
    assert [one.url for one in carried("json", JSON_FEED) if isinstance(one, Page)] == ["/in/a#1"]
    assert [one.url for one in carried("xml", NEWSML) if isinstance(one, Page)] == ["urn:1"]
    assert carried("xml", SITEMAP) == [Reference("https://q.example/a")]
    assert carried("sitemap", gzip.compress(SITEMAP)) == [Reference("https://q.example/a")]
    (listed,) = carried("xml", OPML)
    assert isinstance(listed, Failure)
    assert "a list of feeds" in listed.error
    (other,) = carried("json", b'{"name": "package"}')
    assert isinstance(other, Failure)
    assert "no wire, feed or list" in other.error


def test_one_document_that_is_too_large_is_refused_and_a_stream_is_not() -> None:
    (found,) = carried("mail", MAIL + b"x" * 16_000_000)
    assert isinstance(found, Failure)
    assert "15 MiB" in found.error
    assert len(carried("lines", LINES.replace(b"Words.", b"x" * 20_000) * 800)) == 1600


def test_a_page_from_an_address_may_be_a_carrier() -> None:
    def fetched(body: bytes) -> Page:
        return Page("https://q.example/x", "2024-03-21T19:42:00Z", body, None, sha256_of(body), (), "f1")

    (page,) = unpack_page(fetched(b"<html><p>Words."))
    assert page == fetched(b"<html><p>Words.")
    mail = next(unpack_page(fetched(MAIL)))
    assert isinstance(mail, Page)
    assert (mail.url, mail.fetched, mail.fetch) == ("mid:1@q", "2024-03-21T19:42:00Z", "f1")


def write(folder: Path) -> Path:
    files = {
        "a.eml": MAIL,
        "b.warc.gz": gzip.compress(WARC),
        "c.xml": FEED,
        "d.jsonl": LINES,
        "e.json": NINJS,
        "f.html": b"<p>Words.",
    }
    others = {
        "package.json": b'{"name": "x"}',
        "build.xml": b"<project/>",
        "backup.gz": gzip.compress(b"x"),
        "g.svg": b"<svg/>",
    }
    for name, body in {**files, **others}.items():
        (folder / name).write_bytes(body)
    return folder


def test_a_folder_gives_what_its_files_carry_and_leaves_other_files_of_these_suffixes_out(tmp_path: Path) -> None:
    found = list(iter_pages([str(write(tmp_path))]))
    assert [one.url.removeprefix(f"{tmp_path}/") for one in found if isinstance(one, Page)][:3] == [
        "mid:1@q",
        "https://q.example/a",
        "https://q.example/whole",
    ]
    failures = [one.url.removeprefix(f"{tmp_path}/") for one in found if isinstance(one, Failure)]
    assert "https://q.example/named" in failures
    assert not any("package.json" in one or "build.xml" in one or "backup.gz" in one for one in failures)
    assert count_paths([str(tmp_path)]) is None


def test_a_file_that_is_named_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    write(tmp_path)
    (found,) = iter_pages([str(tmp_path / "backup.gz")])
    assert isinstance(found, Failure)
    assert "gzip data" in found.error


def test_references_are_fetched_where_somebody_fetches_and_keep_what_was_told(tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(address: str) -> Iterator[Page | Failure]:
        asked.append(address)
        yield Page(address, "2024-03-21T19:42:00Z", b"<p>Words.", None, "0")

    path = tmp_path / "feed.rss"
    path.write_bytes(FEED)
    found = list(iter_pages([str(path), "https://q.example/direct"], fetch=fetch))
    assert asked == ["https://q.example/named", "https://q.example/direct"]
    (named,) = [one for one in found if isinstance(one, Page) and one.url == "https://q.example/named"]
    assert FieldEvidence("title", "Named", "feed:title", None) in named.told


def test_a_plain_text_stays_as_it_is_whatever_it_looks_like(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(MAIL)
    (found,) = iter_pages([str(path)], plain=True)
    assert isinstance(found, Page)
    assert found.body == MAIL
    (typed,) = iter_pages(["-"], io.BytesIO(MAIL), plain=True)
    assert isinstance(typed, Page)
    assert typed.body == MAIL


def test_standard_input_may_be_a_carrier() -> None:
    (found,) = iter_pages(["-"], io.BytesIO(MAIL))
    assert found.url == "mid:1@q"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([body for body, _ in KINDS]), st.binary(max_size=30), st.integers(0, 400), st.integers(0, 30))
def test_anything_is_read_or_named(body: bytes, noise: bytes, at: int, lost: int) -> None:
    damaged = body[:at] + noise + body[at + lost :]
    kind = find_carrier(damaged)
    if kind is not None and kind != "pdf":
        for one in iter_carried(kind, io.BytesIO(damaged), "a"):
            assert not isinstance(one, Failure) or "\n" not in one.error


def test_items_without_an_address_in_a_feed_of_the_web_are_pages_of_their_own() -> None:
    items = [{"id": key, "title": key, "content_text": f"The ferry left late, the {key} said."} for key in ("one", "two")]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": items}).encode()
    pages = [one for one in unpack_page(Page("https://news.example/feed", None, body, None, "")) if isinstance(one, Page)]
    assert [one.url for one in pages] == ["item:https://news.example/feed#one", "item:https://news.example/feed#two"]
    assert len({page_id(one.url) for one in pages}) == 2
