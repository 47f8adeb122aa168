"""Links between claims on real stories: how many of those that are given are right, as judged by hand.

    python -m evals.claim_real [--bundle FOLDER] [--show]

In: one in five of the stories of `basil` that nobody looked at while the linker was made, read by the shipped model; and what
was judged, in `evals/claim_links/basil.tsv`: documents, offsets into title and paragraphs, kind, verdict. Out: for each kind
how many links are right, wrong, open, and not judged yet. Links in the very same words count apart. Recall is not known here.
"""

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from evals.corpora import corpus
from sayso.linking.claim_profiles import ClaimProfile, house_key, profile_claims
from sayso.linking.claims import link_claims
from sayso.pipeline import open_pipeline
from sayso.records import Page, Reading, RecordLink
from sayso.records.ids import sha256_of

__all__ = ["JUDGED", "Place", "iter_links", "main", "read_judged"]

JUDGED = Path(__file__).with_name("claim_links") / "basil.tsv"
#: The stories on which the linker was looked at while it was made; of the others one in so many is taken.
SEEN = JUDGED.with_name("basil_seen.txt")
STEP = 5
Place = tuple[str, int, int]
Key = tuple[frozenset[Place], str]


@dataclass(frozen=True, slots=True)
class RealLink:
    """A link on a story of the corpus with both claims and where they stand."""

    link: RecordLink
    claims: tuple[ClaimProfile, ClaimProfile]
    places: tuple[Place, Place]

    @property
    def key(self) -> Key:
        """What it is judged by: both places and the kind."""
        return frozenset(self.places), self.link.kind


def read_judged() -> dict[Key, str]:
    """The verdicts by places and kind: right, wrong or open."""
    with JUDGED.open(encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table, delimiter="\t"))
    return {
        (frozenset(((row[0], int(row[1]), int(row[2])), (row[3], int(row[4]), int(row[5])))), row[6]): row[7] for row in rows
    }


def iter_links(folder: Path, bundle: Path | None = None) -> Iterator[RealLink]:
    """The links of the chosen stories."""
    stories: defaultdict[str, list[tuple[str, dict[str, object]]]] = defaultdict(list)
    for path in sorted((folder / "articles").glob("*/*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        stories[str(article["triplet-uuid"])].append((path.stem, article))
    pipeline = open_pipeline(bundle)
    seen = set(SEEN.read_text(encoding="utf-8").split())
    for name in sorted(set(stories) - seen)[::STEP]:
        pages = [_page(stem, article) for stem, article in stories[name]]
        profiles: list[ClaimProfile] = []
        documents: dict[str, str] = {}
        for (stem, article), item in zip(stories[name], pipeline.read(pages, plain=True), strict=True):
            if isinstance(item, Reading):
                documents[item.analysis.document.id] = stem
                house, day = house_key(str(article["source"])), str(article["date"])
                profiles += [replace(one, house=house, page_house=house, day=day) for one in profile_claims(item.analysis)]
        known = {profile.claim.id: profile for profile in profiles}
        for link in link_claims(profiles):
            claims = known[link.left], known[link.right]
            yield RealLink(link, claims, (_place(claims[0], documents), _place(claims[1], documents)))


def _page(stem: str, article: dict[str, object]) -> Page:
    paragraphs = article["body-paragraphs"]
    if not isinstance(paragraphs, list):
        raise TypeError(f"{stem}: the paragraphs are no list")
    text = "\n\n".join([str(article["title"]), *(" ".join(sentences) for sentences in paragraphs)])
    return Page(f"/basil/{stem}.txt", None, text.encode(), "text/plain", sha256_of(text))


def _place(profile: ClaimProfile, documents: dict[str, str]) -> Place:
    contents = profile.claim.contents
    return documents[profile.claim.document], contents[0].start, contents[-1].end


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--show", action="store_true", help="list each link with its words, for whoever judges")
    args = parser.parse_args()
    judged = read_judged() if JUDGED.exists() else {}
    counts: Counter[tuple[str, str]] = Counter()
    for number, found in enumerate(iter_links(corpus("basil"), args.bundle)):
        same = found.link.method == "same words"
        verdict = "same words" if same else judged.get(found.key, "not judged")
        counts[found.link.kind, verdict] += 1
        if args.show and not same:
            row = [*found.places[0], *found.places[1], found.link.kind, verdict]
            print(f"#{number} {found.link.score:.2f}", *row, sep="\t")
            print(f"    {found.claims[0].words[:200]!r}\n    {found.claims[1].words[:200]!r}")
    for kind in sorted({kind for kind, _ in counts}):
        right, wrong = counts[kind, "right"], counts[kind, "wrong"]
        share = f"{100 * right / (right + wrong):5.1f} % right" if right + wrong else "none judged"
        rest = ", ".join(f"{counts[kind, name]} {name}" for name in ("open", "same words", "not judged"))
        print(f"{kind:10} {right:3} right {wrong:3} wrong  {share}; {rest}")


if __name__ == "__main__":
    main()
