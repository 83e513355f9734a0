"""Whose figures are and of what they are a part, by what stands around them in prose."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.models import DocumentHead
from tests.passages import Read, read

RT, RN, ST = "received.total", "received.new", "resolved.total"
SE, SO, SL = "resolved.early", "resolved.on_time", "resolved.late"
DISTRICT = DocumentHead(type="BC", issuer="Ủy ban nhân dân huyện Tân Hòa")

ROWS = [
    (
        "a-level-with-a-full-stop-leads-its-passage",
        "Cấp huyện. Các phòng chuyên môn và Bộ phận Một cửa huyện tiếp nhận 500 hồ sơ. Đã giải "
        "quyết 480 hồ sơ. Có 5 hồ sơ phải trả lại.",
        [
            Read(RT, 500, "district"),
            Read(ST, 480, "district"),
            Read("refused.total", 5, "district"),
        ],
    ),
    (
        "a-level-in-a-sentence-leads-none",
        "Báo cáo của cấp huyện. Toàn huyện tiếp nhận 500 hồ sơ.",
        [Read(RT, 500)],
    ),
    (
        "a-bracket-says-which-level-a-counter-is",
        "1. Trung tâm Hành chính công huyện (cấp huyện):\n- Tổng số hồ sơ: 600 hồ sơ.\n"
        "2. Bộ phận Một cửa 9 xã (cấp xã):\n- Tổng số hồ sơ: 900 hồ sơ.",
        [Read(RT, 600, "district"), Read(RT, 900, "commune")],
    ),
    (
        "a-quarter-is-no-place",
        "Phản ánh: Quý II không nhận được phản ánh, kiến nghị nào.",
        [Read("feedback_received.total", 0)],
    ),
    (
        "a-tax-office-of-the-base-is-no-commune",
        "Thuế cơ sở 4 tiếp nhận mới 500 hồ sơ; giải quyết 450 hồ sơ.",
        [Read(RN, 500), Read(ST, 450)],
    ),
    (
        "a-share-of-the-late-ones-is-no-rate",
        "Có 58 hồ sơ quá hạn, bằng 87,93% số quá hạn của năm trước.",
        [Read(SL, 58)],
    ),
    (
        "a-level-of-the-plan-is-no-rate",
        "Quá hạn 58 hồ sơ, tỷ lệ 1,99%, vượt gấp đôi mức 1% mà kế hoạch đề ra.",
        [Read(SL, 58), Read("resolved.late_rate", Decimal("1.99"))],
    ),
    (
        "of-those-with-a-fee-some-paid",
        "Về thanh toán, trong 877 hồ sơ phát sinh nghĩa vụ phí, lệ phí có 306 hồ sơ thanh toán "
        "trực tuyến.",
        [Read("payment.due", 877), Read("payment.count", 306)],
    ),
    (
        "all-of-them-in-digits-again",
        "Nhận 04 phản ánh, kiến nghị, cả 04 đều về hành vi hành chính, đã trả lời xong 04.",
        [
            Read("feedback_received.total", 4),
            Read("feedback_received.on_conduct", 4),
            Read("feedback_resolved.total", 4),
        ],
    ),
    (
        "the-rest-of-the-settled-in-a-later-sentence",
        "Có 969 hồ sơ đã giải quyết. Hồ sơ giải quyết trước hạn có 905, tỷ lệ 93,40%, số còn lại "
        "64 hồ sơ đúng hạn.",
        [
            Read(ST, 969),
            Read(SE, 905),
            Read("resolved.early_rate", Decimal("93.40")),
            Read(SO, 64),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_said_around(text: str, expected: list[Read]) -> None:
    assert read(text, DISTRICT) == expected
