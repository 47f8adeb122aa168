"""Places: found, resolved and given a role, on sentences of our own, and on what GUM's links say of namesakes.

    python -m evals.places [--gold-names] [--misses even]

In: `evals/places/sentences.txt`; with GUM beside the checkout, its places that link to an article "City, Region" or to
a territory. Out: a line of figures for each half (weights were tuned on even lines) and for GUM. By default the shipped
bundle finds names and trees; `--gold-names` hands the stage the names of the list as mentions and gives it no tree.
The sentences are few and ours, so the figures say that rules hold together, not how often a newspaper is read rightly.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from evals.corpora import corpus, has_corpora
from sayso.knowledge.places import Candidate, load_places
from sayso.pipeline import STAGES
from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis, Block, Document, Mention, Place, Span
from sayso.records.ids import document_id, page_id, sha256_of
from sayso.stages.places import find_places
from sayso.tagging import Tagger

__all__ = ["SENTENCES", "GoldPlace", "gum_figures", "place_figures", "read_sentences"]

SENTENCES = Path(__file__).with_name("places") / "sentences.txt"
MARKED = re.compile(r"\{([^={}]+)=(\S+) (\S+) (\S+)\}")
HALVES = ("even", "odd", "all")
#: Kinds of a GUM document that are news or close to it.
GENRES = ("news", "interview", "voyage", "bio", "speech", "textbook", "whow", "academic")


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A marked name: its span, its territory with the region if one is given, its level and role; null for "-"."""

    span: Span
    territory: str | None
    region: str | None
    level: str | None
    role: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of the list, without its marks."""

    number: int
    text: str
    places: tuple[GoldPlace, ...]


def read_sentences() -> list[Sentence]:
    """The list."""
    lines = [line for line in SENTENCES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [_sentence(number, line) for number, line in enumerate(lines, 1)]


def _sentence(number: int, line: str) -> Sentence:
    text, places, end = "", [], 0
    for match in MARKED.finditer(line):
        text += line[end : match.start()]
        words, code, level, role = match.groups()
        territory, _, region = code.partition(".")
        span = Span(len(text), len(text) + len(words))
        places.append(
            GoldPlace(span, None if territory == "-" else territory, region or None, None if level == "-" else level, role)
        )
        text += words
        end = match.end()
    return Sentence(number, text + line[end:], tuple(places))


def place_figures(*, gold_names: bool = False, misses: str | None = None) -> dict[str, dict[str, float]]:
    """Figures by half: recall of spans, and of those found, how many have the right territory, level, role, and all of it."""
    counts: dict[str, Counter[str]] = {half: Counter() for half in HALVES}
    sentences = read_sentences()
    found = _read(sentences, gold_names)
    for sentence, places in zip(sentences, found, strict=True):
        half = "odd" if sentence.number % 2 else "even"
        for name, count in _compare(sentence, places, show=misses == half).items():
            counts[half][name] += count
            counts["all"][name] += count
    return {half: _shares(count) for half, count in counts.items()}


def _compare(sentence: Sentence, places: Sequence[Place], *, show: bool) -> Counter[str]:
    count: Counter[str] = Counter()
    used = set()
    lines = []
    for gold in sentence.places:
        place = next((one for one in places if one.span.overlaps(gold.span)), None)
        count["gold"] += 1
        if place is None:
            lines.append(f"missed {gold.span.of(sentence.text)!r}")
            continue
        used.add(place.span)
        is_there = gold.region is None or _region(place) in (gold.region, None)
        right = {
            "territory": place.territory == gold.territory and is_there,
            "level": place.level == gold.level,
            "role": place.role == gold.role,
        }
        count["found"] += 1
        count["all_right"] += all(right.values())
        count["guessed"] += place.territory is not None
        count["guessed_right"] += place.territory is not None and right["territory"]
        count.update(name for name, is_right in right.items() if is_right)
        if not all(right.values()):
            wanted, got = ((one.territory, one.level, one.role) for one in (gold, place))
            lines.append(f"{gold.span.of(sentence.text)!r} is {got}, not {wanted}")
    extra = [one for one in places if one.span not in used and one.territory is not None]
    count["extra"] += len(extra)
    lines += [f"extra {one.span.of(sentence.text)!r} {one.territory} {one.role}" for one in extra]
    for line in lines if show else ():
        print(f"{sentence.number} {line}: {sentence.text}")
    return count


def _region(place: Place) -> str | None:
    return _city_regions().get(place.geonameid or 0)


@cache
def _city_regions() -> dict[int, str]:
    """The regions of the cities of the list, by id."""
    names = {gold.span.of(one.text) for one in read_sentences() for gold in one.places if gold.region}
    found = [one for name in names for one in load_places().candidates(name)]
    return {one.geonameid: one.region for one in found if one.geonameid is not None}


def _shares(count: Counter[str]) -> dict[str, float]:
    found, gold = max(count["found"], 1), max(count["gold"], 1)
    shares = {name: round(100 * count[name] / found, 1) for name in ("territory", "level", "role", "all_right")}
    guessed = round(100 * count["guessed_right"] / max(count["guessed"], 1), 1)
    return {
        "names": count["gold"],
        "found": round(100 * count["found"] / gold, 1),
        **shares,
        "of_guessed": guessed,
        "extra": count["extra"],
    }


def _document(text: str, name: str) -> Document:
    page, sha256 = page_id(name), sha256_of(text)
    return Document(
        document_id(page, sha256), page, name, None, text, sha256, "en", None, blocks=(Block(Span(0, len(text)), "body"),)
    )


def _read(sentences: Sequence[Sentence], gold_names: bool) -> Iterator[tuple[Place, ...]]:
    if gold_names:
        for one in sentences:
            mentions = tuple(Mention(f"m{p.span.start}", p.span, "place", None, 1.0) for p in one.places)
            yield find_places(replace(Analysis(_document(one.text, str(one.number))), mentions=mentions)).places
        return
    tagger = _tagger()
    for one in sentences:
        yield find_places(_tagged(tagger, one.text, str(one.number))).places


def _tagged(tagger: Tagger, text: str, name: str) -> Analysis:
    document = _document(text, name)
    spans = [block.span for block in document.blocks]
    analysis = Analysis(document, find_sentences(text, spans), find_quotations(text, spans))
    analysis = replace(analysis, tags=tagger.tag([analysis])[0])
    for stage in STAGES:
        if stage.name in ("mentions", "attributions"):
            analysis = stage.apply(analysis)
    return analysis


def _tagger() -> Tagger:
    from sayso.tagging.bundles import shipped_bundle
    from sayso.tagging.onnx import load_tagger

    return load_tagger(shipped_bundle())


def gum_figures(*, misses: bool = False) -> dict[str, float]:
    """Of GUM's named places with a telling link: how many have its territory; the links of `cities` name a region."""
    count: Counter[str] = Counter()
    for path in sorted(corpus("gum").glob("dep/*.conllu")):
        if path.stem.split("_")[1] not in GENRES:
            continue
        text, links = _read_gum(path)
        mentions = tuple(Mention(f"m{span.start}", span, "place", None, 1.0) for span in links)
        found = find_places(replace(Analysis(_document(text, path.stem)), mentions=mentions)).places
        places = {one.span.start: one for one in found}
        for span, title in links.items():
            expected = _expected(title)
            place = places.get(span.start)
            if expected is None or place is None:
                continue
            kind = "cities" if expected.region else "territories"
            is_right = place.territory == expected.territory
            count[kind] += 1
            count[f"{kind}_right"] += is_right
            count[f"{kind}_open"] += place.territory is None
            if misses and not is_right:
                print(f"{path.stem}: {span.of(text)!r} is {place.territory}, by its link {title} {expected.territory}")
    figures: dict[str, float] = {}
    for kind in ("territories", "cities"):
        shares = {f"{kind}_{what}": round(100 * count[f"{kind}_{what}"] / max(count[kind], 1), 1) for what in ("right", "open")}
        figures |= {kind: count[kind], **shares}
    return figures


