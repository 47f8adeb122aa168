"""Who relays whom: attributions that share another's contents or stand inside them, which the tagger does not mark.

In: an analysis with attributions. Out: the same with the relays as attributions of their own: "citing two diplomats" stands
between its speaker and what is said; "quoted by the agency" and "in remarks carried by state television" stand in front of the
speaker; "quoted her as saying" has one behind the other. `nominals`, `repairs` and `clauses` add what words and tree show
besides. A relay needs a verb of a list and a party in the text; nothing is guessed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sayso.records import Analysis, Attribution, Span, merge_spans, strip_span
from sayso.stages.asides import add_asides, add_nested_quotations
from sayso.stages.attributions import find_venues
from sayso.stages.base import Stage
from sayso.stages.blames import add_blames
from sayso.stages.clauses import add_clauses, add_declines, add_figures
from sayso.stages.drafts import Draft
from sayso.stages.echoes import add_echoes, turn_judged
from sayso.stages.misread import drop_unsaid, is_cause
from sayso.stages.nominals import add_nominals
from sayso.stages.parties import find_agent, find_phrase
from sayso.stages.passed_over import add_passed_over
from sayso.stages.quoted import add_quoted
from sayso.stages.repairs import make_repairs
from sayso.stages.running_on import end_contents
from sayso.stages.trees import Tree, find_subject

__all__ = ["RELAYS", "find_relays"]

#: How sure a relay is that rules found, against the attribution it belongs to; not measured apart.
SCORE = 0.85
FROM = re.compile(r"\s+(?P<cue>from)\s+(?P<party>[^,;:“”\"]{2,60}?)\s*(?:that\s+)?")
IN_VIEW = re.compile(r"\b(?P<cue>in the (?:view|words|opinion|judgement|estimation) of)\s+(?P<source>[^,;:“”\"]{2,70}),\s*")
#: How far into contents it may stand in whose view they are.
LONGEST_OPENING = 120
#: Whom somebody cites, up to a comma; whoever is cited is no longer phrase than this.
IN_WHICH = re.compile(r"\bin which\s+\Z")
FIRST_PHRASE = re.compile(r"(?P<phrase>[^,;:“”\"()]{2,80}),\s+")
LONGEST_PARTY = 90
#: "in which" with what blanks a page may put behind it.
LONGEST_MARK = 40
#: Contents shorter than this are marks.
SHORTEST = 3
BE = frozenset({"was", "were", "been", "being", "is", "are"})


@dataclass(frozen=True, slots=True)
class Relay:
    """A relaying verb with its party, and on which side of the attribution that it belongs to the party stands."""

    cue: Span
    party: Span
    host: str
    side: Literal["outer", "inner"]


def find_relays(analysis: Analysis) -> Analysis:
    """The analysis with its relays; without a tree nothing is added."""
    if analysis.tags is None or not analysis.tags.words:
        return analysis
    draft = Draft(analysis)
    drop_unsaid(draft)
    end_contents(draft)
    turn_judged(draft)
    add_nominals(draft)
    make_repairs(draft)
    add_quoted(draft)
    add_asides(draft)
    add_clauses(draft)
    add_nested_quotations(draft)
    add_declines(draft)
    add_figures(draft)
    add_blames(draft)
    add_passed_over(draft)
    drop_unsaid(draft)
    _add_views(draft)
    _swap(draft)
    _nest(draft)
    _pair(draft)
    add_echoes(draft)
    found = {relay.cue.start: relay for relay in (*_relays(draft), *_heard(draft), *_showing(draft))}
    for relay in found.values():
        _add(draft, relay)
    return find_venues(draft.finish())


def _add_views(draft: Draft) -> None:
    """Add in whose view something is said: "the agency reported that, in the view of the general, P"."""
    for one in draft.attributions:
        span = one.contents[0] if one.contents else None
        match = (
            IN_VIEW.search(draft.text, span.start, min(span.end, span.start + LONGEST_OPENING)) if span is not None else None
        )
        if match is None or span is None or draft.is_marked(Span(*match.span("cue"))):
            continue
        contents = (strip_span(draft.text, Span(match.end(), span.end)), *one.contents[1:])
        cue, source = Span(*match.span("cue")), Span(*match.span("source"))
        made = draft.make(source, cue, contents, "report", parent=one.id, score=SCORE * one.score)
        draft.kept[made.id] = made


def _pair(draft: Draft) -> None:
    """Put one of two speakers of a sentence before the other: "X told Y that P, Z reported", "X, Z added, says that P"."""
    for sentence in draft.analysis.sentences:
        own = draft.within(sentence)
        for outer in own:
            for inner in own:
                paired = _paired(draft, outer, inner)
                if paired is not None and outer.parent != inner.id and inner.parent is None:
                    draft.kept[outer.id] = replace(draft.kept[outer.id], contents=paired)
                    draft.kept[inner.id] = replace(draft.kept[inner.id], parent=outer.id)


def _swap(draft: Draft) -> None:
    """Put whoever stands behind a sentence around whoever stands in front: "X swore that P, the minister told the daily"."""
    speaking = sorted(
        (one for one in draft.attributions if one.sources and one.contents), key=lambda one: one.contents[0].start
    )
    starts = [one.contents[0].start for one in speaking]
    for later in [one for one in draft.attributions if one.sources and one.contents]:
        start = later.contents[0].start
        near = speaking[bisect_left(starts, start - len("that ")) : bisect_right(starts, start)]
        for first in near:
            if later.id == first.id:
                continue
            begun = later.contents[0].start - first.contents[0].start
            is_same = 0 <= begun <= len("that ") and first.contents[0].contains(later.sources[0])
            behind = later.contents[-1].end <= later.sources[0].start and first.contents[0].contains(later.cue[0])
            if is_same and behind and first.cue[-1].end <= later.contents[0].start:
                both = merge_spans((*first.sources, *first.cue, *later.contents))
                parent = first.parent if first.parent != later.id else later.parent
                draft.kept[later.id] = replace(later, contents=both, parent=parent)
                draft.kept[first.id] = replace(first, contents=later.contents, parent=later.id)


def _paired(draft: Draft, outer: Attribution, inner: Attribution) -> tuple[Span, ...] | None:
    """The contents of the outer one, if it relays the inner one."""
    if outer.id == inner.id or not outer.contents or not inner.contents or not inner.sources or not outer.sources:
        return None
    if outer.cue_kind == "denial" or outer.polarity == "-":
        # Who rejects what another says does not relay him.
        return None
    if draft.has_lemma(outer.cue, "relays.endorsed") and draft.has_lemma(inner.cue, "relays.statements"):
        # Nor does who confirms it.
        return None
    first, last = inner.contents[0], inner.contents[-1]
    both = merge_spans((*inner.sources, *inner.cue, *inner.contents))
    if outer.contents == inner.contents and last.end <= outer.cue[0].start:
        # Whoever stands farther behind says it of whoever stands nearer.
        nearer = inner.cue[-1].end <= first.start or inner.cue[0].start < outer.cue[0].start
        return both if nearer else None
    if outer.contents == inner.contents and inner.cue[-1].end <= outer.sources[0].start and outer.cue[-1].end <= first.start:
        # "X told a friend, the police add, that P".
        around = draft.text[inner.cue[-1].end : outer.sources[0].start], draft.text[outer.cue[-1].end : first.start]
        return both if all("," in words for words in around) else None
    is_source = all(any(source.contains(span) or span.contains(source) for source in inner.sources) for span in outer.contents)
    stands_between = inner.sources[0].end <= outer.cue[0].start < inner.cue[0].start
    if is_source and stands_between and not draft.tree.has_clause(outer.contents):
        return both
    return None


def _nest(draft: Draft) -> None:
    """Let each nested attribution hang on the innermost around it: the tagger reads contents again but once."""
    sizes = {key: sum(len(span) for span in one.contents) for key, one in draft.kept.items()}
    for one in draft.attributions:
        if one.parent is None:
            continue
        around = [
            other
            for other in draft.kept.values()
            if other.id != one.id and sizes[other.id] > sizes[one.id] and any(s.contains(one.cue[0]) for s in other.contents)
        ]
        nearest = min(around, key=lambda other: sizes[other.id], default=None)
        if nearest is not None and nearest.id != one.parent:
            draft.kept[one.id] = replace(one, parent=nearest.id)


def _relays(draft: Draft) -> Iterator[Relay]:
    for sentence in draft.analysis.sentences:
        hosts = draft.within(sentence)
        sources = {place for one in hosts for place in draft.tree.within(one.sources)}
        # "a weekly, which cites a survey": the tagger marks the clause and takes it for a part of the source too.
        relative = {p for one in hosts for p in draft.tree.within(one.cue) if _is_relative(draft, one)}
        for place in sorted(set(draft.tree.inside(sentence)) - (sources - relative)) if hosts else ():
            relay = _citing(draft, place, hosts) if draft.is_in(place, "relays.cited") else _attributing(draft, place, hosts)
            carried = draft.is_in(place, "relays.carried") or _is_seen_document(draft, place)
            if relay is None and carried and not draft.tree.form(place).endswith("ing"):
                relay = _carried(draft.tree, place, hosts)
            if relay is not None:
                yield relay


def _is_seen_document(draft: Draft, place: int) -> bool:
    """Whether a participle says who has a document: "wrote in a memo obtained by the broadcaster"."""
    above = draft.tree.words[place].head
    is_participle = draft.is_in(place, "relays.seen") and draft.tree.relation(place) == "acl" and above >= 0
    return is_participle and draft.is_in(above, "relays.documents")


def _showing(draft: Draft) -> Iterator[Relay]:
    """Who shows what somebody says in it: "the podcast aired a call in which a major boasts that P"."""
    for one in draft.attributions:
        source = one.sources[0] if len(one.sources) == 1 else None
        if source is None or one.parent is not None or not one.contents or not _is_in_which(draft.text, source):
            continue
        place = draft.tree.head(one.cue)
        above = list(draft.tree.above(place))[:3] if place is not None else []
        for verb in above:
            subject = find_subject(draft.tree, verb)
            if draft.is_in(verb, "relays.shown_in") and subject is not None and subject < verb:
                party = find_phrase(draft.tree, subject)
                if party is not None and party.span.end <= source.start and draft.tree.relation(subject) == "subj":
                    yield Relay(draft.tree.words[verb].span, party.span, one.id, "outer")
                break


def _is_in_which(text: str, source: Span) -> bool:
    """Whether "in which" stands before a source."""
    return IN_WHICH.search(text, max(0, source.start - LONGEST_MARK), source.start) is not None


def _is_relative(draft: Draft, one: Attribution) -> bool:
    return len(one.sources) == 1 and one.sources[0].of(draft.text).lower() in draft.lists["grammar.relatives"]


def _attributing(draft: Draft, place: int, hosts: Sequence[Attribution]) -> Relay | None:
    """To whom a speaker attributes what he says: "which attributed the information to a chaplain"."""
    tree = draft.tree
    if not draft.is_in(place, "relays.attributed") or tree.relation(place) not in {"relcl", "acl", "advcl", "conj"}:
        return None
    for child in tree.children(place, "obl", "nmod", "obj"):
        for below in (child, *tree.children(child, "nmod", "obl")):
            if any(tree.form(mark) == "to" for mark in tree.children(below, "mark")):
                party, host = find_phrase(tree, below), _citing_host(tree, place, hosts)
                return Relay(tree.words[place].span, party.span, host.id, "inner") if party and host else None
    return None


def _heard(draft: Draft) -> Iterator[Relay]:
    """From whom a speaker has it: "has learned from three suppliers that …"."""
    for one in draft.attributions:
        after = [span for span in one.contents if span.start >= one.cue[-1].end]
        if after and draft.has_lemma(one.cue, "relays.heard"):
            match = FROM.fullmatch(draft.text, one.cue[-1].end, after[0].start)
            if match is not None:
                yield Relay(Span(*match.span("cue")), Span(*match.span("party")), one.id, "inner")


def _citing(draft: Draft, place: int, hosts: Sequence[Attribution]) -> Relay | None:
    """Whom a speaker cites for what he says: "citing two diplomats", "which cited the state broadcaster"."""
    tree = draft.tree
    if place > 0 and tree.form(place - 1) in {"without", "not"}:
        # "without citing evidence" cites nobody.
        return None
    own = next((one for one in hosts if any(place in tree.inside(span) for span in one.cue)), None)
    ahead = _cited_ahead(draft, own, hosts) if own is not None else None
    if ahead is not None:
        return ahead
    if own is not None and own.contents and _has_clause(tree, own.contents):
        return None
    if own is None and not tree.form(place).endswith("ing") and tree.relation(place) != "relcl":
        return None
    span = own.contents[0] if own is not None and own.contents else None
    if span is None:
        cited = next(iter(tree.children(place, "obj", "iobj", "ccomp", "xcomp", "obl")), None)
        party = find_phrase(tree, cited) if cited is not None and cited > place and tree.subject(cited) is None else None
        span = party.span if party is not None else None
    others = [one for one in hosts if one is not own]
    host = _citing_host(tree, place, others)
    if host is None and own is not None:
        host = next((one for one in others if one.id == own.parent), None)
    if span is None or host is None or " that " in span.of(draft.text) or is_cause(draft, (span,)):
        return None
    return Relay(tree.words[place].span, span, host.id, "inner")


def _cited_ahead(draft: Draft, own: Attribution, hosts: Sequence[Attribution]) -> Relay | None:
    """Whom a speaker cites where the tagger took what he says into it: "citing [two officers, eleven colleges …]"."""
    for host in hosts:
        if host is own or not host.contents or not own.contents or host.sources != own.sources:
            continue
        start, begun = own.contents[0].start, host.contents[0].start
        if begun <= own.cue[0].start < start:
            # "According to the daily, citing [an audit, the fuel …]": what is said begins behind the first comma.
            party = FIRST_PHRASE.match(draft.text, start, host.contents[0].end)
            rest = Span(party.end(), host.contents[0].end) if party is not None else own.contents[0]
            if party is not None and draft.tree.has_clause((rest,)):
                return Relay(own.cue[0], Span(start, party.end("phrase")), host.id, "inner")
        if start < begun < own.contents[0].end:
            words = draft.text[start:begun].rstrip(" ,")
            is_party = words and len(words) <= LONGEST_PARTY and " as " not in words
            return Relay(own.cue[0], Span(start, start + len(words)), host.id, "inner") if is_party else None
    return None


def _has_clause(tree: Tree, spans: Sequence[Span]) -> bool:
    places = set(tree.within(spans))
    for place in places:
        subject = tree.subject(place)
        if subject is not None and subject in places and tree.form(subject) not in {"who", "which", "that"}:
            return True
    return any(tree.form(place) == "as" for place in places)


def _citing_host(tree: Tree, place: int, hosts: Sequence[Attribution]) -> Attribution | None:
    """Who cites: the attribution whose source or cue the verb hangs on, else the last before it, else the first behind it."""
    own = [one for one in hosts if one.contents]
    for above in tree.above(place):
        for one in own:
            if any(above in tree.inside(span) for span in (*one.sources, *one.cue)):
                return one
    outside = [one for one in own if not any(place in tree.inside(span) for span in one.contents)]
    before = [one for one in outside if one.cue[0].start < tree.words[place].span.start]
    return before[-1] if before else outside[0] if outside else None


def _carried(tree: Tree, place: int, hosts: Sequence[Attribution]) -> Relay | None:
    """Who carries or quotes a speaker: "in remarks carried by state television", "quoted by the agency"."""
    agent = find_agent(tree, place)
    is_passive = bool(tree.children(place, "subj_pass")) or any(tree.form(c) in BE for c in tree.children(place, "aux"))
    if agent is None or (tree.subject(place) is not None and not is_passive):
        return None
    party = find_phrase(tree, agent)
    near = [
        one
        for one in hosts
        if one.contents and one.sources and not any(place in tree.inside(span) for span in (*one.contents, *one.sources))
    ]
    own = [one for one in near if any(place in tree.inside(span) for span in one.cue)]
    at = tree.words[place].span.start
    host = min(own or near, key=lambda one: abs(one.cue[0].start - at), default=None)
    if party is None or host is None or any(party.span.overlaps(source) for source in host.sources):
        return None
    return Relay(tree.words[place].span, party.span, host.id, "outer")


def _add(draft: Draft, relay: Relay) -> None:
    """Add one relay; what the tagger made of the same cue gives way to it."""
    host = draft.kept.get(relay.host)
    if host is None:
        return
    inner = relay.side == "inner"
    contents = _without(draft.text, host.contents, relay) if inner else host.contents
    parent = host.id if inner else host.parent
    made = replace(
        draft.make(relay.party, relay.cue, contents, "report", parent=parent, score=SCORE * host.score), style=host.style
    )
    kept = {key: one for key, one in draft.kept.items() if key == host.id or not any(c.overlaps(relay.cue) for c in one.cue)}
    if made.id in kept:
        return
    if inner:
        kept = {key: replace(one, parent=made.id) if one.parent == host.id else one for key, one in kept.items()}
    else:
        kept[host.id] = replace(host, parent=made.id)
        made = _with_others(draft, kept, host, made)
    kept[made.id] = made
    draft.kept = {
        key: one if one.parent is None or one.parent in kept or one.id == host.id else replace(one, parent=host.id)
        for key, one in kept.items()
    }


def _with_others(draft: Draft, kept: dict[str, Attribution], host: Attribution, made: Attribution) -> Attribution:
    """The relay around all that its speaker says in the sentence: "in a letter carried by X, ten judges call … and urge …"."""
    sentence = next((s for s in draft.analysis.sentences if s.contains(host.cue[0])), None)
    for one in list(kept.values()):
        beside = one.id != host.id and one.sources == host.sources and one.parent == made.parent and one.contents
        if sentence is not None and beside and sentence.contains(one.cue[0]) and one.cue_kind != "decline":
            kept[one.id] = replace(one, parent=made.id)
            made = replace(made, contents=merge_spans((*made.contents, *one.contents)))
    return made


def _without(text: str, contents: Sequence[Span], relay: Relay) -> tuple[Span, ...]:
    """Contents without the words that say who is cited, where the tagger took them in."""
    phrase = Span(min(relay.cue.start, relay.party.start), max(relay.cue.end, relay.party.end))
    left: list[Span] = []
    for span in contents:
        if not span.overlaps(phrase):
            left.append(span)
            continue
        left += [_bare(text, *ends) for ends in ((span.start, phrase.start), (phrase.end, span.end)) if ends[0] < ends[1]]
    return tuple(span for span in left if len(span) >= SHORTEST) or tuple(contents)


def _bare(text: str, start: int, end: int) -> Span:
    """A span without commas and blanks at its ends."""
    while end > start and text[end - 1] in ", ":
        end -= 1
    while start < end and text[start] in ", ":
        start += 1
    return Span(start, end)


RELAYS = Stage("relays", needs=("sentences", "quotations", "tags", "attributions"), gives=("attributions",), apply=find_relays)
