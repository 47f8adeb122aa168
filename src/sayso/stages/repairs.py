"""Attributions that the tagger cut short or passed over, put right by what their sentence shows.

In: a draft. Out: a speaker without contents gets the clause of his sentence that nobody else says ("P, X said, according to
Y"); who rejects or confirms another's claim is set beside him rather than before him ("X rejected Z's claim that P" is Z's
claim and X's denial of P); and speakers behind a sentence that nobody was found for are added ("P, its leader, X, threatened
on Friday").
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.records import Attribution, CueKind, Span, strip_span
from sayso.stages.drafts import Draft
from sayso.stages.parties import find_agent
from sayso.stages.propositions import find_statements
from sayso.stages.trees import find_subject

__all__ = ["make_repairs"]

SAYING: frozenset[CueKind] = frozenset(
    {"speech", "writing", "report", "claim", "implied", "threat", "promise", "accusation", "demand"}
)
#: Relations of a noun under a verb: a claim that is rejected, not a clause that is denied.
NOMINAL = frozenset({"obj", "subj", "subj_pass", "obl", "nmod", "iobj", "flat"})
#: A source that runs on into the contents: "said the whip, a former referee, that the list was closed".
RUN_ON = re.compile(r",\s+that\s(?!(?:is|are|was|were|has|had|have)\s)")
#: A source that begins too early: "it printed a note in which the doctor", "whose guards the Courier".
RAN_IN = re.compile(r".*\bin which\s+(?=\S)|^whose\s+(?:[a-z]+\s+)+(?=(?:the\s+)?[A-Z])")
#: A source longer than this may have run on.
LONG_SOURCE = 60
#: Behind a statement: its speaker, perhaps with a name in apposition, and a verb.
BEHIND = re.compile(
    r",\s+(?P<source>[^,;:“”\"()]{2,60}(?:,\s+[^,;:“”\"()]{2,40},)?)\s+(?P<verb>[a-z]{3,14}(?: on)?)(?=[\s.]|$)"
)
#: A forename that is spelled like a cue: Said.
FORENAME = re.compile(r"(?:, |[a-z] )Said [A-Z][a-z]")
#: The end of contents that is really a name: behind a closing quotation mark, or behind a comma and cut in two.
NAME_AFTER_QUOTE = re.compile(r"(?<=[”\"])(?P<gap>\s+)(?P<name>[A-Z][^“”\"]{2,110})\Z")
NAME_AFTER_COMMA = re.compile(
    r"(?P<gap>[,”\"]\s*)(?P<name>(?:[a-z][a-z-]+\s+){0,4}(?:[A-Z][\w.’'-]*\s+){0,3}[A-Z][\w.’'-]*[-\s]?)\Z"
)
BE = frozenset({"was", "were", "is", "are", "be", "been", "being"})
IMPERSONAL = frozenset({"it", "there", "which", "what", "that"})
#: Behind a quotation that opens its sentence: “It lasted an hour,” he told the station.
QUOTED_BEHIND = re.compile(r"[“\"][^“”\"]{3,400}[,!?][”\"]\s+(?P<source>[^,;:“”\"()]{2,60}?)\s+(?P<verb>[a-z]{3,14})(?=[\s.])")
#: Marks that a noun phrase may hold.
OF_PHRASES = frozenset({"'s", "’s", "'", "’", "of", "for", "in", "at", "to", "with", "on"})
#: A relay behind its sentence that the tagger passed over: ", as per the agency."
ACCORDING = re.compile(r",\s+(?P<cue>according to|as per|per)\s+(?P<source>[^,;:“”\"()]{2,60}?)(?=[.]?$|[.]\s)")
LEARNED = re.compile(
    r",\s+(?P<source>[^,;:“”\"()]{2,60}?)\s+(?P<verb>(?:has|have|had)\s(?:learned|learnt|heard|been told))"
    r"(?:\s+(?P<cue>from|by)\s+(?P<party>[^,;.“”\"]{2,60}))?(?=[.]|$)"
)
OPENERS = frozenset({"a", "an", "one", "two", "three", "several", "he", "she", "they", "it"})
#: How sure a speaker is whom only the form of the sentence shows; not measured apart.
SCORE = 0.6


def make_repairs(draft: Draft) -> None:
    """Put the attributions right."""
    _drop_doubles(draft)
    for one in draft.attributions:
        whole = _with_source(
            draft, _with_name(draft, _without_run_on(draft.text, _in_brackets(draft.text, _with_verb(draft, one))))
        )
        draft.kept[one.id] = _without_patient(draft, whole)
    for sentence in draft.analysis.sentences:
        for empty in draft.within(sentence):
            if not empty.contents and empty.sources and empty.cue_kind in SAYING:
                _fill(draft, sentence, empty)
        for made in [*_according(draft, sentence), *_learned(draft, sentence), *_behind(draft, sentence)]:
            draft.kept[made.id] = made
    for inner in draft.attributions:
        outer = draft.kept.get(inner.parent or "")
        if outer is not None and outer.polarity == "+" and _is_judged(draft, outer, inner):
            outer = replace(outer, polarity="-")
        elif outer is None or not _is_beside(draft, outer, inner):
            continue
        draft.kept[outer.id] = replace(outer, contents=inner.contents)
        draft.kept[inner.id] = replace(inner, parent=outer.parent)


def _without_run_on(text: str, one: Attribution) -> Attribution:
    """The attribution without the clause that the tagger took into its source."""
    source = one.sources[0] if len(one.sources) == 1 else None
    ran_in = RAN_IN.search(source.of(text)) if source is not None else None
    if source is not None and ran_in is not None:
        return replace(one, sources=(Span(source.start + ran_in.end(), source.end),))
    match = RUN_ON.search(source.of(text)) if source is not None and len(source) > LONG_SOURCE else None
    if match is None or source is None or not one.contents:
        return one
    cut = Span(source.start, source.start + match.start())
    return replace(
        one, sources=(cut,), contents=tuple(sorted((*one.contents, strip_span(text, Span(cut.end + 1, source.end)))))
    )


def _with_verb(draft: Draft, one: Attribution) -> Attribution:
    """The attribution with its verb in the cue, where the tagger marked only its auxiliaries: "has [ordered the doors]"."""
    tree, contents = draft.tree, one.contents[:1]
    cue = tree.within(one.cue)
    first = tree.inside(contents[0])[0] if contents and tree.inside(contents[0]) else None
    if first is None or not cue or cue[-1] + 1 != first or len(one.cue) != 1:
        return one
    small = all(tree.form(place) in draft.lists["grammar.auxiliaries"] for place in cue)
    if not small or not all(tree.words[place].head == first for place in cue):
        return one
    verb, rest = tree.words[first].span, strip_span(draft.text, Span(tree.words[first].span.end, contents[0].end))
    sense = draft.language.read_cue(draft.text[one.cue[0].start : verb.end], "", rest.of(draft.text)[:40])
    if not rest or sense.kind == "other":
        return one
    return replace(one, cue=(Span(one.cue[0].start, verb.end),), contents=(rest, *one.contents[1:]), cue_kind=sense.kind)


def _without_patient(draft: Draft, one: Attribution) -> Attribution:
    """The attribution without a source to whom something is said or of whom it is thought: "Reagan was once asked how P"."""
    tree = draft.tree
    head = tree.head(one.cue)
    if head is None or len(one.sources) != 1 or not draft.is_in(head, "moods.patients") or find_agent(tree, head) is not None:
        return one
    subject = find_subject(tree, head)
    is_passive = any(tree.form(child) in BE for child in tree.children(head, "aux"))
    if (
        subject is None
        or subject not in tree.inside(one.sources[0])
        or not (is_passive or tree.relation(subject) == "subj_pass")
    ):
        return one
    # What is expected or thought is of him; what he is asked or told is not.
    is_of_him = bool(one.contents) and one.cue_kind in {"belief", "perception", "report", "accusation", "other"}
    contents = tuple(sorted((*one.sources, *one.contents))) if is_of_him else one.contents
    return replace(one, sources=(), source_kind="none", contents=contents)


def _drop_doubles(draft: Draft) -> None:
    """Keep one of two attributions that say the same of the same, and none whose cue is a forename: "Said Ould Brahim"."""
    seen: dict[tuple[tuple[Span, ...], tuple[Span, ...]], str] = {}
    for one in sorted(draft.attributions, key=lambda x: -x.score):
        key = (one.sources, one.contents)
        if one.cue[0].of(draft.text) == "Said" and FORENAME.match(draft.text, max(0, one.cue[0].start - 2)):
            del draft.kept[one.id]
        elif one.sources and one.contents and key in seen:
            first = seen[key]
            del draft.kept[one.id]
            draft.kept = {k: replace(x, parent=first) if x.parent == one.id else x for k, x in draft.kept.items()}
        else:
            seen[key] = one.id


def _in_brackets(text: str, one: Attribution) -> Attribution:
    """The attribution with only what stands in its brackets: "the mine (planted in May, sappers believe) killed two"."""
    if not one.contents:
        return one
    low = min(span.start for span in one.contents)
    opened = text.rfind("(", low, one.cue[0].start)
    closed = text.find(")", one.cue[-1].end, one.cue[-1].end + LONG_SOURCE * 4)
    if opened < 0 or closed < 0 or ")" in text[opened : one.cue[0].start] or "(" in text[one.cue[-1].end : closed]:
        return one
    held = Span(opened + 1, closed)
    inside = [Span(max(s.start, held.start), min(s.end, held.end)) for s in one.contents if s.overlaps(held)]
    # What runs on behind the bracket, or nothing but it, is no aside.
    inside = [span for span in inside if text[span.start : span.end].strip(" ,)(")]
    if not inside and one.sources and held.contains(one.sources[0]):
        # "the order (issued, lawyers contend, without a hearing) evicts": what is said stands beside the speaker.
        first, last = min(one.sources[0].start, one.cue[0].start), max(one.sources[-1].end, one.cue[-1].end)
        inside = [strip_span(text, Span(held.start, first)), strip_span(text, Span(last, held.end))]
        inside = [Span(s.start, s.end - (text[s.end - 1] == ",")) for s in inside if text[s.start : s.end].strip(" ,")]
    return replace(one, contents=tuple(inside)) if inside else one


def _with_name(draft: Draft, one: Attribution) -> Attribution:
    """The attribution with the name before its cue that the tagger took into the contents: "“P,” Mia Holt [alleged]"."""
    text = draft.text
    end = one.sources[0].start if one.sources else one.cue[0].start
    at = next((n for n, span in enumerate(one.contents) if span.end <= end and not text[span.end : end].strip(" ,")), None)
    if at is None or (one.sources and "," in text[one.contents[at].end : end]):
        return one
    span = one.contents[at]
    match = (NAME_AFTER_COMMA if one.sources else NAME_AFTER_QUOTE).search(text, span.start, span.end)
    if match is None or match.start("name") == span.start:
        return one
    source = Span(match.start("name"), one.sources[0].end if one.sources else span.end)
    left = strip_span(text, Span(span.start, match.start("gap")))
    contents = (*one.contents[:at], left, *one.contents[at + 1 :]) if left else one.contents
    return replace(one, sources=(source, *one.sources[1:]), contents=contents)


def _with_source(draft: Draft, one: Attribution) -> Attribution:
    """The attribution with the source that stands right before its cue, or that of the verb that its participle hangs on."""
    words = one.cue[0].of(draft.text).lower()
    if one.sources and words in draft.lists["hedges.unnamed"]:
        # "allegedly" is nobody's word.
        return replace(one, sources=())
    if one.sources and one.sources[0].of(draft.text).lower() in draft.lists["grammar.auxiliaries"] | {"having"}:
        # "Having said that".
        return replace(one, sources=(), source_kind="none")
    if one.sources or one.cue_kind not in SAYING or words in draft.lists["hedges.unnamed"]:
        return one
    tree = draft.tree
    last = max(one.contents, default=None)
    cue = one.cue[0].start
    stands_before = (
        last is not None and len(one.contents) > 1 and last.end <= cue and not draft.text[last.end : cue].strip(" ,")
    )
    if last is not None and stands_before and not tree.has_clause((last,)):
        return replace(one, sources=(last,), contents=tuple(span for span in one.contents if span != last))
    head = tree.head(one.cue)
    subject = tree.subject(head) if head is not None else None
    if subject is not None and tree.relation(subject) == "subj" and tree.form(subject) not in IMPERSONAL:
        extent = tree.extent(p for p in tree.below(subject, frozenset({"relcl"})) if head is not None and p < head)
        outside = extent is not None and not any(extent.overlaps(span) for span in (*one.cue, *one.contents))
        if extent is not None and outside:
            return replace(one, sources=(strip_span(draft.text, extent),))
    if head is not None and tree.relation(head) in {"advcl", "acl"} and tree.form(head).endswith("ing"):
        above = tree.words[head].head
        for other in draft.kept.values():
            if other.id != one.id and other.sources and any(above in tree.inside(span) for span in other.cue):
                return replace(one, sources=other.sources)
    return one


def _fill(draft: Draft, sentence: Span, empty: Attribution) -> None:
    """Give a speaker the clause of his sentence that nobody says, and whoever relays him too."""
    found = find_statements(draft.tree, sentence, draft.words(draft.within(sentence)))
    if not found or not any(draft.tree.is_clause(place) for place in found[0].places):
        return
    draft.kept[empty.id] = replace(empty, contents=found[0].spans)
    around = draft.kept.get(empty.parent or "")
    if around is not None:
        draft.kept[around.id] = replace(around, contents=tuple(sorted((*found[0].spans, *around.contents))))


def _according(draft: Draft, sentence: Span) -> list[Attribution]:
    """The relay behind a sentence that the tagger passed over: ", as per the agency."."""
    relay = ACCORDING.search(draft.text, sentence.start, sentence.end)
    if relay is None or draft.is_marked(Span(*relay.span("cue"))):
        return []
    contents = strip_span(draft.text, Span(sentence.start, relay.start()))
    if not draft.tree.has_clause((contents,)):
        return []
    source, cue = Span(*relay.span("source")), Span(*relay.span("cue"))
    made = draft.make(source, cue, (contents,), "report", parent=None, score=SCORE)
    for one in draft.within(sentence):
        if one.parent is None and contents.contains(one.cue[0]):
            draft.kept[one.id] = replace(one, parent=made.id)
    return [made]


def _learned(draft: Draft, sentence: Span) -> list[Attribution]:
    """Who has heard it, behind a sentence, and from whom: "P, the daily has learned from two ministers."."""
    match = LEARNED.search(draft.text, sentence.start, sentence.end)
    if match is None or draft.is_marked(Span(*match.span("verb"))):
        return []
    contents = strip_span(draft.text, Span(sentence.start, match.start()))
    if not any(draft.tree.is_clause(p) or draft.tree.relation(p) == "aux" for p in draft.tree.inside(contents)):
        return []
    made = draft.make(Span(*match.span("source")), Span(*match.span("verb")), (contents,), "report", parent=None, score=SCORE)
    if match.group("party") is None:
        return [made]
    party, cue = Span(*match.span("party")), Span(*match.span("cue"))
    return [made, draft.make(party, cue, (contents,), "report", parent=made.id, score=SCORE)]


def _behind(draft: Draft, sentence: Span) -> Iterator[Attribution]:
    """The speakers behind a statement whom the tagger passed over."""
    tree, text = draft.tree, draft.text
    quoted = QUOTED_BEHIND.match(text, sentence.start, sentence.end)
    for match in [*([quoted] if quoted else []), *BEHIND.finditer(text, sentence.start, sentence.end)]:
        verb, source = Span(*match.span("verb")), strip_span(text, Span(*match.span("source")))
        kind = draft.language.read_cue(match.group("verb"), "", "").kind
        if not match.group("verb").split()[0].endswith(("d", "t", "s", "e")) or not _is_named(source.of(text), draft):
            continue
        if kind not in SAYING or draft.is_marked(verb, contents=True) or draft.is_marked(source, contents=True):
            continue
        if match is not quoted and draft.is_marked(Span(match.start() - 1, match.start())):
            # "an account that, according to the daily, his father opened in 1995".
            continue
        if any(tree.relation(p) in {"aux", "mark"} and tree.form(p) not in OF_PHRASES for p in tree.inside(source)):
            continue
        contents = strip_span(text, Span(sentence.start, match.start("source") if match is quoted else match.start()))
        if tree.has_clause((contents,)):
            made = draft.make(source, verb, (contents,), kind, parent=None, score=SCORE)
            yield made
            for one in draft.within(sentence):
                if one.parent is None and contents.contains(one.cue[0]):
                    draft.kept[one.id] = replace(one, parent=made.id)
            return


def _is_named(phrase: str, draft: Draft) -> bool:
    """Whether a phrase begins as a source does: with a capital, an article or a possessive."""
    first = phrase.split(None, 1)[0]
    return first[:1].isupper() or first in draft.lists["grammar.definite"] | OPENERS


def _is_judged(draft: Draft, outer: Attribution, inner: Attribution) -> bool:
    """Whether all that one says is that the other's claim is false: "claims by Z that P are untrue, X said"."""
    head = draft.tree.head(outer.contents)
    if head is None or draft.tree.form(head) not in draft.lists["negation.judgements"]:
        return False
    subject = draft.tree.subject(head)
    return subject is not None and any(subject in draft.tree.inside(span) for span in inner.cue)


def _is_beside(draft: Draft, outer: Attribution, inner: Attribution) -> bool:
    """Whether one rejects or confirms the other's claim, whose noun is what his verb takes: "rejected Z's claim that P"."""
    denies = outer.polarity == "-"
    if not denies and not draft.has_lemma(outer.cue, "relays.endorsed"):
        return False
    begun = min((*inner.sources, *inner.cue)).start if inner.sources else -1
    if inner.sources and outer.contents and abs(begun - outer.contents[0].start) < len("the  "):
        return draft.has_lemma(inner.cue, "relays.statements")
    head = draft.tree.head(inner.cue)
    return head is not None and draft.tree.relation(head) in NOMINAL and draft.tree.subject(head) is None
