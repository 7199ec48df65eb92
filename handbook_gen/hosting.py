"""Write the settings that a web server needs to publish a site strictly: nothing from elsewhere runs."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Final
from xml.sax.saxutils import quoteattr

from handbook_gen.disk import FileTree

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


def headers(pages: Iterable[str]) -> dict[str, str]:
    """Return the headers that every answer of the server should carry."""
    return {
        "Content-Security-Policy": content_security_policy(script_hashes(pages)),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Robots-Tag": "noindex",
        "Cache-Control": "no-cache",
    }


def host_files(sent: Mapping[str, str]) -> FileTree:
    """Return a settings file for each kind of host, by its name; `sent` are the headers."""
    return {
        "_headers": _headers_file(sent).encode(),
        "Caddyfile": _caddy(sent).encode(),
        "nginx.conf": _nginx(sent).encode(),
        "staticwebapp.config.json": _azure(sent).encode(),
        "web.config": _iis(sent).encode(),
    }


def _headers_file(sent: Mapping[str, str]) -> str:
    """Return the file that Netlify and Cloudflare Pages read; it lies beside the first page."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in sent.items())


def _caddy(sent: Mapping[str, str]) -> str:
    lines = "".join(f'\t\t{name} "{value}"\n' for name, value in sent.items())
    return (
        "# Change the address and the folder; the manual shows how to ask visitors to sign in.\n"
        "handbook.example.com {\n\troot * /srv/handbook\n\tfile_server\n"
        f"\theader {{\n{lines}\t}}\n}}\n"
    )


def _nginx(sent: Mapping[str, str]) -> str:
    lines = "".join(f'    add_header {name} "{value}" always;\n' for name, value in sent.items())
    return (
        "# Change the address and the folder; the manual shows how to ask visitors to sign in.\n"
        "server {\n    listen 80;\n    server_name handbook.example.com;\n"
        "    root /srv/handbook;\n    index index.html;\n"
        f"{lines}    location / {{ try_files $uri $uri/ =404; }}\n}}\n"
    )


def _azure(sent: Mapping[str, str]) -> str:
    """Return the file that Azure Static Web Apps reads; only who signs in with Entra ID gets in."""
    config = {
        "globalHeaders": dict(sent),
        "routes": [{"route": "/*", "allowedRoles": ["authenticated"]}],
        "responseOverrides": {
            "401": {
                "redirect": "/.auth/login/aad?post_login_redirect_uri=.referrer",
                "statusCode": 302,
            }
        },
    }
    return json.dumps(config, indent=2) + "\n"


def _iis(sent: Mapping[str, str]) -> str:
    rows = "".join(
        f"        <add name={quoteattr(name)} value={quoteattr(value)} />\n"
        for name, value in sent.items()
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<configuration>\n  <system.webServer>\n'
        "    <httpProtocol>\n      <customHeaders>\n"
        f"{rows}      </customHeaders>\n    </httpProtocol>\n"
        "    <staticContent>\n"
        '      <remove fileExtension=".json" />\n'
        '      <mimeMap fileExtension=".json" mimeType="application/json" />\n'
        "    </staticContent>\n"
        "    <security>\n      <authentication>\n"
        '        <anonymousAuthentication enabled="false" />\n'
        '        <windowsAuthentication enabled="true" />\n'
        "      </authentication>\n    </security>\n"
        "  </system.webServer>\n</configuration>\n"
    )
