"""Wholes beside their parts: told by the heading over both, by the row, by the shares."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.models import DocumentHead, Figure
from extractor.tables import as_tables_tell, read_tables
from extractor.tables.columns import read_columns
from tests.test_tables import Spec, page_of, told


def read(rows: Sequence[Sequence[Spec]]) -> Sequence[Figure]:
    return read_tables([page_of(("", rows))], DocumentHead(type="BC"))


@pytest.mark.parametrize(
    ("path", "metric", "sure"),
    [
        (("Số hóa kết quả", "Đã số hóa"), "digitised_results.count", True),
        (("Số hóa kết quả", "Số hồ sơ đã số hóa"), "digitised_results.count", True),
        (("Số hóa kết quả", "Phải số hóa"), "digitised_results.due", True),
        (("Kết quả giải quyết", "Số kết quả phải số hóa"), "digitised_results.due", True),
        (("Số hóa hồ sơ khi tiếp nhận", "Đã số hóa"), "digitised_records.count", True),
        (("Kết quả số hóa", "Hồ sơ đã số hóa"), "digitised_records.count", True),
        (("Kết quả số hóa", "Đã số hóa"), "digitised_records.count", False),
    ],
)
def test_what_is_digitised_by_the_heading_above(
    path: tuple[str, str], metric: str, sure: bool
) -> None:
    (column,) = read_columns([path], subject=frozenset(), damaged=False)
    assert (column.metric, not column.ambiguous) == (metric, sure)


@pytest.mark.parametrize(
    ("group", "whole", "part", "metric"),
    [
        ("Số hóa hồ sơ khi tiếp nhận", "Hồ sơ tiếp nhận", "Đã số hóa", "digitised_records"),
        ("Số hóa kết quả", "Tổng số", "Đã số hóa", "digitised_results"),
        ("Thanh toán trực tuyến", "Tổng số hồ sơ", "Hồ sơ thanh toán", "payment"),
    ],
)
def test_the_whole_of_a_group(group: str, whole: str, part: str, metric: str) -> None:
    paths = [(group, whole), (group, part), (group, "Tỷ lệ (%)")]
    found = [c.metric for c in read_columns(paths, subject=frozenset(), damaged=False)]
    assert found == [f"{metric}.due", f"{metric}.count", f"{metric}.rate"]


def grouped(whole: str, of: Sequence[str]) -> list[list[Spec]]:
    """Three communes with results digitised of a whole that bears an unknown name."""
    parts = [("60", "75,0"), ("81", "90,0"), ("45", "50,0")]
    named = zip(("An Nhứt", "Tam Phước", "Long Tân"), of, parts, strict=True)
    rows: list[list[Spec]] = [[f"Xã {name}", n, *part] for name, n, part in named]
    return [
        ["TT", "Đơn vị", whole, "Kết quả đã số hóa", "Tỷ lệ (%)"],
        *([str(i), *row] for i, row in enumerate(rows, 1)),
    ]


def test_the_shares_prove_a_whole_nobody_knows() -> None:
    figures = told(read(grouped("Kết quả đã cấp", ["80", "90", "90"])))
    assert figures["unit", "Xã An Nhứt", "digitised_results.due"] == 80
    assert len(figures) == 9


def test_other_numbers_are_no_whole() -> None:
    """Scanners bought, counted in the same place: 60 of 12 is not 75 %."""
    figures = told(read(grouped("Máy quét được cấp", ["12", "3", "4"])))
    assert {metric for _, _, metric in figures} == {
        "digitised_results.count",
        "digitised_results.rate",
    }


@pytest.mark.parametrize("last", [[], [["Tổng cộng", "190", "175", "92,1"]]])
def test_rows_that_say_of_what(last: list[list[Spec]]) -> None:
    """'Kết quả giải quyết' is no field of work; the sum of files and results is no figure."""
    rows: list[list[Spec]] = [
        ["Nội dung", "Phải số hóa", "Đã số hóa", "Tỷ lệ (%)"],
        ["Thành phần hồ sơ khi tiếp nhận", "100", "95", "95,0"],
        ["Kết quả giải quyết", "90", "80", "88,9"],
        *last,
    ]
    figures = {key: float(str(value)) for key, value in told(read(rows)).items()}
    assert figures == {
        ("whole", None, "digitised_records.due"): 100,
        ("whole", None, "digitised_records.count"): 95,
        ("whole", None, "digitised_records.rate"): 95,
        ("whole", None, "digitised_results.due"): 90,
        ("whole", None, "digitised_results.count"): 80,
        ("whole", None, "digitised_results.rate"): 88.9,
    }


@pytest.mark.parametrize("asked", ["Tổng số", "Số phải thực hiện", "Phát sinh"])
def test_of_how_many_was_done(asked: str) -> None:
    """Behind it stands what was done: it counts of how many, and of files it is not sure which."""
    rows: list[list[Spec]] = [
        ["TT", "Nội dung", asked, "Đã thực hiện", "Tỷ lệ (%)"],
        ["1", "Số hóa hồ sơ khi tiếp nhận", "100", "95", "95,0"],
        ["2", "Số hóa kết quả giải quyết", "90", "80", "88,9"],
        ["3", "Thanh toán trực tuyến", "40", "30", "75,0"],
        ["4", "Hồ sơ nộp trực tuyến", "100", "70", "70,0"],
    ]
    figures = {metric: float(str(value)) for (_, _, metric), value in told(read(rows)).items()}
    assert figures == {
        "digitised_records.due": 100,
        "digitised_records.count": 95,
        "digitised_records.rate": 95,
        "digitised_results.due": 90,
        "digitised_results.count": 80,
        "digitised_results.rate": 88.9,
        "payment.due": 40,
        "payment.count": 30,
        "payment.rate": 75,
        "received.online": 70,
        "received.online_rate": 70,
    }


SPANS: list[list[Spec]] = [
    ["TT", "Cơ quan", ("Trong tháng", 1, 4), ("Lũy kế từ đầu năm", 1, 2)],
    ["", "", "Tháng trước chuyển", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết", "Tiếp nhận",
     "Đã giải quyết"],
    ["1", "Phòng Nội vụ", "38", "171", "167", "42", "1.204", "1.179"],
    ["2", "Công an huyện", "0", "412", "397", "15", "", ""],
    ["3", "Phòng Tư pháp", "9", "94", "97", "6", "702", "702"],
]  # fmt: skip


def test_what_balances_with_the_carry_over_only_is_new() -> None:
    values = [(f.metric, f.value) for f in read(SPANS) if f.metric.startswith("received")]
    assert ("received.new", 171) in values
    assert ("received.new", 1204) in values  # the same heading over the year's columns
    assert not any(metric == "received.total" for metric, _ in values)


def test_nothing_says_what_came_in_without_what_is_left() -> None:
    found = read([[*row[:5], *row[6:]] for row in [[*SPANS[1][:5], "Trễ hạn", "", ""], *SPANS[2:]]])
    came = [f for f in found if f.metric == "received.total"]
    assert came and all((f.value, f.status) == (None, "unresolved") for f in came)


LATE: list[list[Spec]] = [
    ["STT", "Đơn vị", "Số hồ sơ trễ hạn", "Đã giải quyết", "Chưa giải quyết", "Nguyên nhân"],
    ["1", "Phòng Quản lý đô thị", "5", "3", "2", "Phải lấy ý kiến"],
    ["2", "Phường 1", "2", "2", "", "Chuyên viên nghỉ"],
]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (LATE, {"resolved.late": 3, "pending.overdue": 2}),
        ([[*r[:2], *r[3:]] for r in LATE], {"resolved.late": 3, "pending.overdue": 2}),
        (
            [LATE[0], [*LATE[1][:2], "1", *LATE[1][3:]], LATE[2]],
            {"resolved.late": 1, "resolved.total": 3, "pending.total": 2},
        ),
    ],
    ids=["by the sum", "by the title", "a part of what is settled"],
)
def test_in_a_list_of_late_files_all_are_late(
    rows: Sequence[Sequence[Spec]], expected: dict[str, int]
) -> None:
    found = read_tables([page_of(("Danh sách hồ sơ trễ hạn", rows))], DocumentHead(type="BC"))
    assert {f.metric: f.value for f in found if f.scope.name == "Phòng Quản lý đô thị"} == expected


def test_results_given_late_are_no_results_sent_by_post() -> None:
    paths = [("Đã trả kết quả quá hạn",), ("Trả kết quả qua bưu điện",)]
    late, sent = read_columns(paths, subject=frozenset(), damaged=False)
    assert (late.metric, sent.metric) == ("resolved.late", None)


@pytest.mark.parametrize(
    ("ends", "value"),
    [((("167", "4"), ("90", "4")), 171), ((("167", "42"), ("97", "9")), None)],
    ids=["without", "neither"],
)
def test_what_balances_without_it_is_not_and_in_one_row_only_it_is_in_doubt(
    ends: Sequence[tuple[str, str]], value: int | None
) -> None:
    rows = [list(row) for row in SPANS]
    rows[2][4:6], rows[4][4:6] = ends
    values = [(f.metric, f.value) for f in read(rows) if f.metric.startswith("received")]
    assert ("received.total", value) in values


def prose(metric: str, value: int, quote: str) -> Figure:
    (figure, *_) = read(SPANS)
    evidence = figure.evidence.model_copy(update={"quote": quote})
    return figure.model_copy(
        update={"metric": metric, "value": value, "origin": "prose", "evidence": evidence,
                "period": None}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "quote", "metric"),
    [
        (171, "tiếp nhận 171 hồ sơ", "received.new"),
        (171, "tổng số hồ sơ tiếp nhận 171", "received.total"),
        (209, "tiếp nhận 209 hồ sơ", "received.total"),
    ],
)
def test_prose_means_what_the_table_prints_the_number_as(
    value: int, quote: str, metric: str
) -> None:
    table = [f.model_copy(update={"period": None}) for f in read(SPANS)[:6]]
    told_ = as_tables_tell([prose("received.total", value, quote), *table])
    assert told_[0].metric == metric


def services(*names: str) -> dict[str, object]:
    head: list[Spec] = [
        "STT",
        "Mức độ",
        "Số TTHC",
        "Tổng số hồ sơ",
        "Hồ sơ trực tuyến",
        "Tỷ lệ (%)",
    ]
    rows: list[list[Spec]] = [
        ["1", names[0], "41", "1.871", "871", "46,55"],
        ["2", names[1], "18", "742", "573", "77,22"],
        ["", "Cộng", "59", "2.613", "1.444", "55,26"],
    ]
    return {f.metric: f.value for f in read([head, *rows])}


def test_rows_of_services_say_whose_the_columns_are() -> None:
    values = services("Mức độ 3", "Mức độ 4")
    assert (values["online_level3.due"], values["online_level3.count"]) == (1871, 871)
    assert (values["online_level4.due"], values["online_level4.count"]) == (742, 573)
    assert str(values["online_level4.rate"]) == "77.22"
    assert not any(metric.startswith("received") for metric in values)


def test_services_without_a_whole_of_their_own_have_none() -> None:
    assert services("Toàn trình", "Một phần") == {
        "online_full.count": 871,
        "online_partial.count": 573,
    }
    assert not any(metric.startswith("online_") for metric in services("Mức độ 3", "Mức độ 3"))


def test_a_column_of_money_is_of_what_was_paid_on_its_left() -> None:
    rows: list[list[Spec]] = [
        [
            "TT",
            "Đơn vị",
            "HS thanh toán trực tuyến",
            "Số tiền (đồng)",
            "Lượt nộp thuế đất",
            "Số tiền",
        ],
        ["1", "Xã A", "10", "600.000", "3", "45.000.000"],
        ["2", "Xã B", "5", "1.200.000", "1", "5.000.000"],
    ]
    found = told(read_tables([page_of(("", rows))], DocumentHead(type="BC")))
    assert found["unit", "Xã A", "payment.fee_amount"] == 600_000
    assert found["unit", "Xã B", "payment.fee_amount"] == 1_200_000
    assert found["unit", "Xã A", "payment.tax_amount"] == 45_000_000
    rows[0][3] = "Số tiền (triệu đồng)"
    found = told(read_tables([page_of(("", rows))], DocumentHead(type="BC")))
    assert found["unit", "Xã A", "payment.fee_amount"] is None


def test_rows_of_nothing_but_parts_and_wholes() -> None:
    rows: list[list[Spec]] = [
        [
            "TT",
            "Đơn vị",
            *(f"Số hóa {what} (đã số hóa/phải số hóa)" for what in ("hồ sơ", "kết quả")),
        ],
        ["1", "Xã A", "90/100 (90%)", "80/81"],
        ["2", "Xã B", "40/50 (80%)", "39/40"],
    ]
    found = told(read_tables([page_of(("", rows))], DocumentHead(type="BC")))
    assert found["unit", "Xã A", "digitised_records.due"] == 100
    assert found["unit", "Xã B", "digitised_results.count"] == 39


LISTED: list[list[Spec]] = [
    ["TT", "Lĩnh vực", "Số hồ sơ quá hạn", "Nguyên nhân"],
    ["1", "Đất đai", "12", "Chờ đo đạc lại"],
    ["2", "Hộ tịch", "1", "Xác minh ở tỉnh khác"],
]


@pytest.mark.parametrize(
    ("title", "metric"),
    [
        ("3. Hồ sơ đã giải quyết quá hạn theo lĩnh vực", "resolved.late"),
        ("3. Hồ sơ đang giải quyết đã quá hạn", "pending.overdue"),
        ("3. Hồ sơ quá hạn theo lĩnh vực", None),
        ("3. Hồ sơ đã giải quyết đúng hạn và quá hạn", None),
    ],
)
def test_a_list_of_late_files_says_in_its_title_which_they_are(
    title: str, metric: str | None
) -> None:
    figures = read_tables([page_of((title, LISTED))], DocumentHead(type="BC"))
    wanted = {("field", "Đất đai", metric): 12, ("field", "Hộ tịch", metric): 1} if metric else {}
    assert told(figures) == wanted


def test_a_list_of_reasons_or_of_two_counts_is_none_of_late_files() -> None:
    title = "3. Hồ sơ đã giải quyết quá hạn"
    reasons = [["TT", "Nguyên nhân", "Số hồ sơ"], ["1", "Chờ đo đạc", "12"], ["2", "Mất sổ", "1"]]
    assert read_tables([page_of((title, reasons))], DocumentHead(type="BC")) == ()
    more = [
        [*row[:3], extra, row[3]] for row, extra in zip(LISTED, ["Số ngày", "3", "8"], strict=True)
    ]
    assert read_tables([page_of((title, more))], DocumentHead(type="BC")) == ()
