"""Work that is written down before it is done, so that it is done once whatever happens: jobs.

In: what is to be done, under a key of its own. Out: frozen records that `store` keeps. A job is done by whoever holds its
lease; a lease that ran out goes to the next. Nothing here does any work.
"""

from dataclasses import dataclass
from typing import Literal, get_args

__all__ = ["JOB_STATES", "Job", "JobState"]

#: `ready` waits until it is due; `leased` is being worked on; `quarantined` failed too often and waits for a person.
JobState = Literal["ready", "leased", "done", "quarantined"]
JOB_STATES: tuple[JobState, ...] = get_args(JobState)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work; `kind` and `key` make it the same piece. Instants are UTC ISO 8601.

    `payload` is JSON for whoever does it, `attempts` how often it was begun, `holder` who has the lease, `error` what
    went wrong the last time.
    """

    id: str
    kind: str
    key: str
    payload: str
    state: JobState
    due: str
    added: str
    attempts: int = 0
    holder: str | None = None
    lease_until: str | None = None
    done: str | None = None
    error: str | None = None
