"""Searching: the same hits on both databases, with marks and without, by words and by figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update

from extractor import cli
from extractor.archive import adding
from extractor.archive.moving import export, take_in
from extractor.archive.opening import opened
from extractor.archive.schema import entries
from extractor.archive.search import fulltext
from extractor.archive.search.entry import Texts
from extractor.archive.search.finding import Filters, find
from extractor.archive.search.hits import hit_of
from extractor.archive.search.question import Question, phrase_of, understood
from extractor.archive.search.quoting import quote_of
from extractor.archive.search.words import bare_and_exact, bare_words, composed, words_of
from extractor.errors import UsageError
from tests.archives import Kept, made, new_database

HEAD = """ỦY BAN NHÂN DÂN
{unit}
Số: {number}/BC-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, ngày {day} tháng {month} năm {year}

BÁO CÁO
Kết quả giải quyết thủ tục hành chính {period}

"""
LATE = """Tổng số hồ sơ tiếp nhận là {all} hồ sơ. Đã giải quyết {settled} hồ sơ, trong đó: đúng hạn
{on_time} hồ sơ, trễ hạn {late} hồ sơ. {more}
"""

REPORTS = {
    "sa-dec-3": {
        "unit": "THÀNH PHỐ SA ĐÉC", "number": "321", "place": "Sa Đéc", "day": "16", "month": "3",
        "year": "2023", "period": "tháng 3 năm 2023", "all": "1.465", "settled": "1.400",
        "on_time": "1.250", "late": "150", "more": "Cử tri phường Hòa Thuận đề nghị xem xét.",
    },
    "cao-lanh-4": {
        "unit": "HUYỆN CAO LÃNH", "number": "87", "place": "Cao Lãnh", "day": "17", "month": "4",
        "year": "2023", "period": "tháng 4 năm 2023", "all": "800", "settled": "700",
        "on_time": "690", "late": "10", "more": "Xã Tân Hội trung bình mỗi ngày 30 lượt.",
    },
    "cao-lanh-4-2024": {
        "unit": "HUYỆN CAO LÃNH", "number": "88", "place": "Cao Lãnh", "day": "17", "month": "4",
        "year": "2024", "period": "tháng 4 năm 2024", "all": "900", "settled": "800",
        "on_time": "600", "late": "200", "more": "Đường dây nóng hoat động thông suốt.",
    },
}  # fmt: skip


@pytest.fixture
def filled(kept: Kept, tmp_path: Path) -> Kept:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, told in REPORTS.items():
        (folder / f"{name}.txt").write_text(HEAD.format(**told) + LATE.format(**told), "utf-8")
    assert set(kept.outcomes(folder)) == {"added"}
    return kept


NONE = Filters()


def names(kept: Kept, asked: str | Question, filters: Filters = NONE, **more: Any) -> list[str]:
    """Names of the files found, in their order."""
    question = understood(asked, "vi") if isinstance(asked, str) else asked
    with opened(kept.root) as archive, archive.reading() as connection:
        found = find(connection, question, filters, **more)
        hits = [hit_of(connection, entry, question) for entry in found.entries]
    return [Path(hit["names"][0]["path"]).stem for hit in hits]


ALL = ["cao-lanh-4-2024", "cao-lanh-4", "sa-dec-3"]
FOUND = {
    "hòa thuận": ["sa-dec-3"],
    "hoà thuận": ["sa-dec-3"],
    "hoa thuan": ["sa-dec-3"],
    "HOÀ THUẬN": ["sa-dec-3"],
    "hòa thuận".replace("ò", "o\u0300"): ["sa-dec-3"],
    "họa": [],
    "đường dây": ["cao-lanh-4-2024"],
    "duong day": ["cao-lanh-4-2024"],
    '"đường nóng"': [],
    '"dây nóng"': ["cao-lanh-4-2024"],
    "1465": ["sa-dec-3"],
    "1.465": ["sa-dec-3"],
    "321/BC-UBND": ["sa-dec-3"],
    "321/BC-UBND cao": ["sa-dec-3"],  # 'cáo', 'CÁO'
    "thủ tục hành chính": ALL,
    # Cao Lãnh is in the head of two; the newest of those first.
    "cao lãnh": ALL[:2],
    "số hồ sơ trễ hạn > 100": ["cao-lanh-4-2024", "sa-dec-3"],
    "số hồ sơ trễ hạn > 100 năm 2023": ["sa-dec-3"],
    "so ho so tre han > 100 nam 2023": ["sa-dec-3"],
    "hồ sơ quá hạn từ 150 trở lên": ["cao-lanh-4-2024", "sa-dec-3"],
    "chậm hạn dưới 100": ["cao-lanh-4"],
    "tiếp nhận bằng 1.465": ["sa-dec-3"],
    "tiếp nhận = 1.465 và trễ hạn = 150": ["sa-dec-3"],
    "tiếp nhận ≠ 1.465": ["cao-lanh-4-2024", "cao-lanh-4"],
    "Cao Lãnh trễ hạn > 100": ["cao-lanh-4-2024"],
    "báo cáo quý II năm 2023": ["cao-lanh-4"],
    "báo cáo tháng 4/2024": ["cao-lanh-4-2024"],
    '"tháng 4 năm 2024"': ["cao-lanh-4-2024"],
    "tháng 5 năm 2023": [],
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """One filled archive for all questions."""
    url = request.param == "postgresql" and new_database(request.getfixturevalue("postgresql"))
    folder = tmp_path_factory.mktemp("library")
    return filled.__wrapped__(Kept(folder / "kho", url or None), folder)  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("asked", FOUND)
def test_what_is_asked_is_found(asked: str, library: Kept) -> None:
    assert names(library, asked) == FOUND[asked]


def test_filters_narrow(library: Kept) -> None:
    assert names(library, "hồ sơ", Filters(unit="cao lanh")) == ALL[:2]
    assert names(library, "hồ sơ", Filters(unit="Sa Đéc", type="BC")) == ["sa-dec-3"]
    assert names(library, "hồ sơ", Filters(type="KH")) == []
    assert names(library, "hồ sơ", Filters(unit="nowhere")) == []
    assert names(library, "hồ sơ", Filters(first="2023-01", last="2023-12")) == ALL[1:]
    assert names(library, "hồ sơ năm 2023", Filters(first="2024-01", last="2024-12")) == []
    assert names(library, understood("họa", "vi", marks=False)) == names(library, "hoa")


def test_many_are_counted_and_paged(library: Kept) -> None:
    with opened(library.root) as archive, archive.reading() as connection:
        found = find(connection, understood("hồ sơ", "vi"), Filters())
        assert (len(found.entries), found.more) == (3, False)
        assert found.periods == {"04/2024": 1, "04/2023": 1, "03/2023": 1}
        assert found.types == {"BC": 3}
        assert sorted(found.units.values()) == [1, 2]
        few = find(connection, understood("hồ sơ", "vi"), Filters(), most=2)
        assert (len(few.entries), few.more) == (2, True)
        assert [e.id for e in few.entries] == [e.id for e in found.entries[:2]]


def test_a_hit_shows_its_words_and_its_figures(library: Kept) -> None:
    question = understood("cử tri hòa thuận trễ hạn > 100", "vi")
    with opened(library.root) as archive, archive.reading() as connection:
        (entry,) = find(connection, question, Filters()).entries
        hit = hit_of(connection, entry, question)
    quote = hit["quote"]
    assert [quote["text"][a:b] for a, b in quote["marks"]] == ["Cử", "tri", "Hòa", "Thuận"]
    assert quote["page"] == 1
    (figure,) = hit["figures"]
    assert (figure["metric"], figure["printed"], figure["page"]) == ("resolved.late", "150", 1)
    assert "trễ hạn" in figure["quote"]
    assert (hit["number"], hit["period"]) == ("321/BC-UBND", "03/2023")


HOSTILE = (
    *('"', "'", "''", '""" OR 1', "*", "a*", "-", "^x", "NEAR(a b)", "head : a", "{head} : x"),
    *("a AND", "OR", "NOT", "(((", "'; DROP TABLE reports; --", "% _ \\", "a\0b", "\ud800"),
    *("& | ! <->", "'a':1A", "a:*", "#t0", "=a", "> 5", "x > 5 > 6", "²", "ﬁ", "١٢٣", "𝐡𝐨"),
)


