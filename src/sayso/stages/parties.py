"""Who stands in the noun phrase of a source, in which order they relay each other.

In: the tree, the names and the source of an attribution. Out: for each joint source the `Party`s of its phrase, outermost
first: "A leaked memo seen by the Gazette" is the Gazette, then the memo; "a letter from the ministry" is the ministry, whose
channel is the letter; "Fors and Brandt" are two sources. It asks only what the phrase says; whom "she" means is found in
`actors`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.languages import Language
from sayso.records import Span, strip_span
from sayso.stages.headlines import is_headline
from sayso.stages.sources import find_source_kind
from sayso.stages.trees import Tree

__all__ = ["Party", "find_agent", "find_parties", "find_phrase", "is_name"]

#: What hangs on a noun without being a part of its name or description.
ASIDE = frozenset({"relcl", "acl", "appos", "parataxis", "advcl", "ccomp", "xcomp", "punct", "conj"})
#: Prepositions that a tree hangs into a phrase, and that are no part of it.
BEFORE_PHRASE = frozenset({"according", "to", "of", "by", "from", "with", "for"})
GRANTED = frozenset({"close", "familiar", "briefed", "involved", "speaking", "with"})
#: Marks around a phrase.
EDGES = " ,;:—–-\"“”'‘’()[]"
#: Where the description of a source ends and an aside begins.
BREAK = re.compile(
    r"\s*(?:,(?!\d{3})|[;(\[—–])\s*|\s+(?:who|whom|whose|which|where)\s"
    r"|\s+(?:it|he|she|they)\s+(?:has|had|have|obtained|saw|said|says|published|received)\s"
    r"|\s+(?:released|shown|leaked|seen|obtained|unsealed|published|made\s+public|named)\s+"
    r"(?:this|last|on|by|to|earlier|in)\s"
    r"|\s+that\s(?!(?:night|day|week|month|year|morning|afternoon|evening|time)\b)"
)
JOINT = re.compile(r"\s+and\s+|\s+as well as\s+|,\s+(?:and\s+)?")
#: What goes on a name behind a cut of the tree: its next word, a number, the second half of a double name.
NAME_GOES_ON = re.compile(
    r"(?:[ \u00a0]+(?:(?:da|de|del|della|der|di|du|van|von|al|el|la|le|bin|of|the)[ \u00a0]+)*)?[-’']?[A-Z\d][\w’'.-]*"
)
#: A first name before a double name that was cut in two.
FIRST_NAME = re.compile(r"[A-Z][\w’'-]+[ \u00a0]$")
#: The last word of a phrase, if it is a single word with a capital and no name of a person: "the Securities".
ENDING = re.compile(r"(?:^|\b(?:[Tt]he|of|at|by|for|from|with)\s+)[A-Z][a-z]+(?:,\s[A-Z][a-z]+)*,?\Z")
CAPITALS = re.compile(r"[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*")
DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December"
)
POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
#: Who has seen or got what a source is: "seen by the Gazette", "shown to Radio Oasis"; up to where the phrase about him ends.
HANDED = re.compile(
    r"\b(?P<verb>[a-z]{3,12})(?:\s+in full)?(?:\s+on\s+[A-Z]\w+)?\s+(?P<how>by|to|with)\s+"
    r"(?P<agent>[^,;()“”\"]+?)(?=\s*[,;()]|\s+(?:on|in|last|this|before|earlier|that|and|after|under|through|via)\s|\s*$)"
)
APPOSED_NAME = re.compile(r",\s(?P<name>(?:[A-Z][\w’'-]+\s){1,4}?[A-Z][\w’'-]+)(?=[,.])")
APPOSED = re.compile(r",\s+(?P<noun>an?\s[^,;]{3,40})(?=,|$)")
AND = re.compile(r"(?:\s+and)?\s*$")
#: Words that end a description without being a part of it, and prepositions that begin what is none.
TAIL = re.compile(r"\s+(?:alike|both|too|also|themselves|himself|herself|itself)$")
FRONT = re.compile(r"^(?:to|of|by|from|with|for|in|at|on)\s+(?=(?:the|an?)\s)", re.IGNORECASE)
WHOSE = re.compile(r"^whose\s+(?=\w)", re.IGNORECASE)
#: Whose a document is, where its phrase says so in front.
OWNER = re.compile(r"^(?P<owner>[^,;()“”\"]{2,80}?)(?:['’]s|(?<=s)['’])\s")


@dataclass(frozen=True, slots=True)
class Party:
    """One party of a chain: the phrase that names it, and where it spoke, if the phrase says so."""

    span: Span
    name: str
    channel: str | None = None


def find_parties(tree: Tree, sources: Sequence[Span], language: Language) -> list[list[Party]]:
    """The parties of each joint source, outermost first."""
    found = []
    for source in sources:
        for part in _joint(tree, source, language):
            parties = _relayed(tree, part, language)
            if parties:
                found.append(parties)
    return found


def find_phrase(tree: Tree, head: int) -> Party | None:
    """The party that a noun outside a source names, its words as the tree has them and its name to the end."""
    places = tree.below(head, ASIDE) - set(tree.children(head, "mark"))
    if head + 1 < len(tree.words) and tree.form(head + 1) in GRANTED:
        # "people close to the president": what a source without a name is granted.
        places |= tree.below(head + 1, frozenset({"punct"}))
    connected = sorted(_connected(places, head))
    while connected[0] < head and tree.form(connected[0]) in BEFORE_PHRASE:
        # "according to [the diplomat]".
        connected.pop(0)
    extent = tree.extent(connected)
    return None if extent is None else _party(tree.text, _to_end_of_name(tree.text, extent))


def find_agent(tree: Tree, verb: int) -> int | None:
    """Who does what a participle says: "seen by the Gazette", "carried on Sunday by state television"."""
    for child in tree.children(verb, "obl", "nmod"):
        if any(tree.form(mark) == "by" for mark in tree.children(child, "mark")):
            return child
    return None


def is_name(words: str) -> bool:
    """Whether words could be a name: the last of them that is no particle has a capital."""
    last = words.split()[-1] if words.split() else ""
    return last[:1].isupper() or last[:1].isdigit()


def _joint(tree: Tree, source: Span, language: Language) -> list[Span]:
    """The joint sources of a phrase: "A and B" where both are parties, the phrase itself otherwise."""
    text = source.of(tree.text)
    for match in JOINT.finditer(text):
        if match.group().strip(" ,") != "and":
            continue
        left, right = Span(source.start, source.start + match.start()), Span(source.start + match.end(), source.end)
        if not _is_one_name(tree, left, right, language) and _are_joined(tree, left, right):
            return [*_joint(tree, left, language), right]
    return [source]


def _is_one_name(tree: Tree, left: Span, right: Span, language: Language) -> bool:
    """Whether "and" stands inside one name or between two offices of one person: "the Securities and Exchange Commission"."""
    name = tree.name_at(left.end)
    if name is not None and name.end > right.start:
        return True
    first, second = ENDING.search(left.of(tree.text)), CAPITALS.match(right.of(tree.text))
    if second is None:
        return False
    words = second.group().lower().split()
    lists = language.lexicon.lists
    if words[-1] in lists["nouns.bodies"] | lists["nouns.body_ends"] and len(words) > 1 and first is not None:
        return True
    return len(words) == 1 and words[0] in lists["titles.words"] and "," in left.of(tree.text)


def _are_joined(tree: Tree, left: Span, right: Span) -> bool:
    """Whether two phrases are joint by the tree: the head of the second hangs as a conjunct on the head of the first.

    Of two names, one followed by an office, a model now and then hangs some other word of the second.
    """
    first, second = tree.head([left]), tree.head([right])
    if first is None or second is None:
        return False
    if is_name(left.of(tree.text)) and is_name(right.of(tree.text)):
        own = set(tree.inside(left))
        return any(tree.relation(p) == "conj" and tree.words[p].head in own for p in tree.inside(right))
    if tree.relation(second) != "conj" or tree.words[second].head != first:
        return False
    written = tree.words[second].span.of(tree.text)
    if not written[:1].isupper():
        return bool(tree.children(second, "mod", "poss", "nmod", "flat")) or written.endswith("s")
    return tree.words[first].span.of(tree.text)[:1].isupper()


def _relayed(tree: Tree, source: Span, language: Language) -> list[Party]:
    """The party of one source, behind whoever the phrase says has it from there."""
    head = tree.head([source])
    party = _named(tree, source)
    if party is None:
        return []
    if head is None:
        return [party]
    author = _author(tree, head, source, language)
    if author is not None:
        named = _owner(tree, author, source) or _apposed(tree, find_phrase(tree, author))
        if named is not None:
            party = Party(named.span, named.name, _clean(source.of(tree.text)))
    handed = _handed(tree, source, language)
    if handed is None:
        return [party]
    outer, at = handed
    first = BREAK.search(tree.text, source.start + 1, at)
    cut = first.start() if first is not None else at
    document = _party(tree.text, Span(source.start, source.start + len(AND.sub("", tree.text[source.start : cut]))))
    return [outer, party if author is not None or document is None else document]


def _apposed(tree: Tree, party: Party | None) -> Party | None:
    """The name behind a comma of whoever has an office: "from the health secretary, Mia Holt,"."""
    match = APPOSED_NAME.match(tree.text, party.span.end) if party is not None and not is_name(party.name) else None
    return _party(tree.text, Span(*match.span("name"))) if match is not None else party


def _owner(tree: Tree, author: int, source: Span) -> Party | None:
    """The whole phrase before a possessive mark, where the author is its last word: "the state audit office's report"."""
    match = OWNER.match(source.of(tree.text))
    span = Span(source.start, source.start + match.end("owner")) if match is not None else None
    return _party(tree.text, span) if span is not None and tree.words[author].span.end == span.end else None


def _handed(tree: Tree, source: Span, language: Language) -> tuple[Party, int] | None:
    """Who has seen what a source is, or was given it and is an outlet; and where the words about that begin."""
    lists = language.lexicon.lists
    for match in HANDED.finditer(tree.text, source.start, source.end):
        verbs = language.lemmas(match.group("verb"))
        agent = Span(*match.span("agent"))
        by = match.group("how") == "by"
        if by and any(verb in lists["relays.seen"] for verb in verbs):
            party = _party(tree.text, agent)
        elif any(verb in lists["relays.carried" if by else "relays.shown"] for verb in verbs):
            apposed = APPOSED.match(tree.text, agent.end, source.end)
            phrases = (agent.of(tree.text), apposed.group("noun") if apposed is not None else "")
            is_outlet = any(find_source_kind(phrase, language) == "outlet" for phrase in phrases if phrase)
            is_outlet = is_outlet or _is_shown_a_house(verbs, agent.of(tree.text), language)
            party = _party(tree.text, agent) if is_outlet else None
        else:
            continue
        if party is not None:
            return party, match.start()
    return None


def _is_shown_a_house(verbs: Sequence[str], words: str, language: Language) -> bool:
    """Whether a document was shown or leaked to a name that is no body's: to a paper that nobody knows."""
    lists = language.lexicon.lists
    bodies = lists["nouns.bodies"] | lists["nouns.institutions"] | lists["nouns.body_ends"]
    is_body = any(word.lower() in bodies for word in words.split())
    return bool({"show", "leak"} & set(verbs)) and is_name(words) and words.startswith(("the ", "The ")) and not is_body


