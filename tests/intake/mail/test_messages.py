"""Mail: the story in a letter, whose letter it is, and what is only wrapping."""

import io
from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake.mail import read_mailbox, read_message
from sayso.intake.signatures import find_carrier
from sayso.records import Failure, Page

STORY = "The harbour office of Port Ansel said on Friday that the ferry had left the quay late because of fog. " * 3
RAW = f"""Return-Path: <x@quay.example>
Authentication-Results: mx.reader.example; dkim=pass header.d=quay.example; spf=pass smtp.mailfrom=quay.example
Authentication-Results: forged.example; dmarc=pass
From: =?utf-8?q?Evening_Qu=C3=A4y?= <desk@quay.example>
To: reader@reader.example
Subject: =?utf-8?b?RmVycnkgbGF0ZSDigJMgYWdhaW4=?=
Date: Thu, 21 Mar 2024 19:42:00 +0200
Message-ID: <1@quay.example>
List-Id: Evening letter <evening.quay.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

{STORY}
--b
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<html><body><h1>Ferry late</h1><p>{STORY}</p><p>K=F6nig</p></body></html>
--b
Content-Type: application/octet-stream
Content-Disposition: attachment; filename=x.html

<html>no</html>
--b--
""".encode()


def only(raw: bytes) -> Page:
    (found,) = read_message(raw, "/in/letter.eml")
    assert isinstance(found, Page), found
    return found


def told(page: Page) -> dict[str, str]:
    return {one.field: one.value for one in page.told}


def test_a_letter_is_its_html_part_under_the_message_s_own_name() -> None:
    page = only(RAW)
    assert page.url == "mid:1@quay.example"
    assert page.content_type == "text/html; charset=utf-8"
    assert "König" in page.body.decode()
    assert "no</html>" not in page.body.decode()


def test_a_letter_says_who_sent_it_when_to_which_list_and_whether_that_was_checked() -> None:
    assert told(only(RAW)) == {
        "title": "Ferry late – again",
        "published": "2024-03-21T19:42:00+02:00",
        "publisher": "Evening Quäy",
        "sender": "quay.example",
        "list": "Evening letter <evening.quay.example>",
        "message": "<1@quay.example>",
        "authentication": "dkim=pass spf=pass (mx.reader.example)",
    }


def test_a_letter_of_text_alone_stands_under_its_subject() -> None:
    page = only(f"From: a@quay.example\nSubject: Ferry late\nMessage-ID: <2@q>\n\n{STORY}".encode())
    assert page.body.decode().startswith(f"Ferry late\n\n{STORY[:40]}")
    assert "publisher" not in told(page)


def test_lines_that_were_broken_for_mail_are_joined() -> None:
    head = b"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n\n"
    raw = head + b"The ferry \nleft late.\n\nNobody \nwas hurt.\n"
    assert b"The ferry left late.\n\nNobody was hurt." in only(raw).body


def test_a_message_that_a_browser_saved_is_the_page() -> None:
    raw = RAW.replace(b"List-Id", b"Snapshot-Content-Location: https://quay.example/ferry\nList-Id")
    assert only(raw).url == "https://quay.example/ferry"


def test_a_message_without_a_name_is_known_by_its_bytes() -> None:
    raw = RAW.replace(b"Message-ID: <1@quay.example>\n", b"")
    assert only(raw).url.startswith("/in/letter.eml#")
    assert only(raw).url == only(raw).url != only(raw + b"\n").url


def test_messages_inside_a_digest_are_pages_of_their_own() -> None:
    outer = EmailMessage()
    outer["Subject"], outer["MIME-Version"] = "Digest", "1.0"
    outer.set_type("multipart/digest")
    for number in (1, 2):
        inner = EmailMessage()
        inner["Subject"], inner["Message-ID"] = f"Story {number}", f"<s{number}@q.example>"
        inner.set_content(STORY)
        part = EmailMessage()
        part.set_type("message/rfc822")
        part.set_payload([inner])
        outer.attach(part)
    found = list(read_message(outer.as_bytes(), "a"))
    assert [one.url for one in found] == ["mid:s1@q.example", "mid:s2@q.example"]


