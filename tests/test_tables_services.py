"""Tables about one kind of service online, and headings that are written out over each column."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.models import DocumentHead, Period
from extractor.tables import read_tables
from tests.test_tables import Spec, page_of

BY_SERVICE: list[list[Spec]] = [
    ["Lĩnh vực", "Hồ sơ phát sinh", "Trong đó nộp qua mạng", "Tỷ lệ (%)"],
    ["Đất đai", "80", "20", "25,0"],
    ["Hộ tịch", "40", "10", "25,0"],
]
TURNED = [[row[0], row[2], row[1], row[3]] for row in BY_SERVICE]


def _first(title: str, rows: Sequence[Sequence[Spec]]) -> dict[str, str]:
    found = read_tables([page_of((title, rows))], DocumentHead(type="BC"))
    return {f.metric: f.printed for f in found if f.scope.name == "Đất đai"}


@pytest.mark.parametrize("rows", [BY_SERVICE, TURNED])
@pytest.mark.parametrize(("said", "group"), [("mức độ 3", "level3"), ("mức độ 4", "level4")])
def test_a_title_says_of_which_service_all_columns_are(
    said: str, group: str, rows: list[list[Spec]]
) -> None:
    kinds = {"due": "80", "count": "20", "rate": "25,0"}
    expected = {f"online_{group}.{kind}": told for kind, told in kinds.items()}
    assert _first(f"II. DỊCH VỤ CÔNG TRỰC TUYẾN {said.upper()}", rows) == expected


@pytest.mark.parametrize(
    "title", ["Dịch vụ công trực tuyến mức độ 3, mức độ 4", "Tiếp nhận hồ sơ theo lĩnh vực"]
)
def test_a_title_of_two_services_or_of_none_says_nothing(title: str) -> None:
    assert _first(title, BY_SERVICE) == {
        "received.total": "80", "received.online": "20", "received.online_rate": "25,0",
    }  # fmt: skip


@pytest.mark.parametrize("sign", [": ", " - ", " \u2013 "])
def test_a_heading_written_out_over_each_column_is_one_above_them(sign: str) -> None:
    head: list[Spec] = ["Lĩnh vực"]
    for name in ("Mức độ 3", "Mức độ 4"):
        head += [f"{name}{sign}phát sinh", f"{name}{sign}nộp qua mạng", "Tỷ lệ (%)"]
    rows: list[list[Spec]] = [
        head,
        ["Đất đai", "80", "20", "25,0", "50", "5", "10,0"],
        ["Y tế", "4", "1", "25", "2", "1", "50"],
    ]
    found = _first("Kết quả tiếp nhận hồ sơ", rows)
    assert found == {
        "online_level3.due": "80", "online_level3.count": "20", "online_level3.rate": "25,0",
        "online_level4.due": "50", "online_level4.count": "5", "online_level4.rate": "10,0",
    }  # fmt: skip


def test_a_span_of_time_behind_a_dash_is_the_columns() -> None:
    rows: list[list[Spec]] = [
        ["Lĩnh vực", "Nhận - tháng 5", "Nhận - lũy kế", "Trả - tháng 5", "Trả - lũy kế"],
        ["Đất đai", "9", "30", "8", "29"],
        ["Y tế", "5", "17", "5", "17"],
    ]
    own = Period(start="2024-05-01", end="2024-05-31", label="tháng 5 năm 2024", kind="month")
    head = DocumentHead(type="BC", period=own)
    found = read_tables([page_of(("Hồ sơ theo lĩnh vực", rows))], head)
    told = [(f.metric, f.period, f.value) for f in found if f.scope.name == "Đất đai"]
    assert told == [
        ("received.total", None, 9), ("received.total", "cumulative", 30),
        ("resolved.total", None, 8), ("resolved.total", "cumulative", 29),
    ]  # fmt: skip


def test_a_share_behind_several_figures_of_files_is_of_none_of_them() -> None:
    rows: list[list[Spec]] = [
        ["Lĩnh vực", "Đã trả - đúng hạn", "Đã trả - trễ hạn", "Tỷ lệ (%)"],
        ["Đất đai", "90", "10", "90,0"],
        ["Y tế", "5", "5", "50,0"],
    ]
    assert set(_first("Hồ sơ theo lĩnh vực", rows)) == {"resolved.on_time", "resolved.late"}


@pytest.mark.parametrize("late", ["Chậm", "Số hồ sơ chậm", "Muộn", "Trễ"])
@pytest.mark.parametrize("old", ["Năm cũ", "Kỳ cũ chuyển", "Cũ"])
def test_headings_of_one_bare_word(late: str, old: str) -> None:
    rows: list[list[Spec]] = [
        ["Lĩnh vực", ("Tiếp nhận", 1, 2), ("Đã trả", 1, 2), "Còn (31/5)"],
        ["", old, "Mới", "Đúng hạn", late, ""],
        ["Đất đai", "4", "30", "25", "6", "3"],
        ["Y tế", "1", "9", "8", "2", "0"],
    ]
    assert _first("Hồ sơ theo lĩnh vực", rows) == {
        "received.carried_over": "4", "received.new": "30",
        "resolved.on_time": "25", "resolved.late": "6", "pending.total": "3",
    }  # fmt: skip


BY_FIELD: list[list[Spec]] = [
    ["Lĩnh vực", "Nhận", "Trả"],
    ["Đất đai", "30", "31"],
    ["Y tế", "9", "10"],
    ["Cộng", "39", "41"],
]


@pytest.mark.parametrize(
    ("other", "metric"),
    [
        ([["Hồ sơ nhận mới", "39"], ["Hồ sơ trả", "41"]], "received.new"),
        ([["Hồ sơ nhận mới", "38"], ["Hồ sơ trả", "41"]], "received.total"),
        ([["Hồ sơ nhận mới", "39"], ["Tổng hồ sơ nhận", "39"]], "received.total"),
    ],
    ids=["the sum is what is new", "it is another number", "it is all as well"],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_column_is_what_another_table_calls_its_sum(
    other: list[list[Spec]], metric: str, first: bool
) -> None:
    tables: list[tuple[str, list[list[Spec]]]] = [
        ("Theo lĩnh vực", BY_FIELD),
        ("Tổng hợp", [["Nội dung", "Số hồ sơ"], *other]),
    ]
    page = page_of(*(tables if first else tables[::-1]))
    found = read_tables([page], DocumentHead(type="BC"))
    told = [f.metric for f in found if f.scope.name == "Đất đai"]
    assert told == [metric, "resolved.total"]


def test_one_small_number_in_two_tables_proves_no_column() -> None:
    units: list[list[Spec]] = [
        ["Đơn vị", "Nhận mới", "Trả"],
        ["Xã An Hòa", "5", "5"],
        ["Xã An Lộc", "7", "6"],
    ]
    mine: list[list[Spec]] = [
        ["Đơn vị", "Nhận", "Trả"],
        ["Xã An Hòa", "5", "4"],
        ["Xã An Lộc", "9", "8"],
    ]
    found = read_tables([page_of(("Tuần này", units), ("Cả kỳ", mine))], DocumentHead(type="BC"))
    told = [f.metric for f in found if f.scope.name == "Xã An Lộc"]
    assert told == ["received.new", "resolved.total", "received.total", "resolved.total"]


@pytest.mark.parametrize("count", ["Số lượt", "Phiếu đánh giá", "Số lượt đánh giá"])
@pytest.mark.parametrize(
    "before", [[], ["PAKN nhận", "PAKN đã trả lời"]], ids=["alone", "feedback"]
)
def test_what_people_thought_is_counted_before_it_is_shared_out(
    count: str, before: list[Spec]
) -> None:
    """Feedback in the columns beside it makes it none."""
    rows: list[list[Spec]] = [
        ["Đơn vị", *before, count, "Rất hài lòng", "Hài lòng", "Tạm được"],
        ["Xã An Hòa", *(["7", "6"] if before else []), "40", "30", "8", "2"],
        ["Xã An Lộc", *(["2", "2"] if before else []), "10", "9", "1", "0"],
    ]
    found = read_tables([page_of(("Tổng hợp", rows))], DocumentHead(type="BC"))
    told = {f.metric: f.value for f in found if f.scope.name == "Xã An Hòa"}
    feedback = {"feedback_received.total": 7, "feedback_resolved.total": 6} if before else {}
    assert told == feedback | {
        "satisfaction.total": 40, "satisfaction.very_satisfied": 30,
        "satisfaction.satisfied": 8, "satisfaction.neutral": 2,
    }  # fmt: skip


def test_a_bare_count_before_parts_of_files_stays_open() -> None:
    rows: list[list[Spec]] = [
        ["Lĩnh vực", "Số lượng", "Trả trước hạn", "Trả đúng hạn"],
        ["Đất đai", "40", "30", "8"],
        ["Y tế", "9", "9", "0"],
    ]
    assert set(_first("Hồ sơ theo lĩnh vực", rows)) == {"resolved.early", "resolved.on_time"}


@pytest.mark.parametrize(("one", "two"), [("T4", "T5"), ("t4", "t5"), ("T4/2024", "T5/2024")])
def test_months_by_their_letter(one: str, two: str) -> None:
    rows: list[list[Spec]] = [
        ["Nội dung", one, two],
        ["Hồ sơ nhận mới", "40", "30"],
        ["Hồ sơ đã giải quyết", "39", "29"],
    ]
    found = read_tables([page_of(("Kết quả giải quyết hồ sơ", rows))], DocumentHead(type="BC"))
    told = [(f.metric, f.period, f.value) for f in found if f.metric == "received.new"]
    assert told == [("received.new", one, 40), ("received.new", two, 30)]


@pytest.mark.parametrize("share", ["Tỷ lệ (%)", "Đạt tỷ lệ (%)"])
def test_files_paid_online_by_their_four_letters(share: str) -> None:
    rows: list[list[Spec]] = [
        ["Lĩnh vực", "Hồ sơ có phí", "Hồ sơ TTTT", share],
        ["Đất đai", "40", "30", "75"],
        ["Y tế", "10", "9", "90"],
    ]
    told = _first("Thanh toán trực tuyến (TTTT)", rows)
    assert told == {"payment.due": "40", "payment.count": "30", "payment.rate": "75"}


@pytest.mark.parametrize(
    ("head", "metrics"),
    [("Số TTHC đang áp dụng", {"procedures.total"}), ("Số TTHC phát sinh hồ sơ", set())],
)
def test_procedures_in_force_are_counted(head: str, metrics: set[str]) -> None:
    rows: list[list[Spec]] = [
        ["Lĩnh vực", head, "Hồ sơ nhận mới", "Đã trả"],
        ["Đất đai", "14", "40", "30"],
        ["Y tế", "6", "10", "9"],
    ]
    assert set(_first("Kết quả", rows)) == metrics | {"received.new", "resolved.total"}