def _named(tree: Tree, source: Span) -> Party | None:
    """The description of a source without asides, or the name that stands beside it: "its director, Mia Holt"."""
    text = source.of(tree.text)
    breaks = [match for match in BREAK.finditer(text) if match.start() > 0]
    pieces, begin = [], 0
    for match in breaks:
        pieces.append(text[begin : match.start()])
        begin = match.end()
    pieces.append(text[begin:])
    first = pieces[0]
    if len(pieces) > 1 and not is_name(first) and "," in breaks[0].group() and _is_plain_name(pieces[1]):
        at = source.start + breaks[0].end()
        return _party(tree.text, Span(at, at + len(pieces[1])))
    named = Span(source.start, source.start + len(first))
    return _party(tree.text, _to_end_of_name(tree.text, named) if len(pieces) == 1 else named)


def _is_plain_name(words: str) -> bool:
    """Whether words are nothing but a name: each begins with a capital, but for particles."""
    parts = words.strip(EDGES).split()
    return bool(parts) and all(part[:1].isupper() or len(part) < 4 for part in parts) and parts[0][:1].isupper()


def _author(tree: Tree, head: int, source: Span, language: Language) -> int | None:
    """Whose a document is: "the ministry's report", "a letter from the mayor"; none where it is no document."""
    lists = language.lexicon.lists
    if not language.is_in(tree.form(head), "relays.documents"):
        return None
    own = set(tree.inside(source))
    for child in tree.children(head, "poss"):
        if child in own and tree.form(child) not in lists["relays.no_authors"] | lists["grammar.definite"]:
            return child
    for child in tree.children(head, "nmod", "obl"):
        marks = {tree.form(mark) for mark in tree.children(child, "mark")}
        if child in own and marks & {"from", "by"} and tree.form(child) not in lists["relays.no_authors"]:
            return child
    return None


