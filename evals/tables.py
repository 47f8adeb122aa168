"""Breakdowns as plain text, at most 100 columns wide.

In: figures, reliability and losses. Out: lines. A figure stands over its 95 % interval; a dash is a figure that is not defined.
"""

from collections.abc import Iterator, Sequence

from evals.bootstrap import Estimate
from evals.figures import GroupFigures
from evals.losses import Loss
from evals.reliability import Reliability

__all__ = ["SHOWN", "lines_of_figures", "lines_of_losses", "lines_of_scores", "lines_of_sides"]

#: The figures of a table; the others are in the JSON.
SHOWN = ("match", "source_o", "content_o", "whole_o", "whole_x", "linked", "char_contents")
SIDED = ("match", "whole_o", "linked")


def lines_of_figures(groups: Sequence[GroupFigures], signed: bool = False) -> Iterator[str]:
    """F1 of every group; `signed` for differences."""
    form = "{:+.1f}" if signed else "{:.1f}"
    yield f"{'F1':16}{'gold':>6}{'pred':>6}" + "".join(f" {name.removesuffix('ents'):>9}" for name in SHOWN)
    for one in _with_headings(groups):
        if isinstance(one, str):
            yield one
            continue
        estimates = [one.figures[name]["f1"] for name in SHOWN]
        yield f"{one.group:16}{one.gold:6}{one.predicted:6}" + "".join(f" {_value(e, form):>9}" for e in estimates)
        yield (" " * 28 + "".join(f" {_interval(e, form, signed):>9}" for e in estimates)).rstrip()


def lines_of_sides(groups: Sequence[GroupFigures]) -> Iterator[str]:
    """What was found of the gold of every group (R), and what is right of the predictions in it (P)."""
    yield f"{'':16}{'gold':>6}{'pred':>6}" + "".join(f"{name + ' ' + side:>12}" for name in SIDED for side in "RP")
    for one in _with_headings(groups):
        if isinstance(one, str):
            yield one
            continue
        values = (one.figures[name][rate] for name in SIDED for rate in ("recall", "precision"))
        yield f"{one.group:16}{one.gold:6}{one.predicted:6}" + "".join(f"{_value(e, '{:.1f}'):>12}" for e in values)


def lines_of_scores(scores: Reliability) -> Iterator[str]:
    """What predictions are worth by their score."""
    yield f"{'score':12}{'pred':>6}{'mean':>8}{'match %':>10}{'right %':>10}{'95 %':>14}"
    for one in scores.bins:
        mean = "–" if one.mean_score is None else f"{one.mean_score:.2f}"
        bounds = f"{one.low:.2f}–{one.high:.2f}"
        shares = f"{_value(one.match, '{:.1f}'):>10}{_value(one.right, '{:.1f}'):>10}{_interval(one.right, '{:.1f}'):>14}"
        yield f"{bounds:12}{one.predicted:6}{mean:>8}{shares}"
    for name, estimate, form in (
        ("expected calibration error", scores.expected_calibration_error, "{:.3f}"),
        ("below 0.5, % of predictions", scores.below_half, "{:.1f}"),
        ("below 0.5, % of these wrong", scores.wrong_below_half, "{:.1f}"),
        ("0.5 and above, % right", scores.right_from_half, "{:.1f}"),
    ):
        yield f"{name:32}{_value(estimate, form):>8}   {_interval(estimate, form)}"


def lines_of_losses(losses: Sequence[Loss]) -> Iterator[str]:
    """What `linked` lacks, dearest first."""
    yield f"{'what linked lacks, by cause':34}{'number':>8}{'characters':>12}{'points':>8}{'of crossing gold':>18}"
    for one in sorted(losses, key=lambda loss: -loss.points):
        yield f"{one.cause:34}{one.attributions:8}{one.characters:12}{one.points:8.2f}{one.crossing:18.2f}"
    together = (sum(getattr(one, name) for one in losses) for name in ("characters", "points", "crossing"))
    yield "{:42}{:12}{:8.2f}{:18.2f}".format("all", *together)


def _with_headings(groups: Sequence[GroupFigures]) -> Iterator[GroupFigures | str]:
    dimension = ""
    for one in groups:
        if one.dimension != one.group and one.dimension != dimension:
            yield f"by {one.dimension}"
        dimension = one.dimension
        yield one


def _value(estimate: Estimate, form: str) -> str:
    return "–" if estimate.value is None else form.format(estimate.value)


def _interval(estimate: Estimate, form: str, signed: bool = False) -> str:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return ""
    # Three digits are enough, and keep the columns apart.
    low, high = (form.format(bound).replace("100.0", "100") for bound in (estimate.low, estimate.high))
    return f"{low}{'…' if signed else '–'}{high}"
