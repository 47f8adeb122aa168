"""The invented stories of `evals/claim_links/`: documents with their claims marked, and what those are to each other.

In: a file of stories in the form that `evals/claim_links/CARD.md` describes. Out: `ClaimStory`s: for each document its
analysis with the marked claims as if read, the numbers of the claims, and the labelled pairs. Times come from the grammar of
dates and cues from the tables, so that nothing here needs a model.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sayso.knowledge.outlets import fold_name, load_outlets
from sayso.languages import load_language
from sayso.linking.claim_profiles import ClaimProfile, profile_claims
from sayso.records import (
    Analysis,
    Attribution,
    Block,
    Claim,
    Document,
    Factuality,
    Hop,
    PublicationDate,
    Publisher,
    Role,
    SourceKind,
    Span,
    TextQuote,
)  # fmt: skip
from sayso.records.ids import attribution_id, claim_id, document_id, page_id, sha256_of
from sayso.stages.timexes import find_timexes

__all__ = ["DIRECTED", "FOLDER", "LABELS", "ClaimStory", "GoldDocument", "Label", "read_stories"]

FOLDER = Path(__file__).with_name("claim_links")
LABELS = ("same", "denies", "value", "date", "place", "who", "happened", "updates", "corrects", "retracts")
TOKEN = re.compile(r"\[([csq]):([0-9a-z,]+) |(\])")
NEGATION = re.compile(r"\b(?:not|no|never|nobody|none|nothing)\b|n't\b")
ANONYMOUS = re.compile(
    r"^(?:the |one of the |an? |two |a third |some )?(?:\w+ )*(?:officials?|officers?|sources?|witness(?:es)?|resident|people"
    r"|managers|diplomats?|worker|colleague|relatives|they|he|she|it)\b(?! [A-Z])",
    re.IGNORECASE,
)
#: Labels in which the first claim does it to the second.
DIRECTED = frozenset({"denies", "updates", "corrects", "retracts"})
Label = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document as marked: the analysis, the claim numbers in the order of its claims, and its parts as (role, text)."""

    analysis: Analysis
    numbers: tuple[str, ...]
    outlet: str
    day: str
    blocks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClaimStory:
    """A story: its documents and the labelled pairs as (label, left, right); `open` are the pairs that do not count."""

    name: str
    documents: tuple[GoldDocument, ...]
    labels: tuple[Label, ...]
    open: frozenset[frozenset[str]]

    def profiles(self) -> dict[str, ClaimProfile]:
        """The marked claims by number."""
        return {
            number: profile
            for document in self.documents
            for number, profile in zip(document.numbers, profile_claims(document.analysis), strict=True)
        }


@dataclass(slots=True)
class _Marked:
    contents: list[Span] = field(default_factory=list)
    sources: dict[str, list[Span]] = field(default_factory=dict)
    cues: dict[str, list[Span]] = field(default_factory=dict)


