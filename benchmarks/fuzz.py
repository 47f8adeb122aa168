"""Throws damaged bytes at every place where bytes from outside come in, and keeps what breaks one.

    python -m benchmarks.fuzz [--seconds N] [--only NAME] [--seed N] [--corpora] [--keep FOLDER]

In: the entry points of `benchmarks.fuzz_entries` and `fuzz_network`; with `--corpora`, the public feeds and wires of the shared
material as seeds too. Out: for each entry how often it was called, how often it refused, the slowest call, and what broke it;
what broke an entry or took longest is kept as a file in the folder, under the name of the entry and the digest of its bytes.
The same seed gives the same bytes. Exit status 1 if anything broke.
"""

import argparse
import random
import sys
import time
import traceback
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from benchmarks.fuzz_entries import ENTRIES, TOKENS, Entry
from benchmarks.fuzz_network import NETWORK_ENTRIES
from sayso.errors import SaysoError

__all__ = ["Account", "main", "mutate", "try_entry"]

#: Calls that took longer are kept: what is slow in these sizes hangs in others.
SLOW = 1.0
#: What grew larger than this is cut: sizes are the business of the limits' own tests.
LARGEST = 200_000


@dataclass(slots=True)
class Account:
    """How an entry fared."""

    calls: int = 0
    refused: int = 0
    slowest: float = 0.0
    broke: dict[str, int] = field(default_factory=dict)


def mutate(seed: bytes, chance: random.Random) -> bytes:
    """The bytes damaged in one to twenty places."""
    body = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(body) + 1)
        match chance.randrange(6):
            case 0:
                body[at:at] = chance.choice(TOKENS)
            case 1:
                del body[at : at + chance.randrange(1, 40)]
            case 2 if body:
                body[at % len(body)] = chance.randrange(256)
            case 3:
                other = chance.randrange(len(body) + 1)
                body[at:at] = body[other : other + chance.randrange(200)]
            case 4:
                body[at:at] = bytes(body[at : at + 20]) * chance.choice((2, 50, 500))
            case _:
                body[at:at] = chance.choice(TOKENS) * chance.choice((1, 10, 100))
    return bytes(body[:LARGEST])


def try_entry(name: str, entry: Entry, seconds: float, chance: random.Random, keep: Path | None) -> Account:
    """Call one entry with damaged seeds until the time is over."""
    account = Account()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        body = mutate(chance.choice(entry.seeds), chance)
        begun = time.perf_counter()
        try:
            entry.read(body)
        except SaysoError:
            account.refused += 1
        except Exception as error:  # noqa: BLE001  what is looked for
            kind = f"{type(error).__name__}: {str(error)[:80]}"
            if kind not in account.broke:
                traceback.print_exc(limit=-3)
                _keep(keep, f"broke-{name}", body)
            account.broke[kind] = account.broke.get(kind, 0) + 1
        taken = time.perf_counter() - begun
        if taken > max(SLOW, account.slowest):
            _keep(keep, f"slow-{name}", body)
        account.slowest = max(account.slowest, taken)
        account.calls += 1
    return account


def _keep(folder: Path | None, name: str, body: bytes) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}-{sha256(body).hexdigest()[:12]}").write_bytes(body)


def _with_corpora() -> dict[str, Entry]:
    """The entries with the public feeds and wires beside their own seeds."""
    from evals.corpora import corpus

    found = ENTRIES | NETWORK_ENTRIES
    for name, folder, suffix in (
        ("feed", "feedparser-tests", ".xml"),
        ("newsml", "newsml-g2", ".xml"),
        ("ninjs", "ninjs", ".json"),
    ):
        bodies = [path.read_bytes()[:LARGEST] for path in sorted(corpus(folder).rglob(f"*{suffix}"))]
        found[name] = Entry(found[name].read, (*found[name].seeds, *(body for body in bodies if body)))
    return found


def main() -> int:
    """Fuzz and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30, help="for each entry; ten minutes in a full run")
    parser.add_argument(
        "--only", choices=sorted(ENTRIES | NETWORK_ENTRIES), action="append", help="this entry; may be given again"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpora", action="store_true")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    entries = _with_corpora() if given.corpora else ENTRIES | NETWORK_ENTRIES
    accounts = {}
    print(f"{'entry':10} {'calls':>9} {'refused':>9} {'slowest':>8}  broke", flush=True)
    for name in given.only or sorted(entries):
        account = try_entry(name, entries[name], given.seconds, random.Random(f"{given.seed} {name}"), given.keep)
        accounts[name] = account
        broke = "; ".join(f"{kind} ({count})" for kind, count in account.broke.items()) or "-"
        print(f"{name:10} {account.calls:9} {account.refused:9} {account.slowest:7.2f}s  {broke}", flush=True)
    return 1 if any(account.broke for account in accounts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
