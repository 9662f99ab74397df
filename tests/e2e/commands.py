"""The `keydesk` command as somebody types it, in this process and on the world's own clock."""

import contextlib
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

import app.cli
import app.cli.house
from app.main import House
from tests.e2e.stage import close
from tests.e2e.world import World


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended, with all that it printed."""

    code: int
    out: str
    err: str

    def rows(self) -> list[dict[str, Any]]:
        """What `--json` printed, a row for each line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Terminal:
    """Somebody's terminal beside the Keydesk of `world`: the same settings, `changed` where they differ."""

    world: World
    changed: dict[str, str]

    def __call__(self, *words: str, stdin: str = "") -> Ended:
        out, err = io.StringIO(), io.StringIO()
        url = self.world.house.settings.database.url.get_secret_value()
        settings = {**self.world.scene.settings, "DATABASE_URL": url, **self.changed}
        environment = {f"KEYDESK_{name}": value for name, value in settings.items() if value}
        with (
            _beside(self.world),
            mock.patch.dict("os.environ", environment),
            mock.patch.object(sys, "argv", ["keydesk", *words]),
            mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                app.cli.main()
            except SystemExit as end:
                code = end.code
        return Ended(int(code or 0), out.getvalue(), err.getvalue())


@contextlib.contextmanager
def _beside(world: World) -> Iterator[None]:
    """Commands harden and configure a process of their own; this one belongs to the tests."""
    opened: list[House] = []

    def assemble(*args: Any) -> House:
        house = assembled(*args, sleep=lambda _: None)
        opened.append(house)
        return house

    assembled, place = app.cli.house.assemble, app.cli.house
    with (
        mock.patch.object(place, "assemble", assemble),
        mock.patch.object(place, "real_time", world.clock),
        mock.patch.object(place.process, "harden"),
        mock.patch.object(place.log, "configure"),
    ):
        yield
    for each in opened:
        close(each)
