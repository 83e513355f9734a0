"""Citations held against the heads of a collection: what is meant, what is missing, what is law."""

from __future__ import annotations

import pytest

from extractor.across.bodies import agency_of
from extractor.across.citing import by_named, is_law, link_citations, number_key
from extractor.models import Citation, DocumentHead, PartReading, Report, SourceInfo


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
    parent: str | None = None,
    title: str = "",
    doubtful: str = "",
) -> Report:
    readings = {doubtful: PartReading(status="unresolved")} if doubtful else {}
    head = DocumentHead(
        type=type, number=number, date=date, issuer=issuer, parent=parent, title=title,
        citations=cited, readings=readings,
    )  # fmt: skip
    source = SourceInfo(path="a", sha256="0", media_type="text/plain", pages=1, status="ok")
    return Report(source=source, document=head)


NUMBER, DAY = "15/UBND-VP", "2024-03-02"


def letter(
    issuer: str | None,
    date: str | None = DAY,
    number: str | None = NUMBER,
    parent: str | None = None,
    doubtful: str = "",
) -> Report:
    return document(
        number=number, type="CV", date=date, issuer=issuer, parent=parent, doubtful=doubtful
    )


GO_DAU, TAN_CHAU = "UBND huyện Gò Dầu", "UBND huyện Tân Châu"
COMMUNE, TOWN = "UBND phường Tân Quy Đông", "Ủy ban nhân dân thành phố Sa Đéc"

MEANT = [
    # what is named, what is there, how it stands
    (cite(NUMBER, "CV", DAY, GO_DAU), [letter(GO_DAU)], "resolved"),
    (cite("015 /UBND–VP", "CV", DAY, GO_DAU), [letter(GO_DAU)], "resolved"),
    (cite(NUMBER, "CV", "2024-03", GO_DAU), [letter(GO_DAU)], "resolved"),
    (cite(NUMBER, "CV", DAY, f"Chủ tịch {GO_DAU}"), [letter(GO_DAU)], "resolved"),
    (cite(NUMBER, "CV", DAY, GO_DAU), [letter(TAN_CHAU), letter(GO_DAU)], "resolved"),
    # another year, another office, another type, another number
    (cite(NUMBER, "CV", "2023-03-02", GO_DAU), [letter(GO_DAU)], "missing"),
    (cite(NUMBER, "CV", DAY, TAN_CHAU), [letter(GO_DAU)], "missing"),
    (cite(NUMBER, "CV", DAY, "UBND tỉnh"), [letter(GO_DAU)], "missing"),
    (cite(NUMBER, "CĐ", DAY, GO_DAU), [letter(GO_DAU)], "missing"),
    (cite("16/UBND-VP", "CV", DAY, GO_DAU), [letter(GO_DAU)], "missing"),
    # what is not told is not taken for certain
    (cite(NUMBER, "CV", None, GO_DAU), [letter(GO_DAU)], "possible"),
    (cite(NUMBER, "CV", DAY, GO_DAU), [letter(GO_DAU, None)], "possible"),
    (cite(NUMBER, "CV", DAY, GO_DAU), [letter(None)], "possible"),
    (cite(NUMBER, "CV", DAY, GO_DAU), [letter(GO_DAU, doubtful="number")], "possible"),
    (cite(NUMBER, "CV", DAY, "Uy ban nhan dan huyén Go Ddu"), [letter(GO_DAU)], "possible"),
    (cite(NUMBER), [letter(GO_DAU), letter(TAN_CHAU)], "ambiguous"),
    (cite(NUMBER, "CV", DAY), [letter(GO_DAU)], "possible"),
    # a draft whose number is blank
    (cite(NUMBER, "CV", DAY, GO_DAU), [letter(GO_DAU, "2024-03", number=None)], "possible"),
    (cite(NUMBER, "CV", DAY, GO_DAU), [letter(GO_DAU, "2024-04", number=None)], "missing"),
    (cite(NUMBER, "CV", DAY, GO_DAU), [letter(TAN_CHAU, "2024-03", number=None)], "missing"),
    # two copies of one document are one
    (cite(NUMBER, "CV", DAY, GO_DAU), [letter(GO_DAU), letter(GO_DAU)], "resolved"),
    (cite(None, type="L"), [letter(GO_DAU)], "law"),
    (cite(None, type="KH"), [letter(GO_DAU)], "unnumbered"),
]  # fmt: skip


@pytest.mark.parametrize(("citation", "there", "standing"), MEANT)
def test_a_document_is_meant_where_all_agrees(
    citation: Citation, there: list[Report], standing: str
) -> None:
    (link,) = link_citations([document(citation), *there])
    assert link.standing == standing


