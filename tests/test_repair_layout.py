"""Paragraphs and asides: a printed page beside the paragraphs a reader would see."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.models import Page
from extractor.repair import repair
from extractor.repair.aside import aside
from extractor.repair.layout import body, paragraphs

PARAGRAPHS = [
    "I. Kết quả thực hiện cơ chế một cửa.",
    "Thực hiện Kế hoạch số 53/KH-UBND ngày 12/3/2024 của Ủy ban nhân dân tỉnh, Ủy ban nhân dân "
    "huyện báo cáo kết quả giải quyết thủ tục hành chính trong kỳ, với những nội dung cụ thể "
    "như sau:",
    "1. Kết quả giải quyết thủ tục hành chính (Thời gian tính từ ngày 15 tháng 02 năm 2024 đến "
    "hết ngày 14 tháng 3 năm 2024):",
    "- Cấp huyện:",
    "+ Tổng số hồ sơ thủ tục hành chính đã tiếp nhận trong kỳ báo cáo: 502 hồ sơ. Trong đó, số "
    "mới tiếp nhận trong kỳ: 457 hồ sơ, số từ kỳ trước chuyển qua: 45 hồ sơ.",
    "+ Số lượng hồ sơ đã giải quyết: 354 hồ sơ (Trong đó, giải quyết trước hạn: 341 hồ sơ, đúng "
    "hạn: 13 hồ sơ, trễ hạn: 00 hồ sơ).",
    "+ Rút hồ sơ 12 hồ sơ.",
    "- Cấp xã:",
    "+ Tổng số hồ sơ thủ tục hành chính đã tiếp nhận trong kỳ báo cáo: 1.637 hồ sơ. Trong đó, số "
    "mới tiếp nhận trong kỳ: 1.576 hồ sơ, số từ kỳ trước chuyển qua: 61 hồ sơ.",
    "2. Đánh giá chung",
    "Công tác cải cách thủ tục hành chính được triển khai kịp thời; các cơ quan, đơn vị đã nghiêm "
    "túc thực hiện nhiệm vụ được giao.",
    "a) Tồn tại, hạn chế",
    "Một số hồ sơ còn trễ hạn.",
]


def wrapped(paragraph: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in paragraph.split():
        if line and len(line) + len(word) + 1 > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def read(text: str) -> list[str]:
    marks = aside(text)
    found = [body(text, marks, *span) for span in paragraphs(text, marks)]
    return [re.sub(r"\s+", " ", paragraph).strip() for paragraph in found]


@pytest.mark.parametrize("width", [60, 72, 80, 95])
@pytest.mark.parametrize(
    ("within", "between"),
    [("\n", "\n"), ("\n", "\n\n"), ("\n\n", "\n\n"), (" \n\n", " \n\n"), ("\n", "\n\n\n")],
)
def test_broken_lines_are_joined(width: int, within: str, between: str) -> None:
    text = between.join(within.join(wrapped(p, width)) for p in PARAGRAPHS)
    assert read(text) == PARAGRAPHS


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_long_lines_are_paragraphs(between: str) -> None:
    assert read(between.join(PARAGRAPHS)) == PARAGRAPHS


def test_items_with_letters_are_no_lines_that_go_on() -> None:
    """'a) …' begins small and yet nothing: a page of long paragraphs stays one of paragraphs."""
    items = [f"{letter}) {PARAGRAPHS[0][:50]}" for letter in "abcdđ"]
    title = ["Tình hình giải quyết thủ tục hành chính 6 tháng đầu năm 2019", "Huyện Na Rì báo cáo"]
    assert read("\n".join([*title, *items])) == [*title, *items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n \n", []),
        ("- Cấp huyện:\nTổng số hồ sơ: 5", ["- Cấp huyện:", "Tổng số hồ sơ: 5"]),
        ("~ +Tong s6 ho so: 5\n+S6 luong: 4", ["~ +Tong s6 ho so: 5", "+S6 luong: 4"]),
        ("số từ kỳ trước chuyển qua:\n\n61 hồ sơ.", ["số từ kỳ trước chuyển qua: 61 hồ sơ."]),
        ("đã giải quyết ngày 15 tháng\n12. Trong đó", ["đã giải quyết ngày 15 tháng 12. Trong đó"]),
        ("cấp xã 1.136\n\n/ 1.637 hồ sơ", ["cấp xã 1.136 / 1.637 hồ sơ"]),
        ("hồ sơ, đạt\n68,48%. Hết", ["hồ sơ, đạt 68,48%. Hết"]),
        ("• Đúng hạn: 5;\n• Trễ hạn: 1", ["• Đúng hạn: 5;", "• Trễ hạn: 1"]),
        ("\uf0b7 Đúng hạn: 5\n\uf0b7 Trễ hạn: 1", ["\uf0b7 Đúng hạn: 5", "\uf0b7 Trễ hạn: 1"]),
        ("## KẾ HOẠCH\n\n**1.** Tiếp tục", ["## KẾ HOẠCH", "**1.** Tiếp tục"]),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLý A", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lý A"]),
        (
            "1. Về tiến độ\n\n9 tháng đầu năm 2021, có",
            ["1. Về tiến độ", "9 tháng đầu năm 2021, có"],
        ),
        (
            "- 612 lượt đánh giá: rất hài lòng 540, hài lòng 66, bình thường 05, không hài lòng\n"
            "01. Tỷ lệ hài lòng 99,0%.",
            [
                "- 612 lượt đánh giá: rất hài lòng 540, hài lòng 66, bình thường 05, "
                "không hài lòng 01. Tỷ lệ hài lòng 99,0%."
            ],
        ),
        ("KẾT QUẢ\n01. Tiếp nhận", ["KẾT QUẢ", "01. Tiếp nhận"]),
        ("1. Cả huyện có\n\n9 hồ sơ", ["1. Cả huyện có 9 hồ sơ"]),
        ("Đất đai 12 3 4\nHộ tịch 5 6 7", ["Đất đai 12 3 4", "Hộ tịch 5 6 7"]),
    ],
)
def test_single_breaks(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hết kỳ.\n\n\n6\n\n- Tiếp tục", [("6", "page-number")]),
        ("2\n\nhồ sơ tiếp nhận", [("2", "page-number")]),
        ("cho tổ\n\n \n\n3 \n\nchức", [("3", "page-number")]),
        ("hết.\n\n- 4 -\n\nTiếp", [("- 4 -", "page-number")]),
        ("Tổng số:\n\n61\n\nhồ sơ", []),
        ("Đúng hạn\n12\nTrễ hạn\n3\nhết", []),
        ("12\n\n13\n\n14\n\n15", []),
        (
            "hiệu quả1. Tiếp tục\n\n1 Quyết định số 139/QĐ-UBND về\n\nviệc công bố.\ncác cấp đến",
            [("1 Quyết định số 139/QĐ-UBND về\n\nviệc công bố.", "footnote")],
        ),
        (
            "lý luận<sup>1</sup> ngày 22\n\n<sup>1</sup> Công văn số 58.\n\ntháng 02",
            [("<sup>1</sup> Công văn số 58.", "footnote")],
        ),
        (
            "hiệu quả1 khi\n\n1 Quyết định số 139\n- Đã giải quyết 12 hồ sơ.",
            [("1 Quyết định số 139", "footnote")],
        ),
        ("Kết quả\n\n1 Quyết định đã ban hành, 3 hồ sơ", []),
        (
            "Nguyễn Văn A\n\n\t2024-03-15T09:46:14+0700\n\n\tCỤC CHỨNG THỰC SỐ VÀ BẢO MẬT THÔNG TIN"
            "\n\tỦY BAN NHÂN DÂN TỈNH\n\tABC<a@b.vn> đã ký lên văn bản này!\n",
            [
                (
                    "2024-03-15T09:46:14+0700\n\n\tCỤC CHỨNG THỰC SỐ VÀ BẢO MẬT THÔNG TIN"
                    "\n\tỦY BAN NHÂN DÂN TỈNH\n\tABC<a@b.vn> đã ký lên văn bản này!",
                    "signature-block",
                )
            ],
        ),
        ("Số liệu đến 14/6/2025 08:30 là 502 hồ sơ", []),
        ("a@b.vn\nĐến 2025-06-14T08:30:00 đã nhận 502 hồ sơ\nKý bởi: A", []),
        ("Họp lúc 14:30 ngày 15/5/2024, email: a@b.vn", []),
    ],
)
def test_asides(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[a:b], kind) for a, b, kind in aside(text)] == expected


def test_a_paragraph_runs_across_an_aside_that_its_body_blanks() -> None:
    text = "Ủy ban nhân dân đã giải quyết hồ sơ cho tổ\n\n \n\n3 \n\nchức, công dân 12 hồ sơ."
    assert read(text) == ["Ủy ban nhân dân đã giải quyết hồ sơ cho tổ chức, công dân 12 hồ sơ."]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(st.text(max_size=5), st.sampled_from([*PARAGRAPHS, "\n", "\n\n", "\n7\n", " "])),
        max_size=10,
    ).map("".join)
)
def test_spans_are_in_order_and_hold_all_print(text: str) -> None:
    page = repair(Page(1, text, "text"))
    spans = paragraphs(page.text, page.aside)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(page.text)
        at = end
    left = list(page.text)
    for start, end in [*spans, *((a, b) for a, b, _ in page.aside)]:
        left[start:end] = " " * (end - start)
    assert not "".join(left).strip()


def test_a_numbered_heading_that_fills_its_line_ends_before_its_sentence() -> None:
    lines = [
        "Nội dung báo cáo được tổng hợp từ số liệu của các phòng và của các xã trong huyện gửi về",
        "đúng kỳ, đã được đối chiếu với phần mềm một cửa của huyện trước khi được trình ký gửi đi.",
        "3. Tiếp nhận, xử lý phản ánh, kiến nghị của cá nhân, tổ chức về quy định hành chính",
        "Trong tháng, huyện tiếp nhận ba phản ánh, kiến nghị của người dân và doanh nghiệp gửi về,",
        "đã trả lời đủ cả ba phản ánh, kiến nghị đó theo quy định.",
    ]
    assert read("\n".join(lines))[1:] == [lines[2], " ".join(lines[3:])]
