"""Text that nobody sees, taken out of a page: what an earlier engine has left under or in it.

A search would go on finding its mistakes. Invisible text goes, and text that a picture of the
whole page is laid over; with it the fonts that nothing else is set in. What can be seen stays,
byte for byte where nothing had to go. Knows the operators that show text and keep a page's state;
nothing of words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Operator

SHOWING = frozenset({"Tj", "TJ", "'", '"'})
INVISIBLE = 3
COVERING = 0.9
"""Share of the page that a picture hides from which it hides the page."""
DEEPEST = 12
"""Forms within forms that are looked into."""

Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class _State:
    """What ``q`` keeps and ``Q`` brings back, as far as it matters here."""

    place: Matrix = PLAIN
    mode: int = 0
    font: int = -1
    """The operation that chose it; -1 where it is that of whoever draws the form."""
    sheer: bool = False
    """Whether what is drawn lets what lies below shine through."""


@dataclass
class _Sheet:
    """A page under work."""

    pdf: pikepdf.Pdf
    box: tuple[float, float, float, float]
    kept: dict[tuple[Any, ...], pikepdf.Object | None] = field(default_factory=dict)
    """Forms that were gone through: the form without its unseen text, None where it has none."""
    lent: bool = False
    """Whether a form shows text in the font of whoever draws it."""


def strip(pdf: pikepdf.Pdf, page: pikepdf.Page, box: tuple[float, float, float, float]) -> bool:
    """Take the unseen text out of the page; whether there was any.

    Args:
        pdf: that the page belongs to.
        page: whose content is changed.
        box: the part of it that is shown, in its own space.

    Raises:
        pikepdf.PdfError: the content cannot be taken apart.
    """
    resources = page.obj.get("/Resources")
    if not isinstance(resources, Dictionary):
        return False
    if "/Font" not in resources and "/XObject" not in resources:
        return False
    sheet = _Sheet(pdf, box)
    told = _Content(sheet, resources, _State(), 0)
    kept = told.without_unseen(pikepdf.parse_content_stream(page))
    if kept is None:
        return False
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    if told.forms:
        # Other pages may share what this page names: it gets a list of its own.
        own = Dictionary(**{str(k): v for k, v in resources.items()})  # type: ignore[arg-type]
        own.XObject = Dictionary(dict(resources.XObject.items()))
        for name, form in told.forms.items():
            own.XObject[name] = form
        page.obj.Resources = own
    return True


class _Content:
    """One stream of operators: a page's, or a form's on it."""

    def __init__(self, sheet: _Sheet, resources: Any, state: _State, depth: int) -> None:
        self._sheet, self._depth = sheet, depth
        self._things = resources.get("/XObject", {})
        self._styles = resources.get("/ExtGState", {})
        self._state = state
        self._kept: list[_State] = []
        self._shown: list[int] = []
        self._fonts: dict[int, int] = {}
        """For each operation that shows text, the one that chose its font."""
        self.forms: dict[str, pikepdf.Object] = {}
        """Forms that are to be replaced, by the name that the resources have for them."""

    def without_unseen(self, given: Iterable[Any]) -> list[Any] | None:
        """The operations without those that show what nobody sees; None where all is seen."""
        operations = list(given)
        gone: set[int] = set()
        for i, operation in enumerate(operations):
            operator = str(operation.operator)
            if operator in SHOWING:
                self._fonts[i] = self._state.font
                if self._state.mode == INVISIBLE:
                    gone.add(i)
                else:
                    self._shown.append(i)
            elif operator == "Tf":
                self._state = replace(self._state, font=i)
            elif operator == "Do":
                if self._covers(str(operation.operands[0])):
                    gone.update(self._shown)
                    self._shown.clear()
            else:
                self._follow(operator, operation.operands)
        gone |= self._idle(operations, gone)
        if not gone and not self.forms:
            return None
        return [kept for i, one in enumerate(operations) for kept in _left(one, i in gone)]

    def _idle(self, operations: list[Any], gone: set[int]) -> set[int]:
        """Fonts that are chosen and never used: they need not be in the file, and often are not."""
        used = {font for i, font in self._fonts.items() if i not in gone}
        self._sheet.lent |= self._depth > 0 and -1 in used
        if self._sheet.lent:
            return set()
        chosen = {i for i, one in enumerate(operations) if str(one.operator) == "Tf"}
        return chosen - used

    def _follow(self, operator: str, operands: Any) -> None:
        if operator == "q":
            self._kept.append(self._state)
        elif operator == "Q" and self._kept:
            self._state = self._kept.pop()
        elif operator == "Tr" and operands:
            self._state = replace(self._state, mode=int(operands[0]))
        elif operator == "gs" and operands:
            style = self._styles.get(str(operands[0]), {})
            self._state = replace(self._state, sheer=self._state.sheer or _is_sheer(style))
        elif operator == "cm" and len(operands) == 6:
            move = tuple(float(value) for value in operands)
            self._state = replace(self._state, place=_times(move, self._state.place))

    def _covers(self, name: str) -> bool:
        """Whether what is drawn here is a picture that leaves nothing of the page to be seen."""
        thing = self._things.get(name)
        if not isinstance(thing, pikepdf.Stream):
            return False
        if thing.get("/Subtype") == Name.Form:
            self._form(name, thing)
            return False
        if self._state.sheer or thing.get("/ImageMask") or "/SMask" in thing or "/Mask" in thing:
            return False
        return _share(self._state.place, self._sheet.box) >= COVERING

    def _form(self, name: str, form: pikepdf.Stream) -> None:
        """Go through a form's own operators, once for each way in which it is drawn."""
        if self._depth >= DEEPEST:
            return
        # By content, not by place: a form that is drawn twice is unseen twice.
        key = (form.objgen, self._state.mode)
        if key not in self._sheet.kept:
            self._sheet.kept[key] = None
            resources = form.get("/Resources", Dictionary())
            move = tuple(float(value) for value in form.get("/Matrix", PLAIN))
            state = replace(self._state, place=_times(move, self._state.place), font=-1)
            inner = _Content(self._sheet, resources, state, self._depth + 1)
            kept = inner.without_unseen(pikepdf.parse_content_stream(form))
            if kept is not None:
                self._sheet.kept[key] = _like(self._sheet.pdf, form, kept, inner.forms)
        found = self._sheet.kept[key]
        if found is not None:
            self.forms[name] = found