@pytest.mark.parametrize("asked", HOSTILE)
def test_no_question_is_an_order_to_the_database(asked: str, library: Kept) -> None:
    for words in (asked, f"{asked} hồ sơ", f'"{asked}'):
        try:
            found = names(library, words)
        except UsageError as error:
            assert "search." not in str(error)
        else:
            assert set(found) <= set(ALL)


def test_a_question_has_an_end(library: Kept) -> None:
    for asked in ("a" * 1_000_000, "a " * 500_000, "> 5 " * 250, "a " * 400, "", "…"):
        with pytest.raises(UsageError, match=r"."):
            understood(asked, "vi")
    assert names(library, "a " * 32) == []
    assert names(library, "x" * 999) == []
    assert names(library, "từ ngày 01/01/2015 đến ngày 31/12/2024 hồ sơ") == ALL


# ---------------------------------------------------------------------------- kept in step


def test_a_new_version_is_found_beside_the_old_one(filled: Kept, tmp_path: Path) -> None:
    path = tmp_path / "in" / "sa-dec-3.txt"
    told = {**REPORTS["sa-dec-3"], "late": "151", "more": "Hết."}
    path.write_text(HEAD.format(**told) + LATE.format(**told), "utf-8")
    assert filled.outcomes(path) == ["new-version"]
    assert names(filled, "sa đéc") == ["sa-dec-3"] * 2
    with opened(filled.root) as archive, archive.reading() as connection:
        question = understood("trễ hạn = 150", "vi")
        (entry,) = find(connection, question, Filters()).entries
        assert [n["replaced"] for n in hit_of(connection, entry, question)["names"]] == [True]


