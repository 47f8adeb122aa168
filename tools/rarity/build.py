"""Counts in how many texts of a large collection a word stands, for `src/sayso/knowledge/rarity.bin`: hashes and numbers only.

    python tools/rarity/build.py [--data FOLDER]

In: the archives beside the checkout from which weights may be shipped, less what stories or events are measured on (NeuS
validation, BASIL, ECB+). A long text counts as several of about 120 words, so that texts are of like length. The same inputs
give the same bytes. It is run by hand, never at install.
"""

import argparse
import json
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

from sayso.knowledge.rarity import TABLE, pack_rarity, term_of  # noqa: E402  after the path is set
from sayso.linking.story_profiles import words_of  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
PIECE = 120
#: A stem must stand in so many pieces: those of one story alone teach nothing. So many of the commonest are kept.
FEWEST, MOST = 4, 48_000
TITLE = re.compile(r"title=>\s*(.*?)\.? article=>")
MARKUP = re.compile(r"<[^>]*>|\[SEP\]|TITLE=>|ARTICLE=>")


def main() -> None:
    """Build the table and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    args = parser.parse_args()
    counts: Counter[int] = Counter()
    pieces = 0
    for text in iter_texts(args.data):
        words = list(words_of(MARKUP.sub(" ", text)))
        for start in range(0, len(words), PIECE):
            counts.update({term_of(word) for word in words[start : start + PIECE]})
            pieces += 1
    kept = sorted(((number, term) for term, number in counts.items() if number >= FEWEST), key=lambda pair: (-pair[0], pair[1]))
    data = pack_rarity({term: number for number, term in kept[:MOST]}, pieces)
    TABLE.write_bytes(data)
    print(f"{pieces} pieces, {len(counts)} stems, {min(len(kept), MOST)} kept, {len(data)} bytes")


def iter_texts(data: Path) -> Iterator[str]:
    """The texts of the collection, one after the other."""
    for _, text in members(data, "neus", r"train\.source$"):
        yield from (entry for line in text.splitlines() for entry in line.split("[SEP]"))
    held_out = {title for _, text in members(data, "neus", r"val\.source$") for title in TITLE.findall(text.lower())}
    for _, text in members(data, "neus", r"\.jsonl$"):
        for line in text.splitlines():
            sides = json.loads(line)["news"].values()
            for side in () if held_out & {(side.get("newsTitle") or "").lower().strip() for side in sides} else sides:
                yield " ".join([side.get("newsTitle") or "", *(side.get("newBody") or ())])
    for _, text in members(data, "polnear", r"/train/text/.*\.txt$"):
        yield text
    for name in ("gum", "ewt"):
        for _, text in members(data, name, r"\.conllu$"):
            yield " ".join(re.findall(r"^# text = (.*)$", text, re.MULTILINE))


def members(data: Path, name: str, pattern: str) -> Iterator[tuple[str, str]]:
    """The files of an archive whose path fits, in the order of their paths."""
    with tarfile.open(data / f"{name}.tar.xz") as archive:
        for member in sorted(archive.getmembers(), key=lambda one: one.name):
            held = archive.extractfile(member) if member.isfile() and re.search(pattern, member.name) else None
            if held is not None:
                yield member.name, held.read().decode("utf-8", "replace")


if __name__ == "__main__":
    main()
