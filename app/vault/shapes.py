"""What items have to look like: stock that may be served, keys that may be read, issued items that may be shared.

An item in a vault was perhaps put there by hand. Only one that is exactly what it should be is used; any other is named
for a person to mend, and its value is neither sent to a vendor nor shared.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC

from onepassword.types import Item, ItemCategory, ItemField, ItemFieldType, ItemOverview

from app.core.items import Aside, IssuedDraft, Misfiled, StockDraft, StockItem
from app.core.secret import Secret
from app.errors import Permanent

CREDENTIAL = "credential"
_WORD = r"[a-z][a-z0-9-]*"
_TAG = re.compile(rf"(?P<kind>environment|service):(?P<word>{_WORD})|grant:(?P<area>{_WORD})=(?P<level>{_WORD})")
_OURS = ("environment:", "service:", "grant:", "claimed:", "aside:")
_ASIDE = {
    "aside:second-use": "it was set aside: its value is another ticket's key",
    "aside:not-right": "it was set aside: its key cannot do exactly what its tags say",
}
_OPERATION = "op:"
_CLAIMED = "claimed:"
_MARK = re.compile(r"[A-Za-z0-9:._-]{1,100}")
# Everything that a recipient may see, in this order; sharing copies the whole item.
_ISSUED_FIELDS = (CREDENTIAL, "service", "environment", "grants", "host")


class _Wrong(Exception):
    """Not what it should be; the text says why."""


def operation_tag(operation: str) -> str:
    return _OPERATION + operation


def operation_in(tags: Iterable[str]) -> str:
    """The operation that made an item; empty where no tag tells it."""
    return next((tag.removeprefix(_OPERATION) for tag in tags if tag.startswith(_OPERATION)), "")


def for_tag(mark: str) -> str:
    return f"for:{mark}"


def claim_tag(mark: str) -> str:
    """ValueError for a mark that would not survive as a tag."""
    if not _MARK.fullmatch(mark):
        raise ValueError(f"not fit for a tag: {mark!r}")
    return _CLAIMED + mark


def claims(tags: Iterable[str]) -> list[str]:
    return [tag for tag in tags if tag.startswith(_CLAIMED)]


def aside_tag(why: Aside) -> str:
    return f"aside:{why.value}"


def is_aside(tags: Iterable[str]) -> bool:
    return any(tag in _ASIDE for tag in tags)


def stock_tags(draft: StockDraft) -> list[str]:
    """ValueError for words that could not be read back."""
    grants = [f"grant:{area}={level}" for area, level in sorted(draft.grants.items())]
    tags = [f"service:{draft.service}", f"environment:{draft.environment}", *grants]
    if not grants or not all(_TAG.fullmatch(each) for each in tags):
        raise ValueError(f"not fit for tags: {tags}")
    return tags


def stock_or_misfiled(overview: ItemOverview) -> StockItem | Misfiled:
    try:
        return _stock(overview)
    except _Wrong as why:
        return Misfiled(overview.id, overview.title, str(why))


def _stock(overview: ItemOverview) -> StockItem:
    if overview.category is not ItemCategory.APICREDENTIALS:
        raise _Wrong("it is no API Credential")
    tags = [tag for tag in overview.tags if tag.startswith(_OURS)]
    for aside in tags:
        if aside in _ASIDE:
            raise _Wrong(_ASIDE[aside])
    claimed = [tag.removeprefix(_CLAIMED) for tag in claims(tags)]
    if len(claimed) > 1:
        raise _Wrong("it is claimed more than once")
    service, environment, grants = _described([tag for tag in tags if not tag.startswith(_CLAIMED)])
    return StockItem(
        id=overview.id,
        title=overview.title,
        service=service,
        environment=environment,
        grants=grants,
        claimed_by=claimed[0] if claimed else None,
        created_at=overview.created_at.replace(tzinfo=UTC),
    )


def _described(tags: list[str]) -> tuple[str, str, Mapping[str, str]]:
    """Service, environment and grants, each stated exactly once."""
    read = [_TAG.fullmatch(tag) for tag in tags]
    found = [each for each in read if each is not None]
    if len(found) != len(read):
        raise _Wrong("a tag is not well formed")
    services = [each["word"] for each in found if each["kind"] == "service"]
    environments = [each["word"] for each in found if each["kind"] == "environment"]
    grants = [(each["area"], each["level"]) for each in found if each["area"]]
    if len(services) != 1 or len(environments) != 1:
        raise _Wrong("it has not exactly one tag service:… and one environment:…")
    if not grants or len(dict(grants)) != len(grants):
        raise _Wrong("it has no tag grant:area=level, or two for one area")
    return services[0], environments[0], dict(grants)


def key_in(item: Item, formats: Iterable[re.Pattern[str]]) -> Secret:
    """The key in the item. Permanent where it is not exactly one that looks like a service's."""
    concealed = [each for each in item.fields if each.field_type is ItemFieldType.CONCEALED]
    if item.category is not ItemCategory.APICREDENTIALS or [each.id for each in concealed] != [CREDENTIAL]:
        raise Permanent(
            f"item {item.id} is no API credential with one concealed field",
            f"The item “{item.title}” in 1Password should be an API Credential with the key and no other secret in it.",
        )
    if not any(each.fullmatch(concealed[0].value) for each in formats):
        raise Permanent(
            f"the value of item {item.id} does not look like a key",
            f"What stands in the item “{item.title}” in 1Password does not look like a key.",
        )
    return Secret(concealed[0].value)


def shareable(item: Item) -> Item:
    """The item, if there is nothing in it but what `issued_fields` put there; Permanent otherwise."""
    as_made = (
        item.category is ItemCategory.APICREDENTIALS
        and tuple(each.id for each in item.fields) == _ISSUED_FIELDS
        and not (item.files or item.document or item.websites)
    )
    if not as_made:
        raise Permanent(
            f"issued item {item.id} was changed",
            f"The item “{item.title}” in 1Password was changed by hand, so Keydesk does not share it.",
        )
    return item


def credential(value: Secret) -> ItemField:
    return ItemField(id=CREDENTIAL, title=CREDENTIAL, fieldType=ItemFieldType.CONCEALED, value=value.reveal())


def issued_fields(draft: IssuedDraft, value: Secret) -> list[ItemField]:
    words = (draft.service, draft.environment, "\n".join(draft.grants), draft.host)
    shown = zip(_ISSUED_FIELDS[1:], words, strict=True)
    return [
        credential(value),
        *(ItemField(id=name, title=name, fieldType=ItemFieldType.TEXT, value=text) for name, text in shown),
    ]
