"""Two lists told in parallel: whose and of what each number of the second is."""

from __future__ import annotations

import pytest

from tests.passages import Read, read

RT, RN, ST, SL = "received.total", "received.new", "resolved.total", "resolved.late"
SE, SO = "resolved.early", "resolved.on_time"


def fields(metric: str, *pairs: tuple[str, int]) -> list[Read]:
    return [Read(metric, value, "field", name) for name, value in pairs]


def units(metric: str, *pairs: tuple[str, int]) -> list[Read]:
    return [Read(metric, value, "unit", name) for name, value in pairs]


ROWS = [
    (
        "known-fields",
        "Hồ sơ mới của Chứng thực, Hộ tịch, Đất đai lần lượt là 408, 206 và 51 hồ sơ.",
        fields(RN, ("Chứng thực", 408), ("Hộ tịch", 206), ("Đất đai", 51)),
    ),
    (
        "two-known-fields-as-subjects",
        "Hộ tịch và Chứng thực lần lượt tiếp nhận 32 và 57 hồ sơ.",
        fields(RT, ("Hộ tịch", 32), ("Chứng thực", 57)),
    ),
    (
        "fields-that-no-phrase-knows-behind-their-noun",
        "Các lĩnh vực Thu nợ, Thẻ - Sổ, Chi có số hồ sơ tiếp nhận lần lượt là 57; 48 và 12 hs.",
        fields(RT, ("Thu nợ", 57), ("Thẻ - Sổ", 48), ("Chi", 12)),
    ),
    (
        "small-letters-and-a-dash",
        "Số quá hạn ở lĩnh vực đất đai, lao động - tiền lương lần lượt là 12 và 3 hồ sơ.",
        fields(SL, ("đất đai", 12), ("lao động - tiền lương", 3)),
    ),
    (
        "labels-are-no-fields",
        "Lĩnh vực đất đai trước hạn, đúng hạn, trễ hạn lần lượt là 31, 42 và 5 hồ sơ.",
        [Read(m, v, "field", "đất đai") for m, v in ((SE, 31), (SO, 42), (SL, 5))],
    ),
    (
        "units-named-ahead-of-what-they-count",
        "Sở Y tế, Sở Xây dựng có số hồ sơ quá hạn đã trả nhiều nhất, lần lượt 61 hồ sơ, 40 hồ sơ.",
        units(SL, ("Sở Y tế", 61), ("Sở Xây dựng", 40)),
    ),
    (
        "the-units-of-the-list-before",
        "Cấp tỉnh, cấp xã lần lượt tiếp nhận 70 và 90 hồ sơ; số trễ hạn tương ứng là 2 và 1.",
        [
            *(Read(RT, 70, "province"), Read(RT, 90, "commune")),
            *(Read(SL, 2, "province"), Read(SL, 1, "commune")),
        ],
    ),
    (
        "the-units-of-the-clauses-before",
        "Sở Nội vụ tiếp nhận 30 hồ sơ, Sở Y tế 20 hồ sơ; số trễ hạn tương ứng là 2 và 1 hồ sơ.",
        [
            *units(RT, ("Sở Nội vụ", 30), ("Sở Y tế", 20)),
            *units(SL, ("Sở Nội vụ", 2), ("Sở Y tế", 1)),
        ],
    ),
    (
        "small-words-within-the-labels",
        "Số hồ sơ trả sớm, số hồ sơ được trả đúng hẹn và số trả muộn lần lượt là 50, 30 và 2.",
        [Read(SE, 50), Read(SO, 30), Read(SL, 2)],
    ),
    (
        "more-names-than-numbers",
        "Các lĩnh vực đất đai, xây dựng, hộ tịch có số hồ sơ quá hạn lần lượt là 8 và 5 hồ sơ.",
        [],
    ),
    (
        "others-named-since",
        "Sở Y tế và Sở Xây dựng cùng 3 sở khác; số trễ hạn tương ứng là 4, 6 và 1 hồ sơ.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS])
def test_lists_told_in_parallel(text: str, expected: list[Read]) -> None:
    assert read(text) == expected
