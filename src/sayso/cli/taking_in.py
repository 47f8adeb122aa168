"""What came in and what was taken out, drawn for a terminal.

In: jobs, versions of a page, what a redaction or a recovery came to. Out: things that rich can print. Words of pages are made
safe here.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rich.console import Group, RenderableType
from rich.text import Text

from sayso.cli.display import flatten, shorten
from sayso.cli.tables import make_table
from sayso.records import Job, JobState

if TYPE_CHECKING:
    from sayso.bookkeeping.recovering import Recovered
    from sayso.bookkeeping.redacting import Redacted
    from sayso.bookkeeping.versions import ClaimChange, EntryChange, PageVersion

__all__ = ["draw_jobs", "draw_versions", "tell_counts", "tell_recovered", "tell_redacted"]

LONGEST: Final = 300
SIGNS: Final = {"came": "+", "went": "-", "changed": "~", "unseen": "."}


def draw_jobs(jobs: Sequence[Job]) -> RenderableType:
    """One row for each job."""
    table = make_table(("JOB", 26), ("WHAT", 20), ("WHY NOT YET", 30))
    table.add_column("STATE", width=11)
    table.add_column("TRIES", width=5)
    table.add_column("DUE", width=16)
    for job in jobs:
        what = Text(flatten(f"{job.kind} {job.payload}")[:LONGEST])
        table.add_row(job.id, what, Text(shorten(job.error or "", LONGEST)), job.state, str(job.attempts), job.due[:16])
    return table


def tell_counts(counts: Mapping[JobState, int]) -> str:
    """How many jobs there are in each state, in words."""
    return ", ".join(f"{counts[state]} {state}" for state in counts if counts[state]) or "no jobs"


def draw_versions(versions: Sequence["PageVersion"]) -> RenderableType:
    """The versions of a page, oldest first, each with what came, went and changed."""
    return Group(*(line for version in versions for line in _draw_version(version)))


def _draw_version(version: "PageVersion") -> Iterator[RenderableType]:
    marks = ["current"] if version.current else []
    marks += ["changed without saying so"] if version.is_silent else []
    head = f"Version {version.number}, first seen {version.first_seen[:16]}, {version.document}"
    yield Text(flatten(head + (f" ({', '.join(marks)})" if marks else "")), style="bold")
    if version.title:
        yield Text(f"  {shorten(version.title, LONGEST)}")
    for entry in version.entries:
        yield Text(flatten(f"  {SIGNS[entry.change]} entry of {entry.published or 'an unknown time'}{_of_entry(entry)}"))
    for block in version.blocks:
        yield Text(f"  {SIGNS[block.change]} {block.role}")
        yield from _two(block.before, block.after)
    for claim in version.claims:
        names = " → ".join(dict.fromkeys(name or "the page itself" for name in _sources(claim)))
        yield Text(flatten(f"  {SIGNS[claim.change]} claim of {names} {claim.after or claim.before}"))
        yield from _two(claim.words_before, claim.words_after)
    if version.number > 1 and not (version.blocks or version.claims or version.entries):
        yield Text("  nothing that is reporting changed")


def _of_entry(entry: "EntryChange") -> str:
    """The title of an entry, and what is to be known of it."""
    notes = {"unseen": " (no longer shown: the page shows the newest)"}
    silent = " (without saying so)" if entry.is_silent else ""
    return (f": {shorten(entry.title, LONGEST)}" if entry.title else "") + notes.get(entry.change, "") + silent


def _sources(claim: "ClaimChange") -> Iterator[str | None]:
    if claim.change != "came":
        yield claim.source_before
    if claim.change != "went":
        yield claim.source_after


def _two(before: str | None, after: str | None) -> Iterator[Text]:
    if before is not None:
        yield Text(f"      - {shorten(before, LONGEST)}", style="red")
    if after is not None:
        yield Text(f"      + {shorten(after, LONGEST)}", style="green")


def tell_recovered(done: "Recovered") -> str:
    """What a recovery did, in words."""
    parts = [
        f"{done.linked} answers got their row" if done.linked else "",
        f"{done.mended} damaged ends were put aside" if done.mended else "",
        f"{done.redacted} redactions were brought to their end" if done.redacted else "",
    ]
    return ", ".join(part for part in parts if part) or "nothing to recover"


def tell_redacted(done: "Redacted") -> str:
    """What a redaction did, in words."""
    there = f"{done.fetches} fetches in {done.files} files of the archive"
    return f"redacted: {done.rows} rows, {len(done.documents)} documents, {there}"
