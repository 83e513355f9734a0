"""The head and foot of documents: tables of made documents, and no text makes the reader raise."""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.evaluate.units import same_body
from extractor.head import read_head
from extractor.head.signatures import find_signed
from extractor.models import CleanPage, DocumentHead, Health, Page
from extractor.repair import repair

HEADS = Path(__file__).parent / "heads"
REACHED = 143 / 147
"""Share of the measured set's parts read exactly; it may only rise."""


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    expected: dict[str, Any]


def cases(which: str) -> list[Case]:
    table = tomllib.loads((HEADS / f"{which}.toml").read_text(encoding="utf-8"))
    return [
        Case(c["name"], c["text"], {**c["expected"], **dict.fromkeys(c["blank"])})
        for c in table["cases"]
    ]


def page(text: str, number: int = 1) -> CleanPage:
    return CleanPage(Page(number, text, "text"), text, (), Health("good", "clean"))


def said(head: DocumentHead, key: str) -> Any:
    """A part of the head in the short form of the tables; '' for a blank inside a list."""
    value = getattr(head, key)
    if key == "signer" and value is not None:
        return [value.name or "", value.position or "", value.authority or ""]
    if key == "period" and value is not None:
        return [value.start or "", value.end or "", value.kind]
    if key == "citations":
        return [c.number or "" for c in value]
    if key == "signed":
        return [[s.by, s.at] for s in value]
    return list(value) if isinstance(value, tuple) else value


def misses(case: Case) -> dict[str, tuple[Any, Any]]:
    """Parts read otherwise than expected: key → (read, expected)."""
    head = read_head([page(case.text)])
    wrong = {k: (said(head, k), v) for k, v in case.expected.items() if said(head, k) != v}
    if "issuer" in wrong and same_body(head.issuer, head.parent, case.expected["issuer"]):
        del wrong["issuer"]  # older expectations leave the place to the superior's line
    return wrong


@pytest.mark.parametrize("case", cases("tuned"), ids=lambda c: c.name)
def test_tuned_heads_are_read_whole(case: Case) -> None:
    assert misses(case) == {}


def test_measured_heads_stay_above_what_was_reached() -> None:
    measured = cases("measured")
    parts = sum(len(case.expected) for case in measured)
    wrong = sum(len(misses(case)) for case in measured)
    assert (parts - wrong) / parts >= REACHED


def test_a_signers_name_may_run_over_its_line() -> None:
    text = (
        "2024-05-16T09:30:45+0700\nỦY BAN NHÂN DÂN TỈNH A\nỦY BAN NHÂN DÂN THÀNH PHỐ TÂN\n"
        "SƠN<a@b.gov.vn> đã ký lên văn bản này!\n"
    )
    (signed,), above = find_signed(text)
    assert (signed.by, above) == ("Ủy ban nhân dân thành phố Tân Sơn", "Ủy ban nhân dân tỉnh A")


def test_pages_are_read_as_one_and_their_aside_is_left_out() -> None:
    """A foot on the second page; a page number between head and foot is no recipient."""
    first, second = cases("tuned")[0].text.split("Qua theo dõi")
    body = f"2\nQua theo dõi{second}"
    pages = [
        page(first),
        CleanPage(
            Page(2, body, "text"), body, (), Health("good", "clean"), ((0, 1, "page-number"),)
        ),
    ]
    head = read_head(pages)
    assert head == read_head([page(first + "\n \nQua theo dõi" + second)])
    assert head.signer is not None and head.signer.name == "Lâm Quang Tuyền"


def test_damaged_words_are_recovered_by_rules_that_allow_an_error() -> None:
    text = (
        "BAO CAO\nCong tac cdi cach thu tuc hanh chinh thang 10 nam 2023\n\n"
        "Thue hién Cong van sé 09/UBND-HCC ngay 20 thang 7 nim 2023 cua Uy ban nhan dan tinh "
        "Pong Thap. Uy bam\nnhan dén huyén Lap Vo bao cio cong tac nhu sau:\nI. Ket qua\n"
    )
    assert read_head([page(text)]).issuer == "Ủy ban nhân dân huyện Lấp Vò"


def test_spacy_is_not_loaded_for_a_document_with_a_letterhead() -> None:
    import subprocess

    code = (
        "import sys\nfrom tests.test_head import cases, page\n"
        "from extractor.head import read_head\n"
        "read_head([page(cases('tuned')[0].text)])\nprint('spacy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=HEADS.parent.parent
    )
    assert done.stdout.strip() == "False", done.stderr


