"""Whose the figures are in a text layer of an engine without Vietnamese."""

from __future__ import annotations

import pytest

from extractor.models import DocumentHead
from tests.passages import Read, read

OPENING = (
    "Thue hién Cong van sé 09/UBND-HCC ngay 20 thang 7 nim 2023 cua Uy ban nhan dan tinh vé\n"
    "chan chinh, ting cuong trach nhiém va nang cao hi€u qua cong tac cai cach tha tuc hanh\n"
    "chinh, kip thoi thao gé vudng mac, kho khin cho ngudi dan, doanh nghiép, véi nhiing ndi\n"
    "dung cu thé.\n\n"
)
"""Enough of such a text for its page to be known as one."""

Row = tuple[str, list[Read]]

WHOSE: list[Row] = [
    (
        "- Phuong Ba Hang: tiép nhdn 512 hé so, da giai quyét 508 hd so;\n"
        "- Xa Minh Dic: tiép nhdn 263 hd so, da gidi quyét 260 ho so.",
        [
            Read("received.total", 512, "unit", "Phuong Ba Hang"),
            Read("resolved.total", 508, "unit", "Phuong Ba Hang"),
            Read("received.total", 263, "unit", "Xa Minh Dic"),
            Read("resolved.total", 260, "unit", "Xa Minh Dic"),
        ],
    ),
    (
        "A. KET QUA CHUNG TOAN HUYEN\n\n1. Tiép nhan trong ky: 7.316 hé so.\n\n"
        "B. CAP HUYEN\n\n1. Tiép nhan trong ky: 1.942 hé so.",
        [Read("received.total", 7316, "whole"), Read("received.total", 1942, "district")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WHOSE, ids=[text[:30] for text, _ in WHOSE])
def test_the_figures_are_theirs(text: str, expected: list[Read]) -> None:
    assert read(OPENING + text, DocumentHead(type="BC", issuer="UBND huyén Yén Thé")) == expected
