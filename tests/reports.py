"""Made reports for the tests of what comes after the checks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from extractor.models import (
    Check,
    DocumentHead,
    Evidence,
    Figure,
    Finding,
    PageReading,
    Period,
    Reading,
    Report,
    Scope,
    Signer,
    SourceInfo,
    SourceProblem,
    Suggestion,
)


def figure(
    metric: str,
    value: int | str | None,
    level: str = "whole",
    name: str | None = None,
    *,
    quote: str | None = None,
    printed: str | None = None,
    id: str | None = None,
    **more: Any,
) -> Figure:
    """A figure; its quote is 'trước <printed> hồ sơ sau' unless given."""
    number = Decimal(value) if isinstance(value, str) else value
    shown = printed if printed is not None else str(value)
    text = quote if quote is not None else f"Tổng số: {shown} hồ sơ, trong kỳ"
    at = 1000 + max(text.find(shown), 0)
    return Figure(
        id=id or f"{metric}@{level}/{name}",
        scope=Scope(level=level, name=name),
        metric=metric,
        value=number,
        printed=shown,
        evidence=Evidence(
            page=more.pop("page", 1),
            quote=text,
            start=1000,
            end=1000 + len(text),
            printed_start=at,
            printed_end=at + len(shown),
        ),
        reading=Reading(reader="text", alternatives=more.pop("alternatives", ())),
        **more,
    )


def row(level: str = "commune", name: str | None = None, base: int = 100) -> list[Figure]:
    """Eleven figures of form 06 that agree: received = settled + open."""
    late, overdue = base // 20, base // 50
    settled, open_ = base - base // 5, base // 5
    values = {
        "received.total": base,
        "received.online": base // 2,
        "received.in_person_or_postal": base - base // 2 - base // 10,
        "received.carried_over": base // 10,
        "resolved.total": settled,
        "resolved.early": settled // 4,
        "resolved.on_time": settled - settled // 4 - late,
        "resolved.late": late,
        "pending.total": open_,
        "pending.in_time": open_ - overdue,
        "pending.overdue": overdue,
    }
    return [figure(metric, value, level, name) for metric, value in values.items()]


def report(
    path: str = "a.docx",
    figures: Sequence[Figure] = (),
    *,
    issuer: str | None = "UBND phường An Hòa",
    period: tuple[str | None, str | None, str] | None = ("2024-02-15", "2024-03-14", "tháng 3"),
    sha256: str | None = None,
    status: str = "ok",
    problems: Sequence[SourceProblem] = (),
    findings: Sequence[Finding] = (),
    checks: Sequence[Check] = (),
    conventions: dict[str, str | bool] | None = None,
    **head: Any,
) -> Report:
    """A report with a head, ready to be consolidated."""
    when = period and Period(start=period[0], end=period[1], label=period[2], kind="month")
    return Report(
        source=SourceInfo(
            path=path,
            sha256=sha256 if sha256 is not None else f"hash of {path}",
            media_type="text/plain",
            pages=2,
            status=status,  # type: ignore[arg-type]
            problems=tuple(problems),
            readings=(PageReading(page=1, reader="text", quality="good"),),
        ),
        document=DocumentHead(
            type="BC",
            number="12/BC-UBND",
            issuer=issuer,
            date="2024-03-15",
            title="Báo cáo kết quả giải quyết thủ tục hành chính tháng 3 năm 2024",
            signer=Signer(name="Nguyễn Văn Hon", position="CHỦ TỊCH"),
            period=when or None,
            **head,
        ),
        figures=tuple(figures),
        findings=tuple(findings),
        checks=tuple(checks),
        conventions=conventions or {},
    )


def broken_sum(level: str = "commune", name: str | None = None) -> tuple[list[Figure], Finding]:
    """Four figures whose sum does not hold, and the finding that says so."""
    quote = "đã giải quyết 1.196 hồ sơ (trước hạn 1.127, đúng hạn 69, trễ hạn 03)"
    figures = [
        figure("resolved.total", 1196, level, name, quote=quote, printed="1.196"),
        figure("resolved.early", 1127, level, name, quote=quote, printed="1.127"),
        figure("resolved.on_time", 69, level, name, quote=quote, printed="69"),
        figure("resolved.late", 3, level, name, quote=quote, printed="03"),
    ]
    finding = Finding(
        code="sum-mismatch",
        severity="error",
        scope=Scope(level=level, name=name),
        metric="resolved.total",
        equation="1.196 ≠ 1.127 + 69 + 03 = 1.199",
        stated=1196,
        computed=1199,
        difference=-3,
        figures=tuple(f.id for f in figures),
        cause="author",
        suggestions=(
            Suggestion.model_validate(
                {"figure": figures[3].id, "from": "03", "to": "00"}
                | {"reason": "digit-changed", "score": 0.8}
            ),
        ),
        message="Đã giải quyết 1.196 ≠ 1.127 + 69 + 03 = 1.199 (lệch −3)",
        rule="R3",
    )
    return figures, finding


def wrong_rate() -> tuple[Figure, Finding]:
    """A rate that does not follow from its counts, and the finding that says so."""
    rate = figure("resolved.early_rate", "61.55", printed="61,55")
    finding = Finding(
        code="rate-mismatch",
        severity="error",
        scope=Scope(level="whole"),
        metric=rate.metric,
        equation="61,55 % ≠ 329/502 = 65,54 %",
        stated=Decimal("61.55"),
        computed=Decimal("65.54"),
        difference=Decimal("-3.99"),
        figures=(rate.id,),
        message="61,55 % ≠ 329/502 = 65,54 %",
    )
    return rate, finding
