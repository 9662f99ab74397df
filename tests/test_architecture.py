"""The core is pure: what it needs of the world is handed to it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CORE = Path(__file__).parent.parent / "app" / "core"
BUILTINS = frozenset({"open", "input", "print", "eval", "exec", "__import__"})
METHODS = frozenset({"now", "utcnow", "today", "uuid1", "uuid4", "getenv", "urandom", "read_text", "write_text"})
MODULES = frozenset({"os", "random", "secrets", "socket", "subprocess", "time"})


def impure(source: str) -> Iterator[str]:
    """Each place in `source` that reaches for a clock, chance, a file, the environment or a terminal.

    A moment or a number that was handed in may have any name: only calls count, and what is taken from such a module.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in BUILTINS | METHODS:
                yield f"line {node.lineno}: {name}"
            case ast.Call(func=ast.Attribute(attr=name)) if name in METHODS:
                yield f"line {node.lineno}: {name}"
            case ast.Attribute(value=ast.Name(id=name)) if name in MODULES:
                yield f"line {node.lineno}: {name}.{node.attr}"


@pytest.mark.parametrize("path", sorted(CORE.rglob("*.py")), ids=lambda path: str(path.relative_to(CORE)))
def test_the_core_asks_nothing_of_the_world(path: Path) -> None:
    assert list(impure(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "time.time()",
        "random.random()",
        "open('x')",
        "Path('x').read_text()",
        "os.getenv('X')",
        "os.environ['X']",
        "uuid.uuid4()",
    ],
)
def test_the_search_for_what_is_asked_of_the_world_finds_it(source: str) -> None:
    assert list(impure(source))


def test_a_moment_that_was_handed_in_may_be_called_now() -> None:
    assert list(impure("def due(view, at): return view.now <= at.time()")) == []
