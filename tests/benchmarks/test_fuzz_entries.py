"""The fuzzer's entry points read their own seeds, and a little damage."""

import random
from contextlib import suppress

import pytest
from benchmarks.fuzz_entries import ENTRIES as OWN
from benchmarks.fuzz_entries import TOKENS
from benchmarks.fuzz_network import NETWORK_ENTRIES

from sayso.errors import SaysoError

ENTRIES = OWN | NETWORK_ENTRIES


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_an_entry_reads_its_seeds(name: str) -> None:
    for seed in ENTRIES[name].seeds:
        ENTRIES[name].read(seed)


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_an_entry_refuses_damage_with_errors_of_our_own(name: str) -> None:
    chance = random.Random(name)  # noqa: S311  damage, no secret
    for seed in ENTRIES[name].seeds:
        for _ in range(12):
            at = chance.randrange(len(seed))
            damaged = seed[:at] + chance.choice(TOKENS) + seed[at + chance.randrange(20) :]
            with suppress(SaysoError):
                ENTRIES[name].read(damaged)
