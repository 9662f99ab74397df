"""Which starts are refused, and that nothing which was set ever shows."""

import base64
import json
import traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from app.errors import Misconfigured
from app.settings import (
    Alma,
    Database,
    Entrances,
    Jira,
    Keys,
    Logs,
    Policy,
    Section,
    Settings,
    Vault,
    Web,
    take_environment,
)
from app.settings.environment import SECRETS


def token(sign_in: str = "https://my.1password.com") -> str:
    return "ops_" + base64.urlsafe_b64encode(json.dumps({"signInAddress": sign_in}).encode()).decode().rstrip("=")


GOOD = {
    "SECRET_KEY": "k" * 32,
    "MODE": "full",
    "BASE_URL": "https://keydesk.university.edu",
    "JIRA_URL": "https://university.atlassian.net",
    "JIRA_USER": "keydesk@university.edu",
    "JIRA_TOKEN": "a-token-of-atlassian",
    "JIRA_PROJECTS": "10001",
    "JIRA_WEBHOOK_SECRETS": "w" * 32,
    "REVIEWER_GROUP": "6a1c",
    "RECIPIENT_DOMAINS": "university.edu",
    "ALMA_QUEUE_JQL": "project = LIB",
    "ALMA_URL": "https://api-na.hosted.exlibrisgroup.com",
    "ALMA_INSTITUTION": "01UNI_INST",
    "OP_SERVICE_ACCOUNT_TOKEN": token(),
    "OP_DEPOSIT_VAULT": "vault-1",
    "OP_STOCK_VAULT": "vault-2",
    "OP_ISSUED_VAULT": "vault-3",
}
LOOPBACK = GOOD | {
    "BASE_URL": "http://127.0.0.1:8000",
    "JIRA_URL": "http://localhost:8001",
    "ALMA_URL": "http://[::1]:8002",
    "OP_SERVICE_ACCOUNT_TOKEN": token("http://127.0.0.1:8003"),
}


def load(given: dict[str, str], without: str = "") -> Settings:
    outside = {f"KEYDESK_{name}": value for name, value in given.items() if name not in without.split()}
    return Settings.load(take_environment(outside, dotenv=None))


def refusal(given: dict[str, str], without: str = "") -> Misconfigured:
    with pytest.raises(Misconfigured) as caught:
        load(given, without)
    return caught.value


