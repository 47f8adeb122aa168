"""The gate: every figure of `floors.toml` is measured again and must not lie below its floor.

    python -m evals.gate [NAME…]

In: the floors, the corpora beside the checkout. Out: one line a figure; exit 1 where one falls below its floor, 2 where a
corpus is another version than the floors were set on. Floors are raised by hand, with the change that earned it; never lowered
silently.
"""

import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from evals.actor_codes.__main__ import flat_actor_code_figures
from evals.attribution import attribution_figures
from evals.chains import flat_chain_figures
from evals.copies import flat_copy_figures
from evals.corpora import archive_digest, has_corpora
from evals.edges import edge_figures
from evals.events_plover import plover_figures
from evals.headlines import flat_headline_figures
from evals.heads import flat_head_figures
from evals.page_text import page_text_figures
from evals.probe.__main__ import flat_probe_figures
from evals.quantities.__main__ import flat_quantity_figures
from evals.republished.__main__ import republished_figures
from evals.root_fit import root_figures
from evals.score_fit import score_figures
from evals.stories import flat_story_figures
from evals.times import flat_time_figures
from evals.worlds.__main__ import flat_world_figures

__all__ = ["FLOORS", "MEASURES", "check", "main"]

FLOORS = Path(__file__).with_name("floors.toml")


def bundle_figures() -> dict[str, float]:
    """What the manifest of the shipped bundle says of itself: the loss by int8, the size, the calibration."""
    from sayso.tagging.bundles import load_bundle, shipped_bundle

    manifest = load_bundle(shipped_bundle()).manifest
    figures = manifest["figures"]
    size = sum(path.stat().st_size for path in shipped_bundle().iterdir())
    return {
        "int8_keeps": figures["int8"]["linked"] - figures["fp32"]["linked"],
        "megabytes_below_30": 30 - size / 1e6,
        "calibration": -figures["calibration"]["expected_calibration_error"],
    }


MEASURES: Mapping[str, Callable[[], dict[str, float]]] = {
    "actor_codes": flat_actor_code_figures,
    "attribution": attribution_figures,
    "bundle": bundle_figures,
    "chains": flat_chain_figures,
    "copies": flat_copy_figures,
    "edges": edge_figures,
    "events": plover_figures,
    "headlines": flat_headline_figures,
    "heads": flat_head_figures,
    "page_text": page_text_figures,
    "probe": flat_probe_figures,
    "republished": republished_figures,
    "quantities": flat_quantity_figures,
    "roots": root_figures,
    "scores": score_figures,
    "stories": flat_story_figures,
    "times": flat_time_figures,
    "worlds": flat_world_figures,
}


def check(floors: Mapping[str, Any], figures: Mapping[str, float]) -> list[str]:
    """One line for each figure that is missing or lies below its floor."""
    faults = []
    for name, floor in floors.items():
        if name not in figures:
            faults.append(f"{name}: not measured")
        elif figures[name] < floor:
            faults.append(f"{name}: {figures[name]:.4g} is below its floor {floor}")
    return faults


def main(names: list[str]) -> int:
    """Measure and compare; see the module."""
    if not has_corpora():
        print("The corpora are not beside the checkout: nothing was measured.")
        return 0
    faults = []
    tables = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    for name, table in tables.items():
        if names and name not in names:
            continue
        for corpus_name, digest in table.get("corpora", {}).items():
            if archive_digest(corpus_name) != digest:
                print(f"{name}: {corpus_name} is another version than the floors were set on")
                return 2
        figures = MEASURES[name]()
        for figure, floor in table["floors"].items():
            print(f"{name:12} {figure:24} {figures.get(figure, float('nan')):8.4g}   floor {floor}")
        faults += [f"{name} {fault}" for fault in check(table["floors"], figures)]
    print("\n".join(["", *faults]) if faults else "All figures are at or above their floors.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
