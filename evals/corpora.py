"""Where the corpora are: `../shared` beside the checkout, unpacked once into `build/corpora` when first asked for.

In: a corpus name. Out: its folder, or the digest of its archive. Nothing of a corpus is ever written into the repository.
"""

import tarfile
from hashlib import sha256
from pathlib import Path

__all__ = ["ROOT", "SHARED", "archive_digest", "corpus", "has_corpora", "scorer"]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
UNPACKED = ROOT / "build" / "corpora"


def has_corpora() -> bool:
    """Whether the folder of shared material lies beside the checkout."""
    return (SHARED / "data").is_dir()


def corpus(name: str) -> Path:
    """The folder of an unpacked corpus."""
    target = UNPACKED / name
    if not target.exists():
        UNPACKED.mkdir(parents=True, exist_ok=True)
        with tarfile.open(SHARED / "data" / f"{name}.tar.xz") as archive:
            archive.extractall(UNPACKED, filter="data")
    return target


def archive_digest(name: str) -> str:
    """The first twelve digits of the archive's SHA-256: which version of a corpus a floor was set on."""
    return sha256((SHARED / "data" / f"{name}.tar.xz").read_bytes()).hexdigest()[:12]


def scorer(name: str) -> Path:
    """A scorer of the shared material."""
    return SHARED / "score" / f"{name}.py"
