"""The names of a document, each of one kind: what the tagger found, put right where the text says better.

In: an analysis with mentions, and the phrases that sources are. Out: `NameMention`s in text order. A name has the kind that
most of its mentions have; an outlet is one by the table or by the noun beside it; a place that speaks is a government; a name
in a source that the tagger passed over is added. Publishers' labels and brackets are no part of a name.
"""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from sayso.knowledge.outlets import load_outlets
from sayso.knowledge.places import load_places
from sayso.languages import Language
from sayso.languages.people import load_people
from sayso.records import Analysis, MentionKind, Span
from sayso.stages.clusters import Named
from sayso.stages.headlines import source_kind_at
from sayso.stages.introductions import outlet_noun, title_run
from sayso.stages.names import add_titles, fold_word, is_title, parse_body, parse_person
from sayso.stages.outlet_names import find_outlet_names
from sayso.stages.slips import is_office, is_surname, kind_there
from sayso.stages.sources import is_outlet_name

__all__ = ["LONGEST_PARTY", "NameMention", "find_head", "find_name_mentions", "government_key"]

#: How sure a name is that a source's words alone show; and a phrase longer than this is a tagger's slip.
ADDED_SCORE = 0.5
LONGEST_PARTY = 400
LONGEST_NAME = 60
ARTICLE = re.compile(r"(?:the|an?) ", re.IGNORECASE)
NAMES = frozenset({"person", "org", "media", "place"})
EDGE = re.compile(r"^[-–.\s\"“”‘«»(\[*†]+|(?:['’]s)?[\s\"“”«»)\]*†‡,;:]+$|['’]s$")
LABEL = re.compile(r"\s*(?:[*†‡]|\((?:designated|banned|outlawed|recognized|recognised|listed|prohibited)\b).*", re.DOTALL)
ACRONYM = re.compile(r" \((?:the )?[A-Z][A-Za-z.&-]{1,11}\)")
GOVERNMENT = re.compile(r"(?:the )?([A-Za-z. ]{2,30}?)(?:['’]s)? (?:government|authorities|regime)\Z", re.IGNORECASE)
NAME_GAP = re.compile(r"(?<=\b[A-Z])\.[ ][“\"]?|[ ][“\"]?|[”\"][ ]")
AIRED = re.compile(r"\b(?:Radio|TV|Channel|Canal|Rádio|Televisión|Télé) $")
#: A number that ends a name: "Kestrel 9 said".
NUMBER = re.compile(r" \d{1,3}(?=[.,;:'’]|\s+(?:said|says|reported|that|on|in|quoted|told|later)\b|$)")
FRONT = re.compile(r"[A-Z][\w.&-]* ")
PREPOSITION = re.compile(
    r"\b(?:of|to|for|with|by|at|in|on|from|about|near|under|inside|within|who|which|that|than|against|behind|representing)\b"
)
PARTICIPLE = re.compile(r"\b[a-z]+ing\b")
CORE_END = re.compile(
    r"(?:['’]s?)?(?:\s*[,(\[*—–].*|\s+(?:of|in|on|at|for|from|who|which|that|based|with)\b.*|[\s\"”.]*)\Z", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name where it stands; `kind` is that of the mention, `named` what it is compared by, `outlet` the noun beside it."""

    span: Span
    kind: MentionKind
    named: Named
    score: float
    outlet: str = ""


def government_key(words: str) -> str:
    """The key of the government that a phrase means: "Damascus", "the Syrian government"; "" where it is none or two."""
    people = load_people()
    lower = words.lower().strip()
    phrase = GOVERNMENT.match(lower)
    if phrase:
        found = people.adjectives.get(phrase.group(1)) or people.seat(phrase.group(1).removesuffix("'s"))
        return f"government:{found.country}" if found else ""
    found = people.seat(lower.removeprefix("the "))
    return f"government:{found.country}" if found else ""


def find_name_mentions(analysis: Analysis, parties: Iterable[Span], language: Language) -> list[NameMention]:
    """The names of persons and bodies, and of places that are sources, in text order."""
    text = analysis.document.text
    found = [
        (trimmed, kind_there(text, trimmed, m.kind), m.score)
        for m in analysis.mentions
        if m.kind in NAMES and len(trimmed := _trimmed(text, m.span)) > 1 and not trimmed.of(text).islower()
        if not (m.kind == "person" and is_office(text, trimmed, language))
    ]
    found = list(_joined(text, found))
    kinds = _kinds(text, found, language)
    spans = sorted({(span, score) for span, _, score in found}, key=lambda pair: (pair[0].start, -pair[0].end))
    kept = _Kept()
    end = -1
    for span, score in spans:
        if span.start >= end:
            kept.add(span, kinds[_form(text, span)], score)
            end = span.end
    for span, _ in find_outlet_names(text):
        kept.cover(span, "media", ADDED_SCORE)
    _join_outlets(text, kept, language)
    sources = set()
    for party in parties:
        head = _head_name(text, party, kept, language)
        if head is not None:
            sources.add(head[0])
            kept.add(head[0], head[1], ADDED_SCORE)
    made = (_mention(text, span, kind, score, span in sources, language) for span, kind, score in kept)
    return [one for one in made if one is not None]


def _joined(text: str, found: Sequence[tuple[Span, str, float]]) -> Iterator[tuple[Span, str, float]]:
    """The mentions, a person's name that the tagger took for two put together: "G.K." and "Holt", "Jan" and “Bob” Brandt."""
    last: tuple[Span, str, float] | None = None
    for one in sorted(found, key=lambda item: (item[0].start, -item[0].end)):
        number = NUMBER.match(text, one[0].end) if one[1] in {"org", "media"} else None
        one = (Span(one[0].start, number.end()), *one[1:]) if number is not None else one
        is_one = last is not None and last[1] == "person" and (one[1] == "person" or is_surname(text, last[0], one[0], one[1]))
        if last is not None and is_one and NAME_GAP.fullmatch(text, last[0].end, one[0].start):
            last = (Span(last[0].start, one[0].end), "person", min(last[2], one[2]))
            continue
        if last is not None and text[last[0].end : one[0].start] == "-":
            # "Ledger" and "Sun" of the Prairie Ledger-Sun.
            last = (Span(last[0].start, one[0].end), last[1], min(last[2], one[2]))
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _join_outlets(text: str, kept: "_Kept", language: Language) -> None:
    """Put two names together that are one outlet's: "Doab" and "Chronicle"."""
    ordered = [span for span, _, _ in kept]
    for left, right in pairwise(ordered):
        whole = Span(left.start, right.end)
        if right.start == left.end + 1 and text[left.end] == " " and _is_outlet(text, whole, language):
            kept.cover(whole, "media", ADDED_SCORE)


class _Kept:
    """Names by where they stand."""

    def __init__(self) -> None:
        self._order: list[tuple[int, int]] = []
        self._kinds: dict[tuple[int, int], tuple[str, float]] = {}

    def __iter__(self) -> Iterator[tuple[Span, str, float]]:
        return ((Span(*place), *self._kinds[place]) for place in self._order)

    def add(self, span: Span, kind: str, score: float) -> None:
        """Keep a name; one that is known stays as it is."""
        place = (span.start, span.end)
        if place not in self._kinds:
            self._kinds[place] = (kind, score)
            insort(self._order, place)

    def replace(self, pieces: Sequence[Span], span: Span, kind: str, score: float) -> None:
        """Keep one name instead of the pieces of it."""
        for piece in pieces:
            place = (piece.start, piece.end)
            del self._kinds[place]
            del self._order[bisect_left(self._order, place)]
        self.add(span, kind, score)

    def cover(self, span: Span, kind: str, score: float) -> None:
        """Keep a name instead of the pieces inside it, unless another name crosses it or holds it."""
        first = bisect_left(self._order, (max(0, span.start - LONGEST_NAME), 0))
        last = bisect_left(self._order, (span.end, 0))
        met = [own for place in self._order[first:last] if (own := Span(*place)).overlaps(span)]
        if all(span.contains(own) for own in met):
            self.replace(met, span, kind, score)

    def kind(self, span: Span) -> str:
        """The kind of a name that is kept."""
        return self._kinds[(span.start, span.end)][0]

    def inside(self, party: Span) -> list[Span]:
        """The names in a phrase, the last first: a title's organisation stands before the name."""
        if len(party) > LONGEST_PARTY:
            return []
        first = bisect_left(self._order, (party.start, 0))
        last = bisect_left(self._order, (party.end, 0))
        return [Span(*place) for place in reversed(self._order[first:last]) if place[1] <= party.end]


def _trimmed(text: str, span: Span) -> Span:
    """A name without quotation marks, labels and a possessive at its ends."""
    label = LABEL.search(text, span.start, span.end)
    end = label.start() if label and label.start() > span.start else span.end
    start = span.start
    for _ in range(4):
        match = EDGE.search(text[start:end])
        if match is None:
            break
        start, end = (start + match.end(), end) if match.start() == 0 else (start, start + match.start())
    return Span(start, max(start, end))


def _form(text: str, span: Span) -> str:
    return " ".join(map(fold_word, span.of(text).split())).removeprefix("the ")


def _kinds(text: str, found: Sequence[tuple[Span, str, float]], language: Language) -> dict[str, str]:
    """The kind of each form of a name: that of most of its mentions, unless an outlet or a longer name says better."""
    votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for span, kind, score in found:
        beside = 2.0 if outlet_noun(text, span, language) and not _is_town(text, span, kind) else 0.0
        votes[_form(text, span)][kind] += score
        if beside:
            votes[_form(text, span)]["media"] += beside
    kinds = {form: max(sorted(own), key=own.__getitem__) for form, own in votes.items()}
    short = {_form(text, span) for span, _, _ in found if span.of(text).isupper()}
    # Nobody is called "the Caucasus Trader".
    with_article = {_form(text, span) for span, _, _ in found if text[max(0, span.start - 4) : span.start].lower() == "the "}
    for form in with_article:
        if kinds[form] == "person" and " " in form:
            kinds[form] = "org"
    surnames = {form.split()[-1] for form, kind in kinds.items() if kind == "person" and " " in form}
    for form, kind in kinds.items():
        is_seat = load_people().seat(form) is not None
        # "Jordan said" in a story of Jim Jordan, if the tagger has taken it for him at least once.
        if " " not in form and kind in {"org", "place"} and form in surnames - short and (not is_seat or votes[form]["person"]):
            kinds[form] = "person"
        elif kind == "person" and is_seat and form not in surnames:
            kinds[form] = "place"
    for span, _, _ in found:
        form = _form(text, span)
        listed = load_outlets().by_name(span.of(text)) is not None and not load_people().seat(form)
        foreign = " " in form and kinds[form] in {"org", "person"} and form.split()[0] in load_people().list("outlets.first")
        # IRNA is nobody's name.
        listed_kinds = {"place", "person"} if span.of(text).isupper() and form not in surnames else {"place"}
        if foreign or (kinds[form] == "org" and _is_outlet(text, span, language)) or (kinds[form] in listed_kinds and listed):
            kinds[form] = "media"
    return kinds


def _is_town(text: str, span: Span, kind: str) -> bool:
    """Whether a name before a noun for outlets says where the outlet is: "a Halifax weekly"."""
    return kind == "place" and any(
        found.kind in {"city", "region", "territory"} for found in load_places().candidates(span.of(text))
    )


def _is_outlet(text: str, span: Span, language: Language) -> bool:
    before = text[max(0, span.start - 4) : span.start].lower()
    name = " ".join(span.of(text).split())
    return is_outlet_name(f"the {name}" if before == "the " else name, language)


def _head_name(text: str, party: Span, kept: _Kept, language: Language) -> tuple[Span, str] | None:
    """The name that a source's phrase is, found or made; none where it is no name: "ministry officials"."""
    pieces = kept.inside(party)
    whole = _without_article(text, party)
    if pieces and pieces[0] != whole and _is_all_name(whole.of(text)) and is_outlet_name(party.of(text), language):
        # The tagger took one outlet for two names: "Delta" and "TV".
        kept.replace(pieces, whole, "media", ADDED_SCORE)
        return whole, "media"
    pieces = _put_together(text, party, pieces, kept, language)
    head = find_head(text, party, {piece: kept.kind(piece) for piece in pieces}, language)
    if head is not None:
        head = _with_front(text, party, head, kept, language)
        return head, kept.kind(head)
    if government_key(" ".join(party.of(text).split())):
        return _trimmed(text, party), "place"
    kind = source_kind_at(text, party, language, {piece.end for piece in pieces})
    if kind not in {"named", "outlet"}:
        return None
    return _made(text, party, kind, kept, language)


def _put_together(text: str, party: Span, pieces: list[Span], kept: _Kept, language: Language) -> list[Span]:
    """The names in a source, two of unlike kinds at its end taken for one: "Caspian" and "Lantern", "Le" and "Palabre"."""
    if len(pieces) < 2 or party.end - pieces[0].end > 1 or pieces[1].end + 1 != pieces[0].start:
        return pieces
    kinds = {kept.kind(piece) for piece in pieces[:2]}
    if len(kinds) < 2 or kinds <= {"person", "place"} or text[pieces[1].end] != " ":
        return pieces
    whole = Span(pieces[1].start, pieces[0].end)
    kept.replace(pieces[:2], whole, "media" if "media" in kinds or outlet_noun(text, whole, language) else "org", ADDED_SCORE)
    return [whole, *pieces[2:]]


def _with_front(text: str, party: Span, head: Span, kept: _Kept, language: Language) -> Span:
    """A name with the capitals before it that the tagger left out: "Christian News [Service]", "the weekly Seto [Himal]"."""
    aired = AIRED.search(text, party.start, head.start)
    if aired is not None:
        kept.replace([head], Span(aired.start(), head.end), "media", ADDED_SCORE)
        return Span(aired.start(), head.end)
    kind = kept.kind(head)
    words = list(FRONT.finditer(text, party.start, head.start))
    front = head
    while words and words[-1].end() == front.start and not _is_no_name(words[-1].group().strip(), kind, language):
        front = Span(words.pop().start(), head.end)
    if kind == "place" or front == head or (kind == "person" and " " in head.of(text)):
        return head
    is_outlet = bool(outlet_noun(text, front, language))
    pieces = [piece for piece in kept.inside(party) if front.overlaps(piece)]
    if pieces != [head] and not (is_outlet and all(front.contains(piece) for piece in pieces)):
        return head
    kept.replace(pieces, front, "media" if is_outlet else kind, ADDED_SCORE)
    return front


def _is_no_name(word: str, kind: str, language: Language) -> bool:
    """Whether a word with a capital before a name is no part of it: an article, and before a person's a title or a people."""
    lower = word.lower()
    if lower in language.lexicon.lists["grammar.definite"] or lower in language.lexicon.lists["grammar.indefinite"]:
        return True
    return kind == "person" and (
        is_title(lower, language) or lower in language.lexicon.lists["demonyms.words"] or word.isupper()
    )


def _without_article(text: str, span: Span) -> Span:
    match = ARTICLE.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match else span


def _is_all_name(words: str) -> bool:
    return len(words) < LONGEST_NAME and all(word[0].isupper() for word in words.split())


def find_head(text: str, phrase: Span, inside: Mapping[Span, str], language: Language) -> Span | None:
    """The name that a phrase is, whatever stands around it; none in "ministry staff" or "a source close to Holt".

    `inside` are the names in the phrase with their kinds, the last first.
    """
    for span, kind in inside.items():
        if not (CORE_END.match(text[span.end : phrase.end]) or outlet_noun(text, span, language)):
            continue
        begin = title_run(text, span.start, language) if kind == "person" else span.start
        before = text[phrase.start : max(phrase.start, begin)]
        if kind == "place" and PARTICIPLE.search(before):
            # "refugees reaching Sudan".
            continue
        is_apposed = before.rstrip().endswith((",", " named", " called", "—", "–")) and kind != "place"
        if is_apposed or not PREPOSITION.search(before):
            return span
    return None


def _made(text: str, party: Span, kind: str, kept: _Kept, language: Language) -> tuple[Span, str] | None:
    """A name that the tagger passed over in a source."""
    words = re.split(r"[,(\[—–]", party.of(text), maxsplit=1)[0]
    span = _trimmed(text, Span(party.start, party.start + len(words.rstrip())))
    span = _without_article(text, span)
    pieces = [other for other in kept.inside(party) if span.overlaps(other)]
    if pieces and " " in span.of(text) and _is_all_name(span.of(text)) and all(piece.end < span.end for piece in pieces):
        # "Rand" of "Rand Messenger": the tagger saw the beginning.
        kept.replace(pieces, span, "org", ADDED_SCORE)
        return span, "org"
    if not any(c.isupper() for c in span.of(text)) or pieces:
        return None
    if kind == "outlet":
        head = span.of(text).split()[-1:]
        return (span, "media") if head and head[0][:1].isupper() else None
    name = parse_person(span.of(text), language)
    bodies = language.lexicon.lists["nouns.bodies"]
    if any(word.lower() in bodies for word in span.of(text).split()) or (len(name.words) == 1 and not name.titles):
        return span, "org"
    at = span.of(text).rfind(name.words[0]) if name.words else -1
    if at >= 0 and span.start > party.start and not name.titles and len(name.words) > 1:
        # Nobody is called "the Sunday Lough".
        return span, "org"
    return (Span(span.start + max(0, at), span.end), "person") if at >= 0 else None


def _mention(text: str, span: Span, kind: str, score: float, is_source: bool, language: Language) -> NameMention | None:
    words = span.of(text)
    if kind == "place":
        if not is_source:
            return None
        key = government_key(words) or f"government:{_form(text, span)}"
        named = Named(span, "government", parse_body(words), key)
        return NameMention(span, "org" if GOVERNMENT.match(words) else "place", named, score) if named.name.keys else None
    if kind == "person":
        begin = title_run(text, span.start, language)
        name = add_titles(parse_person(words, language), text[begin : span.start])
        named = Named(span, "person", name)
    else:
        named = Named(span, kind, parse_body(text[span.start : _bracket(text, span)]))
    if not named.name.keys:
        return None
    return NameMention(span, cast("MentionKind", kind), named, score, outlet_noun(text, span, language))


def _bracket(text: str, span: Span) -> int:
    """The end of a name with the acronym in brackets behind it: "the World Health Organization (WHO)"."""
    match = ACRONYM.match(text, span.end)
    return match.end() if match else span.end
