"""How fast a bundle tags: beside the bare encoder, on lesser processors, and beside spaCy's architecture for the same task.

    python -m benchmarks.tagging [--bundle FOLDER] [--fp32 FOLDER] [--rounds N] [--texts N]

In: the 84 PolNeAR dev texts beside the checkout; benchmarks/requirements.txt installed. Out: one table, from one run on one
machine: words a second, and the ratio to the bare encoder of the same group and to the bundle's own. Every group of lines is
measured in a process of its own; the best of N rounds counts. Without spaCy its lines say so.
"""

import argparse
import importlib.metadata
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from evals.corpora import ROOT, corpus
from tokenizers import Tokenizer

from benchmarks.processors import HIDDEN, is_possible
from sayso.reading.segment import find_quotations, find_sentences
from sayso.tagging.bundles import shipped_bundle
from sayso.tagging.pieces import find_pieces

__all__ = ["Line", "bundle_lines", "main", "make_table", "split_words"]

CORES = 2
NAME = 43
#: What a bundle's lines are called and their threads, by the names of `benchmarks.bundle_rates`; those of BARE stand above.
ROWS = {
    "bare 1": ("bare encoder", 1),
    "first 2": ("first pass: encoder, heads, decoding", 2),
    "first 1": ("first pass: encoder, heads, decoding", 1),
    "whole 2": ("whole tagger, with nested contents", 2),
    "whole 1": ("whole tagger, with nested contents", 1),
}
BARE = {"bare beside 2": "bare encoder, batches side by side", "bare within 2": "bare encoder, one session of two threads"}
#: spaCy's lines: kind, name, processes, threads of each.
SPACY = (
    ("cnn", "CNN 96x4 as in en_core_web_lg", 1, 1),
    ("cnn", "CNN, two processes side by side", 2, 1),
    ("transformer", "transformer 6x384, as in en_core_web_trf", 1, 1),
    ("transformer", "transformer, one process", 1, 2),
    ("transformer", "transformer, two processes side by side", 2, 1),
)
NEEDED = {"cnn": "spacy", "transformer": "spacy_curated_transformers"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table; one without `seconds` has a remark instead, and one without threads begins a group."""

    name: str
    threads: int | None = None
    seconds: float | None = None
    bare: float | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What every process is given: the texts, as they are and in words, and where it may write."""

    scratch: Path
    texts: Path
    words: Path
    vocabulary: Path
    rounds: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path, default=shipped_bundle())
    parser.add_argument("--fp32", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--texts", type=int, default=84, help="how many of the texts; fewer only to try it out")
    args = parser.parse_args()
    if find_spec("onnx") is None:
        sys.exit("onnx: is not installed; run pip install -r benchmarks/requirements.txt")
    paths = sorted((corpus("polnear") / "dev" / "text").glob("*.txt"))[: args.texts]
    texts = [path.read_bytes().decode("utf-8") for path in paths]
    count = sum(len(text.split()) for text in texts)
    with tempfile.TemporaryDirectory() as scratch:
        task = _write_task(Path(scratch), args.bundle, texts, args.rounds)
        lines = _measure_all(task, args.bundle, args.fp32)
    bare = next(line.bare for line in lines if line.bare)
    print(f"{len(texts)} texts, {count} words, best of {args.rounds}; {_machine()}\n")
    print(make_table(lines, count, bare))


def _measure_all(task: Task, bundle: Path, fp32: Path | None) -> list[Line]:
    lines = _bundle_group(task, "the bundle", bundle)
    if fp32:
        lines += _bundle_group(task, "the fp32 bundle", fp32)
    for feature in HIDDEN:
        lines += _bundle_group(task, f"the bundle, {feature} hidden", bundle, feature)
    if fp32:
        lines += _bundle_group(task, "the fp32 bundle, AVX-512 hidden", fp32, "AVX-512")
    lines.append(Line("spaCy's architecture, random weights"))
    for kind, name, processes, threads in SPACY:
        if find_spec("spacy") is None or find_spec(NEEDED[kind]) is None:
            lines.append(Line(name, processes * threads, remark="not installed"))
        else:
            lines.append(Line(name, processes * threads, _spacy_seconds(task, kind, processes, threads)))
    return lines


def _write_task(scratch: Path, bundle: Path, texts: Sequence[str], rounds: int) -> Task:
    tokenizer = Tokenizer.from_file(str(bundle / "tokenizer.json"))
    task = Task(scratch, scratch / "texts.json", scratch / "words.json", scratch / "vocabulary.txt", rounds)
    task.texts.write_text(json.dumps(texts), encoding="utf-8")
    vocabulary = tokenizer.get_vocab()
    task.vocabulary.write_text("\n".join(sorted(vocabulary, key=vocabulary.__getitem__)), encoding="utf-8")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    task.words.write_text(json.dumps([split_words(tokenizer, text) for text in texts]), encoding="utf-8")
    return task


def split_words(tokenizer: Tokenizer, text: str) -> tuple[list[str], list[bool]]:
    """The words that the tagger sees, and after which of them there is a blank: what spaCy is given."""
    pieces = find_pieces(tokenizer, text, find_sentences(text), find_quotations(text))
    firsts = np.flatnonzero(np.diff(pieces.word, prepend=-1))
    starts = pieces.starts[firsts].tolist()
    ends = pieces.ends[np.append(firsts[1:], len(pieces)) - 1].tolist() if starts else []
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return words, [start > end for end, (_, start) in zip(ends, pairwise([*starts, len(text)]), strict=True)]


def _bundle_group(task: Task, title: str, bundle: Path, hidden: str | None = None) -> list[Line]:
    """The lines of a bundle, on this processor or on one with a feature hidden."""
    if hidden and not is_possible():
        return [Line(title, remark="needs Linux on x86-64")]
    measured = ["benchmarks.bundle_rates", "--bundle", str(bundle), "--texts", str(task.texts), "--rounds", str(task.rounds)]
    before = ["benchmarks.processors", "--hide", hidden] if hidden else []
    done = subprocess.run([sys.executable, "-m", *before, *measured], check=True, stdout=subprocess.PIPE, env=_environment())
    answer = json.loads(done.stdout)
    if hidden and answer["exact"]:
        return [Line(title, remark="could not be hidden")]
    return [Line(title), *bundle_lines(answer["seconds"])]


def bundle_lines(seconds: Mapping[str, float]) -> list[Line]:
    """The lines of a bundle from seconds by row; the better way to use two threads is the bare encoder of all of them."""
    best = min(BARE, key=seconds.__getitem__)
    bare = seconds[best]
    kept = [Line(name, 2, seconds[row], bare, "the bare rate" if row == best else "") for row, name in BARE.items()]
    return kept + [Line(name, threads, seconds[row], bare) for row, (name, threads) in ROWS.items()]


def _spacy_seconds(task: Task, kind: str, processes: int, threads: int) -> float:
    """The best seconds of processes that read about half of the words each at the same time; the slowest of them counts."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.spacy_pipelines", "--kind", kind, "--words", str(task.words)]
    command += ["--vocabulary", str(task.vocabulary), "--threads", str(threads)]
    with ExitStack() as stack:
        running = [
            stack.enter_context(
                subprocess.Popen(
                    [*command, "--part", f"{part}/{processes}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                    env=_environment(threads),
                )
            )
            for part in range(1, processes + 1)
        ]  # fmt: skip
        for process in running:
            _answer(process)
        return min(_spacy_round(running) for _ in range(task.rounds))


def _spacy_round(running: "Sequence[subprocess.Popen[str]]") -> float:
    for process in running:
        assert process.stdin is not None  # noqa: S101 - it was opened with a pipe
        process.stdin.write("go\n")
        process.stdin.flush()
    return max(float(_answer(process)) for process in running)


def _answer(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None  # noqa: S101 - it was opened with a pipe
    line = process.stdout.readline()
    if not line:
        raise RuntimeError("a process that reads with spaCy ended; its last words are above")
    return line


def _environment(threads: int = CORES) -> dict[str, str]:
    """Threads of libraries are bounded, and the modules of this checkout are found."""
    paths = [str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
    return {**os.environ, **dict.fromkeys(names, str(threads)), "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _machine() -> str:
    """The processor and the versions that matter."""
    try:
        facts = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.split(":", 1)[1].strip() for line in facts if line.startswith("model name"))
    except (OSError, StopIteration):
        model = "unknown processor"
    versions = [f"{name} {importlib.metadata.version(name)}" for name in ("onnxruntime", "spacy", "torch") if find_spec(name)]
    return f"{model}, {os.cpu_count()} cores\n{', '.join(versions)}"


def make_table(lines: Sequence[Line], words: int, bare: float) -> str:
    """The table, at most 100 columns wide: words a second, ratio to the lines' own bare encoder and to the bundle's."""
    rows = [f"{'':{NAME}} {'threads':>7} {'words/s':>8} {'own bare':>9} {'bare':>6}"]
    for line in lines:
        cells = [str(line.threads or ""), "", "", ""]
        if line.seconds is not None:
            own = f"{line.bare / line.seconds:.2f}" if line.bare else ""
            cells[1:] = [f"{words / line.seconds:,.0f}", own, f"{bare / line.seconds:.2f}"]
        begins = line.threads is None
        name = line.name if begins else f"  {line.name}"
        row = f"{name:{NAME}} {cells[0]:>7} {cells[1]:>8} {cells[2]:>9} {cells[3]:>6} {line.remark}".rstrip()
        rows += ["", row] if begins else [row]
    return "\n".join(rows)


if __name__ == "__main__":
    main()
