"""Reading what was sent, and no more of it than is wanted."""

from fastapi import Request
from starlette.requests import ClientDisconnect


async def body_of(request: Request, longest: int) -> bytes | None:
    """The body, or None where it is longer than `longest` bytes, or its sender has gone."""
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and len(declared) < 20 and int(declared) > longest:
        return None
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > longest:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)
