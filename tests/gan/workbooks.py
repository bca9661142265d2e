"""Small workbooks, written by hand as their formats ask for, since the program only reads them."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

Cell = str | float | int | None
Sheets = dict[str, Sequence[Sequence[Cell]]]

_xlsx = "http://schemas.openxmlformats.org"


def write_xlsx(path: Path, sheets: Sheets) -> Path:
    """An .xlsx with these sheets; None leaves a cell out."""
    kinds = f'<Types xmlns="{_xlsx}/package/2006/content-types">'
    kinds += '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    kinds += f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
    links, names = "", ""
    for number, name in enumerate(sheets, 1):
        kinds += f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{main}.worksheet+xml"/>'
        names += f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        links += _link(number, "worksheet", f"worksheets/sheet{number}.xml")
    relations = f"{_xlsx}/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"{kinds}</Types>")
        archive.writestr("_rels/.rels", _links(_link(1, "officeDocument", "xl/workbook.xml")))
        archive.writestr("xl/_rels/workbook.xml.rels", _links(links))
        book = f'<workbook xmlns="{_xlsx}/spreadsheetml/2006/main" xmlns:r="{relations}">'
        archive.writestr("xl/workbook.xml", f"{book}<sheets>{names}</sheets></workbook>")
        for number, rows in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", _xlsx_sheet(rows))
    return path


def _link(number: int, kind: str, target: str) -> str:
    kind = f"{_xlsx}/officeDocument/2006/relationships/{kind}"
    return f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_xlsx}/package/2006/relationships">{links}</Relationships>'


def _xlsx_sheet(rows: Sequence[Sequence[Cell]]) -> str:
    text = ""
    for number, row in enumerate(rows, 1):
        cells = "".join(_xlsx_cell(cell, f"{chr(65 + place)}{number}") for place, cell in enumerate(row))
        text += f'<row r="{number}">{cells}</row>' if cells else ""
    return f'<worksheet xmlns="{_xlsx}/spreadsheetml/2006/main"><sheetData>{text}</sheetData></worksheet>'


def _xlsx_cell(cell: Cell, place: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<c r="{place}"><v>{cell!r}</v></c>'


def write_ods(path: Path, sheets: Sheets) -> Path:
    """An .ods with these sheets."""
    of = "urn:oasis:names:tc:opendocument:xmlns"
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(map(_ods_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    spaces = f'xmlns:office="{of}:office:1.0" xmlns:table="{of}:table:1.0" xmlns:text="{of}:text:1.0"'
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
        entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{of}:manifest:1.0">{entry}</manifest:manifest>',
        )
    return path


def _ods_row(row: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str):
        text = f"<text:p>{escape(cell)}</text:p>"
        return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
    number = f'<table:table-cell office:value-type="float" office:value="{cell!r}">'
    return f"{number}<text:p>{cell}</text:p></table:table-cell>"
