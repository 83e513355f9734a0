"""What all that leaves the program is made of: a frozen model, and a number as JSON has it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer


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