def test_another_reading_takes_the_place_of_the_one_before(
    filled: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "program", lambda: "9.9.9+abc")
    monkeypatch.setattr(adding, "read_one", made)
    assert set(filled.outcomes(tmp_path / "in")) == {"reread"}
    assert names(filled, "hồ sơ") == []
    assert len(filled.rows(select(entries).where(entries.c.report_id.is_not(None)))) == 3
    assert filled.verify(sample=9).faults == []


def change(kept: Kept, *statements: Any) -> None:
    with opened(kept.root) as archive, archive.writing() as connection, connection.begin():
        for statement in statements:
            connection.execute(statement)


def test_an_index_out_of_step_is_found_and_made_anew(filled: Kept) -> None:
    assert filled.verify(sample=9).faults == []
    change(filled, update(entries).values(digest="x"))
    assert {f.code for f in filled.verify(sample=9).faults} == {"index-differs"}
    change(filled, delete(entries))
    assert [f.code for f in filled.verify().faults] == ["index-lacks"] * 3
    assert cli.app.main(["archive", "reindex", "--archive", str(filled.root)]) == 0
    assert filled.verify(sample=9).faults == []
    assert names(filled, "hồ sơ") == ALL
    with opened(filled.root) as archive, archive.writing() as connection, connection.begin():
        fulltext.clear(connection)
    assert [f.code for f in filled.verify().faults] == ["index-lacks"] * 3
    assert names(filled, "hồ sơ") == []


def test_words_that_the_index_does_not_have_are_found(filled: Kept) -> None:
    with opened(filled.root) as archive, archive.writing() as connection, connection.begin():
        fulltext.clear(connection)
        numbers = connection.execute(select(entries.c.id)).scalars().all()
        fulltext.put(connection, [(n, ENTRY) for n in numbers])
    assert {f.code for f in filled.verify(sample=9).faults} == {"index-differs"}


ENTRY = Texts("a", "a b", "a b", "t0")


def test_an_archive_of_an_older_program_is_filled_when_it_is_opened(
    filled: Kept, tmp_path: Path
) -> None:
    down = ["DROP TABLE fulltext", "DROP TABLE entries",
            "CREATE INDEX figures_metric ON figures (metric, level)",
            "UPDATE alembic_version SET version_num = '0003'"]  # fmt: skip
    change(filled, *map(text, down))
    assert names(filled, "cao lãnh") == ALL[:2]
    assert filled.verify(sample=9).faults == []


