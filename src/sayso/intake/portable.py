"""PDF files, read by a process of its own with limits on memory, time and output.

In: the bytes of a file. Out: its text as a page, with how sure the order of its lines is; a `Failure` where it needs more than
the limits, holds pictures of text alone, or the library for it is not installed. The parser never runs in this process.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any, Final

from sayso.intake.carried import carried_text, tell
from sayso.intake.moments import read_moment
from sayso.records import Failure, FieldEvidence, Page

__all__ = ["read_portable"]

#: Seconds after which the process is killed, whatever it does.
DEADLINE: Final = 60
LARGEST_ANSWER: Final = 32 * 1024 * 1024
WORKER: Final = "sayso.intake.portable_worker"
NEEDED: Final = "pypdfium2"


def read_portable(body: bytes, address: str) -> Page | Failure:
    """The page of a PDF."""
    if find_spec(NEEDED) is None:
        return Failure(address, "intake", "a PDF: pip install 'sayso[pdf]' to read it, or save the story as text")
    answer = _ask(body)
    if isinstance(answer, str):
        return Failure(address, "intake", answer)
    text = str(answer.get("text") or "")
    if not text.strip():
        return Failure(
            address, "intake", "a PDF without text, pictures of pages perhaps: run it through text recognition first"
        )
    return carried_text(address, text, _told(answer))


def _ask(body: bytes) -> dict[str, Any] | str:
    """What the worker says, or why it says nothing."""
    # Isolated from the environment and the current folder; nothing is passed on but the bytes.
    command = [sys.executable, "-I", "-m", WORKER]
    try:
        done = subprocess.run(  # noqa: S603  the command is this program's own
            command, input=body, capture_output=True, timeout=DEADLINE, check=False, env={}, close_fds=True
        )
    except subprocess.TimeoutExpired:
        return f"a PDF that took more than {DEADLINE} seconds: save the story as text"
    except OSError as error:
        return f"a PDF that no process could be started for ({error.strerror}): try again"
    if done.returncode != 0 or len(done.stdout) > LARGEST_ANSWER:
        return "a PDF that needs more memory or time than is given to one: save the story as text"
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return "a PDF that broke its reader: save the story as text"
    if not isinstance(answer, dict):
        return "a PDF that broke its reader: save the story as text"
    problem = answer.get("problem")
    return f"a PDF that cannot be read ({problem}): save the story as text" if problem else answer


def _told(answer: dict[str, Any]) -> Iterator[FieldEvidence]:
    yield from tell("title", str(answer.get("title") or ""), "pdf:Title")
    yield from tell("byline", str(answer.get("author") or ""), "pdf:Author")
    yield from tell("created", read_moment(_dated(str(answer.get("created") or ""))), "pdf:CreationDate")
    share = float(answer.get("in_order") or 0)
    yield from tell("layout", f"{share:.2f}", "pdf: share of lines that follow one another down the page")
    pages, read = int(answer.get("pages") or 0), int(answer.get("read") or 0)
    yield from tell("truncated", f"{read} of {pages} pages" if read < pages else None, "pdf: pages read")


def _dated(words: str) -> str:
    """A date of a PDF ("D:20240321194200+02'00'") in the form of ISO 8601."""
    digits = words.removeprefix("D:")
    if not digits[:8].isdigit() or len(digits) < 8:
        return ""
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    if not digits[8:14].isdigit() or len(digits) < 14:
        return day
    zone = digits[14:].replace("'", "")
    offset = "Z" if zone[:1] == "Z" else f"{zone[:3]}:{zone[3:5]}" if zone[:1] in ("+", "-") and len(zone) >= 5 else ""
    return f"{day}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}{offset}"
