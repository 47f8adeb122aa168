"""Answers of servers that never were: for the archive, the ledger and the programs that kill them."""

import gzip
from typing import Any

from sayso.records import Answer, Fetch
from sayso.records.ids import digest, sha256_of

AT = "2031-05-02T10:00:00Z"


def answer(number: int = 1, body: bytes | None = None, *, packed: bool = True, **changes: Any) -> Answer:
    """The answer to one request: always the same for a number."""
    body = f"<p>Story {number}: the ferry is late again, the council said.</p>".encode() * 3 if body is None else body
    address = changes.pop("address", f"https://news.example/story/{number}")
    raw = gzip.compress(body, mtime=0) if packed else body
    headers = (("Content-Type", "text/html; charset=utf-8"), *((("Content-Encoding", "gzip"),) if packed else ()))
    values: dict[str, Any] = {
        "id": "n" + digest("fetch", address, str(number)),
        "address": address,
        "at": AT,
        "outcome": "fetched",
        "final": address,
        "status": 200,
        "remote": "192.0.2.7",
        "headers": headers,
        "content_type": "text/html; charset=utf-8",
        "size": len(body),
        "sha256": sha256_of(body),
    }
    return Answer(Fetch(**{**values, **changes}), raw, body)
