"""The headers under which a site is published strictly: nothing from elsewhere runs."""

import base64
import hashlib
import re
from collections.abc import Iterable
from typing import Final

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|type)\s*(?:=\s*["']?([^"'\s>]*))?""", re.IGNORECASE)
_RUNS: Final = frozenset({"", "module", "text/javascript", "application/javascript"})
"""The types of a script that a browser runs; others are data."""


def script_hashes(pages: Iterable[str]) -> tuple[str, ...]:
    """Return `sha256-...` of every script inside the pages, sorted and each once.

    The theme writes some short scripts into its pages; with their hashes a browser runs these and
    no others.
    """
    found: set[str] = set()
    for page in pages:
        for attributes, script in _SCRIPT.findall(page):
            named = {name.lower(): value.lower() for name, value in _ATTRIBUTE.findall(attributes)}
            if "src" not in named and named.get("type", "") in _RUNS:
                digest = hashlib.sha256(script.encode()).digest()
                found.add(f"sha256-{base64.b64encode(digest).decode()}")
    return tuple(sorted(found))


def content_security_policy(hashes: Iterable[str]) -> str:
    """Return the policy under which the site works: its own files, and the scripts with these hashes."""
    scripts = " ".join(("'self'", *(f"'{digest}'" for digest in hashes)))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def headers(scripts: Iterable[str]) -> dict[str, str]:
    """Return the headers that every answer of the server should carry.

    `scripts` are the hashes of the scripts inside the pages.
    """
    return {
        "Content-Security-Policy": content_security_policy(sorted(set(scripts))),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Robots-Tag": "noindex",
        "Cache-Control": "no-cache",  # ask each time whether it is still the same
    }
