"""Whoever linking could bring together with a name is kept, and nobody else."""

from collections.abc import Iterable
from typing import Any

from sayso.linking.reachable import find_reachable, party_of
from sayso.linking.verdicts import NO_VERDICTS, Verdict, Verdicts


def actor(*names: str, kind: str = "person", country: str | None = None) -> dict[str, Any]:
    return {"id": f"r {names[0]}", "name": names[0], "names": list(names), "kind": kind, "country": country}


def reach(name: str, *actors: dict[str, Any], verdicts: Verdicts = NO_VERDICTS) -> set[str]:
    """The first names of those that are reached from whoever has this name."""

    def is_called(_kind: str, names: Iterable[str]) -> bool:
        return name in names

    near = find_reachable(actors, is_called, verdicts)
    return {one["name"] for one in actors if party_of(one) in near}


def test_persons_meet_by_initial_and_surname_however_spelt_and_whatever_stands_in_front() -> None:
    others = ("Naim Kassem", "N. Qassem", "Deputy Secretary General Naim Qassem")
    apart = ("Hassan Qassem", "Naim Brek", "the naim inspector")
    assert reach("Naim Qassem", *map(actor, ("Naim Qassem", *others, *apart))) == {"Naim Qassem", *others}


def test_whom_one_meets_is_met_through_others() -> None:
    chain = (
        actor("Ilse Hartog", "Ilse Brek"),
        actor("Ilse Brek", "Ilse Vernier"),
        actor("Ilse Vernier"),
        actor("Ilse Oyelaran"),
    )
    assert reach("Ilse Hartog", *chain) == {"Ilse Hartog", "Ilse Brek", "Ilse Vernier"}


def test_bodies_meet_by_their_names_and_by_rows_of_the_tables() -> None:
    bodies = [actor(name, kind="org") for name in ("Hezbollah", "Hizbullah", "the United Nations", "UN", "Port Authority")]
    assert reach("Hezbollah", *bodies) == {"Hezbollah", "Hizbullah"}
    assert reach("UN", *bodies) == {"the United Nations", "UN"}


def test_governments_meet_by_their_country_and_nobody_meets_who_is_only_described() -> None:
    lands = (
        actor("Damascus", kind="government", country="SY"),
        actor("the Syrian government", kind="government", country="SY"),
        actor("Beirut", kind="government", country="LB"),
        actor("officials", kind="anonymous"),
        actor("officials", "two officials", kind="anonymous"),
    )
    assert reach("Damascus", *lands) == {"Damascus", "the Syrian government"}
    assert reach("officials", *lands[3:4]) == {"officials"}


def test_whom_people_have_joined_is_reached() -> None:
    first, second = actor("Ilse Hartog"), actor("Lady Vernier")
    verdict = Verdict("accept", "l1", (first["id"], second["id"]), (("p1", "ilse hartog"), ("p2", "lady vernier")))
    by_id = Verdicts({}, {}, {first["id"]: ((verdict, 0),), second["id"]: ((verdict, 1),)})
    by_end = Verdicts({}, {}, {("p1", "ilse hartog"): ((verdict, 0),), ("p2", "lady vernier"): ((verdict, 1),)})
    assert reach("Ilse Hartog", first, second) == {"Ilse Hartog"}
    for verdicts in (by_id, by_end):
        assert reach("Ilse Hartog", first, second, verdicts=verdicts) == {"Ilse Hartog", "Lady Vernier"}
