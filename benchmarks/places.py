"""How fast places are found on one core, and how long the table takes to open.

    python -m benchmarks.places [--rounds N] [--texts N]

In: invented stories with a name of a place in every other sentence, given as mentions: no model runs and no tree is asked.
Out: seconds until the first look-up in a new process, and words a second. The best of N rounds counts.
"""

import argparse
import random
import subprocess
import sys
from time import perf_counter

from tests.factory import VOCABULARY, document

from sayso.records import Analysis, Mention, Span
from sayso.stages.places import find_places

__all__ = ["main", "make_analysis"]

FIRST = """
from time import perf_counter
from sayso.knowledge import places
begun = perf_counter()
places.candidates("Aleppo")
print(perf_counter() - begun)
"""
NAMES = (
    "Aleppo", "Springfield", "the U.S.", "Syria", "Birmingham", "Moscow", "Paris", "Georgia", "Idlib province", "Lima", "Kyiv",
    "Donetsk", "Lagos", "Cordoba", "Red Sea", "Ohio", "Nairobi", "San Jose", "Qwertyford", "Manila",
)  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=int, default=40)
    args = parser.parse_args()
    command = [sys.executable, "-c", FIRST]
    first = min(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(args.rounds))
    analyses = [make_analysis(seed) for seed in range(args.texts)]
    size = sum(len(one.document.text.split()) for one in analyses)
    seconds = float("inf")
    for _ in range(args.rounds):
        begun = perf_counter()
        found = sum(len(find_places(one).places) for one in analyses)
        seconds = min(seconds, perf_counter() - begun)
    print(f"first look-up in a new process  {first:10.3f} s")
    print(f"{size} words, {found} places          {size / seconds:10,.0f} words/s")


def make_analysis(seed: int, sentences: int = 60) -> Analysis:
    """A story of made-up sentences with its mentions, the same for a seed."""
    draw = random.Random(seed)
    nouns = VOCABULARY.split()
    text, mentions = "", []
    for number in range(sentences):
        text += f"The {' '.join(draw.choices(nouns, k=draw.randint(6, 18)))} opened"
        if number % 2:
            name = draw.choice(NAMES)
            start = len(text) + len(" in ")
            mentions.append(Mention(f"m{start}", Span(start, start + len(name)), "place", None, 0.9))
            text += f" in {name}"
        text += ". "
    return Analysis(document(text), mentions=tuple(mentions))


if __name__ == "__main__":
    main()
