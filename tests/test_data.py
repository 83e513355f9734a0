"""Figures for other programs: rows, their types, their schema, and the Python API."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor import cli, schemas
from extractor.archive.data import figure_rows
from extractor.archive.deciding import record
from extractor.archive.opening import opened
from extractor.decide import Decision, decide
from extractor.errors import MissingToolError
from extractor.models.described import descriptions
from extractor.writers import figurerows
from extractor.writers.figurerows import DecidedRow, FigureRow, View, decided_rows, frame, rows_of
from extractor.writers.parquet import write_parquet
from extractor.writers.records import rows_to_csv, rows_to_jsonl
from tests.archives import Kept
from tests.reports import broken_sum, figure, report

ROOT = Path(__file__).parent.parent
SEED = ROOT / "corpus" / "seeds" / "001_800bbcc2c44a59f2" / "document.txt"
FIGURES, FINDING = broken_sum()
RATE = figure("resolved.early_rate", "68.48", printed="68,48")
HOSTILE = figure("received.total", 5, quote="=HYPERLINK(1) 5 \x00\ud800", name="@SUM(A1)", id="h")
LARGE = figure("received.new", 10**29, id="large")
MADE = report("a.docx", [*FIGURES, RATE, HOSTILE, LARGE], findings=[FINDING])


def test_a_row_holds_the_figure_its_document_and_its_findings() -> None:
    first, *_, rate, _, _ = rows_of(MADE)
    assert (first.document, first.number, first.signed) == ("a.docx", "12/BC-UBND", "2024-03-15")
    assert (first.period_start, first.period_end) == (date(2024, 2, 15), date(2024, 3, 14))
    assert (first.value, first.whole, first.kind, first.printed) == (1196, 1196, "count", "1.196")
    assert first.findings == "sum-mismatch"
    assert first.quote[first.printed_start - first.start :].startswith("1.196")
    assert (rate.value, rate.whole, rate.kind) == (Decimal("68.48"), None, "rate")
    assert rate.findings == ""


@pytest.mark.parametrize("model", [FigureRow, DecidedRow])
def test_every_column_says_what_it_is(model: type[FigureRow]) -> None:
    assert set(descriptions(model)) == set(model.model_fields)


def test_parquet_keeps_types_values_and_meanings(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "figures.parquet"
    write_parquet(rows_of(MADE), path, FigureRow)
    table = parquet.read_table(path)
    kinds = {field.name: str(field.type) for field in table.schema}
    assert kinds["value"] == "decimal128(38, 10)"
    assert kinds["period_end"] == "date32[day]"
    assert (kinds["page"], kinds["confidence"], kinds["unit"]) == ("int64", "double", "string")
    read = table.to_pylist()
    assert [row["value"] for row in read][:5] == [1196, 1127, 69, 3, Decimal("68.48")]
    assert read[0]["period_end"] == date(2024, 3, 14)
    assert read[5]["quote"] == "=HYPERLINK(1) 5 \x00?"
    # No number is bent: one that does not fit is blank beside its print.
    assert (read[6]["value"], read[6]["whole"], read[6]["printed"]) == (None, None, str(10**29))
    assert table.schema.field("unit").metadata[b"description"].startswith(b"The unit")
    again = tmp_path / "again.parquet"
    write_parquet(rows_of(MADE), again, FigureRow)
    assert again.read_bytes() == path.read_bytes()


def test_without_pyarrow_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingToolError, match=r"baocao\[parquet\]"):
        write_parquet(rows_of(MADE), tmp_path / "x.parquet", FigureRow)
    assert list(tmp_path.iterdir()) == []


def test_csv_and_json_lines_tell_the_same_and_no_cell_is_a_formula() -> None:
    text = "".join(rows_to_csv(rows_of(MADE), FigureRow)).removeprefix("\ufeff")
    cells = list(csv.DictReader(io.StringIO(text)))
    lines = [json.loads(line) for line in rows_to_jsonl(rows_of(MADE))]
    assert [cell["printed"] for cell in cells] == [line["printed"] for line in lines]
    assert (cells[4]["value"], lines[4]["value"]) == ("68.48", 68.48)
    assert (cells[0]["period_end"], lines[0]["period_end"]) == ("2024-03-14", "2024-03-14")
    assert cells[5]["quote"].startswith("'=") and cells[5]["unit"] == "'@SUM(A1)"
    assert lines[5]["unit"] == "@SUM(A1)"


def test_a_pandas_table_has_types() -> None:
    table = frame(rows_of(MADE))
    assert [str(table[name].dtype) for name in ("page", "whole", "value", "quote")] == [
        "Int64", "Int64", "Float64", "string",
    ]  # fmt: skip
    assert str(table["period_end"].dtype) == "datetime64[s]"
    assert table["whole"].sum() == 1196 + 1127 + 69 + 3 + 5
    assert table["whole"].isna().tolist() == [False] * 4 + [True, False, True]
    assert len(frame([])) == 0


# ------------------------------------------------------------------- printed and decided

SAID = [Decision(figure=FIGURES[3].id, action="corrected", value=0, by="Lan", at="t", reason="gõ")]


@pytest.mark.parametrize(
    ("view", "value", "status"),
    [("printed", 3, "read"), ("decided", 0, "corrected"), ("both", 3, "read")],
)
def test_figures_as_printed_as_decided_and_both(view: View, value: int, status: str) -> None:
    rows = list(decided_rows(MADE, decide(MADE, SAID), SAID, view))
    late, rate = rows[3], rows[4]
    assert (late.value, late.status) == (value, status)
    assert (late.value_decided, late.status_decided, late.printed) == (0, "corrected", "03")
    assert (late.decided_by, late.decided_why) == ("Lan", "gõ")
    assert (rate.value_decided, rate.status_decided, rate.decided_by) == (rate.value, "read", None)


def test_an_archive_gives_its_figures_as_decided(kept: Kept) -> None:
    (added,) = kept.add(SEED)
    assert added.sha256
    with opened(kept.root) as archive:
        with archive.reading() as connection:
            before = list(figure_rows(connection, "both", "vi"))
        late = next(r for r in before if r.metric == "resolved.late" and r.level == "commune")
        record(archive, added.sha256, late.id, "corrected", Decimal(0), "Lan", "đối chiếu bản gốc")
        with archive.reading() as connection:
            after = {row.id: row for row in figure_rows(connection, "decided", "vi")}
            assert list(figure_rows(connection, "both", "vi", start="2000-01", end="2000-02")) == []
    assert (late.value, late.value_decided, late.decided_by) == (3, 3, None)
    assert "sum-mismatch" in late.findings
    now = after[late.id]
    assert (now.value, now.status, now.decided_why) == (0, "corrected", "đối chiếu bản gốc")
    assert "sum-mismatch" not in now.findings  # judged anew
    assert {id: row.value for id, row in after.items() if id != late.id} == {
        row.id: row.value for row in before if row.id != late.id
    }


def test_the_commands_write_what_the_file_is_called(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["data", str(SEED), "--ocr", "never", "-o", str(tmp_path / "f.jsonl")]) == 0
    lines = (tmp_path / "f.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 30 and json.loads(lines[0])["document"] == str(SEED)
    root = str(tmp_path / "kho")
    assert cli.main(["archive", "init", root]) == 0
    assert cli.main(["archive", "add", str(SEED), "--archive", root]) == 0
    capsys.readouterr()
    assert cli.main(["archive", "data", "--archive", root, "--figures", "printed"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == [json.loads(line)["id"] for line in lines]
    assert list(rows[0]) == list(DecidedRow.model_fields)
    assert cli.main(["data", str(SEED), "--format", "parquet"]) == 2


# ------------------------------------------------------------------------------- schema


@pytest.mark.parametrize("name", schemas.NAMES)
def test_the_kept_schema_is_that_of_the_models(
    name: schemas.Name, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a change of the models: ``baocao schema NAME -o schema/NAME.json``."""
    kept = (ROOT / "schema" / f"{name}.json").read_text(encoding="utf-8")
    assert kept == schemas.written(name)
    assert cli.main(["schema", name]) == 0
    assert capsys.readouterr().out == kept


