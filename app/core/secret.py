"""A value that opens something, kept so that it cannot be shown by accident.

Whatever shows, compares, copies or stores an object by itself (text, formatting, `==`, pickle, copy) fails or tells
nothing; only `reveal()` gives the value, so that a search for that word finds every place where a value is used.
"""

from typing import NoReturn, SupportsIndex

_TELLING = 4
_LONG_ENOUGH = 16


class Secret:
    """Holds one value in memory."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself: only for what talks to the vault or to the vendor."""
        return self._value

    @property
    def last4(self) -> str:
        """The last four characters, by which Alma's reports name a key; nothing of a value too short to spare them."""
        return self._value[-_TELLING:] if len(self._value) >= _LONG_ENOUGH else ""

    def __repr__(self) -> str:
        return "<Secret>"

    def __str__(self) -> NoReturn:
        raise TypeError("a Secret is not text")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("a Secret is not text")

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError("Secrets are not compared; their fingerprints are")

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("a Secret is neither copied nor stored")
