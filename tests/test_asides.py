"""A unit or a field shown beside the whole takes only its own figures along."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.models import DocumentHead
from tests.passages import Read, read

RT, ON = "received.total", "received.online"
ST, SL = "resolved.total", "resolved.late"
LAND = ("field", "đất đai")
OFFICE = ("unit", "Chi cục Kiểm lâm")
CASES = {
    "more than came in there is of all": (
        "Tiếp nhận 640 hồ sơ. Riêng lĩnh vực đất đai nhận 151 hồ sơ. Đã giải quyết 588 hồ sơ.",
        [Read(RT, 640), Read(RT, 151, *LAND), Read(ST, 588)],
    ),
    "what it received before the whole was told goes on": (
        "Lĩnh vực đất đai nhận 151 hồ sơ. Đã giải quyết 140 hồ sơ, trễ hạn 06 hồ sơ.",
        [Read(RT, 151, *LAND), Read(ST, 140, *LAND), Read(SL, 6, *LAND)],
    ),
    "what was told of the whole already is theirs": (
        "Tiếp nhận 640 hồ sơ, giải quyết 588 hồ sơ. Chi cục Kiểm lâm tiếp nhận 151 hồ sơ. Đã giải "
        "quyết 140 hồ sơ.",
        [Read(RT, 640), Read(ST, 588), Read(RT, 151, *OFFICE), Read(ST, 140, *OFFICE)],
    ),
    "who is shown by what was told of the whole begins no account": (
        "Tiếp nhận 640 hồ sơ, trong đó trực tuyến 501 hồ sơ. Lĩnh vực đất đai có 88 hồ sơ nộp trực "
        "tuyến. Có 52 hồ sơ công dân xin rút.",
        [Read(RT, 640), Read(ON, 501), Read(ON, 88, *LAND), Read("withdrawn.total", 52)],
    ),
    "a rate shows what the whole's count told": (
        "Tiếp nhận 640 hồ sơ, trong đó trực tuyến 501 hồ sơ. Chi cục Kiểm lâm đạt tỷ lệ hồ sơ trực "
        "tuyến 98,61%. Có 52 hồ sơ công dân xin rút.",
        [
            Read(RT, 640),
            Read(ON, 501),
            Read("received.online_rate", Decimal("98.61"), *OFFICE),
            Read("withdrawn.total", 52),
        ],
    ),
    "a level tells of all its offices, and goes on": (
        "Toàn tỉnh tiếp nhận 640 hồ sơ. Cấp xã tiếp nhận 151 hồ sơ. Hồ sơ công dân rút 12.",
        [Read(RT, 640), Read(RT, 151, "commune"), Read("withdrawn.total", 12, "commune")],
    ),
    "a centre of some name is a unit, and a counter by its short name is none": (
        "Sở tiếp nhận 640 hồ sơ (trực tiếp tại Trung tâm Phục vụ HCC tỉnh 139 hồ sơ, trực tuyến "
        "501 hồ sơ). Trung tâm Giống cây trồng tiếp nhận 14 hồ sơ.",
        [
            Read(RT, 640),
            Read("received.in_person", 139),
            Read(ON, 501),
            Read(RT, 14, "unit", "Trung tâm Giống cây trồng"),
        ],
    ),
    "a field whose last word is nearly a verb": (
        "Tiếp nhận 640 hồ sơ. Lĩnh vực xây dựng giải quyết được 97 hồ sơ.",
        [Read(RT, 640), Read(ST, 97, "field", "xây dựng")],
    ),
}


@pytest.mark.parametrize(("text", "told"), CASES.values(), ids=CASES)
def test_whose_the_next_sentence_is(text: str, told: list[Read]) -> None:
    head = DocumentHead(type="BC", issuer="Sở Nông nghiệp và Môi trường tỉnh Bắc Kạn")
    assert read(text, head) == told
