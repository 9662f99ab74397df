"""What a ticket's words ask for, with the words it was concluded from.

`read(messages, catalogue)` is a pure function of its arguments: the same words give the same reading. It grants only
what was stated, and leaves open what is unclear or contradicts itself.

The stages are the packages, each knowing only those before it: `vocabulary`, `text` (cleaned lines of tokens), `layout`
(statements), `said` (claims), then `wanted` (what holds after each message) beside `asked` (what the ticket asks), and
`talk` (answers to offers and questions). `reader` runs them message after message.
"""

from app.core.reading.reader import read
from app.core.reading.types import Asks, Evidence, KeyAsked, Message, Missing, Reading, Reply, Role

__all__ = ["Asks", "Evidence", "KeyAsked", "Message", "Missing", "Reading", "Reply", "Role", "read"]
