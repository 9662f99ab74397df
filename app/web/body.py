"""Reading what was sent, and no more of it than is wanted."""

from fastapi import Request


async def body_of(request: Request, longest: int) -> bytes | None:
    """The body, or None where it is longer than `longest` bytes."""
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and len(declared) < 20 and int(declared) > longest:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > longest:
            return None
    return bytes(body)
