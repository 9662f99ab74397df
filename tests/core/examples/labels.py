"""What becomes of the labels that people set."""

from app.core.acts import ON
from app.core.case import Kind, Verdict
from app.core.reading import Asks, Missing
from tests.core.build import (
    AGATHA,
    BOT,
    BOTH,
    NO_ENVIRONMENT,
    NO_LEVEL,
    REX,
    RULE,
    RUTH,
    answered,
    approved,
    asking,
    begun,
    born_with,
    changed,
    commented,
    judged,
    key,
    labelled,
    laid,
    later,
    obtained,
    reading,
    reported_by,
    reviewed,
    said,
    understood,
    unlabelled,
)
from tests.core.moments import Example, delivered, issuing, outage, refused_often, showing, told_refusal

EXAMPLES: tuple[Example, ...] = (
    ("an approval is acted upon", lambda: approved(), "begin 1 production"),
    ("an approval of two keys begins both", lambda: approved(BOTH), "begin 1 production+sandbox"),
    ("an act that does not count is recorded", lambda: labelled(reviewed(), by=AGATHA), "judge refused NOT_REVIEWER"),
    (
        "its setter is told",
        lambda: judged(
            labelled(reviewed(), by=AGATHA), Verdict.REFUSED, "900:alma-key-approved", reason="NOT_REVIEWER"
        ),
        "say refusal 900:alma-key-approved",
    ),
    (
        "then the label is taken off",
        lambda: told_refusal(labelled(reviewed(), by=AGATHA), "900:alma-key-approved", "NOT_REVIEWER"),
        "label +alma-key-review -alma-key-approved",
    ),
    (
        "the label is taken off also where a colleague had the last word",
        lambda: told_refusal(
            labelled(commented(asking(NO_ENVIRONMENT), "?", AGATHA), by=REX), "900:alma-key-approved", "BEFORE_REVIEW"
        ),
        "label +alma-key-incomplete -alma-key-approved",
    ),
    (
        "an approval before anything is complete does not count",
        lambda: labelled(asking(NO_ENVIRONMENT)),
        "judge refused BEFORE_REVIEW",
    ),
    (
        "of two labels that do not count both are judged before either is told of",
        lambda: judged(
            labelled(labelled(reviewed(), by=AGATHA), "alma-key-approved-1", RULE),
            Verdict.REFUSED,
            "900:alma-key-approved",
            reason="NOT_REVIEWER",
        ),
        "judge refused BY_APP",
    ),
    (
        "both are told of before either is taken off",
        lambda: told_refusal(
            judged(
                labelled(labelled(reviewed(), by=AGATHA), "alma-key-approved-1", RULE),
                Verdict.REFUSED,
                "901:alma-key-approved-1",
                "alma-key-approved-1",
                reason="BY_APP",
            ),
            "900:alma-key-approved",
            "NOT_REVIEWER",
        ),
        "say refusal 901:alma-key-approved-1",
    ),
    (
        "beside an approval nothing is said of another label",
        lambda: labelled(approved(), "alma-key-approved-7", REX),
        "begin 1 production",
    ),
    (
        "beside a label that may yet count another one is refused",
        lambda: born_with(labelled(reviewed(), "alma-key-approved-1", RULE)),
        "judge refused BY_APP",
    ),
    (
        "what was taken stays while a label may yet count",
        lambda: told_refusal(
            judged(
                born_with(labelled(unlabelled(obtained(begun(approved()))), "alma-key-approved-1", RULE)),
                Verdict.HELD,
                "after-901:alma-key-approved",
            ),
            "902:alma-key-approved-1",
            "BY_APP",
            "alma-key-approved-1",
        ),
        "label +alma-key-review -alma-key-approved-1",
    ),
    (
        "the fourth refusal in a row is not told any more",
        lambda: judged(
            refused_often(labelled(reviewed(), by=RULE), 3), Verdict.REFUSED, "900:alma-key-approved", reason="BY_APP"
        ),
        "say stuck labels",
    ),
    (
        "after that the label is left alone and the ticket is stuck",
        lambda: said(
            judged(
                refused_often(labelled(reviewed(), by=RULE), 3),
                Verdict.REFUSED,
                "900:alma-key-approved",
                reason="BY_APP",
            ),
            Kind.STUCK,
            "labels",
        ),
        "label +alma-key-stuck",
    ),
    (
        "an act that counts starts the count anew",
        lambda: judged(
            later(judged(refused_often(labelled(reviewed(), by=RULE), 3), Verdict.DENIED, "old"), 1),
            Verdict.REFUSED,
            "900:alma-key-approved",
            reason="BY_APP",
        ),
        "say refusal 900:alma-key-approved",
    ),
    ("an act that cannot be judged is noted", lambda: outage(approved()), "judge unknown GROUP_UNKNOWN"),
    (
        "it is looked at again in a minute, and the label stays",
        lambda: showing(judged(outage(approved()), Verdict.HELD, "900:alma-key-approved"), "alma-key-review"),
        "rest review, again in 1 min",
    ),
    (
        "after an hour the staff are told that it waits",
        lambda: judged(outage(approved()), Verdict.HELD, "900:alma-key-approved", ago=60),
        "say held 900:alma-key-approved",
    ),
    (
        "once they know, it is looked at every five minutes",
        lambda: showing(
            said(
                judged(outage(approved()), Verdict.HELD, "900:alma-key-approved", ago=61),
                Kind.HELD,
                "900:alma-key-approved",
            ),
            "alma-key-review",
        ),
        "rest review, again in 5 min",
    ),
    (
        "while it waits, what was taken stays taken",
        lambda: outage(obtained(issuing(approved()))),
        "rest review, again in 1 min",
    ),
    (
        "an act that waited and now counts is acted upon",
        lambda: judged(approved(), Verdict.HELD, "900:alma-key-approved", ago=70),
        "begin 1 production",
    ),
    (
        "an act that was held once keeps nobody awake",
        lambda: judged(
            showing(delivered(begun(approved())), "alma-key-issued"), Verdict.HELD, "creation:alma-key-approved", ago=9
        ),
        "say rename production",
    ),
    ("a denial is recorded", lambda: labelled(reviewed(), "alma-key-denied"), "judge denied"),
    (
        "a denial of an incomplete request too",
        lambda: labelled(asking(NO_ENVIRONMENT), "alma-key-denied"),
        "judge denied",
    ),
    ("a denial wins over an approval", lambda: labelled(approved(), "alma-key-denied", REX), "judge denied"),
    (
        "the approval that it beats is refused",
        lambda: judged(
            labelled(approved(), "alma-key-denied", REX), Verdict.DENIED, "901:alma-key-denied", "alma-key-denied"
        ),
        "judge refused DENIED",
    ),
    (
        "the requester is told of the denial",
        lambda: judged(labelled(reviewed(), "alma-key-denied"), Verdict.DENIED, "900:alma-key-denied"),
        "say denied 900:alma-key-denied",
    ),
    (
        "a denial gives back what was taken",
        lambda: said(
            judged(
                labelled(unlabelled(obtained(begun(approved()))), "alma-key-denied"),
                Verdict.DENIED,
                "902:alma-key-denied",
            ),
            Kind.DENIED,
            "902:alma-key-denied",
        ),
        "release production",
    ),
    (
        "then the request has ended",
        lambda: said(
            judged(labelled(reviewed(), "alma-key-denied"), Verdict.DENIED, "900:alma-key-denied"),
            Kind.DENIED,
            "900:alma-key-denied",
        ),
        "rest silent",
    ),
    (
        "a denied request is not asked about",
        lambda: answered(
            said(
                judged(labelled(asking(NO_LEVEL), "alma-key-denied"), Verdict.DENIED, "900:alma-key-denied"),
                Kind.DENIED,
                "900:alma-key-denied",
            ),
            "but why?",
            NO_ENVIRONMENT,
        ),
        "rest silent",
    ),
    (
        "a denial that cannot be judged is noted, and nothing is issued",
        lambda: outage(labelled(approved(), "alma-key-denied", REX)),
        "judge unknown GROUP_UNKNOWN",
    ),
    (
        "a label that was taken off gives back what was taken",
        lambda: unlabelled(obtained(begun(approved()))),
        "release production",
    ),
    (
        "a review that was edited is laid before the reviewers anew",
        lambda: told_refusal(unlabelled(approved()), "900:alma-key-approved", "REVIEW_ALTERED", n=1),
        "lay review 2",
    ),
    (
        "an approval that is too old is asked for anew",
        lambda: told_refusal(unlabelled(begun(approved())), "900:alma-key-approved", "TOO_OLD", n=1),
        "lay review 2",
    ),
    (
        "any other refusal calls for no new review",
        lambda: told_refusal(unlabelled(approved()), "900:alma-key-approved", "INACTIVE", n=1),
        "label +alma-key-review",
    ),
    ("the bot's own label is no approval", lambda: labelled(reviewed(), by=BOT), "judge refused BY_APP"),
    (
        "a request that a new reporter makes is a new one",
        lambda: reported_by(reviewed(), RUTH),
        "lay review 2",
    ),
    (
        "missing levels are asked about, whatever the reading says",
        lambda: understood(asking(), reading(key(bibs=None))),
        "say question 1",
    ),
    (
        "an approval whose review may stand there already waits",
        lambda: labelled(said(said(laid(asking()), Kind.REVIEW, "1"), Kind.REVIEW_NOTE, "1", posted=False)),
        "judge unknown REVIEW_IN_DOUBT",
    ),
    (
        "a label without its entry waits",
        lambda: born_with(reviewed()),
        "judge unknown NO_ENTRY",
    ),
    (
        "after two minutes it was there from the start",
        lambda: judged(born_with(reviewed()), Verdict.HELD, "creation:alma-key-approved", ago=2),
        "judge refused AT_CREATION",
    ),
    (
        "a ticket whose history cannot be had whole is not approved",
        lambda: changed(approved(), changes=None),
        "judge unknown NO_HISTORY",
    ),
    (
        "a request that lacks everything is asked for everything",
        lambda: labelled(asking(reading(key(None, bibs=None), asks=Asks.NONE, missing=tuple(Missing))), ON),
        "say question 1",
    ),
)
