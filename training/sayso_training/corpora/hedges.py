"""Hedge words by rule on a tree made by hand: what says that the writer does not vouch for a thing.

In: a sample and its tokens. Out: a layer of spans labelled "hedge". These are silver labels: where the words and the tree do
not tell (permission or possibility, obligation or hearsay) a span may be a hedge or none. Approximators ("about 40") are no
hedges, nor are the verbs by which somebody in particular says or thinks something.
"""

import re
from collections.abc import Iterator, Sequence

from sayso.records import Span
from sayso_training.corpora.conllu import Token
from sayso_training.samples import Layer, Sample

__all__ = ["HEDGE", "mark_hedges"]

HEDGE = "hedge"
SURE, UNSURE = (HEDGE,), (HEDGE, "")
Found = tuple[Span, tuple[str, ...]]
Children = Sequence[Sequence[int]]

ADVERBS = frozenset({
    "allegedly", "apparently", "conceivably", "likely", "maybe", "ostensibly", "perhaps", "plausibly", "possibly",
    "potentially", "presumably", "probably", "prolly", "purportedly", "reportedly", "seemingly", "supposedly", "unlikely",
})  # fmt: skip
UNSURE_ADVERBS = frozenset({"evidently", "arguably", "theoretically", "hypothetically"})
#: Before a noun: "the alleged plot".
ADJECTIVES = frozenset({
    "alleged", "apparent", "conceivable", "likely", "ostensible", "plausible", "possible", "presumed", "probable",
    "purported", "putative", "reported", "rumored", "rumoured", "seeming", "so-called", "supposed", "suspected",
    "unconfirmed", "unlikely", "unsubstantiated", "unverified", "would-be",
})  # fmt: skip
UNSURE_ADJECTIVES = frozenset({"potential", "suggested", "perceived", "believed", "plausible", "conceivable"})
#: As a predicate, with a clause: "it is likely that", "unclear whether".
PREDICATES = frozenset({
    "conceivable", "doubtful", "improbable", "likely", "plausible", "possible", "probable", "uncertain", "unclear",
    "unknown", "unlikely",
})  # fmt: skip
#: As a predicate without a clause these may also say what can be done, or that somebody wavers.
UNSURE_ALONE = frozenset({"possible", "uncertain", "doubtful", "unknown"})
#: In the passive: "is said to", "it is believed that".
REPORTS = frozenset({
    "allege", "assume", "believe", "claim", "estimate", "presume", "report", "rumor", "rumour", "say", "speculate",
    "suspect", "think", "understand",
})  # fmt: skip
#: In the passive these may also be duties: "is expected to attend", "is supposed to".
UNSURE_REPORTS = frozenset({"expect", "suppose", "consider", "tip", "project", "anticipate", "predict"})
#: In the passive these cast doubt also without a clause: "is suspected of".
DOUBTS = frozenset({"allege", "rumor", "rumour", "suspect"})
#: What comes before a predicate as "be" does: "remains unclear", "seems likely".
LINKS = frozenset({"become", "look", "remain", "seem", "appear", "consider", "think"})
#: "could see", "could not afford": what somebody was able to do.
ABILITIES = frozenset({
    "afford", "believe", "feel", "find", "hear", "help", "imagine", "recall", "remember", "see", "smell", "taste", "tell",
    "understand",
})  # fmt: skip
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl"})
CLAUSES = frozenset({"ccomp", "csubj", "csubj:pass", "xcomp"})
NEGATIONS = frozenset({"not", "n't", "n’t", "nt", "never", "no", "cannot"})
SO_CALLED = re.compile(r"\b(?:so ?- ?called|would ?- ?be|so called)(?= \S)", re.IGNORECASE)


def mark_hedges(sample: Sample, tokens: Sequence[Token]) -> Layer:
    """The hedges of a sample; `tokens` are its words with lemmas, tags and relations, their heads indices into `tokens`.

    A span that may be a hedge or none has the labels ("hedge", "").
    """
    children: list[list[int]] = [[] for _ in tokens]
    for at, token in enumerate(tokens):
        if token.head >= 0:
            children[token.head].append(at)
    found = list(_so_called(sample.text, tokens))
    for at in range(len(tokens)):
        for rule in (_modal, _adverb, _adjective, _seems, _predicate, _passive):
            labelled = rule(tokens, children, at)
            if labelled:
                found.append(labelled)
                break
    return Layer(tuple(_apart(found)), frozenset({HEDGE}))


