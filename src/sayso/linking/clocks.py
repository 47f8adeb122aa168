"""When documents were published, as far as their pages say: for windows of days, and for which of two was first.

In: fingerprints. Out: day numbers, and the earlier of two or nothing. A page that names no time is neither early nor late, and
a clock may be wrong: what follows from it is weak, and says so elsewhere.
"""

from datetime import date, datetime

from sayso.linking.fingerprints import Fingerprint

__all__ = ["day_of", "order_of", "shown_time", "which_is_first"]

#: Behind all days: for documents that name none.
NEVER = "9999"
SHORTEST_DAY, SHORTEST_MINUTE = 10, 16


def day_of(one: Fingerprint) -> int | None:
    """The number of the day a document was published, null if it names no day."""
    value = (one.published or one.republished or "")[:SHORTEST_DAY]
    try:
        return date.fromisoformat(value).toordinal()
    except ValueError:
        return None


def order_of(one: Fingerprint) -> tuple[str, str]:
    """A key that puts documents in the order of their publication, those without a date last."""
    return one.published or one.republished or NEVER, one.document


def shown_time(one: Fingerprint) -> str:
    """When the page itself came out, as it says; empty if it does not."""
    return one.republished or one.published or ""


def which_is_first(left: Fingerprint, right: Fingerprint) -> int:
    """-1 where the left page came out first, 1 where the right one did, 0 where the pages do not tell."""
    mine, theirs = shown_time(left), shown_time(right)
    instants = _instant(mine, _zone(left)), _instant(theirs, _zone(right))
    if instants[0] is not None and instants[1] is not None:
        return (instants[0] > instants[1]) - (instants[0] < instants[1])
    days = mine[:SHORTEST_DAY], theirs[:SHORTEST_DAY]
    if min(map(len, days)) < SHORTEST_DAY:
        return 0
    return (days[0] > days[1]) - (days[0] < days[1])


def _zone(one: Fingerprint) -> str | None:
    return None if one.republished else one.zone


def _instant(value: str, zone: str | None) -> float | None:
    """The instant of a time whose offset from UTC is known."""
    if len(value) < SHORTEST_MINUTE or zone is None or "/" in zone:
        return None
    try:
        read = datetime.fromisoformat(value + ("+00:00" if zone in {"Z", "UTC", "GMT"} else zone))
        return read.timestamp() if read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
