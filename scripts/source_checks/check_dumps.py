"""Dumps that MariaDB, PostgreSQL and SQLite write of the same rows in many modes: every cell as it was loaded."""

from __future__ import annotations

import glob
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
from typing import Any

from common import expect, run, said

program, work = sys.argv[1], pathlib.Path(sys.argv[2])
chosen = random.Random(11)
home = pathlib.Path(tempfile.mkdtemp(prefix="sluice-dumps-", dir="/tmp"))
home.chmod(0o755)
checked = 0

PIECES = [
    "'", "''", '"', "\\", "\\\\", "\\'", "\\n", "\n", "\r\n", "\r", "\t", "\\N", "\\.", ";", "),(", "-- ", "/*", "*/", "#", "`", "%", "_",
    "NULL", "中文", "é", "😀", "\x01", "\x1a", "\x7f", "\u2028", "$$", "$1", "E'", "x'41'", "\n\\.\n", ");\nINSERT INTO `t` VALUES (1", "a", " ",
    "COPY t FROM stdin;\n", "DELIMITER ;;\n", "0x41", "&amp;", "<row>", "</field>", "word",
]


def rows() -> list[tuple[int, str | None, bytes | None, int | None]]:
    made: list[tuple[int, str | None, bytes | None, int | None]] = [(0, "", b"", 0), (1, None, None, None)]
    for number in range(2, 300):
        text = "".join(chosen.choice(PIECES) for _ in range(chosen.randrange(12)))
        made.append((number, text, chosen.randbytes(chosen.randrange(24)), chosen.randrange(-999, 999)))
    made.append((300, "a long row with 'quotes' \\ and lines\n" * 30000, bytes(range(256)) * 40, 1))
    return made


table = rows()


def check(path: pathlib.Path, expected: list[tuple[Any, ...]] = table, *options: str, lossy: bool = False) -> None:
    """Every row of the table t in a dump, each cell compared."""
    global checked
    looked = run(program, "inspect", str(path), "--rows", "--table", "t", *options)
    got = [json.loads(line)["row"] for line in looked.stdout.split("\n") if line]
    expect(len(got) == len(expected), f"{path.name}: {len(got)} rows, not {len(expected)}: {looked.stderr[:500]}")
    for row, (number, text, raw, n) in zip(sorted(got, key=lambda row: int(row["id"])), expected):
        expect(int(row["id"]) == number, f"{path.name}: row {number} is not there")
        if not lossy:
            expect(row["x"] == text, f"{path.name}: row {number}: {str(row['x'])[:80]!r} is not {str(text)[:80]!r}")
        if raw is not None and "raw" in row:
            expect(row["raw"] == {"$hex": raw.hex()}, f"{path.name}: row {number}: {row['raw']} is not {raw.hex()[:80]}")
        expect(str(row["n"]) == str(n), f"{path.name}: row {number}: {row['n']} is not {n}")
    checked += 1


def literal(text: str | None, form: str) -> str:
    """A text by its bytes, so that loading depends on no escape."""
    return "NULL" if text is None else "''" if text == "" else form % text.encode().hex()


def number_or_null(n: int | None) -> str:
    return "NULL" if n is None else str(n)


def output(path: pathlib.Path, *command: str, **options: Any) -> None:
    with open(path, "wb") as file:
        subprocess.run(command, check=True, stdout=file, **options)


def sqlite() -> None:
    script = ["CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT, raw BLOB, n INT); CREATE TABLE other (a);"]
    for number, text, raw, n in table:
        blob = "NULL" if raw is None else f"X'{raw.hex()}'"
        value = literal(text, "CAST(X'%s' AS TEXT)")
        script.append(f"INSERT INTO t VALUES ({number}, {value}, {blob}, {number_or_null(n)});")
    subprocess.run(["sqlite3", str(work / "t.db")], input="\n".join(script).encode(), check=True)
    output(work / "sqlite.sql", "sqlite3", str(work / "t.db"), ".dump")
    output(work / "sqlite.newlines.sql", "sqlite3", str(work / "t.db"), ".dump --newlines")
    for name in ("t.db", "sqlite.sql", "sqlite.newlines.sql"):
        check(work / name)
    # A database that a writer left in the write-ahead log.
    subprocess.run(["sqlite3", str(work / "t.db"), "PRAGMA journal_mode=wal; INSERT INTO other VALUES (1);"], check=True, stdout=subprocess.DEVNULL)
    check(work / "t.db")


