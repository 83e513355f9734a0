"""A document's prose → figures: headings, outline, periods, kinds of document, evidence."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extractor.figures import read_figures
from extractor.models import Box, DocumentHead, Page, Period, Word, Words
from extractor.repair import repair
from tests.passages import Read, figures, read

RT, ST, PT = "received.total", "resolved.total", "pending.total"
SE, SO, SL = "resolved.early", "resolved.on_time", "resolved.late"
PI, PO = "pending.in_time", "pending.overdue"


def at(level: str, *pairs: tuple[str, int], name: str | None = None) -> list[Read]:
    return [Read(metric, value, level, name) for metric, value in pairs]


OUTLINES: list[tuple[str, str, list[Read]]] = [
    (
        "headings-name-levels",
        """I. CẤP HUYỆN
Đã tiếp nhận 300 hồ sơ.
II. CẤP XÃ
Đã tiếp nhận 442 hồ sơ.""",
        at("district", (RT, 300)) + at("commune", (RT, 442)),
    ),
    (
        "nested-headings",
        """II. TÌNH HÌNH GIẢI QUYẾT
1. Tại UBND cấp huyện
a) Hồ sơ tiếp nhận: 300 hồ sơ
b) Hồ sơ đã giải quyết: 290 hồ sơ
2. Tại UBND các xã
a) Hồ sơ tiếp nhận: 442 hồ sơ
b) Hồ sơ đã giải quyết: 410 hồ sơ""",
        at("district", (RT, 300), (ST, 290)) + at("commune", (RT, 442), (ST, 410)),
    ),
    (
        "headings-name-groups",
        """1. Hồ sơ đã giải quyết:
- Trước hạn: 650 hồ sơ.
- Đúng hạn: 40 hồ sơ.
- Quá hạn: 10 hồ sơ.
2. Hồ sơ đang giải quyết:
- Trong hạn: 40 hồ sơ.
- Quá hạn: 02 hồ sơ.""",
        at("whole", (SE, 650), (SO, 40), (SL, 10), (PI, 40), (PO, 2)),
    ),
    (
        "an-item-hands-its-group-on",
        """- Đã giải quyết: 700 hồ sơ, trong đó:
+ Trước hạn: 650
+ Đúng hạn: 40
+ Quá hạn: 10
- Đang giải quyết: 42 hồ sơ, trong đó:
+ Trong hạn: 40
+ Quá hạn: 02""",
        at("whole", (ST, 700), (SE, 650), (SO, 40), (SL, 10), (PT, 42), (PI, 40), (PO, 2)),
    ),
    (
        "fields-of-work",
        """Kết quả theo lĩnh vực:
- Hộ tịch: tiếp nhận 210 hồ sơ, đã giải quyết 209 hồ sơ.
- Chứng thực: tiếp nhận 532 hồ sơ, đã giải quyết 491 hồ sơ.""",
        at("field", (RT, 210), (ST, 209), name="Hộ tịch")
        + at("field", (RT, 532), (ST, 491), name="Chứng thực"),
    ),
    (
        "lettered-items",
        """a) Tiếp nhận: 742 hồ sơ
b) Giải quyết: 700 hồ sơ
c) Đang giải quyết: 42 hồ sơ""",
        at("whole", (RT, 742), (ST, 700), (PT, 42)),
    ),
    (
        "the-next-heading-ends-a-scope",
        """1. Cấp xã
