"""What the ledger shows, drawn for a person on a terminal.

In: hits, rows, failures, judgements, problems, checks. Out: things that rich can print, made for 80 columns and more. All
words of a page are made safe here; what a person decided stands beside what the machine found, never over it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields, replace
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.cli.answers import draw_link
from sayso.cli.checks import Check
from sayso.cli.display import flatten, name_input, shorten
from sayso.cli.tables import LONGEST_CONTENTS, LONGEST_NAME, draw_chain, draw_reading, make_table
from sayso.export.dates import write_date
from sayso.export.reasons import Explainer
from sayso.export.rows import HopLine, find_dates, find_phrases, find_venues, list_hops
from sayso.records import Analysis, Attribution, Claim, Judgement, entry_at, text_of
from sayso.store import Counts, Hit, KeptFailure, Problem, Shown

__all__ = [
    "draw_checks",
    "draw_counts",
    "draw_failures",
    "draw_hits",
    "draw_judgement",
    "draw_problems",
    "draw_reasons",
    "draw_shown",
    "list_explained",
]

#: Characters of an id that are shown: with 40 bits, no two of a million rows are likely to begin alike.
SHOWN_ID: Final = 11
LONGEST_CONTEXT: Final = 600
#: Links of a row that are shown.
MOST_LINKS: Final = 12
#: The longest name of what a reason explains: "republisher".
LONGEST_REASON: Final = 11


def draw_hits(hits: Sequence[Hit]) -> RenderableType:
    """One row a hit: the claim or passage, its chain, and where it stands."""
    table = make_table(("WHAT IS SAID", 34), ("ACCORDING TO", 26))
    table.add_column("WHERE", width=16, overflow="fold")
    for hit in hits:
        said = hit.claim.evidence.exact if hit.claim is not None else hit.snippet.text
        where = Text(hit.published[:10] + "\n" if hit.published else "").append(hit.id[:SHOWN_ID], style="dim")
        if hit.state != "machine":
            where.append(f"\n{hit.state}", style="bold" if hit.state == "rejected" else "")
        table.add_row(_draw_passage(said, hit), _draw_carrier(hit), where)
    return table


def _draw_passage(said: str, hit: Hit) -> Text:
    text = Text(shorten(said, LONGEST_CONTENTS))
    return text if hit.claim is not None else Text("text: ", style="dim").append_text(text)


def _draw_carrier(hit: Hit) -> Text:
    """The chain of a hit; a passage has no more than its house, and a page without one goes by its name."""
    if hit.claim is not None:
        chain = list_hops(hit.claim.chain)
        named = () if any(line.is_house for line in chain) else (_page_line(hit),)
        return draw_chain((*named, *chain))
    return Text(shorten(hit.publisher, LONGEST_NAME) if hit.publisher else _page_line(hit).name or "", style="bold")


def _page_line(hit: Hit) -> HopLine:
    """The page itself, by the name of its file, where nothing tells whose it is."""
    return HopLine(name_input(hit.url).rpartition("/")[2], is_house=True)


def draw_shown(shown: Shown, analysis: Analysis, rejected: Collection[str] = ()) -> RenderableType:
    """A row with all that belongs to it; a page or document with the table of its claims, less those that were rejected."""
    item = shown.claim or shown.attribution
    if item is None:
        notes = [("note", Text(flatten(note))) for note in analysis.notes]
        facts_ = [*_list_document_facts(shown), *_list_reviews(analysis, rejected), *notes]
        judged = map(draw_judgement, shown.judgements)
        return Group(draw_reading(_without(analysis, rejected)), _draw_facts(facts_), *judged, *_list_links(shown))
    document = shown.document
    head = Text(shorten(text_of(document.text, item.contents) or "(no contents)", LONGEST_CONTEXT), style="bold")
    facts = list(_list_facts(shown, item, analysis))
    return Group(Padding(head, (0, 0, 1, 1)), _draw_facts(facts), *map(draw_judgement, shown.judgements), *_list_links(shown))


def _without(analysis: Analysis, rejected: Collection[str]) -> Analysis:
    """What counts of a document."""
    attributions = tuple(one for one in analysis.attributions if one.id not in rejected)
    return replace(analysis, attributions=attributions, claims=tuple(one for one in analysis.claims if one.id not in rejected))


def _list_reviews(analysis: Analysis, rejected: Collection[str]) -> Iterator[tuple[str, RenderableType]]:
    """How many claims of a document people decided about."""
    states = Counter("rejected" if one.id in rejected else one.review for one in analysis.claims)
    del states["machine"]
    if states:
        yield "reviewed", Text(", ".join(f"{number} {state}" for state, number in sorted(states.items())))


def _list_facts(shown: Shown, item: Claim | Attribution, analysis: Analysis) -> Iterator[tuple[str, RenderableType]]:
    """The facts of a claim or attribution, each with its name."""
    text = shown.document.text
    places = item.contents if isinstance(item, Claim) else item.cue
    entry = entry_at(shown.document.entries, places[0].start) if places else None
    if entry is not None:
        stated = flatten(write_date(entry.published)) if entry.published is not None else "at an unknown time"
        yield "entry", Text(f"{stated}\n{shorten(entry.title, LONGEST_CONTEXT)}" if entry.title else stated)
    if isinstance(item, Claim):
        yield "according to", draw_chain(list_hops(item.chain, find_venues(analysis), find_phrases(analysis)), "page")
        yield "in the text", _draw_evidence(item)
        dates = find_dates(analysis)
        for name, key in (("said", item.said), ("happened", item.happened)):
            if key in dates:
                yield name, Text(flatten(dates[key]))
        known = {hop.attribution for hop in item.chain}
        inner = [attribution for attribution in analysis.attributions if attribution.id in known]
    else:
        inner = [item]
    for attribution in inner:
        source = text_of(text, attribution.sources) or "nobody named"
        yield (
            "attribution",
            Text(f"{flatten(source)} · {flatten(text_of(text, attribution.cue))}").append(
                f"\n{attribution.id[:SHOWN_ID]}, {attribution.style}, {attribution.cue_kind} by {attribution.source_kind}",
                style="dim",
            ),
        )
    yield "score", Text(f"{item.score:.2f}")
    yield from _list_document_facts(shown)
    decided = "by nobody yet" if shown.state == "machine" else shown.state
    yield "reviewed", Text(decided + (", on other words than these" if shown.changed else ""))
    if shown.retired:
        yield "note", Text("no longer found by the last run")


def _list_document_facts(shown: Shown) -> Iterator[tuple[str, RenderableType]]:
    document = shown.document
    yield "page", Text(f"{shorten(document.title or '(no title)', 200)}\n{name_input(document.url)}")
    if document.published is not None:
        yield "published", Text(flatten(write_date(document.published)))
    for version in shown.versions:
        now = ", what the page last showed" if version.current else ""
        yield (
            "version",
            Text(f"{version.number} of {version.first_seen[:10]}{now}").append(f"\n{version.document[:SHOWN_ID]}", style="dim"),
        )
    yield "kept since", Text(shown.first_seen[:19].replace("T", " ") + " UTC")
    if shown.run is not None:
        yield "read with", Text(f"sayso {shown.run.version}, {shown.run.bundle}")
    yield "id", Text(shown.id)


def _list_links(shown: Shown) -> Iterator[RenderableType]:
    """What a claim or document has to do with others, the surest first."""
    own = shown.document.id if shown.claim is None else shown.id
    ordered = sorted(shown.links, key=lambda link: (link.state != "confirmed", -link.score, link.id))
    if ordered:
        yield Padding(Text("Links", style="dim"), (1, 0, 0, 1))
    yield from (Padding(draw_link(link, own), (0, 0, 0, 3)) for link in ordered[:MOST_LINKS])
    if len(ordered) > MOST_LINKS:
        yield Padding(Text(f"{len(ordered) - MOST_LINKS} more: --json has them", style="dim"), (0, 0, 0, 3))


def list_explained(shown: Shown, analysis: Analysis) -> Sequence[Claim]:
    """The claims that a row stands for: itself, those that an attribution is a hop of, all of a document or page."""
    if shown.claim is not None:
        return (shown.claim,)
    if shown.attribution is None:
        return analysis.claims
    key = shown.attribution.id
    return [claim for claim in analysis.claims if any(hop.attribution == key for hop in claim.chain)]


def draw_reasons(analysis: Analysis, claims: Sequence[Claim]) -> RenderableType:
    """For each claim which words, which attribution or rule, on which basis and how surely, one line a reason."""
    parts: list[RenderableType] = []
    explainer = Explainer(analysis)
    for claim in claims:
        contents = shorten(text_of(analysis.document.text, claim.contents) or "(no contents)", LONGEST_CONTENTS)
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 1), expand=True)
        table.add_column(style="dim", no_wrap=True, width=LONGEST_REASON)
        table.add_column(overflow="fold", ratio=1)
        table.add_column(width=4, no_wrap=True, justify="right")
        for reason in explainer.explain(claim):
            line = Text(flatten(reason.found)).append(f" · {flatten(reason.why)}", style="dim")
            table.add_row(reason.what, line, "" if reason.score is None else f"{reason.score:.2f}")
        parts += [Padding(Text(f"Why: {contents}", style="bold"), (0, 0, 0, 1)), Padding(table, (0, 0, 1, 0))]
    return Group(*parts)


def _draw_evidence(claim: Claim) -> Text:
    quote = claim.evidence
    text = Text(style="dim")
    text.append("…" + flatten("." + quote.prefix + ".")[1:-1] if quote.prefix else "")
    text.append(shorten(quote.exact, LONGEST_CONTEXT), style="not dim")
    return text.append(flatten("." + quote.suffix + ".")[1:-1] + "…" if quote.suffix else "")


def _draw_facts(facts: "Iterator[tuple[str, RenderableType]] | list[tuple[str, RenderableType]]") -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 1))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts:
        table.add_row(name, value)
    return table


def draw_judgement(judgement: Judgement) -> RenderableType:
    """One decision on one line, its note below."""
    line = Text(f"{judgement.at[:10]} {flatten(judgement.user)}: {judgement.action} ")
    line.append(judgement.subject[:SHOWN_ID] if judgement.withdraws is None else judgement.withdraws[:SHOWN_ID])
    line.append(f"  ({judgement.id[:SHOWN_ID]})", style="dim")
    if judgement.note:
        line.append(f"\n  {flatten(judgement.note)}")
    return Padding(line, (0, 0, 0, 1))


def draw_failures(kept: Sequence[KeptFailure]) -> RenderableType:
    """One row for each input that could not be read."""
    table = make_table(("INPUT", 30), ("WHY IT COULD NOT BE READ", 36))
    table.add_column("SINCE", width=10)
    for item in kept:
        table.add_row(Text(name_input(item.failure.url)), Text(flatten(item.failure.error)), item.first_seen[:10])
    return table


def draw_problems(problems: Sequence[Problem]) -> RenderableType:
    """One row for each thing that is wrong with a ledger."""
    table = make_table(("ROW", 26), ("WHAT IS WRONG", 52))
    for problem in problems:
        table.add_row(Text(flatten(problem.subject)), Text(flatten(problem.fault)))
    return table


def draw_counts(counts: Counts, adrift: Sequence[Judgement]) -> RenderableType:
    """How much a sound ledger holds, and which judgements no longer find what they are about."""
    held = ", ".join(f"{field.name} {getattr(counts, field.name)}" for field in fields(counts))
    parts: list[RenderableType] = [Text(f"Everything is whole: {held}.")]
    if adrift:
        parts.append(Text("Judgements whose subject is no longer found:"))
    return Group(*parts, *map(draw_judgement, adrift))


def draw_checks(checks: Sequence[Check]) -> RenderableType:
    """One row for each check."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for check in checks:
        mark = Text("ok", style="green") if check.is_good else Text("NOT OK", style="bold red")
        table.add_row(mark, check.name, Text(flatten(check.found), overflow="fold"))
    return table
