"""Whom others quote: "the paper quoted a nurse as saying [that P]", "P, the minister was quoted as saying by the daily".

In: a draft. Out: two attributions for each such sentence, whoever quotes around whoever is quoted, whatever the tagger made of
them: it marks the one, or the other, or takes the first for the speaker of both. A report that "has a cook testifying that P"
quotes her too. It needs the words "as saying" or their like; a bare "quoted by" is left to `relays`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from sayso.languages import Language
from sayso.records import Attribution, Span, merge_spans, strip_span
from sayso.stages.drafts import Draft
from sayso.stages.parties import ASIDE
from sayso.stages.propositions import find_statements
from sayso.stages.trees import find_subject

__all__ = ["add_quoted"]

#: How sure an attribution is that rules found, against the one it belongs to; not measured apart.
SCORE = 0.85
ALONE = 0.6
#: Contents shorter than this are marks.
SHORTEST = 3
#: So far before a quoting verb stands what makes it a passive.
BEFORE = 16
SAYING = r"(?P<cue>as\s+(?:having\s+[a-z]{3,12}|[a-z]{2,12}ing))\b[:,]?\s*(?:that\b)?"
SOURCE = r"\s+(?P<source>[^;:.“”\"]{2,110}?),?\s+"
#: Who quotes where the tree shows no subject: the phrase before the verb, back to a mark or "that".
PHRASE_BEFORE = re.compile(r"(?:^|[,:;.“”\"]\s+|\bthat\s+)(?P<phrase>[^,:;.“”\"]{2,60}?)\s+\Z")
LONGEST_SUBJECT = 66
#: A quoting verb is no passive behind these.
BE = re.compile(r"\b(?:was|were|is|are|been|being)\s+(?:\w+\s+)?\Z")
PASSIVE = re.compile(
    r"(?P<source>[^,;:“”\"]{2,80}?(?:,\s[^,;:“”\"]{2,50},)?)\s+(?:was|were|is|are|has been|have been|had been)\s+"
    r"(?:later\s|also\s|widely\s)?(?P<verb>quoted|cited)\s+(?:(?:by|in)\s+(?P<by>[^,;“”\"]{2,60}?)\s+)?"
    r"(?P<cue>as\s+(?:having\s+[a-z]{3,12}|[a-z]{2,12}ing))\b(?:\s+(?:by|in)\s+(?P<agent>[^,;.“”\"]{2,60}))?[:,]?\s*(?:that\b)?"
)
#: "The document has a cook, Ana Reis, testifying that …", "the paper had him add".
HAVING = re.compile(
    r"(?P<outer>(?:[Tt]he|[Aa]n?|[A-Z])[^,;:“”\"]{2,50}?)\s+(?P<verb>has|had|have)\s+"
    r"(?P<source>him|her|them|(?:the|an?|its|his|her|their)\s[^;:“”\"]{2,70}?),?\s+(?P<cue>[a-z]{2,12}ing|add|say|admit)\b"
)
#: A day between whoever is quoted and "as saying", and what is said of him behind a comma.
DAY = re.compile(r",?\s+(?:on\s+[A-Z][a-z]+|(?:last|this)\s+[a-z]+|there|earlier)\Z")
ADVERB = re.compile(r"\s+(?:also|again|even|then|now|further|later)\Z")
#: A second thing that whoever is quoted does: "and saying that …".
LATER = re.compile(r"\band\s+(?P<cue>[a-z]{2,12}ing)\b")
QUOTES = frozenset('“"')


@dataclass(frozen=True, slots=True)
class _Quotation:
    """Where the parts of one quotation stand; `outer` is none where the subject of the verb is whoever quotes."""

    verb: Span
    source: Span
    cue: Span
    end: int
    outer: Span | None
    is_passive: bool = False


def add_quoted(draft: Draft) -> None:
    """Put whom others quote behind those who quote them."""
    for sentence in draft.analysis.sentences:
        for found in list(_quotations(draft, sentence)):
            _put(draft, sentence, found)


def _quotations(draft: Draft, sentence: Span) -> Iterator[_Quotation]:
    text = draft.text
    for match in PASSIVE.finditer(text, sentence.start, sentence.end):
        named = "by" if match.group("by") else "agent"
        outer = _without(text, Span(*match.span(named)), DAY) if match.group(named) else None
        yield _Quotation(Span(*match.span("verb")), _source(text, match), Span(*match.span("cue")), match.end(), outer, True)
    for match in _active(draft.language).finditer(text, sentence.start, sentence.end):
        verb = Span(*match.span("verb"))
        if not BE.search(text, max(sentence.start, verb.start - BEFORE), verb.start):
            yield _Quotation(verb, _source(text, match), Span(*match.span("cue")), match.end(), None)
    for match in HAVING.finditer(text, sentence.start, sentence.end):
        if draft.language.read_cue(match.group("cue"), "", "").kind in {"speech", "claim", "report", "writing"}:
            outer = _without(text, strip_span(text, Span(*match.span("outer"))), ADVERB)
            yield _Quotation(Span(*match.span("verb")), _source(text, match), Span(*match.span("cue")), match.end(), outer)


@cache
def _active(language: Language) -> re.Pattern[str]:
    """The quoting verbs in all their forms, with whom they quote and "as saying"."""
    lists = language.lexicon.lists
    stems = [verb.removesuffix("e") for verb in lists["relays.cited"] | lists["relays.recorded"]]
    return re.compile(rf"\b(?P<verb>(?:{'|'.join(sorted(map(re.escape, stems)))})(?:e|es|ed|ing|s)?){SOURCE}{SAYING}")


def _source(text: str, match: re.Match[str]) -> Span:
    """Whoever is quoted, without a day behind him."""
    return _without(text, strip_span(text, Span(*match.span("source"))), DAY)


def _without(text: str, span: Span, tail: re.Pattern[str]) -> Span:
    cut = tail.search(text, span.start, span.end)
    return Span(span.start, cut.start()) if cut is not None and cut.start() > span.start else span


def _put(draft: Draft, sentence: Span, found: _Quotation) -> None:
    """Put both attributions of a quotation in place of what the tagger made of its words."""
    outer, inner = _outer(draft, found), _inner(draft, found)
    contents = _contents(draft, sentence, found, outer, inner)
    if not contents or found.source.overlaps(found.cue):
        return
    score = outer.score if outer is not None else inner.score if inner is not None else ALONE / SCORE
    made = draft.make(found.source, found.cue, contents, "speech", parent=None, score=SCORE * score)
    if inner is not None:
        made = replace(made, id=inner.id, cue=inner.cue, cue_kind=inner.cue_kind, polarity=inner.polarity)
    whole = merge_spans((found.source, found.cue, *contents))
    host = _host(draft, found, outer, whole, score)
    for one in draft.attributions:
        # What the tagger made of the same words by another name.
        if one.id not in {made.id, host.id if host is not None else ""} and any(c.overlaps(found.cue) for c in one.cue):
            draft.kept = {
                k: replace(x, parent=made.id) if x.parent == one.id else x for k, x in draft.kept.items() if k != one.id
            }
    if host is not None:
        draft.kept[host.id] = host
        made = replace(made, parent=host.id)
    draft.kept[made.id] = made
    _add_later(draft, sentence, made)
    if host is not None:
        _resource(draft, sentence, host, made)


def _outer(draft: Draft, found: _Quotation) -> Attribution | None:
    """The attribution of the tagger whose cue is the quoting verb."""
    own = [one for one in draft.kept.values() if any(c.overlaps(found.verb) and not c.overlaps(found.cue) for c in one.cue)]
    return own[0] if own and not found.is_passive else None


def _inner(draft: Draft, found: _Quotation) -> Attribution | None:
    """The attribution of the tagger whose cue is "as saying"; in a passive the verb is his too."""
    spans = (found.cue, found.verb) if found.is_passive else (found.cue,)
    own = [one for one in draft.kept.values() if any(c.overlaps(span) for c in one.cue for span in spans)]
    return max(own, key=lambda one: (bool(one.contents), one.score), default=None)


def _contents(
    draft: Draft, sentence: Span, found: _Quotation, outer: Attribution | None, inner: Attribution | None
) -> tuple[Span, ...]:
    """What is said: behind "as saying", or the statement before the verb, or both parts of one quotation."""
    text = draft.text
    known = inner.contents if inner is not None else outer.contents if outer is not None else ()
    before = tuple(span for span in known if span.end <= found.verb.start and not span.overlaps(found.source))
    behind = [span for span in known if span.end > found.end]
    if inner is not None and behind and behind[0].start >= found.end and not before and not found.is_passive:
        return tuple(behind)
    rest = strip_span(text, Span(found.end, max([span.end for span in behind], default=found.end)))
    if len(rest) <= SHORTEST:
        rest = strip_span(text, Span(found.end, sentence.end))
        rest = Span(rest.start, rest.end - (text[rest.end - 1 : rest.end] == "."))
    if len(rest) > SHORTEST and not _is_aside(draft, found, rest):
        both = before and text[before[0].start] in QUOTES and text[rest.start] in QUOTES
        return (*before, rest) if both else (rest,)
    if before:
        return before
    statements = find_statements(draft.tree, sentence, _taken(draft, sentence, found))
    return next((one.spans for one in statements if one.spans[0].start < found.verb.start), ())


def _is_aside(draft: Draft, found: _Quotation, rest: Span) -> bool:
    """Whether what stands behind is only to whom it is said, or by whom quoted: "as telling his party"."""
    text = draft.text
    if text[rest.start] in QUOTES:
        return False
    if found.is_passive and "," in text[found.cue.end : rest.start]:
        return True
    inside = draft.tree.inside(rest)
    is_told = any(draft.is_in(place, "directed.words") for place in draft.tree.inside(found.cue))
    return is_told and not any(draft.tree.is_clause(place) for place in inside) and "“" not in rest.of(text)


def _taken(draft: Draft, sentence: Span, found: _Quotation) -> set[int]:
    spans = [found.verb, found.source, found.cue, *([found.outer] if found.outer is not None else [])]
    subject = _subject(draft, found)
    spans += [subject] if subject is not None else []
    behind = Span(min(found.verb.start, found.source.start), sentence.end)
    return {*draft.tree.within(spans), *draft.tree.inside(behind), *draft.words(draft.within(sentence))}


def _subject(draft: Draft, found: _Quotation) -> Span | None:
    """Who quotes: the subject of the verb."""
    tree = draft.tree
    place = tree.at(found.verb.start)
    subject = tree.subject(place) if place is not None else None
    if place is not None and subject is not None and subject < place:
        return tree.extent(p for p in tree.below(subject, frozenset({"relcl", "acl", "punct", "appos"})) if p < place)
    match = PHRASE_BEFORE.search(draft.text, max(0, found.verb.start - LONGEST_SUBJECT), found.verb.start)
    inside = tree.inside(Span(*match.span("phrase"))) if match is not None else ()
    if match is None or not inside or any(tree.is_clause(p) or tree.relation(p) == "aux" for p in inside):
        return None
    first = match.group("phrase").split()[0]
    if not first[0].isupper() and first not in draft.lists["grammar.definite"] | draft.lists["grammar.indefinite"]:
        return None
    return Span(*match.span("phrase"))


def _host(
    draft: Draft, found: _Quotation, outer: Attribution | None, whole: tuple[Span, ...], score: float
) -> Attribution | None:
    """Whoever quotes, with all of it as contents."""
    if outer is not None:
        source = (found.outer,) if found.outer is not None else outer.sources
        return replace(outer, contents=tuple(sorted(whole)), sources=source)
    source_span = found.outer if found.outer is not None else None if found.is_passive else _subject(draft, found)
    if source_span is None:
        return None
    around = [one for one in draft.kept.values() if any(span.contains(found.verb) for span in one.contents)]
    parent = min(around, key=lambda one: sum(map(len, one.contents)), default=None)
    own = parent.id if parent is not None else None
    return draft.make(source_span, found.verb, tuple(sorted(whole)), "report", parent=own, score=SCORE * score)


def _add_later(draft: Draft, sentence: Span, made: Attribution) -> None:
    """Give what whoever is quoted says next to him: "as calling it a bus and saying that he would get off"."""
    match = LATER.search(draft.text, made.cue[-1].end, sentence.end)
    if match is None:
        return
    for one in draft.within(sentence):
        if one.cue[0].start == match.start("cue") and one.id != made.id:
            draft.kept[one.id] = replace(one, sources=made.sources, parent=made.parent)
            rest = tuple(span for span in made.contents if span.start < match.start())
            cut = tuple(Span(s.start, min(s.end, match.start())) for s in rest)
            draft.kept[made.id] = replace(made, contents=tuple(strip_span(draft.text, s) for s in cut) or made.contents)


def _resource(draft: Draft, sentence: Span, host: Attribution, made: Attribution) -> None:
    """Give verbs inside what is quoted their own subjects where the tagger gave them whoever quotes."""
    tree = draft.tree
    behind = Span(made.cue[-1].end, sentence.end)
    for one in draft.within(behind):
        place = tree.head(one.cue)
        if place is None or one.sources != host.sources or one.id in {made.id, host.id}:
            continue
        subject = find_subject(tree, place)
        span = tree.extent(p for p in tree.below(subject, ASIDE - {"conj"}) if p < place) if subject is not None else None
        if span is not None and behind.contains(span):
            draft.kept[one.id] = replace(one, sources=(span,), parent=made.id)
