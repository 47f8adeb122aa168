"""Invented sentences in CoNLL-U, written short.

In: lines of "form lemma upos xpos head relation", with "_" after the form where no space follows. Out: a file's text.
"""

from pathlib import Path

from sayso_training.corpora.conllu import Token, read_sentences

__all__ = ["block", "tokens_of"]


def block(short: str, *comments: str) -> str:
    """One sentence; each line of `short` is a word, "1-2 form" a form of several words."""
    lines = [f"# {comment}" for comment in comments]
    number = 0
    for raw in short.strip().splitlines():
        fields = raw.split()
        space = "SpaceAfter=No" if fields[-1] == "+" else "_"
        if len(fields) < 6:
            lines.append("\t".join([fields[0], fields[1], *"_" * 7, space]))
            continue
        number += 1
        form, lemma, upos, xpos, head, relation = fields[:6]
        lines.append("\t".join([str(number), form, lemma, upos, xpos, "_", head, relation, "_", space]))
    return "\n".join(lines) + "\n\n"


def tokens_of(folder: Path, short: str) -> tuple[str, tuple[Token, ...]]:
    """Text and tokens of one sentence."""
    path = folder / "one.conllu"
    path.write_text(block(short), encoding="utf-8")
    (sentence,) = read_sentences(path)
    return sentence.text, sentence.tokens
