"""The kinds of phrases by which a sentence asks for a key, or tells what is done to one.

What a phrase can mean where it is said of a key; whether it is, the sentence decides.
"""

from enum import Enum, auto


class Deed(Enum):
    __hash__ = object.__hash__  # that of Enum is slow, and these are looked up all the time

    NEED = auto()  # before what is wanted
    NEEDED = auto()  # after what is wanted
    GIVE = auto()  # an order, or what one would like to be done; in its base form only
    CREATE = auto()  # a way of giving by which there is a key that was none before
    POLITE = auto()
    HOW = auto()  # asks for the way to get a key
    APPLY = auto()  # asks for what was spoken of, without naming it
    ROTATE = auto()  # ends a key, or gives it another value
    UNUSED = auto()
    LOST = auto()
    LEAKED = auto()
    SHOWN = auto()  # the same where it is said of the key itself
    MORE = auto()
    LESS = auto()
    OWNER = auto()
    HITHERTO = auto()  # what was so, or no longer is to be
    FAIL = auto()
    DELIVERY = auto()
    ABSENT = auto()  # what was to come has not
    DONE = auto()  # said by those who made a key
    ASIDE = auto()  # only tells, and asks nothing
    WONDER = auto()  # asks to be told something
    OTHERS = auto()  # somebody will ask, some day
    BULK = auto()  # a mail to many, by no requester of ours
    IDEA = auto()  # nothing is decided yet
    GOT = auto()  # what was asked for is there
    WITHDRAW = auto()
    DECLINE = auto()  # takes back a wish to have a key altered
    STAFF = auto()  # people's access, not a program's
    PROGRAM = auto()
