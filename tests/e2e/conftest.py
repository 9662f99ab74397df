"""The library of the end-to-end tests, and what is looked at after each of them."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from tests.e2e.browsing import Browser, browser, local
from tests.e2e.searching import Run, started
from tests.e2e.stage import Stage, stage
from tests.e2e.watching import events, unguarded
from tests.e2e.world import World


@pytest.fixture(scope="session")
def _stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("stage")) as made:
        yield made


@pytest.fixture(scope="session")
def secrecy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with started(tmp_path_factory.mktemp("secrecy")) as run:
        yield run


@pytest.fixture
def library(_stage: Stage) -> Iterator[Stage]:
    """The library, with the stand-ins' own complaints looked at in the end, and what must always hold."""
    with structlog.testing.capture_logs():
        yield _stage
    scene = _stage.scene
    try:
        assert [*scene.desk.violations, *scene.alma.violations, *scene.vault.refused] == []
        assert _stage.watch.faults == [], "a call to the outside with a transaction open"
        assert unguarded(events(scene)) == [], "a share call without a fresh look at the ticket and the reviewers"
    finally:
        _stage.tidy()


@pytest.fixture
def keydesk(library: Stage, tmp_path: Path) -> Iterator[World]:
    """Keydesk as an operator sets it up who issues keys."""
    with library.keydesk(tmp_path) as world:
        yield world


@pytest.fixture
def keydesk_with(library: Stage, tmp_path: Path) -> Iterator[Callable[..., World]]:
    """A Keydesk with settings of its own, by name."""
    with contextlib.ExitStack() as opened:
        yield lambda **settings: opened.enter_context(library.keydesk(tmp_path, **settings))


@pytest.fixture
def with_pages(library: Stage, keydesk_with: Callable[..., World]) -> World:
    """A Keydesk with pages of its own, and a local sign-in."""
    return keydesk_with(**local(library.web.url))


@pytest.fixture
def visitor(library: Stage, with_pages: World) -> Iterator[Browser]:  # noqa: ARG001
    """Somebody who opens these pages and has not signed in."""
    with browser(library.web.url) as opened:
        yield opened


@pytest.fixture
def lsis(visitor: Browser) -> Browser:
    """Somebody who has signed in."""
    assert visitor.sign_in().status_code == 303
    return visitor
