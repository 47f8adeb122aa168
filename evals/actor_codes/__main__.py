"""How many of 300 phrases get the right country and the right sector: `python -m evals.actor_codes [--wrong]`.

In: the phrases, each read alone by `stages.phrase_codes`. Out, for each half: the share with the right country (none counts as
right where none is), the same for sectors, each with Wilson's interval; then the share among those where a code must be given,
how many of the given codes are right, and the shares by origin. `--wrong` lists what is wrong, of the dev half only.
"""

import sys
from collections.abc import Sequence
from typing import Final

from evals.actor_codes.gold import Coded, read_coded
from evals.shares import wilson
from sayso.stages.phrase_codes import code_phrase

__all__ = ["flat_actor_code_figures", "main"]

HALVES: Final = ("dev", "test")
FIELDS: Final = ("country", "sector")


def flat_actor_code_figures() -> dict[str, float]:
    """The shares of the test half, in per cent."""
    half = [one for one in read_coded() if one.half == "test"]
    return {field: 100 * sum(_is_right(one, field) for one in half) / len(half) for field in FIELDS}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both halves."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    phrases = read_coded()
    for half in HALVES:
        own = [one for one in phrases if one.half == half]
        print(f"{half}: {len(own)} phrases")
        for field in FIELDS:
            must = [one for one in own if "" not in _gold(one, field)]
            said = [one for one in own if _found(one, field)]
            _print(field, own, field)
            _print("  where one must be given", must, field)
            _print("  of those given", said, field)
            for origin in sorted({one.origin for one in own}):
                _print(f"  {origin}", [one for one in own if one.origin == origin], field)
    if "--wrong" in given:
        _show([one for one in phrases if one.half == "dev"])
    return 0


def _gold(one: Coded, field: str) -> frozenset[str]:
    return one.countries if field == "country" else one.sectors


def _found(one: Coded, field: str) -> str:
    codes = code_phrase(one.phrase)
    return (codes.place if field == "country" else codes.sector) or ""


def _is_right(one: Coded, field: str) -> bool:
    return _found(one, field) in _gold(one, field)


def _print(name: str, phrases: Sequence[Coded], field: str) -> None:
    hits = sum(_is_right(one, field) for one in phrases)
    low, high = wilson(hits, len(phrases))
    share = 100 * hits / len(phrases) if phrases else 0.0
    print(f"{name:28}{hits:4} of {len(phrases):3}  {share:5.1f} %   {100 * low:5.1f} to {100 * high:5.1f}")


def _show(phrases: Sequence[Coded]) -> None:
    for one in phrases:
        for field in FIELDS:
            if not _is_right(one, field):
                wanted = "/".join(sorted(_gold(one, field)))
                print(f"{field:8} {one.origin:6} {one.phrase}: {_found(one, field) or '-'} for {wanted}")


if __name__ == "__main__":
    raise SystemExit(main())
