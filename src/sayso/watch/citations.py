"""Following the citations of a claim: the pages behind its links are fetched, kept, read, and compared with it.

In: a ledger, a fetcher, what reads pages, a claim. Out: a `Citation` for each link. What cannot be had or read is an outcome
too, never an error; what was fetched stays in the ledger as any other page does.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from sayso.bookkeeping.citing import Cited
from sayso.errors import SaysoError
from sayso.intake.fetching import Fetcher, page_of_answer
from sayso.ledger import Ledger
from sayso.records import Failure, Reading
from sayso.records.citations import Citation
from sayso.watch.pages import Reader

__all__ = ["MOST_LINKS", "follow_claim"]

#: So many links of one claim are followed.
MOST_LINKS: Final = 8


def follow_claim(
    ledger: Ledger, fetcher: Fetcher, reader: Reader, claim: str, *, obey_robots: bool = True
) -> Iterator[Citation]:
    """What each page says that a claim cites.

    Raises:
        NotFound: there is no such claim.
    """
    for cited in islice(ledger.cited(claim), MOST_LINKS):
        try:
            yield _follow(ledger, fetcher, reader, cited, obey_robots=obey_robots)
        except SaysoError as error:
            yield _unreachable(cited, error.reason)


def _follow(ledger: Ledger, fetcher: Fetcher, reader: Reader, cited: Cited, *, obey_robots: bool) -> Citation:
    answer = fetcher.fetch(cited.address, obey_robots=obey_robots, tried=ledger.keep_answer)
    page = page_of_answer(replace(answer, fetch=ledger.keep_answer(answer)))
    if isinstance(page, Failure):
        return _unreachable(cited, page.error)
    (found,) = reader.read([page])
    ledger.add([found])
    if not isinstance(found, Reading):
        return _unreachable(cited, found.error)
    if not found.analysis.claims:
        return _unreachable(cited, next(iter(found.analysis.notes), "nothing on the page could be read as reporting"))
    return ledger.judge_citation(cited, found.analysis.document.id)


def _unreachable(cited: Cited, reason: str) -> Citation:
    return Citation(
        cited.claim, cited.address, cited.anchor, "cites_unreachable", cited.words, cited.sentence, reasons=(reason,)
    )
