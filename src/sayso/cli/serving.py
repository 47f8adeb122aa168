"""Running the web application for `sayso serve`.

In: what was typed. Out: an exit code when it ends. It binds the address before anything is said, so that a port that is taken
is one line, and it loads the model beside the first requests.
"""

import getpass
import socket
import threading
from contextlib import suppress

import click
import uvicorn

from sayso.cli.exits import DONE
from sayso.cli.output import Output
from sayso.errors import SaysoError
from sayso.settings import load_settings
from sayso.store import Browse
from sayso.web.app import create_app
from sayso.web.house import House, HouseSettings, open_house

__all__ = ["serve"]


def serve(host: str, port: int, names: tuple[str, ...], *, user: str | None, bundle: str | None, ledger: str | None) -> int:
    """Answer until interrupted.

    Raises:
        StoreError: the ledger cannot be opened.
    """
    listening = _listen(host, port)
    port = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    hosts = dict.fromkeys((*HouseSettings().hosts, shown.lower(), *(name.lower() for name in names)))
    settings = HouseSettings(ledger, bundle or load_settings().bundle, tuple(hosts), user=user or _own_name())
    with listening:
        house = open_house(settings)
        threading.Thread(target=_warm, args=(house,), daemon=True).start()
        output = Output(wants_json=False)
        output.remark(f"sayso is at http://{shown}:{port}/ (Ctrl-C ends it)")
        if host not in ("127.0.0.1", "localhost", "::1"):
            output.remark("whoever can reach this address can read and change the ledger: there is no password")
        config = uvicorn.Config(create_app(house), log_level="warning", access_log=False, server_header=False)
        try:
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            house.ledger.close()
    return DONE


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        raise click.UsageError(
            f"{host} port {port} cannot be used ({error.strerror}): give another --port or --host"
        ) from error
    return listening


def _own_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reader"


def _warm(house: House) -> None:
    """Load the model and what claims are browsed by before somebody waits; what is wrong is told to whoever asks for it."""
    with suppress(SaysoError):
        house.ledger.facets(Browse())
    with suppress(SaysoError), house.reading:
        _ = house.reader