- Tiếp nhận: 442 hồ sơ.
2. Đánh giá chung
- Đã giải quyết: 700 hồ sơ.""",
        at("commune", (RT, 442)) + at("whole", (ST, 700)),
    ),
]


@pytest.mark.parametrize(
    ("name", "text", "expected"), OUTLINES, ids=[name for name, _, _ in OUTLINES]
)
def test_the_outline_hands_down_scope_and_group(name: str, text: str, expected: list[Read]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("line", ["\n\n", "\n \n", "\r\n"], ids=["blank", "space", "crlf"])
@pytest.mark.parametrize(
    ("name", "text", "expected"), OUTLINES, ids=[name for name, _, _ in OUTLINES]
)
def test_the_space_between_lines_changes_nothing(
    name: str, text: str, expected: list[Read], line: str
) -> None:
    assert read(text.replace("\n", line)) == expected


def test_a_shallower_heading_ends_the_scope_of_a_deeper_one() -> None:
    text = "1.2. Cấp xã\n- Tiếp nhận 442 hồ sơ.\n2. Cấp tỉnh\n- Tiếp nhận 900 hồ sơ."
    assert read(text) == at("commune", (RT, 442)) + at("province", (RT, 900))


PLANS = [
    "III. PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG TỚI",
    "IV. NHIỆM VỤ TRỌNG TÂM THÁNG 4",
    "2. Kế hoạch công tác quý tới",
    "II. CÔNG TÁC TIẾP CÔNG DÂN",
    "3. Kết quả kiểm tra công vụ",
]


@pytest.mark.parametrize("heading", PLANS)
def test_below_such_a_heading_nothing_is_read(heading: str) -> None:
    before = "I. KẾT QUẢ\nĐã giải quyết 700 hồ sơ.\n"
    text = f"{before}{heading}\n- Tiếp nhận 800 hồ sơ.\nĐã tiếp nhận thêm 55 hồ sơ."
    assert read(text) == at("whole", (ST, 700))


@pytest.mark.parametrize("heading", PLANS[:2])
def test_the_next_part_is_read_again(heading: str) -> None:
    text = f"{heading}\n- Tiếp nhận 800 hồ sơ.\nV. SỐ LIỆU BỔ SUNG\nĐã giải quyết 700 hồ sơ."
    assert read(text) == at("whole", (ST, 700))


# ---------------------------------------------------------------------------- kinds of document

SAID = "Đã tiếp nhận 742 hồ sơ, đã giải quyết 700 hồ sơ."
KINDS: list[tuple[str | None, str | None, bool]] = [
    ("BC", None, True),
    (None, None, True),
    ("BC", "Kết quả giải quyết thủ tục hành chính tháng 3 năm 2024", True),
    ("KH", "Kế hoạch cải cách hành chính năm 2024", False),
    ("QĐ", "Về việc công bố danh mục", False),
    ("CT", None, False),
    ("BB", None, False),
    ("CV", "V/v báo cáo tình hình giải quyết hồ sơ tháng 3", True),
    ("CV", "V/v cung cấp số liệu giải quyết thủ tục hành chính", True),
    ("CV", "V/v kết quả kiểm tra công vụ", False),
    ("TB", "Kết luận kiểm tra công vụ", False),
    ("TB", "Tổng hợp số liệu giải quyết hồ sơ", True),
    ("TTr", "Về việc đề nghị khen thưởng", False),
    ("BC", "Kết quả tiếp công dân, giải quyết khiếu nại, tố cáo quý I", False),
]


@pytest.mark.parametrize(("kind", "title", "told"), KINDS, ids=[f"{k}: {t}" for k, t, _ in KINDS])
def test_which_documents_hold_figures(kind: str | None, title: str | None, told: bool) -> None:
    found = read(SAID, DocumentHead(type=kind, title=title))
    assert found == (at("whole", (RT, 742), (ST, 700)) if told else [])


# --------------------------------------------------------------------------------------- periods

MARCH = Period(start="2024-02-15", end="2024-03-14", label="tháng 03 năm 2024", kind="month")


def periods(text: str, period: Period | None = None) -> list[tuple[object, str | None]]:
    head = DocumentHead(type="BC", period=period)
    return [(f.value, f.period) for f in figures(text, head)]


def test_a_cumulative_item_says_so() -> None:
    text = """- Lũy kế từ đầu năm: tiếp nhận 2.100 hồ sơ, đã giải quyết 2.050 hồ sơ.
- Trong tháng: tiếp nhận 742 hồ sơ."""
    assert periods(text) == [(2100, "cumulative"), (2050, "cumulative"), (742, None)]


def test_a_cumulative_clause_says_so() -> None:
    text = "Trong tháng tiếp nhận 742 hồ sơ; lũy kế từ đầu năm tiếp nhận 2.100 hồ sơ."
    assert periods(text) == [(742, None), (2100, "cumulative")]


def test_the_documents_own_period_stays_unsaid() -> None:
    text = """1. Tháng 3/2024: tiếp nhận 742 hồ sơ.