def _expected(title: str) -> Candidate | None:
    """What a link says: a territory, or, of "City, Region", where the city lies."""
    places = load_places()
    if (code := places.territory_of(title)) is not None and title != "Georgia":
        return places.territories[code]
    _, comma, region = title.partition(", ")
    if not comma:
        return None
    for code, name in places.region_of(region):
        return replace(places.territories[code], region=name or "-")
    return None


def _read_gum(path: Path) -> tuple[str, Mapping[Span, str]]:
    """The text of a document and its named places with their links, as far as a name is one run of words with capitals."""
    text, links, opened = "", {}, []
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) != 10 or not cells[0].isdigit():
            text += "" if line or not text else ("\n" if text[-1] == "." else " ")
            continue
        start, form, more = len(text), cells[1], cells[9]
        text += form
        entity = next((part[7:] for part in more.split("|") if part.startswith("Entity=")), "")
        for piece in re.findall(r"\([^()]*|\)|\d+\)", entity):
            opened, done = _step(piece, opened, start, len(text))
            links |= {span: title for span, title in done if _is_name(span.of(text))}
        text += "" if "SpaceAfter=No" in more else " "
    return text, dict(sorted(links.items()))


def _step(
    piece: str, opened: list[tuple[str, str, int]], start: int, end: int
) -> tuple[list[tuple[str, str, int]], list[tuple[Span, str]]]:
    """The entities open after a bracket, and those that it closes."""
    if piece.startswith("("):
        head = piece[1:].split("-")
        title = piece.rsplit("-", 1)[-1] if len(head) > 6 else ""
        kind = head[1] if len(head) > 1 else ""
        return [*opened, (head[0], unquote(title).replace("_", " ") if kind == "place" else "", start)], []
    number = piece.rstrip(")")
    place = next((at for at in range(len(opened) - 1, -1, -1) if not number or opened[at][0] == number), None)
    if place is None:
        return opened, []
    _, title, begin = opened[place]
    rest = [*opened[:place], *opened[place + 1 :]]
    return rest, [(Span(begin, end), title)] if title and title[:1].isupper() else []


def _is_name(words: str) -> bool:
    return (
        words != "It"
        and len(words.split()) <= 4
        and all(word[:1].isupper() or word in ("of", "the", "and") for word in words.split())
        and "," not in words
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold-names", action="store_true")
    parser.add_argument("--misses", choices=HALVES)
    args = parser.parse_args()
    for half, figures in place_figures(gold_names=args.gold_names, misses=args.misses).items():
        print(half, json.dumps(figures))
    if has_corpora():
        print("gum", json.dumps(gum_figures(misses=args.misses is not None)))


if __name__ == "__main__":
    main()
