"""Which words of GUM's mentions are names, and where the flat chunk of a nominal mention ends.

In: a sentence's words with their tree, its mentions and dates (`Clause`). Out: labelled spans in it that do not overlap.
GUM marks whole phrases, nested, with titles and relative clauses; a tagger wants the proper name alone. What the tree does not
settle keeps several labels.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.records import Span
from sayso_training.corpora.conllu import Token
from sayso_training.corpora.labels import count_titles, is_media, is_norp, is_seat, list_of, looks_media, words_of

__all__ = ["Clause", "Mention", "mark_mentions", "mark_names"]

Labelled = tuple[Span, tuple[str, ...]]
#: A chunk of words `[first, end)` with the labels it may bear.
Chunk = tuple[int, int, tuple[str, ...]]

NAMED = {"person": "person", "organization": "org", "place": "place"}
MENTIONED = {"person": "person", "organization": "org"}
PROPER = frozenset({"NNP", "NNPS"})
#: Bodies whose bare word with a capital is their name.
NAMED_BODIES = frozenset({"congress", "senate", "house", "parliament", "cabinet"})
#: Between the words of an organisation's or a place's name ("University of Varden").
INSIDE = frozenset({"of", "for", "on", "de", "del", "la", "du", "des", "&"})
JOINTS = frozenset({"-", "–", "/", "&", ".", "'", "’"})
OWNERS = frozenset({"this", "that", "these", "my", "our", "your", "his", "her", "its", "their", "a", "an"})
YOUNGER = frozenset({"jr", "jr.", "sr", "sr.", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii"})
CALENDAR = re.compile(
    r"\b(?:(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember|october|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
    r"\.?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|to(?:day|night|morrow)|yesterday|ago|\d{4}s?|\d\ds|century|summer|winter|spring|autumn|"
    r"(?:last|next|this|previous|past|coming|following|same|earlier|later|new|mid-?|late|early)\s+(?:\w+\s+)?"
    r"(?:day|week|month|year|decade|century|morning|afternoon|evening|night|summer|winter|spring|autumn|fall|season|weekend|quarter)s?)\b",
    re.IGNORECASE,
)

UNIT = re.compile(r"(?:second|minute|hour|day|week|month|year|decade)s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `[first, end)` with GUM's entity type; `identity` is the title of its article in Wikipedia, or empty."""

    first: int
    end: int
    kind: str
    identity: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence: text, words (spans in the text), mentions (outer before inner), dates as TEI marks them."""

    text: str
    tokens: Sequence[Token]
    mentions: tuple[Mention, ...]
    dates: tuple[tuple[int, int], ...]


def mark_names(clause: Clause) -> list[Labelled]:
    """Names and dates of a sentence, in order, none over another; peoples and creeds also as adjectives, by list."""
    chunks = [chunk for mention in clause.mentions if (chunk := _name(clause, mention))]
    taken = _flat(chunks, [])
    for more in (_dates(clause), _times(clause), _peoples(clause)):
        taken = _flat(list(more), taken)
    return _spans(clause, taken)


def mark_mentions(clause: Clause) -> list[Labelled]:
    """Nominal mentions of persons and organisations, from the first word to the head, the longest where they overlap."""
    return _spans(clause, _flat([chunk for mention in clause.mentions if (chunk := _nominal(clause, mention))], []))


def _spans(clause: Clause, chunks: Sequence[Chunk]) -> list[Labelled]:
    tokens = clause.tokens
    return [(Span(tokens[first].span.start, tokens[end - 1].span.end), labels) for first, end, labels in sorted(chunks)]


def _flat(chunks: Sequence[Chunk], taken: Sequence[Chunk]) -> list[Chunk]:
    """The chunks taken and, longest first, those that leave them and each other alone."""
    kept = list(taken)
    for chunk in sorted(chunks, key=lambda chunk: (chunk[0] - chunk[1], chunk[0])):
        if not any(_overlap(chunk, other) for other in kept):
            kept.append(chunk)
    return kept


def _overlap(one: Chunk, other: Chunk) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _words(clause: Clause, first: int, end: int) -> str:
    return clause.text[clause.tokens[first].span.start : clause.tokens[end - 1].span.end]


def _head(clause: Clause, mention: Mention) -> int:
    """The first word of a mention that hangs on a word outside it."""
    inside = range(mention.first, mention.end)
    return next((at for at in inside if clause.tokens[at].head not in inside), mention.first)


def _name(clause: Clause, mention: Mention) -> Chunk | None:
    head = _head(clause, mention)
    token = clause.tokens[head]
    if (
        token.upos in {"PRON", "DET"}
        or not token.form[:1].isalnum()
        or not (token.xpos in PROPER or (mention.identity and token.form[:1].isupper()))
    ):
        return None
    first, end = _core(clause, mention, head)
    written = _words(clause, first, end)
    if mention.kind not in NAMED:
        return (first, end, ("media",)) if token.xpos in PROPER and is_media(written) and " " in written else None
    labels = _labels(clause, mention, first, end)
    return (first, end, labels) if labels else None


def _labels(clause: Clause, mention: Mention, first: int, end: int) -> tuple[str, ...]:
    """The labels of a name, none at all where the capitals are those of a title or a common word."""
    written = _words(clause, first, end)
    kind = NAMED[mention.kind]
    words = [token.form.lower() for token in clause.tokens[first:end]]
    if kind == "org" and (is_media(written) or looks_media(written)):
        return ("media",)
    if is_norp(written) and (kind != "org" or written.endswith("s")):
        # "German" may be a surname, "the Germans" may not.
        return ("norp", "person") if kind == "person" and mention.identity and not written.endswith("s") else ("norp",)
    if kind == "person" and _is_title(words):
        return ()
    if _is_body(clause, mention, first, end) or _is_common(clause, mention, first, end):
        return ()
    if kind != "person" and is_seat(written):
        return ("org", "place")
    plural = clause.tokens[end - 1].xpos == "NNPS"
    return ("norp", "person") if kind == "person" and plural and end - first == 1 else (kind,)


def _is_title(words: Sequence[str]) -> bool:
    """What a person is, with a capital: "the President", "Shadow Home Secretary"."""
    titles = list_of("titles.words")
    return all(word in titles for word in words) or (len(words) > 1 and words[-1] in titles - words_of("kept_titles"))


def _is_body(clause: Clause, mention: Mention, first: int, end: int) -> bool:
    """An organisation named by one common word: "the Committee", "the Court"."""
    word = clause.tokens[first].form.lower()
    return mention.kind == "organization" and end - first == 1 and word in list_of("nouns.bodies") - NAMED_BODIES


def _is_common(clause: Clause, mention: Mention, first: int, end: int) -> bool:
    """One word with a capital out of respect: "this Chamber", "the City", "my God"."""
    if end - first > 1 or first == mention.first:
        return False
    before, word = clause.tokens[first - 1].form.lower(), clause.tokens[first].form.lower()
    return before in OWNERS or (before == "the" and word in words_of("common_places"))


def _core(clause: Clause, mention: Mention, head: int) -> tuple[int, int]:
    """The words of the proper name around its head: what the tree hangs on it as part of the name, without a gap."""
    inside = {head}
    queue = [head]
    while queue:
        above = queue.pop()
        for at in range(mention.first, mention.end):
            if at not in inside and clause.tokens[at].head == above and _belongs(clause, mention, head, at):
                inside.add(at)
                queue.append(at)
    first, end = head, head + 1
    while first > mention.first and (first - 1 in inside or (clause.tokens[first - 1].form in JOINTS and first - 2 in inside)):
        first -= 1
    while end < mention.end and (end in inside or (clause.tokens[end].form in JOINTS and end + 1 in inside)):
        end += 1
    return _trim_name(clause, mention, first, end)


def _trim_name(clause: Clause, mention: Mention, first: int, end: int) -> tuple[int, int]:
    tokens = clause.tokens
    while end - first > 1 and (tokens[first].upos in {"DET", "ADP", "PUNCT", "CCONJ"}):
        first += 1
    while end - first > 1 and (tokens[end - 1].upos in {"ADP", "CCONJ", "DET"} or tokens[end - 1].xpos == "POS"):
        end -= 1
    if mention.kind == "person":
        first += count_titles([token.form for token in tokens[first:end]])
        end += end < mention.end and tokens[end].form.lower() in YOUNGER
    return first, end


def _belongs(clause: Clause, mention: Mention, head: int, at: int) -> bool:
    """Whether a word is part of the name that the word it hangs on is part of."""
    token = clause.tokens[at]
    relation, _, kind = token.relation.partition(":")
    capital = token.xpos in PROPER or (token.form[:1].isupper() and at > 0) or token.form[:1].isdigit()
    other = mention.kind != "person"
    if relation in {"flat", "goeswith"}:
        return True
    if relation == "compound":
        return capital
    if relation in {"amod", "nummod", "advmod"}:
        return (
            token.xpos in PROPER
            or (token.form[:1].isupper() and at > mention.first and other)
            or (relation == "nummod" and at > head)
        )
    if relation in {"case", "cc"}:
        return token.head != head and (relation == "cc" or token.form.lower() in INSIDE or token.xpos == "POS")
    if relation == "det":
        return token.head != head
    if relation == "conj":
        return capital and other and (token.head != head or clause.tokens[at - 1].form == "&")
    if relation == "nmod" and other:
        return capital and kind != "desc" and _joined(clause, mention, at)
    return relation == "nmod" and kind == "desc" and other and capital


def _joined(clause: Clause, mention: Mention, at: int) -> bool:
    """Whether "of X" or "X's" is within the name: by a word that names use, and no owner who is named apart."""
    before = [
        token for token in clause.tokens[mention.first : mention.end] if token.head == at and token.relation.startswith("case")
    ]
    if any(token.xpos == "POS" for token in before):
        return not any(
            inner != mention and inner.first <= at < inner.end <= at + 2 and inner.kind in NAMED for inner in clause.mentions
        )
    return not before or all(token.form.lower() in INSIDE for token in before)


def _nominal(clause: Clause, mention: Mention) -> Chunk | None:
    label = MENTIONED.get(mention.kind)
    if label is None:
        return None
    head = _head(clause, mention)
    token = clause.tokens[head]
    chunk = (mention.first, head + 1)
    if token.upos in {"PRON", "DET"}:
        return None
    if token.xpos in PROPER or (mention.identity and token.form[:1].isupper() and head > 0):
        first, end = _core(clause, mention, head)
        written = _words(clause, first, end)
        titled = mention.kind == "person" and all(
            word.form.lower() in list_of("titles.words") for word in clause.tokens[first:end]
        )
        common = titled or _is_body(clause, mention, first, end)
        return (*chunk, (label,)) if common and not is_norp(written) else None
    if token.upos == "NOUN" and mention.identity and _name(clause, mention):
        return None
    if token.upos == "NOUN" and not (is_norp(token.form) and token.form[:1].isupper()):
        return (*chunk, (label,))
    if token.upos == "NOUN" or (token.upos in {"ADJ", "NUM"} and token.form[:1].isalnum()):
        return (*chunk, (label, ""))
    return None


def _trim_date(clause: Clause, first: int, end: int) -> tuple[int, int]:
    tokens = clause.tokens
    while (
        end - first > 1
        and tokens[first].upos in {"ADP", "PUNCT", "CCONJ", "DET"}
        and tokens[first].form.lower() not in {"this", "that"}
    ):
        first += 1
    while end - first > 1 and (tokens[end - 1].upos in {"PUNCT", "ADP"} or tokens[end - 1].xpos == "POS"):
        end -= 1
    return first, end


def _dates(clause: Clause) -> Iterator[Chunk]:
    """What TEI marks as a date; it marks "the day of his death" as well, which a reader cannot place by itself."""
    for date in clause.dates:
        first, end = _trim_date(clause, *date)
        written = _words(clause, first, end)
        sure = CALENDAR.search(written) or (re.search(r"\d", written) and not UNIT.search(written))
        yield first, end, ("date",) if sure else ("date", "")


def _times(clause: Clause) -> Iterator[Chunk]:
    """Time entities that TEI does not mark: dates where they speak of the calendar, else perhaps (durations, times of day)."""
    for mention in clause.mentions:
        if mention.kind != "time":
            continue
        head = _head(clause, mention)
        long = mention.end - mention.first > 6
        first, end = _trim_date(clause, mention.first, max(head + 1, mention.first + 1) if long else mention.end)
        written = _words(clause, first, end)
        if clause.tokens[head].upos not in {"PRON", "DET"}:
            yield first, end, ("date",) if CALENDAR.search(written) else ("date", "")


def _peoples(clause: Clause) -> Iterator[Chunk]:
    """Peoples, creeds and parties as adjectives, and as nouns that no mention gives."""
    tokens = clause.tokens
    for at, token in enumerate(tokens):
        if not token.form[:1].isupper():
            continue
        for end in (at + 2, at + 3):
            if end <= len(tokens) and tokens[end - 1].form[:1].isupper() and is_norp(_words(clause, at, end)):
                yield at, end, _sure(tokens[end - 1])
        # A capital that the lemma keeps is no capital of the sentence's beginning.
        if is_norp(token.form) and token.lemma[:1].isupper():
            yield at, at + 1, _sure(token)
        elif token.xpos == "JJ" and token.lemma[:1].isupper() and len(token.form) > 3 and not token.form.isupper():
            yield at, at + 1, ("norp", "")


def _sure(token: Token) -> tuple[str, ...]:
    """Sure as a common adjective or a plural; within another name ("American Revolution") or as a language, not."""
    return ("norp",) if token.xpos in {"JJ", "NNPS", "NNS"} else ("norp", "")
