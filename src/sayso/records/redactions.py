"""What was taken out of a ledger for good, known by hashes alone: tombstones, and words that are found by them.

In: text, and hashes of words. Out: where those words stand, and the text with a block in the place of each of their
letters, of the same length, so that spans go on meaning what they meant. Words are compared without case, accents and what
stands between them; nothing here knows a table or a file.
"""

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args
from urllib.parse import unquote

from sayso.records.codec import from_plain, to_plain
from sayso.records.ids import sha256_of

__all__ = ["BLOCK", "TOMBSTONE_KINDS", "Mask", "Tombstone", "TombstoneKind", "count_words", "hash_words", "texts_of"]

#: What a hash is of: words that were taken out, a page's id, a text, bytes, or the id or name of what was changed with them.
TombstoneKind = Literal["words", "page", "text", "body", "document", "fetch", "file"]
TOMBSTONE_KINDS: tuple[TombstoneKind, ...] = get_args(TombstoneKind)
BLOCK: Final = "█"
#: What no reader sees between letters, and accents that stand apart.
INVISIBLE: Final = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff"
WORD: Final = re.compile(f"(?:(?!_)[\\w{INVISIBLE}])+")
UNSEEN: Final = re.compile(f"[{INVISIBLE}]")
TAG: Final = re.compile(r"<[^<>]{0,2000}>")
VISIBLE: Final = re.compile(r"\S")
#: A rest of fewer letters could be of any word.
SHORTEST_REST: Final = 4


@dataclass(frozen=True, slots=True)
class Tombstone:
    """That something was redacted: its hash, never itself.

    `words` is how many words the hash is of (0 for other kinds); what was redacted at once has one `redaction`.
    """

    hash: str
    kind: TombstoneKind
    words: int
    redaction: str
    reason: str
    user: str
    at: str


def hash_words(text: str) -> str:
    """The hash of the words of a text, however they are written."""
    return sha256_of(" ".join(word for word, _, _ in _words(text)))


def count_words(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _ in _words(text))


def texts_of(body: bytes) -> Iterator[str]:
    """A page's bytes as texts in which words can be looked for: as they are, and as a reader would see them."""
    for encoding in _encodings(body):
        text = html.unescape(body.decode(encoding, "replace"))
        yield text
        yield TAG.sub("", text)
        yield TAG.sub(" ", text)


class Mask:
    """Finds words by their hashes, and puts blocks in their place.

    Args:
        hashes: the hashes of the words to find, each with how many words it is of.
        words: the words themselves, where they are known: their rests at the ends of texts that were cut are found too.
    """

    def __init__(self, hashes: Mapping[str, int], words: Iterable[str] = ()) -> None:
        self._wanted: dict[int, set[str]] = {}
        self._known = tuple(" ".join(word for word, _, _ in _words(one)) for one in words)
        for one, count in hashes.items():
            if count > 0:
                self._wanted.setdefault(count, set()).add(one)

    def __bool__(self) -> bool:
        return bool(self._wanted)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where the words stand, from the left, and by which hash."""
        if not self._wanted:
            return
        words = list(_words(text))
        for count, hashes in sorted(self._wanted.items()):
            for first in range(len(words) - count + 1):
                own = words[first : first + count]
                hashed = sha256_of(" ".join(word for word, _, _ in own))
                if hashed in hashes:
                    yield own[0][1], own[-1][2], hashed

    def finds(self, text: str) -> str | None:
        """The hash of words that stand in a text, also where it is an address that writes letters as numbers."""
        found = next(self.find(text), None)
        if found is None and "%" in text:
            found = next(self.find(unquote(text, errors="replace")), None)
        return None if found is None else found[2]

    def finds_in_bytes(self, body: bytes) -> str | None:
        """The hash of words that stand in a page's bytes, with or without its tags."""
        if not self:
            return None
        return next((found for text in texts_of(body) if (found := self.finds(text)) is not None), None)

    def text(self, text: str) -> str:
        """A text with blocks for the words; an address that writes them as numbers is written out."""
        masked = self._ends(self._blocks(text))
        if "%" in masked and next(self.find(unquote(masked, errors="replace")), None) is not None:
            return self._blocks(unquote(masked, errors="replace"))
        return masked

    def plain(self, value: Any) -> Any:
        """Values of JSON with blocks for the words in every text."""
        if isinstance(value, str):
            return self._nested(value) if value[:1] in ("{", "[") else self.text(value)
        if isinstance(value, Mapping):
            return {name: self.plain(item) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.plain(item) for item in value]
        return value

    def _nested(self, value: str) -> str:
        """A text that is JSON itself, as what was judged is; its letters may stand there as numbers."""
        try:
            plain = json.loads(value)
        except ValueError:
            return self.text(value)
        masked = self.plain(plain)
        return value if masked == plain else json.dumps(masked, ensure_ascii=True, separators=(",", ":"))

    def record(self, record: Any) -> Any:
        """A record with blocks for the words in every text."""
        plain = to_plain(record)
        masked = self.plain(plain)
        return record if masked == plain else from_plain(type(record), masked)

    def body(self, body: bytes) -> bytes | None:
        """A page's bytes without the words, in its own encoding; null where they cannot be taken out alone."""
        if self.finds_in_bytes(body) is None:
            return body
        for encoding in _encodings(body):
            try:
                text = body.decode(encoding)
                masked = self._blocks(text, BLOCK if encoding.startswith("utf") else "*")
                packed = masked.encode(encoding)
            except UnicodeError:
                continue
            if masked != text and self.finds_in_bytes(packed) is None:
                return packed
        return None

    def _ends(self, text: str) -> str:
        """A text with blocks for what a cut through the words left at its ends, a word in two."""
        for known in self._known:
            head = _fold(text[: len(known)])
            tail = _fold(text[-len(known) :])
            for cut in range(1, len(known) - SHORTEST_REST + 1):
                if known[cut - 1] != " " and known[cut] != " " and head.startswith(known[cut:]):
                    text = VISIBLE.sub(BLOCK, text[: len(known) - cut]) + text[len(known) - cut :]
                    break
            for cut in range(len(known) - 1, SHORTEST_REST - 1, -1):
                if known[cut - 1] != " " and known[cut] != " " and tail.endswith(known[:cut]):
                    text = text[:-cut] + VISIBLE.sub(BLOCK, text[-cut:])
                    break
        return text

    def _blocks(self, text: str, block: str = BLOCK) -> str:
        places = list(self.find(text))
        if not places:
            return text
        letters = list(text)
        for start, end, _ in places:
            letters[start:end] = VISIBLE.sub(block, text[start:end])
        return "".join(letters)


def _encodings(body: bytes) -> Iterable[str]:
    """What a page may be written in, as far as its bytes show."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    wide = ("utf-16-le", "utf-16-be") if b"\0" in body[:1000] else ()  # without a mark they show in their zeros
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return (*wide, "cp1252", "latin-1")
    return (*wide, "utf-8")


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for match in WORD.finditer(text):
        word = _fold(match[0])
        if word:
            yield word, match.start(), match.end()


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", UNSEEN.sub("", word))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
