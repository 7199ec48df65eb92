"""What was made once and may be needed again, bounded: what nobody asks for goes."""

from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

ROOM: Final = 8_000
"""Things; the parts of all pages of the library in one language are about half of it."""


class Memo(Generic[Key, Value]):
    """Things by key, in two generations: the elder goes when the younger is full.

    What is asked for moves to the younger, so what many firms share stays, and what only one firm had
    is forgotten.
    """

    def __init__(self, room: int = ROOM) -> None:
        """Make an empty one for at most so many things."""
        self._half = max(1, room // 2)
        self._young: dict[Key, Value] = {}
        self._old: dict[Key, Value] = {}
        self._once: set[int] = set()
        self._once_before: set[int] = set()
        self.hits = 0
        self.misses = 0

    def get(self, key: Key) -> Value | None:
        """Return what is kept under a key; None when nothing is."""
        found = self._young.get(key)
        if found is None:
            found = self._old.pop(key, None)
            if found is None:
                self.misses += 1
                return None
            self._keep(key, found)
        self.hits += 1
        return found

    def put(self, key: Key, value: Value) -> Value:
        """Keep a thing, and return it."""
        self._keep(key, value)
        return value

    def offer(self, key: Key, value: Value) -> Value:
        """Return a thing, and keep it too: once half the room is taken, only if it comes again."""
        if len(self._young) + len(self._old) < self._half or self.comes_again(key):
            self._keep(key, value)
        return value

    def comes_again(self, key: Key) -> bool:
        """Tell whether this was asked of the key before: what comes once only needs no room."""
        mark = hash(key)
        if mark in self._once or mark in self._once_before:
            return True
        if len(self._once) >= self._half:
            self._once, self._once_before = set(), self._once
        self._once.add(mark)
        return False

    def made(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return what is kept under a key, or else make and keep it."""
        found = self.get(key)
        return self.put(key, make()) if found is None else found

    def items(self) -> dict[Key, Value]:
        """Return all that is kept, the elder first."""
        return {**self._old, **self._young}

    def _keep(self, key: Key, value: Value) -> None:
        if len(self._young) >= self._half:
            self._old = self._young
            self._young = {}
        self._young[key] = value
