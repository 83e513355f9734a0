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

SPEAKING = [
    (
        "a-communes-own-centre-is-all-of-it",
        "phường Hòa An",
        "1. Hồ sơ đến Trung tâm Phục vụ hành chính công phường 90 hồ sơ. Đã trả 80 hồ sơ.\n"
        "2. Phường đang giải quyết 10 hồ sơ.",
        [Read(RT, 90), Read(ST, 80), Read(PT, 10)],
    ),
    (
        "the-centre-of-the-level-that-leads",
        "tỉnh Cao Bằng",
        "2. Cấp tỉnh: Trung tâm Phục vụ hành chính công tỉnh và các quầy tiếp nhận cho các sở, "
        "ngành 300 hồ sơ. Giải quyết 250 hồ sơ.",
        [Read(RT, 300, "province"), Read(ST, 250, "province")],
    ),
    (
        "the-centre-alone-below-its-level",
        "huyện Phú Hòa",
        "a) Ở huyện: Bộ phận Tiếp nhận và Trả kết quả huyện tiếp nhận 300 hồ sơ.",
        [Read(RT, 300, "centre", "Bộ phận Tiếp nhận và Trả kết quả huyện")],
    ),
    (
        "a-centre-that-no-level-leads",
        "tỉnh Cao Bằng",
        "2. Trung tâm Phục vụ hành chính công tỉnh tiếp nhận 300 hồ sơ.",
        [Read(RT, 300, "centre", "Trung tâm Phục vụ hành chính công tỉnh")],
    ),
    (
        "those-above-and-those-below-are-all",
        "tỉnh Cao Bằng",
        "Các sở, ngành, xã, phường tiếp nhận 900 hồ sơ, giải quyết 800 hồ sơ.",
        [Read(RT, 900), Read(ST, 800)],
    ),
    (
        "a-level-in-a-bracket-before-the-colon",
        "huyện Lục Ngạn",
        "- Số hóa kết quả (mới làm ở cấp huyện): 12/30 kết quả.\n- Số hóa hồ sơ: 20/40 hồ sơ.",
        [
            Read("digitised_results.count", 12, "district"),
            Read("digitised_results.due", 30, "district"),
            *(Read("digitised_records.count", 20), Read("digitised_records.due", 40)),
        ],
    ),
    (
        "a-name-like-a-rank",
        "huyện Lục Ngạn",
        "1. Cấp xã: hồ sơ quá hạn nhiều nhất là xã Quý Sơn 28, xã Phượng Sơn 26.",
        [Read(SL, 28, "unit", "xã Quý Sơn"), Read(SL, 26, "unit", "xã Phượng Sơn")],
    ),
    (
        "what-was-set-stands-before-what-was-reached",
        "phường Hòa An",
        "- Số hóa hồ sơ: giao 100%, đạt 90% (36/40 hồ sơ).\n- Nộp trực tuyến: đạt như nêu ở mục 1.",
        [
            Read("digitised_records.rate", 90),
            *(Read("digitised_records.count", 36), Read("digitised_records.due", 40)),
        ],
    ),
    (
        "files-taken-in-for-others",
        "phường Hòa An",
        "Tiếp nhận 90 hồ sơ. Ngoài ra nhận giùm 26 hồ sơ của xã bên, nộp phi địa giới 05 hồ sơ.",
        [Read(RT, 90)],
    ),
]


@pytest.mark.parametrize(
    ("place", "text", "expected"), [r[1:] for r in SPEAKING], ids=[r[0] for r in SPEAKING]
)
def test_whose(place: str, text: str, expected: list[Read]) -> None:
    assert read(text, DocumentHead(type="BC", issuer=f"Ủy ban nhân dân {place}")) == expected


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_prose(text: str, expected: list[Read]) -> None:
    assert read(text, COMMUNE) == expected
