"""`sayso jobs`: work that waits, is being done, or failed too often.

In: a state, or none. Out: jobs, those that are due first; exit code 1 where there are none.
"""

from typing import Any

import click

from sayso.cli.exits import DONE, NOTHING_FOUND
from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import Output
from sayso.records import JOB_STATES, JobState

__all__ = ["command"]


@click.command(name="jobs")
@click.option("--state", type=click.Choice(JOB_STATES), help="Only those in this state. [default: all but those that are done]")
@click.option("--limit", type=click.IntRange(1, 10000), default=50, show_default=True, help="So many jobs at most.")
@ledger_option
@json_option
def command(*, state: Any, limit: int, ledger: str | None, wants_json: bool | None) -> int:
    """List work that waits, is being done, or failed too often."""
    from sayso.cli.taking_in import draw_jobs, tell_counts
    from sayso.ledger import Ledger

    output = Output(wants_json=wants_json)
    with Ledger(ledger, create=False) as opened:
        wanted: tuple[JobState, ...] = (state,) if state else ("quarantined", "leased", "ready")
        found = [job for one in wanted for job in opened.jobs(one, limit)][:limit]
        output.remark(tell_counts(opened.count_jobs()))
    if output.is_json:
        for job in found:
            output.print_record("job", job)
    elif found:
        output.print_table(draw_jobs(found))
    return DONE if found else NOTHING_FOUND
