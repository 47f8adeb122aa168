"""Linking, asking and judging from end to end, on every database."""

from dataclasses import replace

from tests.happenings import TELEGRAPH, report, tell, tell_all

from sayso.ledger import Ledger


def test_a_ledger_is_linked_asked_and_judged(ledger: Ledger) -> None:
    ledger.add(tell_all(3))
    first = ledger.link()
    assert (first.documents, first.copies) == (9, 3)
    assert replace(ledger.link(), written=0, fresh=0) == replace(first, written=0, fresh=0)
    assert ledger.link(rebuild=True).written == 0
    agency, copy, own = tell(1)
    left, right = agency.claims[0].id, copy.claims[0].id
    answer = ledger.who(f'"{agency.claims[0].evidence.exact}"')[0]
    assert {left, right} <= {wording.claim.id for wording in answer.wordings}
    assert answer.origins.at_least <= answer.origins.at_most <= answer.origins.pages
    assert ledger.story(next(iter(ledger.stories())).id).pages
    made = ledger.judge_link(left, right, "reject", "ana")
    assert right not in {end for link in ledger.show(left).links for end in (link.left, link.right)}
    ledger.add([report(("Ilse Hartog", "said", "nothing of it was so"), url=own.document.url, house=TELEGRAPH)])
    assert ledger.count_unlinked() == 1
    assert ledger.link().fresh == 1
    assert ledger.link(rebuild=True).written == 0
    ledger.withdraw(made.id, "ana")
    assert right in {end for link in ledger.show(left).links for end in (link.left, link.right)}
    assert ledger.verify() == []
    assert ledger.adrift() == ()
