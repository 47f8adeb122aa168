"""Speakers between commas or in front of a sentence that the tagger passed over, and quotations inside quotations.

In: a draft. Out: attributions for "its engine, the paper continues, bore a stamp", "below her, says the newsletter, sat the
clerk", "as per the daily, P", and for ‘Whoever stays is a traitor’ in what somebody says that the captain shouted. Each needs a
verb or phrase of saying and somebody before or behind it; what the tagger has marked stays as it is.
"""

import re
from dataclasses import replace

from sayso.records import Attribution, CueKind, Span, merge_spans, strip_span
from sayso.stages.drafts import Draft
from sayso.stages.parties import ASIDE
from sayso.stages.trees import find_subject

__all__ = ["add_asides", "add_nested_quotations"]

#: How sure an attribution is that only the form of the sentence shows; not measured apart.
SCORE = 0.6
NESTED_SCORE = 0.75
SAYING: frozenset[CueKind] = frozenset(
    {"speech", "writing", "report", "claim", "implied", "threat", "promise", "accusation", "demand", "belief"}
)
#: Between commas: somebody and a verb …
BETWEEN = re.compile(
    r",\s+(?P<source>[^,;:“”\"()]{2,60}?)\s+(?P<verb>(?:(?:had|has|have)\s)?(?:also\s)?[a-z]{3,12}(?:\son)?)(?=,\s)"
)
#: … or a verb and somebody.
INVERTED = re.compile(
    r",\s+(?P<verb>says|said|writes|wrote|reports|reported|adds|added|notes|noted)\s+(?P<source>[^,;:“”\"()]{2,60})(?=,\s)"
)
#: In front of a sentence.
OPENING = re.compile(
    r"(?P<cue>[Aa]s per|[Pp]er|[Aa]ccording to|[Bb]y the (?:count|account|estimate|reckoning|tally) of"
    r"|[Ii]n the (?:view|words|opinion|telling) of)\s+(?P<source>[^,;:“”\"()]{2,60}),\s+"
)
#: Somebody goes on.
GOING_ON = frozenset({"continues", "continued", "goes on", "went on", "concludes", "concluded", "observes", "ran"})
OPENERS = frozenset({"a", "an", "one", "two", "three", "several", "he", "she", "they", "it", "both", "officials", "sources"})
#: A quotation inside another, and what may stand between it and its verb.
INNER_QUOTE = re.compile(
    r"(?<=[\s“\"(:,])(?:‘(?P<curly>[^‘“”\"]{6,300}?[\w.,!?…])’(?!\w)|'(?P<plain>[^“”\"]{6,300}?[\w.,!?…])'(?!\w))"
)
TO_QUOTE = re.compile(r"(?:\s+(?:at\s|to\s)?(?:me|us|him|her|them|everyone|everybody|you))?(?:\s+that)?[,:]?\s*\Z")
#: Who says an inner quotation, behind it: "‘Paper remembers,’ he used to say".
BEHIND_QUOTE = re.compile(
    r"\s+(?P<source>he|she|they|(?:the|his|her|their|my)\s[a-z]+(?:\s[a-z]+)?|[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)\s+"
    r"(?P<cue>(?:used to\s|would\s|had\s)?[a-z]{3,10})\b"
)
OWN = frozenset({"i", "we"})
#: So many closing marks a tagger may leave outside contents.
CUT = 2


def add_asides(draft: Draft) -> None:
    """Add the speakers between commas and in front of sentences."""
    for sentence in draft.analysis.sentences:
        for match in OPENING.finditer(draft.text, sentence.start, sentence.end):
            if match.start() == sentence.start:
                _add_opening(draft, sentence, match)
            break
        for pattern in (BETWEEN, INVERTED):
            for match in pattern.finditer(draft.text, sentence.start, sentence.end):
                _add_between(draft, sentence, match)
    for one in draft.attributions:
        _widen(draft, one)


def _add_opening(draft: Draft, sentence: Span, match: re.Match[str]) -> None:
    """Add a relay in front of a sentence."""
    cue, source = Span(*match.span("cue")), Span(*match.span("source"))
    if draft.is_marked(cue) or draft.is_marked(source):
        return
    contents = _without_stop(draft.text, Span(match.end(), sentence.end))
    if draft.tree.has_clause((contents,)):
        made = draft.make(source, cue, (contents,), "report", parent=None, score=SCORE)
        _adopt(draft, made)


def _add_between(draft: Draft, sentence: Span, match: re.Match[str]) -> None:
    """Add whoever speaks between commas, with the clause around him."""
    verb, source = Span(*match.span("verb")), strip_span(draft.text, Span(*match.span("source")))
    words = match.group("verb")
    kind = draft.language.read_cue(words, "", "").kind
    going_on = words.removeprefix("also ") in GOING_ON
    if (kind not in SAYING and not going_on) or draft.is_marked(verb) or draft.is_marked(source):
        return
    if not _is_somebody(draft, source) or not _is_predicated(draft, verb, source):
        return
    around = [one for one in draft.kept.values() if any(span.contains(verb) for span in one.contents)]
    parent = min(around, key=lambda one: sum(map(len, one.contents)), default=None)
    held = next((s for s in parent.contents if s.contains(verb)), sentence) if parent is not None else sentence
    whole = Span(max(held.start, sentence.start), min(held.end, sentence.end))
    before = strip_span(draft.text, Span(whole.start, match.start()))
    behind = _without_stop(draft.text, Span(match.end() + 1, whole.end))
    contents = tuple(span for span in (before, behind) if span)
    if not draft.tree.has_clause(contents):
        return
    own = parent.id if parent is not None else None
    made = draft.make(source, verb, contents, "speech" if kind not in SAYING else kind, parent=own, score=SCORE)
    _adopt(draft, made)


