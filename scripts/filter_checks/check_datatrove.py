"""The quality rules with datatrove's filters of the same names: reasons, and the text that C4 keeps.

usage: check_datatrove.py SLUICE WORK-FOLDER

The texts hold none of what docs/stages.md tells as a deviation, and the stop words are the published ones, so that there is no
difference to be forgiven.
"""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
import sys
from collections import Counter

from datatrove.data import Document
from datatrove.pipeline.filters import C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter
from texts import texts

FILTERS = {
    "gopher-quality": GopherQualityFilter,
    "gopher-repetition": GopherRepetitionFilter,
    "c4": C4QualityFilter,
    "fineweb": FineWebQualityFilter,
}
STOP_WORDS = ["the", "be", "to", "of", "and", "that", "have", "with"]
PUBLISHED = {"gopher-quality": {"stop_words": STOP_WORDS}}
# Other thresholds than the published ones, for both; a rule that is off is None there and false here.
CHANGED = {
    "gopher-quality": {"min_doc_words": 20, "max_avg_word_length": 5.5, "max_non_alpha_words_ratio": 0.85, "min_stop_words": None},
    "c4": {"min_num_sentences": 2, "filter_no_terminal_punct": False, "min_words_per_line": 4, "filter_curly_bracket": False},
    "fineweb": {"line_punct_thr": 0.5, "short_line_length": 45, "char_duplicates_ratio": 0.1, "new_line_ratio": 0.1},
    "gopher-repetition": {"dup_line_frac": None, "dup_para_frac": 0.5, "dup_para_char_frac": None, "dup_line_char_frac": 0.4},
}
REASONS = {
    "gopher_short_doc": "gopher-short-document",
    "gopher_long_doc": "gopher-long-document",
    "gopher_below_avg_threshold": "gopher-short-words",
    "gopher_above_avg_threshold": "gopher-long-words",
    "gopher_too_many_hashes": "gopher-hash-signs",
    "gopher_too_many_ellipsis": "gopher-ellipses",
    "gopher_too_many_bullets": "gopher-bullet-lines",
    "gopher_too_many_end_ellipsis": "gopher-ellipsis-lines",
    "gopher_below_alpha_threshold": "gopher-few-letters",
    "gopher_enough_stop_words": "gopher-few-stop-words",
    "dup_para_frac": "gopher-duplicate-paragraphs",
    "dup_para_char_frac": "gopher-duplicate-paragraph-characters",
    "dup_line_frac": "gopher-duplicate-lines",
    "dup_line_char_frac": "gopher-duplicate-line-characters",
    "lorem_ipsum": "c4-lorem-ipsum",
    "curly_bracket": "c4-curly-bracket",
    "too_few_sentences": "c4-few-sentences",
    "line_punct_ratio": "fineweb-line-punctuation",
    "short_line_ratio": "fineweb-short-lines",
    "char_dup_ratio": "fineweb-duplicate-characters",
    "list_ratio": "fineweb-new-lines",
}
REASONS |= {f"top_{n}_gram": f"gopher-frequent-ngram {n}" for n in (2, 3, 4)}
REASONS |= {f"duplicated_{n}_n_grams": f"gopher-duplicate-ngrams {n}" for n in range(5, 11)}


def theirs(made: object, corpus: list[str]) -> list[tuple[str, str]]:
    """For each text the reason, empty where it stays, and what is left of it."""
    results = []
    for text in corpus:
        document = Document(text=text, id="")
        verdict = made.filter(document)
        reason = "" if verdict is True else REASONS[verdict[1]]
        results.append((reason, document.text if verdict is True else ""))
    return results


def ours(program: str, work: pathlib.Path, stage: str, settings: dict | None, corpus: list[str]) -> list[tuple[str, str]]:
    source, output, ledger = work / "texts.jsonl", work / "kept.jsonl", work / "ledger.jsonl"
    lines = [json.dumps({"id": f"t{number}", "text": text}) + "\n" for number, text in enumerate(corpus)]
    source.write_text("".join(lines), encoding="utf-8")
    call = [program, "clean", str(source), "--stages", stage, "--output", str(output), "--ledger", str(ledger)]
    if settings is not None:
        config = work / "pipeline.yaml"
        written = {key: False if value is None else value for key, value in settings.items()}
        config.write_text(json.dumps({"clean": {stage.replace("-", "_"): written}}), encoding="utf-8")
        call += ["--config", str(config)]
    done = subprocess.run(call, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(call)}: exit {done.returncode}\n{done.stderr}")
    kept = {entry["id"]: entry["text"] for entry in map(json.loads, output.read_text(encoding="utf-8").splitlines())}
    reasons = [entry for entry in map(json.loads, ledger.read_text(encoding="utf-8").splitlines()) if entry["action"] == "drop"]
    dropped = iter(reasons)
    results = []
    for number in range(len(corpus)):
        if f"t{number}" in kept:
            results.append(("", kept[f"t{number}"]))
            continue
        # The ledger has the documents in order.
        entry = next(dropped)
        n = entry.get("detail", {}).get("n")
        results.append((entry["reason"] + (f" {n}" if n else ""), ""))
    return results


def main() -> None:
    program, work = sys.argv[1], pathlib.Path(sys.argv[2])
    made = texts()
    for stage, make in FILTERS.items():
        # Quotation marks behind the end of a sentence are a deviation in FineWeb's rule.
        corpus = [re.sub(r"(?m)([.!?])[\"']+$", r"\1", text) for text in made] if stage == "fineweb" else made
        for settings in (PUBLISHED.get(stage), CHANGED[stage]):
            found = ours(program, work, stage, settings, corpus)
            wanted = theirs(make(**(settings or {})), corpus)
            for text, ours_of, theirs_of in zip(corpus, found, wanted, strict=True):
                if ours_of != theirs_of:
                    raise SystemExit(f"{stage}: {text[:2000]!r}\n{ours_of}\ninstead of\n{theirs_of}")
            counts = Counter(reason or "kept" for reason, _ in wanted)
            told = ", ".join(f"{reason} {count}" for reason, count in counts.most_common())
            print(f"{stage}: {len(corpus)} texts, the same verdicts: {told}")


if __name__ == "__main__":
    main()
