"""From an approval to a key that can be shared."""

from app.core.case import Kind, Verdict
from app.core.findings import Agreement, AreaFinding, Result
from tests.core.build import (
    BOTH,
    NARROW,
    REX,
    WIDE,
    approved,
    begun,
    checked,
    edited,
    judged,
    key,
    labelled,
    obtained,
    reading,
    said,
    shown_review,
    unlabelled,
    with_key,
)
from tests.core.moments import (
    DEAD,
    NOT_KNOWN,
    TOO_BROAD,
    Example,
    delivered,
    handed_in,
    looking_again,
    lost,
    missing_from_deposits,
    ordered,
    showing,
)

EXAMPLES: tuple[Example, ...] = (
    ("an approved key is taken from the stock", lambda: begun(approved()), "claim production"),
    (
        "an approval of what is begun already is recorded",
        lambda: labelled(unlabelled(begun(approved())), by=REX),
        "begin 1",
    ),
    (
        "where the stock has none, the staff are asked to make it",
        lambda: with_key(begun(approved()), "production", order_code="LIB-412-production"),
        "say order production.1",
    ),
    ("an ordered key may have been handed in", lambda: ordered(begun(approved())), "takedeposit production"),
    (
        "an ordered key that is not there is waited for",
        lambda: missing_from_deposits(ordered(begun(approved()))),
        "label +alma-key-order",
    ),
    (
        "meanwhile the other key goes on",
        lambda: missing_from_deposits(ordered(begun(approved(BOTH)))),
        "claim sandbox",
    ),
    (
        "the ticket shows the key that is least advanced",
        lambda: missing_from_deposits(ordered(delivered(begun(approved(BOTH)), "sandbox"))),
        "label +alma-key-order",
    ),
    ("a value is tried", lambda: obtained(begun(approved())), "check production"),
    ("a key that is right is shared", lambda: checked(obtained(begun(approved()))), "share production"),
    (
        "a check that is too old is done again",
        lambda: checked(obtained(begun(approved())), ago=16),
        "check production",
    ),
    (
        "a key that is right and has no item yet is tried again",
        lambda: checked(obtained(begun(approved())), item=None),
        "check production",
    ),
    (
        "a key that can do too much is told of",
        lambda: checked(handed_in(begun(approved())), TOO_BROAD),
        "say mend production.1:too-broad:users-too-broad",
    ),
    (
        "a key from the stock that can do too much is told of",
        lambda: checked(obtained(begun(approved())), TOO_BROAD),
        "say set-aside stock-7",
    ),
    (
        "and set aside",
        lambda: said(checked(obtained(begun(approved())), TOO_BROAD), Kind.SET_ASIDE, "stock-7"),
        "setaside production",
    ),
    (
        "also where it was right before",
        lambda: said(checked(obtained(begun(approved())), TOO_BROAD, item="issued-7"), Kind.SET_ASIDE, "stock-7"),
        "setaside production",
    ),
    (
        "a key from the stock that may yet wake is waited for",
        lambda: showing(checked(obtained(begun(approved())), DEAD, checks=3), "alma-key-order"),
        "rest order, again in 10 min",
    ),
    (
        "one that does not is told of and set aside",
        lambda: checked(obtained(begun(approved())), DEAD, checks=4),
        "say set-aside stock-7",
    ),
    (
        "one to which a link was made may be with somebody, and is only told of",
        lambda: with_key(checked(obtained(begun(approved())), TOO_BROAD), "production", shares=1),
        "say mend production.1:too-broad:users-too-broad",
    ),
    (
        "one that was handed in and is not right gives way to one that was handed in after it",
        lambda: looking_again(checked(handed_in(begun(approved())), TOO_BROAD)),
        "takedeposit production",
    ),
    (
        "another value with the same wrong is told of again",
        lambda: said(
            with_key(checked(handed_in(begun(approved())), TOO_BROAD), "production", last4="ab12"),
            Kind.MEND,
            "production.1:too-broad:users-too-broad:cd34",
        ),
        "say mend production.1:too-broad:users-too-broad:ab12",
    ),
    (
        "one that is in the issued vault already gives way to no other",
        lambda: said(
            looking_again(checked(handed_in(begun(approved())), TOO_BROAD, item="issued-7", ago=5)),
            Kind.MEND,
            "production.1:too-broad:users-too-broad",
        ),
        "check production",
    ),
    (
        "one that could not be tried gives way to no other",
        lambda: looking_again(checked(handed_in(begun(approved())), NOT_KNOWN, ago=5)),
        "check production",
    ),
    (
        "that told, it is tried again five minutes after the check",
        lambda: showing(
            said(checked(handed_in(begun(approved())), TOO_BROAD), Kind.MEND, "production.1:too-broad:users-too-broad"),
            "alma-key-order",
        ),
        "rest order, again in 4 min",
    ),
    (
        "five minutes later",
        lambda: said(
            checked(handed_in(begun(approved())), TOO_BROAD, ago=5), Kind.MEND, "production.1:too-broad:users-too-broad"
        ),
        "check production",
    ),
    (
        "something else that is wrong is told too",
        lambda: said(
            checked(
                handed_in(begun(approved(reading(key(bibs="read-only", users="read-only"))))),
                AreaFinding("users", "read-only", Result.MISSING, Result.RIGHT),
                AreaFinding("bibs", "read-only", Result.RIGHT, Result.RIGHT),
            ),
            Kind.MEND,
            "production.1:too-broad:bibs-too-broad",
        ),
        "say mend production.1:too-narrow:users-missing",
    ),
    (
        "another institution's key is told of",
        lambda: checked(handed_in(begun(approved())), institution=Agreement.DIFFERS, item=None),
        "say mend production.1:elsewhere:",
    ),
    (
        "after an hour it is tried again only on news",
        lambda: showing(
            said(
                checked(handed_in(begun(approved())), TOO_BROAD, checks=15),
                Kind.MEND,
                "production.1:too-broad:users-too-broad",
            ),
            "alma-key-order",
        ),
        "rest order",
    ),
    (
        "news after an hour has it tried again",
        lambda: said(
            checked(handed_in(begun(approved())), TOO_BROAD, checks=15, ago=30),
            Kind.MEND,
            "production.1:too-broad:users-too-broad",
        ),
        "check production",
    ),
    *(
        (
            f"a key that answers nowhere is given time: try {tries}",
            lambda tries=tries: showing(checked(handed_in(begun(approved())), DEAD, checks=tries), "alma-key-order"),
            f"rest order, again in {minutes} min",
        )
        for tries, minutes in ((1, 2), (2, 5), (3, 10))
    ),
    (
        "after that it is called dead",
        lambda: checked(handed_in(begun(approved())), DEAD, checks=4),
        "say mend production.1:dead:bibs-missing",
    ),
    *(
        (
            f"what could not be learnt is asked again: try {tries}",
            lambda tries=tries: showing(
                checked(obtained(begun(approved())), NOT_KNOWN, checks=tries), "alma-key-order"
            ),
            f"rest order, again in {minutes} min",
        )
        for tries, minutes in ((1, 2), (3, 8), (4, 15), (40, 15))
    ),
    (
        "an approval of less gives back what was taken for more",
        lambda: labelled(unlabelled(shown_review(edited(obtained(begun(approved(WIDE))), "less", NARROW)))),
        "release production",
    ),
    (
        "and begins anew",
        lambda: labelled(unlabelled(shown_review(edited(begun(approved(WIDE)), "less", NARROW)))),
        "begin 2 production",
    ),
    (
        "a key that is asked for no more gives back what was taken",
        lambda: labelled(unlabelled(shown_review(edited(obtained(begun(approved(BOTH)), "sandbox"), "-", NARROW)))),
        "release sandbox",
    ),
    (
        "a key that is asked for no more is not issued",
        lambda: showing(
            missing_from_deposits(
                ordered(begun(labelled(unlabelled(shown_review(edited(begun(approved(BOTH)), "-", NARROW))))))
            ),
            "alma-key-order",
        ),
        "rest order, again in 1439 min",
    ),
    (
        "a key whose link was lost is not shared under an approval of another request",
        lambda: judged(
            labelled(unlabelled(shown_review(edited(lost(begun(approved(WIDE))), "less", NARROW)))),
            Verdict.APPROVED,
            "903:alma-key-approved",
        ),
        "say stuck otherwise:production.1",
    ),
    (
        "then a person has to see to it",
        lambda: said(
            judged(
                labelled(unlabelled(shown_review(edited(lost(begun(approved(WIDE))), "less", NARROW)))),
                Verdict.APPROVED,
                "903:alma-key-approved",
            ),
            Kind.STUCK,
            "otherwise:production.1",
        ),
        "label +alma-key-stuck",
    ),
    (
        "a key whose link was lost is not given back: nobody can say who has it",
        lambda: unlabelled(lost(begun(approved()))),
        "label +alma-key-review",
    ),
    (
        "a key whose link was lost is shared again under an approval of the same",
        lambda: lost(begun(approved())),
        "share production",
    ),
    (
        "not more than three times",
        lambda: lost(begun(approved()), 3),
        "say stuck share:production",
    ),
    (
        "after three a person has to see to it",
        lambda: said(lost(begun(approved()), 3), Kind.STUCK, "share:production"),
        "label +alma-key-stuck",
    ),
)
