"""The one way from the outside into the settings: read once at start; then the process's environment holds no secret.

Every child process inherits the environment, and on Linux everybody of the same user can read it; a secret that was
read therefore does not stay there.
"""

import os
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from dotenv import dotenv_values
from pydantic import SecretStr

from app.settings.environment import PREFIX, SECRETS, Environment, misconfigured
from app.settings.sections import Section

# A shell or a cluster may bring names of its own that begin like ours; what is nearly one of ours was meant to be it.
_NEARLY, _PERHAPS = 0.8, 0.6


def take_environment(outside: MutableMapping[str, str] = os.environ, dotenv: Path | None = Path(".env")) -> Environment:
    """What is set under `KEYDESK_`, by full name; `outside` goes before `dotenv`, and loses its secrets to the result.

    An empty setting counts as not set; an empty secret is kept, for whoever wrote it believes that there is one. A name
    that is no setting is Misconfigured: anywhere in `dotenv`, and in `outside` where it is nearly one.
    """
    file = _file(dotenv) if dotenv else {}
    _refuse_unknown(file, outside)
    written = {**file, **outside}
    given = {name: value for name, value in written.items() if name.startswith(PREFIX) and value is not None}
    plain = {name: value for name, value in given.items() if value and name not in SECRETS}
    secrets = {name: SecretStr(value) for name in SECRETS if (value := _secret(name, given)) is not None}
    for name in SECRETS & outside.keys():
        del outside[name]
    return MappingProxyType({**plain, **secrets})


def _file(dotenv: Path) -> Mapping[str, str | None]:
    try:
        return dotenv_values(dotenv, interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        raise misconfigured([f"{dotenv} cannot be read as text in UTF-8 ({type(error).__name__})"]) from None


def _secret(name: str, given: Mapping[str, str]) -> str | None:
    file = given.get(f"{name}_FILE")
    if not file:
        return given.get(name)
    if name in given:
        raise misconfigured([f"{name} and {name}_FILE are both set: take one of them out"])
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise misconfigured([f"{name}_FILE names a file that cannot be read ({type(error).__name__})"]) from None


def _refuse_unknown(file: Collection[str], outside: Collection[str]) -> None:
    known = _known()
    strange = [name for name in file if name.startswith(PREFIX) and name not in known]
    nearly = [name for name in outside if name.startswith(PREFIX) and name not in known and any(_meant(name, _NEARLY))]
    problems = [f"{name} is no setting{_hint(name)}" for name in dict.fromkeys([*strange, *nearly])]
    if problems:
        raise misconfigured(problems)


def _hint(name: str) -> str:
    meant = next(_meant(name, _PERHAPS), None)
    return f": did you mean {meant}?" if meant else ": docs/settings.md has them all"


def _meant(name: str, likeness: float) -> Iterator[str]:
    """The setting that the name is most like, if any is as like as that."""
    ours = [each.removeprefix(PREFIX) for each in _known()]
    return (PREFIX + each for each in get_close_matches(name.removeprefix(PREFIX), ours, 1, likeness))


def _known() -> frozenset[str]:
    return frozenset().union(*(each.names() for each in Section.__subclasses__()), (f"{each}_FILE" for each in SECRETS))