REFUSED = {
    "the secret key is missing": ({}, "SECRET_KEY", "SECRET_KEY is not set"),
    "the secret key is empty": ({"SECRET_KEY": ""}, "", "SECRET_KEY is empty"),
    "the secret key is blank": ({"SECRET_KEY": "  "}, "", "SECRET_KEY is empty"),
    "the secret key is short": ({"SECRET_KEY": "k" * 31}, "", "SECRET_KEY is shorter than 32"),
    "the audit key is short": ({"AUDIT_KEY": "k" * 31}, "", "AUDIT_KEY is shorter than 32"),
    "the webhook secret is empty": ({"JIRA_WEBHOOK_SECRETS": ""}, "", "JIRA_WEBHOOK_SECRETS is empty"),
    "the webhook secret is short": ({"JIRA_WEBHOOK_SECRETS": "w" * 31}, "", "JIRA_WEBHOOK_SECRETS is shorter"),
    "one of two webhook secrets is empty": (
        {"JIRA_WEBHOOK_SECRETS": "w" * 32 + ","},
        "",
        "JIRA_WEBHOOK_SECRETS is empty",
    ),
    "there are three webhook secrets": ({"JIRA_WEBHOOK_SECRETS": ",".join(["w" * 32] * 3)}, "", "more than two"),
    "the automation token is empty": ({"JIRA_AUTOMATION_TOKEN": ""}, "", "JIRA_AUTOMATION_TOKEN is empty"),
    "the automation token is short": ({"JIRA_AUTOMATION_TOKEN": "t"}, "", "JIRA_AUTOMATION_TOKEN is shorter"),
    "a secret is a documented example": ({"SECRET_KEY": "example-" + "k" * 32}, "", "SECRET_KEY is the example"),
    "the Jira token is empty": ({"JIRA_TOKEN": ""}, "", "JIRA_TOKEN is empty"),
    "the Jira token is a documented example": ({"JIRA_TOKEN": "example-token"}, "", "JIRA_TOKEN is the example"),
    "the database is an empty word": ({"DATABASE_URL": ""}, "", "DATABASE_URL is empty"),
    "the database is of another kind": ({"DATABASE_URL": "mysql://u:p@h/d"}, "", "DATABASE_URL must be sqlite"),
    "Jira is in clear": ({"JIRA_URL": "http://jira.university.edu"}, "", "JIRA_URL must begin with https"),
    "Alma is in clear": ({"ALMA_URL": "http://api-na.hosted.exlibrisgroup.com"}, "", "ALMA_URL must begin with https"),
    "our own pages are in clear": ({"BASE_URL": "http://keydesk.university.edu"}, "", "BASE_URL must begin with https"),
    "OpenAthens is in clear": (
        {
            "OPENATHENS_QUEUE_JQL": "project = OA",
            "OPENATHENS_URL": "http://admin.openathens.net",
            "OPENATHENS_DOMAIN": "d",
        },
        "",
        "OPENATHENS_URL must begin with https",
    ),
    "an address carries a password": ({"JIRA_URL": "https://u:hunter2@jira.edu"}, "", "JIRA_URL must hold no user"),
    "an address is half an address": ({"JIRA_URL": "https://"}, "", "JIRA_URL must be a whole address"),
    "only our own pages are loopback and in clear": ({"BASE_URL": "http://127.0.0.1"}, "", "BASE_URL is not https"),
    "only 1Password is loopback": (
        {"OP_SERVICE_ACCOUNT_TOKEN": token("http://127.0.0.1:1")},
        "",
        "OP_SERVICE_ACCOUNT_TOKEN is not https",
    ),
    "a host merely begins like loopback": ({"JIRA_URL": "http://127.0.0.1.evil.example"}, "", "JIRA_URL must begin"),
    "keys would go to a stranger as Alma": ({"ALMA_URL": "https://alma.evil.example"}, "", "ALMA_URL must be Alma's"),
    "a host merely ends like Alma": (
        {"ALMA_URL": "https://api-na.hosted.exlibrisgroup.com.evil.example"},
        "",
        "ALMA_URL must be Alma's",
    ),
    "nobody may approve": ({}, "REVIEWER_GROUP", "REVIEWER_GROUP or KEYDESK_REVIEWERS is needed"),
    "nobody may approve what is asked": ({"MODE": "ask"}, "REVIEWER_GROUP", "REVIEWERS is needed from MODE=ask"),
    "two answers to who may approve": ({"REVIEWERS": "5b10"}, "", "are both set"),
    "nobody is inside": ({}, "RECIPIENT_DOMAINS", "RECIPIENT_DOMAINS is needed"),
    "nobody is inside who is asked": ({"MODE": "ask"}, "RECIPIENT_DOMAINS", "RECIPIENT_DOMAINS is needed"),
    "an address stands for a domain": ({"RECIPIENT_DOMAINS": "jane@university.edu"}, "", "RECIPIENT_DOMAINS must be"),
    "no project is ours": ({"JIRA_PROJECTS": " , "}, "", "JIRA_PROJECTS names no project"),
    "no project is set": ({}, "JIRA_PROJECTS", "JIRA_PROJECTS is not set"),
    "a project's key stands for its id": ({"JIRA_PROJECTS": "LIB"}, "", "JIRA_PROJECTS must be projects' ids"),
    "Jira Cloud without an account": ({}, "JIRA_USER", "JIRA_USER is not set"),
    "the gateway stands for the site": (
        {"JIRA_URL": "https://api.atlassian.com/ex/jira/1f"},
        "",
        "JIRA_SITE_URL is not set",
    ),
    "issuing without 1Password": ({}, "OP_SERVICE_ACCOUNT_TOKEN", "OP_SERVICE_ACCOUNT_TOKEN is not set"),
    "issuing without a vault": ({}, "OP_ISSUED_VAULT", "OP_ISSUED_VAULT is not set"),
    "issuing without Alma": ({}, "ALMA_URL", "ALMA_URL is not set"),
    "issuing without an institution": ({}, "ALMA_INSTITUTION", "ALMA_INSTITUTION is not set"),
    "issuing without OpenAthens": ({"OPENATHENS_QUEUE_JQL": "project = OA"}, "", "OPENATHENS_URL is not set"),
    "1Password's token is none": ({"OP_SERVICE_ACCOUNT_TOKEN": "ops_????"}, "", "is not a 1Password service account's"),
    "1Password's token is of another kind": (
        {"OP_SERVICE_ACCOUNT_TOKEN": token()[4:]},
        "",
        "is not a 1Password service",
    ),
    "1Password's token is empty": ({"OP_SERVICE_ACCOUNT_TOKEN": ""}, "", "OP_SERVICE_ACCOUNT_TOKEN is empty"),
    "1Password's token signs in over http": (
        {"OP_SERVICE_ACCOUNT_TOKEN": token("http://my.1password.com")},
        "",
        "does not sign in at 1Password over https",
    ),
    "1Password's token signs in elsewhere": (
        {"OP_SERVICE_ACCOUNT_TOKEN": token("https://my.1password.com.evil.example")},
        "",
        "does not sign in at 1Password over https",
    ),
    "1Password's token signs in at a lookalike": (
        {"OP_SERVICE_ACCOUNT_TOKEN": token("https://evil1password.com")},
        "",
        "does not sign in at 1Password over https",
    ),
    "mail in clear": (
        {"SMTP_URL": "smtp://mail.university.edu", "MAIL_FROM": "k@university.edu"},
        "",
        "SMTP_URL must be",
    ),
    "mail from nobody": ({"SMTP_URL": "smtps://mail.university.edu"}, "", "MAIL_FROM is not set"),
    "a sign-in that is not there yet": ({"CONSOLE_AUTH": "oidc"}, "", "CONSOLE_AUTH=oidc is not there yet"),
    "a local sign-in without a password": ({"CONSOLE_AUTH": "local"}, "", "CONSOLE_PASSWORD_HASH is not set"),
    "a password in place of its hash": (
        {"CONSOLE_AUTH": "local", "CONSOLE_PASSWORD_HASH": "hunter2 and more of it"},
        "",
        "CONSOLE_PASSWORD_HASH is no argon2id hash",
    ),
    "a proxy that nobody named": ({"CONSOLE_AUTH": "proxy"}, "", "CONSOLE_PROXIES is not set"),
    "a proxy by name": ({"CONSOLE_PROXIES": "proxy.university.edu"}, "", "CONSOLE_PROXIES must be addresses"),
    "a proxy's header that cannot be one": ({"CONSOLE_PROXY_HEADER": "X User"}, "", "CONSOLE_PROXY_HEADER is wrong"),
    "pages that are nowhere": (
        {"CONSOLE_AUTH": "proxy", "CONSOLE_PROXIES": "10.1.2.3"},
        "BASE_URL",
        "BASE_URL is not set: with CONSOLE_AUTH",
    ),
    "a status by its name": ({"STATUS_LSIS": "Waiting for support"}, "", "STATUS_LSIS must be a status' id"),
    "a day that is none": ({"JIRA_TOKEN_ENDS": "3 May"}, "", "JIRA_TOKEN_ENDS must be a day, such as 2027-05-03"),
    "Data Center": ({"JIRA_DEPLOYMENT": "datacenter"}, "", "JIRA_DEPLOYMENT=datacenter is not there yet"),
    "a mode that there is not": ({"MODE": "demo"}, "", "MODE is wrong"),
    "a life time that 1Password has not": ({"SHARE_TTL": "2d"}, "", "SHARE_TTL must be one of 1h, 1d, 7d, 14d, 30d"),
    "a life time without unit": ({"APPROVAL_TTL": "14"}, "", "APPROVAL_TTL must be a number of hours or days"),
    "a first day that is none": ({"FROM": "tomorrow"}, "", "FROM must be a date"),
    "a time zone that there is not": ({"TIME_ZONE": "Mars/Olympus"}, "", "TIME_ZONE must be a time zone"),
    "stock for a level alone": ({"STOCK_FOR": "read-only"}, "", "STOCK_FOR must be environment:level"),
    "people without addresses": ({"PEOPLE": "5b10"}, "", "PEOPLE must be account=address"),
    "a port that is none": ({"METRICS_ADDR": "127.0.0.1:http"}, "", "METRICS_ADDR must be host:port"),
    "no port": ({"METRICS_ADDR": "127.0.0.1"}, "", "METRICS_ADDR must be host:port"),
    "labels with blanks": ({"ALMA_LABEL_PREFIX": "alma key"}, "", "ALMA_LABEL_PREFIX must be"),
    "one prefix for two services": (
        {
            "OPENATHENS_QUEUE_JQL": "project = OA",
            "OPENATHENS_URL": "https://admin.openathens.net",
            "OPENATHENS_DOMAIN": "d",
            "OPENATHENS_LABEL_PREFIX": "alma-key",
        },
        "",
        "OPENATHENS_LABEL_PREFIX is Alma's too",
    ),
}


