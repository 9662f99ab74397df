"""`make bench` fails where a figure is missed, says which are not there and why, and keeps what it did not measure."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import benchmarks.__main__ as bench

Bench = Callable[..., int]
GROWN_WELL = dict.fromkeys(bench.PARTS["growing"], 1.0)


@pytest.fixture
def latest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bench, "LATEST", tmp_path / "latest.json")
    monkeypatch.setattr(bench.log, "configure", lambda *_: None)
    return tmp_path / "latest.json"


@pytest.fixture
def run(latest: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:  # noqa: ARG001
    """One part, as it was asked for by its name, and what it is to measure; the exit code."""

    def run(part: str, figures: Mapping[str, float]) -> int:
        monkeypatch.setattr("sys.argv", ["bench", part])
        monkeypatch.setattr(bench, "measure", lambda _: dict(figures))
        return bench.main()

    return run


def test_a_figure_that_is_missed_is_named_and_fails(run: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("growing", GROWN_WELL) == 0
    assert "Missed" not in capsys.readouterr().out
    assert run("growing", {**GROWN_WELL, "growth_look": 1.21}) == 1
    assert "Missed: growth_look." in capsys.readouterr().out


def test_what_was_not_measured_is_named_with_the_reason(run: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    measured = {"ack_ratio_sqlite": 0.5, "ack_p99_over_p50": 2.0, "ack_stalled_over_free": 1.0, "heartbeat_p99_ms": 9.0}
    assert run("acknowledging", measured) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Not measured: ack_ratio_postgres: KEYDESK_TEST_POSTGRES names no PostgreSQL server." in told


def test_the_figures_of_other_parts_stay_in_the_file(run: Bench, latest: Path) -> None:
    run("growing", GROWN_WELL)
    run("footprint", {"rss_mb": 80.0, "start_s": 1.0, "idle_cpu_percent": 0.5})
    run("growing", {**GROWN_WELL, "growth_ack": 1.1})
    assert json.loads(latest.read_text()) == {
        **GROWN_WELL,
        "growth_ack": 1.1,
        "rss_mb": 80.0,
        "start_s": 1.0,
        "idle_cpu_percent": 0.5,
    }


def test_every_target_is_some_parts_figure() -> None:
    assert bench.WANTED.keys() <= {name for names in bench.PARTS.values() for name in names}
