"""What a clause splits, where its words alone leave it open: how files came, what was in time."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.passages import Read, read

RT, RN, CO = "received.total", "received.new", "received.carried_over"
ON, IP, PO = "received.online", "received.in_person", "received.postal"
ST, PT = "resolved.total", "pending.total"
SE, SO, SEO, SL = (
    "resolved.early",
    "resolved.on_time",
    "resolved.early_or_on_time",
    "resolved.late",
)
PI, PV = "pending.in_time", "pending.overdue"
OPEN = [Read(RN, 240), Read(PT, 31)]

ROWS = [
    (
        "parts-that-make-up-what-came-new",
        "Quý trước chuyển sang 31 hồ sơ, nhận mới 240 hồ sơ, tổng số 271 hồ sơ. Lĩnh vực đất đai "
        "tiếp nhận 151 hồ sơ, lĩnh vực hộ tịch tiếp nhận 89 hồ sơ.",
        [
            Read(CO, 31),
            Read(RN, 240),
            Read(RT, 271),
            Read(RN, 151, "field", "đất đai"),
            Read(RN, 89, "field", "hộ tịch"),
        ],
    ),
    (
        "parts-of-all-that-was-told-before-them",
        "Tổng số hồ sơ phải giải quyết là 271 hồ sơ: tháng 4 còn lại 31 hồ sơ, tháng 5 nhận mới "
        "240 hồ sơ.",
        [Read(RT, 271), Read(CO, 31), Read(RN, 240)],
    ),
    (
        "added-to-what-came-in-with-the-sum-behind",
        "Kỳ này phát sinh 240 hồ sơ, cộng 31 hồ sơ gối đầu là 271 hồ sơ.",
        [Read(RN, 240), Read(CO, 31), Read(RT, 271)],
    ),
    (
        "what-was-left-over-and-came-in-are-told-by-their-sum",
        "Nhận 240 hồ sơ, cộng với 31 hồ sơ gối đầu từ quý trước là 271 hồ sơ.",
        [Read(RN, 240), Read(CO, 31), Read(RT, 271)],
    ),
    (
        "no-result-yet",
        "Nhận mới 240 hồ sơ; ra kết quả 209 hồ sơ; chưa ra kết quả 31 hồ sơ (trong thời hạn 29, "
        "quá thời hạn 02).",
        [Read(RN, 240), Read(ST, 209), Read(PT, 31), Read(PI, 29), Read(PV, 2)],
    ),
    (
        "before-the-day",
        "Đã trả 209 hồ sơ: 180 hồ sơ trả trước, 26 hồ sơ trả đúng hẹn, 03 hồ sơ trả sau hẹn.",
        [Read(ST, 209), Read(SE, 180), Read(SO, 26), Read(SL, 3)],
    ),
    (
        "files-are-filed-whatever-was-told-before",
        "Nhận mới 240 hồ sơ. Đang giải quyết 31 hồ sơ. Hồ sơ nộp trực tuyến 200 hồ sơ, nộp trực "
        "tiếp 39 hồ sơ.",
        [*OPEN, Read(ON, 200), Read(IP, 39)],
    ),
    (
        "ways-that-make-up-what-came-in",
        "Nhận mới 240 hồ sơ; đang giải quyết 31 hồ sơ; trực tuyến 200 hồ sơ, trực tiếp 35 hồ sơ, "
        "bưu chính 05 hồ sơ.",
        [*OPEN, Read(ON, 200), Read(IP, 35), Read(PO, 5)],
    ),
    (
        "ways-that-make-up-something-else-are-of-nothing-known",
        "Nhận mới 240 hồ sơ; đang giải quyết 31 hồ sơ; trực tuyến 20 hồ sơ, trực tiếp 11 hồ sơ.",
        OPEN,
    ),
    (
        "ways-in-a-chain-behind-what-is-open",
        "Nhận 240 hồ sơ mới, đang giải quyết 31 hồ sơ, trực tuyến 200 hồ sơ, trực tiếp 40 hồ sơ.",
        [*OPEN, Read(ON, 200), Read(IP, 40)],
    ),
    (
        "a-way-whose-share-is-of-what-came-in",
        "Nhận 240 hồ sơ mới, đang giải quyết 31 hồ sơ, có 200 hồ sơ nộp trực tuyến, đạt 83,33%.",
        [*OPEN, Read(ON, 200), Read("received.online_rate", Decimal("83.33"))],
    ),
    (
        "ways-of-what-was-settled-where-nothing-was-left",
        "Nhận 240 hồ sơ mới, đã giải quyết 240 hồ sơ (trực tuyến 200 hồ sơ, trực tiếp 40 hồ sơ).",
        [Read(RN, 240), Read(ST, 240)],
    ),
    (
        "done-before-a-number",
        "Nhận mới 240 hồ sơ, xong 209 (98,56% đúng và trước hạn; 03 quá hạn).",
        [
            Read(RN, 240),
            Read(ST, 209),
            Read(SEO + "_rate", Decimal("98.56")),
            Read(SL, 3),
        ],
    ),
    (
        "a-ratio-behind-its-rate",
        "Tỷ lệ trước và đúng hạn đạt 98,00%, cụ thể 196/200 hồ sơ; trễ hạn 04.",
        [
            Read(SEO + "_rate", Decimal("98.00")),
            Read(SEO, 196),
            Read(ST, 200),
            Read(SL, 4),
        ],
    ),
    (
        "a-ratio-that-makes-another-rate",
        "Tỷ lệ trước và đúng hạn đạt 98,00%, cụ thể 150/200 hồ sơ.",
        [Read(SEO + "_rate", Decimal("98.00"))],
    ),
    (
        "early-ones-in-the-bracket-of-those-in-time",
        "Đã giải quyết 300 hồ sơ, đúng hạn 290 hồ sơ (trong đó có 120 hồ sơ trước hạn), trễ hạn "
        "10.",
        [Read(ST, 300), Read(SEO, 290), Read(SE, 120), Read(SL, 10)],
    ),
    (
        "early-ones-beside-those-in-time",
        "Đã giải quyết 300 hồ sơ, trong đó đúng hạn 170 hồ sơ, trước hạn 120 hồ sơ, trễ hạn 10.",
        [Read(ST, 300), Read(SO, 170), Read(SE, 120), Read(SL, 10)],
    ),
    (
        "late-ones-of-two-groups-that-say-so-themselves",
        "Có 9 hồ sơ trễ hạn, trong đó 7 hồ sơ trễ hạn đã giải quyết, 2 hồ sơ trễ hạn đang giải "
        "quyết.",
        [Read(SL, 7), Read(PV, 2)],
    ),
    (
        "the-rest-of-what-is-open",
        "Đang giải quyết 90 hồ sơ, trong đó quá hạn 4, còn lại trong hạn 86.",
        [Read(PT, 90), Read(PV, 4), Read(PI, 86)],
    ),
    (
        "past-the-day-of-handing-back-is-open-among-the-open",
        "Còn 90 hồ sơ chưa giải quyết, trong đó 86 hồ sơ còn thời gian giải quyết, 4 hồ sơ đã lỡ "
        "hạn trả kết quả.",
        [Read(PT, 90), Read(PI, 86), Read(PV, 4)],
    ),
]


@pytest.mark.parametrize(("text", "told"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_what_is_split(text: str, told: list[Read]) -> None:
    assert read(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Lĩnh vực đất đai: tồn kỳ trước 10; tiếp nhận mới 90; cộng: 100 hồ sơ. Đã giải quyết 80 hồ "
        "sơ.",
        "Lĩnh vực đất đai: tiếp nhận mới 90 hồ sơ, chưa kể 10 hồ sơ kỳ trước chuyển sang; trong "
        "số đã giải quyết 80 hồ sơ có 60 hồ sơ trước hạn.",
        "Riêng lĩnh vực đất đai số tiếp nhận 90; đã giải quyết 80.",
        "Lĩnh vực đất đai: tiếp nhận mới 90 hồ sơ. Người dân, doanh nghiệp nộp 70 hồ sơ trực "
        "tuyến, 20 hồ sơ trực tiếp.",
    ],
)
def test_words_that_count_are_no_field(text: str) -> None:
    assert {(one.level, one.name) for one in read(text)} == {("field", "đất đai")}
