"""The application: which routes there are, what guards them, how errors are told.

In: an opened `House`. Out: an ASGI application. It opens no ledger, binds no address and prints nothing; see `cli`.
"""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from sayso import __version__
from sayso.errors import BundleError, IntakeError, NotFound, QueryError, ReadingError, SaysoError
from sayso.web.house import House
from sayso.web.rendering import make_environment, render, stamp_static, to_json
from sayso.web.routes import (
    actors,
    claim,
    events,
    front,
    judging,
    method,
    news,
    reader,
    review,
    saved,
    search,
    sheets,
    stories,
    who,
)
from sayso.web.security import Guard
from sayso.web.views.notices import Notice

__all__ = ["ROUTERS", "create_app"]

#: The screens, in the order of their routes.
ROUTERS: Final[tuple[APIRouter, ...]] = (
    front.router,
    events.router,
    reader.router,
    claim.router,
    who.router,
    stories.router,
    search.router,
    actors.router,
    saved.router,
    news.router,
    review.router,
    sheets.router,
    judging.router,
    method.router,
)
#: The first class that an error is of decides.
STATUSES: Final[tuple[tuple[type[SaysoError], int], ...]] = (
    (NotFound, 404),
    (QueryError, 400),
    (IntakeError, 422),
    (ReadingError, 422),
    (BundleError, 503),
    (SaysoError, 500),
)
YEAR: Final = "public, max-age=31536000, immutable"


class _Static(StaticFiles):
    """Our scripts and style sheet; their address changes when they do."""

    def file_response(self, *args: object, **extra: object) -> Response:
        """The file, to be kept for a year."""
        response: Response = super().file_response(*args, **extra)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = YEAR
        return response


def create_app(house: House) -> FastAPI:
    """The application around an opened house."""
    app = FastAPI(title="sayso", version=__version__, docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    app.state.house = house
    app.state.templates = make_environment()
    for router in ROUTERS:
        app.include_router(router)
    app.mount(f"/static/{stamp_static()}", _Static(directory=str(files("sayso.web") / "static")), "static")
    app.add_exception_handler(SaysoError, _tell_error)
    app.add_exception_handler(HTTPException, _tell_refusal)
    app.add_exception_handler(RequestValidationError, _tell_senseless)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Guard, house=house)
    return app


async def _tell_error(request: Request, error: Exception) -> Response:
    """An error of ours in one line, as HTML or JSON by what was asked for."""
    status = next((code for kind, code in STATUSES if isinstance(error, kind)), 500)
    return _tell(request, status, str(error))


async def _tell_refusal(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    line = "There is nothing at this address." if status == 404 else str(getattr(error, "detail", error))
    answer = _tell(request, status, line)
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


async def _tell_senseless(request: Request, error: Exception) -> Response:
    """What a part of an address should be that is something else."""
    first: Mapping[str, Any] = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    name = str(first["loc"][-1]) if first.get("loc") else "this"
    given, wrong = first.get("input"), str(first.get("msg", error))
    said = f"{name}={given:.40}" if isinstance(given, str) else name
    return _tell(request, 400, f"{said}: {wrong[:1].lower()}{wrong[1:]}")


def _tell(request: Request, status: int, line: str) -> Response:
    notice = Notice(status, " ".join(line.split()))
    if request.url.path.endswith(".json") or "application/json" in request.headers.get("accept", ""):
        return to_json(notice, status=status)
    return render(request, "notice.html", notice, status=status)
