"""Secrets that people pasted, taken out of a text before anything keeps it.

What is replaced stays recognisable as a secret, and by its last four characters to whoever has to withdraw it.
"""

import re

_SECRETS = re.compile(
    r"""
      (?P<pem>-----BEGIN\ [A-Z0-9 ]{1,60}-----.*?(?:-----END\ [A-Z0-9 ]{1,60}-----|\Z))
    | (?P<share>https?://[^\s/]{1,200}/s\#[^\s|\])>"']+)
    | (?P<alma>l[78]xx[0-9a-f]{32})
    | (?P<keyword>\b(?:bearer|apikey|oaapikey)[ \t]+)(?P<token>[A-Za-z0-9._~+/=-]{16,})
    | (?P<label>\b(?:password|passwd|passphrase|kennwort|api[ _-]?key|secret|token)[ \t]*[:=][ \t]*)(?P<value>\S{6,})
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ENOUGH_TO_SHOW = 12


def redact(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without its secrets, and the last four characters of each (nothing of one that is short)."""
    pasted: list[str] = []

    def replaced(match: re.Match[str]) -> str:
        kept = match["keyword"] or match["label"] or ""
        secret = match[0][len(kept) :].rstrip(".,;")
        ending = re.sub(r"[^0-9A-Za-z]", "", secret.split("-----END")[0])[-4:] if len(secret) >= _ENOUGH_TO_SHOW else ""
        pasted.append(ending)
        return f"{kept}[removed: looks like a key ····{ending}]"

    return _SECRETS.sub(replaced, text), tuple(pasted)
