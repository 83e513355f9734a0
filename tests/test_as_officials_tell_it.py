"""Sentences as officials tell results: in passing, place by place, with what they do next."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.figures import asides_of
from extractor.models import DocumentHead, Period
from tests.passages import REPORT, Read, assembled, read

MAY = Period(kind="month", label="tháng 5 năm 2024", start="2024-04-15", end="2024-05-14")
HEADS = {
    "so": REPORT,
    "tinh": DocumentHead(type="BC", issuer="Ủy ban nhân dân tỉnh Nam Định", period=MAY),
}
ROWS = [
    (
        "a-share-of-two-figures-is-understood",
        "so",
        "Tiếp nhận 640 hồ sơ, đã giải quyết 608 hồ sơ, đạt 95%.",
        [Read("received.total", 640), Read("resolved.total", 608)],
    ),
    (
        "how-results-are-fetched",
        "so",
        "Đã giải quyết 908 hồ sơ, trong đó người dân đến nhận kết quả tại quầy 700 hồ sơ, "
        "nhận qua bưu điện 208 hồ sơ.",
        [Read("resolved.total", 908)],
    ),
    (
        "what-will-be-done-is-open",
        "so",
        "Đã trả đúng hạn 862 hồ sơ, trả chậm 5 hồ sơ, còn lại 31 hồ sơ sẽ giải quyết trong "
        "tháng 6.",
        [Read("resolved.on_time", 862), Read("resolved.late", 5), Read("pending.total", 31)],
    ),
    (
        "a-plan-counts-nothing",
        "so",
        "Đã giải quyết 862 hồ sơ. Tháng 6, đơn vị sẽ giải quyết dứt điểm 31 hồ sơ.",
        [Read("resolved.total", 862)],
    ),
    (
        "letters-with-their-share",
        "so",
        "Giải quyết trễ hạn 9 hồ sơ. Có 9 hồ sơ trễ hạn đều có văn bản xin lỗi, đạt 100%.",
        [Read("resolved.late", 9)],
    ),
    (
        "a-field-told-apart",
        "so",
        "Tiếp nhận 900 hồ sơ. Riêng hộ tịch tiếp nhận 410 hồ sơ, đất đai tiếp nhận 200 hồ sơ.",
        [
            Read("received.total", 900),
            Read("received.total", 410, "field", "hộ tịch"),
            Read("received.total", 200, "field", "đất đai"),
        ],
    ),
    (
        "all-that-must-be-settled-within-a-split",
        "so",
        "Tiếp nhận 318 hồ sơ, trong đó 201 hồ sơ qua mạng, 117 hồ sơ nộp tại quầy; cùng với "
        "63 hồ sơ của tháng trước chuyển sang, số phải giải quyết trong tháng là 381 hồ sơ.",
        [
            Read("received.new", 318),
            Read("received.online", 201),
            Read("received.in_person", 117),
            Read("received.carried_over", 63),
            Read("received.total", 381),
        ],
    ),
    (
        "the-base-of-a-share-of-new-ones",
        "so",
        "Hồ sơ tiếp nhận mới qua Cổng DVC là 1.104 hồ sơ, đạt 91,7% tổng số hồ sơ tiếp nhận "
        "mới (1.204 hồ sơ).",
        [
            Read("received.online", 1104),
            Read("received.online_rate", Decimal("91.7")),
            Read("received.new", 1204),
        ],
    ),
    (
        "as-many-as-before",
        "so",
        "Đã nhận 820 hồ sơ (kỳ trước 790); đã trả 780 hồ sơ.",
        [Read("received.total", 820), Read("resolved.total", 780)],
    ),
    (
        "but-left-over",
        "so",
        "Đã nhận 820 hồ sơ (kỳ trước chuyển sang 30); đã trả 780 hồ sơ.",
        [
            Read("received.total", 820),
            Read("received.carried_over", 30),
            Read("resolved.total", 780),
        ],
    ),
    (
        "parts-by-their-reasons",
        "so",
        "Có 3 hồ sơ quá hạn do lỗi phần mềm và 2 hồ sơ quá hạn do chờ ý kiến.",
        [],
    ),
    (
        "one-reason-alone",
        "so",
        "Giải quyết 90 hồ sơ, có 3 hồ sơ quá hạn do lỗi phần mềm.",
        [Read("resolved.total", 90), Read("resolved.late", 3)],
    ),
    (
        "some-of-the-new-ones",
        "so",
        "Tiếp nhận mới 142 hồ sơ (có 39 hồ sơ nộp ngoài giờ), đã giải quyết 118 hồ sơ.",
        [Read("received.new", 142), Read("resolved.total", 118)],
    ),
    (
        "how-many-did-well",
        "tinh",
        "Toàn tỉnh có 10/12 huyện đạt tỷ lệ hồ sơ trực tuyến trên 80%. Tỷ lệ hồ sơ trực tuyến"
        " toàn tỉnh là 84,1%.",
        [Read("received.online_rate", Decimal("84.1"))],
    ),
    (
        "procedures-taken-in",
        "so",
        "Số TTHC thực hiện tiếp nhận tại Trung tâm: 98 thủ tục; số hồ sơ phát sinh: 820.",
        [Read("received.total", 820)],
    ),
    (
        "handed-over",
        "so",
        "Trong tháng nhận 611 hồ sơ, đã trao kết quả 604 hồ sơ, trao trễ 04 hồ sơ.",
        [Read("received.total", 611), Read("resolved.total", 604), Read("resolved.late", 4)],
    ),
    (
        "not-beyond-the-time",
        "so",
        "Hoàn thành 600 hồ sơ; số hồ sơ hoàn thành không vượt thời hạn là 597 hồ sơ, đạt 99,5%.",
        [
            Read("resolved.total", 600),
            Read("resolved.early_or_on_time", 597),
            Read("resolved.early_or_on_time_rate", Decimal("99.5")),
        ],
    ),
    (
        "places-in-brackets",
        "tinh",
        "Hồ sơ quá hạn tập trung ở các huyện Hải Hậu (12 hồ sơ), Giao Thủy (5 hồ sơ) và Xuân "
        "Trường (3 hồ sơ).",
        [
            Read("resolved.late", 12, "unit", "Hải Hậu"),
            Read("resolved.late", 5, "unit", "Giao Thủy"),
            Read("resolved.late", 3, "unit", "Xuân Trường"),
        ],
    ),
    (
        "places-behind-a-colon",
        "tinh",
        "Một số xã nhận nhiều hồ sơ: Hải Hưng (310 hồ sơ), Hải Lộc (295 hồ sơ).",
        [
            Read("received.total", 310, "unit", "Hải Hưng"),
            Read("received.total", 295, "unit", "Hải Lộc"),
        ],
    ),
    (
        "places-with-accounts",
        "tinh",
        "Các xã có nhiều hồ sơ là Hải Hưng (nhận 310, trả 305), Hải Lộc (nhận 295, trả 290).",
        [
            Read("received.total", 310, "unit", "Hải Hưng"),
            Read("resolved.total", 305, "unit", "Hải Hưng"),
            Read("received.total", 295, "unit", "Hải Lộc"),
            Read("resolved.total", 290, "unit", "Hải Lộc"),
        ],
    ),
    (
        "a-whole-before-its-places",
        "tinh",
        "Có 20 hồ sơ quá hạn tại các huyện Hải Hậu (12), Giao Thủy (5), Xuân Trường (3).",
        [
            Read("resolved.late", 20),
            Read("resolved.late", 12, "unit", "Hải Hậu"),
            Read("resolved.late", 5, "unit", "Giao Thủy"),
            Read("resolved.late", 3, "unit", "Xuân Trường"),
        ],
    ),
    (
        "the-next-place-behind-another-sign",
        "tinh",
        "Đơn vị có số hồ sơ trễ hạn nhiều nhất là huyện Hải Hậu: 12 hồ sơ; tiếp theo là Giao "
        "Thủy: 5 hồ sơ.",
        [
            Read("resolved.late", 12, "unit", "huyện Hải Hậu"),
            Read("resolved.late", 5, "unit", "Giao Thủy"),
        ],
    ),
    (
        "places-that-share-a-number-are-none",
        "tinh",
        "Các xã Hải Hưng, Hải Lộc tiếp nhận 500 hồ sơ.",
        [],
    ),
    (
        "all-there-are-of-a-rank",
        "tinh",
        "Các xã, phường tiếp nhận 900 hồ sơ.",
        [Read("received.total", 900, "commune")],
    ),
    (
        "bodies-of-the-state",
        "tinh",
        "Toàn tỉnh tiếp nhận 98.910 hồ sơ; các cơ quan Trung ương tiếp nhận 13.705 hồ sơ.",
        [
            Read("received.total", 98910),
            Read("received.total", 13705, "unit", "các cơ quan Trung ương"),
        ],
    ),
    (
        "boards-of-zones",
        "tinh",
        "Hồ sơ trễ hạn: Sở Xây dựng 20 hồ sơ, Ban Quản lý các KCN 10 hồ sơ.",
        [
            Read("resolved.late", 20, "unit", "Sở Xây dựng"),
            Read("resolved.late", 10, "unit", "Ban Quản lý các KCN"),
        ],
    ),
    (
        "levels-by-their-bare-words",
        "tinh",
        "Toàn tỉnh trả 6.021 hồ sơ (tỉnh 34, huyện 2.000, xã 3.987).",
        [
            Read("resolved.total", 6021),
            Read("resolved.total", 34, "province"),
            Read("resolved.total", 2000, "district"),
            Read("resolved.total", 3987, "commune"),
        ],
    ),
    (
        "wards-with-numbers-for-names-are-no-levels",
        "tinh",
        "Toàn tỉnh trễ hạn 12 hồ sơ (phường 14, phường 15).",
        [Read("resolved.late", 12)],
    ),
]


@pytest.mark.parametrize(
    ("head", "text", "expected"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_what_is_told_is_read_as_meant(head: str, text: str, expected: list[Read]) -> None:
    assert read(text, HEADS[head]) == expected


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tiếp nhận 640 hồ sơ, đã giải quyết 608 hồ sơ, đạt 95%.", []),
        ("Tiếp nhận 640 hồ sơ, đã giải quyết 608 hồ sơ, đạt 85%.", ["85"]),
        ("Tiếp nhận 640 hồ sơ (kỳ trước 500).", ["500"]),
    ],
)
def test_only_what_was_not_understood_is_asked_about(text: str, left: list[str]) -> None:
    assert [aside.printed for aside in asides_of(assembled(text))] == left
