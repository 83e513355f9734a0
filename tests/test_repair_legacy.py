"""Legacy encodings: text encoded here by the tables, read back as a reader hands it on."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from extractor.book.loading import load, paths
from extractor.models import Page, Run
from extractor.repair import judge, repair, replay
from extractor.repair.encodings import Table

TEXT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Ủy ban nhân dân huyện báo cáo kết quả giải quyết thủ tục hành chính quý II.\n"
    "Tổng số hồ sơ tiếp nhận 1.465 hồ sơ, trong đó kỳ trước chuyển sang 16 hồ sơ; đã giải quyết "
    "1.402 hồ sơ (trước hạn 1.275, đúng hạn 125, trễ hạn 02), đạt tỷ lệ 99,86%.\n"
    "Những hồ sơ nộp trực tuyến được xử lý đúng thời hạn theo quy định của Chính phủ."
)
TABLES = [load(Table, path) for path in paths("text/encodings")]


def encoded(text: str, table: Table) -> bytes:
    to_bytes = {letter: bytes.fromhex(code) for code, letter in table.letters.items()}
    return b"".join(to_bytes.get(char) or char.encode("cp1252") for char in text)


def as_windows(raw: bytes) -> str:
    """Windows-1252, with the bytes it leaves undefined as control characters."""
    return "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in raw)


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
@pytest.mark.parametrize("shown", ["latin-1", "cp1252"])
def test_an_encoding_is_told_by_the_text(table: Table, shown: str) -> None:
    raw = encoded(TEXT, table)
    text = raw.decode("latin-1") if shown == "latin-1" else as_windows(raw)
    assert judge(text).diagnosis == "legacy-encoding"
    assert judge(text).quality == "poor"
    page = repair(Page(1, text, "text"))
    assert page.text == TEXT
    assert table.name in {fix.name for fix in page.fixes}
    assert (page.health.quality, page.health.diagnosis) == ("good", "legacy-encoding")


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_quotes_and_dashes_of_windows_are_no_letters(table: Table) -> None:
    text = TEXT + "\n“Ủy ban” – Văn phòng…"
    punctuation = {"“": b"\x93", "”": b"\x94", "–": b"\x96", "…": b"\x85"}
    raw = b"".join(punctuation.get(c) or encoded(c, table) for c in text)
    assert repair(Page(1, as_windows(raw), "text")).text == text


def test_the_soft_hyphen_that_was_thrown_away_is_put_back() -> None:
    table = next(t for t in TABLES if t.name == "tcvn3")
    text = TEXT + "\nChưa có người nộp; 12 lượt đánh giá vượt mức; như trước, được hướng dẫn."
    raw = encoded(text, table).decode("latin-1").replace("\u00ad", "")
    page = repair(Page(1, raw, "text"))
    assert page.text == text
    assert "lost-horn" in {fix.name for fix in page.fixes}


@pytest.mark.skipif(shutil.which("iconv") is None, reason="needs iconv")
@pytest.mark.parametrize(("name", "charset"), [("tcvn3", "TCVN5712-1"), ("viscii", "VISCII")])
def test_tables_agree_with_iconv(name: str, charset: str) -> None:
    table = next(t for t in TABLES if t.name == name)
    letters = "".join(table.letters.values())
    raw = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", charset], input=letters.encode(), capture_output=True
    ).stdout
    if not raw:
        pytest.skip(f"this iconv does not know {charset}")
    assert raw.hex().upper() == "".join(table.letters)


def test_viqr_with_full_stops_at_word_ends() -> None:
    raw = (
        "U?y ban nha^n da^n xa~. So^' ho^` so+ dda~ gia?i quye^'t: 1.465 ho^` so+. "
        "Trong ddo' di.ch vu. co^ng tru+.c tuye^'n 12 ho^` so+, tru+o+'c ha.n 00"
    )
    assert repair(Page(1, raw, "text")).text == (
        "Ủy ban nhân dân xã. Số hồ sơ đã giải quyết: 1.465 hồ sơ. "
        "Trong đó dịch vụ công trực tuyến 12 hồ sơ, trước hạn 00"
    )


@pytest.mark.parametrize(
    ("raw", "font", "clean"),
    [
        ("§éc lËp", ".VnTime", "Độc lập"),
        ("ABCDEF+", "ABCDEF+.VnTime", "ABCDEF+"),
        ("céng hßa", ".VnTimeH", "CỘNG HÒA"),
        ("céng hßa", "ABCDEF+.VnTimeH,Bold", "CỘNG HÒA"),
        ("Coäng hoøa", "VNI-Times", "Cộng hòa"),
        ("ng\u00adêi", ".VnArial", "người"),
        ("Độc lập", ".VnTime", "Độc lập"),
        ("Déjà vu", "Times New Roman", "Déjà vu"),
    ],
)
def test_a_font_decides_for_its_run(raw: str, font: str, clean: str) -> None:
    text = f"Hạn: {raw} hết"
    page = repair(Page(1, text, "docx", fonts=(Run(5, 5 + len(raw), font),)))
    assert page.text == f"Hạn: {clean} hết"
    assert replay(text, page.fixes) == page.text


def test_runs_of_two_encodings_on_one_page() -> None:
    text = "Coäng hoøa §éc lËp"
    runs = (Run(0, 10, "VNI-Times"), Run(11, 18, ".VnTime"))
    assert repair(Page(1, text, "docx", fonts=runs)).text == "Cộng hòa Độc lập"


def test_lines_that_are_unicode_already_are_left() -> None:
    table = next(t for t in TABLES if t.name == "tcvn3")
    text = encoded(TEXT, table).decode("latin-1") + "\nĐã ký điện tử lên văn bản"
    assert repair(Page(1, text, "text")).text.endswith("\nĐã ký điện tử lên văn bản")


@pytest.mark.parametrize(
    "text",
    ["CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM\n§éc lËp - Tù do - H¹nh phóc\nUBND ®· b¸o c¸o"],
)
def test_capitals_coded_as_small_letters(text: str) -> None:
    clean = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nUBND đã báo cáo"
    assert repair(Page(1, text, "text")).text == clean
