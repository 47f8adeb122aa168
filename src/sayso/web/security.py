"""What every request passes before it is answered, and every answer before it leaves.

In: requests. Out: refusals in one line, or answers with their headers. A request must call us by a name we know (so that no
other site's name can be pointed at this machine), a change must carry this run's token and come from our own pages, and a body
has a size that is counted, not believed. Nothing on a page may run, load or be framed but what we serve ourselves.
"""

import secrets
from collections.abc import AsyncIterator, MutableMapping
from typing import Annotated, Any, Final

from fastapi import Depends, HTTPException, Request, Response
from starlette.datastructures import FormData, Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.house import House
from sayso.web.rendering import find_house, render
from sayso.web.views.notices import Notice

__all__ = [
    "COOKIE", "FIELD", "HEADERS", "STALE_HEADER", "TOKEN_HEADER", "Change", "Guard", "Sent", "carries_token", "read_change",
    "read_form",
]  # fmt: skip

#: The cookie, form field and header that carry this run's token.
COOKIE: Final = "sayso_token"
FIELD: Final = "token"
TOKEN_HEADER: Final = "x-sayso-token"  # noqa: S105  the name of a header, no secret
#: Tells our scripts that the page has the token of an earlier run, and people the same.
STALE_HEADER: Final = "x-sayso-stale"
STALE: Final = "sayso was started anew since this page was loaded: go back, load it again, then repeat what you did."
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Other sites learn nothing; our own forms still say where they come from, which "no-referrer" would hide from us too.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class _TooLarge(Exception):  # noqa: N818  it never leaves this module
    """The body grew beyond what is taken."""


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app, self._house = app, house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on and see that the answer carries the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refuse(scope, headers)
        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._dress(message, headers)
            await send(message)

        try:
            await (refusal or self._app)(scope, self._counted(receive), answer)
        except _TooLarge:
            if started:
                raise
            await self._too_large(scope, headers)(scope, receive, answer)

    def _refuse(self, scope: MutableMapping[str, Any], headers: Headers) -> Response | None:
        """The answer to a request that is not let in; null for one that is. The token is checked where the form is read."""
        if _host(headers.get("host", "")) not in self._house.settings.hosts:
            return _refusal(421, "This address is not ours: open sayso by the address that `sayso serve` printed.")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._house.settings.upload:
            return self._too_large(scope, headers)
        if scope["method"] in SAFE:
            return None
        origin = headers.get("origin")
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none") or not _same_origin(origin, headers):
            return _refusal(403, "A change can only be made from sayso's own pages.")
        return None

    def _dress(self, message: Message, asked: Headers) -> None:
        answered = MutableHeaders(scope=message)
        for name, value in HEADERS.items():
            answered.setdefault(name, value)
        if f"{COOKIE}=" not in asked.get("cookie", "") or self._house.token not in asked.get("cookie", ""):
            answered.append("set-cookie", f"{COOKIE}={self._house.token}; Path=/; SameSite=Strict; HttpOnly")

    def _counted(self, receive: Receive) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._house.settings.upload:
                raise _TooLarge
            return message

        return counted

    def _too_large(self, scope: MutableMapping[str, Any], headers: Headers) -> Response:
        line = f"This is larger than {self._house.settings.upload // 2**20} MB: cut it, or use `sayso add` on the file."
        if "text/html" not in headers.get("accept", ""):
            return _refusal(413, line)
        return render(Request(scope), "notice.html", Notice(413, line), status=413)


async def read_form(request: Request) -> AsyncIterator[FormData]:
    """The form of a request, whoever sent it: a route that takes it changes nothing before it asked `carries_token`."""
    house = find_house(request)
    async with request.form(max_files=1, max_fields=1000, max_part_size=house.settings.upload) as form:
        yield form


#: A form as it was sent.
Sent = Annotated[FormData, Depends(read_form)]


def carries_token(request: Request, form: FormData) -> bool:
    """Whether a form carries this run's token, in itself or in a header, and again in the cookie."""
    house = find_house(request)
    given = request.headers.get(TOKEN_HEADER) or form.get(FIELD)
    return _is_token(house, given) and _is_token(house, request.cookies.get(COOKIE))


def read_change(request: Request, form: Sent) -> FormData:
    """The form of a change that carries this run's token.

    Raises:
        HTTPException: it does not, or is no form.
    """
    if not carries_token(request, form):
        raise HTTPException(403, STALE, {STALE_HEADER: "1"})
    return form


#: What a route that changes something takes: `form: Change`.
Change = Annotated[FormData, Depends(read_change)]


def _is_token(house: House, given: object) -> bool:
    return isinstance(given, str) and secrets.compare_digest(given.encode("utf-8", "replace"), house.token.encode())


def _refusal(status: int, line: str) -> PlainTextResponse:
    return PlainTextResponse(line + "\n", status)


def _host(given: str) -> str:
    """The name in a Host header, without the port."""
    name, colon, port = given.rpartition(":")
    return (name if colon and port.isdecimal() else given).lower()


def _same_origin(origin: str | None, headers: Headers) -> bool:
    """Whether an Origin header, where there is one, names the host that was called."""
    return origin is None or origin.partition("://")[2].lower() == headers.get("host", "").lower()
