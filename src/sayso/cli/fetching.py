"""What commands fetch addresses with.

In: what was typed and what is set. Out: what `iter_pages` asks for addresses. What fetches is loaded and opened when the first
address is met, so that files are read without it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sayso.errors import SaysoError
from sayso.intake.sources import Fetching
from sayso.records import Failure, Page
from sayso.settings import load_settings

if TYPE_CHECKING:  # reading alone opens no ledger
    from sayso.intake.fetching import Fetcher
    from sayso.ledger import Ledger

__all__ = ["FetchOptions", "open_fetcher", "open_fetching"]


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How somebody wants addresses to be fetched."""

    contact: str | None = None
    allow_private: bool = False
    ignore_robots: bool = False


@dataclass
class _Fetching:
    """Fetches addresses; with a ledger, keeps each answer there before it is read."""

    options: FetchOptions
    ledger: "Ledger | None"
    _fetch: Fetching | None = field(default=None)

    def __call__(self, address: str) -> Iterator[Page | Failure]:
        if self._fetch is None:
            try:
                self._fetch = self._open()
            except SaysoError as error:
                from sayso.intake.addresses import hide_user

                yield Failure(hide_user(address), "intake", f"{error.subject}: {error.reason}")
                return
        yield from self._fetch(address)

    def _open(self) -> Fetching:
        from sayso.intake.fetching import pages_of

        fetcher = open_fetcher(self.options)
        obey_robots, own = not self.options.ignore_robots, self.ledger
        if own is None:
            return pages_of(fetcher, obey_robots=obey_robots)
        return pages_of(
            fetcher, obey_robots=obey_robots, keep=own.keep_answer, barred=own.find_redacted, earlier=own.earlier_answer
        )


def open_fetcher(options: FetchOptions, *, tries: int | None = None) -> "Fetcher":
    """What asks hosts, as it was typed and set; each address at most `tries` times before it is given back.

    Raises:
        IntakeError: the contact or the proxy cannot be used.
    """
    from sayso.intake.fetching import Fetcher, FetchLimits

    settings, limits = load_settings(), FetchLimits()
    return Fetcher(
        limits if tries is None else replace(limits, tries=tries),
        contact=options.contact or settings.contact, proxy=settings.proxy, allow_private=options.allow_private,
    )  # fmt: skip


def open_fetching(options: FetchOptions | None = None, ledger: "Ledger | None" = None) -> Fetching:
    """What fetches addresses for a command; without a ledger nothing is kept."""
    return _Fetching(options or FetchOptions(), ledger)
