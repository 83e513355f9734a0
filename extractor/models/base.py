"""What all that leaves the program is made of: a frozen model, and a number as JSON has it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ParamSpec, TypeVar

from pydantic import BaseModel, ConfigDict, PlainSerializer

P = ParamSpec("P")
M = TypeVar("M")


def _number(value: int | Decimal | None) -> int | float | None:
    """A JSON number: counts stay integers, rates keep their printed decimals."""
    return float(value) if isinstance(value, Decimal) else value


Number = Annotated[
    int | Decimal, PlainSerializer(_number, return_type=int | float | None, when_used="json")
]


class Frozen(BaseModel):
    """Base of all that leaves the program: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_post_init(self, _: object, /) -> None:
        """Which fields were given is never asked; noted for each value it is half its memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _every_field(type(self)))


@cache
def _every_field(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


def made(model: Callable[P, M]) -> Callable[P, M]:
    """Makes values of ``model`` from fields that already have their types, by keyword.

    To ask each field again costs three times what the value does, and the line makes dozens for
    a page. Only for what this program made itself: nothing is checked but by mypy, so that a field
    without a default must be given; so must one with a factory.
    """
    kind: Any = model
    blank = {name: field.default for name, field in kind.model_fields.items()}
    every, new, put = set(blank), object.__new__, object.__setattr__

    def make(*_: P.args, **given: P.kwargs) -> M:
        value: M = new(kind)
        put(value, "__dict__", {**blank, **given})
        put(value, "__pydantic_fields_set__", every)
        put(value, "__pydantic_extra__", None)
        put(value, "__pydantic_private__", None)
        return value

    return make
