"""The templates of the theme: looked for once, and compiled once for all languages."""

from collections.abc import Mapping
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.structure.files import Files


class Templates(BytecodeCache):
    """What Jinja makes of the theme's templates, for all books of a process."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._code: dict[str, CodeType] = {}
        self._environments: dict[str, Environment] = {}
        self._files: dict[str, str] = {}

    def environment(self, config: Any) -> Environment:
        """Return the environment for the language of a book, as MkDocs sets it up."""
        language = str(config.theme["language"])
        if language not in self._environments:
            made = config.theme.get_env()
            made.bytecode_cache = self
            self._environments[language] = made
        return self._environments[language]

    def files(self, config: Any) -> Mapping[str, str]:
        """Return the files that the theme brings along: where they come from, by their path in the site."""
        if not self._files:
            found = Files([])
            found.add_files_from_theme(self.environment(config), config)
            self._files = {file.dest_uri: str(file.abs_src_path) for file in found}
        return self._files

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja what was compiled of the same source."""
        bucket.code = self._code.get(bucket.key + bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what Jinja compiled."""
        if bucket.code is not None:
            self._code[bucket.key + bucket.checksum] = bucket.code
