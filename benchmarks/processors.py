"""onnxruntime as it computes on a lesser processor: without VNNI, or without AVX-512 as well.

    python -m benchmarks.processors --hide VNNI|AVX-512 MODULE [ARGUMENTS]

In: features to hide, a module to run. Out: what the module says. onnxruntime asks the processor what it can do, once, while it
loads, and has no setting for it. In a copy of its library the question is an instruction that no processor knows, and a handler
answers it with the features left out. All kernels run at full speed; only the choice among them is another. The installed
package stays as it is, and nothing is emulated: another processor's clock and caches are not what is measured.
"""

import argparse
import ctypes
import mmap
import platform
import runpy
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

__all__ = ["HIDDEN", "find_questions", "hide_features", "is_possible", "main", "write_copy"]

#: What is hidden: bits of (eax, ebx, ecx, edx) in answers to leaf 7 of `cpuid`, by subleaf.
VNNI = {0: (0, 0, 1 << 11, 3 << 24), 1: (1 << 4, 0, 0, 1 << 4 | 1 << 10)}
AVX512 = {
    0: (0, 0xD023_0000, 1 << 1 | 1 << 6 | 1 << 11 | 1 << 12 | 1 << 14, 1 << 2 | 1 << 3 | 1 << 8 | 1 << 23 | 3 << 24),
    1: (1 << 4 | 1 << 5, 0, 0, 1 << 4 | 1 << 10),
}
HIDDEN: Mapping[str, Mapping[int, tuple[int, int, int, int]]] = MappingProxyType({"VNNI": VNNI, "AVX-512": AVX512})

CPUID, XGETBV, LEAF_7 = b"\x0f\xa2", b"\x0f\x01\xd0", b"\xb8\x07\x00\x00\x00"
#: Two bytes that are an instruction nowhere, so that the processor stops at them.
UNKNOWN = b"\x0f\x0a"
#: How far before a question its leaf is loaded, and how far from it the state of the registers is asked for, in bytes.
LOADED, NEAR = 16, 2048
#: push rbx; mov r8, rdx; mov eax, edi; mov ecx, esi; cpuid; store the four answers at r8; pop rbx; ret
ASK = bytes.fromhex("53 4989d0 89f8 89f1 0fa2 418900 41895804 41894808 4189500c 5b c3")
#: Where glibc keeps rbx, rdx, rax, rcx and rip in what a handler is given (`ucontext_t`), in words of 8 bytes.
RBX, RDX, RAX, RCX, RIP = (5 + n for n in (11, 12, 13, 14, 16))
SA_SIGINFO = 4


class _Action(ctypes.Structure):
    """`struct sigaction` of glibc on x86-64."""

    _fields_ = (
        ("handler", ctypes.c_void_p),
        ("mask", ctypes.c_ubyte * 128),
        ("flags", ctypes.c_int),
        ("restorer", ctypes.c_void_p),
    )


def main() -> None:
    """Hide, then run the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hide", choices=tuple(HIDDEN), required=True)
    parser.add_argument("module")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        write_copy(Path(scratch))
        sys.path.insert(0, scratch)
        kept = hide_features(HIDDEN[args.hide])
        sys.argv[1:] = args.arguments
        runpy.run_module(args.module, run_name="__main__", alter_sys=True)
        del kept  # the handler was needed until here


def is_possible() -> bool:
    """Whether features can be hidden here: the handler is written for Linux on x86-64 with glibc."""
    return sys.platform == "linux" and platform.machine() == "x86_64" and platform.libc_ver()[0] == "glibc"


def find_questions(code: bytes) -> list[int]:
    """Offsets of the `cpuid` instructions that ask for leaf 7 near a reading of the register state.

    Bytes that only look like one, inside another instruction, have neither in their neighbourhood.
    """
    readings = list(_occurrences(code, XGETBV))
    return [
        at
        for at in _occurrences(code, CPUID)
        if LEAF_7 in code[max(0, at - LOADED) : at] and any(abs(at - reading) < NEAR for reading in readings)
    ]


def _occurrences(code: bytes, wanted: bytes) -> Iterator[int]:
    at = code.find(wanted)
    while at >= 0:
        yield at
        at = code.find(wanted, at + 1)


def write_copy(folder: Path) -> None:
    """A copy of the installed onnxruntime whose questions stop at `UNKNOWN`.

    Raises:
        RuntimeError: onnxruntime is not installed, or its library asks in another way than this knows.
    """
    spec = find_spec("onnxruntime")
    if spec is None or spec.origin is None:
        raise RuntimeError("onnxruntime is not installed")
    source, target = Path(spec.origin).parent, folder / "onnxruntime"
    (target / "capi").mkdir(parents=True)
    for path in (*source.iterdir(), *(source / "capi").iterdir()):
        copy = target / path.relative_to(source)
        if path.name.startswith("onnxruntime_pybind11_state") and path.suffix == ".so":
            copy.write_bytes(_without_questions(path.read_bytes()))
        elif not copy.exists() and path.name != "__pycache__":
            copy.symlink_to(path)


def _without_questions(code: bytes) -> bytes:
    questions = find_questions(code)
    if not questions:
        raise RuntimeError("this build of onnxruntime asks the processor in a way that is not known here; hide nothing")
    changed = bytearray(code)
    for at in questions:
        changed[at : at + len(UNKNOWN)] = UNKNOWN
    return bytes(changed)


def hide_features(hidden: Mapping[int, tuple[int, int, int, int]]) -> object:
    """Install the handler for this process; keep what is returned for as long as the process lives."""
    page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(ASK)
    anchor = ctypes.c_char.from_buffer(page)
    answers_type = ctypes.c_uint32 * 4
    ask = ctypes.CFUNCTYPE(None, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)(ctypes.addressof(anchor))

    def answer(_signal: int, _info: object, context: "ctypes._Pointer[ctypes.c_uint64]") -> None:
        if ctypes.string_at(context[RIP], len(UNKNOWN)) != UNKNOWN:
            signal.signal(signal.SIGILL, signal.SIG_DFL)  # not one of ours: let it end the process
            return
        answers = answers_type()
        subleaf = context[RCX] & 0xFFFF_FFFF
        ask(context[RAX] & 0xFFFF_FFFF, subleaf, ctypes.addressof(answers))
        kept = [value & ~bits for value, bits in zip(answers, hidden.get(subleaf, (0, 0, 0, 0)), strict=True)]
        context[RAX], context[RBX], context[RCX], context[RDX] = kept
        context[RIP] += len(UNKNOWN)

    handler = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint64))(answer)
    action = _Action(handler=ctypes.cast(handler, ctypes.c_void_p).value, flags=SA_SIGINFO)
    if ctypes.CDLL(None).sigaction(signal.SIGILL, ctypes.byref(action), None) != 0:
        raise RuntimeError("the handler that hides features of the processor could not be installed")
    return page, anchor, ask, handler, action


if __name__ == "__main__":
    main()
