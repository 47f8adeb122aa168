"""Whose copy a page holds and whose page it stands on.

In: what the page declares, what its lines credit, and its address. Out: `Publishing`: publisher, republisher, credits, and
every piece of evidence that was weighed, also the ones that lost. Without a name in the evidence the publisher is null.

The strongest first: the issuer of a release, agency dateline, byline, credit line, a wire's hops or a feed's source, JSON-LD
provider, canonical link to another domain, JSON-LD publisher that is not the host's; for the page's own house JSON-LD
publisher, og:site_name, footer, host, and last who delivered it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.knowledge.outlets import load_outlets
from sayso.reading.credits import CreditLine, find_credit_lines, find_owner_lines
from sayso.reading.declarations import Declarations, Party
from sayso.reading.houses import House, host_of, is_house_name, is_same_house, label_of, read_house, registrable
from sayso.reading.told import told_origins, told_owners
from sayso.records import Block, Credit, FieldEvidence, Publisher

__all__ = ["Publishing", "find_publishing", "unwrap_address"]

#: Kinds of evidence in a credit line, the strongest first.
STRENGTH = ("issuer", "dateline", "byline", "credit line", "republication note", "tail credit", "copyright line")
#: Houses that carry other people's copy: without evidence nothing on them is taken for their own.
CARRIERS = frozenset({"archive", "portal"})
#: A page kept by a web archive has the address it was kept from inside its own.
KEPT = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/(https?://.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Publishing:
    """`origin` is the credit line that decided, if one did: its date is the original's."""

    publisher: Publisher | None
    republisher: Publisher | None
    credits: tuple[Credit, ...]
    evidence: tuple[FieldEvidence, ...]
    owner: House | None
    origin: CreditLine | None
    dateline: CreditLine | None


def unwrap_address(address: str) -> str:
    """The address that a web archive kept a page from; any other address as it is."""
    kept = KEPT.match(address)
    return kept.group(1) if kept else address


def find_publishing(
    page: Declarations, url: str, text: str, blocks: Sequence[Block], told: Sequence[FieldEvidence] = ()
) -> Publishing:
    """Publisher and republisher of a page, with all the evidence. `url` may be a path or `-`: then it says nothing."""
    lines = find_credit_lines(text, blocks)
    owners = (*_owners(page, url, text, blocks), *told_owners(told))
    owner = owners[0] if owners else None
    origins = tuple(_origins(page, url, lines, owner, told))
    line, original = _choose(origins, owner)
    publisher, republisher = _resolve(original, owner)
    credits_ = tuple(
        Credit(one.house.span, one.house.name, one.house.outlet.id if one.house.outlet else None)
        for one in lines
        if one.house.span
    )
    evidence = tuple(_evidence(lines, origins, owners, publisher, republisher))
    dateline = next((one for one in lines if one.kind == "dateline"), None)
    return Publishing(publisher, republisher, tuple(dict.fromkeys(credits_)), evidence, owner, line, dateline)


def _owners(page: Declarations, url: str, text: str, blocks: Sequence[Block]) -> Iterator[House]:
    """Candidates for the house whose page this is, the strongest first."""
    outlets = load_outlets()
    if url != unwrap_address(url):
        yield House("Internet Archive", outlets.by_domain("web.archive.org"), "host")
        return
    host = host_of(url) or host_of(page.canonical)
    known = outlets.by_domain(host) if host else None
    at_host = House(known.name if known else host, known, "host") if host else None
    named = tuple(_declared_owners(page))
    # A site name that belongs to the canonical address, on another host, is the original's, not this page's.
    foreign = _foreign_canonical(page, url)
    own = tuple(replace(house, outlet=known or house.outlet) for house in named if at_host and _is_at(house, at_host, host))
    for house in own or named:
        is_foreign = foreign is not None and is_same_house(house, foreign)
        is_another = known is not None and house.outlet is not None and house.outlet != known
        if not is_foreign and not is_another:
            yield house
    yield from find_owner_lines(text, blocks)
    if at_host is not None:
        yield at_host


def _is_at(house: House, at_host: House, host: str) -> bool:
    """Whether a declared name is that of the host: the same outlet, or the same name."""
    return is_same_house(house, at_host) or is_same_house(replace(house, outlet=None), House(host, None, "host"))


def _declared_owners(page: Declarations) -> Iterator[House]:
    for article in page.articles:
        if article.publisher is not None and article.publisher.name and article.publisher.kind != "person":
            yield _house(article.publisher.name, "json-ld publisher")
    for name in ("og:site_name", "application-name", "copyright", "dc.publisher", "article:publisher"):
        value = page.meta(name)
        if value and not value.startswith("http") and len(value) <= 80:
            house = _house(value, name) if name in {"og:site_name", "application-name"} else read_house(value, name)
            if house is not None:
                yield house


