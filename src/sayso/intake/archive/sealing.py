"""Seals a file of the archive: an index of its responses (CDXJ) and a hash of both stand beside it from then on.

In: a whole file. Out: `NAME.cdxj`, a line for each response in the order of its key, and `NAME.sha256`, which
`sha256sum -c` understands. A file is sealed when the second is there: doing it again after a crash gives the same.
"""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from sayso.intake.archive.folder import ArchiveFolder, Reached, hash_file, reached_nothing, write_whole
from sayso.intake.archive.members import parse_member, walk_members

__all__ = ["index_lines", "seal_file", "search_key"]


def seal_file(place: ArchiveFolder, name: str, reached: Reached = reached_nothing) -> None:
    """Write the index and then the hash of a file; the archive must be held."""
    path = place.path(name)
    index = place.beside(name, ".cdxj")
    lines = sorted(index_lines(place, name))
    reached("seal: indexed")
    write_whole(index, "".join(f"{line}\n" for line in lines).encode("ascii"), reached)
    reached("seal: index written")
    hashes = "".join(f"{hash_file(one)}  {one.name}\n" for one in (path, index))
    write_whole(place.beside(name, ".sha256"), hashes.encode("ascii"), reached)
    reached("seal: hash written")


def index_lines(place: ArchiveFolder, name: str) -> Iterator[str]:
    """A line for each response: key, instant, and where it lies."""
    path = place.path(name)
    with path.open("rb") as file:
        for member in walk_members(file, name):
            record = parse_member(member.data, name)
            if record.kind != "response":
                continue
            address, date = record.header("WARC-Target-URI") or "", record.header("WARC-Date") or ""
            about = {
                "url": address,
                "mime": (record.http_header("Content-Type") or "").partition(";")[0].strip().lower(),
                "status": record.status or "",
                "digest": record.header("WARC-Payload-Digest") or "",
                "offset": str(member.offset),
                "length": str(member.length),
                "filename": path.name,
            }
            instant = "".join(letter for letter in date if letter.isdigit())[:14]
            yield f"{search_key(address)} {instant} {json.dumps(about, ensure_ascii=True)}"


def search_key(address: str) -> str:
    """An address with its host turned round, "example,news)/a", so that the pages of a house stand together."""
    try:
        parts = urlsplit(address.lower())
        host = parts.hostname or ""
    except ValueError:
        return address.replace(" ", "%20").encode("ascii", "backslashreplace").decode("ascii")
    host = host.removeprefix("www.")
    turned = host if ":" in host else ",".join(reversed(host.split(".")))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return f"{turned}){path}".replace(" ", "%20").encode("ascii", "backslashreplace").decode("ascii")