def _apart(found: Sequence[Found]) -> Iterator[Found]:
    """In order; of two that overlap the longer, else the first."""
    taken: list[Found] = []
    for labelled in sorted(found, key=lambda one: (-len(one[0]), one[0].start)):
        if not any(labelled[0].overlaps(other) for other, _ in taken):
            taken.append(labelled)
    yield from sorted(taken, key=lambda one: one[0])


def _so_called(text: str, tokens: Sequence[Token]) -> Iterator[Found]:
    modifiers = {token.span.end for token in tokens if token.relation == "amod"}
    for match in SO_CALLED.finditer(text):
        if "-" in match.group() or match.end() in modifiers:
            yield Span(*match.span()), SURE


def _modal(tokens: Sequence[Token], children: Children, at: int) -> Found | None:
    token = tokens[at]
    if token.xpos != "MD" or token.form.casefold() not in ("may", "might", "could"):
        return None
    head = token.head if token.relation == "aux" and token.head >= 0 else at
    subjects = [child for child in children[head] if tokens[child].relation in SUBJECTS]
    inverted = any(child > at for child in subjects if tokens[child].relation.startswith(("nsubj", "expl")) and child < head)
    lemma = token.lemma.casefold()
    if lemma == "could":
        return _could(tokens, children, at, head, subjects, inverted=inverted)
    if lemma == "may" and inverted:
        return None
    addressed = any(tokens[child].lemma.casefold() in ("you", "we", "i") for child in subjects)
    as_well = any(tokens[child].form.casefold() == "well" for child in children[head] if at < child < head)
    return token.span, UNSURE if as_well or (lemma == "may" and addressed) else SURE


def _could(
    tokens: Sequence[Token], children: Children, at: int, head: int, subjects: Sequence[int], *, inverted: bool
) -> Found | None:
    below = [tokens[child] for child in children[head]]
    perfect = any(other.lemma == "have" and other.relation == "aux" for other in below)
    if inverted or (not perfect and any(other.form.casefold() in NEGATIONS for other in below)):
        return None
    if head == at:
        return tokens[at].span, UNSURE
    passive = any(other.relation in ("aux:pass", "cop") for other in below)
    marks = {other.form.casefold() for other in below if other.relation == "mark"}
    able = tokens[head].lemma in ABILITIES or tokens[head].relation in ("acl:relcl", "advcl:relcl")
    speakers = any(tokens[child].lemma.casefold() in ("i", "we", "you", "one") for child in subjects)
    past = able or speakers or bool(marks & {"so", "where", "before", "until", "than"})
    return tokens[at].span, UNSURE if "if" in marks or (past and not perfect and not passive) else SURE


def _adverb(tokens: Sequence[Token], children: Children, at: int) -> Found | None:
    token = tokens[at]
    word = token.form.casefold()
    if token.upos != "ADV" or word not in ADVERBS | UNSURE_ADVERBS:
        return None
    # "could not possibly"
    denied = word in ("possibly", "conceivably") and any(
        tokens[child].form.casefold() in NEGATIONS for child in (children[token.head] if token.head >= 0 else ()) if child < at
    )
    return token.span, UNSURE if denied or word in UNSURE_ADVERBS else SURE


def _adjective(tokens: Sequence[Token], children: Children, at: int) -> Found | None:
    token = tokens[at]
    word = token.form.casefold()
    if word not in ADJECTIVES | UNSURE_ADJECTIVES:
        return None
    # "convicted or suspected offenders"
    first = tokens[token.head] if token.relation == "conj" else token
    if first.relation != "amod" or first.head <= at:
        return None
    if word == "possible":
        siblings = {tokens[child].form.casefold() for child in children[token.head]}
        superlative = any(other.xpos in ("JJS", "RBS") for other in tokens[max(0, at - 2) : at])
        if superlative or siblings & {"every", "all", "any", "only", "no", "as", "first"}:
            return None
    if word == "likely" and any(tokens[child].form.casefold() in ("most", "more") for child in children[at]):
        return token.span, UNSURE
    return token.span, UNSURE if word in UNSURE_ADJECTIVES else SURE


