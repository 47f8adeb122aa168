"""Names of houses in short lines: an outlet we know, an address, or a name that is plainly a publisher's.

In: a few words of a byline, a credit or a meta element. Out: a `House` or `None`. A house that is not in
`knowledge.outlets` keeps its own words and a null outlet; whether it published the page is decided in `publishers`.
"""

import re
from dataclasses import dataclass

from sayso.knowledge.outlets import Outlet, fold_name, load_outlets
from sayso.reading.datelines import outlet_as_written
from sayso.reading.dates import find_dates
from sayso.records import Span

__all__ = ["House", "host_of", "is_house_name", "is_same_house", "label_of", "read_house", "registrable"]

#: Second-level names under which countries register, and hosts whose subdomains belong to different people.
SECOND_LEVEL = frozenset(
    {"co", "com", "net", "org", "gov", "ac", "edu", "or", "ne", "go", "gob", "gouv", "gv", "mil", "nom", "me", "info"}
)
SHARED_HOSTS = frozenset(
    {
        *("blogspot.com", "wordpress.com", "tumblr.com", "substack.com", "medium.com", "github.io", "gitlab.io", "netlify.app"),
        *("livejournal.com", "typepad.com", "over-blog.com", "wixsite.com", "weebly.com", "cdn.ampproject.org", "web.app"),
        *("pages.dev", "vercel.app", "herokuapp.com", "cloudfront.net", "amazonaws.com", "azurewebsites.net"),
    }
)
HOUSE_WORDS = frozenset(
    {
        *("agency", "news", "press", "wire", "newswire", "times", "post", "courier", "herald", "gazette", "tribune", "journal"),
        *(
            "chronicle",
            "observer",
            "telegraph",
            "mail",
            "daily",
            "weekly",
            "magazine",
            "radio",
            "tv",
            "television",
            "broadcasting",
        ),
        *("network", "media", "newspaper", "newspapers", "dispatch", "sentinel", "record", "register", "star", "sun", "mirror"),
        *(
            "express",
            "standard",
            "independent",
            "bulletin",
            "review",
            "examiner",
            "ledger",
            "echo",
            "argus",
            "monitor",
            "inquirer",
        ),
        *(
            "globe",
            "advertiser",
            "leader",
            "reporter",
            "messenger",
            "mercury",
            "beacon",
            "clarion",
            "today",
            "service",
            "online",
        ),
        *(
            "zeitung",
            "nachrichten",
            "nachrichtenagentur",
            "presseagentur",
            "presse",
            "rundfunk",
            "fernsehen",
            "anzeiger",
            "tageblatt",
        ),
        *("blatt", "bote", "kurier", "rundschau", "allgemeine", "morgenpost", "abendblatt", "agence", "agencia", "agenzia"),
        *("archive", "archives", "library"),
    }
)
#: Words that make a label of a page ("World News", "Press Release"), not the name of a house, when nothing else is there.
GENERIC = frozenset(
    {
        *("world", "latest", "breaking", "top", "news", "local", "us", "uk", "national", "international", "sport", "sports"),
        *(
            "business",
            "politics",
            "europe",
            "asia",
            "middle",
            "east",
            "africa",
            "america",
            "press",
            "release",
            "releases",
            "media",
        ),
        *(
            "daily",
            "weekly",
            "live",
            "video",
            "home",
            "today",
            "more",
            "special",
            "report",
            "reports",
            "service",
            "services",
            "post",
        ),
        *(
            "online",
            "this",
            "week",
            "stories",
            "story",
            "mail",
            "radio",
            "tv",
            "review",
            "reviews",
            "opinion",
            "center",
            "centre",
        ),
        *(
            "the",
            "our",
            "all",
            "by",
            "of",
            "and",
            "in",
            "for",
            "from",
            "your",
            "staff",
            "wire",
            "agency",
            "agencies",
            "network",
        ),
        *(
            "newspaper",
            "newspapers",
            "magazine",
            "magazines",
            "archive",
            "archives",
            "library",
            "briefing",
            "feature",
            "features",
        ),
        *(
            "nachrichten",
            "presse",
            "aktuelle",
            "aktuell",
            "zeitung",
            "contact",
            "room",
            "newsroom",
            "desk",
            "reporter",
            "editor",
        ),
    }
)
#: Capitalised words that may follow the name of a house without belonging to it, and small ones that carry a name on.
LOOSE_ENDS = frozenset(
    {
        *(
            "writer",
            "writers",
            "correspondent",
            "correspondents",
            "contributor",
            "bureau",
            "chief",
            "photographer",
            "foundation",
        ),
        *("inc", "ltd", "limited", "llc", "co", "company", "corp", "corporation", "group", "gmbh", "ag", "rights", "copyright"),
        *("on", "at", "via", "with", "updated", "published", "posted", "redaktion", "korrespondent", "editors", "reporters"),
    }
)
RUNNING_ON = frozenset({"of", "der", "des", "de", "del", "für", "&"})
LONGEST_HOUSE = 70
DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]{1,40}\.){1,3}[a-z]{2,12})\b", re.IGNORECASE)
WORD = re.compile(r"\S+")
STOPS = re.compile(r"[,;:|()\[\]\n\"“”]|\.(?=\s|$)|\s[-–—]\s")
LEGAL_FORM = re.compile(
    r",?\s+(?:inc|llc|ltd|limited|gmbh|ag|plc|corp|corporation|co|company|group|se|kg|s\.?a|s\.?p\.?a|holdings?|publishing"
    r"|publications|verlag)\.?$",
    re.IGNORECASE,
)
CONNECTORS = frozenset({"of", "the", "and", "&", "de", "del", "la", "le", "für", "der", "die", "das", "di", "da", "do"})