def properties(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    parts = [(schema["title"], schema), *schema.get("$defs", {}).items()]
    return [(title, k, v) for title, part in parts for k, v in part["properties"].items()]


@pytest.mark.parametrize("name", schemas.NAMES)
def test_every_field_of_a_schema_is_explained(name: schemas.Name) -> None:
    told = properties(schemas.schema(name))
    assert len(told) > 30
    assert [(title, key) for title, key, part in told if not part.get("description")] == []


def test_real_results_are_valid_by_the_schemas_and_wrong_ones_are_not() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    (read,) = extractor.read_reports(SEED, ocr="never")
    made: dict[str, list[Any]] = {
        "document": [r.model_dump(mode="json", by_alias=True) for r in (read, MADE)],
        "figures": [row.model_dump(mode="json") for row in rows_of(read)],
        "decided": [r.model_dump(mode="json") for r in decided_rows(read, read, (), "both")],
    }
    for name in schemas.NAMES:
        judge = jsonschema.Draft202012Validator(schemas.schema(name))
        judge.check_schema(judge.schema)
        for one in made[name]:
            judge.validate(one)
            assert list(judge.iter_errors({**one, "unheard": 1}))
    row = made["figures"][0]
    judge = jsonschema.Draft202012Validator(schemas.schema("figures"))
    for wrong in ({"metric": "no.such"}, {"level": "planet"}, {"page": "one"}, {"value": "3"}):
        assert list(judge.iter_errors({**row, **wrong})), wrong


# ---------------------------------------------------------------------------- Python API


def test_the_names_of_the_package_are_there_and_loaded_only_when_used() -> None:
    assert all(getattr(extractor, name) is not None for name in extractor.__all__)
    assert set(extractor.__all__) <= set(dir(extractor))
    assert not hasattr(extractor, "no_such_name")
    code = "import sys, extractor; print(*sorted(m for m in sys.modules if 'extractor' in m))"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["extractor", "extractor.version"]


def test_the_version_is_the_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert extractor.__version__ == project["version"]


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_readmes_program_runs(readme: str, tmp_path: Path) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len([line for line in program.splitlines() if line.strip()]) <= 12
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "001.txt").write_bytes(SEED.read_bytes())
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "program.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        timeout=120,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert "1.196 ≠ 1.127 + 69 + 03" in told.stdout
    assert (tmp_path / "book.xlsx").read_bytes().startswith(b"PK")


def test_rows_are_told_of_in_both_views() -> None:
    """A new column is either the file's or the archive's, never only in one view."""
    assert set(FigureRow.model_fields) < set(DecidedRow.model_fields)
    assert figurerows.type_of(DecidedRow, "value_decided") is None