def _seems(tokens: Sequence[Token], children: Children, at: int) -> Found | None:
    token = tokens[at]
    if token.lemma not in ("seem", "appear") or token.upos not in ("VERB", "AUX"):
        return None
    below = [tokens[child] for child in children[at]]
    relations = {other.relation for other in below}
    it = any(other.relation in SUBJECTS and other.form.casefold() in ("it", "there") for other in below)
    clause = relations & {"xcomp", "ccomp", "csubj"} or (it and (token.relation == "parataxis" or "advcl" in relations))
    if token.lemma == "appear" and not clause:
        return None
    unable = any(other.form.casefold() in NEGATIONS for other in below) and any(other.lemma == "can" for other in below)
    return token.span, UNSURE if unable else SURE


def _predicate(tokens: Sequence[Token], children: Children, at: int) -> Found | None:
    token = tokens[at]
    word = token.form.casefold()
    below = [tokens[child] for child in children[at]]
    clauses = [child for child in children[at] if tokens[child].relation in CLAUSES and child > at]
    if word == "clear" and clauses:
        return _not_clear(tokens, children, at, clauses[0])
    linked = token.relation == "xcomp" and tokens[token.head].lemma in LINKS
    if word not in PREDICATES or token.upos != "ADJ" or not (linked or clauses or any(o.relation == "cop" for o in below)):
        return None
    if word == "possible" and any(
        other.form.casefold() in ("if", "as", "where", "wherever", "when", "whenever") for other in below
    ):
        return None
    below_clauses = [tokens[child] for clause in clauses for child in children[clause]]
    if word == "possible" and any(other.lemma == "to" and other.relation == "mark" for other in below_clauses):
        return None
    return token.span, UNSURE if word in UNSURE_ALONE and not clauses and not linked else SURE


def _not_clear(tokens: Sequence[Token], children: Children, at: int, clause: int) -> Found | None:
    denied = [child for child in children[at] if tokens[child].form.casefold() in NEGATIONS and child < at]
    asked = any(tokens[child].xpos.startswith("W") or tokens[child].lemma in ("whether", "if") for child in children[clause])
    if denied and asked and at - denied[-1] <= 3:
        return Span(tokens[denied[-1]].span.start, tokens[at].span.end), SURE
    return None


def _passive(tokens: Sequence[Token], children: Children, at: int) -> Found | None:
    token = tokens[at]
    if token.xpos != "VBN" or token.lemma not in REPORTS | UNSURE_REPORTS:
        return None
    below = [tokens[child] for child in children[at]]
    passive = any(other.relation == "aux:pass" for other in below)
    owed = any(other.relation == "aux" and other.lemma in ("must", "should", "can", "need", "want") for other in below)
    if owed or not (passive or token.relation in ("acl", "amod", "advcl")):
        return None
    agent = any(other.relation == "obl:agent" for other in below)
    labels = UNSURE if agent or token.lemma in UNSURE_REPORTS else SURE
    if any(other.relation == "xcomp" for other in below):
        return _with_to(tokens, at), labels
    it = any(other.relation in SUBJECTS and other.form.casefold() == "it" for other in below)
    if it and any(other.relation in ("ccomp", "csubj", "csubj:pass") for other in below) and token.lemma != "consider":
        return token.span, labels
    if passive and token.lemma in DOUBTS:
        return token.span, labels
    return None


def _with_to(tokens: Sequence[Token], at: int) -> Span:
    """The word with a "to" that follows it: "is believed to be"."""
    to = at + 1 < len(tokens) and tokens[at + 1].form.casefold() == "to"
    return Span(tokens[at].span.start, tokens[at + 1].span.end if to else tokens[at].span.end)
