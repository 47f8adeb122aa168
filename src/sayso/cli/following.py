"""What is followed: adding, dropping and listing feeds for `sayso sources`.

In: an opened ledger and what was typed. Out: changed feeds, and tables of them. Addresses are asked at once, so that a wrong
one is told now and not by the next watch; words of feeds are made safe here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from sayso.cli.display import flatten, shorten
from sayso.cli.tables import make_table
from sayso.errors import IntakeError, NotFound
from sayso.intake.feeds import ListedFeed, parse_feed, read_opml, write_opml
from sayso.intake.fetching import Fetcher
from sayso.intake.files import MAX_BYTES
from sayso.ledger import Ledger
from sayso.records import Feed
from sayso.records.instants import read_clock
from sayso.watch import FIRST_EVERY, new_feed

__all__ = ["Followed", "draw_feeds", "find_feeds", "follow", "follow_list", "say_opml", "set_state"]

LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of an address: the feed, whether it was followed before, how many pages it names, or why not."""

    address: str
    feed: Feed | None = None
    is_known: bool = False
    items: int | None = None
    error: str | None = None


def follow(
    ledger: Ledger, fetcher: Fetcher | None, addresses: Iterable[str], *, every: int = FIRST_EVERY
) -> Iterator[Followed]:
    """Follow each address from now on; with a fetcher each is asked first whether it is a feed. One that is followed stays."""
    known = {one.address: one for one in ledger.feeds()}
    for address in addresses:
        try:
            made = new_feed(address, read_clock(), every=every)
            if made.address in known:
                yield Followed(address, known[made.address], is_known=True)
                continue
            items = None
            if fetcher is not None:
                made, items = _ask(fetcher, made)
        except IntakeError as error:
            yield Followed(address, error=error.reason)
            continue
        ledger.put_feed(made)
        known[made.address] = made
        yield Followed(address, made, items=items)


def follow_list(ledger: Ledger, path: str) -> Iterator[Followed]:
    """Follow the feeds of an OPML file; they are asked when they are first looked at.

    Raises:
        IntakeError: the file cannot be read, or is no OPML.
    """
    try:
        with Path(path).open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise IntakeError(path, f"could not be read ({error}): check the path") from error
    if len(body) > MAX_BYTES:
        raise IntakeError(path, f"more than {MAX_BYTES // 1024 // 1024} MiB: no list of feeds is so large")
    listed = {one.address: one for one in read_opml(body, path)}
    for found in follow(ledger, None, listed):
        title = listed[found.address].title
        if found.feed is not None and not found.is_known and title:
            named = replace(found.feed, title=title)
            ledger.put_feed(named)
            yield replace(found, feed=named)
        else:
            yield found


def _ask(fetcher: Fetcher, made: Feed) -> tuple[Feed, int]:
    """The feed with its kind and title, and how many pages it names."""
    answer = fetcher.fetch(made.address, obey_robots=False, feed=made.id)
    if answer.fetch.outcome != "fetched":
        raise IntakeError(made.address, answer.fetch.reason or "it could not be had")
    content = parse_feed(answer.body, answer.fetch.final or made.address, answer.fetch.content_type, at=read_clock())
    return replace(made, kind=content.kind, title=content.title), len(content.items)


def find_feeds(ledger: Ledger, named: Iterable[str]) -> list[Feed]:
    """The feeds of these ids (or their beginnings) or addresses.

    Raises:
        NotFound: one of them is none, or several begin so.
    """
    feeds, found = ledger.feeds(), []
    for name in named:
        fit = [one for one in feeds if name in (one.id, one.address)] or [one for one in feeds if one.id.startswith(name)]
        if len(fit) != 1 or not name:
            raise NotFound(name, "several feeds begin so" if fit else "nothing that is followed is called so: `sayso sources`")
        found += fit
    return found


def set_state(ledger: Ledger, feeds: Iterable[Feed], *, is_active: bool) -> list[Feed]:
    """Pause feeds, or take them up again at once with a clean slate."""
    changed = [
        replace(one, state="active", failures=0, last_error=None, due=read_clock())
        if is_active
        else replace(one, state="paused")
        for one in feeds
    ]
    for one in changed:
        ledger.put_feed(one)
    return changed


def say_opml(feeds: Sequence[Feed]) -> bytes:
    """All feeds as an OPML file."""
    return write_opml([ListedFeed(one.address, one.title) for one in feeds], "Followed with sayso")


def draw_feeds(feeds: Sequence[Feed]) -> RenderableType:
    """One row for each feed: what it is, how it fares, when it is due."""
    table = make_table(("FEED", 40), ("HOW IT FARES", 26))
    table.add_column("ITEMS", width=5, justify="right")
    table.add_column("NEXT LOOK", width=16)
    for one in feeds:
        name = Text(shorten(flatten(one.title), LONGEST) + "\n" if one.title else "")
        name.append(shorten(flatten(one.address), LONGEST), style="dim")
        name.append(f"\n{one.id[:12]}", style="dim")
        due = one.due[:16].replace("T", " ") if one.state == "active" else one.state
        table.add_row(name, Text(_fare(one)), str(one.items), due)
    return table


def _fare(one: Feed) -> str:
    if one.last_error is not None:
        status = f" ({one.last_status})" if one.last_status else ""
        often = f"{one.failures} times in a row" if one.failures > 1 else "the last time"
        return shorten(flatten(f"failed {often}{status}: {one.last_error}"), LONGEST)
    return f"well, last seen {one.last_ok[:16].replace('T', ' ')}" if one.last_ok else "not looked at yet"
