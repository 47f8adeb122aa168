"""Digests for `sayso digest`: which searches, from when on, in which form, and where to.

In: an opened ledger and what was typed. Out: a digest written, mailed or printed, and only then the mark that it was told. It
notices first what came since the watch last did, so that it needs no watch to be right.
"""

import json
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from sayso.cli.correcting import login_name
from sayso.cli.output import Output
from sayso.errors import DeliveryError, NotFound, QueryError
from sayso.export.queries import parse_query
from sayso.ledger import Ledger
from sayso.records.codec import to_plain
from sayso.records.instants import later, read_clock, write_instant
from sayso.settings import load_settings
from sayso.store import SavedSearch
from sayso.watch.digests import Digest, make_digest
from sayso.watch.mailing import make_message, read_server, send
from sayso.watch.noticing import notice_search
from sayso.watch.telling import to_atom, to_html, to_text

__all__ = ["DigestOptions", "add_named", "tell_digest"]

#: The first digest goes back so many seconds.
DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class DigestOptions:
    """What was typed."""

    names: tuple[str, ...] = ()
    since: str | None = None
    form: str = "text"
    path: str | None = None
    recipients: tuple[str, ...] = ()
    sender: str | None = None
    server: str | None = None
    base: str = ""
    everything: bool = False


def tell_digest(ledger: Ledger, output: Output, asked: DigestOptions) -> bool:
    """Tell what is new; whether there is anything.

    Raises:
        NotFound: no search is called so.
        QueryError: a date or an address makes no sense.
        DeliveryError: it could not be written or sent; then it is told again the next time.
    """
    searches = _find_searches(ledger, asked.names)
    now = read_clock()
    for one in searches:
        notice_search(ledger, one.id, parse_query(one.query).browse, one.at, now)
    mark = f"digest:{'+'.join(sorted(one.id for one in searches)) if asked.names else ''}"
    since = _read_instant(asked.since) if asked.since else ledger.mark(mark) or later(now, -DAY)
    digest = make_digest(ledger, searches, since, now, everything=asked.everything)
    _deliver(output, digest, asked)
    if not asked.since:
        ledger.put_mark(mark, now)
    return not digest.is_empty


def add_named(ledger: Ledger, output: Output, name: str, words: str) -> None:
    """Save a search by its words.

    Raises:
        QueryError: the words make no search.
    """
    ledger.search(words, limit=1)  # what makes no sense is told now and not by every watch
    saved = ledger.save_search(name, urlencode({"q": words}), login_name())
    output.remark(f"{saved.name} is saved: `sayso watch` notices what is new for it from now on")


def _find_searches(ledger: Ledger, names: tuple[str, ...]) -> tuple[SavedSearch, ...]:
    saved = ledger.saved_searches()
    if not saved:
        raise QueryError("digest", "no search is saved: save one on the ledger's screen, or with --add-search NAME WORDS")
    for name in names:
        if not any(name in (one.id, one.name) for one in saved):
            raise NotFound(name, "no saved search is called so")
    return tuple(one for one in saved if not names or one.id in names or one.name in names)


def _deliver(output: Output, digest: Digest, asked: DigestOptions) -> None:
    if asked.recipients:
        settings = load_settings()
        named = asked.server or settings.mail_server
        if not named:
            raise DeliveryError("mail", "no mail server is known: name one with --server or in SAYSO_MAIL_SERVER")
        server = read_server(named, settings.mail_user, settings.mail_password)
        summary = "; ".join(f"{part.name}: {part.summary}" for part in digest.parts)
        text, page = to_text(digest), to_html(digest, asked.base)
        subject = f"What is new: {summary}"[:150]
        send(make_message(asked.sender or asked.recipients[0], asked.recipients, subject, text, page), server)
        output.remark(f"sent to {', '.join(asked.recipients)}")
    body = _write(digest, asked)
    if asked.path is not None:
        _put(Path(asked.path), body)
    elif not asked.recipients:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()


def _write(digest: Digest, asked: DigestOptions) -> bytes:
    match asked.form:
        case "html":
            return to_html(digest, asked.base).encode("utf-8", "replace")
        case "atom":
            return to_atom(digest, asked.base)
        case "json":
            return (json.dumps({"schema": "sayso/digest/1", **to_plain(digest)}) + "\n").encode("ascii")
    return to_text(digest).encode("utf-8", "replace")


def _put(path: Path, body: bytes) -> None:
    """Write a file so that whoever reads it meanwhile sees the old one or the new one, and never a half."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(body)
        os.replace(part, path)  # noqa: PTH105  the same call under its plain name
    except OSError as error:
        raise DeliveryError(str(path), f"could not be written ({error.strerror}): check the folder and the disk") from error


def _read_instant(value: str) -> str:
    """A date as the UTC instant at which it begins."""
    try:
        at = datetime.fromisoformat(value if len(value) > len("2018-09") else f"{value}-01")
    except ValueError as error:
        raise QueryError(value, "no date: write 2018-09-04 or 2018-09-04T19:59+02:00") from error
    return write_instant(at.replace(tzinfo=at.tzinfo or UTC))
