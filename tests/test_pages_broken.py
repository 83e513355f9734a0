"""A sentence over a page break, and paragraphs of digital pages: where each is shown and ends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractor.head import read_head
from extractor.models import Health, Page
from extractor.orders import read_orders
from extractor.orders.quoted import quoted, spans_of, text_of
from extractor.repair import repair
from extractor.repair.layout import body, passages
from extractor.segment import segment
from tests.makers import files, pdf
from tests.test_repair_margins import FULL, Line, scanned

LETTER = """ỦY BAN NHÂN DÂN
HUYỆN MƯỜNG NHÉ
Số: 214/KH-UBND

KẾ HOẠCH
Khắc phục hạn chế trong giải quyết thủ tục hành chính

II. NHIỆM VỤ
1. Giao Văn phòng HĐND và UBND huyện chủ trì rà soát các thủ tục chưa cung cấp trực tuyến,
"""
REST = """phấn đấu đến hết quý III năm 2024 tối thiểu 72% hồ sơ được nộp trực tuyến.
2. Giao Phòng Nội vụ theo dõi.
"""


def test_a_commitment_over_a_page_break_shows_the_page_with_its_number() -> None:
    pages = [repair(Page(1, LETTER, "text")), repair(Page(2, REST, "text"))]
    aim = next(
        one for one in read_orders(pages, read_head(pages)).commitments if one.target is not None
    )
    assert (aim.target, aim.page) == (72, 2)
    assert "72%" in aim.quote and aim.quote == REST[aim.start : aim.end]
    assert "chủ trì rà soát" in aim.what


def test_the_spans_of_a_stretch_are_one_a_page() -> None:
    pages = [repair(Page(1, LETTER, "text")), repair(Page(2, REST, "text"))]
    block = next(one for one in segment(pages) if "72%" in one.text)
    whole = 0, len(block.text)
    spans = spans_of(pages, block, *whole)
    assert [span.page for span in spans] == [1, 2]
    assert "".join(text_of(pages, span) for span in spans).count("72%") == 1
    assert quoted(pages, block, *whole, holds=block.text.index("72%")).page == 2
    assert quoted(pages, block, *whole, holds=3).page == 1
    longest = max(spans, key=lambda span: span.end - span.start)
    assert quoted(pages, block, *whole) == longest
    assert spans_of(pages, block, 0, 5) == [spans[0]._replace(end=spans[0].start + 5)]


HEADING = "3.2. Việc luân chuyển hồ sơ giữa Bộ phận Một cửa và các phòng chuyên môn của huyện " * 2

LONG = " của người dân, tổ chức và doanh nghiệp trên địa bàn, từ bưu chính và trên cổng" * 5


@pytest.mark.parametrize("quality", ["good", "poor"])
def test_a_heading_of_two_lines_is_no_part_of_what_follows(tmp_path: Path, quality: str) -> None:
    """It ends with no sign, and the next line begins with a capital: only the margin tells."""
    ends = "bị chậm so với thời gian đã hẹn trên phiếu tiếp nhận, không có thư"
    text = f"{HEADING}{ends}\nĐến nay Ủy ban nhân dân huyện đã nhận 673 hồ sơ{LONG}."
    page, *_ = files.pages(pdf.render(tmp_path / "a.pdf", text), "pdf")
    clean = repair(page)
    health = Health("good", "clean") if quality == "good" else Health("poor", "noise")
    clean = replace(clean, health=health)
    found = [body(clean.text, clean.aside, *span) for span in passages(clean)]
    apart = any(one.startswith("Đến nay") for one in found)
    assert apart == (quality == "good")  # a layer laid over an image does not say where lines end


@pytest.mark.parametrize(("reader", "apart"), [("text-layer", False), ("ocr", True)])
def test_lines_broken_by_hand_tell_no_margin_on_a_digital_page(reader: str, apart: bool) -> None:
    """One line in four that goes on below left room: an image may have lost its last word."""
    short = FULL[: len(FULL) * 85 // 100]
    lines: list[Line] = [
        *[(0, FULL), (0, "hồ sơ mới và cũ")] * 3,
        *[(0, short), (0, "hồ sơ cũ")],
        *[(0, short), (0, "Hà 240, các xã còn lại")],
    ]
    clean = repair(replace(scanned(lines), reader=reader))
    found = [body(clean.text, clean.aside, *span).strip() for span in passages(clean)]
    assert any(one.startswith("Hà 240") for one in found) == apart
