"""How many gold cues of PolNeAR the cue lexicon gives a kind, and which it misses.

Usage: python evals/cue_coverage.py [FOLDER] [--misses N] [--kinds]   FOLDER holds text/ and attributions/ (brat), by default
../data/polnear/train beside the checkout. Counts occurrences of cues of the first annotator of each text; a cue that is read as
"other" is a miss. Exit 1 where fewer than 97 % have a kind.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sayso.languages import load_language

DEFAULT = Path(__file__).resolve().parents[2] / "data" / "polnear" / "train"
FLOOR = 97.0
UNIT = re.compile(r"^(T\d+)\t\S+ ([\d; ]+)\t", re.MULTILINE)
EVENT = re.compile(r"^E\d+\t(.*)$", re.MULTILINE)


def iter_cues(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Cue, text before it and the first words of its contents, of every attribution in the folder."""
    for text_file in sorted((folder / "text").glob("*.txt")):
        found = sorted((folder / "attributions").glob(f"{text_file.stem}_*.ann"))
        if found:
            # Without newline translation: the offsets count every character of the file.
            text = text_file.read_bytes().decode("utf-8")
            yield from iter_cues_of(text, found[0].read_text(encoding="utf-8"))


def iter_cues_of(text: str, annotation: str) -> Iterator[tuple[str, str, str]]:
    """The same for one annotated text."""
    units = {name: pieces_of(where) for name, where in UNIT.findall(annotation)}
    for arguments in EVENT.findall(annotation):
        pieces: dict[str, list[tuple[int, int]]] = {"Cue": [], "Content": []}
        for argument in arguments.split()[1:]:
            role, _, unit = argument.partition(":")
            pieces.get(role.rstrip("0123456789"), []).extend(units.get(unit, []))
        if pieces["Cue"]:
            cue, contents = sorted(pieces["Cue"]), sorted(pieces["Content"])
            before = text[max(0, cue[0][0] - 24) : cue[0][0]]
            yield " ".join(text[start:end] for start, end in cue), before, text[slice(*contents[0])][:40] if contents else ""


def pieces_of(where: str) -> list[tuple[int, int]]:
    """The pieces of "12 15;20 24"."""
    return [(int(start), int(end)) for start, end in (piece.split() for piece in where.split(";"))]


def main() -> int:
    """Print the coverage; the exit status says whether it reaches the floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--misses", type=int, default=20, help="how many of the commonest misses to print")
    parser.add_argument("--kinds", action="store_true", help="also print the share of every kind")
    args = parser.parse_args()
    if not (args.folder / "text").is_dir():
        sys.exit(f"{args.folder}: no folder text/ in it; unpack polnear.tar.xz and pass its train or dev folder")
    language = load_language("en")
    kinds: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for cue, before, opening in iter_cues(args.folder):
        kind = language.read_cue(cue, before, opening).kind
        kinds[kind] += 1
        missed[" ".join(cue.split()).lower()] += kind == "other"
    total = kinds.total()
    covered = 100 * (total - kinds["other"]) / total
    print(f"{covered:.1f} % of {total} cues have a kind; {len(language.lexicon.cues)} cue words in the lexicon")
    if args.kinds:
        print(", ".join(f"{kind} {100 * count / total:.1f} %" for kind, count in kinds.most_common()))
    print("commonest misses: " + "; ".join(f"{cue} ({count})" for cue, count in missed.most_common(args.misses) if count))
    return 0 if covered >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
