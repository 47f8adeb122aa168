"""The hops of a chain that come from the page itself: who republished it, and whose copy it is.

In: a document. Out: its republisher and publisher as hops, as far as they are known; a house that only an address names is
inferred; and whether its sender took it back. Sources are the business of `chains`.
"""

from sayso.records import Document, Hop, Publisher

__all__ = ["find_publication_hops", "is_taken_back"]

#: What the words of a publisher's method say when nothing on the page names it.
INFERRED = ("host", "domain", "canonical", "address", "url")
#: What wires call an item that its sender takes back.
TAKEN_BACK = frozenset({"canceled", "cancelled", "withheld"})
#: How sure we are of a publication hop that is stated on the page, and of one that follows from an address; not measured.
STATED_SCORE = 1.0
INFERRED_SCORE = 0.8


def find_publication_hops(document: Document) -> tuple[Hop, ...]:
    """Republisher, then publisher, as far as they are known."""
    hops = [
        _publication_hop(document, "republisher", document.republisher),
        _publication_hop(document, "publisher", document.publisher),
    ]
    return tuple(hop for hop in hops if hop is not None)


def is_taken_back(document: Document) -> bool:
    """Whether who delivered the document says that it is not to be used any more: a kill notice."""
    return any(one.field == "status" and one.value.lower() in TAKEN_BACK for one in document.evidence)


def _publication_hop(document: Document, role: str, house: Publisher | None) -> Hop | None:
    if house is None:
        return None
    is_written = any(evidence.field == role and evidence.span is not None for evidence in document.evidence)
    is_stated = is_written or not any(word in house.method.lower() for word in INFERRED)
    return Hop(
        role="republisher" if role == "republisher" else "publisher",
        name=house.name,
        actor=None,
        outlet=house.outlet,
        attribution=None,
        channel=None,
        said=None,
        polarity="+",
        hedges=(),
        basis="stated" if is_stated else "inferred",
        score=STATED_SCORE if is_stated else INFERRED_SCORE,
    )
