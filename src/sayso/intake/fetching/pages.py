"""From addresses to pages, for whoever reads what a person names.

In: an address and a `Fetcher`. Out: its `Page`, or a `Failure` whose line says why there is none. Whoever keeps what was
fetched gives a `keep`, which is called before anything is read. It reads nothing of the page but what it says of its price.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from sayso.errors import IntakeError, SaysoError
from sayso.intake.addresses import hide_user
from sayso.intake.carriers import unpack_page
from sayso.intake.fetching.challenges import find_paywall
from sayso.intake.fetching.fetcher import Fetcher
from sayso.intake.files import page_from_bytes
from sayso.intake.references import Reference
from sayso.intake.signatures import SAMPLE, find_carrier
from sayso.records import Answer, Failure, Fetch, FieldEvidence, Page
from sayso.records.ids import normalise_url, sha256_of

__all__ = ["Keep", "page_of_answer", "pages_of"]

#: Keeps an answer for good and gives its fetch as it was kept.
Keep = Callable[[Answer], Fetch]


def pages_of(
    fetcher: Fetcher,
    *,
    obey_robots: bool = True,
    keep: Keep | None = None,
    barred: Callable[[str], str | None] | None = None,
    earlier: Callable[[str], Answer | None] | None = None,
) -> Callable[[str], Iterator[Page | Failure]]:
    """What `iter_pages` asks for addresses; `barred` says why one is not to be had.

    Of a feed come the stories that it holds; what it only names is not fetched. `earlier` gives the last whole answer of an
    address, if it was kept: the host is asked whether it has changed since, and where it has not, the page is that again.
    """

    def fetch(address: str) -> Iterator[Page | Failure]:
        reason = None if barred is None else barred(address)
        if reason is not None:
            yield Failure(hide_user(address), "intake", reason)
            return
        last = None if earlier is None else earlier(address)
        etag, modified = (None, None) if last is None else (last.fetch.etag, last.fetch.modified)
        try:
            answer = fetcher.fetch(address, etag=etag, modified=modified, obey_robots=obey_robots, tried=keep)
            answer = answer if keep is None else replace(answer, fetch=keep(answer))
        except SaysoError as error:
            yield Failure(hide_user(address), "intake", error.reason)
            return
        page = page_of_answer(last if last is not None and answer.fetch.outcome == "unchanged" else answer)
        yield from _unpack(page) if isinstance(page, Page) else (page,)

    return fetch


def page_of_answer(answer: Answer) -> Page | Failure:
    """The page that an answer brought; its address is that which answered, without what says where a reader came from."""
    fetch = answer.fetch
    if fetch.outcome != "fetched":
        reason = fetch.reason or "it has not changed since it was last fetched"
        moved = "" if fetch.final in (None, fetch.address) else f" (after a redirect to {fetch.final})"
        return Failure(fetch.address, "intake", f"{reason}{moved}")
    address = normalise_url(fetch.final or fetch.address)
    price = find_paywall(answer.body)
    told = () if price is None else (FieldEvidence("access", "not free", f"page:{price}", None),)
    page = Page(address, fetch.at, answer.body, fetch.content_type, fetch.sha256 or sha256_of(answer.body), told, fetch.id)
    if find_carrier(page.body[:SAMPLE]) is not None:
        return page
    try:
        page_from_bytes(page.body, address, page.content_type)
    except IntakeError as error:
        return Failure(address, "intake", error.reason)
    return page


def _unpack(page: Page) -> Iterator[Page | Failure]:
    """The page, or the stories in it where it is a feed, a wire or a PDF."""
    named = found = 0
    for one in unpack_page(page):
        found += 1
        if isinstance(one, Reference):
            named += 1
        else:
            yield one
    if named or not found:
        line = f"a list that names {named} pages, which are not fetched with it: follow it as a feed, or name the pages"
        yield Failure(page.url, "intake", line if named else "a list of pages with nothing in it: name the page")
