#!/usr/bin/env python3
"""Repair of mojibake beside ftfy: lines that are damaged in several encodings, beside correct ones, and left as they are.

usage: python3 -m venv venv && venv/bin/pip install ftfy
       venv/bin/python Benchmarks/PersonalData/mojibake.py FILE.txt… --sluice .build/release/sluice [--lines 3000] [--seed 1]

Takes lines with letters beyond ASCII from texts in UTF-8 of any language, which should be free of damage, and prints how many come
back exactly as they were: when their bytes were read in an encoding of one byte, once or twice (undefined bytes as controls, as
browsers read them); when such a line has a correct one beside it, with a space or a line break in between, in either order;
and when nothing was done to them. ftfy repairs encodings only, its other repairs are switched off."""
import argparse
import json
import os
import random
import subprocess
import tempfile

import ftfy

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("files", nargs="+")
parser.add_argument("--sluice", default=".build/release/sluice")
parser.add_argument("--lines", type=int, default=3000)
parser.add_argument("--seed", type=int, default=1)
arguments = parser.parse_args()
pick = random.Random(arguments.seed)


def misread(text, encoding):
    result = ""
    for byte in text.encode():
        try:
            result += bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            result += chr(byte)
    return result


def sluice(texts):
    with tempfile.TemporaryDirectory() as folder:
        source, output = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
        with open(source, "w", encoding="utf-8") as file:
            for number, text in enumerate(texts):
                file.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
        subprocess.run(
            [arguments.sluice, "clean", source, "--stages", "mojibake", "--output", output], check=True,
            stderr=subprocess.DEVNULL)
        return [json.loads(line)["text"] for line in open(output, encoding="utf-8")]


off = ftfy.TextFixerConfig(
    unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
    uncurl_quotes=False, fix_line_breaks=False, remove_control_chars=False, normalization=None, fix_c1_controls=False,
    fix_surrogates=False)


def peer(texts):
    # As its own `fix_text` does, line by line.
    return ["\n".join(ftfy.fix_encoding(line, off) for line in text.split("\n")) for text in texts]


lines = []
for path in arguments.files:
    found = [
        line for line in (line.strip() for line in open(path, encoding="utf-8", errors="ignore"))
        if 30 < len(line) < 300 and not line.isascii() and line.isprintable()]
    lines += pick.sample(found, min(len(found), arguments.lines // len(arguments.files)))
pick.shuffle(lines)
cyrillic = [line for line in lines if any("а" <= letter <= "я" for letter in line)]
print(f"{len(lines)} lines, {len(cyrillic)} of them with Cyrillic letters")
print("| damage | lines | sluice | ftfy |\n|---|---|---|---|")


def compare(name, expected, texts):
    shares = [
        f"{sum(got == wanted for got, wanted in zip(find(texts), expected)) / max(1, len(texts)):.4f}"
        for find in (sluice, peer)]
    print(f"| {name} | {len(texts)} | " + " | ".join(shares) + " |", flush=True)


compare("none", lines, lines)
encodings = [("Windows-1252", "cp1252"), ("Latin-1", "latin-1"), ("Windows-1250", "cp1250"), ("Mac Roman", "mac_roman")]
for name, encoding in encodings + [("Windows-1251", "cp1251")]:
    some = cyrillic if encoding == "cp1251" else lines
    compare(name, some, [misread(line, encoding) for line in some])
    if encoding in ("cp1252", "latin-1"):
        compare(name + ", twice", some, [misread(misread(line, encoding), encoding) for line in some])
wanted, mixed = [], []
for line, other in zip(lines, lines[1:]):
    glue, encoding = pick.choice([" ", "\n"]), pick.choice(["cp1252", "latin-1"])
    parts = [(line, misread(line, encoding)), (other, other)]
    pick.shuffle(parts)
    wanted.append(glue.join(part[0] for part in parts))
    mixed.append(glue.join(part[1] for part in parts))
compare("Windows-1252 or Latin-1, beside a correct line", wanted, mixed)
