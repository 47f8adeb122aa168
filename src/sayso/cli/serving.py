"""Running the web application for `sayso serve`.

In: what was typed. Out: an exit code when it ends. It binds the address before anything is said, so that a port that is taken
is one line, and it loads the model beside the first requests.
"""

import getpass
import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from typing import Final

import click
import uvicorn

from sayso.cli.exits import DONE
from sayso.cli.output import Output
from sayso.errors import SaysoError
from sayso.settings import load_settings
from sayso.store import Browse
from sayso.web.app import create_app
from sayso.web.boards import SharedBoard
from sayso.web.house import House, HouseSettings, open_house

__all__ = ["serve"]

#: Seconds that a process has to finish what it is answering.
GRACE: Final = 10


def serve(
    host: str, port: int, names: tuple[str, ...], *,
    user: str | None, bundle: str | None, ledger: str | None, processes: int = 1,
    contact: str | None = None, allow_private: bool = False,
) -> int:  # fmt: skip
    """Answer until interrupted, with so many processes side by side.

    Raises:
        StoreError: the ledger cannot be opened.
    """
    listening = _listen(host, port)
    port = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    hosts = dict.fromkeys((*HouseSettings().hosts, shown.lower(), *(name.lower() for name in names)))
    known = load_settings()
    settings = HouseSettings(
        ledger, bundle or known.bundle, tuple(hosts), user=user or _own_name(),
        contact=contact or known.contact, proxy=known.proxy, allow_private=allow_private,
    )  # fmt: skip
    context = get_context("spawn")
    board = SharedBoard(context) if processes > 1 else None
    with listening:
        house = open_house(settings, board=board)
        others = [
            context.Process(target=_answer_too, args=(settings, house.token, board, listening), daemon=True)
            for _ in range(processes - 1)
        ]
        for other in others:
            other.start()
        warming = threading.Thread(target=_warm, args=(house,), daemon=True)
        warming.start()
        _tell_where(host, f"http://{shown}:{port}/")
        try:
            uvicorn.Server(_configure(house)).run(sockets=[listening])
        finally:
            _end(others)
            warming.join(GRACE)  # a model half loaded does not take it well when the program ends around it
            house.ledger.close()
    return DONE


def _tell_where(host: str, address: str) -> None:
    output = Output(wants_json=False)
    output.remark(f"sayso is at {address} (Ctrl-C ends it)")
    if host not in ("127.0.0.1", "localhost", "::1"):
        output.remark("whoever can reach this address can read and change the ledger: there is no password")


def _configure(house: House) -> uvicorn.Config:
    return uvicorn.Config(create_app(house), log_level="warning", access_log=False, server_header=False)


def _answer_too(settings: HouseSettings, token: str, board: SharedBoard, listening: socket.socket) -> None:
    """A further process on the same socket; it ends when the first one does, however that ends."""
    with suppress(SaysoError):
        house = open_house(settings, token=token, board=board)
        server = uvicorn.Server(_configure(house))
        threading.Thread(target=_leave_with_parent, args=(server,), daemon=True).start()
        threading.Thread(target=_warm_ledger, args=(house,), daemon=True).start()
        try:
            server.run(sockets=[listening])
        finally:
            house.ledger.close()


def _leave_with_parent(server: uvicorn.Server) -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        server.should_exit = True


def _end(others: Iterable[SpawnProcess]) -> None:
    for other in others:
        other.terminate()
    for other in others:
        other.join(GRACE)
        if other.is_alive():
            other.kill()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)  # who asks before all is loaded waits instead of being refused
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
    _warm_ledger(house)
    with suppress(SaysoError), house.reading:
        _ = house.reader


def _warm_ledger(house: House) -> None:
    with suppress(SaysoError):
        house.ledger.facets(Browse())
