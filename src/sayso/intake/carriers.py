"""One way in for everything that holds pages in another form than a page: archives, mailboxes, mail, wires, feeds, lists, PDF.

In: a stream or the bytes of one, and the kind that `signatures` found. Out: its pages one by one, a `Reference` for each page
that is only named, a `Failure` for each that could not be had. Its kind and what becomes of references is decided elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO, Final

from sayso.errors import IntakeError
from sayso.intake.files import MAX_BYTES
from sayso.intake.references import Reference
from sayso.intake.signatures import SAMPLE, CarrierKind, find_carrier
from sayso.records import Failure, Page

__all__ = ["STREAMED", "iter_carried", "unpack_page"]

#: Kinds that are read piece by piece, whatever their size.
STREAMED: Final = frozenset({"warc", "mailbox", "lines"})
ROOT: Final = re.compile(
    rb"<(?:[\w-]{1,40}:)?(newsItem|packageItem|conceptItem|knowledgeItem|planningItem|catalogItem|newsMessage|opml)\b"
)


def iter_carried(kind: CarrierKind, stream: BinaryIO, address: str) -> Iterator[Page | Failure | Reference]:
    """The pages in a carrier, from where the stream stands; never raises for what is in it."""
    try:
        yield from _streamed(kind, stream, address) if kind in STREAMED else _whole(kind, stream, address)
    except IntakeError as error:
        yield Failure(error.subject, "intake", error.reason)
    except (OSError, ValueError) as error:
        yield Failure(address, "intake", f"could not be read on ({error}): check the file and the disk")


def unpack_page(page: Page) -> Iterator[Page | Failure | Reference]:
    """The pages in a page that came from an address and is a carrier; the page itself where it is none."""
    kind = find_carrier(page.body[:SAMPLE])
    if kind is None:
        yield page
        return
    for found in iter_carried(kind, BytesIO(page.body), page.url):
        yield replace(found, fetched=found.fetched or page.fetched, fetch=page.fetch) if isinstance(found, Page) else found


def _streamed(kind: CarrierKind, stream: BinaryIO, address: str) -> Iterator[Page | Failure | Reference]:
    # Their libraries are loaded when a file of the kind is met.
    if kind == "warc":
        from sayso.intake.warcs import read_warc

        yield from read_warc(stream, address)
    elif kind == "mailbox":
        from sayso.intake.mail import read_mailbox

        yield from read_mailbox(stream, address)
    else:
        from sayso.intake.listings import read_listing

        yield from read_listing(stream, address)


def _whole(kind: CarrierKind, stream: BinaryIO, address: str) -> Iterator[Page | Failure | Reference]:
    body = stream.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        yield Failure(address, "intake", f"more than {MAX_BYTES // 1024 // 1024} MiB, too large: split it into smaller files")
    elif kind == "mail":
        from sayso.intake.mail import read_message

        yield from read_message(body, address)
    elif kind == "pdf":
        from sayso.intake.portable import read_portable

        yield read_portable(body, address)
    elif kind == "json":
        yield from _json(body, address)
    else:
        yield from _xml(body, address)


def _json(body: bytes, address: str) -> Iterator[Page | Failure | Reference]:
    from sayso.intake.json import safe_json
    from sayso.intake.listings import is_listing, read_objects
    from sayso.intake.wires import is_ninjs, read_ninjs

    value = safe_json(body, address)
    if isinstance(value, dict) and "jsonfeed" in str(value.get("version", "")):
        yield from _feed(body, address)
    elif is_ninjs(value):
        yield from read_ninjs(body, address)
    elif isinstance(value, list) and value and any(is_listing(one) for one in value[:20]):
        yield from read_objects(value, address)
    elif is_listing(value):
        yield from read_objects([value], address)
    else:
        yield Failure(address, "intake", "JSON, but no wire, feed or list of pages: name the pages themselves")


def _xml(body: bytes, address: str) -> Iterator[Page | Failure | Reference]:
    found = ROOT.search(body[:SAMPLE].replace(b"\x00", b""))
    if found is None:
        yield from _feed(body, address)
    elif found[1] == b"opml":
        yield Failure(address, "intake", "a list of feeds, no pages: follow them with `sayso sources`")
    else:
        from sayso.intake.wires import read_newsml

        yield from read_newsml(body, address)


def _feed(body: bytes, address: str) -> Iterator[Page | Failure | Reference]:
    """The stories that a feed carries whole, and references to the pages that it only names."""
    from sayso.intake.carried import address_in, carried_page, tell
    from sayso.intake.feeds import parse_feed

    content = parse_feed(body, address, None)
    for item in content.items:
        told = (*item.told, *tell("publisher", content.title, "feed:title of the feed"))
        language = next((one.value for one in item.told if one.field == "language"), "")
        if item.html:
            yield carried_page(
                address_in(address, item.address or item.key), item.title or "", item.html, told, language=language
            )
        elif item.address:
            yield Reference(item.address, told)
        else:
            yield Failure(
                address_in(address, item.key), "intake", "an item of a feed without a story and an address: nothing to read"
            )
    if not content.items:
        yield Failure(address, "intake", "a feed without items: nothing to read")
