"""What is installed is what was locked: by hash, from nowhere in particular, and in production no more than runs."""

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKS = pytest.mark.parametrize("name", ["requirements.lock", "requirements-run.lock"])


def pins(name: str) -> dict[str, str]:
    """Package to its block: the pinned version and its hashes."""
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text())
    return {
        block.partition("==")[0].partition("[")[0]: block.partition("    # via")[0] for block in blocks if "==" in block
    }


def canonical(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement)[0]).lower()


@LOCKS
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    assert pins(name)
    assert all("--hash=sha256:" in block for block in pins(name).values())


@LOCKS
def test_no_address_stands_in_a_lock(name: str) -> None:
    lock = (ROOT / name).read_text()
    assert "://" not in lock
    assert not re.search(r"^\s*--(?!hash=)", lock, re.MULTILINE)


def test_everything_that_the_project_names_is_locked() -> None:
    extras = PROJECT["optional-dependencies"]
    wanted = {canonical(each) for each in (*PROJECT["dependencies"], *extras["dev"], *extras["build"])}
    assert wanted <= pins("requirements.lock").keys()


def test_production_gets_what_it_needs_as_it_was_tested_and_no_tools() -> None:
    run, everything = pins("requirements-run.lock"), pins("requirements.lock")
    assert {canonical(each) for each in PROJECT["dependencies"]} <= run.keys()
    assert run.items() <= everything.items()
    assert not {"mypy", "playwright", "pytest", "ruff"} & run.keys()


def test_the_vaults_module_comes_from_its_vendor_alone() -> None:
    """Several packages have called their module `onepassword`; ours sees every key."""
    assert set(packages_distributions()["onepassword"]) == {"onepassword-sdk"}
