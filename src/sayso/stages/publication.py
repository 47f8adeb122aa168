"""The hops of a chain that come from the page itself: who republished it, whose copy it is, and who signs an opinion.

In: a document. Out: its republisher and publisher as hops, as far as they are known; a house that only an address names is
inferred; the byline of an opinion as a source without an attribution; and whether its sender took it back. Sources that the
text names are the business of `chains`.
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
#: How sure it is that an opinion's byline speaks in it; not measured.
WRITER_SCORE = 0.9


def find_publication_hops(document: Document) -> tuple[Hop, ...]:
    """Republisher, then publisher, as far as they are known; then who signs it, if the page calls it opinion."""
    hops = [
        _publication_hop(document, "republisher", document.republisher),
        _publication_hop(document, "publisher", document.publisher),
        _writer_hop(document),
    ]
    return tuple(hop for hop in hops if hop is not None)


def _writer_hop(document: Document) -> Hop | None:
    """Whoever signs an opinion: what it states is the writer's word, which the house only prints."""
    if document.genre != "opinion" or not document.bylines:
        return None
    name = " and ".join(document.bylines)
    return Hop("source", name, None, None, None, None, None, "+", (), "stated", WRITER_SCORE)


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
