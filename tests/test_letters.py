"""Letters to units: who is asked what, in what words, and what the paper looks like."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.shared import Pt

from extractor import cli
from extractor.across import Joined, join
from extractor.archive.deciding import record
from extractor.archive.opening import opened
from extractor.book.letters import Sender, question, questions, sender, words
from extractor.errors import PatternError
from extractor.letters.collecting import Letter, by_name, collect
from extractor.letters.paper import MOST_UNREAD, letter_bytes
from extractor.letters.sheet import sheet_bytes, state_of
from extractor.letters.telling import about, shortened, states
from extractor.messages import catalogue
from extractor.models import Check, Finding, PageReading, Report, Scope
from extractor.office.asked import asked
from extractor.office.terms import Term
from extractor.writers.filenames import plain_name
from extractor.writers.quotes import Piece, quote
from tests.archives import Kept
from tests.reports import broken_sum, figure, report

SENT = Sender(
    parent="Ủy ban nhân dân tỉnh Đồng Tháp",
    issuer="Văn phòng Ủy ban nhân dân tỉnh",
    place="Đồng Tháp",
    symbol="VPUB-KSTTHC",
    authority="KT. Chánh Văn phòng",
    position="Phó Chánh Văn phòng",
    signer="Nguyễn Văn An",
    reply_by="25/4/2024",
    recipients=("Như trên;", "Lưu: VT."),
)


def broken(path: str = "a.docx", **more: Any) -> Report:
    figures, finding = broken_sum()
    return report(path, figures, findings=[finding], **more)


def one(*reports: Report) -> Letter:
    (letter,) = collect(reports, Joined())
    return letter


def lines(content: bytes) -> list[str]:
    """Every paragraph of a letter from its top to its bottom."""
    document = Document(io.BytesIO(content))
    found = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            found += [p.text for cell in block.rows[0].cells for p in cell.paragraphs]
        else:
            found.append(block.text)
    return [line for line in found if line.strip()]


def test_a_letter_has_the_nine_parts_in_their_places() -> None:
    told = lines(letter_bytes(one(broken()), SENT))
    assert told[:8] == [
        "ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP",
        "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH",
        "Số:        /VPUB-KSTTHC",
        "V/v rà soát số liệu giải quyết hồ sơ thủ tục hành chính tháng 3",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đồng Tháp, ngày      tháng      năm         ",
        "Kính gửi: UBND phường An Hòa.",
    ]
    assert "Báo cáo số 12/BC-UBND ngày 15/3/2024, kỳ báo cáo tháng 3," in told[8]
    assert told[-6:] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "KT. CHÁNH VĂN PHÒNG",
        "PHÓ CHÁNH VĂN PHÒNG",
        "Nguyễn Văn An",
    ]
    assert told[-7].endswith("./.")
    assert "trước ngày 25/4/2024" in told[-8]


def test_an_entry_quotes_shows_the_equation_and_asks() -> None:
    told = lines(letter_bytes(one(broken()), SENT))
    at = told.index("1. Đã giải quyết, cấp xã")
    assert told[at + 1 : at + 4] == [
        "Nội dung ghi tại trang 1: “đã giải quyết 1.196 hồ sơ (trước hạn 1.127, đúng hạn 69, "
        "trễ hạn 03)”.",
        "Phép tính: 1.196 ≠ 1.127 + 69 + 03 = 1.199, chênh lệch −3.",
        questions()["sum-mismatch"].asks,
    ]
    document = Document(io.BytesIO(letter_bytes(one(broken()), SENT)))
    (quoted,) = (p for p in document.paragraphs if p.text.startswith("Nội dung ghi"))
    assert [run.text for run in quoted.runs if run.bold] == ["1.196", "1.127", "69", "03"]


def test_the_paper_is_that_of_the_decree() -> None:
    document = Document(io.BytesIO(letter_bytes(one(broken()), SENT)))
    (section,) = document.sections
    sides = (
        "page_width",
        "page_height",
        *(f"{s}_margin" for s in ("top", "bottom", "left", "right")),
    )
    measured = [round(getattr(section, side).mm) for side in sides]
    for mm, least, most in zip(
        measured, (210, 297, 20, 20, 30, 15), (210, 297, 25, 25, 35, 20), strict=True
    ):
        assert least <= mm <= most
    assert document.styles["Normal"].font.name == "Times New Roman"
    sizes = {run.font.size for p in document.paragraphs[:-1] if p.text for run in p.runs}
    assert sizes <= {Pt(13), Pt(14)}
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml


def test_what_is_not_known_stays_blank() -> None:
    nameless = broken(issuer=None, period=None)
    told = lines(letter_bytes(one(nameless), sender(None)))
    assert told[0] == words().blank
    assert told[1].startswith("Số:        /…")
    assert told[2] == words().subject
    assert f"Kính gửi: {words().blank}." in told
    assert not [line for line in told if "None" in line]


def test_the_same_letter_is_the_same_file() -> None:
    letter = one(broken())
    assert letter_bytes(letter, SENT) == letter_bytes(letter, SENT)
    assert sheet_bytes([letter]) == sheet_bytes([letter])
    with zipfile.ZipFile(io.BytesIO(letter_bytes(letter, SENT))) as made:
        assert {info.date_time for info in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_text_is_text_in_the_letter_and_in_the_table() -> None:
    bad = "=1+1 \x00\ud800</w:t>{issuer} 5"
    figures = [figure("resolved.total", 5, quote=bad, printed="5")]
    finding = Finding(code="sum-mismatch", severity="error", figures=(figures[0].id,), equation=bad)
    letter = one(report("a.docx", figures, findings=[finding], issuer=f"=cmd{{0}} {bad}"))
    told = "\n".join(lines(letter_bytes(letter, SENT)))
    assert "=1+1 </w:t>{issuer} 5" in told
    sheet = openpyxl.load_workbook(io.BytesIO(sheet_bytes([letter]))).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize(
    ("unit", "file"),
    [
        ("UBND xã Tân Hưng", "001 UBND xã Tân Hưng"),
        ("../../etc/passwd", "001 .._.._etc_passwd"),
        ("CON\n:|?*<>\x00", "001 CON _______"),
        ("x" * 300, f"001 {'x' * 56}~{'x' * 60}"),
        (None, "001 chưa rõ đơn vị"),
    ],
)
def test_names_of_files_are_safe(unit: str | None, file: str) -> None:
    assert one(broken(issuer=unit)).file == file
    assert plain_name(file) == file


# ------------------------------------------------------------------------- who is asked what


def with_finding(**changes: Any) -> Report:
    figures, finding = broken_sum()
    return report("a.docx", figures, findings=[finding.model_copy(update=changes)])


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({}, "sums"),
        ({"severity": "warning"}, "clarify"),
        ({"cause": "reading"}, "reading"),
        ({"code": "unheard-of"}, "clarify"),
        ({"params": {"variant": "unread"}}, "held"),
        ({"code": "low-quality-page"}, "held"),
    ],
)
def test_what_may_be_our_own_misreading_is_no_claim(changes: dict[str, Any], part: str) -> None:
    (entry,) = one(with_finding(**changes)).entries
    assert entry.part == part
    assert state_of(entry) == ("look" if part in ("reading", "held") else "ask")


def test_an_open_cause_on_a_page_that_reads_badly_may_be_a_misreading() -> None:
    made = with_finding(cause="unknown")
    pages = (PageReading(page=1, reader="ocr", quality="good"),)
    scanned = made.model_copy(update={"source": made.source.model_copy(update={"readings": pages})})
    assert [one(r).entries[0].part for r in (made, scanned)] == ["sums", "reading"]


def test_a_number_that_was_not_read_for_certain_is_not_held_against_anybody() -> None:
    made = with_finding()
    late = made.figures[3].model_copy(update={"status": "unresolved"})
    letter = one(made.model_copy(update={"figures": (*made.figures[:3], late)}))
    assert letter.entries[0].part == "reading"
    told = lines(letter_bytes(letter, SENT))
    assert words().parts[2].lead in told


def test_remarks_are_not_asked_about_and_make_no_letter() -> None:
    assert collect([with_finding(severity="info")], Joined()) == []


def test_what_only_the_office_must_look_at_makes_no_letter_but_a_row() -> None:
    letter = one(with_finding(code="low-quality-page"))
    assert (letter.file, letter.asked()) == ("", [])
    sheet = openpyxl.load_workbook(io.BytesIO(sheet_bytes([letter]))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2 and rows[1][0] is None and rows[1][1] == "UBND phường An Hòa"


def test_each_unit_gets_one_letter_however_its_name_is_typed() -> None:
    typed = [
        broken("a.docx", issuer="UBND phường An Hòa", parent="UBND thành phố Sa Đéc"),
        broken("b.docx", issuer="Ủy ban nhân dân phường An Hòa", parent="UBND TP. Sa Đéc",
               period=("2024-03-15", "2024-04-14", "tháng 4")),
        broken("c.docx", issuer="UBND phường An Hòa", parent="UBND thành phố Huế"),
        broken("d.docx", issuer=None),
        broken("e.docx", issuer=None),
    ]  # fmt: skip
    letters = collect(typed, Joined())
    assert [[r.source.path for r in letter.reports] for letter in letters] == [
        ["d.docx"], ["e.docx"], ["a.docx", "b.docx"], ["c.docx"],
    ]  # fmt: skip
    assert [letter.file[:3] for letter in letters] == ["001", "002", "003", "004"]


def test_one_document_in_two_files_is_asked_about_once() -> None:
    letter = one(broken("a.docx"), broken("a.pdf"))
    assert len(letter.entries) == 1
    assert len([line for line in lines(letter_bytes(letter, SENT)) if "Qua tổng hợp" in line]) == 1


def test_versions_that_do_not_count_are_not_asked_about() -> None:
    old, new = broken("old.docx"), broken("n.docx")
    joined = Joined(replaced={0: "n.docx"})
    (letter,) = collect([old, new], joined)
    assert [r.source.path for r in letter.reports] == ["n.docx"]
    assert collect([old, report("n.docx", [])], joined) == []


def test_documents_without_a_number_are_told_apart_by_their_periods() -> None:
    made = [
        broken(f"{month}.docx", period=("2024-01-15", f"2024-0{month}-14", f"tháng {month}"))
        for month in (3, 4)
    ]
    bare = [r.model_copy(update={"document": r.document.model_copy(update={"number": None})})
            for r in made]  # fmt: skip
    text = "\n".join(lines(letter_bytes(one(*bare), SENT)))
    assert "kỳ báo cáo tháng 3, trang 1: “" in text and "kỳ báo cáo tháng 4, trang 1: “" in text


def test_checks_that_could_not_be_made_are_named_as_such() -> None:
    lacking = Check(rule="R4", scope=Scope(level="commune"), outcome="cannot-tell",
                    missing=("pending.overdue",))  # fmt: skip
    figures, finding = broken_sum()
    letter = one(report("a.docx", figures, findings=[finding], checks=[lacking]))
    text = "\n".join(lines(letter_bytes(letter, SENT)))
    assert "có 1 phép tính chưa kiểm tra được" in text
    assert "Đang giải quyết, quá hạn" in text


def test_of_a_page_of_unread_numbers_only_some_are_told() -> None:
    figures = [
        figure("resolved.late", 3, name=f"xã {n}", status="unresolved", id=f"f{n}")
        for n in range(MOST_UNREAD + 4)
    ]
    found = [
        Finding(code="unresolved-figure", severity="warning", figures=(f.id,), metric=f.metric,
                scope=f.scope, params={"metric": "metric:resolved.late", "printed": "3"}, id=f.id)
        for f in figures
    ]  # fmt: skip
    text = lines(letter_bytes(one(report("a.docx", figures, findings=found)), SENT))
    assert len([line for line in text if line[:1].isdigit()]) == MOST_UNREAD
    assert words().more.format(count=4) in text


def test_findings_across_documents_go_to_the_unit_that_printed_the_number() -> None:
    def month(path: str, end: str, opens: int, left: int) -> Report:
        figures = [
            figure("received.total", 100 + opens, "commune"),
            figure("received.new", 100, "commune"),
            figure("received.carried_over", opens, "commune"),
            figure("resolved.total", 100 + opens - left, "commune"),
            figure("pending.total", left, "commune"),
        ]
        start = {"2024-02-14": "2024-01-15", "2024-03-14": "2024-02-15"}[end]
        return report(path, figures, period=(start, end, f"tháng {int(end[5:7])}"))

    reports = [month("feb.docx", "2024-02-14", 4, 21), month("mar.docx", "2024-03-14", 30, 5)]
    joined = join(reports)
    assert [f.code for f in joined.findings if f.severity != "info"] == ["carry-over-mismatch"]
    (letter,) = collect(reports, joined, wanted={reports[1].source.sha256})
    (entry,) = letter.asked()
    assert entry.said[0].report.source.path == "mar.docx"
    text = "\n".join(lines(letter_bytes(letter, SENT)))
    assert "30 ≠ 21" in text and questions()["carry-over-mismatch"].asks in text
    assert collect(reports, joined, wanted={"another"}) == []


def test_every_question_is_of_a_finding_that_there_is_and_asks() -> None:
    known = set(catalogue())
    codes = {code for code in questions() if code != "other"}
    assert {
        c for c in codes if c not in known and not any(k.startswith(f"{c}.") for k in known)
    } == set()
    for asked_ in questions().values():
        opens = ("Đề nghị", "Ô này") if asked_.part != "held" else ("Xem", "Đối chiếu", "Xác nhận")
        assert asked_.asks.startswith(opens)
    assert question("sum-mismatch", "nothing-known") == questions()["sum-mismatch"]
    assert question("nothing-known", None) == questions()["other"]


def test_a_long_quote_keeps_what_stands_beside_its_numbers() -> None:
    text = "đầu " * 100 + "quá hạn 7 hồ sơ\n" + "cuối " * 100
    made = shortened(quote(figure("resolved.late", 7, quote=text, printed="7")))
    whole = "".join(piece.text for piece in made)
    assert "quá hạn 7 hồ sơ cuối" in whole and len(whole) < 500
    assert whole.startswith("…") and whole.endswith("…")
    assert Piece("7", True) in made


def test_a_finding_without_an_equation_says_its_message() -> None:
    (entry,) = one(with_finding(equation="", code="unresolved-figure")).entries
    assert states(entry).endswith(".") and "Phép tính" not in states(entry)


# ------------------------------------------------------------------------------ commands

SEED = Path(__file__).parent.parent / "corpus" / "seeds" / "000_6eeb68b3cf7004b9" / "document.txt"


def test_the_command_writes_letters_and_a_table_into_a_new_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, out = tmp_path / "office.toml", tmp_path / "letters"
    told = ["letters", str(SEED), "--sender", str(office), "-o", str(out)]
    assert cli.main(told) == 0
    assert sender(office) == sender(None)  # made, to be filled in
    names = sorted(path.name for path in out.iterdir())
    assert names == [
        "000 Bảng theo dõi rà soát.xlsx", "001 Ủy ban nhân dân thành phố Sa Đéc.docx",
    ]  # fmt: skip
    text = "\n".join(lines((out / names[1]).read_bytes()))
    assert "61,55 % ≠ 329/502 = 65,54 %" in text
    capsys.readouterr()
    assert cli.main(told) == 2
    assert str(out) in capsys.readouterr().err


def test_a_mistake_in_the_senders_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    file.write_text('isuer = "x"\n', encoding="utf-8")
    with pytest.raises(PatternError, match="did you mean 'issuer'"):
        sender(file)


def test_letters_of_an_archive_follow_its_decisions(kept: Kept, tmp_path: Path) -> None:
    (added,) = kept.add(SEED)
    assert added.sha256

    def letters() -> list[Letter]:
        with opened(kept.root) as archive, archive.reading() as connection:
            found = asked(connection, Term(2024, 3, 1))
            none = asked(connection, Term(2025, 3, 1))
        assert (len(found.reports), len(found.wanted), len(none.wanted)) == (1, 1, 0)
        return collect(found.reports, join(found.reports), found.key, found.wanted)

    (letter,) = letters()
    (entry,) = letter.asked()
    rate = entry.said[0].figure
    with opened(kept.root) as archive:
        record(archive, added.sha256, rate.id, "confirmed", None, "Lan", "đúng như bản in")
    (letter,) = letters()
    assert [state_of(entry) for entry in letter.entries] == ["decided"]
    with opened(kept.root) as archive:
        record(archive, added.sha256, rate.id, "corrected", Decimal("65.54"), "Lan", "đọc nhầm")
    assert letters() == []


def test_a_units_name_is_matched_by_the_archives_tree(kept: Kept) -> None:
    with opened(kept.root) as archive, archive.reading() as connection:
        key = asked(connection, Term(2024, 3, 1)).key
    named = [
        broken(issuer=name) for name in ("UBND TP. Hà Nội", "Ủy ban nhân dân thành phố Hà Nội")
    ]
    assert key(named[0]) == key(named[1]) and key(named[0])[0] == "unit"
    assert key(broken()) == by_name(broken())


@pytest.mark.parametrize("code", sorted(questions()))
@pytest.mark.parametrize("difference", [None, -3])
def test_every_question_puts_its_equation_with_what_there_is(
    code: str, difference: int | None
) -> None:
    name, _, variant = code.partition(".")
    changes = {"code": name, "params": {"variant": variant} if variant else {}}
    (entry,) = one(with_finding(difference=difference, **changes)).entries
    told = states(entry)
    assert entry.question == questions()[code] or code == "other"
    assert "1.196 ≠ 1.127 + 69 + 03" in told and "{" not in told and told.endswith(".")
    assert "lệch ." not in told


def test_a_field_of_work_is_called_one() -> None:
    made = with_finding(scope=Scope(level="field", name="Hộ tịch"))
    assert about(one(made).entries[0]) == "Đã giải quyết, lĩnh vực Hộ tịch"
