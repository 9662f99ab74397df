"""A skipped test fails the run where nothing may be skipped, and only there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SUITES = {
    "nothing skipped": "def test_one(): pass",
    "a test skipped": "import pytest\ndef test_one(): pytest.skip('no server')",
    "a module skipped": "import pytest\npytest.skip('no server', allow_module_level=True)",
    "expected to fail": "import pytest\n@pytest.mark.xfail\ndef test_one(): assert False",
}


def run(suite: str, folder: Path, no_skips: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_suite.py").write_text(suite)
    (folder / "test_beside_it.py").write_text("def test_two(): pass")
    command = [sys.executable, "-m", "pytest", "-p", "tests.no_skips", "-c", os.devnull, str(folder)]
    return subprocess.run(  # noqa: S603
        command,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "KEYDESK_NO_SKIPS": no_skips, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        check=False,
    )


@pytest.mark.parametrize(
    ("suite", "no_skips", "code"),
    [
        ("nothing skipped", "1", 0),
        ("a test skipped", "1", 1),
        ("a module skipped", "1", 1),
        ("expected to fail", "1", 0),
        ("a test skipped", "", 0),
    ],
)
def test_what_a_skip_costs(suite: str, no_skips: str, code: int, tmp_path: Path) -> None:
    outcome = run(SUITES[suite], tmp_path, no_skips)
    assert outcome.returncode == code, outcome.stdout
    assert ("nothing may be" in outcome.stdout) == (code == 1)
