"""Instants as the ledger writes them: UTC, ISO 8601, with microseconds and a Z, so that texts sort as times do.

In: moments. Out: texts. It is told the time only where somebody asks for now.
"""

from datetime import UTC, datetime, timedelta

__all__ = ["later", "read_clock", "write_instant"]


def read_clock() -> str:
    """Now."""
    return write_instant(datetime.now(UTC))


def write_instant(at: datetime) -> str:
    """A moment whose zone is known."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def later(instant: str, seconds: float) -> str:
    """So many seconds after an instant, or before it."""
    return write_instant(datetime.fromisoformat(instant) + timedelta(seconds=seconds))
