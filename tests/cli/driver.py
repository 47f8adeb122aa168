"""The command line with a tagger that needs no model: whoever stands before "said" is a source.

`python tests/cli/driver.py read x.txt` is `sayso read x.txt` on it. The seconds in SAYSO_TEST_PAUSE are slept before each
document, so that a test can interrupt the work.
"""

import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sayso.pipeline import Pipeline
from sayso.records import Analysis, Span, TagGroup, Tags

SAID = re.compile(
    r"(?P<source>(?:[A-Z]\w+ )*[A-Z]\w+) (?P<cue>said|denied) (?P<contents>[^.\n]+)|(?P<bare>It is said) (?P<rest>[^.\n]+)"
)


class SaidTagger:
    """Tags "Somebody said something." and, without a source, "It is said something."."""

    name = "said"

    def tag(self, analyses: Sequence[Analysis]) -> list[Tags]:
        """The tags of each analysis."""
        time.sleep(float(os.environ.get("SAYSO_TEST_PAUSE", "0")) * len(analyses))
        return [Tags(tuple(self._groups(analysis.document.text))) for analysis in analyses]

    def _groups(self, text: str) -> list[TagGroup]:
        groups = []
        for found in SAID.finditer(text):
            if found["bare"]:
                groups.append(TagGroup((Span(*found.span("bare")),), (), (Span(*found.span("rest")),), 0.9))
            else:
                cue, source, contents = (Span(*found.span(role)) for role in ("cue", "source", "contents"))
                groups.append(TagGroup((cue,), (source,), (contents,), 0.9))
        return groups


def open_said_pipeline(bundle: Path | None = None) -> Pipeline:
    """What stands in for `sayso.pipeline.open_pipeline`; it takes documents one by one so that each can be interrupted."""
    assert bundle is None
    return Pipeline(SaidTagger())


if __name__ == "__main__":
    import sayso.cli.reading
    import sayso.pipeline
    from sayso.cli import main

    if "SAYSO_TEST_PAUSE" in os.environ:
        sayso.pipeline.BATCH = 1
    vars(sayso.cli.reading)["open_pipeline"] = open_said_pipeline
    main(sys.argv[1:])
