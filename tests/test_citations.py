"""Other documents named in a text: each wording beside type, number, date, issuer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.head import read_head
from extractor.head.citations import find_citations
from extractor.intake import intake
from extractor.models import Citation, Page
from extractor.pipeline import read_document
from extractor.repair.line import repair
from extractor.settings import NO_SCANS, Settings

ROOT = Path(__file__).parent.parent
SETTINGS = Settings(scans=NO_SCANS)

ONE = [
    # text, type, number, date, issuer
    (
        "Thực hiện Công văn số 09/UBND-HCC ngày 20 tháng 7 năm 2023 của Ủy \n\nban nhân dân tỉnh "
        "Đồng Tháp về việc báo cáo",
        ("CV", "09/UBND-HCC", "2023-07-20", "Ủy ban nhân dân tỉnh Đồng Tháp"),
    ),
    ("theo Nghị định 61/2018/NĐ-CP;", ("NĐ", "61/2018/NĐ-CP", None, None)),
    (
        "Kế \n\nhoạch số 53/KH-\n\nUBND ngày 12/3/2024 kiểm tra nội bộ",
        ("KH", "53/KH-UBND", "2024-03-12", None),
    ),
    (
        "Thông báo kết luận số 2149/TB-ĐKT ngày 11 tháng 8 năm 2023 của Đoàn kiểm tra cải cách "
        "hành chính (CCHC) của tỉnh Hà Nam về kết quả",
        (
            "TB",
            "2149/TB-ĐKT",
            "2023-08-11",
            "Đoàn kiểm tra cải cách hành chính (CCHC) của tỉnh Hà Nam",
        ),
    ),
    (
        "Theo đề nghị của Phòng Nội vụ tại Công văn số 549/PNV ngày 15/5/2024 về việc",
        ("CV", "549/PNV", "2024-05-15", "Phòng Nội vụ"),
    ),
    (
        "Cong vin s6 644/UBND-VX ngay 13 thang 7 ndm 2023 cua Uy ban nhan dan tinh Lao Cai vé viéc",
        ("CV", "644/UBND-VX", "2023-07-13", "Uy ban nhan dan tinh Lao Cai"),
    ),
    (
        "Nghi dinh sé 107/2021/ND-CP ngay 06 thang 12 nam 2021 cua Chinh phu",
        ("NĐ", "107/2021/NĐ-CP", "2021-12-06", "Chinh phu"),
    ),
    (
        "Công văn số 07/TT-NVQL ngày 14/9/2023 của Trung tâm Hành chính công",
        ("CV", "07/TT-NVQL", "2023-09-14", "Trung tâm Hành chính công"),
    ),
    (
        "Quyết định số 985/QĐ-TTg ngày 08/8/2018 của Thủ tướng Chính phủ ban hành Kế hoạch",
        ("QĐ", "985/QĐ-TTg", "2018-08-08", "Thủ tướng Chính phủ"),
    ),
    (
        "Công văn số 473/SNV-TCCC ngày 01 tháng 3 năm 2023 của Sở Nội vụ tỉnh Gia Lai phân bổ chỉ",
        ("CV", "473/SNV-TCCC", "2023-03-01", "Sở Nội vụ tỉnh Gia Lai"),
    ),
    (
        "Nghị quyết số 30c/NQ-CP ngày 08/11/2011 của Chính phủ",
        ("NQ", "30c/NQ-CP", "2011-11-08", "Chính phủ"),
    ),
    ("Nghị quyết số 12-NQ/HU ngày 03/01/2024", ("NQ", "12-NQ/HU", "2024-01-03", None)),
    ("Luật Tổ chức chính quyền địa phương năm 2015;", ("L", None, None, None)),
    (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        ("L", None, "2015-06-19", None),
    ),
    ("Luật Lưu trữ số 33/2024/QH15 ngày 21/6/2024", ("L", "33/2024/QH15", "2024-06-21", None)),
]


@pytest.mark.parametrize(("text", "expected"), ONE, ids=lambda v: str(v)[:50])
def test_one_citation(
    text: str, expected: tuple[str | None, str | None, str | None, str | None]
) -> None:
    [found] = find_citations(text)
    assert (found.type, found.number, found.date, found.issuer) == expected
    assert found.quote in text


SEVERAL = [
    (
        "các Kế hoạch số 51/KH-UBND, số 52/KH-UBND và 53/KH-UBND ngày 12/3/2024",
        ["51/KH-UBND", "52/KH-UBND", "53/KH-UBND"],
        ["KH", "KH", "KH"],
    ),
    (
        "Công văn số 12/UBND-NC ngày 3/1/2024, số 15/UBND-NC ngày 5/1/2024",
        ["12/UBND-NC", "15/UBND-NC"],
        ["CV", "CV"],
    ),
    (
        "Nghị định số 45/2020/NĐ-CP và Thông tư số 01/2020/TT-VPCP",
        ["45/2020/NĐ-CP", "01/2020/TT-VPCP"],
        ["NĐ", "TT"],
    ),
]


@pytest.mark.parametrize(("text", "numbers", "types"), SEVERAL)
def test_several_after_one_word(text: str, numbers: list[str], types: list[str]) -> None:
    found = find_citations(text)
    assert [c.number for c in found] == numbers
    assert [c.type for c in found] == types


@pytest.mark.parametrize(
    "text",
    [
        "giải quyết 4.561/5.650 HS, đạt 80 %",
        "354/HS trễ hạn",
        "đạt 10/10 TTHC; 258/Tổng số 260",
        "km/H, và/Hoặc, 24/7, 3/4",
        "theo quy định của pháp luật",
        "Luật sư tư vấn",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert find_citations(text) == ()


def test_a_document_is_cited_once_with_all_that_is_said_of_it() -> None:
    text = (
        "theo Kết luận số 55/KL-SNV. Thực hiện Kết luận số 55/KL-SNV ngày 11/3/2024 của Sở Nội vụ "
        "về kiểm tra; trong Kết luận số 55/KL-SNV ngày 11/3/2024."
    )
    [found] = find_citations(text)
    assert (found.date, found.issuer) == ("2024-03-11", "Sở Nội vụ")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kế hoạch số 5/KH-UBND\n- UBND xã thực hiện", "5/KH-UBND"),
        ("Kế hoạch số 5/KH-UBND - Ban hành", "5/KH-UBND"),
        ("Kế hoạch số 5/KH-UBND. Thực hiện", "5/KH-UBND"),
        ("Quy định số 5/QyĐ-UBND", "5/QyĐ-UBND"),
        ("Kế hoạch số 5/KH- UBND", "5/KH-UBND"),
    ],
)
def test_where_a_number_ends(text: str, number: str) -> None:
    assert [c.number for c in find_citations(text)] == [number]


def test_the_same_number_of_two_years_is_two_documents() -> None:
    text = "Kế hoạch số 51/KH-UBND ngày 1/3/2023 và Kế hoạch số 51/KH-UBND ngày 2/3/2024"
    assert [c.date for c in find_citations(text)] == ["2023-03-01", "2024-03-02"]


@given(
    st.integers(1, 9999),
    st.sampled_from(["KH-UBND", "QĐ-UBND", "BC-SNV", "TB-VP", "CT-UBND-HC"]),
    st.dates(),
    st.sampled_from(["", "\n", " \n\n"]),
)
def test_numbers_and_dates_come_back(number: int, notation: str, day: object, gap: str) -> None:
    from datetime import date

    assert isinstance(day, date)
    if not 1900 <= day.year <= 2099:
        return
    code, rest = notation.split("-", 1)
    text = f"theo văn bản số {number}/{code}-{gap}{rest} ngày {day.day}/{day.month}/{day.year} về"
    [found] = find_citations(text)
    assert (found.number, found.date) == (f"{number}/{notation}", day.isoformat())
    assert found.type == code


SHEET = """{above}

