"""A settings file for each kind of host, with the headers of the very site and its two books apart."""

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from handbook_gen.disk import FileTree

KEPT: Final = "private, max-age=31536000, immutable"
"""For a file whose name changes with its content; private, because it lies behind a sign-in."""

HASHED: Final = r"\.[0-9a-f]{8}\.min\.(js|css)$"
CONTROL_ROLE: Final = "handbook-control"
"""The role or group of who may read the control book."""

Headers = Mapping[str, str]

_NGINX_GZIP: Final = """\
    gzip on;
    gzip_vary on;
    gzip_min_length 1024;
    gzip_types text/css text/plain text/xml application/javascript text/javascript application/json application/xml image/svg+xml;
"""


def host_files(sent: Headers, languages: Sequence[str]) -> FileTree:
    """Return a settings file for each kind of host, by its name.

    `sent` are the headers of every answer; `languages` those of the site, the first one first.
    Names of servers and groups are places to fill in.
    """
    return {
        "Caddyfile": _caddy(sent, languages).encode(),
        "_headers": _headers_file(sent).encode(),
        "_redirects": _redirects(languages).encode(),
        "nginx.conf": _nginx(sent, languages).encode(),
        "staticwebapp.config.json": _azure(sent, languages).encode(),
        "web.config": _iis(sent, languages).encode(),
    }


def _headers_file(sent: Headers) -> str:
    """Return the file that Netlify and Cloudflare Pages read; it lies beside the first page."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in sent.items())


def _redirects(languages: Sequence[str]) -> str:
    """Return the file with short addresses and the pages for what is not there, for Netlify."""
    lines = [f"/{language}/*  /staff/{language}/:splat  301" for language in languages]
    lines += [
        f"/{book}/{language}/*  /{book}/{language}/404.html  404"
        for book in ("staff", "control")
        for language in languages
    ]
    return "\n".join((*lines, f"/*  /staff/{languages[0]}/404.html  404")) + "\n"


def _caddy(sent: Headers, languages: Sequence[str]) -> str:
    lines = "".join(
        f'\t\t{name} "{value}"\n' for name, value in sent.items() if name != "Cache-Control"
    )
    known = "|".join(languages)
    return f"""\
