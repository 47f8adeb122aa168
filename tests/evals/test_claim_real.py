"""Judged links on real stories are kept as places, and none of them lies in a story that was looked at before."""

import pytest
from evals.claim_real import JUDGED, SEEN, read_judged
from evals.corpora import corpus, has_corpora

from sayso.linking.claim_verdicts import CLAIM_LINKS


def test_judgements_are_places_kinds_and_verdicts() -> None:
    judged = read_judged()
    assert len(judged) >= 60
    for (places, kind), verdict in judged.items():
        assert kind in CLAIM_LINKS
        assert verdict in {"right", "wrong", "open"}
        assert all(0 <= start < end for _, start, end in places)


@pytest.mark.shared
@pytest.mark.skipif(not has_corpora(), reason="the corpora are not beside the checkout")
def test_no_judged_story_was_looked_at_before() -> None:
    seen = set(SEEN.read_text(encoding="utf-8").split())
    documents = {document.rsplit("_", 1)[0] for places, _ in read_judged() for document, _, _ in places}
    assert not documents & seen
    assert all(list((corpus("basil") / "articles").glob(f"*/{document}_*.json")) for document in documents)


def test_the_table_holds_no_words() -> None:
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        assert len(line.split("\t")) == 8
        assert " " not in line
