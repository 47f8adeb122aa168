"""Which pages carry a document's claims, on every database."""

from tests.factory import story

from sayso.ledger import Ledger
from sayso.records import LinkState, RecordLink
from sayso.records.ids import link_id
from sayso.store import Carriers, KeptLink

READINGS = [story(number) for number in range(5)]  # three publishers in turn
FIRST = [one.analysis.claims[0].id for one in READINGS]


def same(left: int, right: int, score: float, state: LinkState = "suggested") -> KeptLink:
    one, other = FIRST[left], FIRST[right]
    link = RecordLink(link_id("same_claim", one, other), one, other, "same_claim", state, score, "wording", ())
    return KeptLink(link, "s" + "0" * 24)


def test_a_claim_is_carried_by_the_pages_that_links_lead_to_over_any_number_of_steps(ledger: Ledger) -> None:
    ledger.add(READINGS)
    with ledger._store.writing() as writer:
        writer.put_links([same(0, 1, 0.9), same(2, 1, 0.8), same(3, 2, 0.1, "confirmed"), same(3, 4, 0.2)])
    document = READINGS[0].analysis.document.id
    assert ledger.carriers(document) == {FIRST[0]: Carriers(pages=4, publishers=3)}
    assert ledger.carriers(READINGS[4].analysis.document.id) == {}
