"""Reports and books → files: workbook, page, records, text. Knows forms, judges nothing."""
