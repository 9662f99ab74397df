"""What people read: from a comment to be made and the view it was decided on, to the finished tree.

The words stand in the templates; the facts that they are filled with are put together here, one function for each kind.
Nothing is claimed that was not seen, and public comments hold no reviewer's name and no full address.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.core.case import Kind
from app.core.document import Document
from app.core.steps import Say
from app.core.view import View
from app.wording import asking, issuing, refusing, requesting
from app.wording.markdown import Templates

Facts = Mapping[str, Any]

FACTS: Mapping[Kind, Callable[[Say, View], Facts]] = {
    Kind.QUESTION: asking.question,
    Kind.HANDOVER: requesting.plain,
    Kind.HANDOVER_NOTE: requesting.handover_note,
    Kind.REVIEW: requesting.review,
    Kind.REVIEW_NOTE: requesting.review_note,
    Kind.OTHER_MATTER: requesting.other_matter,
    Kind.NO_RECIPIENT: requesting.no_recipient,
    Kind.NEAR_MISS: requesting.near_miss,
    Kind.LIMIT: requesting.plain,
    Kind.STUCK: refusing.stuck,
    Kind.REFUSAL: refusing.refusal,
    Kind.HELD: refusing.held,
    Kind.DENIED: refusing.denied,
    Kind.ORDER: issuing.order,
    Kind.MEND: issuing.mend,
    Kind.SET_ASIDE: issuing.set_aside,
    Kind.RENAME: issuing.rename,
    Kind.DELIVERY: issuing.delivery,
}

#: What the requester reads; everything else is for the staff alone.
PUBLIC = frozenset({Kind.QUESTION, Kind.HANDOVER, Kind.REVIEW, Kind.DENIED, Kind.DELIVERY})


class Wording:
    """The comments, from the templates of one folder. `pages` is where our own pages are, if there are any."""

    def __init__(self, folder: Path, pages: str | None = None) -> None:
        self._templates = Templates(folder)
        self._pages = pages

    def write(self, say: Say, view: View, link: str = "") -> Document:
        """The comment; `link` is the share link of a delivery."""
        facts = {**FACTS[say.kind](say, view), "link": link, "page": self._page(say)}
        return self._templates.document(say.kind.value, facts)

    def _page(self, say: Say) -> str:
        """The page of the order that a comment is about, or nothing."""
        ordered = say.key is not None and say.key.order_code
        return f"{self._pages}/orders/{ordered}" if self._pages and ordered else ""

    def missing(self) -> list[str]:
        """The kinds for which the folder has no template."""
        there = set(self._templates.names())
        return [kind.value for kind in Kind if f"{kind.value}.md.j2" not in there]
