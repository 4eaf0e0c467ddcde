#!/usr/bin/env python3
"""Checks every #include of the sources against the table in docs/architecture.md, and that no file is over 800 lines.

usage: check_includes.py ROOT
Exit status 1 and a line for each breach."""
import pathlib
import re
import sys

LINES_MAX = 800


def read_table(root):
    table = {}
    for line in (root / "docs/architecture.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 2 and re.fullmatch(r"[a-z]+", cells[0]) and cells[0] != "folder":
            table[cells[0]] = set(cells[1].replace(",", " ").split())
    return table


def included_folders(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r'\s*#\s*include\s+"([a-z]+)/[^"]+"', line)
        if match:
            yield number, match.group(1)


def main():
    root = pathlib.Path(sys.argv[1])
    table = read_table(root)
    breaches = [] if table else ["docs/architecture.md: no include table found"]
    for path in sorted(root.glob("src/*/*.[ch]")) + sorted(root.glob("train/*.[ch]")) + sorted(root.glob("cmd/*.[ch]")):
        folder = path.parent.name
        if folder not in table:
            breaches.append(f"{path.relative_to(root)}: folder {folder} is not in the table")
            continue
        for number, used in included_folders(path):
            if used != folder and used not in table[folder]:
                breaches.append(f"{path.relative_to(root)}:{number}: {folder} may not include {used}")
    for path in sorted(root.glob("src/**/*.[ch]")) + sorted(root.glob("cmd/*.[ch]")) + sorted(root.glob("train/*.[ch]")):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LINES_MAX:
            breaches.append(f"{path.relative_to(root)}: {lines} lines, over {LINES_MAX}")
    print("\n".join(breaches) if breaches else f"includes are as the table says ({len(table)} folders)")
    return 1 if breaches else 0


sys.exit(main())
