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
    (  # ranks and names misread
        "Cu thé: x4 Ché Tao tiép nhan 103 ho so; phudng Dong H¢i tiép nhan 98 ho so.",
        [
            Read("received.total", 103, "unit", "xã Ché Tao"),
            Read("received.total", 98, "unit", "phường Dong Hai"),
        ],
    ),
    (  # 'Số', no 'Sở'; 'S6h6 so', no six 'sở'
        "- SO HOA: tiép nhan 103 ho so.\n- S6h6 so giai quyét: 98 ho so.",
        [Read("received.total", 103), Read("resolved.total", 98)],
    ),
    (  # 'đất' is no 'đạt', and the field is one of a closed list
        "- Da giai quyét: 28 ho so, trong do linh vuc dat dai 26, linh vuc xay dyng 02 ho so.",
        [
            Read("resolved.total", 28),
            Read("resolved.total", 26, "field", "đất đai"),
            Read("resolved.total", 2, "field", "xây dựng"),
        ],
    ),
    (  # marks of headings misread; 'Tl.' is no abbreviated rank
        "II. CAP HUYEN\n\nTiép nhan 1.942 ho so.\n\nTl. CAP XA\n\nTiép nhan 5.374 ho so.",
        [Read("received.total", 1942, "district"), Read("received.total", 5374, "commune")],
    ),
    (
        "B. CAP HUYEN\n\nTiép nhan 1.942 ho so.\n\nCc. CAP XA\n\nTiép nhan 5.374 ho so.",
        [Read("received.total", 1942, "district"), Read("received.total", 5374, "commune")],
    ),
    (  # the reporter, misread
        "UBND huyén Yén Thé tiép nhan 1.942 ho so, huyén Yen Thd giai quyét 1.900 ho so.",
        [Read("received.total", 1942), Read("resolved.total", 1900)],
    ),
    (  # offices of a closed list, by their letters
        "- S¢ Ké hoach va Dau tu: tiép nhan 287 ho so.\n- SO Nong nghiép va Mi truodng: tiép nhan "
        "61 ho so.\n- Ddi Canh sat giao thong: tiép nhan 76 ho so.\n- S6 PAKN tiép nhan: 9 PAKN.",
        [
            Read("received.total", 287, "unit", "SO Ké hoạch và Dau tư"),
            Read("received.total", 61, "unit", "SO Nong nghiệp và Moi trường"),
            Read("received.total", 76, "unit", "Ddi Canh sát giao thông"),
            Read("feedback_received.total", 9),
        ],
    ),
    (  # no unit numbered 2
        "Nguén nhan: UBND x4 Ché Tao 2 874 ho so tiép nhan.",
        [Read("received.total", 2874, "unit", "UBND xã Ché Tao")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WHOSE, ids=[text[:30] for text, _ in WHOSE])
def test_the_figures_are_theirs(text: str, expected: list[Read]) -> None:
    assert read(OPENING + text, DocumentHead(type="BC", issuer="UBND huyén Yén Thé")) == expected


def test_the_reporter_is_itself_however_misread() -> None:
    text = "SG Céng Thuong tiép nhan 1.942 ho so, trong do S¢ Nédi vu 31 ho so."
    head = DocumentHead(type="BC", issuer="Sở Công Thương tỉnh Nam Định")
    assert read(OPENING + text, head)[0] == Read("received.total", 1942)