@pytest.mark.parametrize(
    "raw",
    [b"Subject: x\nMIME-Version: 1.0\n\n", b"Subject: x\nContent-Type: image/png\n\nabc", b""],
)
def test_a_mail_without_words_is_a_failure(raw: bytes) -> None:
    (found,) = read_message(raw, "a")
    assert isinstance(found, Failure)


def test_parts_in_parts_without_end_are_refused() -> None:
    raw = (
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number) for number in range(500))
        + b"x\n" * 1000
    )
    (found,) = read_message(raw, "a")
    assert isinstance(found, Failure)
    assert "parts in parts" in found.error


def test_a_mailbox_gives_its_messages_and_frees_quoted_lines() -> None:
    box = (
        b"From a@q.example Thu Mar 21 19:42:00 2024\nSubject: One\nMessage-ID: <1@q>\n\n"
        b"First story.\n>From the quay.\n>>From afar.\n\n"
        b"From b@q.example Thu Mar 21 19:43:00 2024\nSubject: Two\nMessage-ID: <2@q>\n\nSecond story.\nFrom here nothing.\n"
    )
    assert find_carrier(box) == "mailbox"
    first, second = read_mailbox(io.BytesIO(box), "a.mbox")
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert first.body == b"One\n\nFirst story.\nFrom the quay.\n>From afar.\n\n"
    assert second.body == b"Two\n\nSecond story.\nFrom here nothing.\n"


def test_a_message_too_large_is_left_out_and_the_next_is_read() -> None:
    box = (
        b"From a 19:42 2024\nSubject: One\n\n"
        + b"words and words\n" * 1_100_000
        + b"\nFrom a 19:42 2024\nSubject: Two\n\nShort story.\n"
    )
    large, small = read_mailbox(io.BytesIO(box), "a.mbox")
    assert isinstance(large, Failure)
    assert "message 1 has more than 15 MiB" in large.error
    assert isinstance(small, Page)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (RAW, "mail"),
        (b"From: Anna\nSubject: a poem\n\nRoses are red.", None),
        (b"From the quay at 19:42 the ferry left.\nNobody was hurt.", None),
        (b"Mime-Version: 1.0\nThis line is none.\n\n", None),
    ],
)
def test_mail_is_known_by_what_programs_write(head: bytes, kind: str | None) -> None:
    assert find_carrier(head) == kind


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(RAW)), st.integers(0, 60))
def test_any_damage_is_survived(noise: bytes, at: int, lost: int) -> None:
    found = list(read_message(RAW[:at] + noise + RAW[at + lost :], "a"))
    assert found
    with suppress(StopIteration):
        next(read_mailbox(io.BytesIO(noise + b"From a 10:10 2024\n" + RAW[at:]), "a"))


headers = st.sampled_from(
    ["From", "Subject", "Date", "Message-ID", "Content-Type", "List-Id", "Authentication-Results", "Archived-At"]
)
values = st.text(max_size=20) | st.sampled_from(
    ["=?utf-8?q?=ZZ?=", "=?x?b?!!?=", "<", "a@b@c <", "text/html; charset=nothing", "multipart/x"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(headers, values), max_size=6), st.binary(max_size=60))
def test_headers_of_any_form_are_read(lines: list[tuple[str, str]], body: bytes) -> None:
    raw = "".join(f"{name}: {value}\n" for name, value in lines).encode("utf-8", "replace") + b"\n" + body
    assert list(read_message(raw, "a"))


@pytest.mark.parametrize(
    "long", [b"boundary=" + b"b" * 5000, b";" * 5000, b"boundary=\n " + b"b\n " * 3000, b"boundary=\r " + b"b\r " * 3000]
)
def test_headers_without_end_are_refused(long: bytes) -> None:
    (found,) = read_message(b"Subject: x\nContent-Type: multipart/mixed; " + long + b"\n\nWords.", "a")
    assert isinstance(found, Failure)
    assert "without end" in found.error


def test_a_long_subject_is_cut() -> None:
    page = only(b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nWords of a story.")
    assert len(told(page)["title"]) <= 400
