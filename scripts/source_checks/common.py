"""What the checks of sources share: documents of our own, running sluice, reading what it made."""

from __future__ import annotations

import json
import os
import pathlib
import random
import subprocess
import sys
from typing import Any

import zstandard

WORDS = (
    "the river runs quietly past old stone houses while people walk along narrow streets and talk about weather bread "
    "music gardens letters ships winter lamps 河水 安静地 流过 石头 房子 人们 走在 街上 说着 天气 面包 花园 书信"
).split()


def text(chosen: random.Random, words: int = 60) -> str:
    return " ".join(chosen.choice(WORDS) for _ in range(words)) + "."


def page(chosen: random.Random, number: int) -> str:
    paragraphs = "".join(f"<p>{text(chosen)}</p>" for _ in range(4))
    return f"<!doctype html><html><head><title>Page {number}</title></head><body><article>{paragraphs}</article></body></html>"


def run(program: str, *arguments: str, status: int = 0, **options: Any) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([program, *arguments], capture_output=True, text=True, **options)
    if done.returncode != status:
        raise SystemExit(
            f"sluice {' '.join(arguments)}: exit {done.returncode} instead of {status}\n{done.stdout}\n{done.stderr}")
    return done


def extract(program: str, *arguments: str, **options: Any) -> list[dict[str, Any]]:
    """The documents that sluice extract writes."""
    made = run(program, "extract", *arguments, "--output", "-", **options).stdout
    # Not splitlines: other line ends than \n may stand in strings.
    return [json.loads(line) for line in made.split("\n") if line]


def pipeline(folder: pathlib.Path, name: str, sources: list[dict[str, Any]], **more: Any) -> pathlib.Path:
    """Writes a small pipeline; JSON is YAML."""
    path = folder / f"{name}.yaml"
    path.write_text(json.dumps({
        "name": name, "sources": sources, "deduplicate": False, "clean": {"normalize": False, "ai_boilerplate": False},
        "tokenizer": {"vocabulary_size": 300}, "pack": {"sequence_length": 32}, **more}))
    return path


def documents(run_folder: pathlib.Path, source: str) -> list[dict[str, Any]]:
    """The documents of the stage extract, in their order."""
    made = []
    for shard in sorted(run_folder.glob(f"stages/extract-*/{source}/*.jsonl.zst")):
        with open(shard, "rb") as file:
            content = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True).read()
        made += [json.loads(line) for line in content.decode().split("\n") if line]
    return made


def expect(condition: bool, message: str) -> None:
    if not condition:
        raise SystemExit(f"{os.path.basename(sys.argv[0])}: {message}")


def said(message: str) -> None:
    print(f"{os.path.basename(sys.argv[0])}: {message}")
