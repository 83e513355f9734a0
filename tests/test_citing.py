"""Citations held against the heads of a batch: which is meant, which is missing, which is law."""

from __future__ import annotations

import pytest

from extractor.across.citing import Link, is_law, link_citations, number_key
from extractor.models import Citation, DocumentHead, Report, SourceInfo


def cite(
    number: str | None, type: str | None = None, date: str | None = None, issuer: str | None = None
) -> Citation:
    return Citation(type=type, number=number, date=date, issuer=issuer, quote=number or "…")


def document(
    *cited: Citation,
    number: str | None = None,
    type: str = "BC",
    date: str | None = None,
    issuer: str | None = None,
    title: str = "",
) -> Report:
    head = DocumentHead(
        type=type, number=number, date=date, issuer=issuer, title=title, citations=cited
    )
    source = SourceInfo(path="a", sha256="0", media_type="text/plain", pages=1, status="ok")
    return Report(source=source, document=head)


LETTER = document(number="15/UBND-VP", type="CV", date="2024-03-02", issuer="UBND huyện Gò Dầu")
SAME = document(number="15/UBND-VP", type="CV", date="2024-03-02", issuer="UBND huyện Tân Châu")

NAMED = [
    # what is named                                            what is there        which
    (cite("15/UBND-VP"), [LETTER], 1),
    (cite("15 /UBND-VP"), [LETTER], 1),
    (cite("015/UBND-VP"), [LETTER], 1),
    (cite("15/UBND-VP", date="2024-03-02"), [LETTER], 1),
    (cite("15/UBND-VP", date="2024-03"), [LETTER], 1),
    (cite("15/UBND-VP", date="2023-03-02"), [LETTER], None),
    (cite("15/UBND-VP", issuer="UBND huyện"), [LETTER], 1),
    (cite("15/UBND-VP", issuer="UBND huyện Gò Dầu"), [SAME, LETTER], 2),
    (cite("15/UBND-VP"), [SAME, LETTER], None),
    (cite("16/UBND-VP"), [LETTER], None),
    (cite(None, type="L"), [LETTER], None),
]


@pytest.mark.parametrize(("citation", "there", "which"), NAMED)
def test_a_citation_means_the_one_document_that_it_fits(
    citation: Citation, there: list[Report], which: int | None
) -> None:
    (link,) = link_citations([document(citation), *there])
    assert link.target == which


def test_of_several_that_fit_none_is_chosen_and_none_is_missing() -> None:
    (link,) = link_citations([document(cite("15/UBND-VP")), SAME, LETTER])
    assert link.candidates == (1, 2)
    assert not link.missing


def test_a_document_does_not_name_itself() -> None:
    (link,) = link_citations([document(cite("15/UBND-VP"), number="15/UBND-VP")])
    assert link.missing


LAWS = [
    (cite("61/2018/NĐ-CP", "NĐ"), True),
    (cite("01/2020/TT-VPCP", "TT"), True),
    (cite("766/QĐ-TTg", "QĐ"), True),
    (cite("204/QĐ-UBND-HC", "QĐ"), False),
    (cite("2149/TB-ĐKT", "TB"), False),
]


@pytest.mark.parametrize(("citation", "law"), LAWS)
def test_law_is_never_missing(citation: Citation, law: bool) -> None:
    (link,) = link_citations([document(citation)])
    assert is_law(citation) is law
    assert link.missing is not law


ROLES = [
    # type, title                                              what is named        its role
    ("KH", "Kế hoạch Khắc phục hạn chế, Kết luận 2149/TB-ĐKT", cite("2149/TB-ĐKT", "TB"), "mends"),
    ("KH", "Kế hoạch triển khai Quyết định số 9/QĐ-UBND", cite("9/QĐ-UBND", "QĐ"), "carries-out"),
    ("QĐ", "Quyết định sửa đổi Quyết định số 9/QĐ-UBND", cite("9/QĐ-UBND", "QĐ"), "amends"),
    ("KH", "Kế hoạch Khắc phục hạn chế", cite("9/QĐ-UBND", "QĐ"), "cites"),
    ("BC", "Báo cáo kết quả tháng 3", cite("15/UBND-VP", "CV"), "answers"),
    ("BC", "Báo cáo kết quả tháng 3", cite("9/QĐ-UBND", "QĐ"), "cites"),
]  # fmt: skip


@pytest.mark.parametrize(("type", "title", "citation", "role"), ROLES)
def test_what_one_is_to_the_other(type: str, title: str, citation: Citation, role: str) -> None:
    (link,) = link_citations([document(citation, type=type, title=title)])
    assert link.role == role


def test_numbers_are_compared_in_one_spelling() -> None:
    assert number_key("0321 /BC–UBND") == number_key("321/bc-ubnd")
    assert number_key(None) == ""


def test_links_are_told_in_the_order_of_the_batch() -> None:
    links = link_citations(
        [document(cite("1/A"), cite("15/UBND-VP")), LETTER, document(cite("2/B"))]
    )
    assert [(link.source, link.citation.number) for link in links] == [
        (0, "1/A"),
        (0, "15/UBND-VP"),
        (2, "2/B"),
    ]
    assert [isinstance(link, Link) and link.missing for link in links] == [True, False, True]
