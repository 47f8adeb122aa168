"""How a text introduces whom it names: titles in front, descriptions in apposition, "is a …".

In: a text and the span of a name. Out: the descriptions beside it as spans, and the name with its titles. It reads the words
around the name and no tree, so that a slip of the tagger costs nothing; a description must be headed by a word for a role or
a body.
"""

import re
from collections.abc import Iterator

from sayso.languages import Language
from sayso.languages.people import load_people
from sayso.records import Span
from sayso.stages.names import is_title, role_words
from sayso.stages.outlet_names import is_outlet_noun
from sayso.stages.roles import Description, is_gendered, read_description

__all__ = ["full_form", "introductions", "outlet_noun", "title_run"]

#: As far around a name its introduction is looked for, in characters.
AROUND = 140
TOKEN = re.compile(r"[^\W_][\w.'’&/-]*")
#: A piece of text between commas or dashes behind a name.
BEHIND = re.compile(
    r"['’]?[ ]?(?:,|[—–]| -)[ ]+([^,;:()\"“”\n—–]{3,110}?)(?=[,;:)—–\n]|\.(?:\s|$)|\.?$| (?:who|whom|whose|which|that) | -)"
)
IS = re.compile(
    r"[ ]+(?:is|was|became)[ ]+((?:an?|the|one of the)[ ][^,;:()\"“”\n]{2,110}?)(?=[,;:)—–\n]|\.(?:\s|$)|\.?$| who | and )"
)
BEFORE = re.compile(
    r"(?:^|[\s\"“(])((?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?|[A-Z][\w-]*['’]s?)[ ][^,;:()\"“”\n]{2,100}),[ ]\Z"
)
#: What opens no description: "including its forces", "based in Oslo".
NO_NOUN = re.compile(r"(?:\w+ing|based|which|where|with|in|on|at|from|for|of|as|but|and|or|not)\b")
HONORED = frozenset({"of", "for", "the", "&"})
#: With a capital at the start of a sentence these are still no part of a title.
OPENERS = frozenset(
    {"but", "and", "what", "when", "while", "as", "if", "then", "so", "yet", "or", "because", "although", "though", "after",
     "before", "since", "like", "with", "on", "in", "at", "by", "from", "to", "that", "this", "a", "an", "now", "today"}
)  # fmt: skip


def title_run(text: str, start: int, language: Language) -> int:
    """Where the titles in front of a name begin ("Deputy Secretary General Sheikh …"); the name's start if none do."""
    lists = language.lexicon.lists
    begin, titled = start, start
    floor = max(0, start - AROUND)
    words = list(TOKEN.finditer(text, floor, start))
    if words and words[0].start() == floor and floor:
        words.pop(0)
    for match in reversed(words):
        between = text[match.end() : begin]
        if between.strip() or "\n" in between or len(between) > 2:
            break
        word = match.group()
        lower = word.lower()
        titled_by = is_title(lower, language)
        if word.endswith(".") and not titled_by:
            break
        if lower in OPENERS:
            break
        if titled_by:
            titled = match.start()
            if lower in lists["grammar.honorifics"]:
                break
        elif titled == start or not (
            word[0].isupper() or lower in lists["titles.domains"] or lower in HONORED or lower in lists["demonyms.words"]
        ):
            break
        elif (word[0].isupper() and lower not in HONORED) or lower in lists["demonyms.words"]:
            titled = match.start()
        begin = match.start()
    return titled


def full_form(text: str, span: Span, language: Language) -> Span:
    """A name with the titles in front of it."""
    return Span(title_run(text, span.start, language), span.end)


def introductions(text: str, span: Span, language: Language, *, is_person: bool) -> Iterator[tuple[Span, Description]]:
    """The descriptions beside a name: each where it stands, with what it says."""
    begin = title_run(text, span.start, language) if is_person else span.start
    if begin < span.start:
        yield from _titles(text, Span(begin, span.start), language)
    elif not is_person:
        yield from _bare_noun(text, span, language)
    after = text[span.end : span.end + AROUND]
    for pattern in (BEHIND, IS):
        match = pattern.match(after)
        if match:
            yield from _described(text, Span(span.end + match.start(1), span.end + match.end(1)), language, is_person)
    floor = max(0, begin - AROUND)
    match = BEFORE.search(text[floor:begin])
    if match:
        yield from _described(text, Span(floor + match.start(1), floor + match.end(1)), language, is_person)


