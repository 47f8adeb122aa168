"""The fuzzer: the same bytes for the same seed, and an account of what broke."""

import random
from pathlib import Path

import pytest
from benchmarks.fuzz import LARGEST, mutate, try_entry
from benchmarks.fuzz_entries import Entry

from sayso.errors import UnsupportedPage


def test_damage_is_the_same_for_one_seed_and_bounded() -> None:
    first = [mutate(b"words and words", random.Random(7)) for _ in range(3)]  # noqa: S311  damage, no secret
    assert len(set(first)) == 1
    chance = random.Random(1)  # noqa: S311  as above
    assert all(len(mutate(b"x" * LARGEST, chance)) <= LARGEST for _ in range(20))


def test_what_breaks_is_counted_and_kept_and_what_is_refused_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def read(body: bytes) -> object:
        if len(body) % 2:
            raise UnsupportedPage("a", "odd")
        raise ValueError("broken")

    account = try_entry("odd", Entry(read, (b"words",)), 0.3, random.Random(1), tmp_path / "kept")  # noqa: S311  as above
    assert account.calls == account.refused + sum(account.broke.values())
    assert list(account.broke) == ["ValueError: broken"]
    assert [path.name.partition("-")[0] for path in (tmp_path / "kept").iterdir()] == ["broke"]
    assert "ValueError" in capsys.readouterr().err