@dataclass(frozen=True, slots=True)
class House:
    """One candidate: the name as written, the outlet if we know it, what found it and where its words stand."""

    name: str
    outlet: Outlet | None
    method: str
    span: Span | None = None


def read_house(words: str, method: str, start: int | None = None, *, strict: bool = True) -> House | None:
    """The house that the words begin with, at offset `start` of the text.

    With `strict` an unknown name must hold a word that only houses bear, and be followed by a stop or the end.
    """
    head = words[:LONGEST_HOUSE]
    lead = len(head) - len(head.lstrip(" \t\"“'’"))
    ends = [match.end() for match in WORD.finditer(head, lead)][:8]
    for end in reversed(ends):
        name = head[lead:end].rstrip(" .,;:|)]\"”'’")
        outlet = outlet_as_written(name) or outlet_as_written(LEGAL_FORM.sub("", name))
        if outlet is not None and not _goes_on(head[lead + len(name) :]):
            return House(name, outlet, method, _span(start, lead, name))
    address = DOMAIN.match(head, lead)
    if address:
        return House(address.group(1), load_outlets().by_domain(address.group(1)), method, _span(start, lead, address.group()))
    stop = STOPS.search(head, lead)
    name = LEGAL_FORM.sub("", head[lead : stop.start() if stop else len(head)].strip())
    name = _capitalised(name)
    if name and (not strict or is_house_name(name)):
        return House(name, None, method, _span(start, lead, name))
    return None


def _goes_on(rest: str) -> bool:
    """Whether a name runs on, so that its beginning is not the house: "Bild der Wissenschaft", "Time Out"."""
    words = rest.split()
    if not rest.startswith(" ") or not words or STOPS.match(rest.lstrip()):
        return False
    if words[0].lower() in RUNNING_ON:
        return len(words) > 1 and words[1][0].isupper()
    return words[0][0].isupper() and words[0].strip(".,;:").lower() not in GENERIC | LOOSE_ENDS


def _span(start: int | None, lead: int, name: str) -> Span | None:
    return None if start is None else Span(start + lead, start + lead + len(name))


def _capitalised(name: str) -> str:
    """The run of capitalised words that a name begins with."""
    kept: list[str] = []
    for word in name.split():
        if not (word[0].isupper() or word[0].isdigit() or word.lower() in CONNECTORS):
            break
        kept.append(word)
    while kept and (kept[-1].lower() in CONNECTORS or kept[-1].isdigit()):
        kept.pop()
    joined = " ".join(kept)
    if not joined or not joined[0].isalpha() or not name.startswith(joined) or len(kept) > 7 or find_dates(joined):
        return ""
    return joined


def is_house_name(name: str) -> bool:
    """Whether a name that we do not know is plainly a house's: it has such a word, and one that is not general."""
    words = fold_name(name).split() if "/" not in name else []
    return bool(words) and any(word in HOUSE_WORDS for word in words) and any(word not in GENERIC for word in words)


def host_of(address: str | None) -> str:
    """The host of a web address without "www.", or nothing."""
    match = re.match(r"(?:https?:)?//(?:[^/?#@\s]{0,200}@)?([\w.-]{1,253})", address or "", re.IGNORECASE)
    return match.group(1).lower().rstrip(".").removeprefix("www.") if match else ""


def registrable(host: str) -> str:
    """The part of a host that somebody registered: `news.example.co.uk` is `example.co.uk`."""
    labels = host.split(".")
    for count in (2, 3):
        if ".".join(labels[-count:]) in SHARED_HOSTS:
            return ".".join(labels[-count - 1 :])
    is_deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL
    return ".".join(labels[-3 if is_deep else -2 :])


def label_of(host: str) -> str:
    """The name in a host, squeezed: `the-daily-courier.co.uk` is `thedailycourier`."""
    return re.sub(r"[^a-z0-9]", "", registrable(host).split(".")[0])


def is_same_house(left: House, right: House) -> bool:
    """Whether two candidates are one family: the same outlet, the same name, or a name and its own host."""
    if left.outlet is not None and right.outlet is not None:
        return left.outlet == right.outlet
    one, other = _squeezed(left.name), _squeezed(right.name)
    return bool(one and other) and (
        one == other or (min(len(one), len(other)) > 4 and (one.startswith(other) or other.startswith(one)))
    )


def _squeezed(name: str) -> str:
    host = DOMAIN.fullmatch(name.strip()[:120])
    squeezed = label_of(host.group(1).lower()) if host else re.sub(r"[^a-z0-9]", "", fold_name(name))
    return squeezed.removeprefix("the")
