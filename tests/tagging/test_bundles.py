"""A bundle is checked before it is used."""

import shutil
from pathlib import Path

import pytest

from sayso.errors import BundleError
from sayso.tagging.bundles import load_bundle, shipped_bundle

pytestmark = pytest.mark.bundle


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped_bundle(), tmp_path / "bundle"))


def test_the_shipped_bundle_is_whole_and_small() -> None:
    bundle = load_bundle(shipped_bundle())
    assert bundle.language == "en"
    assert sum(path.stat().st_size for path in shipped_bundle().iterdir()) <= 30_000_000


def test_the_manifest_names_corpora_with_their_licences_and_both_figures() -> None:
    manifest = load_bundle(shipped_bundle()).manifest
    assert all(manifest["corpora"].values())
    assert manifest["figures"]["fp32"]["linked"] - manifest["figures"]["int8"]["linked"] <= 0.5


@pytest.mark.parametrize("name", ["model.onnx", "roles.onnx", "tokenizer.json"])
def test_a_changed_file_is_refused_by_name(folder: Path, name: str) -> None:
    with (folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(BundleError, match=rf"{name}: is not the file that bundle.toml describes"):
        load_bundle(folder)


def test_a_missing_file_is_refused_by_name(folder: Path) -> None:
    (folder / "roles.onnx").unlink()
    with pytest.raises(BundleError, match=r"roles.onnx: is missing"):
        load_bundle(folder)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('format = "sayso/bundle/2"', 'format = "sayso/bundle/9"', "reads 'sayso/bundle/2'"),
        ('"B-source"', '"B-speaker"', "labels are not those of this version"),
        ("[calibration]", "[calibrations]", "a field is missing or wrong"),
        ("[labels]", "[labels", "cannot be read"),
    ],
)
def test_another_format_is_refused_in_one_line(folder: Path, old: str, new: str, message: str) -> None:
    manifest = (folder / "bundle.toml").read_text(encoding="utf-8")
    assert old in manifest
    (folder / "bundle.toml").write_text(manifest.replace(old, new), encoding="utf-8")
    with pytest.raises(BundleError, match=message) as caught:
        load_bundle(folder)
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_no_bundle_is_named(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"there is no bundle.toml in it"):
        load_bundle(tmp_path)
