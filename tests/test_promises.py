"""Targets and inspected numbers against later reports: which figure answers, and with what."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal

import pytest

from extractor.across import join
from extractor.across.promises import answers, contradictions
from extractor.across.timeline import timeline
from extractor.consolidate import consolidate
from extractor.models import (
    Commitment,
    DocumentHead,
    Evidence,
    Figure,
    Inspected,
    Period,
    Reading,
    Report,
    Scope,
    SourceInfo,
)
from extractor.writers.page import write_page
from extractor.writers.workbook import workbook_bytes

UNIT = "Ủy ban nhân dân huyện Gò Dầu"
RATE = "digitised_records.rate"
LATE = "resolved.late_rate"


def source(name: str) -> SourceInfo:
    return SourceInfo(path=name, sha256=name, media_type="text/plain", pages=1, status="ok")


def target(
    metric: str | None = RATE, sign: Any = ">=", value: int = 90, day: str | None = None
) -> Commitment:
    return Commitment(
        what="số hóa", metric=metric, comparison=sign, target=value, printed=f"{value}%",
        deadline=day, deadline_words=day, quote=f"đạt {value}%",
    )  # fmt: skip


def plan(
    *targets: Commitment, date: str | None = "2023-09-05", found: Sequence[Inspected] = ()
) -> Report:
    head = DocumentHead(type="KH", issuer=UNIT, date=date)
    return Report(source=source("plan"), document=head, commitments=targets, inspected=tuple(found))


def inspected(value: int) -> Inspected:
    return Inspected(
        metric="resolved.late", value=value, printed=str(value), quote=f"{value} hồ sơ trễ hạn",
        page=1, start=0, end=5,
    )  # fmt: skip


def figure(
    metric: str, value: float, level: str = "whole", status: Literal["read", "unresolved"] = "read"
) -> Figure:
    evidence = Evidence(
        page=1, quote=f"đạt {value}", start=0, end=4, printed_start=0, printed_end=1
    )
    return Figure(
        id=f"{metric}-{level}", scope=Scope(level=level), metric=metric, value=Decimal(str(value)),
        printed=str(value), evidence=evidence, reading=Reading(reader="text"), status=status,
    )  # fmt: skip


def report(start: str, end: str, *figures: Figure, issuer: str = UNIT) -> Report:
    period = Period(start=start, end=end, label=end[:7], kind="month")
    head = DocumentHead(type="BC", issuer=issuer, period=period)
    return Report(source=source(end), document=head, figures=figures)


OCTOBER = ("2023-09-15", "2023-10-14")
MARCH = ("2024-02-15", "2024-03-14")
DUE = "2023-12-31"

OUTCOMES = [
    # target                    reports                                              outcome
    (target(), [report(*OCTOBER, figure(RATE, 90))], "met"),
    (target(), [report(*OCTOBER, figure(RATE, 89.9))], "missed"),
    (target(day=DUE), [report(*OCTOBER, figure(RATE, 50))], "open"),
    (target(day=DUE), [report(*OCTOBER, figure(RATE, 95))], "met"),
    (target(day=DUE), [report(*OCTOBER, figure(RATE, 95)), report(*MARCH, figure(RATE, 80))],
     "missed"),
    (target(), [report(*OCTOBER, figure("digitised_results.rate", 68.48))], "near"),
    (target(), [report(*OCTOBER, figure("payment.rate", 30))], "not-reported"),
    (target(), [report("2023-06-15", "2023-07-14", figure(RATE, 95))], "not-reported"),
    (target(), [report(*OCTOBER, figure(RATE, 95), issuer="UBND huyện Tân Châu")], "not-reported"),
    (target(), [report(*OCTOBER, figure(RATE, 95, status="unresolved"))], "not-reported"),
    (target("resolved.late", "=", 0), [report(*OCTOBER, figure("resolved.late", 3))], "missed"),
    (target(LATE, "<", 2), [report(*OCTOBER, figure(LATE, 2))], "missed"),
    (target(LATE, "<=", 2), [report(*OCTOBER, figure(LATE, 2))], "met"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "reports", "outcome"), OUTCOMES)
def test_what_became_of_a_target(asked: Commitment, reports: list[Report], outcome: str) -> None:
    (answer,) = answers([plan(asked), *reports])
    assert answer.outcome == outcome
    assert (answer.figure is None) is (outcome == "not-reported")


def test_the_unit_spelled_otherwise_is_the_same_unit() -> None:
    later = report(*OCTOBER, figure(RATE, 95), issuer="UBND huyện Gò Dầu")
    assert [one.outcome for one in answers([plan(target()), later])] == ["met"]


def test_the_whole_unit_answers_before_one_of_its_levels() -> None:
    later = report(*OCTOBER, figure(RATE, 95, "commune"), figure(RATE, 80))
    (answer,) = answers([plan(target()), later])
    assert answer.figure is not None and answer.figure.scope.level == "whole"


def test_a_plan_without_a_date_is_held_against_nothing() -> None:
    later = report(*OCTOBER, figure(RATE, 95))
    assert [a.outcome for a in answers([plan(target(), date=None), later])] == ["not-reported"]


FOUND = [
    # reported late, its period    contradicted
    (0, OCTOBER, True),
    (61, OCTOBER, True),
    (62, OCTOBER, False),
    (0, MARCH, False),
]


@pytest.mark.parametrize(("late", "period", "against"), FOUND)
def test_an_inspection_beside_a_smaller_number_of_that_year(
    late: int, period: tuple[str, str], against: bool
) -> None:
    told = report(*period, figure("resolved.late", late))
    assert bool(contradictions([plan(found=[inspected(62)]), told])) is against


def batch() -> list[Report]:
    told = report(*OCTOBER, figure("resolved.late", 0), figure(RATE, 68.48))
    return [plan(target(), found=[inspected(62)]), told]


def test_remarks_show_both_quotes_and_are_never_errors() -> None:
    found = {f.code: f for f in join(batch()).findings if f.rule == "P1"}
    assert set(found) == {"target-missed", "inspection-contradicted"}
    assert {f.severity for f in found.values()} == {"info"}
    assert "đạt 90%" in found["target-missed"].message
    assert "đạt 68.48" in found["target-missed"].message
    assert "62 hồ sơ trễ hạn" in found["inspection-contradicted"].message


def test_a_timeline_is_in_the_order_of_time() -> None:
    rows = timeline(batch())
    assert [(row.sort, row.outcome) for row in rows] == [
        ("document", ""), ("target", "missed"), ("inspected", "contradicted"), ("document", ""),
    ]  # fmt: skip
    assert [row.day for row in rows] == sorted(row.day for row in rows)
    assert timeline(batch()[1:]) == []


def test_workbook_and_page_show_it(tmp_path: Any) -> None:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(consolidate(batch()))))
    cells = [c for row in book["Chỉ tiêu và thực hiện"].iter_rows(values_only=True) for c in row]
    assert {"chưa đạt", "khác số đã báo cáo", "68.48"} <= set(map(str, cells))
    without = openpyxl.load_workbook(io.BytesIO(workbook_bytes(consolidate(batch()[1:]))))
    assert "Chỉ tiêu và thực hiện" not in without.sheetnames
    page = tmp_path / "page.html"
    write_page(batch(), page)
    assert "Chỉ tiêu và thực hiện theo thời gian" in page.read_text("utf-8")
