"""JSON Schemas of what leaves the program, made from the models that it is made of.

Knows which models those are; what their fields mean stands with the models, the vocabulary in the
pattern book. The files in ``schema/`` are kept in step by a test.
"""

from __future__ import annotations

import json
from typing import Any, Literal, get_args

from extractor.book.names import LEVELS, METRICS
from extractor.models import Frozen, Report, conventions, document, heads, orders, sources
from extractor.models.described import descriptions
from extractor.writers import figurerows

Name = Literal["document", "figures", "decided"]
NAMES: tuple[Name, ...] = get_args(Name)
_MODELS: dict[Name, type[Frozen]] = {
    "document": Report,
    "figures": figurerows.FigureRow,
    "decided": figurerows.DecidedRow,
}
_HOMES = (document, heads, sources, conventions, orders, figurerows)
_KNOWN = {"metric": METRICS, "level": LEVELS}
"""Fields whose values are words of the vocabulary."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: Name) -> dict[str, Any]:
    """The schema of a document object, of a row of a figure, or of a row of an archive's figure."""
    made = _MODELS[name].model_json_schema(mode="serialization")
    for title, part in ((made["title"], made), *made.get("$defs", {}).items()):
        _explain(title, part)
    return {"$schema": DIALECT, **made}


def written(name: Name) -> str:
    """The same as text."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def _explain(title: str, part: dict[str, Any]) -> None:
    """Puts the meaning of each field, and the words of the vocabulary, into a model's schema."""
    model = next(found for home in _HOMES if (found := getattr(home, title, None)))
    part["description"] = " ".join(part["description"].split())
    said = {
        (field.serialization_alias or name): descriptions(model).get(name)
        for name, field in model.model_fields.items()
    }
    for name, told in part["properties"].items():
        if said.get(name):
            told["description"] = said[name]
        if name in _KNOWN:
            _limit(told, _KNOWN[name])
        told.pop("title", None)


def _limit(told: dict[str, Any], words: tuple[str, ...]) -> None:
    for choice in told.get("anyOf", [told]):
        if choice.get("type") == "string":
            choice["enum"] = list(words)
