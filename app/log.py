"""What Keydesk writes about itself, as lines for people or as JSON, and what can never stand in it.

Logs are copied, shipped and kept by many hands. Therefore a traceback names frames and classes, never the value of a
variable, and a library's error gives its class without its words, which may quote a request, an answer or a statement
with its parameters. Libraries are heard from WARNING on, whatever LOG_LEVEL says: below it they log headers and bodies.
"""

import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

from app.errors import KeydeskError

OURS = "app"
"""The only loggers that LOG_LEVEL opens: `structlog.get_logger(__name__)` of this package."""


def configure(format: Literal["console", "json"], level: str, stream: TextIO = sys.stderr) -> None:
    """Send everything that this process logs, and what it dies of, to `stream`. May be called again."""
    common: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(frames_and_classes),
    ]
    handler = _Handler(stream)
    handler.addFilter(_ours_or_grave)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(format, stream)],
            foreign_pre_chain=common,
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.WARNING, logging.getLevelName(level)))
    logging.getLogger(OURS).setLevel(level)
    logging.getLogger("uvicorn.access").disabled = True
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *common, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    _report_the_uncaught()


def frames_and_classes(exc_info: ExcInfo) -> str:
    """The error and what led to it, oldest first: where, and what class; words only of errors that are our own."""
    error: BaseException | None = exc_info[1]
    told: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        words = f": {error.log}" if isinstance(error, KeydeskError) else ""
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        told.insert(0, "".join([*traceback.format_tb(error.__traceback__), kind, words]))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\nand then\n\n".join(told)


def printable(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A ticket's words cannot move a terminal's cursor, turn the direction of reading or begin a line of their own."""
    kept = {"exception": "\n", "stack": "\n"}
    return {name: _printable(value, kept.get(name, "")) for name, value in event.items()}


def _printable(value: object, kept: str) -> object:
    """What is not a string is shown by its `repr`, which escapes the same characters."""
    if not isinstance(value, str):
        return value
    return "".join(each if each.isprintable() or each in kept else " " for each in value)


def _rendering(format: str, stream: TextIO) -> list[Processor]:
    if format == "json":
        return [structlog.processors.JSONRenderer()]
    plain = structlog.dev.plain_traceback
    return [printable, structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain)]


def _ours_or_grave(record: logging.LogRecord) -> bool:
    """A library may open its own logger after we have closed it: `jira.JIRA()` does."""
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] == OURS


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:
        """Say so; the standard one would print the line's values, which is what went wrong."""
        self.stream.write(f"A line of {record.name} could not be written ({record.pathname}:{record.lineno})\n")


def _report_the_uncaught() -> None:
    log = structlog.get_logger(OURS)

    def uncaught(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
        else:
            log.critical("uncaught", exc_info=(kind, error, where))

    def unraisable(what: "sys.UnraisableHookArgs") -> None:
        log.error("uncaught while tidying up", exc_info=(what.exc_type, what.exc_value, what.exc_traceback))

    def in_thread(what: threading.ExceptHookArgs) -> None:
        log.critical("uncaught in a thread", exc_info=(what.exc_type, what.exc_value, what.exc_traceback))

    sys.excepthook, sys.unraisablehook, threading.excepthook = uncaught, unraisable, in_thread