def mariadb() -> None:
    data, socket = home / "my", home / "my" / "s"
    data.mkdir()
    if os.geteuid() == 0:
        shutil.chown(data, "mysql")
    user = "mysql" if os.geteuid() == 0 else os.environ["USER"]
    subprocess.run(["mariadb-install-db", f"--user={user}", f"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = subprocess.Popen(["mariadbd", "--no-defaults", f"--user={user}", f"--datadir={data}", f"--socket={socket}", f"--pid-file={data}/pid",
                               "--skip-networking", "--max-allowed-packet=64M"], stderr=subprocess.DEVNULL)
    client = ["--no-defaults", f"--socket={socket}", "-uroot", "--max-allowed-packet=64M"]
    try:
        for _ in range(150):
            if subprocess.run(["mariadb-admin", *client, "ping"], capture_output=True).returncode == 0:
                break
            subprocess.run(["sleep", "0.2"])
        script = ["CREATE DATABASE d CHARACTER SET utf8mb4; USE d;",
                  "CREATE TABLE t (id INT PRIMARY KEY, x LONGTEXT, raw LONGBLOB, n INT, g INT GENERATED ALWAYS AS (n + 1) VIRTUAL);",
                  "CREATE TABLE l (id INT, x TEXT CHARACTER SET latin1, y TEXT CHARACTER SET gbk);",
                  "INSERT INTO l VALUES (1, CONVERT(X'c3a9' USING utf8mb4), CONVERT(X'e4b8ad' USING utf8mb4));",
                  "CREATE TRIGGER r BEFORE INSERT ON l FOR EACH ROW SET NEW.id = (SELECT 'INSERT INTO `t` VALUES (9);');",
                  "CREATE VIEW v AS SELECT id FROM t;"]
        for number, text, raw, n in table:
            blob = "NULL" if raw is None else f"X'{raw.hex()}'"
            value = literal(text, "CONVERT(X'%s' USING utf8mb4)")
            script.append(f"INSERT INTO t (id, x, raw, n) VALUES ({number}, {value}, {blob}, {number_or_null(n)});")
        subprocess.run(["mariadb", *client, "--default-character-set=utf8mb4"], input="\n".join(script).encode(), check=True)
        modes = {
            "default": [], "single": ["--skip-extended-insert"], "complete-hex": ["--complete-insert", "--hex-blob"],
            "small": ["--net-buffer-length=4096"], "compact": ["--compact"], "binary": ["--default-character-set=binary"],
            "replace": ["--replace"], "ignore": ["--insert-ignore"], "routines": ["--routines", "--triggers", "--single-transaction"],
            "unquoted": ["--skip-quote-names"], "xml": ["--xml"], "latin1": ["--default-character-set=latin1"], "ansi": ["--compatible=ansi"],
        }
        for name, options in modes.items():
            path = work / f"mysql.{name}.{'xml' if name == 'xml' else 'sql'}"
            output(path, "mariadb-dump", *client, *options, "d")
            # These two lose characters outside of Latin-1 when they are made.
            check(path, lossy=name in ("latin1", "ansi"))
        path = work / "mysql.query.xml"
        output(path, "mariadb", *client, "--xml", "--default-character-set=utf8mb4", "-e", "SELECT id, x, n FROM t", "d")
        looked = run(program, "inspect", str(path), "--rows").stdout
        expect(looked.count("\n") == len(table), "rows of a query in XML")
        for name in ("default", "binary"):
            looked = run(program, "inspect", str(work / f"mysql.{name}.sql"), "--rows", "--table", "l").stdout
            row = json.loads(looked)["row"]
            expect((row["x"], row["y"]) == ("é", "中"), f"mysql.{name}: columns in other character sets: {row}")
    finally:
        server.terminate()
        server.wait()


def postgresql() -> None:
    binaries = pathlib.Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    data = home / "pg"
    data.mkdir()
    if as_user:
        shutil.chown(data, "postgres")

    def call(name: str, *arguments: str, **options: Any) -> None:
        subprocess.run([*as_user, str(binaries / name), *arguments], check=True, cwd=data, **options)

    call("initdb", "-D", f"{data}/d", "-A", "trust", "-U", "sluice", "-E", "UTF8", "--locale=C", stdout=subprocess.DEVNULL)
    call("pg_ctl", "-D", f"{data}/d", "-w", "-l", f"{data}/log", "-o", f"-k {data} -h ''", "start", stdout=subprocess.DEVNULL)
    try:
        script = ["CREATE TABLE t (id int PRIMARY KEY, x text, raw bytea, n int);",
                  "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $body$ SELECT 'INSERT INTO t VALUES (9);'::text; $body$;"]
        for number, text, raw, n in table:
            blob = "NULL" if raw is None else f"'\\x{raw.hex()}'"
            value = literal(text, "convert_from(decode('%s','hex'),'UTF8')")
            script.append(f"INSERT INTO t VALUES ({number}, {value}, {blob}, {number_or_null(n)});")
        connection = ["-h", str(data), "-U", "sluice"]
        call("psql", "-q", *connection, "-v", "ON_ERROR_STOP=1", "postgres", input="\n".join(script).encode())

        def dump(name: str, *options: str, kind: str = "p") -> None:
            path = work / f"pg.{name}.{'sql' if kind == 'p' else 'dump'}"
            output(path, *as_user, str(binaries / "pg_dump"), *connection, f"-F{kind}", *options, "postgres", cwd=data)
            check(path)

        dump("copy")
        dump("inserts", "--inserts")
        dump("columns", "--column-inserts")
        dump("many", "--inserts", "--rows-per-insert=7")
        dump("quoted", "--quote-all-identifiers")
        dump("ascii", "-E", "SQL_ASCII")
        dump("custom", kind="c")
        call("psql", "-q", *connection, "-c", "ALTER DATABASE postgres SET standard_conforming_strings = off", "postgres")
        dump("backslashes", "--inserts")
    finally:
        call("pg_ctl", "-D", f"{data}/d", "-m", "immediate", "stop", stdout=subprocess.DEVNULL)


try:
    sqlite()
    mariadb()
    postgresql()
finally:
    shutil.rmtree(home, ignore_errors=True)
said(f"{len(table)} rows exactly, from each of {checked} dumps and databases")
