"""The judgement of a page: damage made here from clean text, and what it must be called."""

from __future__ import annotations

import random
import string

import pytest

from extractor.models import Page
from extractor.repair import judge, repair
from extractor.text import fold

CLEAN = (
    "ỦY BAN NHÂN DÂN HUYỆN\nBÁO CÁO\nKết quả giải quyết thủ tục hành chính tháng 4 năm 2024\n"
    "Thực hiện Nghị định của Chính phủ về kiểm soát thủ tục hành chính, Ủy ban nhân dân huyện "
    "báo cáo kết quả như sau:\n"
    "- Tổng số hồ sơ tiếp nhận trong kỳ là 618 hồ sơ, trong đó mới tiếp nhận 531 hồ sơ, từ kỳ "
    "trước chuyển qua 87 hồ sơ.\n"
    "- Đã giải quyết 529 hồ sơ (trước hạn 487 hồ sơ, đúng hạn 40 hồ sơ, quá hạn 02 hồ sơ).\n"
    "- Đang giải quyết 78 hồ sơ, tất cả đều còn trong thời hạn theo quy định.\n"
    "Phần mềm một cửa điện tử đôi lúc quá tải, dữ liệu chưa đồng bộ kịp thời với hệ thống.\n"
    "Tiếp tục chỉ đạo các cơ quan, đơn vị nâng cao trách nhiệm người đứng đầu trong giải quyết "
    "công việc cho tổ chức, công dân; tăng cường kiểm tra, đôn đốc thường xuyên."
)
TABLE = "Lĩnh vực Tổng số Trước hạn Quá hạn\n" + "\n".join(
    f"{i} Đất đai {i * 113} {i * 100} {i * 13} 0 - 00" for i in range(1, 15)
)
NUMBERS = "\n".join(f"{i} {i * 97}.{i:03} 0 {i * 3} 12,5" for i in range(1, 12))
STAMPS = [
    "TRUNG TÂM CÔNG\nBÁO VÀ TIN HỌC\nten@tinh.gov.vn\n26.11.2024 13:45:56\n+07:00\n\n"
    "Ký bởi: Ủy ban nhân dân tỉnh\nCơ quan: Tỉnh\nThời gian ký: 26/11/2024 10:40:48",
    "Trung tâm Công báo và Tin học\nten@tinh.gov.vn\n04.04.2018 14:21:14 +07:00",
    "CỤC CHỨNG THỰC SỐ VÀ BẢO MẬT THÔNG TIN\n2024-03-15T10:16:05+0700\nỦY BAN NHÂN DÂN TỈNH\n"
    "ỦY BAN NHÂN DÂN HUYỆN<ten@tinh.gov.vn> đã ký lên văn bản này!",
]
LAST_PAGE = (
    "Trên đây là báo cáo của huyện./.\nNơi nhận:\n- Ủy ban nhân dân tỉnh;\n- Lưu: VT.\n"
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Bình\n"
)
ENGLISH = (
    "The report of the department shows that all applications were received and handled in "
    "time, while some others are still pending. It was decided to continue the work in the "
    "coming months, and to publish the figures on the national portal every quarter."
)


def misread(text: str, share: float = 0.35) -> str:
    """What an engine without Vietnamese makes of it: marks lost, letters taken for others."""
    chance = random.Random(7)
    wrong = {"ờ": "d", "ư": "w", "ộ": "6", "ệ": "é", "ồ": "d", "ố": "6", "ế": "é", "ự": "y"}
    return "".join(
        wrong[c] if c in wrong and chance.random() < share else fold(c) if not c.isascii() else c
        for c in text
    )


def garbage(length: int) -> str:
    chance = random.Random(3)
    signs = string.ascii_letters + string.digits + "§¬~|\\^`¤¶"
    words = ("".join(chance.choices(signs, k=chance.randint(2, 9))) for _ in range(length))
    return " ".join(words)


def split(text: str) -> str:
    """Every third word torn before its last letter."""
    words = text.split(" ")
    return " ".join(
        w[:-1] + " " + w[-1] if i % 3 == 0 and len(w) > 3 else w for i, w in enumerate(words)
    )


@pytest.mark.parametrize(
    ("text", "quality", "diagnosis"),
    [
        (CLEAN, "good", "clean"),
        (CLEAN.upper(), "good", "clean"),
        (CLEAN * 20, "good", "clean"),
        (TABLE, "good", "clean"),
        (NUMBERS, "good", "clean"),
        ("Trang 2", "good", "clean"),
        ("1.465", "good", "clean"),
        ("", "poor", "empty"),
        (" \n\t\f\n ", "poor", "empty"),
        (fold(CLEAN), "fair", "unmarked"),
        (misread(CLEAN), "poor", "unmarked"),
        (garbage(120), "poor", "noise"),
        (ENGLISH, "poor", "foreign"),
        (CLEAN.replace("ò", "ị").replace("ô", "ơ").replace("ó", "ĩ"), "fair", "glyph-remap"),
        (
            "".join(chr(0xE000 + ord(c)) if c.isalpha() and ord(c) < 256 else c for c in CLEAN),
            "poor",
            "glyph-remap",
        ),
        ("".join("\ufffd" if not c.isascii() else c for c in CLEAN), "poor", "noise"),
        (STAMPS[0], "poor", "stamp-only"),
        (STAMPS[1], "poor", "stamp-only"),
        (STAMPS[2], "poor", "stamp-only"),
        (STAMPS[0].replace("\n", " "), "poor", "stamp-only"),
        (CLEAN + "\n" + STAMPS[2], "good", "clean"),
        (LAST_PAGE + STAMPS[2], "good", "clean"),
    ],
)
def test_damage_is_told_apart(text: str, quality: str, diagnosis: str) -> None:
    health = judge(text)
    assert (health.diagnosis, health.quality) == (diagnosis, quality), health.measures


def test_torn_syllables_are_poor_until_they_are_joined() -> None:
    torn = split(CLEAN)
    assert judge(torn).quality != "good"
    page = repair(Page(1, torn, "text"))
    assert page.health.quality == "good", page.health
    assert sum(a == b for a, b in zip(page.text.split(), CLEAN.split(), strict=False)) > 100


def test_a_remapped_page_is_mended_and_keeps_the_name_of_its_damage() -> None:
    shown = CLEAN.replace("ò", "ị").replace("ô", "ơ").replace("ó", "ĩ")
    page = repair(Page(1, shown, "text"))
    assert page.health.diagnosis == "glyph-remap"
    assert page.health.quality == "good"
    wrong = [a for a, b in zip(page.text.split(), CLEAN.split(), strict=True) if a != b]
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize("measure", ["words", "valid", "marked", "unmapped", "numbers"])
def test_the_measures_are_given(measure: str) -> None:
    assert measure in dict(judge(CLEAN).measures)


def test_measures_of_clean_text() -> None:
    measures = dict(judge(CLEAN).measures)
    assert measures["valid"] == 1.0
    assert measures["marked"] > 0.8
    assert measures["unmapped"] == 0.0