2. Lũy kế 3 tháng đầu năm: tiếp nhận 2.100 hồ sơ."""
    assert periods(text, MARCH) == [(742, None), (2100, "cumulative")]


@pytest.mark.parametrize(
    "text",
    [
        "Từ đầu năm tiếp nhận 2.100 hồ sơ; trong đó tháng 3 tiếp nhận 742 hồ sơ.",
        "Lũy kế đến tháng 3: tiếp nhận 2.100 hồ sơ. Kết quả tháng 3: tiếp nhận 742 hồ sơ.",
    ],
)
def test_a_clause_turns_back_to_the_documents_own_period(text: str) -> None:
    assert periods(text, MARCH) == [(2100, "cumulative"), (742, None)]


def test_a_lead_that_names_both_spans_hands_down_neither() -> None:
    text = (
        "Số liệu tháng 3 (từ 15/02 đến 14/3) và lũy kế từ đầu năm như sau:\n"
        "1. Nhận mới 742 hồ sơ (lũy kế 2.100 hồ sơ), nộp trực tiếp 40 hồ sơ (lũy kế 97 hồ sơ). "
        "Tháng trước chuyển sang 19 hồ sơ."
    )
    told = [(742, None), (2100, "cumulative"), (40, None), (97, "cumulative"), (19, None)]
    assert periods(text, MARCH) == told


def test_a_lead_of_the_cumulation_alone_is_handed_down() -> None:
    text = "Số liệu lũy kế từ đầu năm đến hết tháng 3 như sau:\n1. Nhận mới 742 hồ sơ."
    assert periods(text, MARCH) == [(742, "cumulative")]


def test_a_list_that_leaves_its_labels_out_is_of_its_own_span() -> None:
    text = "Trong tháng trước hạn 42, trễ hạn 1 hồ sơ; từ đầu năm các số này tương ứng là 95 và 3."
    assert periods(text) == [(42, None), (1, None), (95, "cumulative"), (3, "cumulative")]


def test_another_period_is_said() -> None:
    text = """1. Tháng 3/2024: tiếp nhận 742 hồ sơ.
