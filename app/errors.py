"""Every failure that Keydesk expects, in one tree, so that the worker knows what to do from the class alone.

Each error carries two texts: one for the log and one for a person. Neither ever holds a secret, an upstream body or
an upstream header; `str(error)` is the text for the log.
"""

from datetime import timedelta


class KeydeskError(Exception):
    """`log` is for whoever operates Keydesk; `person` says what happened and what to do, in plain words."""

    def __init__(self, log: str, person: str) -> None:
        super().__init__(log)
        self.log = log
        self.person = person


class Transient(KeydeskError):
    """This look failed and may succeed later: try the ticket again, not before `wait` where that was named."""

    def __init__(self, log: str, person: str, wait: timedelta | None = None) -> None:
        super().__init__(log, person)
        self.wait = wait


class Busy(Transient):
    """Somebody else is at it just now: nothing was begun, so nothing is in doubt."""


class Misconfigured(KeydeskError):
    """Our own credentials, permissions, quota or settings: every ticket waits, health is red, nothing is given up."""


class Permanent(KeydeskError):
    """This ticket cannot go on until a person has done something about it; other tickets are not concerned."""


class Turned(Permanent):
    """A service said no to this one thing. It may be a passing fault, so it is believed when it has said so often."""


def names_of(kind: type[KeydeskError]) -> frozenset[str]:
    """The names of an error's class and of all that are of its kind, as the rows of failed looks hold them."""
    return frozenset({kind.__name__}.union(*(names_of(each) for each in kind.__subclasses__())))
