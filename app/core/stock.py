"""Which requests a key made beforehand may serve."""

from app.core.case import Key, Kind
from app.core.recipient import is_inside
from app.core.view import View

#: After so many stock keys that were not right a ticket gets none from there: it may be our settings that are wrong.
MOST_SET_ASIDE = 3


def stock_may_serve(view: View, key: Key) -> bool:
    """Whether a key made beforehand may serve: a low level in this environment, no delicate area, an inside address,
    and the stock seems to be right."""
    catalogue, policy = view.catalogue, view.policy
    highest = max((catalogue.rank(level) for env, level in policy.stock_for if env == key.environment), default=0)
    delicate = catalogue.patron_data | {area for area, _ in catalogue.guarded}
    return (
        bool(key.grants)
        and sum(each.kind is Kind.SET_ASIDE for each in view.case.said) < MOST_SET_ASIDE
        and all(catalogue.rank(level) <= highest for level in key.grants.values())
        and not delicate & set(key.grants)
        and is_inside(key.recipient.address, policy)
    )
