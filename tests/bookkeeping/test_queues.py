"""How much hangs on a claim, and which ids a sample is."""

from dataclasses import replace

import pytest
from tests.linking.told import joined, told

from sayso.bookkeeping.queues import find_ranges, weigh_claims
from sayso.linking.claim_profiles import ClaimProfile

WHOLE = 16**24


def weights(*claims: ClaimProfile) -> dict[str, float]:
    """The weights of claims that all say the same."""
    links = [joined("same_claim", claims[0], other) for other in claims[1:]]
    return {one.claim: one.weight for one in weigh_claims(claims, links, ())}


def test_who_alone_leads_to_an_origin_weighs_as_many_as_say_it() -> None:
    first, second = told("Port Gazette", "Ilse Hartog"), told("Evening Lantern", "Tomas Brek")
    assert weights(first, second) == {first.claim.id: 2.0, second.claim.id: 2.0}


def test_where_two_lead_to_one_origin_neither_weighs() -> None:
    first, second = told("Port Gazette", "Ilse Hartog"), told("Evening Lantern", "Ilse Hartog")
    third = told("Vallis Wire", "Tomas Brek")
    assert weights(first, second, third) == {third.claim.id: 3.0}


def test_what_nobody_else_says_weighs_nothing() -> None:
    assert weights(told("Port Gazette", "Ilse Hartog")) == {}


def test_a_carried_hop_weighs_more_with_a_hedge() -> None:
    def carried(one: ClaimProfile) -> ClaimProfile:
        last = one.hops[-1]
        return replace(one, hops=(*one.hops[:-1], replace(last, hop=replace(last.hop, basis="carried"))))

    plain, other = carried(told("Port Gazette", "Ilse Hartog")), told("Evening Lantern", "Ilse Hartog")
    assert weights(plain, other) == {plain.claim.id: 0.5}


@pytest.mark.parametrize("seed", ["1", "2", "a", "b", "c", "d"])
def test_a_sample_is_its_share_of_the_ring(seed: str) -> None:
    ranges = find_ranges(seed, 0.25)
    size = sum((WHOLE if last == "cg" else int(last[1:], 16)) - int(first[1:], 16) for first, last in ranges)
    assert size == pytest.approx(WHOLE / 4)
    assert all(first < last for first, last in ranges)
    assert find_ranges(seed, 0.25) == ranges


def test_a_sample_goes_round_the_end_of_the_ring() -> None:
    split = [ranges for seed in range(40) if len(ranges := find_ranges(str(seed), 0.25)) == 2]
    assert split
    assert all((first[1], second[0]) == ("cg", f"c{'0' * 24}") for first, second in split)
