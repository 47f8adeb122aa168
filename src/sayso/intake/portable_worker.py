"""The process that parses one PDF: it limits itself first, then reads standard input and writes one JSON object.

In: the bytes of a PDF on standard input. Out: text, title, author, date, and the share of lines that follow one another down
the page, on standard output. It opens no file and no address; whatever breaks it breaks nobody else.
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

__all__ = ["read_pdf"]

MEMORY: Final = 300 * 1024 * 1024
SECONDS: Final = 30
MOST_PAGES: Final = 400
MOST_CHARACTERS: Final = 4_000_000
#: Lines whose tops differ by less than this share of their height are one line of several pieces.
SAME_LINE: Final = 0.6


def read_pdf(body: bytes) -> dict[str, Any]:
    """What is in a PDF; `problem` alone where nothing can be read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        return {"problem": "it wants a password" if "password" in str(error).lower() else "it is damaged"}
    about = document.get_metadata_dict()
    texts: list[str] = []
    followed = lines = size = 0
    for number in range(min(len(document), MOST_PAGES)):
        try:
            text, tops = _read_page(document[number])
        except pypdfium2.PdfiumError:
            continue
        texts.append(text)
        size += len(text)
        lines += max(0, len(tops) - 1)
        followed += sum(1 for one, other in pairwise(tops) if other <= one)
        if size > MOST_CHARACTERS:
            break
    return {
        "text": "\n\n".join(text for text in texts if text)[:MOST_CHARACTERS],
        "title": about.get("Title"),
        "author": about.get("Author"),
        "created": about.get("CreationDate"),
        "in_order": followed / lines if lines else 1.0,
        "pages": len(document),
        "read": len(texts),
    }


def _read_page(page: Any) -> tuple[str, list[float]]:
    """The text of a page, and the tops of its lines in the order in which they come."""
    found = page.get_textpage()
    text = found.get_text_range()
    tops: list[float] = []
    height = 0.0
    for number in range(min(found.count_rects(), 4000)):
        _, bottom, _, top = found.get_rect(number)
        if not tops or abs(top - tops[-1]) > SAME_LINE * max(height, 1.0):
            tops.append(top)
        height = top - bottom
    return "\n".join(_join_lines(text)), tops


def _join_lines(text: str) -> Iterator[str]:
    """The lines with words joined that were divided at their ends; the library marks such hyphens."""
    held = ""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        whole = held + line
        if whole.endswith(("\x02", "\ufffe", "\xad")):
            held = whole[:-1]
            continue
        held = ""
        yield whole.replace("\x02\n", "").replace("\x02", "").replace("\ufffe", "").rstrip()
    if held:
        yield held


def _limit() -> None:
    """What this process may take; where a system has no such limits, the one on time of whoever started it remains."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _, hard = resource.getrlimit(what)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (wanted, wanted))


def _main() -> None:
    _limit()
    answer = read_pdf(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
