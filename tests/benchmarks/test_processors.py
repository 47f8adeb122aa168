"""Features of the processor that are hidden from onnxruntime."""

import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.processors import CPUID, HIDDEN, LEAF_7, XGETBV, find_questions, is_possible

PROJECT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(not is_possible(), reason="features can be hidden on Linux on x86-64 with glibc only")


def test_a_question_for_leaf_7_near_a_reading_of_the_registers_is_found() -> None:
    code = b"\x90" * 40 + XGETBV + b"\x90" * 40 + LEAF_7 + b"\x31\xc9" + CPUID + b"\x90" * 40
    assert find_questions(code) == [code.index(CPUID)]


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(XGETBV + b"\x90" * 40 + CPUID, id="no leaf"),
        pytest.param(LEAF_7 + CPUID + b"\x90" * 40, id="no reading of the registers"),
        pytest.param(XGETBV + b"\x90" * 5000 + LEAF_7 + CPUID, id="too far from it"),
        pytest.param(XGETBV + LEAF_7 + b"\x90" * 40 + CPUID, id="leaf long before"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_bytes_that_only_look_like_a_question_are_left_alone(code: bytes) -> None:
    assert find_questions(code) == []


@linux
@pytest.mark.parametrize("feature", HIDDEN)
def test_onnxruntime_loads_from_the_copy_with_a_feature_hidden(feature: str) -> None:
    statement = "import onnxruntime; print(onnxruntime.__file__)"
    command = [sys.executable, "-m", "benchmarks.processors", "--hide", feature, "timeit", "-n1", "-r1", statement]
    done = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True)
    assert "site-packages" not in done.stdout.splitlines()[0]


@linux
@pytest.mark.parametrize("feature", HIDDEN)
def test_products_of_bytes_are_cut_off_without_vnni(feature: str) -> None:
    pytest.importorskip("onnx", reason="onnx comes with benchmarks/requirements.txt")
    statement = "from benchmarks.bundle_rates import computes_exactly; print(computes_exactly())"
    command = [sys.executable, "-m", "benchmarks.processors", "--hide", feature, "timeit", "-n1", "-r1", statement]
    done = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[0] == "False"
