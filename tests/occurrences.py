"""Where words occur in the files of a ledger's folder, packed as they may be."""

import json
import re
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

GZIP = re.compile(b"\x1f\x8b\x08")
ZLIB = re.compile(b"\x78[\x01\x5e\x9c\xda]")


def contents(data: bytes) -> Iterator[bytes]:
    """Bytes, and whatever is packed in them anywhere."""
    yield data
    for pattern, kind in ((GZIP, 31), (ZLIB, 15)):
        for match in pattern.finditer(data):
            unpacker = zlib.decompressobj(kind)
            try:
                part = unpacker.decompress(data[match.start() :], 5_000_000)
            except zlib.error:
                continue
            if len(part) > 10:
                yield part
                yield from contents(part)


def rows(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every value of every table of a ledger's file, its bytes unpacked."""
    with closing(sqlite3.connect(path)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  a name of the ledger's own
                for value in row:
                    if isinstance(value, bytes):
                        yield table, zlib.decompress(value) if table == "bodies" else value
                    elif isinstance(value, str):
                        yield table, value.encode("utf-8", "surrogatepass")


def find(folder: Path, words: str) -> list[str]:
    """The files and tables in which the words occur in any form that we write."""
    forms = {words, words.lower(), words.upper(), words.replace(" ", "-").lower(), words.replace(" ", "+")}
    forms.add(json.dumps(words)[1:-1])
    wanted = [form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le")]
    places = [(str(path), path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
    places += [row for path in folder.rglob("*.sqlite3") for row in rows(path)]
    found = []
    for name, data in places:
        parts = contents(data) if name.endswith(".gz") or "damaged" in name else iter([data])
        if any(form in part or form in part.lower() for part in parts for form in wanted):
            found.append(name)
    return found