FRAGMENTS = """ỦY BAN NHÂN DÂN;Số: ;/BC-UBND;ngày; tháng ; năm 2024;BÁO CÁO;V/v;Kính gửi:;Nơi nhận:
- ;TM. ;CHỦ TỊCH;Nguyễn Văn A;của;Nghị định số;61/2018/NĐ-CP;từ ngày 15/12/2023 đến; 31/02/2024
quý IV;9 tháng;./.;   ;|;đã ký lên văn bản này;2024-13-45T99:99:99+07;Người ký:;Luật ;#;**;(;);…"""
PIECES = st.sampled_from([*FRAGMENTS.replace("\n", ";").split(";"), "\n", "\n\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=60).map("".join))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    head = read_head([page(text)])
    assert head.number is None or "/" in head.number
    assert head.date is None or len(head.date) in (7, 10)


def test_no_pages_is_an_empty_head() -> None:
    assert read_head([]) == DocumentHead()


@pytest.mark.parametrize(
    "filler", [" ", "\n", "ngày ", "- ", "của Sở ", "1/", "2024 ", "TM. A", "Nơi nhận\n"]
)
def test_long_monotonous_text_is_read_in_time(filler: str) -> None:
    """Text made to backtrack: a hundred thousand characters in well under a few seconds."""
    import time

    text = "BÁO CÁO\nKết quả\n" + filler * (100_000 // len(filler))
    began = time.perf_counter()
    read_head([page(text)])
    assert time.perf_counter() - began < 10


def test_a_ward_that_begins_like_a_kind_of_document_is_a_ward() -> None:
    """'Phường An …' is 'Phương án' to those who look at no marks."""
    text = (
        "ỦY BAN NHÂN DÂN\nQUẬN 6\n\nỦY BAN NHÂN DÂN\nPHƯỜNG AN LẠC\n\nSố: 31/BC-UBND\n\n"
        "BÁO CÁO\nKết quả giải quyết thủ tục hành chính tháng 3 năm 2024\n\nNội dung.\n"
    )
    head = read_head([page(text)])
    assert (head.type, head.issuer) == ("BC", "Ủy ban nhân dân phường An Lạc")
    plan = read_head([page("SỞ TƯ PHÁP\n\nPHƯƠNG ÁN\nBố trí cán bộ trực năm 2024\n\nNội dung.\n")])
    assert plan.type == "PA"


def garbled(head: str, foot: str = "") -> CleanPage:
    """A page of a text layer made by an engine without Vietnamese."""
    body = "Thue hién Cong van sé 09/UBND ngay 20 thang 7 vé viéc chan chinh céng tac cai cach.\n\n"
    text = f"{head}\nBAO CAO\nKét qua thang 3 nam 2022\n\n{body * 4}{foot}"
    return CleanPage(Page(1, text, "text"), text, (), Health("poor", "unmarked"))


@pytest.mark.parametrize(
    ("head", "issuer", "number"),
    [
        ("UBND HUYEN NHO QUAN\nS06: 215/BC-UBND", "Ủy ban nhân dân huyện Nho Quan", "215/BC-UBND"),
        ("UBND HUYEN NHO QUAN\nS6: 21? /BC-UBND", "Ủy ban nhân dân huyện Nho Quan", None),
        (
            "UBND HUYEN PHU LUONG\nSo:\nPht Luong, ngay\nthang 02 nam 2023\n/BC-UBND",
            "Ủy ban nhân dân huyện Phú Lương",
            None,
        ),
        (
            "SO TAI NGUYEN VA MOI\nTRUONG\nS6: 2745/BC-STNMT",
            "Sở Tài nguyên và Môi trường",
            "2745/BC-STNMT",
        ),
        (
            "TRUNG TAM PHUC VU HANH\nCHiINH CONG TINH KHANH HOA\nS6: 58/BC-TTPVHCC",
            "Trung tâm Phục vụ hành chính công tỉnh Khánh Hòa",
            "58/BC-TTPVHCC",
        ),
        ("UBND HUYEN BA VI\nS6: 96/BC-CNVPDK", "Ủy ban nhân dân huyện Ba Vì", "96/BC-CNVPĐK"),
    ],
)
def test_a_garbled_letterhead(head: str, issuer: str, number: str | None) -> None:
    read = read_head([garbled(head)])
    assert (read.issuer, read.number, read.type) == (issuer, number, "BC")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("__Tran Quang Hién", "Trần Quang Hién"),
        ("L Doan Thi Kim Yén", "Doan Thị Kim Yén"),
        ("Lé Hoang Nhut", "Lê Hoang Nhut"),
        ("Van Binh", None),  # the signature lay over the family name
        ("g Tan Thanh", None),
    ],
)
def test_a_garbled_signer_is_whole_or_none(printed: str, name: str | None) -> None:
    foot = f"Noi nhan: TM. UY BAN NHAN DAN\n- Luu: VT. PHO CHU TICH\n\n{printed}\n"
    signer = read_head([garbled("UBND HUYEN NHO QUAN\nS6: 215/BC-UBND", foot)]).signer
    assert signer is not None
    assert signer.name == name


if __name__ == "__main__":
    total = bad = 0
    for each in cases(sys.argv[1]):
        found = misses(each)
        total, bad = total + len(each.expected), bad + len(found)
        for key, (got, want) in found.items() if len(sys.argv) > 2 else ():
            print(f"{each.name}\n  {key}\n    got  {got}\n    want {want}")
    print(f"{total - bad}/{total}")


def test_a_title_ends_where_files_are_counted_though_no_gap_ends_it() -> None:
    """A body that is taken for title is read by its words: 'lưu trú' is no report on archives."""
    text = (
        "CÔNG AN HUYỆN AN HÒA\nSố: 20/BC-CAH\nAn Hòa, ngày 03 tháng 7 năm 2023\nBÁO CÁO\n"
        "Kết quả cải cách hành chính 6 tháng đầu năm 2023\n"
        "Sáu tháng qua, Công an huyện và công an các xã\n"
        "tiếp nhận 1.780 hồ sơ, giải quyết 1.715 hồ sơ,\n"
        "trong đó thông báo lưu trú 21 hồ sơ.\n"
    )
    head = read_head([repair(Page(number=1, text=text, reader="text"))])
    assert head.title is not None
    assert "1.780" not in head.title
    assert "lưu trú" not in head.title