def _adopt(draft: Draft, made: Attribution) -> None:
    """Keep an attribution, and put those whose cue stands in its contents and that nobody relays yet behind it."""
    draft.kept[made.id] = made
    for one in draft.attributions:
        inside = one.id != made.id and any(span.contains(one.cue[0]) for span in made.contents)
        if inside and one.parent == made.parent:
            draft.kept[one.id] = replace(one, parent=made.id)


def _is_somebody(draft: Draft, source: Span) -> bool:
    """Whether a phrase is a source by its first word, and no clause."""
    first, *rest = source.of(draft.text).split(None, 1)
    if not rest and first in draft.lists["grammar.definite"]:
        return False
    named = first[:1].isupper() or first in draft.lists["grammar.definite"] or first in OPENERS
    tree = draft.tree
    return named and not any(
        tree.relation(p) == "aux" or tree.is_clause(p) or tree.form(p) in {"and", "but", "which", "who", "as"}
        for p in tree.inside(source)
    )


def _is_predicated(draft: Draft, verb: Span, source: Span) -> bool:
    """Whether a verb in the past or third person has its subject in the phrase before it; "the big debate" is no verb."""
    tree = draft.tree
    for place in tree.inside(verb):
        subject = tree.subject(place)
        inflected = draft.language.lemmas(tree.form(place))[0] != tree.form(place)
        if inflected and subject is not None and subject in tree.inside(source):
            return True
    return False


def _widen(draft: Draft, one: Attribution) -> None:
    """Give a speaker between commas the sentence around him, where the tagger left a scrap: "Seated below her, says X, P"."""
    if len(one.contents) != 1 or len(one.sources) != 1 or one.parent is not None or one.cue_kind not in SAYING:
        return
    text, tree = draft.text, draft.tree
    sentence = next((s for s in draft.analysis.sentences if s.contains(one.cue[0])), None)
    aside = Span(min(one.sources[0].start, one.cue[0].start), max(one.sources[0].end, one.cue[-1].end))
    before = one.contents[0]
    if sentence is None or before.end > aside.start or tree.has_clause((before,)):
        return
    between = text[before.end : aside.start].strip() == "," and text[aside.end : aside.end + 2] == ", "
    behind = _without_stop(text, Span(aside.end + 2, sentence.end)) if between else None
    if behind is None or before.start != sentence.start or not tree.has_clause((behind,)):
        return
    wider = replace(one, contents=(before, behind))
    draft.kept[one.id] = wider
    for other in draft.within(behind):
        if other.parent is None and other.id != one.id:
            draft.kept[other.id] = replace(other, parent=one.id)


def _without_stop(text: str, span: Span) -> Span:
    """A span without white space and a full stop at its end."""
    span = strip_span(text, span)
    return Span(span.start, span.end - 1) if text[span.end - 1 : span.end] == "." and len(span) > 1 else span


def add_nested_quotations(draft: Draft) -> None:
    """Add whoever is quoted inside what somebody says, in quotation marks of the other sort."""
    for one in draft.attributions:
        for span in one.contents:
            for match in list(INNER_QUOTE.finditer(draft.text, span.start, span.end + CUT)):
                made = _nested(draft, one, Span(*match.span()), span)
                if made is not None and made.id not in draft.kept:
                    draft.kept[made.id] = made


def _nested(draft: Draft, holder: Attribution, quote: Span, span: Span) -> Attribution | None:
    tree = draft.tree
    if any(other.parent == holder.id and any(s.overlaps(quote) for s in other.contents) for other in draft.kept.values()):
        return None
    behind = BEHIND_QUOTE.match(draft.text, quote.end, span.end)
    if behind is not None and (kind := draft.language.read_cue(behind.group("cue"), "", "").kind) in SAYING:
        who, says = Span(*behind.span("source")), Span(*behind.span("cue"))
        return draft.make(who, says, (quote,), kind, parent=holder.id, score=NESTED_SCORE * holder.score)
    if len(tree.inside(quote)) < 4:
        return None
    for place in reversed(tree.inside(Span(span.start, quote.start))):
        word = tree.words[place].span
        if not TO_QUOTE.fullmatch(draft.text, word.end, quote.start):
            continue
        kind = draft.language.read_cue(tree.form(place), "", "").kind
        subject = find_subject(tree, place)
        if kind not in SAYING or subject is None or tree.form(subject) in OWN:
            continue
        first = min(c for c in [place, *tree.children(place, "aux")] if c > subject) if place > subject else place
        source = tree.extent(p for p in tree.below(subject, ASIDE - {"conj"}) if p < first)
        cue = tree.extent([first, place])
        if source is None or cue is None or not span.contains(source) or draft.is_marked(word):
            return None
        return draft.make(source, cue, merge_spans((quote,)), kind, parent=holder.id, score=NESTED_SCORE * holder.score)
    return None
