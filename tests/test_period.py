"""Reporting periods: every spelling beside what it means; round trips; what is no period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.head.periods import find_periods, nominal
from extractor.head.reporting import own_period
from extractor.models import Period

SPELLINGS = [
    # text, start, end, kind, what Decree 09/2019 art. 12 makes of it
    ("tháng 03 năm 2024", None, None, "month", ("2024-02-15", "2024-03-14")),
    ("tháng 1/2024", None, None, "month", ("2023-12-15", "2024-01-14")),
    ("tháng 7.2019", None, None, "month", ("2019-06-15", "2019-07-14")),
    ("thang 10 nim 2023", None, None, "month", ("2023-09-15", "2023-10-14")),
    ("Quý II/2024", None, None, "quarter", ("2024-03-15", "2024-06-14")),
    ("quý III.2020", None, None, "quarter", ("2020-06-15", "2020-09-14")),
    ("quý 4 năm 2021", None, None, "quarter", ("2021-09-15", "2021-12-14")),
    ("quy I nam 2022", None, None, "quarter", ("2021-12-15", "2022-03-14")),
    ("6 tháng đầu năm 2024", None, None, "half-year", ("2023-12-15", "2024-06-14")),
    ("sáu tháng cuối năm 2023", None, None, "half-year", ("2023-06-15", "2023-12-14")),
    ("9 tháng năm 2023", None, None, "nine-months", ("2022-12-15", "2023-09-14")),
    ("05 tháng đầu năm 2024", None, None, "span", ("2023-12-15", "2024-05-14")),
    ("từ tháng 01 đến tháng 6 năm 2024", None, None, "span", ("2023-12-15", "2024-06-14")),
    ("năm 2023", None, None, "year", ("2022-12-15", "2023-12-14")),
    ("từ ngày 15/12/2023 đến ngày 15/5/2024", "2023-12-15", "2024-05-15", "span", None),
    ("từ 15/12/2023 - 14/3/2024", "2023-12-15", "2024-03-14", "span", None),
    ("từ 21/7 đến 20/8/2024", "2024-07-21", "2024-08-20", "span", None),
    ("từ ngày 15/12 đến 14/3/2024", "2023-12-15", "2024-03-14", "span", None),
    ("từ ngày 01 đến ngày 31/3/2024", "2024-03-01", "2024-03-31", "span", None),
    ("từ 11.5.2018 đến 10.6.2018", "2018-05-11", "2018-06-10", "span", None),
    ("từ 15-12-2023 đến hết 14-3-2024", "2023-12-15", "2024-03-14", "span", None),
    ("1/7/2025) đến ngày 14/9/2025", "2025-07-01", "2025-09-14", "span", None),
    ("15/12/2023 – 14/3/2024", "2023-12-15", "2024-03-14", "span", None),
    (
        "Từ ngày 15 tháng 02 năm 2024\nđến hết ngày 13 tháng 03 năm 2024",
        "2024-02-15",
        "2024-03-13",
        "span",
        None,
    ),
    (
        "tir ngay 14\nthang 9 nam 2023 den hét ngay 12 thang 10 nam 2023",
        "2023-09-14",
        "2023-10-12",
        "span",
        None,
    ),
]


@pytest.mark.parametrize(("text", "start", "end", "kind", "decree"), SPELLINGS)
def test_spelling(
    text: str, start: str | None, end: str | None, kind: str, decree: tuple[str, str] | None
) -> None:
    within = f"Báo cáo kết quả ({text}): 12 hồ sơ"
    [(low, high, period)] = find_periods(within)
    assert within[low:high] == text
    assert (period.start, period.end, period.kind) == (start, end, kind)
    assert period.label == " ".join(text.split())
    assert nominal(period) == (decree or (start, end))


@pytest.mark.parametrize(
    "text",
    [
        "ngày 14 tháng 10 năm 2023",
        "ngày      tháng 6 năm 2023",
        "ngày 12/3/2024",
        "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018",
        "giai đoạn 2021 - 2025",
        "Việt Nam 2023",
        "năm 2021 - 2025",
        "tháng 13 năm 2024",
        "1.2024 hồ sơ, 12024 lượt",
    ],
)
def test_no_period(text: str) -> None:
    assert find_periods(text) == []


def test_two_labels_share_a_year() -> None:
    text = "quý III và 9 tháng đầu năm 2024"
    found = [(p.kind, nominal(p)) for _, _, p in find_periods(text)]
    assert found == [
        ("quarter", ("2024-06-15", "2024-09-14")),
        ("nine-months", ("2023-12-15", "2024-09-14")),
    ]


def test_a_month_borrows_the_year_of_the_total_to_date() -> None:
    [(_, _, period)] = find_periods("tháng 5 và lũy kế từ đầu năm 2022")
    assert (period.kind, nominal(period)) == ("month", ("2022-04-15", "2022-05-14"))


def test_an_impossible_date_is_no_date() -> None:
    [(_, _, period)] = find_periods("từ ngày 15/01/2024 đến ngày 31/02/2024")
    assert (period.start, period.end) == ("2024-01-15", None)


@pytest.mark.parametrize(
    ("label", "calendar"),
    [
        ("tháng 2 năm 2024", ("2024-02-01", "2024-02-29")),
        ("quý IV năm 2023", ("2023-10-01", "2023-12-31")),
        ("năm 2023", ("2023-01-01", "2023-12-31")),
    ],
)
def test_calendar_span(label: str, calendar: tuple[str, str]) -> None:
    period = Period(start=None, end=None, label=label, kind="unknown")
    assert nominal(period, calendar=True) == calendar


def test_nothing_nominal_about_words_without_months() -> None:
    assert nominal(Period(start=None, end=None, label="kỳ này", kind="unknown")) is None


DAYS = st.dates(date(2005, 1, 1), date(2039, 12, 31))
FORMS = st.sampled_from(
    [
        "{d:02d}/{m:02d}/{y}",
        "{d}/{m}/{y}",
        "{d}.{m}.{y}",
        "{d}-{m}-{y}",
        "ngày {d:02d} tháng {m:02d} năm {y}",
        "ngày {d} tháng {m} năm {y}",
        "ngay {d} thang {m} nim {y}",
        "ngày {d}\ntháng {m} năm\n{y}",
    ]
)


@given(DAYS, st.integers(0, 400), FORMS, FORMS, st.sampled_from(["đến", "đến hết", "-", "den hét"]))
def test_printed_spans_come_back(start: date, days: int, one: str, two: str, to: str) -> None:
    end = start + timedelta(days)
    if end.year > 2049:
        return
    first = one.format(d=start.day, m=start.month, y=start.year)
    last = two.format(d=end.day, m=end.month, y=end.year)
    [(_, _, period)] = find_periods(f"Số liệu tính từ {first} {to} {last}, gồm")
    assert (period.start, period.end) == (start.isoformat(), end.isoformat())


@given(st.integers(2001, 2048), st.integers(1, 12))
def test_months_by_decree_touch_one_another(year: int, month: int) -> None:
    later = (year + month // 12, month % 12 + 1)
    spans = [
        nominal(find_periods(f"tháng {m:02d} năm {y}")[0][2]) for y, m in ((year, month), later)
    ]
    assert spans[0] is not None and spans[1] is not None
    assert date.fromisoformat(spans[0][1]) + timedelta(1) == date.fromisoformat(spans[1][0])


OWN = [
    # title, body, start, end, kind
    (
        "tháng 4 năm 2024",
        "Lũy kế tính từ ngày 15/12/2023 đến 14/4/2024: 9 hồ sơ.",
        None,
        None,
        "month",
    ),
    (
        "tháng 4 năm 2024",
        "Lũy kế tính từ 15/12/2023 đến 14/4/2024; trong kỳ từ 15/3/2024 đến 14/4/2024.",
        "2024-03-15",
        "2024-04-14",
        "month",
    ),
    ("quý I năm 2020", "(từ 01/12/2019 đến 29/2/2020)", "2019-12-01", "2020-02-29", "quarter"),
    ("năm 2023", "Số liệu từ 07/12/2022 đến 04/12/2023.", "2022-12-07", "2023-12-04", "year"),
    ("từ 15/12/2023 đến 15/5/2024", "05 tháng đầu năm 2024.", "2023-12-15", "2024-05-15", "span"),
    (
        "tháng 9",
        "Từ 15/8/2019 đến 14/9/2019, phường đã nhận 9 hồ sơ.",
        "2019-08-15",
        "2019-09-14",
        "span",
    ),
    (
        "tháng 11/2021",
        "Kết quả tháng 11 (15/10 đến 14/11/2021):",
        "2021-10-15",
        "2021-11-14",
        "month",
    ),
    (
        "tháng 5 và lũy kế từ đầu năm 2022",
        "Tháng 5 (từ 15/4/2022 đến 14/5/2022), lũy kế (từ 15/12/2021 đến 14/5/2022).",
        "2022-04-15",
        "2022-05-14",
        "month",
    ),
    (
        "6 tháng cuối năm 2025",
        "Từ khi bỏ cấp huyện (01/7/2025) đến ngày 14/12/2025: 9 hồ sơ.",
        "2025-07-01",
        "2025-12-14",
        "half-year",
    ),
    ("theo kế hoạch năm 2024, quý III/2024", "", None, None, "quarter"),
    ("năm 2022", "Trong đó tháng 12 năm 2022 có 3 hồ sơ.", None, None, "year"),
    (
        "tháng 8 và phương hướng, nhiệm vụ tháng 9 năm 2023",
        "(từ 15/7/2023 đến 14/8/2023)",
        "2023-07-15",
        "2023-08-14",
        "month",
    ),
    ("6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2022", "", None, None, "half-year"),
    ("6 tháng đầu năm; phương hướng, nhiệm vụ 6 tháng cuối năm 2019", "", None, None, "half-year"),
    ("quý I; kế hoạch quý II năm 2024", "", None, None, "quarter"),
    ("năm 2022; nhiệm vụ trọng tâm năm 2023", "", None, None, "year"),
    ("quý II năm 2024", "So với quý II năm 2023 tăng 3,16 %.", None, None, "quarter"),
]


@pytest.mark.parametrize(("title", "body", "start", "end", "kind"), OWN)
def test_the_reports_own_period(
    title: str, body: str, start: str | None, end: str | None, kind: str
) -> None:
    head = f"BÁO CÁO\nKết quả giải quyết TTHC {title}\n"
    period = own_period(head + body, (0, len(head)))
    assert period is not None
    assert (period.start, period.end, period.kind) == (start, end, kind)