SHORT = [
    # who names, below whom, what it says of the issuer, who issued, how it stands
    (TOWN, None, "UBND Thành phố", TOWN, None, "resolved"),
    (TOWN, None, None, TOWN, None, "resolved"),
    (TOWN, None, "Ủy ban nhân dân Tỉnh", "UBND tỉnh Đồng Tháp", None, "resolved"),
    (TOWN, None, "Ủy ban nhân dân Tỉnh", "UBND tỉnh An Giang", None, "missing"),
    (TOWN, None, "UBND Thành phố", "UBND thành phố Cao Lãnh", None, "missing"),
    (COMMUNE, TOWN, "UBND Thành phố", TOWN, None, "resolved"),
    (COMMUNE, None, "UBND Thành phố", TOWN, None, "possible"),
    (COMMUNE, None, None, TOWN, None, "possible"),
    (COMMUNE, TOWN, "Phòng Nội vụ", "Phòng Nội vụ", TOWN, "resolved"),
    (COMMUNE, TOWN, "Phòng Nội vụ thành phố Sa Đéc", "Phòng Nội vụ", TOWN, "resolved"),
    (COMMUNE, TOWN, "Phòng Nội vụ", "Phòng Nội vụ", "UBND huyện Lấp Vò", "possible"),
    (COMMUNE, TOWN, "Phòng Tư pháp", "Phòng Nội vụ", TOWN, "possible"),
]  # fmt: skip


@pytest.mark.parametrize(("mine", "above", "issuer", "theirs", "over", "standing"), SHORT)
def test_an_issuer_told_short_is_the_nearest(
    mine: str, above: str | None, issuer: str | None, theirs: str, over: str | None, standing: str
) -> None:
    cited = cite(NUMBER, "CV", DAY, issuer)
    there = letter(theirs, parent=over) if over else letter(theirs)
    (link,) = link_citations([document(cited, issuer=mine, parent=above), there])
    assert link.standing == standing


def test_who_is_meant_is_told() -> None:
    there = [letter(TAN_CHAU), letter(GO_DAU), letter(GO_DAU)]
    (link,) = link_citations([document(cite(NUMBER, "CV", DAY, GO_DAU)), *there])
    assert (link.source, link.targets) == (0, (2, 3))


def test_a_document_does_not_name_itself() -> None:
    (link,) = link_citations([document(cite(NUMBER), number=NUMBER)])
    assert (link.standing, link.targets) == ("missing", ())


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
    assert link.standing == ("law" if law else "missing")


ROLES = [
    # type, title                                              what is named        its role
    ("KH", "Kế hoạch Khắc phục hạn chế, Kết luận 2149/TB-ĐKT", cite("2149/TB-ĐKT", "TB"), "mends"),
    ("KH", "Kế hoạch triển khai Quyết định số 9/QĐ-UBND", cite("9/QĐ-UBND", "QĐ"), "carries-out"),
    ("QĐ", "Quyết định sửa đổi Quyết định số 9/QĐ-UBND", cite("9/QĐ-UBND", "QĐ"), "amends"),
    ("KH", "Kế hoạch Khắc phục hạn chế", cite("9/QĐ-UBND", "QĐ"), "cites"),
    ("BC", "Báo cáo kết quả tháng 3", cite("15/UBND-VP", "CV", None, "UBND tỉnh"), "answers"),
    ("BC", "Báo cáo kết quả tháng 3", cite("15/UBND-VP", "CV", None, "UBND huyện"), "cites"),
    ("BC", "Báo cáo kết quả tháng 3", cite("15/UBND-VP", "CV"), "cites"),
    ("BC", "Báo cáo kết quả tháng 3", cite("9/QĐ-UBND", "QĐ"), "cites"),
]  # fmt: skip


@pytest.mark.parametrize(("type", "title", "citation", "role"), ROLES)
def test_what_one_is_to_the_other(type: str, title: str, citation: Citation, role: str) -> None:
    citing = document(citation, type=type, title=title, issuer=GO_DAU)
    (link,) = link_citations([citing])
    assert link.role == role


def test_numbers_are_compared_in_one_spelling() -> None:
    assert number_key("0321 /BC–UBND") == number_key("321/bc-ubnd")
    assert number_key("139/QĐUBND-HC") == number_key("139/QĐ-UBND-HC")
    assert number_key(None) == ""


def test_namings_of_one_document_stand_together() -> None:
    """The damaged issuer of a scan is near the same one; a plan without an issuer is one's own."""
    plan, from_above = cite("58/KH-UBND", "KH", DAY), "UBND tỉnh Đồng Tháp"
    reports = [
        document(cite(NUMBER, "CV", DAY, from_above), plan, issuer=GO_DAU),
        document(cite(NUMBER, "CV", DAY, "Uy ban nhan dan tinh Pong Thap"), issuer=TAN_CHAU),
        document(plan, issuer=TAN_CHAU),
    ]
    links = link_citations(reports)
    told = [(link, agency_of(reports[link.source].document.issuer)) for link in links]
    assert [[link.source for link in group] for group in by_named(told)] == [[0, 1], [0], [2]]


def test_links_are_told_in_the_order_of_the_collection() -> None:
    links = link_citations(
        [document(cite("1/A"), cite("15/UBND-VP")), letter(GO_DAU), document(cite("2/B"))]
    )
    assert [(link.source, link.citation.number) for link in links] == [
        (0, "1/A"),
        (0, "15/UBND-VP"),
        (2, "2/B"),
    ]
