"""What a claim cites, and what a kept page says of it, as methods of `Ledger`.

In: the id of a claim, and that of a document that was read for it. Out: the links that stand with the claim, and a
`Citation`. It fetches nothing.
"""

from dataclasses import dataclass

from sayso.bookkeeping.profiling import read_claims
from sayso.errors import NotFound
from sayso.linking.citations import compare_cited
from sayso.records import Analysis, Claim, Span, text_of
from sayso.records.citations import Citation
from sayso.store import Store

__all__ = ["Cited", "LedgerCitations"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A link that stands with a claim: its address and words, those of the claim, and the sentence that it is in."""

    claim: str
    address: str
    anchor: str
    words: str
    sentence: str


class LedgerCitations:
    """What `Ledger` does for following a claim's links; each raises `StoreError` where the database cannot do its part."""

    _store: Store

    def cited(self, claim: str) -> tuple[Cited, ...]:
        """The links in the sentences of a claim, in the order of the text, each address once.

        Raises:
            NotFound: there is no such claim.
        """
        with self._store.reading() as view:
            shown = view.read_shown(view.find_id(claim))
            if shown.kind != "claim":
                raise NotFound(claim, "not the id of a claim")
            analysis = view.read_analysis(shown.document.id)
        own = next((one for one in analysis.claims if one.id == shown.id), None)
        if own is None:
            raise NotFound(claim, "the last reading of its page has it no more")
        return _find_cited(analysis, own)

    def judge_citation(self, cited: Cited, document: str) -> Citation:
        """What a document that is kept says of a claim that cites it."""
        with self._store.reading() as view:
            place = view.place_claims([cited.claim]).get(cited.claim)
            if place is None:
                raise NotFound(cited.claim, "no claim in the ledger has this id")
            found = read_claims(view, [place.document, document])
            theirs = view.read_analysis(document)
        own = next(one for one in found[place.document] if one.claim.id == cited.claim)
        compared = compare_cited(own, found.get(document, ()))
        near = compared.nearest
        return Citation(
            claim=cited.claim,
            address=cited.address,
            anchor=cited.anchor,
            outcome=compared.outcome,
            words=cited.words,
            sentence=cited.sentence,
            other=near.claim.id if near is not None else None,
            document=document,
            found=_sentences_of(theirs, near.claim)[1] if near is not None else None,
            score=round(compared.score, 3),
            reasons=compared.reasons,
        )


def _find_cited(analysis: Analysis, claim: Claim) -> tuple[Cited, ...]:
    text = analysis.document.text
    spans, sentence = _sentences_of(analysis, claim)
    found: dict[str, Cited] = {}
    for link in analysis.document.links:
        is_near = any(span.overlaps(link.span) for span in spans)
        if is_near and link.address.startswith(("http://", "https://")) and link.address not in found:
            words = text_of(text, claim.contents)
            found[link.address] = Cited(claim.id, link.address, link.span.of(text), words, sentence)
    return tuple(found.values())


def _sentences_of(analysis: Analysis, claim: Claim) -> tuple[list[Span], str]:
    """The sentences that a claim stands in, and their words."""
    spans = [span for span in analysis.sentences if any(span.overlaps(part) for part in claim.contents)] or list(claim.contents)
    return spans, " ".join(" ".join(span.of(analysis.document.text).split()) for span in spans)
