"""Answers of the ledger, drawn for a person on a terminal.

In: `Answer`s. Out: things that rich can print, made for 80 columns and more: the count with its bounds, who had it from whom,
the hedges by day, what stands against it, what to look at, and, where asked for, the reasons. All words of a page are made
safe here.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from sayso.cli.display import flatten, shorten
from sayso.cli.tables import LONGEST_NAME
from sayso.export.wording import (
    BEARINGS,
    DISCREPANCIES,
    LOST_FIRMNESS,
    drop_bare_roots,
    find_rungs,
    name_houses,
    name_speaker,
    note_root,
    note_status,
    relate,
    strip_marks,
    tell_date,
    tell_day,
    tell_funnel,
    tell_policy,
)
from sayso.linking.answers import Answer, Bearing, Wording
from sayso.linking.family_tree import TreeRow
from sayso.records import Discrepancy, Policy, RecordLink

__all__ = ["draw_answer", "draw_legend", "draw_link", "write_house"]

SHOWN_ID: Final = 11
LONGEST_WORDS: Final = 150
#: Rows of the tree, and things beside a claim of one kind, that are shown; `--json` has all.
MOST_ROWS, MOST_BESIDE, MOST_REASONS = 40, 4, 30
#: What is less likely than this to bear on a claim stands in JSON alone.
LIKELY: Final = 0.7


def draw_answer(answer: Answer, *, wants_why: bool) -> RenderableType:
    """One proposition with all that is known of it."""
    by_claim = {wording.claim.id: wording for wording in answer.wordings}
    parts: list[RenderableType] = [
        Text(f"“{shorten(strip_marks(answer.words), LONGEST_WORDS)}”", style="bold"),
        Text(tell_funnel(answer.origins)),
        Text(flatten(answer.said), style="bold"),
        *_section("Who had it from whom", _draw_tree(answer, by_claim)),
        *_section("How firmly, by day", _draw_ladder(answer)),
        *_section("Beside it", _draw_bearings(answer.bearings)),
        *_section("Look at", _draw_discrepancies(answer, by_claim)),
    ]
    if wants_why:
        parts += _section("Why", _draw_reasons(answer))
    return Padding(Group(*parts), (0, 0, 1, 1))


def draw_legend(policy: Policy) -> RenderableType:
    """What was counted, and what the signs mean: once, below all answers."""
    return Padding(
        Text(f"{tell_policy(policy)} Indented: has it from the line above. No count says what is true.", style="dim"),
        (0, 0, 1, 1),
    )


def write_house(wording: Wording) -> str:
    """Whose claim it is and whose page it stands on, as a line has room for; a page without a house goes by its file."""
    house, page = name_houses(wording)
    return f"{_short(house)} on {_short(page)}" if page else _short(house)


def draw_link(link: RecordLink, own: str) -> RenderableType:
    """A link of one row, seen from it: what it is to what, how surely, and in which words."""
    is_left = link.left == own
    other = link.right if is_left else link.left
    line = Text(f"{relate(link, is_left=is_left)} {flatten(other)[:SHOWN_ID] if ':' not in other else flatten(other)}")
    line.append(f"  {link.score:.2f}, {link.state}, by {flatten(link.method)}", style="dim")
    for reason in link.evidence[:2]:
        words = reason.right if is_left else reason.left
        if words:
            line.append(f"\n  {flatten(reason.rule)}: {shorten(words, LONGEST_WORDS)}", style="dim")
    return line


# --- the tree ---


def _draw_tree(answer: Answer, by_claim: Mapping[str, Wording]) -> Iterator[RenderableType]:
    """A tree for each root, rows indented below what they have it from; a root whose pages stand elsewhere is named there."""
    rows = drop_bare_roots(answer.tree)
    open_nodes: list[Tree] = []
    trees: list[Tree] = []
    for row in rows[:MOST_ROWS]:
        label = _draw_row(row, by_claim)
        del open_nodes[row.depth :]
        node = open_nodes[-1].add(label) if open_nodes else Tree(label, guide_style="dim")
        if not open_nodes:
            trees.append(node)
        open_nodes.append(node)
    yield from trees
    if len(rows) > MOST_ROWS:
        yield Text(f"and {len(rows) - MOST_ROWS} more lines: --json has them", style="dim")


def _draw_row(row: TreeRow, by_claim: Mapping[str, Wording]) -> Text:
    if row.kind == "root":
        return _draw_root(row)
    wording = by_claim.get(row.claim or "")
    if row.kind == "house" or wording is None:
        return Text(shorten(row.name, LONGEST_NAME)).append("  cited; no page of its own here", style="dim")
    line = Text(write_house(wording)).append(f"\n{tell_day(wording)}  {wording.claim.id[:SHOWN_ID]}", style="dim")
    line.append(f"\n“{shorten(strip_marks(wording.words), LONGEST_WORDS)}”", style="italic")
    notes = [*note_status(wording, _short), *(f"also from {shorten(name, LONGEST_NAME)}" for name in row.also[:3])]
    return line.append(f"\n{'; '.join(notes)}", style="dim") if notes else line


def _draw_root(row: TreeRow) -> Text:
    """Who stands at the beginning, and, where nobody is named, that this is all there is."""
    note = note_root(row)
    name = f"“{shorten(row.name, LONGEST_WORDS)}”" if row.words.startswith("“") else shorten(row.name, LONGEST_WORDS)
    return Text(name, style="bold").append(f"  {note}" if note else "", style="not bold dim")


# --- hedges, and what bears on it ---


def _draw_ladder(answer: Answer) -> Iterator[RenderableType]:
    """A line for each page, oldest first, where they do not all hold it as firmly."""
    lines = find_rungs(answer)
    if len({(wording.hedges, wording.certainty) for wording in lines}) < 2:
        return
    lost = {one.left for one in answer.discrepancies if one.kind in LOST_FIRMNESS}
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for column in ("day", "house", "hedge"):
        table.add_column(no_wrap=column == "day", overflow="fold")
    for wording in lines[:MOST_ROWS]:
        hedge = Text(", ".join(shorten(words, LONGEST_NAME) for words in wording.hedges) or "no hedge")
        hedge.append(f" ({wording.certainty})", style="dim")
        if wording.claim.id in lost:
            hedge.append(" ← firmer than what it has it from", style="bold")
        table.add_row(Text(tell_date(wording.day)), Text(write_house(wording)), hedge)
    yield table


def _draw_bearings(bearings: Sequence[Bearing]) -> Iterator[RenderableType]:
    """What denies, corrects, contradicts or may be the same, by its strongest kind, with its page."""
    shown: dict[str, int] = {}
    told = set[str]()
    for bearing in bearings:
        first = bearing.others[0]
        words = BEARINGS[bearing.kind][not bearing.is_ours]
        is_weak = bearing.link.score < LIKELY and bearing.link.state != "confirmed"
        if first.claim.id in told or is_weak:
            continue
        told.add(first.claim.id)
        shown[words] = shown.get(words, 0) + 1
        if shown[words] <= MOST_BESIDE:
            yield _draw_bearing(words, bearing)
    for words, count in shown.items():
        if count > MOST_BESIDE:
            yield Text(f"{words}: {count - MOST_BESIDE} more, --json has them", style="dim")


def _draw_bearing(words: str, bearing: Bearing) -> Text:
    first, pages = bearing.others[0], {wording.page for wording in bearing.others}
    line = Text(f"{words}: ", style="bold").append(_write_speaker(first), style="not bold")
    line.append(f"\n{tell_day(first)}  {first.claim.id[:SHOWN_ID]}", style="not bold dim")
    line.append(f"  on {len(pages)} pages" if len(pages) > 1 else "", style="not bold dim")
    line.append("  confirmed" if bearing.link.state == "confirmed" else "", style="not bold dim")
    return line.append(f"\n“{shorten(strip_marks(first.words), LONGEST_WORDS)}”", style="not bold italic")


def _write_speaker(wording: Wording) -> str:
    """Who says it, and in which house's page."""
    source = name_speaker(wording)
    house = write_house(wording)
    return house if source is None else f"{shorten(source, LONGEST_NAME)} in {house}"


