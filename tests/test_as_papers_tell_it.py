"""Sentences as newspapers and portals tell results: rounded, added up, compared, and in passing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.models import DocumentHead, Period
from tests.passages import REPORT, Read, figures, read

RT, RN, RC, RO = "received.total", "received.new", "received.carried_over", "received.online"
ST, SO, SL = "resolved.total", "resolved.on_time", "resolved.late"
PT, PO = "pending.total", "pending.overdue"
MAY = Period(kind="month", label="tháng 5 năm 2024", start="2024-04-15", end="2024-05-14")
COMMUNE = DocumentHead(type="BC", issuer="Ủy ban nhân dân xã Hải Tân", period=MAY)
PROVINCE = DocumentHead(type="BC", issuer="Ủy ban nhân dân tỉnh Nam Định", period=MAY)


def by_level(metric: str, **told: int) -> list[Read]:
    return [Read(metric, value, level) for level, value in told.items()]


ROWS = [
    (
        "a-join-behind-a-rate-opens-a-clause",
        "Đã trả 512 hồ sơ đúng hạn, đạt 93,09% và trả trễ hẹn 38 hồ sơ.",
        [Read(SO, 512), Read("resolved.on_time_rate", Decimal("93.09")), Read(SL, 38)],
    ),
    (
        "a-month-in-mid-sentence",
        "Các phòng trong tháng 5 đã nhận 320 hồ sơ, đã trả 300 hồ sơ.",
        [Read(RT, 320), Read(ST, 300)],
    ),
    (
        "still-worked-on",
        "Tiếp nhận 320 hồ sơ, đã trả 300 hồ sơ, hiện đang tiếp tục thực hiện 20 hồ sơ.",
        [Read(RT, 320), Read(ST, 300), Read(PT, 20)],
    ),
    (
        "asked-to-be-settled",
        "Có 320 hồ sơ đề nghị giải quyết, đã trả 300 hồ sơ.",
        [Read(RT, 320), Read(ST, 300)],
    ),
    (
        "split-into-new-and-old",
        "Trong tháng giải quyết 410 hồ sơ (tháng trước chuyển sang 60 hồ sơ, nhận mới 350 hồ sơ). "
        "Kết quả: đã giải quyết 377 hồ sơ.",
        [Read(RT, 410), Read(RC, 60), Read(RN, 350), Read(ST, 377)],
    ),
    (
        "but-not-where-none-fewer-was-settled",
        "Đã giải quyết 410 hồ sơ (tháng trước chuyển sang 60 hồ sơ, nhận mới 350 hồ sơ).",
        [Read(ST, 410), Read(RC, 60), Read(RN, 350)],
    ),
    (
        "the-rest-of-the-late-ones-is-not-open",
        "Giải quyết 900 hồ sơ, trễ hạn 52 hồ sơ, trong đó 20 hồ sơ trễ thực tế, còn lại 32 hồ sơ "
        "trễ trên phần mềm.",
        [Read(ST, 900), Read(SL, 52)],
    ),
    (
        "only-so-many-were-left-and-late",
        "Đã giải quyết 640 hồ sơ, trong đó đúng và trước hạn 628 hồ sơ, chỉ còn 12 hồ sơ trễ hạn.",
        [Read(ST, 640), Read("resolved.early_or_on_time", 628), Read(SL, 12)],
    ),
    (
        "a-bracket-tells-the-base-of-a-rate",
        "Số hồ sơ trả trễ hạn là 9, chiếm 1,44% tổng số hồ sơ đã trả (625 hồ sơ).",
        [Read(SL, 9), Read("resolved.late_rate", Decimal("1.44")), Read(ST, 625)],
    ),
    (
        "a-share-of-files-with-its-number",
        "Tiếp nhận 500 hồ sơ. Có 84% hồ sơ (420 hồ sơ) nộp trực tuyến.",
        [Read(RT, 500), Read("received.online_rate", 84), Read(RO, 420)],
    ),
    (
        "what-is-asked-for-with-a-file-makes-it-no-new-one",
        "Tiếp nhận 96 hồ sơ: cấp mới 14 hồ sơ, cấp đổi 82 hồ sơ.",
        [Read(RT, 96)],
    ),
    (
        "but-new-ones-are",
        "Tiếp nhận 96 hồ sơ: nhận mới 90 hồ sơ, kỳ trước chuyển sang 6 hồ sơ.",
        [Read(RT, 96), Read(RN, 90), Read(RC, 6)],
    ),
    (
        "papers-not-handed-in-make-no-late-file",
        "Tiếp nhận 96 hồ sơ. Có 7 hồ sơ quá thời hạn bổ sung.",
        [Read(RT, 96)],
    ),
    (
        "ways-in-one-word",
        "Trong kỳ đã tiếp nhận 412 hồ sơ (mạng 377, quầy 30, bưu điện 5), giải quyết đúng hạn.",
        [Read(RT, 412), Read(RO, 377), Read("received.in_person", 30), Read("received.postal", 5)],
    ),
    (
        "per-cent-in-a-label",
        "- Đã giải quyết 640 hồ sơ.\n- Tỷ lệ giải quyết đúng hạn (%): 98,12",
        [Read(ST, 640), Read("resolved.on_time_rate", Decimal("98.12"))],
    ),
    (
        "what-it-fell-from-is-left-aside",
        "Hồ sơ tồn giảm từ 91 còn 64 hồ sơ.",
        [Read(PT, 64)],
    ),
    (
        "before-a-slash-what-was-settled-of-those-received",
        "Có 1.210/1.266 hồ sơ đã được giải quyết.",
        [Read(ST, 1210), Read(RT, 1266)],
    ),
    (
        "of-the-late-ones-a-part-is-no-total",
        "Có 25 hồ sơ quá hạn, trong đó 13 hồ sơ đã trả kết quả.",
        [Read(SL, 25)],
    ),
    (
        "but-both-parts-are-told-by-their-sum",
        "Hồ sơ trễ hạn 25 hồ sơ, trong đó đã giải quyết 21 hồ sơ, đang giải quyết 04 hồ sơ.",
        [Read(SL, 21), Read(PO, 4)],
    ),
    (
        "an-office-with-a-small-letter",
        "Trong đó, phòng Quản lý chất lượng trễ 3 hồ sơ, phòng Kế hoạch trễ 2 hồ sơ.",
        [
            Read(SL, 3, "unit", "phòng Quản lý chất lượng"),
            Read(SL, 2, "unit", "phòng Kế hoạch"),
        ],
    ),
]
OF_PROVINCE = [
    (
        "files-in-a-level's-power-are-no-procedures",
        "Hồ sơ thuộc thẩm quyền giải quyết của cấp xã là 640 hồ sơ; của cấp tỉnh 910 hồ sơ.",
        by_level(RT, commune=640, province=910),
    ),
    (
        "who-is-counted-with-them-is-no-scope",
        "Toàn tỉnh (bao gồm số liệu cấp xã) tiếp nhận 1.930 hồ sơ, giải quyết 1.900 hồ sơ.",
        [Read(RT, 1930), Read(ST, 1900)],
    ),
    (
        "a-list-of-levels-added-up",
        "Hồ sơ trễ hạn ở cấp tỉnh là 11 hồ sơ, cấp huyện 42 hồ sơ, cấp xã 9 hồ sơ, tổng cộng 62.",
        by_level(SL, province=11, district=42, commune=9, whole=62),
    ),
    (
        "levels-without-their-word",
        "Hồ sơ trễ hạn của tỉnh 4 hồ sơ, của huyện 11 hồ sơ, của xã 2 hồ sơ.",
        by_level(SL, province=4, district=11, commune=2),
    ),
    (
        "others-are-nobody's",
        "Huyện Hải Hậu giải quyết 230 hồ sơ, các huyện khác giải quyết 170 hồ sơ.",
        [Read(ST, 230, "unit", "Huyện Hải Hậu")],
    ),
    (
        "a-branch-of-work",
        "Tiếp nhận 5.000 hồ sơ. Riêng ngành Y tế tiếp nhận 820 hồ sơ.",
        [Read(RT, 5000), Read(RT, 820, "field", "Y tế")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_what_a_paper_tells_is_read_as_meant(text: str, expected: list[Read]) -> None:
    assert read(text, REPORT) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [r[1:] for r in OF_PROVINCE], ids=[r[0] for r in OF_PROVINCE]
)
def test_a_province_tells_of_its_levels(text: str, expected: list[Read]) -> None:
    assert read(text, PROVINCE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Từ ngày 01/01 đến ngày 14/5/2024 tiếp nhận 3.320 hồ sơ.",
            [(RT, 3320, "cumulative")],
        ),
        (
            "Từ 01/01/2024 đến 14/5/2024, xã tiếp nhận 3.320 hồ sơ. Trong tháng 5 nhận 790 hồ sơ.",
            [(RT, 3320, "cumulative"), (RT, 790, None)],
        ),
        (
            "Từ ngày 15/4/2024 đến ngày 14/5/2024 tiếp nhận 790 hồ sơ.",
            [(RT, 790, None)],
        ),
        (
            "Tính chung 5 tháng, xã tiếp nhận 3.320 hồ sơ, giải quyết 3.300 hồ sơ.",
            [(RT, 3320, "5 thang"), (ST, 3300, "5 thang")],
        ),
        (
            "Đến hết tháng 5 tiếp nhận 3.320 hồ sơ, trong đó tháng 5 tiếp nhận 790 hồ sơ.",
            [(RT, 3320, "cumulative"), (RT, 790, None)],
        ),
        (
            "Trong tháng tiếp nhận 790 hồ sơ, trong đó trực tuyến 700 hồ sơ.",
            [(RT, 790, None), (RO, 700, None)],
        ),
    ],
)
def test_what_was_added_up_is_kept_apart(
    text: str, expected: list[tuple[str, int, str | None]]
) -> None:
    assert [(f.metric, f.value, f.period) for f in figures(text, COMMUNE)] == expected


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Đã tiếp nhận 7,4 nghìn hồ sơ.", "about"),
        ("Đã tiếp nhận gần 7,4 ngàn hồ sơ.", "under"),
        ("Đã tiếp nhận 7.400 hồ sơ.", "exact"),
    ],
)
def test_a_count_with_a_scale_word_is_rounded(text: str, qualifier: str) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.qualifier) == (7400, qualifier)
