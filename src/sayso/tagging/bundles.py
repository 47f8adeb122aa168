"""A bundle: the folder of a trained model, opened and checked.

In: a folder. Out: a `Bundle`: its manifest as records, and paths of files whose SHA-256 has been compared with it.
It runs nothing; `onnx` does. A bundle holds no code and no pickle.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sayso.errors import BundleError
from sayso.tagging.base import Calibration, CrfWeights, ReadingSettings
from sayso.tagging.labels import CUE_LABELS, LABEL_COLUMNS, ROLE_LABELS

__all__ = ["FILES", "FORMAT", "LABELS", "Bundle", "load_bundle", "shipped_bundle"]

#: The one format that this version reads.
FORMAT = "sayso/bundle/2"
#: The label sets that the graphs of a bundle must have been made for.
LABELS = {"cue": CUE_LABELS, "role": ROLE_LABELS, **LABEL_COLUMNS}
FILES = ("model.onnx", "roles.onnx", "tokenizer.json")


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """A checked model folder."""

    folder: Path
    name: str
    version: str
    language: str
    settings: ReadingSettings
    calibration: Calibration
    temperatures: Mapping[str, float]
    crf: CrfWeights
    manifest: Mapping[str, Any]

    @property
    def label(self) -> str:
        """What to write into a run: name, version and the beginning of the model's hash."""
        return f"{self.name} {self.version} {self.manifest['files']['model.onnx'][:12]}"


def shipped_bundle(language: str = "en") -> Path:
    """The folder of the bundle that comes with the package."""
    return Path(__file__).resolve().parent.parent / "bundles" / language


def load_bundle(folder: Path) -> Bundle:
    """Open and check a bundle.

    Raises:
        BundleError: a file is missing or not the one of the manifest, or the format or the labels are others.
    """
    manifest = _read_manifest(folder)
    for name in FILES:
        _check_file(folder / name, manifest)
    labels = {name: tuple(own) for name, own in manifest.get("labels", {}).items()}
    if labels != LABELS:
        raise BundleError(str(folder), "its labels are not those of this version of sayso; install the bundle of this version")
    try:
        return Bundle(
            folder,
            manifest["name"],
            manifest["version"],
            manifest["language"],
            ReadingSettings(**manifest["settings"]),
            Calibration(**manifest["calibration"]),
            {name: float(value) for name, value in manifest["temperatures"].items()},
            CrfWeights.of(**manifest["crf"]),
            manifest,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BundleError(str(folder / "bundle.toml"), f"a field is missing or wrong ({error}); install it again") from error


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / "bundle.toml"
    try:
        manifest = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BundleError(str(folder), "there is no bundle.toml in it; name the folder of a sayso bundle") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BundleError(str(path), f"cannot be read ({error}); install the bundle again") from error
    if manifest.get("format") != FORMAT:
        raise BundleError(
            str(path), f"its format is {manifest.get('format')!r} and this version reads {FORMAT!r}; update one of them"
        )
    return manifest


def _check_file(path: Path, manifest: Mapping[str, Any]) -> None:
    expected = manifest.get("files", {}).get(path.name)
    try:
        found = sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise BundleError(str(path), "is missing or cannot be read; install the bundle again") from error
    if found != expected:
        raise BundleError(str(path), "is not the file that bundle.toml describes (SHA-256 differs); install the bundle again")
