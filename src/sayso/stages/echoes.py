"""Who rejects or repeats what another says, where it stands in apposition or as the object of a verb that judges.

In: a draft. Out: one attribution more for "P, a charge she denies", "P, something the union has also alleged"; and a denial of
P, instead of a claim that P, for "called suggestions that P “an absolute lie”" and "rejected as baseless a report by Z that P".
It needs a noun for what was said and a verb of saying or denying; whose claim it was stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from sayso.records import Attribution, CueKind, Span, strip_span
from sayso.stages.drafts import Draft
from sayso.stages.parties import ASIDE

__all__ = ["add_echoes", "turn_judged"]

#: How sure an attribution is that only the form of the sentence shows, against the one it answers; not measured apart.
SCORE: Final = 0.75
ALONE: Final = 0.6
SAYING: Final[frozenset[CueKind]] = frozenset({"speech", "writing", "report", "claim", "accusation", "denial"})
#: Before an echo stands a comma or a dash.
BREAKS: Final = frozenset({",", "—", "–", "-"})
OF_NOUN: Final = frozenset({"det", "mod", "poss"})
#: Who speaks is no clause.
OUTSIDE: Final = ASIDE - {"conj", "acl", "appos"}
THAT = re.compile(r"\bthat\s")
#: The judgement at the end of what is called so: "an absolute lie", "as baseless".
JUDGEMENT = re.compile(
    r"\s+(?P<whole>(?:as\s+)?[“\"‘']?(?:(?:an?|the|simply|completely|totally|utterly|entirely|just|nothing but)\s+)*"
    r"(?:[\w-]+\s+){0,2}?(?P<word>[\w-]+)(?:\s+up)?[.,]?[”\"’']?)[.,]?\s*\Z"
)


def add_echoes(draft: Draft) -> None:
    """Add who repeats or rejects what stands before a comma."""
    for sentence in draft.analysis.sentences:
        for noun, verb, subject in list(_echoes(draft, sentence)):
            _add(draft, sentence, noun, verb, subject)


def _echoes(draft: Draft, sentence: Span) -> Iterator[tuple[int, int, int]]:
    """Noun, verb and subject of each echo: "a charge she denies"."""
    tree = draft.tree
    for noun in tree.inside(sentence):
        named = draft.is_in(noun, "relays.statements") or draft.is_in(noun, "relays.figures")
        if tree.form(noun) != "something" and not named:
            continue
        first = min([noun, *(child for child in tree.children(noun, *OF_NOUN) if child < noun)])
        if first == 0 or tree.form(first - 1) not in BREAKS or tree.words[first - 1].span.start < sentence.start:
            continue
        for verb in tree.children(noun, "relcl", "acl"):
            subject = tree.subject(verb)
            if subject is None or not noun < subject < verb or tree.relation(subject) == "subj_pass":
                continue
            if not any(child > verb for child in tree.children(verb, "obj", "ccomp")):
                yield noun, verb, subject
                break


def _add(draft: Draft, sentence: Span, noun: int, verb: int, subject: int) -> None:
    tree = draft.tree
    before = [child for child in tree.children(verb, "aux", "mod") if subject < child < verb]
    cue = tree.extent([*before, verb])
    source = tree.extent(p for p in tree.below(subject, OUTSIDE) if p < min([*before, verb]))
    first = min([noun, *(child for child in tree.children(noun, *OF_NOUN) if child < noun)])
    start = tree.words[first - 1].span.start
    if cue is None or source is None or source.start < start:
        return
    sense = draft.language.read_cue(cue.of(draft.text), "", "")
    if sense.kind not in SAYING or sense.polarity == "?":
        return
    if sense.kind != "denial" and (draft.is_in(verb, "negation.calling") or draft.is_in(noun, "relays.figures")):
        # "a move the union described as wicked", "a figure the clinic gave".
        return
    host = _answered(draft, sentence, start)
    left = _before(draft.text, host.contents, start) if host is not None else _clause(draft, sentence, start)
    contents = tuple(left)
    if not contents:
        return
    if host is not None:
        draft.kept[host.id] = replace(host, contents=contents)
    tail = Span(start, sentence.end)
    marked = {one.id for one in draft.within(tail) if any(c.overlaps(cue) for c in one.cue)}
    draft.kept = {
        key: replace(one, parent=None) if one.parent in marked else one for key, one in draft.kept.items() if key not in marked
    }
    score = SCORE * host.score if host is not None else ALONE
    parent = host.parent if host is not None else None
    polarity = "-" if sense.kind == "denial" else sense.polarity
    made = draft.make(source, cue, contents, sense.kind, parent=parent, score=score, polarity=polarity)
    draft.kept[made.id] = made


def _answered(draft: Draft, sentence: Span, start: int) -> Attribution | None:
    """Whose words stand right before the echo."""
    own = [
        one for one in draft.within(sentence)
        if one.sources and one.cue_kind != "decline" and one.cue[-1].end <= start
        and any(span.start < start and not draft.text[min(span.end, start) : start].strip(" .,”\"") for span in one.contents)
    ]  # fmt: skip
    # Of nested ones the innermost: what it is that somebody says.
    return min(own, key=lambda one: sum(len(span) for span in _before(draft.text, one.contents, start)), default=None)


def _before(text: str, contents: Sequence[Span], start: int) -> Iterator[Span]:
    for span in contents:
        if span.start < start:
            end = min(span.end, start)
            yield Span(span.start, span.start + len(text[span.start : end].rstrip(" ,—–-")))


def _clause(draft: Draft, sentence: Span, start: int) -> tuple[Span, ...]:
    """What the sentence states before the echo, if nobody in it says anything."""
    whole = strip_span(draft.text, Span(sentence.start, start))
    if any(one.cue[0].start < start for one in draft.within(sentence)) or not draft.tree.has_clause((whole,)):
        return ()
    return (whole,)


def turn_judged(draft: Draft) -> None:
    """Turn what somebody calls a lie into his denial of it."""
    for one in draft.attributions:
        turned = _judged(draft, one)
        if turned is not None:
            draft.kept[one.id] = turned


def _judged(draft: Draft, one: Attribution) -> Attribution | None:
    """The denial that an attribution is: of the clause whose noun its verb takes and calls false."""
    if not one.contents or not one.sources or one.contents[-1].end <= one.cue[0].start:
        return None
    whole = Span(one.cue[0].start, one.contents[-1].end)
    verb = next((p for p in draft.tree.inside(whole) if draft.is_in(p, "negation.calling")), None)
    if verb is None or draft.tree.words[verb].span.start > one.cue[-1].end:
        return None
    that = THAT.search(draft.text, draft.tree.words[verb].span.end, whole.end)
    if that is None:
        return None
    nouns = draft.tree.inside(Span(draft.tree.words[verb].span.end, that.start()))
    if not any(draft.is_in(place, "relays.statements") for place in nouns):
        return None
    match = _judgement(draft, that.end(), whole.end)
    if match is None:
        return None
    clause = strip_span(draft.text, Span(that.start(), match.start("whole")))
    if not draft.tree.has_clause((clause,)):
        return None
    cue = (Span(one.cue[0].start, draft.tree.words[verb].span.end),)
    return replace(one, cue=cue, cue_kind="denial", polarity="-", contents=(clause,), style="indirect")


def _judgement(draft: Draft, start: int, end: int) -> re.Match[str] | None:
    """The judgement at the end of a stretch of text, if it is one that rejects; a closing mark may stand behind it."""
    end += draft.text[end : end + 1] in {"”", '"', "’"}
    match = JUDGEMENT.search(draft.text, start, end)
    rejects = match is not None and draft.language.is_in(match.group("word").lower(), "negation.rejections")
    return match if rejects else None
