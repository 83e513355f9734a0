"""What the fields of our models mean, taken from the texts that stand under them in the source.

So each meaning has one home. Not by pydantic's own option, which reads every source file each
time the program starts.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache

from extractor.models.base import Frozen


@cache
def descriptions(model: type[Frozen]) -> dict[str, str]:
    """Each field of the model and of its bases → the text under it; those without one lack."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, Frozen) and base is not Frozen:
            found |= _own(base)
    return found


def _own(model: type[Frozen]) -> dict[str, str]:
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for field, text in zip(tree.body, tree.body[1:], strict=False):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            found[field.target.id] = inspect.cleandoc(str(text.value.value)).replace("\n", " ")
    return found
