"""Agencies found in stories that a paper took from a wire, against the corpus's own note of the wire.

In: the unpacked corpus `polnear` (texts and `metadata.tsv`). Out: on standard output, how many of the stories with a wire name
it as publisher, how many name another house (the one fault that counts), and how many of the others get a publisher at
all, each listed: the texts carry no page, so only what stands in them can be found.

    python -m evals.wires ../data/polnear
"""

import argparse
import csv
from pathlib import Path

from sayso.knowledge.outlets import load_outlets
from sayso.reading import read_document
from sayso.records import Page
from sayso.records.ids import sha256_of

__all__ = ["main", "read_wires"]

NONE = frozenset({"", "None", "NA", "wire"})


def read_wires(folder: Path) -> dict[str, str]:
    """The wire of each story by its file's name, empty where it has none."""
    with (folder / "metadata.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    return {row["filename"]: "" if row["wire"] in NONE else row["wire"] for row in rows}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    wires = read_wires(folder)
    named = missed = wrong = others = 0
    surplus: list[str] = []
    for path in sorted(folder.glob("*/text/*.txt")):
        body = path.read_bytes()
        wire = wires.get(path.stem) or wires.get(path.stem.rsplit("_", 1)[0], "")
        publisher = read_document(Page(str(path), None, body, "text/plain", sha256_of(body))).publisher
        if wire:
            outlet = load_outlets().by_name(wire)
            is_right = publisher is not None and outlet is not None and publisher.outlet == outlet.id
            named, missed, wrong = (
                named + is_right,
                missed + (publisher is None),
                wrong + (publisher is not None and not is_right),
            )
        else:
            others += 1
            surplus += [f"    {publisher.name} ({publisher.method})  {path.stem}"] if publisher else []
    print(f"stories with a wire {named + missed + wrong}: named {named}, nothing found {missed}, another house {wrong}")
    print(f"stories without one {others}: a publisher found in {len(surplus)}")
    print("\n".join(surplus))


if __name__ == "__main__":
    main()
