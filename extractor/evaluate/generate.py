"""Gold for a person to correct: what the line read, in gold's shape. Never overwrites.

What it writes is no gold before somebody has held it against the page; a note in it says so.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.errors import OutputError
from extractor.models import Figure, Report

UNCHECKED = "generated: not yet compared with the page"


def write_gold(report: Report, path: Path, refused: str) -> None:
    """Writes ``path``; an existing file is left alone.

    Raises:
        OutputError: the file exists (with the text ``refused``) or cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as out:
            json.dump(gold_of(report), out, ensure_ascii=False, indent=1)
            out.write("\n")
    except FileExistsError as error:
        raise OutputError(refused) from error
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error


def gold_of(report: Report) -> dict[str, Any]:
    """The report in gold's shape."""
    head, period, signer = report.document, report.document.period, report.document.signer
    return {
        "document": {
            **{name: getattr(head, name) for name in ("type", "issuer", "number", "date")},
            "period": [period.start, period.end] if period else None,
            "signer": signer.name if signer else None,
        },
        "figures": [_figure(f) for f in report.figures if f.status != "unresolved"],
        "findings": [
            {
                "code": f.code,
                "severity": f.severity,
                "level": f.scope.level if f.scope else None,
                "unit": f.scope.name if f.scope else None,
                "metric": f.metric,
            }
            for f in report.findings
        ],
        "consistent": not any(f.severity == "error" for f in report.findings),
        "notes": [UNCHECKED],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    value = float(figure.value) if isinstance(figure.value, Decimal) else figure.value
    return {
        "level": figure.scope.level,
        "unit": figure.scope.name,
        "metric": figure.metric,
        "value": value,
        "words": figure.evidence.quote,
    }
