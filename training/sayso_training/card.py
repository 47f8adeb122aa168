"""The model card of a bundle: `python -m sayso_training.card --help`.

In: a bundle's manifest, the run's configuration and log, the scorer; if there are any, the breakdown that
`python -m evals.breakdown --human --json FILE` writes, and the figures of the other heads (TOML, `[heads.names.gum]` and so
on). Out: `CARD.md` in the bundle. Every figure on it comes from one of these; nothing is typed in.
"""

import argparse
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sayso_training.card_tables import COLUMNS, breakdown_section, head_sections, headline, loss_section, score_section

TEXT = """# Model card: {name} {version}

Finds attributions in English news reporting: the words that attribute (cue), whom they name (source), what is attributed
(contents). It marks what a text says was said. It does not judge whether that is true, and it resolves nobody: "he" stays "he".

{headline}

Figures are F1 in per cent on the {documents} articles of PolNeAR's development part ({gold} attributions), by
`score/attribution.py`. `match`: the cue overlaps; `_x`: spans equal; `_o`: sources overlap, contents share half; `linked`:
characters of sources and contents inside the paired attribution. The annotators' row is the mean of pairs of annotators on the
training articles that several of them read: other articles than ours, so a comparison of size, not of rank.

These are development figures. The score below which a reading is left out was picked on these articles, and two of them had
shown the need for the rules on transcripts and signed quotations, which bring most of what this version gains in `linked`:
expect less elsewhere.

## Scores

They are calibrated: their expected error is {ece:.3f} (ten folds over documents, ten equally filled bins; "right" is that
an annotator's cue and source overlap and half of the contents is shared). Nested attributions have no gold there; their score
is lowered by a fixed step and is an estimate.

{scores}

{groups}

{losses}

{heads}

## Size

{size:.1f} MB ({precision}).

## Made from

{corpora}

The annotation of PolNeAR has no stated licence and its articles belong to seven publishers. The weights hold none of its text.
The weights may be used under the licence of the package (Apache-2.0) as far as they are ours to license.

## How

`training/README.md` in the repository. Configuration: `{config}`

| epoch | {epoch_head} |
|---|{epoch_rule}
{epochs}

## Where it is weak

- Trained on US political reporting of 2015 and 2016. Wire copy on conflicts, other Englishes, transcripts, tweets and headlines
  are read less well; headlines with "Alleged …" can be taken for a source and a cue.
- Only outermost attributions were marked in training. Those inside the contents of others are found by a second reading of
  contents that hold a word of saying, and more are missed.
- Contents that run on over several paragraphs are cut at the end of a window. Turns of a transcript and signed quotations are
  found by their form, not by the model.
- Beliefs, wishes and decrees are marked where PolNeAR marks them; `cue_kind` tells them from speech.
- It has read English only. sayso keeps texts in other languages away from it.
"""


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--breakdown", type=Path, help="what evals.breakdown --json wrote")
    parser.add_argument("--figures", type=Path, help="more figures of the other heads than the manifest has, TOML")
    args = parser.parse_args()
    manifest = tomllib.loads((args.bundle / "bundle.toml").read_text(encoding="utf-8"))
    command = [sys.executable, str(args.scorer), str(args.polnear / "train"), "--human"]
    human = subprocess.run(command, capture_output=True, text=True, check=True)
    breakdown = json.loads(args.breakdown.read_text(encoding="utf-8")) if args.breakdown else None
    heads = dict(manifest["figures"].get("heads", {}))
    if args.figures:
        heads |= tomllib.loads(args.figures.read_text(encoding="utf-8"))["heads"]
    card = write_card(manifest, _log(args.run), json.loads(human.stdout), _size(args.bundle), breakdown, heads)
    (args.bundle / "CARD.md").write_text(card, encoding="utf-8")


def write_card(
    manifest: Mapping[str, Any],
    run: Mapping[str, Any],
    human: Mapping[str, float],
    size: float,
    breakdown: Mapping[str, Any] | None = None,
    heads: Mapping[str, Any] | None = None,
) -> str:
    """The text of the card; what was not measured has no section.

    Raises:
        ValueError: the breakdown is of another bundle, or a head has no section.
    """
    digest = manifest["files"]["model.onnx"][:12]
    if breakdown and digest not in breakdown["bundle"]:
        raise ValueError(f"the breakdown is of {breakdown['bundle']!r}, not of the model {digest}; measure this bundle")
    figures = manifest["figures"]
    card = TEXT.format(
        name=manifest["name"],
        version=manifest["version"],
        precision=manifest["precision"],
        headline=headline(figures, human, breakdown),
        documents=figures["calibration"]["documents"],
        gold=figures["int8"]["gold"],
        ece=figures["calibration"]["expected_calibration_error"],
        scores=score_section(breakdown),
        groups=breakdown_section(breakdown),
        losses=loss_section(breakdown),
        heads=head_sections(heads or {}),
        size=size,
        corpora="\n".join(f"- {name}: {licence}." for name, licence in manifest["corpora"].items()),
        config=json.dumps(run["config"]),
        epoch_head=" | ".join(COLUMNS),
        epoch_rule="---|" * len(COLUMNS),
        epochs="\n".join(_row(str(e["epoch"]), e) for e in run["epochs"]),
    )
    # An absent section leaves the empty lines around it.
    return re.sub(r"\n{3,}", "\n\n", card)


def _row(name: str, values: Mapping[str, float]) -> str:
    return f"| {name} | " + " | ".join(f"{values[c]:.1f}" for c in COLUMNS) + " |"


def _log(folder: Path) -> dict[str, Any]:
    lines = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    epochs = {line["epoch"]: line for line in lines if line.get("weights") == "averaged"}
    return {"config": json.loads((folder / "config.json").read_text()), "epochs": list(epochs.values())}


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e6


if __name__ == "__main__":
    main()