# Change the address and the folder; the manual shows how to ask visitors to sign in.
handbook.example.com {{
	root * /srv/handbook
	encode zstd gzip
	header {{
{lines}	}}

	# A file with a hash in its name never changes; all others are asked for each time.
	@hashed path_regexp {HASHED}
	@changing not path_regexp {HASHED}
	header @hashed Cache-Control "{KEPT}"
	header @changing Cache-Control "{sent["Cache-Control"]}"

	# Short addresses: /{languages[0]}/ is the staff book.
	@short path_regexp ^/({known})(/|$)
	redir @short /staff{{uri}} 301

	# The control book: let in fewer people here.
	handle /control/* {{
		try_files {{path}} {{path}}.html
		file_server
	}}
	handle {{
		try_files {{path}} {{path}}.html
		file_server
	}}

{_caddy_not_found(languages)}}}
"""


def _caddy_not_found(languages: Sequence[str]) -> str:
    known = "|".join(languages)
    return f"""\
	handle_errors {{
		@book path_regexp book ^/(staff|control)/({known})/
		handle @book {{
			rewrite * /{{re.book.1}}/{{re.book.2}}/404.html
			file_server
		}}
		handle {{
			rewrite * /staff/{languages[0]}/404.html
			file_server
		}}
	}}
"""


def _nginx(sent: Headers, languages: Sequence[str]) -> str:
    """Return a file for `sites-enabled`.

    All `add_header` stand in the server: one in a location would switch off all of these there.
    """
    lines = "".join(
        f'    add_header {name} "{value}" always;\n'
        for name, value in sent.items()
        if name != "Cache-Control"
    )
    known = "|".join(languages)
    return f"""\
{_nginx_maps(sent["Cache-Control"], languages)}
server {{
    listen 80;
    server_name handbook.example.com;
    root /srv/handbook;
    index index.html;
    charset utf-8;
    absolute_redirect off;

{_NGINX_GZIP}
    # Write no add_header inside a location: it would take all of these away there.
{lines}    add_header Cache-Control $handbook_cache always;

    error_page 404 $handbook_not_found;

    # Short addresses: /{languages[0]}/ is the staff book.
    rewrite ^/({known})$ /staff/$1/ permanent;
    rewrite ^/({known})/(.*)$ /staff/$1/$2 permanent;

    # The control book: let in fewer people here, for example with auth_request, or by address:
    # allow 192.0.2.0/24;
    # deny all;
    location /control/ {{ try_files $uri $uri.html $uri/ =404; }}
    location / {{ try_files $uri $uri.html $uri/ =404; }}
}}
"""


def _nginx_maps(changing: str, languages: Sequence[str]) -> str:
    """Return what is looked up per address: how long a file is kept, and the page for nowhere."""
    known = "|".join(languages)
    return f"""\
# Change the address and the folder; the manual shows how to ask visitors to sign in.

# A file with a hash in its name never changes; all others are asked for each time.
map $uri $handbook_cache {{
    default "{changing}";
    "~{HASHED}" "{KEPT}";
}}

# Each book has its own page for an address that leads nowhere.
map $request_uri $handbook_not_found {{
    default /staff/{languages[0]}/404.html;
    "~^/(?<handbook_book>staff|control)/(?<handbook_language>{known})/" /$handbook_book/$handbook_language/404.html;
}}
"""


def _azure(sent: Headers, languages: Sequence[str]) -> str:
    """Return the file that Azure Static Web Apps reads; only who signs in with Entra ID gets in."""
    config = {
        "globalHeaders": dict(sent),
        "routes": [
            {"route": "/.auth/*", "allowedRoles": ["anonymous", "authenticated"]},
            {"route": "/control/*", "allowedRoles": [CONTROL_ROLE]},
            *(
                {"route": f"/{language}", "redirect": f"/staff/{language}/", "statusCode": 301}
                for language in languages
            ),
            {"route": "/*", "allowedRoles": ["authenticated"]},
        ],
        "responseOverrides": {
            "401": {
                "redirect": "/.auth/login/aad?post_login_redirect_uri=.referrer",
                "statusCode": 302,
            },
            "404": {"rewrite": f"/staff/{languages[0]}/404.html"},
        },
    }
    return json.dumps(config, indent=2) + "\n"


def _quoted(text: str) -> str:
    """Return a text as the value of an attribute of XML."""
    words = escape(text, quote=False).replace('"', "&quot;")
    return f'"{words}"'


def _iis(sent: Headers, languages: Sequence[str]) -> str:
    rows = "".join(
        f"        <add name={_quoted(name)} value={_quoted(value)} />\n"
        for name, value in sent.items()
    )
    books = "".join(
        f'  <location path="{book}/{language}">\n    <system.webServer>\n'
        f"{_iis_not_found(book, language)}    </system.webServer>\n  </location>\n"
        for book in ("staff", "control")
        for language in languages
    )
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <system.webServer>
    <httpProtocol>
      <customHeaders>
{rows}      </customHeaders>
    </httpProtocol>
    <staticContent>
      <remove fileExtension=".json" />
      <mimeMap fileExtension=".json" mimeType="application/json" />
    </staticContent>
    <urlCompression doStaticCompression="true" />
{_iis_not_found("staff", languages[0])}    <security>
      <authentication>
        <anonymousAuthentication enabled="false" />
        <windowsAuthentication enabled="true" />
      </authentication>
    </security>
  </system.webServer>
{books}{_iis_control()}</configuration>
"""


def _iis_control() -> str:
    return f"""\
  <!-- The control book is for this group only; change the name. -->
  <location path="control">
    <system.webServer>
      <security>
        <authorization>
          <clear />
          <add accessType="Allow" roles="EXAMPLE\\{CONTROL_ROLE}" />
        </authorization>
      </security>
    </system.webServer>
  </location>
"""


def _iis_not_found(book: str, language: str) -> str:
    file = f"{book}\\{language}\\404.html"
    return (
        '    <httpErrors errorMode="Custom">\n      <remove statusCode="404" />\n'
        f'      <error statusCode="404" path="{file}" responseMode="File" />\n'
        "    </httpErrors>\n"
    )