<sup>1</sup> {note}

{below}
"""
NOTED = "Kế hoạch số 12/KH-UBND ngày 31/01/2023 của Ủy ban nhân dân huyện Lấp Vò về đào tạo."


def told(text: str) -> tuple[Citation, ...]:
    return read_head([repair(Page(1, text, "text"))]).citations


def test_a_footnote_names_documents_too() -> None:
    (found,) = told(SHEET.format(above="đã bổ sung chỉ tiêu<sup>1</sup>.", note=NOTED, below=""))
    assert (found.number, found.issuer) == ("12/KH-UBND", "Ủy ban nhân dân huyện Lấp Vò")


def test_a_footnote_between_parts_of_a_date_is_none_of_them() -> None:
    above = "theo Công văn 33/UBND-VX ngày 22"
    below = "tháng 02 năm 2023 của UBND Thành phố về việc cài đặt phần mềm"
    one, other = told(SHEET.format(above=above, note=NOTED, below=below))
    assert (one.number, one.date, one.issuer) == ("33/UBND-VX", "2023-02-22", "UBND Thành phố")
    assert one.quote == "Công văn 33/UBND-VX ngày 22\ntháng 02 năm 2023 của UBND Thành phố"
    assert other.number == "12/KH-UBND"


# Read off the pages by eye: the numbers and days of all that they name, footnotes too.
NAMED = {
    "000": """09/UBND-HCC 2023-07-20, 644/CĐ-TTg 2023-07-13, 107/2021/NĐ-CP 2021-12-06,
        61/2018/NĐ-CP 2018-04-23, 58/KH-UBND 2024-02-07, 49/QĐ-UBND-HC 2024-02-22,
        139/QĐUBND-HC 2024-02-15, 183/QĐ-UBND-HC 2024-03-07, 115/UBND-HC 2024-02-01""",
    "002": "",
    "004": """2149/TB-ĐKT 2023-08-11, 85/KH-UBND 2023-08-28, 88/KH-UBND 2023-08-24,
        831/UBND-HC 2023-08-11, 61/2018/NĐ-CP 2018-04-23, 755/UBND-HC 2023-07-25,
        204/QĐ-UBND-HC 2022-05-31, 111/QĐ-UBND-HC 2023-01-20, 473/SNV-TCCC 2023-03-01,
        58/UBND-TCCB 2023-08-03, 12/KH-UBND 2023-01-31, 33/UBND-VX 2023-02-22,
        02/CT-UBND 2021-01-22, 01/CT-UBND 2021-01-28, 1631/QĐ-UBND-HC 2021-10-28""",
}


@pytest.mark.parametrize("suffix", ["txt", "docx", "pdf"])
@pytest.mark.parametrize("seed", NAMED)
def test_all_that_a_seed_names(seed: str, suffix: str) -> None:
    (path,) = (ROOT / "corpus" / "seeds").glob(f"{seed}_*/document.{suffix}")
    (arrival,) = intake([str(path)], SETTINGS.limits, path.parent)
    found = {f"{c.number} {c.date}" for c in read_document(arrival, SETTINGS).document.citations}
    assert found == {" ".join(one.split()) for one in NAMED[seed].split(",") if one.strip()}
