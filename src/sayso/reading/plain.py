"""The blocks of a text that was pasted: a story with the page's furniture still around it.

In: plain text. Out: `Extracted`, each paragraph with its role, by its words and its place. Nothing is dropped but blanks:
lines that were wrapped are joined, every other line is a block. Text that must stay as it is does not come here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.reading.extracted import Extracted, Placed, lay_out
from sayso.reading.furniture import Furniture, has_sentence_end, is_name_line, load_furniture
from sayso.reading.lines import BREAK, Piece, fold_lines, words_of
from sayso.records import FieldEvidence, Role

__all__ = ["extract_plain"]

#: A sentence of the story has so many words; the first of them must have more, so that a banner does not begin the story.
SHORTEST_SENTENCE, SHORTEST_OPENING = 5, 10
#: A headline has so many words; of the lines before the story the one with most is it, counted up to the cap.
SHORTEST_HEADLINE, LONGEST_HEADLINE, HEADLINE_CAP = 3, 35, 20
LONGEST_SECTION, LONGEST_BYLINE, LONGEST_SUBHEAD = 9, 14, 12
#: How many lines over the story its head may take up.
REACH = 12
#: A line without a stop in the middle of the story belongs to it if this share of its words are function words.
LEAST_FUNCTION_WORDS = 0.25
#: Text wrapped by a machine: so many lines a paragraph at least, none wider, none but the last narrower than this share.
FEWEST_WRAPPED, WIDEST_WRAPPED, NARROWEST_WRAPPED = 3, 100, 0.6
#: A line that ends so is carried on by the next one.
CARRIED_ON = (":", ",", ";", "–", "—")


@dataclass(frozen=True, slots=True)
class Line:
    """One block-to-be: its text, its words folded, and what the words speak for."""

    text: str
    words: tuple[str, ...]
    wording: Role | None
    is_date: bool
    is_house: bool
    function_words: float

    @property
    def is_sentence(self) -> bool:
        """Whether it reads like a sentence of a story."""
        return self.wording in {None, "byline"} and len(self.words) >= SHORTEST_SENTENCE and has_sentence_end(self.text)


def extract_plain(text: str) -> Extracted:
    """The blocks of a pasted text. Never raises."""
    furniture = load_furniture()
    lines = [_line(line, furniture) for line in _fold(text)]
    first, last = _find_story(lines)
    headline = _find_headline(lines, first)
    roles = [_role(lines, index, headline, first, last) for index in range(len(lines))]
    laid, blocks, _ = lay_out(Placed(line.text, role) for line, role in zip(lines, roles, strict=True))
    titles = tuple(
        FieldEvidence("title", block.span.of(laid), "headline line", block.span) for block in blocks if block.role == "headline"
    )
    words = sum(len(line.words) for line, role in zip(lines, roles, strict=True) if role == "body")
    reason = f"{words} words of running text" if words else "there is no running text in it"
    return Extracted(laid, blocks, (), titles, is_article=words > 0, reason=reason)


def _fold(text: str) -> Iterator[str]:
    """The lines of the text, wrapped ones joined."""
    pieces: list[Piece] = []
    for paragraph in _paragraphs(text):
        if _is_wrapped(paragraph):
            pieces.append(Piece(" ".join(paragraph), ""))
        else:
            for line in paragraph:
                pieces += [Piece(line, ""), BREAK]
        pieces += [BREAK, BREAK]
    return (folded for folded, _ in fold_lines(pieces))


def _paragraphs(text: str) -> Iterator[list[str]]:
    held: list[str] = []
    for line in text.splitlines():
        if line.strip():
            held.append(line.strip())
        elif held:
            yield held
            held = []
    if held:
        yield held


def _is_wrapped(paragraph: Sequence[str]) -> bool:
    widest = max(map(len, paragraph))
    full = all(len(line) >= NARROWEST_WRAPPED * widest for line in paragraph[:-1])
    return len(paragraph) >= FEWEST_WRAPPED and full and widest <= WIDEST_WRAPPED and not all(map(has_sentence_end, paragraph))


def _line(text: str, furniture: Furniture) -> Line:
    words = words_of(text)
    density = sum(word in furniture.function_words for word in words) / max(1, len(words))
    wording = furniture.role_of(text, words)
    return Line(text, words, wording, furniture.is_date_line(text, words), furniture.is_house_line(text, words), density)


def _find_story(lines: Sequence[Line]) -> tuple[int, int]:
    """The first and the last line of the story; (number of lines, -1) where there is none."""
    sentences = [index for index, line in enumerate(lines) if line.is_sentence]
    if not sentences:
        return len(lines), -1
    opening = next((index for index in sentences if len(lines[index].words) >= SHORTEST_OPENING), sentences[0])
    return opening, sentences[-1]


def _find_headline(lines: Sequence[Line], first: int) -> int | None:
    """The line over the story that has most words and is no furniture, no date and no name of a house."""
    best, best_score = None, 0
    for index in range(max(0, first - REACH), first):
        line = lines[index]
        if line.wording or line.is_date or line.is_house or line.text.endswith("."):
            continue
        score = min(len(line.words), HEADLINE_CAP)
        if SHORTEST_HEADLINE <= len(line.words) <= LONGEST_HEADLINE and score >= best_score:
            best, best_score = index, score
    return best


def _role(lines: Sequence[Line], index: int, headline: int | None, first: int, last: int) -> Role:
    line = lines[index]
    if index == headline:
        return "headline"
    if line.wording and line.wording != "byline":
        return line.wording
    if line.is_date:
        return "dateline"
    if index < first:
        return _role_before(lines, index, headline)
    if first <= index <= last:
        return _role_within(lines, index)
    return _role_after(line)


def _role_before(lines: Sequence[Line], index: int, headline: int | None) -> Role:
    line = lines[index]
    if headline is None or index > headline:
        if is_byline(line) or line.is_house or (headline is not None and is_name_line(line.text)):
            return "dateline" if line.text.isupper() and not line.is_house and line.wording is None else "byline"
        is_telling = len(line.words) >= SHORTEST_SENTENCE or (has_sentence_end(line.text) and line.function_words > 0)
        return "standfirst" if is_telling else "other"
    is_next = all(other.wording or other.is_date or other.is_house for other in lines[index + 1 : headline])
    return "section" if is_next and 0 < len(line.words) <= LONGEST_SECTION else "other"


def _role_within(lines: Sequence[Line], index: int) -> Role:
    line = lines[index]
    if line.is_sentence or has_sentence_end(line.text) or line.text.endswith(CARRIED_ON):
        return "body"
    if is_byline(line):
        return "byline"
    follows = index + 1 < len(lines) and lines[index + 1].is_sentence
    if len(line.words) <= LONGEST_SUBHEAD and follows and lines[index - 1].wording != "promo":
        return "subhead"
    return "body" if line.function_words >= LEAST_FUNCTION_WORDS else "other"


def _role_after(line: Line) -> Role:
    if is_byline(line):
        return "byline"
    return "body" if has_sentence_end(line.text) and line.function_words > 0 else "other"


def is_byline(line: Line) -> bool:
    """Whether the line says by whom the story is: "By Jane Doe", "Von Erika Muster"."""
    names = [word for word in line.text.split() if word[:1].isupper()]
    is_short = len(line.words) <= LONGEST_BYLINE and not has_sentence_end(line.text)
    return line.wording == "byline" and is_short and len(names) * 2 >= len(line.words)
