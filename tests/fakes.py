"""Stand-ins for what needs a model or a clock: they do what they are told and nothing else."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sayso.records import Analysis, Tags


class ScriptedTagger:
    """A tagger that answers with the tags written into marked stories, and with none for any other text."""

    def __init__(self, *stories: Analysis, name: str = "scripted") -> None:
        self.name = name
        self.asked: list[str] = []
        self._tags: Mapping[str, Tags] = {story.document.text: story.tags or Tags() for story in stories}

    def tag(self, analyses: Sequence[Analysis]) -> list[Tags]:
        """The scripted tags of each analysis, in order; `asked` keeps the texts."""
        self.asked += [analysis.document.text for analysis in analyses]
        return [self._tags.get(analysis.document.text, Tags()) for analysis in analyses]


class FrozenClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: str = "2021-03-10T08:00:00+00:00") -> None:
        self.now = datetime.fromisoformat(at).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now

    def tick(self, seconds: float) -> None:
        """Move on."""
        self.now += timedelta(seconds=seconds)
