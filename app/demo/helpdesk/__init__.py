"""A stand-in for Jira Cloud with Jira Service Management, no kinder than the original.

It speaks REST v3 and the service desk API over loopback HTTP, sends signed webhooks, and lets tests and the
demonstration act as people: `with HelpDesk.serving() as desk: ...`. It imports nothing else of this project.
"""

from app.demo.helpdesk.desk import HelpDesk

__all__ = ["HelpDesk"]
