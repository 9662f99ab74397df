"""The search for secrets in all that a run of `tests.e2e.secrecy` leaves behind."""

import contextlib
import json
import re
import subprocess
import sys
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 300


def spellings(secret: str) -> Iterator[bytes]:
    """A secret as it may stand in a log, a page or a database: plain, escaped, encoded, at any place within base64."""
    yield secret.encode()
    yield json.dumps(secret)[1:-1].encode()
    yield quote(secret, safe="").encode()
    for before in range(3):
        first, last = -(-before * 8 // 6), (before + len(secret.encode())) * 8 // 6
        for encode in (b64encode, urlsafe_b64encode):
            yield encode(b"\0" * before + secret.encode())[first:last]


def search(folder: Path, secrets: list[str]) -> list[str]:
    """The files, by name, in which any of the secrets stands in any spelling."""
    wanted = re.compile(b"|".join(re.escape(each) for secret in secrets for each in set(spellings(secret))))
    files = [each for each in folder.rglob("*") if each.is_file()]
    return sorted(each.name for each in files if wanted.search(each.read_bytes()))


@dataclass
class Run:
    folder: Path
    process: "subprocess.Popen[bytes]"

    def ended(self) -> "Run":
        assert self.process.wait(PATIENCE_SECONDS) == 0, (self.folder / "run" / "stderr").read_text()[-2000:]
        return self

    @property
    def secrets(self) -> list[str]:
        found: list[str] = json.loads((self.folder / "secrets.json").read_text())
        return found

    @property
    def facts(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads((self.folder / "facts.json").read_text())
        return found


@contextlib.contextmanager
def started(folder: Path) -> Iterator[Run]:
    """In a process of its own, because it needs half a minute and settings that concern a whole process."""
    (folder / "run").mkdir()
    with (folder / "run" / "stdout").open("wb") as out, (folder / "run" / "stderr").open("wb") as err:
        command = [sys.executable, "-X", "dev", "-m", "tests.e2e.secrecy", str(folder)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=err)  # noqa: S603
    yield Run(folder, process)
    process.kill()
    process.wait()
