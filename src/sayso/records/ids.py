"""Content-hash ids: reading the same thing again gives the same id, so that keeping it is an upsert.

No id depends on a name, an offset, a score, an event code or another prediction's rank.
`page_id("https://example.org/a")` → `"p" + 24 hex digits`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from sayso.records.spans import Span, text_of

__all__ = [
    "Occurrences",
    "actor_id",
    "attribution_id",
    "claim_id",
    "digest",
    "document_id",
    "entry_id",
    "event_id",
    "judgement_id",
    "link_id",
    "mention_id",
    "normalise_url",
    "page_id",
    "quantity_id",
    "sha256_of",
    "timex_id",
]

#: Query parameters that say where a reader came from, not which page it is.
TRACKING = frozenset({"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_ga"})
DEFAULT_PORTS = {"http": 80, "https": 443}


def digest(*parts: str) -> str:
    """24 hex digits (96 bits) of SHA-256 over the parts, each preceded by its length so that none runs into the next."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def sha256_of(data: bytes | str) -> str:
    """The full SHA-256 of bytes, or of a text in UTF-8."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return sha256(raw).hexdigest()


def normalise_url(url: str) -> str:
    """A URL without fragment, default port, user information and tracking parameters; other strings as they are."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in DEFAULT_PORTS or not host:
        return url
    scheme = parts.scheme.lower()
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in (None, DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in pairs if not (key.lower().startswith("utm_") or key.lower() in TRACKING)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept, errors="surrogatepass")
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._", errors="surrogatepass") or "/"
    return urlunsplit((scheme, netloc, path, query, ""))


def page_id(address: str) -> str:
    """The id of a page: by normalised URL or absolute path; for a paste, pass its text."""
    return "p" + digest("page", normalise_url(address))


def document_id(page: str, text_sha256: str) -> str:
    """The id of one version of a page: a changed text is a new document of the same page."""
    return "d" + digest("document", page, text_sha256)


def entry_id(page: str, key: str, number: int = 0) -> str:
    """The id of an entry of a live blog by its own address, or its time and title; `number` tells equal ones apart."""
    return "b" + digest("entry", page, key, str(number))


def attribution_id(document: str, text: str, cue: Sequence[Span], counted: "Occurrences | None" = None) -> str:
    """The id of an attribution: its cue text and which occurrence of that text it is; `counted` saves counting again."""
    number = counted.before(cue) if counted else occurrence(text, cue)
    return "a" + digest("attribution", document, text_of(text, cue), str(number))


def mention_id(document: str, text: str, span: Span, counted: "Occurrences | None" = None) -> str:
    """The id of a mention: its words and which occurrence of them it is."""
    number = counted.before((span,)) if counted else occurrence(text, (span,))
    return "m" + digest("mention", document, span.of(text), str(number))


def timex_id(document: str, text: str, span: Span, counted: "Occurrences | None" = None) -> str:
    """The id of a time expression: its words and which occurrence of them it is."""
    number = counted.before((span,)) if counted else occurrence(text, (span,))
    return "t" + digest("timex", document, span.of(text), str(number))


def actor_id(document: str, text: str, first: Span, counted: "Occurrences | None" = None) -> str:
    """The id of an actor: the words of its first mention and which occurrence of them that is."""
    number = counted.before((first,)) if counted else occurrence(text, (first,))
    return "r" + digest("actor", document, first.of(text), str(number))


def event_id(document: str, text: str, trigger: Span, counted: "Occurrences | None" = None) -> str:
    """The id of an event: its trigger's words and which occurrence of them it is; no code and no role is part of it."""
    number = counted.before((trigger,)) if counted else occurrence(text, (trigger,))
    return "e" + digest("event", document, trigger.of(text), str(number))


def quantity_id(document: str, text: str, span: Span, counted: "Occurrences | None" = None) -> str:
    """The id of a figure: its words and which occurrence of them it is."""
    number = counted.before((span,)) if counted else occurrence(text, (span,))
    return "q" + digest("quantity", document, span.of(text), str(number))


def claim_id(document: str, innermost: str | None, text: str, contents: Sequence[Span]) -> str:
    """The id of a claim: innermost attribution (or none), exact contents and which occurrence of them it is."""
    return "c" + digest("claim", document, innermost or "none", text_of(text, contents), str(occurrence(text, contents)))


def judgement_id(subject: str, action: str, user: str, at: str) -> str:
    """The id of a judgement; two identical decisions of one user at one instant are one."""
    return "j" + digest("judgement", subject, action, user, at)


def link_id(kind: str, left: str, right: str) -> str:
    """The id of a link between two records, whichever of them is named first; but two documents may credit each other."""
    first, second = (left, right) if kind == "credits" else sorted((left, right))
    return "l" + digest("link", kind, first, second)


def occurrence(text: str, spans: Sequence[Span]) -> int:
    """How often the first piece's words stand in `text` before it (0 for the first occurrence)."""
    if not spans:
        return 0
    return text.count(spans[0].of(text), 0, spans[0].start) if len(spans[0]) else 0


class Occurrences:
    """What `occurrence` says of many spans of one text, with one pass over the text for each different word."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: dict[str, list[int]] = {}

    def before(self, spans: Sequence[Span]) -> int:
        """How often the first piece's words stand in the text before it: the same number as `occurrence`."""
        words = spans[0].of(self._text) if spans else ""
        if not words:
            return 0
        if words not in self._ends:
            self._ends[words] = self._scan(words)
        return bisect_right(self._ends[words], spans[0].start)

    def _scan(self, words: str) -> list[int]:
        """The ends of all occurrences, as `str.count` counts them: from the left, without overlaps."""
        ends: list[int] = []
        at = self._text.find(words)
        while at >= 0:
            ends.append(at + len(words))
            at = self._text.find(words, ends[-1])
        return ends
