"""Records: values that never change.

A class of records is what `dataclass(frozen=True, slots=True)` makes of it, at a quarter of the cost:
that compiles six functions for each class, and every process begins with making more than a hundred.
Here only `__init__` is compiled, because a library has ten thousands of records; all else is done by
functions that know the names of the fields.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Final, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")

_LEFT_OUT: Final = object()
"""Stands for an argument that was not given, where each record gets a default of its own."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(kind: type[T]) -> type[T]:
    """Make a class of records from its annotations; `fields` and `replace` of dataclasses work."""
    made = dataclass(init=False, repr=False, eq=False, slots=True)(kind)
    names = tuple(one.name for one in fields(made))  # type: ignore[arg-type]  # it is one by now
    compared = tuple(one.name for one in fields(made) if one.compare)  # type: ignore[arg-type]  # the same
    methods = (
        _init(made),
        *_comparing(_values(compared)),
        *_showing(names, _values(names)),
        _set,
        _delete,
    )
    for name, method in zip(_METHODS, methods, strict=True):
        setattr(made, name, method)
    return made


_METHODS: Final = (
    "__init__",
    "__eq__",
    "__hash__",
    "__repr__",
    "__reduce__",
    "__setattr__",
    "__delattr__",
)


def _init(kind: type) -> Callable[..., None]:
    """Return the function that fills in a new record."""
    known: dict[str, object] = {"put": object.__setattr__, "LEFT_OUT": _LEFT_OUT}
    arguments, lines = ["self"], [" pass\n"]
    for one in fields(kind):
        value, default = one.name, ""
        if one.default is not MISSING:
            known[f"of_{one.name}"], default = one.default, f"=of_{one.name}"
        elif one.default_factory is not MISSING:
            known[f"of_{one.name}"], default = one.default_factory, "=LEFT_OUT"
            value = f"of_{one.name}() if {one.name} is LEFT_OUT else {one.name}"
        arguments.append(f"{one.name}{default}")
        lines.append(f" put(self, {one.name!r}, {value})\n")
    exec(f"def __init__({', '.join(arguments)}):\n{''.join(lines)}", known)  # noqa: S102  # as dataclasses does, and of names in this program alone
    made: Callable[..., None] = known["__init__"]  # type: ignore[assignment]  # that is what it is
    return made


def _values(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """Return the function that gives the values of some fields."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


def _comparing(
    values: Callable[[object], tuple[object, ...]],
) -> tuple[Callable[..., bool], Callable[..., int]]:
    def __eq__(self: object, other: object) -> bool:  # noqa: N807  # it becomes the method
        if other.__class__ is self.__class__:
            return values(self) == values(other)
        return NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807  # the same
        return hash(values(self))

    return __eq__, __hash__


def _showing(
    names: tuple[str, ...], values: Callable[[object], tuple[object, ...]]
) -> tuple[Callable[..., str], Callable[..., object]]:
    def __repr__(self: object) -> str:  # noqa: N807  # it becomes the method
        told = (f"{name}={value!r}" for name, value in zip(names, values(self), strict=True))
        return f"{type(self).__qualname__}({', '.join(told)})"

    def __reduce__(self: object) -> tuple[type, tuple[object, ...]]:  # noqa: N807  # the same
        return type(self), values(self)

    return __repr__, __reduce__


def _set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
