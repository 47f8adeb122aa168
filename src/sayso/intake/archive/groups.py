"""An answer as WARC records, and back: what sayso notes of the fetch, the request, and the response as it came.

In: an `Answer`. Out: the bytes of three gzip members, the response last, so that where the response is whole all of it
is; from such records the `Fetch` again. A request record holds the line and host that are known, no more. Cookies are
never written. Nothing here touches a file.
"""

import json
from dataclasses import dataclass, replace
from http import HTTPStatus
from io import BytesIO
from typing import Final
from urllib.parse import quote, urlsplit
from uuid import UUID

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.errors import RecordError
from sayso.intake.archive.members import ArchivedRecord
from sayso.records import Answer, Fetch
from sayso.records.codec import from_plain, to_plain
from sayso.records.ids import digest, sha256_of

__all__ = ["FETCH_TYPE", "Group", "fetch_from", "name_record", "write_group", "write_opening"]

#: The content type of the record that holds a `Fetch`.
FETCH_TYPE: Final = "application/json; profile=sayso-fetch"
#: Never kept: they say who somebody is.
PRIVATE: Final = frozenset({"set-cookie", "set-cookie2", "authorization", "proxy-authorization", "cookie"})
#: They describe the connection, not the bytes that are kept.
OF_CONNECTION: Final = frozenset({"transfer-encoding", "content-length"})
KEEP: Final = "original-"


@dataclass(frozen=True, slots=True)
class Group:
    """The bytes of an answer's records, and where among them the response lies."""

    data: bytes
    offset: int
    length: int
    record: str


def name_record(kind: str, fetch: str) -> str:
    """The WARC-Record-ID of a fetch's record: the same whenever it is written."""
    return f"<urn:uuid:{UUID(sha256_of(f'{kind} {fetch}')[:32])}>"


def write_opening(name: str, software: str, at: str) -> bytes:
    """The first record of a file: who wrote it."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    about = {
        "software": software,
        "format": "WARC File Format 1.0",
        "description": "each response follows a metadata record with the fetch and a request record with its line and host",
    }
    record = writer.create_warcinfo_record(name, about)
    record.rec_headers.replace_header("WARC-Date", _instant(at))
    record.rec_headers.replace_header("WARC-Record-ID", f"<urn:uuid:{UUID(digest('warcinfo', name) + '0' * 8)}>")
    writer.write_record(record)
    return out.getvalue()


def write_group(answer: Answer) -> Group:
    """The three records of an answer, packed."""
    fetch = answer.fetch
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    address, own = _address(fetch), name_record("response", fetch.id)
    noted = json.dumps(to_plain(replace(fetch, archive=None, headers=_shown(fetch))), ensure_ascii=True, separators=(",", ":"))
    for kind, payload, http in (
        ("metadata", noted.encode("ascii"), None),
        ("request", b"", _request(address)),
        ("response", answer.raw, _response(fetch, len(answer.raw))),
    ):
        headers = {"WARC-Record-ID": name_record(kind, fetch.id), "WARC-Date": _instant(fetch.at)}
        if kind != "response":
            headers["WARC-Concurrent-To"] = own
        elif fetch.is_truncated:
            headers["WARC-Truncated"] = "length"
        if kind == "response" and fetch.remote:
            headers["WARC-IP-Address"] = _line(fetch.remote)
        offset = out.tell()
        record = writer.create_warc_record(
            address,
            kind,
            payload=BytesIO(payload),
            length=len(payload),
            http_headers=http,
            warc_headers_dict=headers,
            warc_content_type=FETCH_TYPE if kind == "metadata" else "",
        )
        writer.write_record(record)
    return Group(out.getvalue(), offset, out.tell() - offset, own)


def fetch_from(record: ArchivedRecord) -> Fetch | None:
    """The fetch in a metadata record; null where the record is another.

    Raises:
        RecordError: it should be one and is not.
    """
    if record.kind != "metadata" or record.header("Content-Type") != FETCH_TYPE:
        return None
    try:
        return from_plain(Fetch, json.loads(record.payload))
    except ValueError as error:
        raise RecordError("archive", f"what it notes of a fetch is no JSON: {error}") from error


def _address(fetch: Fetch) -> str:
    """The address that answered, with nothing in it that could end a header."""
    return quote(fetch.final or fetch.address, safe="!#$%&'()*+,/:;=?@[]~-._", errors="replace")


def _instant(at: str) -> str:
    """An instant as WARC 1.0 writes it, to the second."""
    return at[:19] + "Z"


def _request(address: str) -> StatusAndHeaders:
    parts = urlsplit(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return StatusAndHeaders(f"GET {path} HTTP/1.1", [("Host", parts.netloc)], is_http_request=True)


def _response(fetch: Fetch, length: int) -> StatusAndHeaders:
    status = fetch.status or 200
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    headers = [(f"{KEEP}{name}" if name.lower() in OF_CONNECTION else name, value) for name, value in _shown(fetch)]
    return StatusAndHeaders(f"{status} {phrase}".strip(), [*headers, ("Content-Length", str(length))], protocol="HTTP/1.1")


def _shown(fetch: Fetch) -> tuple[tuple[str, str], ...]:
    return tuple((_line(name), _line(value)) for name, value in fetch.headers if name.lower() not in PRIVATE)


def _line(text: str) -> str:
    """Text that stays on one line and can be written."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
