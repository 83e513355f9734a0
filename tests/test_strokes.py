"""Single signs of page images that cannot be what is printed are put right, and no others."""

from __future__ import annotations

import pytest

from extractor.models import Page
from extractor.repair import repair
from tests.test_known import scanned


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("trongø kỳ", "trong kỳ"),
        ("Tronø đó", "Trong đó"),
        ("øồm 12 hồ sø", "gồm 12 hồ sơ"),
        ("ông Røơ Lan", "ông Rơ Lan"),
        # nobody knows what it was
        ("øøøø", "øøøø"),
        ("Søren", "Søren"),
        # a D with its round side read once more; a bracket that was opened, and one of no D
        ("Tại UBND) huyện", "Tại UBND huyện"),
        ("(của HĐND và UBND) huyện", "(của HĐND và UBND) huyện"),
        ("Tại UBNN) huyện", "Tại UBNN) huyện"),
        # 'Ở' at the head of an item; counts, months and other words stay
        ("2. 8 cấp huyện", "2. Ở cấp huyện"),
        ("d) Ö cấp tỉnh", "d) Ở cấp tỉnh"),
        ("II. 0 các sở", "II. Ở các sở"),
        ("2. 8 xã chưa báo cáo", "2. 8 xã chưa báo cáo"),
        ("Tháng 8 các xã", "Tháng 8 các xã"),
        ("2. 12 cấp ủy", "2. 12 cấp ủy"),
        # a name's words have capitals; the instrument and what follows it have none
        ("Xã la Tôr", "Xã Ia Tôr"),
        ("UBND huyện Phú la Ly", "UBND huyện Phú Ia Ly"),
        ("Trạm la bàn", "Trạm la bàn"),
        # no sentence begins without a capital, and no item with two dashes goes on below a line
        ("04 trường hợp. về quy định: 01", "04 trường hợp, về quy định: 01"),
        ("đạt 99,1%. trong đó 12 hồ sơ", "đạt 99,1%, trong đó 12 hồ sơ"),
        ("tại mục 2. trong đó", "tại mục 2. trong đó"),
        ("xã, v.v. và các phòng", "xã, v.v. và các phòng"),
        ("ở tx. và huyện", "ở tx. và huyện"),
        ("12 hồ sơ đúng hẹn\n-- hoặc sớm hơn", "12 hồ sơ đúng hẹn\nhoặc sớm hơn"),
        ("12 hồ sơ sớm\n... và đúng hẹn", "12 hồ sơ sớm\nvà đúng hẹn"),
        ("gồm 12 hồ sơ\n- trực tuyến 9", "gồm 12 hồ sơ\n- trực tuyến 9"),
        ("12 hồ sơ, gồm:\n-- trực tuyến 9", "12 hồ sơ, gồm:\n-- trực tuyến 9"),
    ],
)
def test_misread_signs(read: str, meant: str) -> None:
    assert repair(scanned(read, 0.8)).text == meant


def test_on_born_digital_pages_they_are_their_authors() -> None:
    text = "2. 8 cấp huyện trongø"
    assert repair(Page(1, text, "text")).text == text