def read_stories(name: str) -> list[ClaimStory]:
    """The stories of one file: `dev` or `test`."""
    parts = re.split(r"^= ", (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_story(part) for part in parts]


def _story(part: str) -> ClaimStory:
    name, *lines = part.strip().split("\n")
    documents: list[tuple[str, list[str]]] = []
    labels: list[Label] = []
    left_open: set[frozenset[str]] = set()
    for line in lines:
        if line.startswith("- "):
            documents.append((line[2:], []))
        elif line.startswith("> "):
            label, *numbers = line[2:].split()
            pairs = [(a, b) for n, a in enumerate(numbers) for b in numbers[n + 1 :]]
            if label == "?":
                left_open |= {frozenset(pair) for pair in pairs}
            else:
                labels += [(label, a, b) for a, b in pairs]
        elif line:
            documents[-1][1].append(line)
    kept = tuple(label for label in labels if frozenset(label[1:]) not in left_open)
    return ClaimStory(name, tuple(_document(head, body) for head, body in documents), kept, frozenset(left_open))


def _document(head: str, lines: list[str]) -> GoldDocument:
    outlet, day, url = (one.strip() for one in head.split("|"))
    text = ""
    marked: dict[str, _Marked] = {}
    blocks: list[Block] = []
    plain: list[tuple[str, str]] = []
    for line in lines:
        role: Role = "headline" if line[0] == "#" else "correction" if line[0] == "!" else "body"
        start = len(text)
        text = _read_line(line[2:] if role != "body" else line, text, marked)
        blocks.append(Block(Span(start, len(text)), role))
        plain.append((role, text[start:]))
        text += "\n\n"
    text = text.rstrip("\n")
    page, sha = page_id(url), sha256_of(text)
    row = load_outlets().by_name(outlet)
    document = Document(
        id=document_id(page, sha), page=page, url=url, canonical_url=None, text=text, sha256=sha, language="en",
        title=plain[0][1] if plain[0][0] == "headline" else None, blocks=tuple(blocks),
        publisher=Publisher(outlet, row.id if row else None, "marked"),
        published=PublicationDate(day, "day", None, "marked"),
    )  # fmt: skip
    return _analysed(find_timexes(Analysis(document)), marked, outlet, day, tuple(plain))


def _read_line(line: str, text: str, marked: dict[str, _Marked]) -> str:
    """The text with one more line, without its marks, which go into `marked`."""
    at = 0
    opened: list[tuple[str, str, int]] = []
    for token in TOKEN.finditer(line):
        text += line[at : token.start()]
        at = token.end()
        if token.group(3):
            kind, numbers, start = opened.pop()
            for number in numbers.split(","):
                one = marked.setdefault(number.rstrip("abc"), _Marked())
                if kind == "c":
                    one.contents.append(Span(start, len(text)))
                else:
                    (one.sources if kind == "s" else one.cues).setdefault(number, []).append(Span(start, len(text)))
        else:
            opened.append((token.group(1), token.group(2), len(text)))
    if opened:
        raise ValueError(f"a bracket is not closed: {line}")
    return text + line[at:]


def _analysed(
    analysis: Analysis, marked: dict[str, _Marked], outlet: str, day: str, blocks: tuple[tuple[str, str], ...]
) -> GoldDocument:
    attributions: list[Attribution] = []
    claims: list[Claim] = []
    names: dict[str, str] = {}
    for one in marked.values():
        chain = tuple(_hops(analysis, one, attributions, names))
        claims.append(_claim(analysis, one, chain))
    read = replace(analysis, attributions=tuple(attributions), claims=tuple(claims))
    return GoldDocument(read, tuple(marked), outlet, day, blocks)


def _hops(analysis: Analysis, one: _Marked, attributions: list[Attribution], names: dict[str, str]) -> Iterator[Hop]:
    """The publisher, then the sources from the page inwards; "Ms Solen" is whom the document has named so before."""
    text, publisher = analysis.document.text, analysis.document.publisher
    if publisher is not None:
        yield Hop("publisher", publisher.name, None, publisher.outlet, None, None, None, "+", (), "stated", 1.0)
    for key in sorted({*one.sources, *one.cues}):
        cue = tuple(one.cues.get(key, ()))
        sources = tuple(one.sources.get(key, ()))
        written = " ".join(span.of(text) for span in sources)
        name = _resolve(written, names)
        words = " ".join(span.of(text) for span in cue)
        before = text[: cue[0].start] if cue else ""
        opening = one.contents[0].of(text) if cue and one.contents[0].start > cue[0].start else ""
        sense = load_language("en").read_cue(words, before, opening)
        kind: SourceKind = "anonymous" if ANONYMOUS.match(name) else "outlet" if load_outlets().by_name(name) else "named"
        own = attribution_id(analysis.document.id, text, cue or sources)
        attributions.append(
            Attribution(
                own, sources, cue, tuple(one.contents), None, "indirect", sense.kind, kind, (), None, sense.polarity, None, 1.0
            )
        )
        yield Hop("source", name, None, None, own, None, None, sense.polarity, (), "stated", 1.0)


def _resolve(written: str, names: dict[str, str]) -> str:
    """The fullest name of the document that ends in the same word; a pronoun or bare noun is the last one that was named."""
    last = fold_name(written).split()[-1:] or [""]
    if written.lower() in {"he", "she", "it", "they"}:
        return names.get("", written)
    known = next((name for key, name in names.items() if key and key == last[0]), None)
    named = known if known is not None and len(known) >= len(written) else written
    names[last[0]] = names[""] = named
    return named


def _claim(analysis: Analysis, one: _Marked, chain: tuple[Hop, ...]) -> Claim:
    text, contents = analysis.document.text, tuple(one.contents)
    start, end = contents[0].start, contents[-1].end
    innermost = chain[-1]
    own = "-" if NEGATION.search(" ".join(span.of(text) for span in contents).lower()) else "+"
    held = {"+": own, "-": {"+": "-", "-": "+"}[own], "?": "?"}[innermost.polarity]
    happened = next((time.id for time in analysis.timexes if start <= time.span.start and time.span.end <= end), None)
    return Claim(
        id=claim_id(analysis.document.id, innermost.attribution, text, contents),
        document=analysis.document.id,
        chain=chain,
        contents=contents,
        evidence=TextQuote(
            " ".join(span.of(text) for span in contents), text[max(0, start - 32) : start], text[end : end + 32]
        ),
        events=(),
        factuality=Factuality("certain", held, "past", "asserted", ()),
        said=None,
        happened=happened,
        score=1.0,
    )
