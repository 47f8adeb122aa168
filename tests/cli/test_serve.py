"""`sayso serve` as a program: processes side by side answer with one token and end together."""

import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.programs import command, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="interrupting a program works otherwise there")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    arguments = command("serve", "--port", "0", "--processes", "2", "--ledger", str(tmp_path / "l.sqlite3"))
    program = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, env=environment())
    assert program.stderr is not None
    told = program.stderr.readline()
    found = re.search(r":(\d+)/", told)
    assert found, told
    yield program, int(found[1])
    if program.poll() is None:
        program.kill()
    program.communicate(timeout=60)


def test_all_processes_have_one_token_and_end_at_an_interrupt(served: tuple[subprocess.Popen[str], int]) -> None:
    program, port = served
    tokens = {_token(port) for _ in range(12)}
    assert len(tokens) == 1
    program.send_signal(signal.SIGINT)
    assert program.wait(timeout=60) in (0, 130)
    with pytest.raises(ConnectionRefusedError):
        _token(port)


def _token(port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert answer.status == 200
        found = re.search(r'name="token" value="([^"]+)"', answer.read().decode())
        assert found
        return found[1]
    finally:
        connection.close()
