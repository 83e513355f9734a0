"""Lists whose lead tells the labels once, and items that are led by names no phrase knows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.passages import Read, read

RT, RN, ST, SL = "received.total", "received.new", "resolved.total", "resolved.late"
PT, PO = "pending.total", "pending.overdue"


def of(name: str, *told: tuple[str, int], level: str = "field") -> list[Read]:
    return [Read(metric, value, level, name) for metric, value in told]


ORDERED = [
    (
        "kinds-of-work",
        "2. Số liệu từng nghiệp vụ (nhận mới, giải quyết, chậm):\n"
        "- Cấp sổ: 52 hồ sơ, 50 hồ sơ, 2 hồ sơ.\n- Chi trả: 9 hồ sơ, 9 hồ sơ, 0 hồ sơ.",
        [
            *of("Cấp sổ", (RN, 52), (ST, 50), (SL, 2)),
            *of("Chi trả", (RN, 9), (ST, 9), (SL, 0)),
        ],
    ),
    (
        "a-name-with-a-verb-in-it",
        "2. Từng nghiệp vụ (nhận mới, giải quyết):\n- Giải quyết chế độ: 52 hồ sơ, 50 hồ sơ.",
        of("Giải quyết chế độ", (RN, 52), (ST, 50)),
    ),
    (
        "slashes",
        "Kết quả theo lĩnh vực (tiếp nhận/đã giải quyết/đang giải quyết):\n- Đất đai: 52/40/12;",
        of("Đất đai", (RT, 52), (ST, 40), (PT, 12)),
    ),
    (
        "units-parted-by-dashes",
        "Số liệu các xã (thứ tự: tiếp nhận - giải quyết - quá hạn):\n+ Xã Nghĩa An: 52 - 40 - 2",
        of("Xã Nghĩa An", (RT, 52), (ST, 40), (SL, 2), level="unit"),
    ),
    (
        "labels-that-one-phrase-would-join",
        "Theo lĩnh vực (tiếp nhận, giải quyết, trễ hạn): đất đai 52, 50, 2; hộ tịch 9, 8, 0.",
        [
            *of("đất đai", (RT, 52), (ST, 50), (SL, 2)),
            *of("hộ tịch", (RT, 9), (ST, 8), (SL, 0)),
        ],
    ),
    (
        "an-item-with-labels-of-its-own",
        "Các lĩnh vực (tiếp nhận, giải quyết):\n- Hộ tịch: giải quyết 90 hồ sơ, quá hạn 2 hồ sơ.",
        of("Hộ tịch", (ST, 90), (SL, 2)),
    ),
    (
        "fewer-numbers-than-labels",
        "Kết quả theo lĩnh vực (tiếp nhận, giải quyết, quá hạn):\n- Hộ tịch: 90 hồ sơ, 80 hồ sơ.",
        of("Hộ tịch", (RT, 90)),
    ),
]
LED = [
    (
        "one-label-for-all-of-them",
        "Theo lĩnh vực (hồ sơ đã giải quyết):\n- Đầu tư: 44 hồ sơ, quá hạn 1;\n- Y tế: 7 hồ sơ.",
        [*of("Đầu tư", (ST, 44), (SL, 1)), *of("Y tế", (ST, 7))],
    ),
    (
        "a-lead-that-announces-names-none",
        "Nếu chia theo loại việc thì:\na) Cấp đổi: nhận 90 hồ sơ, đã trả 80 hồ sơ.\n"
        "b) Thông báo nghĩa vụ tài chính: phải giải quyết 40 hồ sơ, đã trả 30 hồ sơ.",
        [
            *of("Cấp đổi", (RT, 90), (ST, 80)),
            *of("Thông báo nghĩa vụ tài chính", (RT, 40), (ST, 30)),
        ],
    ),
    (
        "a-light-word-in-a-name",
        "Chia theo nhóm công việc:\n- Cấp mới: tiếp nhận 90 hồ sơ, đã giải quyết 80 hồ sơ.",
        of("Cấp mới", (RT, 90), (ST, 80)),
    ),
    (
        "a-passage-behind-a-list-of-fields-is-of-none",
        "Chia theo nhóm công việc:\na) Cấp mới: nhận 90 hồ sơ, đã trả 80 hồ sơ.\n"
        "b) Cấp lại: nhận 30 hồ sơ, đã trả 30 hồ sơ.\n\nĐánh giá: rất hài lòng 20 lượt.",
        [
            *of("Cấp mới", (RT, 90), (ST, 80)),
            *of("Cấp lại", (RT, 30), (ST, 30)),
            Read("satisfaction.very_satisfied", 20),
        ],
    ),
    (
        "nor-behind-a-list-of-units",
        "Theo địa bàn:\na) Xã Nghĩa An: tiếp nhận 90 hồ sơ.\nb) Xã Tịnh Khê: tiếp nhận 80 hồ sơ."
        "\n\nTổng số phản ánh, kiến nghị đã nhận: 04.",
        [
            *of("Xã Nghĩa An", (RT, 90), level="unit"),
            *of("Xã Tịnh Khê", (RT, 80), level="unit"),
            Read("feedback_received.total", 4),
        ],
    ),
]
RATES = [
    (
        "the-label-is-of-the-whole-alone",
        "Tỷ lệ hồ sơ trực tuyến: 90,00% (180/200 hồ sơ nhận mới).",
        [Read("received.online_rate", 90), Read("received.online", 180), Read(RN, 200)],
    ),
    (
        "and-leaves-the-rate-its-group",
        "Tỷ lệ đúng và trước hạn: 95,00% (190/200 hồ sơ đã giải quyết).",
        [
            Read("resolved.early_or_on_time_rate", 95),
            Read("resolved.early_or_on_time", 190),
            Read(ST, 200),
        ],
    ),
    (
        "behind-a-rate-that-is-none-the-part-is-none",
        "Đã giải quyết 300 hồ sơ, tỷ lệ hồ sơ nộp qua mạng đạt 60% (60/100 hồ sơ tiếp nhận).",
        [Read(ST, 300)],
    ),
]
PLACES = [
    (
        "a-rate-much-like-the-one-before-is-not-its-ratio",
        "Trực tuyến mức độ 3: 500/501 hồ sơ, đạt 99,8%; 400 hồ sơ trực tuyến mức độ 4/tổng số "
        "401 hồ sơ tiếp nhận, đạt 99,8%.",
        [
            Read("online_level3.count", 500),
            Read("online_level3.due", 501),
            Read("online_level3.rate", Decimal("99.8")),
            Read("online_level4.count", 400),
            Read("online_level4.due", 401),
            Read("online_level4.rate", Decimal("99.8")),
        ],
    ),
    (
        "handed-in-there",
        "Tiếp nhận mới 90 hồ sơ, trong đó 60 hồ sơ nộp trực tiếp tại Bộ phận Một cửa huyện Mộ Đức, "
        "30 hồ sơ nộp trực tuyến. Tổng số hồ sơ tiếp nhận là 95 hồ sơ.",
        [Read(RN, 90), Read("received.in_person", 60), Read("received.online", 30), Read(RT, 95)],
    ),
]
NONE = [
    ("alone-between-signs", "Tiếp nhận 90 hồ sơ, đã trả 80 hồ sơ, không muộn.", SL),
    ("of-open-ones", "Đã giải quyết 80 hồ sơ; đang giải quyết 9 hồ sơ, không quá hạn.", PO),
    ("in-a-bracket", "Đã giải quyết 80 hồ sơ (không trễ hạn).", SL),
    ("not-let-happen", "Đã giải quyết 80 hồ sơ, chưa để xảy ra trường hợp quá hạn.", SL),
    ("not-let", "Đã giải quyết 80 hồ sơ, không để hồ sơ trễ hạn.", SL),
    ("among-the-open", "Nhận 80 hồ sơ. Trong số chưa giải quyết không hồ sơ nào quá hạn.", PO),
    ("of-the-settled", "Nhận 80 hồ sơ. Hồ sơ đã giải quyết không có hồ sơ quá hạn.", SL),
]
NOT_NONE = [
    ("wished", "Đã giải quyết 80 hồ sơ. Phấn đấu giải quyết sớm, không để hồ sơ trễ hạn."),
    ("of-a-share", "Giải quyết 80 hồ sơ, 76 hồ sơ, chiếm 95%, không trễ hạn."),
    ("a-sentence-that-bids", "Đã giải quyết 80 hồ sơ. Không để hồ sơ quá hạn."),
]


TOLD = (*ORDERED, *LED, *RATES, *PLACES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [row[1:] for row in TOLD],
    ids=[r[0] for r in TOLD],
)
def test_items_count_what_their_lead_says(text: str, expected: list[Read]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "metric"), [r[1:] for r in NONE], ids=[r[0] for r in NONE])
def test_none_was_late(text: str, metric: str) -> None:
    assert Read(metric, 0) in read(text)


@pytest.mark.parametrize("text", [r[1] for r in NOT_NONE], ids=[r[0] for r in NOT_NONE])
def test_nobody_said_that_none_was_late(text: str) -> None:
    assert 0 not in [figure.value for figure in read(text)]
