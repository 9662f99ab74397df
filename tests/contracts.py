"""What the suite says to the stand-ins, and hears from them, is held to the contracts of the real services at its end.

Each distinct call that any test caused is judged once: the help desk's requests and answers by Atlassian's OpenAPI
documents, every message to 1Password by the SDK's own native core, Alma's calls by the list of those that are known to
be harmless. The session fails with a list of what the real services would not have had. The stand-ins' own tests say
wrong things on purpose: of theirs, only the answers count.
"""

import json
import os
import re
import time
from collections.abc import Hashable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.demo import alma, loopback
from app.demo.helpdesk.site import Call
from app.demo.onepassword import Message

REFERENCE = os.environ.get("KEYDESK_REFERENCE")
ON_PURPOSE = "tests/demo/"
_NAMES = re.compile(r"/(?:\d+|[A-Za-z][A-Za-z0-9_]*-\d+)(?=/|$)")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def shape(value: Any) -> Hashable:
    """What is the same in two messages that differ only in what they say."""
    if isinstance(value, dict):
        if value.get("type") == "doc":
            return "document"
        return tuple(sorted((key, shape(each)) for key, each in value.items()))
    if isinstance(value, list):
        return ("list", *sorted({repr(shape(each)) for each in value}))
    return "time" if isinstance(value, str) and _TIME.match(value) else type(value).__name__


@dataclass
class Judgement:
    """What one process, or all of them together, heard and found wrong."""

    heard: int = 0
    kinds: int = 0
    seconds: float = 0.0
    found: list[str] = field(default_factory=list)

    def add(self, other: "Judgement") -> None:
        self.heard += other.heard
        self.kinds = max(self.kinds, other.kinds)
        self.seconds += other.seconds
        self.found += other.found


class Contracts:
    """Hears every call to a stand-in, and keeps the first of each kind with the test that it came from."""

    def __init__(self) -> None:
        self.heard = 0
        self.kept: dict[Hashable, tuple[str, Call | Message | alma.Call]] = {}
        self.judgement = Judgement()
        self._test = ""

    def hear(self, call: object) -> None:
        if not isinstance(call, Call | Message | alma.Call):
            raise TypeError(f"no contract for {type(call).__name__}")
        self.heard += 1
        self.kept.setdefault((self._on_purpose(), _kind(call)), (self._test, call))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._test = nodeid

    def problems(self) -> Iterator[str]:
        """One line for each distinct call that the real service would not have had."""
        for test, call in list(self.kept.values()):
            for problem in _problems(call, sent_right=not test.startswith(ON_PURPOSE)):
                yield f"{problem} ({test})"

    def judged(self) -> Judgement:
        began = time.monotonic()
        found = list(self.problems())
        return Judgement(self.heard, len(self.kept), time.monotonic() - began, found)

    def _on_purpose(self) -> bool:
        return self._test.startswith(ON_PURPOSE)


def _kind(call: Call | Message | alma.Call) -> Hashable:
    match call:
        case Call():
            asked = tuple(sorted(re.findall(r"(?:^|&)([^=&]+)", call.query)))
            path = _NAMES.sub("/*", call.path)
            return call.method, path, asked, call.status, call.violation, shape(call.body), shape(call.answer)
        case Message():
            return call.operation, shape(call.parameters)
        case _:
            return call.method, call.path, call.query


def _problems(call: Call | Message | alma.Call, *, sent_right: bool) -> Iterator[str]:
    match call:
        case Call():
            from tests.demo.openapi import problems  # slow to import, and needed only here

            if sent_right and call.violation:
                yield call.violation
            if REFERENCE:
                yield from problems([call], requests=sent_right)
        case Message():
            from tests.vault.native_core import invocation, real_core_understands

            if not real_core_understands(invocation(call.operation, call.parameters)):
                yield f"1Password's core does not understand this {call.operation}: {shape(call.parameters)}"
        case _ if sent_right and REFERENCE:
            if (call.method, f"{call.path}?{call.query}".rstrip("?")) not in harmless_calls():
                yield f"not known to be harmless at Alma: {call.method} {call.path}?{call.query}"


def harmless_calls() -> frozenset[tuple[str, str]]:
    """What may be asked of a real Alma: method, and path with its query."""
    areas = json.loads((Path(REFERENCE or "") / "alma" / "probe_matrix.json").read_text())["areas"].values()
    reads = {each["get_test"] if each["documented"] == "yes" else each["read_probe"] for each in areas}
    reads |= {each["env_probe"].split()[1] for each in areas if "env_probe" in each}
    writes = {each["post_test"] for each in areas if each["post_test"]}
    return frozenset({("GET", read) for read in reads} | {("POST", write) for write in writes})


def pytest_configure(config: pytest.Config) -> None:
    contracts = Contracts()
    loopback.WITNESSES.append(contracts.hear)
    config.pluginmanager.register(contracts, "contracts")


def pytest_unconfigure(config: pytest.Config) -> None:
    loopback.WITNESSES.remove(_of(config).hear)


def pytest_sessionfinish(session: pytest.Session) -> None:
    judgement = _of(session.config).judgement
    judgement.add(_of(session.config).judged())
    worker = getattr(session.config, "workeroutput", None)
    if worker is not None:  # what the process that started this one tells of all of them
        worker[_JUDGEMENT] = asdict(judgement)
    elif judgement.found and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A process that ran a part of the tests has ended, well or not."""
    if judged := getattr(node, "workeroutput", {}).get(_JUDGEMENT):
        _of(node.config).judgement.add(Judgement(**judged))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    judgement = _of(config).judgement
    if not judgement.heard:
        return
    for problem in sorted(set(judgement.found)):
        terminalreporter.write_line(f"contract: {problem}", red=True)
    missing = "" if REFERENCE else " (set KEYDESK_REFERENCE: Jira's and Alma's were not judged)"
    kinds = f"{judgement.kinds} kinds of {judgement.heard} calls to the stand-ins"
    wrong = f"{len(set(judgement.found))} wrong, in {judgement.seconds:.1f} s"
    terminalreporter.write_line(f"contracts: {kinds}, {wrong}{missing}")


def _of(config: pytest.Config) -> Contracts:
    contracts = config.pluginmanager.get_plugin("contracts")
    assert isinstance(contracts, Contracts)
    return contracts


_JUDGEMENT = "contracts"
