"""Hear whether MkDocs warns."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.exceptions import Abort

from handbook_gen.engines.shared.pieces import Unshared


@contextmanager
def no_warnings() -> Iterator[None]:
    """Raise `Unshared` where MkDocs warns: its plain way then tells what is wrong."""
    heard = _Heard()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(heard)
    try:
        yield
    except Abort as error:
        raise Unshared(str(error)) from error
    finally:
        logger.removeHandler(heard)
    if heard.said:
        raise Unshared(heard.said)


class _Heard(logging.Handler):
    """Keeps what was warned of last."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.said = record.getMessage()
