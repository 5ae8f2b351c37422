#!/usr/bin/env python3
"""Reads tables and dumps with Sluice and with what is installed of DuckDB, mwsql and Python's csv module, and prints megabytes of
file per CPU second, side by side. See Benchmarks/README.md."""

from __future__ import annotations

import argparse
import csv
import json
import pathlib
import random
import subprocess
import sys
import time

WORDS = ("the of and to in corpus token language model it's data 'quoted' said back\\slash page article wiki naïve café "
         'say "hi" x, y').split(" ")
HAN = "语言模型需要大量高质量文本数据，我们从网页中提取正文。"


def rows(chosen: random.Random, count: int):
    """Rows of a blog: number, title, text with quotes and line ends, date, a number; each fifth text is Chinese."""
    for number in range(count):
        if number % 5 == 0:
            body = "".join(chosen.choices(HAN, k=chosen.randrange(100, 1500)))
        else:
            body = "\n".join(" ".join(chosen.choices(WORDS, k=chosen.randrange(5, 60))) for _ in range(chosen.randrange(1, 12)))
        yield number, f"title {number}", body, f"2024-01-{number % 28 + 1:02d} 10:00:00", chosen.randrange(1000)


def links(chosen: random.Random, count: int):
    """Rows of an index: many short columns."""
    for number in range(count):
        yield number, chosen.choice([0, 0, 1, 10]), "_".join(chosen.choices(WORDS[:9], k=chosen.randrange(1, 6))), chosen.randrange(2), \
            chosen.random(), f"20240101{number % 1000000:06d}", chosen.randrange(10**9), chosen.randrange(10**5)


def mysql(value: object) -> str:
    if not isinstance(value, str):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"').replace("\n", "\\n")
    return f"'{escaped}'"


def make(folder: pathlib.Path, megabytes: int) -> dict[str, tuple[str, pathlib.Path, str]]:
    """The files, each with the kind that it is to Sluice and the template of its text."""
    chosen = random.Random(1)
    count = megabytes * 700
    table = list(rows(chosen, count))
    index = list(links(chosen, count * 12))
    columns = "CREATE TABLE `t` (\n  `id` int,\n  `title` text,\n  `body` text,\n  `date` datetime,\n  `n` int\n) ENGINE=InnoDB;\n"
    index_columns = ("CREATE TABLE `t` (\n  `id` int,\n  `ns` int,\n  `title` varchar(255),\n  `r` int,\n  `f` double,\n  `touched` char(14),\n"
                     "  `latest` int,\n  `len` int\n) ENGINE=InnoDB;\n")
    with open(folder / "blog.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "title", "body", "date", "n"), *table])
    with open(folder / "index.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "ns", "title", "r", "f", "touched", "latest", "len"), *index])
    for name, head, content, size in (("blog", columns, table, 200), ("index", index_columns, index, 8000)):
        with open(folder / f"{name}.mysql.sql", "w", encoding="utf-8") as file:
            file.write("/*!40101 SET NAMES utf8mb4 */;\n" + head)
            for start in range(0, len(content), size):
                tuples = ",".join("(" + ",".join(map(mysql, row)) + ")" for row in content[start:start + size])
                file.write(f"INSERT INTO `t` VALUES {tuples};\n")
        with open(folder / f"{name}.copy.sql", "w", encoding="utf-8") as file:
            fields = [line.split("`")[1] for line in head.splitlines()[1:-1]]
            file.write("SET client_encoding = 'UTF8';\nCREATE TABLE public.t (\n" + ",\n".join(f"    {field} text" for field in fields) + "\n);\n\n")
            file.write(f"COPY public.t ({', '.join(fields)}) FROM stdin;\n")
            for row in content:
                file.write("\t".join(str(cell).replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") for cell in row) + "\n")
            file.write("\\.\n")
    with open(folder / "blog.sqlite.sql", "w", encoding="utf-8") as file:
        file.write("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t(id INTEGER, title TEXT, body TEXT, date TEXT, n INTEGER);\n")
        for number, title, body, date, n in table:
            quoted = "'" + body.replace("'", "''") + "'"
            if "\n" in body:
                quoted = "replace(" + quoted.replace("\\", "").replace("\n", "\\n") + ",'\\n',char(10))"
            file.write(f"INSERT INTO t VALUES({number},'{title}',{quoted},'{date}',{n});\n")
        file.write("COMMIT;\n")
    body, title = "{title}\n\n{body}", "{title}"
    return {
        "blog.csv": ("csv", folder / "blog.csv", body), "index.csv": ("csv", folder / "index.csv", title),
        "blog.mysql.sql": ("mysql", folder / "blog.mysql.sql", body), "index.mysql.sql": ("mysql", folder / "index.mysql.sql", title),
        "blog.copy.sql": ("postgres", folder / "blog.copy.sql", body), "index.copy.sql": ("postgres", folder / "index.copy.sql", title),
        "blog.sqlite.sql": ("sqlite-dump", folder / "blog.sqlite.sql", body),
    }


def peer(tool: str, path: str) -> None:
    """Reads all rows and prints the CPU seconds; started as a process of its own."""
    begin = time.process_time()
    if tool == "csv":
        csv.field_size_limit(1 << 30)
        with open(path, newline="", encoding="utf-8") as file:
            count = sum(1 for _ in csv.reader(file))
    elif tool == "duckdb":
        import duckdb

        connection = duckdb.connect()
        connection.execute("SET threads = 1")
        columns = connection.execute("SELECT * FROM read_csv(?, all_varchar = true) LIMIT 0", [path]).description
        sums = ", ".join(f'sum(length("{column[0]}"))' for column in columns)
        count = connection.execute(f"SELECT count(*), {sums} FROM read_csv(?, all_varchar = true)", [path]).fetchone()[0]
    else:
        import mwsql

        count = sum(1 for _ in mwsql.Dump.from_file(path).rows())
    print(json.dumps({"seconds": time.process_time() - begin, "records": count}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sluice", default="Benchmarks/.build/release/read", help="the program `read` of this package")
    parser.add_argument("--folder", default="/tmp/sluice-readers", help="where the files are made")
    parser.add_argument("--megabytes", type=int, default=80)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", nargs=2, metavar=("TOOL", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer:
        peer(*arguments.peer)
        return
    folder = pathlib.Path(arguments.folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (kind, path, template) in make(folder, arguments.megabytes).items():
        size = path.stat().st_size / 1e6
        best: dict[str, float] = {}
        tools = ["csv", "duckdb"] if kind == "csv" else ["mwsql"] if kind == "mysql" else []
        for _ in range(arguments.rounds):
            made = json.loads(subprocess.run([arguments.sluice, kind, str(path), template], check=True, capture_output=True).stdout)
            best["sluice"] = max(best.get("sluice", 0), made["megabytes_per_second"])
            for tool in tools:
                done = subprocess.run([sys.executable, __file__, "--peer", tool, str(path)], capture_output=True, text=True)
                if done.returncode == 0:
                    best[tool] = max(best.get(tool, 0), size / json.loads(done.stdout)["seconds"])
        others = ", ".join(f"{tool} {rate:.0f} ({best['sluice'] / rate:.1f} ×)" for tool, rate in best.items() if tool != "sluice")
        failed = [tool for tool in tools if tool not in best]
        note = f"; {', '.join(failed)}: not installed, or does not read this file" if failed else ""
        print(f"{name:18} {size:5.0f} MB: sluice {best['sluice']:.0f} MB/s, {made['peak_kib'] // 1024} MiB" + (f"; {others}" if others else "") + note)


if __name__ == "__main__":
    main()