2. Quý I/2024: tiếp nhận 2.100 hồ sơ."""
    (own, first), (other, second) = periods(text, MARCH)
    assert (own, first, other) == (742, None, 2100)
    assert second not in (None, "cumulative")


def test_one_period_alone_is_not_said() -> None:
    assert periods("- Tháng 3/2024: tiếp nhận 742 hồ sơ.") == [(742, None)]


# ------------------------------------------------------------------------- evidence and certainty


def boxed(text: str) -> Page:
    """A page on which each character is one point wide and each word has its box."""
    words, at_ = [], 0
    for word in text.split(" "):
        box: Box = (float(at_), 10.0, float(at_ + len(word)), 20.0)
        words.append(Word(start=at_, end=at_ + len(word), box=box))
        at_ += len(word) + 1
    return Page(number=3, text=text, reader="text-layer", width=500, height=700, words=Words(words))


def test_a_box_is_that_of_the_printed_number() -> None:
    text = "Đã tiếp nhận 1 465 hồ sơ, đã giải quyết 700 hồ sơ."
    first, second = read_figures([repair(boxed(text))], DocumentHead(type="BC"))
    start, end = text.index("1 465"), text.index("700") + 3
    assert first.evidence.bbox == (float(start), 10.0, float(start + 5), 20.0)
    assert second.evidence.bbox == (float(end - 3), 10.0, float(end), 20.0)
    assert first.evidence.page == second.evidence.page == 3
    assert first.reading.reader == "text-layer"


def test_evidence_points_into_the_raw_page() -> None:
    """Repairs shift the text; the quote is what the page itself says."""
    text = "Ðã giải quyê\u0301t:700hồ sơ, trê\u0303 ha\u0323n:12 hồ sơ."
    found = figures(text)
    assert [(f.metric, f.value) for f in found] == [(ST, 700), (SL, 12)]
    for figure in found:
        place = figure.evidence
        assert text[place.start : place.end] == place.quote
        assert text[place.printed_start : place.printed_end] == figure.printed


def test_a_number_on_the_next_page_is_quoted_there() -> None:
    texts = (
        "Trong tháng, huyện đã tiếp nhận 742 hồ sơ, trong đó tiếp nhận mới",
        "700 hồ sơ, kỳ trước chuyển qua 42 hồ sơ.",
    )
    pages = [repair(Page(number=n, text=t, reader="text")) for n, t in enumerate(texts, 1)]
    found = read_figures(pages, DocumentHead(type="BC"))
    assert [(f.value, f.evidence.page) for f in found] == [(742, 1), (700, 2), (42, 2)]
    for figure in found:
        page = texts[figure.evidence.page - 1]
        assert page[figure.evidence.start : figure.evidence.end] == figure.evidence.quote


def test_an_assumed_group_is_said_and_less_sure() -> None:
    (assumed,) = figures("Số hồ sơ quá hạn: 12 hồ sơ.")
    (told,) = figures("Số hồ sơ giải quyết quá hạn: 12 hồ sơ.")
    assert (assumed.note, told.note) == ("group-assumed", "")
    assert assumed.reading.confidence < told.reading.confidence


def test_ids_follow_the_reading_order() -> None:
    found = figures("Tiếp nhận 742 hồ sơ, giải quyết 700 hồ sơ, đang giải quyết 42 hồ sơ.")
    assert [f.id for f in found] == ["f1", "f2", "f3"]
    assert all(a.evidence.start <= b.evidence.start for a, b in pairwise(found))


def test_figures_of_one_passage_share_its_block() -> None:
    found = figures("- Tiếp nhận 742 hồ sơ, giải quyết 700 hồ sơ.\n- Đang giải quyết 42 hồ sơ.")
    assert found[0].block == found[1].block != found[2].block


def test_no_page_no_figure() -> None:
    assert read_figures([]) == ()
    assert read("") == []


# ------------------------------------------------------------------------- what a heading hands on


HEADED = [
    ("4. Thanh toán trực tuyến\n- Cấp xã: 470/500 hồ sơ, đạt 94%.",
     [("commune", "payment.count", 470), ("commune", "payment.due", 500),
      ("commune", "payment.rate", 94)]),
    ("Phần 2. Các xã\nTrong tháng tiếp nhận 120 hồ sơ.", [("commune", "received.total", 120)]),
    ("5. Phản ánh và mức độ hài lòng\n- Đánh giá 29 lượt: 28 lượt rất hài lòng, 01 lượt hài lòng.",
     [("whole", "satisfaction.total", 29), ("whole", "satisfaction.very_satisfied", 28),
      ("whole", "satisfaction.satisfied", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEADED, ids=[t[:24] for t, _ in HEADED])
def test_a_heading_says_of_what_and_whose(text: str, expected: list[tuple[str, str, int]]) -> None:
    report = DocumentHead(type="BC", issuer="Ủy ban nhân dân huyện Mai Sơn")
    assert [(f.scope.level, f.metric, f.value) for f in figures(text, report)] == expected


def test_below_a_list_of_fields_an_unnamed_figure_is_in_doubt() -> None:
    text = "4. Theo từng lĩnh vực\nPhần lớn là loại việc này với 87 hồ sơ phải giải quyết."
    assert [(f.value, f.note) for f in figures(text)] == [(87, "narrowed")]


def test_a_year_to_come_is_not_reached_yet() -> None:
    text = "1. Tiếp nhận 120 hồ sơ.\n7. Năm 2025\nChỉ tiêu: số hóa kết quả 95%."
    assert [f.value for f in figures(text, DocumentHead(type="BC", period=MARCH))] == [120]


def test_a_quarter_in_roman_numerals_opens_a_clause_of_its_own() -> None:
    months = Period(label="9 tháng", kind="nine-months", start="2019-01-01", end="2019-09-30")
    found = periods("Trong kỳ nhận mới 668 hồ sơ. Quý II số hồ sơ mới là 195.", months)
    assert found == [(668, None), (195, "quy ii")]


PASSED = [
    ("Quý II số hồ sơ mới là 195.", "quý III năm 2019", "2019-06-15", "2019-09-14"),
    ("Năm 2018 chỉ có 96 hồ sơ nộp qua mạng.", "năm 2019", "2018-12-01", "2019-11-30"),
    ("Tháng 12 tiếp nhận 665 hồ sơ.", "tháng 1 năm 2019", "2018-12-15", "2019-01-14"),
]


@pytest.mark.parametrize(("told", "label", "start", "end"), PASSED)
def test_a_period_that_is_over_is_told_for_comparison(
    told: str, label: str, start: str, end: str
) -> None:
    own = Period(label=label, kind="span", start=start, end=end)
    text = f"Trong kỳ tiếp nhận 268 hồ sơ. {told}"
    assert [value for value, _ in periods(text, own)] == [268]


def test_what_a_period_left_over_is_this_ones() -> None:
    own = Period(label="quý III năm 2019", kind="quarter", start="2019-06-15", end="2019-09-14")
    text = "Tiếp nhận mới 268 hồ sơ. Quý II chuyển sang 12 hồ sơ."
    assert [value for value, _ in periods(text, own)] == [268, 12]
