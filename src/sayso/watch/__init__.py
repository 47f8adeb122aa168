"""Following sources: feeds on their schedule, their pages read and linked, and what is new told by origin.

In: a ledger, a fetcher, a pipeline. Out: what a cycle did, notices, digests. Everything that must survive is in the ledger.
"""

from sayso.watch.running import Cycle, Watcher, WatchSettings
from sayso.watch.schedule import FIRST_EVERY, is_due, new_feed

__all__ = ["FIRST_EVERY", "Cycle", "WatchSettings", "Watcher", "is_due", "new_feed"]
