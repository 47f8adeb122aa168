"""What stands where a page should be: a test for browsers, a consent form, a wall to pay at; and what the page reserves.

In: status, headers and the first part of a body. Out: a name for what it is, or nothing, and reservations as they are stated.
It gets around none of them.
"""

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["find_challenge", "find_paywall", "find_reservations"]

Headers = tuple[tuple[str, str], ...]
#: Where such marks stand.
HEAD: Final = 128 * 1024
#: A page with more than this is a page, whatever scripts it loads.
SMALL: Final = 64 * 1024
#: Headers that only a test sends: name, what is in the value.
TEST_HEADERS: Final = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", "captcha"),
    ("x-amzn-waf-action", "challenge"),
    ("x-dd-b", ""),
    ("x-vercel-mitigated", "challenge"),
)
#: Marks of the pages that such tests show.
TEST_MARKS: Final = re.compile(
    rb"/cdn-cgi/challenge-platform/|_cf_chl_opt|cf-browser-verification|geo\.captcha-delivery\.com|"
    rb"px-captcha|_pxappid|_incapsula_resource|sucuri_cloudproxy_js|anubis_challenge|gokuprops|awswafcookiedomainlist|"
    rb"/_sec/cp_challenge/|kpsdk|ddg-challenge|<title>\s*(?:just a moment|attention required|are you a (?:human|robot)|"
    rb"robot or human|pardon our interruption|verify(?:ing)? (?:that )?you are (?:a )?human|access to this page has been "
    rb"denied)",
    re.IGNORECASE,
)
#: Weaker marks: they count where the host refused anyway.
WEAK_MARKS: Final = re.compile(
    rb"(?:enable|turn on) (?:javascript|js)(?: and cookies)?|g-recaptcha|h-captcha|cf-turnstile|reference #\d|unusual traffic|"
    rb"checking your browser",
    re.IGNORECASE,
)
REFUSING: Final = frozenset({401, 403, 405, 418, 429, 503})
CONSENT_HOSTS: Final = ("consent.", "guce.", "cmp-consent", "privacy-gate.")
NOT_FREE: Final = re.compile(rb'"isAccessibleForFree"\s*:\s*(?:\[\s*)?"?(?:false|https?://schema\.org/False)\b', re.IGNORECASE)
TIER: Final = re.compile(
    rb"<meta\s[^>]{0,200}?(?:property|name)\s*=\s*[\"']?article:content_tier[\"']?[^>]{0,200}?content\s*=\s*[\"']?(locked|metered)",
    re.IGNORECASE,
)
META: Final = re.compile(rb"<meta\s([^>]{1,600})>", re.IGNORECASE)
ATTRIBUTE: Final = re.compile(rb"([a-z-]{1,20})\s*=\s*(?:\"([^\"]{0,400})\"|'([^']{0,400})'|([^\s\"'>]{1,400}))", re.IGNORECASE)
RESERVING_HEADERS: Final = frozenset({"tdm-reservation", "tdm-policy", "x-robots-tag", "content-usage"})
RESERVING_METAS: Final = frozenset({"tdm-reservation", "tdm-policy", "robots", "sayso", "googlebot", "news"})
RESERVING: Final = re.compile(
    r"noarchive|nocache|nosnippet|noai|noimageai|notrain|noml|\bnone\b|train-ai=n|ai=n", re.IGNORECASE
)
MOST_RESERVATIONS: Final = 20


def find_challenge(status: int, headers: Headers, body: bytes, host: str, asked_host: str) -> str | None:
    """What asks for a browser or a consent instead of giving the page; null where nothing does."""
    if host != asked_host and host.startswith(CONSENT_HOSTS):
        return "a consent form"
    values = [(name.lower(), value.lower()) for name, value in headers]
    if any(name == key and mark in value for name, value in values for key, mark in TEST_HEADERS):
        return "a test for browsers"
    head = body[:HEAD]
    if (status in REFUSING or len(body) < SMALL) and TEST_MARKS.search(head):
        return "a test for browsers"
    if status in REFUSING and len(body) < SMALL and WEAK_MARKS.search(head):
        return "a test for browsers"
    return None


def find_paywall(body: bytes) -> str | None:
    """Where a page says that not all of it is free; null where it does not."""
    if NOT_FREE.search(body):
        return "isAccessibleForFree"
    return "article:content_tier" if TIER.search(body[:HEAD]) else None


def find_reservations(headers: Headers, body: bytes) -> tuple[str, ...]:
    """What headers and page reserve (archiving, text mining, training), in their own words."""
    found = [
        f"{name.lower()}: {value}" for name, value in headers if name.lower() in RESERVING_HEADERS and _reserves(name, value)
    ]
    for match in META.finditer(body[:HEAD]):
        pairs: dict[bytes, bytes] = {}
        for key, *values in ATTRIBUTE.findall(match[1]):
            pairs.setdefault(key.lower(), next(filter(None, values), b""))
        name = pairs.get(b"name", b"").decode("latin-1").strip().lower()
        value = pairs.get(b"content", b"").decode("utf-8", "replace").strip()
        if name in RESERVING_METAS and _reserves(name, value):
            found.append(f"meta {name}: {value}")
    return _shorten(found)


def _reserves(name: str, value: str) -> bool:
    if name.lower().startswith("tdm-"):
        return value.strip() not in ("", "0")
    return bool(RESERVING.search(value))


def _shorten(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(line.split())[:200] for line in found))[:MOST_RESERVATIONS]
