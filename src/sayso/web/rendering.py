"""View records to answers: HTML by template, JSON as it stands, CSV with harmless cells.

In: a request and a frozen view record. Out: a response. Every template escapes what it is given; page text reaches it as text
alone, cut into segments, never as markup. It loads nothing and decides nothing.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from sayso import __version__
from sayso.export.cells import make_harmless
from sayso.export.html import UNSHOWABLE
from sayso.records.codec import to_plain
from sayso.web.house import House

__all__ = ["FRESH", "find_house", "is_partial", "make_environment", "render", "stamp_static", "stream_csv", "to_csv", "to_json"]

#: Set by our scripts on requests that want a part of a page.
PARTIAL: Final = "x-sayso-part"
#: What an address says of a change that was just made: it is not part of where one is.
DONE: Final = ("did", "n", "undo")
#: An answer of the ledger may be another one the next moment.
FRESH: Final[Mapping[str, str]] = {"Cache-Control": "no-store"}
#: Characters of a table that are sent at a time.
PIECE: Final = 65_536


def make_environment() -> Environment:
    """The templates, with what all of them may call. Names that do not exist are errors, not empty text."""
    environment = Environment(
        loader=PackageLoader("sayso.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = _show
    environment.globals["version"] = __version__
    environment.globals["static"] = f"/static/{stamp_static()}"
    return environment


def _show(text: object) -> str:
    """Page text with what HTML cannot hold replaced; it is escaped afterwards like any other."""
    return UNSHOWABLE.sub("\ufffd", str(text))


def stamp_static() -> str:
    """A digest of all static files: part of their address, so that a browser may keep them for ever."""
    found = sha256()
    for name, data in sorted(_static_files("", files("sayso.web") / "static")):
        found.update(name.encode() + b"\0" + data)
    return found.hexdigest()[:12]


def _static_files(prefix: str, folder: Any) -> Iterable[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _static_files(f"{prefix}{entry.name}/", entry)
        elif entry.name.rpartition(".")[2] in ("css", "js", "svg", "json"):
            yield prefix + entry.name, entry.read_bytes()


def find_house(request: Request) -> House:
    """What the application was opened with."""
    house: House = request.app.state.house
    return house


def is_partial(request: Request) -> bool:
    """Whether one of our scripts asks for a part of the page."""
    return request.headers.get(PARTIAL) == "1"


def render(request: Request, template: str, view: object, *, status: int = 200, **more: Any) -> Response:
    """A page: `view` is the view record under that name, `token`, `user`, `here` and `back_here` are there for forms."""
    house = find_house(request)
    environment: Environment = request.app.state.templates
    asked = request.url.remove_query_params(DONE)
    here = f"{asked.path}?{asked.query}" if asked.query else asked.path
    page = environment.get_template(template).render(
        view=view,
        request=request,
        token=house.token,
        user=house.settings.user,
        path=request.url.path,
        here=here,
        back_here=urlencode({"back": here}),
        **more,
    )
    return Response(page.encode("utf-8", "replace"), status, dict(FRESH), "text/html; charset=utf-8")


def to_json(view: object, *, status: int = 200) -> Response:
    """A view record as JSON, ASCII only."""
    plain = view if isinstance(view, Mapping) else to_plain(view)
    text = json.dumps(plain, ensure_ascii=True, separators=(",", ":"))
    return Response(text, status, dict(FRESH), "application/json")


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """A table as CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([make_harmless(cell) for cell in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', **FRESH}
    return Response(text.getvalue().encode("utf-8", "replace"), media_type="text/csv; charset=utf-8", headers=headers)


def stream_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """The same table, sent as its rows come: it may have as many as the ledger."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', **FRESH}
    return StreamingResponse(_lines(columns, rows), media_type="text/csv; charset=utf-8", headers=headers)


def _lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Many rows at a time: a piece for each would cost more than the row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([make_harmless(cell) for cell in row])
        if text.tell() > PIECE:
            yield text.getvalue().encode("utf-8", "replace")
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode("utf-8", "replace")
