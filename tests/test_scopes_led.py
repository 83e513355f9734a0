"""Whose the figures are: levels that lead a passage, centres with their level, bare ranks."""

from __future__ import annotations

import pytest

from extractor.models import DocumentHead
from tests.passages import read

CASES = {
    "a level alone before a full stop": (
        "tỉnh Bắc Kạn",
        "1. Cấp tỉnh. Các sở, ban, ngành và Trung tâm Phục vụ hành chính công tỉnh tiếp nhận "
        "5.230 hồ sơ. Đang giải quyết 112 hồ sơ.",
        [("province", "received.total"), ("province", "pending.total")],
    ),
    "what is counted behind a body is no part of its name": (
        "tỉnh Bắc Kạn",
        "Trình UBND huyện Pác Nặm 04 QĐ; huyện Pác Nặm tiếp nhận 31 hồ sơ.",
        [("unit", "received.total")],
    ),
    "the same with a colon, and units amid it": (
        "tỉnh Bắc Kạn",
        "2. Cấp tỉnh: Các sở, ban, ngành và Trung tâm Phục vụ hành chính công tỉnh tiếp nhận "
        "5.230 hồ sơ. Riêng Sở Y tế có 16 hồ sơ giải quyết quá hạn, Sở Nội vụ 05 hồ sơ. "
        "Hồ sơ công dân rút 12.",
        [
            ("province", "received.total"),
            ("unit", "resolved.late"),
            ("unit", "resolved.late"),
            ("province", "withdrawn.total"),
        ],
    ),
    "a paragraph below a long lettered item": (
        "tỉnh Bắc Kạn",
        "a) Cấp tỉnh: tiếp nhận 5.230 hồ sơ (2.000 hồ sơ từ kỳ trước; 3.230 hồ sơ mới, trong đó "
        "2.004 hồ sơ trực tuyến, 1.113 hồ sơ trực tiếp, 113 hồ sơ qua bưu chính công ích).\n\n"
        "Công dân rút 12 hồ sơ.",
        [
            ("province", "received.total"),
            ("province", "received.carried_over"),
            ("province", "received.new"),
            ("province", "received.online"),
            ("province", "received.in_person"),
            ("province", "received.postal"),
            ("province", "withdrawn.total"),
        ],
    ),
    "a paragraph below a long item that nothing labels": (
        "tỉnh Bắc Kạn",
        "a) Trong quý, cấp tỉnh tiếp nhận 5.230 hồ sơ (2.000 hồ sơ từ kỳ trước; 3.230 hồ sơ mới, "
        "trong đó 2.004 hồ sơ trực tuyến, 1.113 hồ sơ trực tiếp, 113 hồ sơ qua bưu chính).\n\n"
        "Công dân rút 12 hồ sơ.",
        [
            ("province", "received.total"),
            ("province", "received.carried_over"),
            ("province", "received.new"),
            ("province", "received.online"),
            ("province", "received.in_person"),
            ("province", "received.postal"),
            ("whole", "withdrawn.total"),
        ],
    ),
    "a sentence that goes on to another level": (
        "huyện Na Rì",
        "- Cấp huyện: tiếp nhận 12 hồ sơ, cấp xã: 40 hồ sơ. Đã giải quyết 50 hồ sơ.",
        [
            ("district", "received.total"),
            ("commune", "received.total"),
            ("whole", "resolved.total"),
        ],
    ),
    "a centre with its level in a bracket": (
        "huyện Na Rì",
        "Bộ phận Một cửa huyện (cấp huyện) tiếp nhận 60 hồ sơ, giải quyết 50 hồ sơ.",
        [("district", "received.total"), ("district", "resolved.total")],
    ),
    "a bare rank beside its communes": (
        "huyện Na Rì",
        "Từ 15/12/2023, huyện tiếp nhận 417 hồ sơ. Các xã, thị trấn tiếp nhận 1.846 hồ sơ.",
        [("district", "received.total"), ("commune", "received.total")],
    ),
    "a bare rank beside nobody": (
        "huyện Na Rì",
        "Từ 15/12/2023, huyện tiếp nhận 417 hồ sơ, giải quyết 400 hồ sơ.",
        [("whole", "received.total"), ("whole", "resolved.total")],
    ),
    "a bare rank that the reporter's name has": (
        "thành phố Hải Phòng",
        "Trong quý, thành phố tiếp nhận 36 phản ánh, kiến nghị, đã xử lý 34.",
        [("whole", "feedback_received.total"), ("whole", "feedback_resolved.total")],
    ),
    "a bare rank below the reporter's": (
        "tỉnh Bắc Kạn",
        "Số hóa kết quả: tỉnh 107/109 hồ sơ; huyện 602/608 hồ sơ.",
        [
            (level, f"digitised_results.{part}")
            for level in ("province", "district")
            for part in ("count", "due")
        ],
    ),
    "a list by size, and a share in round figures amid it": (
        "huyện Na Rì",
        "Huyện tiếp nhận 417 hồ sơ, nhiều nhất là Hộ tịch 160 hồ sơ (khai sinh chiếm hơn 2/3), "
        "Chứng thực 96 hồ sơ.",
        [("whole", "received.total"), ("field", "received.total"), ("field", "received.total")],
    ),
    "what people say beside the files of communes": (
        "huyện Na Rì",
        "Huyện tiếp nhận 417 hồ sơ, các xã tiếp nhận 602 hồ sơ. Huyện tiếp nhận 12 phản ánh, "
        "kiến nghị.",
        [
            ("district", "received.total"),
            ("commune", "received.total"),
            ("whole", "feedback_received.total"),
        ],
    ),
    "shares of a rank and of its communes": (
        "huyện Na Rì",
        "Số hóa hồ sơ: huyện 107/109 hồ sơ, đạt 98,17%; xã, thị trấn 602/608 hồ sơ, đạt 99,01%.",
        [
            (level, f"digitised_records.{part}")
            for level in ("district", "commune")
            for part in ("count", "due", "rate")
        ],
    ),
    "a list of ranks is no rank": (
        "tỉnh Bắc Kạn",
        "Các huyện, thành phố tiếp nhận 417 hồ sơ.",
        [("district", "received.total")],
    ),
    "to whom the report is sent": (
        "huyện Na Rì",
        "Uỷ ban nhân dân huyện Na Rì báo cáo UBND tỉnh Bắc Kạn như sau: tiếp nhận 417 hồ sơ.",
        [("whole", "received.total")],
    ),
    "whose report is told from": (
        "tỉnh Bắc Kạn",
        "Theo báo cáo Sở Y tế, trong tháng tiếp nhận 417 hồ sơ.",
        [("unit", "received.total")],
    ),
    "levels taken together": (
        "huyện Na Rì",
        "a) Cấp huyện: tiếp nhận 17 hồ sơ.\n\nb) Cấp xã: tiếp nhận 400 hồ sơ.\n\n"
        "c) Gộp cả huyện và xã: tiếp nhận 417 hồ sơ.",
        [
            ("district", "received.total"),
            ("commune", "received.total"),
            ("whole", "received.total"),
        ],
    ),
    "a paragraph below an item of one level": (
        "huyện Na Rì",
        "1. Các phòng chuyên môn phải giải quyết 388 hồ sơ (Phòng Y tế 24 hồ sơ), giải quyết "
        "xong 300 hồ sơ.\nVề dịch vụ công, hồ sơ mức độ 3 là 31 hồ sơ.\n"
        "2. Cấp xã: tiếp nhận 741 hồ sơ.",
        [
            ("district", "received.total"),
            ("unit", "received.total"),
            ("district", "resolved.total"),
            ("district", "online_level3.count"),
            ("commune", "received.total"),
        ],
    ),
    "what several groups' sentence announces is of no one group": (
        "tỉnh Bắc Kạn",
        "Đã tiếp nhận 40 hồ sơ, giải quyết 30 hồ sơ, đang giải quyết 10 hồ sơ. "
        "Cụ thể theo từng cấp như sau:\n\n"
        "1. Tại Trung tâm Phục vụ hành chính công tỉnh, tổng số hồ sơ trong kỳ là 25 hồ sơ.",
        [
            ("whole", "received.total"),
            ("whole", "resolved.total"),
            ("whole", "pending.total"),
            ("centre", "received.total"),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_whose_the_figures_are(case: str) -> None:
    issuer, text, expected = CASES[case]
    head = DocumentHead(type="BC", issuer=f"UBND {issuer}")
    assert [(found.level, found.metric) for found in read(text, head)] == expected
