"""Heads read from page images: what is sure, what stays unresolved, and where to look."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from extractor.checks import check_report
from extractor.head import read_head
from extractor.messages import render
from extractor.models import (
    CleanPage,
    DocumentHead,
    Health,
    Mark,
    Page,
    Report,
    Seal,
    Sight,
    SourceInfo,
    Word,
    Words,
)

HEAD = """{agency}
{number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{date}
BÁO CÁO
{title}
Thực hiện Công văn số 12/VP-TH của Văn phòng, báo cáo kết quả như sau:
Đã tiếp nhận 120 hồ sơ./.
{foot}
"""
PARTS = {
    "agency": "ỦY BAN NHÂN DÂN\nTỈNH BÌNH MINH",
    "number": "Số: 46/BC-UBND",
    "date": "Bình Minh, ngày 14 tháng 6 năm 2024",
    "title": "Kết quả giải quyết hồ sơ tháng 6",
    "foot": "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn Bình",
}
Saw = dict[str, tuple[str, ...]]


def scan(faint: tuple[str, ...] = (), saw: Saw | None = None, **parts: str) -> CleanPage:
    """A page as the witnesses saw it: ``faint`` words at 0.2; ``saw``: a number → what others saw.

    Each word is as wide as its letters and each line 10 points high. Nobody looked for ink.
    """
    text = HEAD.format(**PARTS | parts)
    words = []
    for found in re.finditer(r"\S+", text):
        line, left = text.count("\n", 0, found.start()), text.rfind("\n", 0, found.start()) + 1
        x0, x1 = (5.0 * (found.start() - left), 5.0 * (found.end() - left))
        sure = 0.2 if found.group() in faint else 0.95
        words.append(Word(found.start(), found.end(), (x0, 10 * line, x1, 10 * line + 8.0), sure))
    sights = []
    for found in re.finditer(r"\d+", text):
        others = (saw or {}).get(found.group(), (found.group(),))
        seen = [("vie", found.group()), *(("eng", other) for other in others)]
        alike = all(other == found.group() for other in others)
        sights.append(Sight(*found.span(), tuple(seen), 0.99, alike or len(others) > 1, "both"))
    page = Page(1, text, "ocr", 600, 800, words=Words(words), image_share=1.0, sights=tuple(sights))
    return CleanPage(page, text, (), Health("good", "clean"))


def sealed(page: CleanPage, *seals: Seal, layer: str = "") -> CleanPage:
    return replace(page, page=replace(page.page, seals=seals, layer=layer))


def part(page: CleanPage, name: str) -> tuple[object, str, tuple[str, ...]]:
    """Value, status and alternatives of one part of the head."""
    head = read_head([page])
    value = getattr(head, name)
    reading = head.readings[name]
    return (value.name if name == "signer" and value else value), reading.status, (
        reading.alternatives
    )  # fmt: skip


def test_a_clear_head_is_read() -> None:
    head = read_head([scan()])
    assert {name: reading.status for name, reading in head.readings.items()} == dict.fromkeys(
        ("number", "date", "type", "issuer", "title", "signer"), "read"
    )
    assert (head.number, head.date, head.type) == ("46/BC-UBND", "2024-06-14", "BC")
    assert head.signer is not None
    assert head.signer.name == "Nguyễn Văn Bình"


def test_text_that_came_as_text_is_not_doubted() -> None:
    text = HEAD.format(**PARTS)
    page = CleanPage(Page(1, text, "text"), text, (), Health("good", "clean"))
    assert read_head([page]).readings == {}


@pytest.mark.parametrize(
    ("name", "page", "expected"),
    [
        # A hand wrote it: two of three are not enough, however sure of print they would be.
        ("number", scan(saw={"46": ("46", "16")}), ("46/BC-UBND", "unresolved", ("16/BC-UBND",))),
        ("date", scan(saw={"14": ("17", "14")}), ("2024-06-14", "unresolved", ("2024-06-17",))),
        # Print is read by votes.
        ("date", scan(saw={"2024": ("2024", "2074")}), ("2024-06-14", "read", ())),
        # All alike, on a word that the engine hardly saw.
        ("number", scan(faint=("46/BC-UBND",)), ("46/BC-UBND", "unresolved", ())),
        # A blank filled with what is no number is no blank; what it looks like is offered.
        ("number", scan(number="Số: 4ß {Z /BC-UBND"), (None, "unresolved", ("4/BC-UBND",))),
        ("number", scan(number="Số: {ð /BC-UBND"), (None, "unresolved", ())),
        ("number", scan(number="Số: ?/46 /BC-UBND"), (None, "unresolved", ("46/BC-UBND",))),
        ("date", scan(date="Bình Minh, ngày {ð tháng 6 năm 2024"), ("2024-06", "unresolved", ())),
        ("date", scan(date="Bình Minh, ngày1Dtháng 6 năm 2024"),
         ("2024-06", "unresolved", ("2024-06-01",))),
        ("date", scan(date="Bình Minh, ngày 39 tháng 6 năm 2024"), (None, "unresolved", ())),
        # The letters of its number name another type than its heading.
        ("type", scan(number="Số: 46/KH-UBND"), ("BC", "unresolved", ("KH",))),
        ("number", scan(number="Số: 46/KH-UBND"), ("46/KH-UBND", "unresolved", ())),
        # A body's number on another agency's letterhead.
        ("issuer", scan(agency="SỞ NỘI VỤ"), ("Sở Nội vụ", "unresolved", ())),
        ("issuer", scan(faint=("BÌNH",)), ("Ủy ban nhân dân tỉnh Bình Minh", "unresolved", ())),
        ("title", scan(title="Kết quả z giả[quyết hồ sơ"),
         ("Báo cáo Kết quả z giả[quyết hồ sơ", "unresolved", ())),
        ("title", scan(faint=("quyết",)),
         ("Báo cáo Kết quả giải quyết hồ sơ tháng 6", "unresolved", ())),
        # A stamp over the name.
        ("signer", scan(faint=("Bình",)), ("Nguyễn Văn Bình", "unresolved", ())),
        ("signer", scan(foot=PARTS["foot"].replace("Nguyễn", "Nguyên")),
         ("Nguyên Văn Bình", "unresolved", ("Nguyễn Văn Bình",))),
        ("signer", scan(foot="Nơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nguyễn Văn 8ình"),
         (None, "unresolved", ())),
        # The list's first letter is cut off: the foot of what is attached is not this one's.
        ("signer", scan(foot="ơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nTrần Thị Hà\nNơi nhận:\nLê Văn Ba"),
         ("Trần Thị Hà", "read", ())),
        ("signer", scan(foot="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nNơi nhận:\nCHỦ TỊCH\nLê Văn Ba"),
         ("Lê Văn Ba", "unresolved", ())),
    ],
)  # fmt: skip
def test_what_a_part_is_and_whether_it_is_sure(
    name: str, page: CleanPage, expected: tuple[object, str, tuple[str, ...]]
) -> None:
    assert part(page, name) == expected


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("PHÓ CHỦ TIC", "PHÓ CHỦ TỊCH"),
        ("PHO CHANH VAN PHONG", "PHÓ CHÁNH VĂN PHÒNG"),
        ("PHÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ],
)
def test_a_position_under_a_stamp_is_known_again(printed: str, known: str) -> None:
    head = read_head([scan(foot=f"Nơi nhận:\n- Lưu: VT.\nKT. CHỦ TỊCH\n{printed}\nTrần Thị Hà")])
    assert head.signer is not None
    assert (head.signer.name, head.signer.position) == ("Trần Thị Hà", known)


def test_a_level_misread_behind_a_body_of_every_place() -> None:
    page = scan()
    text = page.text.replace("TỈNH", "TĨNH")
    head = read_head([CleanPage(page.page, text, (), page.health)])
    assert head.issuer == "Ủy ban nhân dân tỉnh Bình Minh"


def test_a_title_whose_line_was_torn_in_two_is_in_doubt() -> None:
    page = scan(title="thủ tục tháng 6\nKết quả giải quyết")
    assert read_head([page]).readings["title"].status == "read"
    words = [replace(w, box=(w.box[0], 70.0, w.box[2], 78.0)) if 70 <= w.box[1] <= 88 else w
             for w in page.page.words]  # fmt: skip
    torn = replace(page, page=replace(page.page, words=Words(words)))
    assert read_head([torn]).readings["title"].status == "unresolved"


def test_where_to_look() -> None:
    head: DocumentHead = read_head([scan(number="Số: {ð /BC-UBND", date="ngày 4 tháng 6 năm 2024")])
    number, signer = head.readings["number"], head.readings["signer"]
    assert (number.page, number.quote, number.bbox) == (1, "Số: {ð /BC-UBND", (0, 20, 75, 28))
    assert signer.quote == "Nguyễn Văn Bình"
    unread = read_head([scan(foot="Nơi nhận:\n- Như trên;\n- Lưu: VT.")]).readings["signer"]
    assert unread.bbox == (270, 100, 600, 800)


OWN, OTHER = "Ủy ban nhân dân tỉnh Bình Minh", "Sở Y tế tỉnh Hưng Thịnh"
DISPUTED = scan(saw={"14": ("14", "17")})


@pytest.mark.parametrize(
    ("name", "page", "seal", "expected"),
    [
        # The issuer itself has signed, on the printed day or later.
        ("issuer", scan(faint=("BÌNH",)), Seal(OWN), (OWN, "read", ())),
        ("issuer", scan(agency="ỦY BAN NHÂN DÂN\nTỈNH BÍNH MINH"), Seal(OWN), (OWN, "read", ())),
        ("date", DISPUTED, Seal(OWN, "2024-06-14T08:00:00+07:00"), ("2024-06-14", "read", ())),
        ("date", DISPUTED, Seal(OWN, "2024-06-16T08:00:00+07:00"),
         ("2024-06-14", "unresolved", ("2024-06-16",))),
        # What was not read is not made up: the day of signing is one more that it may be.
        ("date", scan(date="Bình Minh, ngày {ð tháng 6 năm 2024"), Seal(OWN, "2024-06-16T08:00:00"),
         ("2024-06", "unresolved", ("2024-06-16",))),
        # A gazette that signs on the day that was misread bears nothing out.
        ("date", DISPUTED, Seal("Trung tâm Công báo", "2024-06-14T08:00:00", (OWN,)),
         ("2024-06-14", "unresolved", ())),
        # Signed before it was dated; signed by somebody else.
        ("date", scan(), Seal(OWN, "2024-06-11"), ("2024-06-14", "unresolved", ("2024-06-11",))),
        ("issuer", scan(), Seal(OTHER), (OWN, "unresolved", (OTHER,))),
        # A person for a body, an office of the body, a name that is no body at all.
        ("issuer", scan(), Seal("Trần Thị Hà", None, (OWN.upper(),)), (OWN, "read", ())),
        ("issuer", scan(), Seal("Trung tâm X", None, ("Tỉnh Bình Minh",)), (OWN, "read", ())),
        ("issuer", scan(), Seal("Trần Thị Hà"), (OWN, "read", ())),
    ],
)  # fmt: skip
def test_a_signature_is_evidence_from_outside(
    name: str, page: CleanPage, seal: Seal, expected: tuple[object, str, tuple[str, ...]]
) -> None:
    assert part(sealed(page, seal), name) == expected


def test_a_signature_told_by_file_and_stamp_is_one() -> None:
    stamp = f"Ký bởi: {OWN}\nCơ quan: Tỉnh Bình Minh\nThời gian ký: 14/06/2024 10:40:48\n"
    seal = Seal(OWN, "2024-06-14T10:40:48+07:00", ("Tỉnh Bình Minh",))
    one, two = (read_head([sealed(scan(), *seals, layer=stamp)]).signed for seals in ((seal,), ()))
    assert [(s.by, s.at, s.source) for s in one] == [(OWN, seal.at, "signature")]
    assert [(s.by, s.at, s.source) for s in two] == [(OWN, "2024-06-14T10:40:48", "stamp")]


def marked(page: CleanPage, *marks: Mark) -> CleanPage:
    return replace(page, page=replace(page.page, marks=marks))


EMPTY = scan(number="Số:          /BC-UBND", date="Bình Minh, ngày      tháng 6 năm 2024")
PEN = (("pen", ":57"), ("pen-alone", "51"))


@pytest.mark.parametrize(
    ("name", "page", "expected"),
    [
        # Looked at, and no ink: a blank is a blank.
        ("number", marked(EMPTY), (None, "read", ())),
        ("date", marked(EMPTY), ("2024-06", "read", ())),
        # Ink that nobody could read, or read so and so; ink that stands elsewhere.
        ("number", marked(EMPTY, Mark((20, 20, 60, 29))), (None, "unresolved", ())),
        ("number", marked(EMPTY, Mark((20, 20, 60, 29), PEN)),
         (None, "unresolved", ("57/BC-UBND", "51/BC-UBND"))),
        ("number", marked(EMPTY, Mark((200, 20, 260, 29), PEN)), (None, "read", ())),
        ("date", marked(EMPTY, Mark((70, 50, 90, 59), (("pen", "15t"),))),
         ("2024-06", "unresolved", ("2024-06-15",))),
        # Nobody looked: it may be filled.
        ("number", EMPTY, (None, "unresolved", ())),
        # No room between the words: a word covers whatever stands there.
        ("number", marked(scan(number="Số: /BC-UBND")), (None, "unresolved", ())),
        # What was read in a blank, and what its ink looks like by itself.
        ("number", marked(scan(saw={"46": ("48",)}), Mark((20, 20, 80, 29), (("pen", "46/BC"),))),
         ("46/BC-UBND", "unresolved", ("48/BC-UBND",))),
    ],
)  # fmt: skip
def test_a_blank_is_one_where_no_ink_stands(
    name: str, page: CleanPage, expected: tuple[object, str, tuple[str, ...]]
) -> None:
    assert part(page, name) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (scan(), []),
        (marked(EMPTY), []),
        (
            marked(EMPTY, Mark((20, 20, 60, 29), PEN)),
            ["The document number could not be read for certain on the image of page 1 "
             "(seen: 57/BC-UBND; 51/BC-UBND), please look"],
        ),
        (
            scan(number="Số: {ð /BC-UBND", faint=("Bình",)),
            ["The document number could not be read for certain on the image of page 1 "
             "(seen: ?), please look",
             "The signer could not be read for certain on the image of page 1 "
             "(seen: Nguyễn Văn Bình), please look"],
        ),
    ],
)  # fmt: skip
def test_what_is_in_doubt_is_said_and_accuses_nobody(page: CleanPage, expected: list[str]) -> None:
    source = SourceInfo(path="a", sha256="", media_type="", pages=1, status="ok")
    found = check_report(Report(source=source, document=read_head([page]))).findings
    assert [render(finding, "en") for finding in found] == expected
    assert {(f.severity, f.cause) for f in found} <= {("info", "reading")}


def test_a_letterhead_without_its_lines_shows_where_they_should_be() -> None:
    readings = read_head([scan(number="zS6 /8C-UBNB", date="B{nh M1nh")]).readings
    told = [(readings[part].status, readings[part].bbox) for part in ("number", "date")]
    assert told == [("unresolved", (0, 0, 300, 240)), ("unresolved", (240, 0, 600, 240))]


def test_a_hand_written_number_read_as_letters_is_no_agency() -> None:
    agency = "BẢO HIỂM XÃ HỘI TỈNH A\nBẢO HIỂM XÃ HỘI QUẬN LONG"
    head = read_head([scan(agency=agency, number="BÌNH\nSố: j\n/BC-BHXH")])
    assert head.issuer == "Bảo hiểm xã hội quận Long Bình"
    assert head.number is None
