#!/usr/bin/env python3
"""Main content of HTML pages beside others: megabytes of HTML per CPU second, peak memory, pages that come out empty.

usage: python3 -m venv venv && venv/bin/pip install resiliparse trafilatura readability-lxml
       venv/bin/python Benchmarks/Extraction/peers.py FOLDER|LIST… --sluice .build/release/sluice [--rounds 3]

FOLDER holds HTML files, LIST the path of one in each line. Each tool runs over all of them in a process of its own, in turns, with one
thread, and pays for everything from the files to a JSON line for each page: starting, reading, decoding, writing. The time of
a tool is the least of its rounds. Tools that are not installed are left out.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TOOLS = ["sluice", "sluice all", "resiliparse", "trafilatura", "trafilatura fast", "readability"]


def decode(data):
    for encoding in ("utf-8", "gb18030", "latin-1"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass


def extractor(tool):
    """A function from the bytes of a page to its text; ImportError where the tool is not installed."""
    if tool == "resiliparse":
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding
        return lambda data: extract_plain_text(bytes_to_str(data, detect_encoding(data)), main_content=True)
    if tool.startswith("trafilatura"):
        import trafilatura
        return lambda data: trafilatura.extract(data, fast=tool.endswith("fast"))
    import lxml.html
    from readability import Document
    return lambda data: lxml.html.fromstring(Document(decode(data)).summary()).text_content()


def work(tool, listing, output):
    """Runs a Python tool over all pages: this is the process that is measured."""
    extract, crashes = extractor(tool), 0
    with open(output, "w", encoding="utf-8") as file:
        for path in Path(listing).read_text().splitlines():
            try:
                text = extract(Path(path).read_bytes()) or ""
            except Exception:  # What a tool cannot read counts as empty.
                text, crashes = "", crashes + 1
            file.write(json.dumps({"id": path, "text": text}, ensure_ascii=False) + "\n")
    if crashes:
        print(f"{tool}: {crashes} pages failed", file=sys.stderr)


def run(command):
    """CPU seconds and peak memory in megabytes of a command; none where it fails."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        print(message.decode(errors="replace").strip().splitlines()[-1:], file=sys.stderr)
        return None
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--sluice", default=".build/release/sluice")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        return work(*arguments.work)
    paths = []
    for place in arguments.pages:
        if place.is_dir():
            paths += sorted(p for p in place.rglob("*") if p.suffix in (".html", ".htm"))
        else:
            paths += [Path(line) for line in place.read_text().splitlines()]
    size = sum(path.stat().st_size for path in paths)
    if not paths:
        parser.error("no pages")
    with tempfile.TemporaryDirectory() as folder:
        listing, manifest = os.path.join(folder, "list"), os.path.join(folder, "manifest.jsonl")
        Path(listing).write_text("".join(f"{path.absolute()}\n" for path in paths))
        Path(manifest).write_text("".join(json.dumps({"id": str(p), "path": str(p.absolute())}) + "\n" for p in paths))
        output, best, empty = os.path.join(folder, "out.jsonl"), {}, {}
        for _ in range(arguments.rounds):
            for tool in arguments.tools.split(","):
                if best.get(tool, 0) is None:
                    continue
                if tool.startswith("sluice"):
                    command = [arguments.sluice, "extract", manifest, "--output", output, "--threads", "1"]
                    command += ["--mode", "all"] if tool.endswith("all") else []
                else:
                    command = [sys.executable, __file__, "--work", tool, listing, output]
                if os.path.exists(output):
                    os.remove(output)
                used = run(command)
                if used is None:
                    best[tool] = None
                    continue
                best[tool] = min(best.get(tool) or used, used)
                with open(output, encoding="utf-8") as file:
                    empty[tool] = len(paths) - sum(bool(json.loads(line)["text"].strip()) for line in file)
    print(f"{len(paths)} pages, {size / 1e6:.1f} MB, least CPU time of {arguments.rounds} rounds")
    print(f"{'':18}{'CPU s':>8}{'MB/CPU s':>10}{'times':>8}{'peak MB':>9}{'empty':>7}")
    for tool, used in best.items():
        if used:
            ratio = f"{used[0] / best['sluice'][0]:.2f}" if best.get("sluice") else ""
            print(f"{tool:18}{used[0]:8.2f}{size / 1e6 / used[0]:10.1f}{ratio:>8}{used[1]:9.0f}{empty[tool]:7}")


if __name__ == "__main__":
    main()
