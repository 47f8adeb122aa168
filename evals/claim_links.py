"""Links between claims: the same, denials, conflicts, updates, corrections, withdrawals; and claims that bear on each other.

    python -m evals.claim_links [--dev] [--misses] [--bundle FOLDER] [--no-claimdiff]

In: the invented stories of `evals/claim_links/` (the test half, which nothing was tuned on; with `--dev` the other half) and
`claimdiff`. Out: precision and recall of each kind of link, once on the marked claims and once on those that the shipped
model reads from the same pages; then `evals.claimdiff`. A pair said to be open counts neither way; what nobody labelled is
unrelated.
"""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from evals.claim_stories import DIRECTED, LABELS, ClaimStory, GoldDocument, read_stories
from evals.corpora import has_corpora
from sayso.linking.claim_profiles import ClaimProfile, profile_claims
from sayso.linking.claims import link_claims
from sayso.linking.conflicts import CONFLICTS
from sayso.pipeline import open_pipeline
from sayso.records import Page, Reading, RecordLink
from sayso.records.ids import sha256_of

__all__ = ["count_links", "figures_of", "label_of", "main", "map_claims", "page_of"]

#: What two contents must share of their words to be one claim.
ENOUGH = 0.5
Counts = Counter[tuple[str, str]]


def label_of(link: RecordLink) -> str:
    """The label of a link as the stories name it; of a conflict its type."""
    if link.kind == "conflicts":
        return next(reason.rule for reason in link.evidence if reason.rule in CONFLICTS)
    return "same" if link.kind == "same_claim" else link.kind


def count_links(
    story: ClaimStory, profiles: Mapping[str, ClaimProfile], links: Sequence[RecordLink], counts: Counts, *, shows: bool = False
) -> None:
    """Add to the counts what is right, wrong and missed; claims in the same words stand for each other."""
    numbers = {profile.claim.id: number for number, profile in profiles.items()}
    known = [link for link in links if link.left in numbers and link.right in numbers]
    mates = _mates(profiles, known, numbers)
    gold = {frozenset((left, right)): (label, left, right) for label, left, right in story.labels}
    met: set[tuple[str, frozenset[str]]] = set()
    for link in known:
        label, left, right = label_of(link), numbers[link.left], numbers[link.right]
        pairs = [(one, other) for one in mates[left] for other in mates[right] if one != other]
        right_ones = [pair for pair in pairs if _is_right(label, pair, gold.get(frozenset(pair)))]
        met |= {(label, frozenset(pair)) for pair in right_ones}
        if right_ones:
            counts[label, "right"] += 1
        elif not any(frozenset(pair) in story.open for pair in pairs):
            counts[label, "wrong"] += 1
            if shows:
                print(f"    wrong {label} {link.score:.2f} {profiles[left].words!r} / {profiles[right].words!r}")
    for label, left, right in story.labels:
        if label == "unrelated":
            continue
        counts[label, "gold"] += 1
        is_found = (label, frozenset((left, right))) in met or (label == "same" and right in mates.get(left, ()))
        counts[label, "found"] += is_found
        if shows and not is_found:
            words = [profiles[number].words if number in profiles else "(not read)" for number in (left, right)]
            print(f"    missed {label} {words[0]!r} / {words[1]!r}")


def figures_of(counts: Counts) -> dict[str, float]:
    """Precision, recall and F1 in per cent, of each label, of all conflicts and of all."""
    figures: dict[str, float] = {}
    groups = {label: (label,) for label in LABELS} | {"conflicts": CONFLICTS, "all": LABELS}
    for name, labels in groups.items():
        parts = ("right", "wrong", "gold", "found")
        right, wrong, gold, found = (sum(counts[label, part] for label in labels) for part in parts)
        precision, recall = right / (right + wrong) if right + wrong else 0.0, found / gold if gold else 0.0
        total = precision + recall
        figures |= {f"{name}.gold": gold, f"{name}.given": right + wrong, f"{name}.precision": round(100 * precision, 1)}
        f1 = 2 * precision * recall / total if total else 0.0
        figures |= {f"{name}.recall": round(100 * recall, 1), f"{name}.f1": round(100 * f1, 1)}
    return figures


def page_of(document: GoldDocument) -> Page:
    """The page that a marked document stands on."""
    parts = {"headline": "h1", "body": "p", "correction": "p"}
    body = "".join(
        f"<{parts[role]}>{'Correction: ' * (role == 'correction' and 'orrection' not in text)}{escape(text)}</{parts[role]}>\n"
        for role, text in document.blocks
    )
    title = next((text for role, text in document.blocks if role == "headline"), document.blocks[0][1][:40])
    html = (
        f"<html><head><title>{escape(title)}</title><meta property='og:site_name' content='{escape(document.outlet)}'>"
        f"<meta property='article:published_time' content='{document.day}'></head><body><article>{body}</article></body></html>"
    ).encode()
    return Page(document.analysis.document.url, None, html, "text/html", sha256_of(html))


