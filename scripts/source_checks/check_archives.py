"""Archives that Python's modules write in all their formats: the same documents as from the folder."""

from __future__ import annotations

import io
import os
import pathlib
import random
import subprocess
import sys
import tarfile
import zipfile

import zstandard

from common import documents, expect, extract, page, pipeline, run, said

program, work = sys.argv[1], pathlib.Path(sys.argv[2])
chosen = random.Random(9)
folder = work / "folder"
names = [f"part {number % 3}/" + "long/" * (number % 40) + f"页{number}.html" for number in range(120)]
for number, name in enumerate(names):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(page(chosen, number))
(folder / "notes.bin").write_bytes(os.urandom(1000))
os.symlink(folder / names[0], folder / "link.html")
os.mkfifo(folder / "pipe.html")
os.symlink(folder, folder / "loop")

archives: dict[str, pathlib.Path] = {}
for kind in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
    for mode, ending in (("w", "tar"), ("w:gz", "tgz"), ("w:bz2", "tar.bz2"), ("w:xz", "tar.xz")):
        if kind == tarfile.USTAR_FORMAT and ending != "tar":
            continue
        path = work / f"tar{kind}.{ending}"
        with tarfile.open(path, mode, format=kind) as archive:
            for name in sorted(os.listdir(folder)):
                if name != "loop":
                    archive.add(folder / name, name)
        archives[path.name] = path
plain = (work / f"tar{tarfile.GNU_FORMAT}.tar").read_bytes()
archives["tar.zst"] = work / "a.tar.zst"
archives["tar.zst"].write_bytes(zstandard.compress(plain))
for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
    path = work / f"zip{method}.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name in names:
            archive.write(folder / name, name)
        archive.writestr("notes.bin", os.urandom(1000))
    archives[path.name] = path

# A folder with a loop, a pipe and a link: each page once, nothing hangs. The link is a name of its own.
expected = {line["text"] for line in extract(program, str(folder), "--format", "html")}
expect(len(expected) == len(names), f"{len(expected)} pages of the folder")
for name, path in archives.items():
    source = {"name": "pages", "format": "html", "paths": str(path)}
    run(program, "run", str(pipeline(work, "a", [source])), "--run", str(work / f"run-{name}"))
    made = documents(work / f"run-{name}", "pages")
    expect({d["text"] for d in made} == expected, f"{name}: other texts")
    expect(len({d["id"] for d in made}) == len(made) == len(names), f"{name}: {len(made)} documents")
    found = {d["origin"]["file"] for d in made}
    expect(found == {f"{path.name}!/{member}" for member in names}, f"{name}: other names")
    # Numbers of threads and ways in change nothing.
    piped = extract(program, "-", "--format", "html", "--threads", "3", stdin=open(path, "rb"))
    expect([d["text"] for d in piped] == [d["text"] for d in made], f"{name}: through a pipe")
one = run(program, "explain", str(work / "run-tar.zst"), documents(work / "run-tar.zst", "pages")[5]["id"])
expect("a.tar.zst!/" in one.stdout, one.stdout)
trace = run(program, "shards", "trace", f"{work}/run-tar.zst/shards/train/000000.bin:40")
expect("a.tar.zst!/" in trace.stdout and "cannot be read" not in trace.stdout, trace.stdout)

# A pipe that a shell makes, and a named one that nobody writes to in a pipeline's folder.
through = subprocess.run(
    ["bash", "-c", f"'{program}' extract <(cat '{archives['tar.zst']}') --format html --output -"], capture_output=True, text=True)
expect(through.returncode == 0 and len(through.stdout.splitlines()) == len(names), through.stderr)

# A bomb: 40 members of 64 MiB, 65 kB each.
bomb = work / "bomb.zip"
with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
    for number in range(8):
        with archive.open(f"{number}.html", "w") as member:
            for _ in range(64):
                member.write(b"\0" * (1 << 20))
done = run(program, "extract", str(bomb), "--output", str(work / "bomb.jsonl"))
expect("maximumRatio" in done.stderr, done.stderr)
said(f"{len(archives)} archives as the folder")