def _draw_discrepancies(answer: Answer, by_claim: Mapping[str, Wording]) -> Iterator[RenderableType]:
    """What one page says more surely than another: questions, no verdicts."""
    for one in answer.discrepancies[:MOST_BESIDE]:
        yield _draw_discrepancy(one, by_claim)
    if len(answer.discrepancies) > MOST_BESIDE:
        yield Text(f"{len(answer.discrepancies) - MOST_BESIDE} more: --json has them", style="dim")
    for claim in answer.carried[:MOST_BESIDE]:
        wording = by_claim.get(claim)
        if wording is not None:
            yield Text(f"still carried by {write_house(wording)}, {tell_day(wording)}  {claim[:SHOWN_ID]}")


def _draw_discrepancy(one: Discrepancy, by_claim: Mapping[str, Wording]) -> Text:
    where = by_claim.get(one.left)
    line = Text(f"{DISCREPANCIES[one.kind]}? ", style="bold")
    if where is not None:
        line.append(f"{write_house(where)}, {tell_day(where)}", style="not bold")
    line.append(f"\n“{shorten(strip_marks(one.left_words), LONGEST_WORDS)}”", style="not bold italic")
    if one.right_words:
        line.append(" beside ", style="not bold dim").append(
            f"“{shorten(strip_marks(one.right_words), LONGEST_WORDS)}”", style="not bold italic"
        )
    return line