def _is_sheer(style: Any) -> bool:
    """Whether a graphics state paints in any other way than over everything."""
    opaque = float(style.get("/ca", 1)) >= 1 and style.get("/SMask", Name("/None")) == Name("/None")
    return not (opaque and style.get("/BM", Name.Normal) in (Name.Normal, Name.Compatible))


def _like(
    pdf: pikepdf.Pdf, form: pikepdf.Stream, kept: list[Any], forms: dict[str, pikepdf.Object]
) -> pikepdf.Object:
    """A form as the given one is, with other operators and other forms in it."""
    made = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    for key, value in form.stream_dict.items():
        if key not in ("/Length", "/Filter", "/DecodeParms"):
            made[key] = value
    if forms:
        resources = Dictionary(dict(form.Resources.items()))
        resources.XObject = Dictionary(dict(form.Resources.XObject.items()))
        for name, one in forms.items():
            resources.XObject[name] = one
        made.Resources = resources
    return made


def _left(operation: Any, gone: bool) -> list[Any]:
    """What stays of an operation: two of those that show text also go to the next line."""
    operator = str(operation.operator)
    if not gone:
        return [operation]
    next_line = pikepdf.ContentStreamInstruction([], Operator("T*"))
    if operator == "'":
        return [next_line]
    if operator == '"':
        words, letters, _ = operation.operands
        return [
            pikepdf.ContentStreamInstruction([words], Operator("Tw")),
            pikepdf.ContentStreamInstruction([letters], Operator("Tc")),
            next_line,
        ]
    return []


def _times(one: Any, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _share(place: Matrix, box: tuple[float, float, float, float]) -> float:
    """Share of the box that the unit square covers in this place."""
    a, b, c, d, e, f = place
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    wide = min(max(xs), box[2]) - max(min(xs), box[0])
    high = min(max(ys), box[3]) - max(min(ys), box[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return max(0.0, wide) * max(0.0, high) / area if area else 0.0
