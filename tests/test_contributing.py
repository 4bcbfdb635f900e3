"""What CONTRIBUTING.md says of the sessions of nox."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_each_session_has_its_command() -> None:
    module = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    sessions = {
        function.name for function in functions if "nox.session" in map(ast.unparse, map(_called, function.decorator_list))
    }
    rows = re.findall(r"^\| `nox -s (\w+)` \|", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(sessions) > 20
    assert sorted(rows) == sorted(sessions)


def _called(decorator: ast.expr) -> ast.expr:
    return decorator.func if isinstance(decorator, ast.Call) else decorator