def _draw_reasons(answer: Answer) -> Iterator[RenderableType]:
    """Each step and each reduction of the count, then each link, with its rule and score."""
    steps = [(row.rule or "", row.words) for row in answer.tree if row.kind == "page"]
    counted = [(reason.rule, reason.words) for reason in answer.origins.reasons]
    told = list(dict.fromkeys((*steps, *counted)))
    for rule, words in told[:MOST_REASONS]:
        yield Text(f"{rule.replace('_', ' ')}: ", style="dim").append(flatten(words), style="not dim")
    links = sorted(answer.links, key=lambda link: (link.kind, -link.score, link.id))
    for link in links[:MOST_REASONS]:
        yield _draw_evidence(link)
    if len(told) > MOST_REASONS or len(links) > MOST_REASONS:
        yield Text("and more: --json has them", style="dim")


def _draw_evidence(link: RecordLink) -> Text:
    line = Text(f"{link.kind.replace('_', ' ')} ", style="dim").append(f"{link.left[:SHOWN_ID]} ", style="not dim")
    line.append(link.right[:SHOWN_ID] if ":" not in link.right else flatten(link.right), style="not dim")
    line.append(f"  {link.score:.2f}, {link.state}", style="dim")
    for reason in link.evidence[:3]:
        both = dict.fromkeys(filter(None, (reason.left, reason.right)))
        words = " / ".join(shorten(side, LONGEST_WORDS // 2) for side in both)
        line.append(f"\n  {reason.score:+.2f}  {flatten(reason.rule)}: {words}", style="dim")
    return line


# --- small parts ---


def _section(title: str, parts: Iterator[RenderableType]) -> list[RenderableType]:
    """A heading and what stands below it, or nothing where nothing does."""
    found = list(parts)
    if not found:
        return []
    return [Text(f"\n{title}", style="dim"), *(Padding(part, (0, 0, 0, 2)) for part in found)]


def _short(name: str) -> str:
    return shorten(name, LONGEST_NAME)