def _house(name: str, method: str) -> House:
    return House(name.strip()[:120], load_outlets().by_name(name), method)


def _foreign_canonical(page: Declarations, url: str) -> House | None:
    """The house of a canonical link that leads to another registrable domain with another name."""
    own, other = host_of(unwrap_address(url)), host_of(page.canonical)
    if not own or not other or registrable(own) == registrable(other) or label_of(own) == label_of(other):
        return None
    outlets = load_outlets()
    outlet = outlets.by_domain(other)
    if outlet is not None and outlet == outlets.by_domain(own):
        return None
    return House(outlet.name if outlet else other, outlet, "cross-domain canonical")


def _origins(
    page: Declarations, url: str, lines: Sequence[CreditLine], owner: House | None, told: Sequence[FieldEvidence]
) -> Iterator[tuple[CreditLine | None, House]]:
    """Candidates for the house whose copy this is, the strongest first."""
    for kind in STRENGTH:
        yield from ((line, line.house) for line in lines if line.kind == kind and line.is_origin)
        if kind == "byline":
            yield from ((None, house) for house in _declared_bylines(page))
    yield from ((None, house) for house in told_origins(told, unwrap_address(url)))
    for article in page.articles[:2]:
        for name, party in article.origins:
            house = _party_house(party, f"json-ld {name}")
            if house is not None:
                yield None, house
    if url != unwrap_address(url):
        host = host_of(unwrap_address(url))
        outlet = load_outlets().by_domain(host)
        named = next((house for house in _declared_owners(page)), None)
        yield None, named or House(outlet.name if outlet else host, outlet, "kept address")
    canonical = _foreign_canonical(page, url)
    if canonical is not None:
        named = next((house for house in _declared_owners(page) if is_same_house(house, canonical)), None)
        yield None, House(named.name if named else canonical.name, canonical.outlet, canonical.method)
    for house in _declared_owners(page):
        if (
            house.method == "json-ld publisher"
            and house.outlet is not None
            and (owner is None or not is_same_house(house, owner))
        ):
            yield None, house


def _declared_bylines(page: Declarations) -> Iterator[House]:
    """Houses that JSON-LD or a meta element names as the author."""
    for article in page.articles[:1]:
        for party in article.authors:
            house = read_house(party.name, "json-ld author") if party.name else None
            is_whole = house is not None and len(house.name) >= len(party.name.strip()) - 3
            if (
                house is not None
                and is_whole
                and (house.outlet is not None or (party.kind != "person" and is_house_name(house.name)))
            ):
                yield house
    for value in page.all_metas("author", "byl", "dc.creator", "article:author_name", "parsely-author"):
        house = read_house(value.removeprefix("By ").removeprefix("by "), "meta author")
        if house is not None and house.outlet is not None and len(house.name) >= len(value.strip()) - 6:
            yield house


def _party_house(party: Party, method: str) -> House | None:
    if party.kind == "person":
        return None
    outlets = load_outlets()
    by_address = outlets.by_domain(host_of(party.url)) if party.url else None
    if not party.name:
        return House(by_address.name, by_address, method) if by_address else None
    outlet = outlets.by_name(party.name) or by_address
    return House(party.name, outlet, method) if outlet is not None or is_house_name(party.name) else None


def _choose(origins: Sequence[tuple[CreditLine | None, House]], owner: House | None) -> tuple[CreditLine | None, House | None]:
    """The strongest candidate that is not the page's own house; a house's own name in its dateline settles it."""
    for line, house in origins:
        if owner is None or not is_same_house(house, owner):
            return line, house
        if line is not None and line.kind == "dateline":
            return line, None
    return None, None


def _resolve(original: House | None, owner: House | None) -> tuple[Publisher | None, Publisher | None]:
    if original is None:
        if owner is not None and owner.outlet is not None and owner.outlet.kind in CARRIERS:
            return None, _publisher(owner)
        return _publisher(owner), None
    return _publisher(original), _publisher(owner)


def _publisher(house: House | None) -> Publisher | None:
    if house is None or not house.name:
        return None
    return Publisher(house.name, house.outlet.id if house.outlet else None, house.method)


def _evidence(
    lines: Sequence[CreditLine],
    origins: Sequence[tuple[CreditLine | None, House]],
    owners: Sequence[House],
    publisher: Publisher | None,
    republisher: Publisher | None,
) -> Iterator[FieldEvidence]:
    """One line for each candidate, in the order of their weight; helpers and shared credits under `credits`."""
    original = [house for _, house in origins]
    yield from (FieldEvidence("publisher", house.name, house.method, house.span) for house in original)
    field = "republisher" if republisher is not None or publisher is None else "publisher"
    yield from (FieldEvidence(field, house.name, house.method, house.span) for house in owners)
    yield from (FieldEvidence("credits", one.house.name, one.kind, one.house.span) for one in lines if not one.is_origin)
