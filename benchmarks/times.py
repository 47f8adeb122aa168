"""How fast times are read on one core, beside cutting the same texts into sentences.

    python -m benchmarks.times [--rounds N] [--texts N]

In: invented stories of the project's tests, with a date in every other sentence: denser than wire copy. Out: words a second of
the grammar without a tree, and the ratio to finding sentences and quotations in the same texts in the same run. The best of N
rounds counts; the two take turns, so that a busy minute strikes both.
"""

import argparse
import random
from collections.abc import Callable
from time import perf_counter

from tests.factory import VOCABULARY, document

from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis
from sayso.stages.timexes import find_timexes

__all__ = ["main", "make_text"]

BAR = 50_000
DATES = (
    "on Monday", "last week", "since 2014", "in early September", "on Oct. 9, 2013", "for nearly two years", "Tuesday night",
    "at 5 p.m. EST, Nov. 6", "in the third quarter", "two weeks ago", "in the summer of 2012", "by the end of the year",
)  # fmt: skip
VERBS = ("opened", "closed", "will reopen", "is to move", "was said to be lost")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=int, default=40)
    args = parser.parse_args()
    analyses = [Analysis(document(make_text(seed))) for seed in range(args.texts)]
    words = sum(len(one.document.text.split()) for one in analyses)
    times = segments = float("inf")
    for _ in range(args.rounds):
        times = min(times, _seconds(lambda: [find_timexes(one) for one in analyses]))
        segments = min(segments, _seconds(lambda: [_segment(one.document.text) for one in analyses]))
    found = sum(len(find_timexes(one).timexes) for one in analyses)
    print(f"{words} words, {found} times")
    print(f"times                     {words / times:10,.0f} words/s   (bar {BAR:,})")
    print(f"sentences and quotations  {words / segments:10,.0f} words/s")
    print(f"times take {times / segments:.2f} x as long as sentences and quotations")


def make_text(seed: int, sentences: int = 60) -> str:
    """A story of made-up sentences, the same for a seed."""
    draw = random.Random(seed)
    nouns = VOCABULARY.split()

    def sentence(number: int) -> str:
        words = " ".join(draw.choices(nouns, k=draw.randint(6, 18)))
        when = f" {draw.choice(DATES)}" if number % 2 else ""
        return f"The {words} {draw.choice(VERBS)}{when}."

    return " ".join(sentence(number) for number in range(sentences))


def _segment(text: str) -> tuple[object, object]:
    return find_sentences(text), find_quotations(text)


def _seconds(run: Callable[[], object]) -> float:
    begun = perf_counter()
    run()
    return perf_counter() - begun


if __name__ == "__main__":
    main()
