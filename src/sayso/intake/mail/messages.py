"""One message: the story or stories in it, and what it says of itself.

In: the bytes of a message as it was sent. Out: its pages. The HTML part is preferred to the text; a message that is a web page
saved by a browser is that page. Attachments are passed over; sender, list and the check of the sender are told, addresses of
persons are not.
"""

import email
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Final

from sayso.intake.carried import address_in, carried_document, carried_page, carried_text, tell
from sayso.intake.mail.digests import Story, split_markup, split_text
from sayso.intake.markup import INVALID, count_words, own_address
from sayso.intake.moments import read_moment
from sayso.records import Failure, FieldEvidence, Page
from sayso.records.ids import digest

__all__ = ["read_message"]

#: The parser's work grows with the depth of parts times the lines.
MOST_MULTIPARTS, MOST_PARTS, DEEPEST = 60, 300, 20
#: The parser compiles what such a header says, and takes its parameters apart again and again.
OVERLONG: Final = re.compile(
    rb"^content-[\w-]{1,40}[ \t]{0,20}:(?:[^\r\n]|\r?\n[ \t]|\r[ \t]){4000}", re.IGNORECASE | re.MULTILINE
)
MULTIPART: Final = re.compile(rb"content-type\s{0,20}:\s{0,20}multipart/", re.IGNORECASE)
#: An HTML part of fewer words than this is the frame of a picture; the text part says more.
FEWEST_WORDS: Final = 8
CHECKS: Final = re.compile(r"\b(dkim|spf|dmarc|arc)\s{0,5}=\s{0,5}([a-z]{2,12})", re.IGNORECASE)
LONGEST_HEADER: Final = 4000
FLOWED: Final = re.compile(r" \n(?!\n|>)")


def read_message(raw: bytes, container: str, *, depth: int = 0) -> Iterator[Page | Failure]:
    """The pages of a message."""
    if len(MULTIPART.findall(raw)) > MOST_MULTIPARTS or OVERLONG.search(raw):
        yield Failure(container, "intake", "a mail with parts in parts, or headers, without end: it is not read")
        return
    try:
        message = email.message_from_bytes(raw)
        parts, inner = _parts(message)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        yield Failure(container, "intake", f"a mail that cannot be taken apart ({type(error).__name__}): save it again")
        return
    address = _address(message, parts, raw, container)
    told = tuple(_told(message))
    markup, text = _best(parts, "text/html"), _best(parts, "text/plain")
    if inner and (message.get_content_type() == "multipart/digest" or not (markup or text)) and depth < DEEPEST:
        for part in inner[:MOST_PARTS]:
            yield from read_message(part.as_bytes(), container, depth=depth + 1)
        return
    title = _header(message, "Subject")
    if markup and (count_words(markup) >= FEWEST_WORDS or not text):
        yield from _markup_pages(address, markup, told)
    elif text.strip():
        yield from _text_pages(address, title, text, told)
    else:
        yield Failure(address, "intake", "a mail without words: nothing to read")


def _markup_pages(address: str, markup: str, told: tuple[FieldEvidence, ...]) -> Iterator[Page | Failure]:
    stories = split_markup(markup)
    for story in stories:
        yield carried_page(_place(address, story), story.title, story.body, (*_told_story(story), *_told_of_list(told)))
    if not stories:
        yield carried_document(address, markup, told)


def _text_pages(address: str, title: str, text: str, told: tuple[FieldEvidence, ...]) -> Iterator[Page | Failure]:
    stories = split_text(text)
    for story in stories:
        yield carried_text(
            _place(address, story), f"{story.title}\n\n{story.body}", (*_told_story(story), *_told_of_list(told))
        )
    if not stories:
        yield carried_text(address, f"{title}\n\n{text}" if title else text, told)


def _place(address: str, story: Story) -> str:
    """The address of a story in a digest: the digest's with a key of its title, so that it stays when others are added."""
    return f"{address}#{digest(story.title, story.link or '')[:12]}"


def _told_story(story: Story) -> Iterator[FieldEvidence]:
    yield from tell("title", story.title, "mail:heading")
    yield from tell("link", story.link, "mail:link of the heading")
    yield from tell("byline", story.author, "mail:From in a digest")
    yield from tell("published", read_moment(story.date), "mail:Date in a digest")


