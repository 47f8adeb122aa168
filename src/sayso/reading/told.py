"""What a carrier (a feed, a wire, a mail, an archive) said of a page, in the forms in which the other parts weigh evidence.

In: the evidence of `Page.told`. Out: houses, names, dates and the rest of it. It ranks below what the page itself says, but for
a wire's chain of provenance and the feed that an aggregated item names as its source: these come right after the credits that
stand in the text.
"""

from collections.abc import Iterator, Sequence

from sayso.knowledge.outlets import load_outlets
from sayso.reading.bylines import split_names
from sayso.reading.houses import House, host_of, is_house_name, registrable
from sayso.records import FieldEvidence

__all__ = ["is_name", "told_bylines", "told_origins", "told_owners", "told_rest", "told_values"]

#: Fields that are weighed with the page's own, and therefore not passed on as they are.
WEIGHED = frozenset({"title", "byline", "published", "section", "language", "origin", "publisher", "republisher", "credit"})

#: Schemes of names that items of wires and mails bear, wherever their file lies.
NAMES = ("urn:", "tag:", "mid:")


def is_name(address: str) -> bool:
    """Whether an address is a name that belongs to the item, not a place; dates in it are the sender's own affair."""
    return address.lower().startswith(NAMES)


def told_values(told: Sequence[FieldEvidence], field: str) -> Iterator[FieldEvidence]:
    """What was told of one field."""
    return (one for one in told if one.field == field)


def told_origins(told: Sequence[FieldEvidence], url: str) -> Iterator[House]:
    """Houses whose copy this is by a wire's hops or by the source of an aggregated item; never the house at `url` itself."""
    outlets = load_outlets()
    own = registrable(host_of(url)) if host_of(url) else ""
    addresses = {one.method: one.value for one in told_values(told, "origin_address")}
    for one in told_values(told, "origin"):
        host = host_of(addresses.get(one.method))
        if host and registrable(host) == own:
            continue
        outlet = outlets.by_name(one.value) or (outlets.by_domain(host) if host else None)
        is_wire = not one.method.startswith("feed:")
        if outlet is not None or host or is_wire or is_house_name(one.value):
            yield House(one.value, outlet, one.method)


def told_owners(told: Sequence[FieldEvidence]) -> Iterator[House]:
    """Houses that delivered this: the last hop of a wire, a provider, the sender of a letter."""
    outlets = load_outlets()
    for field in ("republisher", "publisher"):
        yield from (House(one.value, outlets.by_name(one.value), one.method) for one in told_values(told, field))


def told_bylines(told: Sequence[FieldEvidence]) -> Iterator[FieldEvidence]:
    """The persons that a carrier names as authors."""
    for one in told_values(told, "byline"):
        for name in split_names(one.value.removeprefix("By ").removeprefix("by ")):
            yield FieldEvidence("bylines", name, one.method, None)


def told_rest(told: Sequence[FieldEvidence]) -> Iterator[FieldEvidence]:
    """What was told and is not weighed: status, embargo, hops, credits and the like, for whoever looks at the evidence."""
    yield from (FieldEvidence("credits", one.value, one.method, None) for one in told_values(told, "credit"))
    yield from (one for one in told if one.field not in WEIGHED)
