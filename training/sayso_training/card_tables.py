"""The tables of a model card, as Markdown.

In: plain figures, as `python -m evals.breakdown --json` and the trainer write them. Out: text; a section whose figures are
absent is empty. It measures nothing and rounds only for show.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

__all__ = ["COLUMNS", "HEADS", "breakdown_section", "head_sections", "headline", "loss_section", "score_section"]

COLUMNS = ("match", "source_x", "source_o", "content_x", "content_o", "whole_x", "whole_o", "char_contents", "linked")
#: The figures that are shown of a group.
SHOWN = ("match", "source_o", "content_o", "whole_o", "whole_x", "linked", "char_contents")
TITLES = {
    "style": "By style: contents wholly in quotation marks, in part, or not at all",
    "source": "By source: holds a name, is a pronoun, is any other phrase, is not there",
    "contents": "By reach of the contents",
    "pieces": "By pieces of the contents",
}
#: The other heads: title, what the figures are, decimals.
HEADS: Mapping[str, tuple[str, str, int]] = {
    "names": ("Names", "F1 of exact spans by class, on documents held out of training.", 1),
    "mentions": ("Nominal mentions of people and bodies", "F1 of exact spans, on documents held out of training.", 1),
    "hedges": ("Hedges", "F1 of exact spans, on documents held out of training.", 1),
    "tree": ("Dependencies", "Unlabelled and labelled attachment, per cent of words.", 1),
    "factuality": ("Factuality", "Pearson's correlation with the annotators' mean.", 3),
    "kinds": ("Kinds of cues", "Accuracy in per cent on cues that were checked by hand.", 1),
    "vectors": ("Sentence vectors", "Per cent of texts whose nearest neighbour tells the same story.", 1),
    "scores": ("Scores of the other heads", "Expected calibration error of the best label, before and after tempering.", 3),
    "edges": ("Other kinds of text", "Attribution where the text is unlike what the reader was trained on; F1 in per cent.", 1),
}
#: A cause of loss that costs fewer points than this is not shown by itself.
SMALLEST_LOSS = 0.1

Figures = Mapping[str, Any]


def headline(manifest: Figures, human: Mapping[str, float], breakdown: Figures | None) -> str:
    """The first table: the shipped model, its full precision, the annotators; intervals where there is a breakdown."""
    rows = []
    for name, values, part in (
        ("int8, as shipped", manifest["int8"], "reader"),
        ("fp32", manifest["fp32"], ""),
        ("trained annotators among themselves", human, "annotators"),
    ):
        rows.append([name, *(f"{values[column]:.1f}" for column in COLUMNS)])
        if breakdown and part in breakdown:
            whole = breakdown[part]["groups"][0]["figures"]
            rows.append(["95 % interval", *(_interval(whole[column]["f1"]) for column in COLUMNS)])
    return _table(["", *COLUMNS], rows)


def breakdown_section(breakdown: Figures | None) -> str:
    """A table for each dimension, readers over annotators."""
    if not breakdown:
        return ""
    human = {(g["dimension"], g["group"]): g for g in breakdown.get("annotators", {"groups": ()})["groups"]}
    parts = [
        BREAKDOWN.format(
            documents=breakdown["reader"]["documents"],
            resamples=breakdown["resamples"],
            annotated=breakdown.get("annotators", {}).get("documents", 0),
        )
    ]
    for dimension, title in TITLES.items():
        groups = [g for g in breakdown["reader"]["groups"] if g["dimension"] == dimension]
        rows = [row for g in groups for row in _group_rows(g, human.get((dimension, g["group"])))]
        parts.append(f"**{title}**\n\n" + _table(["", "gold", "predicted", *SHOWN], rows))
    return "\n\n".join(parts)


BREAKDOWN = """## By group

