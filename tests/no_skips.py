"""With KEYDESK_NO_SKIPS=1 a run that skipped anything has failed.

Where everything is provided that a test can need, a skipped test is one that nobody runs.
"""

import os

import pytest


def _skipped(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("skipped", ())) if reporter and os.environ.get("KEYDESK_NO_SKIPS") == "1" else 0


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if skipped := _skipped(terminalreporter.config):
        terminalreporter.write_line(f"KEYDESK_NO_SKIPS: {skipped} skipped, and nothing may be", red=True)
