"""Which attributions claim something, and which only tell what somebody did.

In: an attribution with the tree of its text. Out: yes or no. Who declines claims nothing, nor does a question, nor what "may be
announced"; who sentences, dismisses or asks not to be named does something, and the publisher says so himself. What is claimed
is for `propositions` to say.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from sayso.languages import Language
from sayso.records import Attribution, Span, text_of
from sayso.stages.trees import Tree

__all__ = ["Claiming"]

#: Kinds of cues that attribute words even in a headline: "Group Defies Offer" attributes none to the group.
WORDS_OF = frozenset({"speech", "report", "writing", "claim"})
#: What is asked for by those who do not want to be known.
ANONYMITY = re.compile(
    r"(?:not to be|to (?:remain|stay|be kept|go)|that (?:he|she|they|(?:his|her|their) names?) (?:not )?be|for)\s+"
    r"(?:named|identified|quoted|anonymous|unnamed|anonymity|withheld|further identified)\b"
)
#: Contents that only say when: "[before opening fire]".
WHEN = re.compile(r"(?:before|after|while|when|during|until)\s+\w+ing\b")
LOOKED_AT: Final = 60


class Claiming:
    """The attributions of one text, asked one by one."""

    def __init__(self, tree: Tree, by_id: Mapping[str, Attribution], headlines: Sequence[Span], language: Language) -> None:
        self.tree, self.by_id, self.headlines, self.language = tree, by_id, headlines, language
        self.lists = language.lexicon.lists

    def is_act(self, one: Attribution) -> bool:
        """Whether it tells what somebody did and not what he said: "Group Defies Offer", "sentenced two brothers to a year"."""
        if self.tree.has_clause(one.contents):
            return False
        is_headline = any(span.contains(one.cue[0]) for span in self.headlines)
        if is_headline and one.cue_kind not in WORDS_OF:
            return True
        head = self.tree.head(one.cue)
        if head is None or one.cue_kind not in {"decree", "accusation"}:
            return False
        # "The barrier was ordered in 2003" has nobody's words either.
        return (not one.sources and one.parent is None) or (one.cue_kind == "decree" and self._is_in(head, "moods.acts"))

    def claims_something(self, one: Attribution) -> bool:
        """Whether it makes a claim."""
        if one.cue_kind == "decline" or not one.contents or self._is_declined(one) or self.is_act(one) or self._is_aside(one):
            return False
        if one.polarity == "?" and one.cue_kind != "denial":
            return False
        if one.cue_kind == "other" and not one.sources:
            return False
        words = text_of(self.tree.text, one.cue, " ").lower()
        if all(word in self.lists["grammar.auxiliaries"] for word in words.split()) and one.source_kind != "document":
            # "would impose", "has cut": a verb's small words are no cue.
            return False
        if words in self.lists["grammar.definite"] or (one.parent is not None and words in self.lists["hedges.unnamed"]):
            # No word of saying; what hedges contents is found there.
            return False
        return self._is_asserted(one)

    def _is_aside(self, one: Attribution) -> bool:
        """Whether it tells under what condition, when, or with what wish somebody spoke: "who asked not to be named"."""
        opening = self.tree.text[one.contents[0].start : one.contents[0].end][:LOOKED_AT].lower()
        if ANONYMITY.match(opening) or WHEN.match(opening):
            return True
        head = self.tree.head(one.cue)
        if one.parent is None or head is None:
            return False
        if not one.sources and text_of(self.tree.text, one.cue, " ").lower() not in self.lists["hedges.unnamed"]:
            # "twice what is declared", "two of the tests were announced": nobody's words.
            return not self.tree.has_clause(one.contents)
        if one.cue_kind != "demand":
            return False
        # "was conscious and asking for a cigarette" is one thing that is said of him.
        is_doing = self.tree.form(head).endswith("ing") and self._is_in(head, "directed.wanting")
        return is_doing and not self.tree.has_clause(one.contents) and "“" not in opening

    def _is_in(self, place: int, name: str) -> bool:
        return self.language.is_in(self.tree.form(place), name)

    def _is_declined(self, one: Attribution) -> bool:
        parent = self.by_id.get(one.parent or "")
        return parent is not None and parent.cue_kind == "decline"

    def _is_asserted(self, one: Attribution) -> bool:
        """Whether the cue says that something was said, and not that it may be, or whether it was."""
        opening = self.tree.text[one.contents[0].start : one.contents[0].end].split(None, 1)[:1]
        if opening and opening[0].lower() in self.lists["moods.questions"] and self._asks(one):
            return False
        head = self.tree.head(one.cue)
        if head is None:
            return True
        if self._is_nobody(self.tree.subject(head)):
            return False
        before = [child for child in self.tree.children(head, "aux", "mark") if child < head]
        unsaid = {self.tree.form(child) for child in before} & self.lists["moods.unsaid"]
        return not unsaid or (unsaid == {"to"} and self._is_said_so(head))

    def _is_nobody(self, subject: int | None) -> bool:
        """Whether a subject is nobody: "nobody was told that the pumps could fail"."""
        if subject is None:
            return False
        forms = {self.tree.form(place) for place in (subject, *self.tree.children(subject, "mod"))}
        return bool(forms & self.lists["negation.quantifiers"])

    def _is_said_so(self, head: int) -> bool:
        """Whether an infinitive tells what was said: "had rung him to insist that", "used to boast that"."""
        above = self.tree.words[head].head
        return above >= 0 and self._is_in(above, "moods.said_so")

    def _asks(self, one: Attribution) -> bool:
        words = text_of(self.tree.text, one.cue, " ").lower().split()
        return any(self.language.is_in(word, "moods.asking") for word in words)
