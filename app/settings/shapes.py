"""What a setting's text may look like, and what becomes of it.

Each function takes what was written and returns what the program uses, or raises ValueError with what to write instead;
none ever repeats what was written, which may be a secret in the wrong place.
"""

import base64
import json
import re
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Annotated, Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr

EXAMPLE = "example-"
"""What every secret in Keydesk's documentation begins with, so that none of them is ever taken for a secret."""


class Address(NamedTuple):
    """Where to listen."""

    host: str
    port: int


class StockProfile(NamedTuple):
    """The keys of one environment with no more than this level anywhere."""

    environment: str
    level: str


def is_loopback(url: str) -> bool:
    """Whether the address never leaves this machine, by its host alone and without asking any name server."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _words(written: object) -> object:
    """A comma-separated list."""
    return tuple(word.strip() for word in written.split(",") if word.strip()) if isinstance(written, str) else written


def _pairs(written: object) -> object:
    """`account=address, account=address`."""
    if not isinstance(written, str):
        return written
    pairs = [word.partition("=") for word in written.split(",") if word.strip()]
    if not all(account.strip() and "@" in address for account, _, address in pairs):
        raise ValueError("must be account=address pairs, apart by commas")
    return {account.strip(): address.strip() for account, _, address in pairs}


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        complete = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        complete = False
    if not complete:
        raise ValueError("must be a whole address, such as https://host.name")
    return parts


def _url(url: str) -> str:
    parts = _parts(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(url)):
        raise ValueError("must begin with https://, else credentials travel in clear")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("must hold no user, password, ? or #: credentials have settings of their own")
    return url.rstrip("/")


def _hosted(pattern: str, otherwise: str) -> Any:
    """Keys are sent to this host: no other, whatever the setting says."""

    def check(url: str) -> str:
        if not (is_loopback(url) or re.fullmatch(pattern, urlsplit(url).hostname or "")):
            raise ValueError(otherwise)
        return url

    return AfterValidator(check)


def _database(url: SecretStr) -> SecretStr:
    """`postgresql://` is read as meaning the one driver that Keydesk has for it."""
    scheme, _, rest = url.get_secret_value().partition("://")
    if scheme not in ("sqlite", "postgresql", "postgresql+psycopg") or not rest:
        raise ValueError("must be sqlite:///path or postgresql+psycopg://user:password@host/database")
    return url if scheme == "sqlite" else SecretStr(f"postgresql+psycopg://{rest}")


def _smtp(url: SecretStr) -> SecretStr:
    written = url.get_secret_value()
    scheme = _parts(written).scheme
    if scheme not in ("smtps", "smtp+starttls") and not (scheme == "smtp" and is_loopback(written)):
        raise ValueError("must be smtps://… or smtp+starttls://…: mail without TLS stays on this machine")
    return url


def _given(secret: SecretStr) -> SecretStr:
    """A secret that somebody else made for us."""
    value = secret.get_secret_value().strip()
    if not value:
        raise ValueError("is empty: set it, or take the line out")
    if value.startswith(EXAMPLE):
        raise ValueError("is the example from the documentation: set a secret of your own")
    return SecretStr(value)


def _ours(secret: SecretStr) -> SecretStr:
    """A secret that we choose ourselves, and so can choose well."""
    secret = _given(secret)
    if len(secret.get_secret_value()) < 32:
        raise ValueError("is shorter than 32 characters: make one with `openssl rand -base64 33`")
    return secret


def _one_or_two(written: object) -> object:
    """Two while one is being exchanged for the other, apart by a comma."""
    if not isinstance(written, SecretStr):
        return written
    secrets = tuple(SecretStr(each) for each in written.get_secret_value().split(","))
    if len(secrets) > 2:
        raise ValueError("holds more than two secrets: one, or two while one replaces the other")
    return secrets


def _service_account(token: SecretStr) -> SecretStr:
    """The SDK sends the credentials wherever the token says, over plain HTTP too; so the token is read beforehand."""
    address = sign_in_address(token)
    host = urlsplit(address).hostname or ""
    ours = any(
        host == domain or host.endswith(f".{domain}") for domain in ("1password.com", "1password.ca", "1password.eu")
    )
    if not (is_loopback(address) or (ours and address.startswith("https://"))):
        raise ValueError("does not sign in at 1Password over https: take the token from 1Password itself")
    return token


def sign_in_address(token: SecretStr) -> str:
    """Where a service account's token signs in: `ops_` and then base64url of JSON with `signInAddress`."""
    prefix, _, body = token.get_secret_value().partition("_")
    try:
        address = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))["signInAddress"]
    except (ValueError, KeyError, TypeError, RecursionError):
        address = ""
    if prefix != "ops" or not isinstance(address, str) or not address:
        raise ValueError("is not a 1Password service account's token, which begins with ops_")
    return address if "://" in address else f"https://{address}"


