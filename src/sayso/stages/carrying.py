"""Sentences that go on with what the sentence before them reports, though nothing in them says so.

In: the tree, sentences, quotations and attributions. Out: for each sentence without an attribution of its own the attribution
whose scope it carries on: by its tense ("The paper said two men had met. They had talked for an hour.") or because it stands
in the quotation that the speaker has begun. A paragraph ends what tense carries; one sentence in the publisher's own tense
does too.
"""

from collections.abc import Mapping, Sequence

from sayso.languages import Language
from sayso.records import Attribution, Entry, Quotation, Span, entry_at
from sayso.stages.styles import QuotedText
from sayso.stages.trees import Tree

__all__ = ["find_carried"]

SHIFTED = frozenset({"had", "would", "'d", "’d"})


def find_carried(
    tree: Tree,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    language: Language,
    entries: Sequence[Entry] = (),
) -> Mapping[Span, Attribution]:
    """The attribution that each sentence carries on; no entry of a live blog carries on another."""
    quoted = QuotedText(quotations)
    found: dict[Span, Attribution] = {}
    last: Attribution | None = None
    before: Span | None = None
    for sentence in sentences:
        own = [one for one in attributions if sentence.contains(one.cue[0])]
        covered = any(span.overlaps(sentence) for one in attributions for span in one.contents)
        if before is not None and "\n" in tree.text[before.end : sentence.start] and not _is_quoted(quoted, sentence):
            last = None
        if before is not None and entry_at(entries, before.start) is not entry_at(entries, sentence.start):
            last = None
        before = sentence
        if own:
            last = _innermost(own)
        elif covered:
            continue
        elif last is not None and _goes_on(tree, sentence, last, quoted, language):
            found[sentence] = last
        else:
            last = None
    return found


def _innermost(own: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose words the next sentence may go on with: the last that claims something, the deepest around it."""
    saying = [one for one in own if one.contents and one.cue_kind != "decline" and one.polarity != "?"]
    parents = {one.parent for one in saying}
    leaves = [one for one in saying if one.id not in parents]
    return leaves[-1] if leaves else None


def _goes_on(tree: Tree, sentence: Span, last: Attribution, quoted: QuotedText, language: Language) -> bool:
    if _is_quoted(quoted, sentence):
        return last.style in {"direct", "mixed"}
    if last.style == "direct":
        return False
    places = tree.inside(sentence)
    head = next((p for p in places if tree.words[p].head not in places and tree.relation(p) not in {"punct", "mark"}), None)
    if head is None:
        return False
    auxiliaries = {tree.form(child) for child in tree.children(head, "aux")}
    negated = {tree.form(child) for child in tree.children(head, "aux", "mod")} & language.lexicon.lists["negation.words"]
    if "would" in auxiliaries and negated and language.is_in(tree.form(head), "answering.withholding"):
        # "It would not release the review."
        return False
    return bool(auxiliaries & SHIFTED) and "have" not in auxiliaries


def _is_quoted(quoted: QuotedText, sentence: Span) -> bool:
    return quoted.holds(sentence.start, sentence.end)
