"""An mbox file, message by message.

In: a stream. Out: the pages of each message in the order of the file; a message too large is a `Failure`, and the next one is
read. Memory stays at one message.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from sayso.intake.files import MAX_BYTES
from sayso.intake.mail.messages import read_message
from sayso.records import Failure, Page

__all__ = ["OPENING", "read_mailbox"]

#: The line that a message begins with: who it is from and when it came.
OPENING: Final = re.compile(rb"From [^\r\n]{1,300}\d\d:\d\d[^\r\n]{0,80}\r?\n?$")
QUOTED: Final = re.compile(rb">+From ")
LONGEST_LINE: Final = 1024 * 1024


def read_mailbox(stream: BinaryIO, container: str) -> Iterator[Page | Failure]:
    """The pages of every message."""
    for number, message in enumerate(_messages(stream), 1):
        if message is None:
            reason = f"message {number} has more than {MAX_BYTES // 1024 // 1024} MiB: it was left out"
            yield Failure(f"{container}#message {number}", "intake", reason)
        else:
            yield from read_message(message, container)


def _messages(stream: BinaryIO) -> Iterator[bytes | None]:
    """The bytes of each message; null for one that is too large."""
    held: list[bytes] = []
    size = 0
    is_begun, after_blank = False, True
    while line := stream.readline(LONGEST_LINE):
        if after_blank and line.startswith(b"From ") and OPENING.match(line):
            if is_begun:
                yield b"".join(held) if size <= MAX_BYTES else None
            held, size, is_begun = [], 0, True
            after_blank = False
            continue
        after_blank = not line.strip(b"\r\n")
        size += len(line)
        if size <= MAX_BYTES:
            # The form of mbox that quotes such lines in the text does so with one more sign.
            held.append(line[1:] if line.startswith(b">") and QUOTED.match(line) else line)
        else:
            held = []
    if is_begun:
        yield b"".join(held) if size <= MAX_BYTES else None
