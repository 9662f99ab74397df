"""What a share link may be: for one person, once, and never wider than the account allows.

The SDK ignores a parameter whose name it does not know and then makes a link that opens to anybody. So the parameters
are made here alone, and looked at as they will be sent before they are used.
"""

from datetime import timedelta

from onepassword.types import (
    AllowedRecipientType,
    AllowedType,
    ItemShareAccountPolicy,
    ItemShareDuration,
    ItemShareParams,
    ValidRecipient,
    ValidRecipientEmail,
)

from app.errors import Misconfigured, Permanent

_LASTING = {
    ItemShareDuration.ONEHOUR: timedelta(hours=1),
    ItemShareDuration.ONEDAY: timedelta(days=1),
    ItemShareDuration.SEVENDAYS: timedelta(days=7),
    ItemShareDuration.FOURTEENDAYS: timedelta(days=14),
    ItemShareDuration.THIRTYDAYS: timedelta(days=30),
}


def refuse_policy_without_people(policy: ItemShareAccountPolicy) -> None:
    """Misconfigured where the account does not allow links for one person's address."""
    people = AllowedType.AUTHENTICATED in policy.allowed_types
    if not people or AllowedRecipientType.EMAIL not in policy.allowed_recipient_types:
        raise Misconfigured(
            "1password: the account's policy allows no links for single addresses",
            "1Password does not allow links for a person's address. An administrator sets that, under “Sharing”.",
        )


def longest_allowed(policy: ItemShareAccountPolicy) -> timedelta:
    return _LASTING[policy.max_expiry]


def share_parameters(
    policy: ItemShareAccountPolicy, recipients: list[ValidRecipient], address: str, ttl: timedelta
) -> ItemShareParams:
    """For `address` alone, once, for at most `ttl`: Permanent where `recipients` are not exactly this address."""
    if len(recipients) != 1 or not _is_for(recipients[0], address):
        raise Permanent(
            "1password: the validated recipient is not the one asked for",
            "1Password does not take the requester's address as it is. Please tell the operator.",
        )
    parameters = ItemShareParams(recipients=recipients, expireAfter=_longest(policy, ttl), oneTimeOnly=True)
    sent = parameters.model_dump(by_alias=True, mode="json")
    [recipient] = sent["recipients"]
    for_one = recipient["type"] == "Email" and sent["oneTimeOnly"] is True
    if not for_one or _LASTING[ItemShareDuration(sent["expireAfter"])] > _LASTING[policy.max_expiry]:
        raise Misconfigured(
            "1password: the SDK would make another link than asked for", "The 1Password SDK is unsuitable."
        )
    return parameters


def lasting(parameters: ItemShareParams) -> timedelta:
    """How long a link with these parameters opens."""
    if parameters.expire_after is None:
        raise ValueError("a link without an end")
    return _LASTING[parameters.expire_after]


def _longest(policy: ItemShareAccountPolicy, ttl: timedelta) -> ItemShareDuration:
    """The longest that neither we nor the account exceed; ValueError for less than an hour, the shortest there is."""
    most = min(ttl, _LASTING[policy.max_expiry])
    fitting = [each for each, lasts in _LASTING.items() if lasts <= most]
    if not fitting:
        raise ValueError("a link lasts an hour at least")
    return max(fitting, key=_LASTING.__getitem__)


def _is_for(recipient: ValidRecipient, address: str) -> bool:
    """The address itself, at most in other case; only for ASCII, since beyond it different letters may become one."""
    if not isinstance(recipient, ValidRecipientEmail):
        return False
    told = recipient.parameters.email
    return told == address or (told.isascii() and address.isascii() and told.lower() == address.lower())
