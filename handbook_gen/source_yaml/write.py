"""Write plain data as YAML, and read what the program itself wrote or ships."""

from typing import Any

import yaml


def written_yaml(data: Any) -> str:
    """Return plain data as YAML, keys in the given order."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


def flow_yaml(data: Any) -> str:
    """Return plain data as YAML on one line: text, `[a, b]` or `{key: value}`."""
    text = yaml.safe_dump(
        data, allow_unicode=True, sort_keys=False, width=100_000, default_flow_style=True
    )
    return text.removesuffix("\n").removesuffix("\n...")


def plain_yaml(text: str) -> Any:
    """Return YAML that the program itself wrote or ships, with its own types."""
    return yaml.safe_load(text)
