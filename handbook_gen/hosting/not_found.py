"""The page for an address that leads nowhere, which a server sends at any address of its book."""

import re
from typing import Final

_ROOT: Final = re.compile(r"""((?:href|src)=["']?|new URL\("|"base":\s*")/(?!/)""")


def placed(page: str, book: str) -> str:
    """Return the theme's page with addresses that begin where the book stands: `/staff/nl/`.

    The theme takes the book to be a whole site, and lets its addresses begin at the root of the
    server. Other pages have relative addresses, which this page cannot have. Where the firm has said
    what the address of its site is, the theme has it right.
    """
    if f"/{book}/index.html" in page:
        return page
    return _ROOT.sub(lambda found: f"{found[1]}/{book}/", page)
