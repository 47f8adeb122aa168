"""What people are told of pages and houses: names instead of keys.

In: profiles and keys of houses. Out: words for a sentence. It looks nothing up but the table of outlets.
"""

from functools import cache

from sayso.knowledge.outlets import Outlet, load_outlets
from sayso.linking.claim_profiles import ClaimProfile

__all__ = ["find_outlet", "house_name", "page_name"]


@cache
def _by_id() -> dict[str, Outlet]:
    return {row.id: row for row in load_outlets().rows}


def find_outlet(key: str) -> Outlet | None:
    """The outlet that "outlets:ID" means, or null."""
    return _by_id().get(key.removeprefix("outlets:")) if key.startswith("outlets:") else None


def house_name(key: str) -> str:
    """A house by its key: as the table calls it, else with capitals; several that are joined by "+" are left open."""
    if "+" in key:
        return " or ".join(house_name(one) for one in key.split("+"))
    row = find_outlet(key)
    if row is not None:
        return row.name
    kind, _, rest = key.partition(":")
    return "a page without a house" if kind == "page" else (rest or key).replace("-", " ").title()


def page_name(profile: ClaimProfile) -> str:
    """A page by its house and day, as a sentence names it."""
    hops = [hop.hop.name for hop in profile.hops if hop.hop.role == "publisher" and hop.hop.name]
    name = hops[-1] if hops else house_name(profile.house) if profile.house else f"“{profile.title or profile.url}”"
    return f"{name} ({profile.day})" if profile.day else name
