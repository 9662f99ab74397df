"""What MODE=full needs: Alma, the vaults, what the account lets be shared, and the stock."""

from collections.abc import Iterator
from datetime import timedelta

from app.cli.checks.findings import Found, Standing, until
from app.core.items import VaultFact, VaultName
from app.core.secret import Secret
from app.main import House

#: Keys that lie in the stock for longer are worth a look.
OLD = timedelta(days=90)


def alma(house: House) -> Found:
    """A value that is no key must be refused in every area: then the address is right and Alma answers."""
    verifier = house.verifiers.get("alma")
    if verifier is None:
        yield Standing.NOT_YET, "MODE=full needs ALMA_URL and ALMA_INSTITUTION"
        return
    findings = verifier.check(Secret("l8xx" + "0" * 32), "production", {"bibs": "read-only"})
    if findings.verdict is findings.verdict.DEAD:
        yield Standing.OK, f"{house.settings.alma.url} answers"
    else:
        yield Standing.MISSING, f"{house.settings.alma.url} does not answer as Alma does"


def vaults(house: House) -> Found:
    given, vault = house.settings.vault, house.vault
    if given is None or vault is None:
        mode = house.settings.policy.mode
        yield Standing.NOT_YET, f"mode is {mode}; for full a 1Password admin makes a service account"
        return
    seen = vault.visible()
    for name in VaultName:
        if name not in {fact.name for fact in seen}:
            yield Standing.MISSING, f"the {name} vault cannot be seen with this token"
    strangers = [fact.title for fact in seen if fact.name is None]
    if strangers:
        yield Standing.TO_DO, f"the token also opens {', '.join(strangers)}: Keydesk needs its three vaults alone"
    for fact in seen:
        yield from _open_to(fact, frozenset(given.allowed_groups))
    what = f"{len(seen) - len(strangers)} vaults"
    yield until(house.clock().date(), what, given.token_ends, "KEYDESK_OP_TOKEN_ENDS")


def share_policy(house: House) -> Found:
    if house.vault is None:
        yield Standing.NOT_YET, "asked in MODE=full"
        return
    longest, wanted = house.vault.longest_share(), house.settings.policy.share_ttl
    if longest is None:
        yield Standing.NOT_YET, "can be asked once a first key has been issued"
    elif longest < wanted:
        yield Standing.TO_DO, f"the account lets links last {longest.days} days, fewer than SHARE_TTL; they last that"
    else:
        yield Standing.OK, f"links last {wanted.days} days" if wanted.days else f"links last {wanted}"


def stock(house: House) -> Found:
    if house.vault is None:
        yield Standing.NOT_YET, "used in MODE=full"
        return
    there, misfiled = house.vault.stock(), house.vault.misfiled()
    old = [item for item in there if house.clock() - item.created_at > OLD]
    if misfiled:
        yield Standing.TO_DO, f"{len(misfiled)} items are not stock: keydesk stock list names them"
    if old:
        yield Standing.TO_DO, f"{len(old)} keys lie there for more than {OLD.days} days"
    yield Standing.OK, f"{sum(item.claimed_by is None for item in there)} keys free"


def _open_to(fact: VaultFact, allowed: frozenset[str]) -> Iterator[tuple[Standing, str]]:
    """Who else may open one of our vaults. 1Password does not say which account is Keydesk's: one of them is."""
    who = [each.partition(":") for each in sorted(fact.accessors or ())]
    groups = [id for kind, _, id in who if kind == "group" and id not in allowed]
    accounts = sum(kind == "user" for kind, _, _ in who)
    if groups:
        yield (
            Standing.MISSING,
            f"the {fact.name} vault is open to the group {', '.join(groups)}: name LSIS's own in "
            "KEYDESK_OP_ALLOWED_GROUPS; a 1Password admin takes out the others",
        )
    if accounts > 1:
        yield Standing.TO_DO, f"the {fact.name} vault is open to {accounts} accounts, one of them Keydesk's own"