def _told_of_list(told: tuple[FieldEvidence, ...]) -> tuple[FieldEvidence, ...]:
    """What a digest says of itself, but for its own title."""
    return tuple(one for one in told if one.field != "title")


def _parts(message: Message) -> tuple[list[Message], list[Message]]:
    """The parts that may be read, in order, and the messages inside this one."""
    readable: list[Message] = []
    inner: list[Message] = []
    waiting = [message]
    while waiting and len(readable) + len(inner) < MOST_PARTS:
        part = waiting.pop(0)
        if part.get_content_type() == "message/rfc822" and part is not message:
            payload = part.get_payload()
            inner.extend(one for one in payload if isinstance(one, Message)) if isinstance(payload, list) else None
        elif part.is_multipart():
            payload = part.get_payload()
            waiting[:0] = [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
        elif part.get_content_type() in ("text/html", "text/plain") and part.get_content_disposition() != "attachment":
            readable.append(part)
    return readable, inner


def _best(parts: list[Message], kind: str) -> str:
    """The words of the first part of a kind that has any; lists add their footer as a part of its own."""
    found = (_decode(part) for part in parts if part.get_content_type() == kind)
    return next((words for words in found if words.strip()), "")


def _decode(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    for charset in (_charset(part), "utf-8", "windows-1252"):
        try:
            text = payload.decode(charset).replace("\r\n", "\n")
            return FLOWED.sub(" ", text) if _is_flowed(part) else text
        except (LookupError, ValueError):
            continue
    return payload.decode("utf-8", "replace")


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or "utf-8"
    except (LookupError, ValueError, TypeError):
        return "utf-8"


def _is_flowed(part: Message) -> bool:
    try:
        return str(part.get_param("format", "")).lower() == "flowed"
    except (LookupError, ValueError, TypeError):
        return False


def _header(message: Message, name: str) -> str:
    """A header in words; as it stands where its encoding is damaged."""
    raw = str(message.get(name, ""))[:LONGEST_HEADER]
    try:
        value = str(make_header(decode_header(raw)))
    except (LookupError, ValueError, TypeError, AttributeError, email.errors.MessageError):
        value = raw
    return " ".join(INVALID.sub("", value).split())


def _address(message: Message, parts: list[Message], raw: bytes, container: str) -> str:
    """The page that was saved, the place in a web archive of the list, else the message's own name."""
    saved = (
        message.get("Snapshot-Content-Location"),
        *(p.get("Content-Location") for p in parts if p.get_content_type() == "text/html"),
    )
    archived = _header(message, "Archived-At").strip("<>")
    for given in (*(str(one) for one in saved if one), archived):
        own = own_address(given)
        if own is not None:
            return own
    name = re.sub(r"\s", "", _header(message, "Message-ID")).strip("<>")
    return address_in(container, f"mid:{name}" if name else "", digest(raw.hex()))


def _told(message: Message) -> Iterator[FieldEvidence]:
    yield from tell("title", _header(message, "Subject"), "mail:Subject")
    yield from tell("published", read_moment(_header(message, "Date")), "mail:Date")
    try:
        name, sender = parseaddr(_header(message, "From"))
    except (ValueError, TypeError, IndexError):
        name, sender = "", ""
    yield from tell("publisher", name if "@" not in name else "", "mail:From")
    yield from tell("sender", sender.rpartition("@")[2].lower(), "mail:From, the host")
    yield from tell("list", _header(message, "List-Id"), "mail:List-Id")
    yield from tell("message", _header(message, "Message-ID"), "mail:Message-ID")
    yield from tell("language", _header(message, "Content-Language")[:20], "mail:Content-Language")
    # Only the topmost is by the reader's own server; those below may be forged.
    checks = _header(message, "Authentication-Results")
    found = " ".join(f"{check.lower()}={result.lower()}" for check, result in CHECKS.findall(checks[:2000]))
    host = checks.partition(";")[0].split()
    yield from tell("authentication", f"{found} ({host[0]})" if found and host else None, "mail:Authentication-Results")
