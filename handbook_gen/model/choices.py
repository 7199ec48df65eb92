"""What a builder can choose from."""

from typing import Literal

BookName = Literal["staff", "control"]
EngineName = Literal["mkdocs", "properdocs", "zensical"]
