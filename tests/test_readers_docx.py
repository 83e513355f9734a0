"""Word files: text as the final document shows it, tables with spans, hidden traps refused."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from extractor.readers import office
from extractor.readers.styles import numeral
from tests.makers.files import LIMITS, cells, codes, pages, para, part, source, word, zipped


def run(text: str, properties: str = "") -> str:
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def box(text: str) -> str:
    return f"<w:txbxContent>{para(text)}</w:txbxContent>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if '<w:' in text else para(text)}</w:tc>"


def row(*inside: str) -> str:
    return f"<w:tr>{''.join(inside)}</w:tr>"


RULED = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
BREAK = '<w:r><w:br w:type="page"/></w:r>'
RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"

SHOWN: list[tuple[str, str, list[str]]] = [
    ("runs are one text", p(run("Đã giải "), run("quyết 354")), ["Đã giải quyết 354\n"]),
    ("empty paragraphs leave no line", p() + para("a") + p(run("  ")) + para("b"), ["a\nb\n"]),
    ("deleted text is out, inserted is in",
     p(run("có "), f"<w:del>{run('cũ')}</w:del><w:ins>{run('mới')}</w:ins>"), ["có mới\n"]),
    ("moved text stands once", p(f"<w:moveFrom>{run('x')}</w:moveFrom>", run("y")), ["y\n"]),
    ("hidden text is out", p(run("a"), run("ẩn", "<w:vanish/>"), run("b")), ["ab\n"]),
    ("hidden switched off is in", p(run("a", '<w:vanish w:val="0"/>')), ["a\n"]),
    ("tabs, breaks and hyphens",
     p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>"),
     ["a\tb\nc-\n"]),
    ("links, tags and controls are looked into",
     p(f"<w:hyperlink>{run('a')}</w:hyperlink><w:smartTag>{run('b')}</w:smartTag>")
     + f"<w:sdt><w:sdtContent>{para('c')}</w:sdtContent></w:sdt>", ["ab\nc\n"]),
    ("a field shows its result",
     p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>',
       run("7")), ["7\n"]),
    ("a text box once, though written twice",
     p(run("thân"), "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>", box("hộp"),
       "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>", box("hộp"),
       "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"), ["thân\nhộp\n"]),
    ("a text box of the old kind alone",
     p(f"<w:r><w:pict><v:textbox>{box('hộp')}</v:textbox></w:pict></w:r>"), ["hộp\n"]),
    ("a page break", para("a") + p(BREAK) + para("b"), ["a\n", "b\n"]),
    ("a break and its rendered twin are one",
     para("a") + p(BREAK) + p(RENDERED, run("b")), ["a\n", "b\n"]),
    ("a sentence over two pages stays whole",
     para("a") + p(run("đã giải "), RENDERED, run("quyết 12")) + para("b"),
     ["a\nđã giải quyết 12\n", "b\n"]),
    ("a break asked for by the paragraph",
     para("a") + para("b", "<w:pPr><w:pageBreakBefore/></w:pPr>"), ["a\n", "b\n"]),
    ("a new section is a new page",
     para("a", "<w:pPr><w:sectPr/></w:pPr>") + para("b"), ["a\n", "b\n"]),
    ("a continuous section is not",
     para("a", '<w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr>') + para("b"),
     ["a\nb\n"]),
    ("a layout table is lines, cell by cell",
     f"<w:tbl>{row(cell(para('UBND') + para('SỞ Y')), cell('CỘNG HÒA'))}</w:tbl>",
     ["UBND\nSỞ Y\nCỘNG HÒA\n"]),
    ("nothing", "", [""]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "shown"), [r[1:] for r in SHOWN], ids=[r[0] for r in SHOWN])
def test_text_is_what_the_final_document_shows(tmp_path: Path, body: str, shown: list[str]) -> None:
    path = word(tmp_path / "a.docx", body)
    assert [page.text for page in pages(path, "docx")] == shown
    assert codes(path, "docx") == []


def test_merged_cells_have_their_spans(tmp_path: Path) -> None:
    first = '<w:vMerge w:val="restart"/>'
    body = "".join(
        [
            "<w:tbl>", RULED,
            row(cell("TT", first), cell("Tiếp nhận", '<w:gridSpan w:val="2"/>')),
            row(cell("", "<w:vMerge/>"), cell("Mới"), cell("Cũ")),
            row(cell("1"), cell(para("1.465") + para("(một)")), cell("184")),
            "</w:tbl>", para("sau"),
        ]
    )  # fmt: skip
    (page,) = pages(word(tmp_path / "a.docx", body), "docx")
    (table,) = page.tables
    placed = {(c.row, c.col, c.row_span, c.col_span): c for c in table.cells}
    assert {at: page.text[c.start : c.end] for at, c in placed.items()} == {
        (0, 0, 2, 1): "TT", (0, 1, 1, 2): "Tiếp nhận", (1, 1, 1, 1): "Mới", (1, 2, 1, 1): "Cũ",
        (2, 0, 1, 1): "1", (2, 1, 1, 1): "1.465 (một)", (2, 2, 1, 1): "184",
    }  # fmt: skip
    assert page.text == "TT\tTiếp nhận\nMới\tCũ\n1\t1.465 (một)\t184\nsau\n"
    assert page.text[table.start : table.end] == page.text[:-5]


def test_a_table_inside_a_cell_is_both(tmp_path: Path) -> None:
    inner = f"<w:tbl>{row(cell('a'), cell('b'))}{row(cell('1'), cell('2'))}</w:tbl>{p()}"
    body = f"<w:tbl>{RULED}{row(cell('ngoài'), cell(inner))}{row(cell('x'), cell('y'))}</w:tbl>"
    (page,) = pages(word(tmp_path / "a.docx", body), "docx")
    assert page.text == "ngoài\ta b 1 2\nx\ty\n"
    assert cells(page, 0)[0, 0] == "ngoài"
    assert cells(page, 1) == {(0, 0): "a", (0, 1): "b", (1, 0): "1", (1, 1): "2"}


def test_deleted_rows_leave_no_gap(tmp_path: Path) -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('cũ')}{cell('9')}</w:tr>"
    body = f"<w:tbl>{RULED}{row(cell('a'), cell('1'))}{gone}{row(cell('b'), cell('2'))}</w:tbl>"
    (page,) = pages(word(tmp_path / "a.docx", body), "docx")
    assert cells(page) == {(0, 0): "a", (0, 1): "1", (1, 0): "b", (1, 1): "2"}


NUMBERING = part("numbering", """
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>
  <w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
  <w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
 <w:lvlText w:val="x"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>""")  # fmt: skip


def listed(text: str, number: str, level: str = "0") -> str:
    return para(
        text,
        f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>',
    )


def test_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    body = "".join(
        [listed("a", "5"), listed("b", "5", "1"), listed("c", "5", "1"), listed("d", "5"),
         listed("e", "5", "1"), listed("f", "6"), listed("g", "99"), listed("h", "5", "hỏng")]
    )  # fmt: skip
    path = word(tmp_path / "a.docx", body, {"word/numbering.xml": NUMBERING})
    assert pages(path, "docx")[0].text.split("\n") == [
        "I. a", "I.1) b", "I.2) c", "II. d", "II.1) e", "- f", "g", "III. h", "",
    ]  # fmt: skip


BULLETS = part("numbering", """
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
 <w:lvlText w:val="-"/><w:pPr><w:ind w:left="720"/></w:pPr></w:lvl>
 <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
 <w:lvlText w:val="-"/><w:pPr><w:ind w:left="1080"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
 <w:lvlText w:val="+"/><w:pPr><w:ind w:start="720"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>
 <w:lvlText w:val="%1."/></w:lvl></w:abstractNum>""" + "".join(
    f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, 5)
))  # fmt: skip


def test_bullets_show_how_deep_they_are(tmp_path: Path) -> None:
    """By where they begin, whatever list they are of; a sign of their own where they have one."""
    items = [("a", "1"), ("b", "2"), ("c", "2"), ("d", "1"), ("e", "4"), ("f", "2"), ("g", "3")]
    body = "".join(listed(text, number) for text, number in items)
    far = '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:ind w:left="1800"/></w:pPr>'
    path = word(tmp_path / "a.docx", body + para("h", far), {"word/numbering.xml": BULLETS})
    assert pages(path, "docx")[0].text.split("\n") == [
        "- a", "+ b", "+ c", "- d", "1. e", "- f", "+ g", "- h", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [(4, "lowerRoman", "iv"), (27, "lowerLetter", "aa"), (2, "upperLetter", "B"),
     (3, "decimalZero", "03"), (9, "decimal", "9"), (5000, "upperRoman", "5000"), (1, "none", "")],
)  # fmt: skip
def test_list_numerals(number: int, form: str, shown: str) -> None:
    assert numeral(number, form) == shown


STYLES = part("styles", """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="Cu"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Cu"/></w:style>
<w:style w:type="paragraph" w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>
<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Luoi"><w:tblPr><w:tblBorders><w:top w:val="single"/>
</w:tblBorders></w:tblPr></w:style>
""")  # fmt: skip


def test_legacy_fonts_are_kept_run_by_run(tmp_path: Path) -> None:
    new = '<w:rFonts w:ascii="Arial"/>'
    styled = '<w:pPr><w:pStyle w:val="Con"/></w:pPr>'
    vni = '<w:rFonts w:hAnsi="VNI-Times"/>'
    body = p(styled, run("B¸o "), run("c¸o"), run(" mới", new)) + p(run("Coäng", vni), run("x"))
    path = word(tmp_path / "a.docx", body, {"word/styles.xml": STYLES})
    (page,) = pages(path, "docx")
    assert [(page.text[r.start : r.end], r.font) for r in page.fonts] == [
        ("B¸o c¸o", ".VnTime"),
        ("Coäng", "VNI-Times"),
    ]


def test_styles_hide_text_rule_tables_and_may_loop(tmp_path: Path) -> None:
    looped = para("vòng", '<w:pPr><w:pStyle w:val="Vong"/></w:pPr>')
    hidden = p(run("ẩn", '<w:rStyle w:val="An"/>'))
    lined = '<w:tblPr><w:tblStyle w:val="Luoi"/></w:tblPr>'
    table = f"<w:tbl>{lined}{row(cell('a'), cell('1'))}{row(cell('b'), cell('2'))}</w:tbl>"
    path = word(tmp_path / "a.docx", looped + hidden + table, {"word/styles.xml": STYLES})
    (page,) = pages(path, "docx")
    assert (page.text, len(page.tables)) == ("vòng\na\t1\nb\t2\n", 1)


def test_headers_notes_and_footers_stand_in_their_places(tmp_path: Path) -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = p(run("hiệu quả"), note) + p(BREAK) + para("trang hai")
    parts = {
        "word/footnotes.xml": part("footnotes", (
            f'<w:footnote w:id="0" w:type="separator">{para("---")}</w:footnote>'
            f'<w:footnote w:id="2">{para("chú thích")}</w:footnote>')),
        "word/header1.xml": part("hdr", para("Phụ lục I")),
        "word/header2.xml": part("hdr", para("Phụ lục I")),
        "word/footer1.xml": part("ftr", para("12") + para("chân trang")),
    }  # fmt: skip
    made = [page.text for page in pages(word(tmp_path / "a.docx", body, parts), "docx")]
    assert made == ["Phụ lục I\nhiệu quả\nchú thích\n", "trang hai\nchân trang\n"]


def test_a_file_made_by_a_library(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("BÁO CÁO")
    table = made.add_table(3, 4)
    table.style = "Table Grid"
    for r in range(3):
        for c in range(4):
            table.cell(r, c).text = f"{r}{c}"
    table.cell(0, 1).merge(table.cell(0, 3)).text = "gộp"
    path = tmp_path / "a.docx"
    made.save(str(path))
    (page,) = pages(path, "docx")
    assert page.text == "BÁO CÁO\n00\tgộp\n10\t11\t12\t13\n20\t21\t22\t23\n"
    assert len(page.tables[0].cells) == 10


# ------------------------------------------------------------------------------- damage

BOMB = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>'
TYPES = "[Content_Types].xml"
HURT: list[tuple[str, dict[str, str | bytes], list[str]]] = [
    ("entities in the body", {"word/document.xml": BOMB}, ["xml-bomb"]),
    ("late entities", {"word/document.xml": " " * 5000 + BOMB}, ["xml-bomb"]),
    ("wide bomb", {"word/document.xml": BOMB.replace('<?xml version="1.0"?>', "").encode("utf-16")},
     ["xml-bomb"]),
    ("no body", {"word/styles.xml": "<a/>"}, ["damaged-docx"]),
    ("broken body", {"word/document.xml": "<w:document"}, ["damaged-part"]),
    ("swollen body", {"word/document.xml": b"<a>" + b" " * (40 << 20) + b"</a>"}, ["zip-bomb"]),
    ("deep body", {"word/document.xml": "<a>" * 5000 + "</a>" * 5000}, ["damaged-part"]),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "found"), [r[1:] for r in HURT], ids=[r[0] for r in HURT])
def test_parts_that_must_not_be_read(
    tmp_path: Path, parts: dict[str, str | bytes], found: list[str]
) -> None:
    path = zipped(tmp_path / "a.docx", {TYPES: "<Types/>", **parts})
    assert codes(path, "docx") == found
    assert pages(path, "docx") == []


def test_a_bad_part_costs_only_itself(tmp_path: Path) -> None:
    parts = {"word/styles.xml": BOMB, "word/footnotes.xml": "<broken"}
    path = word(tmp_path / "a.docx", para("thân"), parts)
    assert codes(path, "docx") == ["xml-bomb", "damaged-part"]
    assert pages(path, "docx")[0].text == "thân\n"


def test_a_truncated_file(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", para("thân " * 1000))
    path.write_bytes(path.read_bytes()[:-60])
    assert codes(path, "docx") == ["damaged-docx"]


# ---------------------------------------------------------------------------- old Word


def test_without_libreoffice_the_remedy_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    path = tmp_path / "a.doc"
    path.write_bytes(b"x")
    assert codes(path, "doc") == ["needs-libreoffice"]


def converter(folder: Path, script: str) -> str:
    """A stand-in for LibreOffice: finds the output folder and the input as it would."""
    program = folder / "soffice"
    program.write_text(
        "#!/bin/sh\n"
        'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2"; shift; done\n'
        f'mkdir -p "$out"\n{script}\n'
    )
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('cp "$1" "$out/in.docx"', []),
        ("exit 3", ["conversion-failed"]),
        ("true", ["conversion-failed"]),
        ("exec sleep 60", ["time-limit"]),
    ],
)
def test_conversion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, found: list[str]
) -> None:
    # The stand-in hands back its input, so the input is a DOCX already.
    path = word(tmp_path / "a.doc", para("chữ cũ"))
    program = converter(tmp_path, script)
    monkeypatch.setattr(office, "find", lambda: program)
    limits = LIMITS.model_copy(update={"seconds": 2})
    assert codes(path, "doc", limits) == found
    texts = [page.text for page in pages(path, "doc", limits)]
    assert texts == ([] if found else ["chữ cũ\n"])


@pytest.mark.slow
def test_libreoffice_itself(tmp_path: Path) -> None:
    program = office.find()
    if program is None or not any(Path(program).resolve().parent.glob("*swlo*")):
        pytest.skip("LibreOffice Writer is not installed")
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1\ansi Da giai quyet 354 ho so\par}")
    made = list(office.read(source(path, "doc", "application/rtf"), LIMITS))
    assert "354" in getattr(made[0], "text", "")