def _titles(text: str, run: Span, language: Language) -> Iterator[tuple[Span, Description]]:
    """The office of a run of titles; an honorific at its end ("… General Sheikh") is a title of its own."""
    words = list(TOKEN.finditer(text, run.start, run.end))
    honors = language.lexicon.lists["grammar.honorifics"] | load_people().list("kin.cleric") | load_people().list("kin.officer")
    cut = len(words)
    if words and words[-1].group().lower() in honors and not (len(words) > 1 and words[-2].group().lower() == "secretary"):
        cut -= 1
    for part in (words[:cut], words[cut:]):
        if part and part[0].group().lower() not in language.lexicon.lists["grammar.honorifics"]:
            span = Span(part[0].start(), part[-1].end())
            description = read_description(span.of(text), language)
            if description is not None:
                yield span, description


def _bare_noun(text: str, span: Span, language: Language) -> Iterator[tuple[Span, Description]]:
    """The noun phrase in small letters right before a body's name: "the militant group Hezbollah"."""
    floor = max(0, span.start - AROUND)
    begin = span.start
    for match in reversed(list(TOKEN.finditer(text, floor, span.start))):
        between = text[match.end() : begin]
        word = match.group()
        lower = word.lower()
        if (
            between.strip()
            or "\n" in between
            or lower in HONORED - {"and"}
            or lower in language.lexicon.lists["grammar.definite"]
        ):
            break
        if word[0].isupper() and lower not in language.lexicon.lists["demonyms.words"]:
            break
        if begin == span.start and not _is_body_noun(lower, language):
            break
        begin = match.start()
        if span.start - begin > 60:
            break
    if begin < span.start:
        found = Span(begin, begin + len(text[begin : span.start].rstrip()))
        description = read_description(found.of(text), language)
        if description is not None:
            yield found, description


def _described(text: str, span: Span, language: Language, is_person: bool) -> Iterator[tuple[Span, Description]]:
    description = read_description(span.of(text), language)
    if description is None or description.is_plural or NO_NOUN.match(text, span.start):
        return
    head = description.head
    # "Haddad's mother, Samira,": a relation is no office, and says as much of her.
    is_role = head in language.lexicon.lists["titles.words"] or head in role_words() or is_gendered((head,), load_people())
    if is_person and is_role:
        yield span, description
    if not is_person and _is_body_noun(description.head, language):
        yield span, description


def _is_body_noun(word: str, language: Language) -> bool:
    people, lists = load_people(), language.lexicon.lists
    return word in lists["nouns.bodies"] or word in lists["nouns.outlet"] or bool(people.list(f"bodies.{word}"))


def outlet_noun(text: str, span: Span, language: Language) -> str:
    """The noun beside a name that makes it an outlet's: "Al Akhbar newspaper", "the state news agency SANA"; "" if none."""
    nouns = language.lexicon.lists["nouns.outlet"]
    after = TOKEN.match(text, span.end + 1) if text[span.end : span.end + 1] == " " else None
    if after and after.group().lower() == "news":
        following = TOKEN.match(text, after.end() + 1)
        return following.group().lower() if following and following.group().lower() in {"agency", "channel", "site"} else ""
    if after and after.group().lower() in nouns - {"media", "press", "news"}:
        # "the Lagos newspaper Morning Lantern": the noun belongs to the name behind it.
        return (
            ""
            if text[after.end() : after.end() + 1] == " " and text[after.end() + 1 : after.end() + 2].isupper()
            else after.group().lower()
        )
    before = list(TOKEN.finditer(text, max(0, span.start - 30), span.start))[-2:]
    if not before or text[before[-1].end() : span.start] not in {" ", " “", ' "', ", "}:
        return ""
    last = before[-1].group().lower()
    return last if is_outlet_noun(last, before[0].group() if len(before) > 1 else "") else ""
