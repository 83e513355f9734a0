"""Whose the figures of a department's flowing report are: itself, its counter, its offices."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from extractor.assemble.claims import Context
from extractor.assemble.clause import Reader
from extractor.match.items import items_of, scan
from extractor.match.scopes import as_meant
from extractor.models import DocumentHead
from tests.passages import Read, read

CASES = {
    "the department by its noun alone, behind the counter where it sits": (
        "Tại quầy số 4 và số 5 của Trung tâm Phục vụ hành chính công tỉnh, Sở thụ lý 231 hồ sơ. "
        "Đang giải quyết 12 hồ sơ.",
        [Read("received.total", 231), Read("pending.total", 12)],
    ),
    "the same amid the sentence": (
        "Qua Trung tâm Phục vụ hành chính công tỉnh, trong quý Sở đã tiếp nhận 310 hồ sơ, "
        "giải quyết 290 hồ sơ.",
        [Read("received.total", 310), Read("resolved.total", 290)],
    ),
    "behind an office of its own": (
        "Chi cục Kiểm lâm tiếp nhận 25 hồ sơ, Sở tiếp nhận 431 hồ sơ.",
        [Read("received.total", 25, "unit", "Chi cục Kiểm lâm"), Read("received.total", 431)],
    ),
    "a heading in capitals names no department": (
        "I. HỒ SƠ DO SỞ GIẢI QUYẾT\n\nTrong tháng tiếp nhận 231 hồ sơ.",
        [Read("received.total", 231)],
    ),
    "who is counted with the others": (
        "Tính cả hệ thống Văn phòng Đăng ký đất đai, trong quý tiếp nhận 8.120 hồ sơ.",
        [Read("received.total", 8120)],
    ),
    "a known office whose name goes on": (
        "Chi cục Thủy sản và Cảng cá nhận 61 hồ sơ, trả 58 hồ sơ; Phòng Tư pháp và Công an huyện "
        "không phát sinh hồ sơ.",
        [
            Read("received.total", 61, "unit", "Chi cục Thủy sản và Cảng cá"),
            Read("resolved.total", 58, "unit", "Chi cục Thủy sản và Cảng cá"),
        ],
    ),
    "a counter behind another channel, with its verb": (
        "Tiếp nhận 820 hồ sơ: qua mạng 640 hồ sơ; tại Trung tâm Hành chính công tỉnh nhận 180 "
        "hồ sơ. Đang giải quyết 14 hồ sơ.",
        [
            Read("received.total", 820),
            Read("received.online", 640),
            Read("received.in_person", 180),
            Read("pending.total", 14),
        ],
    ),
    "the field of the late ones holds for no other sentence": (
        "Đã giải quyết 402 hồ sơ, trễ hạn 06. Các hồ sơ trễ hạn đều thuộc lĩnh vực đo đạc, do phải "
        "chờ xác minh. Đang giải quyết 38 hồ sơ.",
        [Read("resolved.total", 402), Read("resolved.late", 6), Read("pending.total", 38)],
    ),
    "but the field that a sentence is about does": (
        "Đối với lĩnh vực đo đạc, thời gian xác minh kéo dài. Tiếp nhận 38 hồ sơ.",
        [Read("received.total", 38, "field", "đo đạc")],
    ),
    "rows of a list begin with one figure": (
        "Chi cục Thủy lợi nhận 61 hồ sơ, giải quyết 58; Chi cục Kiểm lâm 35 hồ sơ, giải quyết 30 "
        "hồ sơ; Chi cục Thú y 12 hồ sơ, giải quyết 12.",
        [
            Read("received.total", 61, "unit", "Chi cục Thủy lợi"),
            Read("resolved.total", 58, "unit", "Chi cục Thủy lợi"),
            Read("received.total", 35, "unit", "Chi cục Kiểm lâm"),
            Read("resolved.total", 30, "unit", "Chi cục Kiểm lâm"),
            Read("received.total", 12, "unit", "Chi cục Thú y"),
            Read("resolved.total", 12, "unit", "Chi cục Thú y"),
        ],
    ),
    "the first of a ranking of fields": (
        "Lượng hồ sơ không đều giữa các lĩnh vực. Khoáng sản dẫn đầu với 46 hồ sơ tiếp nhận, "
        "giải quyết 40; kế đến là môi trường với 31 hồ sơ, giải quyết 29.",
        [
            Read("received.total", 46, "field", "Khoáng sản"),
            Read("resolved.total", 40, "field", "Khoáng sản"),
            Read("received.total", 31, "field", "môi trường"),
            Read("resolved.total", 29, "field", "môi trường"),
        ],
    ),
    "the field of a number ends with its clause, though a bracket stands in it": (
        "135 xã, phường tiếp nhận 3.120 hồ sơ lĩnh vực đất đai (kỳ trước chuyển sang 120, mới "
        "3.000). Đã giải quyết 3.001 hồ sơ.",
        [
            Read("received.total", 3120, "field", "đất đai"),
            Read("received.carried_over", 120, "field", "đất đai"),
            Read("received.new", 3000, "field", "đất đai"),
            Read("resolved.total", 3001, "commune"),
        ],
    ),
    "ways of handing in and times by their rarer words": (
        "Tiếp nhận 350 hồ sơ: qua mạng 300 hồ sơ; đưa đến tận nơi 42 hồ sơ; bưu tá chuyển đến 08 "
        "hồ sơ. Đã giải quyết 310 hồ sơ, gồm 302 hồ sơ đúng hoặc trước ngày hẹn, 08 hồ sơ trễ hạn; "
        "28 hồ sơ đang trong quy trình. Số hồ sơ dừng lại chờ người nộp thuế giải trình: 12.",
        [
            Read("received.total", 350),
            Read("received.online", 300),
            Read("received.in_person", 42),
            Read("received.postal", 8),
            Read("resolved.total", 310),
            Read("resolved.early_or_on_time", 302),
            Read("resolved.late", 8),
            Read("pending.total", 28),
            Read("awaiting_supplement.total", 12),
        ],
    ),
    "no part is more than its whole": (
        "Tiếp nhận 900 hồ sơ, trễ hạn 05 hồ sơ; trong đó 310 hồ sơ lĩnh vực đất đai.",
        [Read("received.total", 900), Read("resolved.late", 5)],
    ),
    "what stands before a share is no field's name": (
        "Lĩnh vực đất đai tiếp nhận 400 hồ sơ. Có 300 hồ sơ nộp trực tuyến, bằng 75,00%.",
        [
            Read("received.total", 400, "field", "đất đai"),
            Read("received.online", 300, "field", "đất đai"),
            Read("received.online_rate", Decimal("75.00"), "field", "đất đai"),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_whose_the_figures_are(case: str) -> None:
    text, expected = CASES[case]
    head = DocumentHead(type="BC", issuer="Sở Nông nghiệp và Môi trường")
    assert read(text, head) == expected


def test_a_field_that_the_reporter_is_named_by_is_all_it_does() -> None:
    text = "Các xã tiếp nhận 431 hồ sơ lĩnh vực tư pháp, trả 400 hồ sơ."
    justice = DocumentHead(type="BC", issuer="Sở Tư pháp tỉnh Bến Tre")
    assert {found.level for found in read(text, justice)} == {"commune"}
    finance = DocumentHead(type="BC", issuer="Sở Tài chính")
    assert {found.name for found in read(text, finance)} == {"tư pháp"}


def test_a_number_alone_below_a_list_of_fields_names_none() -> None:
    passage = scan("1.204", "1.204", damaged=False)
    meant = partial(as_meant, issuer="", parent="", damaged=False)
    reader = Reader(0, "1.204", items_of(passage), Context(below="field"), meant)
    reader.read()
    assert reader.claims == []
