"""Whole reports in prose: matters beside each other, short lines, plainer words."""

from __future__ import annotations

import pytest

from extractor.models import DocumentHead
from tests.passages import Read, read

RT, RN, RC = "received.total", "received.new", "received.carried_over"
ST, SE, SO, SL = "resolved.total", "resolved.early", "resolved.on_time", "resolved.late"
IN_TIME, PT, PO = "resolved.early_or_on_time", "pending.total", "pending.overdue"
COMMUNE = DocumentHead(type="BC", issuer="Ủy ban nhân dân phường Hòa An")

OURS = "II. THỦ TỤC HÀNH CHÍNH\nTiếp nhận 60 hồ sơ, đã giải quyết 50 hồ sơ, quá hạn 02 hồ sơ."
READ = [Read(RT, 60), Read(ST, 50), Read(SL, 2)]
TITLES = [
    "Công tác tiếp công dân, xử lý đơn thư và giải quyết thủ tục hành chính",
    "Kết quả giải quyết thủ tục hành chính, tiếp công dân quý I",
    "Công tác văn thư, lưu trữ; cải cách thủ tục hành chính năm 2024",
]
OTHERS = [
    "Kết quả giải quyết khiếu nại, tố cáo quý I",
    "Công tác văn thư, lưu trữ năm 2024",
    "Kết quả kiểm tra công tác giải quyết thủ tục hành chính, tiếp công dân",
]
PARTS = [
    "I. TIẾP DÂN\nNhận 30 hồ sơ, đã giải quyết 25, còn 05.\n",
    "I. ĐƠN THƯ\n1. Nhận trong kỳ 12, kỳ trước chuyển sang 02.\n2. Giải quyết quá hạn 01.\n",
    "PHẦN A. TIẾP CÔNG DÂN, ĐƠN THƯ\n\n1. Kết quả chung\nĐã giải quyết 20, quá hạn 03.\n\n",
    "1. Văn thư, lưu trữ: tiếp nhận 300 văn bản, lập 90 hồ sơ công việc, quá hạn 04.\n",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("part", PARTS)
def test_a_report_of_two_matters_keeps_the_figures_of_procedures(title: str, part: str) -> None:
    assert read(part + OURS, DocumentHead(type="BC", title=title)) == READ


@pytest.mark.parametrize("title", OTHERS)
def test_a_report_of_another_matter_has_none(title: str) -> None:
    assert read(OURS, DocumentHead(type="BC", title=title)) == []


def test_a_heading_of_both_matters_is_read() -> None:
    assert read(f"I. TIẾP CÔNG DÂN, GIẢI QUYẾT TTHC\n{OURS.partition(chr(10))[2]}") == READ


ROWS = [
    (
        "short-lines-set-in-below-a-figure",
        "- Đã trả kết quả: 90 HS\n   trước hạn: 60 HS\n   đúng hạn: 25 HS\n   trễ hạn: 05 HS\n"
        "- Đang giải quyết: 09 HS",
        [Read(ST, 90), Read(SE, 60), Read(SO, 25), Read(SL, 5), Read(PT, 9)],
    ),
    (
        "short-lines-not-set-in",
        "- Đã giải quyết: 90 hồ sơ\ntrước hạn: 60 hồ sơ\nquá hạn: 30 hồ sơ",
        [Read(ST, 90), Read(SE, 60), Read(SL, 30)],
    ),
    (
        "a-heading-of-fields-says-what-is-new",
        "1) HỒ SƠ\n- Tồn đầu kỳ: 9 HS\n- Nhận trong kỳ: 90 HS\n- Cộng phải giải quyết: 99 HS\n"
        "2) LĨNH VỰC (HS nhận trong kỳ)\n- Chứng thực: 60 HS\n- Hộ tịch: 20 HS\n- Y tế: 07 HS",
        [
            *(Read(RC, 9), Read(RN, 90), Read(RT, 99)),
            *(Read(RN, 60, "field", "Chứng thực"), Read(RN, 20, "field", "Hộ tịch")),
            Read(RN, 7, "field", "Y tế"),
        ],
    ),
    (
        "two-fields-in-one-name",
        "1. Theo lĩnh vực\n- Hộ tịch, chứng thực: 20 hồ sơ\na) Đất đai, môi trường: 14 hồ sơ",
        [
            Read(RT, 20, "field", "Hộ tịch, chứng thực"),
            Read(RT, 14, "field", "Đất đai, môi trường"),
        ],
    ),
    (
        "a-week",
        "- Tuần 11 để lại: 06 HS.\n- Tiếp nhận: 40 HS.\n- Tổng phải làm: 46 HS.",
        [Read(RC, 6), Read(RN, 40), Read(RT, 46)],
    ),
    (
        "the-slip-says-when",
        "Đã giải quyết 90 hồ sơ, chậm so với phiếu hẹn 12 hồ sơ, kịp phiếu hẹn 78 hồ sơ.",
        [Read(ST, 90), Read(SL, 12), Read(IN_TIME, 78)],
    ),
    (
        "put-off",
        "Trả được 90 hồ sơ: 70 hồ sơ trả sớm, 15 hồ sơ trả đúng ngày, 05 hồ sơ trả lùi ngày.",
        [Read(ST, 90), Read(SE, 70), Read(SO, 15), Read(SL, 5)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_prose(text: str, expected: list[Read]) -> None:
    assert read(text, COMMUNE) == expected