def _listen(written: object) -> object:
    if not isinstance(written, str):
        return written
    try:
        parts = urlsplit(f"//{written}")
        return Address(parts.hostname or "", parts.port or 0)
    except ValueError:
        raise ValueError("must be host:port, such as 127.0.0.1:9464") from None


def _reachable(address: Address) -> Address:
    if not address.host or not address.port:
        raise ValueError("must be host:port, such as 127.0.0.1:9464")
    return address


def _profiles(written: object) -> object:
    words = _words(written)
    if not isinstance(words, tuple) or not all(isinstance(word, str) for word in words):
        return words
    if not all(re.fullmatch(r"[a-z-]+:[a-z-]+", word) for word in words):
        raise ValueError("must be environment:level, such as sandbox:read-only; several are apart by commas")
    return tuple(StockProfile(*word.split(":")) for word in words)


def _all_match(pattern: str, otherwise: str) -> Any:
    def check(words: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(pattern, word) for word in words):
            raise ValueError(otherwise)
        return words

    return AfterValidator(check)


def _networks(written: object) -> object:
    """Addresses, or networks such as 10.1.2.0/24."""
    if not isinstance(written, str):
        return written
    try:
        return tuple(ip_network(word.strip()) for word in written.split(",") if word.strip())
    except ValueError:
        raise ValueError("must be addresses or networks, such as 10.1.2.3 or 10.1.2.0/24") from None


def _argon2(hashed: SecretStr) -> SecretStr:
    """https://github.com/P-H-C/phc-string-format"""
    parts = r"\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+(\$[A-Za-z0-9+/]{11,}){2}"
    if not re.fullmatch(parts, hashed.get_secret_value()):
        raise ValueError("is no argon2id hash, which `keydesk console-password` makes of a password")
    return hashed


def _match(pattern: str, otherwise: str) -> Any:
    def check(written: str) -> str:
        if not re.fullmatch(pattern, written):
            raise ValueError(otherwise)
        return written

    return AfterValidator(check)


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
People = Annotated[Mapping[str, str], BeforeValidator(_pairs)]
ProjectIds = Annotated[
    Words, _all_match(r"[1-9][0-9]{0,18}", "must be projects' ids, which are numbers; a project's key can change")
]
Domains = Annotated[
    Words, _all_match(r"([a-z0-9-]+\.)+[a-z][a-z0-9-]+", "must be domains in small letters, such as university.edu")
]
Url = Annotated[str, AfterValidator(_url)]
AlmaUrl = Annotated[
    Url,
    _hosted(
        r"api-[a-z]+\.hosted\.exlibrisgroup\.com(\.cn)?",
        "must be Alma's gateway for your region, such as https://api-na.hosted.exlibrisgroup.com",
    ),
]
OpenAthensUrl = Annotated[
    Url, _hosted(r"[a-z-]+\.openathens\.net", "must be OpenAthens' own, such as https://admin.openathens.net")
]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_given), AfterValidator(_database)]
SmtpUrl = Annotated[SecretStr, AfterValidator(_given), AfterValidator(_smtp)]
GivenSecret = Annotated[SecretStr, AfterValidator(_given)]
OwnSecret = Annotated[SecretStr, AfterValidator(_ours)]
OwnSecrets = Annotated[tuple[OwnSecret, ...], BeforeValidator(_one_or_two)]
ServiceAccountToken = Annotated[SecretStr, AfterValidator(_given), AfterValidator(_service_account)]
Listen = Annotated[Address, BeforeValidator(_listen), AfterValidator(_reachable)]
StockProfiles = Annotated[tuple[StockProfile, ...], BeforeValidator(_profiles)]
PasswordHash = Annotated[SecretStr, AfterValidator(_given), AfterValidator(_argon2)]
Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], BeforeValidator(_networks)]
StatusId = Annotated[
    str, _match(r"[1-9][0-9]{0,18}", "must be a status' id, which is a number; a status' name can change")
]
LabelPrefix = Annotated[
    str, _match(r"[a-z][a-z0-9-]*[a-z0-9]", "must be small letters, digits and hyphens, such as alma-key")
]
