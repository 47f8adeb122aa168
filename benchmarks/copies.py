"""How long copies, credits and shared utterances take to find, and how that grows, on invented texts.

    python -m benchmarks.copies [--documents 10000 50000] [--more 1000]

In: nothing; the texts are drawn from a vocabulary of their own, a fifth of them originals that the others copy, cut, add to and
quote from. Out: seconds and memory by number of documents, the growth exponent between the first and the last, and the seconds
that a few more documents take when the verdicts of before are known. Making the fingerprints is timed apart.
"""

import argparse
import math
import random
import resource
import time
from collections.abc import Sequence
from itertools import accumulate

from sayso.linking.copies import compare_pairs, find_copies
from sayso.linking.credits import find_credits
from sayso.linking.fingerprints import Fingerprint, fingerprint
from sayso.reading.segment import find_quotations
from sayso.records import Analysis, Block, Credit, Document, PublicationDate, Publisher, Span

__all__ = ["invent", "time_linking"]

SYLLABLES = (
    "ba",
    "ko",
    "ri",
    "ten",
    "mu",
    "sal",
    "dor",
    "vin",
    "pe",
    "lo",
    "gar",
    "nish",
    "tra",
    "ul",
    "em",
    "qua",
    "zi",
    "fo",
)
HOUSES, AGENCIES, DAYS = 400, 5, 60
#: Words of a sentence, sentences of a paragraph, paragraphs of a story: some three hundred words.
SENTENCE, PARAGRAPH, STORY = (9, 22), (1, 3), (8, 12)
BOILERPLATE = "Readers may write to the editors at any time and will find all that was printed here in the archive."


def _word(rank: int) -> str:
    word = ""
    while True:
        word += SYLLABLES[rank % len(SYLLABLES)]
        rank //= len(SYLLABLES)
        if not rank:
            return word


WORDS = [_word(rank) for rank in range(30000)]
WEIGHTS = list(accumulate(1 / (rank + 5) for rank in range(len(WORDS))))


def invent(count: int, seed: int = 7) -> list[Fingerprint]:
    """So many documents: stories of agencies, and what other houses made of them."""
    chance = random.Random(seed)
    stories: list[tuple[str, int, list[str]]] = []
    prints = []
    for number in range(count):
        if number % 5 == 0:
            house, day = f"Agency {chance.randrange(AGENCIES)}", number * DAYS // count
            text = _story(chance)
            stories.append((house, day, text))
            prints.append(_document(number, house, day, text, None))
            continue
        agency, day, text = stories[-chance.randint(1, min(10, len(stories)))]
        cut = text[: chance.randint(max(2, len(text) // 3), len(text))]
        if chance.random() < 0.5:
            cut = [*cut, _paragraph(chance)]
        if chance.random() < 0.2:
            cut = [*_story(chance), next((one for one in text if "“" in one), text[0])]
        if number % 3 == 0:
            cut = [*cut, BOILERPLATE]
        credit = agency if chance.random() < 0.6 else None
        prints.append(_document(number, f"Paper {chance.randrange(HOUSES)}", day + chance.randint(0, 2), cut, credit))
    return prints


def _story(chance: random.Random) -> list[str]:
    return [_paragraph(chance) for _ in range(chance.randint(*STORY))]


def _paragraph(chance: random.Random) -> str:
    sentences = []
    for _ in range(chance.randint(*PARAGRAPH)):
        words = chance.choices(WORDS, cum_weights=WEIGHTS, k=chance.randint(*SENTENCE))
        sentence = " ".join(words).capitalize() + "."
        speaker = " ".join(chance.choices(WORDS, k=2)).title()
        sentences.append(f"“{sentence}” {speaker} said." if chance.random() < 0.2 else sentence)
    return " ".join(sentences)


def _document(number: int, house: str, day: int, paragraphs: Sequence[str], credit: str | None) -> Fingerprint:
    line = f"\n\nSource: {credit}" if credit else ""
    body = "\n\n".join(paragraphs)
    text = body + line
    date = f"2031-{1 + day // 28:02}-{1 + day % 28:02}"
    spans = [Span(0, len(body))]
    blocks = tuple(Block(span, "body") for span in spans)
    credits_ = (Credit(Span(len(text) - len(credit), len(text)), credit, None),) if credit else ()
    document = Document(
        f"d{number:07}", f"p{number:07}", f"https://news.example/{number}", None, text, "", "en", None,
        blocks=blocks, publisher=Publisher(house, None, "invented"), credits=credits_,
        published=PublicationDate(date, "day", None, "invented"),
    )  # fmt: skip
    return fingerprint(Analysis(document, quotations=find_quotations(text, spans)))


def time_linking(prints: Sequence[Fingerprint], more: int) -> dict[str, float]:
    """Seconds for all but the last `more`, for all of them given what is known then, and how much was found."""
    before = prints[: len(prints) - more]
    begin = time.process_time()
    known = compare_pairs(before)
    found = find_copies(before, known=known)
    credited = find_credits(before)
    whole = time.process_time() - begin
    begin = time.process_time()
    again = find_copies(prints, known=known)
    find_credits(prints)
    return {
        "documents": len(before),
        "pairs": len(known),
        "links": len(found),
        "credits": len(credited),
        "seconds": round(whole, 2),
        "with more": round(time.process_time() - begin, 2),
        "links then": len(again),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10000, 50000])
    parser.add_argument("--more", type=int, default=1000)
    args = parser.parse_args()
    rows = []
    for count in args.documents:
        begin = time.process_time()
        prints = invent(count + args.more)
        made = time.process_time() - begin
        rows.append(time_linking(prints, args.more))
        print("  ".join(f"{key} {value:g}" for key, value in rows[-1].items()), f" (made in {made:.0f} s)")
    if len(rows) > 1:
        first, last = rows[0], rows[-1]
        exponent = math.log(last["seconds"] / first["seconds"]) / math.log(last["documents"] / first["documents"])
        print(f"growth exponent {exponent:.2f}")


if __name__ == "__main__":
    main()