def _connected(places: set[int], head: int) -> set[int]:
    """The words around the head without a gap."""
    found = {head}
    for step in (-1, 1):
        at = head + step
        while at in places:
            found.add(at)
            at += step
    return found


def _to_end_of_name(text: str, span: Span) -> Span:
    """The span, and what goes on the name that it ends with; in a headline nothing does."""
    start, end = span.start, span.end
    if is_headline(text, start) or (span.of(text).isupper() and " " in span.of(text)):
        return span
    while start > 0 and (text[start - 1] in "-’'" or text[start - 1].isalnum()) and not text[start].isspace():
        # The tagger may cut a double name in two.
        start -= 1
    if start < span.start and (first := FIRST_NAME.search(text[max(0, start - 24) : start])) is not None:
        start -= len(first.group())
    while is_name(text[start:end]) and (more := NAME_GOES_ON.match(text, end)) is not None and not DAY.search(more.group()):
        end = more.end()
    return Span(start, end)


def _party(text: str, span: Span) -> Party | None:
    name = POSSESSIVE.sub("", _clean(span.of(text)))
    return Party(strip_span(text, span), name) if name else None


def _clean(name: str) -> str:
    return TAIL.sub("", WHOSE.sub("", FRONT.sub("", " ".join(name.split()).strip(EDGES))))
