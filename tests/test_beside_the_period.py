"""Months beside numbers, what is left of all files, and whose the figures around them are."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from extractor.head import read_head
from extractor.images import light
from extractor.models import DocumentHead, Period
from extractor.segment import segment
from tests.passages import Read, clean, read

RT, RN, RC, ST = "received.total", "received.new", "received.carried_over", "resolved.total"
ON, SL, PT = "received.online", "resolved.late", "pending.total"
MAY = DocumentHead(
    type="BC",
    issuer="Ủy ban nhân dân huyện Tân Hòa",
    period=Period(kind="month", label="tháng 5 năm 2024", start="2024-04-15", end="2024-05-14"),
)

ROWS = [
    (
        "a-month-before-its-number-counts-no-files",
        "Tiếp nhận trong tháng 5 là 1.834 hồ sơ. Trả trong tháng 5: 1.800 hồ sơ.",
        [Read(RT, 1834), Read(ST, 1800)],
    ),
    (
        "nor-one-with-a-reason",
        "Tiếp nhận 500 hồ sơ. Hồ sơ nộp trực tiếp giảm mạnh trong tháng 4 do giãn cách.",
        [Read(RT, 500)],
    ),
    (
        "a-month-in-a-bracket-is-of-the-bracket",
        "Tiếp nhận 900 hồ sơ (tháng 4: 850 hồ sơ), đã trả 880 hồ sơ.",
        [Read(RT, 900), Read(ST, 880)],
    ),
    (
        "a-month-behind-a-bullet-opens-a-clause",
        "- Tháng 5 nhận 765 hồ sơ.\n- Tháng 4/2024 huyện nhận 803 hồ sơ, giảm 38 hồ sơ.",
        [Read(RT, 765)],
    ),
    (
        "what-is-carried-into-the-next-quarter-is-open",
        "3.4. Gối sang quý III: 20 hồ sơ. Trong đó chưa tới ngày hẹn 18 hồ sơ.",
        [Read(PT, 20), Read("pending.in_time", 18)],
    ),
    (
        "a-bracket-that-begins-with-the-year-before",
        "Tỷ lệ hồ sơ trực tuyến đạt 93,27% (cùng kỳ năm 2023 hai huyện cũ đạt 71,40%).",
        [Read("received.online_rate", Decimal("93.27"))],
    ),
    (
        "letters-of-apology-are-no-files",
        "Giải quyết trễ hạn 8 hồ sơ.\n- Thư xin lỗi: 8/8 lượt trễ, gửi đúng thời gian 06, trễ 02.",
        [Read(SL, 8)],
    ),
    (
        "what-is-expected-has-not-come-in",
        "Dự kiến cả năm 2024 tiếp nhận 15.000 hồ sơ, giải quyết đúng hạn 99%; 5 tháng đã tiếp "
        "nhận 6.200 hồ sơ.",
        [Read(RT, 6200)],
    ),
    (
        "an-account-of-old-files-is-none-of-the-period",
        "Tiếp nhận 900 hồ sơ. Hồ sơ quá hạn kéo dài nhiều năm 17 hồ sơ, đến nay đã giải quyết 15 "
        "hồ sơ, còn 02 hồ sơ.",
        [Read(RT, 900)],
    ),
    (
        "the-rest-of-all-files-is-new",
        "Thụ lý 1.396 hồ sơ; 09 hồ sơ kỳ trước chuyển qua, số còn lại 1.387 hồ sơ là hồ sơ phát "
        "sinh mới.",
        [Read(RT, 1396), Read(RC, 9), Read(RN, 1387)],
    ),
    (
        "what-came-in-is-new-where-it-and-the-rest-went-out",
        "Nhận 93 hồ sơ, kỳ trước chuyển sang 6 hồ sơ. Đã giải quyết 77 hồ sơ. Đang giải quyết 22 "
        "hồ sơ.",
        [Read(RN, 93), Read(RC, 6), Read(ST, 77), Read(PT, 22)],
    ),
    (
        "and-is-all-where-the-rest-is-in-it",
        "Nhận 99 hồ sơ, kỳ trước chuyển sang 6 hồ sơ. Đã giải quyết 77 hồ sơ. Đang giải quyết 22 "
        "hồ sơ.",
        [Read(RT, 99), Read(RC, 6), Read(ST, 77), Read(PT, 22)],
    ),
    (
        "a-name-by-its-place-in-a-list",
        "Nhận 900 hồ sơ. Lý lịch tư pháp vẫn chiếm phần lớn với 520 hồ sơ phải giải quyết, trả "
        "được 500; Quốc tịch ít nhất, chỉ 14 hồ sơ, trả được 10.",
        [
            Read(RT, 900),
            Read(RT, 520, "field", "Lý lịch tư pháp"),
            Read(ST, 500, "field", "Lý lịch tư pháp"),
            Read(RT, 14, "field", "Quốc tịch"),
            Read(ST, 10, "field", "Quốc tịch"),
        ],
    ),
    (
        "a-name-goes-on-before-a-dash",
        "Nhận 800 hồ sơ. Nhiều nhất là chứng thực 470 hồ sơ, rồi đến cư trú - hộ tịch 151 hồ sơ.",
        [
            Read(RT, 800),
            Read(RT, 470, "field", "chứng thực"),
            Read(RT, 151, "field", "cư trú - hộ tịch"),
        ],
    ),
    (
        "the-first-name-of-a-list-stands-behind-a-verb",
        "Nhận 800 hồ sơ. Các lĩnh vực nhiều hồ sơ là Đất đai (tiếp nhận 133, giải quyết 127), Lữ "
        "hành (tiếp nhận 90, giải quyết 88).",
        [
            Read(RT, 800),
            Read(RT, 133, "field", "Đất đai"),
            Read(ST, 127, "field", "Đất đai"),
            Read(RT, 90, "field", "Lữ hành"),
            Read(ST, 88, "field", "Lữ hành"),
        ],
    ),
    (
        "a-way-is-not-near-a-ward",
        "Nộp theo phương thức điện tử 264 hồ sơ; đưa đến tận nơi 20 hồ sơ.",
        [Read(ON, 264), Read("received.in_person", 20)],
    ),
    (
        "a-bracket-of-one-label-belongs-to-its-label",
        "Tiếp nhận 90 hồ sơ. Người xã khác tới nộp (phi địa giới) 21 hồ sơ.",
        [Read(RT, 90)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_beside_the_period(text: str, expected: list[Read]) -> None:
    assert read(text, MAY) == expected


COMMUNE = DocumentHead(type="BC", issuer="Ủy ban nhân dân phường Ba Ngòi")
CENTRE = "Trung tâm Phục vụ hành chính công phường nhận 90 hồ sơ, trễ hạn 3 hồ sơ. "


def test_a_communes_own_centre_told_twice_alike_is_the_commune() -> None:
    told = read(f"{CENTRE}\nPhường đã trả 80 hồ sơ, trong đó trễ hạn 3 hồ sơ.", COMMUNE)
    assert {one.level for one in told} == {"whole"}
    apart = read(f"{CENTRE}\nPhường đã trả 80 hồ sơ, trong đó trễ hạn 7 hồ sơ.", COMMUNE)
    assert {one.level for one in apart} == {"centre", "whole"}


def test_a_list_counts_anew_below_a_heading_with_such_a_mark() -> None:
    text = (
        "II. KẾT QUẢ\n\n1. Tiếp nhận\n\nHai đơn vị nhận nhiều hồ sơ mới nhất:\n\n"
        "1. Sở Tư pháp: 90 hồ sơ;\n\n2. Sở Y tế: 80 hồ sơ.\n\n2. Trả kết quả\n\nĐã trả 150 hồ sơ."
    )
    blocks = {block.text: block for block in segment([clean(text)])}
    lead = blocks["Hai đơn vị nhận nhiều hồ sơ mới nhất:"]
    assert blocks["1. Sở Tư pháp: 90 hồ sơ;"].parent == lead.index
    assert blocks["2. Sở Y tế: 80 hồ sơ."].parent == lead.index
    assert blocks["2. Trả kết quả"].parent == blocks["II. KẾT QUẢ"].index


def test_a_heading_ends_a_list_that_its_number_would_go_on_with() -> None:
    text = (
        "1. Tiếp nhận\n\nĐã nhận 170 hồ sơ.\n\n2. Trả kết quả\n\nHai đơn vị trả nhiều nhất:\n\n"
        "1. Sở Tư pháp: 90 hồ sơ;\n\n2. Sở Y tế: 80 hồ sơ.\n\n3. Số hóa\n\nĐã số hóa 9 hồ sơ."
    )
    blocks = {block.text: block for block in segment([clean(text)])}
    lead = blocks["Hai đơn vị trả nhiều nhất:"]
    assert blocks["2. Sở Y tế: 80 hồ sơ."].parent == lead.index
    assert blocks["3. Số hóa"].parent is None


def test_a_signer_above_the_recipients_without_a_closing_sign() -> None:
    text = (
        "UBND TỈNH ĐỒNG NAI\nTHUẾ CƠ SỞ 4 TỈNH ĐỒNG NAI\nSố: 12/BC-CS4\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Đồng Nai, ngày 05 tháng 6 năm 2025\n\nBÁO CÁO\nKết quả giải quyết hồ sơ tháng 5 năm 2025\n"
        "\nTiếp nhận 90 hồ sơ, đã trả 80 hồ sơ.\n\nKT. TRƯỞNG THUẾ CƠ SỞ\nPHÓ TRƯỞNG THUẾ CƠ SỞ\n\n"
        "Trần Hữu Vĩnh\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )
    head = read_head([clean(text)])
    assert head.issuer == "Thuế cơ sở 4 tỉnh Đồng Nai"
    assert head.signer is not None
    assert head.signer.name == "Trần Hữu Vĩnh"


def test_a_folds_shade_is_measured_once_more_and_no_rule_beside_it() -> None:
    page = np.full((600, 800), 230, np.uint8)
    shade = 255 - 150 * np.exp(-(((np.arange(600) - 300) / 7.0) ** 2))
    page = np.minimum(page, shade[:, None]).astype(np.uint8)
    page[100:103] = 90  # a rule far from the fold
    first = light.light(page, 150)
    once = light.evenly_lit(page, first)
    left = light.in_folds(light.light(once, 150), light.folded(first))
    twice = light.evenly_lit(once, left)
    assert int(once[290:310, 400].min()) + 20 < int(twice[290:310, 400].min())
    assert (twice[100:103, 400] == once[100:103, 400]).all()
