"""The documents, and what tests want to know of them: tables, links, commands."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def documents() -> list[Path]:
    """Everything that is written for people who use, run or change Keydesk."""
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def rows(page: str, *head: str) -> list[tuple[str, ...]]:
    """The cells of every table whose head begins with these."""
    found: list[tuple[str, ...]] = []
    for table in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        lines = [_cells(line) for line in table.splitlines()]
        if lines[0][: len(head)] == head:
            found += lines[2:]
    return found


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