def test_a_moved_collection_is_found_in(
    filled: Kept, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    out = tmp_path / "out"
    with opened(filled.root) as archive:
        export(archive, out)
    url = new_database(request.getfixturevalue("postgresql")) if filled.url else None
    other = Kept(tmp_path / "other", url)
    with opened(other.root) as archive, opened(out) as source:
        take_in(archive, source)
    for place in (out, other.root):
        with opened(place) as archive, archive.reading() as connection:
            assert len(find(connection, understood("trễ hạn > 100", "vi"), Filters()).entries) == 2
            assert len(find(connection, understood("cao lãnh", "vi"), Filters()).entries) == 2
    assert other.verify(sample=9).faults == []


# ------------------------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("text", "bare", "exact"),
    [
        ("Đường ĐÚNG Ðúng", ["duong", "dung", "dung"], None),
        ("1.465 hồ sơ; 68,48%", ["1465", "ho", "so", "68", "48"], None),
        ("11.5.2018", ["11", "5", "2018"], ["11", "5", "2018"]),
        ("321/BC-UBND", ["321", "bc", "ubnd"], ["321", "bc", "ubnd"]),
        ("kỳ1.304", ["ky", "1304"], None),
        ("", [], []),
    ],
)
def test_words(text: str, bare: list[str], exact: list[str] | None) -> None:
    words = list(words_of(composed(text)))
    assert bare_words(text) == bare == [word.bare for word in words]
    assert bare_and_exact(composed(text)) == (bare, [word.exact for word in words])
    if exact is not None:
        assert [word.exact for word in words_of(composed(text))] == exact


def test_a_quote_is_taken_where_most_of_the_words_are() -> None:
    pages = [(1, "hồ sơ"), (2, "x " * 300 + "hồ\n  sơ trễ\thạn 5 " + "y " * 300), (3, "trễ")]
    quote = quote_of(pages, [phrase_of("hồ sơ"), phrase_of("trễ hạn")])
    assert quote is not None
    assert [quote.text[a:b] for a, b in quote.marks] == ["hồ sơ", "trễ hạn"]
    assert quote.page == 2 and len(quote.text) < 260
    assert quote_of(pages, [phrase_of("đúng")]) is None
    assert quote_of([], [phrase_of("a")]) is None


def test_a_long_text_is_one_document(kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    words = " ".join(f"w{n}q" for n in range(13_000))
    path.write_text(f"alpha beta {words} gamma {'zero ' * 3000} delta", "utf-8")
    kept.add(path)
    for asked in ("alpha delta", '"q w" gamma', "beta gamma delta", "w 3999 q 4000"):
        assert names(kept, asked) == ["long"], asked
    for at in range(0, 13_000, 501):  # across the rows in which PostgreSQL keeps it
        assert names(kept, f'"q w {at + 1} q w {at + 2} q"') == ["long"]
    assert names(kept, '"alpha delta"') == []
    assert kept.verify(sample=1).faults == []


# ------------------------------------------------------------------------------------- command


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    code = cli.app.main(["archive", "search", *args])
    return code, capsys.readouterr().out


def test_the_command(library: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--archive", str(library.root)]
    code, out = run(capsys, "cao lãnh trễ hạn > 100 năm 2024", *place)
    assert code == 0
    for said in ("88/BC-UBND", "Giải quyết trễ hạn", "«Cao»", "200", "2024-01 … 2024-12"):
        assert said in out, said
    code, out = run(capsys, "hồ sơ", *place, "--format", "json", "--size", "2", "--page", "2")
    told = json.loads(out)
    assert (told["total"], len(told["hits"]), told["more"]) == (3, 1, False)
    assert told["facets"]["type"] == {"BC": 3}
    code, out = run(capsys, "hồ sơ", *place, "--size", "2")
    assert "--page 2" in out and "(2)" in out
    assert run(capsys, "xyz > 5", *place)[0] == 2
    assert run(capsys, "a" * 100_000, *place)[0] == 2
    assert run(capsys, "không thấy đâu", *place) == (0, "0 tài liệu.\n")
