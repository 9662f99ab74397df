"""What an OpenAthens API key can be given, and how people name it.

The three permission levels are those of Management > API keys: https://docs.openathens.net/libraries/api-keys .
A key is for the organisation's one domain, so there is neither an environment nor an area to ask about.
"""

from app.core.catalogue import Area, Catalogue, Environment, Level

OPENATHENS = Catalogue(
    service="openathens",
    title="OpenAthens",
    names=("openathens", "open athens", "athens", "oa"),
    environments=(Environment(id="production", title="production", gloss="your organisation's OpenAthens"),),
    areas=(Area(id="api", title="API", gloss="the OpenAthens API"),),
    levels=(
        Level(
            id="authentication",
            title="Authentication API",
            gloss="your own login through the API connector",
            words=(
                "authentication api",
                "authentication level",
                "authentication permission",
                "authentication permissions",
                "authentication only",
                "only authentication",
            ),
            short=("authentication", "auth"),
            hints=(
                "api connector",
                "own login",
                "own login system",
                "login system of their own",
                "login system of its own",
                "login … of our own",
                "login … of its own",
                "own … login",
                "our … login",
                "local … authentication",
                "local … login",
                "local authentication",
                "local login",
                "sign on of our own",
                "guest login",
            ),
        ),
        Level(
            id="reports",
            title="Reports API",
            gloss="usage figures",
            words=(
                "reports api",
                "report api",
                "reporting api",
                "reports level",
                "reports permission",
                "reports permissions",
                "reports only",
                "only reports",
            ),
            short=("reports", "reporting"),
            hints=(
                "usage statistics",
                "usage report",
                "usage reports",
                "statistics",
                "usage figures",
                "transfer counts",
                "usage data",
                "usage numbers",
                "fetch … statistics",
                "usage … statistics",
            ),
        ),
        Level(
            id="full-access",
            title="Full access",
            gloss="creates and changes accounts",
            words=("full access", "full permission", "full permissions", "full access api", "full access level"),
            short=("full",),
            hints=(
                "account management",
                *(
                    f"{deed} … account"
                    for deed in ("creat", "delet", "chang", "updat", "edit", "disabl", "clos", "remov")
                ),
                *(
                    f"{deed} … account"
                    for deed in ("manag", "alter", "modif", "activat", "deactivat", "suspend", "renew")
                ),
                *(f"account … {deed}" for deed in ("created", "deleted", "changed", "updated", "disabled", "closed")),
            ),
        ),
    ),
    vendors=(
        "ebsco",
        "proquest",
        "oclc",
        "ex libris",
        "exlibris",
        "clarivate",
        "springshare",
        "elsevier",
        "wiley",
        "gale",
        "gobi",
        "overdrive",
        "third iron",
        "baker",
        "coutts",
        "harrassowitz",
        "springer",
        "sage",
        "bibliotheca",
        "kanopy",
    ),
    not_typos=tuple(
        """
        reported reporter reporters recording repeating resorts resorting reforming revolting reverting reworking
        reposts reposting rebooting retorts rerouting rewording authenticating authenticator
        """.split()
    ),
    guarded=frozenset({("api", "full-access")}),
)
