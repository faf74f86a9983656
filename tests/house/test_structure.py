"""The house's own rules: where arrows may go, how large things may be, what may happen at import."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from foundation.settings import PROJECT, Settings

PACKAGES = ("accounts", "actions", "approdo", "connectors", "console", "conversations", "foundation", "knowledge")
LONGEST_FILE, LONGEST_FUNCTION = 200, 60


def sources() -> list[Path]:
    found = [path for name in (*PACKAGES, "bot/components", "bot/channels") for path in (PROJECT / name).rglob("*.py")]
    found = [path for path in found if "versions" not in path.parts]
    assert len(found) > 50
    return found


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_arrows_go_down_only() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "2 kept" in done.stdout


def test_the_bot_imports_nothing_of_ours() -> None:
    files = [path for path in sources() if "bot" in path.relative_to(PROJECT).parts]
    assert files
    for path in files:
        names = re.findall(r"^\s*(?:from|import) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert not set(names) & set(PACKAGES), path


def test_files_and_functions_stay_small() -> None:
    large = [str(path) for path in sources() if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE]
    long = [
        f"{path}:{node.name}"
        for path in sources()
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert not large
    assert not long


def test_every_public_name_says_what_it_is() -> None:
    silent = []
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        public = [node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)]
        silent += [f"{path}:{n.name}" for n in public if not n.name.startswith("_") and not ast.get_docstring(n)]
    assert not silent


def test_every_setting_is_explained() -> None:
    text = (PROJECT / "docs" / "operation.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"APPRODO_{name.upper()}" not in text]
    assert not missing