@pytest.mark.parametrize(("given", "without", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_a_start_is_refused_when(given: dict[str, str], without: str, said: str) -> None:
    error = refusal(GOOD | given, without)
    assert f"KEYDESK_{said}" in error.log or said in error.log
    assert "KEYDESK_" in error.person


ACCEPTED = {
    "everything is in order": ({}, ""),
    "no webhook secret and no automation token": ({}, "JIRA_WEBHOOK_SECRETS"),
    "two webhook secrets while one replaces the other": ({"JIRA_WEBHOOK_SECRETS": "v" * 32 + "," + "w" * 32}, ""),
    "observing without reviewers, domains, 1Password and Alma": (
        {"MODE": "observe"},
        "REVIEWER_GROUP RECIPIENT_DOMAINS ALMA_URL ALMA_INSTITUTION OP_SERVICE_ACCOUNT_TOKEN OP_DEPOSIT_VAULT",
    ),
    "asking without 1Password and Alma": ({"MODE": "ask"}, "ALMA_URL ALMA_INSTITUTION OP_SERVICE_ACCOUNT_TOKEN"),
    "named reviewers instead of a group": ({"REVIEWERS": "5b10, 5b11"}, "REVIEWER_GROUP"),
    "1Password in Canada": ({"OP_SERVICE_ACCOUNT_TOKEN": token("https://uni.1password.ca")}, ""),
    "1Password in Europe": ({"OP_SERVICE_ACCOUNT_TOKEN": token("https://uni.1password.eu")}, ""),
    "a sign-in address without scheme, which the SDK takes as https": (
        {"OP_SERVICE_ACCOUNT_TOKEN": token("my.1password.com")},
        "",
    ),
    "mail in clear to this machine": ({"SMTP_URL": "smtp://localhost:25", "MAIL_FROM": "k@university.edu"}, ""),
    "Alma in China": ({"ALMA_URL": "https://api-cn.hosted.exlibrisgroup.com.cn"}, ""),
}


@pytest.mark.parametrize(("given", "without"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_a_start_is_not_refused_with(given: dict[str, str], without: str) -> None:
    assert load(GOOD | given, without).jira.projects == ("10001",)


def test_all_upstreams_may_be_in_clear_when_all_are_loopback() -> None:
    assert load(LOOPBACK).jira.site_url == "http://localhost:8001"


@pytest.mark.parametrize("name", ["BASE_URL", "JIRA_URL", "ALMA_URL", "OP_SERVICE_ACCOUNT_TOKEN"])
def test_one_upstream_elsewhere_ends_the_leave_to_be_in_clear(name: str) -> None:
    assert "is not https, though" in refusal(LOOPBACK | {name: GOOD[name]}).log


def test_the_defaults_are_the_careful_ones() -> None:
    policy = Policy()
    assert (policy.mode, policy.since, policy.time_zone) == ("observe", None, ZoneInfo("UTC"))
    assert policy.stock_for == (("sandbox", "read-only"),)
    assert (policy.share_ttl, policy.approval_ttl) == (timedelta(days=7), timedelta(days=14))
    assert Database().url.get_secret_value() == "sqlite:///keydesk.db"
    assert Web().metrics_addr == ("127.0.0.1", 9464)
    assert (Logs().format, Logs().level) == ("console", "INFO")
    assert Entrances().webhook_secrets == ()
    assert Alma(queue_jql="project = LIB").label_prefix == "alma-key"


def test_what_is_written_becomes_what_is_meant() -> None:
    given = {
        "MODE": "ask",
        "FROM": "2026-11-22",
        "TIME_ZONE": "America/New_York",
        "STOCK_FOR": "sandbox:read-only, production:read-only",
        "PEOPLE": "557058:6f=jane@university.edu, 5b10=joe@university.edu",
        "SHARED_ACCOUNTS": "5b12,5b13",
        "SHARE_TTL": "1d",
        "APPROVAL_TTL": "36h",
        "METRICS_ADDR": "[::1]:9999",
        "DATABASE_URL": "postgresql://u:p@h/d",
    }
    settings = load(GOOD | given)
    policy = settings.policy
    assert policy.since is not None
    assert policy.since.astimezone(UTC) == datetime(2026, 11, 22, 5, tzinfo=UTC)
    assert policy.stock_for == (("sandbox", "read-only"), ("production", "read-only"))
    assert policy.people == {"557058:6f": "jane@university.edu", "5b10": "joe@university.edu"}
    assert policy.shared_accounts == ("5b12", "5b13")
    assert (policy.share_ttl, policy.approval_ttl) == (timedelta(days=1), timedelta(hours=36))
    assert settings.web.metrics_addr == ("::1", 9999)
    assert settings.database.url.get_secret_value() == "postgresql+psycopg://u:p@h/d"
    assert settings.vault is None


def test_a_section_loads_without_the_others() -> None:
    environment = take_environment({"KEYDESK_DATABASE_URL": "sqlite:///here.db"}, dotenv=None)
    assert Database.load(environment).url.get_secret_value() == "sqlite:///here.db"


def test_every_problem_of_a_section_is_named_at_once() -> None:
    with pytest.raises(Misconfigured) as caught:
        Vault.load({})
    for name in ("OP_SERVICE_ACCOUNT_TOKEN", "OP_DEPOSIT_VAULT", "OP_STOCK_VAULT", "OP_ISSUED_VAULT"):
        assert f"KEYDESK_{name} is not set" in caught.value.person


def test_constructing_a_section_reads_nothing_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("KEYDESK_MODE=full\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KEYDESK_MODE", "full")
    assert Policy().mode == "observe"


def test_secrets_are_taken_out_of_the_environment_and_the_rest_is_left() -> None:
    outside = {f"KEYDESK_{name}": value for name, value in GOOD.items()} | {"PATH": "/bin"}
    environment = take_environment(outside, dotenv=None)
    assert not SECRETS & outside.keys()
    assert outside["PATH"] == "/bin"
    assert outside["KEYDESK_MODE"] == "full"
    assert Settings.load(environment).keys.secret_key.get_secret_value() == "k" * 32


def test_the_processs_environment_goes_before_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text(f"KEYDESK_MODE=ask\nKEYDESK_SECRET_KEY={'f' * 32}\nKEYDESK_TIME_ZONE=Europe/Berlin\nOTHER=1\n")
    environment = take_environment({"KEYDESK_MODE": "observe"}, dotenv=dotenv)
    policy = Policy.load(environment)
    assert (policy.mode, policy.time_zone) == ("observe", ZoneInfo("Europe/Berlin"))
    assert Keys.load(environment).secret_key.get_secret_value() == "f" * 32
    assert "OTHER" not in environment


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("KEYDESK_REVIEWER", "KEYDESK_REVIEWER is no setting: did you mean KEYDESK_REVIEWERS?"),
        ("KEYDESK_RECIPIENT_DOMAIN", "did you mean KEYDESK_RECIPIENT_DOMAINS?"),
        ("KEYDESK_JIRA_TOKENFILE", "did you mean KEYDESK_JIRA_TOKEN_FILE?"),
        ("KEYDESK_ZZZ", "KEYDESK_ZZZ is no setting: docs/settings.md has them all"),
    ],
)
def test_a_name_in_the_file_that_is_no_setting_is_refused(tmp_path: Path, name: str, told: str) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text(f"{name}={CANARY}\n")
    with pytest.raises(Misconfigured) as refused:
        take_environment({}, dotenv=dotenv)
    assert told in refused.value.person
    assert CANARY not in refused.value.person + refused.value.log


def test_a_name_in_the_environment_is_refused_only_where_it_is_nearly_a_setting() -> None:
    others = {"KEYDESK_PORT": "tcp://10.0.0.1:8000", "KEYDESK_SERVICE_HOST": "10.0.0.1", "KEYDESK_REFERENCE": "/x"}
    assert set(take_environment(dict(others), dotenv=None)) == set(others)
    with pytest.raises(Misconfigured, match="KEYDESK_STOCK_FORR is no setting: did you mean KEYDESK_STOCK_FOR"):
        take_environment({"KEYDESK_STOCK_FORR": "x"}, dotenv=None)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("s" * 40 + "\n")
    environment = take_environment({"KEYDESK_SECRET_KEY_FILE": str(file)}, dotenv=None)
    assert Keys.load(environment).secret_key.get_secret_value() == "s" * 40


def test_a_secret_that_stands_in_two_places_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("s" * 40)
    outside = {"KEYDESK_SECRET_KEY_FILE": str(file), "KEYDESK_SECRET_KEY": "t" * 40}
    with pytest.raises(Misconfigured, match="KEYDESK_SECRET_KEY and KEYDESK_SECRET_KEY_FILE are both set"):
        take_environment(outside, dotenv=None)


def test_a_dotenv_that_is_not_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"KEYDESK_MODE=\xff\xfe")
    with pytest.raises(Misconfigured, match=r"\.env cannot be read as text in UTF-8"):
        take_environment({}, dotenv=file)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"], ids=["not there", "not text"])
def test_a_secrets_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Misconfigured, match="KEYDESK_JIRA_TOKEN_FILE names a file that cannot be read"):
        take_environment({"KEYDESK_JIRA_TOKEN_FILE": str(file)}, dotenv=None)


