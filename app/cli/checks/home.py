"""What is on this machine: the settings' file, the database, the ways in, the pages, the templates."""

import stat
from pathlib import Path

from app.cli.checks.findings import Found, Standing
from app.main import House
from app.store.schema import Form, form_of

ENV = Path(".env")


def env_file(house: House) -> Found:  # noqa: ARG001
    if not ENV.exists():
        yield Standing.OK, "no .env; everything is in the environment"
    elif ENV.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Standing.TO_DO, f"{ENV.resolve()} can be read by other users of this machine: chmod 600 {ENV.resolve()}"
    else:
        yield Standing.OK, f"{ENV.resolve()}, yours alone to read"


def database(house: House) -> Found:
    match form_of(house.settings.database.url.get_secret_value()):
        case Form.NOT_THERE:
            yield Standing.NOT_YET, "there is none yet; keydesk serve makes it"
        case Form.OLDER:
            yield Standing.TO_DO, "is of an older Keydesk: stop that one, then run keydesk migrate"
        case Form.NEWER:
            yield Standing.MISSING, "is of a newer Keydesk than this one"
        case Form.CURRENT:
            yield Standing.OK, ""


def webhook(house: House) -> Found:
    given = house.settings.entrances
    if given.webhook_secrets or given.automation_token:
        yield Standing.OK, "tickets are found within seconds"
    else:
        yield Standing.NOT_YET, "tickets are found every 3 minutes; docs/operations.md makes it seconds"


def pages(house: House) -> Found:
    given = house.settings.console
    if given.auth is None:
        yield Standing.NOT_YET, "keys are handed in by `keydesk deposit` or 1Password; CONSOLE_AUTH makes a page for it"
    elif house.settings.vault is None:
        yield Standing.NOT_YET, "pages come with MODE=full"
    elif given.auth == "proxy":
        proxies = ", ".join(str(each) for each in given.proxies)
        yield Standing.OK, f"sign-in by proxy header {given.proxy_header} from {proxies}"
    else:
        yield Standing.OK, f"sign-in by one password, at {house.settings.web.base_url}/orders"


def templates(house: House) -> Found:
    missing = house.wording.missing()
    if missing:
        yield Standing.MISSING, f"templates/comments lacks {', '.join(missing)}"
    else:
        yield Standing.OK, ""
