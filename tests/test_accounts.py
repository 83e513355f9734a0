"""A report with one account tells of its sender: where a name stands beside it, that is asked."""

from __future__ import annotations

import pytest

from extractor.accounts import SOLE, with_one_account
from extractor.figures import figures_of
from extractor.judge import judge_report
from extractor.models import DocumentHead, Figure, Report, Scope
from tests.passages import REPORT, assembled, clean
from tests.reports import figure
from tests.test_checks import SOURCE

LEVELS = Scope(level="commune")
PROVINCE = Scope(level="centre", name="Trung tâm Phục vụ hành chính công tỉnh")
HEALTH = DocumentHead(type="BC", issuer="Sở Y tế tỉnh Lai Châu")


def asked(text: str) -> list[tuple[str, ...]]:
    """The figures of each question about the only account."""
    read = with_one_account(figures_of(assembled(text, REPORT), [clean(text)]), REPORT)
    report = judge_report(Report(source=SOURCE, document=REPORT, figures=read))
    told = [f for f in report.findings if f.params.get("variant") == "sole"]
    assert all(f.code == "ambiguous-claim" and f.severity == "warning" for f in told)
    return [f.figures for f in told]


ONE = "Trong quý, tại Bộ phận Một cửa của các xã, thị trấn đã nhận 742 hồ sơ, đã trả 700 hồ sơ."


def test_the_only_account_beside_a_level_is_asked_about() -> None:
    ((*names,),) = asked(ONE)
    assert len(names) == 2


@pytest.mark.parametrize(
    "text",
    [
        f"Toàn huyện tiếp nhận 2.000 hồ sơ. {ONE}",
        f"UBND huyện tiếp nhận 500 hồ sơ. {ONE}",
        "Tiếp nhận 742 hồ sơ, đã giải quyết 700 hồ sơ.",
        "Đất đai tiếp nhận 20 hồ sơ; hộ tịch tiếp nhận 30 hồ sơ.",
    ],
)
def test_beside_another_account_a_level_is_its_own(text: str) -> None:
    assert asked(text) == []


def told(scope: Scope, metric: str, value: int) -> Figure:
    return figure(metric, value, scope.level, scope.name)


def test_a_centre_in_a_departments_report_is_asked_about() -> None:
    mine = told(Scope(level="whole"), "resolved.total", 9)
    read = with_one_account((mine, told(PROVINCE, "received.online", 5)), HEALTH)
    assert [f.note == SOLE for f in read] == [False, True]
    read = with_one_account((mine, told(PROVINCE, "resolved.total", 5)), HEALTH)
    assert not any(f.note == SOLE for f in read)
    read = with_one_account((mine, told(PROVINCE, "received.online", 5)), REPORT)
    assert not any(f.note == SOLE for f in read)


TABLE = [
    figure("received.total", 900, origin="table"),
    figure("resolved.total", 840, origin="table"),
    figure("resolved.late", 30, origin="table"),
    figure("received.total", 300, "province", origin="table"),
    figure("resolved.total", 280, "province", origin="table"),
    figure("resolved.late", 12, "province", origin="table"),
]


@pytest.mark.parametrize(
    ("numbers", "of_whole"),
    [
        ({"received.total": 900, "received.new": 870, "resolved.total": 840}, 3),
        ({"received.total": 900, "resolved.total": 840, "resolved.late": 12}, 2),
        ({"received.total": 300, "resolved.total": 840}, 0),
        ({"received.total": 900, "resolved.total": 280, "resolved.late": 12}, 0),
        ({"received.total": 910, "resolved.total": 850}, 0),
    ],
    ids=["with one that no table has", "then the level's", "one only", "a slip", "others"],
)
def test_a_level_whose_numbers_are_the_sum_of_a_table_is_the_whole(
    numbers: dict[str, int], of_whole: int
) -> None:
    prose = [figure(metric, value, "province", id=metric) for metric, value in numbers.items()]
    read = with_one_account([*prose, *TABLE], REPORT)
    levels = [f.scope.level for f in read if f.id in numbers]
    assert levels == ["whole"] * of_whole + ["province"] * (len(prose) - of_whole)