def test_an_empty_secrets_file_is_an_empty_secret(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.touch()
    environment = take_environment({"KEYDESK_SECRET_KEY_FILE": str(file)}, dotenv=None)
    with pytest.raises(Misconfigured, match="KEYDESK_SECRET_KEY is empty"):
        Keys.load(environment)


def every_section(section: type[Section] = Section) -> list[type[Section]]:
    return [each for below in section.__subclasses__() for each in (below, *every_section(below))]


def test_every_setting_that_holds_a_secret_is_taken_out_of_the_environment() -> None:
    fields = [field for section in every_section() for field in section.model_fields.values()]
    assert {str(field.validation_alias) for field in fields if "SecretStr" in str(field.annotation)} == SECRETS


CANARY = "canary-4711-" + "x" * 40


@pytest.mark.parametrize("name", sorted(name for section in every_section() for name in section.names()))
def test_what_was_set_shows_in_no_error_and_a_secret_nowhere(name: str) -> None:
    """Whatever is set wrongly may be a secret in the wrong line."""
    environment = take_environment({name: CANARY}, dotenv=None)
    shown = [repr(environment), str(environment)] if name in SECRETS else []
    for section in every_section():
        try:
            loaded = section.load(environment)
            shown += [repr(loaded), str(loaded), loaded.model_dump_json()] if name in SECRETS else []
        except Misconfigured as error:
            shown += [error.log, error.person, *traceback.format_exception(error)]
    assert "canary" not in "".join(shown)


def test_a_setting_cannot_be_changed_after_the_start() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Keys(secret_key=SecretStr("k" * 32)).audit_key = None


def test_a_mistyped_field_of_a_section_is_refused() -> None:
    with pytest.raises(ValueError, match="Extra inputs"):
        Jira.model_validate({"url": "https://jira.edu", "tokn": "x"})


def test_what_decides_is_told_the_same_each_time_and_without_a_secret() -> None:
    told = load(GOOD).deciding()
    assert told == load(GOOD).deciding()
    assert not [name for name in SECRETS & {f"KEYDESK_{each}" for each in GOOD} if GOOD[name[8:]] in told]
    others = {"JIRA_TOKEN": "another-token", "DATABASE_URL": "sqlite:///other.db", "METRICS_ADDR": "127.0.0.1:9465"}
    assert load({**GOOD, **others}).deciding() == told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODE", "ask"),
        ("REVIEWERS", "somebody-else"),
        ("RECIPIENT_DOMAINS", "elsewhere.example"),
        ("STOCK_FOR", "production:read-write"),
        ("PEOPLE", "account-1=eve@elsewhere.example"),
        ("APPROVAL_TTL", "90d"),
        ("JIRA_PROJECTS", "10001,10002"),
        ("JIRA_AUTOMATION_TOKEN", "t" * 32),
        ("ALMA_QUEUE_JQL", "project = EVE"),
        ("OP_ISSUED_VAULT", "another-vault"),
        ("BASE_URL", "https://eve.example"),
    ],
)
def test_every_other_setting_that_decides_is_told(name: str, value: str) -> None:
    given = {key: each for key, each in GOOD.items() if not (name == "REVIEWERS" and key == "REVIEWER_GROUP")}
    assert load({**given, name: value}).deciding() != load(GOOD).deciding()
