"""The house rules that a tool can check: sizes, docstrings, exports, imports, documentation, and what a file may mention."""

import ast
import importlib
import re
import subprocess
import tomllib
from pathlib import Path

import click
import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from sayso.cli.app import COMMANDS, app

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "sayso"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FUNCTION = 40
LONGEST_MODULE = 400
LONGEST_COMMAND = 30
#: Migrations are written once and never changed; Alembic decides what they look like.
FROZEN = {path for path in MODULES if "versions" in path.parts or path.name == "env.py"}
OURS = [path for path in MODULES if path not in FROZEN]
by_name = pytest.mark.parametrize("path", OURS, ids=[str(path.relative_to(PACKAGE)) for path in OURS])
#: Folders of whoever wrote a file, and the hosts that packages come from (in pieces, so that this file does not name them).
MACHINE_PARTS = (r"(?<![\w.-])/(?:work|root|home/\w+)/", r"python" + r"hosted\.org", r"pypi" + r"\.org", r"npm" + r"js\.")
MACHINES = re.compile("|".join(MACHINE_PARTS).encode())


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(parse(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


@by_name
def test_functions_and_modules_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    long = {function.name: length(function) for function in functions(path) if length(function) > LONGEST_FUNCTION}
    assert not long, "say in a smaller function what a part of it does"


def test_commands_parse_call_and_print() -> None:
    for path in (PACKAGE / "cli" / "commands").glob("[a-z]*.py"):
        (command,) = [function for function in functions(path) if function.name == "command"]
        assert length(command) <= LONGEST_COMMAND, path.name


@by_name
def test_a_module_opens_with_what_comes_in_and_what_goes_out(path: Path) -> None:
    module = parse(path)
    docstring = ast.get_docstring(module)
    assert docstring, "it has no docstring"
    # A package without code of its own needs no more than a line.
    assert (2 if len(module.body) > 1 else 1) <= len(docstring.splitlines()) <= 20


@by_name
def test_a_module_says_what_it_exports(path: Path) -> None:
    module = parse(path)
    if len(module.body) == 1:
        return  # a package without code of its own
    plain = [target for node in module.body if isinstance(node, ast.Assign) for target in node.targets]
    typed = [node.target for node in module.body if isinstance(node, ast.AnnAssign)]
    assigned = [target.id for target in (*plain, *typed) if isinstance(target, ast.Name)]
    assert "__all__" in assigned
    if path.name != "__main__.py":
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        loaded = importlib.import_module(name)
        missing = [export for export in loaded.__all__ if not hasattr(loaded, export)]
        assert not missing


@by_name
def test_only_the_command_line_prints(path: Path) -> None:
    if "cli" in path.relative_to(PACKAGE).parts:
        return
    calls = [node for node in ast.walk(parse(path)) if isinstance(node, ast.Call)]
    assert not [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("print", "input")]
    assert "sys.exit" not in path.read_text(encoding="utf-8")


def test_only_settings_reads_the_environment() -> None:
    readers = {path.name for path in MODULES if re.search(r"os\.environ|os\.getenv", path.read_text(encoding="utf-8"))}
    assert readers == {"settings.py"}


@by_name
def test_nothing_is_pickled(path: Path) -> None:
    imported = [alias.name for node in ast.walk(parse(path)) if isinstance(node, ast.Import) for alias in node.names]
    assert not {"pickle", "marshal", "shelve", "joblib"} & set(imported)


def test_imports_run_downwards(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not {path.stem for path in MODULES} & {"utils", "util", "helpers", "common", "misc", "manager", "handlers"}


def test_the_readme_is_one_sitting() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_contributing_is_short_and_decisions_are_shorter() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) <= 120
    decisions = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert decisions
    for path in decisions:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 40, path.name
    numbers = [path.name[:4] for path in decisions]
    assert len(numbers) == len(set(numbers)), "two decisions have one number"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_and_option_is_documented(name: str) -> None:
    reference = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    heading = f"## sayso {name}\n"
    assert heading in reference
    section = reference.partition(heading)[2].partition("\n## ")[0]
    command = app.get_command(click.Context(app), name)
    assert command is not None
    for parameter in command.params:
        for option in (*parameter.opts, *parameter.secondary_opts) if isinstance(parameter, click.Option) else ():
            assert f"`{option}" in section, f"{option} of sayso {name}"


def test_every_setting_is_documented() -> None:
    names = set(re.findall(r'"(SAYSO_[A-Z_]+)"', (PACKAGE / "settings.py").read_text(encoding="utf-8")))
    reference = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    assert names
    assert all(f"`{name}`" in reference for name in names)


def test_every_link_between_documents_leads_somewhere() -> None:
    for path in tracked(".md"):
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert "://" in target or (path.parent / target).exists(), f"{path.relative_to(ROOT)} → {target}"


def tracked(*suffixes: str) -> list[Path]:
    """The files that git knows; outside a checkout, those of the folders that are ours."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    paths = [ROOT / name for name in listed.stdout.split("\0") if name] if listed.returncode == 0 else list(PACKAGE.rglob("*"))
    return [path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes)]


def test_no_file_names_a_machine() -> None:
    """Neither folders of whoever wrote it nor the hosts that packages come from."""
    for path in tracked():
        if path.suffix in {".onnx", ".gz", ".xz"} or path.name == "tokenizer.json":
            continue
        found = MACHINES.search(path.read_bytes())
        assert found is None, f"{path.relative_to(ROOT)}: {found[0]!r}"


def test_dependencies_are_ranges_and_tools_are_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert all(">=" in line and "<" in line for line in project["project"]["dependencies"])
    assert all("==" in line for line in project["dependency-groups"]["dev"] if isinstance(line, str))
