"""Compiles what agent nouns mean: `src/sayso/languages/en_agents.tsv`.

    python tools/agents/build.py [--data FOLDER]

In: the agents file of PLOVER (MIT notice inside; archive beside the checkout). Out: one line a phrase, in lower case, with one
sector of PLOVER. Left out are entries without a meaning (UNK, NON, JNK), and what is followed by no sector. Of a double code
the opposition counts, else the first. The same input gives the same bytes. It is run by hand, never at install.
"""

import argparse
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src")]

from sayso.languages.agent_words import SECTORS  # noqa: E402  after the path is set

TARGET = ROOT / "src" / "sayso" / "languages" / "en_agents.tsv"
MEMBER = "plover/PLOVER_agents.txt"
ENTRY = re.compile(r"^([A-Z][A-Z_'!.\- ]*?)_?\s*\[~([A-Z]+)\]")
SETS = {"!PERSON!": ("MAN", "MEN", "WOMAN", "WOMEN", "PERSON"), "!MINIST!": ("MINISTER", "MINISTRY")}
NOTICE = "The MIT License (MIT)"


def main() -> None:
    """Build the table and say how many phrases it has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    with tarfile.open(parser.parse_args().data / "plover.tar.xz") as archive:
        stream = archive.extractfile(MEMBER)
        text = "" if stream is None else stream.read().decode("utf-8", "replace")
    start = text.index(NOTICE)
    notice = text[start : text.index("SOFTWARE.\n", start) + len("SOFTWARE.")]
    notice = "\n".join(line.lstrip("#").strip() for line in notice.split("\n"))
    rows = dict(read_agents(text))
    head = "Compiled from the agents file of PLOVER; changed as tools/agents/build.py says.\n\n" + notice
    lines = [*(f"# {line}".rstrip() for line in head.split("\n")), *(f"{key}\t{rows[key]}" for key in sorted(rows))]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{TARGET.name}: {len(rows)} phrases, {TARGET.stat().st_size:,} bytes")


def read_agents(text: str) -> Iterator[tuple[str, str]]:
    """Phrases with their sectors."""
    for line in text.split("\n"):
        found = ENTRY.match(line)
        if found is None:
            continue
        codes = [found[2][n : n + 3] for n in range(0, len(found[2]), 3)]
        sectors = [code for code in codes if code in SECTORS and code != "UNK"]
        if sectors:
            sector = "OPP" if "OPP" in sectors else sectors[0]
            mark = next((mark for mark in SETS if mark in found[1]), "")
            for word in SETS.get(mark, ("",)):
                phrase = found[1].replace(mark, word) if mark else found[1]
                yield " ".join(phrase.replace("_", " ").lower().split()), sector


if __name__ == "__main__":
    main()
