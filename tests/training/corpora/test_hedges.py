"""Hedges by rule: which words say that the writer does not vouch, and which only look like it."""

from pathlib import Path

import pytest
from sayso_training.corpora.hedges import mark_hedges
from sayso_training.samples import Sample
from tests.training.corpora.snippets import tokens_of

from sayso.records import Span

LEAVE = "She she PRON PRP 3 nsubj\n{modal} {modal} AUX MD 3 aux\nleave leave VERB VB 0 root"
SURE = {
    "may": LEAVE.format(modal="may"),
    "might": LEAVE.format(modal="might"),
    "could": LEAVE.format(modal="could"),
    "could (perfect, denied)": """
        He he PRON PRP 5 nsubj
        could could AUX MD 5 aux
        not not PART RB 5 advmod
        have have AUX VB 5 aux
        known know VERB VBN 0 root""",
    "allegedly": "He he PRON PRP 3 nsubj\nallegedly allegedly ADV RB 3 advmod\nfled flee VERB VBD 0 root",
    "alleged": "the the DET DT 3 det\nalleged alleged ADJ JJ 3 amod\nplot plot NOUN NN 0 root",
    "suspected": """
        convicted convict VERB VBN 4 amod
        or or CCONJ CC 3 cc
        suspected suspect VERB VBN 1 conj
        spies spy NOUN NNS 0 root""",
    "so-called": """
        so so ADV RB 3 advmod +
        - - PUNCT HYPH 3 punct +
        called call VERB VBN 4 amod
        experts expert NOUN NNS 0 root""",
    "seems": "It it PRON PRP 2 expl\nseems seem VERB VBZ 0 root\nshut shut ADJ JJ 2 xcomp",
    "appears": "He he PRON PRP 2 nsubj\nappears appear VERB VBZ 0 root\nto to PART TO 4 mark\nwait wait VERB VB 2 xcomp",
    "believed to": """
        She she PRON PRP 3 nsubj:pass
        is be AUX VBZ 3 aux:pass
        believed believe VERB VBN 0 root
        to to PART TO 5 mark
        rest rest VERB VB 3 xcomp""",
    "reported": """
        It it PRON PRP 3 expl
        was be AUX VBD 3 aux:pass
        reported report VERB VBN 0 root
        that that SCONJ IN 6 mark
        ships ship NOUN NNS 6 nsubj
        sank sink VERB VBD 3 ccomp""",
    "likely": """
        It it PRON PRP 3 expl
        is be AUX VBZ 3 cop
        likely likely ADJ JJ 0 root
        to to PART TO 5 mark
        rain rain VERB VB 3 csubj""",
    "unclear": """
        It it PRON PRP 3 expl
        remains remain VERB VBZ 0 root
        unclear unclear ADJ JJ 2 xcomp
        who who PRON WP 5 nsubj
        paid pay VERB VBD 2 csubj""",
    "not clear": """
        It it PRON PRP 4 expl
        is be AUX VBZ 4 cop
        not not PART RB 4 advmod
        clear clear ADJ JJ 0 root
        whether whether SCONJ IN 7 mark
        he he PRON PRP 7 nsubj
        paid pay VERB VBD 4 csubj""",
}  # fmt: skip
OPEN = {
    "could": "so so SCONJ IN 4 mark\nhe he PRON PRP 4 nsubj\ncould could AUX MD 4 aux\nrest rest VERB VB 0 root",
    "may": "You you PRON PRP 3 nsubj\nmay may AUX MD 3 aux\ngo go VERB VB 0 root",
    "expected to": """
        She she PRON PRP 3 nsubj:pass
        is be AUX VBZ 3 aux:pass
        expected expect VERB VBN 0 root
        to to PART TO 5 mark
        attend attend VERB VB 3 xcomp""",
}  # fmt: skip
NONE = {
    "ability denied": "He he PRON PRP 4 nsubj\ncould could AUX MD 4 aux\nnot not PART RB 4 advmod\nswim swim VERB VB 0 root",
    "a request": "Could could AUX MD 3 aux\nyou you PRON PRP 3 nsubj\nwait wait VERB VB 0 root",
    "a wish": "May may AUX MD 3 aux\nshe she PRON PRP 3 nsubj\nrest rest VERB VB 0 root",
    "a month": "in in ADP IN 2 case\nMay May PROPN NNP 0 root",
    "a verb": "They they PRON PRP 2 nsubj\nalleged allege VERB VBD 0 root\nfraud fraud NOUN NN 2 obj",
    "on a stage": "He he PRON PRP 2 nsubj\nappeared appear VERB VBD 0 root\nin in ADP IN 4 case\nfilms film NOUN NNS 2 obl",
    "what can be done": """
        It it PRON PRP 3 expl
        is be AUX VBZ 3 cop
        possible possible ADJ JJ 0 root
        to to PART TO 5 mark
        swim swim VERB VB 3 csubj""",
    "if possible": "Come come VERB VB 0 root\nif if SCONJ IN 3 mark\npossible possible ADJ JJ 1 advcl",
    "best possible": "best good ADJ JJS 3 amod\npossible possible ADJ JJ 3 amod\noffer offer NOUN NN 0 root",
    "an approximation": "about about ADV RB 2 advmod\nforty forty NUM CD 3 nummod\nships ship NOUN NNS 0 root",
    "somebody says": "He he PRON PRP 2 nsubj\nthinks think VERB VBZ 0 root\nso so ADV RB 2 advmod",
    "must be said": """
        It it PRON PRP 4 expl
        must must AUX MD 4 aux
        be be AUX VB 4 aux:pass
        said say VERB VBN 0 root
        that that SCONJ IN 7 mark
        he he PRON PRP 7 nsubj
        won win VERB VBD 4 ccomp""",
}  # fmt: skip


def hedges_of(folder: Path, short: str) -> list[tuple[str, tuple[str, ...]]]:
    text, tokens = tokens_of(folder, short)
    layer = mark_hedges(Sample("ewt", "one", text, (Span(0, len(text)),)), tokens)
    assert layer.marked == {"hedge"}
    return [(span.of(text), labels) for span, labels in layer.spans]


@pytest.mark.parametrize("case", sorted(SURE))
def test_a_hedge_is_marked(tmp_path: Path, case: str) -> None:
    assert hedges_of(tmp_path, SURE[case]) == [(case.partition(" (")[0], ("hedge",))]


@pytest.mark.parametrize("case", sorted(OPEN))
def test_what_the_tree_does_not_tell_is_left_open(tmp_path: Path, case: str) -> None:
    assert hedges_of(tmp_path, OPEN[case]) == [(case, ("hedge", ""))]


@pytest.mark.parametrize("case", sorted(NONE))
def test_what_only_looks_like_a_hedge_is_none(tmp_path: Path, case: str) -> None:
    assert hedges_of(tmp_path, NONE[case]) == []
