"""docs/settings.md and .env.example name the settings that there are, and what they say of them is so."""

import base64
import io
import json
import re
from pathlib import Path

import pytest
from dotenv import dotenv_values

from app import settings
from app.errors import Misconfigured
from app.settings import Section, Settings, take_environment
from app.settings.environment import SECRETS
from tests.documents.pages import ROOT, documents, rows

#: Name, needed from which mode, default, what it is.
TABLE = rows((ROOT / "docs" / "settings.md").read_text(encoding="utf-8"), "setting")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
MODES = ("observe", "ask", "full")

SECTIONS = [each for each in vars(settings).values() if isinstance(each, type) and issubclass(each, Section)]
KNOWN = frozenset().union(*(each.names() for each in SECTIONS))
#: Those that are values themselves, and neither another setting's nor told in words.
DEFAULTS = {row[0].split("`")[1]: row[2].strip("`") for row in TABLE if re.fullmatch(r"`(?!KEYDESK_)[^`]+`", row[2])}

#: In place of the examples, which no start accepts.
PROPER = {
    "KEYDESK_DATABASE_URL": "postgresql://keydesk:hunter2@db.university.edu/keydesk",
    "KEYDESK_OP_SERVICE_ACCOUNT_TOKEN": "ops_"
    + base64.urlsafe_b64encode(json.dumps({"signInAddress": "https://my.1password.com"}).encode()).decode(),
    "KEYDESK_SMTP_URL": "smtps://keydesk:hunter2@mail.university.edu",
    "KEYDESK_CONSOLE_PASSWORD_HASH": f"$argon2id$v=19$m=65536,t=3,p=4${'c' * 22}${'d' * 43}",
}


def name(row: tuple[str, ...]) -> str:
    return row[0].split("`")[1]


def written(text: str) -> dict[str, str]:
    return {each: value or "" for each, value in dotenv_values(stream=io.StringIO(text), interpolate=False).items()}


def everything() -> dict[str, str]:
    """The example file with no line commented out, and with proper secrets."""
    values = written(re.sub(r"^#(KEYDESK_)", r"\1", EXAMPLE, flags=re.MULTILINE))
    return {each: PROPER.get(each, "p" * 40) if each in SECRETS else value for each, value in values.items()}


def usable() -> dict[str, str]:
    """Everything, without the second answer to who decides."""
    return {each: value for each, value in everything().items() if each != "KEYDESK_REVIEWERS"}


def load(values: dict[str, str], *without: str) -> Settings:
    return Settings.load(take_environment({k: v for k, v in values.items() if k not in without}, dotenv=None))


def starting(mode: str) -> dict[str, str]:
    """What is needed in this mode and nothing else."""
    needed = {name(row) for row in TABLE if row[1] in MODES[: MODES.index(mode) + 1]}
    return {each: value for each, value in everything().items() if each in needed} | {"KEYDESK_MODE": mode}


def test_every_setting_has_one_line_and_every_line_is_a_setting() -> None:
    assert sorted(name(row) for row in TABLE) == sorted(KNOWN)


def test_every_setting_stands_in_the_example() -> None:
    assert everything().keys() == KNOWN


def test_secrets_are_marked_as_such() -> None:
    assert {name(row) for row in TABLE if "**S**" in row[0]} == SECRETS


def test_those_without_effect_are_the_ones_that_nothing_asks_for() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "app").rglob("*.py")
        if not path.is_relative_to(ROOT / "app" / "settings") and not path.is_relative_to(ROOT / "app" / "demo")
    )
    unused = {
        str(field.validation_alias)
        for section in SECTIONS
        for each, field in section.model_fields.items()
        if not re.search(rf"\b(given|logs|keys|(?i:{section.__name__}))(\.load\(environment\))?\.{each}\b", code)
    }
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert {name(row) for row in rows(page.partition("## Without effect yet")[2], "setting")} == unused


@pytest.mark.parametrize("page", ["compose.yaml", "compose.postgres.yaml", "Dockerfile", "deploy/keydesk.service"])
def test_what_runs_keydesk_names_no_setting_that_is_none(page: str) -> None:
    named = set(re.findall(r"KEYDESK_[A-Z_]*[A-Z]", (ROOT / page).read_text(encoding="utf-8")))
    assert named <= KNOWN | {f"{secret}_FILE" for secret in SECRETS}


@pytest.mark.parametrize("page", documents(), ids=lambda page: page.name)
def test_no_document_names_a_setting_that_is_none(page: Path) -> None:
    named = set(re.findall(r"`(KEYDESK_[A-Z_]*[A-Z])(?![A-Z_])", page.read_text(encoding="utf-8")))
    assert named <= KNOWN | {f"{secret}_FILE" for secret in SECRETS}


@pytest.mark.parametrize("mode", MODES)
def test_with_what_is_needed_in_a_mode_it_starts(mode: str) -> None:
    assert load(starting(mode)).policy.mode == mode


@pytest.mark.parametrize(("mode", "setting"), [(row[1], name(row)) for row in TABLE if row[1] in MODES])
def test_without_one_that_is_needed_it_does_not(mode: str, setting: str) -> None:
    # What is missing of 1Password is told of all its settings at once.
    with pytest.raises(Misconfigured, match=setting):
        load(starting(mode), setting)


@pytest.mark.parametrize("setting", DEFAULTS)
def test_a_default_is_what_is_said(setting: str) -> None:
    section = next(each for each in SECTIONS if setting in each.names())
    values = {each: value for each, value in usable().items() if each != setting}
    with_default = take_environment(values | {setting: DEFAULTS[setting]}, dotenv=None)
    assert section.load(with_default) == section.load(take_environment(values, dotenv=None))


def test_the_example_as_it_stands_is_refused_for_its_secrets() -> None:
    with pytest.raises(Misconfigured, match="is the example from the documentation"):
        load(written(EXAMPLE))


@pytest.mark.parametrize("secret", sorted(SECRETS))
def test_no_secret_of_the_example_is_taken(secret: str) -> None:
    values = usable() | {"KEYDESK_MODE": "full"}
    assert load(values)
    example = written(re.sub(r"^#(KEYDESK_)", r"\1", EXAMPLE, flags=re.MULTILINE))[secret]
    assert example.startswith("example-")
    with pytest.raises(Misconfigured, match="is the example from the documentation"):
        load(values | {secret: example})
