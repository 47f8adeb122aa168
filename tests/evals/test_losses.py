"""Where the characters go that `linked` lacks."""

import pytest
from evals.figures import figures_of
from evals.losses import losses_of
from evals.pairs import Article
from hypothesis import HealthCheck, given, settings
from tests.evals.stories import article, articles


def costs(gold: str, predicted: str) -> dict[str, int]:
    return {loss.cause: loss.characters for loss in losses_of([article(gold, predicted)]) if loss.attributions}


@pytest.mark.parametrize(
    ("predicted", "lost"),
    [
        ("[source Holt] [cue said] [contents it was safe now].", {}),
        ("Holt said it was safe now.", {"missed": 16}),
        ("[source Holt] [cue said] [contents it was safe] now.", {"contents end early": 3}),
        ("[source Holt] [cue said] it [contents was safe now].", {"contents begin late": 2}),
        ("[source:1 Holt] [cue:1 said] [contents:1 it] was [contents:1 safe now].", {"contents gap": 3}),
        ("Holt [cue said] [contents it was safe now].", {"source lost": 4}),
        ("[source Holt] [cue said] it was safe now.", {"contents lost": 12}),
        ("Holt [cue said] [source it] [contents was safe now].", {"source another": 6, "contents begin late": 2}),
    ],
)
def test_a_fault_is_counted_under_its_cause(predicted: str, lost: dict[str, int]) -> None:
    assert costs("[source Holt] [cue said] [contents it was safe now].", predicted) == lost


@pytest.mark.parametrize(
    ("gold", "lost"),
    [
        ("Holt said it was safe now.", {"spurious": 16}),
        ("[source Holt] [cue said] [contents it was safe] now.", {"contents end late": 3}),
        ("[source Holt] [cue said] it [contents was safe now].", {"contents begin early": 2}),
        ("[source:1 Holt] [cue:1 said] [contents:1 it] was [contents:1 safe now].", {"contents filled": 3}),
        ("Holt [cue said] [contents it was safe now].", {"source invented": 4}),
    ],
)
def test_what_is_too_much_is_counted_too(gold: str, lost: dict[str, int]) -> None:
    assert costs(gold, "[source Holt] [cue said] [contents it was safe now].") == lost


def test_a_cue_within_other_contents_is_told_apart() -> None:
    gold = "[source Holt] [cue said] [contents she knew it was safe]."
    inner = "Holt said [source she] [cue knew] [contents it was safe]."
    assert set(costs(gold, inner)) == {"missed", "spurious, within other contents"}
    assert set(costs(inner, gold)) == {"missed, within other contents", "spurious"}


# A busy machine is no fault of the code.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(articles())
def test_the_parts_add_up_to_the_whole_loss(one: Article) -> None:
    linked = figures_of([[one]])[0].figures["linked"]["f1"].value
    lost = sum(loss.points for loss in losses_of([one]))
    assert lost == pytest.approx(100 - linked if linked is not None else 0)
