"""Time and memory of finding stories in ledgers of growing size, and after a thousand documents more.

    python -m benchmarks.stories [--sizes 10000 50000] [--more 1000]

In: nothing. Invented profiles of about 300 words over ninety days: words are drawn as often as the table of rarities says that
news have them, each story has names and words of its own, and stories are of one to forty documents, most of them of two. Out:
seconds, peak memory, stories found against those meant, and the growth exponent between the sizes.
"""

import argparse
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from sayso.knowledge.rarity import load_rarity
from sayso.linking.stories import cluster_pairs, compare_profiles
from sayso.linking.story_names import name_stories
from sayso.linking.story_profiles import StoryProfile

DAYS, FIRST = 90, date(2031, 3, 1)
#: Different words of a document: of its story, of all news; those of its lead and of its title.
OWN, GENERAL, LEAD, TITLE = 30, 140, 45, 8
WIDTH = 384


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 50_000])
    parser.add_argument("--more", type=int, default=1000)
    args = parser.parse_args()
    seconds = {}
    for size in args.sizes:
        profiles = list(invent(size + args.more))
        start = time.process_time()
        pairs = compare_profiles(profiles[:size])
        labels = cluster_pairs(pairs)
        stories = name_stories(pairs.profiles, labels, ())
        seconds[size] = time.process_time() - start
        known = pairs.known()
        start = time.process_time()
        later = compare_profiles(profiles, known=known)
        again = name_stories(later.profiles, cluster_pairs(later), stories)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:6} documents: {seconds[size]:6.1f} s, {len(pairs.left)} pairs, {len(stories)} stories; {args.more} more: "
            f"{time.process_time() - start:5.1f} s, {len(again)} stories; {peak:.0f} MiB at most",
            flush=True,
        )
    small, large = min(seconds), max(seconds)
    if small < large:
        print(f"growth exponent {np.log(seconds[large] / seconds[small]) / np.log(large / small):.2f}")


def invent(count: int) -> Iterator[StoryProfile]:
    """So many profiles, the same every time, in no order of days."""
    chance = np.random.default_rng(7)
    rarity = load_rarity()
    share = np.exp(-rarity.weights.astype(np.float64))
    ladder = np.cumsum(share / share.sum())
    made = 0
    while made < count:
        size = min(int(chance.zipf(2.2)) + 1, 40)
        day = int(chance.integers(DAYS))
        own = np.r_[
            rarity.hashes[chance.choice(len(rarity.hashes), 40)], chance.integers(1 << 32, size=12, dtype=np.uint32)
        ].astype(np.uint32)
        vector = chance.normal(size=WIDTH)
        names = tuple(f"name{chance.integers(3000)} name{chance.integers(20_000)}" for _ in range(5))
        for _ in range(min(size, count - made)):
            yield _profile(chance, rarity.hashes, ladder, own, vector, names, day, made)
            made += 1


def _profile(
    chance: np.random.Generator, hashes: np.ndarray, ladder: np.ndarray, own: np.ndarray, vector: np.ndarray,
    names: tuple[str, ...], day: int, number: int,
) -> StoryProfile:  # fmt: skip
    general = hashes[np.searchsorted(ladder, chance.random(GENERAL))]
    mine = own[chance.choice(len(own), OWN, replace=False)]
    words = np.unique(np.r_[mine, general])
    in_lead = np.isin(words, np.r_[mine[: LEAD // 2], general[: LEAD // 2]])
    in_title = np.isin(words, np.r_[mine[: TITLE // 2], general[: TITLE // 2]])
    counts = chance.integers(1, 4, size=len(words)).astype(np.uint8)
    noisy = vector + chance.normal(size=WIDTH)
    when = FIRST + timedelta(days=day + int(chance.integers(2)))
    columns = (counts, (in_lead | in_title).astype(np.uint8), in_title.astype(np.uint8))
    return StoryProfile(
        f"d{number:07}", f"p{number:07}", when.isoformat(), f"Document {number}",
        words.astype("<u4").tobytes(), *(column.tobytes() for column in columns),
        names[: int(chance.integers(2, 6))], ("vallis",), (str(chance.integers(13, 999)),), (), b"",
        (noisy / np.linalg.norm(noisy)).astype("<f2").tobytes(),
    )  # fmt: skip


if __name__ == "__main__":
    main()