F1 with 95 % intervals: {resamples} resamples of the {documents} articles, and of the {annotated} that several annotators read.
The groups are told by the surface of the text. Of a group, precision is over the predictions in it and recall over the gold in
it, so a pair may count in two groups; F1 is their harmonic mean."""


def _group_rows(group: Figures, human: Figures | None) -> Iterator[list[str]]:
    yield [group["group"], str(group["gold"]), str(group["predicted"]), *_cells(group)]
    if human:
        yield ["*annotators*", "", "", *(f"*{cell}*" if cell != "–" else cell for cell in _cells(human))]


def _cells(group: Figures) -> list[str]:
    return [_estimate(group["figures"][name]["f1"]) for name in SHOWN]


def score_section(breakdown: Figures | None) -> str:
    """What the scores are worth."""
    if not breakdown:
        return ""
    scores = breakdown["scores"]
    rows = [
        [
            f"{one['low']:.2f}–{one['high']:.2f}",
            str(one["predicted"]),
            _number(one["mean_score"], 2),
            _estimate(one["match"]),
            _estimate(one["right"]),
        ]
        for one in scores["bins"]
    ]
    return (
        _table(["score", "predictions", "mean score", "% with an overlapping cue", "% right"], rows)
        + "\n\n"
        + SCORES.format(
            below=_estimate(scores["below_half"]),
            wrong=_estimate(scores["wrong_below_half"]),
            right=_estimate(scores["right_from_half"]),
            error=_estimate(scores["expected_calibration_error"], 3),
        )
    )


SCORES = """Of the predictions, {below} % have a score **below 0.5**; of these, **{wrong} % are wrong**. Of the others,
{right} % are right. The error over ten equally filled bins is {error} here,
on the articles that the scores were fitted on; its interval lies high, since resampling adds noise to every bin."""


def loss_section(breakdown: Figures | None) -> str:
    """Where the characters go that `linked` lacks, dearest first."""
    if not breakdown:
        return ""
    losses = sorted(breakdown["losses"], key=lambda loss: -float(loss["points"]))
    rows = [
        [one["cause"], str(one["attributions"]), str(one["characters"]), f"{one['points']:.2f}"]
        for one in losses
        if one["points"] >= SMALLEST_LOSS
    ]
    whole = sum(one["points"] for one in losses)
    text = f"`linked` lacks {whole:.1f} points: characters of sources and contents that are missing or surplus, by cause."
    return f"## What is missing\n\n{text}\n\n" + _table(["cause", "attributions", "characters", "points"], rows)


def head_sections(heads: Figures) -> str:
    """A section for each further head, in the order of `HEADS`; keys are `head.corpus`, or tables within tables.

    Raises:
        ValueError: a head that is not in `HEADS`.
    """
    layers: dict[str, dict[str, dict[str, Any]]] = {}
    for name, values in heads.items():
        layer, _, corpus = name.partition(".")
        if layer not in HEADS:
            raise ValueError(f"figures of {layer!r}: the card has no section for it; add one to HEADS in card_tables.py")
        nested = {key: value for key, value in values.items() if isinstance(value, Mapping)}
        flat = {key: value for key, value in values.items() if key not in nested}
        rows = layers.setdefault(layer, {})
        rows.update(nested if not corpus else {})
        if flat:
            rows[corpus or "all"] = flat
    return "\n\n".join(_head_section(layer, layers[layer]) for layer in HEADS if layers.get(layer))


def _head_section(layer: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
    title, text, decimals = HEADS[layer]
    columns = list(dict.fromkeys(key for values in rows.values() for key in values))
    cells = [[name, *(_figure(values.get(column), decimals) for column in columns)] for name, values in rows.items()]
    return f"## {title}\n\n{text}\n\n" + _table(["", *columns], cells)


def _figure(value: Any, decimals: int) -> str:
    """A figure, a count, or a figure with its interval ([value, low, high])."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _estimate(dict(zip(("value", "low", "high"), value, strict=True)), decimals)
    return str(value) if isinstance(value, int | str) else _number(value, decimals)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines)


def _estimate(estimate: Figures, decimals: int = 1) -> str:
    interval = _interval(estimate, decimals)
    return _number(estimate["value"], decimals) + (f" ({interval})" if interval else "")


def _interval(estimate: Figures, decimals: int = 1) -> str:
    bounds = (estimate["low"], estimate["high"])
    if None in bounds or estimate["value"] is None:
        return ""
    return "–".join(_number(bound, decimals) for bound in bounds)


def _number(value: float | None, decimals: int) -> str:
    return "–" if value is None else f"{value:.{decimals}f}"
