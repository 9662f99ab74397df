"""Numbered fields of a form that belong together: "Area 2" and "Access 2"."""

import re
from dataclasses import dataclass, field

from app.core.reading.layout.labels import Label
from app.core.reading.layout.names import AREA, Tokens, kind_of_name
from app.core.reading.vocabulary.topics import Topic

_NUMBER = re.compile(r"(\d{1,2})\W*$")


@dataclass(slots=True)
class Pairs:
    """The areas that were filled in so far, by their fields' number."""

    areas: dict[str, Tokens] = field(default_factory=dict)

    def area(self, label: Label, names: Tokens) -> Tokens:
        """The area that a field is about by its number; one that names areas itself is noted. `names`: its value's."""
        number = _NUMBER.search(label.words)
        if number is None or label.topic is not Topic.GRANTS:
            return ()
        areas = tuple(each for each in names if kind_of_name(each) == AREA)
        if areas:
            self.areas[number[1]] = areas
            return ()
        return self.areas.get(number[1], ())