def map_claims(gold: Mapping[str, ClaimProfile], read: Sequence[ClaimProfile]) -> dict[str, ClaimProfile]:
    """For each marked claim of a document the read one that shares most words with it, and its way of denying; each once."""
    pairs = sorted(
        ((_agreement(one, other), number, place) for number, one in gold.items() for place, other in enumerate(read)),
        reverse=True,
    )
    found: dict[str, ClaimProfile] = {}
    used: set[int] = set()
    for score, number, place in pairs:
        if score >= ENOUGH and number not in found and place not in used:
            found[number] = read[place]
            used.add(place)
    return found


def _agreement(one: ClaimProfile, other: ClaimProfile) -> float:
    left, right = Counter(one.words.lower().split()), Counter(other.words.lower().split())
    total = left.total() + right.total()
    share = 2 * (left & right).total() / total if total else 0.0
    sides = [profile.speaker.hop.polarity if profile.speaker is not None else "+" for profile in (one, other)]
    return share + (0.01 if sides[0] == sides[1] and share >= ENOUGH else 0.0)


def _is_right(label: str, pair: tuple[str, str], gold: tuple[str, str, str] | None) -> bool:
    return gold is not None and gold[0] == label and (label not in DIRECTED or gold[1:] == pair)


def _mates(
    profiles: Mapping[str, ClaimProfile], links: Sequence[RecordLink], numbers: Mapping[str, str]
) -> dict[str, list[str]]:
    """The claims in the same words as each."""
    roots = {number: number for number in profiles}

    def root(number: str) -> str:
        while roots[number] != number:
            number = roots[number]
        return number

    for link in links:
        if link.method == "same words":
            roots[root(numbers[link.left])] = root(numbers[link.right])
    return {number: [other for other in profiles if root(other) == root(number)] for number in profiles}


def _measure(part: str, bundle: Path | None, *, shows: bool) -> None:
    stories = read_stories(part)
    counts: Counts = Counter()
    for story in stories:
        if shows:
            print(f"  {story.name}")
        profiles = story.profiles()
        count_links(story, profiles, link_claims(list(profiles.values())), counts, shows=shows)
    _show(f"{part}, claims as marked", counts)
    counts = Counter()
    missed = total = 0
    for story, profiles, everything in _read(stories, bundle):
        if shows:
            print(f"  {story.name}")
        total, missed = total + len(story.profiles()), missed + len(story.profiles()) - len(profiles)
        count_links(story, profiles, link_claims(everything), counts, shows=shows)
    _show(f"{part}, claims as read ({total - missed} of {total} marked claims found)", counts)


def _read(
    stories: Sequence[ClaimStory], bundle: Path | None
) -> Sequence[tuple[ClaimStory, dict[str, ClaimProfile], list[ClaimProfile]]]:
    """For each story its marked claims as they were read, and all claims that were read."""
    pages = [page_of(document) for story in stories for document in story.documents]
    read = iter(list(open_pipeline(bundle).read(pages)))
    found = []
    for story in stories:
        mapped: dict[str, ClaimProfile] = {}
        everything: list[ClaimProfile] = []
        gold = story.profiles()
        for document in story.documents:
            item = next(read)
            profiles = list(profile_claims(item.analysis)) if isinstance(item, Reading) else []
            mapped |= map_claims({number: gold[number] for number in document.numbers}, profiles)
            everything += profiles
        found.append((story, mapped, everything))
    return found


def _show(title: str, counts: Counts) -> None:
    figures = figures_of(counts)
    print(f"\n{title}\n  {'':10} {'gold':>5} {'given':>6} {'precision':>9} {'recall':>7} {'F1':>6}")
    for name in (*LABELS, "conflicts", "all"):
        row = [figures[f"{name}.{part}"] for part in ("gold", "given", "precision", "recall", "f1")]
        print(f"  {name:10} {row[0]:5.0f} {row[1]:6.0f} {row[2]:9.1f} {row[3]:7.1f} {row[4]:6.1f}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", action="store_true", help="the half that was tuned on")
    parser.add_argument("--misses", action="store_true", help="list what is wrong and what is missed")
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--no-claimdiff", action="store_true")
    args = parser.parse_args()
    _measure("dev" if args.dev else "test", args.bundle, shows=args.misses)
    if args.no_claimdiff:
        return
    if not has_corpora():
        print("claimdiff is not beside the checkout: not measured.")
        return
    from evals.claimdiff import show_claimdiff

    show_claimdiff(args.bundle)


if __name__ == "__main__":
    main()
