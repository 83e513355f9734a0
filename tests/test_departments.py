"""Whose the figures of a department's flowing report are: itself, its counter, its offices."""

from __future__ import annotations

import pytest

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
}


@pytest.mark.parametrize("case", CASES)
def test_whose_the_figures_are(case: str) -> None:
    text, expected = CASES[case]
    head = DocumentHead(type="BC", issuer="Sở Nông nghiệp và Môi trường")
    assert read(text, head) == expected
